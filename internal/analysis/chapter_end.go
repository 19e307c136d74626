package analysis

import (
	"fmt"
	"slices"
	"strings"
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
		Head: []string{"Objektivi", "Problematika", "Ngritur nga", "Mungon", "Vlera", "Mosha"}}
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

// decisions gives what the meetings of the period decided, asked and said.
func (c *composer) decisions() {
	c.section(1, "decisions", "Vendimet, detyrat dhe rekomandimet")
	if len(c.d.Meetings) == 0 {
		c.para("Gjatë periudhës nuk ka mbledhje të regjistruara, prandaj as vendime.")
		return
	}
	for _, k := range []struct{ kind, title, none string }{
		{"agenda", "Çështjet e diskutuara", ""},
		{"decision", "Vendimet", "Nuk ka vendime të regjistruara."},
		{"task", "Detyrat", "Nuk ka detyra të regjistruara."},
		{"recommendation", "Rekomandimet", ""},
	} {
		list := c.minuted(k.kind)
		if len(list) == 0 && k.none == "" {
			continue
		}
		c.section(2, "decisions-"+k.kind, k.title)
		if len(list) == 0 {
			c.para(k.none)
		}
		c.items(k.kind != "agenda", list...)
	}
	c.said()
}

// said lists the figures said at meetings, with the words they were said in.
func (c *composer) said() {
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

// compared are the figures held against the same period a year before.
func compared() []string {
	list := []string{"activities_due", "K01", "K02", "K05", "K06_accepted"}
	for _, t := range code.Topics {
		for _, n := range t.Counts {
			list = append(list, n.Code)
		}
	}
	return append(list, "K29", "K29_amount")
}

// comparison holds the period against the same one a year before.
func (c *composer) comparison() {
	c.figure("activities_due", figure.Exactly(figure.Whole(c.realise(c.d.due()).Due)), len(c.d.due()))
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
	for _, key := range compared() {
		now, ok := c.report.Find(key)
		then, had := b.Figures[key]
		if !ok && !had || now.Value == nil && then.Value == nil {
			continue
		}
		if !ok {
			now = figure.Figure{Name: then.Name, Unit: then.Unit}
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(now.Name), cell(then), cell(now), change(then, now)}})
	}
	t.Note = "Ndryshimi jepet vetëm kur të dyja vlerat dihen; te shkallët ai është në pikë përqindjeje."
	c.table(t)
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
						gaps = append(gaps, fmt.Sprintf("%s, %s: totali është %s, zbërthimi %s jep një ndryshim prej %s.", c.d.name(r.Institution), strings.ToLower(n.SQ),
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
	due := c.d.due()
	r := c.realise(due)
	num, den := r.K01()
	c.para(fmt.Sprintf("Realizimi i planit: %s (%d nga %d aktivitete me afat).", show(c.ratio("K01", num, den)), num, den), count(len(due), earlierForms), states(due, c.d.state)+".")
	if len(c.report.Missing) > 0 {
		c.para("Mungon raportimi i pranuar i: " + text.List(text.SQ, c.report.Missing) + ".")
	}
	var key []string
	for _, code := range []string{"K08", "K09", "K15", "K20_enrolled", "K28_actions", "K25", "K22", "K24"} {
		if f, ok := c.report.Find(code); ok {
			key = append(key, f.Name+": "+show(f))
			c.cites = append(c.cites, code)
		}
	}
	if len(key) > 0 {
		c.para("Shifrat kryesore: " + strings.Join(key, "; ") + ".")
	}
	var open []string
	for _, p := range c.raised() {
		if !p.Solved {
			open = append(open, fmt.Sprintf("%s (%s, %s)", p.Body, c.d.name(p.institution), c.age(p.Since)))
		}
	}
	if len(open) > 0 {
		c.para("Problematikat e hapura:")
		c.items(false, open[:min(len(open), 5)]...)
	}
	last := &c.report.Sections[len(c.report.Sections)-1]
	c.report.Brief = last.Blocks
	c.report.Sections = c.report.Sections[:len(c.report.Sections)-1]
}
