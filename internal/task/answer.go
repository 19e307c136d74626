package task

import (
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// An Answer is what an owner says was done, on which day, with the documents
// that show it.
type Answer struct {
	What, DoneOn string
	Files        []web.File
}

// faults are where what is wrong with a form is told, field by field.
type faults interface {
	Fail(field, message string, args ...any)
}

// check tells what an answer to t lacks. held is the number of documents the
// task has already.
func (a Answer) check(t Task, held int, today string, f faults) {
	if a.What == "" {
		f.Fail("what", "Shkruani çfarë u bë.")
	}
	switch {
	case a.DoneOn == "":
		f.Fail("done", "Shkruani datën kur u krye.")
	case a.DoneOn > today:
		f.Fail("done", "Data nuk mund të jetë në të ardhmen. Raportoni detyrën pasi të kryhet.")
	case a.DoneOn < t.GivenOn:
		f.Fail("done", "Detyra u dha më %s; nuk mund të jetë kryer më parë.", text.Day(t.GivenOn))
	}
	if t.NeedsCheck() && held+len(a.Files) == 0 {
		f.Fail("file", "Detyra ka përparësi të lartë: bashkëngjitni të paktën një dokument që tregon çfarë u bë.")
	}
}

// refused is the first of the faults, as a refusal.
type refused struct{ err error }

func (r *refused) Fail(_, message string, args ...any) {
	if r.err == nil {
		r.err = web.Refuse(message, args...)
	}
}

// answer takes an answer: the task closes, or waits for a check by somebody else
// when its priority is high.
func (t *Task) answer(a Answer, held int, who, today string) error {
	if t.State != Open {
		return web.Refuse("Detyra %s nuk është e hapur, ndaj nuk raportohet më.", t.Name())
	}
	var r refused
	if a.check(*t, held, today, &r); r.err != nil {
		return r.err
	}
	t.What, t.DoneOn, t.AnsweredBy, t.State = a.What, a.DoneOn, who, Answered
	if !t.NeedsCheck() {
		t.State, t.ClosedOn = Closed, today
	}
	return nil
}

// Respond takes the answer of the owner to an open task. It refuses one without
// words or day, and one of high priority without a document.
func Respond(tx *store.Tx, id string, version int64, a Answer) error {
	held, err := store.All(tx, filesOf, (*File).fields, id)
	if err != nil {
		return err
	}
	err = tasks.Edit(tx, id, version, func(t *Task) error {
		return t.answer(a, len(held), tx.Grant().Actor(), text.DayOf(tx.Now().Time))
	})
	if err != nil {
		return err
	}
	for _, f := range a.Files {
		if err := addFile(tx, id, f); err != nil {
			return err
		}
	}
	return happened(tx, id, Event{Verb: verbAnswered, Note: a.What})
}

func addFile(tx *store.Tx, id string, f web.File) error {
	return evidence.Add(tx, stored{File{
		ID: tx.NewID(), TaskID: id, Name: f.Name, MediaType: f.Type, Size: int64(len(f.Content)), AddedAt: tx.Now(),
	}, f.Content})
}

// check closes an answered task: somebody other than who answered has looked.
func (t *Task) check(held int, who, today string) error {
	if err := t.judged(who); err != nil {
		return err
	}
	if held == 0 {
		return web.Refuse("Detyra %s nuk ka asnjë dokument, ndaj nuk mbyllet. Kthejeni për plotësim.", t.Name())
	}
	t.State, t.CheckedBy, t.ClosedOn = Closed, who, today
	return nil
}

// judged refuses the check of a task that does not wait for one, and of one's
// own answer.
func (t *Task) judged(who string) error {
	if t.State != Answered {
		return web.Refuse("Detyra %s nuk pret verifikim.", t.Name())
	}
	if who == t.AnsweredBy {
		return web.Refuse("Detyrën %s e raportuat ju; e verifikon një person tjetër.", t.Name())
	}
	return nil
}

// Check closes an answered task of high priority, by somebody other than who
// answered it.
func Check(tx *store.Tx, id string, version int64) error {
	held, err := store.All(tx, filesOf, (*File).fields, id)
	if err != nil {
		return err
	}
	err = tasks.Edit(tx, id, version, func(t *Task) error {
		return t.check(len(held), tx.Grant().Actor(), text.DayOf(tx.Now().Time))
	})
	if err != nil {
		return err
	}
	return happened(tx, id, Event{Verb: verbChecked})
}

// sendBack opens an answered task again; what was written stays, to be mended.
func (t *Task) sendBack(who string) error {
	if err := t.judged(who); err != nil {
		return err
	}
	t.State, t.DoneOn, t.AnsweredBy = Open, "", ""
	return nil
}

// SendBack gives an answered task back to its owner, with the reason.
func SendBack(tx *store.Tx, id string, version int64, reason string) error {
	err := tasks.Edit(tx, id, version, func(t *Task) error { return t.sendBack(tx.Grant().Actor()) })
	if err != nil {
		return err
	}
	return happened(tx, id, Event{Verb: verbSentBack, Note: reason})
}

// RemoveFile takes a document away from a task that is still open.
func RemoveFile(tx *store.Tx, taskID, fileID string) error {
	t, err := tasks.Get(tx, taskID)
	if err != nil {
		return err
	}
	f, err := evidence.Get(tx, fileID)
	if err != nil || f.TaskID != taskID {
		return store.ErrNotFound
	}
	if t.State != Open {
		return web.Refuse("Detyra %s u raportua me këtë dokument; nuk hiqet më.", t.Name())
	}
	return evidence.Remove(tx, fileID, f.Version)
}
