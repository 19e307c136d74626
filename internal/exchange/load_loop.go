package exchange

import (
	"cmp"
	"errors"

	"tryeza/internal/store"
)

var (
	readIssues = store.Read(`SELECT '', i.year * 100000 + i.number, i.id, i.year, i.number, i.body, i.objective_id, i.activity_id, i.resource, i.amount,
		i.since, i.state, i.solved_on, i.solution, i.merged_into, i.escalated_on, i.question, i.answered_on, i.answer
		FROM issue AS i WHERE i.committee_id = $1 AND i.id IN (` + issuesOfYear + `)`)
	readRaised      = ofIssues(`t.issue_id, 0, t.id, t.institution_id, t.source, t.source_id, t.raised_on, t.body`, `issue_raised`)
	readTaken       = ofIssues(`t.issue_id, 0, t.id, t.institution_id, t.taken_on, t.body`, `issue_measure`)
	readIssueEvents = ofIssues(`t.issue_id, 0, t.id, t.verb, t.note, t.other_id, t.author, t.at`, `issue_event`)

	readTasks = store.Read(`SELECT '', number, id, number, kind, body, owner_id, priority, source_id, meeting_id, asked_by, given_on, due_on, due_body,
		due_meeting, state, what, done_on, answered_by, checked_by, closed_on, reason, escalated FROM task WHERE committee_id = $1 AND year = $2`)
	readTaskEvents = ofTasks(`t.task_id, 0, t.id, t.verb, t.note, t.meeting_id, t.due_from, t.due_to, t.author, t.at`, `task_event`)
	readTaskFiles  = ofTasks(`t.task_id, 0, t.id, t.name, t.media_type, t.added_at, t.content`, `task_file`)
	readAsked      = ofTasks(`t.task_id, 0, t.id, t.subject_id, t.gap, t.asked_on`, `register_asked`)
)

// issuesOfYear are the problems of a year with all that were merged into them,
// so that no problem hides under one that is not in the document.
const issuesOfYear = `SELECT r.id FROM issue AS r WHERE r.committee_id = $1 AND r.year = $2 AND r.merged_into = ''
	UNION ALL SELECT m.id FROM issue AS r JOIN issue AS m ON m.committee_id = r.committee_id AND m.merged_into = r.id
	WHERE r.committee_id = $1 AND r.year = $2`

// ofIssues reads what belongs to the problems of a year.
func ofIssues(columns, table string) store.Query {
	return store.Read(`SELECT ` + columns + ` FROM ` + table + ` AS t WHERE t.committee_id = $1 AND t.issue_id IN (` + issuesOfYear + `)`)
}

// ofTasks reads what belongs to the tasks of a year.
func ofTasks(columns, table string) store.Query {
	return store.Read(`SELECT ` + columns + ` FROM task AS k
		JOIN ` + table + ` AS t ON t.committee_id = k.committee_id AND t.task_id = k.id
		WHERE k.committee_id = $1 AND k.year = $2`)
}

func (d *Document) loadIssues(tx *store.Tx) error {
	issues, err := group(tx, readIssues, func(i *Issue) []any {
		return []any{&i.ID, &i.Year, &i.Number, &i.Body, &i.Objective, &i.Activity, &i.Resource, &i.Amount, &i.Since, &i.State, &i.SolvedOn, &i.Solution,
			&i.Merged, &i.EscalatedOn, &i.Question, &i.AnsweredOn, &i.Answer}
	}, nil, d.Year)
	d.Issues = issues[""]
	at := map[string]*Issue{}
	for i := range d.Issues {
		if d.Issues[i].Year == int64(d.Year) {
			d.Issues[i].Year = 0
		}
		at[d.Issues[i].ID] = &d.Issues[i]
	}
	if err != nil {
		return err
	}
	return errors.Join(
		hang(tx, readRaised, func(r *Raised) []any { return []any{&r.ID, &r.Institution, &r.Source, &r.In, &r.RaisedOn, &r.Body} },
			func(a, b *Raised) int { return cmp.Compare(a.RaisedOn, b.RaisedOn) }, func(i string, l []Raised) { at[i].Raised = l }, d.Year),
		hang(tx, readTaken, func(t *Taken) []any { return []any{&t.ID, &t.Institution, &t.TakenOn, &t.Body} },
			func(a, b *Taken) int { return cmp.Compare(a.TakenOn, b.TakenOn) }, func(i string, l []Taken) { at[i].Measures = l }, d.Year),
		hang(tx, readIssueEvents, func(e *IssueEvent) []any {
			return []any{&e.ID, &e.Verb, &e.Note, &e.Other, &e.Author, (*instant)(&e.At)}
		},
			func(a, b *IssueEvent) int { return cmp.Compare(a.At, b.At) }, func(i string, l []IssueEvent) { at[i].Events = l }, d.Year),
	)
}

func (d *Document) loadTasks(tx *store.Tx) error {
	tasks, err := group(tx, readTasks, func(t *Task) []any {
		return []any{&t.ID, &t.Number, &t.Kind, &t.Body, &t.Owner, &t.Priority, &t.Source, &t.Meeting, &t.AskedBy, &t.GivenOn, &t.DueOn, &t.DueBody,
			&t.DueMeeting, &t.State, &t.What, &t.DoneOn, &t.AnsweredBy, &t.CheckedBy, &t.ClosedOn, &t.Reason, &t.Escalated}
	}, nil, d.Year)
	d.Tasks = tasks[""]
	at := map[string]*Task{}
	for i := range d.Tasks {
		at[d.Tasks[i].ID] = &d.Tasks[i]
	}
	if err != nil {
		return err
	}
	return errors.Join(
		hang(tx, readTaskEvents, func(e *TaskEvent) []any {
			return []any{&e.ID, &e.Verb, &e.Note, &e.Meeting, &e.DueFrom, &e.DueTo, &e.Author, (*instant)(&e.At)}
		}, func(a, b *TaskEvent) int { return cmp.Compare(a.At, b.At) }, func(t string, l []TaskEvent) { at[t].Events = l }, d.Year),
		hang(tx, readTaskFiles, func(f *TaskFile) []any {
			return []any{&f.ID, &f.Name, &f.MediaType, (*instant)(&f.AddedAt), &f.Content}
		},
			func(a, b *TaskFile) int { return cmp.Compare(a.Name, b.Name) }, func(t string, l []TaskFile) { at[t].Files = l }, d.Year),
		hang(tx, readAsked, func(a *Asked) []any { return []any{&a.ID, &a.Subject, &a.Gap, &a.AskedOn} },
			func(a, b *Asked) int { return cmp.Compare(a.AskedOn, b.AskedOn) }, func(t string, l []Asked) { at[t].AskedFor = l }, d.Year),
	)
}
