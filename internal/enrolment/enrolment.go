// Package enrolment keeps which children of a child protection unit attend a
// summer programme of the committee, when and why they left, whether they went
// to school afterwards, and what was found of them 30 and 90 days later.
//
// It keeps codes and days, and no word. A row belongs to the child's file and is
// reached only through it. The committee learns of it in counts alone, through
// package statistics; this package knows no committee and changes no programme.
package enrolment

import (
	"context"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Programme of the committee, as the committee keeps it. Days are "2006-01-02".
type Programme struct{ ID, Title, Municipality, From, To string }

// An Enrolment is one child in one programme. The programme's municipality and
// days stand in it as they were when it was last saved: figures read nothing of
// the committee's room.
type Enrolment struct {
	ID           string
	Version      int64
	Committee    string
	Child        string // file
	Subject      string // the child, in all its files
	Programme    string
	Municipality string
	From, To     string // days of the programme
	On           string // day of enrolment
	LeftOn       string // "" while the child attends
	Reason       string // code.LeaveReasons
	School       string // code.SchoolResults, "" where nobody said
	Found30      string // code.FoundAfter, "" while nobody looked
	Found90      string
}

func (e *Enrolment) fields() []any {
	return []any{&e.ID, &e.Version, &e.Committee, &e.Child, &e.Subject, &e.Programme, &e.Municipality, &e.From, &e.To,
		&e.On, &e.LeftOn, &e.Reason, &e.School, &e.Found30, &e.Found90}
}

const columns = `committee_id, child_id, subject_id, programme_id, municipality, starts_on, ends_on, enrolled_on, left_on, reason, school, found_30, found_90`

// Files that the person works on today, and has no conflict of interest with.
const (
	onTeam     = `SELECT child_id FROM child_person WHERE owner_id = $1 AND person_id = $2 AND relation = 'team' AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)`
	inConflict = `SELECT child_id FROM child_person WHERE owner_id = $1 AND person_id = $2 AND relation = 'conflict' AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)`
)

var (
	enrolments = store.NewUnitTable("enrolment", columns, (*Enrolment).fields)

	// A child's, in whichever of its files at the unit they were recorded; those of
	// a file that was erased are left to figures.
	ofChild = store.ReadUnit(`SELECT id, version, ` + columns + ` FROM enrolment WHERE owner_id = $1 AND subject_id = $2
		AND child_id NOT IN (SELECT c.id FROM child AS c WHERE c.owner_id = $1 AND c.state = 'erased') ORDER BY enrolled_on DESC, id`)

	// Those of the files that a person works on, as a child's above, also of those that
	// were closed or handed over: what became of the child is looked for later. Each
	// stands with the file that work goes on in.
	ofPerson = store.ReadUnit(`SELECT e.id, e.version, e.committee_id, k.id, e.subject_id, e.programme_id, e.municipality, e.starts_on, e.ends_on, e.enrolled_on, e.left_on, e.reason, e.school, e.found_30, e.found_90
		FROM child AS k JOIN enrolment AS e ON e.owner_id = k.owner_id AND e.subject_id = k.subject_id
		WHERE k.owner_id = $1 AND e.owner_id = $1 AND k.state IN ('open', 'closed', 'moved') AND k.id IN (` + onTeam + `) AND k.id NOT IN (` + inConflict + `)
		AND e.child_id NOT IN (SELECT c.id FROM child AS c WHERE c.owner_id = $1 AND c.state = 'erased')
		ORDER BY e.starts_on DESC, e.programme_id, e.enrolled_on, e.id, k.id`)

	follow = store.WriteUnit(`UPDATE enrolment SET subject_id = $3 WHERE owner_id = $1 AND child_id = $2`)
)

// Follow carries the subject of a file along to its enrolments, as when two files
// are found to be one child. The grant's permission must touch "enrolment".
func Follow(tx *store.Tx, file, subject string) error {
	_, err := tx.Exec(follow, file, subject)
	return err
}

// Enrol adds the child of a file to a programme and returns the id of the
// enrolment. It is for those who work on the file; g is a grant of access.Enrol.
func Enrol(ctx context.Context, files child.Files, g access.Grant, file string, p Programme, on string) (id string, err error) {
	err = files.Change(ctx, g, child.Ask{ID: file, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		id, err = add(tx, f, p, on)
		return err
	})
	return id, err
}

func add(tx *store.Tx, f *child.File, p Programme, on string) (string, error) {
	e := Enrolment{ID: tx.NewID(), Committee: f.Committee, Child: f.ID, Subject: f.Subject, Programme: p.ID, Municipality: p.Municipality, From: p.From, To: p.To, On: on}
	return e.ID, enrolments.Add(tx, e)
}

// Note writes what became of an enrolment, as Enrol.
func Note(ctx context.Context, files child.Files, g access.Grant, file, id string, version int64, change func(*Enrolment)) error {
	return files.Change(ctx, g, child.Ask{ID: file, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		return enrolments.Edit(tx, id, version, func(e *Enrolment) error {
			if e.Subject != f.Subject {
				return store.ErrNotFound
			}
			change(e)
			return nil
		})
	})
}

// Days are those of the programme, as people read them.
func (e Enrolment) Days() string { return text.Days(e.From, e.To) }

// Due is the day from which it is looked what became of the child, so many days
// after the programme.
func (e Enrolment) Due(days int) string { return text.DaysAfter(e.To, days) }

// Waits reports whether it is time to look, and nobody has.
func (e Enrolment) Waits(today string) bool {
	return e.Found30 == "" && e.Due(30) <= today || e.Found90 == "" && e.Due(90) <= today
}
