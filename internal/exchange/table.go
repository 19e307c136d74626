package exchange

import (
	"reflect"
	"strings"
)

// A table is one kind of row: a list in the JSON document, a sheet in the
// workbook. The document is a tree of them, described by its own tags.
type table struct {
	name     string // in JSON: "meetings", "figures"
	sheet    string // Albanian
	typ      reflect.Type
	field    int // in the struct of the parent
	parent   *table
	columns  []column
	children []*table
}

// A column is one field of a row.
type column struct {
	name, heading      string
	kind, arg          string // of the tag "is"
	need, key, hidden  bool
	field              int
	several, numerical bool
}

// refers reports whether the column holds ids of other rows.
func (c column) refers() bool { return c.kind == "ref" || c.kind == "refs" || c.kind == "link" }

// led says which table a column of a row leads to, where another column of the
// row tells: a count, an activity and an indicator are all what a value is of.
func (c column) led(row reflect.Value) column {
	var by map[string]string
	var kind string
	switch r := row.Addr().Interface().(type) {
	case *Value:
		by, kind = subjects, r.Subject
	case *About:
		by, kind = abouts, r.Kind
	case *Task:
		by, kind = sources, r.Kind
	case *Raised:
		by, kind = raisings, r.Source
	}
	if name, ok := by[kind]; ok && strings.Contains(c.arg, " ") {
		c.arg = name
	}
	return c
}

// The tables behind the kinds of a value, of what an item of the agenda is
// about, of a task and of the raising of a problem.
var (
	subjects = map[string]string{"indicator": "indicators", "participants": "activities", "topic": "counts"}
	abouts   = map[string]string{"task": "tasks", "issue": "issues", "return": "returns", "minutes": "meetings", "item": "lines"}
	sources  = map[string]string{"decision": "lines", "plan": "activities", "measure": "issues"}
	raisings = map[string]string{"return": "returns", "meeting": "meetings"}
)

// root is the document itself; every other table hangs below it.
var root = describe(reflect.TypeFor[Document](), nil)

// tables are all tables but the root, parents before their children.
var tables = root.below()

func describe(typ reflect.Type, parent *table) *table {
	t := &table{typ: typ, parent: parent}
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if sheet := f.Tag.Get("sheet"); sheet != "" {
			child := describe(rowType(f.Type), t)
			child.name, child.sheet, child.field = name, sheet, i
			child.own()
			t.children = append(t.children, child)
		} else if is := f.Tag.Get("is"); is != "" {
			kind, arg, _ := strings.Cut(is, " ")
			t.columns = append(t.columns, column{
				name: name, heading: f.Tag.Get("sq"), kind: kind, arg: arg, field: i,
				need: f.Tag.Get("need") != "", key: f.Tag.Get("key") != "", hidden: f.Tag.Get("hidden") != "",
				several: kind == "codes" || kind == "refs", numerical: kind == "number" || kind == "count",
			})
		}
	}
	return t
}

// own gives a column whose list differs from table to table the one that has the
// name of the table.
func (t *table) own() {
	for i, c := range t.columns {
		if c.arg == "own" {
			t.columns[i].arg = t.name
		}
	}
}

// rowType is the struct behind a list, a pointer, or itself.
func rowType(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

func (t *table) below() []*table {
	var list []*table
	for _, c := range t.children {
		list = append(append(list, c), c.below()...)
	}
	return list
}

// single reports whether there is at most one row, and no list in JSON.
func (t *table) single() bool { return t.parent.typ.Field(t.field).Type.Kind() != reflect.Slice }

// find is the table with this name; names are unique.
func find(name string) *table {
	for _, t := range tables {
		if t.name == name {
			return t
		}
	}
	return nil
}

// col is the column with this name.
func (t *table) col(name string) (column, bool) {
	for _, c := range t.columns {
		if c.name == name {
			return c, true
		}
	}
	return column{}, false
}

// A node is one row where it stands: with its place in the document and the row
// it belongs to.
type node struct {
	table  *table
	row    reflect.Value // addressable
	path   string        // "$.meetings[0].figures[2]"
	parent *node
}

// id is the identifier of the row, "" where rows have none.
func (n *node) id() string {
	if c, ok := n.table.col("id"); ok {
		return n.row.Field(c.field).String()
	}
	return ""
}

// walk calls f for every row of the document, parents first.
func (d *Document) walk(f func(*node)) {
	(&node{table: root, row: reflect.ValueOf(d).Elem(), path: "$"}).each(f)
}

func (n *node) each(f func(*node)) {
	for _, t := range n.table.children {
		for _, c := range n.rows(t) {
			f(c)
			c.each(f)
		}
	}
}

// rows are those of one table below the node.
func (n *node) rows(t *table) []*node {
	v, path := n.row.Field(t.field), n.path+"."+t.name
	switch v.Kind() {
	case reflect.Struct:
		return []*node{{t, v, path, n}}
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return []*node{{t, v.Elem(), path, n}}
	}
	var list []*node
	for i := range v.Len() {
		list = append(list, &node{t, v.Index(i), index(path, i), n})
	}
	return list
}
