package indicator

import (
	"slices"
	"time"

	"tryeza/internal/figure"
)

// An Interval is the longest time a body may let pass between two meetings. It
// holds from a day on, until the next one; an open beginning is "".
type Interval struct {
	From string
	N    int
	Unit string // months or days
}

// After is the last day for the next meeting after one on day.
func (i Interval) After(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	if i.Unit == "days" {
		return t.AddDate(0, 0, i.N).Format(time.DateOnly)
	}
	first := time.Date(t.Year(), t.Month()+time.Month(i.N), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1).Format(time.DateOnly)
}

// A Cadence is how often a body met in a span of days, against the rule.
type Cadence struct {
	Held     int      // meetings
	Required int      // due dates that fell in the span
	Missed   []string // those of them that passed without a meeting
	Gaps     []int    // days between meetings that ended in the span
	Next     string   // by when it has, or had, to meet again; "" without a rule or a day to count from
}

// Longest is the longest gap in days, K04; 0 when there is none.
func (c Cadence) Longest() int {
	if len(c.Gaps) == 0 {
		return 0
	}
	return slices.Max(c.Gaps)
}

// Kept is how many due dates were kept by a meeting in time.
func (c Cadence) Kept() int { return c.Required - len(c.Missed) }

// Rate is K03, meetings held ÷ meetings required; it is false when none was
// required. Meetings close to each other can make it more than one, while a date
// was missed: it is never shown without how many due dates were kept.
func (c Cadence) Rate() (figure.Number, bool) {
	return figure.Ratio(int64(c.Held), int64(c.Required))
}

// Measure computes the cadence of one body from day from to day to. held are
// the days of all its meetings; start is the day its order came into force,
// from which the first one is due. Days after to count for nothing, so to must
// not lie in the future.
//
// Every meeting makes the next one due an interval later. A due date that
// passes without a meeting is missed, and makes the next one due an interval
// later still. K03 asks for as many meetings as there were due dates.
func Measure(rules []Interval, start string, held []string, from, to string) Cadence {
	held = slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(held))), func(d string) bool { return d > to })
	var c Cadence
	last := start
	for i, day := range held {
		if i > 0 && day >= from {
			c.Gaps = append(c.Gaps, days(held[i-1], day))
		}
		if day >= from {
			c.Held++
		}
		if last != "" && last < day {
			c.owe(rules, last, day, from, to)
		}
		last = max(last, day)
	}
	c.owe(rules, last, "", from, to)
	if r, ok := on(rules, last); ok && last != "" {
		c.Next = r.After(last)
	}
	return c
}

// owe counts the due dates after the meeting on last and before the one on next
// ("" for none), and the one that next kept.
func (c *Cadence) owe(rules []Interval, last, next, from, to string) {
	rule, ok := on(rules, last)
	due := rule.After(last)
	if !ok || due == "" {
		return
	}
	if next != "" && next <= due {
		if from <= due && due <= to {
			c.Required++
		}
		return
	}
	for due <= to && (next == "" || due < next) {
		if from <= due {
			c.Required++
			c.Missed = append(c.Missed, due)
		}
		due = rule.After(due)
	}
}

// on is the interval that held on a day.
func on(rules []Interval, day string) (Interval, bool) {
	var found Interval
	ok := false
	for _, r := range rules {
		if r.From <= day && r.N > 0 && (!ok || r.From >= found.From) {
			found, ok = r, true
		}
	}
	return found, ok
}

// days between two days.
func days(a, b string) int {
	x, errX := time.Parse(time.DateOnly, a)
	y, errY := time.Parse(time.DateOnly, b)
	if errX != nil || errY != nil {
		return 0
	}
	return int(y.Sub(x).Hours() / 24)
}
