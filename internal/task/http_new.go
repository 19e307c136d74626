package task

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A newPage is the form with which a task is given: from a line of the minutes,
// from an activity of the plan, as a request, or as a commitment.
type newPage struct {
	web.Page
	Kind, Action string
	From         Link // the decision or the activity
	Source       string
	Meeting      string
	Askers       []web.Option // who may ask; empty when it asks for nobody
	Owners       []web.Option
	Priorities   []web.Option
	Bodies       []web.Option
	Clock        string // the rule that proposes the date of an answer, in words
	names        directory
	line         line
	activity     activity
	proposed     string // when the rule says that a request is to be answered
	day          string // it is given on
}

var newView = web.NewView[newPage](files, "new.tmpl", "parts.tmpl")

// titles of the form, by kind.
var titles = map[string]string{
	FromDecision: "Jep një detyrë nga një vendim", FromPlan: "Jep një detyrë për një aktivitet",
	Request: "Kërkoji diçka një institucioni", Commitment: "Shto një angazhim",
}

// giving is the permission a kind of task is given by; false for a kind that is
// not given here.
func giving(kind string) (access.Permission, bool) {
	switch kind {
	case FromDecision, FromPlan:
		return access.GiveTasks, true
	case Request, Commitment:
		return access.AskTasks, true
	}
	return access.Permission{}, false
}

// sourceParam names the parameter with the source of a kind.
func sourceParam(kind string) string {
	return map[string]string{FromDecision: "line", FromPlan: "activity"}[kind]
}

func (h handler) newForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	kind := r.URL.Query().Get("kind")
	needs, ok := giving(kind)
	if !ok || !g.Can(needs) {
		return access.ErrDenied
	}
	f := web.NewForm(r).Set("kind", kind).Set("priority", "normal")
	p, err := h.newPage(r, g, f, r.URL.Query().Get(sourceParam(kind)))
	if err != nil {
		return err
	}
	p.propose(f)
	return newView.Render(w, r, http.StatusOK, p)
}

// newPage reads what the form offers, and denies a source that is none.
func (h handler) newPage(r *http.Request, g access.Grant, f *web.Form, from string) (newPage, error) {
	kind := f.Text("kind")
	if sourceParam(kind) == "" {
		from = "" // it comes from nothing, whatever the form says
	}
	l := web.Lang(r)
	p := newPage{Page: web.NewPage(r, titles[kind]).With(web.Crumb{Label: "Detyrat", Path: path(g, "")}).WithForm(f), Kind: kind, Source: from, day: text.DayOf(h.db.Now())}
	p.Action, p.Priorities, p.Bodies = path(g, "/give"), web.Options(l, code.Priorities), web.Options(l, nextMeetings)
	if needs, _ := giving(kind); needs.String() == access.AskTasks.String() {
		p.Action = path(g, "/ask")
	}
	reading, err := g.Also(access.ReadTasks)
	if err != nil {
		return p, err
	}
	err = h.db.View(r.Context(), reading, store.Subject{}, func(tx *store.Tx) error { return p.load(tx, l, ownOf(g, access.AskTasks)) })
	return p, err
}

func (p *newPage) load(tx *store.Tx, l text.Lang, own []string) (err error) {
	if p.names, err = readDirectory(tx, p.day); err != nil {
		return err
	}
	p.Owners = p.names.Options(nil)
	switch p.Kind {
	case FromDecision:
		err = p.readLine(tx)
	case FromPlan:
		if p.activity, err = store.One(tx, activityOf, (*activity).fields, p.Source); err == nil && p.activity.State != "approved" {
			err = store.ErrNotFound
		}
	case Request:
		p.Askers = p.names.Options(own)
		err = p.clock(tx, l)
	case Commitment:
		p.Owners = p.names.Options(own)
	}
	if err == nil && p.Source != "" {
		p.From, err = source(tx, l, Task{Kind: p.Kind, SourceID: p.Source})
	}
	return err
}

// readLine reads the line of the minutes that the task comes from. It is given on
// the day of the meeting, also when it is noted later. Minutes that are not
// closed give their tasks themselves.
func (p *newPage) readLine(tx *store.Tx) (err error) {
	if p.line, err = store.One(tx, lineOf, (*line).fields, p.Source); err != nil {
		return err
	}
	if !slices.Contains([]string{"closed", "approved"}, p.line.State) || !slices.Contains([]string{"decision", "recommendation", "task"}, p.line.Kind) {
		return store.ErrNotFound
	}
	p.Meeting, p.day = p.line.Meeting.id, min(p.day, p.line.Meeting.day)
	return nil
}

// clock reads the dated rule by which a request is to be answered.
func (p *newPage) clock(tx *store.Tx, l text.Lang) error {
	n, err := daysOf(tx, requestRule, p.day)
	if err != nil || n == nil {
		return err
	}
	p.proposed = daysAfter(p.day, *n)
	p.Clock = text.Count(l, n, text.Forms{
		Zero: "Rregulli i komitetit: përgjigje brenda ditës.", One: "Rregulli i komitetit: përgjigje brenda 1 dite.", Many: "Rregulli i komitetit: përgjigje brenda {n} ditësh.",
	})
	return nil
}

// propose fills the form with what the source says, and with the only choice
// where there is one.
func (p *newPage) propose(f *web.Form) {
	switch p.Kind {
	case FromDecision:
		f.Set("body", p.line.Body).Set("owner", p.line.Institution).SetDay("due", p.line.DueOn)
	case FromPlan:
		f.Set("owner", p.activity.Lead)
	case Request:
		f.SetDay("due", p.proposed)
	}
	if len(p.Askers) == 1 {
		f.Set("asked_by", p.Askers[0].Value)
	}
	if len(p.Owners) == 1 {
		f.Set("owner", p.Owners[0].Value)
	}
}

// give makes the task of the form. Both of its routes lead here: those who give
// tasks, and those who ask or commit for their own institution.
func (h handler) give(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	needs, ok := giving(f.Text("kind"))
	if !ok || needs.String() != g.Permission().String() {
		return access.ErrDenied
	}
	p, err := h.newPage(r, g, f, f.Text("source"))
	if err != nil {
		return err
	}
	n := p.read(f)
	if n.Kind == Request && n.AskedBy != "" && !g.Covers(n.AskedBy) || n.Kind == Commitment && n.OwnerID != "" && !g.Covers(n.OwnerID) {
		return access.ErrDenied
	}
	if !f.OK() {
		return newView.Render(w, r, http.StatusUnprocessableEntity, p)
	}
	id := h.db.NewID()
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "task", ID: id}, func(tx *store.Tx) error { return give(tx, id, n) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, taskPath(g, id, ""), "Detyra u dha.")
}

// read reads the form into a task about to be given.
func (p newPage) read(f *web.Form) New {
	f.Need("body", "Shkruani çfarë duhet bërë.")
	n := New{Kind: p.Kind, SourceID: p.Source, MeetingID: p.Meeting, Body: f.Public("body"), OwnerID: f.Need("owner", "Zgjidhni institucionin përgjegjës."), GivenOn: p.day}
	n.Priority = f.Code("priority", code.Priorities, "Zgjidhni përparësinë.")
	if n.OwnerID != "" && !p.names.Has(n.OwnerID) {
		f.Fail("owner", "Zgjidhni një institucion nga lista.")
	}
	if p.Kind == Request {
		p.readAsker(f, &n)
	}
	d := readDue(f, p.day)
	n.DueOn, n.DueBody = d.On, d.Body
	return n
}

func (p newPage) readAsker(f *web.Form, n *New) {
	n.AskedBy = f.Need("asked_by", "Zgjidhni institucionin që e kërkon.")
	switch {
	case n.AskedBy != "" && !p.names.Has(n.AskedBy):
		f.Fail("asked_by", "Zgjidhni një institucion nga lista.")
	case n.AskedBy != "" && n.AskedBy == n.OwnerID:
		f.Fail("owner", "Kërkesa i drejtohet një institucioni tjetër. Për detyrë të institucionit tuaj shtoni një angazhim.")
	}
}
