package exchange

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"tryeza/internal/text"
	xlsx "tryeza/internal/workbook"
)

// A workbook being read.
type workbook struct {
	finder
	book   *xlsx.Book
	format int
	d      *Document
	known  *Document
	names  *directory
	byID   map[*table]map[string]*line
	lines  map[*table][]*line // in the order of the sheets
	nth    map[string]int     // how many rows had this key so far
	there  map[string][]string
	long   map[string]string
	at     map[string]*line // path in the document → row
	absent map[string]bool  // sheet and heading of columns that must be there and are not
}

// A line is one row of a sheet with the row of the document it becomes.
type line struct {
	node
	sheet string
	n     int           // its number on the sheet, 0 for one the committee has already
	cols  map[place]int // where each heading stands, from 1
	from  *xlsx.Sheet   // nil for one that no row of a sheet is for
	long  map[string]string
	up    *line
}

// at is the cell under a heading; a blank one when there is no such heading.
func (l *line) at(p place) xlsx.Cell {
	if l.from == nil || l.cols[p] == 0 {
		return xlsx.Cell{}
	}
	return l.from.At(l.n, l.cols[p])
}

// text is what stands under a heading, "" when there is no such heading.
func (l *line) text(p place) string {
	s := l.at(p).Raw()
	if strings.HasPrefix(s, longMark) {
		return l.long[s]
	}
	return s
}

// Read understands what people write: headings in any order, names without
// diacritics or with a typing error, numbers and days as they are written here.
func (w *workbook) Read(h Head, known *Document) (*Document, error) {
	w.d, w.known, w.list = &Document{Format: Format, Year: h.Year, Committee: Committee{ID: h.Committee}}, known, nil
	w.names, w.there, w.nth = newDirectory(known), known.byKey(), map[string]int{}
	w.byID, w.lines, w.at = map[*table]map[string]*line{}, map[*table][]*line{}, map[string]*line{}
	w.absent = map[string]bool{}
	if w.format < 0 || w.format > Format {
		return nil, Faults{{aboutSheet, wrongFormat, []any{w.format, Format}}}
	}
	w.readLong()
	w.readSheets()
	for _, t := range tables {
		w.table(t)
	}
	for _, t := range tables {
		w.links(t)
	}
	w.assemble(h)
	w.check()
	return w.d, w.err()
}

// readLong reads the texts that did not fit into a cell.
func (w *workbook) readLong() {
	w.long = map[string]string{}
	s := w.book.Sheet(longSheet)
	for n := 1; s != nil && n <= s.Rows(); n++ {
		var b strings.Builder
		for _, c := range s.Row(n) {
			if c.Column > 1 {
				b.WriteString(c.Raw())
			}
		}
		w.long[s.At(n, 1).Raw()] = b.String()
	}
}

// readSheets finds for each sheet the table it is of, and reads its rows.
func (w *workbook) readSheets() {
	for _, s := range w.book.Sheets {
		if s.Name == aboutSheet || s.Name == listsSheet || s.Name == longSheet {
			continue
		}
		if t := sheetOf(s.Name); t != nil {
			w.readSheet(t, s)
		} else if !blank(s, 1) {
			w.add(s.Name, "Fleta «%s» nuk njihet. Hiqeni, ose riemërtojeni si te libri që eksporton Tryeza.", excerpt(s.Name))
		}
	}
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

// blank reports whether nothing stands on a sheet from a row on.
func blank(s *xlsx.Sheet, from int) bool {
	for n := from; n <= s.Rows(); n++ {
		if !blankRow(s.Row(n)) {
			return false
		}
	}
	return true
}

func blankRow(cells []xlsx.Cell) bool {
	return !slices.ContainsFunc(cells, func(c xlsx.Cell) bool { return !c.Blank() })
}

// readSheet takes the row with the most headings for the head; rows below it
// that are not blank are lines.
func (w *workbook) readSheet(t *table, s *xlsx.Sheet) {
	if blank(s, 1) {
		return
	}
	head, found := 1, map[place]int{}
	for n := 1; n <= min(s.Rows(), 10); n++ {
		if cols := headings(t, s.Row(n)); len(cols) > len(found) {
			head, found = n, cols
		}
	}
	w.checkHead(t, s.Name, head, s.Row(head), found, !blank(s, head+1))
	for n := head + 1; n <= s.Rows(); n++ {
		if !blankRow(s.Row(n)) {
			w.lines[t] = append(w.lines[t], &line{node: node{table: t, row: reflect.New(t.typ).Elem()}, sheet: s.Name, n: n, cols: found, from: s, long: w.long})
		}
	}
}

// headings finds the columns of a table in a row of headings.
func headings(t *table, row []xlsx.Cell) map[place]int {
	found := map[place]int{}
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return text.Fold(a) == text.Fold(b) }, text.Near} {
		for _, c := range row {
			if c.Blank() || slices.Contains(taken(found), c.Column) {
				continue
			}
			for _, p := range t.places() {
				if _, ok := found[p]; !ok && same(p.heading, c.Raw()) {
					found[p] = c.Column
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
func (w *workbook) checkHead(t *table, sheet string, n int, row []xlsx.Cell, found map[place]int, filled bool) {
	used := taken(found)
	for _, c := range row {
		if !c.Blank() && !slices.Contains(used, c.Column) {
			w.add(cellAt(sheet, c.Column, n), "Kolona «%s» nuk njihet. Hiqeni, ose përdorni emrat e librit që eksporton Tryeza.", excerpt(c.Raw()))
		}
	}
	for _, p := range t.places() {
		if _, ok := found[p]; !ok && filled && p.part == "field" && p.column.need && p.column.name != "id" {
			w.add(fmt.Sprintf("%s!%d", sheet, n), "Mungon kolona «%s».", p.heading)
			w.absent[fmt.Sprint(sheet, []any{p.heading})] = true
		}
	}
}

func cellAt(sheet string, col, row int) string { return sheet + "!" + xlsx.Address(col, row) }

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
			w.fields(l, false)
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

// links understands what leads to rows that may stand on a later sheet, or on
// the same one, once all of them are known.
func (w *workbook) links(t *table) {
	if !slices.ContainsFunc(t.columns, func(c column) bool { return c.kind == "link" }) {
		return
	}
	for _, l := range w.lines[t] {
		if l.from != nil {
			w.fields(l, true)
		}
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
		w.fields(l, false)
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
