package campaign

import (
	"cmp"
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/text"
)

// followUpDays is after how many days what was found counts as not followed up.
const followUpDays = 30

// arrivals adds up a count of the activities that were held, each time anew: of
// those reached somebody who came to two is counted twice. in is of how many
// activities a number is known, unknown of how many it is not. How many people they
// were nobody can say from it.
func arrivals(list []Activity, what string) (sum figure.Quantity, in, unknown int) {
	var parts []figure.Quantity
	for _, a := range list {
		if a.State == Held {
			parts = append(parts, a.Numbers.Get(what))
		}
	}
	sum, unknown = figure.Add(parts...)
	return sum, len(parts) - unknown, unknown
}

// Missing lists what the activity lacks on a day; path is its page.
func (a Activity) Missing(today, path string) []register.Missing {
	m := register.Missing{SubjectID: a.ID, Title: a.Title, Path: path, OwnerID: a.InstitutionID}
	var list []register.Missing
	lacks := func(gap, since string) {
		m.Gap, m.Since = gap, since
		list = append(list, m)
	}
	if a.State == Planned && a.EndsOn < today {
		lacks("campaign_state", text.DaysAfter(a.EndsOn, 1))
	}
	if _, said := a.Numbers[register.Key{What: "reached"}]; a.State == Held && !said {
		lacks("campaign_reached", text.DaysAfter(a.EndsOn, 1))
	}
	open := func(x Finding) bool { return x.DoneOn == "" && x.FollowUp == "" }
	if late := text.DaysAfter(a.EndsOn, followUpDays+1); a.State == Held && slices.ContainsFunc(a.Findings, open) && late <= today {
		lacks("campaign_finding", late)
	}
	return list
}

// A Conflict is two activities that get in each other's way.
type Conflict struct {
	A, B         Activity
	SameHour     bool     // the same institution at the same hour
	SameAudience []string // the same day, municipality, and these audiences
}

// conflictsOf finds the activities that take the same audience of a municipality on
// the same day, or one institution twice at the same hour. Cancelled ones do not.
func conflictsOf(list []Activity) []Conflict {
	var found []Conflict
	for i, a := range list {
		for _, b := range list[i+1:] {
			if a.State == Cancelled || b.State == Cancelled || a.StartsOn > b.EndsOn || b.StartsOn > a.EndsOn {
				continue
			}
			c := Conflict{A: a, B: b, SameHour: a.InstitutionID == b.InstitutionID && a.Hour != "" && a.Hour == b.Hour}
			if a.Municipality == b.Municipality && a.Municipality != "" {
				c.SameAudience = common(a.Audience(), b.Audience())
			}
			if c.SameHour || len(c.SameAudience) > 0 {
				found = append(found, c)
			}
		}
	}
	return found
}

func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return !slices.Contains(b, s) })
}

// Coverage is what of a calendar is carried out, and where.
type Coverage struct {
	By     map[string][]Activity // slot → those that carry it out, cancelled ones too
	Free   []Slot                // nobody carries them out
	Counts map[string]int        // municipality → activities that are not cancelled
	Empty  []string              // municipalities of the qark without any
	Whole  int                   // activities for the whole qark
}

// coverageOf says what of the calendar the activities carry out, in the municipalities
// of a qark (ISO code).
func coverageOf(c Calendar, list []Activity, qark string) Coverage {
	v := Coverage{By: map[string][]Activity{}, Counts: map[string]int{}}
	active := map[string]bool{}
	for _, a := range list {
		v.By[a.SlotID] = append(v.By[a.SlotID], a)
		switch {
		case a.State == Cancelled:
			continue
		case a.Municipality == "":
			v.Whole++
		default:
			v.Counts[a.Municipality]++
		}
		active[a.SlotID] = true
	}
	delete(v.By, "")
	for _, s := range c.Slots {
		if !active[s.ID] {
			v.Free = append(v.Free, s)
		}
	}
	for _, m := range code.MunicipalitiesOf(qark) {
		if v.Counts[m.Code] == 0 {
			v.Empty = append(v.Empty, m.Code)
		}
	}
	return v
}

// byDay puts activities in the order of time.
func byDay(a, b Activity) int {
	return cmp.Or(cmp.Compare(a.StartsOn, b.StartsOn), cmp.Compare(a.Hour, b.Hour), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
}

// consentFor says why a picture may not be kept under a consent, "" if it may: one
// with children needs their parents in writing, or nobody to be recognised.
func consentFor(consent string, children bool) string {
	switch {
	case !code.Consents.Has(consent):
		return "Pa pëlqim fotoja nuk mbahet. Zgjidhni me ç'të drejtë mbahet, ose mos e shtoni."
	case children && consent != "nobody" && consent != "parents":
		return "Në foto ka fëmijë: mbahet vetëm kur prindërit kanë dhënë pëlqimin me shkrim, ose kur askush nuk njihet në të."
	}
	return ""
}
