package code

import (
	"testing"

	"tryeza/internal/text"
)

// The lists of field work are found as people write them, "not known" among
// them, and every hour has a band.
func TestStreetLists(t *testing.T) {
	for name, list := range map[string]List{
		"bands": TimeBands, "places": PlaceClasses, "activities": StreetActivities, "companies": Companies, "actions": FieldActions,
		"known": OriginKnown, "teams": FieldTeams, "sexes": ChildSexes, "countries": Countries,
	} {
		seen := map[string]bool{}
		for _, c := range list {
			if c.Code == "" || c.SQ == "" || c.EN == "" || seen[c.Code] {
				t.Errorf("%s: %+v", name, c)
			}
			seen[c.Code] = true
			if got := list.Find(text.Fold(c.SQ)); got != c.Code {
				t.Errorf("%s: %q is found as %q, want %q", name, text.Fold(c.SQ), got, c.Code)
			}
		}
	}
	for hour, want := range map[int]string{0: "night", 4: "night", 5: "morning", 10: "morning", 11: "noon", 13: "noon", 14: "afternoon", 17: "afternoon", 18: "evening", 21: "evening", 22: "night"} {
		if got := BandAt(hour); got != want {
			t.Errorf("%d is %s, want %s", hour, got, want)
		}
	}
	for i, c := range ChildSexes {
		if Sexes[i].Code != c.Code {
			t.Errorf("%s is no sex that is counted", c.Code)
		}
	}
}

// An origin is one of the 61, a country, or not known, and nothing else.
func TestOrigin(t *testing.T) {
	for c, want := range map[string]string{"10": "Durrës", "x-xk": "Kosova", "": "nuk dihet"} {
		if got := OriginName(text.SQ, c); got != want || !IsOrigin(c) {
			t.Errorf("%q is %q, want %q", c, got, want)
		}
	}
	for _, c := range []string{"99", "x-", "Durrës", "x-zy"} {
		if IsOrigin(c) {
			t.Errorf("%q is taken for an origin", c)
		}
	}
}
