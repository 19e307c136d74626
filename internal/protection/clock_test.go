package protection

import (
	"maps"
	"slices"
	"testing"

	"tryeza/internal/child"
	"tryeza/internal/text"
)

var someRules = child.Rules{
	{Code: "assess_days", Value: "7", Unit: "days", From: "2020-01-01", To: "2023-06-30"},
	{Code: "assess_days", Value: " 3 ", Unit: "days", From: "2023-07-01", Verified: true},
	{Code: "gtn_days", Value: "shpejt", From: "2020-01-01"},
	{Code: "plan_days", Value: "2", Unit: "months", From: "2020-01-01"},
	{Code: "review_days", Value: "90", Unit: "days", From: "2020-01-01"},
}

// Each step runs from the one before it, by the rule that held on that day; a
// rule that gives no number of days sets no limit.
func TestClocks(t *testing.T) {
	for _, tt := range []struct {
		name     string
		head     child.Child
		step     int
		due      string
		verified bool
		late     bool // on 15 July 2023
	}{
		{"the rule of the day it was opened", child.Child{OpenedOn: "2023-06-29"}, 0, "2023-07-06", false, true},
		{"the rule after it", child.Child{OpenedOn: "2023-07-12"}, 0, "2023-07-15", true, false},
		{"done in time or not, it is not late", child.Child{OpenedOn: "2023-06-01", AssessedOn: "2023-07-01"}, 0, "2023-06-08", false, false},
		{"before any rule", child.Child{OpenedOn: "2019-06-01"}, 0, "", false, false},
		{"a rule without a number", child.Child{AssessedOn: "2023-01-01"}, 1, "", false, false},
		{"a rule in months", child.Child{GroupOn: "2023-01-01"}, 2, "", false, false},
		{"not begun", child.Child{OpenedOn: "2023-01-01"}, 3, "", false, false},
		{"a review by the rule", child.Child{PlanOn: "2023-03-01"}, 3, "2023-05-30", false, true},
		{"a review that was agreed", child.Child{PlanOn: "2023-03-01", ReviewOn: "2023-12-01"}, 3, "2023-12-01", true, false},
	} {
		c := Clocks(tt.head, someRules)[tt.step]
		if c.Due != tt.due || tt.due != "" && c.Verified != tt.verified || c.Late("2023-07-15") != tt.late {
			t.Errorf("%s: %+v", tt.name, c)
		}
	}
}

func TestClockWords(t *testing.T) {
	for want, c := range map[string]Clock{
		"u bë më 01.07.2023":                                          {Done: "2023-07-01", From: "2023-06-01", Due: "2023-06-20"},
		"fillon pas hapit të mëparshëm":                               {},
		"pa afat":                                                     {From: "2023-06-01"},
		"deri më 14.07.2023, afati është sot":                         {From: "2023-06-01", Due: "2023-07-14", Verified: true},
		"deri më 15.07.2023, mbetet 1 ditë":                           {From: "2023-06-01", Due: "2023-07-15", Verified: true},
		"deri më 13.07.2023, 1 ditë me vonesë":                        {From: "2023-06-01", Due: "2023-07-13", Verified: true},
		"deri më 24.06.2023, 20 ditë me vonesë (afat i pakonfirmuar)": {From: "2023-06-01", Due: "2023-06-24"},
	} {
		if got := c.Words(text.SQ, "2023-07-14"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Every label of what was recorded has English, and says the same fields in both
// languages.
func TestRowsHaveEnglish(t *testing.T) {
	labels := map[string]bool{}
	for _, e := range []entry{
		Assessment{On: "2023-07-01", Place: "x", Present: []string{"child"}, Safety: "x", Family: "x", Work: "x", Signs: "yes", SignsNote: "x", ReferredOn: "2023-07-01", Risk: "low", RiskReasons: []string{"night"}, RiskWhy: "x"},
		Group{On: "2023-07-01", Hour: "10:30", Place: "x", ConvenedBy: "worker", Held: true, Parents: "yes", Child: "no", Heard: "x", Decisions: "x"},
		Plan{Number: 1, On: "2023-07-01", Agreed: "parents", AgreedNote: "x", Goals: "x", ReviewOn: "2023-07-01"},
		Measure{Kind: "aid", What: "x", Owner: "x", DueOn: "2023-07-01", State: "done", DoneOn: "2023-07-01", Why: "x"},
		Review{On: "2023-07-01", Changed: "x", Next: "x", ReviewOn: "2023-07-01"},
		Closing{On: "2023-07-01", Reason: "safe", Note: "x", Outcome: "off", ReopenedOn: "2023-07-01", ReopenedWhy: "x"},
	} {
		for _, r := range e.rows(text.SQ) {
			labels[r.Label] = true
		}
		if sq, en := len(e.rows(text.SQ)), len(e.rows(text.EN)); sq != en || sq < 4 {
			t.Errorf("%T: %d and %d rows", e, sq, en)
		}
	}
	for _, r := range foundRows(text.SQ, "x", "x") {
		labels[r.Label] = true
	}
	if missing := text.Missing(slices.Sorted(maps.Keys(labels))); len(missing) > 0 || len(labels) < 30 {
		t.Errorf("%d labels, no English for %q", len(labels), missing)
	}
}
