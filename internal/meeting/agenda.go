package meeting

import (
	"time"

	"tryeza/internal/figure"
)

// Keys of the items an agenda can fill itself with. An item that was put off
// has one of its own: the key and its id.
const (
	keyMinutes  = "minutes"
	keyPromised = "promised"
	keyOverdue  = "overdue"
	keyDeferred = "deferred"
	keyAnalysis = "analysis"
	keyIssues   = "issues"
	keyReturns  = "returns"
)

// titles of suggested items, as they stand in the invitation and the minutes.
var titles = map[string]string{
	keyMinutes:  "Miratimi i procesverbalit të mbledhjes së mëparshme",
	keyPromised: "Raportimi i detyrave të lëna në mbledhjet e mëparshme",
	keyOverdue:  "Detyra të tjera me afat para mbledhjes",
	keyIssues:   "Problematika që presin zgjidhje",
	keyReturns:  "Raportime që mungojnë",
}

// A Suggestion is an item that the agenda fills itself with, and what it is about.
type Suggestion struct {
	Key   string
	Title string
	Kind  string   // of what it is about; "" when it is about none
	Refs  []string // ids, in order
}

// Sources is what the record holds that may come before a meeting.
type Sources struct {
	Last     string       // day of the last meeting of the body, "" without one
	Minutes  []string     // meetings of the body whose minutes wait for approval
	Tasks    []SourceTask // those open, and those closed since Last
	Issues   []SourceIssue
	Returns  []string // of the latest round that is due, not sent
	Deferred []SourceItem
	Aged     int // days after which an open problem is old; 0 without a rule
}

// A SourceTask is a task with what decides whether it comes before the meeting.
type SourceTask struct {
	ID, State, GivenOn, DueOn, DueMeeting, ClosedOn string
	Earlier                                         bool // given at an earlier meeting of the body
}

// A SourceIssue is an open problem.
type SourceIssue struct {
	ID, Since  string
	Unanswered bool // put to the national coordinator, who has not answered
}

// A SourceItem is an item that the last meeting put off.
type SourceItem struct{ ID, Title string }

// Suggest decides what the agenda of m fills itself with, in the order of an
// agenda: each item only when it has something. A task comes once.
func Suggest(m Meeting, s Sources) []Suggestion {
	var list []Suggestion
	add := func(key, kind string, refs []string) {
		if len(refs) > 0 {
			list = append(list, Suggestion{key, titles[key], kind, refs})
		}
	}
	promised, overdue := s.tasks(m)
	add(keyMinutes, AboutMinutes, s.Minutes)
	add(keyPromised, AboutTask, promised)
	add(keyOverdue, AboutTask, overdue)
	for _, d := range s.Deferred {
		list = append(list, Suggestion{keyDeferred + "-" + d.ID, d.Title, AboutItem, []string{d.ID}})
	}
	if p := analysed(m); p != "" {
		list = append(list, Suggestion{Key: keyAnalysis, Title: "Analiza e " + p.Genitive("sq")})
	}
	add(keyIssues, AboutIssue, s.issues(m.HeldOn))
	add(keyReturns, AboutReturn, s.Returns)
	return list
}

// tasks parts those that are reported on at the meeting from others that are late.
func (s Sources) tasks(m Meeting) (promised, overdue []string) {
	for _, t := range s.Tasks {
		open := t.State == "open" || t.State == "answered"
		switch {
		case t.DueMeeting == m.ID && (open || s.since(t)),
			t.Earlier && open && t.DueOn != "" && t.DueOn <= m.HeldOn,
			t.Earlier && s.since(t):
			promised = append(promised, t.ID)
		case t.State == "open" && t.DueOn != "" && t.DueOn < m.HeldOn:
			overdue = append(overdue, t.ID)
		}
	}
	return promised, overdue
}

// since reports whether a task was closed after the last meeting: what came of
// it is told at this one.
func (s Sources) since(t SourceTask) bool {
	return t.State == "closed" && s.Last != "" && (t.ClosedOn > s.Last || t.ClosedOn == s.Last && t.GivenOn == s.Last)
}

// issues are the problems that are old on a day, or wait for the coordinator.
func (s Sources) issues(day string) (refs []string) {
	for _, i := range s.Issues {
		if i.Unanswered || s.Aged > 0 && daysBetween(i.Since, day) > s.Aged {
			refs = append(refs, i.ID)
		}
	}
	return refs
}

// analysed is the period that a meeting for an analysis is about: the last one
// that ended, or one that ends within two weeks, since some are held before
// their period is over. "" for other meetings.
func analysed(m Meeting) figure.Period {
	kind, ok := map[string]figure.Kind{"quarter_analysis": figure.Quarter, "half_year_analysis": figure.Half, "annual_analysis": figure.Year}[m.Kind]
	if !ok {
		return ""
	}
	p, _ := figure.PeriodAt(kind, m.HeldOn)
	if p != "" && daysBetween(m.HeldOn, p.End()) > 14 {
		return p.Previous()
	}
	return p
}

// daysBetween two days; 0 when one of them is none.
func daysBetween(a, b string) int {
	x, errX := time.Parse(time.DateOnly, a)
	y, errY := time.Parse(time.DateOnly, b)
	if errX != nil || errY != nil {
		return 0
	}
	return int(y.Sub(x).Hours() / 24)
}
