package seal

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
)

// A keyRoot wraps keys with a data key: the keys of children, say, with the key
// of their unit and month. Destroying the one then shuts all of the others.
type keyRoot struct {
	secret
	key  *Key
	with *wrapper // of another key than the key itself, which seals values
}

// Root is the key as one that wraps others. What it wrapped names it, so that
// another key is told apart from damage: ErrWrongRoot.
func (k *Key) Root() Root {
	return &keyRoot{key: k, with: newWrapper(k.derived("wraps keys"))}
}

// Name implements Root: "key" and the id.
func (r *keyRoot) Name() string { return "key " + r.key.id }

// head says what wrapped, and by what id.
func (r *keyRoot) head() []byte {
	return append([]byte{format, byKey, byte(len(r.key.id))}, r.key.id...)
}

// Wrap implements Root.
func (r *keyRoot) Wrap(key, ad []byte) ([]byte, error) { return r.with.wrap(r.head(), key, ad), nil }

// Unwrap implements Root.
func (r *keyRoot) Unwrap(wrapped, ad []byte) ([]byte, error) {
	if err := kindOf(wrapped, byKey); err != nil {
		return nil, err
	}
	if len(wrapped) < 3 || len(wrapped) < 3+int(wrapped[2]) {
		return nil, ErrDamaged
	}
	head := r.head()
	if string(wrapped[:3+int(wrapped[2])]) != string(head) {
		return nil, ErrWrongRoot
	}
	return r.with.unwrap(wrapped, len(head), ad)
}

// derived is a key for one use, from which the key itself is not found again.
func (k *Key) derived(use string) []byte {
	raw, err := hkdf.Key(sha256.New, k.raw[:], nil, "tryeza "+use, keyBytes)
	if err != nil {
		panic("seal: no key was derived: " + err.Error()) // only for too long a key
	}
	return raw
}

const indexBytes = 16

// Index is what equal values are found by without being opened: the same 16
// bytes for the same value under the same key and label, and nothing that could
// be guessed at without the key. It shows that two values are equal, so it is
// for values of which that tells little, such as a personal number.
func (k *Key) Index(label string, value []byte) []byte {
	mac := hmac.New(sha256.New, k.derived(string(framed("index", label))))
	mac.Write(value)
	return mac.Sum(nil)[:indexBytes]
}
