package analysis

import (
	"fmt"
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
)

// priorities answers, in the plan's own order, what was done on each priority
// of the year.
func (c *composer) priorities() {
	c.section(1, "priorities", "Përparësitë e periudhës")
	if len(c.d.Plan.Priorities) == 0 {
		c.para("Plani i vitit nuk ka përparësi të regjistruara.")
		return
	}
	for i, p := range c.d.Plan.Priorities {
		title := fmt.Sprintf("Përparësia %d", i+1)
		if p.Topic != "" {
			title += ": " + topic(p.Topic).SQ
		}
		c.section(2, fmt.Sprintf("priority-%d", i+1), title)
		c.para(p.Text)
		if p.Topic == "" {
			continue
		}
		c.priority(p.Topic)
	}
}

// priority sums up a topic: its activities and its figures, those of the register
// first; the chapter of the topic has the rest.
func (c *composer) priority(topicCode string) {
	t := topic(topicCode)
	var list []Activity
	for _, a := range c.due {
		if a.Topic == topicCode {
			list = append(list, a)
		}
	}
	sentence := "Në plan nuk ka aktivitete me afat në këtë periudhë për këtë përparësi."
	if len(list) > 0 {
		sentence = fmt.Sprintf("Në plan kjo përparësi ka %s me afat në periudhë: %s.", count(len(list), activityForms), states(list, c.d.state))
	}
	headline := c.headline(topicCode)
	reported := c.reportedInShort(t, headline != "")
	if headline == "" && reported == "" {
		reported = "Për këtë çështje institucionet nuk dhanë shifra."
	}
	c.para(sentence, headline, reported, fmt.Sprintf("Hollësitë janë në kreun «%s».", t.SQ))
}

// realisation is the chapter of the rates: overall, by pillar, institution and
// municipality, and what was late or not done, with the reasons.
func (c *composer) realisation() {
	c.section(1, "realisation", "Realizimi i planit")
	due := c.due
	if len(due) == 0 {
		c.para(count(0, earlierForms))
		return
	}
	all := c.realise(due)
	c.para(count(len(due), earlierForms), states(due, c.d.state)+".")
	c.para(c.ratesOf(all))
	c.table(c.rateTable("by-pillar", "Realizimi sipas shtyllës", "Shtylla", "pillar", c.pillars(due)))
	c.pillarChart(due)
	c.table(c.rateTable("by-institution", "Realizimi sipas institucionit", "Institucioni", "institution", c.leads(due)))
	c.table(c.rateTable("by-municipality", "Realizimi sipas bashkisë", "Bashkia", "municipality", c.municipalities(due)))
	c.exceptions(due)
}

func (c *composer) realise(list []Activity) indicator.Realisation {
	var r indicator.Realisation
	for _, a := range list {
		r.Add(c.d.state(a), 1)
	}
	return r
}

// ratesOf says K01 and K02 with what stands beside them.
func (c *composer) ratesOf(r indicator.Realisation) string {
	num, den := r.K01()
	k01 := c.ratio("K01", num, den)
	sentence := fmt.Sprintf("Shkalla e realizimit është %s (%d nga %d)", show(k01), num, den)
	if den == 0 {
		sentence = "Shkalla e realizimit nuk mund të llogaritet: asnjë aktivitet nuk mbetet në pjesëtues"
	}
	if r.PartlyDone > 0 {
		f := c.ratio("K01_partly", r.PartlyDone, den)
		sentence += fmt.Sprintf("; pjesërisht u realizua edhe %s", show(f))
	}
	sentence += "."
	num, den = r.K02()
	k02 := c.ratio("K02", num, den)
	if den > 0 {
		sentence += fmt.Sprintf(" Nga të realizuarat, %s u kryen brenda afatit (%d nga %d).", show(k02), num, den)
	} else {
		sentence += " Asnjë aktivitet nuk është realizuar, prandaj nuk ka shkallë realizimi brenda afatit."
	}
	return sentence
}

// A group is a name with its activities, for a table of rates.
type group struct {
	key, name string
	list      []Activity
}

func (c *composer) pillars(due []Activity) []group {
	var groups []group
	for _, p := range code.Pillars {
		g := group{key: p.Code, name: p.SQ}
		for _, a := range due {
			if a.Pillar == p.Code {
				g.list = append(g.list, a)
			}
		}
		groups = append(groups, g)
	}
	return groups
}

func (c *composer) leads(due []Activity) []group {
	var groups []group
	at := map[string]int{}
	for _, a := range due {
		i, ok := at[a.Lead]
		if !ok {
			i = len(groups)
			at[a.Lead] = i
			groups = append(groups, group{key: a.Lead, name: c.d.name(a.Lead)})
		}
		groups[i].list = append(groups[i].list, a)
	}
	slices.SortStableFunc(groups, func(a, b group) int {
		return int(c.d.Institutions[a.key].Position - c.d.Institutions[b.key].Position)
	})
	return groups
}

func (c *composer) municipalities(due []Activity) []group {
	var groups []group
	for _, m := range code.Municipalities {
		g := group{key: m.Code, name: m.Name}
		for _, a := range due {
			if slices.Contains(a.Municipalities, m.Code) {
				g.list = append(g.list, a)
			}
		}
		groups = append(groups, g)
	}
	return groups
}

// rateTable is a table of K01 and K02 by group; groups without activities are
// left out.
func (c *composer) rateTable(id, caption, head, filter string, groups []group) document.Table {
	t := document.Table{ID: id, Caption: caption, Sheet: caption, Widths: []float64{6, 2, 3, 3, 3, 3, 3, 3, 3, 3},
		Head: []string{head, "Me afat", "Realiz.", "Me vonesë", "Pjesër.", "Në proces", "Pareal.", "Pa raport.", "K01", "K02"}}
	for _, g := range groups {
		if len(g.list) == 0 {
			continue
		}
		r := c.realise(g.list)
		n1, d1 := r.K01()
		n2, d2 := r.K02()
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			document.T(g.name), number(r.Due), number(r.Done), number(r.DoneLate), number(r.PartlyDone), number(r.InProgress + r.Planned),
			number(r.NotDone + r.CarriedOver), number(r.Unreported),
			rateCell(c.ratio("K01", n1, d1, filter, g.key)), rateCell(c.ratio("K02", n2, d2, filter, g.key)),
		}})
	}
	t.Note = "K01: të realizuara dhe të realizuara me vonesë ÷ me afat. K02: brenda afatit ÷ të realizuara; vijë ku asgjë nuk është realizuar. «Në proces» përfshin të planifikuarat, «pareal.» të parealizuarat dhe të barturat."
	return t
}

// rateCell is a rate in a table: a line where there is nothing to divide by.
func rateCell(f figure.Figure) document.Cell {
	if f.Value == nil {
		return document.T("–")
	}
	return cell(f)
}

// pillarChart shows the states by pillar.
func (c *composer) pillarChart(due []Activity) {
	ch := document.Chart{ID: "chart-realisation", Title: "Aktivitetet sipas shtyllës dhe gjendjes", Kind: document.StackedBar, Unit: "aktivitete",
		Alt:    "Për çdo shtyllë, sa aktivitete janë realizuar, me vonesë, pjesërisht dhe sa jo. Shifrat janë në tabelën poshtë.",
		Series: []document.Series{{Name: "Realizuar"}, {Name: "Me vonesë"}, {Name: "Pjesërisht"}, {Name: "Jo ende ose parealizuar"}},
		Table:  document.Table{ID: "chart-table-realisation", Caption: "Aktivitetet sipas shtyllës dhe gjendjes", Sheet: "Grafik realizimi", Head: []string{"Shtylla", "Realizuar", "Me vonesë", "Pjesërisht", "Jo ende ose parealizuar"}}}
	for _, g := range c.pillars(due) {
		if len(g.list) == 0 {
			continue
		}
		r := c.realise(g.list)
		n := []int64{r.Done, r.DoneLate, r.PartlyDone, r.Due - r.Done - r.DoneLate - r.PartlyDone}
		row := document.Row{Cells: []document.Cell{document.T(g.name)}}
		ch.Labels = append(ch.Labels, g.name)
		for i, v := range n {
			ch.Series[i].Values = append(ch.Series[i].Values, float64(v))
			row.Cells = append(row.Cells, number(v))
		}
		ch.Table.Rows = append(ch.Table.Rows, row)
	}
	c.chart(ch)
}

// exceptions lists what was late, partly done, not done or cancelled, with the
// reason that was given.
func (c *composer) exceptions(due []Activity) {
	t := document.Table{ID: "exceptions", Caption: "Me vonesë, pjesërisht, të parealizuara, të anuluara", Sheet: "Të parealizuara",
		Head: []string{"Nr.", "Aktiviteti", "Institucioni përgjegjës", "Gjendja", "Arsyeja"}}
	for _, a := range due {
		s := c.d.state(a)
		if s == "done" || s == "in_progress" || s == "planned" {
			continue
		}
		reason := a.StateReason
		if a.Item != nil {
			reason = a.Item.Reason
		}
		t.Rows = append(t.Rows, document.Cells(a.Number, a.Title, c.d.name(a.Lead), stateLabel(s), orDash(reason)))
	}
	c.table(t)
}
