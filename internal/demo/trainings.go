package demo

import (
	"fmt"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/training"
)

// A staffing of the sample: how many of a function at an institution must know the
// procedures, how many of them have a code, and at which sessions each of these was,
// by number of the code.
type staffing struct {
	institution, job, code string
	obliged, listed        int
	sessions               map[string][2]int // session → first and last number present
}

var staffings = []staffing{
	{"policia", "police", "DVP", 20, 9, map[string][2]int{"seanca-2021": {1, 4}, "seanca-2022": {4, 6}, "seanca-2023": {6, 8}}},
	{"kufiri", "border", "DVKM", 18, 7, map[string][2]int{"seanca-2022": {1, 2}, "seanca-2023": {2, 7}}},
	{"sherbimi-social", "social_worker", "DRSHSSH", 7, 5, map[string][2]int{"seanca-2022": {1, 3}, "seanca-2023": {3, 5}}},
	{"njmf-durres", "child_worker", "NJMF", 3, 3, map[string][2]int{"seanca-2022": {1, 1}, "seanca-2023": {2, 3}}},
	{"njmf-kruje", "child_worker", "KRUJË", 1, 1, map[string][2]int{"seanca-2021": {1, 1}}},
	{"arsimi", "teacher", "ZVAP", 60, 10, map[string][2]int{"seanca-2021": {1, 3}, "seanca-2022": {4, 6}, "seanca-2023": {7, 10}}},
	{"shendetesia", "health", "NJVKSH", 40, 7, map[string][2]int{"seanca-2022": {1, 4}, "seanca-2023": {5, 7}}},
	{"inspektoriati", "inspector", "ISHPSHSH", 9, 2, nil},
	{"world-vision", "social_worker", "WV", 4, 4, map[string][2]int{"seanca-2022": {1, 2}, "seanca-2023": {2, 4}}},
}

func (s staffing) person(n int) string { return fmt.Sprintf("%s-%d", s.institution, n) }

// procedures are those every committee starts with, and who must know them.
func (f *filler) procedures() error {
	err := f.keeps("", access.KeepProcedures, "training_procedure", "procedurat", training.Seed)
	for _, s := range staffings {
		if err == nil {
			err = f.keeps(s.institution, access.KeepTraining, "training_duty", "detyrimi-"+s.institution, func(tx *store.Tx) error { return s.add(tx) })
		}
	}
	return err
}

func (s staffing) add(tx *store.Tx) error {
	err := training.ImportDuty(tx, training.Duty{ID: "detyrimi-" + s.institution, InstitutionID: s.institution, Job: s.job, Staff: int64(s.obliged), From: "2021-01-01", Basis: "Shembull: vendi në Tryezën Teknike"})
	for n := 1; n <= s.listed && err == nil; n++ {
		err = training.ImportPerson(tx, training.Person{ID: s.person(n), InstitutionID: s.institution, Code: fmt.Sprintf("%s %d", s.code, n), Job: s.job, From: "2021-01-01"})
	}
	return err
}

// A taught course of the sample, with the months for which it holds.
type taught struct {
	id, institution, title, aim string
	hours, months               int64
	partners                    []string
}

var courses = []taught{
	{"kursi-hyrje", "sherbimi-social", "Shembull: hyrje në Procedurat Standarde të Veprimit", "Shenjat, njoftimi dhe referimi.", 6, 24, []string{"policia"}},
	{"kursi-tryeza", "world-vision", "Shembull: Procedurat Standarde të Veprimit për Tryezën Teknike", "Identifikimi fillestar, roli i secilit dhe referimi.", 8, 24, []string{"policia", "sherbimi-social"}},
	{"kursi-mesuesit", "arsimi", "Shembull: çfarë bën mësuesi kur dyshon", "Shenjat dhe njoftimi nga shkolla.", 3, 36, []string{"njmf-durres"}},
}

// sessionsOf are the sessions of each course, in order of time.
var sessionsOf = map[string][]training.Session{
	"kursi-hyrje": {{ID: "seanca-2021", StartsOn: "2021-05-20", EndsOn: "2021-05-20", Hour: "09:00", Municipality: "10", Place: "Prefektura", State: training.Held, Numbers: numbers("places", "12")}},
	"kursi-tryeza": {
		{ID: "seanca-2022", StartsOn: "2022-07-05", EndsOn: "2022-07-05", Hour: "09:00", Municipality: "10", Place: "Prefektura", State: training.Held, Numbers: numbers("places", "30", "cost", "120000")},
		{ID: "seanca-2023", StartsOn: "2023-06-06", EndsOn: "2023-06-07", Hour: "09:00", Municipality: "10", Place: "Prefektura", State: training.Held, Numbers: numbers("places", "40", "cost", "~260000")},
	},
	"kursi-mesuesit": {
		{ID: "seanca-2023-mesuesit", StartsOn: "2023-03-28", EndsOn: "2023-03-28", Hour: "13:00", Municipality: "11", Place: "shkolla e mesme, Krujë", State: training.Held, Numbers: numbers("places", "40", "attended", "34 f=28 m=6"), Note: "Shembull: pjesëmarrësit nuk u listuan."},
		{ID: "seanca-2023-vjeshta", StartsOn: "2023-10-10", EndsOn: "2023-10-10", Hour: "13:00", Municipality: "12", Place: "shkolla e mesme, Shijak", State: training.Planned, Numbers: numbers("places", "30")},
	},
}

// trained writes the sessions of some days; a course is written with its first.
func (f *filler) trained(from, until string) error {
	for _, c := range courses {
		var list []training.Session
		for _, s := range sessionsOf[c.id] {
			if from <= s.StartsOn && s.StartsOn <= until {
				list = append(list, s)
			}
		}
		if len(list) == 0 {
			continue
		}
		err := f.keeps(c.institution, access.KeepTraining, "training_course", c.id, func(tx *store.Tx) error { return c.add(tx, list) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (c taught) add(tx *store.Tx, list []training.Session) error {
	for i := range list {
		list[i].CourseID, list[i].Attendance = c.id, attendanceOf(tx, list[i])
	}
	if list[0].ID != sessionsOf[c.id][0].ID {
		for _, s := range list {
			if err := training.ImportSession(tx, s); err != nil {
				return err
			}
		}
		return nil
	}
	p, err := training.InForce(tx, list[0].StartsOn)
	if err != nil {
		return err
	}
	return training.ImportCourse(tx, training.Course{
		ID: c.id, InstitutionID: c.institution, ProcedureID: p.ID, Title: c.title, Aim: c.aim, Hours: whole(c.hours), Months: &c.months, Partners: with(c.partners...), Sessions: list,
	})
}

// attendanceOf is who was at a session. One of each institution that sent several was
// called and did not come; two of three took the check before and after.
func attendanceOf(tx *store.Tx, s training.Session) []training.Attendance {
	var list []training.Attendance
	for _, of := range staffings {
		span, sent := of.sessions[s.ID]
		for n := span[0]; sent && n <= span[1]; n++ {
			a := training.Attendance{ID: tx.NewID(), PersonID: of.person(n), Present: true}
			if i := len(list); i%3 != 2 {
				a.BeforeRight, a.BeforeOf, a.AfterRight, a.AfterOf = new(int64(3+i%4)), new(int64(8)), new(int64(6+i%3)), new(int64(8))
			}
			list = append(list, a)
		}
		if absent := span[1] + 1; sent && absent <= of.listed {
			list = append(list, training.Attendance{ID: tx.NewID(), PersonID: of.person(absent)})
		}
	}
	return list
}
