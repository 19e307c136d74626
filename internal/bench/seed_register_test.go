package bench

import (
	"fmt"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// registers adds what the committee did in a year to prevent, as the four
// registers hold it: a summer programme for every second institution, three
// projects of seasonal employment, two awareness activities of each institution,
// and a course for every fifth.
func (s *seeder) registers(p yearPlan) {
	year := int(p.Year)
	for j := range max(2, s.institutions/2) {
		s.programme(p, year, j)
	}
	for j := range 3 {
		s.project(p, year, j)
	}
	for j := range 2 {
		s.fair(year, j)
	}
	slots := s.october(year)
	for j := range 2 * s.institutions {
		s.campaign(year, j, slots)
	}
	for j := range max(2, s.institutions/5) {
		s.course(year, j)
	}
}

// of is the n-th institution of a sector, or any where there is none.
func (s *seeder) of(sector string, n int) string {
	var list []string
	for i := range s.institutions {
		if s.sector(i) == sector {
			list = append(list, institutionID(s.qark, i))
		}
	}
	if len(list) == 0 {
		return institutionID(s.qark, n%s.institutions)
	}
	return list[n%len(list)]
}

func (s *seeder) past(day string) bool { return day < text.DayOf(s.now) }

// state is that of what takes place until a day.
func (s *seeder) state(ends string) string {
	if s.past(ends) {
		return "held"
	}
	return "planned"
}

// A tally is a number of a whole record.
type tally struct {
	what string
	n    int
}

func (s *seeder) counts(subject string, list ...tally) {
	for _, c := range list {
		s.counted(subject, c.what, "", "", c.n)
	}
}

// counted keeps one number of a record; one in twelve is an estimate.
func (s *seeder) counted(subject, what, day, part string, n int) {
	qualifier := "exact"
	if s.rand.IntN(12) == 0 {
		qualifier = "about"
	}
	s.put("register_count", "id, version, subject_id, what, day, part, value, qualifier", s.id(), 1, subject, what, day, part, figure.Whole(int64(n)), qualifier)
}

// bySex keeps a number with its halves.
func (s *seeder) bySex(subject, what, day string, n int) {
	s.counted(subject, what, day, "", n)
	s.counted(subject, what, day, "sex=f", n/2)
	s.counted(subject, what, day, "sex=m", n-n/2)
}

func (s *seeder) partner(subject string, n int) {
	s.put("register_partner", "id, version, subject_id, institution_id, outside", s.id(), 1, subject, institutionID(s.qark, n%s.institutions), "")
	s.put("register_partner", "id, version, subject_id, institution_id, outside", s.id(), 1, subject, "", "Shoqata "+s.words(2))
}

// asked is a task by which an owner was asked on a day for what a record lacked.
func (s *seeder) asked(subject, gap, owner, day string) {
	if !s.past(day) {
		return
	}
	task := s.task(seededTask{kind: "request", owner: owner, asked: s.of("prefecture", 0), given: day, due: s.daysOn(day, 10)})
	s.put("register_asked", "id, version, subject_id, gap, task_id, asked_on", s.id(), 1, subject, gap, task, day)
}

func (s *seeder) kept(verb, kind, id, day string) {
	s.event(s.at(day, 10), verb, kind, id, edited(kind, id, "state", "planned", "held"))
}

// programme adds a programme of four weeks, with who came on each day, and who was
// found 30 and 90 days afterwards. One in six was asked for its attendance.
func (s *seeder) programme(p yearPlan, year, j int) {
	id, owner := s.id(), s.of([]string{"municipality", "child_protection", "ngo"}[j%3], j/3)
	starts := weekday(fmt.Sprintf("%d-06-14", year), 7*(j%6))
	ends := s.daysOn(starts, 25)
	s.put("programme", "id, version, institution_id, title, kind, municipality, place, starts_on, ends_on, weekdays, funding, funder, state, reason, activity_id, source, note",
		id, 2, owner, s.words(4), code.ProgrammeKinds[j%len(code.ProgrammeKinds)].Code, s.place(j), s.words(2), starts, ends, "12345", code.Funding[j%3].Code, "", s.state(ends), "", p.activities[j].ID, "", s.words(12))
	s.partner(id, j)
	s.kept("programme.keep", "programme", id, fmt.Sprintf("%d-06-01", year))
	enrolled := 20 + s.rand.IntN(20)
	s.bySex(id, "enrolled", "", enrolled)
	s.counts(id, tally{"places", enrolled + 5}, tally{"enrolled_street", enrolled / 3}, tally{"cost", 200_000})
	for i, x := range code.Services[:4] {
		s.put("programme_service", "id, version, programme_id, kind, institution_id, note", s.id(), 1, id, x.Code, institutionID(s.qark, (i+j)%s.institutions), "")
		s.counted(id, "service", "", "kind="+x.Code, enrolled/(i+2))
	}
	pause := s.daysOn(starts, 8)
	s.put("programme_pause", "id, version, programme_id, day, reason", s.id(), 1, id, pause, s.words(4))
	for n := range 26 {
		if day := s.daysOn(starts, n); n%7 < 5 && day != pause && s.past(day) && j%6 > 0 {
			s.bySex(id, "attended", day, enrolled-s.rand.IntN(8))
			s.counted(id, "attended_street", day, "", enrolled/4)
		}
	}
	if j%6 == 0 {
		s.asked(id, "programme_attendance", owner, s.daysOn(ends, 20))
	}
	for _, after := range []int{30, 90} {
		if day := s.daysOn(ends, after+1); s.past(day) {
			s.put("programme_followup", "id, version, programme_id, after_days, done_on, note", s.id(), 1, id, after, day, s.words(8))
			for i, what := range []string{"found", "school", "street"} {
				s.counted(id, fmt.Sprintf("%s_%d", what, after), "", "", enrolled-6*(i+1))
			}
		}
	}
}

// weekday is the first Monday on or after the day n days after another.
func weekday(day string, n int) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic("bench: " + err.Error()) // only for what is not a day
	}
	d = d.AddDate(0, 0, n)
	return d.AddDate(0, 0, (8-int(d.Weekday()))%7).Format(time.DateOnly)
}

// project adds a project of a summer with its monitoring plan, six employers, forty
// people placed, and the visits. One visit in nine found a breach, and was made
// again.
func (s *seeder) project(p yearPlan, year, j int) {
	id, owner := s.id(), s.of("employment", j)
	starts, ends, approved := fmt.Sprintf("%d-05-15", year), fmt.Sprintf("%d-09-30", year), fmt.Sprintf("%d-04-20", year)
	state := "approved"
	if s.past(s.daysOn(ends, 200)) {
		state = "closed"
	}
	s.put("employment_project", "id, version, institution_id, title, aim, sector, occupation, starts_on, ends_on, legal_basis, funding, funder, state, reason, approved_on, approved_by, decision, activity_id, source, note",
		id, 4, owner, s.words(4), s.words(20), "I", "51", starts, ends, "Ligji nr. 15/2019", "existing", "", state, "", approved, s.of("prefecture", 0), "", p.activities[20+j].ID, "", "")
	s.partner(id, j)
	s.kept("employment.keep", "employment_project", id, approved)
	s.counts(id, tally{"places", 60}, tally{"cost", 900_000}, tally{"asked", 80})
	for _, group := range []string{"economic_aid", "street_parent", "roma_egyptian"} {
		s.put("employment_target", "id, version, project_id, kind, value", s.id(), 1, id, "group", group)
	}
	s.put("employment_target", "id, version, project_id, kind, value", s.id(), 1, id, "municipality", s.place(j))
	employers := s.placed(id, year)
	for i, x := range code.Obligations {
		check := s.id()
		s.put("employment_check", "id, version, project_id, kind, amount, institution_id, method, frequency, first_on, note",
			check, 1, id, x.Code, figure.Whole(30), s.of("inspectorate", i), "visit", "monthly", fmt.Sprintf("%d-06-10", year), s.words(6))
		for month := 6; month <= 9; month++ {
			s.visit(id, check, employers[(i+month)%len(employers)], s.of("inspectorate", i), fmt.Sprintf("%d-%02d-%02d", year, month, 3+3*i), i+month)
		}
	}
}

// placed adds employers and the people placed with them, and returns the employers.
func (s *seeder) placed(project string, year int) (employers []string) {
	for i := range 6 {
		employers = append(employers, s.id())
		s.put("employment_employer", "id, version, project_id, name, nipt, municipality", employers[i], 1, project, "Hotel "+s.words(2), "", s.place(i))
	}
	kept := func(day string) string {
		if s.past(day) {
			return []string{"yes", "no", "u"}[s.rand.IntN(3)]
		}
		return ""
	}
	for i := range 40 {
		ended := fmt.Sprintf("%d-09-%02d", year, 1+i%28)
		s.put("employment_placement", "id, version, project_id, employer_id, code, target, age, sex, occupation, via, started_on, ended_on, contract, insured, kept_30, kept_90, kept_180",
			s.id(), 2, project, employers[i%6], fmt.Sprintf("P-%03d", i+1), "economic_aid", "31+", []string{"f", "m"}[i%2], "51", "mediation", fmt.Sprintf("%d-05-%02d", year, 15+i%16), ended,
			"yes", []string{"yes", "no", "u"}[i%3], kept(s.daysOn(ended, 30)), kept(s.daysOn(ended, 90)), kept(s.daysOn(ended, 180)))
	}
	return employers
}

func (s *seeder) visit(project, check, employer, who, day string, n int) {
	add := func(id, on, finding, measure, due, task, again string) {
		done, found := "", ""
		if finding != "" {
			done, found = on, s.words(10)
		}
		s.put("employment_visit", "id, version, project_id, check_id, employer_id, institution_id, planned_on, done_on, finding, found, measure, due_on, task_id, recheck_of",
			id, 2, project, check, employer, who, on, done, finding, found, measure, due, task, again)
	}
	id, due := s.id(), s.daysOn(day, 14)
	switch {
	case !s.past(day):
		add(id, day, "", "", "", "", "")
	case n%9 == 0:
		task := s.task(seededTask{kind: "measure", owner: who, source: id, given: day, due: due})
		add(id, day, "serious", s.words(8), due, task, "")
		if s.past(due) {
			add(s.id(), due, "kept", "", "", "", id)
		}
	default:
		add(id, day, "kept", "", "", "", "")
	}
}

// fair adds a job fair.
func (s *seeder) fair(year, j int) {
	id, day := s.id(), fmt.Sprintf("%d-%02d-18", year, 4+5*j)
	s.put("employment_fair", "id, version, institution_id, title, held_on, municipality, place, state, reason, source, note",
		id, 1, s.of("employment", j), "Panair pune", day, s.place(0), s.words(2), s.state(day), "", "", "")
	s.partner(id, j)
	if s.past(day) {
		s.counts(id, tally{"employers", 24}, tally{"vacancies", 180}, tally{"visitors", 600}, tally{"hired", 21})
	}
}
