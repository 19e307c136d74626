package issue

import (
	"slices"

	"tryeza/internal/store"
)

// What the list reads: everything open, what was solved from a day on, and what
// was merged, which comes under its own. $2 is that day.
const listed = `SELECT o.id FROM issue AS o WHERE o.committee_id = $1 AND o.state = 'open'
			UNION ALL SELECT s.id FROM issue AS s WHERE s.committee_id = $1 AND s.state = 'solved' AND s.solved_on >= $2
			UNION ALL SELECT m.id FROM issue AS m WHERE m.committee_id = $1 AND m.merged_into > ''`

var (
	listedIssues = store.Read(`SELECT i.id, i.version, i.year, i.number, i.body, i.objective_id, i.activity_id, i.resource, i.amount, i.since, i.state, i.solved_on, i.solution, i.merged_into, i.escalated_on, i.question, i.answered_on, i.answer
		FROM issue AS i WHERE i.committee_id = $1 AND i.id IN (` + listed + `) ORDER BY i.since, i.year, i.number`)
	listedRaised = store.Read(`SELECT r.issue_id, r.institution_id FROM issue_raised AS r
		WHERE r.committee_id = $1 AND r.issue_id IN (` + listed + `) ORDER BY r.raised_on, r.id`)
	listedMeasures = store.Read(`SELECT m.issue_id, '' FROM issue_measure AS m WHERE m.committee_id = $1 AND m.issue_id IN (` + listed + `)`)
	listedTodo     = store.Read(`SELECT t.id, t.year, t.number, t.body, t.owner_id, t.source_id, t.state, t.due_on, t.due_body FROM task AS t
		WHERE t.committee_id = $1 AND t.kind = 'measure' AND t.source_id IN (` + listed + `) ORDER BY t.year, t.number`)
)

// readRows reads the problems of the list with what belongs to each group. With
// every, those solved in earlier years too.
func readRows(tx *store.Tx, solvedFrom string, every bool) ([]row, error) {
	if every {
		solvedFrom = ""
	}
	rows, err := store.All(tx, listedIssues, func(x *row) []any { return x.fields() }, solvedFrom)
	if err != nil {
		return nil, err
	}
	at, into := map[string]*row{}, map[string]string{}
	for i := range rows {
		at[rows[i].ID] = &rows[i]
		into[rows[i].ID] = rows[i].MergedInto
	}
	// with runs f on a problem and, when it was merged, on the one it went into.
	with := func(id string, f func(x *row)) {
		for _, x := range []*row{at[id], at[into[id]]} {
			if x != nil {
				f(x)
			}
		}
	}
	type part struct{ issueID, of string }
	fields := func(p *part) []any { return []any{&p.issueID, &p.of} }
	raised, err := store.All(tx, listedRaised, fields, solvedFrom)
	if err != nil {
		return nil, err
	}
	for _, r := range raised {
		with(r.issueID, func(x *row) {
			if x.Times++; r.of != "" && !slices.Contains(x.By, r.of) {
				x.By = append(x.By, r.of)
			}
		})
	}
	taken, err := store.All(tx, listedMeasures, fields, solvedFrom)
	if err != nil {
		return nil, err
	}
	for _, m := range taken {
		with(m.issueID, func(x *row) { x.Taken++ })
	}
	todos, err := store.All(tx, listedTodo, (*todo).fields, solvedFrom)
	for _, t := range todos {
		with(t.IssueID, func(x *row) { x.Todo = append(x.Todo, t) })
	}
	merged := map[string][]Issue{}
	for _, x := range rows {
		merged[x.MergedInto] = append(merged[x.MergedInto], x.Issue)
	}
	for i := range rows {
		if rows[i].MergedInto == "" {
			rows[i].lent = filled(rows[i].Issue, merged[rows[i].ID])
		}
	}
	return rows, err
}
