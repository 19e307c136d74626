package issue

import (
	"cmp"
	"errors"
	"slices"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A promise is a measure written in a return for one of its problems.
type promise struct{ id, problemID, status, body, on string }

func (m *promise) fields() []any { return []any{&m.id, &m.problemID, &m.status, &m.body, &m.on} }

var promisesOf = store.Read(`SELECT id, problem_id, status, body, due_on FROM reporting_measure
	WHERE committee_id = $1 AND return_id = $2 AND problem_id <> '' ORDER BY position, id`)

// promises notes the measures of a return: those taken, and those expected, each
// once. The event that an expected one became a task has the id of the measure.
func promises(tx *store.Tx, returnID string, at map[string]problem, issueOf map[string]string, o Options) error {
	list, err := store.All(tx, promisesOf, (*promise).fields, returnID)
	if err != nil {
		return err
	}
	for _, m := range list {
		p, ok := at[m.problemID]
		if !ok {
			continue
		}
		id := issueOf[p.ID]
		if m.status == "taken" {
			err = took(tx, Measure{ID: m.id, IssueID: id, InstitutionID: p.institutionID, TakenOn: cmp.Or(m.on, p.day()), Body: m.body})
		} else {
			err = expect(tx, m.id, m.expected(id, p), o)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// expected is the task of a measure. It was promised on the day the return was
// sent, or on the day it was due when that had passed by then; one without a day
// is due at the next meeting of the committee from now.
func (m promise) expected(id string, p problem) Expected {
	e := Expected{IssueID: id, Body: m.body, Owner: p.institutionID, Priority: "normal"}
	if m.on == "" {
		e.DueBody = "committee"
		return e
	}
	e.DueOn, e.GivenOn = m.on, min(p.day(), m.on)
	return e
}

// took notes a measure taken, or the corrected words of one that is noted.
func took(tx *store.Tx, m Measure) error {
	known, err := measures.Get(tx, m.ID)
	if err == nil {
		return measures.Edit(tx, m.ID, known.Version, func(k *Measure) error { k.TakenOn, k.Body = m.TakenOn, m.Body; return nil })
	}
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err := measures.Add(tx, m); err != nil {
		return err
	}
	return note(tx, m.IssueID, wasMeasured, m.Body, "")
}

// openTasks are those still to be done for a problem and those merged into it.
var openTasks = store.Read(`SELECT id, owner_id, body FROM task
	WHERE committee_id = $1 AND kind = 'measure' AND state IN ('open', 'answered') AND source_id IN (
		SELECT CAST($2 AS TEXT) UNION ALL SELECT i.id FROM issue AS i WHERE i.committee_id = $1 AND i.merged_into = $2)`)

// expect gives an expected measure as a task. A measure of a return that is
// promised again in the next one is the task it became already.
func expect(tx *store.Tx, measureID string, e Expected, o Options) error {
	if _, err := events.Get(tx, measureID); !errors.Is(err, store.ErrNotFound) {
		return err
	}
	root, err := rootOf(tx, e.IssueID)
	if err != nil {
		return err
	}
	type task struct{ id, owner, body string }
	list, err := store.All(tx, openTasks, func(t *task) []any { return []any{&t.id, &t.owner, &t.body} }, root.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(t task) bool { return t.owner == e.Owner && text.Fold(t.body) == text.Fold(e.Body) })
	id := ""
	if i >= 0 {
		id = list[i].id
	} else if id, err = o.Give(tx, e); err != nil {
		return err
	}
	return happened(tx, Event{ID: measureID, IssueID: e.IssueID, Verb: wasExpected, Note: e.Body, OtherID: id})
}
