package training

import (
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// Missing lists what this register lacks on a day, with whether it was asked for:
// a session that is past and nobody said whether it took place, one that was held
// and nobody said who came, and institutions whose obliged professionals have no
// valid training.
func Missing(tx *store.Tx, today string) ([]register.Missing, error) {
	list, err := missingOfSessions(tx, today)
	if err != nil {
		return nil, err
	}
	lacking, err := missingCoverage(tx, today)
	if err != nil {
		return nil, err
	}
	list = append(list, lacking...)
	return list, register.WithAsked(tx, list)
}

func missingOfSessions(tx *store.Tx, today string) (list []register.Missing, err error) {
	all, err := LoadSessions(tx)
	if err != nil {
		return nil, err
	}
	of, err := LoadCourses(tx)
	if err != nil {
		return nil, err
	}
	came, err := presentCounts(tx)
	if err != nil {
		return nil, err
	}
	numbers, err := register.NumbersIn(tx, sessionCounts)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		c := courseOf(of, s.CourseID)
		m := register.Missing{SubjectID: s.ID, Title: c.Title + ", " + s.Days(), Path: sessionPath(tx, s.ID), OwnerID: c.InstitutionID, Since: text.DaysAfter(s.EndsOn, 1)}
		switch {
		case s.State == Planned && s.EndsOn < today:
			m.Gap = "training_state"
		case s.State == Held && came[s.ID] == 0:
			if numbers[s.ID].Get("attended").Qualifier != "" {
				continue
			}
			m.Gap = "training_attendance"
		default:
			continue
		}
		list = append(list, m)
	}
	return list, nil
}

func sessionPath(tx *store.Tx, id string) string {
	return "/k/" + tx.Grant().Scope().ID + "/training/session/" + id
}

// missingCoverage is one line for each institution that is not covered, since the
// first of its functions was not. It hangs on the first of its duties that are not.
func missingCoverage(tx *store.Tx, today string) (list []register.Missing, err error) {
	obliged, err := LoadDuties(tx)
	if err != nil {
		return nil, err
	}
	came, err := loadPresences(tx)
	at := map[string]int{}
	for _, c := range Covers(today, obliged, came) {
		if c.Lacking() == 0 {
			continue
		}
		since := lackingSince(today, c, obliged, came)
		if i, seen := at[c.InstitutionID]; seen {
			list[i].Since = min(list[i].Since, since)
			continue
		}
		at[c.InstitutionID] = len(list)
		list = append(list, register.Missing{SubjectID: c.DutyID, Gap: "training_coverage", Title: "Mbulimi me trajnim", Path: "/k/" + tx.Grant().Scope().ID + "/training/coverage",
			OwnerID: c.InstitutionID, Since: since})
	}
	return list, err
}
