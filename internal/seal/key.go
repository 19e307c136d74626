package seal

import (
	"crypto/cipher"
	"crypto/sha256"
	"fmt"
	"strconv"
)

// A Key is a data key: values are sealed with it. Its id is no secret and is
// bound to all it seals.
type Key struct {
	secret
	id   string
	raw  *[keyBytes]byte
	aead cipher.AEAD
}

const longestID = 64 // bytes

func newKey(id string, raw []byte) *Key {
	if id == "" || len(id) > longestID {
		panic("seal: a key needs an id of at most 64 bytes")
	}
	return &Key{id: id, raw: (*[keyBytes]byte)(raw), aead: aead(raw)}
}

// NewKey is a new random key. Nothing sealed with it survives the program
// unless its Wrap is kept.
func NewKey(id string) *Key { return newKey(id, random(make([]byte, keyBytes))) }

// ID is how the key is found again.
func (k *Key) ID() string { return k.id }

// Wrap is the key as it is kept: only root opens it, and only under this id.
func (k *Key) Wrap(root Root) ([]byte, error) {
	return root.Wrap(k.raw[:], framed("tryeza data key", k.id))
}

// Unwrap opens a kept key. Nothing kept means that it was destroyed: ErrErased.
func Unwrap(root Root, id string, wrapped []byte) (*Key, error) {
	if len(wrapped) == 0 {
		return nil, fmt.Errorf("key %s: %w", id, ErrErased)
	}
	raw, err := root.Unwrap(wrapped, framed("tryeza data key", id))
	if err != nil {
		return nil, fmt.Errorf("key %s: %w", id, err)
	}
	return newKey(id, raw), nil
}

// Rewrap is a kept key as another root keeps it. What the key sealed stays as
// it is.
func Rewrap(id string, wrapped []byte, from, to Root) ([]byte, error) {
	k, err := Unwrap(from, id, wrapped)
	if err != nil {
		return nil, err
	}
	return k.Wrap(to)
}

// A sealed value is: format, length of the key's id, the id, eight bytes that
// say for which place, and the nonce, ciphertext and tag of AES-256-GCM.
const placeBytes = 8

// bound is what a sealed value is tied to besides its key.
func (k *Key) bound(p Place) []byte {
	parts := []string{"tryeza sealed value 1", k.id, p.Table, p.Record, p.Column}
	if p.Version != 0 {
		parts = append(parts, strconv.FormatInt(p.Version, 10))
	}
	return framed(parts...)
}

func (k *Key) head(bound []byte) []byte {
	head := append([]byte{format, byte(len(k.id))}, k.id...)
	sum := sha256.Sum256(bound)
	return append(head, sum[:placeBytes]...)
}

// Seal locks a value to its place. Two equal values look different.
func (k *Key) Seal(plain []byte, p Place) []byte {
	bound := k.bound(p)
	return k.aead.Seal(k.head(bound), nil, padded(plain), bound)
}

// Open is the value that Seal was given for this place. It fails with
// ErrWrongKey, ErrWrongPlace or ErrDamaged.
func (k *Key) Open(sealed []byte, p Place) ([]byte, error) {
	id, err := KeyOf(sealed)
	if err != nil {
		return nil, err
	}
	if id != k.id {
		return nil, ErrWrongKey
	}
	bound := k.bound(p)
	head := k.head(bound)
	if len(sealed) < len(head) {
		return nil, ErrDamaged
	}
	if string(sealed[:len(head)]) != string(head) {
		return nil, ErrWrongPlace
	}
	plain, err := k.aead.Open(nil, nil, sealed[len(head):], bound)
	if err != nil {
		return nil, ErrDamaged
	}
	return unpadded(plain)
}

// KeyOf is the id of the key that something was sealed with.
func KeyOf(sealed []byte) (string, error) {
	if len(sealed) < 2 || sealed[0] != format {
		return "", ErrDamaged
	}
	n := int(sealed[1])
	if n == 0 || n > len(sealed)-2 {
		return "", ErrDamaged
	}
	return string(sealed[2 : 2+n]), nil
}
