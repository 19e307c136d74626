package analysis

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// problems lists the problems by objective and missing resource, with their age,
// and what was put to the national coordinator.
func (c *composer) problems() {
	c.section(1, "problems", "Problematikat dhe burimet që mungojnë")
	open := c.openProblems()
	c.figure("K29", whole(int64(len(open))), len(c.issues))
	sentences := []string{count(len(open), problemForms)}
	if solved := len(c.issues) - len(open); solved > 0 {
		c.figure("K29_solved", whole(int64(solved)), solved)
		sentences = append(sentences, count(solved, solvedForms))
	}
	amounts := known(open)
	if total, _ := figure.Add(amounts...); total.Known() {
		f := c.figure("K29_amount", total, len(amounts))
		sentences = append(sentences, fmt.Sprintf("Vlera e njohur e asaj që mungon është %s (%s).", show(f), count(len(amounts), text.Forms{One: "dhënë për {n} problematikë", Many: "dhënë për {n} problematika"})))
	}
	c.para(append(sentences, c.aged(open)...)...)
	c.resources(open)
	c.table(c.problemTable())
	c.raisedAtMeetings()
	c.coordinator(open)
}

// aged says how long problems have been open, and how many longer than the
// dated rule.
func (c *composer) aged(open []problem) []string {
	var ages []int
	for _, p := range open {
		ages = append(ages, c.days(p.Since))
	}
	var said []string
	if len(ages) > 0 {
		said = append(said, fmt.Sprintf("Mediana e moshës së tyre është %s.", inDays(c.median("K29_age", ages))))
	}
	before, ok := c.before("issue_aged")
	if !ok || len(open) == 0 {
		return said
	}
	old := 0
	for _, p := range open {
		if p.Since < before {
			old++
		}
	}
	f := c.ruled(c.figure("K29_aged", whole(int64(old)), len(open)), "issue_aged")
	r := c.d.Rules["issue_aged"]
	return append(said, fmt.Sprintf("Të hapura për më shumë se %s %s: %s.", r.Value, unitWords(r.Unit), show(f)))
}

// before is the day so many days or months before the one the analysis speaks of
// as a dated rule says; a rule that is no such number is none.
func (c *composer) before(rule string) (string, bool) {
	r := c.d.Rules[rule]
	n, err := strconv.Atoi(r.Value)
	day, bad := time.Parse(time.DateOnly, c.d.Day)
	switch {
	case err != nil || bad != nil || n <= 0:
		return "", false
	case r.Unit == "days":
		return day.AddDate(0, 0, -n).Format(time.DateOnly), true
	case r.Unit == "months":
		return day.AddDate(0, -n, 0).Format(time.DateOnly), true
	}
	return "", false
}

// resources counts the open problems by what is missing.
func (c *composer) resources(open []problem) {
	t := document.Table{ID: "resources", Caption: "Problematikat e hapura sipas burimit që mungon", Sheet: "Burimet që mungojnë", Head: []string{"Burimi", "Problematika", "Vlera e njohur"}}
	for _, res := range code.Resources {
		list := slices.DeleteFunc(slices.Clone(open), func(p problem) bool { return p.Resource != res.Code })
		if len(list) == 0 {
			continue
		}
		f := c.figure("K29", whole(int64(len(list))), len(list), "resource", res.Code)
		amount := document.T("–")
		if total, _ := figure.Add(known(list)...); total.Known() {
			amount = cell(c.figure("K29_amount", total, len(known(list)), "resource", res.Code))
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(res.SQ), cell(f), amount}})
	}
	c.table(t)
}

// problemTable lists every problem of the period, the solved ones marked, by
// objective of the plan.
func (c *composer) problemTable() document.Table {
	t := document.Table{ID: "problems", Caption: "Problematikat sipas objektivit", Sheet: "Problematikat",
		Head: []string{"Objektivi", "Problematika", "Ngritur nga", "Mungon", "Vlera", "E hapur prej"}}
	for _, p := range c.issues {
		amount := document.T("–")
		if p.Amount != nil {
			amount = document.Money(text.Lek(text.SQ, int64(*p.Amount)), p.Amount.Float())
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			document.T(orDash(p.ObjectiveName)), c.toProblem(c.words(p), p.ID), document.T(orDash(c.raisers(p))),
			document.T(orDash(code.Resources.Label(text.SQ, p.Resource))), amount, document.T(c.since(p)),
		}})
	}
	return t
}

// toProblem is a cell that leads to a problem of the register; one that is in a
// return only leads nowhere.
func (c *composer) toProblem(words, id string) document.Cell {
	if id == "" {
		return document.T(words)
	}
	return c.linked(document.T(words), "/issue/"+id)
}

// words are the problem as the register has it, and what the returns of the
// period say otherwise, in their words.
func (c *composer) words(p problem) string {
	words, have := p.Body, []string{p.Body}
	for _, r := range p.Raised {
		if s, ok := c.said[r.ID]; ok && !slices.Contains(have, s.Body) {
			have = append(have, s.Body)
			words += fmt.Sprintf(" (%s: «%s»)", c.short(s.institution), s.Body)
		}
	}
	return words
}

// raisers names everybody who raised a problem by the end of the period, each once.
func (c *composer) raisers(p problem) string {
	var list []string
	for _, r := range p.Raised {
		_, now := c.said[r.ID]
		if r.Institution != "" && (now || r.On <= c.d.Day) && !slices.Contains(list, r.Institution) {
			list = append(list, r.Institution)
		}
	}
	c.inOrder(list)
	for i, x := range list {
		list[i] = c.d.name(x)
	}
	return strings.Join(list, "; ")
}

// since says how long a problem has been open, or that it is solved.
func (c *composer) since(p problem) string {
	switch {
	case p.solved && p.SolvedOn != "":
		return "e zgjidhur më " + text.Day(p.SolvedOn)
	case p.solved:
		return "e zgjidhur"
	}
	return c.age(p.Since)
}

// age is how long something has been open on the day the analysis speaks of.
func (c *composer) age(since string) string {
	if _, err := time.Parse(time.DateOnly, since); err != nil {
		return "–"
	}
	return count(c.days(since), dayForms)
}

// days since a day; none for one after the day the analysis speaks of.
func (c *composer) days(since string) int {
	from, err := time.Parse(time.DateOnly, since)
	if err != nil {
		return 0
	}
	to, err := time.Parse(time.DateOnly, c.d.Day)
	if err != nil || to.Before(from) {
		return 0
	}
	return int(to.Sub(from).Hours() / 24)
}

// raisedAtMeetings lists the problems noted in minutes that the register does
// not have; those it has are in the table.
func (c *composer) raisedAtMeetings() {
	arrived := map[string]bool{}
	for _, p := range c.issues {
		for _, r := range p.Raised {
			arrived[r.ID] = true
		}
	}
	if said := c.minuted("problem", arrived); len(said) > 0 {
		c.para("Në mbledhje u ngritën edhe këto problematika:")
		c.items(false, said...)
	}
}

// coordinator says which problems were put to the national coordinator, and what
// came back.
func (c *composer) coordinator(open []problem) {
	t := document.Table{ID: "coordinator", Caption: "Problematikat që iu dërguan koordinatorit kombëtar", Sheet: "Koordinatori kombëtar",
		Head: []string{"Problematika", "Dërguar më", "Pyetja", "Përgjigjja"}}
	sent, unanswered := 0, 0
	for _, p := range c.issues {
		if p.EscalatedOn == "" || p.EscalatedOn > c.d.Day {
			continue
		}
		answer := "pa përgjigje"
		if p.AnsweredOn != "" && p.AnsweredOn <= c.d.Day {
			answer = text.Day(p.AnsweredOn) + ": " + p.Answer
		}
		if !p.solved {
			sent++
			if answer == "pa përgjigje" {
				unanswered++
			}
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{c.toProblem(p.Body, p.ID), dayCell(p.EscalatedOn), document.T(orDash(p.Question)), document.T(answer)}})
	}
	if len(t.Rows) == 0 {
		return
	}
	c.section(2, "coordinator", "Te koordinatori kombëtar")
	k := c.figure("K29_escalated", whole(int64(sent)), len(open))
	none := c.figure("K29_unanswered", whole(int64(unanswered)), len(open))
	c.para(fmt.Sprintf("Problematika të hapura që iu dërguan koordinatorit kombëtar: %s; pa përgjigje: %s.", show(k), show(none)))
	c.table(t)
}
