package exchange

import (
	"cmp"
	"errors"
	"fmt"

	"tryeza/internal/store"
)

// The records of a year are those that ran on one of its days.
const (
	thatRan  = `r.starts_on <= $3 AND r.ends_on >= $2`
	thatHeld = `r.held_on >= $2 AND r.held_on <= $3`
)

// ofRecords reads records of a register, r, of a year.
func ofRecords(columns, record, ran string) store.Query {
	return store.Read(`SELECT ` + columns + ` FROM ` + record + ` AS r WHERE r.committee_id = $1 AND ` + ran)
}

// under reads what belongs to the records of a year: the rows t that name them in
// the column by.
func under(columns, table, by, record, ran string) store.Query {
	return store.Read(fmt.Sprintf(`SELECT t.%[3]s, %[1]s FROM %[4]s AS r
		JOIN %[2]s AS t ON t.committee_id = r.committee_id AND t.%[3]s = r.id WHERE r.committee_id = $1 AND %[5]s`, columns, table, by, record, ran))
}

// countedOf and partnersOf read the numbers and the partners of records.
func countedOf(record, ran string) store.Query {
	return under(`0, t.what, t.day, t.part, t.value, t.qualifier`, `register_count`, `subject_id`, record, ran)
}

func partnersOf(record, ran string) store.Query {
	return under(`0, t.id, t.institution_id, t.outside`, `register_partner`, `subject_id`, record, ran)
}

var (
	readProgrammes = ofRecords(`'', 0, r.id, r.institution_id, r.title, r.kind, r.municipality, r.place, r.starts_on, r.ends_on, r.weekdays, r.funding,
		r.funder, r.state, r.reason, r.activity_id, r.source, r.note`, `programme`, thatRan)
	readServices          = under(`0, t.id, t.kind, t.institution_id, t.note`, `programme_service`, `programme_id`, `programme`, thatRan)
	readPauses            = under(`0, t.id, t.day, t.reason`, `programme_pause`, `programme_id`, `programme`, thatRan)
	readFollowups         = under(`t.after_days, t.id, t.after_days, t.done_on, t.note`, `programme_followup`, `programme_id`, `programme`, thatRan)
	readProgrammeNumbers  = countedOf(`programme`, thatRan)
	readProgrammePartners = partnersOf(`programme`, thatRan)

	readProjects = ofRecords(`'', 0, r.id, r.institution_id, r.title, r.aim, r.sector, r.occupation, r.starts_on, r.ends_on, r.legal_basis, r.funding, r.funder,
		r.state, r.reason, r.approved_on, r.approved_by, r.decision, r.activity_id, r.source, r.note`, `employment_project`, thatRan)
	readTargets   = under(`0, t.id, t.kind, t.value`, `employment_target`, `project_id`, `employment_project`, thatRan)
	readChecks    = under(`0, t.id, t.kind, t.amount, t.institution_id, t.method, t.frequency, t.first_on, t.note`, `employment_check`, `project_id`, `employment_project`, thatRan)
	readEmployers = under(`0, t.id, t.name, t.nipt, t.municipality`, `employment_employer`, `project_id`, `employment_project`, thatRan)
	readPlaced    = under(`0, t.id, t.employer_id, t.code, t.target, t.age, t.sex, t.occupation, t.via, t.started_on, t.ended_on, t.contract, t.insured,
		t.kept_30, t.kept_90, t.kept_180`, `employment_placement`, `project_id`, `employment_project`, thatRan)
	readVisits = under(`0, t.id, t.check_id, t.employer_id, t.institution_id, t.planned_on, t.done_on, t.finding, t.found, t.measure, t.due_on, t.task_id, t.recheck_of`,
		`employment_visit`, `project_id`, `employment_project`, thatRan)
	readProjectNumbers  = countedOf(`employment_project`, thatRan)
	readProjectPartners = partnersOf(`employment_project`, thatRan)

	readFairs = ofRecords(`'', 0, r.id, r.institution_id, r.title, r.held_on, r.municipality, r.place, r.state, r.reason, r.source, r.note`,
		`employment_fair`, thatHeld)
	readFairNumbers  = countedOf(`employment_fair`, thatHeld)
	readFairPartners = partnersOf(`employment_fair`, thatHeld)
)

// own gives each group of rows to the record it belongs to.
func own[P, T any](at map[string]*P, give func(*P, []T)) func(string, []T) {
	return func(parent string, list []T) { give(at[parent], list) }
}

// byID finds the records of a list.
func byID[T any](list []T, id func(*T) string) map[string]*T {
	at := map[string]*T{}
	for i := range list {
		at[id(&list[i])] = &list[i]
	}
	return at
}

func (c *Counted) fields() []any { return []any{&c.What, &c.Day, &c.Part, &c.Value, &c.Qualifier} }

func (c *Counted) less(b *Counted) int {
	return cmp.Or(cmp.Compare(c.What, b.What), cmp.Compare(c.Day, b.Day), cmp.Compare(c.Part, b.Part))
}

func (p *Partner) fields() []any { return []any{&p.ID, &p.Institution, &p.Outside} }

func (p *Partner) less(b *Partner) int {
	return cmp.Or(cmp.Compare(p.Outside, b.Outside), cmp.Compare(p.Institution, b.Institution))
}

func (d *Document) loadProgrammes(tx *store.Tx) error {
	from, to := d.days()
	list, err := group(tx, readProgrammes, func(p *Programme) []any {
		return []any{&p.ID, &p.Institution, &p.Title, &p.Kind, &p.Municipality, &p.Place, &p.StartsOn, &p.EndsOn, &p.Weekdays, &p.Funding, &p.Funder,
			&p.State, &p.Reason, &p.Activity, &p.Source, &p.Note}
	}, func(a, b *Programme) int { return cmp.Compare(a.StartsOn, b.StartsOn) }, from, to)
	if err != nil {
		return err
	}
	d.Programmes = list[""]
	at := byID(d.Programmes, func(p *Programme) string { return p.ID })
	return errors.Join(
		hang(tx, readServices, func(s *ProgrammeService) []any { return []any{&s.ID, &s.Kind, &s.Institution, &s.Note} },
			func(a, b *ProgrammeService) int { return cmp.Compare(a.Kind, b.Kind) },
			own(at, func(p *Programme, l []ProgrammeService) { p.Services = l }), from, to),
		hang(tx, readPauses, func(s *Pause) []any { return []any{&s.ID, &s.Day, &s.Reason} },
			func(a, b *Pause) int { return cmp.Compare(a.Day, b.Day) }, own(at, func(p *Programme, l []Pause) { p.Pauses = l }), from, to),
		hang(tx, readFollowups, func(f *Followup) []any { return []any{&f.ID, &f.AfterDays, &f.DoneOn, &f.Note} },
			nil, own(at, func(p *Programme, l []Followup) { p.Followups = l }), from, to),
		hang(tx, readProgrammeNumbers, (*Counted).fields, (*Counted).less, own(at, func(p *Programme, l []Counted) { p.Numbers = l }), from, to),
		hang(tx, readProgrammePartners, (*Partner).fields, (*Partner).less, own(at, func(p *Programme, l []Partner) { p.Partners = l }), from, to),
	)
}

func (d *Document) loadProjects(tx *store.Tx) error {
	from, to := d.days()
	list, err := group(tx, readProjects, func(p *Project) []any {
		return []any{&p.ID, &p.Institution, &p.Title, &p.Aim, &p.Sector, &p.Occupation, &p.StartsOn, &p.EndsOn, &p.LegalBasis, &p.Funding, &p.Funder,
			&p.State, &p.Reason, &p.ApprovedOn, &p.ApprovedBy, &p.Decision, &p.Activity, &p.Source, &p.Note}
	}, func(a, b *Project) int { return cmp.Compare(a.StartsOn, b.StartsOn) }, from, to)
	if err != nil {
		return err
	}
	d.Projects = list[""]
	at := byID(d.Projects, func(p *Project) string { return p.ID })
	return errors.Join(
		hang(tx, readTargets, func(t *Target) []any { return []any{&t.ID, &t.Kind, &t.Value} },
			func(a, b *Target) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value)) },
			own(at, func(p *Project, l []Target) { p.Targets = l }), from, to),
		hang(tx, readChecks, func(c *ProjectCheck) []any {
			return []any{&c.ID, &c.Kind, &c.Amount, &c.Institution, &c.Method, &c.Frequency, &c.FirstOn, &c.Note}
		}, func(a, b *ProjectCheck) int {
			return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.FirstOn, b.FirstOn))
		},
			own(at, func(p *Project, l []ProjectCheck) { p.Checks = l }), from, to),
		hang(tx, readEmployers, func(e *Employer) []any { return []any{&e.ID, &e.Name, &e.NIPT, &e.Municipality} },
			func(a, b *Employer) int { return cmp.Compare(a.Name, b.Name) }, own(at, func(p *Project, l []Employer) { p.Employers = l }), from, to),
		hang(tx, readPlaced, (*Placement).fields, func(a, b *Placement) int { return cmp.Compare(a.Code, b.Code) },
			own(at, func(p *Project, l []Placement) { p.Placements = l }), from, to),
		hang(tx, readVisits, (*Visit).fields, (*Visit).less, own(at, func(p *Project, l []Visit) { p.Visits = l }), from, to),
		hang(tx, readProjectNumbers, (*Counted).fields, (*Counted).less, own(at, func(p *Project, l []Counted) { p.Numbers = l }), from, to),
		hang(tx, readProjectPartners, (*Partner).fields, (*Partner).less, own(at, func(p *Project, l []Partner) { p.Partners = l }), from, to),
	)
}

func (p *Placement) fields() []any {
	return []any{&p.ID, &p.Employer, &p.Code, &p.Target, &p.Age, &p.Sex, &p.Occupation, &p.Via, &p.StartedOn, &p.EndedOn, &p.Contract, &p.Insured,
		&p.Kept30, &p.Kept90, &p.Kept180}
}

func (v *Visit) fields() []any {
	return []any{&v.ID, &v.Check, &v.Employer, &v.Institution, &v.PlannedOn, &v.DoneOn, &v.Finding, &v.Found, &v.Measure, &v.DueOn, &v.Task, &v.RecheckOf}
}

func (v *Visit) less(b *Visit) int {
	return cmp.Or(cmp.Compare(cmp.Or(v.PlannedOn, v.DoneOn), cmp.Or(b.PlannedOn, b.DoneOn)), cmp.Compare(v.DoneOn, b.DoneOn))
}

func (d *Document) loadFairs(tx *store.Tx) error {
	from, to := d.days()
	list, err := group(tx, readFairs, func(f *Fair) []any {
		return []any{&f.ID, &f.Institution, &f.Title, &f.HeldOn, &f.Municipality, &f.Place, &f.State, &f.Reason, &f.Source, &f.Note}
	}, func(a, b *Fair) int { return cmp.Compare(a.HeldOn, b.HeldOn) }, from, to)
	if err != nil {
		return err
	}
	d.Fairs = list[""]
	at := byID(d.Fairs, func(f *Fair) string { return f.ID })
	return errors.Join(
		hang(tx, readFairNumbers, (*Counted).fields, (*Counted).less, own(at, func(f *Fair, l []Counted) { f.Numbers = l }), from, to),
		hang(tx, readFairPartners, (*Partner).fields, (*Partner).less, own(at, func(f *Fair, l []Partner) { f.Partners = l }), from, to),
	)
}
