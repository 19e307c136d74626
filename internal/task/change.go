package task

import (
	"strconv"

	"tryeza/internal/store"
)

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
