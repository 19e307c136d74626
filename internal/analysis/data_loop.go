package analysis

import (
	"cmp"
	"fmt"
	"slices"

	"tryeza/internal/figure"
	"tryeza/internal/indicator"
)

// Kept is what the cadence of a body is measured by: its dated rules, and every
// day on which it met until the day the analysis speaks of.
type Kept struct {
	Rules []indicator.Interval
	Held  []string
}

// An Event is something that happened to a task or a problem: a verb of
// code.TaskVerbs or code.IssueVerbs, and when, an instant. DueFrom is the day a
// task that was put off had been due. Of an expected measure that became a task,
// ID is that of the measure in the return and Other that of the task.
type Event struct{ Verb, At, DueFrom, ID, Other string }

// day on which it happened.
func (e Event) day() string { return e.At[:min(10, len(e.At))] }

// Task that an institution owes, as it stands now, with its history.
type Task struct {
	ID, Kind, Body, Owner, Priority, SourceID, MeetingID, AskedBy string
	GivenOn, DueOn, DueBody, State, DoneOn, ClosedOn              string
	Year, Number                                                  int64
	Events                                                        []Event
}

// name of a task among the others: "3/2023".
func (t Task) name() string { return fmt.Sprintf("%d/%d", t.Number, t.Year) }

// on is the task as it stood on a day: what happened later is undone, so that
// the analysis of a period does not change with it. A task without a history,
// from an import, is judged by its days.
func (t Task) on(day string) indicator.Followed {
	f := indicator.Followed{State: "open", GivenOn: t.GivenOn, DueOn: t.dueThen(day)}
	if t.GivenOn > day {
		f.State = ""
		return f
	}
	for _, e := range t.Events {
		if e.day() > day {
			break
		}
		f = t.after(f, e)
	}
	switch over := f.State == "closed" || f.State == "cancelled"; {
	case !over && t.State == "closed" && t.ClosedOn != "" && t.ClosedOn <= day:
		f.State, f.DoneOn, f.ClosedOn = "closed", t.DoneOn, t.ClosedOn
	case !over && t.State == "cancelled" && !t.happened("cancelled"):
		f.State = "cancelled"
	}
	if f.State == "closed" && (f.DoneOn == "" || f.DoneOn > f.ClosedOn) {
		f.DoneOn = f.ClosedOn // it was asked for again later: what was done then is not known
	}
	return f
}

func (t Task) happened(verb string) bool {
	return slices.ContainsFunc(t.Events, func(e Event) bool { return e.Verb == verb })
}

// dueThen is the day a task was due, as seen on a day: before it was put off.
func (t Task) dueThen(day string) string {
	for _, e := range t.Events {
		if e.day() > day && (e.Verb == "extended" || e.Verb == "renewed") {
			return e.DueFrom
		}
	}
	return t.DueOn
}

// after is how a task stands after an event. One of normal priority is closed by
// its answer; one of high priority waits for somebody else's check.
func (t Task) after(f indicator.Followed, e Event) indicator.Followed {
	switch e.Verb {
	case "answered":
		f.DoneOn = t.DoneOn
		if f.State = "answered"; t.Priority != "high" {
			f.State, f.ClosedOn = "closed", e.day()
		}
	case "checked":
		f.State, f.ClosedOn = "closed", e.day()
	case "sent_back", "reopened":
		f.State, f.ClosedOn, f.DoneOn = "open", "", ""
	case "cancelled":
		f.State = "cancelled"
	}
	return f
}

// escalated reports whether anybody but its owner had been told by a day that
// the task is late.
func (t Task) escalated(day string) bool {
	return slices.ContainsFunc(t.Events, func(e Event) bool { return e.Verb == "escalated" && e.day() <= day })
}

// An Issue is a problem in the register of the committee, as it stands now.
// ObjectiveName is the objective of the plan it belongs to, of whichever year.
type Issue struct {
	ID, Body, Objective, ObjectiveName, Resource, Since, State, SolvedOn, MergedInto string
	EscalatedOn, Question, AnsweredOn, Answer                                        string
	Year, Number                                                                     int64
	Amount                                                                           *figure.Number
	Raised                                                                           []Raising
	Taken                                                                            []Taken
	Events                                                                           []Event
	lent                                                                             bool // the amount is that of one merged into it
}

// name of a problem among the others: "3/2023".
func (i Issue) name() string { return fmt.Sprintf("%d/%d", i.Number, i.Year) }

// solvedThen is the day a problem was solved, as seen on a day; "" while it was
// open. One that was raised again later was solved all the same.
func (i Issue) solvedThen(day string) string {
	if i.SolvedOn != "" {
		if i.SolvedOn > day {
			return ""
		}
		return i.SolvedOn
	}
	solved := ""
	for _, e := range i.Events {
		switch {
		case e.day() > day:
		case e.Verb == "solved":
			solved = e.day()
		case e.Verb == "reopened":
			solved = ""
		}
	}
	return solved
}

// A Raising is one time that a problem was raised: ID is that of the problem in
// the return, or of the line of the minutes.
type Raising struct{ ID, Institution, Source, SourceID, On, Body string }

// Taken is a measure that was taken; ID is that of the measure in the return
// when it came from one (Returned).
type Taken struct {
	ID, Institution, On, Body string
	Returned                  bool
}

// roots lists the problems, those merged into another one put together with it:
// one problem, raised by all of them, since the first of them.
func (d *Data) roots() []Issue {
	at := map[string]int{}
	var list []Issue
	for _, i := range d.Issues {
		if i.MergedInto == "" {
			at[i.ID] = len(list)
			list = append(list, i)
		}
	}
	for _, i := range d.Issues {
		if i.MergedInto == "" {
			continue
		}
		if n, ok := at[i.MergedInto]; ok {
			list[n] = list[n].with(i)
		} else {
			list = append(list, i) // the other one is not of this period
		}
	}
	slices.SortStableFunc(list, func(a, b Issue) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Year, b.Year), cmp.Compare(a.Number, b.Number))
	})
	return list
}

// with is a problem together with one merged into it, which says what the problem
// leaves blank; of the amounts of several the largest, as in the list of problems.
func (i Issue) with(other Issue) Issue {
	i.Since = min(i.Since, other.Since)
	i.Raised = append(slices.Clone(i.Raised), other.Raised...)
	i.Taken = append(slices.Clone(i.Taken), other.Taken...)
	if i.Resource == "" {
		i.Resource = other.Resource
	}
	if i.ObjectiveName == "" {
		i.Objective, i.ObjectiveName = other.Objective, other.ObjectiveName
	}
	if other.Amount != nil && (i.Amount == nil || i.lent && *other.Amount > *i.Amount) {
		i.Amount, i.lent = other.Amount, true
	}
	return i
}

// lastOfLoop is the latest change of a meeting, task or problem that the
// analysis speaks of: what happens after its day changes nothing in it.
func (d *Data) lastOfLoop() string {
	last := ""
	for _, m := range d.Meetings {
		last = max(last, m.HeldOn, m.ClosedOn)
	}
	note := func(list []Event) {
		for _, e := range list {
			if e.day() <= d.Day {
				last = max(last, e.At)
			}
		}
	}
	for _, t := range d.Tasks {
		note(t.Events)
	}
	for _, i := range d.Issues {
		note(i.Events)
	}
	return last
}
