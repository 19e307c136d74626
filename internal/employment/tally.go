package employment

import (
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/figure"
)

// A Rate is how many are so, of those of whom it is known: who was not asked, and of
// whom nobody knows, did not answer no. Of nothing there is no rate.
type Rate struct {
	Yes, No, Unknown int
	Silent           int // of whom nobody said anything yet
	Of               int
}

// Known is of how many it is known.
func (r Rate) Known() int { return r.Yes + r.No }

// Share is the rate, false where there is nothing to be a share of.
func (r Rate) Share() (figure.Number, bool) { return figure.Ratio(int64(r.Yes), int64(r.Known())) }

// add counts one answer: code.Seen, or "" where nobody said.
func (r *Rate) add(seen string) {
	r.Of++
	switch seen {
	case "yes":
		r.Yes++
	case "no":
		r.No++
	case "u":
		r.Unknown++
	default:
		r.Silent++
	}
}

// A Tally counts what projects came to. Placements are jobs, not persons: the same
// person may be placed in two projects under two codes.
type Tally struct {
	Projects   int
	Placements int // rows
	Typed      figure.Quantity
	TypedOf    int // projects without rows, whose number was written
	Groups     map[string]int
	Under18    int
	Withheld   int // below this, Groups and Under18 are withheld and not in here; 0: they are
	Contract   Rate
	Insured    Rate
	Kept       map[int]Rate // by code of KeptDays; Of are those whose days are over

	Planned     int // visits that were laid down
	PlannedDone int // of them done
	Unplanned   int // done though nobody planned them
	NotPossible int
	Overdue     int
	Findings    map[string]int // of visits done: code.VisitFindings
	Compliant   Rate
	Open        int // findings that are not mended yet
	OpenLate    int // of them, whose measure was owed by now
}

// Done is how many visits were carried out.
func (t Tally) Done() int { return t.PlannedDone + t.Unplanned }

// Count tallies projects as of a day. One that was cancelled counts for nothing.
func Count(list []Project, today string) Tally {
	t := Tally{Groups: map[string]int{}, Kept: map[int]Rate{}, Findings: map[string]int{}}
	var typed []figure.Quantity
	for _, p := range list {
		if p.State == Cancelled {
			continue
		}
		t.Projects++
		for _, x := range p.Placements {
			t.place(x, today)
		}
		if q := p.Jobs(); len(p.Placements) == 0 && q.Qualifier != "" {
			typed = append(typed, q)
		}
		for _, v := range p.Visits {
			t.visit(p, v, today)
		}
	}
	t.TypedOf = len(typed)
	t.Typed, _ = figure.Add(typed...)
	return t
}

func (t *Tally) place(x Placement, today string) {
	t.Placements++
	t.Groups[x.Target]++
	if x.Under18() {
		t.Under18++
	}
	t.Contract.add(x.Contract)
	t.Insured.add(x.Insured)
	for _, d := range KeptDays {
		if x.IsDue(d, today) {
			r := t.Kept[d]
			r.add(x.Kept(d))
			t.Kept[d] = r
		}
	}
}

func (t *Tally) visit(p Project, v Visit, today string) {
	if v.Planned() {
		t.Planned++
	}
	switch {
	case v.Overdue(today):
		t.Overdue++
	case v.Finding == NotPossible:
		t.NotPossible++
	case v.Done() && v.Planned():
		t.PlannedDone++
	case v.Done():
		t.Unplanned++
	}
	if v.Done() {
		t.Findings[v.Finding]++
		t.Compliant.add(map[bool]string{true: "yes", false: "no"}[v.Finding == Compliant])
	}
	if p.Open(v) {
		t.Open++
		if v.DueOn != "" && v.DueOn < today {
			t.OpenLate++
		}
	}
}

// A Cell is one group and how many of it were placed.
type Cell struct {
	Code string
	N    int
}

// ByGroup lists the groups that somebody was placed of, in the order of the list.
func (t Tally) ByGroup() []Cell {
	var list []Cell
	for _, c := range code.TargetGroups {
		if n := t.Groups[c.Code]; n > 0 {
			list = append(list, Cell{c.Code, n})
		}
	}
	return list
}

// inYear leaves out the projects that no day of a year belongs to; every project
// stays without a year.
func inYear(list []Project, year string) []Project {
	return slices.DeleteFunc(list, func(p Project) bool {
		return year != "" && (p.EndsOn < year+"-01-01" || p.StartsOn > year+"-12-31")
	})
}

func yearOf(day string) string { return day[:min(4, len(day))] }
