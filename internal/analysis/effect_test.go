package analysis

import (
	"strings"
	"testing"

	"tryeza/internal/code"
)

// summer is what the units published of the half-year of the summer before.
func summer() *Children {
	k := seen("2022-H2")
	k.Effect = ChildEffect{Programmes: 2,
		Prior: ChildWindow{From: "2022-06-06", To: "2022-07-03", Weeks: 4, Count: n(31)}, During: ChildWindow{From: "2022-07-04", To: "2022-07-17", Weeks: 2, Count: n(12)},
		After: ChildWindow{From: "2022-07-18", To: "2022-08-14", Weeks: 4, Count: hidden, AtLeast: 17}, YearBefore: ChildWindow{Why: "no_record"},
		SeenFrom: "2022-05-09", SeenTo: "2022-07-03", AgainFrom: "2022-07-16", AgainTo: "2022-08-14", AgainOf: 2}
	k.Effect.Again = Tallies{By: "enrolment", Across: "seen_again", Rows: []Key{{"yes", "të regjistruar në program"}, {"no", "jo të regjistruar"}}, Columns: []Key{{"yes", "u panë sërish"}, {"no", "nuk u panë sërish"}},
		Cells: [][]Tally{{n(5), n(9)}, {n(11), n(6)}}, Counts: []Tally{n(14), n(17)}, ColumnTotals: []Tally{n(16), n(15)}, Total: n(31)}
	k.Now.Enrolled = tallied("municipality", n(19), "10=Durrës", n(19))
	k.Now.School = tallied("school", n(19), "enrolled=u regjistrua në shkollë", n(7), "u=nuk dihet", n(12))
	k.Now.Found30 = tallied("found_30", n(19), "off_street=nuk është më në rrugë", hidden, "less=më rrallë në rrugë", hidden, "u=nuk dihet", n(9))
	return k
}

func effectOf(d *Data) string {
	said := chaptersOf(Compose(d), "summer_programmes")
	_, said, _ = strings.Cut(said, "## Çfarë mund të thuhet")
	said, _, _ = strings.Cut(said, "\n## ")
	return said
}

// What can be said of an effect, word for word: counts with what is withheld, and
// never that programmes are the cause.
func TestEffectOfProgrammes(t *testing.T) {
	d := withRegisters()
	d.Casework, d.LastSummer = true, summer()
	golden(t, "effect.golden", effectOf(d))
	for _, w := range []string{"shkaktua", "falë programe", "për shkak të programe"} {
		if strings.Contains(effectOf(d), w) {
			t.Errorf("it says %q", w)
		}
	}
	if got := len(Compose(d).Children); got != 1 {
		t.Errorf("%d half-years are kept with the report", got)
	}
}

// Without a baseline there is no number, and the reason is said: for each of them.
func TestEffectWithoutBaseline(t *testing.T) {
	for _, why := range code.EffectReasons {
		d := withRegisters()
		d.Casework, d.LastSummer = true, summer()
		e := &d.LastSummer.Effect
		e.Again, e.AgainWhy, e.YearBefore.Why = Tallies{}, why.Code, why.Code
		said := effectOf(d)
		want(t, why.Code, said, "nuk mund të krahasohen. "+strings.TrimSuffix(why.SQ, "."), "një vit më parë | – | – | nuk mund të thuhet: ")
		if _, ok := Compose(d).Find("children_sightings[period=2022-H2,window=year_before]"); ok {
			t.Errorf("%s: there is a figure of nothing", why.Code)
		}
	}
	d := withRegisters()
	d.Casework = true
	want(t, "not published", effectOf(d), "nuk mund të thuhet ende")
}
