package statistics

import (
	"slices"
	"testing"

	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/text"
)

// Every end that a case can have is known here by the same words.
func TestOutcomes(t *testing.T) {
	for _, c := range child.Outcomes {
		if !slices.Contains(lists[Outcome], c) {
			t.Errorf("%+v is not among the outcomes", c)
		}
	}
}

// Every key of every axis has a name.
func TestKeyNames(t *testing.T) {
	for of, keys := range map[string][]string{
		Place: {"10"}, Origin: {"15", "x-xk", Unknown}, Said: {Unknown}, Week: {"2023-05-15"}, Month: {"2023-05"},
		Season: {"season", "off"}, Link: {"linked", "unlinked"}, Age: code.ChildBands.Codes(), Sex: code.ChildSexes.Codes(),
		Activity: code.StreetActivities.Codes(), Spot: code.PlaceClasses.Codes(),
		Residence: {"resident", "other", Unknown}, Plan: {"yes", "no"}, Outcome: {"open", Unknown},
	} {
		for _, k := range keys {
			if KeyName(text.SQ, of, k) == k || KeyName(text.EN, of, k) == "" || AxisName(text.SQ, of) == of {
				t.Errorf("%s of %s has no name", k, of)
			}
		}
	}
}

// The season includes its first and last day, and may go over the new year.
func TestSeason(t *testing.T) {
	winter := Rules{SeasonStart: "11-01", SeasonEnd: "02-28"}
	for _, tt := range []struct {
		rules Rules
		day   string
		want  string
	}{
		{summer, "2023-05-14", "off"}, {summer, "2023-05-15", "season"}, {summer, "2023-09-15", "season"}, {summer, "2023-09-16", "off"},
		{winter, "2023-12-31", "season"}, {winter, "2023-01-01", "season"}, {winter, "2023-03-01", "off"}, {Rules{}, "2023-07-01", "off"},
	} {
		if got := tt.rules.season(tt.day); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.day, got, tt.want)
		}
	}
	for day, monday := range map[string]string{"2023-05-15": "2023-05-15", "2023-05-21": "2023-05-15", "2023-01-01": "2022-12-26"} {
		if got := weekOf(day); got != monday {
			t.Errorf("the week of %s begins on %s", day, got)
		}
	}
}
