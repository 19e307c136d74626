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

// withheldMark stands where a number is withheld; withheldNote explains it.
const (
	withheldMark = "…"
	withheldNote = "…: numër i fshehur"
)

// counted are the sections of what the child protection units counted, a
// half-year each. What institutions reported on the same stands before them, and
// the two are never added.
func (c *composer) counted() {
	if !c.d.Casework {
		return
	}
	for _, p := range halves(c.d.Period) {
		if k := c.childrenOf(p); k != nil {
			c.childrenIn(*k)
		} else {
			c.section(2, "children-"+string(p), childrenTitle(p))
			c.para(fmt.Sprintf("Numrat e njësive për %s publikohen pasi të mbarojë periudha, më %s.", inPeriod(p), text.Day(p.End())))
		}
	}
	if c.d.Period.Kind() == figure.Quarter {
		c.para("Numrat e njësive për mbrojtjen e fëmijës publikohen vetëm për gjashtëmujorë të plotë; prandaj nuk janë në këtë analizë.")
	}
}

func childrenTitle(p figure.Period) string {
	return "Numrat e njësive për mbrojtjen e fëmijës, " + p.Name("sq")
}

func inPeriod(p figure.Period) string { return "periudhën «" + p.Name("sq") + "»" }

func (c *composer) childrenOf(p figure.Period) *Children {
	for i := range c.d.Children {
		if c.d.Children[i].Period == p {
			return &c.d.Children[i]
		}
	}
	return nil
}

// childrenIn says what the units counted in a half-year.
func (c *composer) childrenIn(k Children) {
	h := &half{composer: c, k: k, id: "children-" + string(k.Period)}
	c.section(2, h.id, childrenTitle(k.Period))
	if k.Now.none() {
		f := h.tally(indicator.ChildSightings, k.Now.Links.Total, "")
		c.para(fmt.Sprintf("Konstatime në terren, sipas njësive: %s. Në këtë periudhë njësitë nuk kanë shënuar asnjë konstatim dhe asnjë rast të ri.", show(f)))
		return
	}
	c.para("Këta numra dalin nga konstatimet në terren dhe dosjet e njësive për mbrojtjen e fëmijës, pa emra dhe pa dosje. Ata qëndrojnë pranë shifrave të raportimeve dhe nuk mblidhen me to.",
		small(k.Now.Rules.Threshold))
	h.summary()
	c.para("Numri i fëmijëve është kufi i poshtëm: konstatimet pa lidhje me një dosje numërohen si konstatime dhe jo si fëmijë. Kush u pa disa herë numërohet një herë; një fëmijë me dy dosje që askush nuk i ka lidhur numërohet dy herë. Fëmijët e dy periudhave nuk mblidhen.")
	h.sources()
	h.flow()
	h.season()
	h.who()
}

// small says which numbers are withheld; below 2 the rule withholds none.
func small(threshold int) string {
	switch {
	case threshold < 2:
		return ""
	case threshold == 2:
		return fmt.Sprintf("Numri 1 është i fshehur, dhe bashkë me të numrat me të cilët do të gjendej; në vend të tyre qëndron «%s».", withheldMark)
	}
	return fmt.Sprintf("Numrat nga 1 deri në %d janë të fshehur, dhe bashkë me ta ata me të cilët do të gjendeshin; në vend të tyre qëndron «%s».", threshold-1, withheldMark)
}

// A half composes the sections of one half-year.
type half struct {
	*composer
	k  Children
	id string // of its sections and pictures
}

// A said count is a line of the summary.
type saidCount struct {
	code, by, key string // by and key: one line of a table; "" is the total
	name          string
	of            func(ChildCounts) Tallies
}

func (s saidCount) tally(k ChildCounts) Tally {
	if s.key == "" {
		return s.of(k).Total
	}
	return s.of(k).at(s.key)
}

// The lines of the summary.
const (
	seenLine = iota
	unlinkedLine
	distinctLine
	residentLine
	otherLine
	unknownLine
	plannedLine
	newLine
)

var saidCounts = [...]saidCount{
	seenLine:     {indicator.ChildSightings, "", "", "Konstatime në terren", links},
	unlinkedLine: {indicator.ChildSightings, "link", "unlinked", "prej tyre pa lidhje me dosjen e një fëmije", links},
	distinctLine: {indicator.ChildDistinct, "", "", "Fëmijë të ndryshëm, të paktën", residence},
	residentLine: {indicator.ChildDistinct, "residence", "resident", "prej tyre banorë të bashkisë ku u panë", residence},
	otherLine:    {indicator.ChildDistinct, "residence", "other", "prej tyre nga qytete të tjera", residence},
	unknownLine:  {indicator.ChildDistinct, "residence", "u", "prej tyre me origjinë të panjohur", residence},
	plannedLine:  {indicator.ChildDistinct, "plan", "yes", "prej tyre me plan individual mbrojtjeje", func(k ChildCounts) Tallies { return k.Plans }},
	newLine:      {indicator.ChildNew, "", "", "Raste të reja", func(k ChildCounts) Tallies { return k.New }},
}

func links(k ChildCounts) Tallies     { return k.Links }
func residence(k ChildCounts) Tallies { return k.Residence }

// summary says the main counts in words.
func (h *half) summary() {
	var now [len(saidCounts)]figure.Figure
	said := [len(saidCounts)]string{}
	for i, s := range saidCounts {
		now[i] = h.tally(s.code, s.tally(h.k.Now), s.name, filters(s.by, s.key)...)
		said[i] = show(now[i])
	}
	h.para(
		fmt.Sprintf("Konstatime në terren: %s (pa lidhje me dosjen e një fëmije: %s).", said[seenLine], said[unlinkedLine]),
		fmt.Sprintf("Fëmijë të ndryshëm, të paktën: %s (banorë të bashkisë ku u panë: %s; nga qytete të tjera: %s; me origjinë të panjohur: %s).", said[distinctLine], said[residentLine], said[otherLine], said[unknownLine]),
		fmt.Sprintf("Me plan individual mbrojtjeje: %s. Raste të reja: %s.", said[plannedLine], said[newLine]))
	h.compare(now)
}

// compare holds the main counts against the same half-year before.
func (h *half) compare(now [len(saidCounts)]figure.Figure) {
	then := h.k.Period.YearBefore()
	t := document.Table{ID: h.id + "-summary", Caption: "Fëmijët në situatë rruge sipas njësive", Sheet: "Fëmijët", Head: []string{"Çfarë numërohet", h.k.Period.Name("sq")}}
	if !h.k.Then.none() {
		t.Head = append(t.Head, then.Name("sq"), "Ndryshimi")
	}
	for i, s := range saidCounts {
		row := document.Row{Cells: []document.Cell{document.T(s.name), h.cell(now[i])}}
		if s.key != "" {
			row.Level = 1
		}
		if !h.k.Then.none() {
			before := h.earlier(s.code, s.tally(h.k.Then), s.name, filters(s.by, s.key)...)
			row.Cells = append(row.Cells, h.cell(before), change(before, now[i]))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Note = h.note(t, h.rules())
	h.table(t)
	if h.k.Then.none() {
		h.para(fmt.Sprintf("Për %s njësitë nuk kanë konstatime dhe raste të shënuara, prandaj nuk krahasohet.", inPeriod(then)))
	}
}

// rules says what was counted under; those of the year before where they differ.
func (h *half) rules() string {
	words := "Rregullat: " + h.k.Now.Basis + "."
	if h.k.Then.Basis != h.k.Now.Basis && !h.k.Then.none() {
		words += fmt.Sprintf(" Për %s: %s.", inPeriod(h.k.Period.YearBefore()), h.k.Then.Basis)
	}
	return words
}

func filters(by, key string) []string {
	if key == "" {
		return nil
	}
	return []string{by, key}
}

// sources holds what institutions reported beside what the units counted.
func (h *half) sources() {
	if h.d.Period != h.k.Period {
		return // the returns of a year are of both half-years
	}
	t := document.Table{ID: h.id + "-sources", Caption: "Dy burime për të njëjtën çështje", Sheet: "Dy burime",
		Head: []string{"Çfarë numërohet", "Raportimet e institucioneve", "Njësitë"}}
	t.Note = "Burimet numërojnë në mënyra të ndryshme: te raportimet i njëjti fëmijë mund të numërohet nga më shumë se një institucion, te njësitë numërohen vetëm konstatimet dhe dosjet e tyre. Asnjëri nuk e ndreq tjetrin."
	var differ []string
	for _, pair := range []struct {
		reported string
		counted  saidCount
	}{{"K14", saidCounts[seenLine]}, {"K15", saidCounts[distinctLine]}, {"street_pim", saidCounts[plannedLine]}} {
		n, _, _ := code.FindCount(pair.reported)
		total, parts := h.sum(n, "")
		reported := document.T("nuk u raportua")
		if len(parts) > 0 {
			reported = cell(h.figure(n.Code, total, len(parts)))
		}
		f := h.tally(pair.counted.code, pair.counted.tally(h.k.Now), pair.counted.name, filters(pair.counted.by, pair.counted.key)...)
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(n.SQ), reported, h.cell(f)}})
		if total.Qualifier == figure.Exact && f.Value != nil && *f.Value != total.Number {
			differ = append(differ, lowerFirst(n.SQ))
		}
	}
	t.Note = h.note(t, t.Note)
	h.table(t)
	if len(differ) > 0 {
		h.para(fmt.Sprintf("Burimet nuk përputhen te: %s. Të dyja shifrat jepen siç janë.", strings.Join(differ, "; ")))
	}
}

// childrenBrief is what the page for the prefect says of the units' counts.
func (c *composer) childrenBrief() {
	for _, k := range c.d.Children {
		if k.Now.none() {
			continue
		}
		h := half{composer: c, k: k}
		var said []string
		for _, i := range []int{seenLine, distinctLine, otherLine, newLine} {
			s := saidCounts[i]
			said = append(said, lowerFirst(s.name)+": "+show(h.tally(s.code, s.tally(k.Now), s.name, filters(s.by, s.key)...)))
		}
		c.para(stop(fmt.Sprintf("Fëmijët në situatë rruge sipas njësive, %s: %s", k.Period.Name("sq"), strings.Join(said, "; "))))
	}
}

// note adds to the note of a table what the sign of a withheld number means.
func (h *half) note(t document.Table, note string) string {
	for _, r := range t.Rows {
		for _, x := range r.Cells {
			if x.Text == withheldMark {
				return strings.TrimSpace(note + "\n" + withheldNote)
			}
		}
	}
	return note
}

// tally keeps a count of the half-year; name is of the line it stands on, ""
// where it is the whole.
func (h *half) tally(code string, t Tally, name string, filters ...string) figure.Figure {
	return h.keepTally(code, t, name, h.k.Period, h.k.Now.Basis, filters)
}

// earlier keeps a count of the same half-year a year before.
func (h *half) earlier(code string, t Tally, name string, filters ...string) figure.Figure {
	return h.keepTally(code, t, name, h.k.Period.YearBefore(), h.k.Then.Basis, filters)
}

// keepTally keeps a count with its lineage. The half-year is one of its filters
// where it is not the period of the analysis. How many rows there are is told of
// no withheld count.
func (h *half) keepTally(code string, t Tally, name string, p figure.Period, basis string, filters []string) figure.Figure {
	def := indicator.Find(code)
	f := figure.Figure{Code: def.Code, Name: def.Name, Unit: def.Unit, Definition: def.String(), Qualifier: figure.NotKnown,
		Scope: h.d.Committee.ID, Period: p, Rows: t.N, AsOf: h.k.CountedAt, Rule: basis}
	if !t.Withheld {
		f = f.WithQuantity(whole(int64(t.N)))
	}
	for i := 0; i+1 < len(filters); i += 2 {
		f = f.With(filters[i], filters[i+1])
	}
	var words []string
	if len(filters) > 0 {
		words = append(words, name)
	}
	if p != h.d.Period {
		f = f.With("period", string(p))
		words = append(words, p.Name("sq"))
	}
	label := ""
	if len(words) > 0 {
		label = " (" + strings.Join(words, ", ") + ")"
	}
	return h.record(f, label)
}

// cell is a count in a table, leading to its lineage.
func (h *half) cell(f figure.Figure) document.Cell {
	c := cell(f)
	c.Kind = document.NumberKind
	return c
}
