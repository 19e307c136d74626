package account

import (
	"cmp"
	"errors"
	"log/slog"
	"net/http"

	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// errWrong is all anybody learns when a sign-in fails: not whether the account
// exists, nor which of the two was wrong.
var errWrong = errors.New("wrong address, password or code")

var (
	deviceOf  = store.ReadSystem(`SELECT count(*) FROM account_device d JOIN account_person p ON p.id = d.person_id WHERE d.token_hash = $1 AND p.email = $2 AND d.created_at > $3`)
	addDevice = store.WriteSystem(`INSERT INTO account_device (token_hash, person_id, created_at) VALUES ($1, $2, $3) ON CONFLICT (token_hash, person_id) DO UPDATE SET created_at = $3`)
)

// knownDevice is the token of the browser if the owner of this address has
// signed in with it before, and "" if not.
func (s *Service) knownDevice(tx *store.Tx, r *http.Request, email string) (string, error) {
	c, err := r.Cookie(s.cookie(deviceCookie))
	token := "" // looked up all the same, so that it takes as long
	if err == nil {
		token = c.Value
	}
	n, err := store.Value[int64](tx, deviceOf, hashOf(token), email, store.At(tx.Now().Add(-deviceLimit)))
	if err != nil || n == 0 {
		return "", err
	}
	return token, nil
}

// verify checks a password. It counts the attempt first, does the same work
// whether the account exists or not, and fails with errWrong or errTooMany.
func (s *Service) verify(r *http.Request, email, password string) (Person, error) {
	var buckets []bucket
	err := s.change(r.Context(), "", func(tx *store.Tx) error {
		device, err := s.knownDevice(tx, r, email)
		if err != nil {
			return err
		}
		buckets = passwordBuckets(email, s.network(r), device)
		return take(tx, buckets)
	})
	if err != nil {
		return Person{}, err
	}
	var p Person
	err = s.look(r.Context(), func(tx *store.Tx) (err error) {
		p, err = byEmail(tx, email)
		return err
	})
	if err != nil {
		return Person{}, err
	}
	ok, err := s.hashes.matches(r.Context(), password, p.password)
	if err == nil && !ok {
		err = errWrong
	}
	if err != nil {
		return Person{}, err
	}
	return p, s.change(r.Context(), p.ID, func(tx *store.Tx) error { return giveBack(tx, buckets) })
}

// begin opens a session that awaits the second factor. Who has none yet, and
// whose half-made one does not open any more, gets another to set up.
func (s *Service) begin(w http.ResponseWriter, r *http.Request, p Person) error {
	token, next := newToken(s.DB), hidden("")
	if _, err := s.secretOf(p.ID, setUp, p.next); p.factor == "" && err != nil {
		if next, err = s.newNext(p.ID); err != nil {
			return err
		}
	}
	err := s.change(r.Context(), p.ID, func(tx *store.Tx) error {
		if next != "" {
			if _, err := tx.Exec(setNext, p.ID, next); err != nil {
				return err
			}
		}
		return open(tx, p.ID, token, deviceName(r), never)
	})
	if err == nil {
		s.setCookie(w, sessionCookie, token, 0)
	}
	return err
}

// locked is why the secret of somebody's application could not be opened: no
// code of it can be checked.
type locked struct{ error }

// Unwrap is the kind, one of package seal.
func (e locked) Unwrap() error { return e.error }

// appSecret is the secret that codes of the application are checked with, ""
// for those without one.
func (s *Service) appSecret(r *http.Request, p Person) (string, error) {
	if p.factor != withApp {
		return "", nil
	}
	secret, err := s.secretOf(p.ID, inUse, p.secret)
	if err != nil {
		slog.ErrorContext(r.Context(), "a second factor does not open", "person", p, "err", err)
		return "", locked{err}
	}
	return secret, nil
}

// enter checks the code of a pending session and replaces the session by a full
// one. It fails with errWrong, errTooMany or locked. low is how many printed codes are
// left when it is time to print new ones, else -1.
func (s *Service) enter(w http.ResponseWriter, r *http.Request, se Session, p Person, code string) (low int64, err error) {
	right := false
	secret, shut := s.appSecret(r, p)
	tokens := s.fresh(r)
	err = s.change(r.Context(), p.ID, func(tx *store.Tx) (err error) {
		if right, err = s.attempt(tx, r, p, secret, code); err != nil || !right {
			return err
		}
		if err := tokens.admit(tx, se, deviceName(r)); err != nil {
			return err
		}
		if _, err := tx.Exec(dropNext, p.ID); err != nil {
			return err
		}
		n, err := store.Value[int64](tx, codesLeft, p.ID)
		if low = -1; n <= sheetLow {
			low = n
		}
		return err
	})
	if err == nil && !right {
		err = cmp.Or(shut, errWrong)
	}
	if err == nil {
		s.remember(w, tokens)
	}
	return low, err
}

// attempt counts an attempt at a code, makes it, and reports whether the code
// was right. A wrong one stays counted; too many fail with errTooMany.
func (s *Service) attempt(tx *store.Tx, r *http.Request, p Person, secret, code string) (bool, error) {
	device, err := s.knownDevice(tx, r, p.Email)
	if err != nil {
		return false, err
	}
	buckets := codeBuckets(p.ID, device)
	if err := take(tx, buckets); err != nil {
		return false, err
	}
	right, err := prove(tx, p, secret, code)
	if err != nil || !right {
		return false, err
	}
	return true, giveBack(tx, buckets)
}

// tokens are the secrets of a browser that signs in. They are made before the
// transaction, which may run more than once.
type tokens struct {
	session, device string
}

// fresh makes a new session token; a browser keeps the device token it has.
func (s *Service) fresh(r *http.Request) tokens {
	t := tokens{session: newToken(s.DB), device: newToken(s.DB)}
	if c, err := r.Cookie(s.cookie(deviceCookie)); err == nil && len(c.Value) == len(t.device) {
		t.device = c.Value
	}
	return t
}

// admit turns a pending session into a full one with a new token, and keeps the
// device in mind.
func (t tokens) admit(tx *store.Tx, pending Session, device string) error {
	if _, err := tx.Exec(revokeOne, pending.PersonID, pending.ID, tx.Now(), never); err != nil {
		return err
	}
	if _, err := tx.Exec(addDevice, hashOf(t.device), pending.PersonID, tx.Now()); err != nil {
		return err
	}
	return open(tx, pending.PersonID, t.session, device, tx.Now())
}

func (s *Service) remember(w http.ResponseWriter, t tokens) {
	s.setCookie(w, sessionCookie, t.session, 0)
	s.setCookie(w, deviceCookie, t.device, deviceLimit)
}

// explain puts what went wrong with a password or code into the form, and
// returns the status of the page; 0 when the error is not of that kind.
func explain(w http.ResponseWriter, r *http.Request, f *web.Form, field, wrong string, err error) int {
	var soon errTooMany
	var shut locked
	switch {
	case errors.As(err, &soon):
		w.Header().Set("Retry-After", soon.seconds())
		f.Fail(field, "%s", waitWords(web.Lang(r), soon.wait))
		return http.StatusTooManyRequests
	case errors.As(err, &shut):
		f.Fail(field, shut.words())
		return http.StatusServiceUnavailable
	case errors.Is(err, errWrong):
		f.Fail(field, wrong)
		return http.StatusUnprocessableEntity
	}
	return 0
}

// words says what to do when no code of the application can be checked.
func (e locked) words() string {
	switch {
	case errors.Is(e, seal.ErrErased):
		return "Kodi i aplikacionit nuk vlen më: çelësi i serverit u zëvendësua dhe hapi juaj i dytë duhet vendosur nga e para. Hyni me një kod të fletës së printuar; nëse nuk keni, kërkoni hyrje të re, të cilën e miratojnë dy persona."
	case errors.Is(e, seal.ErrWrongRoot):
		return "Kodi i aplikacionit nuk mund të kontrollohet: çelësi i serverit nuk është ai me të cilin u ruajt hapi juaj i dytë. Hyni me një kod të fletës së printuar dhe njoftoni administratorin."
	}
	return "Kodi i aplikacionit nuk mund të kontrollohet: hapi juaj i dytë i ruajtur në server është i dëmtuar. Hyni me një kod të fletës së printuar dhe njoftoni administratorin."
}
