// Package workbook reads Excel workbooks that people filled in, and writes those
// they are given to fill in: with locked headings, lists to choose from and
// sheets that only programs look at.
//
// It knows no committee and no return. It computes no formula (the value Excel
// last computed is read), runs no macro, and follows no link. Its limits stand
// before it reads: a file made to be huge is refused, not opened.
package workbook

import (
	_ "embed"
	"encoding/xml"
	"errors"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"

	"tryeza/internal/text"
	"tryeza/internal/workbook/ooxml"
)

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

// The ways in which a file cannot be read, in Albanian, for people.
var (
	ErrUnreadable = errors.New("Skedari nuk hapet si libër Excel (.xlsx). Ruajeni sërish nga Excel ose LibreOffice, pa fjalëkalim.")
	ErrTooLarge   = errors.New("Libri është shumë i madh: ka më shumë fletë, rreshta, kolona ose tekst se ç’pranohet. Fshini atë që nuk duhet dhe ruajeni sërish.")
	ErrMacros     = errors.New("Libri ka makro, dhe librat me makro nuk pranohen. Ruajeni si libër të zakonshëm Excel (.xlsx).")
)

// Limits are what is taken at most.
type Limits struct {
	Bytes   int64 // of everything read, unpacked
	Sheets  int
	Rows    int // the last row of a sheet that may hold something
	Columns int // the last column
	Cells   int // that hold something, in the whole workbook

	VisibleOnly bool // hidden sheets are passed over
}

// maxEntries is how many files the zip of a workbook may hold.
const maxEntries = 2_000

// A Book is a workbook that was read, with its sheets in their order.
type Book struct{ Sheets []*Sheet }

// Sheet finds a sheet by its name, in capitals or not; nil when there is none.
func (b *Book) Sheet(name string) *Sheet {
	i := slices.IndexFunc(b.Sheets, func(s *Sheet) bool { return strings.EqualFold(s.Name, name) })
	if i < 0 {
		return nil
	}
	return b.Sheets[i]
}

// A Sheet holds the cells in which something stands, be it spaces.
type Sheet struct {
	Name   string
	Hidden bool
	rows   [][]Cell // the first row is rows[0]; cells from left to right
}

// Rows is the number of the last row that holds something.
func (s *Sheet) Rows() int { return len(s.rows) }

// Row is the cells of a row that hold something, from left to right. Rows count from 1.
func (s *Sheet) Row(n int) []Cell {
	if n < 1 || n > len(s.rows) {
		return nil
	}
	return s.rows[n-1]
}

// At is one cell; rows and columns count from 1. It knows its place even when
// nothing stands there.
func (s *Sheet) At(row, column int) Cell {
	cells := s.Row(row)
	i := sort.Search(len(cells), func(i int) bool { return cells[i].Column >= column })
	if i < len(cells) && cells[i].Column == column {
		return cells[i]
	}
	return Cell{Row: row, Column: column}
}

// Read reads a workbook within limits. Its errors are those above, or the Fault
// of a sheet that reaches too far.
func Read(b []byte, l Limits) (*Book, error) {
	f, err := ooxml.Open(b, ooxml.Limits{Entries: maxEntries, Bytes: l.Bytes})
	if err != nil {
		return nil, said(err)
	}
	r := &reader{file: f, limits: l, targets: map[string]string{}}
	if err := r.read(); err != nil {
		return nil, said(err)
	}
	return &r.book, nil
}

func said(err error) error {
	switch err {
	case ooxml.ErrUnreadable:
		return ErrUnreadable
	case ooxml.ErrTooLarge:
		return ErrTooLarge
	}
	return err
}

// A reader is what the cells of a workbook refer to while it is read.
type reader struct {
	file    *ooxml.File
	limits  Limits
	book    Book
	targets map[string]string // relation → part
	parts   []string          // of the sheets
	shared  []string          // the texts that cells share
	dated   []bool            // for each style, whether it shows a date
	since04 bool              // days are counted from 1904
	cells   int
}

func (r *reader) read() error {
	if r.file.HasMacros() {
		return ErrMacros
	}
	steps := []struct {
		part  string
		visit func(*ooxml.Decoder, xml.StartElement) error
	}{
		{"[Content_Types].xml", refuseMacros},
		{"xl/_rels/workbook.xml.rels", r.relation},
		{"xl/workbook.xml", r.describe},
		{"xl/sharedStrings.xml", r.share},
		{"xl/styles.xml", r.styles()},
	}
	for _, s := range steps {
		if err := r.file.Walk(s.part, s.visit); err != nil {
			return err
		}
	}
	if len(r.parts) == 0 {
		return ErrUnreadable
	}
	for i, part := range r.parts {
		if err := r.sheet(r.book.Sheets[i], part); err != nil {
			return err
		}
	}
	return nil
}

func refuseMacros(_ *ooxml.Decoder, e xml.StartElement) error {
	if strings.Contains(strings.ToLower(ooxml.Attr(e, "ContentType")), "macroenabled") {
		return ErrMacros
	}
	return nil
}

// relation notes the part that a relation of the workbook points to.
func (r *reader) relation(_ *ooxml.Decoder, e xml.StartElement) error {
	to := ooxml.Attr(e, "Target")
	if strings.HasPrefix(to, "/") {
		to = strings.TrimPrefix(path.Clean(to), "/")
	} else {
		to = path.Join("xl", to)
	}
	r.targets[ooxml.Attr(e, "Id")] = to
	return nil
}

func (r *reader) describe(_ *ooxml.Decoder, e xml.StartElement) error {
	switch e.Name.Local {
	case "workbookPr":
		v := ooxml.Attr(e, "date1904")
		r.since04 = v == "1" || v == "true"
	case "sheet":
		part, state := r.targets[ooxml.Attr(e, "id")], ooxml.Attr(e, "state")
		hidden := state != "" && state != "visible"
		if !r.file.Has(part) || slices.Contains(r.parts, part) || hidden && r.limits.VisibleOnly {
			return nil
		}
		if len(r.parts) == r.limits.Sheets {
			return ErrTooLarge
		}
		r.parts = append(r.parts, part)
		r.book.Sheets = append(r.book.Sheets, &Sheet{Name: ooxml.Attr(e, "name"), Hidden: hidden})
	}
	return nil
}

// share reads one text that cells share. There may be no more of them than
// cells, and some that nothing refers to any more.
func (r *reader) share(d *ooxml.Decoder, e xml.StartElement) error {
	if e.Name.Local != "si" {
		return nil
	}
	if len(r.shared) >= 2*r.limits.Cells {
		return ErrTooLarge
	}
	s, err := richText(d, "si")
	r.shared = append(r.shared, s)
	return err
}

// styles finds out which cell styles show a date: the built-in formats of dates,
// and those of people that speak of years, months or days.
func (r *reader) styles() func(*ooxml.Decoder, xml.StartElement) error {
	own, inCells := map[string]bool{}, false
	return func(_ *ooxml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			own[ooxml.Attr(e, "numFmtId")] = isDateFormat(ooxml.Attr(e, "formatCode"))
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells {
				id, _ := strconv.Atoi(ooxml.Attr(e, "numFmtId"))
				r.dated = append(r.dated, id >= 14 && id <= 22 || id >= 45 && id <= 47 || own[ooxml.Attr(e, "numFmtId")])
			}
		}
		return nil
	}
}

// isDateFormat looks for years, months or days outside of quoted, bracketed and
// escaped text.
func isDateFormat(format string) bool {
	quoted, escaped := false, false
	for _, r := range strings.ToLower(format) {
		switch {
		case escaped:
			escaped = false
		case r == '\\' || r == '_' || r == '*':
			escaped = true
		case r == '"' || r == '[' || r == ']':
			quoted = !quoted
		case !quoted && strings.ContainsRune("ymd", r):
			return true
		}
	}
	return false
}
