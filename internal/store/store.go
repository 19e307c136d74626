// Package store is the only door to the databases.
//
// There are two ways in, View and Change. Both need an access.Grant, so no data
// moves without a permission check; both bind the grant's scope as $1, so no
// data crosses a committee; Change writes its audit event, with what changed, in
// the same transaction, so no change goes unrecorded. The package knows nothing
// of what the tables mean.
package store

import (
	"context"
	"database/sql"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"strings"

	"tryeza/internal/access"
)

// A Subject is what a change, or a watched look, is about.
type Subject struct{ Kind, ID string }

// Tx is a transaction bound to one grant. It may be used until the function it
// was given to returns.
type Tx struct {
	ctx   context.Context
	db    *DB
	tx    *sql.Tx
	pool  *sql.DB
	grant access.Grant
	now   Time
	err   error       // the first failed statement; sticky, as in PostgreSQL
	diff  []operation // what the transaction changed, for the audit event
	head  *Head       // where the chain stood before this change
}

// Now is the instant of the transaction: the same for all it writes.
func (tx *Tx) Now() Time { return tx.now }

// Grant is what the transaction is allowed by.
func (tx *Tx) Grant() access.Grant { return tx.grant }

// View runs f in a read-only transaction that sees one state of the data. If
// the grant's permission is watched, the look is recorded first.
func (db *DB) View(ctx context.Context, g access.Grant, on Subject, f func(*Tx) error) error {
	if g.Permission().Audited() {
		if err := db.recorded(ctx, g, on, func(*Tx) error { return nil }); err != nil {
			return err
		}
	}
	opts := &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
	if db.d.name == "sqlite" {
		opts = nil // the pool is query_only, and a snapshot is a snapshot
	}
	return db.run(ctx, db.read, opts, g, f)
}

// Change runs f in a transaction and records it. If f fails, nothing is kept.
// f may be run again when the database was busy, so it must have no effect
// outside the transaction.
func (db *DB) Change(ctx context.Context, g access.Grant, on Subject, f func(*Tx) error) error {
	if !g.Permission().Writes() {
		return access.ErrDenied
	}
	return db.recorded(ctx, g, on, f)
}

// Note records a look at something, with what is to be known of it: for looks
// that are decided while they are made, as those at a child's file. The grant's
// permission must be a watched one or one to write with.
func (db *DB) Note(ctx context.Context, g access.Grant, on Subject, about ...any) error {
	if p := g.Permission(); !p.Audited() && !p.Writes() {
		return access.ErrDenied
	}
	return db.recorded(ctx, g, on, func(tx *Tx) error {
		tx.diff = append(tx.diff, operation{Verb: "look", Table: on.Kind, ID: on.ID, Args: plain(about)})
		return nil
	})
}

const attempts = 5

func (db *DB) recorded(ctx context.Context, g access.Grant, on Subject, f func(*Tx) error) error {
	var err error
	for range attempts {
		err = db.run(ctx, db.write, nil, g, func(tx *Tx) error { return tx.chained(on, f) })
		if !errors.Is(err, errBusy) {
			break
		}
	}
	return err
}

func (db *DB) run(ctx context.Context, pool *sql.DB, opts *sql.TxOptions, g access.Grant, f func(*Tx) error) error {
	if !g.Valid() || !db.room.holds(g.Scope().Kind) {
		return access.ErrDenied
	}
	tx, err := pool.BeginTx(ctx, opts)
	if err != nil {
		return kind(err)
	}
	defer tx.Rollback()
	t := &Tx{ctx: ctx, db: db, tx: tx, pool: pool, grant: g, now: At(db.Now())}
	if err := f(t); err != nil {
		return kind(err)
	}
	if t.err != nil {
		return t.err
	}
	return kind(tx.Commit())
}

// owns refuses a query of a feature the grant is not for, and one of another
// kind of scope.
func (tx *Tx) owns(q query) error {
	p := tx.grant.Permission()
	if q.owner != "store" && !p.Allows(q.owner) || q.kind != tx.grant.Scope().Kind {
		return fmt.Errorf("%s used a %s query of %s: %w", p, q.kind, q.owner, access.ErrDenied)
	}
	return nil
}

func (tx *Tx) fail(err error) error {
	err = kind(err)
	if tx.err == nil {
		tx.err = err
	}
	return err
}

// args puts the scope first, where the kind of scope has a column.
func (tx *Tx) args(q query, rest []any) []any {
	if scopeColumn[q.kind] == "" {
		return rest
	}
	return append([]any{tx.grant.Scope().ID}, rest...)
}

// Exec runs q and reports how many rows it changed. Its arguments go into the
// audit event; Table says more about what changed, and is to be preferred.
func (tx *Tx) Exec(q Query, args ...any) (int64, error) {
	n, err := tx.exec(q, args...)
	if text := queries[q.n-1].text; err == nil && n > 0 {
		tx.diff = append(tx.diff, operation{Verb: "exec", Table: written.FindStringSubmatch(text)[1], Args: plain(args)})
	}
	return n, err
}

func (tx *Tx) exec(q Query, args ...any) (int64, error) {
	reg := queries[q.n-1]
	if err := tx.owns(reg); err != nil {
		return 0, tx.fail(err)
	}
	res, err := tx.stmt(q).ExecContext(tx.ctx, tx.args(reg, args)...)
	if err != nil {
		return 0, tx.fail(fmt.Errorf("%w\n%s", err, reg.text))
	}
	return res.RowsAffected()
}

func (tx *Tx) stmt(q Query) *sql.Stmt {
	if reg := queries[q.n-1]; tx.db.Trace != nil {
		tx.db.Trace(reg.owner, reg.text)
	}
	return tx.tx.StmtContext(tx.ctx, tx.db.stmts[tx.pool][q.n-1])
}

// All reads every row of q into a T, whose fields it scans in order.
func All[T any](tx *Tx, q Query, fields func(*T) []any, args ...any) ([]T, error) {
	reg := queries[q.n-1]
	if err := tx.owns(reg); err != nil {
		return nil, tx.fail(err)
	}
	rows, err := tx.stmt(q).QueryContext(tx.ctx, tx.args(reg, args)...)
	if err != nil {
		return nil, tx.fail(fmt.Errorf("%w\n%s", err, reg.text))
	}
	defer rows.Close()
	var list []T
	var empty T
	for rows.Next() {
		list = append(list, empty)
		if err := rows.Scan(fields(&list[len(list)-1])...); err != nil {
			return nil, fmt.Errorf("%w\n%s", err, reg.text)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, tx.fail(err)
	}
	return list, nil
}

// One reads the first row of q, or reports ErrNotFound.
func One[T any](tx *Tx, q Query, fields func(*T) []any, args ...any) (T, error) {
	list, err := All(tx, q, fields, args...)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		var zero T
		return zero, err
	}
	return list[0], nil
}

// Value reads one row of one column, such as a name or a count. fields of a
// single value need no function.
func Value[T any](tx *Tx, q Query, args ...any) (T, error) {
	return One(tx, q, func(v *T) []any { return []any{v} }, args...)
}

var lower = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding)

// NewID returns a fresh identifier: 16 characters, 80 random bits, no order.
func (db *DB) NewID() string {
	db.randMu.Lock()
	defer db.randMu.Unlock()
	var b [10]byte
	if _, err := io.ReadFull(db.Rand, b[:]); err != nil {
		panic("store: no randomness: " + err.Error()) // going on would repeat identifiers
	}
	return strings.ToLower(lower.EncodeToString(b[:]))
}

// NewID returns a fresh identifier.
func (tx *Tx) NewID() string { return tx.db.NewID() }
