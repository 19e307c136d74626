package app_test

import (
	"bytes"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/app"
	"tryeza/internal/exchange"
	"tryeza/internal/issue"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// What people did here, and not only what a file brought, goes out, into another
// database and out again without a byte changed; the workbook says the same.
func TestLivedLoopGoesOutAndIn(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		live(t, db)
		first := exported(t, db, "durres", 2023)
		d, err := file(t, first).Read(exchange.Head{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Meetings) != 2 || len(d.Tasks) != 2 || len(d.Issues) != 2 || len(d.Tasks[0].Files) != 1 || len(d.Meetings[0].Calls) != 2 || d.Issues[1].Merged == "" {
			t.Fatalf("the test did not do what it means to:\n%s", first)
		}
		book, err := d.Workbook()
		if err != nil {
			t.Fatal(err)
		}
		for _, from := range []exchange.Source{file(t, first), file(t, book)} {
			other := testkit.SQLite(t)
			if _, err := imported(t, other, "durres", 2023, from); err != nil {
				t.Fatal(err)
			}
			if second := exported(t, other, "durres", 2023); !bytes.Equal(first, second) {
				t.Errorf("it comes out differently:\n%s", firstDifference(first, second))
			}
		}
		if again, err := imported(t, db, "durres", 2023, file(t, book)); err != nil || !again.Empty() {
			t.Errorf("its own workbook adds %+v, %v", again, err)
		}
	})
}

const seats = `{"format": 2, "year": 2023, "committee": {"id": "durres", "name": "Komiteti", "qark": "AL-02"},
"institutions": [{"id": "prefektura", "kind": "state", "sector": "prefecture", "names": [{"name": "Prefektura"}]}, {"id": "policia", "kind": "state", "sector": "police", "names": [{"name": "Policia"}]}],
"orders": [{"id": "o", "number": "1", "from": "2023-01-01", "seats": [{"institution": "prefektura", "body": "table", "kind": "chair"}, {"institution": "policia", "body": "table", "kind": "member"}]}]}`

// live holds a meeting, and does what came of it.
func live(t *testing.T, db *store.DB) {
	t.Helper()
	if _, err := imported(t, db, "durres", 2023, file(t, []byte(seats))); err != nil {
		t.Fatal(err)
	}
	need := app.Meetings(nil)
	now := time.Date(2023, 6, 1, 8, 0, 0, 0, time.UTC)
	db.Now = func() time.Time { now = now.Add(time.Second); return now }
	do := func(p access.Permission, steps ...func(tx *store.Tx) error) {
		t.Helper()
		for _, f := range steps {
			testkit.Change(t, db, p, f)
		}
	}
	var id, item string
	do(access.ConveneMeetings,
		func(tx *store.Tx) (err error) {
			id, err = meeting.Plan(tx, need, meeting.Meeting{Body: "table", Kind: "ordinary", HeldOn: "2023-06-12", Time: "11:00"})
			return err
		},
		func(tx *store.Tx) (err error) { item, err = meeting.AddItem(tx, id, "Sezoni turistik"); return err },
		func(tx *store.Tx) error { _, err := meeting.AddItem(tx, id, "Të tjera"); return err },
		func(tx *store.Tx) error { return meeting.Convene(tx, need, id, version(tx, id), nil) },
	)
	now = time.Date(2023, 6, 12, 9, 0, 0, 0, time.UTC)
	do(access.CloseMeetings,
		func(tx *store.Tx) error { return meeting.Start(tx, id, version(tx, id)) },
		func(tx *store.Tx) error {
			return meeting.NoteAttendance(tx, id, version(tx, id), []meeting.Attendance{{InstitutionID: "prefektura"}, {InstitutionID: "policia", Substitute: "Shef sektori"}})
		},
		func(tx *store.Tx) error { return minute(tx, id, item) },
		func(tx *store.Tx) error { return meeting.Close(tx, need, id, version(tx, id), "12:30") },
		func(tx *store.Tx) error {
			_, err := meeting.Plan(tx, need, meeting.Meeting{Body: "table", Kind: "ordinary", HeldOn: "2023-09-12"})
			return err
		},
	)
	follow(t, db, do)
}

func version(tx *store.Tx, id string) int64 {
	m, err := meeting.Get(tx, id)
	if err != nil {
		return -1
	}
	return m.Version
}

// minute writes what was said and decided under an item, and that the rest was noted.
func minute(tx *store.Tx, id, item string) error {
	m, err := meeting.Get(tx, id)
	if err != nil {
		return err
	}
	for _, l := range m.LinesOf(meeting.Agenda) {
		shown, err := meeting.Shown(tx, id, l.ID)
		if err != nil {
			return err
		}
		var under []meeting.Line
		l.Outcome = meeting.Noted
		if l.ID == item {
			l.Outcome = meeting.Decided
			under = []meeting.Line{
				{Kind: meeting.Statement, Body: "Plazhet kanë nevojë për patrulla.", InstitutionID: "policia"},
				{Kind: meeting.Decision, Body: "Patrulla të përbashkëta", Votes: meeting.Votes{For: new(int64(2)), Against: new(int64(0)), Abstained: new(int64(0))}},
				{Kind: meeting.Task, Body: "Grafiku i patrullave", InstitutionID: "policia", DueOn: "2023-06-30", Priority: "high"},
				{Kind: meeting.Task, Body: "Raporti i sezonit", InstitutionID: "prefektura", DueNext: true, Priority: "normal"},
				{Kind: meeting.Problem, Body: "Mungon transporti", InstitutionID: "policia"},
				{Kind: meeting.Problem, Body: "Nuk ka makina", InstitutionID: "prefektura"},
			}
		}
		if _, err := meeting.SaveMinutes(tx, id, shown, l, under); err != nil {
			return err
		}
	}
	return nil
}

// follow answers a task with a document, and merges the two problems.
func follow(t *testing.T, db *store.DB, do func(p access.Permission, steps ...func(tx *store.Tx) error)) {
	t.Helper()
	d := loaded(t, db, "durres", 2023)
	grid := d.Tasks[0]
	if grid.Owner != "policia" {
		grid = d.Tasks[1]
	}
	do(access.AnswerTasks, func(tx *store.Tx) error {
		return task.Respond(tx, grid.ID, 1, task.Answer{What: "U miratua grafiku.", DoneOn: "2023-06-12", Files: []web.File{{Name: "grafiku.pdf", Type: "application/pdf", Content: []byte("%PDF-1.7\n")}}})
	})
	do(access.ManageIssues, func(tx *store.Tx) error { return issue.Merge(tx, d.Issues[1].ID, 1, d.Issues[0].ID) })
	do(access.ManageIssues, func(tx *store.Tx) error { return issue.Escalate(tx, d.Issues[0].ID, 1, "2023-06-12", "A ka fonde?") })
}
