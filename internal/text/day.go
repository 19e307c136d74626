package text

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the server may lack the zone files; Tirana must not become UTC
)

// tirana is the clock on the wall of every committee.
var tirana = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Tirane")
	if err != nil {
		panic(err)
	}
	return zone
}()

var months = map[Lang][12]string{
	SQ: {"janar", "shkurt", "mars", "prill", "maj", "qershor",
		"korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor"},
	EN: {"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"},
}

// Month returns the name of month m, 1 to 12; outside of that it is empty.
func Month(l Lang, m int) string {
	if m < 1 || m > 12 {
		return ""
	}
	return months[ParseLang(string(l))][m-1]
}

// Day returns a day "2023-06-30" as documents of the administration write it, "30.06.2023". Anything else is
// returned as it came, so that a page shows what is stored.
func Day(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("02.01.2006")
}

// Days writes the days from one to another: "05.06–16.06.2023" within a year, both
// whole otherwise, and one day alone.
func Days(from, to string) string {
	first, last := Day(from), Day(to)
	switch {
	case first == last:
		return first
	case len(first) == len("02.01.2006") && len(last) == len(first) && first[6:] == last[6:]:
		return first[:len("02.01")] + "–" + last
	}
	return first + "–" + last
}

// LongDay returns a day "2023-06-30" in words: "30 qershor 2023", "30 June 2023".
func LongDay(l Lang, day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return fmt.Sprintf("%d %s %d", t.Day(), Month(l, int(t.Month())), t.Year())
}

// DayOf returns the day it was in Tirana at t, as "2023-06-30".
func DayOf(t time.Time) string { return t.In(tirana).Format(time.DateOnly) }

// HourOf is the time of day of an instant in Albania, "15:04".
func HourOf(t time.Time) string { return t.In(tirana).Format("15:04") }

// Moment returns an instant on Tirana's clock: "02.03.2022, ora 11.00", in English "02.03.2022, 11:00".
func Moment(l Lang, t time.Time) string {
	t = t.In(tirana)
	return t.Format("02.01.2006") + ", " + Clock(l, t.Format("15:04"))
}

// Clock returns a time of day "13:30" as invitations write it: "ora 13.30", in English "13:30".
func Clock(l Lang, hhmm string) string {
	if l == EN {
		return hhmm
	}
	return "ora " + strings.Replace(hhmm, ":", ".", 1)
}

var clock = regexp.MustCompile(`^(?:ora\s+)?([01]?\d|2[0-3])[.:]([0-5]\d)$`)

// ParseClock reads "13.30", "13:30" or "ora 13.30" and returns "13:30".
func ParseClock(s string) (string, error) {
	m := clock.FindStringSubmatch(strings.ToLower(strings.TrimSpace(s)))
	if m == nil {
		return "", mistake("«%s» nuk është orë. Shkruani orën dhe minutat, për shembull 13.30.", excerpt(s))
	}
	return strings.Repeat("0", 2-len(m[1])) + m[1] + ":" + m[2], nil
}

var (
	dayFirst  = regexp.MustCompile(`^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})\.?$`)
	yearFirst = regexp.MustCompile(`^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$`)
	inWords   = regexp.MustCompile(`^(\d{1,2})\.?\s+(\p{L}+),?\s+(\d{4})\.?$`)
	leadIn    = regexp.MustCompile(`^(?:dat[ëe]|m[ëe])[\s:]+`)
)

// ParseDay reads a day as people write it and returns it as "2023-06-30": 30.06.2023, 30/6/2023, 30-6-23,
// 2023-06-30, "30 qershor 2023" with or without diacritics, also after "datë" or "më". The day always comes before
// the month, a year of two digits is of this century, and a day that is not in the calendar, or not between 1900
// and 2100, is refused.
func ParseDay(s string) (string, error) {
	in := leadIn.ReplaceAllString(strings.ToLower(strings.Join(strings.Fields(s), " ")), "")
	if m := dayFirst.FindStringSubmatch(in); m != nil {
		return calendar(s, m[3], m[2], m[1])
	}
	if m := yearFirst.FindStringSubmatch(in); m != nil {
		return calendar(s, m[1], m[2], m[3])
	}
	if m := inWords.FindStringSubmatch(in); m != nil {
		if month := monthNamed(m[2]); month > 0 {
			return calendar(s, m[3], strconv.Itoa(month), m[1])
		}
	}
	return "", mistake("«%s» nuk është datë. Shkruani ditën, muajin dhe vitin, për shembull 30.06.2023.", excerpt(s))
}

// calendar checks that the day exists; s is what was typed.
func calendar(s, year, month, day string) (string, error) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if len(year) == 2 {
		y += 2000
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || int(t.Month()) != m || y < 1900 || y > 2100 {
		return "", mistake("Data «%s» nuk ekziston. Kontrolloni ditën, muajin dhe vitin, për shembull 30.06.2023.",
			excerpt(s))
	}
	return t.Format(time.DateOnly), nil
}

// monthNamed returns 1 to 12 for the Albanian or English name of a month, else 0.
func monthNamed(name string) int {
	for i := range 12 {
		if n := Fold(name); n == Fold(months[SQ][i]) || n == Fold(months[EN][i]) {
			return i + 1
		}
	}
	return 0
}

// excerpt returns what was typed, short enough to be repeated in a message.
func excerpt(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return string(r)
}

// MonthsAfter is the same day of the month n months later, or the last of that month
// when it is shorter: three months after 30 November end in February. A day that is
// none stays as it is.
func MonthsAfter(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1).Format(time.DateOnly)
}

// DaysAfter is the day n days after a day, before it when n is negative; a day that
// is none stays as it is.
func DaysAfter(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}
