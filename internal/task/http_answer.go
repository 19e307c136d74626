package task

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A formPage is a form about one task.
type formPage struct {
	web.Page
	head
	Checkers string
	Days     string       // the date it was done, in words
	Change   change       // of the page that makes one
	Bodies   []web.Option // next meetings to choose from
}

var (
	answerView = web.NewView[formPage](files, "answer.tmpl", "parts.tmpl")
	checkView  = web.NewView[formPage](files, "check.tmpl", "parts.tmpl")
)

func newFormPage(r *http.Request, g access.Grant, p head, f *web.Form, title string) formPage {
	l := web.Lang(r)
	return formPage{Page: web.NewPage(r, title).With(crumbs(g, r, p.T)...).WithForm(f), head: p, Checkers: p.checkers(l)}
}

func (h handler) answerForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, err := h.view(r, g, nil)
	if err != nil {
		return err
	}
	if !p.May.Answer {
		return web.Redirect(w, r, p.Base, "")
	}
	f := web.NewForm(r).Set("version", fmt.Sprint(p.T.Version)).Set("what", p.T.What)
	return answerView.Render(w, r, http.StatusOK, newFormPage(r, g, p, f, "Raporto çfarë u bë"))
}

func (h handler) answer(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, err := h.view(r, g, nil)
	if err != nil {
		return err
	}
	if !g.Covers(p.T.OwnerID) {
		return access.ErrDenied
	}
	a := Answer{What: f.Public("what"), DoneOn: f.Day("done")}
	if a.Files, err = f.Evidence("file"); err != nil {
		return err
	}
	if a.check(p.T, len(p.T.Files), p.Today, f); !f.OK() {
		return answerView.Render(w, r, http.StatusUnprocessableEntity, newFormPage(r, g, p, f, "Raporto çfarë u bë"))
	}
	err = h.do(r, g, func(tx *store.Tx, id string) error { return Respond(tx, id, f.Version(), a) })
	if errors.Is(err, store.ErrConflict) {
		return p.conflict(r, f, "what", a.What, text.Day(a.DoneOn))
	}
	if err != nil {
		return err
	}
	if p.T.NeedsCheck() {
		return web.Redirect(w, r, p.Base, "Detyra u raportua dhe pret verifikimin.")
	}
	return web.Redirect(w, r, p.Base, "Detyra u raportua dhe u mbyll.")
}

// changed says what somebody else did to the task meanwhile: there are no two
// texts to choose from.
func (p head) changed(r *http.Request) error {
	l, did := web.Lang(r), ""
	if n := len(p.T.Events); n > 0 {
		did = code.TaskVerbs.Label(l, p.T.Events[n-1].Verb)
	}
	return web.RefuseAt(p.Base, "Dikush tjetër e ndryshoi ndërkohë detyrën %s: %s.", p.T.Name(), did)
}

// conflict shows what was written beside the task as it stands meanwhile. field
// is that of the words; day is the date that went with them.
func (p head) conflict(r *http.Request, f *web.Form, field, words, day string) error {
	l := web.Lang(r)
	now := p.T.What
	if field == "reason" && len(p.T.Events) > 0 {
		last := p.T.Events[len(p.T.Events)-1]
		now = code.TaskVerbs.Label(l, last.Verb)
		if last.Note != "" && last.Verb != verbEscalated {
			now += ": " + last.Note
		}
	}
	return web.Conflict{
		Back: p.Base, Action: r.URL.Path, Form: f.Values, Now: p.T.Version,
		Fields: []web.ConflictField{
			{Name: field, Label: text.T(l, "Çfarë u shkrua"), Mine: words, Theirs: now},
			{Name: "day", Label: text.T(l, "Data"), Mine: day, Theirs: p.dateNow(field)},
			{Name: "state", Label: text.T(l, "Gjendja"), Theirs: code.TaskStates.Label(l, p.T.State)},
		},
	}
}

// dateNow is the date of the task that a form is about: when it was done, or due.
func (p head) dateNow(field string) string {
	if field == "what" {
		return text.Day(p.T.DoneOn)
	}
	return p.Due
}

func (h handler) removeFile(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, err := h.view(r, g, nil)
	if err != nil {
		return err
	}
	if !g.Covers(p.T.OwnerID) {
		return access.ErrDenied
	}
	err = h.do(r, g, func(tx *store.Tx, id string) error { return RemoveFile(tx, id, r.PathValue("file")) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, p.Base+"/answer", "Skedari u hoq.")
}

func (h handler) checkForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, err := h.view(r, g, nil)
	if err != nil {
		return err
	}
	if !p.May.Check {
		return web.Redirect(w, r, p.Base, "")
	}
	f := web.NewForm(r).Set("version", fmt.Sprint(p.T.Version))
	return h.showCheck(w, r, g, http.StatusOK, p, f)
}

func (h handler) showCheck(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p head, f *web.Form) error {
	page := newFormPage(r, g, p, f, "Verifiko")
	page.Days = p.T.punctual(page.Lang)
	return checkView.Render(w, r, status, page)
}

func (h handler) check(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	return h.judge(w, r, g, f, "", "Detyra u verifikua dhe u mbyll.", func(tx *store.Tx, id string) error { return Check(tx, id, f.Version()) })
}

func (h handler) back(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f.Need("reason", "Shkruani çfarë duhet plotësuar ose korrigjuar.")
	reason := f.Public("reason")
	return h.judge(w, r, g, f, reason, "Detyra iu kthye institucionit për plotësim.", func(tx *store.Tx, id string) error { return SendBack(tx, id, f.Version(), reason) })
}

// judge does what somebody decided of an answer, if they are one of those who may.
func (h handler) judge(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form, reason, done string, do func(tx *store.Tx, id string) error) error {
	p, err := h.view(r, g, nil)
	if err != nil {
		return err
	}
	if !g.Covers(p.T.AskedBy) {
		return access.ErrDenied
	}
	if !f.OK() {
		return h.showCheck(w, r, g, http.StatusUnprocessableEntity, p, f)
	}
	err = h.do(r, g, do)
	switch {
	case errors.Is(err, store.ErrConflict) && (reason == "" || p.T.State != Answered):
		return p.changed(r)
	case errors.Is(err, store.ErrConflict):
		return p.conflict(r, f, "reason", reason, p.Due)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, p.Base, done)
}

// SentBack is why the answer of an open task was sent back, "" when it was not.
func (p head) SentBack() string {
	for _, e := range slices.Backward(p.T.Events) {
		switch e.Verb {
		case verbSentBack:
			return e.Note
		case verbAnswered, verbReopened:
			return ""
		}
	}
	return ""
}
