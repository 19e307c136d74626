package notify

import (
	"database/sql/driver"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
)

// A Mail is a finished letter to one person.
type Mail struct {
	Kind          string // Kinds
	To            string
	Subject, Body string
	Calendar      string // iCalendar, or ""
	Method        string // of the calendar: REQUEST or CANCEL
	Secret        bool   // it holds a one-time link
}

// Kinds of mail.
var Kinds = code.List{
	{Code: "meeting", SQ: "mbledhje", EN: "meeting"},
	{Code: "digest", SQ: "kujtesë", EN: "reminder"},
	{Code: "account", SQ: "llogari", EN: "account"},
}

// States of a mail in the outbox.
var States = code.List{
	{Code: "queued", SQ: "pret të niset", EN: "waiting"},
	{Code: "sending", SQ: "po niset", EN: "being sent"},
	{Code: "sent", SQ: "u dërgua", EN: "sent"},
	{Code: "failed", SQ: "nuk u dërgua", EN: "not sent"},
}

// A letter is a mail in the outbox.
type letter struct {
	Committee, ID, Kind, To, Subject, Body, Calendar, Method string
	Secret                                                   bool
	State                                                    string
	Tries                                                    int64
	Queued, Next, Claimed, Sent                              store.Time
	Error                                                    string
}

func (l *letter) fields() []any {
	return []any{&l.Committee, &l.ID, &l.Kind, &l.To, &l.Subject, &l.Body, &l.Calendar, &l.Method, &l.Secret, &l.State, &l.Tries, &l.Queued, &l.Next, &l.Claimed, &l.Sent, &l.Error}
}

const (
	letterColumns = `SELECT committee_id, id, kind, recipient, subject, body, calendar, method, secret, state, tries, queued_at, next_at, claimed_at, sent_at, error FROM notify_outbox`
	queueText     = `INSERT INTO notify_outbox (committee_id, id, kind, recipient, subject, body, calendar, method, secret, state, tries, queued_at, next_at, claimed_at, sent_at, error)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', 0, $10, $10, $11, $11, '')`
)

var (
	queueHere   = store.Write(queueText)
	queueSystem = store.WriteSystem(queueText)

	// What is to go: its time has come, or whoever took it never came back.
	ready = store.ReadSystem(letterColumns + ` WHERE state IN ('queued', 'sending') AND next_at <= $1 ORDER BY next_at, id LIMIT 20`)
	claim = store.WriteSystem(`UPDATE notify_outbox SET state = 'sending', claimed_at = $4, next_at = $5, tries = tries + 1
		WHERE committee_id = $1 AND id = $2 AND tries = $3 AND state IN ('queued', 'sending') AND next_at <= $4`)
	noteSent = store.WriteSystem(`UPDATE notify_outbox SET state = 'sent', sent_at = $4, body = '', calendar = '', method = '', error = ''
		WHERE committee_id = $1 AND id = $2 AND tries = $3 AND state = 'sending'`)
	noteLater = store.WriteSystem(`UPDATE notify_outbox SET state = 'queued', next_at = $4, error = $5
		WHERE committee_id = $1 AND id = $2 AND tries = $3 AND state = 'sending'`)
	noteFailed = store.WriteSystem(`UPDATE notify_outbox SET state = 'failed', error = $4, body = CASE WHEN secret THEN '' ELSE body END
		WHERE committee_id = $1 AND id = $2 AND tries = $3 AND state = 'sending'`)
	putBack = store.WriteSystem(`UPDATE notify_outbox SET state = 'queued', tries = tries - 1, next_at = $4
		WHERE committee_id = $1 AND id = $2 AND tries = $3 AND state = 'sending'`)
	tryAgain = store.Write(`UPDATE notify_outbox SET state = 'queued', tries = 0, next_at = $3 WHERE committee_id = $1 AND id = $2 AND state = 'failed' AND NOT secret`)
)

// hidden is an argument that no audit event may repeat: the address of a person,
// the words of a mail, the hash of a secret.
type hidden string

// Value implements driver.Valuer.
func (h hidden) Value() (driver.Value, error) { return string(h), nil }

// MarshalJSON writes that something was there, and not what.
func (h hidden) MarshalJSON() ([]byte, error) { return []byte(`"…"`), nil }

// Queue puts a mail into the outbox, in the transaction of what it tells of: it
// goes out if that is kept, and only then. It belongs to the committee of the
// transaction, or in the system scope to nobody's. Without a mail server nothing
// is kept.
func (s *Service) Queue(tx *store.Tx, m Mail) error {
	if !s.On {
		return nil
	}
	args := []any{tx.NewID(), m.Kind, hidden(m.To), hidden(m.Subject), hidden(m.Body), hidden(m.Calendar), m.Method, m.Secret, tx.Now(), store.Time{}}
	var err error
	if tx.Grant().Scope() == access.System {
		_, err = tx.Exec(queueSystem, append([]any{access.System.ID}, args...)...)
	} else {
		_, err = tx.Exec(queueHere, args...)
	}
	return err
}

// lease is how long a mail stays with who took it. Sending gives up well before.
const lease = 10 * time.Minute

// maxTries is how often a mail is tried: over about two days.
const maxTries = 14

// pause is how long to wait after a number of tries: from a minute to six hours.
func pause(tries int64) time.Duration {
	return min(time.Minute<<min(max(tries-1, 0), 9), 6*time.Hour)
}

// take claims mails that are to go. One that somebody else was faster to claim
// is left out: no two processes send the same.
func take(tx *store.Tx, list []letter) (mine []letter, err error) {
	for _, l := range list {
		n, err := tx.Exec(claim, l.Committee, l.ID, l.Tries, tx.Now(), store.At(tx.Now().Add(lease)))
		if err != nil {
			return nil, err
		}
		if n == 1 {
			l.Tries, l.Claimed = l.Tries+1, tx.Now()
			mine = append(mine, l)
		}
	}
	return mine, nil
}

// note keeps how a try ended. Whoever lost the claim meanwhile notes nothing.
func note(tx *store.Tx, l letter, failure error) (err error) {
	at := []any{l.Committee, l.ID, l.Tries}
	switch {
	case failure == nil:
		_, err = tx.Exec(noteSent, append(at, tx.Now())...)
	case permanent(failure) || l.Tries >= maxTries:
		_, err = tx.Exec(noteFailed, append(at, hidden(failure.Error()))...)
	default:
		_, err = tx.Exec(noteLater, append(at, store.At(tx.Now().Add(pause(l.Tries))), hidden(failure.Error()))...)
	}
	return err
}
