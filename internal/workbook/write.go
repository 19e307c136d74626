package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// A Table is one sheet to be written: a line that says what it is for, the
// headings below it, then the rows.
type Table struct {
	Name    string
	Note    string // in the first row; "" leaves the row blank
	Columns []Column
	Rows    [][]Slot
	Frozen  int  // columns that stay in sight when one goes to the right
	Hidden  bool // for programs alone
}

// HeadRow is the row of the headings, FirstRow the first one below them.
const (
	HeadRow  = 2
	FirstRow = 3
)

// A Column of a table.
type Column struct {
	Heading string
	Width   float64  // in characters
	Hidden  bool     // for programs alone
	Choices []string // what its open cells may be chosen from
	Note    string   // shown when a cell is chosen
}

// A Slot is one cell of a row. What is not open is locked: it can be read and
// not changed.
type Slot struct {
	Value any // nil, a string, a float64, or a Day
	Open  bool
	As    As
}

// As says what is to be written in an open cell.
type As int

const (
	AsText As = iota
	AsNumber
	AsDay
)

// A Day is a day "2023-06-30", written as a true date.
type Day string

// listsSheet holds what the lists offer.
const listsSheet = "Listat"

// Write writes tables as a workbook, the same bytes whenever the same is
// written at the same time. The sheets can be opened to every change by who
// wishes: there is no password.
func Write(tables []Table, at time.Time) ([]byte, error) {
	w := &writer{f: excelize.NewFile(), styles: map[style]int{}, lists: map[string]string{}}
	defer w.f.Close()
	w.do(w.f.SetSheetName("Sheet1", tables[0].Name))
	for _, t := range tables[1:] {
		w.add(t.Name)
	}
	w.add(listsSheet)
	for _, t := range tables {
		w.table(t)
	}
	w.do(w.f.SetSheetVisible(listsSheet, false))
	made := at.UTC().Format(time.RFC3339)
	w.do(w.f.SetDocProps(&excelize.DocProperties{Title: tables[0].Name, Language: "sq-AL", Created: made, Modified: made}))
	var b bytes.Buffer
	w.do(w.f.Write(&b))
	if w.err != nil {
		return nil, fmt.Errorf("workbook: writing: %w", w.err)
	}
	return repacked(b.Bytes(), at)
}

// A writer keeps the first error.
type writer struct {
	f      *excelize.File
	styles map[style]int
	lists  map[string]string // what a list offers → where it stands
	err    error
}

// A style is how a cell looks; cells of one style share it.
type style struct {
	head, note, open bool
	as               As
}

func (w *writer) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) add(sheet string) {
	_, err := w.f.NewSheet(sheet)
	w.do(err)
}

func (w *writer) table(t Table) {
	w.cell(t.Name, 1, w.firstShown(t), t.Note, style{note: true})
	for i, c := range t.Columns {
		w.column(t, i+1, c)
		w.cell(t.Name, HeadRow, i+1, c.Heading, style{head: true})
		for j, row := range t.Rows {
			w.cell(t.Name, FirstRow+j, i+1, row[i].Value, style{open: row[i].Open, as: row[i].As})
		}
	}
	w.heights(t)
	w.protect(t)
	w.page(t)
}

// heights makes each row as high as its longest text needs: not every program
// does that by itself.
func (w *writer) heights(t Table) {
	head := make([]Slot, len(t.Columns))
	for i, c := range t.Columns {
		head[i].Value = c.Heading
	}
	for i, row := range append([][]Slot{head}, t.Rows...) {
		lines := 1
		for j, s := range row {
			if text, ok := s.Value.(string); ok && !t.Columns[j].Hidden {
				lines = max(lines, linesOf(text, t.Columns[j].Width))
			}
		}
		if lines > 1 {
			w.do(w.f.SetRowHeight(t.Name, HeadRow+i, min(float64(lines)*15, 400)))
		}
	}
}

// linesOf is how many lines a text takes in a column so many characters wide.
func linesOf(s string, width float64) int {
	n := 0
	for line := range strings.Lines(s) {
		n += 1 + max(utf8.RuneCountInString(line)-1, 0)/max(int(width)-1, 1)
	}
	return n
}

// firstShown is the first column that people see.
func (w *writer) firstShown(t Table) int {
	return 1 + max(0, slices.IndexFunc(t.Columns, func(c Column) bool { return !c.Hidden }))
}

func (w *writer) column(t Table, n int, c Column) {
	name, err := excelize.ColumnNumberToName(n)
	w.do(err)
	w.do(w.f.SetColWidth(t.Name, name, name, c.Width))
	if c.Hidden {
		w.do(w.f.SetColVisible(t.Name, name, false))
	}
	if len(t.Rows) == 0 || len(c.Choices) == 0 && c.Note == "" {
		return
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(fmt.Sprintf("%s%d:%s%d", name, FirstRow, name, FirstRow+len(t.Rows)-1))
	if len(c.Choices) > 0 {
		v.SetSqrefDropList(w.list(c.Choices))
	}
	v.ShowErrorMessage = false // names are understood without diacritics too
	if c.Note != "" {
		v.SetInput(shorten(c.Heading, 32), shorten(c.Note, 255))
	}
	w.do(w.f.AddDataValidation(t.Name, v))
}

func shorten(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// list writes a list once and says where it stands.
func (w *writer) list(items []string) string {
	key := strings.Join(items, "\x00")
	if at, ok := w.lists[key]; ok {
		return at
	}
	n := len(w.lists) + 1
	col, err := excelize.ColumnNumberToName(n)
	w.do(err)
	for i, s := range items {
		w.do(w.f.SetCellStr(listsSheet, Address(n, i+1), escaped(s)))
	}
	w.lists[key] = fmt.Sprintf("%s!$%s$1:$%s$%d", listsSheet, col, col, len(items))
	return w.lists[key]
}

func (w *writer) cell(sheet string, row, column int, v any, s style) {
	at := Address(column, row)
	switch v := v.(type) {
	case string:
		if v != "" {
			w.do(w.f.SetCellStr(sheet, at, escaped(v)))
		}
	case Day:
		day, err := time.Parse(time.DateOnly, string(v))
		if s.as = AsDay; err != nil || v < firstSerial {
			w.do(w.f.SetCellStr(sheet, at, string(v)))
		} else {
			w.do(w.f.SetCellValue(sheet, at, day))
		}
	case nil:
	default:
		w.do(w.f.SetCellValue(sheet, at, v))
	}
	w.look(sheet, at, s)
}

func (w *writer) look(sheet, at string, s style) {
	id, ok := w.styles[s]
	if !ok {
		var err error
		id, err = w.f.NewStyle(s.excel())
		w.do(err)
		w.styles[s] = id
	}
	w.do(w.f.SetCellStyle(sheet, at, at, id))
}

// excel is the style in the words of Excel. What may be filled in is white,
// with a border; the rest is grey.
func (s style) excel() *excelize.Style {
	x := &excelize.Style{
		Font:       &excelize.Font{Family: "Calibri", Size: 11, Bold: s.head, Italic: s.note},
		Alignment:  &excelize.Alignment{Vertical: "top", WrapText: !s.note},
		Protection: &excelize.Protection{Locked: !s.open},
	}
	switch {
	case s.note:
		return x
	case s.open && s.as == AsText:
		x.NumFmt = 49 // text: what is typed stays as it was typed
	case s.as == AsDay:
		format := "dd.mm.yyyy"
		x.CustomNumFmt = &format
	}
	fill, line := "F1F3F5", "D0D5DA"
	if s.head {
		fill = "DDE3EA"
	}
	if !s.open {
		x.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}
	}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		x.Border = append(x.Border, excelize.Border{Type: side, Color: line, Style: 1})
	}
	return x
}

// protect locks what is not open. Columns and rows can be made wider and higher.
func (w *writer) protect(t Table) {
	if t.Hidden {
		w.do(w.f.SetSheetVisible(t.Name, false))
	}
	w.do(w.f.ProtectSheet(t.Name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true, EditObjects: true, EditScenarios: true,
	}))
}

// onPage is how wide a sheet may be, in characters, to be printed on one page.
const onPage = 160

// page keeps the head in sight and fits the sheet to lying paper.
func (w *writer) page(t Table) {
	corner := Address(t.Frozen+1, FirstRow)
	pane := "bottomLeft"
	if t.Frozen > 0 {
		pane = "bottomRight"
	}
	w.do(w.f.SetPanes(t.Name, &excelize.Panes{Freeze: true, XSplit: t.Frozen, YSplit: HeadRow, TopLeftCell: corner, ActivePane: pane,
		Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: pane}}}))
	width := 0.0
	for _, c := range t.Columns[t.Frozen:] {
		width += c.Width
	}
	a4, lying, wide, tall, fit := 9, "landscape", 1+int(width/onPage), 0, true
	w.do(w.f.SetPageLayout(t.Name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &lying, FitToWidth: &wide, FitToHeight: &tall}))
	w.do(w.f.SetSheetProps(t.Name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	quoted := "'" + strings.ReplaceAll(t.Name, "'", "''") + "'"
	again := fmt.Sprintf("%s!$%d:$%d", quoted, HeadRow, HeadRow)
	if t.Frozen > 0 {
		last, err := excelize.ColumnNumberToName(t.Frozen)
		w.do(err)
		again = fmt.Sprintf("%s!$A:$%s,%s", quoted, last, again)
	}
	w.do(w.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: t.Name, RefersTo: again}))
}

// repacked is the same zip with its parts by name, the list of types first, and
// all of one time.
func repacked(b []byte, at time.Time) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	const types = "[Content_Types].xml"
	slices.SortFunc(in.File, func(a, b *zip.File) int {
		if (a.Name == types) != (b.Name == types) {
			return map[bool]int{true: -1, false: 1}[a.Name == types]
		}
		return strings.Compare(a.Name, b.Name)
	})
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		if err := copyPart(z, f, at); err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return out.Bytes(), err
}

func copyPart(z *zip.Writer, f *zip.File, at time.Time) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: at.UTC().Truncate(time.Second)})
	if err != nil {
		return err
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	// A row that is as high as its text needs goes on growing with it.
	_, err = w.Write(bytes.ReplaceAll(b, []byte(` customHeight="1"`), nil))
	return err
}
