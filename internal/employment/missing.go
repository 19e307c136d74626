package employment

import (
	"tryeza/internal/access"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// When something is missing. Both are a practice we propose; no rule names them.
const (
	visitGrace = 7  // days that a visit may be late before it is asked for
	planAhead  = 30 // days before its start that a project should have a monitoring plan
)

// Lacks lists what a project lacks as of a day, for whoever is asked to fill it in.
// Of a project that is only known from a source nobody can say more.
func (p Project) Lacks(path, today string) []register.Missing {
	if p.Told() || p.State == Cancelled {
		return nil
	}
	var list []register.Missing
	add := func(gap, place, owner, since string) {
		list = append(list, register.Missing{SubjectID: p.ID, Gap: gap, Title: p.Title, Path: path + "#" + place, OwnerID: owner, Since: since})
	}
	if from := text.DaysAfter(p.StartsOn, -planAhead); p.State == Draft && from <= today && len(p.Lacking(text.SQ)) > 0 {
		add("employment_plan", "plan", p.InstitutionID, from)
	}
	if !p.Running() {
		return list
	}
	if v, ok := p.lateVisit(today); ok {
		add("employment_visit", "visits", v.InstitutionID, text.DaysAfter(v.PlannedOn, visitGrace+1))
	}
	if v, ok := p.lateRecheck(today); ok {
		add("employment_recheck", "visits", v.InstitutionID, text.DaysAfter(v.DueOn, 1))
	}
	if since := p.keptSince(today); since != "" {
		add("employment_kept", "placements", p.InstitutionID, since)
	}
	if p.EndsOn < today && p.Jobs().Qualifier == "" {
		add("employment_jobs", "numbers", p.InstitutionID, text.DaysAfter(p.EndsOn, 1))
	}
	return list
}

// lateVisit is the first visit that nobody says anything about though its day is
// over.
func (p Project) lateVisit(today string) (Visit, bool) {
	for _, v := range p.Visits { // by the day they were planned for
		if v.Waiting() && v.Planned() && text.DaysAfter(v.PlannedOn, visitGrace) < today {
			return v, true
		}
	}
	return Visit{}, false
}

// lateRecheck is the first visit that found a breach nobody looked at again since
// it should have been mended.
func (p Project) lateRecheck(today string) (late Visit, ok bool) {
	for _, v := range p.Visits {
		if v.Finding == Serious && v.DueOn != "" && v.DueOn < today && !p.rechecked(v) && (!ok || v.DueOn < late.DueOn) {
			late, ok = v, true
		}
	}
	return late, ok
}

// keptSince is the first day from which nobody said whether somebody was kept on,
// or "".
func (p Project) keptSince(today string) string {
	since := ""
	for _, x := range p.Placements {
		for _, d := range KeptDays {
			if x.Owes(d, today) && (since == "" || x.Due(d) < since) {
				since = x.Due(d)
			}
		}
	}
	return since
}

// missing lists what the projects lack, and whether it was asked for.
func missing(tx *store.Tx, g access.Grant, list []Project, today string) ([]register.Missing, error) {
	var all []register.Missing
	for _, p := range list {
		all = append(all, p.Lacks(path(g, "/"+p.ID), today)...)
	}
	return all, register.WithAsked(tx, all)
}
