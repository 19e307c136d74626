package plan

import (
	"time"

	"tryeza/internal/figure"
)

// Rated is what the rates need to know of an activity, or of N alike.
type Rated struct {
	State, StartsOn, DueOn, Frequency string
	N                                 int64
}

// Rated describes one activity to the rates.
func (a Activity) Rated() Rated { return Rated{a.State, a.StartsOn, a.DueOn, a.Frequency, 1} }

// rhythms are the frequencies that end with the months of the calendar.
var rhythms = map[string]int{"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}

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

// A Realisation counts the activities due in a period by what became of them.
// Cancelled is outside of Due: a recorded decision took them out of the plan.
// CarriedOver is inside: the next plan does not make good what this one owed.
type Realisation struct {
	Due, Done, DoneLate, PartlyDone, NotDone, Open, CarriedOver, Cancelled int64
}

// Realise counts those of list that are due from one day to another.
func Realise(list []Rated, from, to string) Realisation {
	var r Realisation
	for _, a := range list {
		if a.DueIn(from, to) {
			r.add(a)
		}
	}
	return r
}

func (r *Realisation) add(a Rated) {
	counts := map[string]*int64{
		"done": &r.Done, "done_late": &r.DoneLate, "partly_done": &r.PartlyDone,
		"not_done": &r.NotDone, "carried_over": &r.CarriedOver, "cancelled": &r.Cancelled,
	}
	if n, ok := counts[a.State]; ok {
		*n += a.N
	} else {
		r.Open += a.N
	}
	if a.State != "cancelled" {
		r.Due += a.N
	}
}

// Rate is K01, the realisation rate: done and done late, of all that were due.
// It is nil when nothing was due.
func (r Realisation) Rate() *figure.Number { return share(r.Done+r.DoneLate, r.Due) }

// OnTime is K02: done by the due date, of all that were done. It is nil when
// nothing was done.
func (r Realisation) OnTime() *figure.Number { return share(r.Done, r.Done+r.DoneLate) }

func share(num, den int64) *figure.Number {
	if n, ok := figure.Ratio(num, den); ok {
		return &n
	}
	return nil
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
