// Package notify sends word to people by mail: that a meeting is called, what
// concerns them in its minutes, and each morning what is due or late. It also
// gives everybody a calendar of their own to subscribe to.
//
// A mail says why it comes and where to look. It carries counts, days, names of
// institutions and the place of a meeting, never the words of a task, a problem,
// a return or the minutes. The package decides nothing about any of these, and
// keeps a mail only until it is sent.
package notify

import (
	"context"
	"embed"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

//go:embed *.tmpl mail.txt
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

// An Address is where somebody reads their mail, with one office they hold. A
// person with two offices has two.
type Address struct {
	Person, Mail string
	Lang         text.Lang
	Role         access.Role
	Institution  string // for heads and focal points
}

// Options are what notify runs on, and what it needs of other features.
type Options struct {
	On      bool   // there is a mail server, or the sample that keeps mail to be looked at
	Demo    bool   // the sample: nothing leaves, and pages show what would have
	Address string // "https://…", where links lead
	From    string // sender of mail, and organizer of meetings in calendars
	Secure  bool   // people come over TLS

	Machine access.Actor // who sends and reminds: the server itself

	// Addresses lists who holds an office today in the committee of the transaction.
	Addresses func(tx *store.Tx) ([]Address, error)
	// Escalate notes that somebody has been told that a task is late.
	Escalate func(tx *store.Tx, taskID string, level int64) error
	// Committees lists the committees there are.
	Committees func(ctx context.Context) ([]string, error)
	// Reader is a person as they may read today, with their language.
	Reader func(ctx context.Context, person string) (access.Actor, text.Lang, error)
}

// A Service keeps the outbox of a committee room.
type Service struct {
	DB *store.DB
	Options
}

// New is a service over the committee room.
func New(db *store.DB, o Options) *Service { return &Service{db, o} }

// grant is what the server itself may do.
func (s *Service) grant(p access.Permission, scope access.Scope) (access.Grant, error) {
	return s.Machine.May(p, scope)
}
