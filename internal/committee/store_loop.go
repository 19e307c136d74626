package committee

import (
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

var (
	openTasks = store.Read(`SELECT owner_id, asked_by, state, due_on FROM task
		WHERE committee_id = $1 AND state IN ('open', 'answered')`)
	openIssues = store.Read(`SELECT COUNT(*) FROM issue WHERE committee_id = $1 AND state = 'open' AND merged_into = ''`)
	nextHeld   = store.Read(`SELECT id, body, kind, title, held_on, time_of_day, state FROM meeting
		WHERE committee_id = $1 AND state IN ('planned', 'convened', 'open') ORDER BY held_on, time_of_day, id`)
	callsTo = store.Read(`SELECT c.meeting_id, c.institution_id, c.reply FROM meeting AS m
		JOIN meeting_call AS c ON c.committee_id = m.committee_id AND c.meeting_id = m.id
		WHERE m.committee_id = $1 AND m.state = 'convened'`)
)

// A taskTally counts open tasks. Late and Soon are among the open ones; Asked
// are those that the visitor's institution asked of others and are late.
type taskTally struct{ Open, Late, Soon, Waiting, Asked int64 }

// An owed task as far as it is counted.
type owed struct{ Owner, AskedBy, State, DueOn string }

// tallyTasks counts the tasks a grant reaches on a day. soon is the last day
// that is near.
func tallyTasks(list []owed, reach access.Grant, today, soon string) taskTally {
	var t taskTally
	for _, x := range list {
		late := x.State == "open" && x.DueOn != "" && x.DueOn < today
		if late && !reach.Whole() && reach.Covers(x.AskedBy) {
			t.Asked++
		}
		if !reach.Covers(x.Owner) {
			continue
		}
		switch {
		case x.State == "answered":
			t.Waiting++
		case late:
			t.Late++
		case x.DueOn != "" && x.DueOn <= soon:
			t.Soon++
		}
		if x.State == "open" {
			t.Open++
		}
	}
	return t
}

// A coming meeting, and whether the visitor's institution has yet to answer.
type coming struct {
	ID, Body, Kind, Title, Day, Time, State string
	Unanswered                              bool
}

// readLoop reads what comes out of meetings: tasks, problems, and the meetings
// that are coming. reach is the visitor's grant to answer for tasks.
func (b *board) readLoop(tx *store.Tx, today string, reach access.Grant) error {
	tasks, err := store.All(tx, openTasks, func(x *owed) []any { return []any{&x.Owner, &x.AskedBy, &x.State, &x.DueOn} })
	if err != nil {
		return err
	}
	b.Tasks = tallyTasks(tasks, reach, today, text.DaysAfter(today, 7))
	if b.Issues, err = store.Value[int64](tx, openIssues); err != nil {
		return err
	}
	return b.readComing(tx, reach)
}

func (b *board) readComing(tx *store.Tx, reach access.Grant) (err error) {
	b.Coming, err = store.All(tx, nextHeld, func(c *coming) []any {
		return []any{&c.ID, &c.Body, &c.Kind, &c.Title, &c.Day, &c.Time, &c.State}
	})
	if err != nil || reach.Whole() {
		return err
	}
	type call struct{ meeting, institution, reply string }
	calls, err := store.All(tx, callsTo, func(c *call) []any { return []any{&c.meeting, &c.institution, &c.reply} })
	for i, m := range b.Coming {
		b.Coming[i].Unanswered = slices.ContainsFunc(calls, func(c call) bool {
			return c.meeting == m.ID && c.reply == "" && reach.Covers(c.institution)
		})
	}
	return err
}
