package notify

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// morning is when people are reminded, on the clock of Tirana.
const morning = "07:00"

var (
	dayDone = store.Read(`SELECT COUNT(*) FROM notify_day WHERE committee_id = $1 AND day >= $2 AND day <= $3`)
	markDay = store.Write(`INSERT INTO notify_day (committee_id, day) VALUES ($1, $2) ON CONFLICT (committee_id, day) DO NOTHING`)
	tell    = store.Write(`INSERT INTO notify_duty (committee_id, subject, kind, addressee, told_on) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (committee_id, subject, kind, addressee) DO NOTHING`)
	rulesOn = store.Read(`SELECT code, value FROM committee_rule WHERE committee_id = $1
		AND code IN ('reminder_before', 'escalation_head', 'escalation_table', 'escalation_chair')
		AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY valid_from DESC, id`)

	// What is not done and is due up to a day, or late.
	tasksDue = store.Read(`SELECT 'task', id, owner_id, asked_by, due_on, escalated,
		(SELECT COUNT(*) FROM task_event AS e WHERE e.committee_id = t.committee_id AND e.task_id = t.id AND e.verb IN ('reopened', 'sent_back', 'extended', 'renewed'))
		FROM task AS t WHERE t.committee_id = $1 AND t.state = 'open' AND t.due_on > '' AND t.due_on <= $2 ORDER BY t.due_on, t.id`)
	returnsDue = store.Read(`SELECT 'return', id, institution_id, '', due_on, 0, 0 FROM reporting_return
		WHERE committee_id = $1 AND state IN ('draft', 'sent_back') AND due_on > '' AND due_on <= $2 ORDER BY due_on, id`)
	meetingsDue = store.Read(`SELECT 'meeting', m.id, c.institution_id, '', m.held_on, 0, 0 FROM meeting AS m
		JOIN meeting_call AS c ON c.committee_id = m.committee_id AND c.meeting_id = m.id
		WHERE m.committee_id = $1 AND m.state = 'convened' AND m.held_on >= $2 AND m.held_on <= $3 AND c.institution_id <> '' ORDER BY m.held_on, c.id`)
)

// RemindAll reminds every committee that was not reminded today, once it is
// seven in the morning. A committee that fails does not hold up the others.
func (s *Service) RemindAll(ctx context.Context) error {
	now := s.DB.Now()
	if text.HourOf(now) < morning {
		return nil
	}
	committees, err := s.Committees(ctx)
	for _, c := range committees {
		err = errors.Join(err, s.remind(ctx, c, text.DayOf(now)))
	}
	return err
}

// lastDay is later than any: a day before one that is done is done too, should the
// clock of the server be put back.
const lastDay = "9999-12-31"

// remind does one day of a committee in one transaction: it marks the day, claims
// what was not told before, and queues one mail to each person. A process that
// stops in the middle leaves nothing behind, and another finds the day done.
func (s *Service) remind(ctx context.Context, committee, day string) error {
	g, err := s.grant(access.Remind, access.Committee(committee))
	if err != nil {
		return err
	}
	var done int64
	err = s.DB.View(ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
		done, err = store.Value[int64](tx, dayDone, day, lastDay)
		return err
	})
	if err != nil || done > 0 {
		return err
	}
	return s.DB.Change(ctx, g, store.Subject{Kind: "reminder", ID: day}, func(tx *store.Tx) error { return s.doDay(tx, day) })
}

func (s *Service) doDay(tx *store.Tx, day string) error {
	earlier, err := store.Value[int64](tx, dayDone, monday(day), text.DaysAfter(day, -1))
	if err != nil {
		return err
	}
	n, err := tx.Exec(markDay, day)
	if err != nil || n == 0 {
		return err
	}
	list, err := dueOn(tx, day)
	if err != nil {
		return err
	}
	people, err := s.Addresses(tx)
	if err != nil {
		return err
	}
	weekly, err := weeklyInstitutions(tx)
	if err != nil {
		return err
	}
	told, err := s.claimDuties(tx, day, list, people, func(d duty) bool {
		inst, ok := strings.CutPrefix(d.To, "institution:")
		return ok && earlier > 0 && slices.Contains(weekly, inst) && d.held(day)
	})
	if err != nil || len(told) == 0 {
		return err
	}
	return s.queueDigests(tx, day, told, people)
}

// dueOn is everything there is cause to tell on a day.
func dueOn(tx *store.Tx, day string) (list []duty, err error) {
	r, err := readRules(tx, day)
	if err != nil {
		return nil, err
	}
	until := text.DaysAfter(day, r["reminder_before"])
	matters, err := store.All(tx, tasksDue, (*matter).fields, until)
	if err != nil {
		return nil, err
	}
	returns, err := store.All(tx, returnsDue, (*matter).fields, until)
	if err != nil {
		return nil, err
	}
	meetings, err := store.All(tx, meetingsDue, (*matter).fields, day, text.DaysAfter(day, meetingNotice))
	for _, m := range slices.Concat(matters, returns, meetings) {
		list = append(list, duties(day, r, m)...)
	}
	return list, err
}

func readRules(tx *store.Tx, day string) (rules, error) {
	list, err := store.All(tx, rulesOn, func(r *rule) []any { return []any{&r.code, &r.value} }, day)
	return rulesOf(list), err
}

// claimDuties keeps, of what there is to tell, what was not told before. A task is
// escalated whether or not somebody reads mail; anything else waits until there
// is somebody to be told, or its time has passed.
func (s *Service) claimDuties(tx *store.Tx, day string, list []duty, people []Address, held func(duty) bool) (told []duty, err error) {
	for _, d := range list {
		heard := s.On && slices.ContainsFunc(people, func(a Address) bool { return a.is(d.To) })
		if d.Level == 0 && (!heard || held(d)) {
			continue
		}
		n, err := tx.Exec(tell, d.Subject, d.Kind, d.To, day)
		if err != nil {
			return nil, err
		}
		if n == 1 && d.Level > 0 {
			err = s.Escalate(tx, d.Task, d.Level)
		}
		if err != nil {
			return nil, err
		}
		if n == 1 && heard {
			told = append(told, d)
		}
	}
	return told, nil
}

// is reports whether a duty for this addressee concerns the holder of the office.
func (a Address) is(addressee string) bool {
	switch {
	case a.Role.OfInstitution():
		return addressee == "institution:"+a.Institution || a.Role == access.Head && addressee == "head:"+a.Institution
	case a.Role == access.TableChair || a.Role == access.Chair:
		return addressee == "office:"+string(a.Role)
	}
	return false
}
