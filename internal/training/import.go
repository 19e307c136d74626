package training

import (
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// Import keeps a version of the procedures as a document has it, with its steps and
// questions.
func Import(tx *store.Tx, p Procedure) error {
	if err := procedures.Add(tx, p); err != nil {
		return err
	}
	for _, s := range p.Steps {
		s.ProcedureID = p.ID
		if err := steps.Add(tx, s); err != nil {
			return err
		}
	}
	for _, q := range p.Questions {
		q.ProcedureID = p.ID
		if err := questions.Add(tx, q); err != nil {
			return err
		}
	}
	return nil
}

// ImportPerson keeps a professional. Those of a session come before its course. A
// code that looks like a name is refused, as in the form.
func ImportPerson(tx *store.Tx, p Person) error {
	if nameLike(p.Code) {
		return web.Refuse("Kodi «%s» duket si emër personi. Përdorni një kod, për shembull PMF 2.", p.Code)
	}
	return persons.Add(tx, p)
}

// ImportDuty keeps who is obliged, with what was asked of the institution.
func ImportDuty(tx *store.Tx, d Duty) error {
	if err := duties.Add(tx, d); err != nil {
		return err
	}
	return register.Import(tx, d.ID, nil, nil, d.Asked)
}

// ImportCourse keeps a course with its partners and sessions.
func ImportCourse(tx *store.Tx, c Course) error {
	if err := courses.Add(tx, c); err != nil {
		return err
	}
	if err := register.Import(tx, c.ID, nil, c.Partners, nil); err != nil {
		return err
	}
	for _, s := range c.Sessions {
		s.CourseID = c.ID
		if err := ImportSession(tx, s); err != nil {
			return err
		}
	}
	return nil
}

// ImportSession keeps a session of a course that is there already, with who came and
// what was counted.
func ImportSession(tx *store.Tx, s Session) error {
	s.CheckOpen, s.checkHash = "", ""
	if err := sessions.Add(tx, s); err != nil {
		return err
	}
	for _, a := range s.Attendance {
		a.SessionID = s.ID
		if err := attendances.Add(tx, a); err != nil {
			return err
		}
	}
	return register.Import(tx, s.ID, s.Numbers, nil, s.Asked)
}
