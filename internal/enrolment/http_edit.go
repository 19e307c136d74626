package enrolment

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// An editPage is one enrolment: leaving, school, what was found afterwards.
type editPage struct {
	web.Page
	Base, Action string // addresses of the child's programmes, and of this form
	Code         string // of the file
	E            Enrolment
	Programme    string
	Write        bool // all of it; otherwise what became of the child
}

var (
	editView   = web.NewView[editPage](templates, "edit.tmpl", "parts.tmpl")
	removeView = web.NewView[editPage](templates, "remove.tmpl", "parts.tmpl")

	editStep   = step{editView, "Fëmija në program", false}
	removeStep = step{removeView, "Hiq regjistrimin", true}
)

// A step is what is done to an enrolment; whole steps need a file that is written to.
type step struct {
	view  web.View[editPage]
	title string
	whole bool
}

// The lists of the form.
func (p editPage) Reasons() []web.Option { return web.Options(p.Lang, code.LeaveReasons) }
func (p editPage) Schools() []web.Option { return web.Options(p.Lang, code.SchoolResults) }
func (p editPage) Found() []web.Option   { return web.Options(p.Lang, code.FoundAfter) }

// Due30 and Due90 are the days from which it is looked.
func (p editPage) Due30() string { return p.E.Due(30) }
func (p editPage) Due90() string { return p.E.Due(90) }

// one shows the enrolment of the address with a form, filled from it if it is new.
// What became of the child is recorded also where the file is only read.
func (h handler) one(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form, s step, status int) error {
	p := editPage{Page: web.NewPage(r, s.title).WithForm(f), Base: base(g, r), Action: r.URL.Path}
	err := h.look(r, g, child.Care, func(tx *store.Tx, file *child.File) (err error) {
		p.Write = file.May.Write
		if !p.Write && (s.whole || !canFollow(file)) {
			return refuseWriting(p.Base)
		}
		p.Code = file.Code
		p.Page = p.With(web.Crumb{Label: "Dosjet", Path: unitPath(g) + "/child"}, web.Crumb{Label: file.Code, Path: unitPath(g) + "/child/" + file.ID}, web.Crumb{Label: "Programet verore", Path: p.Base})
		p.E, err = find(tx, r, file.Subject)
		return err
	})
	if err != nil {
		return err
	}
	names, err := h.titles(r, p.E.Committee)
	if err != nil {
		return err
	}
	p.Programme = titleOf(p.Lang, p.E, names)
	if status == http.StatusOK {
		p.E.show(f)
	}
	return s.view.Render(w, r, status, p)
}

// show puts an enrolment into a form.
func (e Enrolment) show(f *web.Form) {
	f.SetDay("on", e.On).SetDay("left", e.LeftOn).Set("reason", e.Reason).Set("school", e.School).Set("found30", e.Found30).Set("found90", e.Found90)
	f.Set("version", strconv.FormatInt(e.Version, 10))
}

func (h handler) edit(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.one(w, r, g, web.NewForm(r), editStep, http.StatusOK)
}

// read takes the form into an enrolment.
func (e Enrolment) read(f *web.Form, today string) Enrolment {
	e.On, e.LeftOn = f.NeedDay("on", "Shkruani ditën kur u regjistrua."), f.Day("left")
	checkDay(f, e.From, e.To, e.On, today)
	e.Reason = choice(f, "reason", code.LeaveReasons)
	switch {
	case e.LeftOn != "" && e.LeftOn < e.On:
		f.Fail("left", "Dita e largimit nuk mund të jetë para ditës së regjistrimit.")
	case e.LeftOn > today:
		f.Fail("left", "Dita e largimit nuk mund të jetë pas ditës së sotme.")
	case e.LeftOn != "" && e.Reason == "":
		f.Fail("reason", "Zgjidhni pse u largua.")
	case e.LeftOn == "" && e.Reason != "" && f.Error("left") == "":
		f.Fail("left", "Shkruani ditën kur u largua, ose hiqni arsyen.")
	}
	return e.followed(f, today)
}

// followed takes what became of the child into an enrolment.
func (e Enrolment) followed(f *web.Form, today string) Enrolment {
	e.School = choice(f, "school", code.SchoolResults)
	e.Found30, e.Found90 = e.found(f, "found30", 30, today), e.found(f, "found90", 90, today)
	return e
}

// choice is a code of a list, or "" where nothing was chosen.
func choice(f *web.Form, name string, list code.List) string {
	if !f.Has(name) {
		return ""
	}
	return f.Code(name, list, "Zgjidhni një nga përgjigjet.")
}

// found is what was found so many days after the programme; before that day
// nothing can have been.
func (e Enrolment) found(f *web.Form, name string, days int, today string) string {
	c := choice(f, name, code.FoundAfter)
	if c != "" && today < e.Due(days) {
		f.Fail(name, "Kjo shënohet nga data %s. Deri atëherë lëreni bosh.", text.Day(e.Due(days)))
	}
	return c
}

// save writes what the form says. The programme's own days are taken anew.
func (h handler) save(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if f.Has("follow") {
		err = h.follow(r, g, func(tx *store.Tx, file child.Child) error {
			return h.write(tx, r, g, f, file.Subject, Enrolment.followed)
		})
	} else {
		err = h.change(r, g, func(tx *store.Tx, file *child.File) error {
			return h.write(tx, r, g, f, file.Subject, Enrolment.read)
		})
	}
	switch {
	case err == nil && f.OK():
		return web.Redirect(w, r, base(g, r), "U ruajt.")
	case err != nil:
		return err
	}
	return h.one(w, r, g, f, editStep, http.StatusUnprocessableEntity)
}

// write saves the enrolment of the address with what read takes from the form.
func (h handler) write(tx *store.Tx, r *http.Request, g access.Grant, f *web.Form, subject string, read func(e Enrolment, f *web.Form, today string) Enrolment) error {
	e, err := find(tx, r, subject)
	if err != nil {
		return err
	}
	if err := h.refresh(r, &e); err != nil {
		return err
	}
	mine := read(e, f, h.today())
	if !f.OK() {
		return nil
	}
	err = enrolments.Edit(tx, e.ID, f.Version(), func(now *Enrolment) error {
		mine.ID, mine.Version = now.ID, now.Version
		*now = mine
		return nil
	})
	if errors.Is(err, store.ErrConflict) {
		return conflict(r, g, f, mine, e)
	}
	return err
}

// refresh takes the programme's place and days as the committee has them now.
func (h handler) refresh(r *http.Request, e *Enrolment) error {
	names, err := h.titles(r, e.Committee)
	if x, there := names[e.Programme]; there {
		e.Municipality, e.From, e.To = x.Municipality, x.From, x.To
	}
	return err
}

// conflict shows both texts.
func conflict(r *http.Request, g access.Grant, f *web.Form, mine, theirs Enrolment) error {
	l := web.Lang(r)
	field := func(name, label, a, b string) web.ConflictField {
		return web.ConflictField{Name: name, Label: text.T(l, label), Mine: a, Theirs: b}
	}
	return web.Conflict{Back: base(g, r), Action: r.URL.Path, Form: f.Values, Now: theirs.Version, Fields: []web.ConflictField{
		field("on", "Dita e regjistrimit", text.Day(mine.On), text.Day(theirs.On)),
		field("left", "Dita e largimit", text.Day(mine.LeftOn), text.Day(theirs.LeftOn)),
		field("reason", "Pse u largua", code.LeaveReasons.Label(l, mine.Reason), code.LeaveReasons.Label(l, theirs.Reason)),
		field("school", "Shkolla", code.SchoolResults.Label(l, mine.School), code.SchoolResults.Label(l, theirs.School)),
		field("found30", "30 ditë pas programit", code.FoundAfter.Label(l, mine.Found30), code.FoundAfter.Label(l, theirs.Found30)),
		field("found90", "90 ditë pas programit", code.FoundAfter.Label(l, mine.Found90), code.FoundAfter.Label(l, theirs.Found90)),
	}}
}

func (h handler) askRemove(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.one(w, r, g, web.NewForm(r), removeStep, http.StatusOK)
}

// remove takes away an enrolment that was never one. Who left is no mistake: that
// is written with its day.
func (h handler) remove(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = h.change(r, g, func(tx *store.Tx, file *child.File) error {
		e, err := find(tx, r, file.Subject)
		if err != nil {
			return err
		}
		return enrolments.Remove(tx, e.ID, f.Version())
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, base(g, r), "Regjistrimi u hoq.")
}
