package notify

import (
	"fmt"

	"tryeza/internal/calendar"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// What a calendar holds from a day on.
var (
	feedMeetings = store.Read(`SELECT id, body, '', held_on, time_of_day, ends_at, place, sequence FROM meeting
		WHERE committee_id = $1 AND held_on >= $2 AND state <> 'cancelled' AND date_note = '' ORDER BY held_on, id`)
	feedTasks = store.Read(`SELECT id, CAST(number AS TEXT) || '/' || CAST(year AS TEXT), owner_id, due_on, '', '', '', 0 FROM task
		WHERE committee_id = $1 AND state = 'open' AND due_on >= $2 ORDER BY due_on, id`)
	feedReturns = store.Read(`SELECT w.id, r.period, w.institution_id, w.due_on, '', '', '', 0 FROM reporting_return AS w
		JOIN reporting_round AS r ON r.committee_id = w.committee_id AND r.id = w.round_id
		WHERE w.committee_id = $1 AND w.state IN ('draft', 'sent_back') AND w.due_on >= $2 ORDER BY w.due_on, w.id`)
)

// An item is an entry as the tables know it: name is the body of a meeting, the
// number of a task, the period of a return.
type item struct {
	calendar.Entry
	id, name, owner string
}

func (i *item) fields() []any {
	return []any{&i.id, &i.name, &i.owner, &i.Day, &i.Time, &i.EndsAt, &i.Place, &i.Sequence}
}

// looksBack is how many days a calendar goes back.
const looksBack = 365

// entries are what a person's calendar holds: the meetings of the committee, and
// what is owed by the institutions they speak for, or by all for those who see
// all. A task is named by its number, never by its words.
func (s *Service) entries(tx *store.Tx, l text.Lang) (list []calendar.Entry, err error) {
	base, from := s.Address+"/k/"+tx.Grant().Scope().ID, after(text.DayOf(tx.Now().Time), -looksBack)
	for _, of := range []struct {
		query     store.Query
		uid, path string
		summary   func(name string) string
	}{
		// The entry of an invitation and this one are the same to a calendar.
		{feedMeetings, "mbledhja-%s@tryeza", "/meeting/", func(name string) string { return text.T(l, "Mbledhje: %s", code.Bodies.Label(l, name)) }},
		{feedTasks, "detyra-%s@tryeza", "/task/", func(name string) string { return text.T(l, "Detyra %s: afati", name) }},
		{feedReturns, "raportimi-%s@tryeza", "/reporting/return/", func(name string) string {
			return text.T(l, "Raportimi, %s: afati", figure.Period(name).Name(string(l)))
		}},
	} {
		items, err := store.All(tx, of.query, (*item).fields, from)
		if err != nil {
			return nil, err
		}
		for _, i := range items {
			if i.owner != "" && !tx.Grant().Covers(i.owner) {
				continue
			}
			i.UID, i.Summary = fmt.Sprintf(of.uid, i.id), of.summary(i.name)
			if s.Address != "" {
				i.URL = base + of.path + i.id
			}
			list = append(list, i.Entry)
		}
	}
	return list, nil
}
