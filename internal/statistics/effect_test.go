package statistics

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

// spansOf are the programmes of a world, and some that no known child attends.
func (w world) spansOf(r *rand.Rand) (list []Span) {
	for _, e := range w.enrolments {
		list = append(list, Span{e.municipality, e.from, e.to})
	}
	for range r.IntN(3) {
		list = append(list, inventSpan(r))
	}
	return list
}

// seen counts sightings of the units of Durrës from one day to another, and
// says which children they were of.
func (w world) seen(municipality, from, to string) (n int, children map[string]bool) {
	children = map[string]bool{}
	for _, s := range w.sightings {
		if units[s.unit][0] != "durres" || s.removed || s.day < from || s.day > to || municipality != "" && s.municipality != municipality {
			continue
		}
		n++
		if s.subject != "" {
			children[s.subject] = true
		}
	}
	return n, children
}

// again counts the children of the comparison by name.
func (w world) again(a Again, p figure.Period) (want [2][2]int) {
	_, before := w.seen("", a.SeenFrom, a.SeenTo)
	_, after := w.seen("", a.AgainFrom, a.AgainTo)
	for child := range before {
		i, j := 1, 1
		for _, e := range w.enrolments {
			f := w.files[e.file]
			if over := text.DaysAfter(e.to, 30); f.subject == child && units[f.unit][0] == "durres" && over >= p.Start() && over <= p.End() {
				i = 0
			}
		}
		if after[child] {
			j = 0
		}
		want[i][j]++
	}
	return want
}

// The exact effect is that of somebody who counts by hand, on both databases.
func TestEffect(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		raw, asked := found(t, r), 0
		for seed := range 30 {
			rnd := rand.New(rand.NewPCG(uint64(seed), 11))
			w := invent(rnd)
			w.write(t, raw)
			spans := w.spansOf(rnd)
			if len(spans) > 3 {
				spans = spans[:3]
			}
			for _, p := range []figure.Period{"2022-H2", "2023-H1", "2023-H2"} {
				e, err := EffectOf(context.Background(), r.Casework, hatch(t, access.Secretary), p, spans)
				if err != nil {
					t.Fatal(err)
				}
				what := fmt.Sprint(seed, p, spans)
				if e.Again.Why == "" {
					asked++
					if want := w.again(e.Again, p); want != [2][2]int{{e.Again.Table.Cells[0][0].N, e.Again.Table.Cells[0][1].N}, {e.Again.Table.Cells[1][0].N, e.Again.Table.Cells[1][1].N}} {
						t.Errorf("%s: %+v, want %v", what, e.Again.Table.Cells, want)
					}
				}
				w.holdPlaces(t, what, e, p, spans)
			}
		}
		if asked < 20 {
			t.Errorf("only %d comparisons: the test says little", asked)
		}
	})
}

// holdPlaces compares what is counted by municipality, day by day.
func (w world) holdPlaces(t *testing.T, what string, e Effect, p figure.Period, spans []Span) {
	t.Helper()
	recorded, _ := w.seen("", p.YearBefore().Start(), p.YearBefore().End())
	for _, x := range e.Places {
		var in, year, n int
		first, last := "9", ""
		for _, s := range spans {
			if s.Municipality == x.Municipality && s.From <= p.End() && s.To >= p.Start() {
				first, last = min(first, s.From), max(last, s.To)
			}
		}
		for day := p.Start(); day <= p.End(); day = text.DaysAfter(day, 1) {
			if slices.ContainsFunc(spans, func(s Span) bool { return s.Municipality == x.Municipality && s.From <= day && day <= s.To }) {
				k, _ := w.seen(x.Municipality, day, day)
				y, _ := w.seen(x.Municipality, text.DaysAfter(day, -364), text.DaysAfter(day, -364))
				in, year, n = in+k, year+y, n+1
			}
		}
		before, _ := w.seen(x.Municipality, text.DaysAfter(first, -28), text.DaysAfter(first, -1))
		after, _ := w.seen(x.Municipality, text.DaysAfter(last, 1), min(text.DaysAfter(last, 28), p.End()))
		if x.During.N != in || x.During.Days != n || x.Prior.N != before || x.After.N != after {
			t.Errorf("%s: %+v, want %d in %d days, %d before, %d after", what, x, in, n, before, after)
		}
		if (x.YearBefore.Why == "no_record") != (recorded == 0) || recorded > 0 && x.YearBefore.N != year {
			t.Errorf("%s: %+v, want %d a year before, of %d", what, x.YearBefore, year, recorded)
		}
	}
}

// A summer whose weeks can be counted by hand: 3 to 23 July 2023 are three weeks.
func TestEffectByHand(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	raw := found(t, r)
	w := world{}
	see := func(n int, day, child string) {
		for range n {
			w.sightings = append(w.sightings, sighting{unit: "unitdurres", day: day, place: "beach", municipality: "10", activity: "begging", age: "6-10", sex: "f", subject: child})
		}
	}
	see(20, "2022-07-04", "") // a year before, in the first week: 52 weeks before 3 July is 4 July
	see(10, "2023-05-29", "") // too early
	see(8, "2023-06-05", "")  // the four weeks before
	see(9, "2023-06-28", "")  // the week before
	see(7, "2023-07-03", "")  // during
	see(6, "2023-07-23", "")  // during
	see(5, "2023-07-24", "")  // the four weeks after
	see(30, "2023-08-21", "") // too late
	w.write(t, raw)
	span := Span{"10", "2023-07-03", "2023-07-23"}
	c, err := NewChapter(context.Background(), r.Casework, hatch(t, access.Secretary), "2023-H2", summer, summer, span)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		name      string
		got, want Window
	}{
		{"during", c.Effect.During, Window{From: "2023-07-03", To: "2023-07-23", Weeks: 3, Cell: Cell{N: 13}, AtLeast: 13}},
		{"before", c.Effect.Prior, Window{From: "2023-06-05", To: "2023-07-02", Weeks: 4, Cell: Cell{N: 17}, AtLeast: 17}},
		{"after", c.Effect.After, Window{From: "2023-07-24", To: "2023-08-20", Weeks: 4, Cell: Cell{N: 5}, AtLeast: 5}},
		{"a year before", c.Effect.YearBefore, Window{From: "2022-07-04", To: "2022-07-24", Weeks: 3, Cell: Cell{N: 20}, AtLeast: 20}},
	} {
		if x.name == "before" {
			x.want.From, x.want.To, x.want.Weeks = "2023-06-05", "2023-06-25", 3 // the week of 26 June lies in two half-years
			x.want.Cell, x.want.AtLeast = Cell{N: 8}, 8
		}
		if x.got != x.want {
			t.Errorf("%s: %+v, want %+v", x.name, x.got, x.want)
		}
	}
	if got := c.ExactEffect.Prior; got.Cell.N != 17 || got.Weeks != 4 {
		t.Errorf("the members read %+v", got)
	}
	if c.Effect.Again.Why != "no_file" || c.Effect.Places != nil {
		t.Errorf("%+v", c.Effect)
	}
}

// Without a baseline nothing is said, rather than zero; and what is said is made
// of the published weeks alone.
func TestUndefinedWithoutBaseline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := func(name string, from string) string {
			return text.DaysAfter(from, rapid.IntRange(0, 200).Draw(t, name))
		}
		var spans []Span
		for i := range rapid.IntRange(0, 3).Draw(t, "programmes") {
			from := day(fmt.Sprint("from", i), "2022-12-01")
			spans = append(spans, Span{"10", from, text.DaysAfter(from, rapid.IntRange(-1, 70).Draw(t, "days"))})
		}
		now, past := weeks{}, weeks{}
		for monday := "2022-01-03"; monday < "2023-07-01"; monday = text.DaysAfter(monday, 7) {
			if k := rapid.IntRange(-2, 9).Draw(t, "week"); k >= 0 {
				now[monday], past[monday] = Cell{N: k}, Cell{N: k}
			} else if k == -1 {
				now[monday] = Cell{Withheld: true}
			}
		}
		recorded := rapid.Bool().Draw(t, "recorded")
		var e Effect
		e.fill(spans, "2023-H1", now, past, recorded)
		for _, w := range []Window{e.During, e.Prior, e.After, e.YearBefore} {
			if (w.Weeks == 0) != (w.Why != "") || w.Why != "" && !code.EffectReasons.Has(w.Why) {
				t.Errorf("%+v: no weeks and no reason", w)
			}
			if w.Why != "" && (w.Cell != Cell{} || w.AtLeast != 0) {
				t.Errorf("%+v says a number where there is none", w)
			}
		}
		if !recorded && e.Programmes > 0 && e.YearBefore != (Window{Why: "no_record"}) {
			t.Errorf("nothing was recorded a year before, and it says %+v", e.YearBefore)
		}
		if e.Programmes == 0 && e.During.Why != "none" {
			t.Errorf("no programme, and %+v", e.During)
		}
	})
}

// Of each comparison that was refused the reason is one that people can read.
func TestWhyNot(t *testing.T) {
	span := func(from, to string) []Span { return []Span{{"10", from, to}} }
	for _, x := range []struct {
		spans []Span
		p     figure.Period
		why   string
	}{
		{nil, "2023-H1", "none"},
		{span("2022-03-01", "2022-03-20"), "2023-H1", "none"},
		{span("2023-06-12", "2023-06-23"), "2023-H1", "later"},
		{span("2023-06-12", "2023-06-23"), "2023-H2", ""},
		{span("2023-05-01", "2023-05-31"), "2023-H1", ""},
		{span("2022-08-01", "2023-05-20"), "2023-H1", "long"},
		{span("2023-05-20", "2023-05-01"), "2023-H1", "none"}, // days the wrong way round
	} {
		if a := againOf(x.spans, x.p); a.Why != x.why || a.Why != "" && !code.EffectReasons.Has(a.Why) {
			t.Errorf("%v in %s: %+v, want %q", x.spans, x.p, a, x.why)
		}
	}
}

// For each axis people read words, also in English.
func TestEffectWords(t *testing.T) {
	for of, list := range lists {
		for _, c := range list {
			if c.SQ == "" || c.EN == "" {
				t.Errorf("%s of %s has no words", c.Code, of)
			}
		}
	}
}

// Of one programme members read exact numbers, of that programme; others nothing.
func TestOfProgramme(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		raw := found(t, r)
		for seed := range 12 {
			rnd := rand.New(rand.NewPCG(uint64(seed), 12))
			s := Span{"10", "2023-05-08", "2023-05-28"}
			w := camp(rnd, 150, 20, "2023-03-01", 120, s)
			w.write(t, raw)
			if _, err := raw.Exec(`UPDATE enrolment SET programme_id = 'ours' WHERE id < 'enrolment5'`); err != nil {
				t.Fatal(err)
			}
			e, err := OfProgramme(context.Background(), r.Casework, hatch(t, access.Chair), "ours", s, "2023-07-14")
			if err != nil {
				t.Fatal(err)
			}
			enrolled, school, met30, off30 := map[string]bool{}, 0, 0, 0
			for i, x := range w.enrolments {
				if fmt.Sprint("enrolment", i) >= "enrolment5" {
					continue
				}
				enrolled[w.files[x.file].subject] = true
				if x.school == "enrolled" || x.school == "continues" {
					school++
				}
				if x.found30 != "" && x.found30 != "unknown" {
					met30++
				}
				if x.found30 == "off_street" || x.found30 == "less" {
					off30++
				}
			}
			if e.Enrolled != len(enrolled) || e.InSchool != school || e.Met30 != met30 || e.Off30 != off30 || e.Runs || e.No30 || !e.No90 || e.Met90 != 0 {
				t.Errorf("%d: %+v, want %d, %d in school, %d met, %d off", seed, e, len(enrolled), school, met30, off30)
			}
			in, _ := w.seen("10", s.From, s.To)
			before, _ := w.seen("10", "2023-04-10", "2023-05-07")
			after, _ := w.seen("10", "2023-05-29", "2023-06-25")
			if e.During != (DayWindow{Days: 21, N: in}) || e.Prior != (DayWindow{Days: 28, N: before}) || e.After != (DayWindow{Days: 28, N: after}) || e.YearBefore != (DayWindow{Why: "no_record"}) {
				t.Errorf("%d: %+v, want %d, %d, %d", seed, e.PlaceEffect, in, before, after)
			}
			_, first := w.seen("", "2023-03-13", "2023-05-07")
			_, later := w.seen("", "2023-05-29", "2023-06-27")
			want := [2][2]int{}
			for child := range first {
				i, j := 1, 1
				if enrolled[child] {
					i = 0
				}
				if later[child] {
					j = 0
				}
				want[i][j]++
			}
			if c := e.Again.Table.Cells; want != [2][2]int{{c[0][0].N, c[0][1].N}, {c[1][0].N, c[1][1].N}} {
				t.Errorf("%d: %+v, want %v", seed, c, want)
			}
		}
		if e, err := OfProgramme(context.Background(), r.Casework, hatch(t, access.Coordinator), "ours", Span{"10", "2023-05-08", "2023-05-28"}, "2023-07-14"); err == nil {
			t.Errorf("the coordinator reads %+v", e)
		}
		e, err := OfProgramme(context.Background(), r.Casework, hatch(t, access.Chair), "ours", Span{"10", "2023-07-10", "2023-07-28"}, "2023-07-14")
		if err != nil || e.During.Days != 5 || e.After.Why != "running" || e.Again.Why != "running" || !e.Runs || !e.No30 || e.InSchool+e.Met30+e.Off30 != 0 {
			t.Errorf("a programme that runs: %+v, %v", e, err)
		}
	})
}

// Of few children a page tells nothing: not one count, nor the rest of one, is
// smaller than the threshold, whatever the numbers are.
func TestFewChildrenAreNotTold(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		upTo := func(name string, n int) int { return rapid.IntRange(0, n).Draw(rt, name) }
		e := ProgrammeEffect{Enrolled: upTo("enrolled", 30)}
		e.InSchool, e.Met30, e.Met90 = upTo("school", e.Enrolled), upTo("met30", e.Enrolled), upTo("met90", e.Enrolled)
		e.Off30, e.Off90 = upTo("off30", e.Met30), upTo("off90", e.Met90)
		e.Again.table([]group{{a: "yes", b: "no", n: upTo("a", 12)}, {a: "yes", b: "yes", n: upTo("b", 12)}, {a: "no", b: "no", n: upTo("c", 12)}, {a: "no", b: "yes", n: upTo("d", 12)}})
		told := e.Told(5)
		for name, n := range map[string]int{"enrolled": told.Enrolled, "school": told.InSchool, "met": told.Met30, "off": told.Off30, "later": told.Met90, "off later": told.Off90,
			"no school": told.Enrolled - told.InSchool, "on the street": told.Met30 - told.Off30, "not met": told.Enrolled - told.Met90} {
			if n > 0 && n < 5 {
				rt.Errorf("%s: %d of %+v is told", name, n, e)
			}
		}
		if told.Enrolled > 0 && (told.InSchool == told.Enrolled || told.Met30 > 0 && told.Off30 == told.Met30) {
			rt.Errorf("something is told of each child: %+v", told)
		}
		for _, row := range told.Again.Table.Cells {
			for _, c := range row {
				if c.N < 5 {
					rt.Errorf("%+v is told", told.Again)
				}
			}
		}
		if told.Few && (told.Enrolled != 0 || !strings.Contains(strings.Join(told.Words(text.SQ).Notes, " "), "numrat janë të vegjël")) {
			rt.Errorf("%+v does not say why", told)
		}
	})
	if e := (ProgrammeEffect{Enrolled: 20, InSchool: 10, Met30: 20, Off30: 12}).Told(5); e.Few || e.Enrolled != 20 {
		t.Errorf("twenty children are few: %+v", e)
	}
}

// The words say the numbers, a mean of a week, and of what has none why.
func TestEffectInWords(t *testing.T) {
	e := ProgrammeEffect{Enrolled: 6, InSchool: 3, Met30: 5, Off30: 4, PlaceEffect: PlaceEffect{Municipality: "10",
		During: DayWindow{Days: 21, N: 10}, Prior: DayWindow{Days: 28, N: 0}, After: DayWindow{Days: 28, Why: "running"}, YearBefore: DayWindow{Why: "no_record"}}}
	e.Again.table([]group{{a: "yes", b: "no", n: 4}, {a: "yes", b: "yes", n: 2}, {a: "no", b: "yes", n: 7}})
	w := e.Words(text.SQ)
	if got := fmt.Sprint(w.Lines); got != "[{Konstatime në terren, bashkia Durrës false [0 10  ]} {mesatarisht në javë true [0 3,3  ]}]" {
		t.Error(got)
	}
	for _, want := range []string{"4 javët pas: këto ditë nuk kanë mbaruar ende.", "një vit më parë: rreth këtyre ditëve nuk u shënua", "Pas tij në shkollë: 3 nga 6. U gjetën pas 30 ditësh: 5 nga 6. Prej atyre që u gjetën, jo më ose më rrallë në rrugë: 4 nga 5. U gjetën pas 90 ditësh: 0 nga 6.", "programit: 13. Prej tyre u panë sërish në 30 ditët pas tij: 2 nga 6 të regjistruar në të dhe 7 nga 7 jo të regjistruar."} {
		if !strings.Contains(strings.Join(w.Notes, "\n"), want) {
			t.Errorf("no %q in %q", want, w.Notes)
		}
	}
	if len(text.Missing(append(w.Columns, w.Basis))) > 0 || e.Words(text.EN).Lines[1].Label != "a week on average" {
		t.Error("not in English")
	}
	few := "Me kaq pak fëmijë ndryshimi mund të jetë rastësi."
	if !slices.Contains(w.Notes, few) {
		t.Errorf("thirteen children are not said to be few: %q", w.Notes)
	}
	e.Again.table([]group{{a: "yes", b: "no", n: 30}, {a: "yes", b: "yes", n: 30}, {a: "no", b: "no", n: 30}, {a: "no", b: "yes", n: 30}})
	if slices.Contains(e.Words(text.SQ).Notes, few) {
		t.Error("thirty in each group are said to be few")
	}
	e = ProgrammeEffect{Again: Again{Why: "no_file"}}
	if w := e.Words(text.SQ); w.Lines[0].Cells[1] != "" || !strings.Contains(strings.Join(w.Notes, "\n"), "nuk u pa asnjë fëmijë me dosje") {
		t.Errorf("%+v", w)
	}
}

// What a programme that runs has still to show is not said as if it were nothing.
func TestEffectOfWhatIsNotOver(t *testing.T) {
	e := ProgrammeEffect{Enrolled: 6, InSchool: 3, Met30: 5, PlaceEffect: PlaceEffect{During: DayWindow{Days: 5, N: 10}, Prior: DayWindow{Days: 28, N: 4}}}
	e.Again.Why = "running"
	s := Span{"10", "2023-07-10", "2023-07-28"}
	for _, c := range []struct {
		today       string
		has, hasNot []string
	}{
		{"2023-07-14", []string{"deri sot", "Sa janë në shkollë del pas programit.", "30 ditësh del 30 ditë pas programit.", "90 ditësh del 90 ditë pas programit."}, []string{"U gjetën pas", "në shkollë: "}},
		{"2023-07-29", []string{"në shkollë: 3 nga 6.", "30 ditësh del 30", "90 ditësh del 90"}, []string{"deri sot", "U gjetën pas"}},
		{"2023-08-27", []string{"në shkollë: 3 nga 6.", "U gjetën pas 30 ditësh: 5 nga 6.", "90 ditësh del 90"}, []string{"deri sot", "pas 90 ditësh:"}},
		{"2023-10-26", []string{"U gjetën pas 30 ditësh: 5 nga 6.", "U gjetën pas 90 ditësh: 0 nga 6."}, []string{" del 90"}},
	} {
		x := e
		x.notYet(s, c.today)
		w := x.Words(text.SQ)
		all := strings.Join(append(w.Columns, w.Notes...), "\n")
		for _, want := range c.has {
			if !strings.Contains(all, want) {
				t.Errorf("%s: no %q in %q", c.today, want, all)
			}
		}
		for _, not := range c.hasNot {
			if strings.Contains(all, not) {
				t.Errorf("%s: %q in %q", c.today, not, all)
			}
		}
		if mean := w.Lines[1].Cells[1]; (mean == "") != (c.today == "2023-07-14") {
			t.Errorf("%s: a mean of %q", c.today, mean)
		}
		if len(text.Missing(w.Columns)) > 0 {
			t.Errorf("%s: not in English", c.today)
		}
	}
}
