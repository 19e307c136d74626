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
	b, err := readBook(tx)
	if err != nil {
		return nil, err
	}
	return b.missing(tx, today)
}

// missing is Missing of what was read already.
func (b book) missing(tx *store.Tx, today string) ([]register.Missing, error) {
	base := "/k/" + tx.Grant().Scope().ID + "/training"
	list := append(b.missingOfSessions(today, base+"/session/"), b.missingCoverage(today, base+"/coverage")...)
	return list, register.WithAsked(tx, list)
}

// missingOfSessions: at is the address of a session but for its identifier.
func (b book) missingOfSessions(today, at string) (list []register.Missing) {
	for _, s := range b.sessions {
		c := courseOf(b.courses, s.CourseID)
		m := register.Missing{SubjectID: s.ID, Title: c.Title + ", " + s.Days(), Path: at + s.ID, OwnerID: c.InstitutionID, Since: text.DaysAfter(s.EndsOn, 1)}
		switch {
		case s.State == Planned && s.EndsOn < today:
			m.Gap = "training_state"
		case s.State == Held && b.came[s.ID] == 0 && b.numbers[s.ID].Get("attended").Qualifier == "":
			m.Gap = "training_attendance"
		default:
			continue
		}
		list = append(list, m)
	}
	return list
}

// missingCoverage is one line for each institution that is not covered, since the
// first of its functions was not. It hangs on the first of its duties that are not.
func (b book) missingCoverage(today, path string) (list []register.Missing) {
	at := map[string]int{}
	for _, c := range coversOn(today, b.duties, b.presences) {
		if c.Lacking() == 0 {
			continue
		}
		since := lackingSince(today, c, b.duties, b.presences)
		if i, seen := at[c.InstitutionID]; seen {
			list[i].Since = min(list[i].Since, since)
			continue
		}
		at[c.InstitutionID] = len(list)
		list = append(list, register.Missing{SubjectID: c.DutyID, Gap: "training_coverage", Title: "Mbulimi me trajnim", Path: path,
			OwnerID: c.InstitutionID, Since: since})
	}
	return list
}
