package account

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	_ "embed" // the list of common passwords
	"encoding/base64"
	"fmt"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// The cost of one guess, as OWASP advises for argon2id: 19 MiB, two passes.
const (
	memoryKiB = 19 * 1024
	passes    = 2
	keyBytes  = 32
)

// A hasher computes at most two hashes at a time, so that many sign-ins at once
// wait instead of filling the memory.
type hasher struct {
	slots chan struct{}
	calls atomic.Int64 // how much work was done, for the test of equal time
}

func newHasher() *hasher { return &hasher{slots: make(chan struct{}, 2)} }

// nobody is checked when there is no account, so that it takes as long.
var nobody = phc([]byte("tryeza has nobody"), make([]byte, keyBytes))

func (h *hasher) key(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	h.calls.Add(1)
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, passes, memoryKiB, 1, keyBytes), nil
}

// hash is the password as it is kept, in PHC format.
func (h *hasher) hash(ctx context.Context, password string, salt []byte) (string, error) {
	key, err := h.key(ctx, password, salt)
	return phc(salt, key), err
}

// matches reports whether kept came from password. For an account that does
// not exist, or has no password, it does the same work and says no.
func (h *hasher) matches(ctx context.Context, password, kept string) (bool, error) {
	real := kept != ""
	if !real {
		kept = nobody
	}
	parts := strings.Split(kept, "$")
	if len(parts) != 6 {
		return false, fmt.Errorf("account: a kept password is not in PHC format")
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, err
	}
	key, err := h.key(ctx, password, salt)
	if err != nil {
		return false, err
	}
	return real && subtle.ConstantTimeCompare([]byte(kept), []byte(phc(salt, key))) == 1, nil
}

func phc(salt, key []byte) string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=1$%s$%s", memoryKiB, passes, b64(salt), b64(key))
}

// The shortest and longest password taken, in characters.
const (
	shortest = 12
	longest  = 128
)

//go:embed common.txt
var commonText string

var common = strings.Fields(commonText)

// weakness says, in Albanian, why a password will not do; "" when it will. own
// are words an attacker would try first: the person's name and address.
func weakness(password string, own ...string) string {
	switch n := utf8.RuneCountInString(password); {
	case n < shortest:
		return "Shkruani të paktën 12 shenja. Tri a katër fjalë që nuk kanë lidhje mes tyre mbahen mend më lehtë."
	case n > longest:
		return "Shkruani më pak se 128 shenja."
	case guessable(password, own):
		return "Ky fjalëkalim gjendet lehtë: është i përhapur, ose ka vetëm numra, emrin ose adresën tuaj. Zgjidhni tri a katër fjalë të tjera."
	}
	return ""
}

var lookAlike = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")

// guessable reports whether a password is at most three common words, with
// digits around them or letters replaced by digits as everybody does, or hardly
// any different characters. Words of one's own add nothing.
func guessable(password string, own []string) bool {
	cost := map[string]int{}
	for _, w := range common {
		cost[w] = 1
	}
	for _, w := range strings.Fields(text.Fold(strings.Join(own, " "))) {
		if len(w) > 2 {
			cost[w] = 0
		}
	}
	bare := strings.Trim(password, "0123456789 .,:;!?#*+-_/")
	for _, form := range []string{password, lookAlike.Replace(bare)} {
		core := letters(text.Fold(form))
		if len(core) < 5 || fewestWords(core, cost) <= 3 {
			return true
		}
	}
	return distinct(password) < 5
}

func letters(folded string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, folded)
}

// fewestWords is how little the words that make s cost together; a letter that
// is in none of them costs as much as a common word.
func fewestWords(s string, cost map[string]int) int {
	best := make([]int, len(s)+1)
	for end := 1; end <= len(s); end++ {
		best[end] = best[end-1] + 1
		for start := range end {
			if c, ok := cost[s[start:end]]; ok {
				best[end] = min(best[end], best[start]+c)
			}
		}
	}
	return best[len(s)]
}

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// newSalt is what makes two equal passwords look different where they are kept.
func newSalt(db *store.DB) []byte {
	sum := sha256.Sum256([]byte(newToken(db)))
	return sum[:16]
}
