package child_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

var otherRoot = seal.NewRoot([32]byte{'o', 't', 'h', 'e', 'r'})

// started makes a file with a name in it.
func started(t testing.TB, files child.Files, given string) string {
	t.Helper()
	id, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Name{Given: given})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// under is the same desk with another root key.
func under(files child.Files, root seal.Root) child.Files {
	files.Keys.Root = root
	return files
}

// opens says why a file does not open; nil when it does.
func opens(t testing.TB, files child.Files, id string) error {
	t.Helper()
	return files.Open(ctx, grant(t, access.Worker, access.OpenFiles), child.Ask{ID: id, Purpose: child.Care}, func(_ *store.Tx, f *child.File) error {
		if len(f.Items()) == 0 {
			t.Error("a file without items")
		}
		return nil
	})
}

// fits checks what a start with a root would say.
func fits(t testing.TB, v child.Vault, root seal.Root, want string) {
	t.Helper()
	v.Root = root
	switch _, err := v.Fit(ctx); {
	case want == "" && err != nil:
		t.Errorf("%s: %v", root.Name(), err)
	case want != "" && (!errors.Is(err, child.ErrNoFit) || !strings.Contains(err.Error(), root.Name()+" opens "+want)):
		t.Errorf("%s: %v, want that it opens %s", root.Name(), err, want)
	}
}

// Under another root every file opens as before, with that one only; a server
// that runs meanwhile goes on reading and writing, and makes no key under the
// root that was left.
func TestRewrap(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		id := started(t, files, "Shembull A")
		running := files
		var err error
		if running.Keys, err = files.Keys.Fit(ctx); err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second time there is nothing left to do
			if done, left, err := files.Keys.Rewrap(ctx, otherRoot); done != 2 || left != 0 || err != nil {
				t.Fatalf("%d %d %v", done, left, err)
			}
		}
		if err := opens(t, files, id); !errors.Is(err, seal.ErrWrongRoot) {
			t.Errorf("with the old root: %v", err)
		}
		fits(t, files.Keys, testkit.Root(), "none")
		fits(t, files.Keys, otherRoot, "")
		inAugust(r)
		later := started(t, running, "Shembull B")
		for _, id := range []string{id, later} {
			if err := errors.Join(opens(t, running, id), opens(t, under(files, otherRoot), id)); err != nil {
				t.Error(err)
			}
		}
		fits(t, files.Keys, otherRoot, "")
		if _, err := running.Keys.Month(ctx, "unit2", ""); err == nil || !strings.Contains(err.Error(), "start the server") {
			t.Errorf("a unit without any key yet: %v", err)
		}
	})
}

// inAugust is a month after all tests, when units need a new key.
func inAugust(r testkit.Rooms) {
	r.Casework.Now = func() time.Time { return testkit.Now.AddDate(0, 1, 0) }
	r.Keys.Now = r.Casework.Now
}

// fails is a root of which nothing more can be had after some steps.
type fails struct {
	seal.Root
	left *int
}

var errStopped = errors.New("stopped")

func (f fails) Wrap(key, ad []byte) ([]byte, error) {
	if *f.left--; *f.left < 0 {
		return nil, errStopped
	}
	return f.Root.Wrap(key, ad)
}

// A rotation that fails at any key has changed none.
func TestRewrapIsAllOrNothing(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		id := started(t, files, "Shembull A")
		for n := range 2 {
			if _, _, err := files.Keys.Rewrap(ctx, fails{otherRoot, &n}); !errors.Is(err, errStopped) {
				t.Errorf("%v", err)
			}
			fits(t, files.Keys, testkit.Root(), "")
			fits(t, files.Keys, otherRoot, "none")
		}
		if err := opens(t, files, id); err != nil {
			t.Error(err)
		}
	})
}

// Keys under two roots are refused by each, and put together by both.
func TestKeysUnderTwoRoots(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		first := started(t, files, "Shembull A")
		half(t, r)
		fits(t, files.Keys, testkit.Root(), "only some")
		fits(t, files.Keys, otherRoot, "only some")
		third := seal.NewRoot([32]byte{3})
		if done, left, err := files.Keys.Rewrap(ctx, third); done != 1 || left != 1 || err != nil {
			t.Errorf("%d %d %v", done, left, err)
		}
		if done, left, err := under(files, otherRoot).Keys.Rewrap(ctx, third); done != 2 || left != 0 || err != nil {
			t.Errorf("%d %d %v", done, left, err)
		}
		if err := opens(t, under(files, third), first); err != nil {
			t.Error(err)
		}
	})
}

// half puts one of the two keys of a unit under otherRoot, past the program.
func half(t testing.TB, r testkit.Rooms) {
	t.Helper()
	raw, id, kept := r.Raw(t, store.KeyRoom), "", []byte(nil)
	err := raw.QueryRow(`SELECT id, wrapped FROM child_key WHERE month = 'index'`).Scan(&id, &kept)
	if err == nil {
		kept, err = seal.Rewrap(id, kept, testkit.Root(), otherRoot)
	}
	if err == nil {
		_, err = raw.Exec(`UPDATE child_key SET wrapped = $1, root = $2 WHERE id = $3`, kept, otherRoot.Name(), id)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// What a lost root opened is given up for good: said before, gone from the
// files, not in the trail, and not back when the root is found again.
func TestGiveUp(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		id, other := started(t, files, "Shembull A"), started(t, files, "Shembull B")
		loss := func(root seal.Root, keys, lost int) {
			t.Helper()
			if k, n, err := under(files, root).Keys.Loss(ctx); k != keys || n != lost || err != nil {
				t.Errorf("%s would lose %d keys and %d files: %v", root.Name(), k, n, err)
			}
		}
		loss(testkit.Root(), 0, 0)
		loss(otherRoot, 2, 2)
		kept := wrappedKeys(t, r)
		if n, err := under(files, otherRoot).Keys.GiveUp(ctx); n != 2 || err != nil {
			t.Fatalf("%d %v", n, err)
		}
		for _, id := range []string{id, other} {
			if err := opens(t, files, id); !errors.Is(err, seal.ErrErased) {
				t.Errorf("the root is found again: %v", err)
			}
		}
		loss(otherRoot, 0, 0)
		fits(t, files.Keys, testkit.Root(), "")
		if n := len(wrappedKeys(t, r)); n != 0 {
			t.Errorf("%d keys are left", n)
		}
		if len(kept) != 4 { // of the month, of the index, of two children
			t.Errorf("there were %d keys", len(kept))
		}
		nowhere(t, r, kept)
		if err := opens(t, under(files, otherRoot), started(t, under(files, otherRoot), "Shembull C")); err != nil {
			t.Errorf("a new file under the new root: %v", err)
		}
	})
}

// wrappedKeys are all keys that were not destroyed, as they lie in the database.
func wrappedKeys(t testing.TB, r testkit.Rooms) (list [][]byte) {
	t.Helper()
	rows, err := r.Raw(t, store.KeyRoom).Query(`SELECT wrapped FROM child_key WHERE length(wrapped) > 0`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			t.Fatal(err)
		}
		list = append(list, b)
	}
	return list
}

// nowhere checks that no file of the room of the keys holds any of these bytes.
func nowhere(t testing.TB, r testkit.Rooms, parts [][]byte) {
	t.Helper()
	if r.Keys.Dialect() != "sqlite" {
		return // its files are the server's
	}
	for _, name := range []string{"", "-wal"} {
		b, err := os.ReadFile(r.URL[store.KeyRoom] + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range parts {
			if bytes.Contains(b, part) {
				t.Errorf("keys.db%s still holds a key", name)
			}
		}
	}
}
