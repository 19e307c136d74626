package meeting

import (
	"cmp"
	"slices"
	"time"

	"tryeza/internal/store"
)

// What stands on a day of the calendar of a year.
const (
	onHeld    = "held"    // a meeting that took place
	onPlanned = "planned" // one that is to be held, or is under way
	onKept    = "kept"    // a due date that a meeting kept
	onMissed  = "missed"  // one that passed without a meeting
	onDue     = "due"     // the next one
)

// A YearMark is one thing on the calendar of a body.
type YearMark struct {
	Day     string
	What    string
	Meeting Meeting // of onHeld and onPlanned
}

// A BodyYear is the calendar of one body.
type BodyYear struct {
	Body    string // committee or table
	Cadence Cadence
	Rule    Rule
	Marks   []YearMark // in order of days
}

// In lists what is on the calendar in a month, 1 to 12.
func (y BodyYear) In(month int) []YearMark {
	return slices.DeleteFunc(slices.Clone(y.Marks), func(m YearMark) bool {
		t, err := time.Parse(time.DateOnly, m.Day)
		return err != nil || int(t.Month()) != month
	})
}

var inYear = store.Read(`SELECT id, body, kind, state, held_on, date_note, time_of_day, title FROM meeting
	WHERE committee_id = $1 AND held_on >= $2 AND held_on <= $3 AND state <> 'cancelled' ORDER BY held_on, time_of_day, id`)

// YearOf reads the calendar of a body from one day to another of the same year.
// Due dates count up to today; after it stands the next one alone.
func YearOf(tx *store.Tx, body, from, to, today string) (y BodyYear, err error) {
	y.Body = body
	list, err := store.All(tx, inYear, func(m *Meeting) []any {
		return []any{&m.ID, &m.Body, &m.Kind, &m.State, &m.HeldOn, &m.DateNote, &m.Time, &m.Title}
	}, from, to)
	if err != nil {
		return y, err
	}
	for _, m := range list {
		what := onHeld
		if m.Before() || m.State == Open {
			what = onPlanned
		}
		if m.Of(body) {
			y.Marks = append(y.Marks, YearMark{m.HeldOn, what, m})
		}
	}
	rules, start, held, err := readRhythm(tx, body)
	if err != nil {
		return y, err
	}
	y.Rule = lastRule(rules, min(to, today))
	y.due(rules, start, held, from, to, today)
	slices.SortStableFunc(y.Marks, func(a, b YearMark) int { return cmp.Compare(a.Day, b.Day) })
	return y, nil
}

// readRhythm reads what the due dates of a body follow from.
func readRhythm(tx *store.Tx, body string) (rules []Rule, start string, held []string, err error) {
	if rules, err = readRules(tx, body); err != nil {
		return nil, "", nil, err
	}
	if start, err = store.Value[string](tx, firstOrder); err != nil {
		return nil, "", nil, err
	}
	held, err = store.All(tx, heldBy, func(day *string) []any { return []any{day} }, body)
	return rules, start, held, err
}

// lastRule is the rule that began last, up to a day.
func lastRule(rules []Rule, day string) (found Rule) {
	for _, r := range rules {
		if r.From <= day {
			found = r
		}
	}
	return found
}

// due marks the due dates of the year: kept, missed, and the next one, which is
// what would be missed first if nobody met any more.
func (y *BodyYear) due(rules []Rule, start string, held []string, from, to, today string) {
	var intervals []Interval
	for _, r := range rules {
		intervals = append(intervals, r.Interval)
	}
	end := min(to, today)
	if from <= end {
		y.Cadence = Measure(intervals, start, held, from, end)
	}
	for _, d := range kept(intervals, start, held, from, end) {
		y.Marks = append(y.Marks, YearMark{Day: d, What: onKept})
	}
	for _, d := range Measure(intervals, start, held, min(from, today), to).Missed {
		switch {
		case d < today && d >= from:
			y.Marks = append(y.Marks, YearMark{Day: d, What: onMissed})
		case d >= today:
			if d >= from {
				y.Marks = append(y.Marks, YearMark{Day: d, What: onDue})
			}
			return
		}
	}
}

// kept lists the due dates on which, or before which, there was a meeting: the
// days that required one and are not missed.
func kept(rules []Interval, start string, held []string, from, to string) (list []string) {
	t, err := time.Parse(time.DateOnly, from)
	for ; err == nil; t = t.AddDate(0, 0, 1) {
		day := t.Format(time.DateOnly)
		if day > to {
			return list
		}
		if c := Measure(rules, start, held, day, day); c.Required > len(c.Missed) {
			list = append(list, day)
		}
	}
	return list
}
