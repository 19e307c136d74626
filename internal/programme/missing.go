package programme

import (
	"fmt"

	"tryeza/internal/access"
	"tryeza/internal/register"
	"tryeza/internal/text"
)

// grace is how many days a day of attendance may wait to be written down.
const grace = 7

// Missing lists what a programme lacks on a day. Of one that is known from a
// document only nothing is asked but how many children there were, and a cancelled
// one lacks nothing. Path is left to the pages.
func (p Programme) Missing(today string) []register.Missing {
	if p.State == Cancelled {
		return nil
	}
	var list []register.Missing
	lacks := func(gap, path, since string) {
		list = append(list, register.Missing{SubjectID: p.ID, Gap: gap, Title: p.Title, Path: path, OwnerID: p.InstitutionID, Since: since})
	}
	if p.State == Planned && p.EndsOn < today {
		lacks("programme_state", "/edit", text.DaysAfter(p.EndsOn, 1))
	}
	if p.State == Held && p.Numbers.Get("enrolled").Qualifier == "" {
		lacks("programme_numbers", "/edit", p.StartsOn)
	}
	if p.Source != "" {
		return list
	}
	if day := p.firstSilent(today); day != "" {
		lacks("programme_attendance", "/day/"+day, text.DaysAfter(day, grace+1))
	}
	for _, after := range []int64{30, 90} {
		if p.Overdue(after, today) {
			lacks(fmt.Sprintf("programme_followup_%d", after), fmt.Sprintf("/followup/%d", after), text.DaysAfter(p.DueAfter(after), 1))
		}
	}
	return list
}

// Overdue reports whether a follow-up should have been done before today.
func (p Programme) Overdue(after int64, today string) bool {
	_, done := p.Followup(after)
	return p.State == Held && p.Source == "" && !done && p.DueAfter(after) < today
}

// firstSilent is the first day, more than a week ago, of which nobody said anything.
func (p Programme) firstSilent(today string) string {
	last := text.DaysAfter(today, -grace)
	for _, day := range p.Days() {
		if day < last && !p.Said(day) {
			return day
		}
	}
	return ""
}

// addressed completes what is missing with the addresses of its pages.
func addressed(list []register.Missing, base string) []register.Missing {
	for i, m := range list {
		list[i].Path = base + "/" + m.SubjectID + m.Path
	}
	return list
}

// readable leads those who do not keep a record to the record itself, for the pages on
// which it is filled in are not theirs.
func readable(g access.Grant, list []register.Missing) []register.Missing {
	for i, m := range list {
		if !keeps(g, m.OwnerID) {
			list[i].Path = path(g, "/"+m.SubjectID)
		}
	}
	return list
}
