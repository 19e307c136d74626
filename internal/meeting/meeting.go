// Package meeting plans the meetings of the committee and its technical table:
// the agenda fills itself with what is due, those with a seat are called and
// answer. It keeps the minutes: who came, what was decided, and what was said in
// figures. From them it computes whether each body met as often as the rule says.
//
// It sends no mail, and does not follow up whether a task was done.
package meeting

import (
	"fmt"
	"unicode"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// A Meeting of the committee, its technical table, or both together.
type Meeting struct {
	ID         string
	Version    int64
	Body       string // code.Bodies
	Kind       string // code.MeetingKinds
	State      string // code.MeetingStates
	Recorded   bool   // noted after the fact: it was never called nor minuted here
	HeldOn     string // day; of one that is planned, the day it is meant for
	DateNote   string // how sure the day is, when the source gives only a month or a range
	Time       string // HH:MM, or ""
	EndsAt     string // HH:MM, or ""
	Place      string
	Title      string
	ChairedBy  string // office, not a person
	Source     string // where the minutes come from
	Note       string
	OrderID    string // the order those called sit under
	CalledOn   string // day the invitation went out, or ""
	Sequence   int64  // how often those called were told of a change since
	Reason     string // why it was cancelled
	ClosedOn   string // day the minutes were closed, or ""
	ApprovedIn string // the meeting that approved them, or ""
	Attendance []Attendance
	Lines      []Line
	Figures    []Figure
}

// Guest is the kind of attendance of those who came without a seat.
const Guest = "guest"

// An Attendance is one institution that was present. Who spoke for it is not kept.
type Attendance struct {
	ID            string
	InstitutionID string // "" for a guest from elsewhere
	Name          string // of a guest from elsewhere
	Kind          string // how it sat that day (code.SeatKinds), or Guest; Record fills it in when empty
	Substitute    string // office of who came instead of the member, or ""
}

// States of a meeting, as code.MeetingStates: planned while its agenda is made,
// convened once those called were told, open while its minutes are written,
// closed when they are, approved when the next meeting has approved them.
const (
	Planned   = "planned"
	Convened  = "convened"
	Open      = "open"
	Closed    = "closed"
	Approved  = "approved"
	Cancelled = "cancelled"
)

// Kinds of line in the minutes, as code.LineKinds.
const (
	Agenda         = "agenda"
	Statement      = "statement"
	Decision       = "decision"
	Task           = "task"
	Recommendation = "recommendation"
	Problem        = "problem"
	Recusal        = "recusal" // an institution declared an interest and is out of the item
)

// Outcomes of an item of the agenda, as code.Outcomes; "" is undecided.
const (
	Decided  = "decided"
	Noted    = "noted"
	Deferred = "deferred" // to the next meeting
)

// A Line of the minutes. A task says who owes it and by when. In a meeting that
// was recorded after the fact both may be unknown: notices often give neither,
// and then it shows.
type Line struct {
	ID            string
	Kind          string
	ItemID        string // the agenda line it belongs under; "" for agenda lines, and in recorded meetings
	Number        string // of a decision, "3/2023"; given on closing
	Body          string
	InstitutionID string
	Everyone      bool   // the task is for every member of the body that met
	DueOn         string // day, or ""
	DueNext       bool   // due at the next meeting of the body
	Priority      string // of a task: code.Priorities, or ""
	Outcome       string // of an agenda line
	Suggested     string // of an agenda line: the key of what suggested it, "" for one that was written
	Votes
}

// Votes on a decision; all nil when it was taken without voting.
type Votes struct{ For, Against, Abstained *int64 }

// A Figure is a number said at the meeting, as it was said: "several", "about 300".
type Figure struct {
	ID    string
	What  string
	Value figure.Quantity
	Unit  string // code.Units, or ""
	About string // whom or when it is about
}

// LinesOf lists the lines of one kind, in their order.
func (m Meeting) LinesOf(kind string) []Line {
	var list []Line
	for _, l := range m.Lines {
		if l.Kind == kind {
			list = append(list, l)
		}
	}
	return list
}

// Present counts those who came with a seat.
func (m Meeting) Present() int {
	n := 0
	for _, a := range m.Attendance {
		if a.Kind != Guest {
			n++
		}
	}
	return n
}

// Of reports whether the meeting was one of this body; a joint one is of both.
func (m Meeting) Of(body string) bool { return m.Body == body || m.Body == joint }

const joint = "joint"

// Name is the title of the meeting or, when it has none, its kind and body.
func (m Meeting) Name(l text.Lang) string {
	if m.Title != "" {
		return m.Title
	}
	kind := []rune(code.MeetingKinds.Label(l, m.Kind))
	for i := range min(1, len(kind)) {
		kind[i] = unicode.ToUpper(kind[i])
	}
	return string(kind) + " – " + code.Bodies.Label(l, m.Body)
}

// A NotSeated says that institutions cannot be present with a seat on the day
// of the meeting. They may have come as guests.
type NotSeated struct {
	Institutions []string // ids
	Order        string   // number of the order in force that day, "" when there was none
}

func (e NotSeated) Error() string {
	return fmt.Sprintf("%d institutions have no seat under order %q", len(e.Institutions), e.Order)
}
