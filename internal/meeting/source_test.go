package meeting_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/meeting"
	plans "tryeza/internal/plan"
	"tryeza/internal/reporting"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// heldHere adds a meeting that was minuted here, as it stands after closing.
func heldHere(t *testing.T, db *store.DB, list ...meeting.Meeting) {
	t.Helper()
	testkit.Change(t, db, access.RecordMeetings, func(tx *store.Tx) error {
		for _, m := range list {
			m.Kind = "ordinary"
			if err := meeting.Import(tx, m, meeting.Prepared{}); err != nil {
				return err
			}
		}
		return nil
	})
}

func agendaLine(id, body, outcome string) meeting.Line {
	return meeting.Line{ID: id, Kind: meeting.Agenda, Body: body, Outcome: outcome}
}

// What the last meeting of the body left: its minutes, and what it put off.
// A meeting of the other body leaves nothing, a joint one is of both.
func TestAgendaFromMeetings(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		prepare(t, db)
		byRule := agendaLine("l6", "Raportime që mungojnë", meeting.Deferred) // comes again by its own rule, or not at all
		byRule.Suggested = "returns"
		heldHere(t, db,
			meeting.Meeting{ID: "april", Body: "table", State: meeting.Approved, HeldOn: "2023-04-03", Lines: []meeting.Line{agendaLine("l1", "E vjetër", meeting.Deferred)}},
			meeting.Meeting{ID: "may", Body: "committee", State: meeting.Closed, HeldOn: "2023-05-03", Lines: []meeting.Line{agendaLine("l2", "E komitetit", meeting.Deferred)}},
			meeting.Meeting{ID: "june", Body: "joint", State: meeting.Closed, HeldOn: "2023-06-02", Lines: []meeting.Line{
				agendaLine("l3", "Transporti i fëmijëve", meeting.Deferred), agendaLine("l4", "Çerdhet", meeting.Decided), byRule}},
			meeting.Meeting{ID: "later", Body: "table", State: meeting.Closed, HeldOn: "2023-10-02", Lines: []meeting.Line{agendaLine("l5", "Më pas", meeting.Deferred)}},
		)
		var x heard
		id := plan(t, db, &x, autumn)
		m, abouts, _ := read(t, db, id)
		if diff := cmp.Diff([]string{"Miratimi i procesverbalit të mbledhjes së mëparshme", "Transporti i fëmijëve"}, titlesOf(m)); diff != "" {
			t.Error(diff)
		}
		var refs []string
		for _, a := range abouts {
			refs = append(refs, a.Kind+" "+a.RefID)
		}
		if diff := cmp.Diff([]string{"minutes june", "item l3"}, refs); diff != "" {
			t.Error(diff)
		}
		both := autumn
		both.Body = "joint"
		_, abouts, _ = read(t, db, plan(t, db, &x, both))
		if len(abouts) != 3 || abouts[0].RefID != "june" || abouts[1].RefID != "may" {
			t.Errorf("a joint meeting approves what both bodies left: %+v", abouts)
		}
	})
}

// The returns of the latest round that is due, as long as they are not sent.
func TestAgendaFromReturns(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		prepare(t, db)
		testkit.Change(t, db, access.DraftPlan, func(tx *store.Tx) error {
			_, err := plans.AddPlan(tx, plans.Plan{Year: 2023, Title: "Plani 2023"})
			return err
		})
		open := func(period string, due string) {
			testkit.Change(t, db, access.OpenRound, func(tx *store.Tx) error {
				_, err := reporting.OpenRound(tx, reporting.Round{Period: figure.Period(period), DueOn: due})
				return err
			})
		}
		open("2023-Q1", "2023-04-15")
		open("2023-H1", "2023-07-10")
		open("2023-Q3", "2023-09-01") // before the meeting, and yet not due today
		var x heard
		m, abouts, _ := read(t, db, plan(t, db, &x, autumn))
		if !slices.Equal(titlesOf(m), []string{"Raportime që mungojnë"}) || len(abouts) != 2 {
			t.Fatalf("%q %+v", titlesOf(m), abouts)
		}
		s := testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) { meeting.Routes(m, db, x.options()) })
		at := "/k/durres/meeting/" + m.ID
		s.As(testkit.Actor(access.Secretary)).Get(at).Has("Raportimi: 6-mujori i parë 2023", "2 institucione: 2 në hartim", "2 me vonesë", "POLICE – afati 10.07.2023").HasNot("3-mujori")
		if links := s.As(testkit.Actor(access.FocalPoint, "police")).Get(at).Attr(`a[href*="/reporting/"]`, "href"); len(links) != 1 {
			t.Errorf("a focal point is led to returns that are not theirs: %q", links)
		}
	})
}

// An item the secretary gave a title of their own stays, also when nothing is
// left of what it was about.
func TestWrittenItemsStay(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		prepare(t, db)
		late := give(t, db, task.New{Body: "nga plani", GivenOn: "2023-03-01", DueOn: "2023-05-01"})
		var x heard
		id := plan(t, db, &x, autumn)
		m, _, _ := read(t, db, id)
		act := func(f func(tx *store.Tx) error) {
			t.Helper()
			if err := change(t, db, access.RecordMeetings, f); err != nil {
				t.Fatal(err)
			}
		}
		act(func(tx *store.Tx) error { return meeting.EditItem(tx, id, m.Lines[0].ID, 1, "Fletëpalosjet") })
		testkit.Change(t, db, access.ManageTasks, func(tx *store.Tx) error { return task.Cancel(tx, late, 1, "nuk duhet") })
		act(func(tx *store.Tx) error { return meeting.Refresh(tx, id) })
		m, abouts, _ := read(t, db, id)
		if got := strings.Join(titlesOf(m), "|"); got != "Fletëpalosjet" || len(abouts) != 0 {
			t.Errorf("%q %+v", got, abouts)
		}
	})
}
