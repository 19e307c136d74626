package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// An operation is one thing a transaction did to one table.
type operation struct {
	Verb    string            `json:"verb"`
	Table   string            `json:"table"`
	ID      string            `json:"id,omitempty"`
	Changes map[string][2]any `json:"changes,omitempty"` // column → before, after
	Args    []any             `json:"args,omitempty"`
}

// An Event is one link of a scope's audit chain.
type Event struct {
	Seq       int64
	At        Time
	Actor     string
	Verb      string // the permission used
	Kind      string
	Subject   string
	Detail    string // JSON, what changed
	Hash      string // hex SHA-256 over the previous hash and all of the above
	PrevState string // the hash before; "" for the first
}

// The audit statements are the store's own: they run for every grant, in both
// rooms, and are the only ones that name the audit tables for writing.
const (
	startChain = `INSERT INTO audit_head (scope_id, seq, hash) VALUES ($1, 0, '') ON CONFLICT (scope_id) DO NOTHING`
	nextEvent  = `UPDATE audit_head SET seq = seq + 1 WHERE scope_id = $1 RETURNING seq, hash`
	addEvent   = `INSERT INTO audit_event (scope_id, seq, at, actor, verb, kind, subject, detail, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	setHead    = `UPDATE audit_head SET hash = $2 WHERE scope_id = $1`
	readHead   = `SELECT seq, hash FROM audit_head WHERE scope_id = $1`
	readEvents = `SELECT seq, at, actor, verb, kind, subject, detail, hash FROM audit_event WHERE scope_id = $1 ORDER BY seq`
)

// chained runs f between taking the head of the chain and adding to it. Taking
// it first makes the changes of one scope follow one another in PostgreSQL as
// they do in SQLite, so that neither sees a serialization failure.
func (tx *Tx) chained(on Subject, f func(*Tx) error) error {
	e := Event{At: tx.now, Actor: tx.grant.Actor(), Verb: tx.grant.Permission().String(), Kind: on.Kind, Subject: on.ID}
	scope := tx.grant.Scope().ID
	if err := tx.raw(startChain, scope); err != nil {
		return err
	}
	row := tx.tx.QueryRowContext(tx.ctx, tx.db.d.rebind(nextEvent), scope)
	if err := row.Scan(&e.Seq, &e.PrevState); err != nil {
		return fmt.Errorf("audit: %w", kind(err))
	}
	tx.head = &Head{e.Seq - 1, e.PrevState}
	if err := f(tx); err != nil {
		return err
	}
	if tx.err != nil {
		return tx.err
	}
	e.Detail = tx.detail()
	e.Hash = e.sum()
	if err := tx.raw(addEvent, scope, e.Seq, e.At, e.Actor, e.Verb, e.Kind, e.Subject, e.Detail, e.Hash); err != nil {
		return err
	}
	return tx.raw(setHead, scope, e.Hash)
}

func (tx *Tx) raw(text string, args ...any) error {
	if _, err := tx.tx.ExecContext(tx.ctx, tx.db.d.rebind(text), args...); err != nil {
		return fmt.Errorf("audit: %w", kind(err))
	}
	return nil
}

// detail is the canonical text of what changed: encoding/json sorts map keys
// and does not escape what it need not.
func (tx *Tx) detail() string {
	if len(tx.diff) == 0 {
		return "[]"
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(tx.diff); err != nil {
		panic("store: a column that JSON cannot hold: " + err.Error())
	}
	return string(bytes.TrimSpace(b.Bytes()))
}

// sum hashes the event with the one before it. Each part is preceded by its
// length, so that no two different events have the same text.
func (e Event) sum() string {
	h := sha256.New()
	for _, s := range []string{e.PrevState, fmt.Sprint(e.Seq), e.At.String(), e.Actor, e.Verb, e.Kind, e.Subject, e.Detail} {
		binary.Write(h, binary.BigEndian, uint64(len(s)))
		h.Write([]byte(s))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// A Head is where the audit chain of a scope stands.
type Head struct {
	Seq  int64
	Hash string // "" while nothing has been recorded
}

// AuditHead reads the head of the chain of the transaction's scope. Inside
// Change it is the head before the change.
func (tx *Tx) AuditHead() (Head, error) {
	if tx.head != nil {
		return *tx.head, nil
	}
	var h Head
	err := tx.tx.QueryRowContext(tx.ctx, tx.db.d.rebind(readHead), tx.grant.Scope().ID).Scan(&h.Seq, &h.Hash)
	if err == sql.ErrNoRows {
		return Head{}, nil
	}
	return h, err
}

func scanEvents(rows *sql.Rows) ([]Event, error) {
	defer rows.Close()
	var list []Event
	for rows.Next() {
		var e Event
		if err := rows.Scan(&e.Seq, &e.At, &e.Actor, &e.Verb, &e.Kind, &e.Subject, &e.Detail, &e.Hash); err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, rows.Err()
}

// Verify recomputes every chain of the room and reports, in words, each event
// that was changed or removed. No report means every chain is whole. It sees
// one state of the data: people may go on working.
func (db *DB) Verify(ctx context.Context) (faults []string, events int64, err error) {
	tx, err := db.snapshot(ctx)
	if err != nil {
		return nil, 0, err
	}
	defer tx.Rollback()
	scopes, err := chains(ctx, tx)
	if err != nil {
		return nil, 0, err
	}
	for _, s := range scopes {
		f, n, err := db.verifyChain(ctx, tx, s)
		if err != nil {
			return nil, 0, err
		}
		faults, events = append(faults, f...), events+n
	}
	return faults, events, nil
}

// Chains lists the scopes in which anything was ever recorded in the room: in
// casework, the units.
func (db *DB) Chains(ctx context.Context) ([]string, error) {
	tx, err := db.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	return chains(ctx, tx)
}

// chains are found from both tables: a head or all its events may be gone.
func chains(ctx context.Context, tx *sql.Tx) ([]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT scope_id FROM audit_head UNION SELECT scope_id FROM audit_event ORDER BY scope_id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var scopes []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		scopes = append(scopes, s)
	}
	return scopes, rows.Err()
}

func (db *DB) verifyChain(ctx context.Context, tx *sql.Tx, scope string) (faults []string, n int64, err error) {
	rows, err := tx.QueryContext(ctx, db.d.rebind(readEvents), scope)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	var last Head
	for rows.Next() {
		var e Event
		if err := rows.Scan(&e.Seq, &e.At, &e.Actor, &e.Verb, &e.Kind, &e.Subject, &e.Detail, &e.Hash); err != nil {
			return nil, 0, err
		}
		e.PrevState = last.Hash
		if e.Seq != last.Seq+1 {
			faults = append(faults, fmt.Sprintf("%s: %d event(s) before number %d are missing", scope, e.Seq-last.Seq-1, e.Seq))
		} else if e.Hash != e.sum() {
			faults = append(faults, fmt.Sprintf("%s: event number %d was changed", scope, e.Seq))
		}
		last = Head{e.Seq, e.Hash}
		n++
	}
	if err := rows.Err(); err != nil {
		return nil, 0, err
	}
	var head Head
	rows.Close()
	err = tx.QueryRowContext(ctx, db.d.rebind(readHead), scope).Scan(&head.Seq, &head.Hash)
	if err != nil && err != sql.ErrNoRows {
		return nil, 0, err
	}
	if head != last {
		faults = append(faults, fmt.Sprintf("%s: the chain ends at number %d, but its head says %d", scope, last.Seq, head.Seq))
	}
	return faults, n, nil
}
