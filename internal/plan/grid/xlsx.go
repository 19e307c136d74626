package grid

import (
	"encoding/xml"
	"math"
	"path"
	"strconv"
	"strings"
	"time"
)

// Xlsx reads the sheets of an Excel workbook that are not hidden, in their
// order. A number is written as people here write it, 4,7 and not 4.7, and a
// date as 31.12.2023; of a formula the value is read that was last computed.
func Xlsx(b []byte) ([]Grid, error) {
	a, err := openArchive(b)
	if err != nil {
		return nil, err
	}
	book, err := openWorkbook(a)
	if err != nil {
		return nil, err
	}
	var list []Grid
	for _, name := range book.sheets {
		g, err := book.sheet(a, name)
		if err != nil {
			return nil, err
		}
		if len(g) > 0 {
			list = append(list, g)
		}
	}
	if len(list) == 0 {
		return nil, ErrNoTable
	}
	return list, nil
}

// A workbook is what the cells of its sheets refer to.
type workbook struct {
	sheets []string // names of the parts
	shared []string // the texts that cells share
	dates  []bool   // for each style, whether it shows a date
	since  time.Time
}

func openWorkbook(a *archive) (*workbook, error) {
	w := &workbook{since: time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)}
	targets := map[string]string{}
	for _, step := range []struct {
		part string
		read func(*xml.Decoder, xml.StartElement) error
	}{
		{"xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, e xml.StartElement) error {
			targets[attr(e, "Id")] = target(attr(e, "Target"))
			return nil
		}},
		{"xl/workbook.xml", func(_ *xml.Decoder, e xml.StartElement) error { return w.readBook(e, targets) }},
		{"xl/sharedStrings.xml", w.readShared},
		{"xl/styles.xml", w.styles()},
	} {
		d, err := a.part(step.part)
		if err != nil {
			return nil, err
		}
		if d == nil {
			continue
		}
		if err := each(d, "", func(e xml.StartElement) error { return step.read(d, e) }); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// target is the name of the part that a relation of the workbook points to.
func target(s string) string {
	if strings.HasPrefix(s, "/") {
		return strings.TrimPrefix(path.Clean(s), "/")
	}
	return path.Join("xl", s)
}

func (w *workbook) readBook(e xml.StartElement, targets map[string]string) error {
	switch e.Name.Local {
	case "workbookPr":
		if v := attr(e, "date1904"); v == "1" || v == "true" {
			w.since = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		}
	case "sheet":
		if name, ok := targets[attr(e, "id")]; ok && attr(e, "state") == "" || attr(e, "state") == "visible" {
			w.sheets = append(w.sheets, name)
		}
	}
	return nil
}

func (w *workbook) readShared(d *xml.Decoder, e xml.StartElement) error {
	if e.Name.Local != "si" {
		return nil
	}
	s, err := richText(d, "si")
	w.shared = append(w.shared, s)
	return err
}

// richText joins the runs of a text, without the reading aids of some languages.
func richText(d *xml.Decoder, end string) (string, error) {
	var b strings.Builder
	err := each(d, end, func(e xml.StartElement) error {
		switch e.Name.Local {
		case "t":
			s, err := words(d)
			b.WriteString(s)
			return err
		case "rPh":
			return skip(d)
		}
		return nil
	})
	return b.String(), err
}

// styles finds out which cell styles show a date: the built-in formats of dates,
// and those of people that speak of years, months or days.
func (w *workbook) styles() func(*xml.Decoder, xml.StartElement) error {
	own, inCells := map[string]bool{}, false
	return func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			own[attr(e, "numFmtId")] = isDateFormat(attr(e, "formatCode"))
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells {
				id, _ := strconv.Atoi(attr(e, "numFmtId"))
				w.dates = append(w.dates, id >= 14 && id <= 22 || id >= 45 && id <= 47 || own[attr(e, "numFmtId")])
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

func (w *workbook) sheet(a *archive, name string) (Grid, error) {
	d, err := a.part(name)
	if err != nil || d == nil {
		return nil, err
	}
	var g Grid
	row, column := -1, -1
	err = each(d, "", func(e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			row, column = rowNumber(e, row), -1
		case "c":
			column = columnNumber(attr(e, "r"), column)
			s, err := w.cell(d, e)
			if err != nil {
				return err
			}
			return g.add(row, column, s)
		}
		return nil
	})
	return g, err
}

// rowNumber and columnNumber count from 0; what does not say where it stands
// comes after the one before.
func rowNumber(e xml.StartElement, before int) int {
	if n, err := strconv.Atoi(attr(e, "r")); err == nil && n > 0 {
		return n - 1
	}
	return before + 1
}

func columnNumber(ref string, before int) int {
	n := 0
	for _, r := range ref {
		if r < 'A' || r > 'Z' {
			break
		}
		if n = n*26 + int(r-'A') + 1; n > 1<<20 {
			break
		}
	}
	if n == 0 {
		return before + 1
	}
	return n - 1
}

func (w *workbook) cell(d *xml.Decoder, e xml.StartElement) (string, error) {
	raw, inline := "", ""
	err := each(d, "c", func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "v":
			raw, err = words(d)
		case "is":
			inline, err = richText(d, "is")
		case "f":
			err = skip(d)
		}
		return err
	})
	switch attr(e, "t") {
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(raw)); err == nil && n >= 0 && n < len(w.shared) {
			return w.shared[n], nil
		}
		return "", err
	case "inlineStr":
		return inline, err
	case "str", "b", "e", "d":
		return raw, err
	}
	style, _ := strconv.Atoi(attr(e, "s")) // none is the first
	return w.number(strings.TrimSpace(raw), style), err
}

// number writes a number, or a date, as people do. What is not finite, or too
// large to be an amount, stays as it is.
func (w *workbook) number(raw string, style int) string {
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 1e15 {
		return raw
	}
	if style >= 0 && style < len(w.dates) && w.dates[style] && v >= 1 && v < 1e6 {
		return w.since.AddDate(0, 0, int(v)).Format("02.01.2006")
	}
	s := strconv.FormatFloat(v, 'f', 4, 64)
	whole, part, _ := strings.Cut(strings.TrimRight(s, "0"), ".")
	if part == "" {
		return whole
	}
	if len(part) == 3 {
		part += "0" // three digits could be read as thousands
	}
	return whole + "," + part
}
