// Package seal locks single values, such as the secret of somebody's second
// factor, so that whoever carries the database away does not read them.
//
// A value is sealed with a data key; the data key is kept wrapped by the root
// key, which is never where the data are, or by another data key that is. Each
// value is tied to its place: it opens in no other table, row, column or version
// of the row. To destroy a wrapped key is to erase
// all that was sealed with it. The package knows no database, decides nothing
// about who may read, and does not hide that a value exists.
package seal

import (
	"encoding/binary"
	"errors"
)

// The reasons why something does not open. No error says more than its kind
// and the identifier of a key.
var (
	ErrWrongRoot  = errors.New("seal: the root key at hand is not the one this was wrapped by")
	ErrWrongKey   = errors.New("seal: sealed with another data key")
	ErrWrongPlace = errors.New("seal: sealed for another place")
	ErrDamaged    = errors.New("seal: damaged, or of a format this release does not read")
	ErrErased     = errors.New("seal: the key was destroyed, and what it sealed with it")
)

// A Place is where a value belongs: a column of a record of a table and, when
// the record is written more than once, which writing of it. Version 0 means
// that the value has none; then an older writing put back is not noticed.
type Place struct {
	Table, Record, Column string
	Version               int64
}

// format is the first byte of whatever is sealed or wrapped. A release reads
// the one it writes; another format is another byte.
const format = 1

// framed joins parts so that no two lists of parts give the same bytes: the
// length of each goes first.
func framed(parts ...string) []byte {
	size := 0
	for _, p := range parts {
		size += 4 + len(p)
	}
	b := make([]byte, 0, size)
	for _, p := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(p)))
		b = append(b, p...)
	}
	return b
}
