package app_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/app"
	"tryeza/internal/code"
	"tryeza/internal/demo"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/seal"
	"tryeza/internal/statistics"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// summers is the sample committee with its two summers of casework.
func summers(t *testing.T, r testkit.Rooms) app.Config {
	t.Helper()
	root, err := seal.NewKeyFile(filepath.Join(t.TempDir(), "root.key"))
	if err != nil {
		t.Fatal(err)
	}
	c := app.Config{Committee: r.Committee, Casework: r.Casework, KeyRoom: r.Keys, Root: root}
	if err := demo.Fill(context.Background(), r.Committee); err != nil {
		t.Fatal(err)
	}
	if err := demo.FillCasework(context.Background(), c); err != nil {
		t.Fatal(err)
	}
	return c
}

// analysed is the analysis of a period as somebody reads it.
func analysed(t *testing.T, o analysis.Options, db *store.DB, as access.Actor, p figure.Period) (r *analysis.Report) {
	t.Helper()
	err := db.View(context.Background(), testkit.GrantTo(t, as, access.ReadAnalysis), store.Subject{}, func(tx *store.Tx) (err error) {
		r, err = o.Read(context.Background(), tx, analysis.Analysis{Period: p})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func asJSON(t *testing.T, r *analysis.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := analysis.Write(&b, r, "json"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// published is what the hatch publishes of a half-year, for a committee with the
// rules that every committee begins with.
func published(t *testing.T, r testkit.Rooms, p figure.Period) statistics.Chapter {
	t.Helper()
	g, err := testkit.Actor(access.Secretary).May(access.CountChildren, access.Hatch("durres"))
	if err != nil {
		t.Fatal(err)
	}
	rules := statistics.Rules{SeasonStart: "05-15", SeasonEnd: "09-15", Threshold: 5}
	c, err := statistics.NewChapter(context.Background(), r.Casework, g, p, rules, rules)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The analysis says what the hatch publishes, to the last cell, and nothing more:
// not to those either who may have the exact numbers on the page of figures.
func TestAnalysisSaysWhatIsPublished(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := summers(t, r)
		report := analysed(t, c.Analyses(), r.Committee, testkit.Actor(access.Secretary), "2023-H1")
		k := published(t, r, "2023-H1")
		withheld := 0
		for _, x := range report.Figures {
			if indicator.Withheld(x.Figure) {
				withheld++
			}
		}
		if k.Exact == nil || withheld == 0 {
			t.Fatal("the sample withholds nothing, and this test says nothing")
		}
		same := func(key string, want statistics.Cell) {
			t.Helper()
			f, ok := report.Find(key)
			if !ok || want.Withheld != indicator.Withheld(f) || !want.Withheld && *f.Value != figure.Whole(int64(want.N)) {
				t.Errorf("%s is %v, published as %+v", key, f.Value, want)
			}
		}
		same("children_sightings", k.Published.Sightings())
		same("children_sightings[link=unlinked]", k.Published.Unlinked())
		same("children_distinct", k.Published.Children())
		same("children_distinct[residence=other]", k.Published.Others())
		same("children_new", k.Published.NewCases())
		same("children_sightings[period=2022-H1]", k.Before.Sightings())
		flow := k.Published.Flow
		for i, from := range flow.Rows.Keys {
			for j, to := range flow.Columns.Keys {
				same(fmt.Sprintf("children_distinct[municipality=%s,origin=%s]", to, from), flow.Cells[i][j])
			}
		}
		for i, week := range k.Published.Weeks.Rows.Keys {
			same("children_sightings[week="+week+"]", k.Published.Weeks.RowTotals[i])
		}
		nothingSmall(t, report)
		for _, role := range []access.Role{access.Coordinator, access.Chair} {
			if got := analysed(t, c.Analyses(), r.Committee, testkit.Actor(role), "2023-H1"); asJSON(t, got) != asJSON(t, report) {
				t.Errorf("the %s reads another analysis", role)
			}
		}
	})
}

// nothingSmall fails when a count of the units below the threshold is there.
func nothingSmall(t *testing.T, r *analysis.Report) {
	t.Helper()
	counts := 0
	for _, k := range r.Figures {
		if f := k.Figure; indicator.Counted(f) {
			counts++
			if f.Value != nil && *f.Value > 0 && *f.Value < figure.Whole(5) {
				t.Errorf("%s is %v", k.Key, *f.Value)
			}
		}
	}
	if counts < 60 {
		t.Errorf("only %d counts", counts)
	}
}

// Where there is no casework room, the analysis is that of the committee alone.
func TestAnalysisWithoutCasework(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	c := summers(t, r)
	c.Casework, c.KeyRoom = nil, nil
	chair := testkit.Actor(access.Chair)
	without, alone := analysed(t, c.Analyses(), r.Committee, chair, "2023-H1"), analysed(t, analysis.Options{}, r.Committee, chair, "2023-H1")
	if a, b := asJSON(t, without), asJSON(t, alone); a != b || strings.Contains(a, "children_sightings") {
		t.Error("the analysis knows of casework that is not there")
	}
}

// An analysis of a year shows its two halves as they were published, and a
// half-year that is not over shows none.
func TestAnalysisOfAYear(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	c := summers(t, r)
	chair := testkit.Actor(access.Chair)
	year, half := analysed(t, c.Analyses(), r.Committee, chair, "2022"), analysed(t, c.Analyses(), r.Committee, chair, "2022-H1")
	nothingSmall(t, year)
	in, _ := year.Find("children_distinct[period=2022-H1,residence=resident]")
	if f, ok := half.Find("children_distinct[residence=resident]"); !ok || f.Quantity() != in.Quantity() || in.Value == nil {
		t.Errorf("residents are %v in the half-year and %v in the year", f.Quantity(), in.Quantity())
	}
	if running := asJSON(t, analysed(t, c.Analyses(), r.Committee, chair, "2023-H2")); strings.Contains(running, "children_") || !strings.Contains(running, "publikohen pasi të mbarojë periudha") {
		t.Error("a running half-year is published")
	}
}

// The operator's outlines are drawn when there are any, and kept nowhere.
func TestMapWithBoundaries(t *testing.T) {
	var squares []string
	for i, m := range code.Municipalities {
		west, south := 19+float64(i%8)/10, 40+float64(i/8)/10
		east, north := west+0.1, south+0.1
		squares = append(squares, fmt.Sprintf(`{"type":"Feature","properties":{"code":%q},"geometry":{"type":"Polygon","coordinates":[[[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g]]]}}`,
			m.Code, west, south, east, south, east, north, west, north, west, south))
	}
	file := `{"type":"FeatureCollection","features":[` + strings.Join(squares, ",") + `]}`
	outlines, err := document.ReadBoundaries(strings.NewReader(file), func(s string) (string, bool) { return s, code.MunicipalityName(s) != s })
	if err != nil {
		t.Fatal(err)
	}
	r := testkit.SQLiteRooms(t)
	c := summers(t, r)
	chair := testkit.Actor(access.Chair)
	tiles := drawnMap(t, analysed(t, c.Analyses(), r.Committee, chair, "2023-H1"))
	c.Boundaries = outlines
	if real := drawnMap(t, analysed(t, c.Analyses(), r.Committee, chair, "2023-H1")); bytes.Equal(tiles, real) {
		t.Error("the outlines are not drawn")
	}
}

func drawnMap(t *testing.T, r *analysis.Report) []byte {
	t.Helper()
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			if b.Map != nil {
				svg, err := document.SVG(*b.Map)
				if err != nil {
					t.Fatal(err)
				}
				return svg
			}
		}
	}
	t.Fatal("no map")
	return nil
}
