package analysis

import (
	"fmt"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/text"
)

// Compose makes the analysis from the Data alone: no clock, no database. The
// same Data gives the same Report.
func Compose(d *Data) *Report {
	c := &composer{d: d, due: d.due(), keys: map[string]int{}, said: map[string]saidProblem{}}
	c.issues = c.problemList()
	c.report = Report{
		Committee: d.Committee.ID, Name: d.Committee.Name, Period: d.Period, Sample: d.Committee.Sample, Preliminary: d.preliminary(), AsOf: d.AsOf,
		Title:      fmt.Sprintf("Analiza e %s", d.Period.Genitive("sq")),
		Letterhead: Letterhead{Lines: lines(d.Committee.Letterhead), Place: d.Committee.Place},
		Signature:  lines(d.Committee.Signature), Missing: c.missing(), Children: d.counted(),
	}
	for _, chapter := range []func(){
		c.opening, c.participants, c.cases, c.priorities, c.institutions, c.realisation,
		c.topics, c.problems, c.measures, c.decisions, c.tasks, c.comparison, c.quality, c.brief,
	} {
		chapter()
	}
	return &c.report
}

// A composer builds a Report, chapter by chapter.
type composer struct {
	d      *Data
	due    []Activity             // the activities due in the period
	issues []problem              // the problems of the period, merged ones once
	said   map[string]saidProblem // what the returns say of problems, by the ID of each there
	report Report
	keys   map[string]int // figure key → place in report.Figures
	at     string         // ID of the section being written
	n      int            // paragraphs in it
	cites  []string       // figures shown since the last paragraph
	lacks  []lack         // what the records of the registers lack
}

func lines(s string) []string {
	var list []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			list = append(list, l)
		}
	}
	return list
}

// section starts a section.
func (c *composer) section(level int, id, title string) {
	c.report.Sections = append(c.report.Sections, Section{ID: id, Title: title, Level: level})
	c.at, c.n = id, 0
}

func (c *composer) add(b Block) {
	s := &c.report.Sections[len(c.report.Sections)-1]
	s.Blocks = append(s.Blocks, b)
}

// para adds a paragraph of sentences; it cites the figures shown since the
// paragraph before. Empty sentences are left out.
func (c *composer) para(sentences ...string) {
	var said []string
	for _, s := range sentences {
		if s != "" {
			said = append(said, s)
		}
	}
	c.paragraph(Paragraph{Text: strings.Join(said, " ")})
}

// quote adds what an institution said in its own words.
func (c *composer) quote(institution, body string) {
	c.paragraph(Paragraph{Text: body, Quote: institution})
}

func (c *composer) paragraph(p Paragraph) {
	if p.Text == "" {
		return
	}
	c.n++
	p.ID, p.Cites = fmt.Sprintf("%s.%d", c.at, c.n), append([]string{}, c.cites...)
	c.cites = nil
	c.add(Block{Paragraph: &p})
}

// items adds a list; an empty one is left out.
func (c *composer) items(numbered bool, items ...string) {
	if len(items) > 0 {
		c.add(Block{List: &List{numbered, items}})
	}
}

// table adds a table; one without rows is left out. The figures in it stay with
// it and are not cited by the next paragraph.
func (c *composer) table(t document.Table) {
	c.cites = nil
	if len(t.Rows) > 0 {
		c.add(Block{Table: &t})
	}
}

func (c *composer) chart(ch document.Chart) { c.add(Block{Chart: &ch}) }

// The figures on a map or in a season stay with it, as those of a table do.
func (c *composer) tiles(m document.Map) {
	c.cites = nil
	c.add(Block{Map: &m})
}

func (c *composer) weeks(s document.Season) {
	c.cites = nil
	c.add(Block{Season: &s})
}

// figure keeps a figure with its lineage and cites it. key is the code and what
// it was filtered by; the filters become part of the figure.
func (c *composer) figure(code string, q figure.Quantity, rows int, filters ...string) figure.Figure {
	def := indicator.Find(code)
	f := figure.Figure{Code: def.Code, Name: def.Name, Unit: def.Unit, Definition: def.String()}.WithQuantity(q)
	return c.keep(f, rows, filters)
}

// ratio keeps a rate. Of nothing there is no rate: it is unknown, not zero.
func (c *composer) ratio(code string, num, den int64, filters ...string) figure.Figure {
	def := indicator.Find(code)
	f := figure.Figure{Code: def.Code, Name: def.Name, Definition: def.String()}.WithRatio(num, den)
	return c.keep(f, int(den), filters)
}

func (c *composer) keep(f figure.Figure, rows int, filters []string) figure.Figure {
	f.Scope, f.Period, f.Rows, f.AsOf = c.d.Committee.ID, c.d.Period, rows, c.asOf()
	for i := 0; i+1 < len(filters); i += 2 {
		f = f.With(filters[i], filters[i+1])
	}
	return c.record(f, c.filtered(filters))
}

// record keeps a figure under its key and cites it; filtered says its filters in
// words.
func (c *composer) record(f figure.Figure, filtered string) figure.Figure {
	f.Link = c.link(f)
	key := figureKey(f)
	if at, ok := c.keys[key]; ok {
		c.report.Figures[at].Figure = f
	} else {
		c.keys[key] = len(c.report.Figures)
		c.report.Figures = append(c.report.Figures, Keyed{key, f.Name + filtered, f})
	}
	c.cites = append(c.cites, key)
	return f
}

// filtered says filters in words: " (femra)", " (Bashkia Durrës)".
func (c *composer) filtered(filters []string) string {
	var words []string
	for i := 0; i+1 < len(filters); i += 2 {
		words = append(words, c.filterWords(filters[i], filters[i+1]))
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}

func (c *composer) filterWords(name, value string) string {
	lists := map[string]code.List{"pillar": code.Pillars, "resource": code.Resources, "sex": code.Sexes, "age": code.AgeBands, "origin": code.Origins,
		"body": code.Bodies, "kind": code.TaskKinds, "service": code.Services, "group": code.TargetGroups}
	switch name {
	case "institution":
		return c.d.name(value)
	case "municipality":
		return place(value)
	case "period":
		return figure.Period(value).Name("sq")
	case "source":
		return "institucionet pa regjistër"
	case "when":
		return "pas periudhës"
	case "reach":
		return "i gjithë qarku"
	case "after":
		return "pas " + value + " ditësh"
	case "programme", "calendar":
		return "«" + c.titleOf(value) + "»"
	}
	return lists[name].Label(text.SQ, value)
}

// figureKey is the code with the filters: "K01", "K01[pillar=prevention]".
func figureKey(f figure.Figure) string {
	if len(f.Filters) == 0 {
		return f.Code
	}
	return f.Code + "[" + strings.Join(f.Filters, ",") + "]"
}

// asOf names the state of the data; before anything was reported it is the day.
func (c *composer) asOf() string {
	if c.d.AsOf == "" {
		return c.d.Day
	}
	return c.d.AsOf
}

// ruled says which dated rule a figure was computed under.
func (c *composer) ruled(f figure.Figure, code string) figure.Figure {
	r, ok := c.d.Rules[code]
	if !ok {
		return f
	}
	f.Rule = ruleWords(r)
	c.report.Figures[c.keys[figureKey(f)]].Figure = f
	return f
}

func ruleWords(r Rule) string {
	words := valueWords(r) + "; " + r.LegalBasis
	if !r.Verified {
		words += " (e pakonfirmuar)"
	}
	return words
}

func valueWords(r Rule) string {
	switch r.Unit {
	case "count":
		return r.Value
	case "day_of_year":
		return dayOfYear(r.Value)
	}
	return r.Value + " " + unitWords(r.Unit)
}

// show is a figure in a sentence: with its qualifier, or in words.
func show(f figure.Figure) string {
	if indicator.Withheld(f) {
		return withheldMark
	}
	return quantity(f.Quantity(), f.Unit)
}

func quantity(q figure.Quantity, u figure.Unit) string {
	if !q.Known() {
		return q.Words("sq", "")
	}
	switch u {
	case figure.Rate:
		return q.Words("sq", text.Percent(text.SQ, int64(q.Number)))
	case figure.Lek:
		return q.Words("sq", text.Lek(text.SQ, int64(q.Number)))
	}
	return q.Words("sq", text.Number(text.SQ, int64(q.Number)))
}

// typed is a figure that is none of this report's, or leads nowhere.
func typed(f figure.Figure) document.Cell {
	if f.Value == nil || f.Qualifier != figure.Exact {
		return document.T(show(f))
	}
	if f.Unit == figure.Rate {
		return document.Percent(show(f), f.Value.Float())
	}
	if f.Unit == figure.Lek {
		return document.Money(show(f), f.Value.Float())
	}
	return document.N(show(f), f.Value.Float())
}

func number(n int64) document.Cell {
	return document.N(text.Number(text.SQ, int64(figure.Whole(n))), float64(n))
}

func dayCell(day string) document.Cell {
	if day == "" {
		return document.T("–")
	}
	return document.Day(text.Day(day), day)
}

func count(n int, f text.Forms) string {
	m := int64(n)
	return text.Count(text.SQ, &m, f)
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
