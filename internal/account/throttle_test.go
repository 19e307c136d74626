package account

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

func TestWait(t *testing.T) {
	now := testkit.Now
	for _, tt := range []struct {
		failures int64
		ago      time.Duration
		want     time.Duration
	}{
		{0, 0, 0},
		{4, 0, 0},
		{5, 0, 30 * time.Second},
		{5, 20 * time.Second, 10 * time.Second},
		{5, 30 * time.Second, 0},
		{6, 0, time.Minute},
		{11, 0, 32 * time.Minute},
		{12, 0, time.Hour},
		{1000, 0, time.Hour},
		{1000, 24 * time.Hour, 0},
	} {
		got := tally{tt.failures, store.At(now.Add(-tt.ago))}.wait(5, now)
		if got != tt.want {
			t.Errorf("%d failures, the last %s ago: wait %s, want %s", tt.failures, tt.ago, got, tt.want)
		}
	}
}

// Whatever is tried from elsewhere, the owner of an account is not kept out: not
// from their own network, and not from a browser they have signed in with.
func TestStrangerCannotLockOut(t *testing.T) {
	db := testkit.SQLite(t)
	rapid.Check(t, func(t *rapid.T) {
		now := testkit.Now
		db.Now = func() time.Time { return now }
		s := New(db)
		try := func(b []bucket) error {
			return s.change(context.Background(), "", func(tx *store.Tx) error { return take(tx, b) })
		}
		email := rapid.StringMatching(`[a-z]{12}@example\.al`).Draw(t, "account")
		known := rapid.StringMatching(`[a-z]{20}`).Draw(t, "device")
		for range rapid.IntRange(1, 40).Draw(t, "strangers' attempts") {
			from := rapid.SampledFrom([]string{"1.1.1.0/24", "2.2.2.0/24", "2001:db8::/64"}).Draw(t, "from")
			err := try(passwordBuckets(email, from, ""))
			if err != nil && !errors.As(err, &errTooMany{}) {
				t.Fatal(err)
			}
			now = now.Add(time.Duration(rapid.IntRange(0, 100).Draw(t, "seconds")) * time.Second)
		}
		if err := try(passwordBuckets(email, "8.8."+email, "")); err != nil {
			t.Fatalf("kept out of the own network: %v", err)
		}
		if err := try(passwordBuckets(email, "1.1.1.0/24", known)); err != nil {
			t.Fatalf("kept out of a known browser: %v", err)
		}
		now = now.Add(48 * time.Hour) // the next case starts afresh
	})
}

// No order of attempts gets more guesses out of one network than the model
// allows: the free ones, and then one after each wait.
func TestGuessesAreFew(t *testing.T) {
	db := testkit.SQLite(t)
	rapid.Check(t, func(t *rapid.T) {
		now := testkit.Now
		db.Now = func() time.Time { return now }
		s := New(db)
		b := passwordBuckets(rapid.StringMatching(`[a-z]{12}`).Draw(t, "account"), "1.1.1.0/24", "")[:1]
		var failures int64
		var last time.Time
		for range rapid.IntRange(1, 30).Draw(t, "attempts") {
			now = now.Add(time.Duration(rapid.IntRange(0, 7200).Draw(t, "seconds")) * time.Second)
			err := s.change(context.Background(), "", func(tx *store.Tx) error { return take(tx, b) })
			pause := time.Duration(0)
			if failures >= freeTries {
				pause = min(firstWait<<min(failures-freeTries, 10), longestWait)
			}
			allowed := now.Sub(last) >= pause
			if (err == nil) != allowed {
				t.Fatalf("after %d failures and %s: %v", failures, now.Sub(last), err)
			}
			if allowed {
				failures, last = failures+1, now
			}
		}
		now = now.Add(48 * time.Hour)
	})
}

// The last of many failures does not hold somebody up who then gets it right,
// and a neighbour's failures are not forgiven with it.
func TestGiveBack(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		mine, other := passwordBuckets("a@x.al", "n", ""), passwordBuckets("b@x.al", "n", "")
		h.change(func(tx *store.Tx) error {
			return errors.Join(take(tx, mine), take(tx, mine), take(tx, other), giveBack(tx, mine))
		})
		h.change(func(tx *store.Tx) error {
			for key, want := range map[string]int64{mine[0].key: 0, other[0].key: 1, mine[1].key: 2} {
				got, err := readTally(tx, key)
				if err != nil || got.failures != want {
					t.Errorf("%s: %d failures, want %d (%v)", key[:8], got.failures, want, err)
				}
			}
			return nil
		})
	})
}

func TestThrottledOverTheWeb(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		p := h.person("a@example.al")
		known := h.signIn(p) // from 10.0.0.1
		wrong, right := form("email", p.Email, "password", "jo jo jo jo jo"), form("email", p.Email, "password", goodPassword)

		stranger := h.browser("10.0.0.99") // same /24
		for range freeTries {
			stranger.Post("/account/sign-in", wrong).Want(422)
		}
		r := stranger.Post("/account/sign-in", right).Want(429).Has("Provoni sërish pas 30 sekondash")
		if r.Header.Get("Retry-After") != "30" {
			t.Errorf("Retry-After %q", r.Header.Get("Retry-After"))
		}
		known.Post("/account/sign-out", nil)
		known.Post("/account/sign-in", right).Want(303)                    // same network, known browser
		h.browser("10.9.9.9").Post("/account/sign-in", right).Want(303)    // another network
		h.now = h.now.Add(30 * time.Second)                                //
		stranger.Post("/account/sign-in", wrong).Want(422)                 // one guess after the wait
		stranger.Post("/account/sign-in", wrong).Want(429).Has("1 minute") // and a longer one
	})
}

// Somebody who knows the password cannot try codes from many networks at once.
func TestCodesAreThrottledPerPerson(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	p := h.person("a@example.al")
	for i := range freeTries + 1 {
		c := h.browser([]string{"10.1.0.1", "10.2.0.1", "10.3.0.1"}[i%3])
		c.Post("/account/sign-in", form("email", p.Email, "password", goodPassword)).Want(303)
		want := 422
		if i == freeTries {
			want = 429
		}
		c.Post("/account/code", form("code", "000000")).Want(want)
	}
}

func TestNetwork(t *testing.T) {
	for _, tt := range []struct {
		remote, via string
		proxy       bool
		want        string
	}{
		{"80.78.66.5:1234", "", false, "80.78.66.0/24"},
		{"[2a02:2f0a:1:2:3:4:5:6]:99", "", false, "2a02:2f0a:1:2::/64"},
		{"[::ffff:80.78.66.5]:1", "", false, "80.78.66.0/24"},
		{"[fe80::1%eth0]:1", "", false, "fe80::/64"},
		{"127.0.0.1:1", "1.2.3.4", false, "127.0.0.0/24"},
		{"127.0.0.1:1", "9.9.9.9, 1.2.3.4", true, "1.2.3.0/24"},
		{"127.0.0.1:1", "", true, "127.0.0.0/24"},
		{"@", "", false, "@"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = tt.remote
		if tt.via != "" {
			r.Header.Set("X-Forwarded-For", tt.via)
		}
		if got := (&Service{Proxy: tt.proxy}).network(r); got != tt.want {
			t.Errorf("%s via %q: %s, want %s", tt.remote, tt.via, got, tt.want)
		}
	}
}

func TestWaitWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Second:        "Pati shumë prova. Provoni sërish pas 1 sekonde.",
		29*time.Second + 1: "Pati shumë prova. Provoni sërish pas 30 sekondash.",
		time.Minute:        "Pati shumë prova. Provoni sërish pas 1 minute.",
		61 * time.Second:   "Pati shumë prova. Provoni sërish pas 2 minutash.",
	} {
		if got := waitWords(text.SQ, d); got != want {
			t.Errorf("%s: %s", d, got)
		}
	}
}

// Trying at the same moment gains nothing: an attempt counts before it is made.
func TestAttemptsAtOnce(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		before := h.s.hashes.calls.Load()
		var wg sync.WaitGroup
		for range 4 * freeTries {
			wg.Go(func() {
				r := httptest.NewRequest(http.MethodPost, "/account/sign-in", nil)
				if _, err := h.s.verify(r, "a@example.al", "jo ky, jo ky, jo"); err == nil {
					t.Error("a wrong password was taken")
				}
			})
		}
		wg.Wait()
		if n := h.s.hashes.calls.Load() - before; n != freeTries {
			t.Errorf("%d passwords were compared", n)
		}
	})
}
