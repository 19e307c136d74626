package meeting

import (
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

// routesBefore are the pages of a meeting until it is held.
func (h handler) routesBefore(m *web.Mux, at string) {
	m.Handle("GET "+at+"/year", access.ReadMeetings, h.year)
	m.Handle("GET "+at+"/{id}/plan", access.ReadMeetings, h.planForm)
	m.Handle("POST "+at+"/new/plan", access.RecordMeetings, h.plan)
	m.Handle("POST "+at+"/{id}/plan", access.ConveneMeetings, h.move)
	m.Handle("GET "+at+"/{id}/cancel", access.ReadMeetings, h.cancelForm)
	m.Handle("POST "+at+"/{id}/cancel", access.ConveneMeetings, h.cancel)
	m.Handle("POST "+at+"/{id}/restore", access.ConveneMeetings, h.restore)

	m.Handle("POST "+at+"/{id}/refresh", access.RecordMeetings, h.refresh)
	m.Handle("GET "+at+"/{id}/item/{item}", access.ReadMeetings, h.itemForm)
	m.Handle("POST "+at+"/{id}/item/{item}", access.RecordMeetings, h.saveItem)
	m.Handle("POST "+at+"/{id}/item/{item}/move", access.RecordMeetings, h.moveItem)
	m.Handle("POST "+at+"/{id}/item/{item}/remove", access.RecordMeetings, h.removeItem)
	m.Handle("GET "+at+"/{id}/item/{item}/interest", access.ReadMeetings, h.interestForm)
	m.Handle("POST "+at+"/{id}/item/{item}/interest", access.ReplyToMeetings, h.declare)
	m.Handle("POST "+at+"/{id}/interest/{line}/withdraw", access.ReplyToMeetings, h.withdraw)

	m.Handle("GET "+at+"/{id}/convene", access.ReadMeetings, h.conveneForm)
	m.Handle("POST "+at+"/{id}/convene", access.ConveneMeetings, h.convene)
	m.Handle("GET "+at+"/{id}/reply/{institution}", access.ReadMeetings, h.replyForm)
	m.Handle("POST "+at+"/{id}/reply/{institution}", access.ReplyToMeetings, h.reply)

	m.Handle("POST "+at+"/{id}/file", access.RecordMeetings, h.attach)
	m.Handle("GET "+at+"/{id}/file/{file}", access.ReadMeetings, h.file)
	m.Handle("POST "+at+"/{id}/file/{file}/remove", access.RecordMeetings, h.removeFile)
	m.Handle("GET "+at+"/{id}/invitation/{format}", access.ReadMeetings, h.invitation)
	m.Handle("GET "+at+"/{id}/invitation.ics", access.ReadMeetings, h.entry)
}

type planPage struct {
	base
	Meeting Meeting // as it is, with the id "new" when it is not planned yet
	Bodies  []web.Option
	Kinds   []web.Option
}

var planView = web.NewView[planPage](files, "plan.tmpl")

// get reads a meeting for a page.
func (h handler) get(r *http.Request, g access.Grant) (m Meeting, err error) {
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		m, err = Get(tx, r.PathValue("id"))
		return err
	})
	return m, err
}

func (h handler) planForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.RecordMeetings) {
		return access.ErrDenied
	}
	f := web.NewForm(r)
	if r.PathValue("id") == newID {
		body := "committee"
		if code.Bodies.Has(r.FormValue("body")) {
			body = r.FormValue("body")
		}
		return h.showPlan(w, r, g, http.StatusOK, Meeting{ID: newID, State: Planned}, f.Set("body", body).Set("kind", "ordinary"))
	}
	m, err := h.get(r, g)
	if err != nil {
		return err
	}
	if !m.Before() {
		return store.ErrNotFound
	}
	f.Set("body", m.Body).Set("kind", m.Kind).SetDay("held", m.HeldOn).Set("time", spoken(m.Time)).Set("ends", spoken(m.EndsAt)).
		Set("place", m.Place).Set("title", m.Title).Set("note", m.Note).Set("version", strconv.FormatInt(m.Version, 10))
	return h.showPlan(w, r, g, http.StatusOK, m, f)
}

// spoken is a time of day as it is typed: "11.00".
func spoken(hhmm string) string {
	if len(hhmm) != len("11:00") {
		return hhmm
	}
	return hhmm[:2] + "." + hhmm[3:]
}

func (h handler) showPlan(w http.ResponseWriter, r *http.Request, g access.Grant, status int, m Meeting, f *web.Form) error {
	l := web.Lang(r)
	p := planPage{base: newBase(r, g, "Planifikoni një mbledhje").under(web.Crumb{Label: "Mbledhjet", Path: path(g, "")}),
		Meeting: m, Bodies: web.Options(l, code.Bodies), Kinds: web.Options(l, code.MeetingKinds)}
	if m.ID != newID {
		p.base = newBase(r, g, "Ndryshimi i mbledhjes").under(upTo(g, m, l)...)
	}
	p.Form = f
	return planView.Render(w, r, status, p)
}

// upTo is the way to the pages of a meeting.
func upTo(g access.Grant, m Meeting, l text.Lang) []web.Crumb {
	return []web.Crumb{{Label: "Mbledhjet", Path: path(g, "")}, {Label: m.Name(l), Path: path(g, "/%s", m.ID)}}
}

// parsePlan reads the form. was is the meeting as it is, empty for a new one.
func parsePlan(f *web.Form, was Meeting, today string) Meeting {
	m := Meeting{
		ID: was.ID, Version: f.Version(),
		Body:   f.Code("body", code.Bodies, "Zgjidhni kush mblidhet."),
		Kind:   f.Code("kind", code.MeetingKinds, "Zgjidhni llojin e mbledhjes."),
		HeldOn: f.NeedDay("held", "Shkruani ditën e mbledhjes."),
		Time:   parseClock(f, "time"), EndsAt: parseClock(f, "ends"),
		Place: f.PublicLine("place"), Title: f.PublicLine("title"), Note: f.Public("note"),
	}
	if m.HeldOn != "" && m.HeldOn < today && m.HeldOn != was.HeldOn {
		f.Fail("held", "Kjo ditë ka kaluar. Një mbledhje që është mbajtur shënohet te «Shëno një mbledhje».")
	}
	if m.EndsAt != "" && m.Time == "" {
		f.Fail("time", "Shkruani edhe orën kur fillon mbledhja.")
	}
	if m.EndsAt != "" && m.Time != "" && m.EndsAt <= m.Time {
		f.Fail("ends", "Mbledhja mbaron pasi ka filluar: shkruani një orë më të vonë se ajo e fillimit.")
	}
	if m.Kind == "extraordinary" {
		f.Need("note", "Shkruani pse thirret mbledhja e jashtëzakonshme.")
	}
	if was.State == Convened {
		f.Need("time", "Mbledhja është thirrur: shkruani orën e fillimit.")
		f.Need("place", "Mbledhja është thirrur: shkruani vendin.")
	}
	return m
}

func parseClock(f *web.Form, name string) string {
	if !f.Has(name) {
		return ""
	}
	t, err := text.ParseClock(f.Text(name))
	if err != nil {
		f.Fail(name, "Shkruani orën dhe minutat, për shembull 13.30.")
	}
	return t
}

func (h handler) plan(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	m := parsePlan(f, Meeting{}, h.today())
	if !f.OK() {
		return h.showPlan(w, r, g, http.StatusUnprocessableEntity, Meeting{ID: newID, State: Planned}, f)
	}
	m.ID = h.db.NewID()
	var waited int64
	err = h.change(r, g, m.ID, func(tx *store.Tx) (err error) {
		if _, err = Plan(tx, h.need, m); err == nil {
			waited, err = store.Value[int64](tx, tasksDueAt, m.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	return toPlanned(w, r, g, m, waited, "Mbledhja u planifikua dhe rendi i ditës u mbush. Shihni pikat, pastaj thirreni.")
}

var tasksDueAt = store.Read(`SELECT COUNT(*) FROM task WHERE committee_id = $1 AND due_meeting = $2 AND state IN ('open', 'answered')`)

// toPlanned leads to a meeting that was given a day, and says how many tasks that
// waited for the next meeting are due on it now.
func toPlanned(w http.ResponseWriter, r *http.Request, g access.Grant, m Meeting, waited int64, message string) error {
	if waited == 0 {
		return web.Redirect(w, r, path(g, "/%s", m.ID), message)
	}
	tasks := text.Count(web.Lang(r), &waited, text.Forms{
		One: "1 detyrë që pret mbledhjen e ardhshme e merr afatin %s.", Many: "{n} detyra që presin mbledhjen e ardhshme e marrin afatin %s.",
	})
	return web.Redirect(w, r, path(g, "/%s", m.ID), "%s %s", web.T(r, message), fmt.Sprintf(tasks, text.Day(m.HeldOn)))
}

func (h handler) move(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	was, err := h.get(r, g)
	if err != nil {
		return err
	}
	m := parsePlan(f, was, h.today())
	if !f.OK() {
		return h.showPlan(w, r, g, http.StatusUnprocessableEntity, was, f)
	}
	var waited int64
	err = h.change(r, g, m.ID, func(tx *store.Tx) error {
		if err := Move(tx, h.need, m); err != nil || m.HeldOn == was.HeldOn {
			return err
		}
		waited, err = store.Value[int64](tx, tasksDueAt, m.ID)
		return err
	})
	if errors.Is(err, store.ErrConflict) {
		return planConflict(r, g, m, was, f)
	}
	if err != nil {
		return err
	}
	if was.State == Convened && m.placed() != was.placed() {
		return toPlanned(w, r, g, m, waited, "Mbledhja u ndryshua. Të thirrurit njoftohen për ndryshimin.")
	}
	return toPlanned(w, r, g, m, waited, "Mbledhja u ndryshua.")
}

// planConflict shows what was typed beside what somebody else saved meanwhile.
func planConflict(r *http.Request, g access.Grant, mine, now Meeting, f *web.Form) error {
	l := web.Lang(r)
	c := web.Conflict{Back: path(g, "/%s", now.ID), Action: path(g, "/%s/plan", now.ID), Form: f.Values, Now: now.Version}
	add := func(name, label string, of func(Meeting) string) {
		c.Fields = append(c.Fields, web.ConflictField{Name: name, Label: text.T(l, label), Mine: of(mine), Theirs: of(now)})
	}
	add("body", "Kush mblidhet", func(m Meeting) string { return code.Bodies.Label(l, m.Body) })
	add("kind", "Lloji", func(m Meeting) string { return code.MeetingKinds.Label(l, m.Kind) })
	add("held", "Data", func(m Meeting) string { return text.Day(m.HeldOn) })
	add("time", "Fillon", func(m Meeting) string { return spoken(m.Time) })
	add("ends", "Mbaron", func(m Meeting) string { return spoken(m.EndsAt) })
	add("place", "Vendi", func(m Meeting) string { return m.Place })
	add("title", "Titulli", func(m Meeting) string { return m.Title })
	add("note", "Shënim për ftesën", func(m Meeting) string { return m.Note })
	return c
}

var cancelView = web.NewView[planPage](files, "cancel.tmpl")

func (h handler) cancelForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showCancel(w, r, g, http.StatusOK, web.NewForm(r))
}

func (h handler) showCancel(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	m, err := h.get(r, g)
	if err != nil {
		return err
	}
	if !g.Can(access.ConveneMeetings) || !m.Before() {
		return access.ErrDenied
	}
	if status == http.StatusOK {
		f.Set("version", strconv.FormatInt(m.Version, 10))
	}
	p := planPage{base: newBase(r, g, "Anuloni mbledhjen?").under(upTo(g, m, web.Lang(r))...), Meeting: m}
	p.Form = f
	return cancelView.Render(w, r, status, p)
}

func (h handler) cancel(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f.Need("reason", "Shkruani arsyen: e lexojnë të gjithë ata që janë thirrur.")
	reason := f.Public("reason")
	if !f.OK() {
		return h.showCancel(w, r, g, http.StatusUnprocessableEntity, f)
	}
	id := r.PathValue("id")
	err = h.change(r, g, id, func(tx *store.Tx) error { return Cancel(tx, h.need, id, f.Version(), reason) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/%s", id), "Mbledhja u anulua. Mund ta riktheni derisa të kalojë dita e saj.")
}

func (h handler) restore(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	err = h.change(r, g, id, func(tx *store.Tx) error { return Restore(tx, h.need, id, f.Version()) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/%s", id), "Mbledhja u rikthye.")
}
