package task

import (
	"errors"
	"time"

	"tryeza/internal/store"
)

const columns = "year, number, kind, body, owner_id, priority, source_id, meeting_id, asked_by, given_on, due_on, due_body, due_meeting, " +
	"state, what, done_on, answered_by, checked_by, closed_on, reason, escalated"

var (
	tasks    = store.NewTable("task", columns, (*Task).fields)
	events   = store.NewTable("task_event", "task_id, verb, note, meeting_id, due_from, due_to, author, at", (*Event).fields)
	evidence = store.NewTable("task_file", "task_id, name, media_type, size, added_at, content", (*stored).fields)
)

func (t *Task) fields() []any {
	return []any{
		&t.ID, &t.Version, &t.Year, &t.Number, &t.Kind, &t.Body, &t.OwnerID, &t.Priority, &t.SourceID, &t.MeetingID, &t.AskedBy, &t.GivenOn,
		&t.DueOn, &t.DueBody, &t.DueMeeting, &t.State, &t.What, &t.DoneOn, &t.AnsweredBy, &t.CheckedBy, &t.ClosedOn, &t.Reason, &t.Escalated,
	}
}

func (e *Event) fields() []any {
	return []any{&e.ID, &e.Version, &e.TaskID, &e.Verb, &e.Note, &e.MeetingID, &e.DueFrom, &e.DueTo, &e.Author, &e.At}
}

func (f *File) fields() []any {
	return []any{&f.ID, &f.Version, &f.TaskID, &f.Name, &f.MediaType, &f.Size, &f.AddedAt}
}

// stored is a File with its content, which lists do not read.
type stored struct {
	File
	Content []byte
}

func (f *stored) fields() []any { return append(f.File.fields(), &f.Content) }

var (
	liveTasks = store.Read(`SELECT id, version, ` + columns + ` FROM task
		WHERE committee_id = $1 AND state IN ('open', 'answered') ORDER BY due_on, id`)
	givenBetween = store.Read(`SELECT id, version, ` + columns + ` FROM task
		WHERE committee_id = $1 AND given_on >= $2 AND given_on <= $3 ORDER BY given_on, id`)
	lastNumber = store.Read(`SELECT COALESCE(MAX(number), 0) FROM task WHERE committee_id = $1 AND year = $2`)
	eventsOf   = store.Read(`SELECT id, version, task_id, verb, note, meeting_id, due_from, due_to, author, at FROM task_event
		WHERE committee_id = $1 AND task_id = $2 ORDER BY at, CASE WHEN verb = 'given' THEN 0 ELSE 1 END, id`)
	filesOf = store.Read(`SELECT id, version, task_id, name, media_type, size, added_at FROM task_file
		WHERE committee_id = $1 AND task_id = $2 ORDER BY added_at, id`)
)

// Load reads a task with what happened to it and the names of its documents.
func Load(tx *store.Tx, id string) (Task, error) {
	t, err := tasks.Get(tx, id)
	if err != nil {
		return t, err
	}
	if t.Events, err = store.All(tx, eventsOf, (*Event).fields, id); err != nil {
		return t, err
	}
	t.Files, err = store.All(tx, filesOf, (*File).fields, id)
	return t, err
}

// ReadFile reads a document with its content.
func ReadFile(tx *store.Tx, id string) (File, []byte, error) {
	f, err := evidence.Get(tx, id)
	return f.File, f.Content, err
}

var lastEvent = store.Read(`SELECT at FROM task_event WHERE committee_id = $1 AND task_id = $2 ORDER BY at DESC LIMIT 1`)

// happened adds an event to the history of a task, after all there are: one
// transaction has one instant, and their order counts.
func happened(tx *store.Tx, taskID string, e Event) error {
	last, err := store.Value[store.Time](tx, lastEvent, taskID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	e.ID, e.TaskID, e.Author, e.At = tx.NewID(), taskID, tx.Grant().Actor(), tx.Now()
	if !e.At.After(last.Time) {
		e.At = store.At(last.Add(time.Microsecond))
	}
	return events.Add(tx, e)
}
