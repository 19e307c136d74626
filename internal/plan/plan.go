// Package plan keeps the committee's action plan of a year: what will be done,
// who leads it, by when, and by what it will be measured.
//
// A plan is a draft that members comment on; the chair approves it on a day;
// after that it changes only by amendments that say why, and the plan in force
// on any past day can be shown. The package does not ask the institutions what
// they did: that is package reporting, which tells it what became of each
// activity.
package plan

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/figure"
)

// States of a plan.
const (
	Draft    = "draft"
	Approved = "approved"
)

// A Plan is the action plan of one year. In JSON, which the history keeps, it
// stands without its objectives: they are parts of their own.
type Plan struct {
	ID         string      `json:"-"`
	Version    int64       `json:"-"`
	Year       int64       `json:"year"`
	Title      string      `json:"title"`
	State      string      `json:"-"`
	ApprovedOn string      `json:"approved_on"` // day, "" while a draft
	Protocol   string      `json:"protocol"`    // number under which the approval was registered
	Priorities Priorities  `json:"priorities"`
	Objectives []Objective `json:"-"` // by pillar, then in their order
}

// Approved reports whether the plan is in force, and changes only by amendment.
func (p Plan) Approved() bool { return p.State == Approved }

// Activities lists the activities of all objectives in the order of the plan.
func (p Plan) Activities() []Activity {
	var list []Activity
	for _, o := range p.Objectives {
		list = append(list, o.Activities...)
	}
	return list
}

// Objective finds an objective of the plan.
func (p Plan) Objective(id string) (Objective, bool) {
	i := slices.IndexFunc(p.Objectives, func(o Objective) bool { return o.ID == id })
	if i < 0 {
		return Objective{}, false
	}
	return p.Objectives[i], true
}

// A Priority is what the committee looks at first in the year. Topic is a
// chapter of the analysis (code.Topics), or "" when it is none of them.
type Priority struct {
	Topic string `json:"topic"`
	Text  string `json:"text"`
}

// Priorities of the year, in their order. They are one JSON column.
type Priorities []Priority

// Value implements driver.Valuer.
func (p Priorities) Value() (driver.Value, error) {
	b, err := json.Marshal(append([]Priority{}, p...))
	return string(b), err
}

// Scan implements sql.Scanner.
func (p *Priorities) Scan(src any) error {
	s, ok := src.(string)
	if !ok {
		return fmt.Errorf("plan: cannot read %T as priorities", src)
	}
	*p = nil
	if s == "" || s == "[]" {
		return nil
	}
	return json.Unmarshal([]byte(s), p)
}

// An Objective is a specific objective under a strategic goal of a pillar. Code
// is that of the national plan; "" means it is not known.
type Objective struct {
	ID         string     `json:"-"`
	Version    int64      `json:"-"`
	PlanID     string     `json:"-"`
	Position   int64      `json:"position"`
	Pillar     string     `json:"pillar"` // code.Pillars
	Goal       string     `json:"goal"`
	Code       string     `json:"code"`
	Title      string     `json:"title"`
	Activities []Activity `json:"-"`
}

// Name is the objective as people call it: its code, where known, and title.
func (o Objective) Name() string {
	if o.Code == "" {
		return o.Title
	}
	return o.Code + " " + o.Title
}

// An Activity is one row of the plan. Days are YYYY-MM-DD, "" when open; Budget
// is in lek, nil when not known.
type Activity struct {
	ID             string         `json:"-"`
	Version        int64          `json:"-"`
	PlanID         string         `json:"-"`
	ObjectiveID    string         `json:"objective"`
	Position       int64          `json:"position"`
	Number         string         `json:"number"`
	NumberTyped    bool           `json:"number_typed"` // not counted by us
	Title          string         `json:"title"`
	Description    string         `json:"description"`
	LeadID         string         `json:"lead"`
	StartsOn       string         `json:"starts_on"`
	DueOn          string         `json:"due_on"`
	Frequency      string         `json:"frequency"` // code.Frequencies, or ""
	TargetGroup    string         `json:"target_group"`
	Budget         *figure.Number `json:"budget"`
	Funding        string         `json:"funding"` // code.Funding, or ""
	Remarks        string         `json:"remarks"`
	Topic          string         `json:"topic"` // code.Topics, or ""
	State          string         `json:"state"` // code.ActivityStates
	StateOn        string         `json:"state_on"`
	StateReason    string         `json:"state_reason"`
	CarriedFrom    string         `json:"carried_from"` // activity of an earlier plan, or ""
	Parts          int64          `json:"-"`
	Partners       []string       `json:"partners"`       // institutions, by ID
	Municipalities []string       `json:"municipalities"` // by code; none means the whole qark
	Indicators     []Indicator    `json:"indicators"`
}

// An Indicator measures the output of an activity. Baseline and Target are nil
// when not known.
type Indicator struct {
	ID         string         `json:"id"`
	Version    int64          `json:"-"`
	ActivityID string         `json:"-"`
	Position   int64          `json:"position"`
	Name       string         `json:"name"`
	Unit       string         `json:"unit"` // code.Units, or ""
	Baseline   *figure.Number `json:"baseline"`
	Target     *figure.Number `json:"target"`
}

// sortObjectives puts objectives in the order of the pillars, then in theirs.
func sortObjectives(list []Objective) {
	slices.SortStableFunc(list, func(a, b Objective) int {
		if d := code.Pillars.Index(a.Pillar) - code.Pillars.Index(b.Pillar); d != 0 {
			return d
		}
		return int(a.Position - b.Position)
	})
}
