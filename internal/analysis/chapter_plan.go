package analysis

import (
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/text"
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

// priority sums up a topic: its activities and its figures; the chapter of the
// topic has the rest.
func (c *composer) priority(topicCode string) {
	t := topic(topicCode)
	var list []Activity
	for _, a := range c.d.due() {
		if a.Topic == topicCode {
			list = append(list, a)
		}
	}
	sentence := "Në plan nuk ka aktivitete me afat në këtë periudhë për këtë përparësi."
	if len(list) > 0 {
		sentence = fmt.Sprintf("Në plan kjo përparësi ka %s me afat në periudhë: %s.", count(len(list), activityForms), states(list, c.d.state))
	}
	var figures []string
	for _, n := range t.Counts {
		if total, parts := c.sum(n, ""); len(parts) > 0 {
			f := c.figure(n.Code, total, len(parts))
			figures = append(figures, strings.ToLower(n.SQ)+": "+show(f))
		}
	}
	if len(figures) > 0 {
		sentence += " Institucionet raportuan: " + strings.Join(figures, "; ") + "."
	} else {
		sentence += " Për këtë çështje institucionet nuk dhanë shifra."
	}
	c.para(sentence, fmt.Sprintf("Hollësitë janë në kreun «%s».", t.SQ))
}

// institutions is one section for each institution that owed a return.
func (c *composer) institutions() {
	c.section(1, "institutions", "Puna e institucioneve")
	if len(c.d.Returns) == 0 {
		c.para("Për këtë periudhë nuk u është kërkuar raportim institucioneve.")
	}
	for _, r := range c.d.Returns {
		c.section(2, "institution-"+r.Institution, c.d.name(r.Institution))
		c.institution(r)
	}
	c.others()
}

func (c *composer) institution(r Return) {
	var list []Activity
	for _, a := range c.d.due() {
		if a.Lead == r.Institution {
			list = append(list, a)
		}
	}
	if !r.accepted() {
		c.para("Ky institucion nuk ka raportim të pranuar për periudhën.")
	}
	if len(list) > 0 {
		c.para(fmt.Sprintf("Institucioni është përgjegjës për %s me afat në periudhë: %s.", count(len(list), activityForms), states(list, c.d.state)))
		c.table(c.activities("activities-"+r.Institution, "Aktivitetet e planit: "+c.d.name(r.Institution), list))
		c.measured(r, list)
	} else {
		c.para("Në planin e vitit institucioni nuk është përgjegjës për aktivitete me afat në këtë periudhë.")
	}
	c.alsoReported(r, list)
}

// alsoReported lists what an institution reported on activities that are not
// due in the period: work that is under way, or ahead of time.
func (c *composer) alsoReported(r Return, due []Activity) {
	var list []Activity
	for _, a := range c.d.Activities {
		isDue := slices.ContainsFunc(due, func(b Activity) bool { return a.ID == b.ID })
		if a.Lead == r.Institution && a.Item != nil && !isDue {
			list = append(list, a)
		}
	}
	if len(list) > 0 {
		c.para("U raportua edhe për aktivitete me afat jashtë periudhës: " + states(list, c.d.state) + ".")
		c.table(c.activities("ahead-"+r.Institution, "Aktivitete me afat tjetër: "+c.d.name(r.Institution), list))
	}
}

// others lists the due activities whose lead owed no return, so that no
// activity of the period is missing from the document.
func (c *composer) others() {
	obliged := map[string]bool{}
	for _, r := range c.d.Returns {
		obliged[r.Institution] = true
	}
	var list []Activity
	for _, a := range c.d.due() {
		if !obliged[a.Lead] {
			list = append(list, a)
		}
	}
	if len(list) > 0 {
		c.section(2, "institution-others", "Aktivitete të institucioneve pa detyrim raportimi")
		c.table(c.activities("activities-others", "Aktivitete pa raportim", list))
	}
}

// activities is a table of activities with what was reported on each.
func (c *composer) activities(id, caption string, list []Activity) document.Table {
	t := document.Table{ID: id, Caption: caption, Head: []string{"Nr.", "Aktiviteti", "Afati", "Gjendja", "Çfarë u bë"}}
	for _, a := range list {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			document.T(a.Number), document.T(a.Title), dueCell(a), document.T(stateLabel(c.d.state(a))), document.T(c.done(a)),
		}})
	}
	return t
}

func dueCell(a Activity) document.Cell {
	if a.rated().Repeats() {
		return document.T(code.Frequencies.Label(text.SQ, a.Frequency))
	}
	return dayCell(a.DueOn)
}

// done says what was reported on an activity: what, when, where, with whom, for
// how many; or why not.
func (c *composer) done(a Activity) string {
	if a.PlanState == "cancelled" {
		return "Anuluar me vendim: " + orDash(a.StateReason)
	}
	if a.Item == nil {
		return "–"
	}
	var said []string
	add := func(label, s string) {
		if s != "" {
			said = append(said, label+s)
		}
	}
	add("", a.Item.What)
	add("Data: ", text.Day(a.Item.DoneOn))
	add("Vendi: ", a.Item.Place)
	add("Me: ", a.Item.Partners)
	add("Pjesëmarrës: ", c.participated(a))
	add("Arsyeja: ", a.Item.Reason)
	return orDash(strings.Join(said, " · "))
}

func (c *composer) participated(a Activity) string {
	r, ok := c.returnOf(a)
	if !ok {
		return ""
	}
	total, ok := r.value("participants", a.ID, "")
	if !ok {
		return ""
	}
	words := quantity(total, "")
	var split []string
	for _, b := range []code.Breakdown{code.BySex, code.ByAge} {
		for _, p := range b.Parts() {
			if q, ok := r.value("participants", a.ID, string(b)+"="+p.Code); ok && q.Known() && q.Number > 0 {
				split = append(split, p.SQ+" "+quantity(q, ""))
			}
		}
	}
	if len(split) > 0 {
		words += " (" + strings.Join(split, ", ") + ")"
	}
	return words
}

// returnOf is the accepted return that answers for an activity.
func (c *composer) returnOf(a Activity) (Return, bool) {
	for _, r := range c.d.Returns {
		if r.accepted() && slices.ContainsFunc(r.Items, func(i Item) bool { return i.Activity == a.ID }) {
			return r, true
		}
	}
	return Return{}, false
}

// measured is the table of the output indicators of an institution's activities.
func (c *composer) measured(r Return, list []Activity) {
	t := document.Table{ID: "indicators-" + r.Institution, Caption: "Treguesit: " + c.d.name(r.Institution), Head: []string{"Nr.", "Treguesi", "Vlera bazë", "Synimi", "Vlera e raportuar"}}
	for _, a := range list {
		for _, i := range a.Indicators {
			q, _ := r.value("indicator", i.ID, "")
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(a.Number), document.T(i.Name), numberOr(i.Baseline), numberOr(i.Target), quantityCell(q)}})
		}
	}
	c.table(t)
}

func numberOr(n *figure.Number) document.Cell {
	if n == nil {
		return document.T("–")
	}
	return quantityCell(figure.Exactly(*n))
}

// realisation is the chapter of the rates: overall, by pillar, institution and
// municipality, and what was late or not done, with the reasons.
func (c *composer) realisation() {
	c.section(1, "realisation", "Realizimi i planit")
	due := c.d.due()
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
