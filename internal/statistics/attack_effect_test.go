package statistics

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

// camp makes a world of children in Durrës who were seen from one day to
// another, the same ones again and again, and of whom some attend a programme.
func camp(r *rand.Rand, sightings, children int, from string, days int, s Span) world {
	var w world
	for i := range children {
		w.files = append(w.files, inventFile(r, fmt.Sprint("child", i)))
		w.files[i].unit = "unitdurres"
		if r.IntN(5) < 2 {
			w.enrolments = append(w.enrolments, inventEnrolment(r, i, s))
		}
	}
	for range sightings {
		x := sighting{unit: "unitdurres", day: text.DaysAfter(from, r.IntN(days)), place: "beach", municipality: pick(r, "10", "10", "11"),
			activity: "begging", age: pick(r, "6-10", "11-14"), sex: pick(r, "f", "m"), origin: pick(r, "", "10", "15")}
		if r.IntN(8) > 0 {
			x.subject = fmt.Sprint("child", r.IntN(children))
		}
		w.sightings = append(w.sightings, x)
	}
	return w
}

// within names all that is published of another half-year apart.
func within(a Answer, half string) (list []Table) {
	for _, t := range tablesOf(a) {
		t.Within = []string{"half:" + half}
		list = append(list, t)
	}
	return list
}

// A readable half-year is what the attacker has of it as to the comparison: the
// weeks, and what its counts are called.
type readable struct {
	a    Answer
	name string // "" or "half:…"
}

func (k readable) called(counts, of string) string {
	switch {
	case k.name == "":
		return counts + " " + of
	case of == "":
		return counts + " " + k.name
	}
	if of < k.name {
		return counts + " " + of + " " + k.name
	}
	return counts + " " + k.name + " " + of
}

// knowsAgain tells the attacker what the comparison says of the half-years it is
// about: the children of it were seen so often at least, and are children of them.
func (a *attacker) knowsAgain(x Again, halves []readable) {
	if x.Why != "" {
		return
	}
	var seen, again []string
	for i, h := range halves {
		b, r := a.unknown(fmt.Sprint("more seen ", i), 0), a.unknown(fmt.Sprint("more again ", i), 0)
		seen, again = append(seen, b), append(again, r)
		a.fits(b, h, x.SeenFrom, x.SeenTo)
		a.fits(r, h, x.AgainFrom, x.AgainTo)
		both := a.unknown(fmt.Sprint("more both ", i), 0)
		a.adds(both, []string{b, r}, false)
		a.atMost(both, h.called("sightings", "link:linked"))
	}
	a.covers(seen, "followed ")
	a.covers(again, "followed seen_again:yes")
	a.atMost("followed enrolment:yes", "enrolled ")
}

// fits says that children cannot be more than those of a half-year, nor than the
// sightings of the weeks that reach into some days of it.
func (a *attacker) fits(children string, h readable, from, to string) {
	var in []string
	for _, monday := range h.a.Weeks.Rows.Keys {
		if max(monday, h.a.From) <= to && min(text.DaysAfter(monday, 6), h.a.To) >= from {
			in = append(in, h.called("sightings", "week:"+monday))
		}
	}
	sum := a.unknown("more in "+children, 0)
	a.adds(sum, in, false)
	a.atMost(children, sum)
	a.atMost(children, h.called("children", ""))
}

// covers says that the parts of the half-years are as many as the whole at least.
func (a *attacker) covers(parts []string, whole string) {
	sum := a.unknown("more of "+whole, 0)
	a.adds(sum, parts, false)
	a.atMost(whole, sum)
}

// A siege is one chapter with all that is published beside it.
type siege struct {
	c      Chapter
	halves []readable
}

// besiege publishes the first half of 2023, and the half-year before where the
// comparison reaches into it.
func besiege(t *testing.T, r testkit.Rooms, s Span) siege {
	t.Helper()
	c, err := NewChapter(context.Background(), r.Casework, hatch(t, access.Secretary), "2023-H1", summer, summer, s)
	if err != nil {
		t.Fatal(err)
	}
	b := siege{c, []readable{{c.Published, ""}}}
	if reaches([]Span{s}, "2023-H1") {
		b.halves = append(b.halves, readable{earlier(t, r, "2022-H2"), "half:early"})
	}
	return b
}

// attack is what an attacker finds who has a comparison besides.
func (b siege) attack(t *testing.T, x Again) []interval {
	t.Helper()
	tables := tablesOf(b.c.Published)
	if len(b.halves) > 1 {
		tables = append(tables, within(b.halves[1].a, "early")...)
	}
	if x.Why == "" {
		tables = append(tables, x.Table)
	}
	a := newAttacker([]Bound{{"children", "sightings"}}, tables)
	for _, h := range b.halves {
		a.knowsDaysOf(b.c.Rules, h)
	}
	a.knowsChildren(b.c.Published.Flow)
	a.knowsAgain(x, b.halves)
	return a.attack(t)
}

// Enrolments and the effect of programmes stand the attack, together with all
// else of the half-year and of the one before it that the comparison reaches into.
func TestAttackOnEffect(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	raw := found(t, r)
	shown, withheld, reached := 0, 0, 0
	for seed := range 24 {
		rnd := rand.New(rand.NewPCG(uint64(seed), 21))
		from := []string{"2023-04-03", "2023-01-23", "2023-01-02", "2023-05-08"}[seed%4]
		s := Span{"10", from, text.DaysAfter(from, 6+rnd.IntN(12))}
		n := []int{40, 150, 400, 900}[seed/4%4]
		camp(rnd, n, n/4+rnd.IntN(n/4), text.DaysAfter(from, -70), 130, s).write(t, raw)
		b := besiege(t, r, s)
		again := b.c.Effect.Again
		if again.Why == "" {
			shown++
			reached += len(b.halves) - 1
			again.Table.each(func(name string, x *Cell) {
				if x.Withheld || x.N < threshold {
					t.Errorf("%d: %s, %+v, is published", seed, name, x)
				}
			})
		}
		for _, x := range b.attack(t, again) {
			withheld++
			if x.high-x.low < threshold-1-1e-6 {
				t.Errorf("%d: %s lies between %.2f and %.2f", seed, x.name, x.low, x.high)
			}
		}
	}
	t.Logf("%d comparisons shown, %d of them over two half-years; %d withheld counts", shown, reached, withheld)
	if shown < 6 || reached < 2 || withheld < 500 {
		t.Error("the test says little")
	}
}

// Where every child was seen as rarely as the comparison needs, it would tell
// what weeks withhold: the attack proves it, and nothing is published.
func TestComparisonThatTells(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	raw, told := found(t, r), 0
	s := Span{"10", "2023-04-03", "2023-04-23"}
	for seed := range 6 {
		rnd := rand.New(rand.NewPCG(uint64(seed), 23))
		w := camp(rnd, 0, 26, s.From, 1, s)
		w.enrolments = nil
		for i := range 26 {
			see := func(from string, days int) {
				w.sightings = append(w.sightings, sighting{unit: "unitdurres", day: text.DaysAfter(from, rnd.IntN(days)), place: "beach", municipality: "10", activity: "begging", age: "6-10", sex: "f", subject: fmt.Sprint("child", i)})
			}
			see("2023-02-06", 56)
			if i%2 == 0 {
				see("2023-04-24", 30)
			}
			if i%4 < 2 {
				w.enrolments = append(w.enrolments, inventEnrolment(rnd, i, s))
			}
		}
		w.write(t, raw)
		b := besiege(t, r, s)
		if exact := b.c.again; exact.Why != "" || exact.Table.Total.N != 26 || b.c.Effect.Again.Why != "small" {
			t.Fatalf("%d: %+v is published as %+v", seed, exact, b.c.Effect.Again)
		}
		for _, x := range b.attack(t, b.c.again) {
			if x.high-x.low < threshold-1-1e-6 {
				told++
			}
		}
	}
	if told == 0 {
		t.Error("the attack finds nothing: the rule would not be needed")
	}
}

// earlier is a half-year as it is published.
func earlier(t *testing.T, r testkit.Rooms, p figure.Period) Answer {
	t.Helper()
	c, err := NewChapter(context.Background(), r.Casework, hatch(t, access.Secretary), p, summer, summer)
	if err != nil {
		t.Fatal(err)
	}
	return c.Published
}
