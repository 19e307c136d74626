package indicator

import (
	"strings"
	"testing"

	"tryeza/internal/figure"
)

// What the units count is defined as everything else is, under codes that
// nothing else has; what they count is never unknown.
func TestCounted(t *testing.T) {
	for _, code := range []string{ChildSightings, ChildDistinct, ChildNew, ChildEnrolled, ChildFollowed} {
		d := Find(code)
		f := figure.Figure{Code: code}
		if d.Version == 0 || d.Name == code || !strings.HasSuffix(d.String(), "(v1)") || d.Unit == "" {
			t.Errorf("%s: %+v", code, d)
		}
		if !Counted(f) || !Withheld(f) || Withheld(f.WithQuantity(figure.Exactly(0))) {
			t.Errorf("%s: counted %v, withheld %v", code, Counted(f), Withheld(f))
		}
	}
	// A programme counts in the half-year of the 30th day after it, and in no other.
	if of := Find(ChildEnrolled).Formula; !strings.Contains(of, "dita e 30-të pas mbarimit bie në periudhë") || strings.Contains(of, "90") {
		t.Errorf("enrolled: %s", of)
	}
	for _, d := range computed {
		f := figure.Figure{Code: d.Code}
		if Counted(f) || Withheld(f) {
			t.Errorf("%s is no count of the units", d.Code)
		}
	}
	if Counted(figure.Figure{Code: "K15"}) {
		t.Error("K15 is what institutions report")
	}
}
