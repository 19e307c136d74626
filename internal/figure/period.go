package figure

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Period is a span of reporting: a quarter "2023-Q2", a half-year "2023-H1" or a year "2023". Its parts and
// neighbours follow the calendar; every one of its days belongs to it alone among the periods of its kind.
type Period string

// A Kind is the length of a Period.
type Kind string

// The three rhythms in which committees report.
const (
	Quarter Kind = "quarter"
	Half    Kind = "half"
	Year    Kind = "year"
)

// parts are those of a year that can be reported on.
var parts = []string{"Q1", "Q2", "Q3", "Q4", "H1", "H2"}

// ParsePeriod reads "2023-Q2", "2023-H1" or "2023", of the years 1900 to 2100, and nothing else.
func ParsePeriod(s string) (Period, error) {
	p := Period(s)
	if p.Year() < 1900 || p.Year() > 2100 {
		return "", fmt.Errorf("figure: %q is not a period like 2023-H1, 2023-Q2 or 2023", s)
	}
	return p, nil
}

// PeriodsOf returns the seven periods of a year in the order in which they end: a half-year stands after its
// quarters, the year after everything.
func PeriodsOf(year int) []Period {
	y := strconv.Itoa(year)
	return []Period{Period(y + "-Q1"), Period(y + "-Q2"), Period(y + "-H1"),
		Period(y + "-Q3"), Period(y + "-Q4"), Period(y + "-H2"), Period(y)}
}

// PeriodAt returns the period of a kind that holds day "2023-06-30"; it is false when day is not a day.
func PeriodAt(kind Kind, day string) (Period, bool) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "", false
	}
	for _, p := range PeriodsOf(t.Year()) {
		if p.Kind() == kind && p.Contains(day) {
			return p, true
		}
	}
	return "", false
}

// split returns the year and the part of p ("Q2", "H1" or nothing); both are zero when p is not a period.
func (p Period) split() (year int, part string) {
	digits, part, cut := strings.Cut(string(p), "-")
	year, err := strconv.Atoi(digits)
	if err != nil || len(digits) != 4 || digits[0] < '0' || cut != slices.Contains(parts, part) {
		return 0, ""
	}
	return year, part
}

// Kind returns the length of p, empty when p is not a period.
func (p Period) Kind() Kind {
	switch year, part := p.split(); {
	case year == 0:
		return ""
	case part == "":
		return Year
	case part[0] == 'H':
		return Half
	default:
		return Quarter
	}
}

// Year returns the calendar year of p, 0 when p is not a period.
func (p Period) Year() int {
	year, _ := p.split()
	return year
}

// Index returns which quarter or half-year of its year p is, from 1; a year is 1.
func (p Period) Index() int {
	if _, part := p.split(); part != "" {
		return int(part[1] - '0')
	}
	return 1
}

// months returns how many months a period of the kind has.
func (k Kind) months() int {
	switch k {
	case Quarter:
		return 3
	case Half:
		return 6
	case Year:
		return 12
	}
	return 0
}

// first returns the first day of p as a time.
func (p Period) first() time.Time {
	return time.Date(p.Year(), time.Month((p.Index()-1)*p.Kind().months()+1), 1, 0, 0, 0, 0, time.UTC)
}

// Start returns the first day of p, "2023-01-01", empty when p is not a period.
func (p Period) Start() string {
	if p.Kind() == "" {
		return ""
	}
	return p.first().Format(time.DateOnly)
}

// End returns the last day of p, "2023-06-30", empty when p is not a period.
func (p Period) End() string {
	if p.Kind() == "" {
		return ""
	}
	return p.first().AddDate(0, p.Kind().months(), -1).Format(time.DateOnly)
}

// Contains reports whether day "2023-06-30" lies in p.
func (p Period) Contains(day string) bool {
	return p.Kind() != "" && p.Start() <= day && day <= p.End()
}

// Previous returns the period of the same kind just before p.
func (p Period) Previous() Period { return p.moved(-1) }

// Next returns the period of the same kind just after p.
func (p Period) Next() Period { return p.moved(1) }

// YearBefore returns the same period of the year before, with which an analysis compares.
func (p Period) YearBefore() Period {
	return spell(p.Kind(), p.Year()-1, p.Index())
}

// moved returns the period by steps of its own length after p.
func (p Period) moved(by int) Period {
	months := p.Kind().months()
	if months == 0 {
		return ""
	}
	t := p.first().AddDate(0, by*months, 0)
	return spell(p.Kind(), t.Year(), (int(t.Month())-1)/months+1)
}

// spell writes a period down.
func spell(kind Kind, year, index int) Period {
	switch kind {
	case Quarter:
		return Period(fmt.Sprintf("%04d-Q%d", year, index))
	case Half:
		return Period(fmt.Sprintf("%04d-H%d", year, index))
	case Year:
		return Period(fmt.Sprintf("%04d", year))
	}
	return ""
}

// Parts returns the next smaller periods p is made of: two half-years, or two quarters; a quarter has none.
func (p Period) Parts() []Period {
	switch p.Kind() {
	case Year:
		return []Period{spell(Half, p.Year(), 1), spell(Half, p.Year(), 2)}
	case Half:
		return []Period{spell(Quarter, p.Year(), 2*p.Index()-1), spell(Quarter, p.Year(), 2*p.Index())}
	}
	return nil
}
