package indicator

import (
	"slices"

	"tryeza/internal/figure"
)

// A Followed task is one as it stood on the day it is counted: State is open,
// answered (done, waiting for a check), closed or cancelled, and "" before it was
// given. DueOn is "" while the meeting it is due at has no day.
type Followed struct{ State, GivenOn, DueOn, DoneOn, ClosedOn string }

// A FollowUp is what became of tasks by a day, the last of a span of days.
// Cancelled tasks are in none of its counts.
type FollowUp struct {
	Given   int64 // in the span
	Closed  int64 // of those given, by the day
	OnTime  int64 // of those closed that had a due date, done by it
	Dated   int64 // of those closed, how many had a due date
	Open    int64 // on the day, whenever given; the waiting ones too
	Overdue int64 // of those open and not waiting, due before the day
	Waiting int64 // of those open, done and waiting for a check
	Took    []int // days from given to done, of each closed in the span
	Ages    []int // days since given, of each open on the day
}

// Follow counts tasks over a span of days, both included.
func Follow(list []Followed, from, day string) FollowUp {
	var f FollowUp
	for _, t := range list {
		if t.State == "closed" && from <= t.ClosedOn && t.ClosedOn <= day {
			f.Took = append(f.Took, max(0, days(t.GivenOn, t.DoneOn)))
		}
		if from <= t.GivenOn && t.GivenOn <= day {
			f.given(t)
		}
		f.stands(t, day)
	}
	return f
}

// given counts a task that was given in the span.
func (f *FollowUp) given(t Followed) {
	switch t.State {
	case "open", "answered":
		f.Given++
	case "closed":
		f.Given, f.Closed = f.Given+1, f.Closed+1
		if t.DueOn != "" {
			f.Dated++
			if t.DoneOn <= t.DueOn {
				f.OnTime++
			}
		}
	}
}

// stands counts a task that is open on the day.
func (f *FollowUp) stands(t Followed, day string) {
	if t.State != "open" && t.State != "answered" {
		return
	}
	f.Open++
	f.Ages = append(f.Ages, max(0, days(t.GivenOn, day)))
	switch {
	case t.State == "answered":
		f.Waiting++
	case t.DueOn != "" && t.DueOn < day:
		f.Overdue++
	}
}

// Median is the middle of whole numbers, or half-way between the middle two; of
// none there is no median.
func Median(list []int) (figure.Number, bool) {
	if len(list) == 0 {
		return 0, false
	}
	s := slices.Sorted(slices.Values(list))
	low, high := s[(len(s)-1)/2], s[len(s)/2]
	return (figure.Whole(int64(low)) + figure.Whole(int64(high))) / 2, true
}
