package analysis

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// Options is what the analysis is given of other features. Without them it is
// made from the committee's own records alone.
type Options struct {
	// Children counts a half-year that has ended, as it may be published, under
	// the rules of its last day (now) and of the last day of the one a year before.
	// It is nil, or returns nil, where there is no casework room. tx is the one the
	// analysis is read in.
	Children func(ctx context.Context, tx *store.Tx, p figure.Period, now, before ChildRules) (*Children, error)

	Boundaries *document.Boundaries // outlines of the municipalities for maps; nil: tiles
}

// ChildRules are the dated rules under which children are counted.
type ChildRules struct {
	SeasonStart string `json:"season_start"` // "05-15"; "" where the committee has no season
	SeasonEnd   string `json:"season_end"`
	Threshold   int    `json:"threshold"` // counts from 1 to one less are small; 0 where the committee has no rule
}

// Children is what the child protection units counted in a half-year, as it may
// be published: a withheld count holds no number. The analysis shows nothing
// else of them and keeps nothing else, also when it is signed.
type Children struct {
	Period    figure.Period `json:"period"`
	CountedAt string        `json:"counted_at"` // in Albania: "2023-07-18T09:30"
	Now       ChildCounts   `json:"now"`
	Then      ChildCounts   `json:"then"` // the same half-year a year before
	Effect    ChildEffect   `json:"effect,omitzero"`
}

// ChildEffect is what can be said of the summer programmes of the half-year: what
// was counted before, during and after them. It never says that they are the
// cause. What has no number says Why, a code of code.EffectReasons: a rate of
// nothing is no zero.
type ChildEffect struct {
	Programmes int         `json:"programmes"` // that ran in the half-year; 0: nothing below
	During     ChildWindow `json:"during"`     // sightings in the committee's whole area, in the whole weeks in which one ran
	Prior      ChildWindow `json:"prior"`      // the four weeks before the first of them
	After      ChildWindow `json:"after"`      // the four weeks after the last one
	YearBefore ChildWindow `json:"year_before"`

	// Different children with a file seen in the eight weeks before the programmes:
	// rows enrolled "yes", "no"; columns seen again in the 30 days after "yes", "no".
	// Of the programmes whose 30th day after the end lies in the half-year. Empty
	// when AgainWhy is not "": it is there whole or not at all.
	Again     Tallies `json:"again"`
	AgainWhy  string  `json:"again_why,omitempty"`
	AgainOf   int     `json:"again_of"` // how many programmes that is about
	SeenFrom  string  `json:"seen_from,omitempty"`
	SeenTo    string  `json:"seen_to,omitempty"`
	AgainFrom string  `json:"again_from,omitempty"`
	AgainTo   string  `json:"again_to,omitempty"`
}

// ChildWindow is the sightings of some whole weeks; no number when Why is not "".
// Where Count is withheld, AtLeast is what the published weeks come to.
type ChildWindow struct {
	From    string `json:"from,omitempty"`
	To      string `json:"to,omitempty"`
	Weeks   int    `json:"weeks"`
	Count   Tally  `json:"count"`
	AtLeast int    `json:"at_least"`
	Why     string `json:"why,omitempty"`
}

// ChildCounts are the tables of a half-year. Sightings count times that a child
// was seen; children count each child once, as far as it is known.
type ChildCounts struct {
	Rules ChildRules `json:"rules"` // as they held on the last day
	Basis string     `json:"basis"` // the rules in words, with what they rest on

	Weeks      Tallies `json:"weeks"`      // sightings; keys are Mondays, "2023-05-15"
	Season     Tallies `json:"season"`     // sightings in and off season
	Said       Tallies `json:"said"`       // sightings by recorded origin and municipality
	Links      Tallies `json:"links"`      // sightings "linked" to a file, and "unlinked"
	Ages       Tallies `json:"ages"`       // sightings
	Sexes      Tallies `json:"sexes"`      // sightings
	Activities Tallies `json:"activities"` // sightings
	Places     Tallies `json:"places"`     // sightings
	Flow       Tallies `json:"flow"`       // children by origin and municipality they were seen in; a child may stand in several columns
	Residence  Tallies `json:"residence"`  // children: "resident", "other" and "u" for unknown
	Plans      Tallies `json:"plans"`      // children: "yes" and "no"
	Outcomes   Tallies `json:"outcomes"`   // children
	New        Tallies `json:"new"`        // new cases by municipality of the unit

	// Different children enrolled in the programmes whose 30th day after the end lies
	// in the half-year: by municipality, what came of it for school, and what was
	// found 30 and 90 days after ("u": not looked for, or not due yet).
	Enrolled Tallies `json:"enrolled,omitzero"`
	School   Tallies `json:"school,omitzero"`
	Found30  Tallies `json:"found_30,omitzero"`
	Found90  Tallies `json:"found_90,omitzero"`
}

// A Tally is one published count.
type Tally struct {
	N        int  `json:"n"`
	Withheld bool `json:"withheld,omitempty"`
}

// A Key is what is counted on one line: its code, and what people call it.
type Key struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Tallies are counts by Rows, and by Columns as well where there are any.
type Tallies struct {
	By      string  `json:"by"` // "age"; "" where there is no such table
	Across  string  `json:"across,omitempty"`
	Rows    []Key   `json:"rows"`
	Columns []Key   `json:"columns,omitempty"`
	Counts  []Tally `json:"counts"` // one a row
	Total   Tally   `json:"total"`

	Cells        [][]Tally `json:"cells,omitempty"` // by row, then column
	ColumnTotals []Tally   `json:"column_totals,omitempty"`
}

// at is the count of a row; one that is not there is zero.
func (t Tallies) at(code string) Tally {
	if i := slices.IndexFunc(t.Rows, func(k Key) bool { return k.Code == code }); i >= 0 {
		return t.Counts[i]
	}
	return Tally{}
}

// none reports whether the units counted nothing at all.
func (c ChildCounts) none() bool { return c.Links.Total == Tally{} && c.New.Total == Tally{} }

// halves are the half-years of a period for which children can be published: a
// quarter beside its half-year would give back what the half-year withholds.
func halves(p figure.Period) []figure.Period {
	switch p.Kind() {
	case figure.Half:
		return []figure.Period{p}
	case figure.Year:
		return p.Parts()
	}
	return nil
}

// loadChildren asks for the half-years of the period that have ended: from one
// day of a running one to the next the difference would be one child.
func (o Options) loadChildren(ctx context.Context, tx *store.Tx, d *Data) error {
	d.Casework = o.Children != nil
	if !d.Casework {
		return nil
	}
	for _, p := range halves(d.Period) {
		if d.Today <= p.End() {
			continue
		}
		c, err := o.half(ctx, tx, p)
		if err != nil {
			return err
		}
		if c == nil {
			d.Casework = false
			return nil
		}
		d.Children = append(d.Children, *c)
	}
	if len(d.lastSummer()) == 0 || len(halves(d.Period)) == 0 {
		return nil
	}
	last, err := o.half(ctx, tx, summerOf(d.Period.Year()-1))
	d.LastSummer = last
	return err
}

func (o Options) half(ctx context.Context, tx *store.Tx, p figure.Period) (*Children, error) {
	now, err := rulesOn(tx, p.End())
	if err != nil {
		return nil, err
	}
	before, err := rulesOn(tx, p.YearBefore().End())
	if err != nil {
		return nil, err
	}
	c, err := o.Children(ctx, tx, p, childRules(now), childRules(before))
	if err != nil || c == nil {
		return nil, err
	}
	c.Now.Basis, c.Then.Basis = childBasis(now, c.Now.Rules), childBasis(before, c.Then.Rules)
	return c, nil
}

func childRules(rules map[string]Rule) ChildRules {
	threshold, err := strconv.Atoi(rules["small_number"].Value)
	if err != nil {
		threshold = 0 // not a number: as if there were no rule
	}
	return ChildRules{SeasonStart: rules["season_start"].Value, SeasonEnd: rules["season_end"].Value, Threshold: threshold}
}

// childBasis says the rules that were counted under, with what they rest on.
func childBasis(rules map[string]Rule, under ChildRules) string {
	var list []string
	if _, ok := rules["small_number"]; !ok {
		list = append(list, fmt.Sprintf("%s: %d; komiteti nuk ka rregull të vetin", code.Rules.Label(text.SQ, "small_number"), under.Threshold))
	}
	for _, name := range []string{"small_number", "season_start", "season_end"} {
		if r, ok := rules[name]; ok {
			list = append(list, code.Rules.Label(text.SQ, name)+": "+ruleWords(r))
		}
	}
	return strings.Join(list, " · ")
}

// placed puts the operator's outlines under the maps of a report. They are no
// part of what is signed: the numbers of a map stand in its table.
func (o Options) placed(r *Report) *Report {
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			if b.Map != nil {
				b.Map.Boundaries = o.Boundaries
			}
		}
	}
	return r
}
