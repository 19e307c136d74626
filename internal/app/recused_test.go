package app_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/app"
	"tryeza/internal/committee"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// What was said, decided and attached under an item is on no page, and in no
// document, that the people of an institution which is out of the item can reach,
// neither while the meeting is held nor after. What came of it, a task or a
// problem, stands in the lists that the whole table shares.
func TestRecusedReadsNothing(t *testing.T) {
	onEach(t, func(t *testing.T, db *store.DB) {
		conf := config(t, db)
		conf.Address = "https://tryeza.example.al"
		mux := app.New(conf)
		police(t, db)
		testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error {
			return errors.Join(
				committee.AddInstitution(tx, committee.Institution{ID: "school", Kind: committee.State, Sector: "education"}, committee.Name{Name: "Zyra Arsimore"}),
				committee.AddOrder(tx, committee.Order{ID: "a", Number: "1", Dated: "2023-01-01", From: "2023-01-01"}),
				committee.AddSeat(tx, committee.Seat{OrderID: "a", InstitutionID: "police", Body: "table", Kind: "member"}),
				committee.AddSeat(tx, committee.Seat{OrderID: "a", InstitutionID: "school", Body: "table", Kind: "member"}))
		})
		item := recusedMeeting(t, db)
		out, other := signedIn(t, mux, db, "shef@example.al", access.Head, "police"), signedIn(t, mux, db, "shkolla@example.al", access.Head, "school")
		reads := func(cookies []*http.Cookie) string {
			var found []string
			at := "/k/durres/meeting/m"
			crawlAll(mux, cookies, func(page, body string) {
				for _, w := range regexp.MustCompile(`zz(said|decided|advised|file|told)`).FindAllString(body, -1) {
					found = append(found, page+" "+w)
				}
			}, "/k/durres", at, at+"/minutes/"+item, at+"/item/"+item, at+"/close", at+"/attendance", at+"/convene", at+"/plan", at+"/invitation/docx",
				at+"/download/docx", at+"/excerpt/school", at+"/excerpt/school/docx", at+"/excerpt/police", at+"/excerpt/police/docx")
			return strings.Join(found, "\n")
		}
		for _, when := range []string{"while it is held", "after it"} {
			if got := reads(out); got != "" {
				t.Errorf("%s, who is out reads\n%s", when, got)
			}
			if got := reads(other); !strings.Contains(got, "zzsaid") || !strings.Contains(got, "zzdecided") || !strings.Contains(got, "zzfile") {
				t.Errorf("%s, the others read only\n%s", when, got)
			}
			if when == "after it" {
				return
			}
			testkit.Change(t, db, access.CloseMeetings, func(tx *store.Tx) error {
				m, err := meeting.Get(tx, "m")
				if err != nil {
					return err
				}
				return meeting.Close(tx, app.Meetings(nil), "m", m.Version, "")
			})
		}
	})
}

// recusedMeeting is one that is being held, with an item that the police is out
// of, and something of every kind written under it.
func recusedMeeting(t *testing.T, db *store.DB) (item string) {
	need := app.Meetings(nil)
	testkit.Change(t, db, access.CloseMeetings, func(tx *store.Tx) (err error) {
		if _, err = meeting.Plan(tx, need, meeting.Meeting{ID: "m", Body: "table", Kind: "ordinary", HeldOn: "2023-07-14", Time: "09:00", Place: "Prefektura"}); err != nil {
			return err
		}
		if item, err = meeting.AddItem(tx, "m", "Kontrata e strehës"); err != nil {
			return err
		}
		err = errors.Join(meeting.Declare(tx, "m", item, "police", "palë në kontratë"),
			meeting.Attach(tx, "m", item, web.File{Name: "zzfile.pdf", Type: "application/pdf", Content: []byte("%PDF-1.4 zztold")}),
			meeting.Convene(tx, need, "m", 1, nil), meeting.Start(tx, "m", 2))
		m, _ := meeting.Get(tx, "m")
		for _, l := range m.LinesOf(meeting.Agenda) {
			version, _ := meeting.Shown(tx, "m", l.ID)
			l.Outcome = "noted"
			var under []meeting.Line
			if l.ID == item {
				l.Outcome = "decided"
				under = []meeting.Line{
					{Kind: meeting.Statement, Body: "zzsaid"}, {Kind: meeting.Problem, Body: "problem", InstitutionID: "school"}, {Kind: meeting.Decision, Body: "zzdecided"},
					{Kind: meeting.Recommendation, Body: "zzadvised"}, {Kind: meeting.Task, Body: "task", InstitutionID: "school", DueOn: "2023-08-01", Priority: "normal"},
				}
			}
			_, bad := meeting.SaveMinutes(tx, "m", version, l, under)
			err = errors.Join(err, bad)
		}
		return errors.Join(err, meeting.NoteAttendance(tx, "m", m.Version, []meeting.Attendance{{InstitutionID: "school"}}))
	})
	return item
}

var leadsTo = regexp.MustCompile(`href="(/k/[^"#]*)`)

// crawlAll opens pages and all that they lead to, and shows each with what is in it.
func crawlAll(mux http.Handler, cookies []*http.Cookie, show func(page, body string), queue ...string) {
	seen := map[string]bool{}
	for len(queue) > 0 && len(seen) < 500 {
		page := strings.ReplaceAll(queue[0], "&amp;", "&")
		if queue = queue[1:]; seen[page] {
			continue
		}
		seen[page] = true
		r := httptest.NewRequest("GET", page, nil)
		for _, k := range cookies {
			r.AddCookie(k)
		}
		w := httptest.NewRecorder()
		if mux.ServeHTTP(w, r); w.Code != http.StatusOK {
			continue
		}
		body := unzipped(w.Body.Bytes())
		show(page, body)
		for _, m := range leadsTo.FindAllStringSubmatch(body, -1) {
			queue = append(queue, m[1])
		}
	}
}

// unzipped is a body or, of an Office file, all that is in it.
func unzipped(b []byte) string {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return string(b)
	}
	var all strings.Builder
	for _, f := range z.File {
		if r, err := f.Open(); err == nil {
			io.Copy(&all, r)
			r.Close()
		}
	}
	return all.String()
}
