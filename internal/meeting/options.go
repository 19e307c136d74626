package meeting

import (
	"tryeza/internal/calendar"
	"tryeza/internal/store"
)

// Options is what meetings need of other features. App passes their functions,
// which run in the transaction of the meeting.
type Options struct {
	// Scheduled tells the tasks that are due at the next meeting of a body which
	// meeting that is, and on what day; day is "" when it will not be held after all.
	Scheduled func(tx *store.Tx, meetingID, body, day string) error
	// Give makes a task of a line of the minutes, for one owner.
	Give func(tx *store.Tx, t Given) error
	// Carry notes in the history of an open task that it came before a meeting.
	Carry func(tx *store.Tx, taskID, meetingID string) error
	// Raise makes a problem of a line of the minutes.
	Raise func(tx *store.Tx, p Raised) error
	// Tell sends institutions word of a meeting by mail.
	Tell func(tx *store.Tx, n Notice) error
}

// A Given task is what a line of the minutes asks of one institution. It is due
// on a day, or at the next meeting of DueBody.
type Given struct {
	LineID, MeetingID, Body, Owner string
	DueOn, DueBody                 string
	Priority                       string // code.Priorities
	On                             string // day of the meeting
}

// A Raised problem is one that was raised at a meeting; Institution may be "".
type Raised struct{ LineID, MeetingID, Body, Institution, On string }

// Kinds of Notice.
const (
	NoticeConvened  = "convened"
	NoticeChanged   = "changed"
	NoticeCancelled = "cancelled"
	NoticeExcerpt   = "excerpt" // the minutes are closed
)

// A Notice is word of a meeting to institutions. It carries no text of the
// meeting but its place: what is decided is read behind the link.
type Notice struct {
	Kind             string
	MeetingID, Body  string // Body is a code of code.Bodies
	Institutions     []string
	Alone            bool // it is for these institutions alone, and not for who chairs the meeting
	Chairs           bool // an excerpt of the institution that chairs what met: it is for who chairs it too
	Entry            calendar.Entry
	Decisions, Tasks int // for an excerpt: how many concern the institution
}

// scheduled tells the tasks of a body on which day it meets; "" for not at all.
func (o Options) scheduled(tx *store.Tx, meetingID, body, day string) error {
	if o.Scheduled == nil {
		return nil
	}
	return o.Scheduled(tx, meetingID, body, day)
}

// tell sends word to institutions, if there are any to tell.
func (o Options) tell(tx *store.Tx, n Notice) error {
	if o.Tell == nil || len(n.Institutions) == 0 {
		return nil
	}
	return o.Tell(tx, n)
}
