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

// registered composes what the register of a topic holds, and reports whether it
// holds anything. Without records the chapter is what the returns say alone.
func (c *composer) registered(topic string) bool {
	switch topic {
	case "summer_programmes":
		return c.programmes()
	case "seasonal_employment":
		return c.employment()
	case "campaigns":
		return c.campaigns()
	case "training":
		return c.training()
	}
	return false
}

// sourced are the filters of a figure that is added up from returns: where some
// institutions are counted in a register, it is of the others only.
func (c *composer) sourced(count string, filters ...string) []string {
	if c.d.Held.Any(count) {
		return append(filters, "source", "returns")
	}
	return filters
}

// A stretch is the period whose records are counted; it may be another than that
// of the analysis, such as the last summer's.
type stretch struct {
	*composer
	period figure.Period
}

func (c *composer) now() stretch { return stretch{c, c.d.Period} }

// from and to are its days; what happened after the day of the analysis is not in it.
func (s stretch) from() string { return s.period.Start() }
func (s stretch) to() string   { return min(s.period.End(), s.d.Day) }

// num keeps a count of the registers.
func (s stretch) num(code string, q figure.Quantity, rows int, filters ...string) figure.Figure {
	def := indicator.Find(code)
	return s.stand(figure.Figure{Code: def.Code, Name: def.Name, Unit: def.Unit, Definition: def.String()}.WithQuantity(q), rows, filters)
}

func (s stretch) many(code string, n int, filters ...string) figure.Figure {
	return s.num(code, whole(int64(n)), n, filters...)
}

// rate keeps a rate of the registers; of nothing there is none.
func (s stretch) rate(code string, num, den int64, filters ...string) figure.Figure {
	def := indicator.Find(code)
	return s.stand(figure.Figure{Code: def.Code, Name: def.Name, Definition: def.String()}.WithRatio(num, den), int(den), filters)
}

func (s stretch) stand(f figure.Figure, rows int, filters []string) figure.Figure {
	f.Scope, f.Period, f.Rows, f.AsOf = s.d.Committee.ID, s.period, rows, s.asOf()
	if s.period != s.d.Period {
		filters = append(slices.Clone(filters), "period", string(s.period))
	}
	for i := 0; i+1 < len(filters); i += 2 {
		f = f.With(filters[i], filters[i+1])
	}
	return s.record(f, s.filtered(filters))
}

// title names a record in a table and leads to its page.
func (c *composer) title(r Record, register string) document.Cell {
	words := r.Title
	if r.Source != "" {
		words += " (burimi: " + r.Source + ")"
	}
	return c.linked(document.T(words), "/"+register+"/"+r.ID)
}

// with names who leads a record and who took part.
func (c *composer) with(r Record) string {
	return strings.Join(append([]string{c.d.name(r.Institution)}, r.Partners...), "; ")
}

// shortly is the short name of an institution, "" where there is none.
func (c *composer) shortly(institution string) string {
	if institution == "" {
		return ""
	}
	return c.short(institution)
}

// saidOr shows a sum, and says where nobody gave a number to add.
func saidOr(f figure.Figure, q figure.Quantity) string {
	if q.Qualifier == "" {
		return "nuk është shënuar"
	}
	return show(f)
}

func (c *composer) where(r Record) string {
	words := r.Place
	if r.Municipality != "" {
		words = place(r.Municipality)
		if r.Place != "" {
			words += ", " + r.Place
		}
	}
	return orDash(words)
}

func when(r Record) string { return text.Days(r.From, r.To) }

// howMany says how many records there are, by their state: "5 (4 të zhvilluara dhe
// 1 i planifikuar)", "4, të gjitha të zhvilluara".
func (c *composer) howMany(list []Record) string {
	n := map[string]int{}
	for _, r := range list {
		n[c.stateOf(r)]++
	}
	var said []string
	for _, s := range []string{"held", runningState, "approved", "closed", "planned", "draft", "cancelled"} {
		switch {
		case n[s] == 0:
		case n[s] == len(list):
			number, words, _ := strings.Cut(count(n[s], eventForms[s]), " ")
			return number + plural(n[s], ", ", ", të gjitha ") + words
		default:
			said = append(said, count(n[s], eventForms[s]))
		}
	}
	return text.Number(text.SQ, int64(figure.Whole(int64(len(list))))) + " (" + text.List(text.SQ, said) + ")"
}

// runningState is that of what is under way on the day of the analysis, though its
// record may by now say that it was held.
const runningState = "running"

func (c *composer) stateOf(r Record) string {
	if r.State == "held" && r.From <= c.d.Day && r.To > c.d.Day {
		return runningState
	}
	return r.State
}

func (c *composer) stateWords(r Record) string {
	if c.stateOf(r) == runningState {
		return "në zhvillim"
	}
	return code.EventStates.Label(text.SQ, r.State)
}

// eventForms agree with "program", "aktivitet" and "projekt".
var eventForms = map[string]text.Forms{
	"held":      {One: "{n} i zhvilluar", Many: "{n} të zhvilluara"},
	"running":   {One: "{n} në zhvillim", Many: "{n} në zhvillim"},
	"planned":   {One: "{n} i planifikuar", Many: "{n} të planifikuara"},
	"approved":  {One: "{n} i miratuar", Many: "{n} të miratuara"},
	"closed":    {One: "{n} i mbyllur", Many: "{n} të mbyllura"},
	"draft":     {One: "{n} në hartim", Many: "{n} në hartim"},
	"cancelled": {One: "{n} i anuluar", Many: "{n} të anuluara"},
}

// sessionForms agree with "seancë", fairForms with "panair".
var sessionForms = map[string]text.Forms{
	"held":    {One: "{n} e zhvilluar", Many: "{n} të zhvilluara"},
	"planned": {One: "{n} e planifikuar", Many: "{n} të planifikuara"},
}

// qarkMap is a map of the municipalities of the qark with how many records each
// has; it also says in words where there is none.
func (c *composer) qarkMap(m document.Map, nothing string, list []Record) {
	n := map[string]int{}
	var outside int
	for _, r := range list {
		if code.MunicipalityName(r.Municipality) == r.Municipality {
			outside++
		}
		n[r.Municipality]++
	}
	var none []string
	for i, tile := range code.Tiles {
		if code.Municipalities[i].Qark != c.d.Committee.Qark {
			continue
		}
		p := document.Place{Code: tile.Code, Name: place(tile.Code), Short: tile.Short, Group: code.Municipalities[i].Qark, Column: tile.Column, Row: tile.Row}
		if k := n[tile.Code]; k > 0 {
			p.Amount = amount(Tally{N: k})
		} else {
			none = append(none, p.Name)
		}
		m.Places = append(m.Places, p)
	}
	if outside > 0 {
		m.Note = fmt.Sprintf("Pa bashki të caktuar: %d.", outside)
	}
	m.PlaceHead, m.WithheldWord, m.MissingWord = "Bashkia", "numër i fshehur", "asnjë"
	if len(none) < len(m.Places) {
		c.tiles(m)
	}
	if len(none) > 0 {
		c.para(fmt.Sprintf("%s në regjistër për: %s.", nothing, text.List(text.SQ, none)))
	}
}

// bars is a chart with its table; a NaN is unknown. One bar alone is no chart.
func (c *composer) bars(id, title, unit, head string, labels []string, series ...document.Series) {
	if len(labels) < 2 {
		return
	}
	ch := document.Chart{ID: "chart-" + id, Title: title, Kind: document.Bar, Unit: unit, Labels: labels, Series: series,
		Alt: "Shtylla: " + lowerFirst(title) + ". Shifrat janë në tabelën poshtë."}
	ch.Table = document.Table{ID: "chart-table-" + id, Caption: title, Sheet: "Grafik " + title, Head: []string{head}}
	for _, s := range series {
		ch.Table.Head = append(ch.Table.Head, s.Name)
	}
	for i, l := range labels {
		row := document.Row{Cells: []document.Cell{document.T(l)}}
		for _, s := range series {
			row.Cells = append(row.Cells, barCell(s.Values[i]))
		}
		ch.Table.Rows = append(ch.Table.Rows, row)
	}
	c.chart(ch)
}

func barCell(v float64) document.Cell {
	if v != v {
		return document.T("nuk dihet")
	}
	return document.N(text.Number(text.SQ, int64(v*float64(figure.One)+0.5)), v)
}

// A lack is one thing that a record of a register lacks on the day. n is how many are
// missing where there may be several: visits, professionals; 0 is one.
type lack struct {
	gap, title string
	n          int
}

// lacking ends the part of a chapter that comes from its register: what records
// lack, which is counted again among the quality of the data, and what in them does
// not match and is printed as it is.
func (c *composer) lacking(topic string, list []lack, gaps []string) {
	if len(list)+len(gaps) == 0 {
		return
	}
	c.section(2, topic+"-missing", "Çfarë mungon ose nuk përputhet në regjistër")
	c.lacks = append(c.lacks, list...)
	var words []string
	for _, g := range code.Gaps {
		var of []string
		for _, l := range list {
			if l.gap == g.Code {
				of = append(of, l.title)
			}
		}
		if len(of) > 0 {
			words = append(words, g.SQ+": "+strings.Join(of, "; "))
		}
	}
	if len(words) > 0 {
		c.para("Çfarë mungon:")
		c.items(false, words...)
	}
	if len(gaps) > 0 {
		c.para("Shifra që nuk përputhen; jepen siç janë:")
		c.items(false, gaps...)
	}
}

// registerQuality says among the quality of the data what the registers lack.
func (c *composer) registerQuality() {
	n := map[string]int{}
	for _, l := range c.lacks {
		n[l.gap] += max(l.n, 1)
	}
	var said []string
	for _, g := range code.Gaps {
		if n[g.Code] > 0 {
			said = append(said, fmt.Sprintf("%s: %d", lowerFirst(g.SQ), n[g.Code]))
		}
	}
	if len(said) > 0 {
		c.para(fmt.Sprintf("Në regjistrat e parandalimit mungojnë: %s.", strings.Join(said, "; ")))
	}
}

// numberGaps says which totals do not match their breakdowns in the records.
func (c *composer) numberGaps(list []Record, counts []code.Count) []string {
	var said []string
	for _, r := range list {
		for _, g := range r.Numbers.Gaps(counts) {
			if g.Day != "" {
				continue // the page of the record shows the days
			}
			n, _ := code.FindIn(counts, g.What)
			if g.Within != "" {
				of, _ := code.FindIn(counts, g.Within)
				if g.Parts.Number < figure.Whole(c.d.threshold()) { // a small part stays unsaid
					said = append(said, fmt.Sprintf("%s: %s janë më shumë se %s.", r.Title, lowerFirst(n.SQ), lowerFirst(of.SQ)))
					continue
				}
				said = append(said, fmt.Sprintf("%s: %s (%s) është më shumë se %s (%s).", r.Title, lowerFirst(n.SQ), quantity(g.Parts, ""), lowerFirst(of.SQ), quantity(g.Whole, "")))
				continue
			}
			said = append(said, fmt.Sprintf("%s, %s: totali është %s, zbërthimi %s bën %s.", r.Title, lowerFirst(n.SQ), quantity(g.Whole, ""), breakdownWords[g.By], quantity(g.Parts, "")))
		}
	}
	return said
}
