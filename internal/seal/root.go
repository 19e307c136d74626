package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
)

// A Root wraps data keys. It may live in a file, in somebody's memory, or in a
// hardware module behind this interface: nothing else asks for the root key.
type Root interface {
	// Name tells roots apart for people; it is no secret.
	Name() string
	// Wrap seals a data key. Unwrap needs the same ad, and fails with
	// ErrWrongRoot or ErrDamaged.
	Wrap(key, ad []byte) ([]byte, error)
	Unwrap(wrapped, ad []byte) ([]byte, error)
}

const keyBytes = 32 // AES-256

// fingerprintBytes is how much of a hash of the root key stands before what it
// wrapped, to tell another key from damage.
const fingerprintBytes = 8

// The kinds of root; the second byte of a wrapped key.
const (
	byFile       = 1
	byPassphrase = 2
	byKey        = 3
)

// fileRoot is a root of 32 random bytes.
type fileRoot struct {
	secret
	key *[keyBytes]byte
}

// NewRoot is a root with this key, which must be random.
func NewRoot(key [keyBytes]byte) Root { return &fileRoot{key: &key} }

// Name implements Root: "key:" and eight bytes of a hash.
func (r *fileRoot) Name() string { return "key:" + hex.EncodeToString(fingerprint(r.key[:])) }

// Wrap implements Root.
func (r *fileRoot) Wrap(key, ad []byte) ([]byte, error) {
	return newWrapper(r.key[:]).wrap([]byte{format, byFile}, key, ad), nil
}

// Unwrap implements Root.
func (r *fileRoot) Unwrap(wrapped, ad []byte) ([]byte, error) {
	if err := kindOf(wrapped, byFile); err != nil {
		return nil, err
	}
	return newWrapper(r.key[:]).unwrap(wrapped, 2, ad)
}

// kindOf refuses what another kind of root wrapped.
func kindOf(wrapped []byte, kind byte) error {
	switch {
	case len(wrapped) < 2 || wrapped[0] != format || wrapped[1] < byFile || wrapped[1] > byKey:
		return ErrDamaged
	case wrapped[1] != kind:
		return ErrWrongRoot
	}
	return nil
}

func fingerprint(key []byte) []byte {
	sum := sha256.Sum256(append(framed("tryeza root key"), key...))
	return sum[:fingerprintBytes]
}

// A wrapper is a root key ready to wrap: many keys may be opened with one.
type wrapper struct {
	secret
	print []byte // fingerprint of the root key
	aead  cipher.AEAD
}

func newWrapper(root []byte) *wrapper { return &wrapper{print: fingerprint(root), aead: aead(root)} }

// wrap puts the fingerprint of the root key after head, and the sealed key
// after that. All that stands before the sealed key is bound to it.
func (w *wrapper) wrap(head, key, ad []byte) []byte {
	head = append(head, w.print...)
	return w.aead.Seal(head, nil, key, framed("tryeza wrapped key", string(head), string(ad)))
}

// unwrap opens what wrap made with a head of n bytes.
func (w *wrapper) unwrap(wrapped []byte, n int, ad []byte) ([]byte, error) {
	if len(wrapped) < n+fingerprintBytes {
		return nil, ErrDamaged
	}
	head, sealed := wrapped[:n+fingerprintBytes], wrapped[n+fingerprintBytes:]
	if string(head[n:]) != string(w.print) {
		return nil, ErrWrongRoot
	}
	key, err := w.aead.Open(nil, nil, sealed, framed("tryeza wrapped key", string(head), string(ad)))
	if err != nil || len(key) != keyBytes {
		return nil, ErrDamaged
	}
	return key, nil
}

// aead is AES-256-GCM that draws its nonce itself, 12 random bytes put before
// what it seals.
func aead(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic("seal: a key of the wrong length")
	}
	a, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic("seal: no GCM: " + err.Error())
	}
	return a
}

// random fills b. Keys, salts and nonces are the one randomness that is not
// injected: a test or a sample that repeats its identifiers must not repeat them.
func random(b []byte) []byte {
	rand.Read(b) // never fails; the program ends instead
	return b
}
