package plan

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/plan/grid"
	"tryeza/internal/text"
)

// mostFaults are enough to see that something is wrong with a table.
const mostFaults = 200

// A Fault is a cell, or a row, of a table that was not understood. Line counts
// the rows of the table from 1.
type Fault struct {
	Line            int
	Column, Message string
}

// Understood is a table as it was understood. Nothing of it is kept yet.
type Understood struct {
	Objectives []Objective
	Faults     []Fault
	Unknown    []string // institutions the committee does not have, as written
}

// Activities is how many activities were understood.
func (u Understood) Activities() int { return len(Plan{Objectives: u.Objectives}.Activities()) }

// A scribe reads a table row by row, and remembers what the rows above said of
// pillar, goal and objective: merged cells leave the rows under them blank.
type scribe struct {
	lang        text.Lang
	year        int64
	pillar      string // of rows that name none
	find        finder
	places      []code.Municipality
	named       map[string]string // municipalities looked for before
	at          map[int]string
	titles      map[string]string // headings as written
	above       Objective
	line        int
	u           Understood
	byObjective map[string]int
}

// understand reads a table of a plan. The rows above the headings are a title;
// headings may come again, for each table of a document.
func understand(g grid.Grid, s scribe) Understood {
	s.titles, s.named, s.byObjective = map[string]string{}, map[string]string{}, map[string]int{}
	s.above.Pillar = s.pillar
	for i, row := range g {
		s.line = i + 1
		if at := columns(row); at != nil {
			s.head(row, at)
		} else if s.at != nil {
			s.read(row)
		}
	}
	if s.at == nil {
		s.line = 1
		s.fault("", "Nuk u gjet rreshti me titujt e kolonave. Duhen të paktën: Aktiviteti, Institucioni përgjegjës dhe Afati.")
	}
	return s.u
}

func (s *scribe) fault(column, message string, args ...any) {
	if len(s.u.Faults) >= mostFaults {
		return
	}
	s.u.Faults = append(s.u.Faults, Fault{s.line, s.titles[column], text.T(s.lang, message, args...)})
}

func (s *scribe) head(row []string, at map[int]string) {
	s.at = at
	for i, c := range at {
		s.titles[c] = row[i]
	}
}

// read understands one row: a banner across the table, or an activity.
func (s *scribe) read(cells []string) {
	row, filled := map[string]string{}, 0
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		filled++
		if c := s.at[i]; c != "" {
			row[c] = cell
			s.private(c, cell)
		}
	}
	switch {
	case filled == 0:
	case filled == 1 && s.banner(slices.MaxFunc(cells, func(a, b string) int { return cmp.Compare(len(a), len(b)) })):
	default:
		s.inherit(row)
		s.activity(row)
	}
}

func (s *scribe) private(column, cell string) {
	if found := text.Private(cell); len(found) > 0 {
		s.fault(column, "%s", text.PrivateMessage(s.lang, found))
	}
}

var (
	pillarLead    = regexp.MustCompile(`(?i)^shtyll[aë][^\pL]*([ivIV]+\b)?[^\pL]*`)
	goalLead      = regexp.MustCompile(`(?i)^(?:synimi|q[eë]llimi)(?: strategjik)?\s*([\d.]*)\s*[:.–-]?\s*`)
	objectiveLead = regexp.MustCompile(`(?i)^objektivi(?: specifik)?\s*([A-Z]?[\d.]*\d)?\s*[:.)–-]?\s*`)
)

// banner takes a row of one merged cell for the pillar, goal or objective of the
// rows under it; false when it is none of them.
func (s *scribe) banner(cell string) bool {
	switch {
	case pillarLead.MatchString(cell) && findPillar(cell) != "":
		s.inherit(map[string]string{colPillar: cell})
	case goalLead.MatchString(cell):
		s.inherit(map[string]string{colGoal: cell})
	case objectiveLead.MatchString(cell):
		s.inherit(map[string]string{colObjective: cell})
	case findPillar(cell) != "" && len(strings.Fields(cell)) <= 3:
		s.inherit(map[string]string{colPillar: cell})
	default:
		return false
	}
	return true
}

// pillarStems are how the names of the pillars begin, folded, however a plan
// inflects them.
var pillarStems = map[string]string{
	"ndjek": "prosecution", "penal": "prosecution", "hetim": "prosecution", "mbrojt": "protection",
	"parandal": "prevention", "bashkerend": "coordination", "bashkrend": "coordination", "koordin": "coordination",
}

func findPillar(cell string) string {
	if c := code.Pillars.Find(pillarLead.ReplaceAllString(cell, "")); c != "" {
		return c
	}
	for _, word := range strings.Fields(text.Fold(cell)) {
		for stem, pillar := range pillarStems {
			if strings.HasPrefix(word, stem) {
				return pillar
			}
		}
	}
	return ""
}

// inherit takes from a row what it says of pillar, goal and objective. What it
// leaves blank stays that of the row above; under a new pillar there is no goal,
// and under a new goal no objective, until one is named.
func (s *scribe) inherit(row map[string]string) {
	if cell := row[colPillar]; cell != "" {
		pillar := findPillar(cell)
		if pillar == "" {
			s.fault(colPillar, "Shtylla «%s» nuk njihet. Janë katër: ndjekja penale, mbrojtja, parandalimi, bashkërendimi.", cell)
		} else if pillar != s.above.Pillar {
			s.above = Objective{Pillar: pillar}
		}
	}
	if cell := row[colGoal]; cell != "" && cell != s.above.Goal {
		if goal := cmp.Or(goalLead.ReplaceAllString(cell, ""), cell); goal != s.above.Goal {
			s.above = Objective{Pillar: s.above.Pillar, Goal: goal}
		}
	}
	if cell := row[colObjective]; cell != "" {
		m := objectiveLead.FindStringSubmatch(cell)
		s.above.Code, s.above.Title = "", cell
		if m != nil {
			s.above.Code, s.above.Title = m[1], cmp.Or(strings.TrimPrefix(cell, m[0]), cell)
		}
	}
	if cell := row[colCode]; cell != "" {
		s.above.Code = strings.ReplaceAll(strings.TrimSuffix(cell, "."), ",", ".") // 1,1 is what Excel makes of 1.1
	}
}

// activity understands the row of an activity, under the objective it inherits.
func (s *scribe) activity(row map[string]string) {
	if row[colTitle] == "" && row[colLead]+row[colDue]+row[colDescription]+row[colIndicator] == "" {
		return // a row of pillar, goal or objective alone
	}
	a := Activity{Title: row[colTitle], Description: row[colDescription], TargetGroup: row[colGroup], Remarks: row[colRemarks]}
	if a.Title == "" {
		s.fault(colTitle, "Rreshti nuk ka aktivitet.")
	}
	a.Number = strings.ReplaceAll(strings.TrimSuffix(row[colNumber], "."), ",", ".")
	a.NumberTyped = a.Number != ""
	s.institutions(&a, row)
	s.where(&a, row[colPlace])
	s.time(&a, row)
	s.money(&a, row)
	a.Indicators = s.indicators(row)
	s.put(a)
}

// put adds an activity to its objective, and a new objective to the table.
func (s *scribe) put(a Activity) {
	o := s.above
	if o.Pillar == "" {
		s.fault(colPillar, "Nuk dihet shtylla e këtij aktiviteti. Shkruajeni në kolonën «Shtylla», ose zgjidhni më poshtë një shtyllë për rreshtat pa të.")
	}
	if o.Title == "" {
		o.Title = cmp.Or(o.Goal, code.Pillars.Label(text.SQ, o.Pillar))
	}
	key := o.key()
	at, ok := s.byObjective[key]
	if !ok {
		at = len(s.u.Objectives)
		s.byObjective[key] = at
		s.u.Objectives = append(s.u.Objectives, o)
	}
	s.u.Objectives[at].Activities = append(s.u.Objectives[at].Activities, a)
}

// key tells whether two rows speak of the same objective.
func (o Objective) key() string { return o.Pillar + "|" + text.Fold(o.Goal) + "|" + text.Fold(o.Title) }

// institutions finds who leads and who helps. Of several that lead, the first
// does: so the national plan is read too.
func (s *scribe) institutions(a *Activity, row map[string]string) {
	leads := s.find.all(row[colLead])
	switch {
	case len(leads) == 0:
		s.fault(colLead, "Mungon institucioni përgjegjës.")
	case leads[0].id == "":
		s.unknown(leads[0].written)
		s.fault(colLead, "Institucioni «%s» nuk është në komitet. Zgjidhni më poshtë cili është, ose shtojeni te komiteti.", leads[0].written)
	default:
		a.LeadID = leads[0].id
	}
	for _, p := range slices.Concat(leads[min(1, len(leads)):], s.find.all(row[colPartner])) {
		switch {
		case p.id == "":
			s.unknown(p.written)
			a.Remarks = strings.TrimSpace(a.Remarks + "\n" + text.T(text.SQ, "Partner: %s", p.written))
		case p.id != a.LeadID && !slices.Contains(a.Partners, p.id):
			a.Partners = append(a.Partners, p.id)
		}
	}
}

func (s *scribe) unknown(written string) {
	if !slices.Contains(s.u.Unknown, written) {
		s.u.Unknown = append(s.u.Unknown, written)
	}
}

func (s *scribe) time(a *Activity, row map[string]string) {
	for _, column := range []string{colStarts, colDue, colFrequency} {
		cell := row[column]
		if blank(cell) {
			continue
		}
		w, ok := readWhen(cell, s.year)
		if f := code.Frequencies.Find(cell); column == colFrequency && f != "" {
			w, ok = when{frequency: f}, true
		}
		if !ok {
			s.fault(column, "«%s» nuk u kuptua. Shkruani një datë (30.06.2023), një muaj, një 3-mujor a 6-mujor, ose shpeshtësinë (çdo muaj, në vazhdimësi).", cell)
			continue
		}
		switch column {
		case colStarts:
			a.StartsOn = cmp.Or(w.starts, w.due)
		default:
			a.StartsOn, a.DueOn, a.Frequency = cmp.Or(a.StartsOn, w.starts), cmp.Or(w.due, a.DueOn), cmp.Or(w.frequency, a.Frequency)
		}
	}
	if a.DueOn != "" && a.StartsOn > a.DueOn {
		s.fault(colDue, "Afati është para fillimit. Ndreqni njërën nga dy datat.")
	}
}

// blank reports a cell in which people put a dash for nothing.
func blank(cell string) bool { return text.Fold(cell) == "" }

// notKnown are the ways to say that something is not known, folded.
var notKnown = []string{"nuk dihet", "n a", "s dihet", "pa percaktuar"}

func (s *scribe) money(a *Activity, row map[string]string) {
	cell, key := row[colBudget], text.Fold(row[colBudget])
	switch {
	case blank(cell) || slices.Contains(notKnown, key):
	case strings.HasPrefix(key, "pa kosto") || strings.HasPrefix(key, "pa fonde") || strings.HasPrefix(key, "nuk ka kosto"):
		a.Budget = new(figure.Number)
	default:
		a.Budget = s.number(colBudget, cell)
	}
	if cell := row[colFunding]; !blank(cell) && !slices.Contains(notKnown, text.Fold(cell)) {
		if a.Funding = findFunding(cell); a.Funding == "" {
			s.fault(colFunding, "Burimi «%s» nuk njihet. Shkruani: buxheti ekzistues, buxhet i ri ose donator.", cell)
		}
	}
}

func findFunding(cell string) string {
	if c := code.Funding.Find(cell); c != "" {
		return c
	}
	key := text.Fold(cell)
	for _, w := range []struct{ stem, funding string }{
		{"donator", "donor"}, {"ojf", "donor"}, {"partner", "donor"}, {"projekt", "donor"}, {"ekzist", "existing"}, {"buxheti i shtetit", "existing"},
		{"buxheti i bashkise", "existing"}, {"buxheti i institucion", "existing"}, {"i ri", "new"}, {"shtese", "new"},
	} {
		if strings.Contains(" "+key, " "+w.stem) {
			return w.funding
		}
	}
	return ""
}

func (s *scribe) number(column, cell string) *figure.Number {
	n, err := text.ParseNumber(cell)
	if err != nil {
		s.fault(column, "%s", text.Explain(s.lang, err))
		return nil
	}
	if n < 0 {
		s.fault(column, "«%s» është nën zero.", cell)
		return nil
	}
	v := figure.Number(n)
	return &v
}
