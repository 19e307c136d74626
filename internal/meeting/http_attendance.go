package meeting

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type attendancePage struct {
	recordPage
	Seated   []Presence
	Visitors []web.Option // institutions of the committee without a seat that day
	Guests   group
}

var attendanceView = web.NewView[attendancePage](files, "attendance.tmpl", "rows.tmpl", "held_parts.tmpl")

// Replied is what an institution answered to the call, for the reader.
func (p attendancePage) Replied(x Presence) string {
	if x.Reply == "" {
		return "–"
	}
	return code.Replies.Label(p.Lang, x.Reply)
}

// writing reads a meeting for somebody who writes its minutes; others find nothing.
func (h handler) writing(r *http.Request, g access.Grant) (rec record, err error) {
	if !g.Can(access.RecordMeetings) {
		return rec, access.ErrDenied
	}
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		rec, err = readRecord(tx, r.PathValue("id"))
		return err
	})
	if err == nil && rec.State != Open {
		err = errNotOpen
	}
	return rec, err
}

// attendanceForm offers those with a seat; before anything is noted, as they
// answered the call.
func (h handler) attendanceForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	rec, err := h.writing(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).Set("version", strconv.FormatInt(rec.Version, 10)).Set("chaired_by", rec.ChairedBy)
	list := rec.Attendance
	if len(list) == 0 {
		list = expected(rec.Calls)
	}
	for i, a := range list {
		switch {
		case a.InstitutionID == "":
			f.Set(field("guest", i), a.Name)
		case a.Kind == Guest:
			f.Values.Add("visitor", a.InstitutionID)
		default:
			f.Values.Add("present", a.InstitutionID)
			f.Set("substitute-"+a.InstitutionID, a.Substitute)
		}
	}
	return h.showAttendance(w, r, g, http.StatusOK, rec, f)
}

// expected is who will come, as those called have answered.
func expected(calls []Call) []Attendance {
	var list []Attendance
	for _, c := range calls {
		if c.Reply == Coming || c.Reply == Substitute {
			list = append(list, Attendance{InstitutionID: c.InstitutionID, Kind: c.Kind, Substitute: c.Substitute})
		}
	}
	return list
}

func (h handler) showAttendance(w http.ResponseWriter, r *http.Request, g access.Grant, status int, rec record, f *web.Form) error {
	p := attendancePage{recordPage: recordPage{h.under(r, g, rec.Meeting, "Kush mori pjesë"), rec}, Seated: rec.presences()}
	p.Form = f
	seats := ids(p.Seated, func(Presence) bool { return true })
	p.Visitors = rec.Names.Pick(func(id string) bool { return !slices.Contains(seats, id) })
	p.Guests = newGroup(f, p.Lang, "guest", "Të ftuar nga jashtë komitetit", "I ftuari", "Shto një të ftuar").each()
	p.Guests.Hint = web.T(r, "Emri i institucionit, jo i personit.")
	return attendanceView.Render(w, r, status, p)
}

// under starts a page that stands under the page of a meeting.
func (h handler) under(r *http.Request, g access.Grant, m Meeting, title string, args ...any) base {
	return newBase(r, g, title, args...).under(web.Crumb{Label: "Mbledhjet", Path: path(g, "")}, web.Crumb{Label: m.Name(web.Lang(r)), Path: path(g, "/%s", m.ID)})
}

func (h handler) saveAttendance(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	rec, err := h.writing(r, g)
	if err != nil {
		return err
	}
	list, chair := readAttendance(f, rec), f.PublicLine("chaired_by")
	if !f.OK() {
		if web.IsAutosave(r) {
			w.WriteHeader(http.StatusUnprocessableEntity)
			return nil
		}
		return h.showAttendance(w, r, g, http.StatusUnprocessableEntity, rec, f)
	}
	version := rec.Version
	if !sameAttendance(rec.Attendance, list) || chair != rec.ChairedBy {
		err = h.change(r, g, rec.ID, func(tx *store.Tx) (err error) {
			if err = NoteAttendance(tx, rec.ID, f.Version(), list); err == nil {
				version, err = NoteChair(tx, rec.ID, chair)
			}
			return err
		})
	}
	switch {
	case errors.Is(err, store.ErrConflict) && !web.IsAutosave(r):
		return attendanceConflict(r, g, rec, list, chair, f)
	case err != nil:
		return err
	case web.IsAutosave(r):
		return web.Saved(w, r, version)
	}
	return web.Redirect(w, r, path(g, "/%s", rec.ID), "U shënua kush mori pjesë.")
}

// readAttendance reads who came, and who came in whose place.
func readAttendance(f *web.Form, rec record) []Attendance {
	var seats []seated
	for _, x := range rec.Rolls {
		seats = append(seats, x.Seats...)
	}
	list, strangers := attendance(f, seats, rec.Names)
	for _, id := range strangers {
		f.Fail("present", "%s nuk ka vend në këtë mbledhje sipas urdhrit në fuqi. Shënojeni te të ftuarit.", rec.Names.Name(id))
	}
	for i, a := range list {
		if a.InstitutionID != "" && a.Kind != Guest {
			list[i].Substitute = f.Public("substitute-" + a.InstitutionID)
		}
	}
	for _, p := range rec.presences() {
		if f.Has("substitute-"+p.InstitutionID) && !slices.Contains(f.Values["present"], p.InstitutionID) {
			f.Fail("substitute-"+p.InstitutionID, "Shënoni edhe që institucioni mori pjesë, ose fshini zëvendësin.")
		}
	}
	return list
}

func sameAttendance(a, b []Attendance) bool {
	return slices.EqualFunc(a, b, func(x, y Attendance) bool {
		return x.InstitutionID == y.InstitutionID && x.Name == y.Name && x.Kind == y.Kind && x.Substitute == y.Substitute
	})
}

func attendanceConflict(r *http.Request, g access.Grant, now record, mine []Attendance, chair string, f *web.Form) error {
	words := func(list []Attendance) string {
		var out []string
		for _, a := range list {
			out = append(out, strings.TrimSuffix(a.Name+now.Names.Name(a.InstitutionID)+" – "+a.Substitute, " – "))
		}
		return strings.Join(out, "\n")
	}
	at := path(g, "/%s/attendance", now.ID)
	return web.Conflict{Back: at, Action: at, Form: f.Values, Now: now.Version, Fields: []web.ConflictField{
		{Name: "present", Label: web.T(r, "Morën pjesë"), Mine: words(mine), Theirs: words(now.Attendance)},
		{Name: "chaired_by", Label: web.T(r, "Drejtoi"), Mine: chair, Theirs: now.ChairedBy}}}
}
