package protection

import (
	"time"

	"tryeza/internal/child"
	"tryeza/internal/text"
)

// A Clock is one step of protection: since when it runs, by when it is due, when
// it was done. Due is "" when no limit is set; a limit that nobody confirmed is
// not Verified.
type Clock struct {
	Step     string // Steps
	From     string
	Due      string
	Done     string
	Verified bool
	Agreed   bool // the day stands in the plan, and follows from no rule
}

// Late reports whether the step is due before a day and was not done.
func (c Clock) Late(day string) bool { return c.Done == "" && c.Due != "" && c.Due < day }

// Clocks are the steps of a file, by the limits that its page and the lists go by.
func Clocks(c child.Child, rules child.Rules) []Clock {
	var list []Clock
	for i, l := range rules.Limits(c) {
		list = append(list, Clock{Steps[i].Code, l.From, l.On, l.Done, l.Verified, l.Agreed})
	}
	return list
}

// daysBetween counts from one day to another.
func daysBetween(from, to string) int64 {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	if errA != nil || errB != nil {
		return 0
	}
	return int64(b.Sub(a).Hours() / 24)
}

// Words say how the step stands on a day.
func (c Clock) Words(l text.Lang, day string) string {
	switch {
	case c.Done != "":
		return text.T(l, "u bë më %s", text.Day(c.Done))
	case c.From == "":
		return text.T(l, "fillon pas hapit të mëparshëm")
	case c.Due == "":
		return text.T(l, "pa afat")
	}
	return text.T(l, "deri më %s", text.Day(c.Due)) + c.left(l, day) + c.doubt(l)
}

func (c Clock) left(l text.Lang, day string) string {
	n := daysBetween(day, c.Due)
	late := -n
	if late > 0 {
		return ", " + text.Count(l, &late, text.Forms{One: "1 ditë me vonesë", Many: "{n} ditë me vonesë"})
	}
	return ", " + text.Count(l, &n, text.Forms{Zero: "afati është sot", One: "mbetet 1 ditë", Many: "mbeten {n} ditë"})
}

// doubt marks a limit that nobody has confirmed yet.
func (c Clock) doubt(l text.Lang) string {
	if c.Verified {
		return ""
	}
	return " " + text.T(l, "(afat i pakonfirmuar)")
}
