package analysis

import (
	"cmp"
	"fmt"

	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/text"
)

// Registers are the records of the four registers of prevention that lie in the year
// of the period, and in the one before it, whose summer is followed up. Whatever
// happened after Day is left out by those who count.
type Registers struct {
	Held       register.Held // which numbers of the returns these records give
	Programmes []Programme
	Projects   []Project
	Fairs      []Fair
	Campaigns  []Campaign
	Calendars  []Calendar
	Sessions   []Session
	Duties     []Duty
	Trained    []Professional
}

// A Record is what every record of a register has.
type Record struct {
	ID, Institution, Title, Municipality, Place, From, To, State, Source string
	Numbers                                                              register.Numbers
	Partners                                                             []string // their names
}

// What is recorded has a Record in it.
type recorded interface{ record() Record }

func (r Record) record() Record { return r }

// in reports whether the record lies in a span of days, at least in part.
func (r Record) in(from, to string) bool { return r.From <= to && r.To >= from }

// off reports whether it was cancelled.
func (r Record) off() bool { return r.State == "cancelled" }

// A Programme is a summer programme. Its numbers are code.ProgrammeCounts.
type Programme struct {
	Record
	Kind, Weekdays, Funding, Funder, Reason string
	Services                                []Service
	Pauses                                  []string         // days
	Followed                                map[int64]string // days after it → the day on which it was followed up
}

// A Service that a programme links children or parents to.
type Service struct{ Kind, Institution string }

// A Project of seasonal employment. Its numbers are code.ProjectCounts.
type Project struct {
	Record
	Aim, Sector, Occupation, LegalBasis, Decision, ApprovedOn string
	Groups, Municipalities                                    []string
	Checks                                                    []Watch
	Employers                                                 int
	Placed                                                    []Placement
	Visits                                                    []Visit
}

// stands reports whether the project was approved, be it over by now.
func (p Project) stands() bool { return p.State == "approved" || p.State == "closed" }

// A Watch is a line of the monitoring plan: who looks at what, how and from when.
type Watch struct {
	ID, Kind, Institution, Method, Frequency, FirstOn string
	Amount                                            *figure.Number
}

// A Placement is one person placed; contract, insurance and keeping are code.Seen,
// keeping "" until somebody asked.
type Placement struct {
	Group, Age, Sex, StartedOn, EndedOn, Contract, Insured string
	Kept                                                   [3]string // after 30, 90 and 180 days
}

// keptAfter are the days after which it is asked whether somebody is still at work.
var keptAfter = [3]int{30, 90, 180}

// A Visit to see how a project is kept to.
type Visit struct {
	ID, Project, Check, Institution, PlannedOn, DoneOn, Finding, Measure, DueOn, Task, TaskState, RecheckOf string
}

// on is the day of the visit: planned, or done where nobody planned it.
func (v Visit) on() string { return cmp.Or(v.PlannedOn, v.DoneOn) }

// A Fair is a job fair. Its numbers are code.FairCounts.
type Fair struct{ Record }

// A Campaign is an awareness activity. Its numbers are code.CampaignCounts.
type Campaign struct {
	Record
	Kind, Slot, Media string
	Findings          []Finding
}

// A Finding is what came to light at an activity, and what was done about it.
type Finding struct {
	What, Age, Institution, FollowUp, DoneOn, Task, TaskState string
	Quantity                                                  figure.Quantity
}

// A Calendar of a campaign, such as October's, with what it expects.
type Calendar struct {
	ID, Title, From, To, Source string
	Slots                       []Slot
}

// A Slot is a line of a calendar.
type Slot struct{ ID, Title, From, To, Audience, Sector string }

// A Session of a training. Its numbers are code.SessionCounts; Title is that of
// its course, Institution who organises it.
type Session struct {
	Record
	ProcedureFrom, ProcedureTo string // when the version of the procedures is in force
	Months                     *int64 // what was learnt is valid for so long; nil: it does not run out
	Attended                   []Attended
}

// Attended is a professional who was listed for a session. The numbers are answers
// that were right, of how many; nil: the check was not taken.
type Attended struct {
	Person                                     string
	Present                                    bool
	BeforeRight, BeforeOf, AfterRight, AfterOf *int64
}

// validUntil is the last day on which what was learnt counts, "" for ever: that of
// the training and no later than the procedures are in force.
func (s Session) validUntil() string {
	if s.Months == nil {
		return s.ProcedureTo
	}
	return earlierOf(text.MonthsAfter(s.To, int(*s.Months)), s.ProcedureTo)
}

func earlierOf(a, b string) string {
	if b == "" || a < b {
		return a
	}
	return b
}

// A Duty says how many of a function at an institution must know the procedures.
type Duty struct {
	Institution, Job, From, To string
	Staff                      int64
	Verified                   bool
}

// on reports whether it is in force on a day.
func (d Duty) on(day string) bool { return d.From <= day && (d.To == "" || d.To >= day) }

// A Professional who must know the procedures, under a code.
type Professional struct{ ID, Institution, Job, From, To string }

func (p Professional) on(day string) bool { return p.From <= day && (p.To == "" || p.To >= day) }

// season is the year of the period and the one before it: as far as records matter
// here.
func (d *Data) season() (from, to string) {
	return fmt.Sprintf("%d-01-01", d.Period.Year()-1), fmt.Sprintf("%d-12-31", d.Period.Year())
}

// tasksThen says of what was found how its task stood on the day: what became of it
// later is in a later analysis.
func (d *Data) tasksThen() {
	states := map[string]string{}
	for _, t := range d.Tasks {
		states[t.ID] = t.on(d.Day).State
	}
	then := func(task, state *string) {
		if s, ok := states[*task]; ok {
			*state = s
			if s == "" { // it was given later
				*task = ""
			}
		}
	}
	for i := range d.Projects {
		for j := range d.Projects[i].Visits {
			v := &d.Projects[i].Visits[j]
			then(&v.Task, &v.TaskState)
		}
	}
	for i := range d.Campaigns {
		for j := range d.Campaigns[i].Findings {
			f := &d.Campaigns[i].Findings[j]
			then(&f.Task, &f.TaskState)
		}
	}
}

// lastOfRegisters is the last day of the records up to the day of the analysis.
func (d *Data) lastOfRegisters() string {
	last := ""
	note := func(day string) {
		if day <= d.Day {
			last = max(last, day)
		}
	}
	for _, p := range d.Programmes {
		for k := range p.Numbers {
			note(k.Day)
		}
		for _, on := range p.Followed {
			note(on)
		}
	}
	for _, v := range allVisits(d.Projects) {
		note(v.DoneOn)
	}
	for _, a := range d.Campaigns {
		if a.State == "held" {
			note(a.To)
		}
		for _, f := range a.Findings {
			note(f.DoneOn)
		}
	}
	for _, s := range d.Sessions {
		if s.State == "held" {
			note(s.To)
		}
	}
	return last
}
