package register

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCodesAsPeopleCount(t *testing.T) {
	want := []string{"Mësues", "Mësues 9", "Mësues 09", "Mësues 10", "PMF 2 A", "PMF 2 B", "ZVAP 1", "ZVAP 2", "ZVAP 10", "ZVAP 10 b", "ZVAP 101"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortStableFunc(got, Natural)
	if strings.Join(got, ";") != strings.Join(want, ";") {
		t.Errorf("got %q", got)
	}
}

// The order is one: turned round it is the opposite, and it goes on through others.
func TestNaturalIsAnOrder(t *testing.T) {
	code := rapid.StringMatching(`[A-B ë]{0,3}[0-9]{0,3}[ab]?[0-9]{0,2}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := code.Draw(t, "a"), code.Draw(t, "b"), code.Draw(t, "c")
		if Natural(a, b) != -Natural(b, a) || Natural(a, a) != 0 || Natural(a, b) == 0 && a != b {
			t.Fatalf("%q and %q: %d, %d", a, b, Natural(a, b), Natural(b, a))
		}
		if Natural(a, b) <= 0 && Natural(b, c) <= 0 && Natural(a, c) > 0 {
			t.Fatalf("%q, %q, %q", a, b, c)
		}
	})
}
