package employment_test

import (
	"fmt"
	"testing"

	"tryeza/internal/employment"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// A long plan does not bury the page: what was and the next three visits are shown,
// those after them when asked for. One of each is said in the singular.
func TestVisitsThatAreFar(t *testing.T) {
	for _, c := range []struct {
		ahead, near int
		words       string
	}{
		{3, 4, ""}, {4, 5, ""}, {5, 4, "Edhe 2 vizita të planifikuara (04.08.2023–05.08.2023)"}, {9, 4, "Edhe 6 vizita të planifikuara (04.08.2023–09.08.2023)"},
	} {
		t.Run(fmt.Sprint(c.ahead), func(t *testing.T) {
			each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
				p := season()
				p.Visits = []employment.Visit{{ID: "past", CheckID: "c1", InstitutionID: "insp", PlannedOn: "2023-06-01", DoneOn: "2023-06-01", Finding: employment.NotPossible, Found: "Mbyllur"}}
				for i := range c.ahead {
					p.Visits = append(p.Visits, employment.Visit{ID: fmt.Sprint("v", i), CheckID: "c1", InstitutionID: "insp", PlannedOn: fmt.Sprintf("2023-08-%02d", i+1)})
				}
				put(t, db, p)
				page := s.As(office).Get(base+"/season").Want(200).Has("1 nuk u krye dot", c.words)
				all := len(page.Find(`tr[id^="visit-"]`))
				if far := len(page.Find(`details tr[id^="visit-"]`)); all != c.ahead+1 || all-far != c.near {
					t.Errorf("of %d visits %d are folded away", all, far)
				}
			})
		})
	}
}
