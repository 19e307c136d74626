package exchange

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"tryeza/internal/text"
)

// A workbook being read.
type workbook struct {
	finder
	f        *excelize.File
	format   int
	d        *Document
	known    *Document
	names    *directory
	byID     map[*table]map[string]*line
	lines    map[*table][]*line // in the order of the sheets
	nth      map[string]int     // how many rows had this key so far
	there    map[string][]string
	long     map[string]string
	at       map[string]*line // path in the document → row
	absent   map[string]bool  // sheet and heading of columns that must be there and are not
	date1904 bool
}

// A line is one row of a sheet with the row of the document it becomes.
type line struct {
	node
	sheet string
	n     int           // its number on the sheet, 0 for one the committee has already
	cols  map[place]int // where each heading stands, from 1
	cells []string
	up    *line
}

// text is the cell under a heading, "" when there is no such heading.
func (l *line) text(p place) string {
	if i := l.cols[p]; i > 0 && i <= len(l.cells) {
		return l.cells[i-1]
	}
	return ""
}

// Read understands what people write: headings in any order, names without
// diacritics or with a typing error, numbers and days as they are written here.
func (w *workbook) Read(h Head, known *Document) (*Document, error) {
	w.d, w.known, w.list = &Document{Format: Format, Year: h.Year, Committee: Committee{ID: h.Committee}}, known, nil
	w.names, w.there, w.nth = newDirectory(known), known.byKey(), map[string]int{}
	w.byID, w.lines, w.at = map[*table]map[string]*line{}, map[*table][]*line{}, map[string]*line{}
	w.absent = map[string]bool{}
	if w.format != 0 && w.format != Format {
		return nil, Faults{{aboutSheet, "Ky dokument është i versionit %d, kjo Tryezë lexon versionin %d.", []any{w.format, Format}}}
	}
	if err := w.readLong(); err != nil {
		return nil, err
	}
	if err := w.readSheets(); err != nil {
		return nil, err
	}
	for _, t := range tables {
		w.table(t)
	}
	w.assemble(h)
	w.check()
	return w.d, w.err()
}

// readLong reads the texts that did not fit into a cell.
func (w *workbook) readLong() error {
	w.long = map[string]string{}
	if i, _ := w.f.GetSheetIndex(longSheet); i < 0 {
		return nil
	}
	rows, err := w.rows(longSheet)
	for _, r := range rows {
		if len(r) > 1 {
			w.long[r[0]] = strings.Join(r[1:], "")
		}
	}
	return err
}

// readSheets finds for each sheet the table it is of, and reads its rows.
func (w *workbook) readSheets() error {
	if p, err := w.f.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		w.date1904 = *p.Date1904
	}
	for _, sheet := range w.f.GetSheetList() {
		if sheet == aboutSheet || sheet == listsSheet || sheet == longSheet {
			continue
		}
		rows, err := w.rows(sheet)
		var faults Faults
		if errors.As(err, &faults) {
			w.list = append(w.list, faults...)
			continue
		}
		if err != nil {
			return Faults{{sheet, "Fleta nuk lexohet. Ruajeni librin sërish nga Excel ose LibreOffice.", nil}}
		}
		if t := sheetOf(sheet); t != nil {
			w.readSheet(t, sheet, rows)
		} else if !blank(rows) {
			w.add(sheet, "Fleta «%s» nuk njihet. Hiqeni, ose riemërtojeni si te libri që eksporton Tryeza.", excerpt(sheet))
		}
	}
	return nil
}

func sheetOf(name string) *table {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return text.Fold(a) == text.Fold(b) }, text.Near} {
		for _, t := range tables {
			if same(t.sheet, name) {
				return t
			}
		}
	}
	return nil
}

func blank(rows [][]string) bool {
	return !slices.ContainsFunc(rows, func(r []string) bool { return strings.TrimSpace(strings.Join(r, "")) != "" })
}

// readSheet takes the row with the most headings for the head; rows below it
// that are not blank are lines.
func (w *workbook) readSheet(t *table, sheet string, rows [][]string) {
	if blank(rows) {
		return
	}
	head, found := 0, map[place]int{}
	for i, r := range rows[:min(len(rows), 10)] {
		if cols := headings(t, r); len(cols) > len(found) {
			head, found = i, cols
		}
	}
	w.checkHead(t, sheet, head, rows[head], found, !blank(rows[head+1:]))
	for i := head + 1; i < len(rows); i++ {
		if blank(rows[i : i+1]) {
			continue
		}
		l := &line{node: node{table: t, row: reflect.New(t.typ).Elem()}, sheet: sheet, n: i + 1, cols: found, cells: rows[i]}
		for j, s := range l.cells {
			if strings.HasPrefix(s, longMark) {
				l.cells[j] = w.long[s]
			}
		}
		w.lines[t] = append(w.lines[t], l)
	}
}

// headings finds the columns of a table in a row of headings.
func headings(t *table, row []string) map[place]int {
	found := map[place]int{}
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return text.Fold(a) == text.Fold(b) }, text.Near} {
		for i, s := range row {
			if strings.TrimSpace(s) == "" || slices.Contains(taken(found), i+1) {
				continue
			}
			for _, p := range t.places() {
				if _, ok := found[p]; !ok && same(p.heading, s) {
					found[p] = i + 1
					break
				}
			}
		}
	}
	return found
}

func taken(found map[place]int) []int {
	var list []int
	for _, i := range found {
		list = append(list, i)
	}
	return list
}

// checkHead says which headings are not understood, and which are missing.
func (w *workbook) checkHead(t *table, sheet string, n int, row []string, found map[place]int, filled bool) {
	used := taken(found)
	for i, s := range row {
		if strings.TrimSpace(s) != "" && !slices.Contains(used, i+1) {
			w.add(cellAt(sheet, i+1, n+1), "Kolona «%s» nuk njihet. Hiqeni, ose përdorni emrat e librit që eksporton Tryeza.", excerpt(s))
		}
	}
	for _, p := range t.places() {
		if _, ok := found[p]; !ok && filled && p.part == "field" && p.column.need && p.column.name != "id" {
			w.add(fmt.Sprintf("%s!%d", sheet, n+1), "Mungon kolona «%s».", p.heading)
			w.absent[fmt.Sprint(sheet, []any{p.heading})] = true
		}
	}
}

func cellAt(sheet string, col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return sheet
	}
	return sheet + "!" + name
}

// table understands the lines of a table: what they belong to, what they say,
// and which id they have. Tables come parents first, so that what a line refers
// to is understood already.
func (w *workbook) table(t *table) {
	kept := w.lines[t][:0]
	for _, l := range w.lines[t] {
		if len(w.list) >= maxFaults {
			break // told enough; looking for names that are not there takes time
		}
		if w.belongs(l) {
			w.fields(l)
			kept = append(kept, l)
		}
	}
	w.lines[t] = kept
	if t.name == "institutions" {
		w.named(find("names"))
	}
	if t.name != "names" {
		w.identify(t)
	}
}

// named reads the names before the institutions get their ids, as an
// institution is known by its name. One without a name on the sheet of names is
// called what stands on its own row.
func (w *workbook) named(names *table) {
	institutions := w.lines[names.parent]
	for _, l := range institutions {
		if id := l.id(); id != "" {
			w.index(l, id)
		}
	}
	var rows []*line
	for _, l := range w.lines[names] {
		if l.up = w.rowCalled(l, institutions); l.up == nil {
			w.add(w.cell(l, parentPlace(names)), "Institucioni «%s» nuk është te fleta «%s».", excerpt(l.text(parentPlace(names))), names.parent.sheet)
			continue
		}
		l.parent = &l.up.node
		w.fields(l)
		rows = append(rows, l)
		of := l.up.row.Addr().Interface().(*Institution)
		of.Names = append(of.Names, l.row.Interface().(Name))
	}
	for _, l := range institutions {
		of := l.row.Addr().Interface().(*Institution)
		if typed := strings.TrimSpace(l.text(labelPlace(l.table))); of.label() == "" && typed != "" {
			name := &line{node: node{table: names, row: reflect.New(names.typ).Elem(), parent: &l.node}, sheet: l.sheet, n: l.n, up: l}
			name.row.Set(reflect.ValueOf(Name{Name: typed}))
			of.Names, rows = append(of.Names, Name{Name: typed}), append(rows, name)
		}
	}
	w.lines[names] = rows
}

// rowCalled finds an institution of the workbook by its hidden id or by what
// stands on its own row.
func (w *workbook) rowCalled(l *line, institutions []*line) *line {
	typed, id := l.text(parentPlace(l.table)), l.text(parentIDPlace(l.table))
	for _, same := range []func(i *line) bool{
		func(i *line) bool { return id != "" && i.id() == id },
		func(i *line) bool { return typed != "" && text.Fold(i.text(labelPlace(i.table))) == text.Fold(typed) },
		func(i *line) bool { return typed != "" && text.Near(i.text(labelPlace(i.table)), typed) },
	} {
		if i := slices.IndexFunc(institutions, same); i >= 0 {
			return institutions[i]
		}
	}
	return nil
}

func parentPlace(t *table) place   { return t.placeOf("parent", "") }
func parentIDPlace(t *table) place { return t.placeOf("parent id", "") }
func labelPlace(t *table) place    { return t.placeOf("label", "") }

// placeOf finds a place by what it is for.
func (t *table) placeOf(part, column string) place {
	for _, p := range t.places() {
		if p.part == part && p.column.name == column {
			return p
		}
	}
	return place{}
}
