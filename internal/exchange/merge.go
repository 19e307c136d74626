package exchange

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// Additions are what a document has and the committee has not, in the order in
// which they can be added. Round.Returns is empty: the returns stand apart, as a
// round that exists can get new ones.
type Additions struct {
	Found        bool // the committee itself
	Institutions []Institution
	Orders       []Order
	Rules        []Rule
	Plan         *Plan
	Rounds       []Round
	Returns      []AddedReturn
	Meetings     []Meeting
	Issues       []Issue
	Tasks        []Task

	Programmes    []Programme
	Projects      []Project
	Fairs         []Fair
	Calendars     []CampaignCalendar
	Campaigns     []Campaign
	Procedures    []Procedure
	Courses       []Course
	Duties        []Duty
	Professionals []Professional
	Sessions      []Session
}

// An AddedReturn is a return with the round it belongs to.
type AddedReturn struct {
	Round string
	Return
}

// Empty reports whether nothing would be added.
func (a Additions) Empty() bool { return reflect.ValueOf(a).IsZero() }

// Compare says what an import would add to what the committee holds, known (nil
// when there is no committee yet). What is there already must be the same: every
// difference is a Fault, and nothing is written over.
func Compare(d, known *Document) (Additions, Faults) {
	m := &merger{names: newDirectory(d, known)}
	a := Additions{Found: known == nil}
	if known == nil {
		known = &Document{}
	}
	m.twins(d, known)
	a.Institutions = added(m, find("institutions"), d.Institutions, known.Institutions)
	a.Orders = added(m, find("orders"), d.Orders, known.Orders)
	a.Rules = added(m, find("rules"), d.Rules, known.Rules)
	a.Meetings = added(m, find("meetings"), d.Meetings, known.Meetings)
	a.Issues = added(m, find("issues"), d.Issues, known.Issues)
	a.Tasks = added(m, find("tasks"), d.Tasks, known.Tasks)
	m.registers(&a, d, known)
	if d.Plan != nil && known.Plan != nil {
		m.same("$.plan", find("plan"), reflect.ValueOf(d.Plan).Elem(), reflect.ValueOf(known.Plan).Elem())
	} else {
		a.Plan = d.Plan
	}
	m.rounds(&a, d, known)
	return a, m.list
}

// registers are the four registers of prevention.
func (m *merger) registers(a *Additions, d, known *Document) {
	a.Programmes = added(m, find("programmes"), d.Programmes, known.Programmes)
	a.Projects = added(m, find("projects"), d.Projects, known.Projects)
	a.Fairs = added(m, find("fairs"), d.Fairs, known.Fairs)
	a.Calendars = added(m, find("campaign_calendars"), d.Calendars, known.Calendars)
	a.Campaigns = added(m, find("campaigns"), d.Campaigns, known.Campaigns)
	a.Procedures = added(m, find("procedures"), d.Procedures, known.Procedures)
	a.Courses = added(m, find("courses"), d.Courses, known.Courses)
	a.Duties = added(m, find("duties"), d.Duties, known.Duties)
	a.Professionals = added(m, find("professionals"), d.Professionals, known.Professionals)
	a.Sessions = added(m, find("sessions"), d.Sessions, known.Sessions)
}

type merger struct {
	finder
	names *directory
}

// added are the rows of list that known does not have; those it has are held
// against it.
func added[T any](m *merger, t *table, list, known []T) []T {
	there := map[string]reflect.Value{}
	for i := range known {
		n := node{table: t, row: reflect.ValueOf(&known[i]).Elem()}
		there[n.id()] = n.row
	}
	var fresh []T
	for i := range list {
		n := node{table: t, row: reflect.ValueOf(&list[i]).Elem()}
		if old, ok := there[n.id()]; ok {
			m.same(index("$."+t.name, i), t, n.row, old)
		} else {
			fresh = append(fresh, list[i])
		}
	}
	return fresh
}

// rounds compares rounds by themselves and then return by return.
func (m *merger) rounds(a *Additions, d, known *Document) {
	rounds, returns := find("rounds"), find("returns")
	for i, r := range d.Rounds {
		at := slices.IndexFunc(known.Rounds, func(k Round) bool { return k.ID == r.ID })
		var old Round
		if at < 0 {
			alone := r
			alone.Returns = nil
			a.Rounds = append(a.Rounds, alone)
		} else {
			old = known.Rounds[at]
			m.fields(index("$.rounds", i), rounds, reflect.ValueOf(r), reflect.ValueOf(old))
		}
		for j, x := range r.Returns {
			path := index(index("$.rounds", i)+".returns", j)
			k := slices.IndexFunc(old.Returns, func(k Return) bool { return k.ID == x.ID })
			if k < 0 {
				a.Returns = append(a.Returns, AddedReturn{r.ID, x})
			} else {
				m.same(path, returns, reflect.ValueOf(x), reflect.ValueOf(old.Returns[k]))
			}
		}
	}
}

// same reports every difference between a row of the document and the one the
// committee has under the same id, with all that belongs to them.
func (m *merger) same(path string, t *table, mine, theirs reflect.Value) {
	m.fields(path, t, mine, theirs)
	for _, c := range t.children {
		a := (&node{table: t, row: mine, path: path}).rows(c)
		b := (&node{table: t, row: theirs, path: path}).rows(c)
		if len(a) != len(b) {
			m.add(path+"."+c.name, "Në skedar ka %d rreshta, te Tryeza %d. Importimi nuk ndryshon asgjë që ekziston.", len(a), len(b))
			continue
		}
		m.sameRows(path+"."+c.name, c, a, b)
	}
}

// sameRows compares as many rows of a table on both sides.
func (m *merger) sameRows(path string, t *table, a, b []*node) {
	there := map[string]*node{}
	for i, n := range b {
		there[n.mark(i)] = n
	}
	for i, n := range a {
		if old, ok := there[n.mark(i)]; ok {
			m.same(n.path, t, n.row, old.row)
		} else {
			m.add(n.path, "Ky rresht nuk është te Tryeza. Importimi nuk ndryshon asgjë që ekziston.")
			return
		}
	}
	if inOrder[t.name] && !slices.Equal(sequence(a), sequence(b)) {
		m.add(path, "Radha e rreshtave nuk është ajo te Tryeza. Importimi nuk ndryshon asgjë që ekziston.")
	}
}

// mark is by what a row is found on the other side: its id, what it is known
// by, or its place.
func (n *node) mark(i int) string {
	if id := n.id(); id != "" {
		return id
	}
	mark := ""
	for _, c := range n.table.columns {
		if c.key {
			mark += "\x00" + n.row.Field(c.field).String()
		}
	}
	return cmp.Or(mark, fmt.Sprint(i))
}

// inOrder names the tables whose order people chose.
var inOrder = map[string]bool{"objectives": true, "activities": true, "indicators": true, "problems": true, "measures": true,
	"calls": true, "participants": true, "lines": true, "about": true, "figures": true, "steps": true, "questions": true}

// sequence are the ids in order; lines of the minutes are ordered item by item, and
// there kind by kind.
func sequence(rows []*node) []string {
	if len(rows) > 0 && rows[0].table == find("lines") {
		rows = inMinutes(rows)
	}
	var ids []string
	for _, n := range rows {
		ids = append(ids, n.id())
	}
	return ids
}

func inMinutes(rows []*node) []*node {
	line := func(n *node) Line { return n.row.Interface().(Line) }
	var lines []Line
	for _, n := range rows {
		lines = append(lines, line(n))
	}
	place, rows := places(lines), slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b *node) int {
		x, y := line(a), line(b)
		return cmp.Or(cmp.Compare(place(x), place(y)), code.LineKinds.Index(x.Kind)-code.LineKinds.Index(y.Kind))
	})
	return rows
}

func (m *merger) fields(path string, t *table, mine, theirs reflect.Value) {
	for _, c := range t.columns {
		a, b := mine.Field(c.field), theirs.Field(c.field)
		if !equal(a, b) {
			m.add(path+"."+c.name, "Në skedar «%s», te Tryeza «%s». Importimi nuk ndryshon asgjë që ekziston.", m.shown(c, a), m.shown(c, b))
		}
	}
}

func equal(a, b reflect.Value) bool {
	if list, ok := a.Interface().([]string); ok { // of partners, of municipalities: the order says nothing
		return slices.Equal(slices.Sorted(slices.Values(list)), slices.Sorted(slices.Values(b.Interface().([]string))))
	}
	return zero(a) && zero(b) || reflect.DeepEqual(a.Interface(), b.Interface())
}

// shown is a value as a message repeats it.
func (m *merger) shown(c column, v reflect.Value) string {
	if c.kind == "bytes" || c.kind == "json" {
		return fmt.Sprintf("%d B", v.Len())
	}
	switch x := v.Interface().(type) {
	case *figure.Number:
		if x == nil {
			return ""
		}
		return text.Number(text.SQ, int64(*x))
	case []string:
		return excerpt(strings.Join(x, ", "))
	case string:
		if l := m.names.label(c.arg, x); c.refers() && l != "" {
			return excerpt(l)
		}
	}
	return excerpt(fmt.Sprint(v.Interface()))
}

// twins finds what would be there twice, under two ids.
func (m *merger) twins(d, known *Document) {
	twice := func(path, what string) {
		m.add(path, "%s ekziston tashmë te Tryeza me një id tjetër.", what)
	}
	names := map[string]string{}
	for _, i := range known.Institutions {
		names[text.Fold(i.label())] = i.ID
	}
	for i, x := range d.Institutions {
		if id, ok := names[text.Fold(x.label())]; ok && id != x.ID {
			twice(index("$.institutions", i), x.label())
		}
	}
	if d.Plan != nil && known.Plan != nil && d.Plan.ID != known.Plan.ID {
		twice("$.plan", d.Plan.Title)
	}
	for i, x := range d.Issues {
		if slices.ContainsFunc(known.Issues, func(k Issue) bool { return k.of(known) == x.of(d) && k.Number == x.Number && k.ID != x.ID }) {
			twice(index("$.issues", i), m.names.label("issues", x.ID))
		}
	}
	for i, x := range d.Tasks {
		if slices.ContainsFunc(known.Tasks, func(k Task) bool { return k.Number == x.Number && k.ID != x.ID }) {
			twice(index("$.tasks", i), m.names.label("tasks", x.ID))
		}
	}
	for i, x := range d.Professionals {
		if slices.ContainsFunc(known.Professionals, func(k Professional) bool { return k.Institution == x.Institution && k.Code == x.Code && k.ID != x.ID }) {
			twice(index("$.professionals", i), m.names.label("professionals", x.ID))
		}
	}
	for i, x := range d.Rounds {
		for _, k := range known.Rounds {
			if k.Period == x.Period && k.ID != x.ID {
				twice(index("$.rounds", i), x.Period)
			}
			if k.ID == x.ID {
				m.twinReturns(index("$.rounds", i), x, k, twice)
			}
		}
	}
}

func (m *merger) twinReturns(path string, round, known Round, twice func(path, what string)) {
	for j, r := range round.Returns {
		if slices.ContainsFunc(known.Returns, func(k Return) bool { return k.Institution == r.Institution && k.ID != r.ID }) {
			twice(index(path+".returns", j), m.names.label("institutions", r.Institution))
		}
	}
}
