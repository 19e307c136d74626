package bench

import (
	"time"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A seededIssue is a problem as a return told of it.
type seededIssue struct {
	body, objective, resource string
	solved                    bool
	measures                  [2]seededMeasure // taken, and expected
}

type seededMeasure struct{ id, body, due string }

// A story is what happened to a problem, each thing after the one before.
type story struct {
	s     *seeder
	issue string
	at    store.Time
}

func (h *story) add(id, verb, note, other string) {
	h.at = store.At(h.at.Add(time.Microsecond))
	h.s.put("issue_event", "id, version, issue_id, verb, note, other_id, author, at", id, 1, h.issue, verb, note, other, "operator", h.at)
}

// An ending is how a problem stands now.
type ending struct {
	state, solved, solution, merged       string
	asked, question, answeredOn, answered string
}

// arrived makes a problem of the committee of one that the return of the
// institution numbered n tells of: id is the one there. After a year and a half
// nine in ten are solved, one in five is merged into the one before it, and what
// lasts is put to the national coordinator.
func (s *seeder) arrived(r seededReturn, x seededIssue, id string, n, ago int) {
	on := text.DayOf(r.sent.Time)
	at := story{s, s.id(), r.accepted}
	e := ending{state: "open"}
	switch {
	case x.solved:
		e.state, e.solved, e.solution = "solved", on, "U shënua e zgjidhur në raportim."
	case n%5 == 1:
		e.merged = s.loop.before
	case n%10 == 0 && ago > 1:
		e.asked, e.question = s.daysOn(on, 100), s.words(10)
		if n == 0 {
			e.answeredOn, e.answered = s.daysOn(on, 130), s.words(20)
		}
	case ago > 2:
		e.state, e.solved, e.solution = "solved", s.daysOn(on, 300), s.words(8)
	}
	if !x.solved {
		s.loop.before = at.issue
	}
	s.issue(at.issue, x, r.half.Start(), e)
	s.put("issue_raised", "id, version, issue_id, institution_id, source, source_id, raised_on, body", id, 1, at.issue, r.institution, "return", r.id, on, x.body)
	at.add(s.id(), "raised", "", "")
	taken, expected := x.measures[0], x.measures[1]
	s.put("issue_measure", "id, version, issue_id, institution_id, taken_on, body", taken.id, 1, at.issue, r.institution, taken.due, taken.body)
	at.add(s.id(), "measure", taken.body, "")
	at.add(expected.id, "expected", expected.body, s.task(seededTask{kind: "measure", owner: r.institution, source: at.issue, given: min(on, expected.due), due: expected.due}))
	at.end(s, e)
}

// issue adds a problem, numbered within the year it began.
func (s *seeder) issue(id string, x seededIssue, since string, e ending) {
	s.put("issue", `id, version, year, number, body, objective_id, activity_id, resource, amount, since, state, solved_on, solution,
		merged_into, escalated_on, question, answered_on, answer`,
		id, 2, since[:4], s.number("issue", since), x.body, x.objective, "", x.resource, *lek(200_000), since, e.state, e.solved, e.solution,
		e.merged, e.asked, e.question, e.answeredOn, e.answered)
}

// end adds how a problem ended to what happened.
func (h *story) end(s *seeder, e ending) {
	if e.merged != "" {
		h.add(s.id(), "merged", "", e.merged)
	}
	for _, step := range []struct{ verb, day, note string }{{"escalated", e.asked, e.question}, {"answered", e.answeredOn, e.answered}, {"solved", e.solved, e.solution}} {
		if step.day == "" {
			continue
		}
		if at := s.at(step.day, 9); at.After(h.at.Time) {
			h.at = at
		}
		h.add(s.id(), step.verb, step.note, "")
	}
	s.event(h.at, "issue.manage", "issue", h.issue, edited("issue", h.issue, "state", "open", e.state))
}

// raisedAt makes a problem of a line of the minutes; half a year later it is solved.
func (s *seeder) raisedAt(g gathering, line string) {
	x, e := seededIssue{body: s.words(14), resource: "staff"}, ending{state: "open"}
	if day := s.daysOn(g.day, 180); day < text.DayOf(s.now) {
		e.state, e.solved, e.solution = "solved", day, s.words(8)
	}
	at := story{s, s.id(), s.at(g.day, 15)}
	s.issue(at.issue, x, g.day, e)
	s.put("issue_raised", "id, version, issue_id, institution_id, source, source_id, raised_on, body", line, 1, at.issue, institutionID(s.qark, 1), "meeting", g.id, g.day, x.body)
	at.add(s.id(), "raised", "", "")
	at.end(s, e)
	s.loop.lasting = append(s.loop.lasting, lasting{at.issue, g.day, e.solved})
}

// A lasting problem is one that meetings look at while it is open.
type lasting struct{ id, since, solved string }

// old puts before a meeting the problems that are open for more than 90 days.
func (s *seeder) old(g gathering, item string) {
	var kept []lasting
	for _, x := range s.loop.lasting {
		open := x.solved == "" || x.solved > g.day
		if open && s.daysOn(x.since, 90) < g.day {
			s.about(g, item, "issue", x.id, "open", x.since)
		}
		if open {
			kept = append(kept, x)
		}
	}
	s.loop.lasting = kept
}
