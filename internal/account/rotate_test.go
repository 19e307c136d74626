package account

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

const (
	killURL = "TRYEZA_KILL_URL"
	killAt  = "TRYEZA_KILL_AT"
)

// TestMain lets the test binary be the process that is killed while it rotates.
func TestMain(m *testing.M) {
	if url := os.Getenv(killURL); url != "" {
		n, _ := strconv.Atoi(os.Getenv(killAt))
		rotateUntilKilled(url, n)
	}
	os.Exit(m.Run())
}

// deadly is a root that kills its process at the nth thing asked of it.
type deadly struct {
	seal.Root
	left *int
}

func (d deadly) step() {
	if *d.left--; *d.left < 0 {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}

func (d deadly) Wrap(key, ad []byte) ([]byte, error) {
	d.step()
	return d.Root.Wrap(key, ad)
}

func (d deadly) Unwrap(wrapped, ad []byte) ([]byte, error) {
	d.step()
	return d.Root.Unwrap(wrapped, ad)
}

func rotateUntilKilled(url string, n int) {
	db, err := store.Open(context.Background(), store.CommitteeRoom, url)
	if err == nil {
		_, _, err = Rewrap(context.Background(), db, deadly{testkit.Root(), &n}, deadly{otherRoot, &n})
	}
	if err != nil {
		os.Stderr.WriteString(err.Error())
		os.Exit(1)
	}
	syscall.Kill(os.Getpid(), syscall.SIGKILL) // after the last step
	select {}
}

// Killed at any step, rotation leaves every key under exactly one of the two
// roots, and the same one; what is sealed opens with it, and rotating again ends it.
func TestRotationKilled(t *testing.T) {
	for name, url := range testkit.URLs(t) {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, testkit.Open(t, store.CommitteeRoom, url))
			p := h.person("a@example.al")
			h.addKeys(testkit.Root(), 2)
			const steps = 3 * 5 // three keys; for each: does it open already, unwrap, unwrap, wrap, look
			for n := range steps + 1 {
				killed(t, url, n)
				root := testkit.Root()
				if n == steps {
					root = otherRoot
				}
				h.opensWith(p, root)
			}
			if done, left, err := Rewrap(context.Background(), h.db, testkit.Root(), otherRoot); done != 3 || left != 0 || err != nil {
				t.Errorf("again: %d %d %v", done, left, err)
			}
			h.opensWith(p, otherRoot)
		})
	}
}

func killed(t *testing.T, url string, n int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killURL+"="+url, killAt+"="+strconv.Itoa(n))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("step %d: not killed: %v %s", n, err, out)
	}
}

// addKeys puts more keys of a root beside the first.
func (h *house) addKeys(root seal.Root, n int) {
	h.t.Helper()
	h.change(func(tx *store.Tx) error {
		for range n {
			if err := putNewKey(tx, &seal.Ring{}, root); err != nil {
				return err
			}
		}
		return nil
	})
}

// opensWith checks that root, and not the other of the two, opens every key.
func (h *house) opensWith(p Person, root seal.Root) {
	h.t.Helper()
	list := h.kept()
	for _, k := range list {
		for _, r := range []seal.Root{testkit.Root(), otherRoot} {
			_, err := seal.Unwrap(r, k.id, k.wrapped)
			if (err == nil) != (r.Name() == root.Name()) || k.root != root.Name() {
				h.t.Errorf("key %s, said to be under %s, opened with %s: %v", k.id, k.root, r.Name(), err)
			}
		}
	}
	h.unlock(root)
	if got, err := h.s.secretOf(p.ID, inUse, h.stored(p.ID).secret); err != nil || got != p.secret {
		h.t.Errorf("a second factor does not open with %s: %v", root.Name(), err)
	}
	if len(h.kept()) != len(list) {
		h.t.Error("a start made another key")
	}
}

func (h *house) kept() (list []keptKey) {
	h.t.Helper()
	h.change(func(tx *store.Tx) (err error) {
		list, err = store.All(tx, keptKeys, (*keptKey).fields)
		return err
	})
	return list
}

// After a rotation no file holds what the old root opens.
func TestRotationLeavesNoTrace(t *testing.T) {
	file := testkit.URLs(t)["sqlite"]
	h := newHouse(t, testkit.Open(t, store.CommitteeRoom, file))
	old := h.kept()[0].wrapped
	holding := func() (list []string) {
		for name, content := range filesOf(t, file) {
			if bytes.Contains(content, old) {
				list = append(list, name)
			}
		}
		return list
	}
	if len(holding()) == 0 {
		t.Error("the search finds nothing")
	}
	if _, _, err := Rewrap(context.Background(), h.db, testkit.Root(), otherRoot); err != nil {
		t.Fatal(err)
	}
	if in := holding(); len(in) > 0 {
		t.Errorf("still in %v", in)
	}
}

// A key that neither root opens stays as it is, and is told.
func TestRotationLeavesWhatItCannotOpen(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		lost := h.kept()[0]
		h.addKeys(otherRoot, 1)
		third := seal.NewRoot([32]byte{3})
		if done, left, err := Rewrap(context.Background(), db, otherRoot, third); done != 1 || left != 1 || err != nil {
			t.Errorf("%d %d %v", done, left, err)
		}
		for _, k := range h.kept() {
			if same := bytes.Equal(k.wrapped, lost.wrapped); same != (k.id == lost.id) {
				t.Errorf("%s: the same is %v", k.id, same)
			}
		}
	})
}

var loseKeys = store.WriteSystem(`DELETE FROM account_key WHERE id = $1`)

// When even the wrapped key is gone, what it sealed is left as it is, and shut.
func TestKeyRowGone(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	p := h.person("a@example.al")
	before := h.stored(p.ID)
	id := h.kept()[0].id
	h.change(func(tx *store.Tx) error { _, err := tx.Exec(loseKeys, id); return err })
	h.unlock(testkit.Root())
	if after := h.stored(p.ID); after != before {
		t.Error("sealed a second time")
	}
	if _, err := h.s.secretOf(p.ID, inUse, before.secret); !errors.Is(err, seal.ErrWrongRoot) {
		t.Errorf("%v", err)
	}
}

// What a destroyed key sealed does not open with any root; and no trace of a
// wrapped key is in the trail, which would bring it back.
func TestDestroyedKey(t *testing.T) {
	file := testkit.URLs(t)["sqlite"]
	h := newHouse(t, testkit.Open(t, store.CommitteeRoom, file))
	p := h.person("a@example.al")
	if _, _, err := Rewrap(context.Background(), h.db, testkit.Root(), testkit.Root()); err != nil {
		t.Fatal(err)
	}
	k := h.kept()[0]
	h.replace(otherRoot, 1)
	if _, err := h.s.secretOf(p.ID, inUse, h.stored(p.ID).secret); !errors.Is(err, seal.ErrErased) {
		t.Errorf("%v", err)
	}
	trail := trailOf(t, file)
	for _, form := range []string{base64.StdEncoding.EncodeToString(k.wrapped), string(k.wrapped)} {
		if strings.Contains(trail, form) {
			t.Error("the trail holds a wrapped key")
		}
	}
	if !strings.Contains(trail, `operatorreplaced[{"verb":"exec","table":"account_key","args":["`+k.id) {
		t.Errorf("the trail does not tell that the key was destroyed: %s", trail)
	}
	for name, content := range filesOf(t, file) {
		if bytes.Contains(content, k.wrapped) {
			t.Errorf("the wrapped key is still in %s", name)
		}
	}
}
