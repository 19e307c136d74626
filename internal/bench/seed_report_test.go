package bench

import (
	"fmt"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/plan"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A seededReturn is the return being written.
type seededReturn struct {
	id, state, institution, sector string
	half                           figure.Period
	sent, accepted                 store.Time
	answered                       bool // filled in, at least in part
}

// round asks the institutions for a half-year; ago counts back from the one
// that is open now. In the one before, one return waits and one was sent back.
func (s *seeder) round(p yearPlan, half figure.Period, ago int) {
	id := s.id()
	s.put("reporting_round", "id, version, period, plan_id, title, opened_on, due_on, rule_id, message",
		id, 1, string(half), p.ID, half.Name("sq"), half.Start(), dueOn(half), "", "")
	for i := range s.institutions {
		r := seededReturn{id: s.id(), state: returnState(i, ago), institution: institutionID(s.qark, i), sector: s.sector(i), half: half, answered: ago > 0 || i%5 > 1}
		s.record(&r, id, i)
		s.items(r, p, i)
		s.topics(r)
		s.problems(r, p, i, ago)
	}
}

func dueOn(half figure.Period) string { return half.Next().Start()[:8] + "15" }

// returnState is how far the return of the institution numbered i is.
func returnState(i, ago int) string {
	switch {
	case ago == 0 && i%5 < 4:
		return "draft"
	case ago == 0, ago == 1 && i == 3:
		return "sent"
	case ago == 1 && i == 5:
		return "sent_back"
	}
	return "accepted"
}

// record adds the return itself, with what happened to it.
func (s *seeder) record(r *seededReturn, round string, i int) {
	reference, started := "", store.Time{}
	if r.answered {
		started = s.at(r.half.End(), 8)
	}
	if r.state != "draft" {
		reference = fmt.Sprintf("%s-%s-%02d", s.qark.ISO[3:], r.half, i+1)
		r.sent = s.at(dueOn(r.half), 9)
		if i%6 == 4 {
			r.sent = store.At(r.sent.Add(3 * 24 * time.Hour)) // late
		}
	}
	if r.state == "accepted" {
		r.accepted = store.At(r.sent.Add(30 * time.Hour))
	}
	s.put("reporting_return", `id, version, round_id, institution_id, state, due_on, channel, source_note, entered_by, reference,
		sent_at, first_sent_at, accepted_at, started_at, no_problems, no_measures`,
		r.id, 3, round, r.institution, r.state, dueOn(r.half), "web", "", "", reference, r.sent, r.sent, r.accepted, started, false, false)
	s.due("return_soon", r.id+"@"+dueOn(r.half), r.institution, s.daysOn(dueOn(r.half), -7))
	if r.state == "sent_back" || i%6 == 4 {
		s.due("return_late", r.id+"@"+dueOn(r.half), r.institution, s.daysOn(dueOn(r.half), 1))
	}
	for _, step := range []struct {
		verb, permission string
		at               store.Time
	}{{"sent", "reporting.send", r.sent}, {"accepted", "reporting.judge", r.accepted}} {
		if !step.at.IsZero() {
			s.put("reporting_event", "id, version, return_id, verb, reason, author, at", s.id(), 1, r.id, step.verb, "", "operator", step.at)
			s.event(step.at, step.permission, "return", r.id, edited("reporting_return", r.id, "state", "draft", step.verb))
		}
	}
}

// edited is an operation as the trail holds it.
func edited(table, id, column, before, after string) any {
	return map[string]any{"verb": "edit", "table": table, "id": id, "changes": map[string][2]any{column: {before, after}}}
}

// items adds what the return says of the activities its institution leads.
func (s *seeder) items(r seededReturn, p yearPlan, i int) {
	for j, a := range p.activities {
		if a.LeadID != r.institution || !allYear(j) && dueIn(j) != r.half.Index() {
			continue
		}
		s.item(r, a, j, r.answered && (r.state != "draft" || j%2 == 0))
	}
}

func (s *seeder) item(r seededReturn, a plan.Activity, j int, answered bool) {
	id, state, done, what, place, partners, reason := s.id(), "", "", "", "", "", ""
	at := store.Time{}
	if answered {
		at = s.at(r.half.End(), 8+j%8)
		state, what, place, partners = s.reportedState(j, r.half), s.words(28), s.words(3), s.words(4)
		if state == "partly_done" || state == "not_done" {
			reason = s.words(8)
		}
		if state != "not_done" {
			done = min(a.DueOn, r.half.End(), text.DayOf(s.now))
		}
	}
	s.put("reporting_item", "id, version, return_id, activity_id, state, done_on, place, what, partners, reason, answered, saved_at",
		id, 2, r.id, a.ID, state, done, place, what, partners, reason, answered, at)
	if !answered {
		return
	}
	var written []any
	for _, n := range a.Indicators {
		written = append(written, s.value(r.id, "indicator", n.ID, "", int64(1+s.rand.IntN(20))))
	}
	if j%4 > 0 {
		total := int64(6 + s.rand.IntN(200))
		written = append(written, s.value(r.id, "participants", a.ID, "", total))
		s.split(r.id, "participants", a.ID, total, code.BySex, []string{"f", "m"})
		s.split(r.id, "participants", a.ID, total, code.ByAge, []string{"11-14", "15-17", "18-23"})
	}
	s.event(at, "reporting.fill", "return", r.id, append(written, edited("reporting_item", id, "what", "", what), edited("reporting_item", id, "state", "", state))...)
}

func (s *seeder) reportedState(j int, half figure.Period) string {
	switch {
	case allYear(j) && half.Index() == 1:
		return "in_progress"
	case dueIn(j) == 1 || j%11 > 2:
		return "done"
	}
	return []string{"partly_done", "not_done", "done_late"}[j%11]
}

// value adds one number and returns what the trail says of it.
func (s *seeder) value(returnID, subject, id, part string, n int64) any {
	s.put("reporting_value", "return_id, subject, subject_id, part, value, qualifier, note", returnID, subject, id, part, figure.Whole(n), "exact", "")
	return map[string]any{"verb": "exec", "table": "reporting_value", "args": []any{returnID, subject, id, part, figure.Whole(n), "exact", ""}}
}

// split breaks a total down into cells that add up to it.
func (s *seeder) split(returnID, subject, id string, total int64, by code.Breakdown, cells []string) {
	rest := total
	for i, c := range cells {
		n := rest
		if i < len(cells)-1 {
			n = s.rand.Int64N(rest + 1)
		}
		s.value(returnID, subject, id, string(by)+"="+c, n)
		rest -= n
	}
}

// topics adds what the institution must tell and count.
func (s *seeder) topics(r seededReturn) {
	asked, _ := code.TopicsFor(r.sector)
	for _, t := range asked {
		body, at := "", store.Time{}
		if r.answered {
			body, at = s.words(45), s.at(r.half.End(), 8)
		}
		s.put("reporting_narrative", "id, version, return_id, topic, asked, body, answered, saved_at", s.id(), 1, r.id, t.Code, true, body, r.answered, at)
		for _, n := range t.Counts {
			if r.answered {
				s.count(r.id, n)
			}
		}
	}
}

func (s *seeder) count(returnID string, n code.Count) {
	total := int64(s.rand.IntN(40))
	s.value(returnID, "topic", n.Code, "", total)
	for _, by := range n.Breakdowns {
		cells := map[code.Breakdown][]string{
			code.BySex: {"f", "m"}, code.ByAge: {"0-5", "6-10", "11-14", "15-17"}, code.ByOrigin: {"resident", "elsewhere", "u"},
		}[by]
		s.split(returnID, "topic", n.Code, total, by, cells)
	}
}

// problems adds two problems, each with a measure taken and one expected; the
// second is solved. Those of an accepted return become problems of the committee.
func (s *seeder) problems(r seededReturn, p yearPlan, n, ago int) {
	if !r.answered {
		return
	}
	for i := range 2 {
		x := seededIssue{body: s.words(18), objective: p.activities[0].ObjectiveID, resource: code.Resources[s.rand.IntN(len(code.Resources))].Code, solved: i == 1}
		id := s.id()
		s.put("reporting_problem", "id, version, return_id, position, objective_id, activity_id, body, resource, amount, since, earlier_id, solved",
			id, 1, r.id, i+1, x.objective, "", x.body, x.resource, *lek(200_000), r.half.Start(), "", x.solved)
		for m, status := range []string{"taken", "expected"} {
			x.measures[m] = seededMeasure{s.id(), s.words(12), r.half.Next().End()}
			s.put("reporting_measure", "id, version, return_id, position, problem_id, status, body, due_on", x.measures[m].id, 1, r.id, 2*i+m+1, id, status, x.measures[m].body, x.measures[m].due)
		}
		if r.state == "accepted" {
			s.arrived(r, x, id, n, ago)
		}
	}
}
