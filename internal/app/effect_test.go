package app_test

import (
	"context"
	"fmt"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/statistics"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// The analysis is given what the hatch publishes of programmes: those of the
// committee's register that were not cancelled, and not one more.
func TestAnalysisIsGivenTheEffect(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := summers(t, r)
		raw := r.Raw(t, store.CommitteeRoom)
		run := func(statement string, args ...any) {
			t.Helper()
			if _, err := raw.Exec(fmt.Sprintf(statement, args...)); err != nil {
				t.Fatal(err)
			}
		}
		run(`DELETE FROM programme_service`)
		run(`DELETE FROM programme_pause`)
		run(`DELETE FROM programme_followup`)
		run(`DELETE FROM programme`)
		for id, state := range map[string]string{"held": "held", "gone": "cancelled"} {
			run(`INSERT INTO programme (committee_id, id, version, institution_id, title, kind, municipality, place, starts_on, ends_on, weekdays, funding, funder, state, reason, activity_id, source, note)
				SELECT 'durres', '%s', 1, min(id), 'Shembull', 'camp', '10', '', '2023-05-08', '2023-05-26', '12345', '', '', '%s', '', '', '', '' FROM committee_institution WHERE committee_id = 'durres'`, id, state)
		}
		rules := analysis.ChildRules{SeasonStart: "05-15", SeasonEnd: "09-15", Threshold: 5}
		var got *analysis.Children
		testkit.View(t, c.Committee, access.ReadAnalysis, func(tx *store.Tx) (err error) {
			got, err = c.Analyses().Children(context.Background(), tx, "2023-H1", rules, rules)
			return err
		})
		hatch, err := testkit.Actor(access.Coordinator).May(access.CountChildren, access.Hatch("durres"))
		if err != nil {
			t.Fatal(err)
		}
		want, err := statistics.NewChapter(context.Background(), r.Casework, hatch, "2023-H1", statistics.Rules(rules), statistics.Rules(rules), statistics.Span{Municipality: "10", From: "2023-05-08", To: "2023-05-26"})
		if err != nil {
			t.Fatal(err)
		}
		e, w := got.Effect, want.Effect
		if e.Programmes != 1 || w.Programmes != 1 || e.During.Weeks != 3 {
			t.Errorf("%+v, published %+v", e, w)
		}
		for i, x := range [][2]any{
			{e.During, analysis.ChildWindow{From: w.During.From, To: w.During.To, Weeks: w.During.Weeks, Count: analysis.Tally(w.During.Cell), AtLeast: w.During.AtLeast, Why: w.During.Why}},
			{e.YearBefore.Why, w.YearBefore.Why}, {e.Prior.Count, analysis.Tally(w.Prior.Cell)}, {e.After.Count, analysis.Tally(w.After.Cell)},
			{e.AgainWhy, w.Again.Why}, {e.SeenFrom, "2023-03-13"}, {e.AgainTo, "2023-06-25"}, {len(e.Again.Rows), len(w.Again.Table.Rows.Keys)},
			{got.Now.Enrolled.Total, analysis.Tally(want.Published.Enrolled.Total)}, {len(got.Now.School.Rows), 4}, {len(got.Now.Found30.Rows), 6},
		} {
			if x[0] != x[1] {
				t.Errorf("%d: %+v, want %+v", i, x[0], x[1])
			}
		}
	})
}
