package statistics

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
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
				a := againOf(spans, p)
				err := r.Casework.View(context.Background(), hatch(t, access.Secretary), store.Subject{}, func(tx *store.Tx) error { return a.count(tx, p) })
				if err != nil {
					t.Fatal(err)
				}
				if a.Why == "" {
					asked++
					if c, want := a.Table.Cells, w.again(a, p); want != [2][2]int{{c[0][0].N, c[0][1].N}, {c[1][0].N, c[1][1].N}} {
						t.Errorf("%d %s %v: %+v, want %v", seed, p, spans, c, want)
					}
				}
			}
			for _, s := range spans {
				e, err := OfProgramme(context.Background(), r.Casework, hatch(t, access.Secretary), "none", s, "2025-01-01")
				if err != nil {
					t.Fatal(err)
				}
				w.holdPlace(t, fmt.Sprint(seed, s), e.PlaceEffect, s)
			}
		}
		if asked < 20 {
			t.Errorf("only %d comparisons: the test says little", asked)
		}
	})
}

// holdPlace compares what is counted around one programme in its municipality.
func (w world) holdPlace(t *testing.T, what string, x PlaceEffect, s Span) {
	t.Helper()
	days := 0
	for day := s.From; day <= s.To; day = text.DaysAfter(day, 1) {
		days++
	}
	in, _ := w.seen(s.Municipality, s.From, s.To)
	year, _ := w.seen(s.Municipality, text.DaysAfter(s.From, -364), text.DaysAfter(s.To, -364))
	before, _ := w.seen(s.Municipality, text.DaysAfter(s.From, -28), text.DaysAfter(s.From, -1))
	after, _ := w.seen(s.Municipality, text.DaysAfter(s.To, 1), text.DaysAfter(s.To, 28))
	if x.During != (DayWindow{Days: days, N: in}) || x.Prior != (DayWindow{Days: 28, N: before}) || x.After != (DayWindow{Days: 28, N: after}) {
		t.Errorf("%s: %+v, want %d in %d days, %d before, %d after", what, x, in, days, before, after)
	}
	recorded, _ := w.seen("", text.DaysAfter(s.From, -546), text.DaysAfter(s.To, -273)) // about a year before
	if (x.YearBefore.Why == "no_record") != (recorded == 0) || recorded > 0 && x.YearBefore != (DayWindow{Days: days, N: year}) {
		t.Errorf("%s: %+v, want %d a year before, of %d", what, x.YearBefore, year, recorded)
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
		{"before", c.Effect.Prior, Window{From: "2023-06-05", To: "2023-06-25", Weeks: 3, Cell: Cell{N: 8}, AtLeast: 8}}, // the week of 26 June lies in two half-years
		{"after", c.Effect.After, Window{From: "2023-07-24", To: "2023-08-20", Weeks: 4, Cell: Cell{N: 5}, AtLeast: 5}},
		{"a year before", c.Effect.YearBefore, Window{From: "2022-07-04", To: "2022-07-24", Weeks: 3, Cell: Cell{N: 20}, AtLeast: 20}},
	} {
		if x.got != x.want {
			t.Errorf("%s: %+v, want %+v", x.name, x.got, x.want)
		}
	}
	if c.Effect.Again.Why != "no_file" {
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
