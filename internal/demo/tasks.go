package demo

import (
	"bytes"
	"fmt"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/document"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/web"
)

// gives has somebody give a task. A request is made by who speaks for the
// institution that asks, a commitment by who makes it.
func (f *filler) gives(email string, n task.New) error {
	p := access.GiveTasks
	switch n.Kind {
	case task.Request:
		p, email = access.AskTasks, voice(n.AskedBy)
	case task.Commitment:
		p, email = access.AskTasks, voice(n.OwnerID)
	}
	return f.by(email, p, "institution", n.OwnerID, func(tx *store.Tx) error {
		id, err := task.Give(tx, n)
		f.tasks = append(f.tasks, given{id, n.OwnerID, n.Body})
		return err
	})
}

// followed makes tasks with a date of what recorded minutes ask of institutions.
func (f *filler) followed(meetingID string) error {
	var m meeting.Meeting
	g, err := f.actor.May(access.ReadMeetings, access.Committee(Committee))
	if err != nil {
		return err
	}
	err = f.db.View(f.ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
		m, err = meeting.Get(tx, meetingID)
		return err
	})
	for _, l := range m.LinesOf(meeting.Task) {
		if err == nil {
			err = f.gives(secretary, task.New{Kind: task.FromDecision, SourceID: l.ID, MeetingID: m.ID, Body: l.Body, OwnerID: l.InstitutionID, DueOn: l.DueOn, GivenOn: m.HeldOn})
		}
	}
	return err
}

// answers has who speaks for the owner say what was done, and on which day, with
// a paper that shows it when it has a name.
func (f *filler) answers(owner, begins, on, what, paper string) error {
	a := task.Answer{What: what, DoneOn: on}
	if paper != "" {
		file, err := evidence(paper, on, what)
		if err != nil {
			return err
		}
		a.Files = append(a.Files, file)
	}
	return f.toTask(voice(owner), access.AnswerTasks, owner, begins, func(tx *store.Tx, t task.Task) error { return task.Respond(tx, t.ID, t.Version, a) })
}

// checks has the secretary look at an answer and close the task or, with a
// reason, send it back.
func (f *filler) checks(owner, begins, back string) error {
	return f.toTask(secretary, access.CheckTasks, owner, begins, func(tx *store.Tx, t task.Task) error {
		if back != "" {
			return task.SendBack(tx, t.ID, t.Version, back)
		}
		return task.Check(tx, t.ID, t.Version)
	})
}

// extends has the secretary set another day for a task.
func (f *filler) extends(owner, begins, to, reason string) error {
	return f.toTask(secretary, access.ManageTasks, owner, begins, func(tx *store.Tx, t task.Task) error {
		return task.Extend(tx, t.ID, t.Version, task.Due{On: to}, reason)
	})
}

// renews has an institution set another day for a commitment of its own.
func (f *filler) renews(owner, begins, to, reason string) error {
	return f.toTask(voice(owner), access.AskTasks, owner, begins, func(tx *store.Tx, t task.Task) error {
		return task.Renew(tx, t.ID, t.Version, task.Due{On: to}, reason)
	})
}

func (f *filler) cancels(owner, begins, reason string) error {
	return f.toTask(secretary, access.ManageTasks, owner, begins, func(tx *store.Tx, t task.Task) error { return task.Cancel(tx, t.ID, t.Version, reason) })
}

// evidence is a paper an institution shows: one page that says it is a sample.
func evidence(title, day, words string) (web.File, error) {
	created, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return web.File{}, err
	}
	var b bytes.Buffer
	d := document.Document{Title: title, Subject: "Dokument i shpikur, vetëm për shembull", Lang: "sq-AL", Created: created, Mark: "SHEMBULL",
		Blocks: []document.Block{document.P(words)}}
	if err := document.WritePDF(&b, d); err != nil {
		return web.File{}, fmt.Errorf("%s: %w", title, err)
	}
	return web.File{Name: title + ".pdf", Type: "application/pdf", Content: b.Bytes()}, nil
}
