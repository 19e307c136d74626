package meeting_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// outcome keeps what closing a meeting gave to other features.
type outcome struct {
	given   []meeting.Given
	raised  []meeting.Raised
	carried []string // tasks
	told    []string // "institution decisions tasks"
}

func (x *outcome) options() meeting.Options {
	return meeting.Options{
		Give:  func(_ *store.Tx, g meeting.Given) error { x.given = append(x.given, g); return nil },
		Raise: func(_ *store.Tx, p meeting.Raised) error { x.raised = append(x.raised, p); return nil },
		Carry: func(_ *store.Tx, task, _ string) error { x.carried = append(x.carried, task); return nil },
		Tell: func(_ *store.Tx, n meeting.Notice) error {
			if n.Kind == meeting.NoticeExcerpt {
				x.told = append(x.told, fmt.Sprintf("%s %d %d", n.Institutions[0], n.Decisions, n.Tasks))
			}
			return nil
		},
	}
}

// owed are the tasks given: "body: owners".
func (x *outcome) owed() map[string][]string {
	list := map[string][]string{}
	for _, g := range x.given {
		list[g.Body] = append(list[g.Body], g.Owner)
	}
	return list
}

// hall makes the committee of Durrës. The prefect, the police, the town and the
// hospital vote in the committee, ONAC only looks on; in the table the police,
// the town and World Vision.
func hall(t *testing.T, db *store.DB, o meeting.Options) *testkit.Site {
	t.Helper()
	durres, _ := code.FindQark("durres")
	if err := committee.Found(context.Background(), db, testkit.Actor(access.Operator), durres, true); err != nil {
		t.Fatal(err)
	}
	testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error {
		errs := []error{committee.AddOrder(tx, committee.Order{ID: "o", Number: "12", Dated: "2023-01-01", From: "2023-01-01"})}
		for _, i := range [][2]string{{"prefect", "Prefekti"}, {"police", "Policia"}, {"town", "Bashkia"}, {"hospital", "Spitali"}, {"onac", "ONAC"}, {"wv", "World Vision"}, {"school", "Shkolla"}} {
			errs = append(errs, committee.AddInstitution(tx, committee.Institution{ID: i[0], Kind: committee.State, Sector: "other"}, committee.Name{Name: i[1]}))
		}
		for _, s := range [][3]string{{"prefect", committee.Body, "chair"}, {"police", committee.Body, "member"}, {"town", committee.Body, "member"}, {"hospital", committee.Body, "substitute"},
			{"onac", committee.Body, "observer"}, {"police", committee.Table, "chair"}, {"town", committee.Table, "member"}, {"wv", committee.Table, "member"}} {
			errs = append(errs, committee.AddSeat(tx, committee.Seat{OrderID: "o", InstitutionID: s[0], Body: s[1], Kind: s[2]}))
		}
		return errors.Join(errs...)
	})
	return testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) { meeting.Routes(m, db, o) })
}

// begin plans a meeting for today with these items, calls it and opens it, and
// notes who came. It returns the ids of the items, as AddItem gave them.
func begin(t *testing.T, db *store.DB, x *outcome, id, body string, came []string, titles ...string) (items []string) {
	t.Helper()
	day := db.Now().Format(time.DateOnly)
	m := meeting.Meeting{ID: id, Body: body, Kind: "ordinary", HeldOn: day, Time: "11:00", Place: "Prefektura"}
	must := func(p access.Permission, f func(tx *store.Tx) error) {
		t.Helper()
		if err := change(t, db, p, f); err != nil {
			t.Fatal(err)
		}
	}
	must(access.RecordMeetings, func(tx *store.Tx) error {
		_, err := meeting.Plan(tx, x.options(), m)
		for _, title := range titles {
			var item string
			if err == nil {
				item, err = meeting.AddItem(tx, id, title)
			}
			items = append(items, item)
		}
		return err
	})
	must(access.ConveneMeetings, func(tx *store.Tx) error { return meeting.Convene(tx, x.options(), id, version(tx, id), nil) })
	must(access.RecordMeetings, func(tx *store.Tx) error { return meeting.Start(tx, id, version(tx, id)) })
	var list []meeting.Attendance
	for _, i := range came {
		list = append(list, meeting.Attendance{InstitutionID: i})
	}
	if len(came) > 0 {
		must(access.RecordMeetings, func(tx *store.Tx) error { return meeting.NoteAttendance(tx, id, version(tx, id), list) })
	}
	return items
}

func version(tx *store.Tx, id string) int64 {
	m, _ := meeting.Get(tx, id)
	return m.Version
}

// write writes the minutes of an item over what stands there.
func write(t *testing.T, db *store.DB, id, item, outcome string, under ...meeting.Line) {
	t.Helper()
	testkit.Change(t, db, access.RecordMeetings, func(tx *store.Tx) error {
		m, err := meeting.Get(tx, id)
		if err != nil {
			return err
		}
		l, _ := m.Item(item)
		l.Outcome = outcome
		shown, err := meeting.Shown(tx, id, item)
		if err == nil {
			_, err = meeting.SaveMinutes(tx, id, shown, l, under)
		}
		return err
	})
}

func end(t *testing.T, db *store.DB, x *outcome, id string) error {
	t.Helper()
	return change(t, db, access.CloseMeetings, func(tx *store.Tx) error { return meeting.Close(tx, x.options(), id, version(tx, id), "12:30") })
}

var everybody = []string{"prefect", "police", "town"}

func TestClosingGivesTasksOnce(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x outcome
		hall(t, db, x.options())
		items := begin(t, db, &x, "july", "committee", []string{"prefect", "police", "onac"}, "Sezoni turistik", "Strehimi")
		var open meeting.NotReady
		if err := end(t, db, &x, "july"); !errors.As(err, &open) || len(open.Gaps) != 2 || len(x.given) != 0 {
			t.Fatalf("two items without outcome: %v, %d tasks", err, len(x.given))
		}
		write(t, db, "july", items[0], meeting.Decided,
			meeting.Line{Kind: meeting.Problem, Body: "mungon transporti", InstitutionID: "police"},
			meeting.Line{Kind: meeting.Decision, Body: "patrullim i përbashkët"}, meeting.Line{Kind: meeting.Decision, Body: "strehë për bashkinë", InstitutionID: "town"},
			meeting.Line{Kind: meeting.Recommendation, Body: "çerdhe sezonale"},
			meeting.Line{Kind: meeting.Task, Body: "raportojnë masat", Everyone: true, DueNext: true, Priority: "high"})
		write(t, db, "july", items[1], meeting.Noted, meeting.Line{Kind: meeting.Task, Body: "gjen vend"})
		if err := end(t, db, &x, "july"); !errors.As(err, &open) || len(open.Gaps) != 2 || open.Gaps[0].Item != items[1] {
			t.Fatalf("a task without owner and due date: %v", err)
		}
		write(t, db, "july", items[1], meeting.Noted, meeting.Line{Kind: meeting.Task, Body: "gjen vend", InstitutionID: "town", DueOn: "2023-08-01"},
			meeting.Line{Kind: meeting.Task, Body: "ndajnë listën", Everyone: true, DueOn: "2023-08-02"})
		if err := change(t, db, access.ReplyToMeetings, func(tx *store.Tx) error { return meeting.Declare(tx, "july", items[1], "police", "pronare e godinës") }); err != nil {
			t.Fatal(err)
		}
		if err := end(t, db, &x, "july"); err != nil {
			t.Fatal(err)
		}
		// Everyone is who sits with a vote, whether present or not, but not who is in the chair or out of the item.
		want := map[string][]string{"raportojnë masat": {"hospital", "police", "town"}, "gjen vend": {"town"}, "ndajnë listën": {"hospital", "town"}}
		if diff := cmp.Diff(want, x.owed()); diff != "" {
			t.Error(diff)
		}
		m, _, _ := read(t, db, "july")
		line := m.Under(items[0], meeting.Task)[0]
		if g := x.given[0]; g != (meeting.Given{LineID: line.ID, MeetingID: "july", Body: "raportojnë masat", Owner: "hospital", DueBody: "committee", Priority: "high", On: "2023-07-14"}) {
			t.Errorf("%+v", g)
		}
		if len(x.raised) != 1 || x.raised[0].Institution != "police" || x.raised[0].On != "2023-07-14" || x.raised[0].LineID != m.LinesOf(meeting.Problem)[0].ID {
			t.Errorf("problems %+v", x.raised)
		}
		if m.State != meeting.Closed || m.ClosedOn != "2023-07-14" || m.EndsAt != "12:30" {
			t.Errorf("%s, closed on %q, ended at %q", m.State, m.ClosedOn, m.EndsAt)
		}
		if d := m.LinesOf(meeting.Decision); d[0].Number != "1/2023" || d[1].Number != "2/2023" || m.LinesOf(meeting.Recommendation)[0].Number != "1/2023" {
			t.Errorf("numbers %+v", d)
		}
		told := []string{"prefect 1 0", "police 1 1", "town 2 3", "hospital 1 2", "onac 1 0"}
		if diff := cmp.Diff(told, x.told); diff != "" {
			t.Error(diff)
		}
		given := len(x.given)
		if err := end(t, db, &x, "july"); err == nil || len(x.given) != given {
			t.Errorf("closed twice: %v, %d more tasks", err, len(x.given)-given)
		}
		err := change(t, db, access.RecordMeetings, func(tx *store.Tx) error {
			_, err := meeting.SaveMinutes(tx, "july", 0, meeting.Line{ID: items[0], Kind: meeting.Agenda, Body: "tjetër"}, nil)
			return err
		})
		if err == nil {
			t.Error("the minutes of a closed meeting were changed")
		}
	})
}

func TestNumbersRunOn(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x outcome
		hall(t, db, x.options())
		hold := func(id, body string, came ...string) meeting.Meeting {
			items := begin(t, db, &x, id, body, came, "Pika")
			write(t, db, id, items[0], meeting.Decided, meeting.Line{Kind: meeting.Decision, Body: "a"}, meeting.Line{Kind: meeting.Decision, Body: "b"})
			m, _, _ := read(t, db, id)
			for _, l := range m.LinesOf(meeting.Agenda) {
				if l.Outcome == "" {
					write(t, db, id, l.ID, meeting.Noted)
				}
			}
			if err := end(t, db, &x, id); err != nil {
				t.Fatal(err)
			}
			m, _, _ = read(t, db, id)
			return m
		}
		numbers := func(m meeting.Meeting) (list []string) {
			for _, l := range m.LinesOf(meeting.Decision) {
				list = append(list, l.Number)
			}
			return list
		}
		if got := numbers(hold("one", "committee", everybody...)); !slices.Equal(got, []string{"1/2023", "2/2023"}) {
			t.Error(got)
		}
		if got := numbers(hold("two", "table", "police")); !slices.Equal(got, []string{"3/2023", "4/2023"}) {
			t.Error(got)
		}
		db.Now = func() time.Time { return testkit.Now.AddDate(1, 0, 0) }
		if got := numbers(hold("three", "joint", everybody...)); !slices.Equal(got, []string{"1/2024", "2/2024"}) {
			t.Error(got)
		}
	})
}

// The next meeting of the body approves the minutes of the last.
func TestApproval(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x outcome
		hall(t, db, x.options())
		first := begin(t, db, &x, "first", "committee", everybody, "Pika")
		write(t, db, "first", first[0], meeting.Noted)
		if err := end(t, db, &x, "first"); err != nil {
			t.Fatal(err)
		}
		db.Now = func() time.Time { return testkit.Now.AddDate(0, 1, 0) }
		for i, tt := range []struct{ outcome, state string }{{meeting.Deferred, meeting.Closed}, {meeting.Decided, meeting.Approved}} {
			id := fmt.Sprint("next", i)
			begin(t, db, &x, id, "committee", everybody)
			_, abouts, _ := read(t, db, id)
			i := slices.IndexFunc(abouts, func(a meeting.About) bool { return a.Kind == meeting.AboutMinutes && a.RefID == "first" })
			if i < 0 {
				t.Fatalf("%s is not about the minutes: %+v", id, abouts)
			}
			m, _, _ := read(t, db, id)
			for _, l := range m.LinesOf(meeting.Agenda) {
				outcome := meeting.Noted
				if l.ID == abouts[i].ItemID {
					outcome = tt.outcome
				}
				write(t, db, id, l.ID, outcome)
			}
			if err := end(t, db, &x, id); err != nil {
				t.Fatal(err)
			}
			if m, _, _ := read(t, db, "first"); m.State != tt.state || (m.ApprovedIn == id) != (tt.state == meeting.Approved) {
				t.Errorf("%s: the minutes are %s, approved in %q", tt.outcome, m.State, m.ApprovedIn)
			}
			_, abouts, _ = read(t, db, id)
			if a := abouts[i]; a.State != meeting.Closed || a.Since != "2023-07-14" {
				t.Errorf("what the item was about, as it stood: %+v", a)
			}
			db.Now = func() time.Time { return testkit.Now.AddDate(0, 2, 0) }
		}
	})
}

// What a meeting leaves comes into the agenda of one that is prepared already.
func TestClosingFillsTheNextAgenda(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x outcome
		hall(t, db, x.options())
		next := meeting.Meeting{ID: "next", Body: "committee", Kind: "ordinary", HeldOn: "2023-09-14", Place: "Prefektura"}
		testkit.Change(t, db, access.RecordMeetings, func(tx *store.Tx) error {
			_, err := meeting.Plan(tx, x.options(), next)
			return err
		})
		first := begin(t, db, &x, "first", "committee", everybody, "Pika e shtyrë")
		write(t, db, "first", first[0], meeting.Deferred)
		if m, _, _ := read(t, db, "next"); len(m.LinesOf(meeting.Agenda)) != 0 {
			t.Fatalf("before closing: %+v", m.Lines)
		}
		if err := end(t, db, &x, "first"); err != nil {
			t.Fatal(err)
		}
		var titles []string
		m, _, _ := read(t, db, "next")
		for _, l := range m.LinesOf(meeting.Agenda) {
			titles = append(titles, l.Body)
		}
		if want := []string{"Miratimi i procesverbalit të mbledhjes së mëparshme", "Pika e shtyrë"}; !slices.Equal(titles, want) {
			t.Errorf("the next agenda is %q, want %q", titles, want)
		}
	})
}

// A meeting that was opened and not held goes back, and counts for nothing.
func TestOpenedButNotHeld(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x outcome
		s := hall(t, db, x.options())
		items := begin(t, db, &x, "july", "table", nil, "Pika")
		unstart := func() error {
			return change(t, db, access.RecordMeetings, func(tx *store.Tx) error { return meeting.Unstart(tx, "july", version(tx, "july")) })
		}
		s.As(testkit.Actor(access.FocalPoint, "police")).Post("/k/durres/meeting/july/unopen", nil).Want(404)
		write(t, db, "july", items[0], meeting.Noted)
		if err := unstart(); err == nil {
			t.Error("an item with an outcome was forgotten")
		}
		write(t, db, "july", items[0], "")
		if err := unstart(); err != nil {
			t.Fatal(err)
		}
		if m, _, _ := read(t, db, "july"); m.State != meeting.Convened {
			t.Errorf("it is %s", m.State)
		}
		testkit.View(t, db, access.ReadMeetings, func(tx *store.Tx) error {
			held, err := meeting.InPeriod(tx, "2023-07-01", "2023-07-31")
			if len(held) != 0 {
				t.Errorf("%d meetings held", len(held))
			}
			return err
		})
		if err := unstart(); err == nil {
			t.Error("taken back twice")
		}
	})
}
