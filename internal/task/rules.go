package task

import (
	"strconv"
	"time"

	"tryeza/internal/store"
)

// Overdue reports whether an open task is past its day. One that was answered
// and waits for a check is not: its owner has done what was asked.
func (t Task) Overdue(today string) bool { return t.State == Open && t.DueOn != "" && t.DueOn < today }

// OnTime reports whether what was done was done by the day it was due. A task
// that was due at a meeting which had no day yet was done before it.
func (t Task) OnTime() bool { return t.DoneOn != "" && (t.DueOn == "" || t.DoneOn <= t.DueOn) }

// NeedsCheck reports whether somebody else has to look before it closes.
func (t Task) NeedsCheck() bool { return t.Priority == High }

// Age is for how many days it has been given; of one that ended, for how many it
// lasted.
func (t Task) Age(today string) int64 { return max(0, days(t.GivenOn, or(t.ClosedOn, today))) }

// FirstDue is the day it was due before any other was set, "" when it never was
// put off or had no day.
func (t Task) FirstDue() string {
	for _, e := range t.Events {
		if e.Verb == verbExtended || e.Verb == verbRenewed {
			return e.DueFrom
		}
	}
	return ""
}

// Told is how far up it was ever told that it is late, on whichever of its days:
// code.Escalations.
func (t Task) Told() int64 {
	most := t.Escalated
	for _, e := range t.Events {
		if level, err := strconv.ParseInt(e.Note, 10, 64); err == nil && e.Verb == verbEscalated {
			most = max(most, level)
		}
	}
	return most
}

// days counts from one day to another; both are days.
func days(from, to string) int64 {
	a, err := time.Parse(time.DateOnly, from)
	b, bad := time.Parse(time.DateOnly, to)
	if err != nil || bad != nil {
		return 0
	}
	return int64(b.Sub(a) / (24 * time.Hour))
}

// daysAfter is the day n days after another.
func daysAfter(day string, n int64) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return d.AddDate(0, 0, int(n)).Format(time.DateOnly)
}

// A Ladder says after how many days of delay somebody further up is told: the
// head of the institution, the chair of the technical table, the chair of the
// committee. nil is no rule: that step is never taken.
type Ladder [3]*int64

// Level is how far up the delay of a task has to be told on a day, by its
// dated rules: 0 is nobody but the owner, up to 3 (code.Escalations). It is the
// highest step whose days have passed.
func Level(rules Ladder, dueOn, today string) int64 {
	late := days(dueOn, today)
	if dueOn == "" || late <= 0 {
		return 0
	}
	for step := len(rules); step > 0; step-- {
		if n := rules[step-1]; n != nil && late >= *n {
			return int64(step)
		}
	}
	return 0
}

// The rules of the committee that tasks follow; the steps of the Ladder in order.
var (
	ladderRules  = [3]string{"escalation_head", "escalation_table", "escalation_chair"}
	requestRule  = "request_answer"
	dayRuleValue = store.Read(`SELECT value FROM committee_rule WHERE committee_id = $1 AND code = $2 AND unit = 'days'
		AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3) ORDER BY valid_from DESC, id`)
)

// RulesOn reads the ladder as it holds on a day.
func RulesOn(tx *store.Tx, day string) (l Ladder, err error) {
	for i, code := range ladderRules {
		if l[i], err = daysOf(tx, code, day); err != nil {
			return l, err
		}
	}
	return l, nil
}

// daysOf is the number of days a rule of the committee says on a day. A rule
// that is missing, or is no number of days, counts as none.
func daysOf(tx *store.Tx, code, day string) (*int64, error) {
	list, err := store.All(tx, dayRuleValue, func(s *string) []any { return []any{s} }, code, day)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	n, bad := strconv.ParseInt(list[0], 10, 64)
	if bad != nil || n < 0 {
		return nil, nil
	}
	return &n, nil
}
