package employment

import (
	"strconv"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A base is what pages that show the register have in common: names and words.
type base struct {
	web.Page
	Registers register.Nav
	Dir       register.Directory
	Base      string // address of the list
	Today     string
}

// The lists of codes, for templates.
func (base) States() code.List      { return code.ProjectStates }
func (base) FairStates() code.List  { return code.EventStates }
func (base) Groups() code.List      { return code.TargetGroups }
func (base) Industries() code.List  { return code.Industries }
func (base) Occupations() code.List { return code.Occupations }
func (base) Obligations() code.List { return code.Obligations }
func (base) Methods() code.List     { return code.CheckMethods }
func (base) Frequencies() code.List { return code.Frequencies }
func (base) Findings() code.List    { return code.VisitFindings }
func (base) Ages() code.List        { return code.AgeBands }
func (base) Seen() code.List        { return code.Seen }
func (base) Funding() code.List     { return code.Funding }

// Place is the name of a municipality.
func (base) Place(c string) string { return code.MunicipalityName(c) }

// Places are the names of the municipalities of a project.
func (b base) Places(p Project) string {
	var list []string
	for _, m := range p.Targeted(Municipality) {
		list = append(list, code.MunicipalityName(m))
	}
	return text.List(b.Lang, list)
}

// GroupNames are the target groups of a project.
func (b base) GroupNames(p Project) string {
	var list []string
	for _, g := range p.Targeted(Group) {
		list = append(list, code.TargetGroups.Label(b.Lang, g))
	}
	return text.List(b.Lang, list)
}

// Monitors are the institutions that the plan of a project names, each once.
func (b base) Monitors(p Project) string {
	var list []string
	seen := map[string]bool{"": true}
	for _, c := range p.Checks {
		if !seen[c.InstitutionID] {
			seen[c.InstitutionID] = true
			list = append(list, b.Dir.Name(c.InstitutionID))
		}
	}
	return text.List(b.Lang, list)
}

// JobsWords says how many were placed.
func (b base) JobsWords(p Project) string { return b.number("jobs", p.Jobs()) }

func (b base) number(what string, q figure.Quantity) string {
	c, _ := code.FindIn(code.ProjectCounts, what)
	return register.Words(b.Lang, c, q)
}

// RateWords says a rate with what it is of: "5 nga 8 (62,5 %)", "–" of nothing.
// Where it is not known of everybody it says that too: "5 nga 8 me përgjigje".
func (b base) RateWords(r Rate) string {
	share, ok := r.Share()
	if !ok {
		return "–"
	}
	yes, known, percent := b.whole(r.Yes), b.whole(r.Known()), text.Percent(b.Lang, int64(share))
	if r.Known() < r.Of {
		return text.T(b.Lang, "%s nga %s me përgjigje (%s)", yes, known, percent)
	}
	return text.T(b.Lang, "%s nga %s (%s)", yes, known, percent)
}

// RateRest says of how many nobody knows, and of how many nobody said anything.
func (b base) RateRest(r Rate) string {
	var list []string
	if r.Unknown > 0 {
		list = append(list, text.T(b.Lang, "për %s nuk dihet", b.whole(r.Unknown)))
	}
	if r.Silent > 0 {
		list = append(list, text.T(b.Lang, "për %s nuk ka përgjigje", b.whole(r.Silent)))
	}
	return text.List(b.Lang, list)
}

func (b base) whole(n int) string { return text.Number(b.Lang, int64(figure.Whole(int64(n)))) }

// A line is a name with what is said of it, and a remark.
type line struct{ Label, Value, Rest string }

// numberLines are the numbers of a record that somebody wrote, in the order of the
// counts, with their breakdowns.
func numberLines(l text.Lang, counts []code.Count, n register.Numbers) []line {
	var list []line
	for _, c := range counts {
		var cells []string
		for _, b := range c.Breakdowns {
			for _, cell := range c.Parts(b) {
				if q, ok := n[register.Key{What: c.Code, Part: register.Part(b, cell.Code)}]; ok {
					cells = append(cells, cell.Name(l)+": "+q.Words(string(l), text.Number(l, int64(q.Number))))
				}
			}
		}
		q, ok := n[register.Key{What: c.Code}]
		if !ok && len(cells) == 0 {
			continue
		}
		list = append(list, line{c.Name(string(l)), register.Words(l, c, q), text.List(l, cells)})
	}
	return list
}

// jobLines are the figures of those placed, as pages show them.
func (b base) jobLines(t Tally) []line {
	l := b.Lang
	list := []line{{text.T(l, "Punësime të shënuara një nga një"), b.whole(t.Placements), ""}}
	if t.TypedOf > 0 {
		n := int64(t.TypedOf)
		list = append(list, line{text.T(l, "Punësime sipas numrit të shkruar"), t.Typed.Words(string(l), text.Number(l, int64(t.Typed.Number))),
			text.Count(l, &n, text.Forms{One: "1 projekt pa listë", Many: "{n} projekte pa listë"})})
	}
	if t.Placements == 0 {
		return list
	}
	if t.Withheld == 0 {
		list = append(list, line{text.T(l, "Nën 18 vjeç"), b.whole(t.Under18), ""})
	}
	list = append(list, line{text.T(l, "Kontrata u pa"), b.RateWords(t.Contract), b.RateRest(t.Contract)}, line{text.T(l, "Sigurimi u pa"), b.RateWords(t.Insured), b.RateRest(t.Insured)})
	for _, d := range KeptDays {
		list = append(list, line{text.T(l, "Ende në punë pas %s ditësh", strconv.Itoa(d)), b.RateWords(t.Kept[d]), b.RateRest(t.Kept[d])})
	}
	return list
}

// visitLines are the figures of the visits.
func (b base) visitLines(t Tally) []line {
	l := b.Lang
	return []line{
		{text.T(l, "Vizita të planifikuara"), b.whole(t.Planned), ""},
		{text.T(l, "prej tyre të kryera"), b.whole(t.PlannedDone), b.notDone(t)},
		{text.T(l, "Vizita jashtë planit"), b.whole(t.Unplanned), ""},
		{text.T(l, "Në përputhje, nga vizitat e kryera"), b.RateWords(t.Compliant), ""},
		{text.T(l, "Masa të hapura"), b.whole(t.Open), b.lateWords(t)},
	}
}

// OpenWords says how many measures are open.
func (b base) OpenWords(t Tally) string {
	n := int64(t.Open)
	return text.Count(b.Lang, &n, text.Forms{One: "1 masë e hapur", Many: "{n} masa të hapura"})
}

func (b base) notDone(t Tally) string {
	var list []string
	if t.Overdue > 0 {
		list = append(list, text.T(b.Lang, "%s me vonesë", b.whole(t.Overdue)))
	}
	if t.NotPossible > 0 {
		n := int64(t.NotPossible)
		list = append(list, text.Count(b.Lang, &n, text.Forms{One: "1 nuk u krye dot", Many: "{n} nuk u kryen dot"}))
	}
	if n := t.Planned - t.PlannedDone - t.Overdue - t.NotPossible; n > 0 {
		list = append(list, text.T(b.Lang, "%s ende për t'u kryer", b.whole(n)))
	}
	return text.List(b.Lang, list)
}

func (b base) lateWords(t Tally) string {
	if t.OpenLate == 0 {
		return ""
	}
	return text.T(b.Lang, "%s me afat të kaluar", b.whole(t.OpenLate))
}
