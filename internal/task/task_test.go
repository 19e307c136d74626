package task_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// each runs f on every kind of database, with the committee of testdata in it;
// sql runs what other features' packages would.
func each(t *testing.T, f func(t *testing.T, db *store.DB, sql func(statements string))) {
	testkit.Filled(t, "testdata/durres.sql", func(t *testing.T, db *store.DB, at string) {
		f(t, db, func(statements string) { t.Helper(); testkit.Run(t, at, statements) })
	})
}

// give gives a task and returns its ID.
func give(t testing.TB, db *store.DB, n task.New) (id string) {
	t.Helper()
	n.Kind, n.Body = or(n.Kind, task.FromDecision), or(n.Body, "Të raportohet puna në terren")
	testkit.Change(t, db, access.CloseMeetings, func(tx *store.Tx) (err error) {
		id, err = task.Give(tx, n)
		return err
	})
	return id
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func load(t testing.TB, db *store.DB, id string) (x task.Task) {
	t.Helper()
	testkit.View(t, db, access.ReadTasks, func(tx *store.Tx) (err error) {
		x, err = task.Load(tx, id)
		return err
	})
	return x
}

// try runs f as the operator would, and returns its error.
func try(t testing.TB, db *store.DB, p access.Permission, f func(tx *store.Tx) error) error {
	return db.Change(context.Background(), testkit.Grant(t, p), store.Subject{Kind: "task"}, f)
}

func TestGive(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		a := load(t, db, give(t, db, task.New{OwnerID: "police", DueOn: "2023-08-01", DueBody: "table", SourceID: "l1", MeetingID: "m1"}))
		if a.Name() != "1/2023" || a.GivenOn != "2023-07-14" || a.Priority != "normal" || a.State != task.Open || a.DueBody != "" {
			t.Errorf("%+v", a)
		}
		if len(a.Events) != 1 || a.Events[0].Verb != "given" || a.Events[0].MeetingID != "m1" || a.Events[0].DueTo != "2023-08-01" {
			t.Errorf("%+v", a.Events)
		}
		for want, on := range map[string]string{"2/2023": "2023-01-05", "1/2022": "2022-12-30"} {
			if x := load(t, db, give(t, db, task.New{OwnerID: "police", DueOn: "2023-08-01", GivenOn: on})); x.Name() != want {
				t.Errorf("given on %s: %s, want %s", on, x.Name(), want)
			}
		}
		for _, n := range []task.New{{DueOn: "2023-08-01"}, {OwnerID: "police"}, {OwnerID: "nobody", DueOn: "2023-08-01"}, {OwnerID: "police", DueOn: "2023-07-01"}} {
			n.Kind, n.Body = task.Request, "x"
			if err := try(t, db, access.GiveTasks, func(tx *store.Tx) error { _, err := task.Give(tx, n); return err }); err == nil {
				t.Errorf("given: %+v", n)
			}
		}
	})
}

// A task due at the next meeting is due on its day once there is one: the
// meeting of 10.07 stands already.
func TestNextMeeting(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, sql func(string)) {
		given := func(body, on string) string {
			return give(t, db, task.New{OwnerID: "police", DueBody: body, GivenOn: on})
		}
		committee, table, joint, late := given("committee", "2023-06-08"), given("table", "2023-06-08"), given("joint", "2023-06-07"), given("committee", "2023-07-10")
		due := func(id string) string { x := load(t, db, id); return strings.TrimSpace(x.DueMeeting + " " + x.DueOn) }
		want := func(step string, w map[string]string) {
			t.Helper()
			for id, is := range w {
				if got := due(id); got != is {
					t.Errorf("%s: due %q, want %q", step, got, is)
				}
			}
		}
		scheduled := func(meeting, body, day string) {
			t.Helper()
			testkit.Change(t, db, access.ConveneMeetings, func(tx *store.Tx) error { return task.Scheduled(tx, meeting, body, day) })
		}
		want("given", map[string]string{committee: "m2 2023-07-10", table: "", joint: "m1 2023-06-08", late: ""})
		scheduled("m3", "table", "2023-09-01")
		want("the table has a day", map[string]string{committee: "m2 2023-07-10", table: "m3 2023-09-01", late: ""})
		sql("INSERT INTO meeting (committee_id, id, version, body, kind, held_on, date_note, time_of_day, place, title, chaired_by, source, note, edits, state, recorded) VALUES ('durres', 'm3', 1, 'table', 'ordinary', '2023-09-01', '', '', '', '', '', '', '', 1, 'planned', FALSE);\n")
		scheduled("m2", "committee", "")
		sql("UPDATE meeting SET state = 'cancelled' WHERE id = 'm2';\n")
		want("the committee does not meet", map[string]string{committee: "", table: "m3 2023-09-01", late: ""})
		scheduled("m4", "joint", "2023-08-20")
		want("both meet before", map[string]string{committee: "m4 2023-08-20", table: "m4 2023-08-20", joint: "m1 2023-06-08", late: "m4 2023-08-20"})
		scheduled("m4", "joint", "")
		want("and then do not", map[string]string{committee: "", table: "m3 2023-09-01", late: ""})
		var history []string
		for _, e := range load(t, db, committee).Events {
			history = append(history, strings.Join([]string{e.Verb, e.MeetingID, e.DueFrom, e.DueTo}, " "))
		}
		if diff := cmp.Diff([]string{"given   2023-07-10", "scheduled m2 2023-07-10 ", "scheduled m4  2023-08-20", "scheduled m4 2023-08-20 "}, history); diff != "" {
			t.Error(diff)
		}
	})
}

// Whatever the order in which meetings get their days, lose them and get others,
// what a task is due at is the same in the end.
func TestScheduledInAnyOrder(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, sql func(string)) {
		var ids []string
		for _, body := range []string{"committee", "table", "joint"} {
			for _, on := range []string{"2023-01-10", "2023-03-01", "2023-05-20"} {
				ids = append(ids, give(t, db, task.New{OwnerID: "police", DueBody: body, GivenOn: on}))
			}
		}
		meetings := [][3]string{{"x1", "table", "2023-03-01"}, {"x2", "committee", "2023-03-15"}, {"x3", "joint", "2023-05-20"}, {"x4", "table", "2023-06-30"}}
		const insert = "INSERT INTO meeting (committee_id, id, version, body, kind, held_on, date_note, time_of_day, place, title, chaired_by, source, note, edits, state, recorded) VALUES ('durres', '%s', 1, '%s', 'ordinary', '%s', '', '', '', '', '', '', '', 1, '%s', FALSE);\n"
		set := func(m [3]string, day, state string) {
			sql(fmt.Sprintf("DELETE FROM meeting WHERE id = '%s';\n"+insert, m[0], m[0], m[1], or(day, m[2]), state))
			testkit.Change(t, db, access.ConveneMeetings, func(tx *store.Tx) error { return task.Scheduled(tx, m[0], m[1], day) })
		}
		var first map[string]string
		r := rand.New(rand.NewPCG(1, 2))
		for round := range 6 {
			for _, i := range r.Perm(len(meetings)) {
				if r.IntN(2) == 0 { // it was to be on another day before, or not at all
					set(meetings[i], []string{"2023-02-01", "2023-12-01", ""}[r.IntN(3)], []string{"planned", "cancelled"}[r.IntN(2)])
				}
				set(meetings[i], meetings[i][2], "planned")
			}
			now := map[string]string{}
			for _, id := range ids {
				now[id] = load(t, db, id).DueMeeting
			}
			if first == nil {
				first = now
			}
			if diff := cmp.Diff(first, now); diff != "" {
				t.Fatalf("round %d: %s", round, diff)
			}
			for _, m := range meetings {
				set(m, "", "cancelled")
			}
		}
		// By hand: m1 is a table meeting on 08.06, m2 one of the committee on 10.07.
		want := []string{"x2", "x2", "m2", "x1", "x3", "m1", "x1", "x2", "m1"}
		var got []string
		for _, id := range ids {
			got = append(got, first[id])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}

func TestCarryAndEscalate(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		id := give(t, db, task.New{OwnerID: "police", DueOn: "2023-07-20"})
		for _, m := range []string{"m1", "m1", "m2", "m1"} {
			testkit.Change(t, db, access.CloseMeetings, func(tx *store.Tx) error { return task.Carry(tx, id, m) })
		}
		for _, level := range []int64{1, 1, 3, 2} {
			testkit.Change(t, db, access.ManageTasks, func(tx *store.Tx) error { return task.Escalate(tx, id, level) })
		}
		x := load(t, db, id)
		count := map[string]int{}
		for _, e := range x.Events {
			count[e.Verb+e.MeetingID+e.Note]++
		}
		if want := map[string]int{"given": 1, "carriedm1": 1, "carriedm2": 1, "escalated1": 1, "escalated3": 1}; !maps.Equal(count, want) || x.Escalated != 3 {
			t.Errorf("%v, level %d", count, x.Escalated)
		}
		testkit.Change(t, db, access.ManageTasks, func(tx *store.Tx) error {
			return task.Extend(tx, id, x.Version, task.Due{On: "2023-09-01"}, "pushimet")
		})
		if x = load(t, db, id); x.Escalated != 0 || x.Told() != 3 || x.FirstDue() != "2023-07-20" || x.DueOn != "2023-09-01" {
			t.Errorf("%+v", x)
		}
		testkit.Change(t, db, access.ManageTasks, func(tx *store.Tx) error { return task.Cancel(tx, id, x.Version, "nuk duhet") })
		testkit.Change(t, db, access.ManageTasks, func(tx *store.Tx) error { return task.Escalate(tx, id, 2) })
		if x = load(t, db, id); x.Escalated != 0 {
			t.Error("a task that is not wanted was escalated")
		}
	})
}

// Put off to the next meeting means one after today, not the one it was due at.
func TestPutOffToTheNextMeeting(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		id := give(t, db, task.New{OwnerID: "police", DueBody: "committee", GivenOn: "2023-06-09"})
		if x := load(t, db, id); x.DueMeeting != "m2" {
			t.Fatalf("%+v", x)
		}
		testkit.Change(t, db, access.ManageTasks, func(tx *store.Tx) error {
			return task.Extend(tx, id, 1, task.Due{Body: "committee"}, "institucioni nuk ishte i pranishëm")
		})
		if x := load(t, db, id); x.DueOn != "" || x.FirstDue() != "2023-07-10" {
			t.Errorf("%+v", x)
		}
		testkit.Change(t, db, access.ConveneMeetings, func(tx *store.Tx) error { return task.Scheduled(tx, "m9", "committee", "2023-10-02") })
		if x := load(t, db, id); x.DueMeeting != "m9" || x.DueOn != "2023-10-02" {
			t.Errorf("%+v", x)
		}
	})
}

// What another Tryeza had is the same here, files too; a file that is not what
// it says it is keeps everything out.
func TestImport(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		x := task.Task{
			ID: "t1", Version: 1, Year: 2022, Number: 7, Kind: task.Measure, Body: "Të sigurohet transporti", OwnerID: "town", Priority: task.High, SourceID: "i1", GivenOn: "2022-05-01",
			DueOn: "2022-06-01", State: task.Closed, What: "U sigurua", DoneOn: "2022-05-20", AnsweredBy: "anna", CheckedBy: "besa", ClosedOn: "2022-05-21", Escalated: 1,
			Events: []task.Event{{ID: "e1", Version: 1, TaskID: "t1", Verb: "given", DueTo: "2022-06-01", Author: "anna", At: store.At(testkit.Now)}},
			Files:  []task.File{{ID: "f1", Version: 1, TaskID: "t1", Name: "foto.pdf", MediaType: "application/pdf", Size: 8, AddedAt: store.At(testkit.Now)}},
		}
		bad := func(content string) error {
			return try(t, db, access.ImportCommittee, func(tx *store.Tx) error { return task.Import(tx, x, map[string][]byte{"f1": []byte(content)}) })
		}
		var refusal web.Refusal
		if err := bad("<html>"); !errors.As(err, &refusal) {
			t.Errorf("a page as a PDF: %v", err)
		}
		if err := bad("%PDF-1.4"); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(x, load(t, db, "t1")); diff != "" {
			t.Error(diff)
		}
		y := x
		y.ID, y.Number, y.OwnerID, y.Events, y.Files = "t2", 8, "", nil, nil
		if err := try(t, db, access.ImportCommittee, func(tx *store.Tx) error { return task.Import(tx, y, nil) }); !errors.As(err, &refusal) {
			t.Errorf("a task that nobody owes: %v", err)
		}
	})
}

// Tasks given at the same moment have numbers of their own, and of two answers
// from the same page one is kept.
func TestAtOnce(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		const n = 8
		ids, errs := make([]string, n), make([]error, n)
		atOnce := func(p access.Permission, f func(i int, tx *store.Tx) error) {
			var all sync.WaitGroup
			for i := range n {
				all.Go(func() {
					errs[i] = db.Change(context.Background(), testkit.Grant(t, p), store.Subject{Kind: "task"}, func(tx *store.Tx) error { return f(i, tx) })
				})
			}
			all.Wait()
		}
		atOnce(access.GiveTasks, func(i int, tx *store.Tx) (err error) {
			ids[i], err = task.Give(tx, task.New{Kind: task.FromDecision, Body: "x", OwnerID: "town", DueOn: "2023-08-01"})
			return err
		})
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		names := map[string]bool{}
		testkit.View(t, db, access.ReadTasks, func(tx *store.Tx) error {
			for _, id := range ids {
				x, err := task.Load(tx, id)
				if err != nil {
					return err
				}
				names[x.Name()] = true
			}
			return nil
		})
		if len(names) != n || !names["8/2023"] {
			t.Errorf("%v", names)
		}
		atOnce(access.AnswerTasks, func(i int, tx *store.Tx) error {
			return task.Respond(tx, ids[0], 1, task.Answer{What: "u bë", DoneOn: "2023-07-14"})
		})
		kept := 0
		for _, err := range errs {
			if err == nil {
				kept++
			} else if !errors.Is(err, store.ErrConflict) {
				t.Error(err)
			}
		}
		if kept != 1 {
			t.Errorf("%d answers were kept", kept)
		}
	})
}
