package analysis

import (
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/text"
)

// decisions gives what the meetings of the period decided, asked and said, each
// decision with what came of it. What institutions said, and who was out of an
// item, stays in the minutes.
func (c *composer) decisions() {
	c.section(1, "decisions", "Vendimet, detyrat dhe rekomandimet")
	if len(c.d.Meetings) == 0 {
		c.para("Gjatë periudhës nuk ka mbledhje të regjistruara, prandaj as vendime.")
		return
	}
	if list := c.minuted("agenda", nil); len(list) > 0 {
		c.section(2, "decisions-agenda", "Çështjet e diskutuara")
		c.items(false, list...)
	}
	c.decided("decision")
	c.decided("task")
	c.decided("recommendation")
	c.figuresSaid()
}

// decidedTables are the captions and heads of the tables of decisions.
var decidedTables = map[string]struct{ title, caption, head, tasks, none string }{
	"decision":       {"Vendimet", "Vendimet dhe detyrat e tyre", "Vendimi", "Detyra që doli prej tij", "Nuk ka vendime të regjistruara."},
	"task":           {"Detyrat", "Detyrat e dhëna në mbledhje", "Detyra", "Përgjegjësi dhe afati", "Nuk ka detyra të regjistruara."},
	"recommendation": {"Rekomandimet", "Rekomandimet dhe detyrat e tyre", "Rekomandimi", "Detyra që doli prej tij", ""},
}

// decided is the table of the lines of one kind, each leading to its meeting,
// with the tasks that came of it leading to theirs. A task that came of a
// decision stands there and not again among the tasks.
func (c *composer) decided(kind string) {
	words := decidedTables[kind]
	t := document.Table{ID: "decisions-" + kind + "-table", Caption: words.caption, Sheet: words.title, Head: []string{"Nr.", words.head, "Mbledhja", words.tasks, "Gjendja"}}
	n, minuted := 0, false
	for _, m := range c.d.Meetings {
		for i, l := range m.Lines {
			minuted = minuted || l.Kind == kind
			if l.Kind == kind && m.parent(i) < 0 {
				n++
				t.Rows = append(t.Rows, c.decision(m, i, n)...)
			}
		}
	}
	switch {
	case minuted && n > 0:
		c.section(2, "decisions-"+kind, words.title)
		t = withoutTasks(t)
		if slices.ContainsFunc(t.Rows, func(r document.Row) bool {
			return len(r.Cells) > 4 && r.Cells[3].Text != "–" && r.Cells[4].Text == "–"
		}) {
			t.Note = "Vijë te gjendja: kjo detyrë shënohet vetëm në procesverbal dhe nuk ndiqet."
		}
		c.table(t)
	case !minuted && words.none != "":
		c.section(2, "decisions-"+kind, words.title)
		c.para(words.none)
	}
}

// withoutTasks takes the columns of the tasks off a table of decisions that none
// came of.
func withoutTasks(t document.Table) document.Table {
	if slices.ContainsFunc(t.Rows, func(r document.Row) bool { return r.Cells[3].Text != "–" }) {
		return t
	}
	t.Head = t.Head[:3]
	for i := range t.Rows {
		t.Rows[i].Cells = t.Rows[i].Cells[:3]
	}
	return t
}

// decision is one line of the minutes, the nth of its kind, in as many rows as
// tasks came of it.
func (c *composer) decision(m Meeting, line, n int) []document.Row {
	l := m.Lines[line]
	number := l.Number
	if number == "" {
		number = fmt.Sprint(n)
	}
	var rows []document.Row
	for _, f := range c.followUps(m, line) {
		rows = append(rows, document.Row{Cells: []document.Cell{document.T(number), document.T(""), document.T(""), f.task, document.T(f.state)}})
	}
	if len(rows) == 0 {
		rows = []document.Row{{Cells: []document.Cell{document.T(number), document.T(""), document.T(""), document.T("–"), document.T("–")}}}
	}
	rows[0].Cells[1] = c.linked(document.T(l.Body), "/meeting/"+m.ID+"#vendim-"+l.ID)
	rows[0].Cells[2] = document.T(code.Bodies.Label(text.SQ, m.Body) + ", " + c.meetingDay(m))
	return rows
}

// parent is the place of the line of the minutes that a task belongs to: a
// decision of the same item of the agenda or, where nothing was decided, a
// recommendation; -1 for none.
func (m Meeting) parent(line int) int {
	if l := m.Lines[line]; l.Kind != "task" || l.Item == "" {
		return -1
	}
	if at := m.nearest(line, "decision"); at >= 0 {
		return at
	}
	return m.nearest(line, "recommendation")
}

// nearest is the place of the last line of a kind before another under the same
// item, else of the first one after it.
func (m Meeting) nearest(line int, kind string) int {
	l, found := m.Lines[line], -1
	for i, x := range m.Lines {
		if x.Item != l.Item || x.Kind != kind {
			continue
		}
		if i < line || found < 0 {
			found = i
		}
	}
	return found
}

// A followUp is one task that came of a line of the minutes, and how it stands.
type followUp struct {
	task  document.Cell
	state string
}

// followUps are the tasks that came of a line itself, and those of the lines
// that belong to it.
func (c *composer) followUps(m Meeting, line int) []followUp {
	l := m.Lines[line]
	list := c.tasksFrom(m, l, l.Kind != "task")
	if len(list) == 0 && l.Kind == "task" {
		return []followUp{{document.T(c.owed(l)), "–"}}
	}
	for i, x := range m.Lines {
		if i != line && x.Kind == "task" && m.parent(i) == line {
			list = append(list, c.orItself(x, c.tasksFrom(m, x, true))...)
		}
	}
	return list
}

// orItself is a task of the minutes that nobody follows up, as it was minuted.
func (c *composer) orItself(l Line, list []followUp) []followUp {
	if len(list) > 0 {
		return list
	}
	return []followUp{{document.T(l.Body + " – " + c.owed(l)), "–"}}
}

// many owners of one task are counted, and not each in a row of its own.
const many = 3

// tasksFrom are the tasks that came of one line of the minutes: each with its
// owner, or of many owners together.
func (c *composer) tasksFrom(m Meeting, l Line, named bool) []followUp {
	var tasks []Task
	for _, t := range c.d.Tasks {
		if t.SourceID == l.ID && t.Kind != "measure" {
			tasks = append(tasks, t)
		}
	}
	if len(tasks) > many {
		return []followUp{c.together(m, l, tasks, named)}
	}
	var list []followUp
	for _, t := range tasks {
		words := c.d.name(t.Owner) + ", " + c.dueWords(t)
		if named {
			words = t.Body + " – " + words
		}
		list = append(list, followUp{c.linked(document.T(t.name()+": "+words), "/task/"+t.ID), c.taskState(t)})
	}
	return list
}

// together says a task that many institutions owe, and how many have done it.
func (c *composer) together(m Meeting, l Line, tasks []Task, named bool) followUp {
	words := count(len(tasks), institutionForms) + ", " + c.dueWords(tasks[0])
	if named {
		words = tasks[0].Body + " – " + words
	}
	var states []string
	n := map[string]int{}
	for _, t := range tasks {
		s := t.on(c.d.Day).State
		if n[s]++; n[s] == 1 {
			states = append(states, s)
		}
	}
	slices.Sort(states)
	for i, s := range states {
		states[i] = count(n[s], taskStateForms[s])
	}
	return followUp{c.linked(document.T(words), "/meeting/"+m.ID+"#vendim-"+l.ID), strings.Join(states, ", ")}
}

// dueWords say inside a sentence when a task is due.
func (c *composer) dueWords(t Task) string {
	if due := c.taskDue(t); due.Day == "" {
		return due.Text
	}
	return "afati " + c.taskDue(t).Text
}

// owed says who owes a task of the minutes, and by when.
func (c *composer) owed(l Line) string {
	who := "të gjithë anëtarët"
	if l.Institution != "" {
		who = c.d.name(l.Institution)
	}
	switch {
	case l.DueOn != "":
		return who + ", afati " + text.Day(l.DueOn)
	case l.DueNext:
		return who + ", në mbledhjen e ardhshme"
	case l.Institution == "":
		return "–"
	}
	return who
}

// minuted lists the lines of one kind from the minutes, but those to be left out.
func (c *composer) minuted(kind string, without map[string]bool) []string {
	var list []string
	for _, m := range c.d.Meetings {
		for _, l := range m.Lines {
			if l.Kind != kind || without[l.ID] {
				continue
			}
			words := l.Body
			if l.Institution != "" {
				words += " – " + c.d.name(l.Institution)
			}
			list = append(list, words+" ("+code.Bodies.Label(text.SQ, m.Body)+", "+c.meetingDay(m)+")")
		}
	}
	return list
}

func (c *composer) meetingDay(m Meeting) string {
	if m.DateNote != "" {
		return m.DateNote
	}
	return text.Day(m.HeldOn)
}

// figuresSaid lists the figures said at meetings, with the words they were said in.
func (c *composer) figuresSaid() {
	t := document.Table{ID: "said", Caption: "Shifra të thëna në mbledhje", Sheet: "Shifra nga mbledhjet", Head: []string{"Mbledhja", "Çfarë", "Vlera", "Njësia", "Për çfarë"}}
	for _, m := range c.d.Meetings {
		for _, f := range m.Figures {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
				document.T(c.meetingDay(m)), document.T(f.What), quantityCell(f.Quantity), document.T(code.Units.Label(text.SQ, f.Unit)), document.T(orDash(f.About))}})
		}
	}
	if len(t.Rows) > 0 {
		c.section(2, "decisions-figures", "Shifra të thëna në mbledhje")
		c.table(t)
	}
}
