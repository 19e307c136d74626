package meeting

import (
	"tryeza/internal/store"
	"tryeza/internal/text"
)

var (
	// Before a day, or on it at an earlier hour; ordered from the latest.
	heldBefore = store.Read(`SELECT id, body, state, recorded, held_on FROM meeting_held
		WHERE committee_id = $1 AND id <> $2 AND (held_on < $3 OR held_on = $3 AND time_of_day < $4)
		ORDER BY held_on DESC, time_of_day DESC, id`)
	// Of items that fill themselves by a rule, what they were about comes again by that rule.
	putOff = store.Read(`SELECT id, body FROM meeting_line WHERE committee_id = $1 AND meeting_id = $2 AND kind = 'agenda' AND outcome = 'deferred'
		AND suggested NOT IN ('minutes', 'promised', 'overdue', 'issues', 'returns') ORDER BY position, id`)
	openTasks = store.Read(`SELECT t.id, t.state, t.given_on, t.due_on, t.due_meeting, t.closed_on, COALESCE(m.body, ''), COALESCE(m.held_on, '')
		FROM task AS t LEFT JOIN meeting AS m ON m.committee_id = t.committee_id AND m.id = t.meeting_id
		WHERE t.committee_id = $1 AND t.state IN ('open', 'answered') ORDER BY t.due_on, t.year, t.number`)
	// Only a task that is closed has a day on which it was.
	closedTasks = store.Read(`SELECT t.id, t.state, t.given_on, t.due_on, t.due_meeting, t.closed_on, COALESCE(m.body, ''), COALESCE(m.held_on, '')
		FROM task AS t LEFT JOIN meeting AS m ON m.committee_id = t.committee_id AND m.id = t.meeting_id
		WHERE t.committee_id = $1 AND t.closed_on >= $2 ORDER BY t.due_on, t.year, t.number`)
	openIssues = store.Read(`SELECT id, since, CASE WHEN escalated_on <> '' AND answered_on = '' THEN 1 ELSE 0 END
		FROM issue WHERE committee_id = $1 AND state = 'open' AND merged_into = '' ORDER BY since, year, number`)
	missingReturns = store.Read(`SELECT r.id FROM reporting_return AS r
		JOIN committee_institution AS i ON i.committee_id = r.committee_id AND i.id = r.institution_id
		WHERE r.committee_id = $1 AND r.state = 'draft' AND r.due_on < $2 AND r.round_id = (
			SELECT n.id FROM reporting_round AS n WHERE n.committee_id = $1 AND n.due_on < $2 ORDER BY n.due_on DESC, n.id LIMIT 1)
		ORDER BY i.position, i.id`)
)

// readSources reads what may come before m, as it is now.
func readSources(tx *store.Tx, m Meeting) (s Sources, err error) {
	if err = s.readMeetings(tx, m); err != nil {
		return s, err
	}
	if err = s.readTasks(tx, m); err != nil {
		return s, err
	}
	if err = s.readIssues(tx, m); err != nil {
		return s, err
	}
	day := min(m.HeldOn, text.DayOf(tx.Now().Time)) // what is due later is not missing yet
	s.Returns, err = store.All(tx, missingReturns, func(id *string) []any { return []any{id} }, day)
	return s, err
}

// readMeetings finds the last meeting of the body, what it put off, and all
// whose minutes wait for approval. Minutes kept elsewhere are not approved here.
func (s *Sources) readMeetings(tx *store.Tx, m Meeting) error {
	held, err := store.All(tx, heldBefore, func(x *Meeting) []any { return []any{&x.ID, &x.Body, &x.State, &x.Recorded, &x.HeldOn} }, m.ID, m.HeldOn, m.Time)
	if err != nil {
		return err
	}
	latest := ""
	for _, x := range held {
		if !shares(x.Body, m.Body) {
			continue
		}
		if latest == "" {
			latest, s.Last = x.ID, x.HeldOn
		}
		if x.State == Closed && !x.Recorded {
			s.Minutes = append(s.Minutes, x.ID)
		}
	}
	s.Deferred, err = store.All(tx, putOff, func(d *SourceItem) []any { return []any{&d.ID, &d.Title} }, latest)
	return err
}

// shares reports whether two meetings are of one body; a joint one is of both.
func shares(a, b string) bool { return a == b || a == joint || b == joint }

func (s *Sources) readTasks(tx *store.Tx, m Meeting) error {
	type row struct {
		SourceTask
		body, met string
	}
	fields := func(t *row) []any {
		return []any{&t.ID, &t.State, &t.GivenOn, &t.DueOn, &t.DueMeeting, &t.ClosedOn, &t.body, &t.met}
	}
	rows, err := store.All(tx, openTasks, fields)
	if err == nil && s.Last != "" {
		var closed []row
		closed, err = store.All(tx, closedTasks, fields, s.Last)
		rows = append(rows, closed...)
	}
	for _, t := range rows {
		t.Earlier = t.met != "" && t.met < m.HeldOn && shares(t.body, m.Body)
		s.Tasks = append(s.Tasks, t.SourceTask)
	}
	return err
}

func (s *Sources) readIssues(tx *store.Tx, m Meeting) error {
	rule, err := ruleOn(tx, "issue_aged", m.HeldOn)
	if err != nil {
		return err
	}
	s.Aged = rule.N
	type row struct {
		SourceIssue
		waits int64
	}
	rows, err := store.All(tx, openIssues, func(x *row) []any { return []any{&x.ID, &x.Since, &x.waits} })
	for _, x := range rows {
		x.Unanswered = x.waits == 1
		s.Issues = append(s.Issues, x.SourceIssue)
	}
	return err
}
