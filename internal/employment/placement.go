package employment

import (
	"regexp"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Placement is a person in work, under a code.
type Placement struct {
	ID         string
	Version    int64
	ProjectID  string
	EmployerID string // or ""
	Code       string
	Target     string // code.TargetGroups
	Age        string // code.AgeBands
	Sex        string // code.Sexes
	Occupation string // code.Occupations, or ""
	Via        string // code.PlacementWays
	StartedOn  string // day
	EndedOn    string // day, or ""
	Contract   string // code.Seen
	Insured    string // code.Seen
	Kept30     string // code.Seen, "" until somebody asked
	Kept90     string
	Kept180    string
}

func (p *Placement) fields() []any {
	return []any{
		&p.ID, &p.Version, &p.ProjectID, &p.EmployerID, &p.Code, &p.Target, &p.Age, &p.Sex, &p.Occupation, &p.Via, &p.StartedOn, &p.EndedOn,
		&p.Contract, &p.Insured, &p.Kept30, &p.Kept90, &p.Kept180,
	}
}

// KeptDays are after how many days of work it is asked whether somebody is still
// there.
var KeptDays = []int{30, 90, 180}

// Kept is what was said after so many days, "" until somebody asked.
func (p Placement) Kept(days int) string { return *p.kept(days) }

func (p *Placement) kept(days int) *string {
	switch days {
	case 30:
		return &p.Kept30
	case 90:
		return &p.Kept90
	}
	return &p.Kept180
}

// Due is the day from which it can be said whether the person was still there after
// so many days.
func (p Placement) Due(days int) string { return text.DaysAfter(p.StartedOn, days) }

// IsDue reports whether those days are over.
func (p Placement) IsDue(days int, today string) bool { return p.Due(days) <= today }

// Owes reports whether those days are over and nobody has said it yet.
func (p Placement) Owes(days int, today string) bool {
	return p.IsDue(days, today) && p.Kept(days) == ""
}

// Under18 reports whether the person is a minor, whose work the law protects
// apart.
func (p Placement) Under18() bool {
	switch p.Age {
	case "0-5", "6-10", "11-14", "15-17":
		return true
	}
	return false
}

// workingAges are the ages a placement is offered: work under 15 is none of an
// employment office.
var workingAges = func() code.List {
	var list code.List
	for _, c := range code.AgeBands {
		if !(Placement{Age: c.Code}).Under18() || c.Code == "15-17" {
			list = append(list, c)
		}
	}
	return list
}()

// newCode makes a code for a person that no other of the project has. It says
// nothing about anybody.
func newCode(tx *store.Tx, taken map[string]bool) string {
	for {
		c := "P-" + strings.ToUpper(tx.NewID()[:5])
		if !taken[c] {
			taken[c] = true
			return c
		}
	}
}

var nipt = regexp.MustCompile(`^[A-Z][0-9]{8}[A-Z]$`)

// ParseNIPT reads the number of a business in the public register: a letter, eight
// digits and a letter, such as K12345678A.
func ParseNIPT(s string) (string, bool) {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	return s, nipt.MatchString(s)
}
