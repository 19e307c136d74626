package store

import (
	"errors"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// SQL is written once, in the subset that SQLite and PostgreSQL share, with $1
// placeholders. A dialect holds all that differs.
type dialect struct {
	name  string
	types *strings.Replacer
}

var (
	sqliteDialect = dialect{"sqlite", strings.NewReplacer("{time}", "TEXT", "{bool}", "INTEGER", "{json}", "TEXT", "{bytes}", "BLOB", "{int}", "INTEGER", "{table}", "STRICT")}
	postgres      = dialect{"postgres", strings.NewReplacer("{time}", "TIMESTAMPTZ", "{bool}", "BOOLEAN", "{json}", "TEXT", "{bytes}", "BYTEA", "{int}", "BIGINT", "{table}", "")}
)

var placeholder = regexp.MustCompile(`\$(\d+)`)

// rebind turns $1 into ?1 for SQLite, which numbers $1 by first appearance.
func (d dialect) rebind(text string) string {
	if d.name == "sqlite" {
		return placeholder.ReplaceAllString(text, "?$1")
	}
	return text
}

// The kinds of failure a feature can tell apart. Anything else is a fault.
var (
	ErrNotFound = errors.New("not found")
	ErrExists   = errors.New("already exists")
	ErrMissing  = errors.New("refers to something that does not exist")
	ErrConflict = errors.New("changed by someone else meanwhile")
	errBusy     = errors.New("the database is busy")
)

// kind maps a driver error to one of ours.
func kind(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "23505":
			return errors.Join(ErrExists, err)
		case "23503":
			return errors.Join(ErrMissing, err)
		case "40001", "40P01":
			return errors.Join(errBusy, err)
		}
		return err
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() {
		case 2067, 1555:
			return errors.Join(ErrExists, err)
		case 787:
			return errors.Join(ErrMissing, err)
		case 5, 517:
			return errors.Join(errBusy, err)
		}
	}
	return err
}
