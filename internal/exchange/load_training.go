package exchange

import (
	"cmp"
	"errors"
	"strings"

	"tryeza/internal/store"
)

// Procedures, courses, duties and professionals are of no year: every document has
// all of them. A session is of the years of its days.
var (
	readProcedures     = store.Read(`SELECT '', 0, id, title, act, valid_from, valid_to, verified, source, note FROM training_procedure WHERE committee_id = $1`)
	readSteps          = store.Read(`SELECT procedure_id, position, id, title, role, body, rule, verified, source FROM training_step WHERE committee_id = $1`)
	readQuestions      = store.Read(`SELECT procedure_id, position, id, body, answers, correct, why FROM training_question WHERE committee_id = $1`)
	readCourses        = store.Read(`SELECT '', 0, id, institution_id, procedure_id, title, aim, hours, valid_months, source FROM training_course WHERE committee_id = $1`)
	readCoursePartners = store.Read(`SELECT t.subject_id, 0, t.id, t.institution_id, t.outside FROM training_course AS r
		JOIN register_partner AS t ON t.committee_id = r.committee_id AND t.subject_id = r.id WHERE r.committee_id = $1`)
	readDuties = store.Read(`SELECT '', 0, d.id, d.institution_id, d.job, d.staff, d.valid_from, d.valid_to, d.basis, d.verified
		FROM training_duty AS d WHERE d.committee_id = $1`)
	readProfessionals = store.Read(`SELECT '', 0, id, institution_id, code, job, valid_from, valid_to FROM training_person WHERE committee_id = $1`)
	readSessions      = ofRecords(`'', 0, r.id, r.course_id, r.starts_on, r.ends_on, r.hour, r.municipality, r.place, r.state, r.reason, r.note`,
		`training_session`, thatRan)
	readAttended = under(`0, t.id, t.person_id, t.present, t.before_right, t.before_of, t.after_right, t.after_of`,
		`training_attendance`, `session_id`, `training_session`, thatRan)
	readSessionNumbers = countedOf(`training_session`, thatRan)
)

func (d *Document) loadProcedures(tx *store.Tx) error {
	list, err := group(tx, readProcedures, func(p *Procedure) []any {
		return []any{&p.ID, &p.Title, &p.Act, &p.From, &p.To, &p.Verified, &p.Source, &p.Note}
	}, func(a, b *Procedure) int { return cmp.Compare(a.From, b.From) })
	if err != nil {
		return err
	}
	d.Procedures = list[""]
	at := byID(d.Procedures, func(p *Procedure) string { return p.ID })
	return errors.Join(
		hang(tx, readSteps, func(s *Step) []any {
			return []any{&s.ID, &s.Title, (*fieldsOf)(&s.Roles), &s.Body, &s.Rule, &s.Verified, &s.Source}
		},
			nil, own(at, func(p *Procedure, l []Step) { p.Steps = l })),
		hang(tx, readQuestions, func(q *Question) []any { return []any{&q.ID, &q.Body, &q.Answers, &q.Correct, &q.Why} },
			nil, own(at, func(p *Procedure, l []Question) { p.Questions = l })),
	)
}

// loadTraining reads courses, who is obliged, and who is trained.
func (d *Document) loadTraining(tx *store.Tx) error {
	courses, err := group(tx, readCourses, func(c *Course) []any {
		return []any{&c.ID, &c.Institution, &c.Procedure, &c.Title, &c.Aim, &c.Hours, whole{&c.ValidMonths}, &c.Source}
	}, func(a, b *Course) int { return cmp.Compare(a.Title, b.Title) })
	if err != nil {
		return err
	}
	duties, err := group(tx, readDuties, func(y *Duty) []any {
		return []any{&y.ID, &y.Institution, &y.Job, &y.Staff, &y.From, &y.To, &y.Basis, &y.Verified}
	}, func(a, b *Duty) int {
		return cmp.Or(cmp.Compare(a.Institution, b.Institution), cmp.Compare(a.Job, b.Job), cmp.Compare(a.From, b.From))
	})
	if err != nil {
		return err
	}
	people, err := group(tx, readProfessionals, func(p *Professional) []any {
		return []any{&p.ID, &p.Institution, &p.Code, &p.Job, &p.From, &p.To}
	}, func(a, b *Professional) int {
		return cmp.Or(cmp.Compare(a.Institution, b.Institution), cmp.Compare(a.Code, b.Code))
	})
	d.Courses, d.Duties, d.Professionals = courses[""], duties[""], people[""]
	if err != nil {
		return err
	}
	at := byID(d.Courses, func(c *Course) string { return c.ID })
	return hang(tx, readCoursePartners, (*Partner).fields, (*Partner).less, own(at, func(c *Course, l []Partner) { c.Partners = l }))
}

// fieldsOf reads codes that stand in one column with a space between.
type fieldsOf []string

// Scan implements sql.Scanner.
func (f *fieldsOf) Scan(src any) error {
	s, err := fromText(src)
	*f = strings.Fields(s)
	return err
}

func (d *Document) loadSessions(tx *store.Tx) error {
	from, to := d.days()
	list, err := group(tx, readSessions, func(s *Session) []any {
		return []any{&s.ID, &s.Course, &s.StartsOn, &s.EndsOn, &s.Hour, &s.Municipality, &s.Place, &s.State, &s.Reason, &s.Note}
	}, func(a, b *Session) int {
		return cmp.Or(cmp.Compare(a.StartsOn, b.StartsOn), cmp.Compare(a.Hour, b.Hour))
	}, from, to)
	if err != nil {
		return err
	}
	d.Sessions = list[""]
	at := byID(d.Sessions, func(s *Session) string { return s.ID })
	return errors.Join(
		hang(tx, readAttended, func(a *Attended) []any {
			return []any{&a.ID, &a.Person, &a.Present, whole{&a.BeforeRight}, whole{&a.BeforeOf}, whole{&a.AfterRight}, whole{&a.AfterOf}}
		}, func(a, b *Attended) int { return cmp.Compare(a.Person, b.Person) }, own(at, func(s *Session, l []Attended) { s.Attendance = l }), from, to),
		hang(tx, readSessionNumbers, (*Counted).fields, (*Counted).less, own(at, func(s *Session, l []Counted) { s.Numbers = l }), from, to),
	)
}
