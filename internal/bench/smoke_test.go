package bench

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"tryeza/internal/testkit"
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
	if n := column(t, db, `SELECT COUNT(*) FROM audit_event WHERE verb = 'reporting.fill' AND actor <> 'operator'`)[0]; n != "144" {
		t.Errorf("%s events of saving, want one for each of 144 saves", n)
	}
}

// A day of everybody, without its pauses.
func TestDayHasEverything(t *testing.T) {
	path := filepath.Join(t.TempDir(), "committee.db")
	fill(t, path, tiny, later)
	s, _ := serveHere(t, path, tiny, later)
	list, err := together(12, func(user int) (asker, error) {
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
	for _, what := range []string{composed.name, pages[0].name, pages[len(pages)-1].name, saves[0].name, saves[1].name, saves[2].name} {
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
		}, atOnce}, nil
	})
	if err != nil || len(list) != 4*users || len(seen) != 4*users || list[0].what != "page" {
		t.Errorf("%d times of %d different requests (%v)", len(list), len(seen), err)
	}
	failed := errors.New("no answer")
	_, err = together(1, func(user int) (asker, error) {
		return asker{func(int) (string, error) { return "", failed }, atOnce}, nil
	})
	if !errors.Is(err, failed) {
		t.Errorf("a request that failed gives %v", err)
	}
}
