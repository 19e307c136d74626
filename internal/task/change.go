package task

import (
	"strconv"

	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A Due is when a task is due: on a day, or at the next meeting of a body.
type Due struct{ On, Body string }

// putOff gives an open task a new date. Whoever was told of its delay is told
// anew when it is late again.
func (t *Task) putOff(to Due, meetings []gathering, today string) error {
	if t.State != Open {
		return web.Refuse("Detyra %s nuk është e hapur, ndaj afati i saj nuk ndryshon.", t.Name())
	}
	if to.On == "" && to.Body == "" {
		return web.Refuse("Detyra %s nuk mund të mbetet pa afat.", t.Name())
	}
	t.DueOn, t.DueBody, t.DueMeeting, t.Escalated = to.On, to.Body, "", 0
	if to.On != "" {
		t.DueBody = ""
	}
	t.tie(meetings, max(t.GivenOn, today))
	return nil
}

// Extend puts a task off, with the reason; the date it had stays in its history.
func Extend(tx *store.Tx, id string, version int64, to Due, reason string) error {
	return putOff(tx, id, version, to, Event{Verb: verbExtended, Note: reason})
}

// Renew is Extend for a commitment, by the institution that made it.
func Renew(tx *store.Tx, id string, version int64, to Due, reason string) error {
	return putOff(tx, id, version, to, Event{Verb: verbRenewed, Note: reason})
}

func putOff(tx *store.Tx, id string, version int64, to Due, e Event) error {
	today := text.DayOf(tx.Now().Time)
	meetings, err := store.All(tx, meetingsAfter, (*gathering).fields, today)
	if err != nil {
		return err
	}
	err = tasks.Edit(tx, id, version, func(t *Task) error {
		if e.Verb == verbRenewed && t.Kind != Commitment {
			return web.Refuse("Vetëm një angazhim rinovohet. Afatin e detyrës %s e shtyn sekretari.", t.Name())
		}
		e.DueFrom = t.DueOn
		err := t.putOff(to, meetings, today)
		e.DueTo = t.DueOn
		return err
	})
	if err != nil {
		return err
	}
	return happened(tx, id, e)
}

// cancel ends a task that is no longer wanted.
func (t *Task) cancel(reason string) error {
	if !t.Live() {
		return web.Refuse("Detyra %s nuk është e hapur, ndaj nuk anulohet.", t.Name())
	}
	t.State, t.Reason = Cancelled, reason
	return nil
}

// Cancel ends a task that is no longer wanted, with the reason.
func Cancel(tx *store.Tx, id string, version int64, reason string) error {
	if err := tasks.Edit(tx, id, version, func(t *Task) error { return t.cancel(reason) }); err != nil {
		return err
	}
	return happened(tx, id, Event{Verb: verbCancelled, Note: reason})
}

// reopen asks for a task again that had ended. What was answered stays in its
// history.
func (t *Task) reopen() error {
	if t.Live() {
		return web.Refuse("Detyra %s është e hapur tashmë.", t.Name())
	}
	t.State, t.Escalated = Open, 0
	t.What, t.DoneOn, t.AnsweredBy, t.CheckedBy, t.ClosedOn, t.Reason = "", "", "", "", "", ""
	return nil
}

// Reopen asks again for a task that was closed or cancelled, with the reason.
func Reopen(tx *store.Tx, id string, version int64, reason string) error {
	if err := tasks.Edit(tx, id, version, (*Task).reopen); err != nil {
		return err
	}
	asTheyStand := func(list []gathering) []gathering { return list }
	if err := retie(tx, asTheyStand); err != nil {
		return err
	}
	return happened(tx, id, Event{Verb: verbReopened, Note: reason})
}

// takeBack opens an answered task again for who answered it; what was written
// stays, to be mended.
func (t *Task) takeBack() error {
	if t.State != Answered {
		return web.Refuse("Detyra %s nuk pret verifikim.", t.Name())
	}
	t.State, t.DoneOn, t.AnsweredBy = Open, "", ""
	return nil
}

// TakeBack opens a task again whose answer nobody has checked yet, for its owner,
// with the reason.
func TakeBack(tx *store.Tx, id string, version int64, reason string) error {
	if err := tasks.Edit(tx, id, version, (*Task).takeBack); err != nil {
		return err
	}
	return happened(tx, id, Event{Verb: verbReopened, Note: reason})
}

var carriedTo = store.Read(`SELECT COUNT(*) FROM task_event WHERE committee_id = $1 AND task_id = $2 AND verb = 'carried' AND meeting_id = $3`)

// Carry notes that a task which is still to be done came before a meeting, once
// for each meeting.
func Carry(tx *store.Tx, taskID, meetingID string) error {
	if _, err := tasks.Get(tx, taskID); err != nil {
		return err
	}
	before, err := store.Value[int64](tx, carriedTo, taskID, meetingID)
	if err != nil || before > 0 {
		return err
	}
	return happened(tx, taskID, Event{Verb: verbCarried, MeetingID: meetingID})
}

// Escalate notes that somebody has been told that an open task is late, by the
// level of code.Escalations. A level reached before is not noted again.
func Escalate(tx *store.Tx, taskID string, level int64) error {
	t, err := tasks.Get(tx, taskID)
	if err != nil || t.State != Open || level <= t.Escalated {
		return err
	}
	err = tasks.Edit(tx, taskID, t.Version, func(t *Task) error {
		t.Escalated = level
		return nil
	})
	if err != nil {
		return err
	}
	return happened(tx, taskID, Event{Verb: verbEscalated, Note: strconv.FormatInt(level, 10)})
}
