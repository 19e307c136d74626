package notify

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/calendar"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

var (
	keepFeed = store.Write(`INSERT INTO notify_feed (committee_id, person_id, token_hash, created_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (committee_id, person_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at`)
	dropFeed = store.Write(`DELETE FROM notify_feed WHERE committee_id = $1 AND person_id = $2`)
	feedOf   = store.Read(`SELECT created_at FROM notify_feed WHERE committee_id = $1 AND person_id = $2`)
	feedAt   = store.ReadSystem(`SELECT committee_id, person_id FROM notify_feed WHERE token_hash = $1`)
)

// hashOf is how a token is kept: enough to recognise it, not to use it.
func hashOf(token string) hidden {
	sum := sha256.Sum256([]byte(token))
	return hidden(hex.EncodeToString(sum[:]))
}

// feed serves a private calendar to whoever holds its address. One that was
// renewed or revoked, one of a person who has no office here any more, and one
// that never was, are answered alike.
func (s *Service) feed(w http.ResponseWriter, r *http.Request) error {
	g, l, err := s.feedGrant(r)
	if err != nil {
		return access.ErrDenied
	}
	var name string
	var list []calendar.Entry
	err = s.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		if name, err = store.Value[string](tx, committeeName); err != nil {
			return err
		}
		list, err = s.entries(tx, l)
		return err
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Content-Disposition", `inline; filename="tryeza.ics"`)
	_, err = w.Write(calendar.Feed(name, s.DB.Now(), list))
	return err
}

// feedGrant is what the person whose calendar it is may see today.
func (s *Service) feedGrant(r *http.Request) (g access.Grant, l text.Lang, err error) {
	at, err := s.grant(access.FindFeed, access.System)
	if err != nil {
		return g, l, err
	}
	var committee, person string
	err = s.DB.View(r.Context(), at, store.Subject{}, func(tx *store.Tx) error {
		type owner struct{ committee, person string }
		o, err := store.One(tx, feedAt, func(o *owner) []any { return []any{&o.committee, &o.person} }, hashOf(r.PathValue("token")))
		committee, person = o.committee, o.person
		return err
	})
	if err != nil {
		return g, l, err
	}
	actor, l, err := s.Reader(r.Context(), person)
	if err != nil {
		return g, l, err
	}
	g, err = actor.May(access.OwnNotices, access.Committee(committee))
	return g, l, err
}
