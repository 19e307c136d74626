package exchange

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// The sheets that are for programs alone, and hidden.
const (
	aboutSheet = "Tryeza"   // format, committee, year
	listsSheet = "Listat"   // what the drop-down lists offer
	longSheet  = "Vazhdimi" // texts too long for one cell
)

// maxCell is how much of a text one cell takes; Excel allows 32,767 characters.
const maxCell = 32_000

// blankRows is to how many rows below the last one the drop-down lists reach.
const blankRows = 200

// Workbook writes the document as a workbook: a sheet for each kind of row, with
// Albanian headings, typed cells, and lists to choose from. What only programs
// need stands in hidden columns.
func (d *Document) Workbook() ([]byte, error) {
	w := &writer{f: excelize.NewFile(), d: d, names: newDirectory(d), ranges: map[string]string{}}
	defer w.f.Close()
	rows := map[*table][]*node{}
	d.walk(func(n *node) { rows[n.table] = append(rows[n.table], n) })
	w.start()
	for _, t := range tables {
		w.sheet(t, rows[t])
	}
	for _, sheet := range []string{aboutSheet, listsSheet, longSheet} {
		w.do(w.f.SetSheetVisible(sheet, false))
	}
	var b bytes.Buffer
	w.do(w.f.Write(&b))
	return b.Bytes(), w.err
}

// A writer keeps the first error.
type writer struct {
	f               *excelize.File
	d               *Document
	names           *directory
	head, body, day int               // styles
	ranges          map[string]string // where the lists stand
	listed          int
	long            int
	wide            float64     // of the column being written, 0 when it is hidden
	high            map[int]int // lines of text in each row of the sheet being written
	err             error
}

func (w *writer) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

// start makes the sheets, the styles and the hidden head of the workbook.
func (w *writer) start() {
	var err error
	top := &excelize.Alignment{WrapText: true, Vertical: "top"}
	w.head, err = w.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top})
	w.do(err)
	w.body, err = w.f.NewStyle(&excelize.Style{Alignment: top})
	w.do(err)
	format := "dd.mm.yyyy"
	w.day, err = w.f.NewStyle(&excelize.Style{CustomNumFmt: &format, Alignment: top})
	w.do(err)
	w.do(w.f.SetSheetName("Sheet1", tables[0].sheet))
	for _, t := range tables[1:] {
		w.newSheet(t.sheet)
	}
	for _, sheet := range []string{aboutSheet, listsSheet, longSheet} {
		w.newSheet(sheet)
	}
	for i, v := range []any{"format", Format, "committee", w.d.Committee.ID, "year", w.d.Year} {
		w.set(aboutSheet, i%2+1, i/2+1, v)
	}
}

func (w *writer) newSheet(name string) {
	_, err := w.f.NewSheet(name)
	w.do(err)
}

func (w *writer) set(sheet string, col, row int, v any) {
	at, err := excelize.CoordinatesToCellName(col, row)
	w.do(err)
	w.do(w.f.SetCellValue(sheet, at, v))
}

// A place is one column of a sheet: a field, or what stands beside it.
type place struct {
	heading string
	part    string // "field", "label" (of the row), "parent", "parent id", "ids" (of a reference)
	column  column
	hidden  bool
}

// places are the columns of a sheet in their order, those for programs last.
func (t *table) places() []place {
	var list, hidden []place
	if t.parent != root && !t.single() {
		list = append(list, place{heading: t.parent.heading(), part: "parent"})
		hidden = append(hidden, place{heading: "id: " + t.parent.heading(), part: "parent id", hidden: true})
	}
	if labelled[t.name] != "" {
		list = append(list, place{heading: labelled[t.name], part: "label"})
	}
	for _, c := range t.columns {
		p := place{heading: c.heading, part: "field", column: c, hidden: c.hidden}
		if c.hidden {
			hidden = append(hidden, p)
			continue
		}
		list = append(list, p)
		if c.refers() {
			hidden = append(hidden, place{heading: "id: " + c.heading, part: "ids", column: c, hidden: true})
		}
	}
	return append(list, hidden...)
}

// labelled are the sheets whose rows others refer to, with the heading of what
// they are called by.
var labelled = map[string]string{
	"institutions": "Institucioni", "orders": "Urdhri", "plan": "Plani", "objectives": "Objektivi", "activities": "Aktiviteti",
	"indicators": "Treguesi", "rounds": "Raportimi i periudhës", "returns": "Raportimi", "items": "Aktiviteti i raportuar", "meetings": "Mbledhja",
	"issues": "Problematika", "tasks": "Detyra", "programmes": "Programi", "projects": "Projekti", "checks": "Linja e planit të monitorimit",
	"employers": "Punëdhënësi", "visits": "Vizita", "fairs": "Panairi", "campaign_calendars": "Kalendari", "slots": "Radha", "campaigns": "Fushata",
	"procedures": "Procedura", "courses": "Trajnimi", "professionals": "Profesionisti", "sessions": "Seanca",
}

func (t *table) heading() string { return labelled[t.name] }

// sheet writes the rows of a table.
func (w *writer) sheet(t *table, rows []*node) {
	w.high = map[int]int{}
	for i, p := range t.places() {
		name, err := excelize.ColumnNumberToName(i + 1)
		w.do(err)
		w.do(w.f.SetColWidth(t.sheet, name, name, width(p)))
		w.do(w.f.SetColStyle(t.sheet, name, w.body))
		w.set(t.sheet, i+1, 1, p.heading)
		if w.wide = width(p); p.hidden {
			w.wide = 0
			w.do(w.f.SetColVisible(t.sheet, name, false))
		}
		for j, n := range rows {
			w.cell(t.sheet, i+1, j+2, p, n)
		}
		if p.part == "field" && !p.column.several {
			w.choices(t.sheet, name, p.column, len(rows)+1+blankRows)
		}
	}
	for row, lines := range w.high {
		w.do(w.f.SetRowHeight(t.sheet, row, min(15*float64(lines), 400)))
	}
	w.do(w.f.SetRowStyle(t.sheet, 1, 1, w.head))
	landscape, wide, tall := "landscape", 1, 0
	w.do(w.f.SetPageLayout(t.sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}))
	fit := true
	w.do(w.f.SetSheetProps(t.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	w.do(w.f.SetPanes(t.sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}

// width of a column in characters.
func width(p place) float64 {
	switch {
	case p.part == "parent" || p.part == "label" || p.column.kind == "ref" || p.column.kind == "link":
		return 40
	case p.column.kind == "text":
		return 50
	case p.column.kind == "refs" || p.column.kind == "codes":
		return 35
	case p.column.kind == "day" || p.column.kind == "number":
		return 14
	}
	return 20
}

// cell writes one cell; what is blank stays blank.
func (w *writer) cell(sheet string, col, row int, p place, n *node) {
	switch p.part {
	case "parent":
		w.text(sheet, col, row, w.names.label(n.parent.table.name, n.parent.id()))
	case "parent id":
		w.text(sheet, col, row, n.parent.id())
	case "label":
		w.text(sheet, col, row, w.names.label(n.table.name, n.id()))
	case "ids":
		v := n.row.Field(p.column.field)
		w.text(sheet, col, row, strings.Join(idsIn(v), separator))
	default:
		w.field(sheet, col, row, p.column.led(n.row), n.row.Field(p.column.field))
	}
}

// separator stands between the names of one cell.
const separator = "; "

func idsIn(v reflect.Value) []string {
	if list, ok := v.Interface().([]string); ok {
		return list
	}
	if v.String() == "" {
		return nil
	}
	return []string{v.String()}
}

func (w *writer) field(sheet string, col, row int, c column, v reflect.Value) {
	if zero(v) && c.kind != "bool" {
		return
	}
	switch c.kind {
	case "bool":
		if v.Bool() {
			w.text(sheet, col, row, yes)
		}
	case "count":
		w.set(sheet, col, row, v.Int())
	case "number":
		w.number(sheet, col, row, *v.Interface().(*figure.Number))
	case "day":
		w.date(sheet, col, row, v.String())
	case "bytes":
		w.text(sheet, col, row, base64.StdEncoding.EncodeToString(v.Bytes()))
	case "json":
		w.text(sheet, col, row, string(v.Bytes()))
	case "code", "codes", "ref", "refs", "link":
		var labels []string
		for _, id := range idsIn(v) {
			labels = append(labels, w.called(c, id))
		}
		w.text(sheet, col, row, strings.Join(labels, separator))
	default:
		w.text(sheet, col, row, v.String())
	}
}

// yes is how a true value is written; a false one is left blank.
const yes = "po"

// called is what people call the code or row behind an id.
func (w *writer) called(c column, id string) string {
	if strings.HasPrefix(c.kind, "code") {
		return w.d.listOf(c).Label(text.SQ, id)
	}
	if l := w.names.label(c.arg, id); l != "" {
		return listable.Replace(l)
	}
	return id
}

// listable takes out of a name what parts the names of one cell.
var listable = strings.NewReplacer(";", ",", "\n", " ")

// exact is the largest number a cell holds to its last ten-thousandth: Excel
// keeps 15 digits.
const exact = figure.Number(999_999_999_999_999)

func (w *writer) number(sheet string, col, row int, n figure.Number) {
	if n > exact || n < -exact {
		w.text(sheet, col, row, text.Number(text.SQ, int64(n)))
		return
	}
	w.set(sheet, col, row, n.Float())
}

// date writes a true date; days before the calendar of Excel is sound are text.
func (w *writer) date(sheet string, col, row int, day string) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil || day < firstSerial {
		w.text(sheet, col, row, day)
		return
	}
	w.set(sheet, col, row, t)
	at, err := excelize.CoordinatesToCellName(col, row)
	w.do(err)
	w.do(w.f.SetCellStyle(sheet, at, at, w.day))
}

// firstSerial is the first day written and read as a number: what is typed as a
// year, 2023, must not become a day of 1905.
const firstSerial = "1950-01-01"

// text writes a string, and what does not fit into one cell onto the sheet of
// long texts, which the cell then names.
func (w *writer) text(sheet string, col, row int, s string) {
	if s == "" {
		return
	}
	if len(s) <= maxCell && !strings.HasPrefix(s, longMark) {
		at, err := excelize.CoordinatesToCellName(col, row)
		w.do(err)
		w.do(w.f.SetCellStr(sheet, at, escaped(s)))
		w.rise(row, s)
		return
	}
	w.long++
	name := fmt.Sprintf("%s%d", longMark, w.long)
	w.set(sheet, col, row, name)
	w.set(longSheet, 1, w.long, name)
	for i, piece := range pieces(s) {
		w.set(longSheet, i+2, w.long, escaped(piece))
	}
}

// rise makes a row as high as a text in the column being written needs.
func (w *writer) rise(row int, s string) {
	lines := 0
	for line := range strings.Lines(s) {
		lines += 1 + int(float64(utf8.RuneCountInString(line))/max(w.wide-3, 1))
	}
	if w.wide > 0 && lines > max(1, w.high[row]) {
		w.high[row] = lines
	}
}

var characterCode = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// escaped keeps a text that looks like the code of a character, "_x0041_", from
// being read as that character: it is how such codes are written in workbooks.
func escaped(s string) string { return characterCode.ReplaceAllString(s, "_x005F$0") }

// longMark begins the name of a text that stands on the sheet of long texts.
const longMark = "⟦tekst i gjatë⟧ "

// pieces cuts s, between characters, into what fits into cells.
func pieces(s string) []string {
	var list []string
	for len(s) > 0 {
		end := min(len(s), maxCell)
		for end < len(s) && s[end]&0xC0 == 0x80 {
			end--
		}
		list, s = append(list, s[:end]), s[end:]
	}
	return list
}
