package statistics

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

// crowd makes n sightings in Durrës in the first half of 2023, uneven as life.
func crowd(r *rand.Rand, n int) world {
	var w world
	for i := range n {
		s := invent(r).sightings
		if len(s) == 0 {
			continue
		}
		x := s[0]
		x.unit, x.removed, x.municipality = "unitdurres", false, pick(r, "10", "10", "10", "11", "12")
		x.day = "2023-0" + fmt.Sprint(1+max(r.IntN(6), r.IntN(6))) + x.day[7:]
		if x.day > "2023-06-30" || x.day[5:] == "02-29" || x.day[5:] == "02-30" || x.day[5:] == "02-31" || x.day[5:] == "04-31" {
			x.day = "2023-06-15"
		}
		if x.subject != "" {
			x.subject = fmt.Sprint("child", r.IntN(1+n/3))
		}
		w.sightings = append(w.sightings, x)
		if i%4 == 0 {
			w.files = append(w.files, inventFile(r, fmt.Sprint("child", i/4)))
		}
	}
	return w
}

// chapter is the chapter of the first half of 2023 for somebody with a role.
func chapter(t testing.TB, r testkit.Rooms, role access.Role) Chapter {
	t.Helper()
	c, err := NewChapter(context.Background(), r.Casework, hatch(t, role), "2023-H1", summer, summer)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// knowsDays tells the attacker what the calendar tells everybody: of which days
// weeks, months and the season are made.
func (a *attacker) knowsDays(season Rules) {
	a.knowsDaysOf(season, readable{Answer{From: "2023-01-01", To: "2023-06-30"}, ""})
}

// knowsDaysOf is knowsDays for any half-year.
func (a *attacker) knowsDaysOf(season Rules, h readable) {
	parts := map[string][]string{}
	for at := h.a.From; at <= h.a.To; at = text.DaysAfter(at, 1) {
		day, err := time.Parse(time.DateOnly, at)
		if err != nil {
			panic(err)
		}
		monday := day.AddDate(0, 0, -(int(day.Weekday())+6)%7).Format(time.DateOnly)
		month, side := day.Format("2006-01"), "off"
		if md := day.Format("01-02"); md >= season.SeasonStart && md <= season.SeasonEnd {
			side = "season"
		}
		piece := a.unknown("more days "+h.name+monday+month+side, 0)
		for _, of := range []string{"week:" + monday, "month:" + month, "season:" + side} {
			if whole := h.called("sightings", of); !slices.Contains(parts[whole], piece) {
				parts[whole] = append(parts[whole], piece)
			}
		}
	}
	for whole, list := range parts {
		a.adds(whole, list, false)
	}
}

// knowsChildren tells the attacker how the flow and the residents hang together.
func (a *attacker) knowsChildren(flow Table) {
	var diagonal []string
	for _, m := range flow.Columns.Keys {
		if name := "children municipality:" + m + " origin:" + m; a.has(name) {
			diagonal = append(diagonal, name)
		}
	}
	a.adds("children residence:resident", diagonal, false)
	if a.has("children origin:u") {
		a.adds("children residence:u", []string{"children origin:u"}, false)
	}
	a.atMost("children ", "sightings link:linked")
}

// The whole chapter stands the same attack, by somebody who knows the calendar
// and how its tables hang together.
func TestAttackOnChapter(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	raw := found(t, r)
	for seed, n := range []int{6, 20, 45, 90, 180, 400} {
		crowd(rand.New(rand.NewPCG(uint64(seed), 2)), n).write(t, raw)
		c := chapter(t, r, access.Secretary)
		a := newAttacker([]Bound{{"children", "sightings"}}, tablesOf(c.Published))
		a.knowsDays(c.Rules)
		a.knowsChildren(c.Published.Flow)
		for _, x := range a.attack(t) {
			if x.high-x.low < threshold-1-1e-6 {
				t.Errorf("%d sightings: %s lies between %.2f and %.2f", n, x.name, x.low, x.high)
			}
		}
	}
}

func tablesOf(a Answer) []Table {
	var list []Table
	for _, t := range a.tables() {
		list = append(list, *t)
	}
	return list
}

// What a chapter publishes is worth printing: where there is much, little is
// withheld; and what is exact goes to the committee alone.
func TestChapter(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	raw := found(t, r)
	w := crowd(rand.New(rand.NewPCG(1, 3)), 300)
	w.write(t, raw)
	c := chapter(t, r, access.Secretary)
	hold(t, "exact", *c.Exact, w, Question{From: "2023-01-01", To: "2023-06-30", Rules: summer})
	small, others := 0, 0
	exact := tablesOf(c.Exact.published())
	for i, p := range tablesOf(c.Published) {
		var n []int
		exact[i].each(func(_ string, x *Cell) { n = append(n, x.N) })
		p.each(func(name string, x *Cell) {
			switch {
			case !x.Withheld && x.N != n[0] || !x.Withheld && x.N > 0 && x.N < threshold:
				t.Errorf("%s is published as %d, and is %d", name, x.N, n[0])
			case x.Withheld && n[0] < threshold:
				small++
			case x.Withheld:
				others++
			}
			n = n[1:]
		})
	}
	if c.Published.Sightings().Withheld || c.Published.Children().Withheld || others > small+20 {
		t.Errorf("%d small counts take %d others with them", small, others)
	}
	if c := chapter(t, r, access.Coordinator); c.Exact != nil || c.ExactBefore != nil {
		t.Error("the coordinator has the exact counts")
	}
}

// Where the committee has no rule, small is what is small everywhere.
func TestDefaultThreshold(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	crowd(rand.New(rand.NewPCG(2, 3)), 80).write(t, found(t, r))
	none, err := NewChapter(context.Background(), r.Casework, hatch(t, access.Coordinator), "2023-H1", Rules{}, Rules{})
	if err != nil || none.Rules.Threshold != 5 || none.Published.Season.Rows.Of != "" {
		t.Fatalf("%+v, %v", none.Rules, err)
	}
	for _, x := range tablesOf(none.Published) {
		x.each(func(name string, c *Cell) {
			if c.N > 0 && c.N < 5 {
				t.Errorf("%s, %d, is published", name, c.N)
			}
		})
	}
}

// A chapter is kept as JSON with a signed analysis, and reads back the same.
func TestChapterIsKept(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	crowd(rand.New(rand.NewPCG(2, 3)), 80).write(t, found(t, r))
	for _, c := range []Chapter{chapter(t, r, access.Secretary), {}} {
		if c.Exact != nil {
			c.Exact.spans, c.ExactBefore.spans = Table{}, Table{} // never kept
		}
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "child1") {
			t.Error("a child stands in the chapter")
		}
		var back Chapter
		if err := json.Unmarshal(text, &back); err != nil || string(must(json.Marshal(back))) != string(text) {
			t.Errorf("the chapter does not read back: %v", err)
		}
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

// Where there is no casework room, a chapter says so and is no error; a period
// that is not a half-year is refused.
func TestChapterWithoutRoom(t *testing.T) {
	c, err := NewChapter(context.Background(), nil, hatch(t, access.Secretary), "2023-H1", summer, summer)
	if err != nil || c.Here || c.Exact != nil {
		t.Errorf("%+v, %v", c, err)
	}
	for _, p := range []figure.Period{"2023", "2023-Q1", "x"} {
		if _, err := NewChapter(context.Background(), nil, hatch(t, access.Secretary), p, summer, summer); err == nil {
			t.Errorf("%s has a chapter", p)
		}
	}
}
