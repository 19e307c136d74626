package exchange

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/store"
)

// Each query gives, for every row, the row it belongs to, its position, and then
// its fields. $2 and $3 are the first and last day of the year.
var (
	readCommittee    = store.Read(`SELECT id, name, qark, sample, founded_on, letterhead, signature, place FROM committee WHERE committee_id = $1`)
	readInstitutions = store.Read(`SELECT '', position, id, kind, sector, municipality, note FROM committee_institution WHERE committee_id = $1`)
	readNames        = store.Read(`SELECT institution_id, CASE WHEN alias THEN 1 ELSE 0 END, id, name, short, alias, valid_from, valid_to
		FROM committee_name WHERE committee_id = $1`)
	readOrders = store.Read(`SELECT '', 0, id, number, dated, title, legal_basis, valid_from, valid_to FROM committee_order
		WHERE committee_id = $1 AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $2)`)
	readSeats = store.Read(`SELECT s.order_id, i.position, s.id, s.institution_id, s.body, s.kind FROM committee_seat AS s
		JOIN committee_institution AS i ON i.committee_id = s.committee_id AND i.id = s.institution_id WHERE s.committee_id = $1`)
	readRules = store.Read(`SELECT '', 0, id, code, value, unit, legal_basis, valid_from, valid_to, verified FROM committee_rule
		WHERE committee_id = $1 AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $2)`)

	readPlan = store.Read(`SELECT '', 0, id, title, state, approved_on, protocol, priorities FROM plan
		WHERE committee_id = $1 AND year = $2`)
	readObjectives = store.Read(`SELECT plan_id, position, id, pillar, goal, code, title FROM plan_objective WHERE committee_id = $1 AND plan_id = $2`)
	readActivities = store.Read(`SELECT objective_id, position, id, number, number_typed, title, description, lead_id, starts_on, due_on, frequency,
		target_group, budget, funding, remarks, topic, state, state_on, state_reason, carried_from
		FROM plan_activity WHERE committee_id = $1 AND plan_id = $2`)
	readPartners = store.Read(`SELECT p.activity_id, 0, p.institution_id FROM plan_activity AS a
		JOIN plan_partner AS p ON p.committee_id = a.committee_id AND p.activity_id = a.id WHERE a.committee_id = $1 AND a.plan_id = $2`)
	readPlaces = store.Read(`SELECT m.activity_id, 0, m.municipality FROM plan_activity AS a
		JOIN plan_municipality AS m ON m.committee_id = a.committee_id AND m.activity_id = a.id WHERE a.committee_id = $1 AND a.plan_id = $2`)
	readIndicators = store.Read(`SELECT i.activity_id, i.position, i.id, i.name, i.unit, i.baseline, i.target FROM plan_activity AS a
		JOIN plan_indicator AS i ON i.committee_id = a.committee_id AND i.activity_id = a.id WHERE a.committee_id = $1 AND a.plan_id = $2`)
	readHistory = store.Read(`SELECT plan_id, seq, id, seq, in_force_on, part, part_id, document, reason, author, written_at
		FROM plan_history WHERE committee_id = $1 AND plan_id = $2 AND seq > 0`)

	readRounds = store.Read(`SELECT '', 0, id, period, title, opened_on, due_on, rule_id, message FROM reporting_round
		WHERE committee_id = $1 AND period >= $2 AND period <= $3`)
	readReturns = ofYear(`r.round_id, i.position, r.id, r.institution_id, r.state, r.due_on, r.channel, r.source_note, r.entered_by, r.reference,
		r.sent_at, r.first_sent_at, r.accepted_at, r.started_at, r.no_problems, r.no_measures`,
		`JOIN committee_institution AS i ON i.committee_id = r.committee_id AND i.id = r.institution_id`)
	readItems = ofYear(`t.return_id, o.position * 100000 + a.position, t.id, t.activity_id, t.state, t.done_on, t.place, t.what, t.partners, t.reason, t.saved_at`,
		`JOIN reporting_item AS t ON t.committee_id = r.committee_id AND t.return_id = r.id
		JOIN plan_activity AS a ON a.committee_id = t.committee_id AND a.id = t.activity_id
		JOIN plan_objective AS o ON o.committee_id = a.committee_id AND o.id = a.objective_id`)
	readNarratives = ofYear(`t.return_id, 0, t.id, t.topic, t.asked, t.body, t.saved_at`,
		`JOIN reporting_narrative AS t ON t.committee_id = r.committee_id AND t.return_id = r.id`)
	readValues = ofYear(`t.return_id, 0, t.subject, t.subject_id, t.part, t.value, t.qualifier, t.note`,
		`JOIN reporting_value AS t ON t.committee_id = r.committee_id AND t.return_id = r.id`)
	readProblems = ofYear(`t.return_id, t.position, t.id, t.body, t.objective_id, t.activity_id, t.resource, t.amount, t.since, t.earlier_id, t.solved`,
		`JOIN reporting_problem AS t ON t.committee_id = r.committee_id AND t.return_id = r.id`)
	readMeasures = ofYear(`t.return_id, t.position, t.id, t.status, t.body, t.problem_id, t.due_on`,
		`JOIN reporting_measure AS t ON t.committee_id = r.committee_id AND t.return_id = r.id`)
	readFiles = ofYear(`t.return_id, 0, t.id, t.item_id, t.name, t.media_type, t.added_at, t.content`,
		`JOIN reporting_file AS t ON t.committee_id = r.committee_id AND t.return_id = r.id`)
	readEvents = ofYear(`t.return_id, 0, t.id, t.verb, t.reason, t.author, t.at`,
		`JOIN reporting_event AS t ON t.committee_id = r.committee_id AND t.return_id = r.id`)
)

// ofYear reads what belongs to the returns r of the rounds of a year.
func ofYear(columns, join string) store.Query {
	return store.Read(`SELECT ` + columns + ` FROM reporting_round AS n
		JOIN reporting_return AS r ON r.committee_id = n.committee_id AND r.round_id = n.id ` + join + `
		WHERE n.committee_id = $1 AND n.period >= $2 AND n.period <= $3`)
}

// Load reads the committee's year as it is.
func Load(tx *store.Tx, year int) (*Document, error) {
	d := &Document{Format: Format, Year: year}
	for _, part := range []func(*store.Tx) error{d.loadCommittee, d.loadPlan, d.loadRounds, d.loadMeetings, d.loadIssues, d.loadTasks,
		d.loadProgrammes, d.loadProjects, d.loadFairs, d.loadCalendars, d.loadCampaigns, d.loadProcedures, d.loadTraining, d.loadSessions} {
		if err := part(tx); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// group reads rows and gives them by the row they belong to, in their order: by
// position, then by less, then by their first field.
func group[T any](tx *store.Tx, q store.Query, fields func(*T) []any, less func(a, b *T) int, args ...any) (map[string][]T, error) {
	type placed struct {
		row      T
		parent   string
		position int64
	}
	list, err := store.All(tx, q, func(p *placed) []any { return append([]any{&p.parent, &p.position}, fields(&p.row)...) }, args...)
	slices.SortFunc(list, func(a, b placed) int {
		c := cmp.Compare(a.position, b.position)
		if c == 0 && less != nil {
			c = less(&a.row, &b.row)
		}
		first := func(p *placed) string { return *fields(&p.row)[0].(*string) }
		return cmp.Or(c, cmp.Compare(first(&a), first(&b)))
	})
	by := map[string][]T{}
	for _, p := range list {
		by[p.parent] = append(by[p.parent], p.row)
	}
	return by, err
}

func (d *Document) days() (from, to string) {
	return fmt.Sprintf("%04d-01-01", d.Year), fmt.Sprintf("%04d-12-31", d.Year)
}

func (d *Document) loadCommittee(tx *store.Tx) (err error) {
	c := &d.Committee
	*c, err = store.One(tx, readCommittee, func(c *Committee) []any {
		return []any{&c.ID, &c.Name, &c.Qark, &c.Sample, &c.FoundedOn, &c.Letterhead, &c.Signature, &c.Place}
	})
	if err != nil {
		return err
	}
	institutions, err := group(tx, readInstitutions, func(i *Institution) []any { return []any{&i.ID, &i.Kind, &i.Sector, &i.Municipality, &i.Note} }, nil)
	if err != nil {
		return err
	}
	names, err := group(tx, readNames, func(n *Name) []any { return []any{&n.ID, &n.Name, &n.Short, &n.Alias, &n.From, &n.To} },
		func(a, b *Name) int { return cmp.Compare(a.From, b.From) })
	d.Institutions = institutions[""]
	for i := range d.Institutions {
		d.Institutions[i].Names = names[d.Institutions[i].ID]
	}
	if err != nil {
		return err
	}
	return d.loadOrders(tx)
}

func (d *Document) loadOrders(tx *store.Tx) error {
	from, to := d.days()
	orders, err := group(tx, readOrders, func(o *Order) []any {
		return []any{&o.ID, &o.Number, &o.Dated, &o.Title, &o.LegalBasis, &o.From, &o.To}
	},
		func(a, b *Order) int { return cmp.Compare(a.From, b.From) }, from, to)
	if err != nil {
		return err
	}
	seats, err := group(tx, readSeats, func(s *Seat) []any { return []any{&s.ID, &s.Institution, &s.Body, &s.Kind} },
		func(a, b *Seat) int {
			return cmp.Or(cmp.Compare(a.Institution, b.Institution), cmp.Compare(a.Body, b.Body))
		})
	if err != nil {
		return err
	}
	d.Orders = orders[""]
	for i := range d.Orders {
		d.Orders[i].Seats = seats[d.Orders[i].ID]
	}
	rules, err := group(tx, readRules, func(r *Rule) []any {
		return []any{&r.ID, &r.Code, &r.Value, &r.Unit, &r.LegalBasis, &r.From, &r.To, &r.Verified}
	}, func(a, b *Rule) int { return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.From, b.From)) }, from, to)
	d.Rules = rules[""]
	return err
}

func (d *Document) loadPlan(tx *store.Tx) error {
	plans, err := group(tx, readPlan, func(p *Plan) []any {
		return []any{&p.ID, &p.Title, &p.State, &p.ApprovedOn, &p.Protocol, (*priorities)(&p.Priorities)}
	}, nil, d.Year)
	if err != nil || len(plans[""]) == 0 {
		return err
	}
	p := plans[""][0]
	d.Plan = &p
	objectives, err := group(tx, readObjectives, func(o *Objective) []any { return []any{&o.ID, &o.Pillar, &o.Goal, &o.Code, &o.Title} }, nil, p.ID)
	if err != nil {
		return err
	}
	activities, err := loadActivities(tx, p.ID)
	if err != nil {
		return err
	}
	history, err := group(tx, readHistory, func(v *Version) []any {
		return []any{&v.ID, &v.Seq, &v.InForceOn, &v.Part, &v.PartID, (*raw)(&v.Text), &v.Reason, &v.Author, (*instant)(&v.WrittenAt)}
	}, nil, p.ID)
	d.Plan.Objectives, d.Plan.History = objectives[p.ID], history[p.ID]
	for i := range d.Plan.Objectives {
		d.Plan.Objectives[i].Activities = activities[d.Plan.Objectives[i].ID]
	}
	return err
}

func loadActivities(tx *store.Tx, plan string) (map[string][]Activity, error) {
	all, err := group(tx, readActivities, func(a *Activity) []any {
		return []any{&a.ID, &a.Number, &a.NumberTyped, &a.Title, &a.Description, &a.Lead, &a.StartsOn, &a.DueOn, &a.Frequency,
			&a.TargetGroup, &a.Budget, &a.Funding, &a.Remarks, &a.Topic, &a.State, &a.StateOn, &a.StateReason, &a.CarriedFrom}
	}, nil, plan)
	if err != nil {
		return nil, err
	}
	one := func(s *string) []any { return []any{s} }
	partners, err := group(tx, readPartners, one, nil, plan)
	if err != nil {
		return nil, err
	}
	places, err := group(tx, readPlaces, one, nil, plan)
	if err != nil {
		return nil, err
	}
	indicators, err := group(tx, readIndicators, func(i *Indicator) []any { return []any{&i.ID, &i.Name, &i.Unit, &i.Baseline, &i.Target} }, nil, plan)
	for _, list := range all {
		for i := range list {
			a := &list[i]
			a.Partners, a.Municipalities, a.Indicators = partners[a.ID], places[a.ID], indicators[a.ID]
		}
	}
	return all, err
}

func (d *Document) loadRounds(tx *store.Tx) error {
	from, to := fmt.Sprintf("%04d", d.Year), fmt.Sprintf("%04d-Z", d.Year)
	rounds, err := group(tx, readRounds, func(n *Round) []any {
		return []any{&n.ID, &n.Period, &n.Title, &n.OpenedOn, &n.DueOn, &n.Rule, &n.Message}
	},
		func(a, b *Round) int { return cmp.Compare(a.Period, b.Period) }, from, to)
	if err != nil {
		return err
	}
	returns, err := group(tx, readReturns, func(r *Return) []any {
		return []any{&r.ID, &r.Institution, &r.State, &r.DueOn, &r.Channel, &r.SourceNote, &r.EnteredBy, &r.Reference,
			(*instant)(&r.SentAt), (*instant)(&r.FirstSentAt), (*instant)(&r.AcceptedAt), (*instant)(&r.StartedAt), &r.NoProblems, &r.NoMeasures}
	}, nil, from, to)
	d.Rounds = rounds[""]
	at := map[string]*Return{}
	for i := range d.Rounds {
		d.Rounds[i].Returns = returns[d.Rounds[i].ID]
		for j := range d.Rounds[i].Returns {
			at[d.Rounds[i].Returns[j].ID] = &d.Rounds[i].Returns[j]
		}
	}
	if err != nil {
		return err
	}
	return loadAnswers(tx, at, from, to)
}

// loadAnswers reads what the returns hold.
func loadAnswers(tx *store.Tx, at map[string]*Return, from, to string) error {
	return errors.Join(
		hang(tx, readItems, func(t *Item) []any {
			return []any{&t.ID, &t.Activity, &t.State, &t.DoneOn, &t.Place, &t.What, &t.Partners, &t.Reason, (*instant)(&t.SavedAt)}
		}, nil, func(r string, l []Item) { at[r].Items = l }, from, to),
		hang(tx, readNarratives, func(t *Narrative) []any {
			return []any{&t.ID, &t.Topic, &t.Asked, &t.Body, (*instant)(&t.SavedAt)}
		}, func(a, b *Narrative) int { return code.TopicList.Index(a.Topic) - code.TopicList.Index(b.Topic) }, func(r string, l []Narrative) { at[r].Topics = l }, from, to),
		hang(tx, readValues, func(v *Value) []any { return []any{&v.Subject, &v.Of, &v.Part, &v.Value, &v.Qualifier, &v.Note} },
			func(a, b *Value) int {
				return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Of, b.Of), cmp.Compare(a.Part, b.Part))
			}, func(r string, l []Value) { at[r].Values = l }, from, to),
		hang(tx, readProblems, func(p *Problem) []any {
			return []any{&p.ID, &p.Body, &p.Objective, &p.Activity, &p.Resource, &p.Amount, &p.Since, &p.Earlier, &p.Solved}
		}, nil, func(r string, l []Problem) { at[r].Problems = l }, from, to),
		hang(tx, readMeasures, func(m *Measure) []any { return []any{&m.ID, &m.Status, &m.Body, &m.Problem, &m.DueOn} },
			nil, func(r string, l []Measure) { at[r].Measures = l }, from, to),
		hang(tx, readFiles, func(f *File) []any {
			return []any{&f.ID, &f.Item, &f.Name, &f.MediaType, (*instant)(&f.AddedAt), &f.Content}
		},
			func(a, b *File) int { return cmp.Compare(a.Name, b.Name) }, func(r string, l []File) { at[r].Files = l }, from, to),
		hang(tx, readEvents, func(e *Event) []any { return []any{&e.ID, &e.Verb, &e.Reason, &e.Author, (*instant)(&e.At)} },
			func(a, b *Event) int { return cmp.Compare(a.At, b.At) }, func(r string, l []Event) { at[r].Events = l }, from, to),
	)
}

// hang reads rows and hands each group to the row it belongs to.
func hang[T any](tx *store.Tx, q store.Query, fields func(*T) []any, less func(a, b *T) int, give func(parent string, list []T), args ...any) error {
	by, err := group(tx, q, fields, less, args...)
	for parent, list := range by {
		give(parent, list)
	}
	return err
}

// An instant reads a time of the database as the document writes it; "never" is
// empty.
type instant string

// Scan implements sql.Scanner.
func (i *instant) Scan(src any) error {
	var t store.Time
	if err := t.Scan(src); err != nil {
		return err
	}
	*i = ""
	if !t.IsZero() {
		*i = instant(t.String())
	}
	return nil
}

// raw reads a JSON column; an empty one is absent.
type raw json.RawMessage

// Scan implements sql.Scanner.
func (r *raw) Scan(src any) error {
	s, err := fromText(src)
	*r = raw(s)
	if s == "" {
		*r = nil
	}
	return err
}

// priorities reads the JSON column of the plan.
type priorities []Priority

// Scan implements sql.Scanner.
func (p *priorities) Scan(src any) error {
	s, err := fromText(src)
	if err != nil || !strings.HasPrefix(s, "[") {
		return err
	}
	return json.Unmarshal([]byte(s), (*[]Priority)(p))
}

func fromText(src any) (string, error) {
	switch v := src.(type) {
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", fmt.Errorf("exchange: cannot read %s as text", reflect.TypeOf(src))
}
