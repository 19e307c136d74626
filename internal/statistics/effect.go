package statistics

import "tryeza/internal/code"

// A Span is the days on which a summer programme of the committee runs, where it
// runs. It is the committee's own knowledge, handed in: the hatch asks casework only.
type Span struct{ Municipality, From, To string }

// An Effect is what can be said of the summer programmes of a half-year. It says
// what was counted before, during and after, and never that programmes are the
// cause: weather, season and how often the field teams went out change it as well.
//
// A rate of nothing is no zero: what has no number says Why, a code of
// code.EffectReasons.
type Effect struct {
	Programmes int `json:"programmes"` // that ran in the half-year

	// Sightings in the whole area of the committee, in whole weeks in which some
	// programme ran, in the four before the first and the four after the last of
	// them, and in the same weeks of the year before. They are made of the weeks
	// that are published anyway, and tell nothing that those do not.
	During     Window `json:"during"`
	Prior      Window `json:"prior"`
	After      Window `json:"after"`
	YearBefore Window `json:"year_before"`

	Again Again `json:"again"`
}

// A Window is the sightings of some whole weeks; no number when Why is not "".
// Where a week of them is withheld Cell is too, and AtLeast is what a reader of
// the weeks can work out: the weeks that are shown, and one for each that is not.
type Window struct {
	From    string `json:"from,omitempty"` // first day of the first week
	To      string `json:"to,omitempty"`   // last day of the last one
	Weeks   int    `json:"weeks"`
	Cell    Cell   `json:"cell"`
	AtLeast int    `json:"at_least"`
	Why     string `json:"why,omitempty"`
}

// Again are the different children with a file who were seen in the eight weeks
// before the first programme: enrolled in one or not, and seen again in the 30
// days after the last one or not. The programmes are those of which the 30th day
// after the end lies in the half-year. Table is empty when Why is not "": it is
// published whole, each of its four counts at least the threshold, or not at all.
type Again struct {
	Programmes int    `json:"programmes"`
	SeenFrom   string `json:"seen_from,omitempty"` // the eight weeks before
	SeenTo     string `json:"seen_to,omitempty"`
	AgainFrom  string `json:"again_from,omitempty"` // the thirty days after
	AgainTo    string `json:"again_to,omitempty"`
	Table      Table  `json:"table"` // rows "yes" and "no" of Enrolment, columns "yes" and "no" of SeenAgain
	Why        string `json:"why,omitempty"`
}

// PlaceEffect are exact sightings in one municipality, or anywhere: on the days of a
// programme, the 28 days before it, the 28 days after it, and on its days a year (52
// weeks) before.
type PlaceEffect struct {
	Municipality                     string // "": anywhere
	During, Prior, After, YearBefore DayWindow
}

// A DayWindow is exact sightings on some days; no number when Why is not "".
type DayWindow struct {
	Days, N int
	Why     string
}

// What tables of children in programmes count, and their axes.
const (
	Enrolled = "enrolled" // different children in programmes that were over for 30 days in the period
	Followed = "followed" // different children seen before the programmes

	School    = "school"     // code.SchoolResults; Unknown where nobody said
	Found30   = "found_30"   // code.FoundAfter; Unknown where nobody looked, or it was not due by the last day
	Found90   = "found_90"   //
	Enrolment = "enrolment"  // "yes", "no"
	SeenAgain = "seen_again" // "yes", "no"
)

// unsaid ends the lists of what may not be known.
var unsaid = code.Code{Code: Unknown, SQ: "nuk dihet ose nuk është shënuar", EN: "not known or not recorded"}

// yesNo are the keys of the two axes of Again.
func yesNo(yes, yesEN, no, noEN string) code.List {
	return code.List{{Code: "yes", SQ: yes, EN: yesEN}, {Code: "no", SQ: no, EN: noEN}}
}
