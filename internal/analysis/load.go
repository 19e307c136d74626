package analysis

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// What the other features have written, read for one period. Institutions come
// under the name they had on the day the analysis speaks of.
var (
	readCommittee    = store.Read(`SELECT committee_id, name, qark, sample, letterhead, signature, place FROM committee WHERE committee_id = $1`)
	readInstitutions = store.Read(`SELECT institution_id, name, short, kind, sector, municipality, position FROM committee_named
		WHERE committee_id = $1 AND since <= $2 AND until >= $2 ORDER BY position, institution_id`)
	readOrder = store.Read(`SELECT id, number, dated, title FROM committee_order
		WHERE committee_id = $1 AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY valid_from DESC LIMIT 1`)
	readSeats = store.Read(`SELECT institution_id, body, kind FROM committee_seat WHERE committee_id = $1 AND order_id = $2 ORDER BY body, institution_id`)
	readRules = store.Read(`SELECT code, value, unit, legal_basis, verified FROM committee_rule
		WHERE committee_id = $1 AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY code, valid_from`)
	readPlan       = store.Read(`SELECT id, title, state, approved_on, protocol, year, priorities FROM plan WHERE committee_id = $1 AND year = $2`)
	readActivities = store.Read(`SELECT a.id, a.number, a.title, o.pillar, o.goal, o.title, o.id, o.code, a.lead_id, a.starts_on, a.due_on, a.frequency, a.topic, a.state, a.state_reason
		FROM plan_activity AS a JOIN plan_objective AS o ON o.committee_id = a.committee_id AND o.id = a.objective_id
		WHERE a.committee_id = $1 AND a.plan_id = $2 ORDER BY o.position, o.id, a.position, a.id`)
	readPartners = store.Read(`SELECT p.activity_id, p.institution_id FROM plan_activity AS a
		JOIN plan_partner AS p ON p.committee_id = a.committee_id AND p.activity_id = a.id
		WHERE a.committee_id = $1 AND a.plan_id = $2 ORDER BY p.activity_id, p.institution_id`)
	readMunicipalities = store.Read(`SELECT p.activity_id, p.municipality FROM plan_activity AS a
		JOIN plan_municipality AS p ON p.committee_id = a.committee_id AND p.activity_id = a.id
		WHERE a.committee_id = $1 AND a.plan_id = $2 ORDER BY p.activity_id, p.municipality`)
	readIndicators = store.Read(`SELECT i.id, i.activity_id, i.name, i.unit, i.baseline, i.target FROM plan_activity AS a
		JOIN plan_indicator AS i ON i.committee_id = a.committee_id AND i.activity_id = a.id
		WHERE a.committee_id = $1 AND a.plan_id = $2 ORDER BY i.activity_id, i.position, i.id`)
	readRound   = store.Read(`SELECT id, title, due_on FROM reporting_round WHERE committee_id = $1 AND period = $2`)
	readReturns = store.Read(`SELECT r.id, r.institution_id, r.state, r.due_on, r.channel, r.first_sent_at, r.accepted_at FROM reporting_return AS r
		JOIN committee_institution AS i ON i.committee_id = r.committee_id AND i.id = r.institution_id
		WHERE r.committee_id = $1 AND r.round_id = $2 ORDER BY i.position, i.id`)
	readItems = store.Read(`SELECT i.return_id, i.id, i.activity_id, i.state, i.done_on, i.place, i.what, i.partners, i.reason FROM reporting_return AS r
		JOIN reporting_item AS i ON i.committee_id = r.committee_id AND i.return_id = r.id
		WHERE r.committee_id = $1 AND r.round_id = $2 AND r.state = 'accepted' ORDER BY i.return_id, i.id`)
	readValues = store.Read(`SELECT v.return_id, v.subject, v.subject_id, v.part, v.value, v.qualifier, v.note FROM reporting_return AS r
		JOIN reporting_value AS v ON v.committee_id = r.committee_id AND v.return_id = r.id
		WHERE r.committee_id = $1 AND r.round_id = $2 AND r.state = 'accepted' ORDER BY v.return_id, v.subject, v.subject_id, v.part`)
	readNarratives = store.Read(`SELECT n.return_id, n.topic, n.body FROM reporting_return AS r
		JOIN reporting_narrative AS n ON n.committee_id = r.committee_id AND n.return_id = r.id
		WHERE r.committee_id = $1 AND r.round_id = $2 AND r.state = 'accepted' ORDER BY n.return_id, n.topic`)
	readProblems = store.Read(`SELECT p.return_id, p.id, p.objective_id, COALESCE(o.code, ''), COALESCE(o.title, ''), p.activity_id, p.body, p.resource, p.amount, p.since, p.solved FROM reporting_return AS r
		JOIN reporting_problem AS p ON p.committee_id = r.committee_id AND p.return_id = r.id
		LEFT JOIN plan_objective AS o ON o.committee_id = p.committee_id AND o.id = p.objective_id
		WHERE r.committee_id = $1 AND r.round_id = $2 AND r.state = 'accepted' ORDER BY p.return_id, p.position, p.id`)
	readMeasures = store.Read(`SELECT m.return_id, m.id, m.problem_id, m.status, m.body, m.due_on FROM reporting_return AS r
		JOIN reporting_measure AS m ON m.committee_id = r.committee_id AND m.return_id = r.id
		WHERE r.committee_id = $1 AND r.round_id = $2 AND r.state = 'accepted' ORDER BY m.return_id, m.position, m.id`)
	lastReported = store.Read(`SELECT max(e.at) FROM reporting_return AS r
		JOIN reporting_event AS e ON e.committee_id = r.committee_id AND e.return_id = r.id
		WHERE r.committee_id = $1 AND r.round_id = $2`)
)

// Load reads the Data of a period in one transaction.
func Load(tx *store.Tx, p figure.Period) (*Data, error) {
	d := &Data{Period: p, Today: text.DayOf(tx.Now().Time), Day: p.End(), Institutions: map[string]Institution{}}
	if d.Today < d.Day {
		d.Day = d.Today
	}
	for _, part := range []func(*store.Tx) error{d.loadCommittee, d.loadPlan, d.loadReturns, d.loadAnswers, d.loadMeetings, d.loadCadence, d.loadTasks, d.loadIssues, d.loadRegisters} {
		if err := part(tx); err != nil {
			return nil, err
		}
	}
	d.replace()
	d.tasksThen()
	d.answer()
	d.AsOf = max(d.AsOf, d.lastOfLoop(), d.lastOfRegisters())
	return d, nil
}

func (d *Data) loadCommittee(tx *store.Tx) (err error) {
	d.Committee, err = store.One(tx, readCommittee, func(c *Committee) []any {
		return []any{&c.ID, &c.Name, &c.Qark, &c.Sample, &c.Letterhead, &c.Signature, &c.Place}
	})
	if err != nil {
		return err
	}
	list, err := store.All(tx, readInstitutions, func(i *Institution) []any {
		return []any{&i.ID, &i.Name, &i.Short, &i.Kind, &i.Sector, &i.Municipality, &i.Position}
	}, d.Day)
	if err != nil {
		return err
	}
	for _, i := range list {
		d.Institutions[i.ID] = i
	}
	if d.Rules, err = rulesOn(tx, d.Day); err != nil {
		return err
	}
	d.Order, err = store.One(tx, readOrder, func(o *Order) []any { return []any{&o.ID, &o.Number, &o.Dated, &o.Title} }, d.Day)
	if errors.Is(err, store.ErrNotFound) {
		return nil // a committee without an order yet
	}
	if err == nil {
		d.Seats, err = store.All(tx, readSeats, func(s *Seat) []any { return []any{&s.Institution, &s.Body, &s.Kind} }, d.Order.ID)
	}
	d.sortSeats()
	return err
}

// rulesOn are the dated rules in force on a day, by code.
func rulesOn(tx *store.Tx, day string) (map[string]Rule, error) {
	list, err := store.All(tx, readRules, func(r *Rule) []any { return []any{&r.Code, &r.Value, &r.Unit, &r.LegalBasis, &r.Verified} }, day)
	rules := map[string]Rule{}
	for _, r := range list {
		rules[r.Code] = r
	}
	return rules, err
}

func (d *Data) sortSeats() {
	slices.SortStableFunc(d.Seats, func(a, b Seat) int {
		return int(d.Institutions[a.Institution].Position - d.Institutions[b.Institution].Position)
	})
}

func (d *Data) loadPlan(tx *store.Tx) (err error) {
	var priorities string
	d.Plan, err = store.One(tx, readPlan, func(p *Plan) []any {
		return []any{&p.ID, &p.Title, &p.State, &p.ApprovedOn, &p.Protocol, &p.Year, &priorities}
	}, d.Period.Year())
	if errors.Is(err, store.ErrNotFound) {
		return nil // a year without a plan
	}
	if err != nil {
		return err
	}
	if strings.HasPrefix(priorities, "[") {
		if err := json.Unmarshal([]byte(priorities), &d.Plan.Priorities); err != nil {
			return err
		}
	}
	d.Activities, err = store.All(tx, readActivities, func(a *Activity) []any {
		return []any{&a.ID, &a.Number, &a.Title, &a.Pillar, &a.Goal, &a.Objective, &a.ObjectiveID, &a.ObjectiveCode, &a.Lead,
			&a.StartsOn, &a.DueOn, &a.Frequency, &a.Topic, &a.PlanState, &a.StateReason}
	}, d.Plan.ID)
	if err != nil {
		return err
	}
	return d.loadPlanParts(tx)
}

// A pair is one row of a table that joins two things.
type pair struct{ of, is string }

func (p *pair) fields() []any { return []any{&p.of, &p.is} }

func (d *Data) loadPlanParts(tx *store.Tx) error {
	at := map[string]*Activity{}
	for i := range d.Activities {
		at[d.Activities[i].ID] = &d.Activities[i]
	}
	partners, err := store.All(tx, readPartners, (*pair).fields, d.Plan.ID)
	if err != nil {
		return err
	}
	for _, p := range partners {
		at[p.of].Partners = append(at[p.of].Partners, p.is)
	}
	municipalities, err := store.All(tx, readMunicipalities, (*pair).fields, d.Plan.ID)
	if err != nil {
		return err
	}
	for _, p := range municipalities {
		at[p.of].Municipalities = append(at[p.of].Municipalities, p.is)
	}
	indicators, err := store.All(tx, readIndicators, func(i *Indicator) []any {
		return []any{&i.ID, &i.Activity, &i.Name, &i.Unit, &i.Baseline, &i.Target}
	}, d.Plan.ID)
	for _, i := range indicators {
		at[i.Activity].Indicators = append(at[i.Activity].Indicators, i)
	}
	return err
}

func (d *Data) loadReturns(tx *store.Tx) (err error) {
	d.Round, err = store.One(tx, readRound, func(r *Round) []any { return []any{&r.ID, &r.Title, &r.DueOn} }, string(d.Period))
	if errors.Is(err, store.ErrNotFound) {
		return nil // nobody has been asked to report
	}
	if err != nil {
		return err
	}
	type row struct {
		Return
		sent, accepted store.Time
	}
	rows, err := store.All(tx, readReturns, func(r *row) []any {
		return []any{&r.ID, &r.Institution, &r.State, &r.DueOn, &r.Channel, &r.sent, &r.accepted}
	}, d.Round.ID)
	for _, r := range rows {
		r.FirstSent, r.Accepted, r.Narratives = instant(r.sent), instant(r.accepted), map[string]string{}
		d.Returns = append(d.Returns, r.Return)
	}
	if err != nil {
		return err
	}
	last, err := store.Value[nullTime](tx, lastReported, d.Round.ID)
	d.AsOf = instant(last.Time)
	return err
}

// nullTime is a time that may be missing: the latest of no events.
type nullTime struct{ store.Time }

func (t *nullTime) Scan(src any) error {
	if src == nil {
		return nil
	}
	return t.Time.Scan(src)
}

// instant is a time in Albania as "2023-07-12T10:30", "" for never. Its first
// ten characters are the day.
func instant(t store.Time) string {
	if t.Year() <= 1 {
		return ""
	}
	return text.DayOf(t.Time) + "T" + text.HourOf(t.Time)
}

// A part is a row of an accepted return, with the return it belongs to.
type part[T any] struct {
	of string
	is T
}

// loadParts reads the rows of all accepted returns and hands each to its return.
func loadParts[T any](tx *store.Tx, d *Data, q store.Query, fields func(*T) []any, add func(*Return, T)) error {
	rows, err := store.All(tx, q, func(p *part[T]) []any { return append([]any{&p.of}, fields(&p.is)...) }, d.Round.ID)
	at := map[string]*Return{}
	for i := range d.Returns {
		at[d.Returns[i].ID] = &d.Returns[i]
	}
	for _, p := range rows {
		add(at[p.of], p.is)
	}
	return err
}

func (d *Data) loadAnswers(tx *store.Tx) error {
	if d.Round.ID == "" {
		return nil
	}
	return errors.Join(
		loadParts(tx, d, readItems, func(i *Item) []any {
			return []any{&i.ID, &i.Activity, &i.State, &i.DoneOn, &i.Place, &i.What, &i.Partners, &i.Reason}
		}, func(r *Return, i Item) { r.Items = append(r.Items, i) }),
		loadParts(tx, d, readValues, func(v *valueRow) []any {
			return []any{&v.Subject, &v.SubjectID, &v.Part, &v.number, &v.Quantity.Qualifier, &v.Note}
		}, func(r *Return, v valueRow) { r.Values = append(r.Values, v.value()) }),
		loadParts(tx, d, readNarratives, (*pair).fields, func(r *Return, p pair) { r.Narratives[p.of] = p.is }),
		loadParts(tx, d, readProblems, func(p *problemRow) []any {
			return []any{&p.ID, &p.Objective, &p.code, &p.title, &p.Activity, &p.Body, &p.Resource, &p.Amount, &p.Since, &p.Solved}
		}, func(r *Return, p problemRow) {
			p.ObjectiveName = objectiveName(p.code, p.title)
			r.Problems = append(r.Problems, p.Problem)
		}),
		loadParts(tx, d, readMeasures, func(m *Measure) []any {
			return []any{&m.ID, &m.Problem, &m.Status, &m.Body, &m.DueOn}
		}, func(r *Return, m Measure) { r.Measures = append(r.Measures, m) }),
	)
}

// A problemRow is a Problem with the objective of the plan that it belongs to.
type problemRow struct {
	Problem
	code, title string
}

// A valueRow is a Value as the database keeps it: a number that may be missing.
type valueRow struct {
	Value
	number *figure.Number
}

func (v valueRow) value() Value {
	if v.number != nil {
		v.Quantity.Number = *v.number
	}
	return v.Value
}

// answer puts each accepted item at its activity.
func (d *Data) answer() {
	items := map[string]*Item{}
	for _, r := range d.reporting() {
		for i := range r.Items {
			items[r.Items[i].Activity] = &r.Items[i]
		}
	}
	for i := range d.Activities {
		if it := items[d.Activities[i].ID]; it != nil && it.State != "" {
			d.Activities[i].Item = it
		}
	}
}
