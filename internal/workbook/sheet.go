package workbook

import (
	"cmp"
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/workbook/ooxml"
)

// sheet reads the cells of a sheet. What is only formatted takes no room.
func (r *reader) sheet(s *Sheet, part string) error {
	row, column := 0, 0
	err := r.file.Walk(part, func(d *ooxml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			row, column = rowNumber(e, row), 0
		case "c":
			column = columnNumber(ooxml.Attr(e, "r"), column)
			c, err := r.cell(d, e)
			if err != nil || c.raw == "" {
				return err
			}
			c.Row, c.Column = row, column
			return r.add(s, c)
		}
		return nil
	})
	for _, cells := range s.rows {
		slices.SortStableFunc(cells, func(a, b Cell) int { return cmp.Compare(a.Column, b.Column) })
	}
	return err
}

// add puts a cell into its row while the sheet is small enough. A cell outside
// of every row is not one of a workbook.
func (r *reader) add(s *Sheet, c Cell) error {
	r.cells++
	if c.Row < 1 || c.Column < 1 {
		return ooxml.ErrUnreadable
	}
	if c.Row > r.limits.Rows || c.Column > r.limits.Columns {
		return Fault{Sheet: s.Name, Words: "Fleta ka më shumë se %d rreshta ose %d kolona. Fshini ato që janë bosh.", Args: []any{r.limits.Rows, r.limits.Columns}}
	}
	if r.cells > r.limits.Cells {
		return ErrTooLarge
	}
	for len(s.rows) < c.Row {
		s.rows = append(s.rows, nil)
	}
	s.rows[c.Row-1] = append(s.rows[c.Row-1], c)
	return nil
}

// rowNumber and columnNumber count from 1; what does not say where it stands
// comes after the one before.
func rowNumber(e xml.StartElement, before int) int {
	if n, err := strconv.Atoi(ooxml.Attr(e, "r")); err == nil && n > 0 {
		return n
	}
	return before + 1
}

func columnNumber(ref string, before int) int {
	n := 0
	for _, r := range ref {
		if r < 'A' || r > 'Z' || n > 1<<20 {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	if n == 0 {
		return before + 1
	}
	return n
}

// cell reads what a cell holds; where it stands is for the caller to say.
func (r *reader) cell(d *ooxml.Decoder, e xml.StartElement) (Cell, error) {
	raw, inline := "", ""
	err := d.Each("c", func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "v":
			raw, err = d.Words()
		case "is":
			inline, err = richText(d, "is")
		case "f":
			err = d.Skip()
		}
		return err
	})
	if err != nil {
		return Cell{}, err
	}
	switch ooxml.Attr(e, "t") {
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(raw)); err == nil && n >= 0 && n < len(r.shared) {
			return Cell{raw: r.shared[n], kind: words}, nil
		}
		return Cell{}, nil
	case "inlineStr":
		return Cell{raw: inline, kind: words}, nil
	case "str", "d":
		return Cell{raw: decoded(raw), kind: words}, nil
	case "b":
		return Cell{raw: raw, kind: truth}, nil
	case "e":
		return Cell{raw: raw, kind: broken}, nil
	}
	style, _ := strconv.Atoi(ooxml.Attr(e, "s")) // none is the first
	dated := style >= 0 && style < len(r.dated) && r.dated[style]
	return Cell{raw: strings.TrimSpace(raw), kind: number, dated: dated, since04: r.since04}, nil
}

// richText joins the runs of a text, without the reading aids of some languages.
func richText(d *ooxml.Decoder, end string) (string, error) {
	var b strings.Builder
	err := d.Each(end, func(e xml.StartElement) error {
		switch e.Name.Local {
		case "t":
			s, err := d.Words()
			b.WriteString(s)
			return err
		case "rPh":
			return d.Skip()
		}
		return nil
	})
	return decoded(b.String()), err
}

var characterCode = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// decoded puts the characters in place that workbooks write as codes: "_x000D_"
// is the end of a line, "_x005F_" the line below that begins a code.
func decoded(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return characterCode.ReplaceAllStringFunc(s, func(code string) string {
		n, _ := strconv.ParseUint(code[2:6], 16, 16)
		return string(rune(n))
	})
}

// escaped keeps a text that looks like the code of a character from being read
// as that character.
func escaped(s string) string { return characterCode.ReplaceAllString(s, "_x005F$0") }
