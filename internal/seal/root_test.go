package seal

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const words = "kalë mbi urë e pesë qershi"

// cheap is a cost for tests.
var cheap = cost{passes: 1, memoryKiB: 64, threads: 1}

func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "root.key")
	made, err := NewKeyFile(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode() != 0o600 || info.Size() != 32 {
		t.Fatalf("%v %v", info, err)
	}
	read, err := FromKeyFile(path)
	if err != nil || read.Name() != made.Name() {
		t.Fatalf("%v %v", read, err)
	}
	if _, err := Unwrap(read, "k", wrapFor(t, NewKey("k"), made)); err != nil {
		t.Error(err)
	}
	if _, err := NewKeyFile(path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("written over: %v", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left beside it: %v", left)
	}
	other, err := NewKeyFile(path + "2")
	if err != nil || other.Name() == made.Name() {
		t.Errorf("two files, one key: %v", err)
	}
}

func TestKeyFileRefused(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, n int, mode fs.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, make([]byte, n), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for path, want := range map[string]string{
		write("group", 32, 0o640):     "others may read",
		write("world", 32, 0o604):     "others may read",
		write("short", 31, 0o600):     "is not a key file",
		write("long", 33, 0o600):      "is not a key file",
		dir:                           "is not a key file",
		filepath.Join(dir, "nothing"): "no such file",
	} {
		if _, err := FromKeyFile(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", filepath.Base(path), err, want)
		}
	}
	if _, err := FromKeyFile(write("own", 32, 0o400)); err != nil {
		t.Error(err)
	}
}

// A root opens what it wrapped, for its id, and nothing else.
func TestRoots(t *testing.T) {
	a, b := NewRoot([32]byte{1}), NewRoot([32]byte{2})
	p, q := newPassphrase(words, cheap), newPassphrase(words+".", cheap)
	again := newPassphrase(words, cost{passes: 2, memoryKiB: 32, threads: 2}) // salt and cost are taken from what is kept
	for _, tt := range []struct {
		name     string
		from, to Root
		want     error
	}{
		{"the same", a, a, nil}, {"another", a, b, ErrWrongRoot}, {"a passphrase", a, p, ErrWrongRoot},
		{"the same words", p, p, nil}, {"typed again", p, again, nil}, {"other words", p, q, ErrWrongRoot}, {"a file", p, a, ErrWrongRoot},
	} {
		k := NewKey("k")
		wrapped := wrapFor(t, k, tt.from)
		got, err := Unwrap(tt.to, "k", wrapped)
		if !errors.Is(err, tt.want) || err == nil && *got.raw != *k.raw {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
		if _, err := Unwrap(tt.from, "j", wrapped); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: under another id: %v", tt.name, err)
		}
	}
}

// What opened with a passphrase sets the salt of what is wrapped next, so that
// a start computes one key.
func TestPassphraseKeepsItsSalt(t *testing.T) {
	first, second := newPassphrase(words, cheap), newPassphrase(words, cheap)
	kept := wrapFor(t, NewKey("a"), first)
	if _, err := Unwrap(second, "a", kept); err != nil {
		t.Fatal(err)
	}
	if next := wrapFor(t, NewKey("b"), second); !bytes.Equal(next[:headBytes], kept[:headBytes]) {
		t.Error("another salt")
	}
	if len(second.keys) != 1 {
		t.Errorf("%d keys computed", len(second.keys))
	}
	if _, err := FromPassphrase("19 shenja ë ë ë ë ë"); err == nil {
		t.Error("a short passphrase is taken")
	}
	if _, err := FromPassphrase(words); err != nil {
		t.Error(err)
	}
}

func TestRewrap(t *testing.T) {
	old, renewed := NewRoot([32]byte{1}), newPassphrase(words, cheap)
	k := NewKey("k")
	sealed := k.Seal([]byte("x"), place)
	wrapped, err := Rewrap("k", wrapFor(t, k, old), old, renewed)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Unwrap(renewed, "k", wrapped)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Open(sealed, place); err != nil || string(got) != "x" {
		t.Errorf("%q %v", got, err)
	}
	if _, err := Unwrap(old, "k", wrapped); !errors.Is(err, ErrWrongRoot) {
		t.Errorf("the old root: %v", err)
	}
	if _, err := Rewrap("k", wrapped, old, renewed); !errors.Is(err, ErrWrongRoot) {
		t.Errorf("from the wrong root: %v", err)
	}
}
