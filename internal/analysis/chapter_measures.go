package analysis

import (
	"slices"

	"tryeza/internal/document"
	"tryeza/internal/text"
)

// A measureRow is one line of the table of measures.
type measureRow struct {
	institution, state string
	body, due          document.Cell
	expected, done     bool
}

// measures lists what was done about the problems and what is expected,
// institution by institution. A measure that is expected is a task.
func (c *composer) measures() {
	c.section(1, "measures", "Masat e marra dhe masat që priten")
	list := append(c.taken(), c.expected()...)
	slices.SortStableFunc(list, func(a, b measureRow) int {
		return int(c.d.Institutions[a.institution].Position - c.d.Institutions[b.institution].Position)
	})
	t := document.Table{ID: "measures", Caption: "Masat sipas institucionit", Sheet: "Masat", Head: []string{"Institucioni", "Masa", "Gjendja", "Afati"}}
	taken, expected, done := 0, 0, 0
	for _, m := range list {
		switch {
		case m.done:
			done++
		case m.expected:
			expected++
		default:
			taken++
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(c.d.name(m.institution)), m.body, document.T(m.state), m.due}})
	}
	sentence := count(taken, takenForms) + "; " + count(expected, expectedForms)
	if done > 0 {
		sentence += "; " + count(done, doneForms)
	}
	c.para(sentence + ".")
	c.table(t)
}

// returned are the measures of the accepted returns, by ID, with who wrote them,
// and in their order.
func (d *Data) returned(status string) (by map[string]string, list []Measure) {
	by = map[string]string{}
	for _, r := range d.reporting() {
		for _, m := range r.Measures {
			if m.Status == status {
				by[m.ID] = r.Institution
				list = append(list, m)
			}
		}
	}
	return by, list
}

// taken are the measures told in the returns of the period, and those noted in
// it without a return: what a return says belongs to its own period, whenever it
// was sent. One that the register of problems does not have is shown as the
// return says it.
func (c *composer) taken() []measureRow {
	by, list := c.d.returned("taken")
	var rows []measureRow
	for _, i := range c.d.roots() {
		for _, m := range i.Taken {
			_, told := by[m.ID]
			delete(by, m.ID)
			if told || !m.Returned && c.d.Period.Start() <= m.On && m.On <= c.d.Day {
				rows = append(rows, measureRow{institution: m.Institution, body: c.toProblem(m.Body, i.ID), state: "e marrë", due: document.T("–")})
			}
		}
	}
	for _, m := range list {
		if institution, left := by[m.ID]; left {
			rows = append(rows, measureRow{institution: institution, body: document.T(m.Body), state: "e marrë", due: dayCell(m.DueOn)})
		}
	}
	return rows
}

// expected are the measures that the returns promise and those promised before
// that were open in the period.
func (c *composer) expected() []measureRow {
	by, list := c.d.returned("expected")
	taskOf := map[string]string{}
	for _, i := range c.d.Issues {
		for _, e := range i.Events {
			taskOf[e.ID] = e.Other
		}
	}
	var rows []measureRow
	shown := map[string]bool{}
	for _, m := range list {
		t, ok := c.task(taskOf[m.ID])
		switch {
		case !ok:
			rows = append(rows, measureRow{institution: by[m.ID], body: document.T(m.Body), state: "e pritshme", due: dayCell(m.DueOn), expected: true})
		case !shown[t.ID]:
			shown[t.ID] = true
			rows = append(rows, c.promised(t))
		}
	}
	for _, t := range c.d.Tasks {
		if t.Kind == "measure" && !shown[t.ID] && c.ofPeriod(t) {
			rows = append(rows, c.promised(t))
		}
	}
	return rows
}

// promised is an expected measure with how its task stood.
func (c *composer) promised(t Task) measureRow {
	f := t.on(c.d.Day)
	row := measureRow{institution: t.Owner, body: c.linked(document.T(t.Body), "/task/"+t.ID), due: c.taskDue(t), expected: true, done: f.State == "closed"}
	switch f.State {
	case "":
		row.state = "e pritshme"
	case "closed":
		row.state = "e kryer më " + text.Day(f.DoneOn)
	case "cancelled":
		row.state = "e anuluar"
	case "answered":
		row.state = "e raportuar, në pritje të verifikimit"
	default:
		row.state = "e pritshme"
		if f.DueOn != "" && f.DueOn < c.d.Day {
			row.state += ", me vonesë"
		}
	}
	return row
}

// ofPeriod reports whether a task was open or closed in the period.
func (c *composer) ofPeriod(t Task) bool {
	f := t.on(c.d.Day)
	return f.State == "open" || f.State == "answered" || f.State == "closed" && f.ClosedOn >= c.d.Period.Start()
}

func (c *composer) task(id string) (Task, bool) {
	for _, t := range c.d.Tasks {
		if t.ID == id {
			return t, true
		}
	}
	return Task{}, false
}
