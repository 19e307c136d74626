package child

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/store"
)

// A Limit is one step of a case: since when it is waited for, by when it is due,
// when it was done. On is "" where no dated rule says by when; Verified is false
// until somebody confirmed the rule.
type Limit struct {
	Step     string // Steps
	From     string // "" while the step before it was not done
	On       string
	Done     string
	Verified bool
	Agreed   bool // the day stands in the plan, and follows from no rule
}

// Late reports whether it should have been done before today.
func (l Limit) Late(today string) bool { return l.Done == "" && l.On != "" && l.On < today }

// Steps of a case, in their order, named as what is still to be done.
var Steps = code.List{
	{Code: "assess", SQ: "vlerësimi fillestar", EN: "initial assessment"},
	{Code: "gtn", SQ: "mbledhja e GTN-së", EN: "meeting of the GTN"},
	{Code: "plan", SQ: "plani individual (PIM)", EN: "individual plan (PIM)"},
	{Code: "review", SQ: "rishikimi i planit", EN: "review of the plan"},
}

// A Rule is a dated limit of the unit, in days.
type Rule struct {
	Code, Value, Unit, From, To string
	Verified                    bool
}

func (r *Rule) fields() []any {
	return []any{&r.Code, &r.Value, &r.Unit, &r.From, &r.To, &r.Verified}
}

var limitRules = store.ReadUnit(`SELECT code, value, unit, valid_from, valid_to, verified FROM unit_rule
	WHERE owner_id = $1 AND code IN ('assess_days', 'gtn_days', 'plan_days', 'review_days') ORDER BY valid_from, id`)

// Rules are the limits of a unit with the days each held, oldest first.
type Rules []Rule

// RulesOf reads those of the grant's unit.
func RulesOf(tx *store.Tx) (Rules, error) { return store.All(tx, limitRules, (*Rule).fields) }

// days is how many days a rule gives; false when it says no number of days.
func (r Rule) days() (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(r.Value))
	return n, err == nil && n >= 0 && (r.Unit == "days" || r.Unit == "")
}

// After is the day by which the rule of a step, as it held on a day, wants it
// done when it runs from that day; "" when there is no such rule.
func (r Rules) After(step, day string) (on string, verified bool) {
	from, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "", false
	}
	for _, rule := range slices.Backward(r) {
		if rule.Code == step+"_days" && rule.From <= day && (rule.To == "" || rule.To >= day) {
			n, ok := rule.days()
			if !ok {
				return "", false
			}
			return from.AddDate(0, 0, n).Format(time.DateOnly), rule.Verified
		}
	}
	return "", false
}

// Limits are the steps of a file, in their order, from the days in its head: each
// runs from the step before it, and the first from the opening of the file.
func (r Rules) Limits(c Child) []Limit {
	list := []Limit{
		{Step: "assess", From: c.OpenedOn, Done: c.AssessedOn},
		{Step: "gtn", From: c.AssessedOn, Done: c.GroupOn},
		{Step: "plan", From: c.GroupOn, Done: c.PlanOn},
		{Step: "review", From: c.PlanOn, On: c.ReviewOn, Agreed: c.ReviewOn != "", Verified: c.ReviewOn != ""},
	}
	for i, l := range list {
		if l.On == "" {
			list[i].On, list[i].Verified = r.After(l.Step, l.From)
		}
	}
	return list
}

// Next is what an open file waits for: the first step that was not done, even
// when a later one was. It is the zero Limit for a file that is not open.
func (r Rules) Next(c Child) Limit {
	list := r.Limits(c)
	if i := slices.IndexFunc(list, func(l Limit) bool { return l.Done == "" }); i >= 0 && c.State == Opened {
		return list[i]
	}
	return Limit{}
}
