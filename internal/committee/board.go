package committee

import (
	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// A board is what has to be done now, as the first page of the committee shows it.
type board struct {
	Institutions, Seats int64
	Plan                yearPlan
	Year                int
	Round               round
	Returns             tally
	Mine                []due // the returns of the visitor's own institutions
	LateActivities      int64
	Meetings            []sitting
	Period              figure.Period // whose analysis comes next
	Analysis            string        // its state, "" while nobody began
}

// A yearPlan is the plan of this year; ID is "" without one.
type yearPlan struct{ ID, State string }

// A round is the latest one opened; ID is "" before the first.
type round struct{ ID, Period, DueOn string }

// A due is the return an institution owes in a round.
type due struct {
	ID                  string
	InstitutionID, Name string
	State, DueOn        string
	Started             store.Time
	Late                bool
}

// owed reports whether the return is still with the institution.
func (d due) owed() bool { return d.State == "draft" || d.State == "sent_back" }

// Shown is the state as people call it: a draft nobody opened has not begun.
func (d due) Shown() string {
	if d.State == "draft" && d.Started.IsZero() {
		return "none"
	}
	return d.State
}

// A tally counts the returns of a round. Late ones are among the missing.
type tally struct{ All, Missing, Late, Waiting, Accepted int64 }

// count sorts returns by what is to be done with them, and marks the late ones.
func count(list []due, today string) tally {
	t := tally{All: int64(len(list))}
	for i, d := range list {
		switch {
		case d.owed():
			t.Missing++
			if d.DueOn < today {
				list[i].Late = true
				t.Late++
			}
		case d.State == "sent":
			t.Waiting++
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

// analysisPeriod is the half-year whose analysis is next to be written: that of
// the latest round, if it is one for a half-year, and else the last one that is over.
func analysisPeriod(r round, today string) figure.Period {
	if p := figure.Period(r.Period); p.Kind() == figure.Half {
		return p
	}
	p, _ := figure.PeriodAt(figure.Half, today)
	return p.Previous()
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
