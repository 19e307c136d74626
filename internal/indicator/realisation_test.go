package indicator

import (
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/code"
)

// Domain guide 11.1, invariant 4: a rate is within [0, 1], and only a recorded
// decision takes an activity out of the denominator.
func TestRealisationRates(t *testing.T) {
	states := append(code.ActivityStates.Codes(), "")
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOf(rapid.SampledFrom(states)).Draw(t, "states")
		var r Realisation
		cancelled := int64(0)
		for _, s := range list {
			r.Add(s, 1)
			if s == "cancelled" {
				cancelled++
			}
		}
		if r.Due+cancelled != int64(len(list)) || r.Cancelled != cancelled {
			t.Fatalf("%d activities, %d due, %d cancelled", len(list), r.Due, cancelled)
		}
		if sum := r.Done + r.DoneLate + r.PartlyDone + r.NotDone + r.CarriedOver + r.Open(); sum != r.Due {
			t.Fatalf("the states add up to %d, not %d", sum, r.Due)
		}
		for _, rate := range [][2]int64{pair(r.K01()), pair(r.K02())} {
			if rate[0] < 0 || rate[0] > rate[1] {
				t.Fatalf("rate %v", rate)
			}
		}
		before, _ := r.K01()
		r.Add("carried_over", 1)
		if after, den := r.K01(); after != before || den != r.Due {
			t.Fatal("carrying over must stay in the denominator and out of the numerator")
		}
	})
}

func pair(a, b int64) [2]int64 { return [2]int64{a, b} }

func TestEveryCountHasADefinition(t *testing.T) {
	for _, topic := range code.Topics {
		for _, c := range topic.Counts {
			if d := Find(c.Code); d.Name != c.SQ || d.Formula == "" || d.Version == 0 {
				t.Errorf("%s: %+v", c.Code, d)
			}
		}
	}
}
