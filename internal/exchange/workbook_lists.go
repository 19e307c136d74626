package exchange

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"tryeza/internal/code"
)

// choices offers a list in the cells of a column, blank ones below included.
func (w *writer) choices(sheet, col string, c column, last int) {
	var where string
	switch {
	case c.kind == "code":
		where = w.list(c.arg, labels(w.d.listOf(c)))
	case c.kind == "ref" && !strings.Contains(c.arg, " "):
		where = w.list("ref "+c.arg, w.names.all(find(c.arg)))
	case c.kind == "bool":
		where = w.list("bool", []string{yes, "jo"})
	}
	if where == "" {
		return
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(fmt.Sprintf("%s2:%s%d", col, col, last))
	v.SetSqrefDropList(where)
	v.ShowErrorMessage = false // names are understood without diacritics too
	w.do(w.f.AddDataValidation(sheet, v))
}

// list writes a list once and says where it stands.
func (w *writer) list(name string, items []string) string {
	if at, ok := w.ranges[name]; ok || len(items) == 0 {
		return at
	}
	w.listed++
	col, err := excelize.ColumnNumberToName(w.listed)
	w.do(err)
	for i, s := range items {
		w.do(w.f.SetCellStr(listsSheet, fmt.Sprintf("%s%d", col, i+1), escaped(s)))
	}
	w.ranges[name] = fmt.Sprintf("%s!$%s$1:$%s$%d", listsSheet, col, col, len(items))
	return w.ranges[name]
}

func labels(l code.List) []string {
	var list []string
	for _, c := range l {
		list = append(list, c.SQ)
	}
	return list
}

// all are the labels of a table, in the order of the document.
func (x *directory) all(t *table) []string {
	var list []string
	for _, e := range x.entry[t] {
		list = append(list, listable.Replace(x.labels[t][e.id]))
	}
	return list
}
