package committee

import (
	"errors"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// The first page of a committee reads the tables of every feature; it writes none.
var (
	sizes = store.Read(`SELECT (SELECT COUNT(*) FROM committee_institution WHERE committee_id = $1),
		(SELECT COUNT(*) FROM committee_seat WHERE committee_id = $1)`)
	planOf    = store.Read(`SELECT id, state FROM plan WHERE committee_id = $1 AND year = $2`)
	lastRound = store.Read(`SELECT id, period, due_on FROM reporting_round WHERE committee_id = $1 ORDER BY opened_on DESC, period DESC LIMIT 1`)
	returnsOf = store.Read(`SELECT r.id, r.institution_id, n.name, r.state, r.due_on, r.started_at
		FROM reporting_return AS r
		JOIN committee_named AS n ON n.committee_id = r.committee_id AND n.institution_id = r.institution_id AND n.since <= $3 AND n.until >= $3
		WHERE r.committee_id = $1 AND r.round_id = $2 ORDER BY n.position, r.institution_id`)
	lateActivities = store.Read(`SELECT a.lead_id, COUNT(*) FROM plan AS p
		JOIN plan_activity AS a ON a.committee_id = p.committee_id AND a.plan_id = p.id
		WHERE p.committee_id = $1 AND p.year = $2 AND p.state = 'approved' AND a.due_on <> '' AND a.due_on < $3 AND a.state IN ('planned', 'in_progress')
		GROUP BY a.lead_id`)
	lastMeeting = store.Read(`SELECT COALESCE(MAX(held_on), '') FROM meeting WHERE committee_id = $1 AND body IN ($2, 'joint') AND held_on <= $3`)
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
		func() error { return b.readRound(tx, today, returns) },
		func() error { return b.readActivities(tx, today, returns) },
		func() error { return b.readMeetings(tx, today) },
		func() error {
			b.Period = analysisPeriod(b.Round, today)
			b.Analysis, err = orNothing(store.Value[string](tx, analysisOf, string(b.Period)))
			return err
		},
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

func (b *board) readRound(tx *store.Tx, today string, returns access.Grant) (err error) {
	b.Round, err = orNothing(store.One(tx, lastRound, func(r *round) []any { return []any{&r.ID, &r.Period, &r.DueOn} }))
	if err != nil || b.Round.ID == "" {
		return err
	}
	all, err := store.All(tx, returnsOf, func(d *due) []any {
		return []any{&d.ID, &d.InstitutionID, &d.Name, &d.State, &d.DueOn, &d.Started}
	}, b.Round.ID, today)
	list := covered(all, returns)
	b.Returns = count(list, today)
	if !returns.Whole() {
		b.Mine = list
	}
	return err
}

func (b *board) readActivities(tx *store.Tx, today string, returns access.Grant) error {
	type led struct {
		institution string
		n           int64
	}
	list, err := store.All(tx, lateActivities, func(l *led) []any { return []any{&l.institution, &l.n} }, b.Year, today)
	for _, l := range list {
		if returns.Covers(l.institution) {
			b.LateActivities += l.n
		}
	}
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
