package indicator

import (
	"time"

	"tryeza/internal/figure"
)

// Rated is what the rates need to know of an activity of the plan, or of N
// alike. An empty State is one that nobody has reported on.
type Rated struct {
	State, StartsOn, DueOn, Frequency string
	N                                 int64
}

// rhythms are the frequencies that end with the months of the calendar.
var rhythms = map[string]int{"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}

// Repeats reports whether the activity has no single due date.
func (r Rated) Repeats() bool {
	return rhythms[r.Frequency] > 0 || r.Frequency == "season" || r.Frequency == "continuous"
}

// DueIn reports whether the activity is due in the period from one day to
// another, both included. An activity with one due date is due in the period
// that holds it. One that repeats is due once in the period, however often it
// repeats: if a month, quarter, half-year or year of its rhythm ends both in the
// period and between its start and its end; in a season, or continuously, if
// the activity runs on any day of the period; and always in the period that
// holds its last day. What has neither a due date nor a rhythm is never due.
func (r Rated) DueIn(from, to string) bool {
	if r.DueOn != "" && from <= r.DueOn && r.DueOn <= to {
		return true
	}
	low, high := max(from, r.StartsOn), to
	if r.DueOn != "" {
		high = min(to, r.DueOn)
	}
	switch months, ok := rhythms[r.Frequency]; {
	case ok:
		return endOf(low, months) <= high
	case r.Frequency == "season" || r.Frequency == "continuous":
		return low <= high
	default:
		return false
	}
}

// endOf is the first day on or after day with which so many months of the
// calendar end.
func endOf(day string, months int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "9999-12-31" // what has no day never ends
	}
	last := (int(t.Month())-1)/months*months + months
	return time.Date(t.Year(), time.Month(last)+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// StateOf is the state of an activity that is reported as done, or otherwise:
// what was done after its due date is done late, whatever the return calls it,
// and what was done by then is done. Without either day the report stands.
func StateOf(reported, doneOn, dueOn string) string {
	if reported != "done" && reported != "done_late" || doneOn == "" || dueOn == "" {
		return reported
	}
	if doneOn > dueOn {
		return "done_late"
	}
	return "done"
}

// A Realisation counts the activities due in a period by what became of them.
// Cancelled is outside of Due: a recorded decision took them out of the plan.
// CarriedOver is inside: the next plan does not make good what this one owed.
// Unreported are those nobody has said anything about; they too were due.
type Realisation struct {
	Due, Done, DoneLate, PartlyDone, NotDone, InProgress, Planned, CarriedOver, Unreported, Cancelled int64
}

// Realise counts those of list that are due from one day to another.
func Realise(list []Rated, from, to string) Realisation {
	var r Realisation
	for _, a := range list {
		if a.DueIn(from, to) {
			r.Add(a.State, a.N)
		}
	}
	return r
}

// Add counts n activities in a state that were due.
func (r *Realisation) Add(state string, n int64) {
	counts := map[string]*int64{
		"done": &r.Done, "done_late": &r.DoneLate, "partly_done": &r.PartlyDone, "not_done": &r.NotDone,
		"in_progress": &r.InProgress, "planned": &r.Planned, "carried_over": &r.CarriedOver, "cancelled": &r.Cancelled,
	}
	if c, ok := counts[state]; ok {
		*c += n
	} else {
		r.Unreported += n
	}
	if state != "cancelled" {
		r.Due += n
	}
}

// Open are those of which nothing final has been said.
func (r Realisation) Open() int64 { return r.InProgress + r.Planned + r.Unreported }

// K01 is the realisation rate, done and done late of all that were due: its
// numerator and denominator.
func (r Realisation) K01() (num, den int64) { return r.Done + r.DoneLate, r.Due }

// K02 is the on-time rate, done by the due date of all that were done: its
// numerator and denominator.
func (r Realisation) K02() (num, den int64) { return r.Done, r.Done + r.DoneLate }

// Rate is K01 as a number, nil when nothing was due.
func (r Realisation) Rate() *figure.Number { return share(r.K01()) }

// OnTime is K02 as a number, nil when nothing was done.
func (r Realisation) OnTime() *figure.Number { return share(r.K02()) }

func share(num, den int64) *figure.Number {
	if n, ok := figure.Ratio(num, den); ok {
		return &n
	}
	return nil
}
