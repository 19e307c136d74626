// Package task keeps what an institution owes: who owes what, by when, what was
// done about it and what shows it. A task comes from a decision, from the plan,
// from a problem, from a request of another institution, or is a commitment that
// a member made itself.
//
// It sends no mail and decides nothing at meetings: others tell it that a task
// was given, that a meeting has a day, or that somebody was told of a delay.
package task

import (
	"fmt"

	"tryeza/internal/store"
)

// A Task is owed by one institution, by a day or at the next meeting of a body.
// There is none without an owner, nor without a date.
type Task struct {
	ID      string
	Version int64
	Year    int64 // it was given in, and numbered within
	Number  int64
	Kind    string // code.TaskKinds
	Body    string // what is to be done
	OwnerID string // institution

	Priority string // code.Priorities; a high one closes with a document and somebody else's check

	SourceID  string // line of the minutes, activity or problem; "" for a request or commitment
	MeetingID string // that gave it, or ""
	AskedBy   string // institution that asks, or ""
	GivenOn   string // day

	DueOn      string // day, "" while the next meeting of DueBody has none
	DueBody    string // code.Bodies when it is due at the next meeting, else ""
	DueMeeting string // the meeting that gave DueOn, or ""

	State      string // code.TaskStates
	What       string // what was done, in the words of the owner
	DoneOn     string // day
	AnsweredBy string // account, by ID
	CheckedBy  string // account, by ID; "" where no check was needed
	ClosedOn   string // day, "" unless closed
	Reason     string // why it was cancelled
	Escalated  int64  // how far up it has been told that it is late: code.Escalations

	Events []Event
	Files  []File
}

// An Event is something that happened to a task.
type Event struct {
	ID        string
	Version   int64
	TaskID    string
	Verb      string // code.TaskVerbs
	Note      string // the words that went with it; of an escalation its level, code.Escalations
	MeetingID string // it was carried to, was given by, or got its day from
	DueFrom   string // day it was due before, when a new date was set
	DueTo     string // day it was due from then on; "" is the next meeting, which had no day yet
	Author    string // account, by ID
	At        store.Time
}

// A File shows what was done. Its content is read by itself.
type File struct {
	ID        string
	Version   int64
	TaskID    string
	Name      string
	MediaType string
	Size      int64 // bytes
	AddedAt   store.Time
}

// Kinds of task, as code.TaskKinds.
const (
	FromDecision = "decision"
	FromPlan     = "plan"
	Request      = "request"
	Commitment   = "commitment"
	Measure      = "measure"
)

// States of a task, as code.TaskStates: open until it is answered; answered
// while a task of high priority waits for a check; then closed. One that is no
// longer wanted is cancelled.
const (
	Open      = "open"
	Answered  = "answered"
	Closed    = "closed"
	Cancelled = "cancelled"
)

// Verbs of an Event, as code.TaskVerbs.
const (
	verbGiven     = "given"
	verbAnswered  = "answered"
	verbChecked   = "checked"
	verbSentBack  = "sent_back"
	verbReopened  = "reopened"
	verbExtended  = "extended"
	verbRenewed   = "renewed"
	verbScheduled = "scheduled"
	verbCarried   = "carried"
	verbEscalated = "escalated"
	verbCancelled = "cancelled"
)

// High is the priority that needs a document and somebody else's check.
const High = "high"

// Name is how people call a task: its number within the year, "12/2023".
func (t Task) Name() string { return fmt.Sprintf("%d/%d", t.Number, t.Year) }

// Live reports whether something is still to be done about it.
func (t Task) Live() bool { return t.State == Open || t.State == Answered }
