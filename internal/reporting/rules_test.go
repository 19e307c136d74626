package reporting

import (
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/code"
	"tryeza/internal/figure"
)

func TestMoves(t *testing.T) {
	want := map[string]string{
		"draft sent": Sent, "sent_back sent": Sent, "sent sent_back": SentBack, "sent accepted": Accepted, "accepted reopened": SentBack,
	}
	for _, state := range []string{Draft, Sent, SentBack, Accepted} {
		for m := range moves {
			to, ok := next(state, m)
			if w := want[state+" "+string(m)]; to != w || ok != (w != "") {
				t.Errorf("%s %s leads to %q, want %q", state, m, to, w)
			}
		}
	}
}

func TestOwed(t *testing.T) {
	for _, tt := range []struct {
		name string
		a    Activity
		want bool
	}{
		{"due in the period", Activity{DueOn: "2023-03-31", State: "planned"}, true},
		{"due on its last day", Activity{DueOn: "2023-06-30", State: "planned"}, true},
		{"due later, start unknown", Activity{DueOn: "2023-10-31", State: "planned"}, false},
		{"runs through it", Activity{StartsOn: "2023-05-01", DueOn: "2023-10-31", State: "planned"}, true},
		{"starts after it", Activity{StartsOn: "2023-07-01", DueOn: "2023-10-31", State: "planned"}, false},
		{"overdue from before", Activity{DueOn: "2022-11-30", State: "not_done"}, true},
		{"finished before", Activity{DueOn: "2022-11-30", State: "done", StateOn: "2022-11-20"}, false},
		{"finished in it", Activity{DueOn: "2022-11-30", State: "done_late", StateOn: "2023-01-20"}, true},
		{"monthly, done last half", Activity{StartsOn: "2022-01-01", Frequency: "monthly", State: "done", StateOn: "2022-12-31"}, true},
		{"monthly, ended before", Activity{StartsOn: "2022-01-01", DueOn: "2022-12-31", Frequency: "monthly", State: "done", StateOn: "2022-12-31"}, false},
		{"no dates at all", Activity{State: "planned"}, true},
		{"cancelled", Activity{DueOn: "2023-03-31", State: "cancelled"}, false},
		{"carried over", Activity{DueOn: "2023-03-31", State: "carried_over"}, false},
	} {
		if got := owed(tt.a, "2023-H1"); got != tt.want {
			t.Errorf("%s: owed %v", tt.name, got)
		}
	}
}

func TestDueAfter(t *testing.T) {
	for _, tt := range []struct{ value, unit, want string }{
		{"15", "days", "2023-07-15"}, {"0", "days", "2023-06-30"}, {"1", "months", "2023-07-31"}, {"8", "months", "2024-02-29"},
		{"soon", "days", ""}, {"-1", "days", ""}, {"05-15", "day_of_year", ""},
	} {
		if got := (rule{Value: tt.value, Unit: tt.unit}).dueAfter("2023-H1"); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.value, tt.unit, got, tt.want)
		}
	}
}

// values makes exact values of topic counts: "K14", or "K15/sex=f" for a cell.
func values(m map[string]int64) Values {
	v := Values{}
	for k, n := range m {
		id, part := k, ""
		for i := range k {
			if k[i] == '/' {
				id, part = k[:i], k[i+1:]
			}
		}
		v[Key{OfTopic, id, part}] = Value{figure.Exactly(figure.Whole(n)), ""}
	}
	return v
}

func TestCheckTopic(t *testing.T) {
	street, _ := topicOf("street_children")
	for _, tt := range []struct {
		name     string
		v        Values
		before   Values
		field    string // of the first check, "" for none
		blocking bool
	}{
		{"nothing", nil, nil, "", false},
		{"sum fits", values(map[string]int64{"K15": 5, "K15/sex=f": 2, "K15/sex=m": 3, "K15/sex=u": 0}), nil, "", false},
		{"sum too large", values(map[string]int64{"K15": 5, "K15/sex=f": 6}), nil, "count-K15", true},
		{"sum too small, all given", values(map[string]int64{"K15": 9, "K15/sex=f": 2, "K15/sex=m": 3, "K15/sex=u": 0}), nil, "count-K15", false},
		{"sum too small, one blank", values(map[string]int64{"K15": 9, "K15/sex=f": 2, "K15/sex=m": 3}), nil, "", false},
		{"ages of children, all given, too few", values(map[string]int64{"K15": 9, "K15/age=0-5": 1, "K15/age=6-10": 2, "K15/age=11-14": 1, "K15/age=15-17": 0, "K15/age=u": 0}), nil, "count-K15", false},
		{"more children than sightings", values(map[string]int64{"K14": 4, "K15": 5}), nil, "count-K15", true},
		{"as many", values(map[string]int64{"K14": 5, "K15": 5}), nil, "", false},
		{"municipalities beyond elsewhere", values(map[string]int64{"K15": 9, "K15/origin=elsewhere": 3, "K15/origin=15": 2, "K15/origin=53": 2}), nil, "count-K15", true},
		{"municipalities within elsewhere", values(map[string]int64{"K15": 9, "K15/origin=elsewhere": 5, "K15/origin=15": 2}), nil, "", false},
		{"fall to zero", values(map[string]int64{"K14": 0}), values(map[string]int64{"K14": 12}), "count-K14", false},
		{"zero again", values(map[string]int64{"K14": 0}), values(map[string]int64{"K14": 0}), "", false},
	} {
		list := CheckTopic(Return{Values: tt.v, Before: tt.before}, street)
		var got Check
		if len(list) > 0 {
			got = list[0]
		}
		if len(list) > 1 || got.Field != tt.field || got.Blocking != tt.blocking {
			t.Errorf("%s: %+v", tt.name, list)
		}
	}
}

func TestCheckItem(t *testing.T) {
	due := Activity{DueOn: "2023-05-31"}
	for _, tt := range []struct {
		name, field     string
		it              Item
		blocking, blank bool
	}{
		{"untouched", "state", Item{}, false, true},
		{"planned", "", Item{State: "planned"}, false, false},
		{"not done, no reason", "reason", Item{State: "not_done"}, true, false},
		{"not done, with reason", "", Item{State: "not_done", Reason: "mungesë fondesh"}, false, false},
		{"done, no date", "done", Item{State: "done"}, false, false},
		{"done in time", "", Item{State: "done", DoneOn: "2023-05-31", Activity: due}, false, false},
		{"done, but late", "state", Item{State: "done", DoneOn: "2023-06-01", Activity: due}, false, false},
		{"after the period", "done", Item{State: "done_late", DoneOn: "2023-07-01"}, true, false},
		{"before the period", "done", Item{State: "done", DoneOn: "2022-12-31"}, false, false},
		{"personal number", "what", Item{State: "planned", What: "rasti J12345678K"}, true, false},
		{"indicator blank", "indicator-i1", Item{State: "in_progress", Activity: Activity{Indicators: []Indicator{{ID: "i1", Name: "Takime"}}}}, false, true},
	} {
		list := CheckItem(Return{Period: "2023-H1"}, tt.it)
		var got Check
		if len(list) > 0 {
			got = list[0]
		}
		if len(list) > 1 || got.Field != tt.field || got.Blocking != tt.blocking || got.Blank != tt.blank {
			t.Errorf("%s: %+v", tt.name, list)
		}
	}
}

// Whatever the numbers, exact cells that add up to an exact total are never
// held against it, and one person more always is.
func TestBreakdownThatAddsUpIsFine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Int64Range(0, 5000), len(code.AgeBands), len(code.AgeBands)).Draw(t, "parts")
		m, sum := map[string]int64{}, int64(0)
		for i, c := range code.AgeBands {
			m["K08/age="+c.Code] = parts[i]
			sum += parts[i]
		}
		m["K08"] = sum
		r := Return{Values: values(m)}
		k := Key{OfTopic, "K08", ""}
		if list := r.checkParts("topic", "cases", k, "f", []code.Breakdown{code.ByAge}); len(list) > 0 {
			t.Fatalf("%d: %+v", sum, list)
		}
		m["K08/age=6-10"]++
		r.Values = values(m)
		if list := r.checkParts("topic", "cases", k, "f", []code.Breakdown{code.ByAge}); !Blocks(list) {
			t.Fatalf("one more than %d passes", sum)
		}
	})
}
