package meeting

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A group is fields that repeat: the lines of one kind, the guests, the figures.
// The names of its fields end in the number of the row, as in agenda-0.
type group struct {
	Stem, Title, Hint string
	Label, Add, Text  string // of one row: "Pika", "Shto një pikë", "Teksti"
	Rows              []row
	Form              *web.Form
	Owners            []web.Option // institutions, for lines that have one
	Due               bool         // lines have a day too
	Qualifiers, Units []web.Option // for figures

	OwnerLabel, Nobody string       // in the minutes: what the institution of a line is, and is when there is none
	Priorities         []web.Option // of tasks in the minutes
}

// A row is one set of fields: N ends their names, Count is what people read.
type row struct {
	group
	N, Count string
}

// Blank is the row that the browser copies; it puts the numbers in.
func (g group) Blank() row { return row{g, "__n__", "__count__"} }

// Heading names the row: "Pika 2".
func (r row) Heading() string { return r.Label + " " + r.Count }

// Simple reports whether the row is one field alone, which needs no box.
func (r row) Simple() bool { return r.Stem != "what" && r.Owners == nil }

// TextLabel is the label of the text of a line.
func (r row) TextLabel() string {
	if r.Simple() {
		return r.Heading()
	}
	return r.Text
}

// Name is the name of another field of the row: recommendation_owner-0.
func (r row) Name(field string) string { return field + "-" + r.N }

// rowNumbers lists the numbers of the rows of a stem in which something was
// typed, in their order.
func rowNumbers(f *web.Form, stem string) []int {
	var list []int
	for name := range f.Values {
		n, err := strconv.Atoi(strings.TrimPrefix(name, stem+"-"))
		if err == nil && strings.HasPrefix(name, stem+"-") && n >= 0 && f.Has(name) {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return list
}

// newGroup offers the rows that are filled, and a blank one after them: the form
// has many groups. More are added by the button, or one at each save.
func newGroup(f *web.Form, l text.Lang, stem, title, label, add string, fields ...string) group {
	g := group{Stem: stem, Title: text.T(l, title), Label: text.T(l, label), Add: text.T(l, add), Text: text.T(l, "Teksti"), Form: f}
	var used []int
	for _, s := range append(fields, stem) {
		used = append(used, rowNumbers(f, s)...)
	}
	slices.Sort(used)
	used = slices.Compact(used)
	next := 0
	for _, n := range used {
		g.Rows = append(g.Rows, row{N: strconv.Itoa(n)})
		next = n + 1
	}
	g.Rows = append(g.Rows, row{N: strconv.Itoa(next)})
	return g
}

// each gives every row of a finished group what it needs to be shown.
func (g group) each() group {
	for i := range g.Rows {
		g.Rows[i].Count = strconv.Itoa(i + 1)
		g.Rows[i].group = g
		g.Rows[i].group.Rows = nil
	}
	return g
}

// Filled counts the rows in which something stands.
func (g group) Filled() int { return len(rowNumbers(g.Form, g.Stem)) }

// Wrong reports whether a field of the group has an error.
func (g group) Wrong() bool {
	return slices.ContainsFunc(g.Form.Errors, func(e web.FieldError) bool {
		return strings.HasPrefix(e.Field, g.Stem+"-") || strings.HasPrefix(e.Field, g.Stem+"_") || g.Stem == Decision && strings.HasPrefix(e.Field, "votes_")
	})
}

func field(stem string, n int) string { return fmt.Sprintf("%s-%d", stem, n) }
