// Package issue keeps the problems and challenges of a committee until they are
// solved: what hinders which objective, which resource is missing, who raised it
// and how often, what was done about it and what is still to be done, and what
// the national coordinator answered.
//
// A problem written in a return, or at a meeting, arrives here by itself. What is
// still to be done is a task, and tasks are kept elsewhere. The package decides
// nothing alone: it offers problems that look the same, and people merge them.
package issue

import (
	"fmt"
	"time"

	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// An Issue is one problem or challenge in carrying out the plan.
type Issue struct {
	ID          string
	Version     int64
	Year        int64 // of Since; with Number it is how people call it: 3/2023
	Number      int64
	Body        string
	ObjectiveID string         // of the plan, or ""
	ActivityID  string         // of the plan, or ""
	Resource    string         // what it lacks: code.Resources, or ""
	Amount      *figure.Number // lek that are missing; nil is not known
	Since       string         // day it was first raised
	State       string         // Open or Solved
	SolvedOn    string         // day, or ""
	Solution    string
	MergedInto  string // the problem it was found to be the same as, or ""; never itself a merged one
	EscalatedOn string // day it was put to the national coordinator, or ""
	Question    string
	AnsweredOn  string // day, or ""
	Answer      string

	Raised   []Raised
	Measures []Measure
	Events   []Event
}

// States of a problem, as code.IssueStates.
const (
	Open   = "open"
	Solved = "solved"
)

// Sources of a raising, as code.IssueSources.
const (
	InReturn  = "return"
	AtMeeting = "meeting"
	Directly  = "direct"
)

// Raised is one time a problem was raised, in the words of who raised it.
type Raised struct {
	ID            string // of the problem in the return, or of the line of the minutes
	Version       int64
	IssueID       string
	InstitutionID string // "" when the minutes do not say who
	Source        string // code.IssueSources
	SourceID      string // the return or the meeting, or ""
	RaisedOn      string // day
	Body          string
}

// A Measure is one that was taken. One that is expected is a task.
type Measure struct {
	ID            string // of the measure in the return, when it came from one
	Version       int64
	IssueID       string
	InstitutionID string
	TakenOn       string // day
	Body          string
}

// Verbs of an event, as code.IssueVerbs.
const (
	wasRaised      = "raised"
	wasRaisedAgain = "raised_again"
	wasEdited      = "edited"
	wasMeasured    = "measure"
	wasExpected    = "expected" // a measure; OtherID is the task it became
	wasMerged      = "merged"
	wasParted      = "parted"
	wasEscalated   = "escalated"
	wasAnswered    = "answered"
	wasSolved      = "solved"
	wasReopened    = "reopened"
)

// An Event is something that happened to a problem.
type Event struct {
	ID      string // of the measure in the return, when that became a task
	Version int64
	IssueID string
	Verb    string // code.IssueVerbs
	Note    string
	OtherID string // the problem it was merged with or parted from; the task of an expected measure
	Author  string // account, or "" where nobody is known
	At      store.Time
}

// Name is how people call it: "3/2023".
func (x Issue) Name() string { return fmt.Sprintf("%d/%d", x.Number, x.Year) }

// Waits reports whether the national coordinator was asked and has not answered.
func (x Issue) Waits() bool { return x.EscalatedOn != "" && x.AnsweredOn == "" }

// Age is how many days it is, or was, open.
func (x Issue) Age(today string) int {
	if x.State == Solved {
		return days(x.Since, x.SolvedOn)
	}
	return days(x.Since, today)
}

// days counts the days from one to another, 0 when one is no day or they are the
// other way round.
func days(from, to string) int {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	if errA != nil || errB != nil || b.Before(a) {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}
