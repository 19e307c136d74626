package account

import (
	"context"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func TestWeakness(t *testing.T) {
	for _, tt := range []struct {
		password string
		ok       bool
	}{
		{"kripë mjegull bilbil", true},
		{"pesë arra mbi urën e vjetër", true},
		{"xK9-vbTq2-mmLp", true},
		{"shkurt", false},
		{"kripëmjegul", false}, // 11 characters, more bytes
		{"passwordpassword", false},
		{"P@ssw0rd123456", false},
		{"fjalëkalimi2023", false},
		{"Fjalekalimi i tryeza", false},
		{"123456789012", false},
		{"0692345678901", false},
		{"aaaaaaaaaaaaaaaa", false},
		{"qwertyuiopasdfgh1", false},
		{"Shqiperia2023!!", false},
		{"tryezatryeza", false},
		{"drita.hoxholli@shijak.gov.al", false}, // the own address
		{"DritaHoxholli2024", false},
		{strings.Repeat("gjatë shumë ", 20), false},
	} {
		if got := weakness(tt.password, "Drita Hoxholli", "drita.hoxholli@shijak.gov.al"); (got == "") != tt.ok {
			t.Errorf("%q: %q, want ok %v", tt.password, got, tt.ok)
		}
	}
}

// Padding a common password with digits or marks does not make it a good one.
func TestPaddedCommonPasswords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom(common).Draw(t, "word")
		p := rapid.StringMatching(`[0-9!.#]{0,6}`).Draw(t, "before") + strings.ToUpper(word[:1]) + word[1:] + rapid.StringMatching(`[0-9!.#]{6,12}`).Draw(t, "after")
		if weakness(p) == "" {
			t.Fatalf("%q was taken", p)
		}
	})
}

func TestHash(t *testing.T) {
	h, ctx := newHasher(), context.Background()
	kept, err := h.hash(ctx, "kripë mjegull bilbil", []byte("0123456789abcdef"))
	if err != nil || !strings.HasPrefix(kept, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("%s, %v", kept, err)
	}
	for _, tt := range []struct {
		password, kept string
		want           bool
	}{
		{"kripë mjegull bilbil", kept, true},
		{"kripe\u0308 mjegull bilbil", kept, true}, // ë typed as e and two dots
		{"kripe mjegull bilbil", kept, false},
		{"", "", false},
		{"kripë mjegull bilbil", "", false},
	} {
		before := h.calls.Load()
		got, err := h.matches(ctx, tt.password, tt.kept)
		if got != tt.want || err != nil || h.calls.Load() != before+1 {
			t.Errorf("%q: %v, %v, %d hashes", tt.password, got, err, h.calls.Load()-before)
		}
	}
	if _, err := h.matches(ctx, "x", "$2y$10$not.ours"); err == nil {
		t.Error("a foreign format was taken")
	}
}

// Two hashes run at a time; the others wait, or give up with their request.
func TestHashesWait(t *testing.T) {
	h := newHasher()
	h.slots <- struct{}{}
	h.slots <- struct{}{}
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := h.matches(ctx, "x", ""); err != context.Canceled {
			t.Errorf("waiting ended with %v", err)
		}
	})
	cancel()
	wg.Wait()
	if h.calls.Load() != 0 {
		t.Error("a third hash was computed")
	}
}
