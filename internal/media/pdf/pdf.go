// Package pdf opens a PDF document as the objects it is made of, within
// limits, and writes objects down as a new document.
//
// It does not know what a page looks like or which object is harmless: that is
// decided by the package that uses it. It mends no broken file, opens no
// locked one, and follows no address that stands in a file.
package pdf

import (
	"errors"
	"slices"
)

// The ways in which a document cannot be opened.
var (
	ErrUnreadable = errors.New("pdf: not a PDF document, or a broken one")
	ErrTooLarge   = errors.New("pdf: larger than what is taken")
	ErrLocked     = errors.New("pdf: encrypted")
)

// Limits are what is taken at most: objects, and bytes of all streams together,
// unpacked.
type Limits struct {
	Objects int
	Bytes   int64
}

// Value is one of nil, bool, Number, Name, String, Array, Dict, Ref and Stream.
type Value any

// The kinds of values. A Number is kept as it was written; a Ref is the number
// of another object (generations are not told apart: the newest counts).
type (
	Number string
	Name   string
	String string
	Array  []Value
	Dict   map[Name]Value
	Ref    int
	Stream struct {
		Dict Dict
		Raw  []byte // as it stands in the file: packed
	}
)

// keyword is a bare word that is no value: an operator, obj, stream …
type keyword string

// deepest is how many arrays and dictionaries may stand in one another.
const deepest = 60

// maxEffort is what reading the objects of one document may cost: some three
// million numbers, or strings of so many bytes.
const maxEffort = 48 << 20

// Sections and objects that lead to one another are followed this far.
const longest = 1000

// File is an open document.
type File struct {
	b       []byte
	at      map[int]place
	Trailer Dict // the newest: Root, Info …
	limits  Limits
	left    int64
	effort  int
	cache   map[Ref]Value
	busy    map[Ref]bool
	packs   map[int]map[int]Value // the object streams already unpacked
}

// place says where an object stands: at a byte, or as one of a packed stream.
type place struct{ offset, pack int }

// Get follows v if it is a reference, until it is not. What is not there is nil.
func (f *File) Get(v Value) (Value, error) {
	for range longest {
		ref, ok := v.(Ref)
		if !ok {
			return v, nil
		}
		var err error
		if v, err = f.object(ref); err != nil {
			return nil, err
		}
	}
	return nil, ErrUnreadable
}

// Dict is Get for what has to be a dictionary; of a stream it is the stream's
// own. Anything else is an empty one.
func (f *File) Dict(v Value) (Dict, error) {
	v, err := f.Get(v)
	switch v := v.(type) {
	case Dict:
		return v, err
	case Stream:
		return v.Dict, err
	}
	return Dict{}, err
}

// Array is Get for what has to be an array. Anything else is an empty one.
func (f *File) Array(v Value) (Array, error) {
	v, err := f.Get(v)
	a, _ := v.(Array)
	return a, err
}

// Objects are the numbers of all objects.
func (f *File) Objects() []Ref {
	list := make([]Ref, 0, len(f.at))
	for n := range f.at {
		list = append(list, Ref(n))
	}
	slices.Sort(list)
	return list
}

func (f *File) object(r Ref) (Value, error) {
	if v, ok := f.cache[r]; ok {
		return v, nil
	}
	p, ok := f.at[int(r)]
	if !ok {
		return nil, nil
	}
	if f.busy[r] || len(f.busy) > deepest {
		return nil, ErrUnreadable
	}
	f.busy[r] = true
	defer delete(f.busy, r)
	v, err := f.load(int(r), p)
	if err == nil {
		f.cache[r] = v
	}
	return v, err
}

func (f *File) load(number int, p place) (Value, error) {
	if p.pack == 0 {
		n, v, err := f.standing(p.offset)
		if err == nil && n != number {
			err = ErrUnreadable
		}
		return v, err
	}
	pack, err := f.unpack(p.pack)
	return pack[number], err
}
