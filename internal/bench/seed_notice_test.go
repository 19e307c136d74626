package bench

import (
	"fmt"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// mail adds a mail that was sent: of its words nothing is kept.
func (s *seeder) mail(kind, to, subject string, at store.Time) {
	s.put("notify_outbox", "id, kind, recipient, subject, body, calendar, method, secret, state, tries, queued_at, next_at, claimed_at, sent_at, error",
		s.id(), kind, to, subject, "", "", "", false, "sent", 1, at, at, at, at, "")
}

// due notes that an institution was told of something in the morning of a day,
// with one mail for all of it. What is not told yet is not noted.
func (s *seeder) due(kind, subject, institution, day string) {
	s.tell(kind, subject, "institution:"+institution, fmt.Sprintf("focal-%s@%s.example", institution[len(institution)-2:], s.qark.Slug), day)
}

func (s *seeder) tell(kind, subject, addressee, to, day string) {
	if day >= text.DayOf(s.now) {
		return
	}
	s.put("notify_duty", "subject, kind, addressee, told_on", subject, kind, addressee, day)
	if to != "" && !s.loop.told[to+day] {
		s.loop.told[to+day] = true
		s.mail("digest", to, "Tryeza: 1 kujtesë", s.at(day, 6))
	}
}

// reminded notes what was told of a task before it was done: a week before its
// day, on its day, and when it was late, up to the chair of the committee.
func (s *seeder) reminded(id string, t seededTask, f fate) {
	until := text.DayOf(s.now)
	if !f.answered.IsZero() {
		until = text.DayOf(f.answered.Time)
	}
	if t.due == "" || f.state == "cancelled" {
		return
	}
	subject := id + "@" + t.due
	for _, told := range []struct{ kind, day string }{{"task_soon", max(t.given, s.daysOn(t.due, -7))}, {"task_today", t.due}, {"task_late", s.daysOn(t.due, 1)}} {
		if told.day < until {
			s.due(told.kind, subject, t.owner, told.day)
		}
	}
	if day := s.daysOn(t.due, 1); t.asked != "" && day < until {
		s.due("asked_late", subject, t.asked, day)
	}
	steps := []struct{ kind, addressee, to string }{{"escalation_head", "head:" + t.owner, ""}, {"escalation_table", "office:table_chair", ""}, {"escalation_chair", "office:chair", mail(s.qark, access.Chair)}}
	for i := range f.escalated {
		s.tell(steps[i].kind, subject, steps[i].addressee, steps[i].to, s.daysOn(t.due, ladder[i]))
	}
}

// mornings notes the days of a year on which the committee was reminded.
func (s *seeder) mornings(year int) {
	for day := fmt.Sprintf("%d-01-01", year); day < text.DayOf(s.now) && day[:4] == fmt.Sprint(year); day = s.daysOn(day, 1) {
		s.put("notify_day", "day", day)
	}
}
