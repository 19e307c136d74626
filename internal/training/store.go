package training

import (
	"cmp"
	"slices"

	"tryeza/internal/register"
	"tryeza/internal/store"
)

const (
	procedureColumns  = "title, act, valid_from, valid_to, verified, source, note"
	stepColumns       = "procedure_id, position, title, role, body, rule, verified, source"
	questionColumns   = "procedure_id, position, body, answers, correct, why"
	courseColumns     = "institution_id, procedure_id, title, aim, hours, valid_months, source"
	sessionColumns    = "course_id, starts_on, ends_on, hour, municipality, place, state, reason, check_open, check_hash, note"
	dutyColumns       = "institution_id, job, staff, valid_from, valid_to, basis, verified"
	personColumns     = "institution_id, code, job, valid_from, valid_to"
	attendanceColumns = "session_id, person_id, present, before_right, before_of, after_right, after_of"
)

var (
	procedures  = store.NewTable("training_procedure", procedureColumns, (*Procedure).fields)
	steps       = store.NewTable("training_step", stepColumns, (*Step).fields)
	questions   = store.NewTable("training_question", questionColumns, (*Question).fields)
	courses     = store.NewTable("training_course", courseColumns, (*Course).fields)
	sessions    = store.NewTable("training_session", sessionColumns, (*Session).fields)
	duties      = store.NewTable("training_duty", dutyColumns, (*Duty).fields)
	persons     = store.NewTable("training_person", personColumns, (*Person).fields)
	attendances = store.NewTable("training_attendance", attendanceColumns, (*Attendance).fields)
)

func (p *Procedure) fields() []any {
	return []any{&p.ID, &p.Version, &p.Title, &p.Act, &p.From, &p.To, &p.Verified, &p.Source, &p.Note}
}

func (s *Step) fields() []any {
	return []any{&s.ID, &s.Version, &s.ProcedureID, &s.Position, &s.Title, &s.Role, &s.Body, &s.Rule, &s.Verified, &s.Source}
}

func (q *Question) fields() []any {
	return []any{&q.ID, &q.Version, &q.ProcedureID, &q.Position, &q.Body, &q.Answers, &q.Correct, &q.Why}
}

func (c *Course) fields() []any {
	return []any{&c.ID, &c.Version, &c.InstitutionID, &c.ProcedureID, &c.Title, &c.Aim, &c.Hours, &c.Months, &c.Source}
}

func (s *Session) fields() []any {
	return []any{&s.ID, &s.Version, &s.CourseID, &s.StartsOn, &s.EndsOn, &s.Hour, &s.Municipality, &s.Place, &s.State, &s.Reason, &s.CheckOpen, &s.checkHash, &s.Note}
}

func (d *Duty) fields() []any {
	return []any{&d.ID, &d.Version, &d.InstitutionID, &d.Job, &d.Staff, &d.From, &d.To, &d.Basis, &d.Verified}
}

func (p *Person) fields() []any {
	return []any{&p.ID, &p.Version, &p.InstitutionID, &p.Code, &p.Job, &p.From, &p.To}
}

func (a *Attendance) fields() []any {
	return []any{&a.ID, &a.Version, &a.SessionID, &a.PersonID, &a.Present, &a.BeforeRight, &a.BeforeOf, &a.AfterRight, &a.AfterOf}
}

var (
	allProcedures = store.Read(`SELECT id, version, ` + procedureColumns + ` FROM training_procedure WHERE committee_id = $1 ORDER BY valid_from DESC, id`)
	stepsOf       = store.Read(`SELECT id, version, ` + stepColumns + ` FROM training_step WHERE committee_id = $1 AND procedure_id = $2 ORDER BY position, id`)
	questionsOf   = store.Read(`SELECT id, version, ` + questionColumns + ` FROM training_question WHERE committee_id = $1 AND procedure_id = $2 ORDER BY position, id`)
	allCourses    = store.Read(`SELECT id, version, ` + courseColumns + ` FROM training_course WHERE committee_id = $1 ORDER BY title, id`)
	allSessions   = store.Read(`SELECT id, version, ` + sessionColumns + ` FROM training_session WHERE committee_id = $1 ORDER BY starts_on DESC, id`)
	sessionsOf    = store.Read(`SELECT id, version, ` + sessionColumns + ` FROM training_session WHERE committee_id = $1 AND course_id = $2 ORDER BY starts_on, id`)
	allDuties     = store.Read(`SELECT id, version, ` + dutyColumns + ` FROM training_duty WHERE committee_id = $1 ORDER BY valid_from, id`)
	allPersons    = store.Read(`SELECT id, version, ` + personColumns + ` FROM training_person WHERE committee_id = $1 ORDER BY institution_id, code, id`)
	attendanceOf  = store.Read(`SELECT id, version, ` + attendanceColumns + ` FROM training_attendance WHERE committee_id = $1 AND session_id = $2 ORDER BY id`)
	presences     = store.Read(`SELECT p.id, p.version, p.institution_id, p.code, p.job, p.valid_from, p.valid_to, s.ends_on, c.valid_months, v.valid_from, v.valid_to
		FROM training_attendance AS a
		JOIN training_person AS p ON p.committee_id = a.committee_id AND p.id = a.person_id
		JOIN training_session AS s ON s.committee_id = a.committee_id AND s.id = a.session_id
		JOIN training_course AS c ON c.committee_id = s.committee_id AND c.id = s.course_id
		JOIN training_procedure AS v ON v.committee_id = c.committee_id AND v.id = c.procedure_id
		WHERE a.committee_id = $1 AND a.present AND s.state = 'held' ORDER BY p.id, s.ends_on`)
	sessionCounts = store.Read(`SELECT ` + register.CountColumns + ` FROM training_session AS s
		CROSS JOIN register_count AS n WHERE s.committee_id = $1 AND n.committee_id = s.committee_id AND n.subject_id = s.id`)  // CROSS: SQLite keeps to the order
	stepsSeen = store.Read(`SELECT procedure_id, COUNT(*), COUNT(CASE WHEN verified THEN 1 END) FROM training_step WHERE committee_id = $1 GROUP BY procedure_id`)
	presentAt = store.Read(`SELECT session_id, COUNT(*) FROM training_attendance WHERE committee_id = $1 AND present GROUP BY session_id`)
)

func (p *presence) columns() []any {
	return append(p.Person.fields(), &p.endsOn, &p.months, &p.from, &p.to)
}

// loadProcedures reads every version of the procedures, the newest first, without
// its steps.
func loadProcedures(tx *store.Tx) ([]Procedure, error) {
	return store.All(tx, allProcedures, (*Procedure).fields)
}

// loadProcedure reads a version with its steps and questions.
func loadProcedure(tx *store.Tx, id string) (Procedure, error) {
	p, err := procedures.Get(tx, id)
	if err != nil {
		return p, err
	}
	if p.Steps, err = store.All(tx, stepsOf, (*Step).fields, id); err != nil {
		return p, err
	}
	p.Questions, err = store.All(tx, questionsOf, (*Question).fields, id)
	return p, err
}

// InForce is the version in force on a day, the newest where there are several;
// store.ErrNotFound when there is none.
func InForce(tx *store.Tx, day string) (Procedure, error) {
	list, err := loadProcedures(tx)
	if err != nil {
		return Procedure{}, err
	}
	for _, p := range list {
		if p.On(day) {
			return loadProcedure(tx, p.ID)
		}
	}
	return Procedure{}, store.ErrNotFound
}

// loadCourses reads the courses, without partners and sessions.
func loadCourses(tx *store.Tx) ([]Course, error) { return store.All(tx, allCourses, (*Course).fields) }

// loadCourse reads a course with its partners and sessions; of these neither
// attendance nor numbers.
func loadCourse(tx *store.Tx, id string) (Course, error) {
	c, err := courses.Get(tx, id)
	if err != nil {
		return c, err
	}
	if c.Partners, err = register.LoadPartners(tx, id); err != nil {
		return c, err
	}
	c.Sessions, err = store.All(tx, sessionsOf, (*Session).fields, id)
	return c, err
}

// loadSessions reads every session, the newest first, without attendance and
// numbers.
func loadSessions(tx *store.Tx) ([]Session, error) {
	return store.All(tx, allSessions, (*Session).fields)
}

// LoadSession reads a session with its attendance and numbers, and its course.
func LoadSession(tx *store.Tx, id string) (s Session, c Course, err error) {
	if s, err = sessions.Get(tx, id); err != nil {
		return s, c, err
	}
	if s.Attendance, err = store.All(tx, attendanceOf, (*Attendance).fields, id); err != nil {
		return s, c, err
	}
	if s.Numbers, err = register.LoadNumbers(tx, id); err != nil {
		return s, c, err
	}
	c, err = courses.Get(tx, s.CourseID)
	return s, c, err
}

// loadDuties reads who is obliged, now and before.
func loadDuties(tx *store.Tx) ([]Duty, error) { return store.All(tx, allDuties, (*Duty).fields) }

// loadPersons reads the professionals of every institution, by code.
func loadPersons(tx *store.Tx) ([]Person, error) {
	list, err := store.All(tx, allPersons, (*Person).fields)
	slices.SortStableFunc(list, func(a, b Person) int {
		return cmp.Or(cmp.Compare(a.InstitutionID, b.InstitutionID), register.Natural(a.Code, b.Code))
	})
	return list, err
}

// loadPresences reads who was present at sessions that were held.
func loadPresences(tx *store.Tx) ([]presence, error) {
	return store.All(tx, presences, (*presence).columns)
}

// counted is who came to the sessions, by session: how many professionals of the
// list, and the numbers that were reported.
type counted struct {
	came    map[string]int64
	numbers map[string]register.Numbers
}

func readCounted(tx *store.Tx) (c counted, err error) {
	type present struct {
		session string
		n       int64
	}
	rows, err := store.All(tx, presentAt, func(p *present) []any { return []any{&p.session, &p.n} })
	if err != nil {
		return c, err
	}
	c.came = map[string]int64{}
	for _, p := range rows {
		c.came[p.session] = p.n
	}
	c.numbers, err = register.NumbersIn(tx, sessionCounts)
	return c, err
}

// A book is what the pages about the whole register read, each of it once.
type book struct {
	counted
	sessions  []Session // the newest first
	courses   []Course
	duties    []Duty
	presences []presence
}

func readBook(tx *store.Tx) (b book, err error) {
	if b.counted, err = readCounted(tx); err != nil {
		return b, err
	}
	if b.sessions, err = loadSessions(tx); err != nil {
		return b, err
	}
	if b.courses, err = loadCourses(tx); err != nil {
		return b, err
	}
	if b.duties, err = loadDuties(tx); err != nil {
		return b, err
	}
	b.presences, err = loadPresences(tx)
	return b, err
}

// Coverage computes who is covered on a day, by institution and function.
func Coverage(tx *store.Tx, day string) ([]Cover, error) {
	obliged, err := loadDuties(tx)
	if err != nil {
		return nil, err
	}
	list, err := loadPresences(tx)
	return coversOn(day, obliged, list), err
}
