package child_test

import (
	"testing"

	"tryeza/internal/child"
)

var rules = child.Rules{
	{Code: "assess_days", Value: "9", Unit: "days", From: "2020-01-01", To: "2023-06-30"},
	{Code: "assess_days", Value: "5", Unit: "days", From: "2023-07-01"},
	{Code: "gtn_days", Value: "10", Unit: "days", From: "2020-01-01", Verified: true},
	{Code: "plan_days", Value: "shpejt", From: "2020-01-01"},
	{Code: "review_days", Value: "90", From: "2020-01-01"},
}

// What a file waits for is the first step that was not done: a plan or a meeting
// that came later does not hide it.
func TestNext(t *testing.T) {
	const opened, assessed, met, drawn = "2023-07-01", "2023-07-03", "2023-07-08", "2023-07-20"
	for _, tt := range []struct {
		name     string
		head     child.Child
		step, on string
		verified bool
	}{
		{"nothing done", child.Child{OpenedOn: opened}, "assess", "2023-07-06", false},
		{"by the rule of the day it was opened", child.Child{OpenedOn: "2023-06-30"}, "assess", "2023-07-09", false},
		{"met and drawn, never assessed", child.Child{OpenedOn: opened, GroupOn: met, PlanOn: drawn, ReviewOn: "2024-01-01"}, "assess", "2023-07-06", false},
		{"assessed and drawn, never met", child.Child{OpenedOn: opened, AssessedOn: assessed, PlanOn: drawn}, "gtn", "2023-07-13", true},
		{"assessed and met, by a rule that is no number", child.Child{OpenedOn: opened, AssessedOn: assessed, GroupOn: met}, "plan", "", false},
		{"all done, the review by the rule", child.Child{OpenedOn: opened, AssessedOn: assessed, GroupOn: met, PlanOn: drawn}, "review", "2023-10-18", false},
		{"all done, the review as agreed", child.Child{OpenedOn: opened, AssessedOn: assessed, GroupOn: met, PlanOn: drawn, ReviewOn: "2024-01-01"}, "review", "2024-01-01", true},
	} {
		tt.head.State = child.Opened
		got := rules.Next(tt.head)
		if got.Step != tt.step || got.On != tt.on || got.Verified != tt.verified || tt.on != "" && !got.Late("2024-02-01") {
			t.Errorf("%s: %+v", tt.name, got)
		}
		tt.head.State = child.Closed
		if got := rules.Next(tt.head); got != (child.Limit{}) {
			t.Errorf("%s, closed: %+v", tt.name, got)
		}
	}
}
