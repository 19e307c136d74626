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

// employment composes what the register of seasonal employment holds: which
// projects there are, what came of them, and how they are monitored.
func (c *composer) employment() bool {
	from, to := c.d.Period.Start(), c.d.Period.End()
	list := inSpan(c.d.Projects, from, to)
	fairs := inSpan(c.d.Fairs, from, to)
	standing := slices.DeleteFunc(slices.Clone(c.d.Projects), func(p Project) bool { return !p.stands() })
	visits := visited(allVisits(standing), from, min(to, c.d.Day))
	if len(list)+len(fairs) == 0 && visits == (VisitCount{}) {
		return false
	}
	c.projects(list)
	c.placed(list)
	c.retained(standing)
	c.monitored(list, standing)
	c.fairs(fairs)
	c.lacking("employment", c.employmentLacks(list, standing), append(c.numberGaps(recordsOf(list), code.ProjectCounts), c.numberGaps(recordsOf(fairs), code.FairCounts)...))
	return true
}

func allVisits(list []Project) []Visit {
	var visits []Visit
	for _, p := range list {
		visits = append(visits, p.Visits...)
	}
	return visits
}

// projects says which projects there are.
func (c *composer) projects(list []Project) {
	n := 0
	for _, p := range list {
		if p.stands() {
			n++
		}
	}
	c.now().many("jobs_register", n)
	if len(list) == 0 {
		c.para("Në regjistër nuk ka projekt punësimi sezonal që të bjerë në këtë periudhë.")
		return
	}
	c.para(fmt.Sprintf("Projekte punësimi sezonal në regjistër: %s.", c.howMany(recordsOf(list))))
	t := document.Table{ID: "employment-projects", Caption: "Cilat projekte zbatohen", Sheet: "Projektet",
		Head: []string{"Projekti dhe synimi", "Grupet e synuara", "Sektori dhe profesioni", "Bashkitë", "Kush", "Datat", "Gjendja"}, Widths: []float64{3.8, 2.6, 2.8, 2.4, 3.8, 2.6, 2.5}}
	for _, p := range list {
		title := c.title(p.Record, "employment")
		if p.Aim != "" {
			title.Text += ": " + p.Aim
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{title, document.T(labels(code.TargetGroups, p.Groups)), document.T(p.work()), document.T(places(p.Municipalities)),
			document.T(c.with(p.Record)), document.T(when(p.Record)), document.T(p.state())}})
	}
	c.table(t)
}

func labels(l code.List, codes []string) string {
	var names []string
	for _, c := range codes {
		names = append(names, l.Label(text.SQ, c))
	}
	return orDash(strings.Join(names, "; "))
}

func places(codes []string) string {
	var names []string
	for _, c := range codes {
		names = append(names, place(c))
	}
	return orDash(strings.Join(names, ", "))
}

func (p Project) work() string {
	var words []string
	if p.Sector != "" {
		words = append(words, code.Industries.Label(text.SQ, p.Sector))
	}
	if p.Occupation != "" {
		words = append(words, lowerFirst(code.Occupations.Label(text.SQ, p.Occupation)))
	}
	return orDash(strings.Join(words, "; "))
}

func (p Project) state() string {
	words := code.ProjectStates.Label(text.SQ, p.State)
	if p.ApprovedOn != "" {
		words += " më " + text.Day(p.ApprovedOn)
		if p.Decision != "" {
			words += " (" + p.Decision + ")"
		}
	}
	return words
}

// placements that began in the period.
func (c *composer) began(p Project) []Placement {
	return slices.DeleteFunc(slices.Clone(p.Placed), func(x Placement) bool {
		return x.StartedOn < c.d.Period.Start() || x.StartedOn > c.d.Day
	})
}

// placedIn is how many were placed: those listed, where anybody is, else what was
// said of the whole project.
func (c *composer) placedIn(p Project) figure.Quantity {
	if len(p.Placed) > 0 {
		return whole(int64(len(c.began(p))))
	}
	return p.Numbers.Get("jobs")
}

func under18(age string) bool { return slices.Contains([]string{"0-5", "6-10", "11-14", "15-17"}, age) }

// placed says what came of the projects: jobs by group, under 18, with contract and
// insurance.
func (c *composer) placed(list []Project) {
	list = slices.DeleteFunc(slices.Clone(list), func(p Project) bool { return !p.stands() })
	if len(list) == 0 {
		return
	}
	var parts []figure.Quantity
	var rows []Placement
	var placed [][]Placement
	t := document.Table{ID: "employment-placed", Caption: "Punësimet sipas projektit", Sheet: "Punësimet",
		Head: []string{"Projekti", "Vende pune", "Të punësuar", "Nën 18 vjeç", "Me kontratë", "Me sigurime"},
		Note: "Numërohen punësime dhe jo persona: i njëjti person mund të jetë në dy projekte. Ku askush nuk është listuar, numri është i gjithë projektit."}
	for _, p := range list {
		q, began := c.placedIn(p), c.began(p)
		parts, rows, placed = append(parts, q), append(rows, began...), append(placed, began)
		row := document.Row{Cells: []document.Cell{c.title(p.Record, "employment"), registerCell(p.Numbers.Get("places")), registerCell(q)}}
		t.Rows = append(t.Rows, document.Row{Cells: append(row.Cells, seenCells(began)...)})
		if said := p.Numbers.Get("jobs"); len(p.Placed) > 0 && said.Qualifier == figure.Exact && said.Number != figure.Whole(int64(len(p.Placed))) {
			t.Note += fmt.Sprintf("\n%s: numri i dhënë për projektin është %s, të listuar janë %d; ndryshimi nuk është sqaruar.", p.Title, quantity(said, ""), len(p.Placed))
		}
	}
	s := c.now()
	sum, unsaid := figure.Add(parts...)
	places, n, _, _ := total(recordsOf(list), "places")
	under := withheldMark
	if noTotal := c.hideMinors(t.Rows, placed); !noTotal && len(rows) > 0 {
		under = show(s.many("K25_minors", int(minors(rows))))
	}
	if hasWithheld(t) {
		t.Note += "\n" + withheldNote
	}
	sentence := fmt.Sprintf("Vende pune: %s. Punësime: %s", saidOr(s.num("K25_places", places, n), places), saidOr(s.num("K25_register", sum, len(parts)), sum))
	if len(rows) > 0 {
		sentence += fmt.Sprintf("; prej atyre të listuara nën 18 vjeç: %s", under)
	}
	if unsaid > 0 {
		sentence += "; " + count(unsaid, text.Forms{One: "{n} projekt ende nuk e ka dhënë numrin", Many: "{n} projekte ende nuk e kanë dhënë numrin"})
	}
	c.para(stop(sentence), c.seenWords("Me kontratë të parë", "K25_contract", rows, func(x Placement) string { return x.Contract }),
		c.seenWords("Me sigurime të para", "K25_insured", rows, func(x Placement) string { return x.Insured }))
	c.besides(list)
	c.table(t)
	c.byGroup(rows)
}

// besides says of each project what else was given as a number alone. It is not
// added up: who was worked with in two projects is in both numbers.
func (c *composer) besides(list []Project) {
	var said []string
	for _, p := range list {
		for _, what := range []string{"asked", "inspections"} {
			n, _ := code.FindIn(code.ProjectCounts, what)
			if q := p.Numbers.Get(what); q.Qualifier != "" {
				said = append(said, fmt.Sprintf("%s, %s: %s.", p.Title, lowerFirst(n.SQ), quantity(q, "")))
			}
		}
	}
	c.para(said...)
}

func seenCells(list []Placement) []document.Cell {
	if len(list) == 0 {
		return []document.Cell{document.T("–"), document.T("–"), document.T("–")}
	}
	contract, insured := shareOf(list, func(x Placement) string { return x.Contract }), shareOf(list, func(x Placement) string { return x.Insured })
	return []document.Cell{number(minors(list)), document.T(contract.words()), document.T(insured.words())}
}

// words are "7 nga 9", or "7 nga 8 me përgjigje; për 1 nuk dihet".
func (s Share) words() string {
	if s.Of == 0 {
		return "–"
	}
	if s.Unknown > 0 {
		return fmt.Sprintf("%d nga %d me përgjigje; për %d nuk dihet", s.Yes, s.Known(), s.Unknown)
	}
	return fmt.Sprintf("%d nga %d", s.Yes, s.Of)
}

func (c *composer) seenWords(name, code string, list []Placement, what func(Placement) string) string {
	s := shareOf(list, what)
	f := c.now().rate(code, s.Yes, s.Known())
	if f.Value == nil {
		return ""
	}
	return fmt.Sprintf("%s: %s (%s).", name, show(f), s.words())
}

// retained says who was still at work 30, 90 and 180 days on: of those of whom the day
// to ask fell into the period, whichever season they began in.
func (c *composer) retained(list []Project) {
	t := document.Table{ID: "employment-kept", Caption: "Mbajtja në punë: punësimet për të cilat dita e pyetjes ra në periudhë", Sheet: "Mbajtja në punë",
		Head: []string{"Pas", "Punësime", "Ende në punë", "Jo më", "Nuk dihet ose nuk u pyet", "Mbajtja në punë"}}
	for i, days := range keptAfter {
		var due []Placement
		for _, p := range list {
			due = append(due, slices.DeleteFunc(keptDue(p.Placed, i, c.d.Day), func(x Placement) bool { return x.keptOn(i) < c.d.Period.Start() })...)
		}
		s := shareOf(due, func(x Placement) string { return x.Kept[i] })
		if s.Of == 0 {
			continue
		}
		f := c.now().rate("K27", s.Yes, s.Known(), "after", fmt.Sprint(days))
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(fmt.Sprintf("%d ditësh", days)), number(s.Of), number(s.Yes), number(s.Known() - s.Yes), number(s.Unknown), cell(f)}})
	}
	c.table(t)
}

// When something is missing of a project; package employment asks for the same.
const (
	visitGrace = 7  // days
	planAhead  = 30 // days before it begins
)

// employmentLacks lists what projects lack on the day. Of one that is only known
// from a source nobody can say more.
func (c *composer) employmentLacks(list, standing []Project) []lack {
	var lacks []lack
	day := c.d.Day
	for _, p := range list {
		if p.State == "draft" && p.Source == "" && len(p.Checks) == 0 && text.DaysAfter(p.From, -planAhead) <= day {
			lacks = append(lacks, lack{"employment_plan", p.Title, 1})
		}
	}
	for _, p := range standing {
		if p.Source == "" {
			lacks = append(lacks, p.lacks(day)...)
		}
	}
	return lacks
}

func (p Project) lacks(day string) []lack {
	var list []lack
	late, again, owed := 0, 0, 0
	for _, v := range p.Visits {
		if (v.DoneOn == "" || v.DoneOn > day) && v.PlannedOn != "" && text.DaysAfter(v.PlannedOn, visitGrace) < day {
			late++
		}
		if v.Finding == "serious" && v.DueOn != "" && v.DueOn < day && !rechecked(v, p.Visits, day) {
			again++
		}
	}
	for i := range keptAfter {
		for _, x := range keptDue(p.Placed, i, day) {
			if x.Kept[i] == "" {
				owed++
			}
		}
	}
	for _, x := range []struct {
		gap string
		n   int
		of  text.Forms
	}{
		{"employment_visit", late, text.Forms{One: "{n} vizitë", Many: "{n} vizita"}},
		{"employment_recheck", again, text.Forms{One: "{n} shkelje", Many: "{n} shkelje"}},
		{"employment_kept", owed, text.Forms{One: "{n} punësim pa përgjigje", Many: "{n} punësime pa përgjigje"}},
	} {
		if x.n > 0 {
			list = append(list, lack{x.gap, fmt.Sprintf("%s (%s)", p.Title, count(x.n, x.of)), x.n})
		}
	}
	if p.To < day && len(p.Placed) == 0 && p.Numbers.Get("jobs").Qualifier == "" {
		list = append(list, lack{"employment_jobs", p.Title, 1})
	}
	return list
}
