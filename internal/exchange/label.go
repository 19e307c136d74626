package exchange

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// label is the latest official name.
func (i *Institution) label() string {
	var best Name
	for _, n := range i.Names {
		if !n.Alias && (best.Name == "" || n.From >= best.From) {
			best = n
		}
	}
	return best.Name
}

// called lists every name and abbreviation the institution goes by.
func (i *Institution) called() []string {
	var list []string
	for _, n := range i.Names {
		list = append(list, n.Name)
		if n.Short != "" {
			list = append(list, n.Short)
		}
	}
	return list
}

// A directory finds rows by what people call them, and says what to call them.
type directory struct {
	labels map[*table]map[string]string   // id → label
	entry  map[*table][]entry             // in the order of the document
	nodes  map[*table]map[string]*node    // id → row
	typed  map[*table]map[string][]string // folded handle a person gave a row → ids
}

// An entry is one row with what it is called.
type entry struct {
	id    string
	names []string
}

// newDirectory lists the rows of documents; of two with the same id, the first.
func newDirectory(docs ...*Document) *directory {
	x := &directory{map[*table]map[string]string{}, map[*table][]entry{}, map[*table]map[string]*node{}, map[*table]map[string][]string{}}
	for _, d := range docs {
		if d != nil {
			d.walk(x.add)
		}
	}
	for _, c := range counts() {
		x.put(countTable, c.Code, nil, c.SQ, c.EN)
	}
	return x
}

// countTable stands for the counts asked on the topics, which are no rows.
var countTable = &table{name: "counts"}

// named is the table behind a name in a tag "ref".
func named(name string) *table {
	if name == countTable.name {
		return countTable
	}
	return find(name)
}

func (x *directory) put(t *table, id string, n *node, names ...string) {
	if id == "" {
		return
	}
	if x.labels[t] == nil {
		x.labels[t], x.nodes[t] = map[string]string{}, map[string]*node{}
	}
	if _, ok := x.labels[t][id]; ok {
		return
	}
	x.labels[t][id], x.nodes[t][id] = names[0], n
	x.entry[t] = append(x.entry[t], entry{id, names})
}

// add lists a row under what people call it; rows are added parents first.
func (x *directory) add(n *node) {
	var names []string
	switch r := n.row.Addr().Interface().(type) {
	case *Institution:
		names = append([]string{r.label()}, r.called()...)
	case *Order:
		names = []string{"Urdhri " + r.Number + ", " + text.Day(r.From), r.Number}
	case *Plan:
		names = []string{r.Title}
	case *Objective:
		names = []string{strings.TrimSpace(r.Code + " " + r.Title), r.Title}
	case *Activity:
		names = []string{r.Number + " " + r.Title, r.Number, r.Title}
	case *Indicator:
		names = []string{n.parent.row.Addr().Interface().(*Activity).Number + ": " + r.Name, r.Name}
	case *Round:
		names = []string{figure.Period(r.Period).Name(string(text.SQ)), r.Period}
	case *Return:
		period := figure.Period(n.parent.row.Addr().Interface().(*Round).Period)
		names = []string{x.labels[find("institutions")][r.Institution] + ", " + period.Name(string(text.SQ))}
	case *Item:
		names = []string{x.labels[find("returns")][n.parent.id()] + ": " + x.labels[find("activities")][r.Activity]}
	case *Problem:
		names = []string{r.Body}
	case *Issue:
		names = numbered(r.of(n.parent.row.Addr().Interface().(*Document)), r.Number, r.Body)
	case *Task:
		names = numbered(int64(n.parent.row.Addr().Interface().(*Document).Year), r.Number, r.Body)
	case *Line:
		names = []string{excerpt(r.Body), r.Body}
	case *Meeting:
		names = []string{text.Day(r.HeldOn) + ", " + code.Bodies.Label(text.SQ, r.Body) + ", " + code.MeetingKinds.Label(text.SQ, r.Kind), r.Title}
	default:
		names = x.registered(n)
	}
	if len(names) > 0 {
		x.put(n.table, n.id(), n, names...)
	}
}

// numbered is what people call a row by its number in the year and its words.
func numbered(year, number int64, body string) []string {
	name := fmt.Sprintf("%d/%d", number, year)
	return []string{name + " " + excerpt(body), name, body}
}

// label is what the row with this id is called, in the first table that has it.
func (x *directory) label(names, id string) string {
	for _, name := range strings.Fields(names) {
		if l, ok := x.labels[named(name)][id]; ok {
			return l
		}
	}
	return ""
}

// has reports whether one of the tables has a row with this id.
func (x *directory) has(names, id string) bool {
	return slices.ContainsFunc(strings.Fields(names), func(name string) bool {
		_, ok := x.labels[named(name)][id]
		return ok
	})
}

// lookup finds the ids of what a person called s: exactly so, or else with one
// typing error, or else, for institutions, by the beginnings of its words.
func (x *directory) lookup(names, s string) []string {
	key := text.Fold(s)
	for _, name := range strings.Fields(names) {
		if ids := x.typed[named(name)][key]; len(ids) > 0 {
			return ids
		}
	}
	for _, fits := range []func(name string) bool{
		func(name string) bool { return text.Fold(name) == key },
		func(name string) bool { return text.Near(name, s) },
		func(name string) bool { return names == "institutions" && len(key) > 3 && text.Matches(s, name) },
	} {
		if ids := x.fitting(names, fits); key != "" && len(ids) > 0 {
			return ids
		}
	}
	return nil
}

// beside are those of ids whose row belongs to the same one, such as the lines of
// one meeting.
func (x *directory) beside(names string, ids []string, parent string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		n := x.nodes[named(names)][id]
		return n == nil || n.parent == nil || n.parent.table == root || n.parent.id() != parent
	})
}

func (x *directory) fitting(names string, fits func(string) bool) []string {
	var ids []string
	for _, name := range strings.Fields(names) {
		for _, e := range x.entry[named(name)] {
			if slices.ContainsFunc(e.names, fits) {
				ids = append(ids, e.id)
			}
		}
	}
	return ids
}

// handle notes what a person called a row on its own sheet, so that other
// sheets can call it so too.
func (x *directory) handle(t *table, s, id string) {
	if x.typed[t] == nil {
		x.typed[t] = map[string][]string{}
	}
	if key := text.Fold(s); key != "" && !slices.Contains(x.typed[t][key], id) {
		x.typed[t][key] = append(x.typed[t][key], id)
	}
}

// zero reports whether a field holds nothing.
func zero(v reflect.Value) bool { return v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0 }
