package employment

import (
	"slices"

	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// The findings of a visit: code.VisitFindings.
const (
	Compliant   = "kept"
	Minor       = "minor"
	Serious     = "serious"
	NotPossible = "not_possible"
)

// A Visit looks at how a project is kept to.
type Visit struct {
	ID            string
	Version       int64
	ProjectID     string
	CheckID       string // line of the monitoring plan, "" for one that nobody planned
	EmployerID    string // where, or ""
	InstitutionID string // that looks
	PlannedOn     string // day
	DoneOn        string // day, or "" while it is only planned
	Finding       string // code.VisitFindings
	Found         string // what was found, or why it could not be done
	Measure       string // what the employer must mend
	DueOn         string // until when
	TaskID        string // that came of it
	RecheckOf     string // the visit whose finding it looks at again
}

func (v *Visit) fields() []any {
	return []any{
		&v.ID, &v.Version, &v.ProjectID, &v.CheckID, &v.EmployerID, &v.InstitutionID, &v.PlannedOn, &v.DoneOn, &v.Finding, &v.Found, &v.Measure, &v.DueOn,
		&v.TaskID, &v.RecheckOf,
	}
}

// Planned reports whether the visit was laid down before it took place.
func (v Visit) Planned() bool { return v.PlannedOn != "" }

// Waiting reports whether nobody has said yet what came of the visit.
func (v Visit) Waiting() bool { return v.DoneOn == "" }

// Done reports whether somebody looked: one that could not be done is none.
func (v Visit) Done() bool { return v.DoneOn != "" && v.Finding != NotPossible }

// Overdue reports whether the day of the visit has passed without it.
func (v Visit) Overdue(today string) bool {
	return v.Waiting() && v.Planned() && v.PlannedOn < today
}

// Faulty reports whether something was found that is to be mended.
func (v Visit) Faulty() bool { return v.Finding == Minor || v.Finding == Serious }

// same reports whether two visits say the same, as when a form is sent twice.
func (v Visit) same(x Visit) bool {
	return v.InstitutionID == x.InstitutionID && v.EmployerID == x.EmployerID && v.PlannedOn == x.PlannedOn && v.DoneOn == x.DoneOn &&
		v.Finding == x.Finding && v.Found == x.Found && v.Measure == x.Measure && v.DueOn == x.DueOn
}

// rechecked reports whether somebody looked again at what a visit found.
func (p Project) rechecked(v Visit) bool {
	return slices.ContainsFunc(p.Visits, func(x Visit) bool { return x.RecheckOf == v.ID && x.Done() })
}

// Open reports whether what a visit found is not mended yet: nobody looked again
// and found it kept to.
func (p Project) Open(v Visit) bool {
	mended := func(x Visit) bool { return x.RecheckOf == v.ID && x.Finding == Compliant }
	return v.Faulty() && !slices.ContainsFunc(p.Visits, mended)
}

// record keeps what came of a visit. A finding with a measure becomes a task of the
// institution that answers for the project, asked for by the one that looked; a
// visit gives one task only.
func record(tx *store.Tx, ask register.Asks, p Project, v Visit, version int64) error {
	if v.Faulty() && v.Measure != "" && v.TaskID == "" {
		id, err := giveTask(tx, ask, p, v)
		if err != nil {
			return err
		}
		v.TaskID = id
	}
	if v.Version == 0 {
		return visits.Add(tx, v)
	}
	return visits.Edit(tx, v.ID, version, func(was *Visit) error { *was = v; return nil })
}

func giveTask(tx *store.Tx, ask register.Asks, p Project, v Visit) (string, error) {
	by := v.InstitutionID
	if by == p.InstitutionID { // nobody asks oneself: those who lead the committee do
		d, err := register.ReadDirectory(tx, text.DayOf(tx.Now().Time))
		if err != nil {
			return "", err
		}
		by = d.OfSector("prefecture")
	}
	if by == p.InstitutionID {
		by = ""
	}
	body := "Masë pas vizitës monitoruese të datës " + text.Day(v.DoneOn) + " (" + p.Title + "): " + v.Measure
	return ask(tx, register.Request{Body: body, OwnerID: p.InstitutionID, AskedBy: by, DueOn: v.DueOn})
}

// follow makes the visits of a line of the monitoring plan follow its days: was is
// the line, and old its days, before the change. From a day on, days that are no
// more are put aside and new ones planned; a visit that somebody moved stays where
// it is, and what has passed, done or not, stays too.
func follow(tx *store.Tx, p Project, was, c Check, old []string, from string) error {
	days := p.Days(c)
	for _, v := range p.Visits {
		if v.CheckID != c.ID || !v.Waiting() || v.PlannedOn < from || v.RecheckOf != "" {
			continue
		}
		var err error
		switch gone := slices.Contains(old, v.PlannedOn) && !slices.Contains(days, v.PlannedOn); {
		case gone:
			err = visits.Remove(tx, v.ID, v.Version)
		case v.InstitutionID == was.InstitutionID && c.InstitutionID != was.InstitutionID:
			err = visits.Edit(tx, v.ID, v.Version, func(v *Visit) error { v.InstitutionID = c.InstitutionID; return nil })
		}
		if err != nil {
			return err
		}
	}
	return layDown(tx, p, c, days, old, from)
}

// layDown plans a visit on each day that was none before and has none yet.
func layDown(tx *store.Tx, p Project, c Check, days, old []string, from string) error {
	for _, day := range days {
		there := func(v Visit) bool { return v.CheckID == c.ID && v.PlannedOn == day && v.RecheckOf == "" }
		if day < from || slices.Contains(old, day) || slices.ContainsFunc(p.Visits, there) {
			continue
		}
		v := Visit{ID: tx.NewID(), ProjectID: p.ID, CheckID: c.ID, InstitutionID: c.InstitutionID, PlannedOn: day}
		if err := visits.Add(tx, v); err != nil {
			return err
		}
	}
	return nil
}

// putAside removes the visits of a line that are still to come.
func putAside(tx *store.Tx, p Project, checkID, from string) error {
	for _, v := range p.Visits {
		if v.CheckID == checkID && v.Waiting() && v.PlannedOn >= from && v.RecheckOf == "" {
			if err := visits.Remove(tx, v.ID, v.Version); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeCheck takes a line out of the monitoring plan. A line whose visits took
// place, or should have, stays; and a project that runs keeps at least one.
func removeCheck(tx *store.Tx, p Project, c Check, version int64, today string) error {
	if p.Running() && len(p.Checks) == 1 {
		return web.Refuse("Një projekt i miratuar nuk mbetet pa plan monitorimi. Shtoni më parë një kontroll tjetër.")
	}
	past := func(v Visit) bool { return v.CheckID == c.ID && (!v.Waiting() || v.PlannedOn < today) }
	if slices.ContainsFunc(p.Visits, past) {
		return web.Refuse("Ky kontroll ka vizita që u kryen ose duhej të ishin kryer, prandaj mbetet në plan. Ndryshoni sa shpesh bëhet, ose shënoni pse vizitat nuk u kryen.")
	}
	if err := putAside(tx, p, c.ID, today); err != nil {
		return err
	}
	return checks.Remove(tx, c.ID, version)
}
