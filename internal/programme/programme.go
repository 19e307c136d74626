// Package programme is the register of summer programmes: who runs which one,
// where and in which weeks, for how many places, how many children came on each day,
// which services they were linked to, and what was found 30 and 90 days afterwards.
//
// It counts and knows no child: enrolment of children with a file is kept by the
// child protection unit, and what can be said of the effect comes from there as
// counts. Numbers are kept as they were told; what does not fit is shown beside them
// and never mended.
package programme

import (
	"slices"
	"strings"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/text"
)

// A Programme of a summer. Days are "2006-01-02".
type Programme struct {
	ID            string
	Version       int64
	InstitutionID string // the organiser, who keeps the record
	Title         string
	Kind          string // code.ProgrammeKinds
	Municipality  string // code of code.Municipalities; "" only where the source names none
	Place         string
	StartsOn      string
	EndsOn        string
	Weekdays      string // those on which it runs, '1' for Monday: "12345"; "" when not known
	Funding       string // code.Funding, or ""
	Funder        string
	State         string // code.EventStates
	Reason        string // why it was cancelled
	ActivityID    string // of the plan, or ""
	Source        string // where it is known from, when nobody of the committee recorded it
	Note          string

	Services  []Service
	Pauses    []Pause
	Followups []Followup
	Numbers   register.Numbers // code.ProgrammeCounts
	Partners  []register.Partner
	Asked     []register.Asked
}

// A Service that children or parents are linked to. How many were linked stands in
// the numbers: "service", "kind=school".
type Service struct {
	ID            string
	Version       int64
	ProgrammeID   string
	Kind          string // code.Services
	InstitutionID string // who gives it, or ""
	Note          string
}

// A Pause is a day on which the programme did not take place, and why.
type Pause struct {
	ID          string
	Version     int64
	ProgrammeID string
	Day         string
	Reason      string
}

// A Followup is that children were looked for so many days after the programme.
type Followup struct {
	ID          string
	Version     int64
	ProgrammeID string
	AfterDays   int64 // 30 or 90
	DoneOn      string
	Note        string
}

// The states of a programme.
const (
	Planned   = "planned"
	Held      = "held"
	Cancelled = "cancelled"
)

// Counts of the whole, as the form of a programme asks for them, and of one day.
var (
	wholeCounts = pick("places", "staff", "cost", "enrolled", "enrolled_street")
	dayCounts   = pick("attended", "attended_street")
	linkCounts  = pick("service")
)

// laterCounts are those of a follow-up.
func laterCounts(after string) []code.Count {
	return pick("found_"+after, "school_"+after, "street_"+after)
}

func pick(codes ...string) []code.Count {
	var list []code.Count
	for _, c := range code.ProgrammeCounts {
		if slices.Contains(codes, c.Code) {
			list = append(list, c)
		}
	}
	return list
}

// mine picks the keys of counts on a day, or of the whole with "".
func mine(counts []code.Count, day string) func(register.Key) bool {
	return func(k register.Key) bool {
		_, ok := code.FindIn(counts, k.What)
		return ok && k.Day == day
	}
}

// OnlyYear reports whether nothing but the year is known: it is kept as the whole
// year without days of the week.
func (p Programme) OnlyYear() bool { return p.Weekdays == "" && wholeYear(p.StartsOn, p.EndsOn) }

func wholeYear(from, to string) bool {
	return len(from) == 10 && strings.HasSuffix(from, "-01-01") && to == from[:4]+"-12-31"
}

// Runs reports whether a day is one of those on which the programme is to run.
func (p Programme) Runs(day string) bool {
	return p.Within(day) && strings.Contains(p.Weekdays, weekday(day))
}

// Within reports whether a day lies between the first and the last.
func (p Programme) Within(day string) bool { return p.StartsOn <= day && day <= p.EndsOn }

// weekday is "1" for Monday to "7" for Sunday.
func weekday(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return string(rune('1' + (int(t.Weekday())+6)%7))
}

// monday is the first day of the week of a day.
func monday(day string) string {
	if w := weekday(day); w != "" {
		return text.DaysAfter(day, -int(w[0]-'1'))
	}
	return day
}

// Days lists the days on which the programme is to run, in order; none where only
// the year, or no day of the week, is known.
func (p Programme) Days() []string {
	var list []string
	if p.Weekdays == "" {
		return nil
	}
	for day := p.StartsOn; day <= p.EndsOn; day = text.DaysAfter(day, 1) {
		if p.Runs(day) {
			list = append(list, day)
		}
	}
	return list
}

// PauseOn is why the programme did not take place on a day.
func (p Programme) PauseOn(day string) (Pause, bool) {
	i := slices.IndexFunc(p.Pauses, func(x Pause) bool { return x.Day == day })
	if i < 0 {
		return Pause{}, false
	}
	return p.Pauses[i], true
}

// Present is how many children came on a day; blank when nobody said.
func (p Programme) Present(day string) figure.Quantity {
	return p.Numbers[register.Key{What: "attended", Day: day}]
}

// Said reports whether somebody said anything of a day.
func (p Programme) Said(day string) bool {
	_, paused := p.PauseOn(day)
	return paused || p.Present(day).Qualifier != ""
}

// Attendance is the sum of those present over the days with a number, and on how
// many days it stands. It is a sum of presences, never of different children.
func (p Programme) Attendance() (present figure.Number, days int) {
	for _, day := range p.Numbers.Days("attended") {
		if q := p.Present(day); q.Known() {
			present += q.Number
			days++
		}
	}
	return present, days
}

// Mean is the mean attendance of a day; false when no day has a number: then there
// is no mean, which is not zero.
func (p Programme) Mean() (figure.Number, bool) { return mean(p.Attendance()) }

func mean(present figure.Number, days int) (figure.Number, bool) {
	return figure.Ratio(int64(present), int64(figure.Whole(int64(days))))
}

// Share is the mean attendance as a ratio of the places; false without either.
func (p Programme) Share() (figure.Number, bool) {
	m, ok := p.Mean()
	places := p.Numbers.Get("places")
	if !ok || !places.Known() {
		return 0, false
	}
	return figure.Ratio(int64(m), int64(places.Number))
}

// Followup is what was done so many days afterwards, if anything was.
func (p Programme) Followup(after int64) (Followup, bool) {
	i := slices.IndexFunc(p.Followups, func(x Followup) bool { return x.AfterDays == after })
	if i < 0 {
		return Followup{}, false
	}
	return p.Followups[i], true
}

// DueAfter is the day on which a follow-up is due.
func (p Programme) DueAfter(after int64) string { return text.DaysAfter(p.EndsOn, int(after)) }
