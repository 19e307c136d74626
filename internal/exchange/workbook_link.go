package exchange

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"tryeza/internal/text"
)

// belongs finds the row a line belongs to. Without one the line is a fault.
func (w *workbook) belongs(l *line) bool {
	t := l.table
	if t.parent == root {
		l.parent = &node{table: root, row: reflect.ValueOf(w.d).Elem(), path: "$"}
		return true
	}
	if t.name == "names" {
		return true // named has done it
	}
	typed, id := strings.TrimSpace(l.text(parentPlace(t))), l.text(parentIDPlace(t))
	up := w.find(t.parent, typed, id)
	if up == nil {
		where := w.cell(l, parentPlace(t))
		switch ids := w.names.lookup(t.parent.name, typed); {
		case typed == "":
			w.add(where, missing, cmp.Or(parentPlace(t).heading, t.parent.sheet))
		case len(ids) > 1:
			w.add(where, "«%s» mund të jetë më shumë se një rresht. Shkruani emrin e plotë.", excerpt(typed))
		default:
			w.add(where, "«%s» nuk gjendet te fleta «%s».", excerpt(typed), t.parent.sheet)
		}
		return false
	}
	l.up, l.parent = up, &up.node
	return true
}

// find is the line of a table that a person called so; a hidden id tells two of
// the same name apart. A blank is the only one there is.
func (w *workbook) find(t *table, typed, id string) *line {
	if typed == "" && id == "" {
		if list := w.lines[t]; len(list) == 1 {
			return list[0]
		}
		if ids := w.names.entry[t]; t.single() && len(ids) == 1 {
			return w.lineOf(t, ids[0].id)
		}
		return nil
	}
	if id != "" && (typed == "" || w.means(t.name, typed, id)) {
		return w.lineOf(t, id)
	}
	if ids := w.names.lookup(t.name, typed); len(ids) == 1 {
		return w.lineOf(t, ids[0])
	}
	return nil
}

// means reports whether what is written is still the row behind a hidden id.
func (w *workbook) means(names, typed, id string) bool {
	key := text.Fold(typed)
	return key == text.Fold(w.names.label(names, id)) || key == text.Fold(id) || slices.Contains(w.names.lookup(names, typed), id)
}

// lineOf is the line with an id. A row that the committee has and the workbook
// has not is taken over, without what belongs to it.
func (w *workbook) lineOf(t *table, id string) *line {
	if l := w.byID[t][id]; l != nil {
		return l
	}
	old := w.names.nodes[t][id]
	if old == nil {
		return nil
	}
	l := &line{node: node{table: t, row: reflect.New(t.typ).Elem()}}
	for _, c := range t.columns {
		l.row.Field(c.field).Set(old.row.Field(c.field))
	}
	l.parent = &node{table: root, row: reflect.ValueOf(w.d).Elem(), path: "$"}
	if t.parent != root {
		if l.up = w.lineOf(t.parent, old.parent.id()); l.up == nil {
			return nil
		}
		l.parent = &l.up.node
	}
	w.lines[t] = append(w.lines[t], l)
	w.index(l, id)
	return l
}

func (w *workbook) index(l *line, id string) {
	if w.byID[l.table] == nil {
		w.byID[l.table] = map[string]*line{}
	}
	w.byID[l.table][id] = l
}

// identify gives every line of a table its id and makes it findable by name.
func (w *workbook) identify(t *table) {
	c, ok := t.col("id")
	if !ok || t.name == "committee" {
		return
	}
	for _, l := range w.lines[t] {
		key := l.key(w.d)
		i := w.nth[key]
		w.nth[key]++
		switch id := l.row.Field(c.field); {
		case id.String() != "":
		case i < len(w.there[key]):
			id.SetString(w.there[key][i])
		default:
			id.SetString(derived(fmt.Sprint(key, "\x00", i)))
		}
		w.index(l, l.id())
		w.names.renew(&l.node)
		w.names.handle(t, l.text(labelPlace(t)), l.id())
	}
}

// renew lists a row in place of the one the committee had under its id.
func (x *directory) renew(n *node) {
	if _, ok := x.labels[n.table][n.id()]; ok {
		delete(x.labels[n.table], n.id())
		x.entry[n.table] = slices.DeleteFunc(x.entry[n.table], func(e entry) bool { return e.id == n.id() })
	}
	x.add(n)
}

// assemble builds the document from the lines, deepest first.
func (w *workbook) assemble(h Head) {
	for _, t := range slices.Backward(tables) {
		w.hang(t)
	}
	if len(w.lines[find("committee")]) == 0 && w.known != nil {
		w.d.Committee = w.known.Committee
	}
	w.d.Committee.ID = cmp.Or(w.d.Committee.ID, h.Committee)
	for _, t := range tables {
		w.trace(t)
	}
}

// hang puts the lines of a table into the rows they belong to.
func (w *workbook) hang(t *table) {
	if t.name == "names" {
		for _, l := range w.lines[t.parent] {
			l.row.Addr().Interface().(*Institution).Names = nil
		}
	}
	seen := map[*node]bool{}
	for _, l := range w.lines[t] {
		field := l.parent.row.Field(t.field)
		switch {
		case !t.single():
			field.Set(reflect.Append(field, l.row))
		case seen[l.parent] || t.parent == root && field.Kind() == reflect.Pointer && !field.IsNil():
			w.add(fmt.Sprintf("%s!%d", l.sheet, l.n), "Kjo fletë ka vetëm një rresht.")
		case field.Kind() == reflect.Pointer:
			field.Set(l.row.Addr())
		default:
			field.Set(l.row)
		}
		seen[l.parent] = true
	}
}

// trace notes where each line came to stand in the document.
func (w *workbook) trace(t *table) {
	next := map[string]int{}
	for _, l := range w.lines[t] {
		up := "$"
		if l.up != nil {
			up = l.up.path
		}
		l.path = up + "." + t.name
		if !t.single() {
			i := next[l.path]
			next[l.path]++
			l.path = index(l.path, i)
		}
		w.at[l.path] = l
	}
}

// Where says in which cell a path of the document stands.
func (w *workbook) Where(path string) string {
	row, rest := path, ""
	for w.at[row] == nil {
		i := strings.LastIndexAny(row, ".[")
		if i < 0 {
			return path
		}
		row, rest = row[:i], row[i:]+rest
	}
	l := w.at[row]
	if l.n == 0 {
		return l.table.sheet
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(rest, "."), "[")
	return w.cell(l, l.table.placeOf("field", name))
}

// cell is the cell of a line under a heading, or the line when there is no such
// heading.
func (w *workbook) cell(l *line, p place) string {
	if i := l.cols[p]; i > 0 {
		return cellAt(l.sheet, i, l.n)
	}
	return fmt.Sprintf("%s!%d", l.sheet, l.n)
}

// check holds the document against every rule. Of a cell that was not
// understood nothing more is said, nor of a row as a whole that has one; a
// column that is missing is said once and not in every row.
func (w *workbook) check() {
	said := map[string]bool{}
	for _, f := range w.list {
		said[f.Where], said[rowOf(f.Where)] = true, true
	}
	for _, f := range locate(w, Check(w.d, w.known)) {
		sheet, _, _ := strings.Cut(f.Where, "!")
		if absent := f.Words == missing && w.absent[fmt.Sprint(sheet, f.Args)]; !said[f.Where] && !absent {
			w.add(f.Where, f.Words, f.Args...)
		}
	}
}

// rowOf is the row of a cell: "Shifrat!7" of "Shifrat!C7".
func rowOf(where string) string {
	sheet, cell, _ := strings.Cut(where, "!")
	return sheet + "!" + strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

// locate says of faults where in a file they are.
func locate(s Source, list Faults) Faults {
	for i, f := range list {
		list[i].Where = s.Where(f.Where)
		for j, a := range f.Args {
			if path, ok := a.(string); ok && strings.HasPrefix(path, "$.") {
				list[i].Args[j] = s.Where(path)
			}
		}
	}
	return list
}
