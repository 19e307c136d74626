package app

import (
	"tryeza/internal/issue"
	"tryeza/internal/meeting"
	"tryeza/internal/notify"
	"tryeza/internal/store"
	"tryeza/internal/task"
)

// Problems is what problems are given of other features: a measure that is
// expected is a task.
var Problems = issue.Options{Give: func(tx *store.Tx, e issue.Expected) (string, error) {
	return task.Give(tx, task.New{
		Kind: "measure", SourceID: e.IssueID, Body: e.Body, OwnerID: e.Owner, Priority: e.Priority, DueOn: e.DueOn, DueBody: e.DueBody, GivenOn: e.GivenOn,
	})
}}

// Arrived makes the problems of an accepted return problems of the committee.
func Arrived(tx *store.Tx, returnID string) error { return issue.Arrive(tx, returnID, Problems) }

// Decided makes a task of a line of the minutes, and says which.
func Decided(tx *store.Tx, t meeting.Given) (taskID string, err error) {
	return task.Give(tx, task.New{
		Kind: "decision", SourceID: t.LineID, MeetingID: t.MeetingID, Body: t.Body, OwnerID: t.Owner, Priority: t.Priority,
		DueOn: t.DueOn, DueBody: t.DueBody, GivenOn: t.On,
	})
}

// Meetings is what meetings are given of other features: a line of the minutes
// becomes a task or a problem, and those concerned are told. tell may be nil.
func Meetings(tell func(tx *store.Tx, n notify.Notice) error) meeting.Options {
	o := meeting.Options{
		Scheduled: task.Scheduled,
		Carry:     task.Carry,
		Give: func(tx *store.Tx, t meeting.Given) error {
			_, err := Decided(tx, t)
			return err
		},
		Raise: func(tx *store.Tx, p meeting.Raised) error {
			return issue.RaiseAt(tx, p.LineID, p.MeetingID, p.Institution, p.Body, p.On)
		},
	}
	if tell != nil {
		o.Tell = func(tx *store.Tx, n meeting.Notice) error { return tell(tx, notify.Notice(n)) }
	}
	return o
}
