package indicator

import (
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/code"
	"tryeza/internal/figure"
)

func TestDueIn(t *testing.T) {
	h1 := figure.Period("2023-H1")
	for _, tt := range []struct {
		name  string
		a     Activity
		due   bool
		state string
	}{
		{"due inside, done in time", Activity{State: "done", DueOn: "2023-05-31", DoneOn: "2023-05-31"}, true, "done"},
		{"done a day late", Activity{State: "done", DueOn: "2023-05-31", DoneOn: "2023-06-01"}, true, "done_late"},
		{"due in the second half", Activity{State: "done", DueOn: "2023-07-01", DoneOn: "2023-06-01"}, false, "done"},
		{"no due date is the end of the year", Activity{State: "in_progress"}, false, "in_progress"},
		{"continuous runs in every period", Activity{State: "done", Frequency: "continuous", DoneOn: "2023-06-30"}, true, "done"},
		{"a season that starts later", Activity{Frequency: "season", StartsOn: "2023-07-01", DueOn: "2023-09-15"}, false, ""},
		{"a season that began", Activity{State: "done", Frequency: "season", StartsOn: "2023-05-15", DueOn: "2023-09-15", DoneOn: "2023-06-20"}, true, "done"},
		{"once is not a repetition", Activity{Frequency: "once", DueOn: "2023-12-31"}, false, ""},
	} {
		if got := tt.a.DueIn(h1); got != tt.due {
			t.Errorf("%s: due %v", tt.name, got)
		}
		if got := tt.a.StateIn(h1); got != tt.state {
			t.Errorf("%s: state %q", tt.name, got)
		}
	}
}

// Domain guide 11.1, invariant 4: a rate is within [0, 1], and only a recorded
// decision takes an activity out of the denominator.
func TestRealisationRates(t *testing.T) {
	states := append(code.ActivityStates.Codes(), "")
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOf(rapid.SampledFrom(states)).Draw(t, "states")
		var r Realisation
		cancelled := int64(0)
		for _, s := range list {
			r.Count(s)
			if s == "cancelled" {
				cancelled++
			}
		}
		if r.Due()+cancelled != int64(len(list)) {
			t.Fatalf("%d activities, %d due, %d cancelled", len(list), r.Due(), cancelled)
		}
		for _, rate := range [][2]int64{pair(r.K01()), pair(r.K02())} {
			if rate[0] < 0 || rate[0] > rate[1] {
				t.Fatalf("rate %v", rate)
			}
		}
		before, _ := r.K01()
		r.Count("carried_over")
		if after, den := r.K01(); after != before || den != r.Due() {
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
