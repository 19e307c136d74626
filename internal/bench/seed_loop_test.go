package bench

import (
	"fmt"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A line of seeded minutes that gives a task.
type line struct{ id, meeting, day string }

// meetings adds five, of the committee and of its technical table, and returns
// what their minutes ask of institutions.
func (s *seeder) meetings(half figure.Period) (lines []line) {
	for i := range 5 {
		id, body := s.id(), []string{"committee", "table", "table"}[i%3]
		day := fmt.Sprintf("%d-%02d-12", half.Year(), 6*half.Index()-5+i)
		s.put("meeting", "id, version, body, kind, held_on, date_note, time_of_day, place, title, chaired_by, source, note, edits, state, recorded, closed_on",
			id, 1, body, "ordinary", day, "", "10:00", "Prefektura", s.words(6), "Prefekti i Qarkut", "", "", 0, "closed", false, day)
		for n := range s.institutions {
			s.put("meeting_call", "id, version, meeting_id, position, institution_id, kind, reply, substitute, note, replied_at",
				s.id(), 1, id, n+1, institutionID(s.qark, n), "member", "coming", "", "", s.at(day, 8))
			s.put("meeting_attendance", "id, version, meeting_id, position, institution_id, name, kind", s.id(), 1, id, n+1, institutionID(s.qark, n), "", "member")
		}
		item := ""
		for n, kind := range []string{"agenda", "agenda", "agenda", "statement", "decision", "decision", "task", "recommendation", "problem"} {
			l, under, outcome := s.id(), item, ""
			if kind == "agenda" {
				item, under, outcome = l, "", "decided"
			}
			s.put("meeting_line", "id, version, meeting_id, position, kind, item_id, number, body, institution_id, everyone, due_on, due_next, priority, outcome",
				l, 1, id, n+1, kind, under, "", s.words(14), institutionID(s.qark, n%s.institutions), false, half.End(), false, "", outcome)
			if kind == "task" {
				lines = append(lines, line{l, id, day})
			}
		}
		s.put("meeting_figure", "id, version, meeting_id, position, what, value, qualifier, unit, about", s.id(), 1, id, 1, s.words(5), *lek(12), "about", "persons", "")
	}
	return lines
}

// tasks adds thirty a month: most were closed in time, some late, some were
// cancelled, and few are still open. Of the half-year that is open most are.
func (s *seeder) tasks(half figure.Period, ago int, lines []line) {
	for i := range 180 {
		given := fmt.Sprintf("%d-%02d-%02d", half.Year(), 6*half.Index()-5+i/30, 1+i%28)
		if given > text.DayOf(s.now) {
			return
		}
		kind, source, meeting := "commitment", "", ""
		if len(lines) > 0 {
			l := lines[i*len(lines)/180]
			kind, source, meeting, given = "decision", l.id, l.meeting, l.day
		}
		due, state, done := s.after(given, 30), "closed", s.after(given, 20+i%20)
		switch {
		case ago == 0 && i%4 > 0, ago > 0 && i%60 == 7:
			state, done = "open", ""
		case i%40 == 9:
			state, done = "cancelled", ""
		}
		s.task(half.Year(), int64(180*(half.Index()-1)+i+1), i, kind, source, meeting, given, due, state, done)
	}
}

func (s *seeder) task(year int, number int64, i int, kind, source, meeting, given, due, state, done string) {
	id, what, closed := s.id(), "", ""
	if done > text.DayOf(s.now) {
		state, done = "open", ""
	}
	if done != "" {
		what, closed = s.words(20), done
	}
	s.put("task", `id, version, year, number, kind, body, owner_id, priority, source_id, meeting_id, asked_by, given_on, due_on, due_body, due_meeting,
		state, what, done_on, answered_by, checked_by, closed_on, reason, escalated`,
		id, 2, year, number, kind, s.words(14), institutionID(s.qark, i%s.institutions), "normal", source, meeting, "", given, due, "", "",
		state, what, done, "", "", closed, "", 0)
	s.happened(id, "given", given, "", due)
	if meeting != "" {
		s.happened(id, "carried", due, meeting, "")
	}
	if done != "" {
		s.happened(id, "answered", done, "", "")
		s.event(s.at(done, 9), "task.answer", "task", id, edited("task", id, "what", "", what), edited("task", id, "state", "open", state))
	}
}

func (s *seeder) happened(task, verb, day, meeting, due string) {
	s.put("task_event", "id, version, task_id, verb, note, meeting_id, due_from, due_to, author, at", s.id(), 1, task, verb, "", meeting, "", due, "operator", s.at(day, 9))
}

// issue adds what a problem of an accepted return became; those of earlier years
// have been solved.
func (s *seeder) issue(r seededReturn, problem, objective string, solved bool) {
	year := r.half.Year()
	key := fmt.Sprint(s.qark.Slug, year)
	s.numbers[key]++
	id, state, on, solution, day := s.id(), "open", "", "", text.DayOf(r.sent.Time)
	if solved {
		state, on, solution = "solved", day, s.words(6)
	}
	s.put("issue", `id, version, year, number, body, objective_id, activity_id, resource, amount, since, state, solved_on, solution, merged_into,
		escalated_on, question, answered_on, answer`,
		id, 1, year, s.numbers[key], s.words(18), objective, "", code.Resources[s.rand.IntN(len(code.Resources))].Code, *lek(200_000), r.half.Start(), state, on, solution, "", "", "", "", "")
	s.put("issue_raised", "id, version, issue_id, institution_id, source, source_id, raised_on, body", problem, 1, id, r.institution, "return", r.id, day, s.words(18))
	s.put("issue_measure", "id, version, issue_id, institution_id, taken_on, body", s.id(), 1, id, r.institution, day, s.words(12))
	s.put("issue_event", "id, version, issue_id, verb, note, other_id, author, at", s.id(), 1, id, "raised", "", "", "operator", store.At(r.sent.Time))
}

// after is the day n days after another.
func (s *seeder) after(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	s.must(nil, err)
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}
