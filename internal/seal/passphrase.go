package seal

import (
	"encoding/binary"
	"errors"
	"sync"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// A cost is what one guess of a passphrase takes.
type cost struct {
	passes, memoryKiB uint32
	threads           uint8
}

// costNow is the second choice of RFC 9106 with one lane: 64 MiB, three passes.
// costMost is what is still computed for a wrapped key found in a database.
var (
	costNow  = cost{passes: 3, memoryKiB: 64 * 1024, threads: 1}
	costMost = cost{passes: 20, memoryKiB: 512 * 1024, threads: 16}
)

const (
	saltBytes = 16
	headBytes = 2 + 4 + 4 + 1 + saltBytes // format, kind, passes, memory, threads, salt
)

// shortestPassphrase is in characters. Whoever has the database guesses without limit.
const shortestPassphrase = 20

// passphraseRoot derives a key from a passphrase with argon2id. Salt and cost
// stand in what it wraps, so that it opens that wherever it is found.
type passphraseRoot struct {
	secret
	passphrase *string

	mu   sync.Mutex
	head []byte                     // of what is wrapped next: the last one that opened
	keys map[string]*[keyBytes]byte // by head
}

// FromPassphrase is a root derived from a passphrase of at least 20 characters.
func FromPassphrase(passphrase string) (Root, error) {
	if utf8.RuneCountInString(passphrase) < shortestPassphrase {
		return nil, errors.New("seal: a passphrase has at least 20 characters; six words that have nothing to do with each other do well")
	}
	return newPassphrase(passphrase, costNow), nil
}

func newPassphrase(passphrase string, c cost) *passphraseRoot {
	head := []byte{format, byPassphrase}
	head = binary.BigEndian.AppendUint32(head, c.passes)
	head = binary.BigEndian.AppendUint32(head, c.memoryKiB)
	head = append(head, c.threads)
	head = append(head, random(make([]byte, saltBytes))...)
	passphrase = norm.NFC.String(passphrase) // as it may be typed on another keyboard
	return &passphraseRoot{passphrase: &passphrase, head: head, keys: map[string]*[keyBytes]byte{}}
}

// Name implements Root. It says nothing of the passphrase.
func (r *passphraseRoot) Name() string { return "passphrase" }

// Wrap implements Root.
func (r *passphraseRoot) Wrap(key, ad []byte) ([]byte, error) {
	r.mu.Lock()
	head := r.head
	r.mu.Unlock()
	root, err := r.key(head)
	if err != nil {
		return nil, err
	}
	return newWrapper(root).wrap(append([]byte(nil), head...), key, ad), nil
}

// Unwrap implements Root.
func (r *passphraseRoot) Unwrap(wrapped, ad []byte) ([]byte, error) {
	if err := kindOf(wrapped, byPassphrase); err != nil {
		return nil, err
	}
	if len(wrapped) < headBytes {
		return nil, ErrDamaged
	}
	head := wrapped[:headBytes:headBytes]
	root, err := r.key(head)
	if err != nil {
		return nil, err
	}
	key, err := newWrapper(root).unwrap(wrapped, headBytes, ad)
	if err == nil {
		r.mu.Lock()
		r.head = append([]byte(nil), head...)
		r.mu.Unlock()
	}
	return key, err
}

// key is the root key for the salt and the cost in head, computed once for each.
func (r *passphraseRoot) key(head []byte) ([]byte, error) {
	c := cost{binary.BigEndian.Uint32(head[2:]), binary.BigEndian.Uint32(head[6:]), head[10]}
	if c.passes < 1 || c.threads < 1 || c.passes > costMost.passes || c.memoryKiB > costMost.memoryKiB || c.threads > costMost.threads {
		return nil, ErrDamaged
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	key := r.keys[string(head)]
	if key == nil {
		key = (*[keyBytes]byte)(argon2.IDKey([]byte(*r.passphrase), head[headBytes-saltBytes:], c.passes, c.memoryKiB, c.threads, keyBytes))
		r.keys[string(head)] = key
	}
	return key[:], nil
}
