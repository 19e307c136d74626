package analysis_test

import (
	"database/sql"
	"os"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/document"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// fill runs the statements of a file of testdata: what other features' packages
// would write.
func fill(t *testing.T, kind, address, file string) {
	t.Helper()
	raw, err := sql.Open(map[string]string{"sqlite": "sqlite", "postgres": "pgx"}[kind], address)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for s := range strings.SplitSeq(strings.TrimSpace(string(b)), ";\n") {
		if _, err := raw.Exec(s); err != nil {
			t.Fatalf("%v\n%s", err, s)
		}
	}
}

// The awareness activities of Durrës of 23–26.10.2018, as the prefecture told them:
// from the records to the analysis every fact is there, with how surely it is known.
func TestDurresOctober2018(t *testing.T) {
	for kind, address := range testkit.URLs(t) {
		t.Run(kind, func(t *testing.T) {
			db := testkit.Open(t, store.CommitteeRoom, address)
			fill(t, kind, address, "durres_2018.sql")
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
				"Aktivitete sensibilizuese në regjistër: 4 (4 të zhvilluara).", "të numëruar 51 në 1 aktivitet", "në 3 aktivitete nuk dihet",
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
