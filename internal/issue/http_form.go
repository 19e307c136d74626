package issue

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A step is something that is done to a problem with a form of its own.
type step struct {
	path  string            // after that of the list
	needs access.Permission // to take it
	fits  func(v *visit) error
	page  func(v *visit, f *web.Form) formPage                         // its words and fields
	fill  func(v *visit, f *web.Form)                                  // what stands there now
	read  func(v *visit, f *web.Form, o Options) func(*store.Tx) error // what was typed: faults into f, and what to write
}

// A visit is what a form needs to know of the problem it is about.
type visit struct {
	r          *http.Request
	g          access.Grant // of the permission the step needs
	x          Group        // zero for a new one
	raised     Raised       // the one of the address, for its words
	measure    Measure      // the one of the address
	dir        directory
	activities []activity
	others     []Issue // that are open, for merging
	today      string
	version    int64
}

// An ask is one field of a form.
type ask struct {
	Kind string // "text", "input", "date", "select", "radios"
	web.Field
}

// A formPage is the page of a step. Say is what is told once it is done.
type formPage struct {
	base
	Lead, Button, Say string
	X                 Issue
	Asks              []ask
	Alike             []likeness // that may be the same problem
	Action            string
}

var formView = web.NewView[formPage](files, "form.tmpl")

// visit reads what a form needs; who may not take the step sees nothing.
func (h handler) visit(r *http.Request, g access.Grant, s step) (*visit, error) {
	g, err := g.Also(s.needs)
	if err != nil {
		return nil, err
	}
	v := &visit{r: r, g: g, today: h.today()}
	look, err := g.Also(access.ReadIssues)
	if err != nil {
		return nil, err
	}
	if err := h.db.View(r.Context(), look, store.Subject{}, v.read); err != nil {
		return nil, err
	}
	if s.fits == nil {
		return v, nil
	}
	return v, s.fits(v)
}

var openRoots = store.Read(`SELECT id, version, year, number, body, objective_id, activity_id, resource, amount, since, state, solved_on, solution, merged_into, escalated_on, question, answered_on, answer
	FROM issue WHERE committee_id = $1 AND state = 'open' AND merged_into = '' ORDER BY since, year, number`)

func (v *visit) read(tx *store.Tx) (err error) {
	if id := v.r.PathValue("issue"); id != "" {
		if v.x, err = Get(tx, id); err != nil {
			return err
		}
		v.version = v.x.Version
	}
	if id := v.r.PathValue("raised"); id != "" {
		if v.raised, err = raisings.Get(tx, id); err != nil {
			return err
		}
		v.version = v.raised.Version
	}
	if id := v.r.PathValue("measure"); id != "" {
		if err := v.readOwnMeasure(tx, id); err != nil {
			return err
		}
	}
	if v.dir, err = readDirectory(tx, v.today); err != nil {
		return err
	}
	if v.activities, err = store.All(tx, activitiesIn, (*activity).fields, v.dir.year(yearOf(v.today))); err != nil {
		return err
	}
	v.others, err = store.All(tx, openRoots, (*Issue).fields)
	return err
}

var inReturns = store.Read(`SELECT COUNT(*) FROM reporting_measure WHERE committee_id = $1 AND id = $2`)

// readOwnMeasure reads a measure that was noted here. One that came in a return is
// corrected there.
func (v *visit) readOwnMeasure(tx *store.Tx, id string) (err error) {
	if v.measure, err = measures.Get(tx, id); err != nil {
		return err
	}
	v.version = v.measure.Version
	n, err := store.Value[int64](tx, inReturns, id)
	if err == nil && (n > 0 || v.measure.IssueID != v.x.ID) {
		err = access.ErrDenied
	}
	return err
}

func (h handler) form(s step) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		v, err := h.visit(r, g, s)
		if err != nil {
			return err
		}
		f := web.NewForm(r)
		if s.fill != nil {
			s.fill(v, f)
		}
		return h.showForm(w, v, s, http.StatusOK, f.Set("version", fmt.Sprint(v.version)))
	}
}

func (h handler) showForm(w http.ResponseWriter, v *visit, s step, status int, f *web.Form) error {
	p := s.page(v, f)
	p.Page, p.Base, p.Today, p.directory = p.With(crumbs(v.r, v.g, v.x.Issue)...).WithForm(f), path(v.g, ""), v.today, v.dir
	p.X, p.Action = v.x.Issue, v.r.URL.Path
	return formView.Render(w, v.r, status, p)
}

func (h handler) save(s step) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		f, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		v, err := h.visit(r, g, s)
		if err != nil {
			return err
		}
		write := s.read(v, f, h.need)
		if !f.OK() {
			return h.showForm(w, v, s, http.StatusUnprocessableEntity, f)
		}
		if v.x.ID == "" {
			v.x.ID = h.db.NewID()
		}
		err = h.change(r, g, v.x.ID, write)
		if errors.Is(err, store.ErrConflict) && s.path == "/{issue}/merge" { // nobody wrote anything: there are no two texts
			return h.changed(r, g, v.x.ID)
		}
		if errors.Is(err, store.ErrConflict) && s.fill != nil {
			return h.conflict(r, g, s, f)
		}
		if err != nil {
			return err
		}
		return web.Redirect(w, r, path(g, "/"+v.x.ID), "%s", s.page(v, f).Say)
	}
}

// conflict shows what was typed beside what somebody else saved meanwhile.
func (h handler) conflict(r *http.Request, g access.Grant, s step, f *web.Form) error {
	v, err := h.visit(r, g, s)
	if err != nil {
		return err
	}
	now := web.NewForm(r)
	s.fill(v, now)
	c := web.Conflict{Back: path(g, "/"+v.x.ID), Action: r.URL.Path, Form: f.Values, Now: v.version}
	theirs := s.page(v, now).Asks
	for i, a := range s.page(v, f).Asks {
		c.Fields = append(c.Fields, web.ConflictField{Name: a.Name, Label: a.Label, Mine: a.words(), Theirs: theirs[i].words()})
	}
	return c
}

// words is what a field says, as people read it.
func (a ask) words() string {
	if a.Kind == "date" && a.Day != "" {
		return a.Day + "." + a.Month + "." + a.Year
	}
	for _, o := range a.Options {
		if o.Value == a.Value {
			return o.Label
		}
	}
	return a.Value
}

// Why says what makes two problems look the same.
func (p formPage) Why(l likeness) string {
	var why []string
	if l.SameObjective {
		why = append(why, text.T(p.Lang, "i njëjti objektiv"))
	}
	if l.SameResource {
		why = append(why, text.T(p.Lang, "mungon e njëjta gjë"))
	}
	why = append(why, text.T(p.Lang, "fjalë të përbashkëta: %s", text.ListUpTo(p.Lang, l.Words, 6)))
	return strings.Join(why, "; ")
}
