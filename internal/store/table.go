package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"strings"

	"tryeza/internal/access"
)

// A Table adds, gets, edits and removes the Ts of one table of a committee or a
// unit, and tells the audit event what changed. Lists and reports are plain SQL.
type Table[T any] struct {
	name                      string
	columns                   []string
	fields                    func(*T) []any
	insert, get, save, remove Query
}

// NewTable describes a table. Its columns, after committee_id, are id, version
// and those named, in the order that fields points at them.
func NewTable[T any](name, columns string, fields func(*T) []any) Table[T] {
	return newTable(access.InCommittee, caller(), name, columns, fields)
}

// NewUnitTable is NewTable for the casework room, after owner_id.
func NewUnitTable[T any](name, columns string, fields func(*T) []any) Table[T] {
	return newTable(access.InInstitution, caller(), name, columns, fields)
}

func newTable[T any](k access.Kind, owner, name, columns string, fields func(*T) []any) Table[T] {
	cols := strings.Split("id, version, "+columns, ", ")
	marks, sets := "$1", "version = version + 1"
	for i, c := range cols {
		marks += fmt.Sprintf(", $%d", i+2)
		if i > 1 {
			sets += fmt.Sprintf(", %s = $%d", c, i+2)
		}
	}
	all, scope := strings.Join(cols, ", "), scopeColumn[k]
	reg := func(write bool, format string, args ...any) Query {
		return register(query{fmt.Sprintf(format, args...), owner, k, write})
	}
	return Table[T]{
		name:    name,
		columns: cols,
		fields:  fields,
		insert:  reg(true, `INSERT INTO %s (%s, %s) VALUES (%s)`, name, scope, all, marks),
		get:     reg(false, `SELECT %s FROM %s WHERE %s = $1 AND id = $2`, all, name, scope),
		save:    reg(true, `UPDATE %s SET %s WHERE %s = $1 AND id = $2 AND version = $3`, name, sets, scope),
		remove:  reg(true, `DELETE FROM %s WHERE %s = $1 AND id = $2 AND version = $3`, name, scope),
	}
}

func (t Table[T]) values(v *T) []any {
	ptrs := t.fields(v)
	vals := make([]any, len(ptrs))
	for i, p := range ptrs {
		vals[i] = reflect.ValueOf(p).Elem().Interface()
		if b, ok := vals[i].([]byte); ok && b == nil {
			vals[i] = []byte{} // SQLite reads no bytes as nil, which would be written as NULL
		}
	}
	return vals
}

// Add inserts v at version 1.
func (t Table[T]) Add(tx *Tx, v T) error {
	vals := t.values(&v)
	vals[1] = int64(1)
	if _, err := tx.exec(t.insert, vals...); err != nil {
		return err
	}
	t.record(tx, "add", make([]any, len(vals)), vals)
	return nil
}

// Get reads the T with this ID, or reports ErrNotFound.
func (t Table[T]) Get(tx *Tx, id string) (T, error) { return One(tx, t.get, t.fields, id) }

// Edit reads a T, lets change alter it, and saves it. It fails with ErrConflict
// if the T is no longer at version, the one the editor was shown. An edit that
// alters nothing writes nothing.
func (t Table[T]) Edit(tx *Tx, id string, version int64, change func(*T) error) error {
	v, err := t.Get(tx, id)
	if err != nil {
		return err
	}
	before := t.values(&v)
	if before[1] != version {
		return ErrConflict
	}
	if err := change(&v); err != nil {
		return err
	}
	after := t.values(&v)
	after[0], after[1] = id, version
	if len(t.changes(before, after)) == 0 {
		return nil
	}
	n, err := tx.exec(t.save, after...)
	if err == nil && n == 0 {
		err = ErrConflict
	}
	t.record(tx, "edit", before, after)
	return err
}

// Remove deletes the T with this ID if it is still at version. What it held
// stays in the audit event.
func (t Table[T]) Remove(tx *Tx, id string, version int64) error {
	v, err := t.Get(tx, id)
	if err != nil {
		return err
	}
	n, err := tx.exec(t.remove, id, version)
	if err == nil && n == 0 {
		err = ErrConflict
	}
	vals := t.values(&v)
	t.record(tx, "remove", vals, append([]any{id, nil}, make([]any, len(vals)-2)...))
	return err
}

// record adds to the audit event what an operation changed.
func (t Table[T]) record(tx *Tx, verb string, before, after []any) {
	id, _ := after[0].(string)
	tx.diff = append(tx.diff, operation{Verb: verb, Table: t.name, ID: id, Changes: t.changes(before, after)})
}

// changes lists the columns that differ, id and version aside.
func (t Table[T]) changes(before, after []any) map[string][2]any {
	diff := map[string][2]any{}
	for i := 2; i < len(after); i++ {
		if !same(before[i], after[i]) {
			diff[t.columns[i]] = [2]any{plainOne(before[i]), plainOne(after[i])}
		}
	}
	return diff
}

func same(a, b any) bool {
	if x, ok := a.([]byte); ok {
		y, _ := b.([]byte)
		return bytes.Equal(x, y)
	}
	return reflect.DeepEqual(a, b)
}

// longText is the length from which a text stands in the audit event by its
// hash, as files do: a frozen analysis is kept once, not three times.
const longText = 20_000

// plain makes arguments fit to be read in an audit event: of bytes, and of very
// long texts, only their length and hash.
func plain(args []any) []any {
	list := make([]any, len(args))
	for i, a := range args {
		list[i] = plainOne(a)
	}
	return list
}

func plainOne(a any) any {
	b, ok := a.([]byte)
	if s, isText := a.(string); isText && len(s) > longText {
		b, ok = []byte(s), true
	}
	if !ok {
		return a
	}
	sum := sha256.Sum256(b)
	return map[string]any{"bytes": len(b), "sha256": hex.EncodeToString(sum[:])}
}
