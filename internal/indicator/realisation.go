package indicator

import (
	"fmt"

	"tryeza/internal/figure"
)

// An Activity is what the realisation rates need to know of an activity of the
// plan, as it stood for a period.
type Activity struct {
	State     string // code.ActivityStates, or "" when nobody reported on it
	Frequency string // code.Frequencies, or ""
	StartsOn  string // day, or "" for the start of the plan's year
	DueOn     string // day, or "" for the end of the plan's year
	DoneOn    string // day, or ""
}

// Repeats reports whether the activity has no single due date: it is due once
// in every period it runs in, at the period's end or its own.
func (a Activity) Repeats() bool { return a.Frequency != "" && a.Frequency != "once" }

// DueIn reports whether the activity is due in the period of its plan's year.
func (a Activity) DueIn(p figure.Period) bool {
	starts, due := a.span(p.Year())
	if a.Repeats() {
		return starts <= p.End() && due >= p.Start()
	}
	return p.Contains(due)
}

// Deadline is the last day on which doing it counts as on time in the period.
func (a Activity) Deadline(p figure.Period) string {
	_, due := a.span(p.Year())
	if a.Repeats() && due > p.End() {
		return p.End()
	}
	return due
}

func (a Activity) span(year int) (starts, due string) {
	starts, due = a.StartsOn, a.DueOn
	if starts == "" {
		starts = fmt.Sprintf("%04d-01-01", year)
	}
	if due == "" {
		due = fmt.Sprintf("%04d-12-31", year)
	}
	return starts, due
}

// StateIn is the state that counts for the period: what was reported, with
// "done" after the deadline turned into "done late".
func (a Activity) StateIn(p figure.Period) string {
	if a.State == "done" && a.DoneOn > a.Deadline(p) {
		return "done_late"
	}
	return a.State
}

// A Realisation counts the activities due in a period by state.
type Realisation struct {
	Done, Late, Partly, InProgress, Planned, NotDone, CarriedOver, Cancelled, Unreported int64
}

// Count adds an activity that is due in the period.
func (r *Realisation) Count(state string) {
	switch state {
	case "done":
		r.Done++
	case "done_late":
		r.Late++
	case "partly_done":
		r.Partly++
	case "in_progress":
		r.InProgress++
	case "planned":
		r.Planned++
	case "not_done":
		r.NotDone++
	case "carried_over":
		r.CarriedOver++
	case "cancelled":
		r.Cancelled++
	default:
		r.Unreported++
	}
}

// Realise counts the activities that are due in the period.
func Realise(list []Activity, p figure.Period) Realisation {
	var r Realisation
	for _, a := range list {
		if a.DueIn(p) {
			r.Count(a.StateIn(p))
		}
	}
	return r
}

// Due is the denominator of K01: every activity due in the period, those
// carried over and those nobody reported on included, those cancelled by a
// recorded decision not.
func (r Realisation) Due() int64 {
	return r.Done + r.Late + r.Partly + r.InProgress + r.Planned + r.NotDone + r.CarriedOver + r.Unreported
}

// Realised is the numerator of K01 and the denominator of K02.
func (r Realisation) Realised() int64 { return r.Done + r.Late }

// K01 is the realisation rate: its numerator and denominator.
func (r Realisation) K01() (num, den int64) { return r.Realised(), r.Due() }

// K02 is the on-time rate: its numerator and denominator.
func (r Realisation) K02() (num, den int64) { return r.Done, r.Realised() }
