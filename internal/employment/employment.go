// Package employment keeps the projects of seasonal employment: whom they are for,
// what their employers must keep to, who checks that and how, who was placed in
// work, what the visits found, and the job fairs.
//
// It knows nobody by name: people in work stand under a code that only the
// employment office can lead back to somebody. It does not inspect, pay or place
// anybody; and it carries out nothing that the monitoring plan of a project asks
// for: it says what was done and what was not.
package employment

import (
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
)

// The states of a project: code.ProjectStates.
const (
	Draft     = "draft"
	Approved  = "approved"
	Closed    = "closed"
	Cancelled = "cancelled"
)

// A Project of seasonal employment, with everything that belongs to it.
type Project struct {
	ID            string
	Version       int64
	InstitutionID string // that answers for it
	Title         string
	Aim           string
	Sector        string // code.Industries
	Occupation    string // code.Occupations
	StartsOn      string // day
	EndsOn        string // day
	LegalBasis    string
	Funding       string // code.Funding, or ""
	Funder        string
	State         string // code.ProjectStates
	Reason        string // why it was cancelled
	ApprovedOn    string // day
	ApprovedBy    string // account
	Decision      string // by what it was approved
	ActivityID    string // of the action plan, or ""
	Source        string // where a project that was only read about is from
	Note          string

	Targets    []Target
	Checks     []Check // the monitoring plan
	Employers  []Employer
	Placements []Placement
	Visits     []Visit
	Numbers    register.Numbers
	Partners   []register.Partner
	Asked      []register.Asked
}

func (p *Project) fields() []any {
	return []any{
		&p.ID, &p.Version, &p.InstitutionID, &p.Title, &p.Aim, &p.Sector, &p.Occupation, &p.StartsOn, &p.EndsOn, &p.LegalBasis, &p.Funding, &p.Funder,
		&p.State, &p.Reason, &p.ApprovedOn, &p.ApprovedBy, &p.Decision, &p.ActivityID, &p.Source, &p.Note,
	}
}

// The kinds of a Target.
const (
	Group        = "group"
	Municipality = "municipality"
)

// A Target is a group of people, or a municipality, that a project is for.
type Target struct {
	ID        string
	Version   int64
	ProjectID string
	Kind      string // Group or Municipality
	Value     string // code.TargetGroups, or the code of the municipality
}

func (t *Target) fields() []any {
	return []any{&t.ID, &t.Version, &t.ProjectID, &t.Kind, &t.Value}
}

// A Check is one line of the monitoring plan: what the employer must keep to, who
// looks, how, how often and from which day.
type Check struct {
	ID            string
	Version       int64
	ProjectID     string
	Kind          string         // code.Obligations
	Amount        *figure.Number // days kept on, hours a week; nil where it has none
	InstitutionID string         // that looks
	Method        string         // code.CheckMethods
	Frequency     string         // code.Frequencies
	FirstOn       string         // day
	Note          string
}

func (c *Check) fields() []any {
	return []any{&c.ID, &c.Version, &c.ProjectID, &c.Kind, &c.Amount, &c.InstitutionID, &c.Method, &c.Frequency, &c.FirstOn, &c.Note}
}

// An Employer is a business by its name and number in the public register.
type Employer struct {
	ID           string
	Version      int64
	ProjectID    string
	Name         string
	NIPT         string
	Municipality string // code
}

func (e *Employer) fields() []any {
	return []any{&e.ID, &e.Version, &e.ProjectID, &e.Name, &e.NIPT, &e.Municipality}
}

// Targeted lists the values of the targets of a kind.
func (p Project) Targeted(kind string) []string {
	var list []string
	for _, t := range p.Targets {
		if t.Kind == kind {
			list = append(list, t.Value)
		}
	}
	return list
}

// Told reports whether the project is only known from a source: nobody here ran
// it, and nobody can be asked for its monitoring plan.
func (p Project) Told() bool { return p.Source != "" }

// Running reports whether visits and placements are expected of the project.
func (p Project) Running() bool { return p.State == Approved || p.State == Closed }

// visit is the visit with this ID, the zero Visit when there is none.
func (p Project) visit(id string) Visit {
	if i := slices.IndexFunc(p.Visits, func(v Visit) bool { return v.ID == id }); i >= 0 {
		return p.Visits[i]
	}
	return Visit{}
}

// check is the line of the monitoring plan with this ID.
func (p Project) check(id string) (Check, bool) {
	if i := slices.IndexFunc(p.Checks, func(c Check) bool { return c.ID == id }); i >= 0 {
		return p.Checks[i], true
	}
	return Check{}, false
}

// employer is the employer with this ID.
func (p Project) employer(id string) (Employer, bool) {
	if i := slices.IndexFunc(p.Employers, func(e Employer) bool { return e.ID == id }); i >= 0 {
		return p.Employers[i], true
	}
	return Employer{}, false
}

// Jobs is how many were placed: the rows when there are any, or else the number
// that was written.
func (p Project) Jobs() figure.Quantity {
	if n := len(p.Placements); n > 0 {
		return figure.Exactly(figure.Whole(int64(n)))
	}
	return p.Numbers.Get("jobs")
}

// JobsGap reports whether a number was written that is not that of the rows. Both
// are shown; neither is mended.
func (p Project) JobsGap() bool {
	typed := p.Numbers.Get("jobs")
	return len(p.Placements) > 0 && typed.Qualifier == figure.Exact && typed != p.Jobs()
}

// Gaps are the numbers of the project that do not fit each other.
func (p Project) Gaps() []register.Gap { return p.Numbers.Gaps(code.ProjectCounts) }

// A Fair is a job fair.
type Fair struct {
	ID            string
	Version       int64
	InstitutionID string
	Title         string
	HeldOn        string // day
	Municipality  string // code
	Place         string
	State         string // code.EventStates
	Reason        string // why it was cancelled
	Source        string
	Note          string

	Numbers  register.Numbers
	Partners []register.Partner
	Asked    []register.Asked
}

func (f *Fair) fields() []any {
	return []any{&f.ID, &f.Version, &f.InstitutionID, &f.Title, &f.HeldOn, &f.Municipality, &f.Place, &f.State, &f.Reason, &f.Source, &f.Note}
}
