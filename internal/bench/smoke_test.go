package bench

import (
	"context"
	"errors"
	"path/filepath"
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
	for _, p := range append(pages, composed) {
		t.Run(p.name, func(t *testing.T) {
			if _, err := together(2, func(user int) (func(int) error, error) {
				return func(i int) error { _, err := s.page(p, user, i); return err }, nil
			}); err != nil {
				t.Error(err)
			}
		})
	}
	for _, v := range saves {
		t.Run(v.name, func(t *testing.T) {
			if _, err := together(3, func(user int) (func(int) error, error) { return s.typing(v, user) }); err != nil {
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
	took, err := together(4, func(user int) (func(int) error, error) {
		return func(i int) error {
			mu.Lock()
			defer mu.Unlock()
			seen[[2]int{user, i}] = true
			return nil
		}, nil
	})
	if err != nil || len(took) != 4*users || len(seen) != 4*users {
		t.Errorf("%d times of %d different requests (%v)", len(took), len(seen), err)
	}
	failed := errors.New("no answer")
	if _, err := together(1, func(int) (func(int) error, error) { return func(int) error { return failed }, nil }); !errors.Is(err, failed) {
		t.Errorf("a request that failed gives %v", err)
	}
}
