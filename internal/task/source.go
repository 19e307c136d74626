package task

import (
	"errors"
	"fmt"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Link leads to where a task comes from, or to a meeting.
type Link struct{ Words, Path string }

// The records of other features that a task comes from.
var (
	lineOf = store.Read(`SELECT l.kind, l.number, l.body, l.institution_id, l.due_on, m.state, m.id, m.body, m.held_on
		FROM meeting_line AS l JOIN meeting AS m ON m.committee_id = l.committee_id AND m.id = l.meeting_id
		WHERE l.committee_id = $1 AND l.id = $2`)
	activityOf = store.Read(`SELECT a.number, a.title, a.lead_id, p.id, p.state FROM plan_activity AS a
		JOIN plan AS p ON p.committee_id = a.committee_id AND p.id = a.plan_id WHERE a.committee_id = $1 AND a.id = $2`)
	decisionsOf = store.Read(`SELECT d.id, d.kind, d.number, d.body, d.meeting_id, d.institution_id FROM meeting_line AS t
		JOIN meeting_line AS d ON d.committee_id = t.committee_id AND d.meeting_id = t.meeting_id AND d.item_id = t.item_id
		WHERE t.committee_id = $1 AND t.id = $2 AND t.item_id <> '' AND t.kind = 'task' AND d.kind IN ('decision', 'recusal') ORDER BY d.position, d.id`)
	issueOf    = store.Read(`SELECT body, number, year FROM issue WHERE committee_id = $1 AND id = $2`)
	meetingsOn = store.Read(`SELECT id, body, held_on FROM meeting WHERE committee_id = $1 AND id IN (
		SELECT meeting_id FROM task_event WHERE committee_id = $1 AND task_id = $2
		UNION SELECT meeting_id FROM task WHERE committee_id = $1 AND id = $2
		UNION SELECT due_meeting FROM task WHERE committee_id = $1 AND id = $2)`)
)

// A line of the minutes, with its meeting.
type line struct {
	Kind, Number, Body, Institution, DueOn string
	State                                  string // of the meeting
	Meeting                                gathering
}

func (l *line) fields() []any {
	return append([]any{&l.Kind, &l.Number, &l.Body, &l.Institution, &l.DueOn, &l.State}, l.Meeting.fields()...)
}

// An activity of a plan; State is the plan's.
type activity struct{ Number, Title, Lead, Plan, State string }

func (a *activity) fields() []any { return []any{&a.Number, &a.Title, &a.Lead, &a.Plan, &a.State} }

// A problem that a measure is for.
type problem struct {
	Body         string
	Number, Year int64
}

func (p *problem) fields() []any { return []any{&p.Body, &p.Number, &p.Year} }

// source names what a task comes from and where it stands; the zero Link when it
// comes from nothing, or from something that is gone.
func source(tx *store.Tx, l text.Lang, t Task) (Link, error) {
	base, link := "/k/"+tx.Grant().Scope().ID, Link{}
	var err error
	switch t.Kind {
	case FromDecision:
		var n line
		if n, err = store.One(tx, lineOf, (*line).fields, t.SourceID); err == nil {
			link = Link{n.name(), fmt.Sprintf("%s/meeting/%s#vendim-%s", base, n.Meeting.id, t.SourceID)}
		}
	case FromPlan:
		var a activity
		if a, err = store.One(tx, activityOf, (*activity).fields, t.SourceID); err == nil {
			link = Link{a.name(), fmt.Sprintf("%s/plan/%s/activity/%s", base, a.Plan, t.SourceID)}
		}
	case Measure:
		var p problem
		if p, err = store.One(tx, issueOf, (*problem).fields, t.SourceID); err == nil {
			link = Link{text.T(l, "problematika %d/%d: %s", p.Number, p.Year, p.Body), base + "/issue/" + t.SourceID}
		}
	case Request:
		link, err = registered(tx, l, t.ID)
	}
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return link, err
}

// decisions are those of the item of the minutes that gave a task, which say why
// it was given. Who sits for an institution that is out of the item reads none.
func decisions(tx *store.Tx, l text.Lang, t Task) ([]Link, error) {
	if t.Kind != FromDecision || !tx.Grant().Can(access.ReadMeetings) {
		return nil, nil
	}
	type said struct{ id, kind, number, body, meeting, institution string }
	list, err := store.All(tx, decisionsOf, func(d *said) []any {
		return []any{&d.id, &d.kind, &d.number, &d.body, &d.meeting, &d.institution}
	}, t.SourceID)
	reply, denied := tx.Grant().Also(access.ReplyToMeetings)
	var links []Link
	for _, d := range list {
		if d.kind == "recusal" {
			if denied == nil && !reply.Whole() && reply.Covers(d.institution) {
				return nil, nil
			}
			continue
		}
		words := text.T(l, "Vendimi: %s", d.body)
		if d.number != "" {
			words = text.T(l, "Vendimi nr. %s: %s", d.number, d.body)
		}
		links = append(links, Link{words, fmt.Sprintf("/k/%s/meeting/%s#vendim-%s", tx.Grant().Scope().ID, d.meeting, d.id)})
	}
	return links, err
}

func (l line) name() string { return join(l.Number, l.Body) }

func (a activity) name() string { return join(a.Number, a.Title) }

func join(number, words string) string {
	if number == "" {
		return words
	}
	return number + ". " + words
}

// meetingLinks leads to the meetings of a task, by their ID.
func meetingLinks(tx *store.Tx, l text.Lang, id string) (map[string]Link, error) {
	list, err := store.All(tx, meetingsOn, (*gathering).fields, id)
	links := map[string]Link{}
	for _, m := range list {
		links[m.id] = m.link(tx.Grant().Scope().ID, l)
	}
	return links, err
}

func (m gathering) link(committee string, l text.Lang) Link {
	return Link{fmt.Sprintf(meetingsOf.Label(l, m.body), text.Day(m.day)), fmt.Sprintf("/k/%s/meeting/%s", committee, m.id)}
}
