package app_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/document"
	"tryeza/internal/exchange"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

// public are the documents made from public notices of prefectures, in our
// words: the file, the committee, and for each meeting in it the period whose
// analysis it belongs to.
var public = []struct {
	file, committee string
	year            int
	periods         []figure.Period
}{
	{"durres-2018", "durres", 2018, []figure.Period{"2017"}},
	{"durres-2019", "durres", 2019, []figure.Period{"2018"}},
	{"durres-2023", "durres", 2023, []figure.Period{"2023-H1"}},
	{"kukes-2017", "kukes", 2017, []figure.Period{"2016"}},
	{"kukes-2018", "kukes", 2018, []figure.Period{"2017", "2018-H1"}},
	{"kukes-2021", "kukes", 2021, []figure.Period{"2020"}},
	{"berat-2018", "berat", 2018, []figure.Period{"2018"}},
}

// Every fact of a notice, held in the document, imported, is in the analysis of
// its period: who came, what stood on the agenda, what was decided and asked,
// the problems, and each figure with how surely it was said.
func TestFactsOfPublicNoticesReachTheAnalysis(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		for _, p := range public {
			b, err := os.ReadFile(filepath.Join("..", "exchange", "testdata", p.file+".json"))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := imported(t, db, p.committee, p.year, file(t, b)); err != nil {
				t.Fatalf("%s: %v", p.file, err)
			}
		}
		for _, p := range public {
			d := loaded(t, db, p.committee, p.year)
			if len(d.Meetings) != len(p.periods) {
				t.Fatalf("%s: %d meetings, want %d", p.file, len(d.Meetings), len(p.periods))
			}
			for i, m := range d.Meetings {
				words := composed(t, db, p.committee, p.periods[i])
				for _, fact := range facts(d, m) {
					if !strings.Contains(words, fact) {
						t.Errorf("%s, %s: the analysis does not say %q", p.file, p.periods[i], fact)
					}
				}
			}
		}
	})
}

// facts are the words the analysis must hold of a meeting.
func facts(d *exchange.Document, m exchange.Meeting) []string {
	list := []string{m.ChairedBy}
	for _, x := range m.Participants {
		list = append(list, x.Name+called(d, x.Institution))
	}
	for _, x := range m.Lines {
		list = append(list, x.Body)
	}
	for _, x := range m.Figures {
		number := ""
		if x.Value != nil {
			number = text.Number(text.SQ, int64(*x.Value))
		}
		list = append(list, x.What+" | "+figure.Quantity{Qualifier: figure.Qualifier(x.Qualifier)}.Words("sq", number))
	}
	return list
}

// called is how the analysis calls an institution: short where it can.
func called(d *exchange.Document, id string) string {
	for _, i := range d.Institutions {
		if i.ID == id && i.Names[0].Short != "" {
			return i.Names[0].Short
		}
		if i.ID == id {
			return i.Names[0].Name
		}
	}
	return ""
}

func loaded(t *testing.T, db *store.DB, committee string, year int) (d *exchange.Document) {
	t.Helper()
	err := db.View(context.Background(), grantIn(t, access.ExportCommittee, committee), store.Subject{Kind: "exchange"}, func(tx *store.Tx) (err error) {
		d, err = exchange.Load(tx, year)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// composed is the analysis of a period as plain text.
func composed(t *testing.T, db *store.DB, committee string, p figure.Period) (words string) {
	t.Helper()
	err := db.View(context.Background(), grantIn(t, access.ReadAnalysis, committee), store.Subject{}, func(tx *store.Tx) error {
		d, err := analysis.Load(tx, p)
		if err == nil {
			words = document.Text(analysis.Compose(d).Document())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return words
}

// A figure said vaguely stays vague.
func TestVagueFiguresReachTheAnalysis(t *testing.T) {
	const doc = `{"format": 1, "year": 2023, "committee": {"id": "kukes", "name": "Komiteti Rajonal Antitrafik Kukës", "qark": "AL-07"},
"meetings": [{"body": "table", "kind": "ordinary", "held_on": "2023-03-01", "figures": [
  {"what": "viktima të mundshme", "value": null, "qualifier": "several", "unit": "persons"},
  {"what": "fëmijë në verë", "value": 300, "qualifier": "about", "unit": "children"},
  {"what": "fletëpalosje", "value": 1200, "qualifier": "more_than", "unit": "materials"},
  {"what": "raste të hapura", "value": 5, "qualifier": "less_than", "unit": "cases"},
  {"what": "fëmijë pa shkollë", "value": null, "qualifier": "not_known", "unit": "children"}]}]}`
	db := testkit.SQLite(t)
	if _, err := imported(t, db, "kukes", 2023, file(t, []byte(doc))); err != nil {
		t.Fatal(err)
	}
	words := composed(t, db, "kukes", "2023-H1")
	for _, fact := range []string{
		"viktima të mundshme | disa", "fëmijë në verë | rreth 300", "fletëpalosje | më shumë se 1\u00a0200", "raste të hapura | më pak se 5", "fëmijë pa shkollë | nuk dihet",
	} {
		if !strings.Contains(words, fact) {
			t.Errorf("the analysis does not say %q:\n%s", fact, words)
		}
	}
}
