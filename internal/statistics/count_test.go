package statistics

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

var summer = Rules{SeasonStart: "05-15", SeasonEnd: "09-15", Threshold: 5}

// hatch is the grant of somebody who holds a role in the committee of Durrës.
func hatch(t testing.TB, role access.Role) access.Grant {
	t.Helper()
	g, err := testkit.Actor(role).May(access.CountChildren, access.Hatch("durres"))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func ask(t testing.TB, db *store.DB, q Question) Answer {
	t.Helper()
	var a Answer
	err := db.View(context.Background(), hatch(t, access.Secretary), store.Subject{}, func(tx *store.Tx) (err error) {
		a, err = Count(tx, q)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// An oracle counts a world the slow way, one thing after another, by name.
type oracle struct {
	w    world
	q    Question
	want map[string]int
}

func (o *oracle) count(counts string, facts ...[]string) {
	for n := range 1 << len(facts) {
		var of []string
		for i, f := range facts {
			if n&(1<<i) != 0 {
				of = append(of, f...)
			}
		}
		o.want[Name(counts, of...)]++
	}
}

func fact(of, key string) []string {
	if key == "" {
		key = Unknown
	}
	return []string{of + "=" + key}
}

func (o *oracle) inside(s sighting) bool {
	return units[s.unit][0] == "durres" && !s.removed && s.day >= o.q.From && s.day <= o.q.To && (o.q.Municipality == "" || s.municipality == o.q.Municipality)
}

func (o *oracle) all() map[string]int {
	o.want = map[string]int{}
	seen := map[string][]sighting{}
	for _, s := range o.w.sightings {
		if o.inside(s) {
			o.sighting(s)
			if s.subject != "" {
				seen[s.subject] = append(seen[s.subject], s)
			}
		}
	}
	o.want[Name(Sightings)] = o.total(seen)
	for child, list := range seen {
		o.child(child, list)
	}
	o.fresh()
	o.enrolled()
	return o.want
}

// enrolled counts children in programmes, one child after another.
func (o *oracle) enrolled() {
	mine := map[string][]enrolment{}
	for _, e := range o.w.enrolments {
		f := o.w.files[e.file]
		if units[f.unit][0] == "durres" && text.DaysAfter(e.to, 30) >= o.q.From && text.DaysAfter(e.to, 30) <= o.q.To && (o.q.Municipality == "" || o.q.Municipality == e.municipality) {
			mine[f.subject] = append(mine[f.subject], e)
		}
	}
	for _, list := range mine {
		first, school, soon, late, soonAt, lateAt := "", "", "", "", "", ""
		for _, e := range list {
			if at := e.on + e.municipality; first == "" || at < first {
				first = at
			}
			ranks := []string{"", "not_enrolled", "continues", "enrolled"}
			if slices.Index(ranks, e.school) > slices.Index(ranks, school) {
				school = e.school
			}
			if at := e.to + e.found30; e.found30 != "" && at > soonAt {
				soon, soonAt = e.found30, at
			}
			if at := e.to + e.found90; e.found90 != "" && text.DaysAfter(e.to, 90) <= o.q.To && at > lateAt {
				late, lateAt = e.found90, at
			}
		}
		o.want[Name(Enrolled)]++
		for _, f := range [][]string{fact(Place, first[10:]), fact(School, school), fact(Found30, soon), fact(Found90, late)} {
			o.want[Name(Enrolled, f...)]++
		}
	}
}

func (o *oracle) total(seen map[string][]sighting) (n int) {
	for _, s := range o.w.sightings {
		if o.inside(s) {
			n++
		}
	}
	return n
}

func (o *oracle) sighting(s sighting) {
	where, side, link := fact(Place, s.municipality), "off", "linked"
	if md := s.day[5:]; md >= "05-15" && md <= "09-15" {
		side = "season"
	}
	if s.subject == "" {
		link = "unlinked"
	}
	for _, f := range [][]string{fact(Week, weekOf(s.day)), fact(Month, s.day[:7]), fact(Season, side), fact(Said, s.origin)} {
		o.want[Name(Sightings, f...)]++
		o.want[Name(Sightings, append(f, where...)...)]++
	}
	o.want[Name(Sightings, where...)]++
	for _, f := range [][]string{fact(Link, link), fact(Age, s.age), fact(Sex, s.sex), fact(Activity, s.activity), fact(Spot, s.place)} {
		o.want[Name(Sightings, f...)]++
	}
}

func (o *oracle) child(child string, list []sighting) {
	origin, newest, where := "", "", map[string]bool{}
	for _, s := range list {
		where[s.municipality] = true
		if at := s.day + s.origin; s.origin != "" && at > newest {
			origin, newest = s.origin, at
		}
	}
	from := fact(Origin, origin)
	for m := range where {
		o.count(Children, from, fact(Place, m))
		o.want[Name(Children)]--
		o.want[Name(Children, from...)]--
	}
	o.want[Name(Children)]++
	o.want[Name(Children, from...)]++
	residence := "other"
	if origin == "" {
		residence = Unknown
	} else if where[origin] {
		residence = "resident"
	}
	o.want[Name(Children, fact(Residence, residence)...)]++
	o.done(child)
}

// done is what the child's files say by the last day.
func (o *oracle) done(child string) {
	plan, end, rank := "no", Unknown, ""
	for _, f := range o.w.files {
		if f.subject != child || units[f.unit][0] != "durres" || f.opened > o.q.To {
			continue
		}
		if f.plan != "" && f.plan <= o.q.To {
			plan = "yes"
		}
		mine, at := "open", "4"
		switch {
		case f.state == "merged":
			mine, at = Unknown, "1"
		case f.moved != "" && f.moved <= o.q.To:
			mine, at = "moved", "2"
		case f.closed != "" && f.closed <= o.q.To:
			mine, at = f.outcome, "3"+f.closed+f.outcome
		}
		if at > rank {
			end, rank = mine, at
		}
	}
	o.want[Name(Children, fact(Plan, plan)...)]++
	o.want[Name(Children, fact(Outcome, end)...)]++
}

// fresh counts children by their first file.
func (o *oracle) fresh() {
	first := map[string]string{}
	for _, f := range o.w.files {
		if at := f.opened + units[f.unit][1]; units[f.unit][0] == "durres" && (first[f.subject] == "" || at < first[f.subject]) {
			first[f.subject] = at
		}
	}
	for _, at := range first {
		if day, m := at[:10], at[10:]; day >= o.q.From && day <= o.q.To && (o.q.Municipality == "" || o.q.Municipality == m) {
			o.count(NewCases, fact(Place, m))
		}
	}
}

// Every count of the hatch is that of somebody who counts by hand, on random
// worlds, on both databases.
func TestCount(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		raw := found(t, r)
		for seed := range 40 {
			rnd := rand.New(rand.NewPCG(uint64(seed), 9))
			w := invent(rnd)
			w.write(t, raw)
			for _, q := range []Question{
				{From: "2023-01-01", To: "2023-06-30", Rules: summer}, {From: "2022-07-01", To: "2022-12-31", Rules: summer},
				{From: "2023-01-01", To: "2023-12-31", Municipality: "11", Rules: summer},
			} {
				hold(t, fmt.Sprint(seed, q), ask(t, r.Casework, q), w, q)
			}
		}
	})
}

// hold compares an answer, cell by cell, with the oracle.
func hold(t *testing.T, what string, a Answer, w world, q Question) {
	t.Helper()
	o := oracle{w: w, q: q}
	want := o.all()
	for _, table := range a.tables() {
		table.each(func(name string, c *Cell) {
			if c.N != want[name] || c.Withheld {
				t.Errorf("%s: %s is %d, want %d", what, name, c.N, want[name])
			}
		})
	}
	names := map[string]bool{}
	for _, table := range a.tables() {
		table.each(func(name string, _ *Cell) { names[name] = true })
	}
	for name, n := range want {
		if n != 0 && !names[name] {
			t.Errorf("%s: %s, %d, is missing", what, name, n)
		}
	}
	if a.Residents().N+a.Others().N+a.Unknowns().N != a.Children().N {
		t.Errorf("%s: residents, others and unknown are not the children", what)
	}
	if a.Children().N > a.Sightings().N-a.Unlinked().N {
		t.Errorf("%s: more children than linked sightings", what)
	}
}

// Two half-years share children; the numbers of children are never those of the year.
func TestChildrenAreNotAdded(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	raw := found(t, r)
	s := sighting{unit: "unitdurres", day: "2023-03-01", place: "beach", municipality: "10", activity: "begging", age: "6-10", sex: "f", origin: "15", subject: "child1"}
	later, unlinked := s, s
	later.day, later.origin, unlinked.subject = "2023-08-01", "10", ""
	world{sightings: []sighting{s, later, unlinked}}.write(t, raw)
	year := ask(t, r.Casework, Question{From: "2023-01-01", To: "2023-12-31", Rules: summer})
	first := ask(t, r.Casework, Question{From: "2023-01-01", To: "2023-06-30", Rules: summer})
	second := ask(t, r.Casework, Question{From: "2023-07-01", To: "2023-12-31", Rules: summer})
	got := []int{year.Sightings().N, year.Unlinked().N, year.Children().N, first.Children().N, second.Children().N, first.Others().N, year.Residents().N, second.Residents().N}
	if want := []int{3, 1, 1, 1, 1, 1, 1, 1}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Whoever has no right to count gets nothing, of any committee.
func TestHatchIsClosed(t *testing.T) {
	for _, role := range []access.Role{access.Administrator, access.Auditor, access.DPO} {
		if _, err := testkit.Actor(role).May(access.CountChildren, access.Hatch("durres")); err == nil {
			t.Errorf("%s may count children", role)
		}
	}
	if _, err := testkit.Actor(access.Secretary).May(access.CountChildren, access.Hatch("tirane")); err == nil {
		t.Error("the secretary of Durrës counts children of Tiranë")
	}
}

// The flow alone is the flow of the whole answer.
func TestFlow(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	invent(rand.New(rand.NewPCG(3, 9))).write(t, found(t, r))
	q := Question{From: "2023-01-01", To: "2023-06-30", Rules: summer}
	a := ask(t, r.Casework, q)
	err := r.Casework.View(context.Background(), hatch(t, access.Chair), store.Subject{}, func(tx *store.Tx) error {
		said, children, err := Flow(tx, q)
		if !reflect.DeepEqual(said, a.Said) || !reflect.DeepEqual(children, a.Flow) || said.Total.N == 0 {
			t.Errorf("%+v and %+v", said, children)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
