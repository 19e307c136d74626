package analysis

import (
	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// The tasks and problems of a period: what was given, closed or open in it ($2
// is its first day), and what came of its returns and its own meeting until the
// end of the next one ($3). Each branch is found by an index.
const (
	theTasks = `(SELECT a.id FROM task AS a WHERE a.committee_id = $1 AND a.given_on >= $2 AND a.given_on <= $3
		UNION ALL SELECT b.id FROM task AS b WHERE b.committee_id = $1 AND b.state IN ('open', 'answered', 'cancelled') AND b.given_on < $2
		UNION ALL SELECT c.id FROM task AS c WHERE c.committee_id = $1 AND c.closed_on >= $2)`

	theIssues = `(SELECT a.id FROM issue AS a WHERE a.committee_id = $1 AND a.state = 'open' AND a.since <= $3
		UNION ALL SELECT s.id FROM issue AS s WHERE s.committee_id = $1 AND s.state = 'solved' AND s.solved_on >= $2 AND s.since <= $3
		UNION ALL SELECT b.merged_into FROM issue AS b WHERE b.committee_id = $1 AND b.merged_into > '' AND b.since <= $3)`
)

var (
	readTasks = store.Read(`SELECT t.id, t.kind, t.body, t.owner_id, t.priority, t.source_id, t.meeting_id, t.asked_by, t.given_on, t.due_on, t.due_body, t.state, t.done_on, t.closed_on, t.year, t.number
		FROM task AS t WHERE t.committee_id = $1 AND t.id IN ` + theTasks + ` ORDER BY t.given_on, t.year, t.number`)
	readTaskEvents = store.Read(`SELECT e.task_id, e.verb, e.at, e.due_from, e.id, e.meeting_id
		FROM task_event AS e WHERE e.committee_id = $1 AND e.task_id IN ` + theTasks + ` ORDER BY e.task_id, e.at, e.id`)
	readIssues = store.Read(`SELECT i.id, i.body, i.objective_id, COALESCE(o.code, ''), COALESCE(o.title, ''), i.resource, i.amount, i.since, i.state, i.solved_on, i.merged_into,
		i.escalated_on, i.question, i.answered_on, i.answer, i.year, i.number
		FROM issue AS i LEFT JOIN plan_objective AS o ON o.committee_id = i.committee_id AND o.id = i.objective_id
		WHERE i.committee_id = $1 AND i.id IN ` + theIssues + ` ORDER BY i.since, i.year, i.number`)
	readRaised = store.Read(`SELECT x.issue_id, x.id, x.institution_id, x.source, x.source_id, x.raised_on, x.body
		FROM issue_raised AS x WHERE x.committee_id = $1 AND x.issue_id IN ` + theIssues + ` ORDER BY x.issue_id, x.raised_on, x.id`)
	readTaken = store.Read(`SELECT x.issue_id, x.id, x.institution_id, x.taken_on, x.body,
		EXISTS (SELECT 1 FROM reporting_measure AS m WHERE m.committee_id = x.committee_id AND m.id = x.id)
		FROM issue_measure AS x WHERE x.committee_id = $1 AND x.issue_id IN ` + theIssues + ` ORDER BY x.issue_id, x.taken_on, x.id`)
	readIssueEvents = store.Read(`SELECT e.issue_id, e.verb, e.at, '', e.id, e.other_id
		FROM issue_event AS e WHERE e.committee_id = $1 AND e.issue_id IN ` + theIssues + ` ORDER BY e.issue_id, e.at, e.id`)
)

// An eventRow is an Event as the tables of tasks and problems keep it.
type eventRow struct {
	Event
	of string
	at store.Time
}

func (e *eventRow) fields() []any {
	return []any{&e.of, &e.Verb, &e.at, &e.DueFrom, &e.ID, &e.Other}
}

func (e eventRow) event() Event {
	e.At = instant(e.at)
	return e.Event
}

func (d *Data) loadTasks(tx *store.Tx) (err error) {
	from, to := d.Period.Start(), d.Period.Next().End()
	d.Tasks, err = store.All(tx, readTasks, func(t *Task) []any {
		return []any{&t.ID, &t.Kind, &t.Body, &t.Owner, &t.Priority, &t.SourceID, &t.MeetingID, &t.AskedBy, &t.GivenOn, &t.DueOn, &t.DueBody,
			&t.State, &t.DoneOn, &t.ClosedOn, &t.Year, &t.Number}
	}, from, to)
	if err != nil {
		return err
	}
	at := map[string]*Task{}
	for i := range d.Tasks {
		at[d.Tasks[i].ID] = &d.Tasks[i]
	}
	events, err := store.All(tx, readTaskEvents, (*eventRow).fields, from, to)
	for _, e := range events {
		at[e.of].Events = append(at[e.of].Events, e.event())
	}
	return err
}

func (d *Data) loadIssues(tx *store.Tx) error {
	type row struct {
		Issue
		code, title string
		amount      *figure.Number
	}
	from, to := d.Period.Start(), d.Period.Next().End()
	rows, err := store.All(tx, readIssues, func(r *row) []any {
		return []any{&r.ID, &r.Body, &r.Objective, &r.code, &r.title, &r.Resource, &r.amount, &r.Since, &r.State, &r.SolvedOn, &r.MergedInto,
			&r.EscalatedOn, &r.Question, &r.AnsweredOn, &r.Answer, &r.Year, &r.Number}
	}, from, to)
	if err != nil {
		return err
	}
	for _, r := range rows {
		r.Amount, r.ObjectiveName = r.amount, objectiveName(r.code, r.title)
		d.Issues = append(d.Issues, r.Issue)
	}
	return d.loadIssueParts(tx, from, to)
}

func (d *Data) loadIssueParts(tx *store.Tx, from, to string) error {
	at := map[string]*Issue{}
	for i := range d.Issues {
		at[d.Issues[i].ID] = &d.Issues[i]
	}
	raised, err := store.All(tx, readRaised, func(p *part[Raising]) []any {
		return []any{&p.of, &p.is.ID, &p.is.Institution, &p.is.Source, &p.is.SourceID, &p.is.On, &p.is.Body}
	}, from, to)
	for _, p := range raised {
		at[p.of].Raised = append(at[p.of].Raised, p.is)
	}
	if err != nil {
		return err
	}
	taken, err := store.All(tx, readTaken, func(p *part[Taken]) []any {
		return []any{&p.of, &p.is.ID, &p.is.Institution, &p.is.On, &p.is.Body, &p.is.Returned}
	}, from, to)
	for _, p := range taken {
		at[p.of].Taken = append(at[p.of].Taken, p.is)
	}
	if err != nil {
		return err
	}
	events, err := store.All(tx, readIssueEvents, (*eventRow).fields, from, to)
	for _, e := range events {
		at[e.of].Events = append(at[e.of].Events, e.event())
	}
	return err
}

// objectiveName is an objective of the plan for the reader: its number, if it
// has one, and title.
func objectiveName(code, title string) string {
	if code == "" {
		return title
	}
	return code + " " + title
}
