package account

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// Attempts are counted in buckets. Nothing locks an account as a whole: who
// guesses from elsewhere fills the bucket of that account in their own network,
// and a browser that has signed in before has a bucket to itself.
type bucket struct {
	key  string // never kept in clear
	free int64  // attempts before one has to wait
}

const (
	freeTries        = 5  // of one account, from one network or one known browser
	freeNetworkTries = 60 // of all accounts, from one network: an office shares an address
	firstWait        = 30 * time.Second
	longestWait      = time.Hour
	forgetAfter      = 24 * time.Hour
)

// A tally is what a bucket holds.
type tally struct {
	failures int64
	last     store.Time
}

// wait is how long the next attempt has to wait: it doubles with each failure
// beyond the free ones, and a day without an attempt forgets them all.
func (t tally) wait(free int64, now time.Time) time.Duration {
	since := now.Sub(t.last.Time)
	if t.failures < free || since >= forgetAfter {
		return 0
	}
	pause := longestWait
	if n := t.failures - free; n < 7 {
		pause = min(firstWait<<n, longestWait)
	}
	return max(0, pause-since)
}

// errTooMany refuses an attempt that comes too soon.
type errTooMany struct{ wait time.Duration }

func (errTooMany) Error() string { return "too many attempts" }

// seconds is the wait as the Retry-After header wants it.
func (e errTooMany) seconds() string {
	return strconv.Itoa(int((e.wait + time.Second - 1) / time.Second))
}

var (
	readAttempt   = store.ReadSystem(`SELECT failures, last_at FROM account_attempt WHERE bucket = $1`)
	setAttempt    = store.WriteSystem(`INSERT INTO account_attempt (bucket, failures, last_at) VALUES ($1, $2, $3) ON CONFLICT (bucket) DO UPDATE SET failures = $2, last_at = $3`)
	dropAttempt   = store.WriteSystem(`DELETE FROM account_attempt WHERE bucket = $1`)
	forgetAttempt = store.WriteSystem(`DELETE FROM account_attempt WHERE last_at < $1`)
)

func readTally(tx *store.Tx, key string) (tally, error) {
	t, err := store.One(tx, readAttempt, func(t *tally) []any { return []any{&t.failures, &t.last} }, key)
	if errors.Is(err, store.ErrNotFound) || err == nil && tx.Now().Sub(t.last.Time) >= forgetAfter {
		return tally{}, nil
	}
	return t, err
}

// take counts an attempt in each bucket before it is made, or refuses it with
// errTooMany. Counting first leaves nothing to gain from trying at once.
func take(tx *store.Tx, buckets []bucket) error {
	if _, err := tx.Exec(forgetAttempt, store.At(tx.Now().Add(-forgetAfter))); err != nil {
		return err
	}
	for _, b := range buckets {
		t, err := readTally(tx, b.key)
		if err != nil {
			return err
		}
		if wait := t.wait(b.free, tx.Now().Time); wait > 0 {
			return errTooMany{wait}
		}
		if _, err := tx.Exec(setAttempt, b.key, t.failures+1, tx.Now()); err != nil {
			return err
		}
	}
	return nil
}

// giveBack uncounts an attempt that was right: the first bucket, the person's
// own, is emptied; the network's loses only this one.
func giveBack(tx *store.Tx, buckets []bucket) error {
	for i, b := range buckets {
		t, err := readTally(tx, b.key)
		if err != nil {
			return err
		}
		if i == 0 || t.failures <= 1 {
			_, err = tx.Exec(dropAttempt, b.key)
		} else {
			_, err = tx.Exec(setAttempt, b.key, t.failures-1, t.last)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// passwordBuckets are those of an attempt at a password.
func passwordBuckets(email, network, device string) []bucket {
	if device != "" {
		return []bucket{{bucketKey("device", device), freeTries}}
	}
	return []bucket{
		{bucketKey("account", email, network), freeTries},
		{bucketKey("network", network), freeNetworkTries},
	}
}

// codeBuckets are those of an attempt at a code. Who comes so far knows the
// password and is no stranger: only a known browser is counted apart.
func codeBuckets(person, device string) []bucket {
	if device != "" {
		return []bucket{{bucketKey("device code", device), freeTries}}
	}
	return []bucket{{bucketKey("code", person), freeTries}}
}

func bucketKey(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}

// network is where a request comes from, as coarse as providers give addresses
// away: /24 of IPv4, /64 of IPv6.
func (s *Service) network(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if via := r.Header.Values("X-Forwarded-For"); s.Proxy && len(via) > 0 {
		all := strings.Split(via[len(via)-1], ",")
		host = strings.TrimSpace(all[len(all)-1])
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	ip = ip.Unmap().WithZone("")
	bits := 64
	if ip.Is4() {
		bits = 24
	}
	return netip.PrefixFrom(ip, bits).Masked().String()
}

// waitWords says how long to wait, in whole minutes, or seconds when it is less
// than one.
func waitWords(l text.Lang, d time.Duration) string {
	forms := text.Forms{One: "Pati shumë prova. Provoni sërish pas 1 minute.", Many: "Pati shumë prova. Provoni sërish pas {n} minutash."}
	unit := time.Minute
	if d < time.Minute {
		forms = text.Forms{One: "Pati shumë prova. Provoni sërish pas 1 sekonde.", Many: "Pati shumë prova. Provoni sërish pas {n} sekondash."}
		unit = time.Second
	}
	n := int64((d + unit - 1) / unit)
	return text.Count(l, &n, forms)
}
