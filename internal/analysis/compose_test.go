package analysis

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
)

// sampleData is a small half-year: two institutions, one of which is missing.
func sampleData() *Data {
	d := &Data{
		Period: "2023-H1", Day: "2023-06-30", Today: "2023-07-18", AsOf: "2023-07-17T10:30",
		Committee:    Committee{ID: "durres", Name: "Komiteti Rajonal Antitrafik Durrës", Letterhead: "REPUBLIKA E SHQIPËRISË", Signature: "KRYETARI", Place: "Durrës"},
		Institutions: map[string]Institution{"p": {ID: "p", Name: "Policia", Short: "DVP", Position: 1}, "n": {ID: "n", Name: "NJMF", Position: 2}},
		Plan:         Plan{ID: "plan", Year: 2023, State: "approved", ApprovedOn: "2023-02-09"},
		Round:        Round{ID: "r", DueOn: "2023-07-15"}, Rules: map[string]Rule{},
	}
	d.Activities = []Activity{
		{ID: "a", Number: "1.1.1", Title: "Kontrolle", Pillar: "prevention", Lead: "p", DueOn: "2023-05-31", Municipalities: []string{"10"}},
		{ID: "b", Number: "1.1.2", Title: "Takime", Pillar: "prevention", Lead: "p", DueOn: "2023-06-30"},
		{ID: "c", Number: "1.1.3", Title: "Dalje", Pillar: "protection", Lead: "n", DueOn: "2023-06-30"},
		{ID: "x", Number: "1.1.4", Title: "Pas periudhës", Pillar: "protection", Lead: "n", DueOn: "2023-07-01"},
	}
	d.Returns = []Return{
		{ID: "rp", Institution: "p", State: "accepted", DueOn: "2023-07-15", Channel: "web", FirstSent: "2023-07-16T09:00", Accepted: "2023-07-17T10:30", Narratives: map[string]string{},
			Items: []Item{{ID: "ia", Activity: "a", State: "done", DoneOn: "2023-06-01"}, {ID: "ib", Activity: "b", State: "done", DoneOn: "2023-06-30"}}},
		{ID: "rn", Institution: "n", State: "draft", DueOn: "2023-07-15", Channel: "web", Narratives: map[string]string{}},
	}
	d.answer()
	return d
}

func section(r *Report, id string) string {
	for _, s := range r.Sections {
		if s.ID == id {
			return document.Text(document.Document{Blocks: blocks(s.Blocks)})
		}
	}
	return ""
}

func want(t *testing.T, where, text string, parts ...string) {
	t.Helper()
	text = strings.ReplaceAll(text, "\u00a0", " ")
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%s: no %q in\n%s", where, p, text)
		}
	}
}

// By hand: due in the half-year are a (done a day after its due date, so done
// late), b (done in time) and c (nobody reported). K01 = 2 ÷ 3, K02 = 1 ÷ 2.
func TestRates(t *testing.T) {
	r := Compose(sampleData())
	for key, num := range map[string][2]int64{"K01": {2, 3}, "K02": {1, 2}, "K06": {0, 2}, "K06_accepted": {1, 2}, "K01[pillar=protection]": {0, 1}, "K01[municipality=10]": {1, 1}} {
		f, ok := r.Find(key)
		if !ok || *f.Numerator != figure.Whole(num[0]) || *f.Denominator != figure.Whole(num[1]) {
			t.Errorf("%s = %v ÷ %v, want %v", key, f.Numerator, f.Denominator, num)
		}
	}
	want(t, "realisation", section(r, "realisation"), "66,7 %", "1 i realizuar, 1 i realizuar me vonesë dhe 1 pa raportim")
	want(t, "opening", section(r, "opening"), "1 prej 2 institucioneve", "Pa raportim të pranuar", "NJMF", "9 shkurt 2023")
	if f, ok := r.Find("K02[pillar=protection]"); !ok || f.Value != nil {
		t.Errorf("K02 of a pillar without anything done must be unknown, not zero: %+v", f)
	}
}

// Domain guide 11.1, invariant 8, and the promise of the issue.
func TestBeforeItsEndItSaysPreliminary(t *testing.T) {
	d := sampleData()
	d.Today, d.Day = "2023-06-26", "2023-06-26"
	r := Compose(d)
	if !r.Preliminary || !strings.Contains(r.mark(), "PARAPRAKE") {
		t.Errorf("not marked: %q", r.mark())
	}
	want(t, "opening", section(r, "opening"), "paraprake", "26.06.2023")
	if Compose(sampleData()).Preliminary {
		t.Error("an analysis after the period is not preliminary")
	}
}

// Zero, one, many, unknown and not reported are five different sentences.
func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		q    *figure.Quantity
		want string
	}{
		{nil, "Viktima të mundshme të identifikuara: nuk u raportua."},
		{&figure.Quantity{Qualifier: figure.Exact}, "Viktima të mundshme të identifikuara: asnjë (Policia: 0)."},
		{&figure.Quantity{Number: figure.Whole(1), Qualifier: figure.Exact}, "Viktima të mundshme të identifikuara: 1 (Policia: 1)."},
		{&figure.Quantity{Number: figure.Whole(12), Qualifier: figure.About}, "Viktima të mundshme të identifikuara: rreth 12 (Policia: rreth 12)."},
		{&figure.Quantity{Qualifier: figure.Several}, "Viktima të mundshme të identifikuara: Policia: disa."},
		{&figure.Quantity{Qualifier: figure.NotKnown}, "Viktima të mundshme të identifikuara: Policia: nuk dihet."},
	} {
		d := sampleData()
		if tt.q != nil {
			d.Returns[0].Values = []Value{{Subject: "topic", SubjectID: "K08", Quantity: *tt.q}}
		}
		want(t, "cases", section(Compose(d), "cases"), tt.want)
	}
}

// Two sources that do not agree are both shown; neither wins and nothing is added up.
func TestSourcesAreNeverMerged(t *testing.T) {
	d := sampleData()
	d.Returns[1].State = "accepted"
	for i, n := range []int64{4, 5} {
		d.Returns[i].Values = []Value{{Subject: "topic", SubjectID: "K08", Quantity: figure.Exactly(figure.Whole(n))}}
	}
	r := Compose(d)
	want(t, "cases", section(r, "cases"), "burimet nuk përputhen", "Policia: 4", "NJMF: 5")
	if f, _ := r.Find("K08"); f.Value != nil {
		t.Errorf("K08 = %v", *f.Value)
	}
}

// A total that differs from its breakdown is printed, never mended.
func TestGapsArePrinted(t *testing.T) {
	d := sampleData()
	v := func(part string, n int64) Value {
		return Value{Subject: "topic", SubjectID: "K15", Part: part, Quantity: figure.Exactly(figure.Whole(n))}
	}
	d.Returns[0].Values = []Value{v("", 10), v("sex=f", 4), v("sex=m", 4), v("origin=resident", 6), v("origin=elsewhere", 4)}
	r := Compose(d)
	want(t, "quality", section(r, "quality"), "totali është 10", "sipas gjinisë", "ndryshim prej 2", "50 %")
	want(t, "street children", section(r, "street_children"), "40 % vijnë nga bashki të tjera")
}

func TestEveryFigureHasItsLineage(t *testing.T) {
	r := Compose(sampleData())
	if len(r.Figures) < 20 {
		t.Fatalf("only %d figures", len(r.Figures))
	}
	for _, k := range r.Figures {
		if err := k.Figure.Check(); err != nil {
			t.Error(err)
		}
		if k.Figure.Link == "" {
			t.Errorf("%s leads nowhere", k.Key)
		}
	}
	for _, p := range r.Paragraphs() {
		for _, c := range p.Cites {
			if _, ok := r.Find(c); !ok {
				t.Errorf("%s cites %s, which is not there", p.ID, c)
			}
		}
	}
}

// Whatever the records say, composing twice gives the same bytes in every
// format, every paragraph has an ID of its own, and no rate leaves [0, 1].
func TestComposeIsAFunction(t *testing.T) {
	states := append([]string{""}, code.ReportedStates.Codes()...)
	rapid.Check(t, func(rt *rapid.T) {
		d := sampleData()
		for i := range d.Activities {
			s := rapid.SampledFrom(states).Draw(rt, "state")
			d.Activities[i].Item = nil
			if s != "" {
				d.Activities[i].Item = &Item{Activity: d.Activities[i].ID, State: s, DoneOn: rapid.SampledFrom([]string{"", "2023-05-01", "2023-06-15"}).Draw(rt, "on")}
			}
		}
		var a, b bytes.Buffer
		for _, w := range []*bytes.Buffer{&a, &b} {
			if err := Write(w, Compose(d), "json"); err != nil {
				rt.Fatal(err)
			}
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			rt.Fatal("composed twice, written differently")
		}
		r := Compose(d)
		seen := map[string]bool{}
		for _, p := range r.Paragraphs() {
			if seen[p.ID] {
				rt.Fatalf("two paragraphs %s", p.ID)
			}
			seen[p.ID] = true
		}
		for _, k := range r.Figures {
			if v := k.Figure.Value; v != nil && k.Figure.Unit == figure.Rate && (*v < 0 || *v > figure.One) {
				rt.Fatalf("%s = %v", k.Key, *v)
			}
		}
	})
}

// A signed analysis keeps its figures; the next one says which of them the
// records no longer give.
func TestTheNextOneExplainsTheDifference(t *testing.T) {
	before := sampleData()
	before.Period, before.Day = "2022-H1", "2022-06-30"
	signed := Compose(before)
	d := sampleData()
	d.Before = &Earlier{Period: "2022-H1", Signed: true, Number: "1/2022", Figures: signed.byKey(),
		Changed: []Difference{{Key: "K14", Name: "Konstatime në terren", Before: "74", Now: "75"}, {Key: "K14[institution=p]", Name: "Konstatime në terren", Before: "74", Now: "75"}}}
	want(t, "comparison", section(Compose(d), "comparison"), "nr. 1/2022", "kanë ndryshuar pas nënshkrimit", "Konstatime në terren: 74 në analizën e nënshkruar, 75 sipas të dhënave të sotme.")
	d.Before.Changed = nil
	if got := section(Compose(d), "comparison"); strings.Contains(got, "kanë ndryshuar") {
		t.Errorf("nothing changed, but it says so:\n%s", got)
	}
}
