package protection

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Rule is a dated limit of the unit, in days.
type Rule struct {
	Code, value, unit, from, to string
	Basis                       string
	Verified                    bool
}

func (r *Rule) fields() []any {
	return []any{&r.Code, &r.value, &r.unit, &r.from, &r.to, &r.Basis, &r.Verified}
}

// limits are the rules that steps go by.
var limits = map[string]string{"assessment": "assess_days", "group": "gtn_days", "plan": "plan_days", "review": "review_days"}

var rulesOf = store.ReadUnit(`SELECT code, value, unit, valid_from, valid_to, legal_basis, verified FROM unit_rule
	WHERE owner_id = $1 AND code IN ('assess_days', 'gtn_days', 'plan_days', 'review_days') ORDER BY valid_from, id`)

// Rules reads the limits of the grant's unit, with the days each held.
func Rules(tx *store.Tx) ([]Rule, error) { return store.All(tx, rulesOf, (*Rule).fields) }

// days is how many days a rule gives; false when it says no number of days.
func (r Rule) days() (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(r.value))
	return n, err == nil && n >= 0 && (r.unit == "days" || r.unit == "")
}

// ruleOn is the limit of a step that held on a day; false when there is none.
func ruleOn(rules []Rule, step, day string) (Rule, int, bool) {
	for _, r := range slices.Backward(rules) {
		if r.Code == limits[step] && r.from <= day && (r.to == "" || r.to >= day) {
			n, ok := r.days()
			return r, n, ok
		}
	}
	return Rule{}, 0, false
}

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

// Clocks are the steps of a file, from the days in its head: each runs from the
// step before it, and the first from the opening of the file.
func Clocks(c child.Child, rules []Rule) []Clock {
	list := []Clock{
		{Step: "assessment", From: c.OpenedOn, Done: c.AssessedOn},
		{Step: "group", From: c.AssessedOn, Done: c.GroupOn},
		{Step: "plan", From: c.GroupOn, Done: c.PlanOn},
		{Step: "review", From: c.PlanOn, Due: c.ReviewOn, Agreed: c.ReviewOn != "", Verified: c.ReviewOn != ""},
	}
	for i, k := range list {
		if r, days, ok := ruleOn(rules, k.Step, k.From); ok && k.From != "" && k.Due == "" {
			list[i].Due, list[i].Verified = daysAfter(k.From, days), r.Verified
		}
	}
	return list
}

// daysAfter is the day n days after another.
func daysAfter(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
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
