package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"tryeza/internal/access"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
)

// A Room is one of the databases. What lives in one is never in another.
type Room string

const (
	CommitteeRoom Room = "committee" // plans, returns, meetings, analyses, accounts
	CaseworkRoom  Room = "casework"  // children in street situations
	KeyRoom       Room = "keys"      // what casework is sealed with, wrapped
)

// holds reports whether grants of this kind of scope open the room.
func (r Room) holds(k access.Kind) bool {
	switch k {
	case access.InInstitution, access.InHatch:
		return r == CaseworkRoom
	case access.InKeys:
		return r == KeyRoom
	}
	return r == CommitteeRoom
}

// A DB is one room, open.
type DB struct {
	room  Room
	d     dialect
	read  *sql.DB
	write *sql.DB
	stmts map[*sql.DB][]*sql.Stmt

	// Now is the clock; Rand the source of identifiers. Both may be replaced
	// before the first use.
	Now    func() time.Time
	Rand   io.Reader
	randMu sync.Mutex

	// Trace, when there is one, is told of each registered query before it runs:
	// tests compare what two requests asked.
	Trace func(owner, text string)
}

// Open opens a room at url, a postgres:// URL or a file for SQLite, brings its
// schema up to date and compiles every query of the room.
func Open(ctx context.Context, room Room, url string) (*DB, error) {
	db, err := connect(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", room, err)
	}
	db.room, db.Now, db.Rand = room, time.Now, rand.Reader
	err = db.migrate(ctx)
	if err == nil {
		err = db.prepare(ctx)
	}
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", room, err)
	}
	return db, nil
}

func connect(ctx context.Context, url string) (*DB, error) {
	if strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://") {
		pool, err := sql.Open("pgx", url)
		if err != nil {
			return nil, err
		}
		pool.SetMaxOpenConns(16)
		pool.SetMaxIdleConns(16)
		return &DB{d: postgres, read: pool, write: pool}, pool.PingContext(ctx)
	}
	// FULL: an acknowledged write survives a power cut. One writer queues here,
	// not in busy_timeout, which only guards against a second process. Pages are
	// mapped: what another connection wrote empties a page cache, and the files
	// of a unit are read again and again while somebody types.
	const common = "?_pragma=foreign_keys(1)&_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=cache_size(-8000)&_pragma=mmap_size(268435456)"
	w, err := sql.Open("sqlite", "file:"+url+common+"&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	w.SetMaxOpenConns(1)
	r, err := sql.Open("sqlite", "file:"+url+common+"&_pragma=query_only(1)")
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	r.SetMaxOpenConns(8)
	r.SetMaxIdleConns(8)
	return &DB{d: sqliteDialect, read: r, write: w}, w.PingContext(ctx)
}

// Close closes the room.
func (db *DB) Close() error {
	if db.read == db.write {
		return db.write.Close()
	}
	return errors.Join(db.read.Close(), db.write.Close())
}

// Scrub leaves nothing in the files of what was overwritten or removed. With
// PostgreSQL it does so for the table of the keys; what else the server keeps,
// its log above all, is for whoever runs it.
func (db *DB) Scrub(ctx context.Context) error {
	if db.d.name == "postgres" {
		if db.room != KeyRoom {
			return nil
		}
		_, err := db.write.ExecContext(ctx, `VACUUM FULL child_key`)
		return err
	}
	if _, err := db.write.ExecContext(ctx, `VACUUM`); err != nil {
		return err
	}
	var busy, frames, done int
	err := db.write.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &frames, &done)
	if err == nil && busy != 0 {
		err = errBusy
	}
	return err
}

// Dialect is "sqlite" or "postgres".
func (db *DB) Dialect() string { return db.d.name }

// prepare compiles every query of the room on each pool.
func (db *DB) prepare(ctx context.Context) error {
	db.stmts = map[*sql.DB][]*sql.Stmt{}
	for _, pool := range []*sql.DB{db.write, db.read} {
		if db.stmts[pool] != nil {
			continue // PostgreSQL has one pool
		}
		list := make([]*sql.Stmt, len(queries))
		for i, q := range queries {
			if !db.room.holds(q.kind) {
				continue
			}
			s, err := pool.PrepareContext(ctx, db.d.rebind(q.text))
			if err != nil {
				return fmt.Errorf("%s: %w\n%s", db.d.name, err, q.text)
			}
			list[i] = s
		}
		db.stmts[pool] = list
	}
	return nil
}
