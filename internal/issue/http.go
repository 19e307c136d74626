package issue

import (
	"embed"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

type handler struct {
	db   *store.DB
	need Options
}

// Routes adds the pages of problems to m.
func Routes(m *web.Mux, db *store.DB, o Options) {
	h := handler{db, o}
	const at = "/k/{committee}/issue"
	m.Handle("GET "+at, access.ReadIssues, h.list)
	m.Handle("GET "+at+"/{issue}", access.ReadIssues, h.show)
	m.Handle("POST "+at+"/{issue}/part", access.ManageIssues, h.part)
	for _, s := range steps {
		m.Handle("GET "+at+s.path, access.ReadIssues, h.form(s))
		m.Handle("POST "+at+s.path, s.needs, h.save(s))
	}
}

func path(g access.Grant, rest string) string { return "/k/" + g.Scope().ID + "/issue" + rest }

func (h handler) today() string { return text.DayOf(h.db.Now()) }

func (h handler) change(r *http.Request, g access.Grant, id string, f func(tx *store.Tx) error) error {
	return h.db.Change(r.Context(), g, store.Subject{Kind: "issue", ID: id}, f)
}

// crumbs are the way to a problem, and to a page about it.
func crumbs(r *http.Request, g access.Grant, x Issue) []web.Crumb {
	list := []web.Crumb{{Label: "Problematikat", Path: path(g, "")}}
	if x.ID != "" {
		list = append(list, web.Crumb{Label: web.T(r, "Problematika %s", x.Name()), Path: path(g, "/"+x.ID)})
	}
	return list
}

// part undoes a merge.
func (h handler) part(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("issue")
	err = h.change(r, g, id, func(tx *store.Tx) error { return Part(tx, id, f.Version()) })
	if errors.Is(err, store.ErrConflict) {
		return h.changed(r, g, id)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+id), "Problematika u nda: qëndron sërish më vete.")
}

// changed says what somebody else did to a problem meanwhile, where there are no
// two texts to choose from.
func (h handler) changed(r *http.Request, g access.Grant, id string) error {
	look, err := g.Also(access.ReadIssues)
	if err != nil {
		return err
	}
	var x Group
	err = h.db.View(r.Context(), look, store.Subject{}, func(tx *store.Tx) (err error) {
		x, err = Get(tx, id)
		return err
	})
	if err != nil {
		return err
	}
	did := ""
	if n := len(x.Events); n > 0 {
		did = code.IssueVerbs.Label(web.Lang(r), x.Events[n-1].Verb)
	}
	return web.RefuseAt(path(g, "/"+id), "Dikush tjetër e ndryshoi ndërkohë problematikën %s: %s.", x.Name(), did)
}

// A page of this package names things as the reader does.
type base struct {
	web.Page
	directory
	Base  string // address of the list
	Today string
}

// ResourceList, States and the others are the lists of codes, for templates.
func (base) ResourceList() code.List { return code.Resources }
func (base) States() code.List       { return code.IssueStates }
func (base) Sources() code.List      { return code.IssueSources }
func (base) Verbs() code.List        { return code.IssueVerbs }
func (base) TaskStates() code.List   { return code.TaskStates }
func (base) Bodies() code.List       { return code.Bodies }

// Lek is the amount a problem lacks.
func (b base) Lek(x Issue) string {
	if x.Amount == nil {
		return text.T(b.Lang, "nuk dihet")
	}
	return text.Lek(b.Lang, int64(*x.Amount))
}

// DayCount says how many days.
func (b base) DayCount(n int) string {
	c := int64(n)
	return text.Count(b.Lang, &c, text.Forms{One: "1 ditë", Many: "{n} ditë"})
}

// DaysSince says since how many days, after "prej".
func (b base) DaysSince(n int) string {
	c := int64(n)
	return text.Count(b.Lang, &c, text.Forms{One: "1 dite", Many: "{n} ditësh"})
}

// OpenWords say since when a problem is open.
func (b base) OpenWords(x Issue) string { return b.DaysSince(x.Age(b.Today)) }

// SinceWords say for how long a problem has been open, as a sentence begins.
func (b base) SinceWords(x Issue) string {
	c := int64(x.Age(b.Today))
	return text.Count(b.Lang, &c, text.Forms{One: "Prej 1 dite", Many: "Prej {n} ditësh"})
}

// AgeWords say how old a problem is, or how long it took to be solved.
func (b base) AgeWords(x Issue) string { return b.DayCount(x.Age(b.Today)) }

// WaitWords say how long a question has waited for the national coordinator.
func (b base) WaitWords(x Issue) string { return b.DaysSince(days(x.EscalatedOn, b.Today)) }

// A todo is a task for a measure that is expected.
type todo struct {
	ID           string
	Year, Number int64
	Body, Owner  string
	IssueID      string
	State        string // code.TaskStates
	DueOn        string
	DueBody      string
}

func (t *todo) fields() []any {
	return []any{&t.ID, &t.Year, &t.Number, &t.Body, &t.Owner, &t.IssueID, &t.State, &t.DueOn, &t.DueBody}
}

// Name is how people call the task: "4/2023".
func (t todo) Name() string { return fmt.Sprintf("%d/%d", t.Number, t.Year) }

// Late reports whether it should have been done by now.
func (t todo) Late(today string) bool { return t.State == "open" && t.DueOn != "" && t.DueOn < today }

func yearOf(day string) int64 {
	n, _ := strconv.ParseInt(day[:min(4, len(day))], 10, 64)
	return n
}
