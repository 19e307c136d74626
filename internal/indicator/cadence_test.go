package indicator

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The meetings of Durrës that were published for 2022.
var durres2022 = []string{"2022-03-02", "2022-06-02", "2022-06-27", "2022-10-26"}

func TestMeasure(t *testing.T) {
	every := func(months int) []Interval { return []Interval{{N: months, Unit: "months"}} }
	for _, tt := range []struct {
		name        string
		rules       []Interval
		start       string
		held        []string
		from, to    string
		held_, reqd int
		missed      []string
		gaps        []int
		longest     int
		next        string
	}{
		{"Durrës 2022, three months", every(3), "2022-01-01", durres2022, "2022-01-01", "2022-12-31",
			4, 4, []string{"2022-09-27"}, []int{92, 25, 121}, 121, "2023-01-26"},
		{"Durrës 2022, two months: missed three times of four", every(2), "", append([]string{"2023-02-09"}, durres2022...), "2022-01-01", "2022-12-31",
			4, 4, []string{"2022-05-02", "2022-08-27", "2022-12-26"}, []int{92, 25, 121}, 121, "2022-12-26"},
		{"the gap that ends in the next year", every(3), "", append([]string{"2023-02-09"}, durres2022...), "2023-01-01", "2023-03-31",
			1, 1, []string{"2023-01-26"}, []int{106}, 106, "2023-05-09"},
		{"never met since the order", every(3), "2022-01-01", nil, "2022-01-01", "2022-12-31",
			0, 3, []string{"2022-04-01", "2022-07-01", "2022-10-01"}, nil, 0, "2022-04-01"},
		{"no rule", nil, "2022-01-01", durres2022, "2022-01-01", "2022-12-31", 4, 0, nil, []int{92, 25, 121}, 121, ""},
		{"no order and no meeting", every(3), "", nil, "2022-01-01", "2022-12-31", 0, 0, nil, nil, 0, ""},
		{"on the very day, in days", []Interval{{N: 10, Unit: "days"}}, "", []string{"2022-03-01", "2022-03-11"}, "2022-03-01", "2022-03-15",
			2, 1, nil, []int{10}, 10, "2022-03-21"},
		{"the rule changed", []Interval{{N: 2, Unit: "months"}, {From: "2022-06-01", N: 6, Unit: "months"}}, "", durres2022, "2022-01-01", "2022-10-31",
			4, 1, []string{"2022-05-02"}, []int{92, 25, 121}, 121, "2023-04-26"},
		{"two meetings on one day are one", every(3), "", []string{"2022-03-02", "2022-03-02"}, "2022-01-01", "2022-05-31", 1, 0, nil, nil, 0, "2022-06-02"},
	} {
		c := Measure(tt.rules, tt.start, tt.held, tt.from, tt.to)
		if c.Held != tt.held_ || c.Required != tt.reqd || !slices.Equal(c.Missed, tt.missed) || !slices.Equal(c.Gaps, tt.gaps) || c.Longest() != tt.longest || c.Next != tt.next || c.Kept() != tt.reqd-len(tt.missed) {
			t.Errorf("%s: %+v", tt.name, c)
		}
	}
	if r, ok := Measure(every(3), "2022-01-01", durres2022, "2022-01-01", "2022-12-31").Rate(); !ok || r != 1_0000 {
		t.Errorf("K03 = %v, %v", r, ok)
	}
	if _, ok := (Cadence{Held: 1}).Rate(); ok {
		t.Error("a rate without anything required")
	}
}

// Meeting on the last day allowed, every time, misses nothing; and whatever the
// days, missed dates lie in the span, are sorted and never more than required.
func TestMeasureHolds(t *testing.T) {
	day := rapid.Custom(func(t *rapid.T) string {
		return fmt.Sprintf("%d-%02d-%02d", rapid.IntRange(2021, 2023).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
	})
	rapid.Check(t, func(t *rapid.T) {
		rule := []Interval{{N: rapid.IntRange(1, 12).Draw(t, "n"), Unit: rapid.SampledFrom([]string{"months", "days"}).Draw(t, "unit")}}
		const from, to = "2022-01-01", "2022-12-31"
		c := Measure(rule, day.Draw(t, "start"), rapid.SliceOf(day).Draw(t, "held"), from, to)
		if len(c.Missed) > c.Required || !slices.IsSorted(c.Missed) || len(c.Gaps) > c.Held {
			t.Fatalf("%+v", c)
		}
		for _, d := range c.Missed {
			if d < from || d > to {
				t.Fatalf("missed %s outside the span", d)
			}
		}
		var kept []string
		for d := "2021-12-15"; d <= to; d = rule[0].After(d) {
			kept = append(kept, d)
		}
		if c := Measure(rule, "", kept, from, to); len(c.Missed) > 0 || c.Required != c.Held {
			t.Fatalf("met on every due date: %+v", c)
		}
	})
}
