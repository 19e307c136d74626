package account

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A Session is one browser somebody is signed in with.
type Session struct {
	ID, PersonID, Device       string
	Created, Seen, Factor, End store.Time // Factor is never until the second factor was given
}

func (s *Session) fields() []any {
	return []any{&s.ID, &s.PersonID, &s.Device, &s.Created, &s.Seen, &s.Factor, &s.End}
}

// alive reports whether the session still counts at now.
func (s Session) alive(now time.Time) bool {
	limit := DayLimit
	if s.pending() {
		limit = pendingLimit
	}
	return s.End.IsZero() && now.Sub(s.Created.Time) < limit && now.Sub(s.Seen.Time) < IdleLimit
}

// pending is between the password and the second factor.
func (s Session) pending() bool { return s.Factor.IsZero() }

const sessionColumns = `id, person_id, device, created_at, seen_at, factor_at, revoked_at`

var (
	sessionByToken = store.ReadSystem(`SELECT ` + sessionColumns + ` FROM account_session WHERE token_hash = $1`)
	sessionsOf     = store.ReadSystem(`SELECT ` + sessionColumns + ` FROM account_session WHERE person_id = $1 AND created_at > $2 ORDER BY seen_at DESC, id`)
	addSession     = store.WriteSystem(`INSERT INTO account_session (id, token_hash, person_id, created_at, seen_at, factor_at, revoked_at, device) VALUES ($1, $2, $3, $4, $4, $5, $6, $7)`)
	seeSession     = store.WriteSystem(`UPDATE account_session SET seen_at = $2 WHERE id = $1`)
	revokeOne      = store.WriteSystem(`UPDATE account_session SET revoked_at = $3 WHERE person_id = $1 AND id = $2 AND revoked_at = $4`)
	revokeOthers   = store.WriteSystem(`UPDATE account_session SET revoked_at = $3 WHERE person_id = $1 AND id <> $2 AND revoked_at = $4`)
)

// open starts a session; factor is never while the second factor is awaited.
// The token goes into the cookie and is not kept.
func open(tx *store.Tx, person, token, device string, factor store.Time) error {
	_, err := tx.Exec(addSession, tx.NewID(), hashOf(token), person, tx.Now(), factor, never, hidden(device))
	return err
}

// closeOthers ends every session of a person but the one kept; "" keeps none.
func closeOthers(tx *store.Tx, person, kept string) error {
	_, err := tx.Exec(revokeOthers, person, kept, tx.Now(), never)
	return err
}

// session is the one the request's cookie opens, whatever its state, with the
// person and the seats they hold today.
func (s *Service) session(r *http.Request) (se Session, p Person, seats map[access.Scope][]access.Seat, err error) {
	c, err := r.Cookie(s.cookie(sessionCookie))
	if err != nil || c.Value == "" {
		return se, p, nil, access.ErrDenied
	}
	err = s.look(r.Context(), func(tx *store.Tx) (err error) {
		if se, err = store.One(tx, sessionByToken, (*Session).fields, hashOf(c.Value)); err != nil {
			return err
		}
		if !se.alive(tx.Now().Time) {
			return access.ErrDenied
		}
		if p, err = byID(tx, se.PersonID); err != nil {
			return err
		}
		seats, err = s.seatsToday(tx, p.ID)
		return err
	})
	return se, p, seats, err
}

// Who is the visitor a request comes from; an error means nobody.
func (s *Service) Who(r *http.Request) (web.Visitor, error) {
	se, p, seats, err := s.session(r)
	if err == nil && se.pending() {
		err = access.ErrDenied
	}
	if err != nil {
		return web.Visitor{}, err
	}
	s.seen(r.Context(), se)
	return web.Visitor{Actor: access.NewActor(p.ID, seats), Name: p.Name, Lang: p.Lang, FactorAt: se.Factor.Time}, nil
}

// seen notes that the session is in use. A page is not withheld because that
// could not be written: the session only ends sooner.
func (s *Service) seen(ctx context.Context, se Session) {
	if s.DB.Now().Sub(se.Seen.Time) < seenEvery {
		return
	}
	err := s.change(ctx, se.PersonID, func(tx *store.Tx) error {
		_, err := tx.Exec(seeSession, se.ID, tx.Now())
		return err
	})
	if err != nil {
		slog.WarnContext(ctx, "session not prolonged", "err", err)
	}
}

const (
	sessionCookie = "session"
	deviceCookie  = "device"
)

// cookie is the name of a cookie; over TLS the browser holds it to this host.
func (s *Service) cookie(name string) string {
	if s.Secure {
		return "__Host-" + name
	}
	return name
}

// setCookie keeps a value in the browser; maxAge 0 until it is closed, below 0
// to forget it.
func (s *Service) setCookie(w http.ResponseWriter, name, value string, maxAge time.Duration) {
	c := &http.Cookie{Name: s.cookie(name), Value: value, Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode}
	if c.MaxAge = int(maxAge.Seconds()); maxAge < 0 {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// deviceName is how a person recognises their browser in the list of sessions.
func deviceName(r *http.Request) string {
	agent := r.UserAgent()
	find := func(pairs ...string) string {
		for i := 0; i < len(pairs); i += 2 {
			if strings.Contains(agent, pairs[i]) {
				return pairs[i+1]
			}
		}
		return ""
	}
	browser := find("Edg/", "Edge", "OPR/", "Opera", "Firefox/", "Firefox", "Chrome/", "Chrome", "Safari/", "Safari")
	system := find("Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows", "Mac OS", "macOS", "Linux", "Linux")
	return strings.Trim(browser+", "+system, ", ")
}

var rolesOn = store.ReadSystem(`SELECT committee_id, role, institution_id FROM account_role
	WHERE person_id = $1 AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY committee_id, id`)

// seatsToday are the seats a person holds on the day of the transaction.
// Without a room for casework nobody sits in a unit.
func (s *Service) seatsToday(tx *store.Tx, person string) (map[access.Scope][]access.Seat, error) {
	type held struct{ committee, role, institution string }
	list, err := store.All(tx, rolesOn, func(h *held) []any { return []any{&h.committee, &h.role, &h.institution} }, person, text.DayOf(tx.Now().Time))
	seats := map[access.Scope][]access.Seat{}
	for _, h := range list {
		seat := access.Seat{Role: access.Role(h.role), Institution: h.institution}
		scope := scopeOf(h.committee)
		if scope.Kind == access.InInstitution && !s.units() {
			continue
		}
		seats[scope] = append(seats[scope], seat)
		switch {
		case seat.Role == access.Administrator && scope == access.System:
			seats[access.Every] = append(seats[access.Every], seat) // to found committees
		case scope.Kind == access.InInstitution && keepsPeople(seat.Role):
			seats[access.System] = append(seats[access.System], seat) // where accounts are; see GrantInUnit
		}
	}
	return seats, err
}

// scopeOf is the scope that a role's committee_id stands for.
func scopeOf(committee string) access.Scope {
	switch committee {
	case access.System.ID:
		return access.System
	case access.Every.ID:
		return access.Every
	}
	if unit, ok := unitAt(committee); ok {
		return access.Institution(unit)
	}
	return access.Committee(committee)
}
