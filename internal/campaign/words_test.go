package campaign_test

import (
	"strings"
	"testing"

	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// Words beside a number agree with it, and every page of the register leads back to
// it and on to the other registers, from the same place.
func TestWordsAndWays(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		c := s.As(school)
		activity(t, c, day(meeting(), "starts_on", "2023-07-20"))
		at := activity(t, c, meeting())
		boxes := func() string {
			return strings.Join(c.Get(base).Want(200).Find(".tz-counts__item"), ";")
		}
		if got := boxes(); got != "2 të planifikuara;0 të zhvilluara;0 të anuluara;1 gjë që mungon" {
			t.Errorf("boxes: %s", got)
		}
		held := form("version", "1", "stamp", asShown(c, at+"/held").Get("stamp"))
		c.Post(at+"/held", held).Want(303)
		if got := boxes(); got != "1 i planifikuar;1 i zhvilluar;0 të anuluara;1 gjë që mungon" {
			t.Errorf("boxes: %s", got)
		}
		calendar := s.As(secretary).Post(base+"/calendar/new", day(day(form("title", "Tetori", "committees", "durres"), "starts_on", "2023-10-01"), "ends_on", "2023-10-31")).Want(303).Location()
		for _, page := range []string{"", at[len(base):], "/calendar", calendar[len(base):]} {
			r := c.Get(base + page).Want(200)
			if len(r.Find("h1 + nav")) != 1 {
				t.Errorf("%s: the way to the other registers is not below the heading", page)
			}
			if way := strings.Join(r.Find(".govuk-breadcrumbs"), ""); strings.Contains(way, "Komiteti") || page != "" && !strings.HasPrefix(way, "Fushatat") {
				t.Errorf("%s: crumbs %q", page, way)
			}
		}
	})
}
