package bench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/app"
	"tryeza/internal/code"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

// later is the moment of the small seed: the second half-year has begun and the
// first waits for its analysis.
var later = testkit.Now.AddDate(0, 2, 0)

// What the benchmarks do is done once, on a small seed: every page answers, and
// what was saved is there.
func TestBenchmarksMeasureWhatWorks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "committee.db")
	fill(t, path, tiny, later)
	s, db := serveHere(t, path, tiny, later)
	for _, p := range append(slices.Clone(pages), composed) {
		t.Run(p.name, func(t *testing.T) {
			if _, err := together(2, func(user int) (asker, error) { return s.looking(p, user) }); err != nil {
				t.Error(err)
			}
		})
	}
	for _, v := range saves {
		t.Run(v.name, func(t *testing.T) {
			if _, err := together(3, func(user int) (asker, error) { return s.typing(v, user) }); err != nil {
				t.Fatal(err)
			}
			f, err := s.open(s.rooms[0].base()+v.path(s.rooms[0], 0), s.rooms[0].secretary())
			if err != nil || !strings.Contains(f.fields.Get(v.field), "radha 2 ") {
				t.Errorf("the last text saved is not there: %q (%v)", f.fields.Get(v.field), err)
			}
		})
	}
	for i, verb := range []string{"task.answer", "programme.keep", "meeting.record"} {
		t.Run(turns[i].name, func(t *testing.T) {
			if _, err := together(3, func(user int) (asker, error) { return s.taking(turns[i], user) }); err != nil {
				t.Fatal(err)
			}
			if n := column(t, db, `SELECT COUNT(*) FROM audit_event WHERE verb = ? AND actor <> 'operator'`, verb)[0]; n != "48" {
				t.Errorf("%s events of %s, want one for each of 48", n, verb)
			}
		})
	}
	if n := column(t, db, `SELECT COUNT(*) FROM audit_event WHERE verb = 'reporting.fill' AND actor <> 'operator'`)[0]; n != "144" {
		t.Errorf("%s events of saving, want one for each of 144 saves", n)
	}
}

// A day of everybody, without its pauses.
func TestDayHasEverything(t *testing.T) {
	path := filepath.Join(t.TempDir(), "committee.db")
	fill(t, path, tiny, later)
	s, _ := serveHere(t, path, tiny, later)
	list, err := together(16, func(user int) (asker, error) {
		a, err := s.day(user)
		a.pause = atOnce
		return a, err
	})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, a := range list {
		kinds[a.what]++
	}
	want := []string{composed.name, turns[0].name, turns[1].name, turns[2].name, saves[0].name, saves[1].name, saves[2].name}
	for _, p := range pages {
		want = append(want, p.name)
	}
	for _, what := range want {
		if kinds[what] == 0 {
			t.Errorf("no %s among %v", what, kinds)
		}
	}
	verify(t, path)
}

// The seed is one the program could have written: its trail is whole, nothing is
// asked that a round does not ask already, and its analysis has what was told.
func TestSeedIsTrueToTheProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "committee.db")
	fill(t, path, tiny, later)
	s, _ := serveHere(t, path, tiny, later)
	db := openRoom(t, path, later)
	if faults, n, err := db.Verify(context.Background()); err != nil || len(faults) > 0 || n < 200 {
		t.Errorf("trail of %d events: %v %v", n, faults, err)
	}
	for _, tt := range []struct {
		path      string
		has, lack string
	}{
		{"/reporting/round/" + s.rooms[0].open, "Bashkia 2", "/refresh"},
		{"/analysis/" + s.rooms[0].drafted, "K01", "nuk ka dorëzuar asnjë"},
		{"/plan/" + s.rooms[0].plan, "1.20", "Projekt</strong>"},
	} {
		body, err := s.get(s.rooms[0].base()+tt.path, s.rooms[0].secretary())
		if err != nil || !strings.Contains(string(body), tt.has) || strings.Contains(string(body), tt.lack) {
			t.Errorf("%s: want %q and not %q (%v)", tt.path, tt.has, tt.lack, err)
		}
	}
}

// What came of the seeded meetings and returns is what the program itself makes of
// them: doing it again changes nothing, and nobody is told a thing twice.
func TestSeedHasWhatComesOfIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "committee.db")
	fill(t, path, tiny, later)
	db, raw := openRoom(t, path, later), openRaw(t, path)
	k := look(t, raw, code.Qarqe[0], later)
	change := func(p access.Permission, f func(tx *store.Tx) error) {
		t.Helper()
		if err := db.Change(context.Background(), grant(k.qark, p), store.Subject{}, f); err != nil {
			t.Error(err)
		}
	}
	count := func(what string) string { return column(t, raw, "SELECT COUNT(*) FROM "+what)[0] }
	same := func(what string, f func()) {
		t.Helper()
		before := count(what)
		if f(); count(what) != before || before == "0" {
			t.Errorf("%s %s became %s", before, what, count(what))
		}
	}
	arrive := func() {
		for _, id := range column(t, raw, `SELECT id FROM reporting_return WHERE committee_id = ? AND state = 'accepted'`, k.qark.Slug) {
			change(access.JudgeReturn, func(tx *store.Tx) error { return app.Arrived(tx, id) })
		}
	}
	same("issue_event", arrive)
	same("task", arrive)
	refresh := func() {
		change(access.RecordMeetings, func(tx *store.Tx) error { return meeting.Refresh(tx, k.planned) })
	}
	refresh()
	same("meeting_about", refresh)
	same("task_event", func() {
		change(access.ConveneMeetings, func(tx *store.Tx) error { return task.Scheduled(tx, k.planned, "committee", k.plannedOn) })
	})
	db.Now = func() time.Time { return noon(later.AddDate(0, 0, -1)) }
	same("notify_day", func() { remind(t, db) })
	db.Now = func() time.Time { return noon(later) }
	same("task WHERE escalated = 0", func() { remind(t, db) })
	today, yesterday := text.DayOf(later), text.DayOf(later.AddDate(0, 0, -1))
	if n := count("notify_day WHERE day = '" + today + "'"); n != fmt.Sprint(tiny.committees) {
		t.Errorf("%s committees were reminded", n)
	}
	if n := count(fmt.Sprintf("notify_duty WHERE told_on = '%s' AND substr(subject, -10) < '%s'", today, yesterday)); n != "0" {
		t.Errorf("%s things told this morning were told before", n)
	}
}

func remind(t *testing.T, db *store.DB) {
	t.Helper()
	if err := mornings(db).RemindAll(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestRecipeKnowsWhatItIsMadeOf(t *testing.T) {
	half := recipe(t, full, later)
	if recipe(t, full, later.AddDate(0, 0, 1)) != half {
		t.Error("another day of the same half-year is another seed")
	}
	if recipe(t, tiny, later) == half || recipe(t, full, later.AddDate(0, 6, 0)) == half {
		t.Error("another size, or half-year, is the same seed")
	}
}

func TestTogetherTimesEveryAnswer(t *testing.T) {
	var mu sync.Mutex
	seen := map[[2]int]bool{}
	list, err := together(4, func(user int) (asker, error) {
		return asker{func(i int) (string, error) {
			mu.Lock()
			defer mu.Unlock()
			seen[[2]int{user, i}] = true
			return "page", nil
		}, atOnce, nil}, nil
	})
	if err != nil || len(list) != 4*users || len(seen) != 4*users || list[0].what != "page" {
		t.Errorf("%d times of %d different requests (%v)", len(list), len(seen), err)
	}
	failed := errors.New("no answer")
	_, err = together(1, func(user int) (asker, error) {
		return asker{func(int) (string, error) { return "", failed }, atOnce, nil}, nil
	})
	if !errors.Is(err, failed) {
		t.Errorf("a request that failed gives %v", err)
	}
}
