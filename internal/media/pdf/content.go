package pdf

import "bytes"

// The operators that say what a part of a page means and draw nothing. What
// they say can be words: the text behind a picture, a title.
var silent = map[keyword]bool{"BMC": true, "BDC": true, "EMC": true, "MP": true, "DP": true, "BX": true, "EX": true}

// maxOperands is what reading the operands of one operator may cost.
const maxOperands = 4 << 20

// Drawing writes the drawing of a page anew: operators with what they need, and
// nothing of comments or of marks that do not draw. ErrUnreadable for what is no
// drawing.
func Drawing(content []byte) ([]byte, error) {
	effort := maxOperands
	l := &lexer{content, 0, &effort}
	var out bytes.Buffer
	var operands Array
	for l.skip(); l.pos < len(l.b); l.skip() {
		v, err := l.next(0)
		if err != nil {
			return nil, err
		}
		k, operator := v.(keyword)
		if !operator {
			operands = append(operands, v)
			continue
		}
		if k == "BI" {
			if err := l.inline(&out); err != nil {
				return nil, err
			}
		} else if !silent[k] {
			line(&out, operands, k)
		}
		operands, effort = operands[:0], maxOperands
	}
	return out.Bytes(), nil
}

func line(out *bytes.Buffer, operands Array, k keyword) {
	for _, v := range operands {
		put(out, v)
		out.WriteByte(' ')
	}
	out.WriteString(string(k))
	out.WriteByte('\n')
}

// inline copies a small picture that stands in the drawing itself: BI, its
// description, ID, its bytes, EI. One that is a photograph is refused: it could
// hold a place, and nobody writes such a one.
func (l *lexer) inline(out *bytes.Buffer) error {
	out.WriteString("BI")
	for {
		v, err := l.next(0)
		if err != nil {
			return err
		}
		switch v {
		case Name("DCT"), Name("DCTDecode"), keyword("BI"):
			return ErrUnreadable
		}
		out.WriteByte(' ')
		put(out, v)
		if v == keyword("ID") {
			break
		}
	}
	l.pos = min(l.pos+1, len(l.b)) // one blank, then the bytes
	end := endOfInline(l.b[l.pos:])
	if end < 0 {
		return ErrUnreadable
	}
	out.WriteByte(' ')
	out.Write(l.b[l.pos : l.pos+end])
	out.WriteString("\nEI\n")
	l.pos += end + len("\nEI")
	return nil
}

// endOfInline finds the EI that ends a picture: alone between blanks, and what
// follows it looks like a drawing again and not like bytes.
func endOfInline(b []byte) int {
	for from := 0; ; {
		i := bytes.Index(b[from:], []byte("EI"))
		if i < 0 {
			return -1
		}
		i += from
		if i > 0 && isSpace(b[i-1]) && drawsOn(b[i+2:]) {
			return i - 1
		}
		from = i + 2
	}
}

func drawsOn(b []byte) bool {
	if len(b) > 0 && !isSpace(b[0]) {
		return false
	}
	for _, c := range b[:min(len(b), 12)] {
		if c == '%' {
			break
		}
		if c > '~' || c < ' ' && !isSpace(c) || c == 0 {
			return false
		}
	}
	return true
}
