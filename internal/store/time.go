package store

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Time is an instant, kept to the microsecond and always in UTC. It is a
// TIMESTAMPTZ in PostgreSQL and fixed-width text, which sorts, in SQLite. The
// zero Time is kept as the first day of year 1 and means "never".
type Time struct{ time.Time }

const layout = "2006-01-02T15:04:05.000000Z"

// At is t as the database keeps it.
func At(t time.Time) Time { return Time{t.UTC().Truncate(time.Microsecond)} }

// String is fixed-width, sorts, and is what the audit chain hashes.
func (t Time) String() string { return t.UTC().Format(layout) }

// MarshalJSON writes the same text, so that a difference reads the same on both databases.
func (t Time) MarshalJSON() ([]byte, error) { return []byte(`"` + t.String() + `"`), nil }

// Value implements driver.Valuer.
func (t Time) Value() (driver.Value, error) { return t.String(), nil }

// Scan implements sql.Scanner.
func (t *Time) Scan(src any) (err error) {
	switch v := src.(type) {
	case time.Time:
		t.Time = v.UTC()
	case string:
		t.Time, err = time.Parse(layout, v)
	default:
		err = fmt.Errorf("store: cannot read %T as a time", src)
	}
	return err
}
