package statistics

import (
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// Unknown is the key of what is not known, on every axis.
const Unknown = "u"

// What tables count. They are never added to one another: a child is seen many
// times, and most children seen are not new.
const (
	Sightings = "sightings" // times that a child was seen
	Children  = "children"  // different children among the sightings linked to a file
	NewCases  = "new"       // children whose first file here was opened in the period
)

// The axes of tables.
const (
	Place     = "municipality" // where the child was seen; of new cases, where its unit is
	Week      = "week"         // the Monday it begins with
	Month     = "month"        // "2023-05"
	Season    = "season"       // "season" or "off"
	Said      = "said"         // origin as recorded with the sighting: municipality code, "x-" and country, or Unknown
	Origin    = "origin"       // origin of the child, coded alike
	Residence = "residence"    // "resident", "other", Unknown
	Link      = "link"         // "linked" to a child's file, or "unlinked"
	Age       = "age"          // code.ChildBands
	Sex       = "sex"          // code.Sexes
	Activity  = "activity"
	Spot      = "place" // class of place: beach, port, traffic light
	Plan      = "plan"  // "yes", "no"
	Outcome   = "outcome"
)

// Rules are the dated rules of the committee that counting needs, as they held
// on the last day of the period.
type Rules struct {
	SeasonStart string `json:"season_start"` // month and day, "05-15"; "" where the committee has none
	SeasonEnd   string `json:"season_end"`   // last day of the season
	Threshold   int    `json:"threshold"`    // counts from 1 to one less are small; 0 is DefaultThreshold
}

// DefaultThreshold holds where a committee has no rule of its own: counts from 1
// to 4 are small.
const DefaultThreshold = 5

func (r Rules) complete() Rules {
	if r.Threshold <= 0 {
		r.Threshold = DefaultThreshold
	}
	return r
}

// A Question is all that can be asked: whole groups, of a span of days.
type Question struct {
	From, To     string // first and last day, "2023-01-01"
	Municipality string // where the children were seen, code; "" is everywhere in the committee's area
	Rules        Rules
}

// An Answer counts what was seen from one day to another.
//
// Children is a lower bound of how many different children there were, since a
// sighting that is not linked to a file counts as a sighting and as no child
// (Links says how many those are). A child with two files that nobody has
// linked counts twice. Numbers of children of two periods are never added: the
// same child may be in both.
type Answer struct {
	From         string `json:"from"`
	To           string `json:"to"`
	Municipality string `json:"municipality,omitempty"`

	Weeks  Table `json:"weeks"`  // sightings by week and municipality; published without municipality
	Months Table `json:"months"` // sightings by month and municipality
	Season Table `json:"season"` // sightings in and off season, by municipality; published without; empty where the committee has no season
	Said   Table `json:"said"`   // sightings by recorded origin and municipality
	Links  Table `json:"links"`  // sightings linked to a file, and not

	Ages       Table `json:"ages"` // sightings
	Sexes      Table `json:"sexes"`
	Activities Table `json:"activities"`
	Spots      Table `json:"spots"`

	Flow      Table `json:"flow"`      // children by origin and municipality they were seen in
	Residence Table `json:"residence"` // children seen in their own municipality; only elsewhere; of unknown origin
	Plans     Table `json:"plans"`     // children by whether an individual plan was drawn by the last day
	Outcomes  Table `json:"outcomes"`  // children by how their case ended by the last day; "open" when it has not

	New Table `json:"new"` // new cases by municipality of the unit

	// Different children enrolled in the summer programmes of which the 30th day
	// after the end lies in the period: each programme counts in one half-year, so
	// that no two of them tell of the same children. A child in several stands where
	// it was enrolled first.
	Enrolled Table `json:"enrolled"` // by municipality of the programme
	School   Table `json:"school"`   // by what came of it for school; the best, where a child was in several
	Found30  Table `json:"found_30"` // by what was found 30 days after; the last, where a child was in several
	Found90  Table `json:"found_90"` // the same 90 days after, as far as that was due by the last day

	spans Table // sightings by span and municipality; never shown
}

// tables lists the tables of an answer that has them.
func (a *Answer) tables() []*Table {
	list := []*Table{&a.Weeks, &a.Months, &a.Said, &a.Links, &a.Ages, &a.Sexes, &a.Activities, &a.Spots, &a.Flow, &a.Residence, &a.Plans, &a.Outcomes, &a.New,
		&a.Enrolled, &a.School, &a.Found30, &a.Found90}
	if a.Season.Rows.Of != "" {
		list = append(list, &a.Season)
	}
	return list
}

// Sightings, Children and NewCases are the totals; withheld where the tables say so.
func (a *Answer) Sightings() Cell { return a.Months.Total }
func (a *Answer) Children() Cell  { return a.Flow.Total }
func (a *Answer) NewCases() Cell  { return a.New.Total }

// Residents, Others and Unknowns add up to the children.
func (a *Answer) Residents() Cell { return a.Residence.at("resident") }
func (a *Answer) Others() Cell    { return a.Residence.at("other") }
func (a *Answer) Unknowns() Cell  { return a.Residence.at(Unknown) }

// Unlinked is how many sightings are of nobody in particular.
func (a *Answer) Unlinked() Cell { return a.Links.at("unlinked") }

// Planned is how many of the children had an individual plan.
func (a *Answer) Planned() Cell { return a.Plans.at("yes") }

// at is the count of a key of a table.
func (t Table) at(key string) Cell {
	for i, k := range t.Rows.Keys {
		if k == key {
			return t.RowTotals[i]
		}
	}
	return Cell{}
}

// Count answers a question exactly. The transaction needs a grant of the hatch.
func Count(tx *store.Tx, q Question) (Answer, error) {
	a := Answer{From: q.From, To: q.To, Municipality: q.Municipality}
	c := counter{tx: tx, q: q, places: places(tx.Grant().Scope().ID, q.Municipality)}
	c.sightings(&a)
	c.said(&a)
	c.codes(&a)
	c.children(&a)
	c.files(&a)
	c.enrolled(&a)
	return a, c.err
}

// Flow answers only where children come from and where they were seen: of
// sightings as recorded, and of different children.
func Flow(tx *store.Tx, q Question) (said, children Table, err error) {
	var a Answer
	c := counter{tx: tx, q: q, places: places(tx.Grant().Scope().ID, q.Municipality)}
	c.said(&a)
	c.children(&a)
	return a.Said, a.Flow, c.err
}

// places are the municipalities of a committee, or the one that is asked about.
func places(committee, only string) []string {
	var list []string
	for _, q := range code.Qarqe {
		for _, m := range code.MunicipalitiesOf(q.ISO) {
			if q.Slug == committee && (only == "" || only == m.Code) {
				list = append(list, m.Code)
			}
		}
	}
	return list
}

// A counter asks the questions of one answer; the first error stays.
type counter struct {
	tx     *store.Tx
	q      Question
	places []string
	err    error
}

func (c *counter) ask(q store.Query, fields func(*group) []any) []group {
	if c.err != nil {
		return nil
	}
	list, err := store.All(c.tx, q, fields, c.q.From, c.q.To, c.q.Municipality)
	c.err = err
	return list
}

// sightings counts by time and place, and how many are of a known child.
func (c *counter) sightings(a *Answer) {
	weeks, months := newTally(Sightings, Week, Place), newTally(Sightings, Month, Place)
	season, spans := newTally(Sightings, Season, Place), newTally(Sightings, span, Place)
	links := newTally(Sightings, Link, "")
	links.row("linked", "unlinked")
	season.row("season", "off")
	for _, day := range daysOf(c.q) {
		weeks.row(weekOf(day))
		months.row(day[:7])
		spans.row(c.q.Rules.span(day))
	}
	for _, g := range c.ask(byDay, ofDay) {
		weeks.add(weekOf(g.a), g.b, g.n)
		months.add(g.a[:7], g.b, g.n)
		season.add(c.q.Rules.season(g.a), g.b, g.n)
		spans.add(c.q.Rules.span(g.a), g.b, g.n)
		links.add("linked", "", g.n-g.m)
		links.add("unlinked", "", g.m)
	}
	a.Weeks, a.Months, a.spans, a.Links = c.placed(weeks), c.placed(months), c.placed(spans), links.table()
	if c.q.Rules.SeasonStart != "" && c.q.Rules.SeasonEnd != "" {
		a.Season = c.placed(season)
	}
}

// placed is a table by municipality: all of the committee's have a column.
func (c *counter) placed(t *tally) Table {
	t.column(c.places...)
	return t.table()
}

// said counts sightings by recorded origin.
func (c *counter) said(a *Answer) {
	said := newTally(Sightings, Said, Place)
	for _, g := range c.ask(bySaid, ofPair) {
		said.add(known(g.a), g.b, g.n)
	}
	a.Said = c.placed(said)
}

// codes counts sightings by what was recorded of them.
func (c *counter) codes(a *Answer) {
	ages, sexes := newTally(Sightings, Age, ""), newTally(Sightings, Sex, "")
	activities, spots := newTally(Sightings, Activity, ""), newTally(Sightings, Spot, "")
	for _, t := range []*tally{ages, sexes, activities, spots} {
		t.row(lists[t.t.Rows.Of].Codes()...)
	}
	for _, g := range c.ask(byCodes, ofCodes) {
		ages.add(known(g.a), "", g.n)
		sexes.add(known(g.b), "", g.n)
		activities.add(known(g.c), "", g.n)
		spots.add(known(g.d), "", g.n)
	}
	a.Ages, a.Sexes, a.Activities, a.Spots = ages.table(), sexes.table(), activities.table(), spots.table()
}

// children counts different children by where they are from.
func (c *counter) children(a *Answer) {
	flow, residence := newTally(Children, Origin, Place), newTally(Children, Residence, "")
	residence.row("resident", "other", Unknown)
	for _, g := range c.ask(byOrigin, ofDay) {
		from := known(g.a)
		flow.addOnce(from, g.b, g.n, g.m)
		switch {
		case from == Unknown:
			residence.add(Unknown, "", g.m)
		case from == g.b:
			residence.add("resident", "", g.n)
			residence.add("other", "", g.m-g.n)
		default:
			residence.add("other", "", g.m)
		}
	}
	a.Flow, a.Residence = c.placed(flow), residence.table()
	a.Flow.Overlap = true
}

// files counts what was done.
func (c *counter) files(a *Answer) {
	plans, outcomes, fresh := newTally(Children, Plan, ""), newTally(Children, Outcome, ""), newTally(NewCases, Place, "")
	plans.row("yes", "no")
	outcomes.row(lists[Outcome].Codes()...)
	fresh.row(c.places...)
	for _, g := range c.ask(byFile, ofFile) {
		plans.add([]string{"no", "yes"}[min(g.m, 1)], "", g.n)
		outcomes.add(known(g.a), "", g.n)
	}
	for _, g := range c.ask(byFirst, ofSingle) {
		fresh.add(g.a, "", g.n)
	}
	a.Plans, a.Outcomes, a.New = plans.table(), outcomes.table(), fresh.table()
}

// enrolled counts different children in programmes.
func (c *counter) enrolled(a *Answer) {
	places, school := newTally(Enrolled, Place, ""), newTally(Enrolled, School, "")
	soon, late := newTally(Enrolled, Found30, ""), newTally(Enrolled, Found90, "")
	places.row(c.places...)
	for _, t := range []*tally{school, soon, late} {
		t.row(lists[t.t.Rows.Of].Codes()...)
	}
	if c.err != nil {
		return
	}
	list, err := store.All(c.tx, byEnrolment, ofCodes, text.DaysAfter(c.q.From, -seenAfter), text.DaysAfter(c.q.To, -seenAfter), c.q.Municipality, text.DaysAfter(c.q.To, -90))
	c.err = err
	for _, g := range list {
		places.add(g.a, "", g.n)
		school.add(known(g.b), "", g.n)
		soon.add(known(g.c), "", g.n)
		late.add(known(g.d), "", g.n)
	}
	a.Enrolled, a.School, a.Found30, a.Found90 = places.table(), school.table(), soon.table(), late.table()
}

func known(code string) string {
	if code == "" {
		return Unknown
	}
	return code
}
