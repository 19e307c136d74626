package meeting

import (
	"strconv"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Rule is the dated rule of a committee that a cadence was measured by.
type Rule struct {
	Interval
	LegalBasis string
	Verified   bool
}

// Words is the interval for the reader: "3 muaj".
func (r Rule) Words(l text.Lang) string {
	n := int64(r.N)
	if r.Unit == "days" {
		return text.Count(l, &n, text.Forms{One: "1 ditë", Many: "{n} ditë"})
	}
	return text.Count(l, &n, text.Forms{One: "1 muaj", Many: "{n} muaj"})
}

var (
	rulesOf = store.Read(`SELECT valid_from, value, unit, legal_basis, verified FROM committee_rule
		WHERE committee_id = $1 AND code = $2 ORDER BY valid_from`)
	firstOrder = store.Read(`SELECT COALESCE(MIN(valid_from), '') FROM committee_order WHERE committee_id = $1`)
	heldBy     = store.Read(`SELECT held_on FROM meeting_held WHERE committee_id = $1 AND body IN ($2, 'joint') ORDER BY held_on`)
)

// CadenceIn measures how often a body (committee or table) met from one day to
// another. The rule returned is the one that held on the last day; its N is 0
// when there was none.
func CadenceIn(tx *store.Tx, body, from, to string) (c Cadence, r Rule, err error) {
	rules, err := readRules(tx, body)
	if err != nil {
		return c, r, err
	}
	start, err := store.Value[string](tx, firstOrder)
	if err != nil {
		return c, r, err
	}
	held, err := store.All(tx, heldBy, func(day *string) []any { return []any{day} }, body)
	if err != nil {
		return c, r, err
	}
	var intervals []Interval
	for _, x := range rules {
		intervals = append(intervals, x.Interval)
		if x.From <= to {
			r = x
		}
	}
	return Measure(intervals, start, held, from, to), r, nil
}

func readRules(tx *store.Tx, body string) ([]Rule, error) {
	type row struct {
		Rule
		value string
	}
	rows, err := store.All(tx, rulesOf, func(x *row) []any {
		return []any{&x.From, &x.value, &x.Unit, &x.LegalBasis, &x.Verified}
	}, "meeting_interval_"+body)
	var list []Rule
	for _, x := range rows {
		x.N, _ = strconv.Atoi(x.value) // what is no number is no rule, and counts as none
		list = append(list, x.Rule)
	}
	return list, err
}
