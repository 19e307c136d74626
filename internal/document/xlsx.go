package document

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// WriteXLSX writes the tables of the document, those of charts too, as a workbook: a sheet each, and a first sheet
// that lists them. Cells are what they are (numbers, percents, days, amounts), so that they can be reckoned with;
// text is always text, never a formula. Excel holds at most 32,767 characters in a cell; what is longer is cut there.
func WriteXLSX(w io.Writer, d Document) error {
	x := &workbook{file: excelize.NewFile(), doc: d, words: wordsOf(d.Lang), styles: map[look]int{}}
	defer x.file.Close()
	if err := x.fill(); err != nil {
		return fmt.Errorf("document: writing a workbook: %w", err)
	}
	var b bytes.Buffer
	if err := x.file.Write(&b); err != nil {
		return err
	}
	parts, err := readZip(b.Bytes())
	if err != nil {
		return err
	}
	return writeZip(w, parts, d.Created)
}

// A workbook being written. The first error stays and ends the writing.
type workbook struct {
	file   *excelize.File
	doc    Document
	words  words
	styles map[look]int
	err    error
}

// A look is what a cell looks like; cells of one look share one style.
type look struct {
	format string // of the number; "" for text
	bold   bool
	head   bool
	link   bool
	right  bool
	indent int
	shade  int // as of a Cell
}

// A sheet is a table under its name in the workbook.
type sheet struct {
	name, title string
	table       Table
}

func (x *workbook) do(err error) {
	if x.err == nil {
		x.err = err
	}
}

func (x *workbook) fill() error {
	sheets := x.sheets()
	x.do(x.file.SetSheetName("Sheet1", x.words.contents))
	for _, s := range sheets {
		_, err := x.file.NewSheet(s.name)
		x.do(err)
		x.table(s)
	}
	x.contents(sheets)
	at := x.doc.Created.UTC().Format(time.RFC3339)
	x.do(x.file.SetDocProps(&excelize.DocProperties{
		Title: line(x.doc.Title), Subject: line(x.doc.Subject), Language: x.doc.lang(), Created: at, Modified: at,
	}))
	return x.err
}

// sheets are all tables of the document, in order, under names Excel takes.
func (x *workbook) sheets() []sheet {
	used := map[string]bool{strings.ToLower(x.words.contents): true, "history": true}
	var out []sheet
	add := func(t Table, title, fallback string) {
		if t.columns() == 0 {
			return
		}
		name := t.Sheet
		for _, other := range []string{title, fallback} {
			if sheetName(name) == "" {
				name = other
			}
		}
		out = append(out, sheet{uniqueSheet(used, sheetName(name)), line(title), t})
	}
	for _, b := range x.doc.Blocks {
		switch b := b.(type) {
		case Table:
			add(b, b.Caption, x.words.table)
		case Drawing:
			add(b.table(), first(b.table().Caption, b.title()), x.words.chart)
		}
	}
	return out
}

func first(texts ...string) string {
	for _, t := range texts {
		if line(t) != "" {
			return t
		}
	}
	return ""
}

// sheetName is a text as Excel takes it for a name: without its signs, at most 31 characters.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, s)
	return strings.Trim(shorten(line(s), 31), "' ")
}

// shorten cuts a text to so many UTF-16 units, which is how Excel counts.
func shorten(s string, limit int) string {
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > limit {
			return s[:i]
		}
	}
	return s
}

// uniqueSheet gives a name no other sheet has; Excel does not tell small letters from capitals.
func uniqueSheet(used map[string]bool, base string) string {
	name := base
	for n := 2; used[strings.ToLower(name)]; n++ {
		number := fmt.Sprintf(" (%d)", n)
		name = shorten(base, 31-len(number)) + number
	}
	used[strings.ToLower(name)] = true
	return name
}

// contents fills the first sheet.
func (x *workbook) contents(sheets []sheet) {
	name, row := x.words.contents, 1
	for _, text := range []string{x.doc.Mark, x.doc.Title, x.doc.Subject, x.doc.Footer} {
		if line(text) != "" {
			x.text(name, 1, row, text, look{bold: row <= 2})
			row++
		}
	}
	row++
	for i, text := range []string{x.words.sheet, x.words.table, x.words.note} {
		x.text(name, i+1, row, text, look{head: true})
	}
	for _, s := range sheets {
		row++
		x.text(name, 1, row, s.name, look{link: true})
		x.do(x.file.SetCellHyperLink(name, cellName(1, row), "'"+strings.ReplaceAll(s.name, "'", "''")+"'!A1", "Location"))
		x.text(name, 2, row, s.title, look{})
		x.text(name, 3, row, s.table.Note, look{})
	}
	x.do(x.file.SetColWidth(name, "A", "A", 34))
	x.do(x.file.SetColWidth(name, "B", "C", 60))
	x.page(name)
}

// table fills the sheet of one table: the head in the first row, which stays in sight, then the rows.
func (x *workbook) table(s sheet) {
	widths := x.widths(s)
	x.height(s.name, 1, s.table.Head, widths)
	for i, r := range s.table.Rows {
		x.height(s.name, i+2, r.texts(len(widths)), widths)
	}
	for col, align := range s.table.aligns() {
		right := align == AlignRight
		x.text(s.name, col+1, 1, s.table.head(col), look{head: true, right: right})
		for i, r := range s.table.Rows {
			x.cell(s.name, r, col, i+2, right)
		}
	}
	x.do(x.file.SetPanes(s.name, &excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft", Selection: []excelize.Selection{{SQRef: "A2", ActiveCell: "A2", Pane: "bottomLeft"}},
	}))
	x.do(x.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: "'" + strings.ReplaceAll(s.name, "'", "''") + "'!$1:$1", Scope: s.name,
	}))
	x.page(s.name)
}

// cell writes one cell as what it is.
func (x *workbook) cell(sheet string, r Row, col, row int, right bool) {
	c := r.cell(col)
	l := look{bold: r.Bold, right: right, shade: c.shade()}
	if col == 0 {
		l.indent = min(max(r.Level, 0), 8)
	}
	at := cellName(col+1, row)
	if v, ok := c.number(); ok {
		l.format = numberFormat(c.Kind, v)
		x.do(x.file.SetCellFloat(sheet, at, v, -1, 64))
		x.style(sheet, at, l)
		return
	}
	if day, ok := c.day(); ok {
		l.format = "dd.mm.yyyy"
		x.do(x.file.SetCellValue(sheet, at, day))
		x.style(sheet, at, l)
		return
	}
	if to := outward(c.Link); to != "" && line(c.Text) != "" {
		l.link = true
		x.do(x.file.SetCellHyperLink(sheet, at, to, "External"))
	}
	x.text(sheet, col+1, row, c.Text, l)
}

func (x *workbook) text(sheet string, col, row int, text string, l look) {
	at := cellName(col, row)
	if text = clean(text); text != "" {
		x.do(x.file.SetCellStr(sheet, at, text))
	}
	x.style(sheet, at, l)
}

func cellName(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return "" // past the last row or column; the write that follows gives the error
	}
	return name
}
