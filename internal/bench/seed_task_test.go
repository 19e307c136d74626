package bench

import (
	"fmt"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A seededTask is a task being given.
type seededTask struct {
	kind, owner, source, asked, given, due string
	by                                     gathering // the meeting that gave it
	at                                     gathering // the meeting it is due at
}

// An owed task, as far as later meetings ask about it.
type owed struct {
	id, body   string // body is that of the meeting that gave it
	given, due string
	ended      string // day, or ""
}

// A fate is what became of a task by now.
type fate struct {
	state, done, closed string
	answered, checked   store.Time
	high                bool
	escalated           int
}

// tasksOf adds the tasks of an item: one for everybody, or some for one each.
func (s *seeder) tasksOf(g gathering, item string, everyone bool) {
	due, at := s.daysOn(g.day, 30), gathering{}
	if everyone {
		at = s.next(g.body, g.day)
		due = at.day
	}
	line := ""
	for i := range s.institutions {
		owner := institutionID(s.qark, i)
		switch {
		case everyone && i == 0:
			line = s.line(g, 20, minuteLine{kind: "task", item: item, everyone: true, next: true})
		case !everyone && i%4 > 0:
			continue // six of 25
		case !everyone:
			line = s.line(g, 21+i, minuteLine{kind: "task", item: item, institution: owner, due: due})
		}
		s.task(seededTask{kind: "decision", owner: owner, source: line, given: g.day, due: due, by: g, at: at})
	}
}

// requests adds those that institutions make of each other in a month.
func (s *seeder) requests(month string) {
	for i := range max(2, s.institutions/4) {
		given := fmt.Sprintf("%s-%02d", month, 2+3*i)
		if given < text.DayOf(s.now) {
			s.task(seededTask{kind: "request", owner: institutionID(s.qark, i%s.institutions), asked: institutionID(s.qark, (i+3)%s.institutions), given: given, due: s.daysOn(given, 15)})
		}
	}
}

// task adds a task with all that happened to it, and returns its id.
func (s *seeder) task(t seededTask) string {
	id, j := s.id(), s.rows["task"]
	f, reason, what, by, check := s.fateOf(t, j), "", "", "", ""
	switch f.state {
	case "cancelled":
		reason = s.words(6)
	case "answered", "closed":
		what, by = s.words(12), "operator"
	}
	if !f.checked.IsZero() {
		check = "operator"
	}
	priority := "normal"
	if f.high {
		priority = "high"
	}
	s.put("task", `id, version, year, number, kind, body, owner_id, priority, source_id, meeting_id, asked_by, given_on, due_on, due_body, due_meeting,
		state, what, done_on, answered_by, checked_by, closed_on, reason, escalated`,
		id, 2, t.given[:4], s.number("task", t.given), t.kind, s.words(12), t.owner, priority, t.source, t.by.id, t.asked, t.given, t.due, t.at.body, t.at.id,
		f.state, what, f.done, by, check, f.closed, reason, f.escalated)
	s.lived(id, t, f, what, reason)
	s.reminded(id, t, f)
	if t.kind == "decision" && f.state != "cancelled" {
		s.loop.recent = append(s.loop.recent, owed{id, t.by.body, t.given, t.due, f.closed})
	}
	return id
}

// fateOf decides what became of the task numbered j: most are done in time, one
// in six late; of those due lately one in ten was never answered. One in eight
// needs a document and a check.
func (s *seeder) fateOf(t seededTask, j int) fate {
	f, today := fate{state: "open", high: j%8 == 0}, text.DayOf(s.now)
	if t.due == "" {
		return f
	}
	f.done = max(t.given, s.daysOn(t.due, -3))
	if j%6 == 1 {
		f.done = s.daysOn(t.due, 9)
	}
	f.closed = s.daysOn(f.done, 1)
	if f.high {
		f.closed = s.daysOn(f.done, 6)
	}
	forgotten := j%10 == 7 && t.due > s.daysOn(today, -120)
	late := s.daysOn(today, -1)
	switch {
	case j%40 == 11 && t.due < today:
		f = fate{state: "cancelled", high: f.high}
	case forgotten || s.daysOn(f.done, 1) > late:
		f.state, f.done, f.closed = "open", "", ""
	case f.closed > late:
		f.state, f.closed, f.answered = "answered", "", s.at(s.daysOn(f.done, 1), 9)
	default:
		f.state, f.answered = "closed", s.at(s.daysOn(f.done, 1), 9)
		if f.high {
			f.checked = s.at(f.closed, 9)
		}
	}
	if f.state != "cancelled" {
		f.escalated = levelOn(t.due, min(today, or(f.done, today)), s.daysOn)
	}
	return f
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// ladder is after how many days of delay somebody further up is told.
var ladder = []int{7, 14, 30}

// levelOn is how far up a delay has been told by a day.
func levelOn(due, day string, daysOn func(string, int) string) (level int) {
	for i, n := range ladder {
		if daysOn(due, n) < day {
			level = i + 1
		}
	}
	return level
}

// lived adds what happened to a task, beside the meetings it came before.
func (s *seeder) lived(id string, t seededTask, f fate, what, reason string) {
	s.happened(id, "given", "", t.by.id, "", t.due, s.at(t.given, 15))
	for i := range f.escalated {
		s.happened(id, "escalated", fmt.Sprint(i+1), "", "", "", s.at(s.daysOn(t.due, ladder[i]), 7))
	}
	if f.state == "cancelled" {
		s.happened(id, "cancelled", reason, "", "", "", s.at(t.due, 11))
	}
	if f.answered.IsZero() {
		return
	}
	s.happened(id, "answered", what, "", "", "", f.answered)
	s.event(f.answered, "task.answer", "task", id, edited("task", id, "state", "open", "answered"), edited("task", id, "what", "", what))
	if f.high {
		s.put("task_file", "id, version, task_id, name, media_type, size, content, added_at", s.id(), 1, id, "Raporti.pdf", "application/pdf", len(paper), paper, f.answered)
	}
	if !f.checked.IsZero() {
		s.happened(id, "checked", "", "", "", "", f.checked)
		s.event(f.checked, "task.check", "task", id, edited("task", id, "state", "answered", "closed"))
	}
}

func (s *seeder) happened(task, verb, note, meeting, from, to string, at store.Time) {
	s.put("task_event", "id, version, task_id, verb, note, meeting_id, due_from, due_to, author, at", s.id(), 1, task, verb, note, meeting, from, to, "operator", at)
}

// report puts before a meeting the tasks its body gave that are due, or ended
// since it last met; those still to be done are carried to it.
func (s *seeder) report(g gathering, item string) {
	var kept []owed
	for _, t := range s.loop.recent {
		ended := t.ended != "" && t.ended < g.day
		if t.body == g.body && (ended || t.due != "" && t.due <= g.day) {
			state := "closed"
			if !ended {
				state = "open"
				s.happened(t.id, "carried", "", g.id, "", "", s.at(g.day, 15))
			}
			s.about(g, item, "task", t.id, state, t.given)
		}
		if !ended || t.body != g.body {
			kept = append(kept, t)
		}
	}
	s.loop.recent = kept
}
