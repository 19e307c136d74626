package store

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"tryeza/internal/access"
)

// The plain reasons why a file is not restored.
var (
	ErrDamaged  = errors.New("the backup file is damaged")
	ErrNewer    = errors.New("the backup file was written by a newer release of Tryeza: install that release first")
	ErrOlder    = errors.New("the backup file was written by an older release of Tryeza: restore it with that release, then upgrade")
	ErrNotEmpty = errors.New("there are data already: restore only into new, empty databases")

	ErrOnlyKeys = errors.New("the file holds keys and no data: 'tryeza key restore' takes it")
	ErrNoKeys   = errors.New("the file holds data and no keys: 'tryeza restore' takes it")
	ErrCasework = errors.New("the file holds casework, which has no place here: restore it without --no-casework")
)

// CheckBackup reads a backup file to its end and compares what it holds with
// what its manifest promises.
func CheckBackup(file io.ReaderAt, size int64) (Manifest, error) {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return Manifest{}, fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	m, err := readManifest(z)
	if err != nil {
		return m, err
	}
	for _, r := range m.Rooms {
		for _, t := range r.Tables {
			if err := t.lines(z, r.Room, func([]byte) error { return nil }); err != nil {
				return m, err
			}
		}
	}
	return m, nil
}

func readManifest(z *zip.Reader) (Manifest, error) {
	var m Manifest
	f, err := z.Open(manifestName)
	if err != nil {
		return m, fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	switch {
	case err != nil:
		return m, fmt.Errorf("%w (%s: %w)", ErrDamaged, manifestName, err)
	case m.Format > FormatNow:
		return m, ErrNewer
	case m.Format < 1:
		return m, fmt.Errorf("%w (%s says nothing)", ErrDamaged, manifestName)
	}
	return m, nil
}

// lines gives each line of a table's file to f, and then compares how many
// there were, and their hash, with the manifest.
func (t BackupTable) lines(z *zip.Reader, room Room, f func([]byte) error) error {
	name := room.file(t.Shape)
	file, err := z.Open(name)
	if err != nil {
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	defer file.Close()
	sum, rows := sha256.New(), int64(0)
	for r := bufio.NewReaderSize(file, 1<<16); ; rows++ {
		line, err := r.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			break
		}
		if err != nil {
			return fmt.Errorf("%w (%s: %w)", ErrDamaged, name, err)
		}
		sum.Write(line)
		if err := f(line); err != nil {
			return fmt.Errorf("%s, row %d: %w", name, rows+1, err)
		}
	}
	if rows != t.Rows || hex.EncodeToString(sum.Sum(nil)) != t.SHA256 {
		return fmt.Errorf("%w (%s is not what was written)", ErrDamaged, name)
	}
	return nil
}

// Restore fills empty rooms of data from a backup file: all of it or nothing.
// The file is checked before the first row is written, and what the databases
// then hold is compared with it before it is kept. A room that the file does not
// hold stays empty. It is for the permission backup.restore. A chain of the audit
// trail that was broken in the backup stays so; Verify finds it.
func Restore(ctx context.Context, g access.Grant, file io.ReaderAt, size int64, rooms ...*DB) (Manifest, error) {
	if !g.Valid() || g.Permission().String() != access.RestoreBackup.String() || slices.ContainsFunc(rooms, isKeys) {
		return Manifest{}, access.ErrDenied
	}
	return restore(ctx, file, size, rooms...)
}

// RestoreKeys fills an empty room of keys from a file that BackupKeys wrote. A
// key that was destroyed after the file was written is back again. It is for the
// permission child.keys.
func RestoreKeys(ctx context.Context, g access.Grant, file io.ReaderAt, size int64, keys *DB) (Manifest, error) {
	if !g.Valid() || g.Permission().String() != access.KeepFileKeys.String() || !isKeys(keys) {
		return Manifest{}, access.ErrDenied
	}
	return restore(ctx, file, size, keys)
}

func restore(ctx context.Context, file io.ReaderAt, size int64, rooms ...*DB) (Manifest, error) {
	m, err := CheckBackup(file, size)
	if err == nil {
		err = m.meant(rooms)
	}
	if err != nil {
		return m, err
	}
	z, err := zip.NewReader(file, size)
	if err != nil {
		return m, err
	}
	var txs []*sql.Tx
	for _, db := range rooms {
		tx, err := db.write.BeginTx(ctx, nil)
		if err != nil {
			return m, err
		}
		defer tx.Rollback()
		if err := db.refill(ctx, tx, z, m.of(db.room)); err != nil {
			return m, fmt.Errorf("the %s room: %w", db.room, err)
		}
		txs = append(txs, tx)
	}
	for _, tx := range txs {
		if err := tx.Commit(); err != nil {
			return m, err
		}
	}
	return m, nil
}

// meant refuses a file that is for other rooms: keys among data, data into the
// room of the keys, or casework where there is none.
func (m Manifest) meant(rooms []*DB) error {
	keys := m.of(KeyRoom) != nil
	switch {
	case keys && !isKeys(rooms[0]):
		return ErrOnlyKeys
	case !keys && isKeys(rooms[0]):
		return ErrNoKeys
	case !keys && m.of(CommitteeRoom) == nil:
		return fmt.Errorf("%w (it does not hold the %s room)", ErrDamaged, CommitteeRoom)
	}
	for _, r := range m.Rooms {
		if r.rows() > 0 && !slices.ContainsFunc(rooms, func(db *DB) bool { return db.room == r.Room }) {
			return ErrCasework
		}
	}
	return nil
}

// refill writes one room of a backup in a transaction. Nil is a room that the
// backup does not hold.
func (db *DB) refill(ctx context.Context, tx *sql.Tx, z *zip.Reader, r *BackupRoom) error {
	if err := db.empty(ctx, tx); err != nil || r == nil {
		return err
	}
	if err := db.fits(ctx, tx, *r); err != nil {
		return err
	}
	for _, t := range r.Tables {
		if err := db.fill(ctx, tx, z, t); err != nil {
			return err
		}
		now, err := db.dump(ctx, tx, t.Shape, io.Discard)
		if err != nil {
			return err
		}
		if !reflect.DeepEqual(now, t) {
			return fmt.Errorf("%s: what the database holds is not what the file holds; nothing was kept", t.Name)
		}
	}
	return nil
}

// fits compares the schema of the file with that of the room.
func (db *DB) fits(ctx context.Context, tx *sql.Tx, r BackupRoom) error {
	mine, err := applied(ctx, tx)
	if err != nil {
		return err
	}
	shapes, err := Shapes(db.room)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(r.Migrations, func(name string) bool { return !slices.Contains(mine, name) }) {
		return ErrNewer
	}
	if !slices.Equal(r.Migrations, mine) || !slices.EqualFunc(r.Tables, shapes, func(t BackupTable, s Shape) bool { return reflect.DeepEqual(t.Shape, s) }) {
		return ErrOlder
	}
	return nil
}

// empty refuses a room with anything in it.
func (db *DB) empty(ctx context.Context, tx *sql.Tx) error {
	shapes, err := Shapes(db.room)
	if err != nil {
		return err
	}
	for _, s := range shapes {
		var n int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM `+s.Name+` LIMIT 1) AS one`).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return ErrNotEmpty
		}
	}
	return nil
}

// fill inserts the rows of one table.
func (db *DB) fill(ctx context.Context, tx *sql.Tx, z *zip.Reader, t BackupTable) error {
	marks := make([]string, len(t.Columns))
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	text := fmt.Sprintf(`INSERT INTO %s (%s) VALUES (%s)`, t.Name, strings.Join(t.names(), ", "), strings.Join(marks, ", "))
	insert, err := tx.PrepareContext(ctx, db.d.rebind(text))
	if err != nil {
		return err
	}
	defer insert.Close()
	return t.lines(z, db.room, func(line []byte) error {
		values, err := t.values(line)
		if err != nil {
			return fmt.Errorf("%w (%w)", ErrDamaged, err)
		}
		_, err = insert.ExecContext(ctx, values...)
		return kind(err)
	})
}

// values reads a line of a backup file into what the columns take.
func (s Shape) values(line []byte) ([]any, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(line, &raw); err != nil {
		return nil, err
	}
	if len(raw) != len(s.Columns) {
		return nil, fmt.Errorf("a row of %d values for %d columns", len(raw), len(s.Columns))
	}
	values := make([]any, len(raw))
	for i, b := range raw {
		c := cell{typ: s.Columns[i].Type}
		if err := c.UnmarshalJSON(b); err != nil {
			return nil, fmt.Errorf("column %s: %w", s.Columns[i].Name, err)
		}
		values[i] = c.value
	}
	return values, nil
}

// sortedSet is list sorted, each once.
func sortedSet(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}
