package employment

import (
	"tryeza/internal/register"
	"tryeza/internal/store"
)

const (
	projectColumns   = "institution_id, title, aim, sector, occupation, starts_on, ends_on, legal_basis, funding, funder, state, reason, approved_on, approved_by, decision, activity_id, source, note"
	targetColumns    = "project_id, kind, value"
	checkColumns     = "project_id, kind, amount, institution_id, method, frequency, first_on, note"
	employerColumns  = "project_id, name, nipt, municipality"
	placementColumns = "project_id, employer_id, code, target, age, sex, occupation, via, started_on, ended_on, contract, insured, kept_30, kept_90, kept_180"
	visitColumns     = "project_id, check_id, employer_id, institution_id, planned_on, done_on, finding, found, measure, due_on, task_id, recheck_of"
	fairColumns      = "institution_id, title, held_on, municipality, place, state, reason, source, note"
)

var (
	projects   = store.NewTable("employment_project", projectColumns, (*Project).fields)
	targets    = store.NewTable("employment_target", targetColumns, (*Target).fields)
	checks     = store.NewTable("employment_check", checkColumns, (*Check).fields)
	employers  = store.NewTable("employment_employer", employerColumns, (*Employer).fields)
	placements = store.NewTable("employment_placement", placementColumns, (*Placement).fields)
	visits     = store.NewTable("employment_visit", visitColumns, (*Visit).fields)
	fairs      = store.NewTable("employment_fair", fairColumns, (*Fair).fields)
)

// What belongs to one project, and to all of them.
const (
	ofOne = ` WHERE committee_id = $1 AND project_id = $2`
	ofAll = ` WHERE committee_id = $1`

	targetOrder    = ` ORDER BY kind, value`
	checkOrder     = ` ORDER BY first_on, kind, id`
	employerOrder  = ` ORDER BY name, id`
	placementOrder = ` ORDER BY started_on, code`
	visitOrder     = ` ORDER BY CASE WHEN planned_on = '' THEN done_on ELSE planned_on END, id`
)

var (
	allProjects   = store.Read(`SELECT id, version, ` + projectColumns + ` FROM employment_project` + ofAll + ` ORDER BY starts_on DESC, title, id`)
	allTargets    = store.Read(`SELECT id, version, ` + targetColumns + ` FROM employment_target` + ofAll + targetOrder)
	allChecks     = store.Read(`SELECT id, version, ` + checkColumns + ` FROM employment_check` + ofAll + checkOrder)
	allEmployers  = store.Read(`SELECT id, version, ` + employerColumns + ` FROM employment_employer` + ofAll + employerOrder)
	allPlacements = store.Read(`SELECT id, version, ` + placementColumns + ` FROM employment_placement` + ofAll + placementOrder)
	allVisits     = store.Read(`SELECT id, version, ` + visitColumns + ` FROM employment_visit` + ofAll + visitOrder)
	allFairs      = store.Read(`SELECT id, version, ` + fairColumns + ` FROM employment_fair` + ofAll + ` ORDER BY held_on DESC, title, id`)

	// CROSS: SQLite keeps to the order, and does not begin with the numbers of all
	// registers.
	allCounts    = store.Read(`SELECT ` + register.CountColumns + ` FROM employment_project AS p CROSS JOIN register_count AS n WHERE p.committee_id = $1 AND n.committee_id = p.committee_id AND n.subject_id = p.id`)
	allPartners  = store.Read(`SELECT ` + register.PartnerColumns + ` FROM employment_project AS p CROSS JOIN register_partner AS w WHERE p.committee_id = $1 AND w.committee_id = p.committee_id AND w.subject_id = p.id ORDER BY w.outside, w.id`)
	fairCounts   = store.Read(`SELECT ` + register.CountColumns + ` FROM employment_fair AS f CROSS JOIN register_count AS n WHERE f.committee_id = $1 AND n.committee_id = f.committee_id AND n.subject_id = f.id`)
	fairPartners = store.Read(`SELECT ` + register.PartnerColumns + ` FROM employment_fair AS f CROSS JOIN register_partner AS w WHERE f.committee_id = $1 AND w.committee_id = f.committee_id AND w.subject_id = f.id ORDER BY w.outside, w.id`)

	targetsOf    = store.Read(`SELECT id, version, ` + targetColumns + ` FROM employment_target` + ofOne + targetOrder)
	checksOf     = store.Read(`SELECT id, version, ` + checkColumns + ` FROM employment_check` + ofOne + checkOrder)
	employersOf  = store.Read(`SELECT id, version, ` + employerColumns + ` FROM employment_employer` + ofOne + employerOrder)
	placementsOf = store.Read(`SELECT id, version, ` + placementColumns + ` FROM employment_placement` + ofOne + placementOrder)
	visitsOf     = store.Read(`SELECT id, version, ` + visitColumns + ` FROM employment_visit` + ofOne + visitOrder)
)

// Load reads a project with everything that belongs to it.
func Load(tx *store.Tx, id string) (Project, error) {
	p, err := projects.Get(tx, id)
	if err != nil {
		return p, err
	}
	if p.Targets, err = store.All(tx, targetsOf, (*Target).fields, id); err != nil {
		return p, err
	}
	if p.Checks, err = store.All(tx, checksOf, (*Check).fields, id); err != nil {
		return p, err
	}
	if p.Employers, err = store.All(tx, employersOf, (*Employer).fields, id); err != nil {
		return p, err
	}
	if p.Placements, err = store.All(tx, placementsOf, (*Placement).fields, id); err != nil {
		return p, err
	}
	if p.Visits, err = store.All(tx, visitsOf, (*Visit).fields, id); err != nil {
		return p, err
	}
	return p, p.shared(tx)
}

// shared reads what every register keeps in the same place.
func (p *Project) shared(tx *store.Tx) (err error) {
	if p.Numbers, err = register.LoadNumbers(tx, p.ID); err != nil {
		return err
	}
	p.Partners, err = register.LoadPartners(tx, p.ID)
	return err
}

// All reads every project of the committee, the latest first.
func All(tx *store.Tx) ([]Project, error) {
	list, err := store.All(tx, allProjects, (*Project).fields)
	if err != nil {
		return nil, err
	}
	numbers, with, err := sharedIn(tx, allCounts, allPartners)
	if err != nil {
		return nil, err
	}
	at := map[string]*Project{}
	for i := range list {
		p := &list[i]
		at[p.ID], p.Numbers, p.Partners = p, numbers[p.ID], with[p.ID]
	}
	return list, parts(tx, at)
}

// sharedIn is shared for all records at once.
func sharedIn(tx *store.Tx, counts, partners store.Query) (map[string]register.Numbers, map[string][]register.Partner, error) {
	numbers, err := register.NumbersIn(tx, counts)
	if err != nil {
		return nil, nil, err
	}
	with, err := register.PartnersIn(tx, partners)
	return numbers, with, err
}

// parts puts the rows of all projects where they belong.
func parts(tx *store.Tx, at map[string]*Project) error {
	if err := part(tx, allTargets, (*Target).fields, func(t Target) { p := at[t.ProjectID]; p.Targets = append(p.Targets, t) }); err != nil {
		return err
	}
	if err := part(tx, allChecks, (*Check).fields, func(c Check) { p := at[c.ProjectID]; p.Checks = append(p.Checks, c) }); err != nil {
		return err
	}
	if err := part(tx, allEmployers, (*Employer).fields, func(e Employer) { p := at[e.ProjectID]; p.Employers = append(p.Employers, e) }); err != nil {
		return err
	}
	if err := part(tx, allPlacements, (*Placement).fields, func(x Placement) { p := at[x.ProjectID]; p.Placements = append(p.Placements, x) }); err != nil {
		return err
	}
	return part(tx, allVisits, (*Visit).fields, func(v Visit) { p := at[v.ProjectID]; p.Visits = append(p.Visits, v) })
}

func part[T any](tx *store.Tx, q store.Query, fields func(*T) []any, put func(T)) error {
	rows, err := store.All(tx, q, fields)
	for _, x := range rows {
		put(x)
	}
	return err
}

// LoadFair reads a job fair with its numbers and partners.
func LoadFair(tx *store.Tx, id string) (Fair, error) {
	f, err := fairs.Get(tx, id)
	if err != nil {
		return f, err
	}
	return f, f.shared(tx)
}

func (f *Fair) shared(tx *store.Tx) (err error) {
	if f.Numbers, err = register.LoadNumbers(tx, f.ID); err != nil {
		return err
	}
	f.Partners, err = register.LoadPartners(tx, f.ID)
	return err
}

// AllFairs reads every job fair, the latest first.
func AllFairs(tx *store.Tx) ([]Fair, error) {
	list, err := store.All(tx, allFairs, (*Fair).fields)
	if err != nil {
		return nil, err
	}
	numbers, with, err := sharedIn(tx, fairCounts, fairPartners)
	for i := range list {
		list[i].Numbers, list[i].Partners = numbers[list[i].ID], with[list[i].ID]
	}
	return list, err
}

// saveTargets makes the targets of a project those given.
func saveTargets(tx *store.Tx, id string, groups, municipalities []string) error {
	was, err := store.All(tx, targetsOf, (*Target).fields, id)
	if err != nil {
		return err
	}
	want := map[Target]bool{}
	for _, g := range groups {
		want[Target{Kind: Group, Value: g}] = true
	}
	for _, m := range municipalities {
		want[Target{Kind: Municipality, Value: m}] = true
	}
	for _, t := range was {
		key := Target{Kind: t.Kind, Value: t.Value}
		if !want[key] {
			if err := targets.Remove(tx, t.ID, t.Version); err != nil {
				return err
			}
		}
		delete(want, key)
	}
	for _, t := range inOrder(want) {
		if err := targets.Add(tx, Target{ID: tx.NewID(), ProjectID: id, Kind: t.Kind, Value: t.Value}); err != nil {
			return err
		}
	}
	return nil
}
