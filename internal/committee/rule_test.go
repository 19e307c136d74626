package committee

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/text"
)

func TestRuleCheck(t *testing.T) {
	for _, tt := range []struct {
		code, unit, typed string
		ok                bool
		words             string
	}{
		{"meeting_interval_table", "months", "2", true, "2 muaj"},
		{"meeting_interval_table", "days", "60", true, "60 ditë"},
		{"meeting_interval_committee", "months", "1", true, "1 muaj"},
		{"return_deadline", "days", "0", false, ""},
		{"return_deadline", "days", "015", false, ""},
		{"return_deadline", "days", "15 ditë", false, ""},
		{"return_deadline", "count", "15", false, ""},
		{"meeting_interval_table", "months", "25", false, ""},
		{"season_start", "day_of_year", "15.5", true, "15 maj"},
		{"season_start", "day_of_year", "05-15", true, "15 maj"},
		{"season_end", "day_of_year", "31.9", false, ""},
		{"small_number", "count", "5", true, "5"},
		{"small_number", "", "5", false, ""},
		{"unknown", "count", "5", false, ""},
	} {
		r := Rule{Code: tt.code, Unit: tt.unit, Value: readValue(tt.unit, tt.typed)}
		message := r.Check()
		if (message == "") != tt.ok || tt.ok && r.Words(text.SQ) != tt.words {
			t.Errorf("%s %q %s: %q, words %q", tt.code, tt.typed, tt.unit, message, r.Words(text.SQ))
		}
		if tt.unit == "day_of_year" && tt.ok && readValue(tt.unit, r.Typed()) != r.Value {
			t.Errorf("%q is shown as %q, which reads as another day", r.Value, r.Typed())
		}
	}
}

func TestAfter(t *testing.T) {
	for _, tt := range []struct{ unit, value, day, want string }{
		{"months", "3", "2022-03-02", "2022-06-02"},
		{"months", "3", "2022-11-30", "2023-02-28"},
		{"months", "1", "2024-01-31", "2024-02-29"},
		{"months", "2", "2022-12-31", "2023-02-28"},
		{"days", "15", "2023-06-30", "2023-07-15"},
		{"count", "5", "2023-06-30", ""},
		{"months", "3", "", ""},
	} {
		if got := (Rule{Unit: tt.unit, Value: tt.value}).After(tt.day); got != tt.want {
			t.Errorf("%s %s after %s = %q, want %q", tt.value, tt.unit, tt.day, got, tt.want)
		}
	}
}

// Whatever rules are set, and in whatever order, of any day at most one holds,
// and from the day of the last one set that one does.
func TestRulesNeverOverlap(t *testing.T) {
	day := rapid.Custom(func(t *rapid.T) string {
		return fmt.Sprintf("2023-%02d-%02d", rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
	})
	rapid.Check(t, func(t *rapid.T) {
		var list []Rule
		for i, from := range rapid.SliceOfNDistinct(day, 1, 6, rapid.ID[string]).Draw(t, "from") {
			r, ended := fit(list, Rule{ID: fmt.Sprint(i), From: from})
			for _, e := range ended {
				list[slices.IndexFunc(list, func(x Rule) bool { return x.ID == e.ID })] = e
			}
			list = append(list, r)
			if !r.On(from) {
				t.Fatalf("%v does not hold on its first day", r)
			}
		}
		at := day.Draw(t, "day")
		var held []Rule
		for _, r := range list {
			if r.On(at) {
				held = append(held, r)
			}
		}
		if len(held) > 1 {
			t.Fatalf("on %s hold %v", at, held)
		}
		first := slices.MinFunc(list, func(a, b Rule) int { return cmpDay(a.From, b.From) })
		if len(held) == 0 && at >= first.From {
			t.Fatalf("on %s no rule holds of %v", at, list)
		}
	})
}

func cmpDay(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
