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
	feedMeetings = store.Read(`SELECT id, body, '', held_on, time_of_day, ends_at, place, sequence, id FROM meeting
		WHERE committee_id = $1 AND held_on >= $2 AND state <> 'cancelled' AND date_note = '' ORDER BY held_on, id`)
	feedTasks = store.Read(`SELECT id, CAST(number AS TEXT) || '/' || CAST(year AS TEXT), owner_id, due_on, '', '', '', 0, id FROM task
		WHERE committee_id = $1 AND state = 'open' AND due_on >= $2 ORDER BY due_on, id`)
	feedReturns = store.Read(`SELECT w.id, r.period, w.institution_id, w.due_on, '', '', '', 0, w.id FROM reporting_return AS w
		JOIN reporting_round AS r ON r.committee_id = w.committee_id AND r.id = w.round_id
		WHERE w.committee_id = $1 AND w.state IN ('draft', 'sent_back') AND w.due_on >= $2 ORDER BY w.due_on, w.id`)
)

// An item is an entry as the tables know it: name is the body of a meeting, the
// number of a task, the period of a return, the title of an event; page is the record
// whose page it leads to.
type item struct {
	calendar.Entry
	id, name, owner, page string
}

func (i *item) fields() []any {
	return []any{&i.id, &i.name, &i.owner, &i.Day, &i.Time, &i.EndsAt, &i.Place, &i.Sequence, &i.page}
}

// A kind of entries: where they are read, what they are called, and where they lead.
// Those with a lag are so many days after the day that is read.
type kind struct {
	query     store.Query
	uid, path string
	lag       int
	summary   func(l text.Lang, name string) string
}

// says is a summary with the name in it.
func says(words string) func(text.Lang, string) string {
	return func(l text.Lang, name string) string { return text.T(l, words, name) }
}

// kinds are all there are. The entry of an invitation and that of its meeting are
// the same to a calendar.
var kinds = append([]kind{
	{feedMeetings, "mbledhja-%s@tryeza", "/meeting/", 0, func(l text.Lang, name string) string {
		return text.T(l, "Mbledhje: %s", code.Bodies.Label(l, name))
	}},
	{feedTasks, "detyra-%s@tryeza", "/task/", 0, says("Detyra %s: afati")},
	{feedReturns, "raportimi-%s@tryeza", "/reporting/return/", 0, func(l text.Lang, name string) string {
		return text.T(l, "Raportimi, %s: afati", figure.Period(name).Name(string(l)))
	}},
}, ofRegisters...)

// looksBack is how many days a calendar goes back.
const looksBack = 365

// entries are what a person's calendar holds: the meetings of the committee, and
// what is owed by the institutions they speak for, or by all for those who see
// all. A task is named by its number, never by its words.
func (s *Service) entries(tx *store.Tx, l text.Lang) (list []calendar.Entry, err error) {
	base, from := s.Address+"/k/"+tx.Grant().Scope().ID, text.DaysAfter(text.DayOf(tx.Now().Time), -looksBack)
	for _, k := range kinds {
		items, err := store.All(tx, k.query, (*item).fields, text.DaysAfter(from, -k.lag))
		if err != nil {
			return nil, err
		}
		for _, i := range items {
			if i.owner != "" && !tx.Grant().Covers(i.owner) {
				continue
			}
			i.UID, i.Summary = fmt.Sprintf(k.uid, i.id), k.summary(l, i.name)
			if k.lag > 0 {
				i.Day = text.DaysAfter(i.Day, k.lag)
			}
			if s.Address != "" {
				i.URL = base + k.path + i.page
			}
			list = append(list, i.Entry)
		}
	}
	return list, nil
}
