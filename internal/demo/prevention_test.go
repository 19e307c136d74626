package demo

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/employment"
	"tryeza/internal/figure"
	"tryeza/internal/programme"
	"tryeza/internal/statistics"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/training"
)

// What the pages of the registers can show, the sample has: what is missing, what
// does not fit, what was cancelled, and coverage from nobody to everybody.
func TestPreventionOfTheSample(t *testing.T) {
	db := testkit.SQLite(t)
	if err := Fill(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	today := Now.Format("2006-01-02")
	testkit.View(t, db, access.ReadProgrammes, func(tx *store.Tx) error {
		missing, err := programme.Missing(tx, "2022-01-01", "2023-12-31", today, "")
		if err != nil {
			return err
		}
		var gaps []string
		for _, m := range missing {
			gaps = append(gaps, m.Gap+" "+m.SubjectID)
		}
		slices.Sort(gaps)
		want := "programme_attendance veror-2023-qendra-njmf, programme_followup_30 veror-2023-qendra-njmf, programme_followup_90 veror-2022-kruje"
		if got := strings.Join(gaps, ", "); got != want {
			t.Errorf("programmes lack %s, not %s", got, want)
		}
		return nil
	})
	testkit.View(t, db, access.ReadEmployment, func(tx *store.Tx) error {
		rows := 0
		for id, want := range map[string]string{"punesim-2022": "", "punesim-2023": "employment_visit employment_recheck employment_kept", "praktika-2023": "employment_plan"} {
			p, err := employment.Load(tx, id)
			if err != nil {
				return err
			}
			var gaps []string
			for _, m := range p.Lacks("", today) {
				gaps = append(gaps, m.Gap)
			}
			if got := strings.Join(gaps, " "); got != want {
				t.Errorf("%s lacks %q, not %q", id, got, want)
			}
			rows += len(p.Placements)
		}
		if rows < 40 {
			t.Errorf("%d placements", rows)
		}
		return nil
	})
	testkit.View(t, db, access.ReadTraining, func(tx *store.Tx) error {
		list, err := training.Coverage(tx, today)
		full, none := 0, 0
		for _, c := range list {
			switch {
			case c.Obliged > 0 && c.Trained == c.Obliged:
				full++
			case c.Trained == 0:
				none++
			}
		}
		if full == 0 || none == 0 || full+none == len(list) {
			t.Errorf("coverage: %+v", list)
		}
		return err
	})
}

// Of the summer of 2022 something can be said: of the 26 children seen before the
// programmes fewer were seen again among those enrolled. And something is withheld.
func TestEffectOfTheSample(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	filledCasework(t, r)
	var spans []statistics.Span
	for _, p := range programmes2022() {
		if p.State != programme.Cancelled {
			spans = append(spans, statistics.Span{Municipality: p.Municipality, From: p.StartsOn, To: p.EndsOn})
		}
	}
	g, err := testkit.Actor(access.Secretary).May(access.CountChildren, access.Hatch(Committee))
	if err != nil {
		t.Fatal(err)
	}
	c, err := statistics.NewChapter(t.Context(), r.Casework, g, figure.Period("2022-H2"), statistics.Rules{}, statistics.Rules{}, spans...)
	if err != nil {
		t.Fatal(err)
	}
	cells := c.Effect.Again.Table.Cells
	if want := [][]statistics.Cell{{{N: 5}, {N: 9}}, {{N: 7}, {N: 5}}}; !reflect.DeepEqual(cells, want) {
		t.Errorf("seen again: %v (%s), not %v", cells, c.Effect.Again.Why, want)
	}
	if n := c.Published.Enrolled.Total; n != (statistics.Cell{N: 14}) {
		t.Errorf("%v enrolled", n)
	}
	if !slices.ContainsFunc(c.Published.Found30.RowTotals, func(x statistics.Cell) bool { return x.Withheld }) {
		t.Errorf("nothing is withheld: %v", c.Published.Found30.RowTotals)
	}
}
