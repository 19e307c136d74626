package seal

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"pgregory.net/rapid"
)

// A key opens what it wrapped, and only under the same id; no other key and no
// root does.
func TestKeyWrapsKeys(t *testing.T) {
	month, twin, next := newKey("m", bytes.Repeat([]byte{1}, 32)), newKey("m", bytes.Repeat([]byte{2}, 32)), newKey("n", bytes.Repeat([]byte{1}, 32))
	longer := newKey("m2", bytes.Repeat([]byte{1}, 32))
	again := newKey("m", bytes.Repeat([]byte{1}, 32))
	child := NewKey("child")
	wrapped := wrapFor(t, child, month.Root())
	for _, tt := range []struct {
		name, id string
		root     Root
		want     error
	}{
		{"the same", "child", month.Root(), nil}, {"opened again", "child", again.Root(), nil},
		{"another with its id", "child", twin.Root(), ErrWrongRoot}, {"its bytes under another id", "child", next.Root(), ErrWrongRoot},
		{"its bytes under a longer id", "child", longer.Root(), ErrWrongRoot},
		{"a root of its bytes", "child", NewRoot(*month.raw), ErrWrongRoot}, {"a passphrase", "child", newPassphrase(words, cheap), ErrWrongRoot},
		{"itself", "child", child.Root(), ErrWrongRoot}, {"for another child", "other", month.Root(), ErrDamaged},
	} {
		got, err := Unwrap(tt.root, tt.id, wrapped)
		if !errors.Is(err, tt.want) || err == nil && *got.raw != *child.raw {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	if _, err := Unwrap(month.Root(), "child", wrapFor(t, child, NewRoot([32]byte{1}))); !errors.Is(err, ErrWrongRoot) {
		t.Errorf("what a root wrapped: %v", err)
	}
	if name := month.Root().Name(); name != "key m" {
		t.Errorf("it is called %q", name)
	}
}

// What another library wrapped, sealed and hashed from the description of the
// formats opens here: a month under a root, a child under the month, a value of
// version 7 under the child.
func TestChainVectors(t *testing.T) {
	var v struct {
		Root, Month, Child, Plain, Sealed, Index string
		ByRoot                                   string `json:"by_root"`
		ByMonth                                  string `json:"by_month"`
		Place                                    []string
		Version                                  int64
	}
	b, err := os.ReadFile("testdata/chain.json")
	if err == nil {
		err = json.Unmarshal(b, &v)
	}
	if err != nil {
		t.Fatal(err)
	}
	month, err := Unwrap(NewRoot([32]byte(unhex(t, v.Root))), v.Month, unhex(t, v.ByRoot))
	if err != nil {
		t.Fatal(err)
	}
	child, err := Unwrap(month.Root(), v.Child, unhex(t, v.ByMonth))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := child.Open(unhex(t, v.Sealed), Place{v.Place[0], v.Place[1], v.Place[2], v.Version})
	if err != nil || string(plain) != v.Plain {
		t.Errorf("%q %v", plain, err)
	}
	if got := child.Index("personal number", []byte("A00101001A")); !bytes.Equal(got, unhex(t, v.Index)) {
		t.Errorf("the index is %x", got)
	}
}

// The chain of a child: destroying the key of its month shuts it, and putting
// the month under another root does not touch it.
func TestChain(t *testing.T) {
	old, renewed := NewRoot([32]byte{1}), NewRoot([32]byte{2})
	month, child := NewKey("month"), NewKey("child")
	kept, wrapped := wrapFor(t, month, old), wrapFor(t, child, month.Root())
	sealed := child.Seal([]byte("x"), place)
	kept, err := Rewrap("month", kept, old, renewed)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Unwrap(renewed, "month", kept)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := Unwrap(again.Root(), "child", wrapped)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := opened.Open(sealed, place); err != nil || string(got) != "x" {
		t.Errorf("%q %v", got, err)
	}
	if _, err := Unwrap(again.Root(), "child", nil); !errors.Is(err, ErrErased) {
		t.Errorf("a destroyed key: %v", err)
	}
}

// A value opens in the version it was sealed for, and what was sealed without
// one opens as before.
func TestVersions(t *testing.T) {
	k := NewKey("k")
	rapid.Check(t, func(t *rapid.T) {
		at := drawPlace(t, "at")
		other := at
		other.Version = rapid.Int64().Draw(t, "other version")
		_, err := k.Open(k.Seal([]byte("x"), at), other)
		if other == at && err != nil || other != at && !errors.Is(err, ErrWrongPlace) {
			t.Fatalf("version %d opens as %d: %v", at.Version, other.Version, err)
		}
	})
	column := Place{Table: "t", Record: "r", Column: "c", Version: 1}
	longer := Place{Table: "t", Record: "r", Column: "c1"}
	if _, err := k.Open(k.Seal([]byte("x"), column), longer); !errors.Is(err, ErrWrongPlace) {
		t.Errorf("a version is taken for a name: %v", err)
	}
}

// The index of a value is the same tomorrow, and another under another key or
// label.
func TestIndex(t *testing.T) {
	k := newKey("k", bytes.Repeat([]byte{1}, 32))
	first := k.Index("personal number", []byte("A00101001A"))
	if got := hex.EncodeToString(first); got != "00b82d3ab3644d292a37f5582e563c86" {
		t.Errorf("%s: what is kept would not be found again", got)
	}
	for name, other := range map[string][]byte{
		"another key":   newKey("k", bytes.Repeat([]byte{2}, 32)).Index("personal number", []byte("A00101001A")),
		"another label": k.Index("phone", []byte("A00101001A")), "another value": k.Index("personal number", []byte("A00101001B")),
		"cut elsewhere": k.Index("personal numberA", []byte("00101001A")), "nothing": k.Index("personal number", nil),
	} {
		if bytes.Equal(other, first) || len(other) != 16 {
			t.Errorf("%s: %x", name, other)
		}
	}
	if !bytes.Equal(first, newKey("another id", bytes.Repeat([]byte{1}, 32)).Index("personal number", []byte("A00101001A"))) {
		t.Error("the index depends on what the key is called")
	}
}
