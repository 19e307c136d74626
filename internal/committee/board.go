package committee

import (
	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A board is what has to be done now, as the first page of the committee shows it.
type board struct {
	Institutions, Seats int64
	Plan                yearPlan
	Year                int
	Rounds              []round // those somebody still has to work on, or else the last one; the newest first
	LateActivities      int64
	Tasks               taskTally
	Issues              int64    // problems open in the committee
	Coming              []coming // meetings not held yet
	Meetings            []sitting
	Analyses            []writing
}

// A yearPlan is the plan of this year; ID is "" without one.
type yearPlan struct{ ID, State string }

// A round asks the institutions for one period.
type round struct {
	ID       string
	Period   figure.Period
	DueOn    string // day
	Open     int64  // how many of its returns are not accepted
	Analysis string // state of the analysis of the period, "" while nobody began
	Returns  tally
	Mine     []due // the returns of the visitor's own institutions
}

// inWork reports whether somebody still has to do something about the round: a
// return is not accepted, or the analysis is not signed. A half-year that ended
// more than a year ago without an analysis is history nobody is writing.
func (r round) inWork(today string) bool {
	switch {
	case r.Open > 0 || r.Analysis == "draft" || r.Analysis == "reviewed":
		return true
	case r.Analysis == "":
		return r.Period.Kind() == figure.Half && r.Period.End() >= text.MonthsAfter(today, -12)
	}
	return false
}

// shown keeps the rounds in work, or the last one where there is none.
func shown(all []round, today string) []round {
	var list []round
	for _, r := range all {
		if r.inWork(today) {
			list = append(list, r)
		}
	}
	if list == nil && len(all) > 0 {
		return all[:1]
	}
	return list
}

// A writing is an analysis and its state, "" while nobody began.
type writing struct {
	Period figure.Period
	State  string
}

// A due is the return an institution owes in a round.
type due struct {
	ID                  string
	InstitutionID, Name string
	State, DueOn        string
	Started             store.Time
	Late                bool
}

// Shown is the state as people call it: a draft nobody opened has not begun.
func (d due) Shown() string {
	if d.State == "draft" && d.Started.IsZero() {
		return "none"
	}
	return d.State
}

// A tally counts the returns of a round. Late ones are among the missing: those
// that were never sent.
type tally struct{ Missing, Late, Waiting, Back, Accepted int64 }

// count sorts returns by what is to be done with them, and marks the late ones.
func count(list []due, today string) tally {
	var t tally
	for i, d := range list {
		switch d.State {
		case "draft":
			t.Missing++
			if d.DueOn < today {
				list[i].Late = true
				t.Late++
			}
		case "sent":
			t.Waiting++
		case "sent_back":
			t.Back++
		default:
			t.Accepted++
		}
	}
	return t
}

// A sitting says when a body met last and by when it has to meet again.
type sitting struct {
	Body  string
	Last  string // day, "" when it never met
	Due   string // day, "" without a rule or a day to count from
	Rule  Rule
	Start string // day the first order came into force, "" before it
	Late  bool
}

// next counts from the last meeting or, before the first one, from the day the
// first order came into force.
func (s sitting) next(today string) sitting {
	from := s.Last
	if from == "" {
		from = s.Start
	}
	s.Due = s.Rule.After(from)
	s.Late = s.Due != "" && s.Due < today
	return s
}

// writings are the analyses of the half-years among the rounds.
func writings(rounds []round) []writing {
	var list []writing
	for _, r := range rounds {
		if r.Period.Kind() == figure.Half {
			list = append(list, writing{r.Period, r.Analysis})
		}
	}
	return list
}

// covered keeps the returns the grant reaches.
func covered(list []due, g access.Grant) []due {
	var own []due
	for _, d := range list {
		if g.Covers(d.InstitutionID) {
			own = append(own, d)
		}
	}
	return own
}
