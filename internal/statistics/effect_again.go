package statistics

import (
	"slices"

	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// How long before the first programme and after the last one it is asked whether
// a child was seen, in days.
const (
	seenBefore = 56
	seenAfter  = 30
)

// over are the programmes whose last day of asking lies in a period.
func over(spans []Span, p figure.Period) []Span {
	return slices.DeleteFunc(slices.Clone(spans), func(s Span) bool {
		end := text.DaysAfter(s.To, seenAfter)
		return s.From > s.To || end < p.Start() || end > p.End()
	})
}

// againOf says of which days the question is, and why it cannot be asked.
func againOf(spans []Span, p figure.Period) Again {
	list := over(spans, p)
	a := Again{Programmes: len(list)}
	switch {
	case len(list) == 0 && len(running(spans, p)) == 0:
		a.Why = "none"
		return a
	case len(list) == 0:
		a.Why = "later"
		return a
	}
	first, last := first(list), lastDay(list)
	a.SeenFrom, a.SeenTo = text.DaysAfter(first, -seenBefore), text.DaysAfter(first, -1)
	a.AgainFrom, a.AgainTo = text.DaysAfter(last, 1), text.DaysAfter(last, seenAfter)
	if a.SeenFrom < p.Previous().Start() {
		a.Why = "long"
	}
	return a
}

// reaches reports whether what is said of programmes asks for days before the period.
func reaches(spans []Span, p figure.Period) bool {
	a, list := againOf(spans, p), running(spans, p)
	return a.Why == "" && a.SeenFrom < p.Start() || len(list) > 0 && text.DaysAfter(weekOf(first(list)), -7*around) < p.Start()
}

// count asks, exactly.
func (a *Again) count(tx *store.Tx, p figure.Period) error {
	if a.Why != "" {
		return nil
	}
	list, err := store.All(tx, byAgain, ofPair, a.SeenFrom, a.SeenTo, a.AgainFrom, a.AgainTo, text.DaysAfter(p.Start(), -seenAfter), text.DaysAfter(p.End(), -seenAfter))
	a.table(list)
	return err
}

// table is made of pairs of "yes" and "no". Where nobody was seen before there is
// no baseline.
func (a *Again) table(list []group) {
	t := newTally(Followed, Enrolment, SeenAgain)
	t.row("yes", "no")
	t.column("yes", "no")
	for _, g := range list {
		t.add(g.a, g.b, g.n)
	}
	if a.Table = t.table(); a.Table.Total.N == 0 {
		a.Table, a.Why = Table{}, "no_file"
	}
}

// publish says what of the exact comparison may be published: all of it, or
// nothing. Each of its four counts must be at least the threshold, a zero as
// well: it would say of every child of its line whether it was seen. And it must
// tell nothing of the half-years it is about. A reader knows that so many
// different children cannot have been seen in fewer sightings, nor be more than
// the children of a half-year; what is published of those must say as much
// already, at its least. halves are they, the one of the comparison last.
func (a Again) publish(threshold int, halves []Answer) Again {
	if a.Why != "" {
		return a
	}
	if !a.Table.below(threshold) && a.implied(halves) {
		return a
	}
	a.Table, a.Why = Table{}, "small"
	return a
}

// implied reports whether what is published of the half-years leaves room for
// the comparison whatever the withheld numbers are: all who were seen before fit
// into one of them, and all who were seen again as well.
func (a Again) implied(halves []Answer) bool {
	seen, again, enrolled := a.Table.Total.N, a.Table.ColumnTotals[0].N, a.Table.RowTotals[0].N
	room := func(h Answer, n int, from, to string) bool {
		return n <= h.sure(from, to) && n <= least(h.Children())
	}
	if enrolled > least(halves[len(halves)-1].Enrolled.Total) {
		return false
	}
	for _, before := range halves {
		for _, after := range halves {
			linked := seen
			if before.From == after.From {
				linked += again
			}
			if room(before, seen, a.SeenFrom, a.SeenTo) && room(after, again, a.AgainFrom, a.AgainTo) &&
				linked <= least(before.Links.at("linked")) && again <= least(after.Links.at("linked")) {
				return true
			}
		}
	}
	return false
}

// sure is how many sightings a reader of the weeks knows of from one day to
// another, at least.
func (a Answer) sure(from, to string) (n int) {
	for i, monday := range a.Weeks.Rows.Keys {
		if max(monday, a.From) >= from && min(text.DaysAfter(monday, 6), a.To) <= to {
			n += least(a.Weeks.RowTotals[i])
		}
	}
	return n
}
