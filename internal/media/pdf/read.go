package pdf

import "bytes"

// Read opens a document by its newest table of objects. What stands before and
// after the document is not looked at.
func Read(b []byte, l Limits) (*File, error) {
	start := bytes.Index(b[:min(len(b), 1024)], []byte("%PDF-"))
	tail := bytes.LastIndex(b, []byte("startxref"))
	if start < 0 || tail < start {
		return nil, ErrUnreadable
	}
	f := &File{b: b[start:], at: map[int]place{}, Trailer: Dict{}, limits: l, left: l.Bytes, effort: maxEffort,
		cache: map[Ref]Value{}, busy: map[Ref]bool{}, packs: map[int]map[int]Value{}}
	at := f.lexer(f.b, tail-start+len("startxref"))
	pos, err := at.number()
	if err != nil {
		return nil, err
	}
	return f, f.sections(pos)
}

func (f *File) lexer(b []byte, pos int) *lexer { return &lexer{b, pos, &f.effort} }

func (l *lexer) number() (int, error) {
	v, err := l.next(0)
	n, ok := Int(v)
	if err == nil && (!ok || n < 0) {
		err = ErrUnreadable
	}
	return n, err
}

// sections reads the tables from the newest to the oldest; an object counts as
// the newest table says.
func (f *File) sections(pos int) error {
	todo, seen := []int{pos}, map[int]bool{}
	for len(todo) > 0 {
		pos, todo = todo[0], todo[1:]
		if seen[pos] || pos >= len(f.b) || len(seen) > longest {
			return ErrUnreadable
		}
		seen[pos] = true
		trailer, err := f.section(pos)
		if err != nil {
			return err
		}
		if trailer["Encrypt"] != nil {
			return ErrLocked
		}
		for k, v := range trailer {
			if _, newer := f.Trailer[k]; !newer {
				f.Trailer[k] = v
			}
		}
		for _, k := range []Name{"XRefStm", "Prev"} {
			if n, ok := Int(trailer[k]); ok && n >= 0 {
				todo = append(todo, n)
			}
		}
	}
	return nil
}

func (f *File) section(pos int) (Dict, error) {
	l := f.lexer(f.b, pos)
	if v, err := l.next(0); err != nil || v != keyword("xref") {
		return f.packedTable(pos)
	}
	for {
		v, err := l.next(0)
		if err != nil {
			return nil, err
		}
		if v == keyword("trailer") {
			v, err = l.next(0)
			d, ok := v.(Dict)
			if err != nil || !ok {
				return nil, ErrUnreadable
			}
			return d, nil
		}
		first, ok := Int(v)
		count, err := l.number()
		if err != nil || !ok {
			return nil, ErrUnreadable
		}
		if err := f.entries(l, first, count); err != nil {
			return nil, err
		}
	}
}

// entries reads lines such as "0000000017 00000 n".
func (f *File) entries(l *lexer, first, count int) error {
	for i := range count {
		offset, err := l.number()
		if err != nil {
			return err
		}
		if _, err := l.number(); err != nil {
			return err
		}
		state, err := l.next(0)
		if err != nil {
			return err
		}
		if err := f.set(first+i, place{offset: offset}, state == keyword("n")); err != nil {
			return err
		}
	}
	return nil
}

// set notes where an object stands, unless a newer table said so. One that is
// not in use is noted too, so that no older table brings it back.
func (f *File) set(number int, p place, used bool) error {
	if _, newer := f.at[number]; newer || number <= 0 {
		return nil
	}
	if len(f.at) >= f.limits.Objects {
		return ErrTooLarge
	}
	if !used {
		f.cache[Ref(number)] = nil
	}
	f.at[number] = p
	return nil
}

// standing reads the object that begins at a byte: "12 0 obj … endobj".
func (f *File) standing(pos int) (number int, v Value, err error) {
	if pos >= len(f.b) {
		return 0, nil, ErrUnreadable
	}
	l := f.lexer(f.b, pos)
	if number, err = l.number(); err != nil {
		return 0, nil, err
	}
	if _, err = l.number(); err != nil {
		return 0, nil, err
	}
	if k, err := l.next(0); err != nil || k != keyword("obj") {
		return 0, nil, ErrUnreadable
	}
	if v, err = l.next(0); err != nil {
		return 0, nil, err
	}
	if v, err = f.ref(l, v); err != nil {
		return 0, nil, err
	}
	d, ok := v.(Dict)
	if !ok {
		return number, v, nil
	}
	if k, err := l.next(0); err != nil || k != keyword("stream") {
		return number, d, nil
	}
	raw, err := f.raw(l, d)
	return number, Stream{d, raw}, err
}

// ref makes a reference of an object that is nothing but "7 0 R".
func (f *File) ref(l *lexer, v Value) (Value, error) {
	n, ok := Int(v)
	if !ok {
		return v, nil
	}
	ahead := *l
	if _, err := ahead.number(); err != nil {
		return v, nil
	}
	if k, err := ahead.next(0); err != nil || k != keyword("R") || n < 0 {
		return v, nil
	}
	*l = ahead
	return Ref(n), nil
}

// raw is what lies between stream and endstream. The length that is written is
// believed when endstream follows.
func (f *File) raw(l *lexer, d Dict) ([]byte, error) {
	rest := f.b[l.pos:]
	rest = bytes.TrimPrefix(rest, []byte("\r"))
	rest = bytes.TrimPrefix(rest, []byte("\n"))
	length, err := f.Get(d["Length"])
	if err != nil {
		return nil, err
	}
	if n, ok := Int(length); ok && n >= 0 && n <= len(rest) {
		if bytes.HasPrefix(bytes.TrimLeft(rest[n:min(len(rest), n+20)], "\r\n \t\x00"), []byte("endstream")) {
			return rest[:n], nil
		}
	}
	end := bytes.Index(rest, []byte("endstream"))
	if end < 0 {
		return nil, ErrUnreadable
	}
	if f.left -= int64(end); f.left < 0 {
		return nil, ErrTooLarge // looking for ends again and again
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(rest[:end], []byte("\n")), []byte("\r")), nil
}
