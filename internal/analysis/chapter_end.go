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

// compared are the figures held against the same period a year before. K03 is not:
// more meetings than due dates are no better keeping of them.
func compared() []string {
	list := []string{"activities_due", "K01", "K02", "K03_kept[body=committee]", "K03_kept[body=table]", "K05", "K06_accepted", "K07", "K07_overdue"}
	for _, t := range code.Topics {
		for _, n := range t.Counts {
			list = append(list, n.Code, n.Code+"[source=returns]")
			if of, ok := registerCodes[n.Code]; ok {
				list = append(list, of)
			}
		}
	}
	return append(list, "K20_attendance", "K26_register", "K22_estimated", "K24_valid", "K29", "K29_amount")
}

// comparison holds the period against the same one a year before.
func (c *composer) comparison() {
	c.figure("activities_due", figure.Exactly(figure.Whole(c.realise(c.due).Due)), len(c.due))
	c.cites = nil
	b := c.d.Before
	c.section(1, "comparison", "Krahasimi me të njëjtën periudhë të vitit të kaluar")
	if b == nil {
		c.para(fmt.Sprintf("Për %s nuk ka të dhëna për t'u krahasuar.", periodThen(c.d.Period.YearBefore())))
		return
	}
	source := "e përllogaritur sot nga të dhënat e asaj kohe"
	if b.Signed {
		source = "sipas analizës së nënshkruar nr. " + b.Number
	}
	c.para(fmt.Sprintf("Periudha e krahasimit është %s, %s.", b.Period.Name("sq"), source))
	t := document.Table{ID: "comparison", Caption: "Krahasimi i treguesve", Sheet: "Krahasimi", Head: []string{"Treguesi", b.Period.Name("sq"), c.d.Period.Name("sq"), "Ndryshimi"}}
	lone := false // whether a figure stands in one of the two analyses only
	for _, key := range compared() {
		k, ok := c.report.find(key)
		now, name := k.Figure, k.Label
		then, had := b.Figures[key]
		if !ok && !had || now.Value == nil && then.Value == nil || strings.HasSuffix(key, "[source=returns]") && none(then) && none(now) {
			continue
		}
		shownThen, shownNow := document.T("–"), document.T("–")
		if had {
			shownThen = typed(then)
		}
		if ok {
			shownNow = cell(now)
		} else {
			name = then.Name
		}
		lone = lone || ok != had
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(name), shownThen, shownNow, change(then, now)}})
	}
	t.Note = "Ndryshimi jepet vetëm kur të dyja vlerat dihen; te shkallët ai është në pikë përqindjeje."
	if lone {
		t.Note += " Vijë te një periudhë: shifra nuk është në analizën e saj. Shifrat e regjistrave nuk krahasohen me ato që u raportuan pa regjistër."
	}
	c.table(t)
	c.changed(b)
}

// isCount reports whether a key is that of a count of the returns, as a whole.
func isCount(key string) bool {
	_, _, ok := code.FindCount(key)
	return ok
}

// none reports whether a figure says nothing or zero.
func none(f figure.Figure) bool { return f.Value == nil || *f.Value == 0 }

// changed says which signed figures of the earlier period the records no longer
// give: the signed analysis stays as it is, and this one explains.
func (c *composer) changed(b *Earlier) {
	var list, moved []string
	for _, d := range b.Changed {
		switch {
		case !slices.Contains(compared(), d.Key) || d.Before == "–": // it was not computed then
		case d.Now == "–" && isCount(d.Key):
			moved = append(moved, fmt.Sprintf("%s (%s)", lowerFirst(d.Name), d.Before))
		default:
			list = append(list, fmt.Sprintf("%s: %s në analizën e nënshkruar, %s sipas të dhënave të sotme.", d.Name, d.Before, d.Now))
		}
	}
	if len(moved) > 0 {
		c.para(fmt.Sprintf("Në analizën e nënshkruar këto shifra u mblodhën nga raportimet; tani për një pjesë të institucioneve ato merren nga regjistrat dhe nuk nxirren më si një shumë e vetme: %s.", strings.Join(moved, "; ")))
	}
	if len(list) > 0 {
		c.para(fmt.Sprintf("Të dhënat e periudhës «%s» kanë ndryshuar pas nënshkrimit të analizës së saj:", b.Period.Name("sq")))
		c.items(false, list...)
	}
}

func periodThen(p figure.Period) string { return "periudhën «" + p.Name("sq") + "»" }

// change is the difference between two figures, unknown when either is.
func change(then, now figure.Figure) document.Cell {
	if then.Value == nil || now.Value == nil {
		return document.T("–")
	}
	diff := *now.Value - *then.Value
	sign := ""
	if diff > 0 {
		sign = "+"
	}
	if now.Unit == figure.Rate {
		points := (diff*100 + sgn(diff)*figure.One/20) / (figure.One / 10) * (figure.One / 10) // to one decimal
		return document.N(sign+text.Number(text.SQ, int64(points))+" pikë", points.Float())
	}
	return document.N(sign+text.Number(text.SQ, int64(diff)), diff.Float())
}

func sgn(n figure.Number) figure.Number {
	if n < 0 {
		return -1
	}
	return 1
}

// quality says how far the data can be trusted: who reported when, where totals
// do not match their breakdowns, and what nobody knows.
func (c *composer) quality() {
	c.section(1, "quality", "Cilësia e të dhënave")
	var onTime int64
	for _, r := range c.d.Returns {
		if r.onTime() {
			onTime++
		}
	}
	f := c.ruled(c.ratio("K06", onTime, int64(len(c.d.Returns))), "return_deadline")
	sentence := "Për këtë periudhë nuk kishte detyrim raportimi."
	if len(c.d.Returns) > 0 {
		sentence = fmt.Sprintf("Brenda afatit raportuan %d prej %d institucioneve (%s).", onTime, len(c.d.Returns), show(f))
	}
	if f.Rule != "" {
		sentence += " Rregulli: " + f.Rule + "."
	}
	c.para(sentence)
	if late := c.late(); len(late) > 0 {
		c.para(fmt.Sprintf("Pas afatit raportuan: %s.", text.List(text.SQ, late)))
	}
	c.registerQuality()
	checks, gaps := c.gaps()
	k30 := c.ratio("K30", int64(checks-len(gaps)), int64(checks))
	if checks == 0 {
		c.para("Nuk kishte zbërthime për t'u kontrolluar kundrejt totaleve.")
		return
	}
	c.para(fmt.Sprintf("Totalet u kontrolluan kundrejt zbërthimeve të tyre: %s e kontrolleve dolën pa vërejtje.", show(k30)))
	c.items(false, gaps...)
}

func (c *composer) late() []string {
	var list []string
	for _, r := range c.d.Returns {
		if r.FirstSent != "" && !r.onTime() {
			list = append(list, c.d.name(r.Institution))
		}
	}
	return list
}

// gaps checks every total against its breakdowns; what does not match is said
// and never mended.
func (c *composer) gaps() (checks int, gaps []string) {
	for _, r := range c.d.reporting() {
		r.Values = slices.Concat(r.Values, r.Replaced)
		for _, t := range code.Topics {
			for _, n := range t.Counts {
				for _, b := range n.Breakdowns {
					total, ok := r.value("topic", n.Code, "")
					parts := r.parts(n.Code, b)
					if !ok || len(parts) == 0 {
						continue
					}
					checks++
					if gap, ok := figure.Reconcile(total, parts); !ok || gap != 0 && total.Qualifier == figure.Exact {
						gaps = append(gaps, fmt.Sprintf("%s, %s: totali është %s, zbërthimi %s jep një ndryshim prej %s.", c.d.name(r.Institution), lowerFirst(n.SQ),
							quantity(total, ""), breakdownWords[b], text.Number(text.SQ, int64(gap))))
					}
				}
			}
		}
	}
	return checks, gaps
}

var breakdownWords = map[code.Breakdown]string{code.BySex: "sipas gjinisë", code.ByAge: "sipas moshës", code.ByOrigin: "sipas origjinës"}

// parts are the cells of one breakdown of a count.
func (r Return) parts(id string, b code.Breakdown) []figure.Quantity {
	var list []figure.Quantity
	for _, p := range b.Parts() {
		if q, ok := r.value("topic", id, string(b)+"="+p.Code); ok {
			list = append(list, q)
		}
	}
	return list
}

// brief is the page for the prefect: the few figures and names that matter.
func (c *composer) brief() {
	c.section(1, "brief", "")
	due := c.due
	r := c.realise(due)
	num, den := r.K01()
	c.para(fmt.Sprintf("Realizimi i planit: %s (%d nga %d aktivitete me afat).", show(c.ratio("K01", num, den)), num, den), count(len(due), earlierForms), states(due, c.d.state)+".")
	if len(c.report.Missing) > 0 {
		c.para("Mungon raportimi i pranuar i: " + text.List(text.SQ, c.report.Missing) + ".")
	}
	var keys []string
	for _, code := range []string{"K08", "K09", "K15", "K20_enrolled", "K28_actions", "K25", "K22", "K24"} {
		for _, key := range c.keyFigures(code) {
			k, _ := c.report.find(key)
			keys = append(keys, k.Label+": "+show(k.Figure))
			c.cites = append(c.cites, key)
		}
	}
	if len(keys) > 0 {
		c.para("Shifrat kryesore: " + strings.Join(keys, "; ") + ".")
	}
	c.childrenBrief()
	c.overdue()
	c.oldest()
	last := &c.report.Sections[len(c.report.Sections)-1]
	c.report.Brief = last.Blocks
	c.report.Sections = c.report.Sections[:len(c.report.Sections)-1]
}

// overdue says in the brief how many tasks are late, when there are any open.
func (c *composer) overdue() {
	f := c.follow(c.d.Tasks)
	if f.Open == 0 {
		return
	}
	late := c.figure("K07_overdue", whole(f.Overdue), int(f.Open))
	c.para(fmt.Sprintf("Detyra me vonesë: %s nga %s të hapura.", show(late), show(c.figure("K07_open", whole(f.Open), int(f.Open)))))
}

// oldest lists in the brief the problems that have been open longest.
func (c *composer) oldest() {
	open := c.openProblems()
	if len(open) == 0 {
		return
	}
	first := open[0]
	c.para(fmt.Sprintf("Problematika të hapura: %s. Më e vjetra: %s (%s).", show(c.figure("K29", whole(int64(len(open))), len(c.issues))), strings.TrimRight(first.Body, "."), c.age(first.Since)))
	var list []string
	for _, p := range open[:min(len(open), 5)] {
		list = append(list, fmt.Sprintf("%s (%s, %s)", p.Body, orDash(c.raisers(p)), c.age(p.Since)))
	}
	c.items(false, list...)
}
