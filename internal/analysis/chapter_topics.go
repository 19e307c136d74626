package analysis

import (
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

func topic(c string) code.Topic {
	i := slices.IndexFunc(code.Topics, func(t code.Topic) bool { return t.Code == c })
	return code.Topics[i]
}

// cases gives the counts of cases institution by institution. Sources that do
// not agree are never merged: each is shown, and the difference is said.
func (c *composer) cases() {
	t := topic("cases")
	c.section(1, "cases", "Rastet")
	c.answered(t, "")
	for _, n := range t.Counts {
		c.para(c.agree(n))
	}
	c.counts(t, false)
	c.narratives(t.Code)
}

// agree says a count that several institutions may give of the same persons.
func (c *composer) agree(n code.Count) string {
	var said []string
	var values []figure.Quantity
	for _, r := range c.d.reporting() {
		q, ok := r.value("topic", n.Code, "")
		if !ok {
			continue
		}
		f := c.figure(n.Code, q, 1, "institution", r.Institution)
		said = append(said, fmt.Sprintf("%s: %s", c.d.name(r.Institution), show(f)))
		if q.Known() {
			values = append(values, q)
		}
	}
	total := figure.Quantity{Qualifier: figure.NotKnown}
	if len(values) > 0 && !slices.ContainsFunc(values, func(q figure.Quantity) bool { return q != values[0] }) {
		total = values[0]
	}
	if len(said) == 0 {
		total.Qualifier = "" // nobody reported
	}
	f := c.figure(n.Code, total, len(said))
	switch {
	case len(said) == 0:
		return fmt.Sprintf("%s: nuk u raportua.", n.SQ)
	case total.Known() && total.Number == 0:
		return fmt.Sprintf("%s: asnjë (%s).", n.SQ, strings.Join(said, "; "))
	case total.Known():
		return fmt.Sprintf("%s: %s (%s).", n.SQ, show(f), strings.Join(said, "; "))
	case len(values) > 1:
		return fmt.Sprintf("%s: burimet nuk përputhen dhe ndryshimi nuk është sqaruar (%s).", n.SQ, strings.Join(said, "; "))
	}
	return fmt.Sprintf("%s: %s.", n.SQ, strings.Join(said, "; "))
}

// answered says how many institutions reported on a topic; nobody is what it says
// of none, where that is not the usual sentence.
func (c *composer) answered(t code.Topic, nobody string) {
	n := 0
	for _, r := range c.d.reporting() {
		if r.Narratives[t.Code] != "" || slices.ContainsFunc(t.Counts, func(n code.Count) bool { _, ok := r.value("topic", n.Code, ""); return ok }) {
			n++
		}
	}
	if n == 0 && nobody != "" {
		c.para(nobody)
		return
	}
	c.para(count(n, answerForms))
}

// counts is the table of a topic: a row for each institution that answered, and where
// the zeros are said already for each that answered something else.
func (c *composer) counts(t code.Topic, zeros bool) {
	tab := document.Table{ID: t.Code, Caption: t.SQ + ": sipas institucionit", Sheet: t.SQ, Head: []string{"Institucioni"}}
	for _, n := range t.Counts {
		tab.Head = append(tab.Head, n.SQ)
	}
	if zeros {
		tab.Note = "Institucionet që raportuan vetëm zero nuk përsëriten këtu."
	}
	for _, r := range c.d.reporting() {
		row, any := document.Row{Cells: []document.Cell{document.T(c.d.name(r.Institution))}}, false
		for _, n := range t.Counts {
			q, ok := r.value("topic", n.Code, "")
			any = any || ok && !(zeros && q.Qualifier == figure.Exact && q.Number == 0)
			if _, kept := r.replaced(n.Code); kept || c.d.Held.Has(r.Institution, n.Code) {
				row.Cells = append(row.Cells, document.T("në regjistër"))
			} else if ok || c.asked(r, t, n) {
				row.Cells = append(row.Cells, quantityCell(q))
			} else {
				row.Cells = append(row.Cells, document.T("–")) // not its to give
			}
		}
		if any {
			tab.Rows = append(tab.Rows, row)
		}
	}
	c.table(tab)
}

// asked reports whether a count is one that the institution must give.
func (c *composer) asked(r Return, t code.Topic, n code.Count) bool {
	sector := c.d.Institutions[r.Institution].Sector
	return slices.Contains(t.Asked, sector) && slices.ContainsFunc(t.For(sector).Counts, func(a code.Count) bool { return a.Code == n.Code })
}

func quantityCell(q figure.Quantity) document.Cell {
	if q.Qualifier == figure.Exact {
		return document.N(quantity(q, ""), q.Number.Float())
	}
	return document.T(quantity(q, ""))
}

// topics are the chapters that come from the counts and words of the returns.
func (c *composer) topics() {
	for _, t := range code.Topics {
		if t.Code == "situation" || t.Code == "cases" {
			continue
		}
		c.section(1, t.Code, t.SQ)
		zeros := false // whether those without a register reported nothing but zero
		if c.registered(t.Code) {
			c.fromReturns(t)
			c.both(t)
			c.answered(t, "Për këtë çështje nuk pati raportime të tjera.")
			zeros = c.zeros(t)
		} else {
			c.answered(t, "")
		}
		for _, n := range t.Counts {
			if !zeros || !c.d.Held.Any(n.Code) {
				c.para(c.summed(n))
			}
		}
		if t.Code == "street_children" {
			c.origins()
		}
		c.rates(t.Code)
		if t.Code == "police_coordination" {
			c.requests()
		}
		c.counts(t, zeros)
		c.topicChart(t)
		c.narratives(t.Code)
		c.related(t.Code)
		if t.Code == "street_children" {
			c.counted()
		}
	}
}

// summed says the sum of a count over the institutions, with its breakdown.
func (c *composer) summed(n code.Count) string {
	total, parts := c.sum(n, "")
	if len(parts) == 0 && c.d.Held.Any(n.Code) {
		return "" // the register says it
	}
	f := c.figure(n.Code, total, len(parts), c.sourced(n.Code)...)
	if len(parts) == 0 {
		return fmt.Sprintf("%s: nuk u raportua.", n.SQ)
	}
	sentence := fmt.Sprintf("%s: %s", n.SQ, show(f))
	if total.Known() && total.Number == 0 {
		sentence = n.SQ + ": asnjë"
	}
	if split := c.split(n); split != "" {
		sentence += " (" + split + ")"
	}
	if unknown := unknowns(parts); unknown > 0 && total.Known() {
		sentence += "; " + count(unknown, text.Forms{One: "{n} institucion nuk e dinte shifrën", Many: "{n} institucione nuk e dinin shifrën"})
	}
	return sentence + "."
}

func unknowns(parts []figure.Quantity) (n int) {
	for _, q := range parts {
		if !q.Known() {
			n++
		}
	}
	return n
}

// sum adds a count, or one cell of its breakdown, over the accepted returns.
func (c *composer) sum(n code.Count, cell string) (figure.Quantity, []figure.Quantity) {
	var parts []figure.Quantity
	for _, r := range c.d.reporting() {
		if q, ok := r.value("topic", n.Code, cell); ok {
			parts = append(parts, q)
		}
	}
	total, _ := figure.Add(parts...)
	return total, parts
}

// split says the breakdowns of a count that somebody gave.
func (c *composer) split(n code.Count) string {
	var said []string
	for _, b := range n.Breakdowns {
		if b == code.ByOrigin {
			continue // has its own table
		}
		for _, p := range b.Parts() {
			q, parts := c.sum(n, string(b)+"="+p.Code)
			if len(parts) > 0 && !(q.Known() && q.Number == 0) {
				f := c.figure(n.Code, q, len(parts), c.sourced(n.Code, string(b), p.Code)...)
				said = append(said, fmt.Sprintf("%s %s", p.SQ, show(f)))
			}
		}
	}
	return strings.Join(said, ", ")
}

// rates are the ratios between counts of a topic.
func (c *composer) rates(topicCode string) {
	pairs := map[string][3]string{
		"police_coordination": {"K28_rate", "K28_answered", "K28_requests"},
		"seasonal_employment": {"K26", "K26_done", "K26_planned"},
		"training":            {"K24_coverage", "K24", "K24_obliged"},
	}
	p, ok := pairs[topicCode]
	if !ok {
		return
	}
	var num, den int64
	for _, r := range c.d.reporting() {
		a, _ := r.value("topic", p[1], "")
		b, _ := r.value("topic", p[2], "")
		if a.Qualifier == figure.Exact && b.Qualifier == figure.Exact && b.Number > 0 {
			num, den = num+int64(a.Number/figure.One), den+int64(b.Number/figure.One)
		}
	}
	f := c.ratio(p[0], num, den, c.sourced(p[1])...)
	if den > 0 {
		c.para(fmt.Sprintf("%s: %s (%d nga %d).", f.Name, show(f), num, den))
	}
}

// origins says where the children found in the qark come from: the matrix of
// origin and place of finding.
func (c *composer) origins() {
	n, _, _ := code.FindCount("K15")
	resident, _ := c.sum(n, "origin=resident")
	elsewhere, given := c.sum(n, "origin=elsewhere")
	if resident.Known() && elsewhere.Known() {
		f := c.ratio("K16", int64(elsewhere.Number/figure.One), int64((resident.Number+elsewhere.Number)/figure.One))
		if f.Value != nil {
			c.para(fmt.Sprintf("Nga fëmijët me vendbanim të njohur, %s vijnë nga bashki të tjera.", show(f)))
		}
	}
	tab := document.Table{ID: "origins", Caption: "Nga vijnë fëmijët dhe kush i ka konstatuar", Sheet: "Origjina", Head: []string{"Origjina"},
		Note: "I njëjti fëmijë mund të jetë numëruar nga më shumë se një institucion; shifrat nuk mblidhen si fëmijë të ndryshëm."}
	finders := c.finders()
	for _, r := range finders {
		tab.Head = append(tab.Head, c.d.name(r.Institution))
	}
	for _, o := range c.originCells(finders) {
		row := document.Row{Cells: []document.Cell{document.T(o.SQ)}}
		for _, r := range finders {
			q, ok := r.value("topic", "K15", "origin="+o.Code)
			c := quantityCell(q)
			if !ok {
				c = document.T("–") // a municipality that this institution did not name
			}
			row.Cells = append(row.Cells, c)
		}
		tab.Rows = append(tab.Rows, row)
	}
	if len(given) > 0 || len(finders) > 0 {
		c.table(tab)
	}
}

// finders are the returns that say where children come from.
func (c *composer) finders() []Return {
	var list []Return
	for _, r := range c.d.reporting() {
		if slices.ContainsFunc(r.Values, func(v Value) bool { return v.SubjectID == "K15" && strings.HasPrefix(v.Part, "origin=") }) {
			list = append(list, r)
		}
	}
	return list
}

// originCells are the three cells of the breakdown and, under "elsewhere", each
// municipality that somebody named.
func (c *composer) originCells(finders []Return) code.List {
	var from code.List
	for _, m := range code.Municipalities {
		for _, r := range finders {
			if _, ok := r.value("topic", "K15", "origin="+m.Code); ok {
				from = append(from, code.Code{Code: m.Code, SQ: "prej tyre: " + m.Name, EN: "of whom: " + m.Name})
				break
			}
		}
	}
	cells := code.List{code.Origins[0], code.Origins[1]}
	return append(append(cells, from...), code.Origins[2])
}

// charted is the count of each topic that is drawn.
var charted = map[string]string{
	"street_children": "K15", "summer_programmes": "K20_enrolled", "seasonal_employment": "K26_done", "campaigns": "campaign_count", "training": "K24",
}

// topicChart draws one count of a topic by institution, when at least two gave
// an exact number above zero.
func (c *composer) topicChart(t code.Topic) {
	n, _, ok := code.FindCount(charted[t.Code])
	if !ok {
		return
	}
	ch := document.Chart{ID: "chart-" + t.Code, Title: fmt.Sprintf("%s sipas institucionit", n.SQ), Kind: document.Bar, Unit: code.Units.Label(text.SQ, n.Unit), Series: []document.Series{{Name: n.SQ}}}
	ch.Table = document.Table{ID: "chart-table-" + t.Code, Caption: ch.Title, Sheet: "Grafik " + t.SQ, Head: []string{"Institucioni", n.SQ}}
	for _, r := range c.d.reporting() {
		if q, ok := r.value("topic", n.Code, ""); ok && q.Qualifier == figure.Exact && q.Number > 0 {
			ch.Labels = append(ch.Labels, c.short(r.Institution))
			ch.Series[0].Values = append(ch.Series[0].Values, q.Number.Float())
			ch.Table.Rows = append(ch.Table.Rows, document.Row{Cells: []document.Cell{document.T(c.d.name(r.Institution)), quantityCell(q)}})
		}
	}
	if len(ch.Labels) < 2 {
		return
	}
	ch.Alt = fmt.Sprintf("Shtylla për çdo institucion që raportoi: %s. Shifrat janë në tabelën poshtë.", lowerFirst(n.SQ))
	c.chart(ch)
}

// short is the short name of an institution, for the labels of charts.
func (c *composer) short(institution string) string {
	if i := c.d.Institutions[institution]; i.Short != "" {
		return i.Short
	}
	return c.d.name(institution)
}

// related lists the activities of the plan that belong to the topic.
func (c *composer) related(topicCode string) {
	var list []Activity
	for _, a := range c.due {
		if a.Topic == topicCode {
			list = append(list, a)
		}
	}
	if len(list) == 0 {
		return
	}
	c.para(fmt.Sprintf("Aktivitetet e planit për këtë çështje: %s.", states(list, c.d.state)))
	tab := document.Table{ID: "related-" + topicCode, Caption: "Aktivitetet e planit: " + topic(topicCode).SQ, Head: []string{"Nr.", "Aktiviteti", "Institucioni përgjegjës", "Gjendja"}}
	for _, a := range list {
		tab.Rows = append(tab.Rows, document.Cells(a.Number, a.Title, c.d.name(a.Lead), stateLabel(c.d.state(a))))
	}
	c.table(tab)
}
