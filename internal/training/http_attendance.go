package training

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// A tick is a professional to be ticked.
type tick struct {
	ID, Label, Hint string
	On              bool
}

// A ticks is the professionals of an institution, to be ticked.
type ticks struct {
	Institution string
	Called      []tick
	Others      []tick // who were not called but may have come
}

type tickPage struct {
	web.Page
	Action, Back, Stamp string
	Present             bool // whether it asks who came, or who is called
	Groups              []ticks
	None                bool // no institution listed its professionals
	PersonPath          string
}

var tickView = web.NewView[tickPage](files, "tick.tmpl")

// A roll is the session, who was called to it, and every professional who might be.
type roll struct {
	opened
	people []Person
}

func (h handler) roll(r *http.Request, g access.Grant) (l roll, err error) {
	if l.opened, err = h.openOwn(r, g); err != nil {
		return l, err
	}
	look, err := g.Also(access.ReadTraining)
	if err != nil {
		return l, err
	}
	err = h.view(r, look, func(tx *store.Tx) (err error) {
		l.people, err = loadPersons(tx)
		return err
	})
	l.people = slices.DeleteFunc(l.people, func(p Person) bool { return !p.On(l.s.StartsOn) && l.row(p.ID) == nil })
	return l, err
}

// row is the attendance of a professional, nil when they were not called.
func (l roll) row(person string) *Attendance {
	for i, a := range l.s.Attendance {
		if a.PersonID == person {
			return &l.s.Attendance[i]
		}
	}
	return nil
}

// stamp changes whenever who was called, or who came, does.
func stamp(list []Attendance) string {
	h := sha256.New()
	for _, a := range list {
		fmt.Fprintln(h, a.PersonID, a.Present)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// codes names those whom picks picks.
func (l roll) codes(picks func(Person) bool) string {
	var list []string
	for _, p := range l.people {
		if picks(p) {
			list = append(list, l.d.Name(p.InstitutionID)+": "+p.Code)
		}
	}
	return strings.Join(list, "\n")
}

func (h handler) calledForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.tickForm(w, r, g, false)
}

func (h handler) attendanceForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.tickForm(w, r, g, true)
}

func (h handler) tickForm(w http.ResponseWriter, r *http.Request, g access.Grant, present bool) error {
	l, err := h.roll(r, g)
	if err != nil {
		return err
	}
	at := path(g, "/session/"+l.s.ID)
	if present && l.s.StartsOn > h.today() {
		return web.RefuseAt(at, "Seanca nuk ka filluar ende: pjesëmarrja shënohet nga dita e parë e saj.")
	}
	p := tickPage{Page: web.NewPage(r, map[bool]string{true: "Kush erdhi", false: "Kush thirret"}[present]).With(l.crumbs(g)...), Back: at, Action: at + map[bool]string{true: "/attendance", false: "/called"}[present],
		Stamp: stamp(l.s.Attendance), Present: present, None: len(l.people) == 0, PersonPath: path(g, "/person")}
	for _, id := range l.d.IDs() {
		one := ticks{Institution: l.d.Name(id)}
		for _, who := range l.people {
			if who.InstitutionID != id {
				continue
			}
			a := l.row(who.ID)
			t := tick{who.ID, who.Code, code.Jobs.Label(p.Lang, who.Job), a != nil && (a.Present || !present)}
			if present && a == nil {
				one.Others = append(one.Others, t)
			} else {
				one.Called = append(one.Called, t)
			}
		}
		if len(one.Called)+len(one.Others) > 0 {
			p.Groups = append(p.Groups, one)
		}
	}
	return tickView.Render(w, r, http.StatusOK, p)
}

func (h handler) saveCalled(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.saveTicks(w, r, g, false)
}

func (h handler) saveAttendance(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.saveTicks(w, r, g, true)
}

func (h handler) saveTicks(w http.ResponseWriter, r *http.Request, g access.Grant, present bool) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	l, err := h.roll(r, g)
	if err != nil {
		return err
	}
	if present && l.s.StartsOn > h.today() {
		return web.Refuse("Seanca nuk ka filluar ende: pjesëmarrja shënohet nga dita e parë e saj.")
	}
	ticked := f.List("person")
	err = h.change(r, g, "session", l.s.ID, func(tx *store.Tx) error {
		there, err := store.All(tx, attendanceOf, (*Attendance).fields, l.s.ID)
		if err == nil && f.Text("stamp") != stamp(there) {
			err = store.ErrConflict
		}
		for _, p := range l.people {
			if err == nil {
				err = l.mark(tx, p.ID, slices.Contains(ticked, p.ID), present)
			}
		}
		return err
	})
	if errors.Is(err, store.ErrConflict) {
		return h.tickConflict(r, g, f, present)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/session/"+l.s.ID), map[bool]string{true: "Pjesëmarrja u ruajt.", false: "Lista e të thirrurve u ruajt."}[present])
}

// mark writes what a tick says of a professional: that they came, or that they are
// called. Who came, or took a knowledge check, stays called.
func (l roll) mark(tx *store.Tx, person string, on, present bool) error {
	a := l.row(person)
	switch {
	case a == nil && on:
		return attendances.Add(tx, Attendance{ID: tx.NewID(), SessionID: l.s.ID, PersonID: person, Present: present})
	case a != nil && present:
		return attendances.Edit(tx, a.ID, a.Version, func(was *Attendance) error { was.Present = on; return nil })
	case a != nil && !on && !a.Present && !a.Taken(Before) && !a.Taken(After):
		return attendances.Remove(tx, a.ID, a.Version)
	}
	return nil
}

// tickConflict shows what was ticked beside what somebody else saved meanwhile.
func (h handler) tickConflict(r *http.Request, g access.Grant, f *web.Form, present bool) error {
	l, err := h.roll(r, g)
	if err != nil {
		return err
	}
	ticked := f.List("person")
	mine := l.codes(func(p Person) bool { return slices.Contains(ticked, p.ID) })
	theirs := l.codes(func(p Person) bool { a := l.row(p.ID); return a != nil && (a.Present || !present) })
	f.Set("stamp", stamp(l.s.Attendance))
	at := path(g, "/session/"+l.s.ID)
	return web.Conflict{Back: at, Action: r.URL.Path, Form: f.Values, Now: l.s.Version,
		Fields: []web.ConflictField{{Name: "person", Label: web.T(r, "Profesionistët e shënuar"), Mine: mine, Theirs: theirs}}}
}
