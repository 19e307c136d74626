package task

import (
	"cmp"
	"slices"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A gathering is a meeting that is to be held, or was.
type gathering struct{ id, body, day string }

func (m *gathering) fields() []any { return []any{&m.id, &m.body, &m.day} }

// A waiting task is due at the next meeting of a body. renewed is the instant a
// next meeting was last asked for again, if it was.
type waiting struct {
	Task
	renewed *store.Time
}

func (w *waiting) fields() []any { return append(w.Task.fields(), &w.renewed) }

var (
	meetingsAfter = store.Read(`SELECT id, body, held_on FROM meeting
		WHERE committee_id = $1 AND held_on > $2 AND state <> 'cancelled'`)
	waitingTasks = store.Read(`SELECT id, version, ` + columns + `,
		(SELECT MAX(e.at) FROM task_event AS e WHERE e.committee_id = t.committee_id AND e.task_id = t.id AND e.verb IN ('extended', 'renewed'))
		FROM task AS t WHERE t.committee_id = $1 AND t.state IN ('open', 'answered') AND t.due_body <> '' ORDER BY t.given_on, t.id`)
)

// Scheduled is told that a meeting of a body will be held on a day, or with day
// "" that it will not. Tasks due at the next meeting are then due at the earliest
// one that fits after they were given, whatever the order it is told in.
func Scheduled(tx *store.Tx, meetingID, body, day string) error {
	return retie(tx, func(list []gathering) []gathering {
		list = slices.DeleteFunc(list, func(m gathering) bool { return m.id == meetingID })
		if day != "" {
			list = append(list, gathering{meetingID, body, day})
		}
		return list
	})
}

// retie looks for the meeting of every task that is due at a next one, among
// those that stand after known has seen them.
func retie(tx *store.Tx, known func([]gathering) []gathering) error {
	list, err := store.All(tx, waitingTasks, (*waiting).fields)
	if err != nil || len(list) == 0 {
		return err
	}
	meetings, err := store.All(tx, meetingsAfter, (*gathering).fields, list[0].GivenOn)
	if err != nil {
		return err
	}
	meetings = known(meetings)
	for _, w := range list {
		if err := tied(tx, w, meetings); err != nil {
			return err
		}
	}
	return nil
}

// tied gives a waiting task the day of its meeting; a day that is new to it, or
// that it loses, is noted in its history with the meeting that did so.
func tied(tx *store.Tx, w waiting, meetings []gathering) error {
	e := Event{Verb: verbScheduled, DueFrom: w.DueOn}
	err := tasks.Edit(tx, w.ID, w.Version, func(t *Task) error {
		t.tie(meetings, w.since())
		e.DueTo, e.MeetingID = t.DueOn, or(t.DueMeeting, w.DueMeeting)
		return nil
	})
	if err != nil || e.DueFrom == e.DueTo {
		return err
	}
	return happened(tx, w.ID, e)
}

// since is the day after which a next meeting counts.
func (w waiting) since() string {
	if w.renewed == nil {
		return w.GivenOn
	}
	return max(w.GivenOn, text.DayOf(w.renewed.Time))
}

// tie makes t due at the earliest meeting after a day, or at one that has no day
// yet. One that is due on a day of its own is left alone.
func (t *Task) tie(meetings []gathering, after string) {
	if t.DueBody == "" {
		return
	}
	m := earliest(meetings, t.DueBody, after)
	if m.day != t.DueOn {
		t.Escalated = 0 // nobody has been told of a delay of this day
	}
	t.DueOn, t.DueMeeting = m.day, m.id
}

// earliest is the first meeting after a day that is one of body; the zero
// gathering when there is none.
func earliest(meetings []gathering, body, after string) (first gathering) {
	for _, m := range meetings {
		if !fits(m.body, body) || m.day <= after {
			continue
		}
		if first.id == "" || cmp.Or(cmp.Compare(m.day, first.day), cmp.Compare(m.id, first.id)) < 0 {
			first = m
		}
	}
	return first
}

// fits reports whether a meeting of one body is also one of the other: both
// together are one of each.
func fits(a, b string) bool { return a == b || a == "joint" || b == "joint" }
