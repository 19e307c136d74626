package analysis

import (
	"fmt"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/text"
)

// monitored is the answer to how projects are monitored: who looks at what, how and
// when, and what the visits found.
func (c *composer) monitored(list, standing []Project) {
	c.section(2, "employment-monitoring", "Si u monitoruan projektet")
	t := document.Table{ID: "employment-plan", Caption: "Plani i monitorimit: kush kontrollon çfarë, si dhe kur", Sheet: "Plani i monitorimit",
		Head: []string{"Projekti", "Çfarë", "Kush", "Si", "Sa shpesh", "Nga data"}, Widths: []float64{4, 3.4, 2.6, 3.4, 2.6, 2.4}}
	var without []string
	for _, p := range list {
		if len(p.Checks) == 0 {
			without = append(without, "«"+p.Title+"»")
		}
		for _, w := range p.Checks {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{c.title(p.Record, "employment"), document.T(w.what()), document.T(orDash(c.shortly(w.Institution))),
				document.T(code.CheckMethods.Label(text.SQ, w.Method)), document.T(code.Frequencies.Label(text.SQ, w.Frequency)), dayCell(w.FirstOn)}})
		}
	}
	c.table(t)
	if len(without) > 0 {
		c.para(fmt.Sprintf("Pa plan monitorimi: %s. Pa plan të plotë projekti nuk mund të miratohet.", text.List(text.SQ, without)))
	}
	c.visits(standing)
}

func (c *composer) named(institution string) string {
	if institution == "" {
		return ""
	}
	return c.d.name(institution)
}

func (w Watch) what() string {
	words := code.Obligations.Label(text.SQ, w.Kind)
	if w.Amount == nil {
		return words
	}
	n := text.Number(text.SQ, int64(*w.Amount))
	switch w.Kind {
	case "kept":
		words += ", " + n + " ditë"
	case "hours":
		words += ", " + n + " orë në javë"
	}
	return words
}

// visits says what was planned, done and found.
func (c *composer) visits(standing []Project) {
	s := c.now()
	n := visited(allVisits(standing), s.from(), s.to())
	f := s.rate("K26_register", n.Done, n.Planned)
	if n == (VisitCount{}) {
		c.para("Për këtë periudhë nuk ishte planifikuar dhe nuk u krye asnjë vizitë monitoruese.")
		return
	}
	sentence := fmt.Sprintf("Vizita monitoruese: %d të planifikuara, %d prej tyre të kryera (%s)", n.Planned, n.Done, show(f))
	if n.Planned == 0 {
		sentence = "Vizita monitoruese të planifikuara: asnjë"
	}
	if n.Unplanned > 0 {
		sentence += fmt.Sprintf("; të kryera pa qenë në plan: %d", n.Unplanned)
	}
	sentence += "."
	if n.Overdue > 0 {
		sentence += fmt.Sprintf(" Me vonesë: %s.", show(s.many("K26_overdue", int(n.Overdue))))
	}
	compliant := s.rate("K26_compliant", n.Kept, n.Judged)
	found := "Asnjë vizitë nuk ka ende gjetje."
	if n.Judged > 0 {
		found = fmt.Sprintf("Në përputhje ishin %d nga %d (%s); mangësi të vogla: %d; shkelje: %d.", n.Kept, n.Judged, show(compliant), n.Minor, n.Serious)
	}
	c.para(sentence, found, c.measuresWords(s, n))
	t := document.Table{ID: "employment-visits", Caption: "Vizitat monitoruese të periudhës", Sheet: "Vizitat",
		Head: []string{"Projekti", "Kush", "Planifikuar", "Kryer", "Gjetja", "Masa dhe afati", "Rikontrolli"}, Widths: []float64{4.4, 4.3, 4.3, 4.1, 3.9, 4.8, 4.3}}
	for _, p := range standing {
		for _, v := range p.Visits {
			if v.on() >= s.from() && v.on() <= s.to() {
				t.Rows = append(t.Rows, c.visit(p, v, s.to()))
			}
		}
	}
	c.table(t)
}

func (c *composer) measuresWords(s stretch, n VisitCount) string {
	var said []string
	if n.Measures > 0 {
		said = append(said, fmt.Sprintf("Masa të kërkuara: %d; detyra të mbyllura prej tyre: %d.", n.Measures, n.Fixed))
	}
	if f := s.rate("K26_rechecked", n.Rechecked, n.Owed); f.Value != nil {
		said = append(said, fmt.Sprintf("Shkelje të rikontrolluara: %d nga %d (%s).", n.Rechecked, n.Owed, show(f)))
	}
	return strings.Join(said, " ")
}

func (c *composer) visit(p Project, v Visit, to string) document.Row {
	finding, done := "–", ""
	if v.DoneOn != "" && v.DoneOn <= to {
		finding, done = orDash(code.VisitFindings.Label(text.SQ, v.Finding)), v.DoneOn
	}
	again := "–"
	switch {
	case done == "":
	case rechecked(v, p.Visits, to):
		again = "u bë"
	case v.Finding == "serious":
		again = "nuk është bërë"
	}
	if v.RecheckOf != "" {
		finding += " (rikontroll)"
	}
	measure := document.T(orDash(v.Measure))
	if v.Measure != "" && v.DueOn != "" {
		measure.Text += " (deri më " + text.Day(v.DueOn) + ")"
	}
	if v.Task != "" && v.Measure != "" {
		measure = c.linked(measure, "/task/"+v.Task)
	}
	return document.Row{Cells: []document.Cell{c.title(p.Record, "employment"), document.T(orDash(c.shortly(v.Institution))), dayCell(v.PlannedOn), dayCell(done), document.T(finding), measure, document.T(again)}}
}

// fairs is the table of job fairs.
func (c *composer) fairs(list []Fair) {
	if len(list) == 0 {
		return
	}
	c.section(2, "employment-fairs", "Panairet e punës")
	held := heldOnly(list)
	hired, n, _, _ := total(recordsOf(held), "hired")
	sentence := fmt.Sprintf("Panaire pune të zhvilluara: %s", show(c.now().many("fairs", len(held))))
	if n > 0 {
		sentence += fmt.Sprintf("; të punësuar në to: %s", show(c.now().num("fair_hired", hired, n)))
	}
	c.para(sentence + ".")
	t := document.Table{ID: "employment-fairs-held", Caption: "Panairet e punës", Sheet: "Panairet",
		Head: []string{"Panairi", "Data", "Vendi", "Kush", "Punëdhënës", "Vende të lira", "Vizitorë", "Të punësuar", "Gjendja"}, Widths: []float64{2.5, 2.9, 2, 2.6, 3, 1.9, 2.1, 2.4, 2.2}}
	for _, f := range list {
		row := []document.Cell{c.linked(document.T(f.Title), "/employment/"+f.ID+"/fair"), dayCell(f.From), document.T(c.where(f.Record)), document.T(c.with(f.Record))}
		for _, what := range []string{"employers", "vacancies", "visitors", "hired"} {
			row = append(row, registerCell(f.Numbers.Get(what)))
		}
		t.Rows = append(t.Rows, document.Row{Cells: append(row, document.T(code.EventStates.Label(text.SQ, f.State)))})
	}
	c.table(t)
}
