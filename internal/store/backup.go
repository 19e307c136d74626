package store

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"tryeza/internal/access"
)

// A Manifest says what a backup file holds. The file is a zip: manifest.json,
// and for each table of each room a file of lines, each a JSON array with the
// values of one row in the order of the columns. Bytes are in base64, times in
// UTC to the microsecond. It is the same file from SQLite and PostgreSQL.
type Manifest struct {
	Format  int          `json:"format"` // FormatNow of the program that wrote it
	Created Time         `json:"created"`
	Rooms   []BackupRoom `json:"rooms"`
}

// FormatNow is the format of backup files this program writes and reads.
const FormatNow = 1

// A BackupRoom is one database in a backup.
type BackupRoom struct {
	Room       Room          `json:"room"`
	Migrations []string      `json:"migrations"`
	Tables     []BackupTable `json:"tables"`
}

// A BackupTable is one table in a backup, with what its file must hold.
type BackupTable struct {
	Shape
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"`
}

// Rows counts the rows of every table of the backup.
func (m Manifest) Rows() int64 {
	var n int64
	for _, r := range m.Rooms {
		n += r.rows()
	}
	return n
}

func (r BackupRoom) rows() int64 {
	var n int64
	for _, t := range r.Tables {
		n += t.Rows
	}
	return n
}

// of is what the backup has of a room, or nil.
func (m Manifest) of(room Room) *BackupRoom {
	for i := range m.Rooms {
		if m.Rooms[i].Room == room {
			return &m.Rooms[i]
		}
	}
	return nil
}

const manifestName = "manifest.json"

func (r Room) file(s Shape) string { return string(r) + "/" + s.Name + ".jsonl" }

// Backup writes everything in the rooms to w, each as it was at one instant.
// It is for the permission backup.make. The room of the keys is not among them:
// who has a file of data must not have what opens it, and a key that is destroyed
// must not come back with the data.
func Backup(ctx context.Context, g access.Grant, w io.Writer, rooms ...*DB) (Manifest, error) {
	if !g.Valid() || g.Permission().String() != access.MakeBackup.String() || slices.ContainsFunc(rooms, isKeys) {
		return Manifest{}, access.ErrDenied
	}
	return backup(ctx, w, rooms...)
}

// BackupKeys writes the room of the keys to w, in the same format. The keys are
// wrapped: without the root key the file opens nothing. It is for the permission
// child.keys.
func BackupKeys(ctx context.Context, g access.Grant, w io.Writer, keys *DB) (Manifest, error) {
	if !g.Valid() || g.Permission().String() != access.KeepFileKeys.String() || !isKeys(keys) {
		return Manifest{}, access.ErrDenied
	}
	return backup(ctx, w, keys)
}

func isKeys(db *DB) bool { return db.room == KeyRoom }

func backup(ctx context.Context, w io.Writer, rooms ...*DB) (Manifest, error) {
	m := Manifest{Format: FormatNow, Created: At(rooms[0].Now())}
	z := zip.NewWriter(w)
	for _, db := range rooms {
		r, err := db.backup(ctx, z, m.Created)
		if err != nil {
			return Manifest{}, fmt.Errorf("backup of the %s room: %w", db.room, err)
		}
		m.Rooms = append(m.Rooms, r)
	}
	f, err := entry(z, manifestName, m.Created)
	if err != nil {
		return Manifest{}, err
	}
	enc := json.NewEncoder(f)
	enc.SetIndent("", "\t")
	if err := enc.Encode(m); err != nil {
		return Manifest{}, err
	}
	return m, z.Close()
}

func entry(z *zip.Writer, name string, at Time) (io.Writer, error) {
	return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at.Time})
}

func (db *DB) backup(ctx context.Context, z *zip.Writer, at Time) (BackupRoom, error) {
	tx, err := db.snapshot(ctx)
	if err != nil {
		return BackupRoom{}, err
	}
	defer tx.Rollback()
	r := BackupRoom{Room: db.room}
	if r.Migrations, err = applied(ctx, tx); err != nil {
		return r, err
	}
	shapes, err := Shapes(db.room)
	if err != nil {
		return r, err
	}
	for _, s := range shapes {
		f, err := entry(z, db.room.file(s), at)
		if err != nil {
			return r, err
		}
		t, err := db.dump(ctx, tx, s, f)
		if err != nil {
			return r, fmt.Errorf("%s: %w", s.Name, err)
		}
		r.Tables = append(r.Tables, t)
	}
	return r, nil
}

// snapshot begins a transaction that sees one state of the data and writes none.
func (db *DB) snapshot(ctx context.Context) (*sql.Tx, error) {
	if db.d.name == "sqlite" {
		return db.read.BeginTx(ctx, nil) // as in View
	}
	return db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
}

// applied lists the migrations of a room by their portable names.
func applied(ctx context.Context, tx *sql.Tx) ([]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT name FROM migration`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		list = append(list, portable(name))
	}
	return sortedSet(list), rows.Err()
}

// dump writes the rows of a table to w, and says how many and their hash.
func (db *DB) dump(ctx context.Context, tx *sql.Tx, s Shape, w io.Writer) (BackupTable, error) {
	t := BackupTable{Shape: s}
	sum := sha256.New()
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`SELECT %s FROM %s ORDER BY %s`, strings.Join(s.names(), ", "), s.Name, s.sorted(db.d)))
	if err != nil {
		return t, err
	}
	defer rows.Close()
	enc := json.NewEncoder(io.MultiWriter(w, sum))
	enc.SetEscapeHTML(false)
	cells := s.cells()
	for ; rows.Next(); t.Rows++ {
		if err := rows.Scan(cells...); err != nil {
			return t, err
		}
		if err := enc.Encode(cells); err != nil {
			return t, err
		}
	}
	t.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return t, rows.Err()
}

// A cell is one value on its way between a database and a backup file: nil,
// string, int64, bool, Time or []byte.
type cell struct {
	typ   string
	value any
}

func (s Shape) cells() []any {
	list := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		list[i] = &cell{typ: c.Type}
	}
	return list
}

// Scan takes a value from a database, in the way of its type.
func (c *cell) Scan(src any) error {
	if c.value = nil; src == nil {
		return nil
	}
	switch c.typ {
	case "int":
		return scanInto[int64](c, src)
	case "bool":
		return scanInto[bool](c, src)
	case "bytes":
		return scanInto[[]byte](c, src)
	case "time":
		var t Time
		err := t.Scan(src)
		c.value = t
		return err
	}
	return scanInto[string](c, src)
}

func scanInto[T any](c *cell, src any) error {
	var v sql.Null[T]
	err := v.Scan(src)
	c.value = v.V
	return err
}

// MarshalJSON writes the value into a line of a backup file.
func (c *cell) MarshalJSON() ([]byte, error) {
	if b, ok := c.value.([]byte); ok {
		return json.Marshal(base64.StdEncoding.EncodeToString(b))
	}
	return json.Marshal(c.value)
}

// UnmarshalJSON reads the value from a line of a backup file.
func (c *cell) UnmarshalJSON(b []byte) error {
	if c.value = nil; string(b) == "null" {
		return nil
	}
	switch c.typ {
	case "int":
		return unmarshalInto[int64](c, b)
	case "bool":
		return unmarshalInto[bool](c, b)
	case "bytes":
		return unmarshalInto[[]byte](c, b)
	case "time":
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		return c.Scan(s)
	}
	return unmarshalInto[string](c, b)
}

func unmarshalInto[T any](c *cell, b []byte) error {
	var v T
	err := json.Unmarshal(b, &v)
	c.value = v
	return err
}
