package seal

import (
	"errors"
	"testing"
)

// A root that remembers opens what it opened before, under whatever root that is
// now; nothing that it never opened, nothing damaged, and nothing destroyed.
func TestRemember(t *testing.T) {
	old, renewed := NewRoot([32]byte{1}), NewRoot([32]byte{2})
	seen, unseen := NewKey("seen"), NewKey("unseen")
	root := Remember(old)
	if _, err := Unwrap(root, "seen", wrapFor(t, seen, old)); err != nil {
		t.Fatal(err)
	}
	moved := wrapFor(t, seen, renewed)
	for range 2 {
		if k, err := Unwrap(root, "seen", moved); err != nil || *k.raw != *seen.raw {
			t.Fatalf("after a rotation: %v", err)
		}
	}
	for name, tt := range map[string]struct {
		id      string
		wrapped []byte
		want    error
	}{
		"never opened": {"unseen", wrapFor(t, unseen, renewed), ErrWrongRoot}, "destroyed": {"seen", nil, ErrErased},
		"damaged": {"seen", []byte{1}, ErrDamaged}, "under another id": {"other", moved, ErrWrongRoot},
	} {
		if _, err := Unwrap(root, tt.id, tt.wrapped); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if root.Name() != old.Name() {
		t.Error("it is called otherwise")
	}
	if k, err := Unwrap(old, "unseen", wrapFor(t, unseen, root)); err != nil || *k.raw != *unseen.raw {
		t.Errorf("what it wraps: %v", err)
	}
	if _, err := Unwrap(root, "unseen", wrapFor(t, unseen, renewed)); err != nil {
		t.Errorf("what it wrapped, after a rotation: %v", err)
	}
}
