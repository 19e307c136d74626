package reporting

import (
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// Statuses of a task.
const (
	TaskNone    = "none"    // nothing said yet
	TaskPartial = "partial" // something is still blank
	TaskDone    = "done"
)

// A Task is one row of a return: what to fill in, and how far it is.
type Task struct {
	Kind   string // "activity", "topic", "problems", "measures"
	ID     string // of the activity or topic
	Asked  bool   // counts for completeness
	Status string
}

// Tasks lists the rows of a return: its activities, its topics (those asked
// first), problems and measures. An activity that was cancelled meanwhile is no
// longer asked.
func (r Return) Tasks() []Task {
	var list []Task
	for _, it := range r.Items {
		list = append(list, Task{"activity", it.ActivityID, it.Activity.State != "cancelled", status(it.Answered, it.begun(r.Values))})
	}
	for _, asked := range []bool{true, false} {
		for _, t := range code.Topics {
			if n := r.Narrative(t.Code); n.Asked == asked {
				list = append(list, Task{"topic", t.Code, asked, status(n.Answered || r.answersByRegister(t), n.Body != "" || len(r.Values.ofTopic(t)) > 0)})
			}
		}
	}
	return append(list, Task{"problems", "", true, status(r.NoProblems || len(r.Problems) > 0, false)},
		Task{"measures", "", true, status(r.NoMeasures || len(r.Measures) > 0, false)})
}

func status(answered, begun bool) string {
	switch {
	case answered:
		return TaskDone
	case begun:
		return TaskPartial
	}
	return TaskNone
}

// Completeness counts the rows that are answered and those that are asked.
func (r Return) Completeness() Completeness {
	var c Completeness
	for _, t := range r.Tasks() {
		if t.Asked {
			c.Asked++
			if t.Status == TaskDone {
				c.Answered++
			}
		}
	}
	return c
}

// Completeness is how many of the rows asked of a return are answered.
type Completeness struct{ Answered, Asked int64 }

// Rate is the share answered, in ten-thousandths; nothing asked is all answered.
func (c Completeness) Rate() figure.Number {
	if n, ok := figure.Ratio(c.Answered, c.Asked); ok {
		return n
	}
	return figure.One
}

// tallies counts for each return of a round what Completeness counts, without
// reading the returns: the list of a round must stay quick.
var tallies = store.Read(`SELECT t.return_id, COUNT(*), COUNT(CASE WHEN t.answered THEN 1 END)
		FROM reporting_item AS t
		JOIN plan_activity AS a ON a.committee_id = t.committee_id AND a.id = t.activity_id
		WHERE t.committee_id = $1 AND t.return_id IN (SELECT id FROM reporting_return WHERE committee_id = $1 AND round_id = $2)
		AND a.state <> 'cancelled' GROUP BY t.return_id
	UNION ALL SELECT n.return_id, COUNT(*), COUNT(CASE WHEN n.answered THEN 1 END)
		FROM reporting_narrative AS n
		WHERE n.committee_id = $1 AND n.return_id IN (SELECT id FROM reporting_return WHERE committee_id = $1 AND round_id = $2)
		AND n.asked GROUP BY n.return_id
	UNION ALL SELECT r.id, 2,
		CASE WHEN r.no_problems OR EXISTS (SELECT 1 FROM reporting_problem AS p WHERE p.committee_id = r.committee_id AND p.return_id = r.id) THEN 1 ELSE 0 END
		+ CASE WHEN r.no_measures OR EXISTS (SELECT 1 FROM reporting_measure AS m WHERE m.committee_id = r.committee_id AND m.return_id = r.id) THEN 1 ELSE 0 END
		FROM reporting_return AS r WHERE r.committee_id = $1 AND r.round_id = $2`)

// completenessOf counts every return of a round.
func completenessOf(tx *store.Tx, n Round) (map[string]Completeness, error) {
	type row struct {
		id string
		Completeness
	}
	rows, err := store.All(tx, tallies, func(r *row) []any { return []any{&r.id, &r.Asked, &r.Answered} }, n.ID)
	all := map[string]Completeness{}
	for _, r := range rows {
		c := all[r.id]
		all[r.id] = Completeness{c.Answered + r.Answered, c.Asked + r.Asked}
	}
	if err != nil {
		return all, err
	}
	by, err := answeredByRegister(tx, n)
	for id, more := range by {
		c := all[id]
		all[id] = Completeness{c.Answered + more, c.Asked}
	}
	return all, err
}
