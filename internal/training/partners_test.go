package training_test

import (
	"testing"

	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// Whoever saves an old form of a course does not take away the partners that
// somebody else added meanwhile.
func TestPartnersOfACourseAreNotLost(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		course(t, db)
		at := base + "/course/c1"
		v := form("version", "1", "stamp", s.As(school).Hidden(at+"/edit", "stamp"), "title", "Njohja e procedurave", "institution", "school", "procedure", "v499", "months", "1")
		mine := form("partners", "insp")
		for name := range v {
			mine[name] = v[name]
		}
		s.As(school).Post(at+"/edit", mine).Want(303)
		s.As(secretary).Post(at+"/edit", v).Want(409).Has("Inspektorati i Punës")
		s.As(school).Get(at).Has("Inspektorati i Punës")
	})
}
