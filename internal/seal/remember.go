package seal

import (
	"errors"
	"sync"
)

// remembering is a root that still opens what it opened before, after that was
// put under another root.
type remembering struct {
	secret
	Root

	mu   sync.Mutex
	keys map[string][]byte // by what they are tied to
}

// Remember is root, opening also what it wrapped or opened before although another
// root wraps it by now: a program goes on with the keys at hand while they are
// put under another root beside it. What was destroyed it does not bring back.
func Remember(root Root) Root {
	return &remembering{Root: root, keys: map[string][]byte{}}
}

// Wrap implements Root.
func (r *remembering) Wrap(key, ad []byte) ([]byte, error) {
	wrapped, err := r.Root.Wrap(key, ad)
	if err == nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.keys[string(ad)] = append([]byte(nil), key...)
	}
	return wrapped, err
}

// Unwrap implements Root.
func (r *remembering) Unwrap(wrapped, ad []byte) ([]byte, error) {
	key, err := r.Root.Unwrap(wrapped, ad)
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case err == nil:
		r.keys[string(ad)] = append([]byte(nil), key...)
	case errors.Is(err, ErrWrongRoot) && r.keys[string(ad)] != nil:
		return append([]byte(nil), r.keys[string(ad)]...), nil
	}
	return key, err
}
