package reporting

import (
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

var (
	lastPlaces = store.Read(`SELECT p.position FROM reporting_problem AS p WHERE p.committee_id = $1 AND p.return_id = $2
		UNION ALL SELECT m.position FROM reporting_measure AS m WHERE m.committee_id = $1 AND m.return_id = $2`)
	freeMeasures = store.Write(`UPDATE reporting_measure SET problem_id = '', version = version + 1
		WHERE committee_id = $1 AND return_id = $2 AND problem_id = $3`)
	// Problems an institution raised and has neither solved nor continued.
	openProblems = store.Read(`SELECT p.id, p.version, p.return_id, p.position, p.objective_id, p.activity_id, p.body, p.resource, p.amount, p.since, p.earlier_id, p.solved, n.period
		FROM reporting_problem AS p
		JOIN reporting_return AS r ON r.committee_id = p.committee_id AND r.id = p.return_id
		JOIN reporting_round AS n ON n.committee_id = r.committee_id AND n.id = r.round_id
		WHERE p.committee_id = $1 AND NOT p.solved
		AND p.return_id IN (SELECT o.id FROM reporting_return AS o WHERE o.committee_id = $1 AND o.institution_id = $2 AND o.id <> $3)
		AND NOT EXISTS (SELECT 1 FROM reporting_problem AS c WHERE c.committee_id = $1 AND c.earlier_id = p.id AND c.return_id <> $3)
		ORDER BY p.since, p.id`)
)

// nextPlace is the position after all problems and measures of a return.
func nextPlace(tx *store.Tx, returnID string) (int64, error) {
	places, err := store.All(tx, lastPlaces, func(n *int64) []any { return []any{n} }, returnID)
	last := int64(0)
	for _, n := range places {
		last = max(last, n)
	}
	return last + 1, err
}

// An Earlier problem is one raised in a period before and still open.
type Earlier struct {
	Problem
	Period figure.Period
}

// Unsolved lists the problems of the same institution from earlier periods that
// nobody has solved or continued: those this return may go on with.
func Unsolved(tx *store.Tx, r Return) ([]Earlier, error) {
	fields := func(e *Earlier) []any { return append(e.Problem.fields(), &e.Period) }
	all, err := store.All(tx, openProblems, fields, r.InstitutionID, r.ID)
	var list []Earlier
	for _, e := range all {
		if e.Period.End() < r.Period.End() {
			list = append(list, e)
		}
	}
	return list, err
}

// SaveProblem adds a problem, when it has no ID, or changes one. One that goes on
// with an earlier problem keeps the day that was first raised.
func SaveProblem(tx *store.Tx, p Problem) (id string, err error) {
	return saveProblem(tx, p, p.ID == "")
}

// saveProblem adds a problem or changes one; a new one may bring its ID.
func saveProblem(tx *store.Tx, p Problem, isNew bool) (id string, err error) {
	r, err := editable(tx, p.ReturnID)
	if err != nil {
		return "", err
	}
	if p.EarlierID != "" {
		earlier, err := problems.Get(tx, p.EarlierID)
		if err != nil {
			return "", err
		}
		p.Since = earlier.Since
	}
	if err := sayNone(tx, r, func(r *Return) { r.NoProblems = false }); err != nil {
		return "", err
	}
	if isNew {
		p.ID = or(p.ID, tx.NewID())
		if p.Position, err = nextPlace(tx, r.ID); err != nil {
			return "", err
		}
		return p.ID, problems.Add(tx, p)
	}
	return p.ID, problems.Edit(tx, p.ID, p.Version, func(o *Problem) error {
		if o.ReturnID != p.ReturnID {
			return store.ErrNotFound
		}
		o.ObjectiveID, o.ActivityID, o.Body, o.Resource, o.Amount = p.ObjectiveID, p.ActivityID, p.Body, p.Resource, p.Amount
		o.Since, o.EarlierID, o.Solved = p.Since, p.EarlierID, p.Solved
		return nil
	})
}

// RemoveProblem takes a problem out of a return; measures for it stay, for none.
func RemoveProblem(tx *store.Tx, returnID, id string, version int64) error {
	p, err := problems.Get(tx, id)
	if err != nil || p.ReturnID != returnID {
		return store.ErrNotFound
	}
	if _, err := editable(tx, returnID); err != nil {
		return err
	}
	if _, err := tx.Exec(freeMeasures, returnID, id); err != nil {
		return err
	}
	return problems.Remove(tx, id, version)
}

// SaveMeasure adds a measure, when it has no ID, or changes one. One that is
// expected needs the day it is expected by.
func SaveMeasure(tx *store.Tx, m Measure) (id string, err error) {
	return saveMeasure(tx, m, m.ID == "")
}

// saveMeasure adds a measure or changes one; a new one may bring its ID.
func saveMeasure(tx *store.Tx, m Measure, isNew bool) (id string, err error) {
	r, err := editable(tx, m.ReturnID)
	if err != nil {
		return "", err
	}
	if m.Status == Expected && m.DueOn == "" {
		return "", web.Refuse("Një masë që pritet ka nevojë për afat.")
	}
	if err := sayNone(tx, r, func(r *Return) { r.NoMeasures = false }); err != nil {
		return "", err
	}
	if isNew {
		m.ID = or(m.ID, tx.NewID())
		if m.Position, err = nextPlace(tx, r.ID); err != nil {
			return "", err
		}
		return m.ID, measures.Add(tx, m)
	}
	return m.ID, measures.Edit(tx, m.ID, m.Version, func(o *Measure) error {
		if o.ReturnID != m.ReturnID {
			return store.ErrNotFound
		}
		o.ProblemID, o.Status, o.Body, o.DueOn = m.ProblemID, m.Status, m.Body, m.DueOn
		return nil
	})
}

// RemoveMeasure takes a measure out of a return.
func RemoveMeasure(tx *store.Tx, returnID, id string, version int64) error {
	m, err := measures.Get(tx, id)
	if err != nil || m.ReturnID != returnID {
		return store.ErrNotFound
	}
	if _, err := editable(tx, returnID); err != nil {
		return err
	}
	return measures.Remove(tx, id, version)
}

// SayNone records the institution's word that it met no problem, or took and
// expects no measure. It refuses while there are some.
func SayNone(tx *store.Tx, returnID string, noProblems, noMeasures bool) error {
	if _, err := editable(tx, returnID); err != nil {
		return err
	}
	r, err := Load(tx, returnID)
	if err != nil {
		return err
	}
	if noProblems && len(r.Problems) > 0 || noMeasures && len(r.Measures) > 0 {
		return web.Refuse("Hiqni më parë ato që janë shkruar.")
	}
	return sayNone(tx, r, func(r *Return) { r.NoProblems, r.NoMeasures = noProblems, noMeasures })
}

// sayNone changes the head of a return, and marks it as begun.
func sayNone(tx *store.Tx, r Return, change func(*Return)) error {
	return returns.Edit(tx, r.ID, r.Version, func(r *Return) error {
		change(r)
		if r.StartedAt.IsZero() {
			r.StartedAt = tx.Now()
		}
		return nil
	})
}

// SetChannel records how a return that the secretary enters came: on paper or by
// telephone, from which office and when.
func SetChannel(tx *store.Tx, returnID, channel, note string) error {
	r, err := editable(tx, returnID)
	if err != nil {
		return err
	}
	return returns.Edit(tx, r.ID, r.Version, func(r *Return) error {
		r.Channel, r.SourceNote, r.EnteredBy = channel, note, ""
		if r.ForInstitution() {
			r.EnteredBy = tx.Grant().Actor()
		}
		return nil
	})
}
