package analysis

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := "testdata/" + name
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and look at the difference. Now:\n%s", name, got)
	}
}

// hidden is a withheld count.
var hidden = Tally{Withheld: true}

func n(n int) Tally { return Tally{N: n} }

// lines are tallies of one axis: "f=vajzë" and its count, …
func tallied(by string, total Tally, lines ...any) Tallies {
	t := Tallies{By: by, Total: total}
	for i := 0; i < len(lines); i += 2 {
		code, name, _ := strings.Cut(lines[i].(string), "=")
		t.Rows, t.Counts = append(t.Rows, Key{code, name}), append(t.Counts, lines[i+1].(Tally))
	}
	return t
}

// weekly are sightings by week from a Monday on.
func weekly(monday string, counts ...Tally) Tallies {
	t := Tallies{By: "week", Total: n(40)}
	day, _ := time.Parse(time.DateOnly, monday)
	for i, c := range counts {
		code := day.AddDate(0, 0, 7*i).Format(time.DateOnly)
		t.Rows, t.Counts = append(t.Rows, Key{code, code}), append(t.Counts, c)
	}
	return t
}

// seen is what the units of a small qark counted in a half-year.
func seen(p figure.Period) *Children {
	flow := tallied("origin", n(20), "10=Durrës", n(8), "15=Elbasan", n(9), "x-xk=Kosova", hidden, "u=nuk dihet", hidden)
	flow.Across, flow.Columns = "municipality", []Key{{"10", "Durrës"}, {"11", "Krujë"}}
	flow.Cells = [][]Tally{{n(8), n(0)}, {n(9), n(5)}, {hidden, n(0)}, {hidden, n(0)}}
	flow.ColumnTotals = []Tally{n(20), n(5)}
	c := &Children{Period: p, CountedAt: "2023-07-18T10:00", Now: ChildCounts{
		Rules: ChildRules{"05-15", "09-15", 5}, Basis: "Pragu i numrave të vegjël: 5; Praktikë",
		Weeks:      weekly(p.Start()[:4]+"-05-01", n(0), hidden, n(12), n(20), hidden),
		Season:     tallied("season", n(40), "season=në sezonin turistik", n(34), "off=jashtë sezonit", n(6)),
		Links:      tallied("link", n(40), "linked=të lidhura", n(30), "unlinked=pa lidhje", n(10)),
		Ages:       tallied("age", n(40), "6-10=6–10 vjeç", n(25), "11-14=11–14 vjeç", n(15), "0-5=0–5 vjeç", n(0)),
		Sexes:      tallied("sex", n(40), "f=vajzë", n(17), "m=djalë", n(23)),
		Activities: tallied("activity", n(40), "begging=lypje", n(40)),
		Places:     tallied("place", n(40), "beach=plazh", hidden, "port=hyrja e portit", hidden),
		Flow:       flow,
		Residence:  tallied("residence", n(20), "resident=banorë", n(8), "other=nga qytete të tjera", hidden, "u=të panjohur", hidden),
		Plans:      tallied("plan", n(20), "yes=me plan", n(7), "no=pa plan", n(13)),
		Outcomes:   tallied("outcome", n(20), "open=në ndjekje", n(14), "off=nuk është më në rrugë", n(6)),
		New:        tallied("municipality", n(11), "10=Durrës", n(11), "11=Krujë", n(0)),
	}}
	c.Then = c.Now
	c.Then.Basis, c.Then.Weeks = "Pragu i numrave të vegjël: 8; Vendim", weekly("2022-05-02", n(9), n(0), n(11), n(8), n(12))
	c.Then.Links = tallied("link", n(32), "linked=të lidhura", n(32), "unlinked=pa lidhje", n(0))
	return c
}

// withChildren is the sample with what the units counted, and a return that
// speaks of the same.
func withChildren() *Data {
	d := sampleData()
	v := func(id string, n int64) Value {
		return Value{Subject: "topic", SubjectID: id, Quantity: figure.Exactly(figure.Whole(n))}
	}
	d.Returns[0].Values = []Value{v("K14", 46), v("K15", 20)}
	d.Returns[0].Narratives = map[string]string{"street_children": "Fëmijët u panë në plazh."}
	d.Casework, d.Children = true, []Children{*seen("2023-H1")}
	return d
}

// chapter is everything that is said of children, as text.
func chapter(r *Report) string {
	var b strings.Builder
	for _, s := range r.Sections {
		if s.ID == "street_children" || strings.HasPrefix(s.ID, "children-") {
			fmt.Fprintf(&b, "%s %s\n\n%s\n", strings.Repeat("#", s.Level), s.Title, section(r, s.ID))
		}
	}
	return b.String()
}

// What the chapter says, word for word.
func TestChapterOnChildren(t *testing.T) {
	golden(t, "children.golden", chapter(Compose(withChildren())))
}

// Before there was casework, and where there is none, the chapter is what the
// returns say, and nothing of the units stands anywhere.
func TestWithoutCasework(t *testing.T) {
	d := withChildren()
	d.Casework, d.Children = false, nil
	r := Compose(d)
	said := chapter(r)
	want(t, "chapter", said, "Konstatime në terren: 46.", "Fëmijët u panë në plazh.")
	kept, err := json.Marshal(r)
	if err != nil || strings.Contains(said, "njësive") || strings.Contains(string(kept), `"children":`) || strings.Contains(string(kept), "children_") {
		t.Errorf("%v, the units have no part in\n%s", err, said)
	}
	old := chapter(Compose(withChildren()))
	if !strings.HasPrefix(old, strings.TrimRight(said, "\n")) {
		t.Errorf("what the returns say is not what it was:\n%s\nand:\n%s", said, old)
	}
}

// What a period that cannot be published says instead of numbers.
func TestWhatIsNotPublished(t *testing.T) {
	for _, tt := range []struct {
		period, today string
		have          []figure.Period
		says          []string
		not           string
	}{
		{"2023-H1", "2023-06-30", nil, []string{"publikohen pasi të mbarojë periudha, më 30.06.2023"}, "Rregullat"},
		{"2023-Q2", "2023-07-18", nil, []string{"vetëm për gjashtëmujorë të plotë"}, "Rregullat"},
		{"2023", "2023-07-18", []figure.Period{"2023-H1"}, []string{"njësive për mbrojtjen e fëmijës, 6-mujori i parë 2023", "## Kush ishin fëmijët dhe çfarë u bë, 6-mujori i parë 2023", "më 31.12.2023"}, "Dy burime"},
		{"2023", "2024-01-18", []figure.Period{"2023-H1", "2023-H2"}, []string{"6-mujori i parë 2023", "6-mujori i dytë 2023"}, "publikohen"},
	} {
		d := withChildren()
		d.Period, d.Today, d.Children = figure.Period(tt.period), tt.today, nil
		for _, p := range tt.have {
			d.Children = append(d.Children, *seen(p))
		}
		r := Compose(d)
		said := chapter(r)
		want(t, tt.period+" on "+tt.today, said, tt.says...)
		if strings.Contains(said, tt.not) {
			t.Errorf("%s on %s says %q:\n%s", tt.period, tt.today, tt.not, said)
		}
		ids := map[string]bool{}
		for _, s := range r.Sections {
			if ids[s.ID] {
				t.Errorf("%s: two sections %s", tt.period, s.ID)
			}
			ids[s.ID] = true
		}
	}
}

// In a year, the same count of its two half-years is two figures.
func TestTwoHalvesAreNotAdded(t *testing.T) {
	d := withChildren()
	d.Period, d.Children = "2023", []Children{*seen("2023-H1"), *seen("2023-H2")}
	d.Children[1].Now.Links.Total = n(41)
	r := Compose(d)
	for key, want := range map[string]int64{"children_sightings[period=2023-H1]": 40, "children_sightings[period=2023-H2]": 41, "children_sightings[period=2022-H2]": 32} {
		if f, ok := r.Find(key); !ok || f.Value == nil || *f.Value != figure.Whole(want) {
			t.Errorf("%s = %v", key, f.Value)
		}
	}
	if f, ok := r.Find("children_sightings"); ok {
		t.Errorf("there is a sum of two half-years: %v", f.Value)
	}
}

// Every count is a figure with all of its lineage; of a withheld one nothing is
// told, not even how many rows it has.
func TestCountsAreFigures(t *testing.T) {
	r := Compose(withChildren())
	counts, withheld := 0, 0
	for _, k := range r.Figures {
		f := k.Figure
		if !indicator.Counted(f) {
			continue
		}
		counts++
		if err := f.Check(); err != nil || f.Rule == "" || f.AsOf != "2023-07-18T10:00" || !strings.HasPrefix(f.Link, "/k/durres/statistics?period=202") {
			t.Errorf("%s: %v, %+v", k.Key, err, f)
		}
		if indicator.Withheld(f) {
			withheld++
			if f.Rows != 0 || show(f) != "…" || rowsCell(f).Text != "…" || typed(f).Number != nil {
				t.Errorf("%s tells of what is withheld: %+v", k.Key, f)
			}
		}
	}
	if counts < 50 || withheld < 10 {
		t.Errorf("%d counts, %d withheld", counts, withheld)
	}
	f, ok := r.Find("children_distinct[municipality=11,origin=15]")
	if !ok || *f.Value != figure.Whole(5) {
		t.Errorf("of Elbasan in Krujë: %+v", f)
	}
	if k, _ := r.find("children_sightings[period=2022-H1,week=2022-05-16]"); k.Label != "Konstatime në terren, sipas njësive (java 16.05.2022, 6-mujori i parë 2022)" || k.Figure.Rule != "Pragu i numrave të vegjël: 8; Vendim" {
		t.Errorf("a week of the year before: %+v", k)
	}
}

// Where nothing is linked to a file, the flow is of what was recorded at the
// sightings; where nobody was seen, that is said and there are no tables.
func TestFewerData(t *testing.T) {
	d := withChildren()
	k := &d.Children[0]
	k.Then = ChildCounts{}
	k.Now.Said, k.Now.Flow = k.Now.Flow, Tallies{}
	k.Now.Said.By = "said"
	said := chapter(Compose(d))
	want(t, "only sightings", said, "Konstatime: origjina e shënuar dhe ku u panë", "prandaj nuk krahasohet")
	if strings.Contains(said, "Fëmijë të ndryshëm: nga vijnë") || strings.Contains(said, "Ndryshimi") {
		t.Errorf("children that nobody knows:\n%s", said)
	}
	k.Now = ChildCounts{}
	said = chapter(Compose(d))
	want(t, "nothing", said, "nuk kanë shënuar asnjë konstatim")
	if strings.Contains(said, "Rregullat") {
		t.Errorf("tables of nothing:\n%s", said)
	}
}

func TestSmall(t *testing.T) {
	for threshold, want := range map[int]string{0: "", 1: "", 2: "Numri 1 është", 3: "nga 1 deri në 2 janë", 8: "nga 1 deri në 7 janë"} {
		if got := small(threshold); !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%d: %q", threshold, got)
		}
	}
}

// The weeks of the season are those with a day in it, within the half-year.
func TestSeasonWeeks(t *testing.T) {
	h1 := weekly("2022-12-26", make([]Tally, 27)...).Rows
	h2 := weekly("2023-06-26", make([]Tally, 27)...).Rows
	for _, tt := range []struct {
		name       string
		start, end string
		p          figure.Period
		weeks      []Key
		from, to   int
	}{
		{"from May on", "05-15", "09-15", "2023-H1", h1, 20, 26},
		{"from a Sunday on", "05-14", "09-15", "2023-H1", h1, 19, 26},
		{"until September", "05-15", "09-15", "2023-H2", h2, 0, 11},
		{"none", "", "", "2023-H1", h1, 0, -1},
		{"not in this half", "07-01", "09-15", "2023-H1", h1, 0, -1},
		{"over the new year, after it", "12-20", "01-10", "2023-H1", h1, 0, 2},
		{"over the new year, before it", "12-20", "01-10", "2023-H2", h2, 25, 26},
		{"one day", "06-01", "06-01", "2023-H1", h1, 22, 22},
	} {
		from, to := ChildRules{SeasonStart: tt.start, SeasonEnd: tt.end}.seasonWeeks(tt.p, tt.weeks)
		if from != tt.from || to != tt.to {
			t.Errorf("%s: weeks %d to %d, want %d to %d", tt.name, from, to, tt.from, tt.to)
		}
	}
}

// A signed analysis reads back as it was, pictures and all; one that was signed
// before there was casework opens as ever.
func TestFrozenWithChildren(t *testing.T) {
	r := Compose(withChildren())
	kept, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var back Report
	if err := json.Unmarshal(kept, &back); err != nil {
		t.Fatal(err)
	}
	for _, format := range Formats {
		var now, then bytes.Buffer
		if err := Write(&now, r, format); err != nil {
			t.Fatal(err)
		}
		if err := Write(&then, &back, format); err != nil || !bytes.Equal(now.Bytes(), then.Bytes()) {
			t.Errorf("%s reads back differently: %v", format, err)
		}
	}
	for _, id := range []string{"children-2023-H1-map", "children-2023-H1-weeks"} {
		d, ok := back.drawing(id)
		if !ok {
			t.Fatalf("no picture %s", id)
		}
		if _, err := document.SVG(d); err != nil {
			t.Error(err)
		}
	}
	before, old := withChildren(), &Report{}
	before.Casework, before.Children = false, nil
	kept, _ = json.Marshal(Compose(before))
	if err := json.Unmarshal(kept, old); err != nil || old.Children != nil || !strings.Contains(chapter(old), "Fëmijët u panë") {
		t.Errorf("an old one: %v", err)
	}
}

// A correction lists the counts that differ, also those that are withheld in one
// of the two; when they were counted is no difference, and takes back no review.
func TestDifferencesOfCounts(t *testing.T) {
	before, d := Compose(withChildren()), withChildren()
	d.Children[0].CountedAt = "2023-08-01T10:00"
	now := Compose(d)
	if list := Differences(before, now); len(list) > 0 {
		t.Errorf("counted later, nothing else: %v", list)
	}
	a, _ := before.hash()
	if b, _ := now.hash(); a != b {
		t.Error("counted later, reviewed again")
	}
	d.Children[0].Now.Links = tallied("link", n(41), "linked=të lidhura", n(30), "unlinked=pa lidhje", n(11))
	d.Children[0].Now.Residence.Counts = []Tally{hidden, n(6), n(6)}
	now = Compose(d)
	if b, _ := now.hash(); a == b {
		t.Error("another count is the same text")
	}
	got := fmt.Sprint(Differences(before, now))
	for _, want := range []string{
		"{children_sightings Konstatime në terren, sipas njësive 40 41}", "(prej tyre banorë të bashkisë ku u panë) 8 …}", "(prej tyre nga qytete të tjera) … 6}",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}

// Whatever the units counted, it is written in every format, each paragraph has
// its own ID, and no number but those that were published is there.
func TestAnyChildren(t *testing.T) {
	tally := rapid.Custom(func(t *rapid.T) Tally {
		if rapid.Bool().Draw(t, "withheld") {
			return hidden
		}
		return n(rapid.SampledFrom([]int{0, 0, 5, 731, 733}).Draw(t, "n"))
	})
	rapid.Check(t, func(rt *rapid.T) {
		d := withChildren()
		for _, k := range []*ChildCounts{&d.Children[0].Now, &d.Children[0].Then} {
			for _, x := range []*Tallies{&k.Weeks, &k.Season, &k.Links, &k.Ages, &k.Places, &k.Flow, &k.Residence, &k.Plans, &k.Outcomes, &k.New} {
				x.Total = tally.Draw(rt, "total")
				for _, list := range append([][]Tally{x.Counts, x.ColumnTotals}, x.Cells...) {
					for i := range list {
						list[i] = tally.Draw(rt, "count")
					}
				}
			}
		}
		r := Compose(d)
		for _, k := range r.Figures {
			if err := k.Figure.Check(); err != nil {
				rt.Fatal(err)
			}
		}
		ids := map[string]bool{}
		for _, p := range r.Paragraphs() {
			if ids[p.ID] {
				rt.Fatalf("two paragraphs %s", p.ID)
			}
			ids[p.ID] = true
		}
		for _, format := range []string{"html", "xlsx", "json"} {
			if err := Write(&bytes.Buffer{}, r, format); err != nil {
				rt.Fatalf("%s: %v", format, err)
			}
		}
	})
}
