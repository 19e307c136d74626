package analysis_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// fill runs the statements of a file of testdata.
func fill(t *testing.T, address, file string) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Run(t, address, string(b))
}

// The awareness activities of Durrës of 23–26.10.2018, as the prefecture told them:
// from the records to the analysis every fact is there, with how surely it is known.
func TestDurresOctober2018(t *testing.T) {
	for kind, address := range testkit.URLs(t) {
		t.Run(kind, func(t *testing.T) {
			db := testkit.Open(t, store.CommitteeRoom, address)
			fill(t, address, "durres_2018.sql")
			var r *analysis.Report
			testkit.View(t, db, access.ReadAnalysis, func(tx *store.Tx) error {
				d, err := analysis.Load(tx, "2018-H2")
				if err == nil {
					r = analysis.Compose(d)
				}
				return err
			})
			said := strings.ReplaceAll(document.Text(r.Document()), "\u00a0", " ")
			for _, want := range []string{
				"Aktivitete sensibilizuese në regjistër: 4, të gjitha të zhvilluara.", "të numëruar 51 në 1 aktivitet", "në 3 aktivitete nuk dihet",
				"fëmijë të paregjistruar në shkollë | 13 | 6–10 vjeç", "Rastet u morën në ndjekje | u ndoq", "Gjetje të aktiviteteve: 1; të ndjekura: 1 (100 %).",
				"Punime në konkurse: rreth 200. Çmime: 3.", "fletëpalosje nuk dihet, pankarta nuk dihet", "komuniteti rom dhe egjiptian 51", "Qendra Komunitare Multifunksionale",
				"burimi: prefektidurres.gov.al", "Krujë | 1", "Asnjë aktivitet në regjistër për: Shijak.", "Persona të arritur: Konkurs pikture",
			} {
				if !strings.Contains(said, want) {
					t.Errorf("no %q in\n%s", want, said)
				}
			}
			if strings.Contains(said, "251") || strings.Contains(said, "254") {
				t.Error("persons and works were added up")
			}
		})
	}
}

// The records of the four registers as the tables hold them. By hand: the camp was
// to run on five days, one of which was a pause; two were counted, 64 of 2 × 40
// places. Of both placements the 30th day fell into the half-year, the 90th did not.
func TestRegistersAreRead(t *testing.T) {
	for kind, address := range testkit.URLs(t) {
		t.Run(kind, func(t *testing.T) {
			db := testkit.Open(t, store.CommitteeRoom, address)
			fill(t, address, "registers.sql")
			var r *analysis.Report
			testkit.View(t, db, access.ReadAnalysis, func(tx *store.Tx) error {
				d, err := analysis.Load(tx, "2023-H1")
				if err == nil {
					r = analysis.Compose(d)
				}
				return err
			})
			for key, want := range map[string]string{
				"summer_register": "1", "summer_register[period=2022-H2]": "1", "K20_registrations": "38", "K20_attendance": "64/80", "K20_days": "2/4", "jobs_register": "1", "K25_register": "2", "K25_minors": "1",
				"K25_contract": "2/2", "K25_insured": "0/0", "K27[after=30]": "1/2", "K26_register": "1/2", "fair_hired": "9", "campaign_slots[calendar=k1]": "0/1",
				"training_register": "1", "K24_present": "1", "K24_valid": "1/3", "K24_before": "5/10", "K24_after": "8/10",
			} {
				f, ok := r.Find(key)
				got := "missing"
				switch {
				case ok && f.Denominator != nil:
					got = f.Numerator.String() + "/" + f.Denominator.String()
				case ok && f.Value != nil:
					got = f.Value.String()
				}
				if got != want {
					t.Errorf("%s = %s, want %s", key, got, want)
				}
			}
			said := strings.ReplaceAll(document.Text(r.Document()), "\u00a0", " ")
			for _, want := range []string{"orari i punës, 48 orë në javë | Inspektorati | vizitë në vend | çdo muaj", "Bashkia Durrës; Arsimi", "të rinj nën 29 vjeç", "Hotel Shembull"} {
				if has := strings.Contains(said, want); has != (want != "Hotel Shembull") {
					t.Errorf("%q: %v", want, has)
				}
			}
			for _, k := range r.Figures {
				if err := k.Figure.Check(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// In the first half of a year the chapter looks back at the summer before: the units
// are asked for both half-years, each under its own rules, and nothing is asked
// where there was no programme.
func TestTheSummerBefore(t *testing.T) {
	address := filepath.Join(t.TempDir(), "committee.db")
	db := testkit.Open(t, store.CommitteeRoom, address)
	fill(t, address, "registers.sql")
	for period, want := range map[figure.Period]string{"2023-H1": "2023-H1 2022-H2", "2022-H1": "2022-H1"} {
		var asked []string
		o := analysis.Options{Children: func(_ context.Context, _ *store.Tx, p figure.Period, _, _ analysis.ChildRules) (*analysis.Children, error) {
			asked = append(asked, string(p))
			k := &analysis.Children{Period: p, CountedAt: "2023-07-18T10:00"}
			if p == "2022-H2" {
				k.Effect = analysis.ChildEffect{Programmes: 1, AgainWhy: "no_file", YearBefore: analysis.ChildWindow{Why: "no_record"}}
			}
			return k, nil
		}}
		var r *analysis.Report
		testkit.View(t, db, access.ReadAnalysis, func(tx *store.Tx) (err error) {
			r, err = o.Read(context.Background(), tx, analysis.Analysis{Period: period, State: analysis.Draft})
			return err
		})
		if got := strings.Join(asked, " "); got != want {
			t.Errorf("%s: asked for %q, want %q", period, got, want)
		}
		said := document.Text(r.Document())
		if has := strings.Contains(said, "nuk u pa asnjë fëmijë me dosje"); has != (period == "2023-H1") {
			t.Errorf("%s: the effect of the summer before: %v", period, has)
		}
	}
}
