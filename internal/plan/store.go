package plan

import (
	"slices"

	"tryeza/internal/store"
)

var (
	plans      = store.NewTable("plan", "year, title, state, approved_on, protocol, priorities", (*Plan).fields)
	objectives = store.NewTable("plan_objective", "plan_id, position, pillar, goal, code, title", (*Objective).fields)
	activities = store.NewTable("plan_activity", "plan_id, objective_id, position, number, number_typed, title, description, lead_id, "+
		"starts_on, due_on, frequency, target_group, budget, funding, remarks, topic, state, state_on, state_reason, carried_from, parts",
		(*Activity).fields)
	indicators = store.NewTable("plan_indicator", "activity_id, position, name, unit, baseline, target", (*Indicator).fields)
)

func (p *Plan) fields() []any {
	return []any{&p.ID, &p.Version, &p.Year, &p.Title, &p.State, &p.ApprovedOn, &p.Protocol, &p.Priorities}
}

func (o *Objective) fields() []any {
	return []any{&o.ID, &o.Version, &o.PlanID, &o.Position, &o.Pillar, &o.Goal, &o.Code, &o.Title}
}

func (a *Activity) fields() []any {
	return []any{
		&a.ID, &a.Version, &a.PlanID, &a.ObjectiveID, &a.Position, &a.Number, &a.NumberTyped, &a.Title, &a.Description, &a.LeadID,
		&a.StartsOn, &a.DueOn, &a.Frequency, &a.TargetGroup, &a.Budget, &a.Funding, &a.Remarks, &a.Topic,
		&a.State, &a.StateOn, &a.StateReason, &a.CarriedFrom, &a.Parts,
	}
}

func (i *Indicator) fields() []any {
	return []any{&i.ID, &i.Version, &i.ActivityID, &i.Position, &i.Name, &i.Unit, &i.Baseline, &i.Target}
}

// A link ties an activity to an institution, by ID, or a municipality, by code.
type link struct{ activity, to string }

func (l *link) fields() []any { return []any{&l.activity, &l.to} }

var (
	allPlans = store.Read(`SELECT id, version, year, title, state, approved_on, protocol, priorities
		FROM plan WHERE committee_id = $1 ORDER BY year DESC`)
	planOfYear = store.Read(`SELECT id, version, year, title, state, approved_on, protocol, priorities
		FROM plan WHERE committee_id = $1 AND year = $2`)
	planObjectives = store.Read(`SELECT id, version, plan_id, position, pillar, goal, code, title
		FROM plan_objective WHERE committee_id = $1 AND plan_id = $2 ORDER BY position, id`)
	planActivities = store.Read(`SELECT id, version, plan_id, objective_id, position, number, number_typed, title, description, lead_id,
			starts_on, due_on, frequency, target_group, budget, funding, remarks, topic, state, state_on, state_reason, carried_from, parts
		FROM plan_activity WHERE committee_id = $1 AND plan_id = $2 ORDER BY position, id`)
	planPartners = store.Read(`SELECT p.activity_id, p.institution_id FROM plan_activity AS a
		JOIN plan_partner AS p ON p.committee_id = a.committee_id AND p.activity_id = a.id
		WHERE a.committee_id = $1 AND a.plan_id = $2 ORDER BY p.activity_id, p.institution_id`)
	planMunicipalities = store.Read(`SELECT m.activity_id, m.municipality FROM plan_activity AS a
		JOIN plan_municipality AS m ON m.committee_id = a.committee_id AND m.activity_id = a.id
		WHERE a.committee_id = $1 AND a.plan_id = $2 ORDER BY m.activity_id, m.municipality`)
	planIndicators = store.Read(`SELECT i.id, i.version, i.activity_id, i.position, i.name, i.unit, i.baseline, i.target FROM plan_activity AS a
		JOIN plan_indicator AS i ON i.committee_id = a.committee_id AND i.activity_id = a.id
		WHERE a.committee_id = $1 AND a.plan_id = $2 ORDER BY i.activity_id, i.position, i.id`)
	partnersOf       = store.Read(`SELECT activity_id, institution_id FROM plan_partner WHERE committee_id = $1 AND activity_id = $2 ORDER BY institution_id`)
	municipalitiesOf = store.Read(`SELECT activity_id, municipality FROM plan_municipality WHERE committee_id = $1 AND activity_id = $2 ORDER BY municipality`)
	indicatorsOf     = store.Read(`SELECT id, version, activity_id, position, name, unit, baseline, target
		FROM plan_indicator WHERE committee_id = $1 AND activity_id = $2 ORDER BY position, id`)
)

// Get reads a plan alone, without its objectives.
func Get(tx *store.Tx, id string) (Plan, error) { return plans.Get(tx, id) }

// ForYear reads the plan of a year alone, or reports store.ErrNotFound.
func ForYear(tx *store.Tx, year int64) (Plan, error) {
	return store.One(tx, planOfYear, (*Plan).fields, year)
}

// All reads every plan of the committee alone, the latest year first.
func All(tx *store.Tx) ([]Plan, error) { return store.All(tx, allPlans, (*Plan).fields) }

// Load reads a whole plan: six queries, however long it is.
func Load(tx *store.Tx, id string) (Plan, error) {
	p, err := plans.Get(tx, id)
	if err != nil {
		return p, err
	}
	if p.Objectives, err = loadObjectives(tx, id); err != nil {
		return p, err
	}
	list, err := loadActivities(tx, id)
	if err != nil {
		return p, err
	}
	p.hang(list)
	return p, nil
}

// hang puts each activity under its objective, in its order.
func (p *Plan) hang(list []Activity) {
	at := map[string]int{}
	for i, o := range p.Objectives {
		at[o.ID] = i
	}
	for _, a := range list {
		if i, ok := at[a.ObjectiveID]; ok {
			p.Objectives[i].Activities = append(p.Objectives[i].Activities, a)
		}
	}
}

func loadObjectives(tx *store.Tx, plan string) ([]Objective, error) {
	list, err := store.All(tx, planObjectives, (*Objective).fields, plan)
	sortObjectives(list)
	return list, err
}

func loadActivities(tx *store.Tx, plan string) ([]Activity, error) {
	list, err := store.All(tx, planActivities, (*Activity).fields, plan)
	if err != nil {
		return nil, err
	}
	partners, err := store.All(tx, planPartners, (*link).fields, plan)
	if err != nil {
		return nil, err
	}
	places, err := store.All(tx, planMunicipalities, (*link).fields, plan)
	if err != nil {
		return nil, err
	}
	measured, err := store.All(tx, planIndicators, (*Indicator).fields, plan)
	attach(list, partners, places, measured)
	return list, err
}

// attach gives each activity its partners, municipalities and indicators.
func attach(list []Activity, partners, places []link, measured []Indicator) {
	at := map[string]*Activity{}
	for i := range list {
		at[list[i].ID] = &list[i]
	}
	for _, l := range partners {
		at[l.activity].Partners = append(at[l.activity].Partners, l.to)
	}
	for _, l := range places {
		at[l.activity].Municipalities = append(at[l.activity].Municipalities, l.to)
	}
	for _, i := range measured {
		at[i.ActivityID].Indicators = append(at[i.ActivityID].Indicators, i)
	}
}

// GetActivity reads one activity with its partners, municipalities and
// indicators.
func GetActivity(tx *store.Tx, id string) (Activity, error) {
	a, err := activities.Get(tx, id)
	if err != nil {
		return a, err
	}
	partners, err := store.All(tx, partnersOf, (*link).fields, id)
	if err != nil {
		return a, err
	}
	places, err := store.All(tx, municipalitiesOf, (*link).fields, id)
	if err != nil {
		return a, err
	}
	measured, err := store.All(tx, indicatorsOf, (*Indicator).fields, id)
	list := []Activity{a}
	attach(list, partners, places, measured)
	return list[0], err
}

// sameParts reports whether two texts of an activity have the same partners,
// municipalities and indicators.
func sameParts(a, b Activity) bool {
	return slices.Equal(a.Partners, b.Partners) && slices.Equal(a.Municipalities, b.Municipalities) &&
		slices.EqualFunc(a.Indicators, b.Indicators, Indicator.same)
}

func (i Indicator) same(j Indicator) bool {
	return i.ID == j.ID && i.Name == j.Name && i.Unit == j.Unit && i.Position == j.Position &&
		equal(i.Baseline, j.Baseline) && equal(i.Target, j.Target)
}

func equal[T comparable](a, b *T) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}
