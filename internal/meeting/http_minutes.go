package meeting

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// routesMinutes are the pages of a meeting while it is held, and after.
func (h handler) routesMinutes(m *web.Mux, at string) {
	m.Handle("GET "+at+"/{id}/open", access.ReadMeetings, h.openForm)
	m.Handle("POST "+at+"/{id}/open", access.RecordMeetings, h.open)
	m.Handle("POST "+at+"/{id}/unopen", access.RecordMeetings, h.unopen)
	m.Handle("GET "+at+"/{id}/attendance", access.ReadMeetings, h.attendanceForm)
	m.Handle("POST "+at+"/{id}/attendance", access.RecordMeetings, h.saveAttendance)
	m.Handle("GET "+at+"/{id}/minutes/{item}", access.ReadMeetings, h.minutesForm)
	m.Handle("POST "+at+"/{id}/minutes/{item}", access.RecordMeetings, h.saveMinutes)
	m.Handle("GET "+at+"/{id}/close", access.ReadMeetings, h.closeForm)
	m.Handle("POST "+at+"/{id}/close", access.CloseMeetings, h.close)
	m.Handle("GET "+at+"/{id}/download/{format}", access.ReadMeetings, h.download)
	m.Handle("GET "+at+"/{id}/excerpt/{institution}", access.ReadMeetings, h.excerpt)
	m.Handle("GET "+at+"/{id}/excerpt/{institution}/{format}", access.ReadMeetings, h.excerptFile)
	m.Handle("GET "+at+"/attendance", access.ReadAttendance, h.absences)
}

var openView = web.NewView[planPage](files, "open.tmpl")

// openForm asks before a meeting is opened that was not called with Tryeza.
func (h handler) openForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	m, err := h.get(r, g)
	if err != nil {
		return err
	}
	if !g.Can(access.RecordMeetings) || !m.Before() {
		return access.ErrDenied
	}
	p := planPage{base: newBase(r, g, "Hapni mbledhjen?").under(upTo(g, m, web.Lang(r))...), Meeting: m}
	return openView.Render(w, r, http.StatusOK, p)
}

// open starts a meeting: from then on its minutes are written.
func (h handler) open(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	if err := h.change(r, g, id, func(tx *store.Tx) error { return Start(tx, id, f.Version()) }); err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/%s/attendance", id), "Mbledhja u hap. Shënoni kush mori pjesë.")
}

// unopen takes back that a meeting was opened.
func (h handler) unopen(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	if err := h.change(r, g, id, func(tx *store.Tx) error { return Unstart(tx, id, f.Version()) }); err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/%s", id), "Mbledhja u kthye në përgatitje. Mund ta zhvendosni në një ditë tjetër ose ta anuloni.")
}

type heldPage struct {
	recordPage
	Items    []heldItem
	Files    []File // of the meeting as a whole
	Came     []Presence
	Away     []Presence
	NotCome  []Presence // invited, or observers
	Guests   []string
	Writes   bool // the reader keeps the minutes, and the meeting is under way
	Closes   bool
	Declares bool         // the reader may declare an interest
	Mine     []web.Option // institutions whose excerpt the reader is offered
	Approval Meeting      // the meeting that approved the minutes
	Today    string
}

var heldView = web.NewView[heldPage](files, "held.tmpl", "held_parts.tmpl", "told.tmpl", "files.tmpl")

// showHeld is the page of a meeting from when it is opened on.
func (h handler) showHeld(w http.ResponseWriter, r *http.Request, g access.Grant, status int, m Meeting, f *web.Form) error {
	p := heldPage{recordPage: recordPage{base: newBase(r, g, "%s", m.Name(web.Lang(r))).under(web.Crumb{Label: "Mbledhjet", Path: path(g, "")})}, Today: h.today()}
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if p.R, err = readRecord(tx, m.ID); err != nil {
			return err
		}
		p.R = p.R.readBy(g)
		outcome, err := readOutcome(tx, m.ID)
		if err != nil {
			return err
		}
		p.Files = filesUnder(outcome.files, "")
		p.Items = p.R.items(g, outcome)
		if p.R.ApprovedIn != "" {
			p.Approval, err = Get(tx, p.R.ApprovedIn)
		}
		return err
	})
	if err != nil {
		return err
	}
	all := p.R.presences()
	p.Came = slices.DeleteFunc(slices.Clone(all), func(x Presence) bool { return !x.Came })
	p.Away = slices.DeleteFunc(slices.Clone(all), func(x Presence) bool { return x.Came || !hasVote(x.Kind) })
	p.NotCome = slices.DeleteFunc(all, func(x Presence) bool { return x.Came || hasVote(x.Kind) })
	p.Guests = p.R.guests()
	p.Writes = p.R.State == Open && g.Can(access.RecordMeetings)
	p.Closes = p.R.State == Open && g.Can(access.CloseMeetings)
	reply, may := g.Also(access.ReplyToMeetings)
	p.Declares = p.R.State == Open && may == nil && reply.Valid()
	if p.R.ClosedOn != "" {
		p.Mine = p.R.Names.Pick(func(id string) bool { return slices.Contains(p.R.heard(), id) && sitsFor(g, id) })
	}
	p.Form = f
	return heldView.Render(w, r, status, p)
}

// Follow says what has become of tasks.
func (p heldPage) Follow(list []followed) told { return p.follow(list, p.R.Names, p.Today) }

// Attaches reports whether the reader may add documents, as the keeper of the
// minutes does.
func (p heldPage) Attaches() bool { return p.Writes }

// ItemOptions are the items a document can be attached to.
func (p heldPage) ItemOptions() []web.Option {
	var list []web.Option
	for _, it := range p.Items {
		list = append(list, itemOption(it.N, it.Line))
	}
	return list
}

// OutcomeName says how an item ended.
func (b base) OutcomeName(c string) string { return code.Outcomes.Label(b.Lang, c) }
