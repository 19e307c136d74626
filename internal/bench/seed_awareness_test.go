package bench

import (
	"fmt"

	"tryeza/internal/code"
)

// october adds the calendar of a year's October, with a line for every second day,
// and returns its lines.
func (s *seeder) october(year int) (slots []string) {
	id := s.id()
	s.put("campaign_calendar", "id, version, title, starts_on, ends_on, approved_on, source, note",
		id, 1, fmt.Sprintf("Tetori %d", year), fmt.Sprintf("%d-10-01", year), fmt.Sprintf("%d-10-31", year), fmt.Sprintf("%d-09-10", year), "", "")
	for i := range 15 {
		day := fmt.Sprintf("%d-10-%02d", year, 2*i+1)
		slots = append(slots, s.id())
		s.put("campaign_slot", "id, version, calendar_id, starts_on, ends_on, title, audience, sector, note",
			slots[i], 1, id, day, day, s.words(6), code.Audiences[i%len(code.Audiences)].Code, sectors[i%len(sectors)], "")
	}
	return slots
}

// campaign adds an awareness activity; a third are in October, and one in five found
// children who are not at school.
func (s *seeder) campaign(year, j int, slots []string) {
	id, owner, slot := s.id(), institutionID(s.qark, j%s.institutions), ""
	day := fmt.Sprintf("%d-%02d-%02d", year, 1+j%9, 1+j%28)
	if j%3 == 0 {
		slot = slots[j/3%len(slots)]
		day = fmt.Sprintf("%d-10-%02d", year, 2*(j/3%len(slots))+1)
	}
	s.put("campaign_activity", "id, version, institution_id, title, kind, starts_on, ends_on, hour, municipality, place, state, reason, slot_id, activity_id, media, source, note",
		id, 2, owner, s.words(5), code.CampaignKinds[j%len(code.CampaignKinds)].Code, day, day, "10:00", s.place(j), s.words(2), s.state(day), "", slot, "", "", "", s.words(10))
	s.partner(id, j)
	if !s.past(day) {
		return
	}
	s.kept("campaign.keep", "campaign_activity", id, day)
	if j%10 == 4 { // nobody wrote who was reached
		s.asked(id, "campaign_reached", owner, s.daysOn(day, 15))
		return
	}
	s.bySex(id, "reached", "", 40+s.rand.IntN(60))
	s.counted(id, "audience", "", "kind=pupils", 30)
	s.counted(id, "material", "", "kind=leaflet", 120)
	if j%5 == 0 {
		done := ""
		if on := s.daysOn(day, 20); s.past(on) {
			done = on
		}
		s.put("campaign_finding", "id, version, campaign_id, what, value, qualifier, age, institution_id, follow_up, done_on, task_id",
			s.id(), 1, id, "not_enrolled", *lek(3), "exact", "6-10", s.of("education", 0), s.words(8), done, "")
	}
	if j%4 == 0 {
		s.put("campaign_file", "id, version, campaign_id, name, media_type, size, consent, note, content, added_at",
			s.id(), 1, id, "Fletëpalosja.pdf", "application/pdf", len(paper), "no_photo", "", paper, s.at(day, 16))
	}
}

// A school is what the committee teaches, and whom.
type school struct {
	procedure string
	people    []string
}

// procedures adds the procedures, with steps and questions, and of each institution
// the six professionals who must know them.
func (s *seeder) procedures(from string) {
	s.school = school{procedure: s.id()}
	s.put("training_procedure", "id, version, title, act, valid_from, valid_to, verified, source, note",
		s.procedure, 1, "Procedurat Standarde të Veprimit", "VKM nr. 499, datë 29.8.2018", from, "", true, "", "")
	for i := range 12 {
		s.put("training_step", "id, version, procedure_id, position, title, role, body, rule, verified, source", s.id(), 1, s.procedure, i+1, s.words(4), "", s.words(40), "", true, "")
		s.put("training_question", "id, version, procedure_id, position, body, answers, correct, why", s.id(), 1, s.procedure, i+1, s.words(8), "po\njo\nnuk dihet", 1, s.words(6))
	}
	for i := range s.institutions {
		institution, job := institutionID(s.qark, i), code.Jobs[i%len(code.Jobs)].Code
		s.put("training_duty", "id, version, institution_id, job, staff, valid_from, valid_to, basis, verified", s.id(), 1, institution, job, 6, from, "", s.words(4), true)
		for n := range 6 {
			s.people = append(s.people, s.id())
			s.put("training_person", "id, version, institution_id, code, job, valid_from, valid_to", s.people[len(s.people)-1], 1, institution, fmt.Sprintf("P %d", n+1), job, from, "")
		}
	}
}

// course adds a course that is held twice in its year, each time for twenty of them.
func (s *seeder) course(year, j int) {
	id := s.id()
	s.put("training_course", "id, version, institution_id, procedure_id, title, aim, hours, valid_months, source",
		id, 1, institutionID(s.qark, j%s.institutions), s.procedure, s.words(5), s.words(12), *lek(8), 36, "")
	s.partner(id, j)
	for i := range 2 {
		s.session(id, fmt.Sprintf("%d-%02d-%02d", year, 3+j%3+7*i, 5+j), j+i)
	}
}

func (s *seeder) session(course, day string, n int) {
	id := s.id()
	s.put("training_session", "id, version, course_id, starts_on, ends_on, hour, municipality, place, state, reason, check_open, check_hash, note",
		id, 3, course, day, day, "09:00", s.place(n), s.words(2), s.state(day), "", "", "", "")
	s.counted(id, "places", "", "", 25)
	if s.past(day) {
		s.kept("training.keep", "training_session", id, day)
	}
	for i := range min(20, len(s.people)) {
		person := s.people[(20*n+i)%len(s.people)]
		right, of := any(7), any(12)
		if !s.past(day) {
			right, of = nil, nil
		}
		s.put("training_attendance", "id, version, session_id, person_id, present, before_right, before_of, after_right, after_of",
			s.id(), 2, id, person, s.past(day) && i%8 > 0, right, of, right, of)
	}
}
