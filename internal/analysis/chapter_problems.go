package analysis

import (
	"fmt"
	"slices"
	"time"
	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// A raised problem is one with the institution that raised it.
type raised struct {
	Problem
	institution string
}

func (c *composer) raised() []raised {
	var list []raised
	for _, r := range c.d.reporting() {
		for _, p := range r.Problems {
			list = append(list, raised{p, r.Institution})
		}
	}
	return list
}

// problems lists the problems by objective and missing resource, with their age.
func (c *composer) problems() {
	c.section(1, "problems", "Problematikat dhe burimet që mungojnë")
	list := c.raised()
	var open []raised
	var amounts []figure.Quantity
	for _, p := range list {
		if p.Solved {
			continue
		}
		open = append(open, p)
		if p.Amount != nil {
			amounts = append(amounts, figure.Exactly(*p.Amount))
		}
	}
	c.figure("K29", figure.Exactly(figure.Whole(int64(len(open)))), len(list))
	sentences := []string{count(len(open), problemForms)}
	if total, _ := figure.Add(amounts...); total.Known() {
		f := c.figure("K29_amount", total, len(amounts))
		sentences = append(sentences, fmt.Sprintf("Vlera e njohur e asaj që mungon është %s (%s).", show(f), count(len(amounts), text.Forms{One: "dhënë për {n} problematikë", Many: "dhënë për {n} problematika"})))
	}
	c.para(sentences...)
	c.resources(open)
	c.table(c.problemTable(list))
	c.raisedAtMeetings()
}

// resources counts the open problems by what is missing.
func (c *composer) resources(open []raised) {
	t := document.Table{ID: "resources", Caption: "Problematikat e hapura sipas burimit që mungon", Sheet: "Burimet që mungojnë", Head: []string{"Burimi", "Problematika", "Vlera e njohur"}}
	for _, res := range code.Resources {
		var amounts []figure.Quantity
		n := 0
		for _, p := range open {
			if p.Resource == res.Code {
				n++
				if p.Amount != nil {
					amounts = append(amounts, figure.Exactly(*p.Amount))
				}
			}
		}
		if n == 0 {
			continue
		}
		f := c.figure("K29", figure.Exactly(figure.Whole(int64(n))), n, "resource", res.Code)
		amount := document.T("–")
		if total, _ := figure.Add(amounts...); total.Known() {
			amount = cell(c.figure("K29_amount", total, len(amounts), "resource", res.Code))
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(res.SQ), cell(f), amount}})
	}
	c.table(t)
}

// problemTable lists every problem of the period, the solved ones marked, by
// objective of the plan.
func (c *composer) problemTable(list []raised) document.Table {
	t := document.Table{ID: "problems", Caption: "Problematikat sipas objektivit", Sheet: "Problematikat",
		Head: []string{"Objektivi", "Problematika", "Ngritur nga", "Mungon", "Vlera", "E hapur prej"}}
	objectives := c.objectives()
	slices.SortStableFunc(list, func(a, b raised) int { return objectives[a.Objective].order - objectives[b.Objective].order })
	for _, p := range list {
		amount := document.T("–")
		if p.Amount != nil {
			amount = document.Money(text.Lek(text.SQ, int64(*p.Amount)), p.Amount.Float())
		}
		age := c.age(p.Since)
		if p.Solved {
			age = "e zgjidhur"
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			document.T(orDash(objectives[p.Objective].title)), document.T(p.Body), document.T(c.d.name(p.institution)),
			document.T(code.Resources.Label(text.SQ, p.Resource)), amount, document.T(age),
		}})
	}
	return t
}

type objective struct {
	title string
	order int
}

// objectives of the plan by ID, in order; problems without one come last.
func (c *composer) objectives() map[string]objective {
	list := map[string]objective{"": {"", 1 << 30}}
	for i, a := range c.d.Activities {
		if _, ok := list[a.ObjectiveID]; !ok {
			title := a.Objective
			if a.ObjectiveCode != "" {
				title = a.ObjectiveCode + " " + title
			}
			list[a.ObjectiveID] = objective{title, i}
		}
	}
	return list
}

// age is how long a problem has been open on the day the analysis speaks of.
func (c *composer) age(since string) string {
	from, err := time.Parse(time.DateOnly, since)
	if err != nil {
		return "–"
	}
	to, err := time.Parse(time.DateOnly, c.d.Day)
	if err != nil || to.Before(from) {
		return "–"
	}
	return count(int(to.Sub(from).Hours()/24), dayForms)
}

// raisedAtMeetings lists the problems noted in minutes.
func (c *composer) raisedAtMeetings() {
	if said := c.minuted("problem"); len(said) > 0 {
		c.para("Në mbledhje u ngritën edhe këto problematika:")
		c.items(false, said...)
	}
}

// minuted lists the lines of one kind from the minutes of the period.
func (c *composer) minuted(kind string) []string {
	var list []string
	for _, m := range c.d.Meetings {
		for _, l := range m.Lines {
			if l.Kind != kind {
				continue
			}
			words := l.Body
			if l.Institution != "" {
				words += " – " + c.d.name(l.Institution)
			}
			if l.DueOn != "" {
				words += ", afati " + text.Day(l.DueOn)
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

// measures lists what was done and what is expected, institution by institution.
func (c *composer) measures() {
	c.section(1, "measures", "Masat e marra dhe masat që priten")
	t := document.Table{ID: "measures", Caption: "Masat sipas institucionit", Sheet: "Masat", Head: []string{"Institucioni", "Masa", "Gjendja", "Afati"}}
	taken, expected := 0, 0
	for _, r := range c.d.reporting() {
		for _, m := range r.Measures {
			label := "e marrë"
			if m.Status == "expected" {
				label = "e pritshme"
				expected++
			} else {
				taken++
			}
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(c.d.name(r.Institution)), document.T(m.Body), document.T(label), dayCell(m.DueOn)}})
		}
	}
	c.para(count(taken, takenForms) + "; " + count(expected, expectedForms) + ".")
	c.table(t)
}
