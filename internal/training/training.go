// Package training knows who must know the standard operating procedures, who was
// trained on them, and until when that holds; and it keeps the procedures
// themselves as a guide, step by step, for the telephone and for paper.
//
// Professionals stand here under a code of their institution, never by name. It
// ranks nobody: what somebody answered in a knowledge check is not kept, only how
// many questions were right. It adds up nobody across periods: whoever was trained
// twice is one person.
package training

import (
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/text"
)

// States of a session: code.EventStates.
const (
	Planned   = "planned"
	Held      = "held"
	Cancelled = "cancelled"
)

// Phases of the knowledge check that can be open; "" is closed.
const (
	Before = "before"
	After  = "after"
)

// Phases names them.
var Phases = code.List{
	{Code: Before, SQ: "para seancës", EN: "before the session"},
	{Code: After, SQ: "pas seancës", EN: "after the session"},
}

// Limits are the dated rules that a step's time limit may stand in.
var Limits = func() (list code.List) {
	for _, c := range code.Rules {
		if strings.HasPrefix(c.Code, "sop_") {
			list = append(list, c)
		}
	}
	return list
}()

// A Procedure is a version of the standard operating procedures, by the act that
// holds them. Verified says that somebody has held it against the act.
type Procedure struct {
	ID        string
	Version   int64
	Title     string
	Act       string // "VKM 499, 29.08.2018"
	From, To  string // days in force; To "" is open
	Verified  bool
	Source    string
	Note      string
	Steps     []Step     // in order
	Questions []Question // in order
}

// On reports whether the procedure was in force on a day.
func (p Procedure) On(day string) bool { return within(day, p.From, p.To) }

// A Step of a procedure: who does what.
type Step struct {
	ID          string
	Version     int64
	ProcedureID string
	Position    int64
	Title       string
	Role        string // codes of code.Jobs with a space between; "" is for everybody
	Body        string
	Rule        string // code of Limits, or "" for none
	Verified    bool
	Source      string
}

// For reports whether the step concerns a function; "" asks for every step.
func (s Step) For(job string) bool {
	return job == "" || s.Role == "" || slices.Contains(strings.Fields(s.Role), job)
}

// Roles names those whom the step is for.
func (s Step) Roles(l text.Lang) []string {
	var list []string
	for _, c := range strings.Fields(s.Role) {
		list = append(list, code.Jobs.Label(l, c))
	}
	return list
}

// A Question of the knowledge check on a procedure.
type Question struct {
	ID          string
	Version     int64
	ProcedureID string
	Position    int64
	Body        string
	Answers     string // one a line
	Correct     int64  // number of the right one, from 1
	Why         string // said to those who answered otherwise
}

// Choices are the answers to choose from.
func (q Question) Choices() []string {
	var list []string
	for line := range strings.Lines(q.Answers) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// right is the right answer; "–" where what stands there names none of them.
func (q Question) right() string {
	if list := q.Choices(); 1 <= q.Correct && q.Correct <= int64(len(list)) {
		return list[q.Correct-1]
	}
	return "–"
}

// A Course on a procedure, held by an institution.
type Course struct {
	ID            string
	Version       int64
	InstitutionID string // organiser
	ProcedureID   string
	Title         string
	Aim           string
	Hours         *figure.Number // nil: not said
	Months        *int64         // how long what was learnt holds; nil: it does not run out
	Source        string
	Partners      []register.Partner
	Sessions      []Session // by day
}

// A Session is a course held once.
type Session struct {
	ID               string
	Version          int64
	CourseID         string
	StartsOn, EndsOn string // days
	Hour             string // "09:00", or ""
	Municipality     string // code, or "" where not said
	Place            string
	State            string // code.EventStates
	Reason           string // why it was cancelled
	CheckOpen        string // Before, After or "": the knowledge check that can be taken now
	Note             string
	Attendance       []Attendance
	Numbers          register.Numbers // code.SessionCounts
	Asked            []register.Asked

	checkHash string // of the address of the knowledge check
}

// Days says when it is: "13.12.2017–14.12.2017".
func (s Session) Days() string {
	if s.StartsOn == s.EndsOn {
		return text.Day(s.StartsOn)
	}
	return text.Day(s.StartsOn) + "–" + text.Day(s.EndsOn)
}

// A Duty says how many of a function at an institution must know the procedures.
type Duty struct {
	ID            string
	Version       int64
	InstitutionID string
	Job           string // code.Jobs
	Staff         int64
	From, To      string // days; To "" is open
	Basis         string
	Verified      bool
	Asked         []register.Asked
}

// On reports whether the duty holds on a day.
func (d Duty) On(day string) bool { return within(day, d.From, d.To) }

// A Person is a professional under a code that only their institution can lead back
// to somebody.
type Person struct {
	ID            string
	Version       int64
	InstitutionID string
	Code          string // "PMF 2"
	Job           string // code.Jobs
	From, To      string // days at the institution; To "" is open
}

// On reports whether the professional works there on a day.
func (p Person) On(day string) bool { return within(day, p.From, p.To) }

// Attendance of a professional who was called to a session.
type Attendance struct {
	ID                    string
	Version               int64
	SessionID             string
	PersonID              string
	Present               bool
	BeforeRight, BeforeOf *int64 // answered right, of how many; nil: not taken
	AfterRight, AfterOf   *int64
}

// Taken reports whether the check of a phase was taken.
func (a Attendance) Taken(phase string) bool {
	return phase == Before && a.BeforeOf != nil || phase == After && a.AfterOf != nil
}

// within reports whether day lies from one day to another; "" is open.
func within(day, from, to string) bool { return from <= day && (to == "" || day <= to) }

// validUntil is the last day on which what was learnt at a session holds, "" when it
// does not run out.
func validUntil(endedOn string, months *int64) string {
	if months == nil {
		return ""
	}
	return text.MonthsAfter(endedOn, int(*months))
}

// nameLike says whether a code looks like somebody's name: two words, each with a
// capital and small letters after it.
func nameLike(s string) bool {
	names := 0
	for _, w := range strings.Fields(s) {
		r := []rune(w)
		if len(r) >= 2 && strings.ToUpper(string(r[:1])) == string(r[:1]) && strings.ToLower(string(r[1:])) == string(r[1:]) && !strings.ContainsAny(w, "0123456789.-") {
			names++
		}
	}
	return names >= 2
}
