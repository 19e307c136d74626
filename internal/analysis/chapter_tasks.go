package analysis

import (
	"cmp"
	"fmt"
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/text"
)

// tasks is the chapter of what institutions owed: given, closed, on time, and
// what is still open on the day the analysis speaks of.
func (c *composer) tasks() {
	c.section(1, "tasks", "Zbatimi i detyrave")
	f := c.follow(c.d.Tasks)
	if f.Given+f.Open == 0 && len(f.Took) == 0 {
		c.para("Gjatë periudhës nuk u dha asnjë detyrë dhe asnjë nuk mbeti e hapur nga më parë.")
		return
	}
	c.para(c.given(f)...)
	c.para(c.open(f)...)
	c.table(c.taskTable("tasks-institution", "Detyrat sipas institucionit", "Institucioni", "institution", c.owners()))
	kinds := c.taskTable("tasks-kind", "Detyrat sipas llojit", "Lloji", "kind", c.taskKinds())
	kinds.Note = "K07: të mbyllura ÷ të dhëna në periudhë. «Në afat»: të kryera brenda afatit ÷ të mbyllura që kishin afat. «Ditë»: mediana nga dhënia te kryerja, për ato që u mbyllën në periudhë. Vijë: nuk ka çfarë të pjesëtohet."
	c.table(kinds)
	c.table(c.openTasks())
}

// follow counts tasks as they stood on the day the analysis speaks of.
func (c *composer) follow(list []Task) indicator.FollowUp {
	var then []indicator.Followed
	for _, t := range list {
		then = append(then, t.on(c.d.Day))
	}
	return indicator.Follow(then, c.d.Period.Start(), c.d.Day)
}

// given says what became of the tasks given in the period, and how long those
// closed in it took.
func (c *composer) given(f indicator.FollowUp) []string {
	c.figure("K07_given", whole(f.Given), int(f.Given))
	k07 := c.ratio("K07", f.Closed, f.Given)
	said := []string{count(int(f.Given), taskGivenForms)}
	if f.Given > 0 {
		said = append(said, fmt.Sprintf(count(int(f.Closed), taskClosedForms), text.Day(c.d.Day), show(k07)))
	}
	if f.Dated > 0 {
		said = append(said, fmt.Sprintf("Brenda afatit u kryen %d nga %d (%s).", f.OnTime, f.Dated, show(c.ratio("K07_ontime", f.OnTime, f.Dated))))
	}
	if len(f.Took) > 0 {
		said = append(said, fmt.Sprintf("Për detyrat e mbyllura në periudhë, mediana nga dhënia te kryerja është %s.", inDays(c.median("K07_days", f.Took))))
	}
	return said
}

// open says what was still owed on the last day.
func (c *composer) open(f indicator.FollowUp) []string {
	c.figure("K07_open", whole(f.Open), int(f.Open))
	overdue, waiting := c.figure("K07_overdue", whole(f.Overdue), int(f.Open)), c.figure("K07_waiting", whole(f.Waiting), int(f.Open))
	escalated := c.figure("K07_escalated", whole(c.escalated()), int(f.Open))
	if f.Open == 0 {
		return []string{fmt.Sprintf("Më %s nuk kishte asnjë detyrë të hapur.", text.Day(c.d.Day))}
	}
	return []string{
		fmt.Sprintf(count(int(f.Open), taskOpenForms), text.Day(c.d.Day), inDays(c.median("K07_age", f.Ages))),
		fmt.Sprintf("Me vonesë: %s; në pritje të verifikimit: %s; të ngritura më lart për shkak të vonesës: %s.", show(overdue), show(waiting), show(escalated)),
	}
}

func whole(n int64) figure.Quantity { return figure.Exactly(figure.Whole(n)) }

// median keeps the median of days; of none it is unknown.
func (c *composer) median(code string, list []int, filters ...string) figure.Figure {
	q := figure.Quantity{Qualifier: figure.NotKnown}
	if m, ok := indicator.Median(list); ok {
		q = figure.Exactly(m)
	}
	return c.figure(code, q, len(list), filters...)
}

// inDays is a figure with its unit: "20 ditë", "1 ditë".
func inDays(f figure.Figure) string { return show(f) + " ditë" }

// isOpen reports whether a task was open on the day the analysis speaks of.
func (c *composer) isOpen(t Task) bool {
	s := t.on(c.d.Day).State
	return s == "open" || s == "answered"
}

func (c *composer) escalated() (n int64) {
	for _, t := range c.d.Tasks {
		if c.isOpen(t) && t.escalated(c.d.Day) {
			n++
		}
	}
	return n
}

// A taskGroup is a name with its tasks, for a table.
type taskGroup struct {
	key, name string
	list      []Task
}

// owners groups the tasks by the institution that owes them, in their order.
func (c *composer) owners() []taskGroup {
	by := map[string][]Task{}
	var list []string
	for _, t := range c.d.Tasks {
		if by[t.Owner] == nil {
			list = append(list, t.Owner)
		}
		by[t.Owner] = append(by[t.Owner], t)
	}
	slices.Sort(list)
	c.inOrder(list)
	var groups []taskGroup
	for _, i := range list {
		groups = append(groups, taskGroup{i, c.d.name(i), by[i]})
	}
	return groups
}

func (c *composer) taskKinds() []taskGroup {
	var groups []taskGroup
	for _, k := range code.TaskKinds {
		g := taskGroup{key: k.Code, name: k.SQ}
		for _, t := range c.d.Tasks {
			if t.Kind == k.Code {
				g.list = append(g.list, t)
			}
		}
		groups = append(groups, g)
	}
	return groups
}

// taskTable is a table of tasks by group; groups that owed nothing are left out.
func (c *composer) taskTable(id, caption, head, filter string, groups []taskGroup) document.Table {
	t := document.Table{ID: id, Caption: caption, Sheet: caption, Widths: []float64{6, 2, 2, 3, 3, 2, 3, 3},
		Head: []string{head, "Dhënë", "Mbyllur", "K07", "Në afat", "Hapur", "Me vonesë", "Ditë"}}
	for _, g := range groups {
		f := c.follow(g.list)
		if f.Given+f.Open == 0 && len(f.Took) == 0 {
			continue
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			document.T(g.name), cell(c.figure("K07_given", whole(f.Given), int(f.Given), filter, g.key)), number(f.Closed),
			rateCell(c.ratio("K07", f.Closed, f.Given, filter, g.key)), rateCell(c.ratio("K07_ontime", f.OnTime, f.Dated, filter, g.key)),
			cell(c.figure("K07_open", whole(f.Open), int(f.Open), filter, g.key)), cell(c.figure("K07_overdue", whole(f.Overdue), int(f.Open), filter, g.key)),
			rateCell(c.median("K07_days", f.Took, filter, g.key)),
		}})
	}
	return t
}

// openTasks lists what was still owed, the longest overdue first.
func (c *composer) openTasks() document.Table {
	t := document.Table{ID: "tasks-open", Caption: "Detyrat e hapura më " + text.Day(c.d.Day), Sheet: "Detyrat e hapura",
		Head: []string{"Nr.", "Detyra", "Përgjegjës", "Afati", "Mosha", "Gjendja"}}
	var list []Task
	for _, x := range c.d.Tasks {
		if c.isOpen(x) {
			list = append(list, x)
		}
	}
	slices.SortStableFunc(list, func(a, b Task) int { return cmp.Compare(orLast(a.dueThen(c.d.Day)), orLast(b.dueThen(c.d.Day))) })
	for _, x := range list {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			c.linked(document.T(x.name()), "/task/"+x.ID), document.T(x.Body), document.T(c.d.name(x.Owner)), c.taskDue(x),
			document.T(c.age(x.GivenOn)), document.T(c.taskState(x)),
		}})
	}
	return t
}

func orLast(day string) string { return cmp.Or(day, "9999-12-31") }

// taskDue is the day a task was due as seen on the day the analysis speaks of, or
// the meeting it was due at: which day that will be may be known only later.
func (c *composer) taskDue(t Task) document.Cell {
	day := t.dueThen(c.d.Day)
	if day == "" || t.DueBody != "" && day > c.d.Day {
		return document.T("mbledhja e ardhshme")
	}
	return dayCell(day)
}

// taskState says how a task stood on the day the analysis speaks of.
func (c *composer) taskState(t Task) string {
	f := t.on(c.d.Day)
	switch {
	case f.State == "":
		return "dhënë pas periudhës, më " + text.Day(t.GivenOn)
	case f.State == "closed" && f.DueOn != "" && f.DoneOn > f.DueOn:
		return "e mbyllur më " + text.Day(f.ClosedOn) + ", me vonesë"
	case f.State == "closed":
		return "e mbyllur më " + text.Day(f.ClosedOn)
	case f.State != "open":
		return code.TaskStates.Label(text.SQ, f.State)
	}
	words := "e hapur"
	if f.DueOn != "" && f.DueOn < c.d.Day {
		words = "me vonesë"
		if t.escalated(c.d.Day) {
			words += ", e ngritur më lart"
		}
	}
	return words
}

// requests says, in the chapter of the coordination with the police, how the
// requests that were put to it here were answered: a request is a task of its own.
func (c *composer) requests() {
	var list []Task
	for _, t := range c.d.Tasks {
		if t.Kind == "request" && c.d.Institutions[t.Owner].Sector == "police" {
			list = append(list, t)
		}
	}
	f := c.follow(list)
	if f.Given+f.Open == 0 && len(f.Took) == 0 {
		return
	}
	sent, late := c.figure("K28_sent", whole(f.Given), int(f.Given)), c.figure("K28_late", whole(f.Overdue), int(f.Open))
	said := fmt.Sprintf("Kërkesa drejtuar Policisë të ndjekura si detyra: %s, prej të cilave %d me përgjigje; pa përgjigje pas afatit më %s: %s.", show(sent), f.Closed, text.Day(c.d.Day), show(late))
	if len(f.Took) > 0 {
		said += fmt.Sprintf(" Mediana e kohës së përgjigjes: %s.", inDays(c.median("K28_days", f.Took)))
	}
	c.para(said)
}
