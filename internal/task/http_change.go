package task

import (
	"errors"
	"fmt"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A change is something a person does to a task with a reason: a new date, or
// its end, or its return. Each is one page; what people read on it is Albanian.
type change struct {
	path               string
	title, lead, label string // of its page, of the reason
	done               string // what is said afterwards
	dated              bool   // asks for a new date
	needs              access.Permission
	owned              func(Task) string // the institution it is for
	fits               func(Task) bool   // whether the task is one to be changed so
	do                 func(tx *store.Tx, id string, version int64, to Due, reason string) error
}

func ofNobody(Task) string { return "" }

func ofOwner(t Task) string { return t.OwnerID }

func ofAsker(t Task) string { return t.AskedBy }

var changes = []change{
	{
		path: "extend", title: "Shty afatin", lead: "Afati i parë mbetet në historikun e detyrës.", label: "Pse shtyhet", done: "Afati u shty.",
		dated: true, needs: access.ManageTasks, owned: ofNobody, fits: func(t Task) bool { return t.State == Open }, do: Extend,
	},
	{
		path: "renew", title: "Rinovo angazhimin", lead: "Institucioni e rikonfirmon angazhimin me një afat të ri.", label: "Pse rinovohet", done: "Angazhimi u rinovua.",
		dated: true, needs: access.AskTasks, owned: ofOwner, fits: func(t Task) bool { return t.State == Open && t.Kind == Commitment }, do: Renew,
	},
	{
		path: "cancel", title: "Anulo detyrën", lead: "Detyra e anuluar nuk kërkohet më, por mbetet në listë me arsyen.", label: "Pse anulohet", done: "Detyra u anulua.",
		needs: access.ManageTasks, owned: ofNobody, fits: Task.Live, do: undated(Cancel),
	},
	{
		path: "withdraw", title: "Tërhiq kërkesën", lead: "Kërkesa e tërhequr nuk pret më përgjigje, por mbetet në listë me arsyen.", label: "Pse tërhiqet", done: "Kërkesa u tërhoq.",
		needs: access.AskTasks, owned: ofAsker, fits: func(t Task) bool { return t.Live() && t.Kind == Request }, do: undated(Cancel),
	},
	{
		path: "take-back", title: "Tërhiq raportimin", lead: "Detyra hapet sërish për ta plotësuar ose korrigjuar para verifikimit.", label: "Pse tërhiqet", done: "Raportimi u tërhoq: detyra është sërish e hapur.",
		needs: access.AnswerTasks, owned: ofOwner, fits: func(t Task) bool { return t.State == Answered }, do: undated(TakeBack),
	},
	{
		path: "reopen", title: "Rihap detyrën", lead: "Detyra kërkohet sërish. Ajo që u raportua mbetet në historik.", label: "Pse rihapet", done: "Detyra u rihap.",
		needs: access.ManageTasks, owned: ofNobody, fits: func(t Task) bool { return !t.Live() }, do: undated(Reopen),
	},
}

// undated is a change that asks for no date.
func undated(f func(tx *store.Tx, id string, version int64, reason string) error) func(*store.Tx, string, int64, Due, string) error {
	return func(tx *store.Tx, id string, version int64, _ Due, reason string) error {
		return f(tx, id, version, reason)
	}
}

// may reports whether the actor of g may make the change now.
func (c change) may(g access.Grant, t Task) bool {
	return c.fits(t) && reaches(g, c.needs, c.owned(t))
}

// Path is the last part of its address.
func (c change) Path() string { return c.path }

// Name is its title for the reader.
func (c change) Name(l text.Lang) string { return text.T(l, c.title) }

// Lead says what comes of it.
func (c change) Lead(l text.Lang) string { return text.T(l, c.lead) }

// Label names the field of its reason.
func (c change) Label(l text.Lang) string { return text.T(l, c.label) }

// Dated reports whether it asks for a new date.
func (c change) Dated() bool { return c.dated }

var changeView = web.NewView[formPage](files, "change.tmpl", "parts.tmpl")

func (h handler) changeForm(c change) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		p, err := h.view(r, g, nil)
		if err != nil {
			return err
		}
		if !reaches(g, c.needs, c.owned(p.T)) {
			return access.ErrDenied
		}
		if !c.fits(p.T) {
			return web.Redirect(w, r, p.Base, "")
		}
		f := web.NewForm(r).Set("version", fmt.Sprint(p.T.Version)).Set("meeting", p.T.DueBody)
		return c.show(w, r, g, http.StatusOK, p, f)
	}
}

func (c change) show(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p head, f *web.Form) error {
	page := newFormPage(r, g, p, f, c.title)
	page.Change, page.Bodies = c, web.Options(page.Lang, nextMeetings)
	return changeView.Render(w, r, status, page)
}

func (h handler) change(c change) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		f, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		p, err := h.view(r, g, nil)
		if err != nil {
			return err
		}
		if !g.Covers(c.owned(p.T)) {
			return access.ErrDenied
		}
		f.Need("reason", "Shkruani arsyen; mbetet në historikun e detyrës.")
		reason, to := f.Public("reason"), Due{}
		if c.dated {
			to = readDue(f, p.Today)
		}
		if !f.OK() {
			return c.show(w, r, g, http.StatusUnprocessableEntity, p, f)
		}
		err = h.do(r, g, func(tx *store.Tx, id string) error { return c.do(tx, id, f.Version(), to, reason) })
		if errors.Is(err, store.ErrConflict) {
			return p.conflict(r, f, "reason", reason, Task{DueOn: to.On, DueBody: to.Body}.dueWords(web.Lang(r)))
		}
		if err != nil {
			return err
		}
		return web.Redirect(w, r, p.Base, c.done)
	}
}

// readDue reads when a task is to be done: a day that is not before another, or
// the next meeting of a body, and not both.
func readDue(f *web.Form, from string) Due {
	d := Due{On: f.Day("due"), Body: f.Text("meeting")}
	switch {
	case d.Body != "" && !nextMeetings.Has(d.Body):
		f.Fail("meeting", "Zgjidhni një mbledhje nga lista, ose lëreni bosh.")
	case d.On != "" && d.Body != "":
		f.Fail("due", "Caktoni ose një datë, ose mbledhjen e ardhshme; jo të dyja.")
	case d.On == "" && d.Body == "" && f.Error("due") == "":
		f.Fail("due", "Caktoni afatin: një datë, ose mbledhjen e ardhshme.")
	case d.On != "" && d.On < from:
		f.Fail("due", "Afati nuk mund të jetë para datës %s.", text.Day(from))
	}
	return d
}
