package pdf

import (
	"bytes"
	"strconv"
)

// lexer reads values one after another.
type lexer struct {
	b      []byte
	pos    int
	effort *int // what reading may still cost; see effortful
}

// A value costs its bytes and this much: so many small values take more memory
// than their bytes, and the same bytes can be read again and again.
const effortful = 16

func isSpace(c byte) bool { return c == 0 || c == 9 || c == 10 || c == 12 || c == 13 || c == 32 }

func isDelim(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// skip passes over white space and comments.
func (l *lexer) skip() {
	for comment := false; l.pos < len(l.b); l.pos++ {
		switch c := l.b[l.pos]; {
		case comment:
			comment = c != '\n' && c != '\r'
		case c == '%':
			comment = true
		case !isSpace(c):
			return
		}
	}
}

// next reads one value or keyword; at the end of what there is, ErrUnreadable.
func (l *lexer) next(depth int) (Value, error) {
	from := l.pos
	l.skip()
	*l.effort -= effortful + l.pos - from
	from = l.pos
	v, err := l.value(depth)
	switch v.(type) {
	case Array, Dict: // their parts have been counted
	default:
		*l.effort -= l.pos - from
	}
	if *l.effort < 0 {
		return nil, ErrTooLarge
	}
	return v, err
}

func (l *lexer) value(depth int) (Value, error) {
	if l.pos >= len(l.b) || depth > deepest {
		return nil, ErrUnreadable
	}
	c := l.b[l.pos]
	switch {
	case c == '/':
		l.pos++
		return l.name(), nil
	case c == '(':
		return l.literal()
	case bytes.HasPrefix(l.b[l.pos:], []byte("<<")):
		l.pos += 2
		return l.dict(depth)
	case c == '<':
		return l.hex()
	case c == '[':
		l.pos++
		return l.array(depth)
	case bytes.HasPrefix(l.b[l.pos:], []byte(">>")):
		l.pos += 2
		return keyword(">>"), nil
	case isDelim(c):
		l.pos++
		return keyword(c), nil
	}
	return word(l.regular()), nil
}

// regular is the run of characters that mean nothing by themselves.
func (l *lexer) regular() string {
	start := l.pos
	for l.pos < len(l.b) && !isSpace(l.b[l.pos]) && !isDelim(l.b[l.pos]) {
		l.pos++
	}
	return string(l.b[start:l.pos])
}

func word(s string) Value {
	switch s {
	case "true", "false":
		return s == "true"
	case "null":
		return nil
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil && s[0] < 'A' {
		return Number(s)
	}
	return keyword(s)
}

func (l *lexer) name() Name {
	s := []byte(l.regular())
	out := s[:0]
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) {
			if n, err := strconv.ParseUint(string(s[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return Name(out)
}

// literal is a string in brackets, with its escapes undone.
func (l *lexer) literal() (Value, error) {
	var out []byte
	l.pos++
	for open := 1; l.pos < len(l.b); l.pos++ {
		c := l.b[l.pos]
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.pos++
				return String(out), nil
			}
		case '\\':
			l.pos++
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return nil, ErrUnreadable
}

// escape reads what follows a backslash, and stays on its last byte.
func (l *lexer) escape(out []byte) []byte {
	if l.pos >= len(l.b) {
		return out
	}
	c := l.b[l.pos]
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	if c == '\r' && l.pos+1 < len(l.b) && l.b[l.pos+1] == '\n' {
		l.pos++
		return out
	}
	if c == '\r' || c == '\n' {
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	n := int(c - '0')
	for range 2 {
		if l.pos+1 < len(l.b) && l.b[l.pos+1] >= '0' && l.b[l.pos+1] <= '7' {
			l.pos++
			n = n*8 + int(l.b[l.pos]-'0')
		}
	}
	return append(out, byte(n))
}

func (l *lexer) hex() (Value, error) {
	end := bytes.IndexByte(l.b[l.pos:], '>')
	if end < 0 {
		return nil, ErrUnreadable
	}
	out, err := unhex(l.b[l.pos+1 : l.pos+end])
	l.pos += end + 1
	return String(out), err
}

func (l *lexer) array(depth int) (Value, error) {
	list := Array{}
	for {
		v, err := l.next(depth + 1)
		if err != nil {
			return nil, err
		}
		switch k, is := v.(keyword); {
		case !is:
			list = append(list, v)
		case k == "]":
			return list, nil
		case k == "R":
			if list, err = withRef(list); err != nil {
				return nil, err
			}
		default:
			return nil, ErrUnreadable
		}
	}
}

// withRef makes a reference of the last two numbers of the list.
func withRef(list Array) (Array, error) {
	if len(list) < 2 {
		return nil, ErrUnreadable
	}
	n, ok := Int(list[len(list)-2])
	if _, gen := list[len(list)-1].(Number); !ok || !gen || n < 0 {
		return nil, ErrUnreadable
	}
	return append(list[:len(list)-2], Ref(n)), nil
}

// dict reads the pairs of a dictionary: the array of what stands in it.
func (l *lexer) dict(depth int) (Value, error) {
	var list Array
	for {
		v, err := l.next(depth + 1)
		if err != nil {
			return nil, err
		}
		switch k, is := v.(keyword); {
		case !is:
			list = append(list, v)
		case k == ">>":
			return pairs(list)
		case k == "R":
			if list, err = withRef(list); err != nil {
				return nil, err
			}
		default:
			return nil, ErrUnreadable
		}
	}
}

func pairs(list Array) (Value, error) {
	d := Dict{}
	if len(list)%2 != 0 {
		return nil, ErrUnreadable
	}
	for i := 0; i < len(list); i += 2 {
		k, ok := list[i].(Name)
		if !ok {
			return nil, ErrUnreadable
		}
		d[k] = list[i+1]
	}
	return d, nil
}

// Int is a whole number; ok is false for anything else.
func Int(v Value) (n int, ok bool) {
	s, ok := v.(Number)
	n, err := strconv.Atoi(string(s))
	return n, ok && err == nil
}

// Float is any number; ok is false for anything else.
func Float(v Value) (x float64, ok bool) {
	s, ok := v.(Number)
	x, err := strconv.ParseFloat(string(s), 64)
	return x, ok && err == nil
}
