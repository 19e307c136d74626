package employment_test

import (
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/employment"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// Whoever saves an old form of a job fair does not take away the partners that
// somebody else added meanwhile.
func TestPartnersOfAFairAreNotLost(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error {
			return employment.ImportFair(tx, employment.Fair{ID: "f1", InstitutionID: "jobs", Title: "Panairi", HeldOn: "2023-09-20", Municipality: "10", State: "planned"})
		})
		at := base + "/f1/fair"
		v := form("version", version(t, s.As(office), at+"/edit"), "title", "Panairi", "institution", "jobs", "municipality", "10", "held-day", "20", "held-month", "9", "held-year", "2023")
		s.As(office).Post(at+"/edit", with(v, "partners", "insp")).Want(303)
		s.As(secretary).Post(at+"/edit", v).Want(409).Has("Inspektorati i Punës")
		s.As(office).Get(at).Has("Inspektorati i Punës")
	})
}
