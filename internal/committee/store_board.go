package committee

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// The first page of a committee reads the tables of every feature; it writes none.
var (
	sizes = store.Read(`SELECT (SELECT COUNT(*) FROM committee_institution WHERE committee_id = $1),
		(SELECT COUNT(*) FROM committee_seat WHERE committee_id = $1)`)
	planOf    = store.Read(`SELECT id, state FROM plan WHERE committee_id = $1 AND year = $2`)
	allRounds = store.Read(`SELECT n.id, n.period, n.due_on,
		(SELECT COUNT(*) FROM reporting_return AS r WHERE r.committee_id = n.committee_id AND r.round_id = n.id AND r.state <> 'accepted'),
		COALESCE((SELECT a.state FROM analysis AS a WHERE a.committee_id = n.committee_id AND a.period = n.period ORDER BY a.revision DESC LIMIT 1), '')
		FROM reporting_round AS n WHERE n.committee_id = $1`)
	returnsOf = store.Read(`SELECT r.id, r.institution_id, n.name, r.state, r.due_on, r.started_at
		FROM reporting_return AS r
		JOIN committee_named AS n ON n.committee_id = r.committee_id AND n.institution_id = r.institution_id AND n.since <= $3 AND n.until >= $3
		WHERE r.committee_id = $1 AND r.round_id = $2 ORDER BY n.position, r.institution_id`)
	// What plan.Activity.Open says, and the day is over; once for each partner.
	lateActivities = store.Read(`SELECT a.id, a.lead_id, COALESCE(w.institution_id, '') FROM plan AS p
		JOIN plan_activity AS a ON a.committee_id = p.committee_id AND a.plan_id = p.id
		LEFT JOIN plan_partner AS w ON w.committee_id = a.committee_id AND w.activity_id = a.id
		WHERE p.committee_id = $1 AND p.year = $2 AND p.state = 'approved' AND a.due_on <> '' AND a.due_on < $3
		AND a.state NOT IN ('done', 'done_late', 'cancelled', 'carried_over')`)
	lastMeeting = store.Read(`SELECT COALESCE(MAX(held_on), '') FROM meeting_held WHERE committee_id = $1 AND body IN ($2, 'joint') AND held_on <= $3`)
	firstOrder  = store.Read(`SELECT COALESCE(MIN(valid_from), '') FROM committee_order WHERE committee_id = $1`)
	analysisOf  = store.Read(`SELECT state FROM analysis WHERE committee_id = $1 AND period = $2 ORDER BY revision DESC LIMIT 1`)
)

// readBoard reads what is to be done on a day. What institutions own is shown
// as far as returns, the visitor's grant to read returns, reaches.
func readBoard(tx *store.Tx, today string, returns access.Grant) (b board, err error) {
	b.Year, _ = strconv.Atoi(today[:4])
	steps := []func() error{
		func() error { return b.readSizes(tx) },
		func() error { return b.readPlan(tx) },
		func() error { return b.readRounds(tx, today, returns) },
		func() error { return b.readAnalyses(tx, today) },
		func() error { return b.readActivities(tx, today, returns) },
		func() error { return b.readLoop(tx, today, returns) },
		func() error { return b.readMeetings(tx, today) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return b, err
		}
	}
	return b, nil
}

// orNothing takes what is not there for the zero value.
func orNothing[T any](v T, err error) (T, error) {
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return v, err
}

func (b *board) readSizes(tx *store.Tx) error {
	n, err := store.One(tx, sizes, func(v *[2]int64) []any { return []any{&v[0], &v[1]} })
	b.Institutions, b.Seats = n[0], n[1]
	return err
}

func (b *board) readPlan(tx *store.Tx) (err error) {
	b.Plan, err = orNothing(store.One(tx, planOf, func(p *yearPlan) []any { return []any{&p.ID, &p.State} }, b.Year))
	return err
}

func (r *round) fields() []any { return []any{&r.ID, &r.Period, &r.DueOn, &r.Open, &r.Analysis} }

// readRounds reads the rounds in work, each with its returns.
func (b *board) readRounds(tx *store.Tx, today string, returns access.Grant) error {
	all, err := store.All(tx, allRounds, (*round).fields)
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(x, y round) int {
		return cmp.Or(cmp.Compare(y.Period.End(), x.Period.End()), cmp.Compare(x.Period.Start(), y.Period.Start()))
	})
	b.Rounds = shown(all, today)
	for i := range b.Rounds {
		if err := b.Rounds[i].read(tx, today, returns); err != nil {
			return err
		}
	}
	return nil
}

func (r *round) read(tx *store.Tx, today string, returns access.Grant) error {
	all, err := store.All(tx, returnsOf, func(d *due) []any {
		return []any{&d.ID, &d.InstitutionID, &d.Name, &d.State, &d.DueOn, &d.Started}
	}, r.ID, today)
	list := covered(all, returns)
	r.Returns = count(list, today)
	if !returns.Whole() {
		r.Mine = list
	}
	return err
}

// readAnalyses takes the analyses of the rounds or, without any, that of the
// half-year that ended last.
func (b *board) readAnalyses(tx *store.Tx, today string) (err error) {
	if b.Analyses = writings(b.Rounds); b.Analyses != nil {
		return nil
	}
	p, _ := figure.PeriodAt(figure.Half, today)
	last := writing{Period: p.Previous()}
	last.State, err = orNothing(store.Value[string](tx, analysisOf, string(last.Period)))
	b.Analyses = []writing{last}
	return err
}

// readActivities counts what is overdue in the plan of the year: for those who
// see every return all of it, for others what their institution leads or shares.
func (b *board) readActivities(tx *store.Tx, today string, returns access.Grant) error {
	type shared struct{ id, lead, partner string }
	list, err := store.All(tx, lateActivities, func(s *shared) []any { return []any{&s.id, &s.lead, &s.partner} }, b.Year, today)
	seen := map[string]bool{}
	for _, s := range list {
		if returns.Covers(s.lead) || returns.Covers(s.partner) {
			seen[s.id] = true
		}
	}
	b.LateActivities = int64(len(seen))
	return err
}

func (b *board) readMeetings(tx *store.Tx, today string) error {
	start, err := store.Value[string](tx, firstOrder)
	if err != nil {
		return err
	}
	for _, body := range bodies {
		s := sitting{Body: body, Start: start}
		if s.Last, err = store.Value[string](tx, lastMeeting, body, today); err != nil {
			return err
		}
		if s.Rule, err = orNothing(RuleOn(tx, "meeting_interval_"+body, today)); err != nil {
			return err
		}
		b.Meetings = append(b.Meetings, s.next(today))
	}
	return nil
}
