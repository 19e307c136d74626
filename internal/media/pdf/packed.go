package pdf

import (
	"io"
	"slices"
)

// packedTable reads a table of objects that is itself a stream.
func (f *File) packedTable(pos int) (Dict, error) {
	_, v, err := f.standing(pos)
	s, ok := v.(Stream)
	if err != nil || !ok || s.Dict["Type"] != Name("XRef") {
		return nil, ErrUnreadable
	}
	b, err := f.table(s)
	if err != nil {
		return nil, err
	}
	width, ok := ints(s.Dict["W"])
	if !ok || len(width) != 3 || slices.Min(width) < 0 || slices.Max(width) > 8 || width[1] == 0 {
		return nil, ErrUnreadable
	}
	index, ok := ints(s.Dict["Index"])
	if !ok {
		size, _ := Int(s.Dict["Size"])
		index = []int{0, size}
	}
	return s.Dict, f.rows(b, width, index)
}

func ints(v Value) ([]int, bool) {
	a, ok := v.(Array)
	var list []int
	for _, e := range a {
		n, whole := Int(e)
		list, ok = append(list, n), ok && whole
	}
	return list, ok
}

// rows reads the table: for each object its kind, and where it stands.
func (f *File) rows(b []byte, width, index []int) error {
	size := width[0] + width[1] + width[2]
	for ; len(index) >= 2; index = index[2:] {
		for i := 0; i < index[1] && len(b) >= size; i++ {
			kind := 1
			if width[0] > 0 {
				kind = bigEndian(b[:width[0]])
			}
			where := bigEndian(b[width[0] : width[0]+width[1]])
			b = b[size:]
			p := place{offset: where}
			if kind == 2 {
				p = place{pack: where}
			}
			if where < 0 || kind == 2 && where == 0 {
				return ErrUnreadable
			}
			if err := f.set(index[0]+i, p, kind == 1 || kind == 2); err != nil {
				return err
			}
		}
	}
	return nil
}

func bigEndian(b []byte) int {
	n := 0
	for _, c := range b {
		n = n<<8 | int(c)
	}
	return n
}

// unpack reads all objects of a packed stream: first the pairs of number and
// offset, then the objects.
func (f *File) unpack(pack int) (map[int]Value, error) {
	if list, done := f.packs[pack]; done {
		return list, nil
	}
	if f.at[pack].pack != 0 {
		return nil, ErrUnreadable // a pack within a pack
	}
	v, err := f.Get(Ref(pack))
	s, ok := v.(Stream)
	if err != nil || !ok {
		return nil, ErrUnreadable
	}
	b, err := f.table(s)
	if err != nil {
		return nil, err
	}
	n, _ := Int(s.Dict["N"])
	first, ok := Int(s.Dict["First"])
	if !ok || first < 0 || first > len(b) || n > f.limits.Objects {
		return nil, ErrUnreadable
	}
	list, err := f.members(b, first, n)
	f.packs[pack] = list
	return list, err
}

func (f *File) members(b []byte, first, n int) (map[int]Value, error) {
	list := map[int]Value{}
	head := f.lexer(b[:first], 0)
	for range n {
		number, err := head.number()
		if err != nil {
			return nil, err
		}
		offset, err := head.number()
		if err != nil || offset > len(b)-first {
			return nil, ErrUnreadable
		}
		one := f.lexer(b, first+offset)
		if list[number], err = one.next(0); err != nil {
			return nil, err
		}
		if _, word := list[number].(keyword); word {
			return nil, ErrUnreadable
		}
	}
	return list, nil
}

// table reads the bytes of a stream that holds objects, predictor undone.
func (f *File) table(s Stream) ([]byte, error) {
	u, err := f.Open(s)
	if err != nil || u.Coding != "" {
		return nil, ErrUnreadable
	}
	b, err := io.ReadAll(u)
	if err != nil {
		return nil, err
	}
	if p, _ := Int(u.Parms["Predictor"]); p < 10 {
		return b, nil
	}
	columns, ok := Int(u.Parms["Columns"])
	if !ok {
		columns = 1
	}
	return unfilter(b, columns)
}

// unfilter undoes the row filters of PNG for rows of bytes. Writers of tables
// use None, Sub and Up; the others are refused.
func unfilter(b []byte, columns int) ([]byte, error) {
	if columns < 1 || columns > len(b) {
		return nil, ErrUnreadable
	}
	out, above := make([]byte, 0, len(b)), make([]byte, columns)
	for ; len(b) > columns; b = b[columns+1:] {
		row := b[1 : columns+1]
		for i := range row {
			switch {
			case b[0] == 1 && i > 0:
				row[i] += row[i-1]
			case b[0] == 2:
				row[i] += above[i]
			case b[0] > 2:
				return nil, ErrUnreadable
			}
		}
		out, above = append(out, row...), row
	}
	return out, nil
}
