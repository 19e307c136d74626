package child

import (
	"strconv"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/store"
)

// A Limit is the next thing a file waits for. On is "" where no dated rule says
// by when; Verified is false until somebody confirmed the rule.
type Limit struct {
	Step     string // Steps
	On       string
	Verified bool
}

// Late reports whether it should have been done before today.
func (l Limit) Late(today string) bool { return l.On != "" && l.On < today }

// Steps of a case, in their order, named as what is still to be done.
var Steps = code.List{
	{Code: "assess", SQ: "vlerësimi fillestar", EN: "initial assessment"},
	{Code: "gtn", SQ: "mbledhja e GTN-së", EN: "meeting of the GTN"},
	{Code: "plan", SQ: "plani individual (PIM)", EN: "individual plan (PIM)"},
	{Code: "review", SQ: "rishikimi i planit", EN: "review of the plan"},
}

// A rule is a dated limit of the unit, in days.
type rule struct {
	code, value string
	verified    bool
}

func (r *rule) fields() []any { return []any{&r.code, &r.value, &r.verified} }

var rulesToday = store.ReadUnit(`SELECT code, value, verified FROM unit_rule
	WHERE owner_id = $1 AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY code, valid_from, id`)

// Rules are the limits of the unit that hold on a day.
type Rules map[string]rule

// RulesOn reads them.
func RulesOn(tx *store.Tx, day string) (Rules, error) {
	list, err := store.All(tx, rulesToday, (*rule).fields, day)
	rules := Rules{}
	for _, r := range list {
		rules[r.code] = r
	}
	return rules, err
}

// after is the day a rule sets, counted from another. A rule that is not there,
// or says no number, sets none.
func (r Rules) after(step, name, day string) Limit {
	from, err := time.Parse(time.DateOnly, day)
	n, why := strconv.Atoi(r[name].value)
	if err != nil || why != nil || n < 0 {
		return Limit{Step: step, Verified: true}
	}
	return Limit{step, from.AddDate(0, 0, n).Format(time.DateOnly), r[name].verified}
}

// Next is what an open file waits for; the zero Limit when it is nothing.
func (r Rules) Next(c Child) Limit {
	switch {
	case c.State != Opened:
		return Limit{}
	case c.PlanOn != "":
		return Limit{"review", c.ReviewOn, c.ReviewOn == "" || r["review_days"].verified}
	case c.GroupOn != "":
		return r.after("plan", "plan_days", c.GroupOn)
	case c.AssessedOn != "":
		return r.after("gtn", "gtn_days", c.AssessedOn)
	}
	return r.after("assess", "assess_days", c.OpenedOn)
}
