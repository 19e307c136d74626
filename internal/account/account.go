// Package account lets people in: who they are, how they prove it, which roles
// they hold today, and how they are invited, helped and shown the door.
//
// It is the only package that makes an access.Actor. It knows nothing of plans
// or returns, never sends a password by mail, and cannot tell anybody what a
// password or a code was: it keeps only what is needed to recognise one.
package account

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"embed"
	"encoding/hex"
	"net/http"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

// How long things last. A session ends after an hour without a page, since
// offices share computers, and after a working day in any case.
const (
	IdleLimit       = 60 * time.Minute
	DayLimit        = 12 * time.Hour
	InvitationLimit = 7 * 24 * time.Hour
	ResetLimit      = 24 * time.Hour // to be confirmed, and then to be used
	pendingLimit    = 30 * time.Minute
	deviceLimit     = 365 * 24 * time.Hour
	seenEvery       = 5 * time.Minute // how exactly a session knows when it was last used
)

// A Service serves the pages of accounts. Its fields are set before the first
// request.
type Service struct {
	DB      *store.DB
	Secure  bool   // cookies only over TLS
	Demo    bool   // a demo folder: one-click links sign people in
	Proxy   bool   // the visitor's address is the last of X-Forwarded-For
	Address string // "https://…" as written in mails; "" means as the inviter's browser says

	// Mail puts a mail into the outbox, in the transaction of what it tells of;
	// nil: links are shown to who asked for them instead.
	Mail func(tx *store.Tx, m Mail) error

	// Keys seals second factors, see the function Keys; nil: nobody can set one up.
	Keys *seal.Ring

	// FoundUnit makes the desk of a child protection unit in the room for
	// casework, and does nothing where there is one; nil: there is no such room,
	// and nobody holds a seat in a unit.
	FoundUnit func(ctx context.Context, u Unit) error
	// OpenFiles counts the open files of a unit that a person is responsible for.
	// The grant is one of the unit. It is set with FoundUnit.
	OpenFiles func(ctx context.Context, unit access.Grant, person string) (int, error)
	// Left takes a person whose role in a unit ended off every team there, so that
	// nothing is theirs again should they come back; nil: there are no teams.
	Left func(ctx context.Context, unit access.Grant, person string) error

	hashes *hasher
}

// New is a service over the committee room.
func New(db *store.DB) *Service { return &Service{DB: db, hashes: newHasher()} }

// Operator is the command line of the server: it founds, fills and repairs.
func Operator() access.Actor { return operator("operator") }

func operator(id string) access.Actor {
	seat := []access.Seat{{Role: access.Operator}}
	return access.NewActor(id, map[access.Scope][]access.Seat{access.System: seat, access.Every: seat})
}

// door is who acts before anybody is signed in: it reads what somebody says
// they are and writes that they came.
var door = operator("sign-in")

func (s *Service) atDoor() access.Grant {
	g, err := door.May(access.SignIn, access.System)
	if err != nil {
		panic("account: the policy lets nobody sign in")
	}
	return g
}

// look and change are View and Change at the door.
func (s *Service) look(ctx context.Context, f func(*store.Tx) error) error {
	return s.DB.View(ctx, s.atDoor(), store.Subject{}, f)
}

func (s *Service) change(ctx context.Context, on string, f func(*store.Tx) error) error {
	return s.DB.Change(ctx, s.atDoor(), store.Subject{Kind: "person", ID: on}, f)
}

// hidden is an argument that no audit event may repeat: a name, an e-mail
// address, a secret or its hash.
type hidden string

// Value implements driver.Valuer.
func (h hidden) Value() (driver.Value, error) { return string(h), nil }

// MarshalJSON writes that something was there, and not what.
func (h hidden) MarshalJSON() ([]byte, error) { return []byte(`"…"`), nil }

// never is the instant of what has not happened.
var never store.Time

// newToken is a secret of 320 random bits, to be put into a link or a cookie.
func newToken(db *store.DB) string { return db.NewID() + db.NewID() + db.NewID() + db.NewID() }

// hashOf is how a token is kept: enough to recognise it, not to use it.
func hashOf(token string) hidden {
	sum := sha256.Sum256([]byte(token))
	return hidden(hex.EncodeToString(sum[:]))
}

// today is the day in Albania.
func today(tx *store.Tx) string { return text.DayOf(tx.Now().Time) }

// address is where the site is, for links that leave it.
func (s *Service) address(r *http.Request) string {
	if s.Address != "" {
		return s.Address
	}
	if s.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
