package indicator

import (
	"slices"

	"tryeza/internal/figure"
)

// Codes of what the child protection units count, as it may be published. They
// are never added to one another, nor to what institutions report.
const (
	ChildSightings = "children_sightings"
	ChildDistinct  = "children_distinct"
	ChildNew       = "children_new"
	ChildEnrolled  = "children_enrolled" // in summer programmes
	ChildFollowed  = "children_followed" // seen before summer programmes
)

var counted = []Definition{
	{ChildSightings, "Konstatime në terren, sipas njësive", "cases", "herët që ekipet e terrenit të njësive për mbrojtjen e fëmijës panë një fëmijë në situatë rruge brenda periudhës, pa ato që u hoqën", 1},
	{ChildDistinct, "Fëmijë të ndryshëm, sipas njësive", "children", "fëmijë të ndryshëm mes konstatimeve të periudhës që janë lidhur me një dosje; kufi i poshtëm, sepse konstatimet pa lidhje nuk numërohen si fëmijë", 1},
	{ChildNew, "Raste të reja, sipas njësive", "children", "fëmijë, dosja e parë e të cilëve në njësitë e qarkut u hap në periudhë", 1},
	{ChildEnrolled, "Fëmijë me dosje në programe verore, sipas njësive", "children", "fëmijë të ndryshëm me dosje, të regjistruar në programe për të cilat dita e 30-të pas mbarimit bie në periudhë", 1},
	{ChildFollowed, "Fëmijë me dosje të parë para programeve verore, sipas njësive", "children", "fëmijë të ndryshëm me dosje të parë në 8 javët para programeve, sipas faktit nëse ishin në program dhe nëse u panë sërish në 30 ditët pas tyre", 1},
}

// Counted reports whether a figure comes from the casework of the units, through
// the hatch. They always have a number: one without it is withheld, since it or
// another with it is small enough to point at a child.
func Counted(f figure.Figure) bool {
	return slices.ContainsFunc(counted, func(d Definition) bool { return d.Code == f.Code })
}

// Withheld reports whether the number of a figure exists and is not published.
func Withheld(f figure.Figure) bool { return f.Value == nil && Counted(f) }
