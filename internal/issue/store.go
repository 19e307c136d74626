package issue

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"tryeza/internal/store"
)

var (
	issues   = store.NewTable("issue", "year, number, body, objective_id, activity_id, resource, amount, since, state, solved_on, solution, merged_into, escalated_on, question, answered_on, answer", (*Issue).fields)
	raisings = store.NewTable("issue_raised", "issue_id, institution_id, source, source_id, raised_on, body", (*Raised).fields)
	measures = store.NewTable("issue_measure", "issue_id, institution_id, taken_on, body", (*Measure).fields)
	events   = store.NewTable("issue_event", "issue_id, verb, note, other_id, author, at", (*Event).fields)
)

func (x *Issue) fields() []any {
	return []any{&x.ID, &x.Version, &x.Year, &x.Number, &x.Body, &x.ObjectiveID, &x.ActivityID, &x.Resource, &x.Amount, &x.Since, &x.State, &x.SolvedOn,
		&x.Solution, &x.MergedInto, &x.EscalatedOn, &x.Question, &x.AnsweredOn, &x.Answer}
}

func (r *Raised) fields() []any {
	return []any{&r.ID, &r.Version, &r.IssueID, &r.InstitutionID, &r.Source, &r.SourceID, &r.RaisedOn, &r.Body}
}

func (m *Measure) fields() []any {
	return []any{&m.ID, &m.Version, &m.IssueID, &m.InstitutionID, &m.TakenOn, &m.Body}
}

func (e *Event) fields() []any {
	return []any{&e.ID, &e.Version, &e.IssueID, &e.Verb, &e.Note, &e.OtherID, &e.Author, &e.At}
}

// A problem and those merged into it are read together: $2 is the id of the first.
var (
	groupOf = store.Read(`SELECT id, version, year, number, body, objective_id, activity_id, resource, amount, since, state, solved_on, solution, merged_into, escalated_on, question, answered_on, answer
		FROM issue WHERE committee_id = $1 AND id = $2
		UNION ALL SELECT id, version, year, number, body, objective_id, activity_id, resource, amount, since, state, solved_on, solution, merged_into, escalated_on, question, answered_on, answer
		FROM issue WHERE committee_id = $1 AND merged_into = $2`)
	groupRaised = store.Read(`SELECT r.id, r.version, r.issue_id, r.institution_id, r.source, r.source_id, r.raised_on, r.body
		FROM issue_raised AS r WHERE r.committee_id = $1 AND r.issue_id IN (
			SELECT CAST($2 AS TEXT) UNION ALL SELECT i.id FROM issue AS i WHERE i.committee_id = $1 AND i.merged_into = $2)
		ORDER BY r.raised_on, r.id`)
	groupMeasures = store.Read(`SELECT m.id, m.version, m.issue_id, m.institution_id, m.taken_on, m.body
		FROM issue_measure AS m WHERE m.committee_id = $1 AND m.issue_id IN (
			SELECT CAST($2 AS TEXT) UNION ALL SELECT i.id FROM issue AS i WHERE i.committee_id = $1 AND i.merged_into = $2)
		ORDER BY m.taken_on, m.id`)
	groupEvents = store.Read(`SELECT e.id, e.version, e.issue_id, e.verb, e.note, e.other_id, e.author, e.at
		FROM issue_event AS e WHERE e.committee_id = $1 AND e.issue_id IN (
			SELECT CAST($2 AS TEXT) UNION ALL SELECT i.id FROM issue AS i WHERE i.committee_id = $1 AND i.merged_into = $2)
		ORDER BY e.at, e.id`)
)

// A Group is a problem with those merged into it, each with its own parts.
type Group struct {
	Issue
	Merged []Issue // in the order of their numbers
}

// Get reads a problem with all its parts, and those merged into it.
func Get(tx *store.Tx, id string) (Group, error) {
	list, err := store.All(tx, groupOf, (*Issue).fields, id)
	if err == nil && len(list) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Group{}, err
	}
	at := map[string]*Issue{}
	for i := range list {
		at[list[i].ID] = &list[i]
	}
	if err := parts(tx, at, id); err != nil {
		return Group{}, err
	}
	g := Group{Issue: list[0], Merged: list[1:]}
	slices.SortFunc(g.Merged, byNumber)
	return g, nil
}

// parts reads what belongs to the problems of a group into them.
func parts(tx *store.Tx, at map[string]*Issue, id string) error {
	raised, err := store.All(tx, groupRaised, (*Raised).fields, id)
	if err != nil {
		return err
	}
	for _, r := range raised {
		at[r.IssueID].Raised = append(at[r.IssueID].Raised, r)
	}
	taken, err := store.All(tx, groupMeasures, (*Measure).fields, id)
	if err != nil {
		return err
	}
	for _, m := range taken {
		at[m.IssueID].Measures = append(at[m.IssueID].Measures, m)
	}
	history, err := store.All(tx, groupEvents, (*Event).fields, id)
	for _, e := range history {
		at[e.IssueID].Events = append(at[e.IssueID].Events, e)
	}
	return err
}

func byNumber(a, b Issue) int {
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Number, b.Number))
}

// rootOf is the problem itself or the one it was merged into.
func rootOf(tx *store.Tx, id string) (Issue, error) {
	x, err := issues.Get(tx, id)
	if err == nil && x.MergedInto != "" {
		x, err = issues.Get(tx, x.MergedInto)
	}
	return x, err
}

var lastEvent = store.Read(`SELECT at FROM issue_event WHERE committee_id = $1 AND issue_id = $2 ORDER BY at DESC LIMIT 1`)

// note adds to the history of a problem.
func note(tx *store.Tx, id, verb, text, other string) error {
	return happened(tx, Event{ID: tx.NewID(), IssueID: id, Verb: verb, Note: text, OtherID: other})
}

// happened adds an event after all there are: their order counts, and one
// transaction has one instant.
func happened(tx *store.Tx, e Event) error {
	last, err := store.Value[store.Time](tx, lastEvent, e.IssueID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	e.Author, e.At = tx.Grant().Actor(), tx.Now()
	if !e.At.After(last.Time) {
		e.At = store.At(last.Add(time.Microsecond))
	}
	return events.Add(tx, e)
}
