package programme

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// afterOf is how many days after the programme the address asks for.
func afterOf(r *http.Request) (int64, error) {
	n, err := strconv.ParseInt(r.PathValue("after"), 10, 64)
	if err != nil || n != 30 && n != 90 {
		return 0, store.ErrNotFound
	}
	return n, nil
}

func followupStamp(n int64) func(Programme) string {
	return func(p Programme) string {
		x, _ := p.Followup(n)
		return fmt.Sprintf("%s-%s-%d", p.Numbers.Stamp(mine(laterCounts(fmt.Sprint(n)), "")), x.ID, x.Version)
	}
}

func (h handler) followupForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	n, err := afterOf(r)
	if err != nil {
		return err
	}
	p, _, err := h.toKeep(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).Set("stamp", followupStamp(n)(p))
	p.Numbers.Fill(f, laterCounts(fmt.Sprint(n)), "")
	if x, ok := p.Followup(n); ok {
		f.SetDay("done", x.DoneOn).Set("note", x.Note)
	}
	return h.showFollowup(w, r, g, http.StatusOK, p, n, f)
}

func (h handler) showFollowup(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p Programme, n int64, f *web.Form) error {
	page := h.step(r, g, p, f, "Ndjekja pas %d ditësh", n)
	page.After = n
	page.Lead = text.T(page.Lang, "Afati: %s, %d ditë pas ditës së fundit të programit.", text.Day(p.DueAfter(n)), n)
	page.Numbers = register.Inputs(page.Lang, f, laterCounts(fmt.Sprint(n)), false)
	return followupView.Render(w, r, status, page)
}

func (h handler) saveFollowup(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	n, err := afterOf(r)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, _, err := h.toKeep(r, g)
	if err != nil {
		return err
	}
	counts := laterCounts(fmt.Sprint(n))
	x, numbers := h.readFollowup(f, p, n), register.Read(f, counts, "")
	if x.DoneOn == "" && len(numbers) > 0 && f.Error("done") == "" {
		f.Fail("done", "Shkruani kur u bë ndjekja.")
	}
	if _, was := p.Followup(n); x.DoneOn == "" && len(numbers) == 0 && !was && f.OK() {
		f.Fail("done", "Asgjë nuk u shkrua: shkruani kur u bë ndjekja dhe çfarë u gjet.")
	}
	if !f.OK() {
		return h.showFollowup(w, r, g, http.StatusUnprocessableEntity, p, n, f)
	}
	err = h.change(r, g, f, followupStamp(n), func(tx *store.Tx, p Programme) error {
		if err := saveFollowup(tx, p, x); err != nil {
			return err
		}
		return register.SaveNumbers(tx, p.ID, numbers, mine(counts, ""))
	})
	if errors.Is(err, store.ErrConflict) {
		return h.followupConflict(r, g, f, n, x, numbers)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+p.ID)+"#followup", "Ndjekja u ruajt.")
}

func (h handler) readFollowup(f *web.Form, p Programme, n int64) Followup {
	x := Followup{ProgrammeID: p.ID, AfterDays: n, DoneOn: f.Day("done"), Note: f.Public("note")}
	switch {
	case x.DoneOn == "":
		if x.Note != "" && f.Error("done") == "" {
			f.Fail("done", "Shkruani kur u bë ndjekja.")
		}
	case x.DoneOn <= p.EndsOn:
		f.Fail("done", "Ndjekja bëhet pasi të mbarojë programi, pas datës %s.", text.Day(p.EndsOn))
	case x.DoneOn > h.today():
		f.Fail("done", "Kjo ditë nuk ka ardhur ende: ndjekja shënohet pasi të bëhet.")
	}
	return x
}

// saveFollowup keeps a follow-up; without a day it was none, and is removed.
func saveFollowup(tx *store.Tx, p Programme, x Followup) error {
	was, there := p.Followup(x.AfterDays)
	switch {
	case x.DoneOn == "" && there:
		return followups.Remove(tx, was.ID, was.Version)
	case x.DoneOn == "":
		return nil
	case there:
		return followups.Edit(tx, was.ID, was.Version, func(f *Followup) error { f.DoneOn, f.Note = x.DoneOn, x.Note; return nil })
	}
	x.ID = tx.NewID()
	return followups.Add(tx, x)
}

func (h handler) followupConflict(r *http.Request, g access.Grant, f *web.Form, n int64, my Followup, numbers register.Numbers) error {
	now, _, err := h.read(r, g)
	if err != nil {
		return err
	}
	l, theirs := web.Lang(r), Followup{}
	if x, ok := now.Followup(n); ok {
		theirs = x
	}
	fields := append([]web.ConflictField{
		{Name: "done", Label: text.T(l, "Kur u bë ndjekja"), Mine: text.Day(my.DoneOn), Theirs: text.Day(theirs.DoneOn)},
		{Name: "note", Label: text.T(l, "Shënim"), Mine: my.Note, Theirs: theirs.Note},
	}, register.Conflicts(l, laterCounts(fmt.Sprint(n)), "", numbers, now.Numbers)...)
	return conflict(r, f, path(g, "/"+now.ID), followupStamp(n)(now), now.Version, fields)
}
