package campaign_test

import (
	"testing"

	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// Whoever saves an old form does not take away the partners that somebody else
// added meanwhile.
func TestPartnersAreNotLost(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		at := activity(t, s.As(school), meeting())
		mine, theirs := asShown(s.As(school), at+"/edit"), asShown(s.As(secretary), at+"/edit")
		for _, v := range []map[string][]string{mine, theirs} {
			v["kind"], v["institution"], v["municipality"] = []string{"session"}, []string{"school"}, []string{"10"}
		}
		mine.Set("partners", "qkm")
		s.As(school).Post(at+"/edit", mine).Want(303)
		s.As(secretary).Post(at+"/edit", theirs).Want(409)
		if p := load(t, db, at).Partners; len(p) != 1 || p[0].InstitutionID != "qkm" {
			t.Errorf("the partners are %v", p)
		}
	})
}
