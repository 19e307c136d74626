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

// missing names the institutions whose return is not accepted.
func (c *composer) missing() []string {
	list := []string{}
	for _, r := range c.d.Returns {
		if !r.accepted() {
			list = append(list, c.d.name(r.Institution))
		}
	}
	return list
}

// opening is the first chapter: what the analysis rests on, what it lacks, and
// the situation as the institutions see it.
func (c *composer) opening() {
	d := c.d
	c.section(1, "opening", "Hyrje dhe gjendja e përgjithshme")
	accepted, obliged := len(d.reporting()), len(d.Returns)
	rate := c.ratio("K06_accepted", int64(accepted), int64(obliged))
	c.para(
		fmt.Sprintf("Kjo analizë përmbledh veprimtarinë e %s për periudhën %s–%s.", genitive(d.Committee.Name), text.Day(d.Period.Start()), text.Day(d.Period.End())),
		c.basis(), c.based(accepted, obliged, rate))
	if d.preliminary() {
		c.para(fmt.Sprintf("Analiza është paraprake: periudha mbaron më %s dhe të dhënat janë deri më %s.", text.Day(d.Period.End()), text.Day(d.Day)))
	}
	if len(c.report.Missing) > 0 {
		c.para(fmt.Sprintf("Pa raportim të pranuar deri në hartimin e kësaj analize: %s.", text.List(text.SQ, c.report.Missing)), count(len(c.report.Missing), withoutForms))
	}
	c.narratives("situation")
}

// genitive turns "Komiteti Rajonal …" into "Komitetit Rajonal …".
func genitive(name string) string {
	if rest, ok := strings.CutPrefix(name, "Komiteti "); ok {
		return "Komitetit " + rest
	}
	return name
}

func (c *composer) basis() string {
	p := c.d.Plan
	switch {
	case p.ID == "":
		return fmt.Sprintf("Për vitin %d nuk ka plan veprimi të regjistruar.", c.d.Period.Year())
	case p.State != "approved":
		return fmt.Sprintf("Plani i veprimit për vitin %d është ende projekt.", p.Year)
	case p.Protocol != "":
		return fmt.Sprintf("Ajo mbështetet në planin e veprimit të vitit %d, miratuar më %s (nr. prot. %s).", p.Year, text.LongDay(text.SQ, p.ApprovedOn), p.Protocol)
	}
	return fmt.Sprintf("Ajo mbështetet në planin e veprimit të vitit %d, miratuar më %s.", p.Year, text.LongDay(text.SQ, p.ApprovedOn))
}

func (c *composer) based(accepted, obliged int, rate figure.Figure) string {
	switch {
	case obliged == 0:
		return "Për këtë periudhë nuk u është kërkuar raportim institucioneve."
	case accepted == 0:
		return fmt.Sprintf("Nga %s që kishin detyrim, ende nuk ka asnjë raportim të pranuar.", count(obliged, institutionForms))
	case accepted == obliged:
		return fmt.Sprintf("Shifrat vijnë nga raportimet e pranuara të të gjitha institucioneve që kishin detyrim (%d).", obliged)
	}
	return fmt.Sprintf("Shifrat vijnë nga raportimet e pranuara të %d prej %d institucioneve që kishin detyrim (%s).", accepted, obliged, show(rate))
}

// narratives quotes what the institutions said on a topic.
func (c *composer) narratives(topic string) {
	for _, r := range c.d.reporting() {
		if body := strings.TrimSpace(r.Narratives[topic]); body != "" {
			c.quote(c.d.name(r.Institution), body)
		}
	}
}

// participants says who sits under the order, who reported, and who came.
func (c *composer) participants() {
	d := c.d
	c.section(1, "participants", "Përbërja dhe pjesëmarrja")
	if d.Order.ID == "" {
		c.para("Nuk ka urdhër të regjistruar për përbërjen e komitetit dhe të tryezës teknike.")
	} else {
		c.para(fmt.Sprintf("Përbërja është caktuar me urdhrin nr. %s, datë %s.", d.Order.Number, text.Day(d.Order.Dated)))
	}
	t := document.Table{ID: "seats", Caption: "Institucionet dhe pjesëmarrja e tyre", Sheet: "Pjesëmarrja",
		Head: []string{"Institucioni", "Komiteti", "Tryeza Teknike", "Raportimi", "Mbledhje të ndjekura"}}
	for _, i := range c.sitting() {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			document.T(d.name(i)), document.T(c.seat(i, "committee")), document.T(c.seat(i, "table")), document.T(c.returned(i)), number(c.came(i)),
		}})
	}
	c.table(t)
	c.held()
	c.cadence()
	c.attendance()
}

// sitting lists the institutions with a seat or a return, in their order.
func (c *composer) sitting() []string {
	var list []string
	seen := map[string]bool{}
	add := func(i string) {
		if !seen[i] {
			seen[i] = true
			list = append(list, i)
		}
	}
	for _, s := range c.d.Seats {
		add(s.Institution)
	}
	for _, r := range c.d.Returns {
		add(r.Institution)
	}
	return list
}

func (c *composer) seat(institution, body string) string {
	for _, s := range c.d.Seats {
		if s.Institution == institution && s.Body == body {
			return code.SeatKinds.Label(text.SQ, s.Kind)
		}
	}
	return "–"
}

func (c *composer) returned(institution string) string {
	for _, r := range c.d.Returns {
		if r.Institution != institution {
			continue
		}
		words := code.ReturnStates.Label(text.SQ, r.State)
		if r.FirstSent != "" && !r.onTime() {
			words += ", me vonesë"
		}
		if r.Channel != "web" {
			words += " (" + code.Channels.Label(text.SQ, r.Channel) + ")"
		}
		return words
	}
	return "–"
}

// who lists those present at a meeting.
func (c *composer) who(m Meeting) string {
	present := slices.Clone(m.Present)
	slices.SortStableFunc(present, func(a, b Present) int { return c.order(a) - c.order(b) })
	var list []string
	for _, p := range present {
		list = append(list, c.present(p))
	}
	return strings.Join(list, "; ")
}

// order puts the institutions of the committee first, in theirs; guests after.
func (c *composer) order(p Present) int {
	if p.Institution == "" {
		return 1 << 30
	}
	return int(c.d.Institutions[p.Institution].Position)
}

func (c *composer) present(p Present) string {
	if p.Institution != "" {
		return c.short(p.Institution)
	}
	return p.Name
}
