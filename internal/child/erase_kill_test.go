package child_test

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// eraseUntilKilled erases files one after the other.
func eraseUntilKilled(files child.Files, ids []string) error {
	g, err := testkit.Actor(access.Operator).May(access.Retain, access.Institution(unit))
	for _, id := range ids {
		if err == nil {
			err = files.Erase(ctx, g, id, "keep_file")
		}
	}
	return err
}

// Whoever erases is killed at random points. Each file is then as it was, or
// erased, or has no key any more; the next start erases those to the end, and
// touches no other.
func TestErasureKilledAtRandomPoints(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		r.Casework.Rand, r.Keys.Rand = rand.Reader, rand.Reader
		random, between, raw := mathrand.New(mathrand.NewPCG(4, 4)), 0, r.Raw(t, store.CaseworkRoom)
		for range killPoints() {
			said, ids := map[string]string{}, []string(nil)
			for i := range 6 {
				id := closed(t, files, fmt.Sprintf("Shembull %d", i), "2018-01-31")
				said[id], ids = told(t, files, id), append(ids, id)
			}
			renewAndKill(t, r, time.Duration(random.Int64N(int64(80*time.Millisecond))), ids...)
			gone := erasedOf(t, raw, files, said)
			found, err := files.Reconcile(ctx, testkit.Actor(access.Operator))
			if err != nil || found.Older+found.Keyless+found.Renewed > 0 {
				t.Fatalf("%+v %v", found, err)
			}
			between += found.Erased
			for id := range said {
				if n := rowsIn(t, raw, id); gone[id] != (n == 0) {
					t.Errorf("%s: without a key %v, and %d rows are left", id, gone[id], n)
				}
			}
		}
		t.Logf("%d times a kill fell between the two rooms", between)
	})
}

// erasedOf checks that every file says what it said or nothing, and returns those
// that say nothing.
func erasedOf(t *testing.T, raw *sql.DB, files child.Files, said map[string]string) map[string]bool {
	t.Helper()
	gone := map[string]bool{}
	for id, want := range said {
		err := files.Open(ctx, grant(t, access.Worker, access.OpenFiles), child.Ask{ID: id, Purpose: child.Care}, func(*store.Tx, *child.File) error { return nil })
		switch {
		case err == nil:
			if got := told(t, files, id); got != want {
				t.Errorf("a file is not what it was:\n%s\nthen\n%s", want, got)
			}
		case errors.Is(err, seal.ErrErased), errors.Is(err, access.ErrDenied) && rowsIn(t, raw, id) == 0:
			gone[id] = true
		default:
			t.Errorf("%s: %v", id, err)
		}
	}
	return gone
}
