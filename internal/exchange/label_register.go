package exchange

import (
	"cmp"

	"tryeza/internal/code"
	"tryeza/internal/text"
)

// registered is what people call a row of the four registers; nothing for one that
// no other refers to.
func (x *directory) registered(n *node) []string {
	switch r := n.row.Addr().Interface().(type) {
	case *Programme:
		return titled(r.StartsOn, r.Title)
	case *Project:
		return titled(r.StartsOn, r.Title)
	case *Fair:
		return titled(r.HeldOn, r.Title)
	case *CampaignCalendar:
		return titled(r.StartsOn, r.Title)
	case *Slot:
		return titled(r.StartsOn, r.Title)
	case *Campaign:
		return titled(r.StartsOn, r.Title)
	case *ProjectCheck:
		kind := code.Obligations.Label(text.SQ, r.Kind)
		return []string{joined(kind, x.institution(r.Institution)), kind}
	case *Employer:
		return []string{r.Name, r.NIPT}
	case *Placement:
		return []string{r.Code}
	case *Visit:
		return []string{joined(text.Day(cmp.Or(r.DoneOn, r.PlannedOn)), x.institution(r.Institution), x.labels[find("employers")][r.Employer])}
	case *Finding:
		return []string{code.Findings.Label(text.SQ, r.What)}
	case *Procedure:
		return []string{joined(r.Title, r.Act), r.Title, r.Act}
	case *Course:
		return []string{r.Title}
	case *Duty:
		return []string{joined(x.institution(r.Institution), code.Jobs.Label(text.SQ, r.Job))}
	case *Professional:
		return []string{x.institution(r.Institution) + ": " + r.Code, r.Code}
	case *Session:
		return []string{joined(text.Day(r.StartsOn), x.labels[find("courses")][r.Course], code.MunicipalityName(r.Municipality))}
	}
	return nil
}

func (x *directory) institution(id string) string { return x.labels[find("institutions")][id] }

// titled is what people call a record with a title, which may be that of last year's
// too.
func titled(day, title string) []string { return []string{title + ", " + text.Day(day), title} }

// joined puts those words that there are into one name.
func joined(words ...string) string {
	name := ""
	for _, w := range words {
		if name != "" && w != "" {
			name += ", "
		}
		name += w
	}
	return name
}
