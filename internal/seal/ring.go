package seal

import "errors"

// A Ring is the data keys at hand: the newest seals, each opens what it sealed.
// It is filled before its first use and not changed afterwards. A nil Ring has
// no keys.
type Ring struct {
	secret
	keys   map[string]*Key
	erased map[string]bool
	newest *Key
}

// Add opens a kept key with root and puts it on the ring. When it does not
// open, the ring remembers why, and is otherwise as it was.
func (r *Ring) Add(root Root, id string, wrapped []byte) error {
	k, err := Unwrap(root, id, wrapped)
	if errors.Is(err, ErrErased) {
		if r.erased == nil {
			r.erased = map[string]bool{}
		}
		r.erased[id] = true
	}
	if err == nil {
		r.Put(k)
	}
	return err
}

// Put puts a key on the ring; it seals from now on.
func (r *Ring) Put(k *Key) {
	if r.keys == nil {
		r.keys = map[string]*Key{}
	}
	r.keys[k.id], r.newest = k, k
}

// Seals reports whether there is a key to seal with.
func (r *Ring) Seals() bool { return r != nil && r.newest != nil }

// Seal locks a value with the newest key. Without one it fails with ErrWrongRoot.
func (r *Ring) Seal(plain []byte, p Place) ([]byte, error) {
	if !r.Seals() {
		return nil, ErrWrongRoot
	}
	return r.newest.Seal(plain, p), nil
}

// Open opens a value with the key it was sealed with. It fails with ErrErased
// when that key was destroyed, with ErrWrongRoot when it is not on the ring, or
// as Key.Open does.
func (r *Ring) Open(sealed []byte, p Place) ([]byte, error) {
	id, err := KeyOf(sealed)
	switch {
	case err != nil:
		return nil, err
	case r == nil:
		return nil, ErrWrongRoot
	case r.erased[id]:
		return nil, ErrErased
	case r.keys[id] == nil:
		return nil, ErrWrongRoot
	}
	return r.keys[id].Open(sealed, p)
}

// Reseal is the same value sealed with the newest key.
func (r *Ring) Reseal(sealed []byte, p Place) ([]byte, error) {
	plain, err := r.Open(sealed, p)
	if err != nil {
		return nil, err
	}
	return r.Seal(plain, p)
}
