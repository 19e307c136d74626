package demo_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/demo"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

var update = flag.Bool("update", false, "write the golden files anew")

// report is the analysis of a period of the sample.
func report(t *testing.T, db *store.DB, period string) (a analysis.Analysis, r *analysis.Report) {
	t.Helper()
	testkit.View(t, db, access.ReadAnalysis, func(tx *store.Tx) (err error) {
		if a, err = analysis.Latest(tx, figure.Period(period)); err != nil {
			return err
		}
		r, err = analysis.Read(tx, a)
		return err
	})
	return a, r
}

// The half-year of Durrës 2023 comes out complete, and the same from both
// databases. Read the golden file as its reader would.
func TestDurres2023H1(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		if err := demo.Fill(context.Background(), db); err != nil {
			t.Fatal(err)
		}
		_, r := report(t, db, "2023-H1")
		golden(t, "2023-H1.txt", document.Text(r.Document()))
		golden(t, "2023-H1-brief.txt", document.Text(r.BriefDocument()))
	})
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and read the diff.\n%s", name, firstDifference(got, string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			return "got: " + g[i]
		}
	}
	return "the golden file is longer"
}

// Composing again from the same data is identical byte for byte in every format.
func TestFormatsRepeat(t *testing.T) {
	db := testkit.SQLite(t)
	if err := demo.Fill(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	for _, format := range analysis.Formats {
		var files [2]bytes.Buffer
		for i := range files {
			_, r := report(t, db, "2023-H1")
			if err := analysis.Write(&files[i], r, format); err != nil {
				t.Fatal(err)
			}
		}
		if files[0].Len() == 0 || !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
			t.Errorf("%s: %d bytes, then %d others", format, files[0].Len(), files[1].Len())
		}
	}
}

// The trail of the sample reads as that of any committee: each change is on what
// the features say theirs is on.
func TestTrailOfTheSample(t *testing.T) {
	db := testkit.SQLite(t)
	if err := demo.Fill(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	testkit.View(t, db, access.ReadAudit, func(tx *store.Tx) error {
		list, err := tx.AuditEvents(store.Window{Without: access.ReadAudit.String()}, 1<<30, 1<<30)
		kinds := map[string]int{}
		for _, e := range list {
			kinds[e.Kind]++
			if e.Subject == "" && e.Kind != "institution" {
				t.Errorf("%s on no %s in particular", e.Verb, e.Kind)
			}
		}
		for _, kind := range []string{"committee", "institution", "order", "plan", "meeting", "round", "return", "task", "issue", "reminder", "analysis"} {
			if kinds[kind] == 0 {
				t.Errorf("nothing was done to a %s", kind)
			}
		}
		if kinds["sample"]+kinds[""] > 0 {
			t.Errorf("changes on nothing: %v", kinds)
		}
		return err
	})
}
