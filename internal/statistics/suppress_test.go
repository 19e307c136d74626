package statistics

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A record is one invented sighting, of which tables are counted.
type record map[string]string

// people makes n records whose attributes are as uneven as life.
func people(r *rand.Rand, n int, axes map[string]int) []record {
	list := make([]record, n)
	for i := range list {
		list[i] = record{}
		for _, of := range sortedKeys(axes) {
			k := min(r.IntN(axes[of]), r.IntN(axes[of]))
			list[i][of] = fmt.Sprintf("%02d", k)
		}
	}
	return list
}

func sortedKeys(m map[string]int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func axis(of string, n int) Axis {
	a := Axis{Of: of}
	for i := range n {
		a.Keys = append(a.Keys, fmt.Sprintf("%02d", i))
	}
	return a
}

// count makes a table of records, without an axis of columns when it is empty.
func count(list []record, rows, columns Axis) Table {
	t := Table{Counts: "sightings", Rows: rows, Columns: columns, RowTotals: make([]Cell, len(rows.Keys)), ColumnTotals: make([]Cell, len(columns.Keys))}
	if columns.Of != "" {
		for range rows.Keys {
			t.Cells = append(t.Cells, make([]Cell, len(columns.Keys)))
		}
	}
	for _, x := range list {
		i, j := slices.Index(rows.Keys, x[rows.Of]), slices.Index(columns.Keys, x[columns.Of])
		t.Total.N++
		t.RowTotals[i].N++
		if j >= 0 {
			t.ColumnTotals[j].N++
			t.Cells[i][j].N++
		}
	}
	return t
}

// publication makes random tables to publish together, of one of several kinds.
func publication(r *rand.Rand, kind int) ([]Bound, []Table) {
	size := 1 + r.IntN([]int{10, 60, 400}[r.IntN(3)])
	switch kind % 5 {
	case 0: // one axis
		a := axis("age", 1+r.IntN(12))
		return nil, []Table{count(people(r, size, map[string]int{"age": len(a.Keys)}), a, Axis{})}
	case 1: // two axes
		a, b := axis("age", 1+r.IntN(6)), axis("month", 1+r.IntN(6))
		return nil, []Table{count(people(r, size, map[string]int{"age": len(a.Keys), "month": len(b.Keys)}), a, b)}
	case 2: // tables that share their margins
		list := people(r, size, map[string]int{"place": 3, "age": 4, "month": 6, "sex": 2})
		return nil, []Table{
			count(list, axis("place", 3), axis("month", 6)), count(list, axis("place", 3), axis("age", 4)),
			count(list, axis("sex", 2), Axis{}), count(list, axis("month", 6), axis("sex", 2)),
		}
	case 3: // a period and the two parts it is made of
		list := people(r, size, map[string]int{"half": 2, "age": 4, "origin": 5})
		return nil, []Table{
			count(list, axis("half", 2), axis("age", 4)), count(list, axis("half", 2), axis("origin", 5)),
			count(list, axis("origin", 5), axis("age", 4)),
		}
	}
	return overlapping(r, size)
}

// overlapping is children and the sightings of them: a child was seen in one
// place or more, and counts once in the total.
func overlapping(r *rand.Rand, size int) ([]Bound, []Table) {
	origins, places := axis("origin", 2+r.IntN(4)), axis("place", 3)
	all := people(r, size, map[string]int{"place": 3})
	from := make([]int, 1+r.IntN(size))
	for i := range from {
		from[i] = r.IntN(len(origins.Keys))
	}
	t := count(nil, origins, places)
	t.Counts, t.Overlap = "children", true
	seen, met := map[string]bool{}, map[int]bool{}
	for _, x := range all {
		child := r.IntN(len(from))
		i, j := from[child], slices.Index(places.Keys, x["place"])
		if !met[child] {
			met[child] = true
			t.Total.N++
			t.RowTotals[i].N++
		}
		if key := fmt.Sprint(child, j); !seen[key] {
			seen[key] = true
			t.ColumnTotals[j].N++
			t.Cells[i][j].N++
		}
	}
	return []Bound{{"children", "sightings"}}, []Table{t, count(all, places, Axis{})}
}

const threshold = 5

// The promise of the hatch: linear programming recovers no withheld count from
// a thousand publications, not even to within less than the threshold allows.
func TestAttack(t *testing.T) {
	withheld, shown := 0, 0
	for n := range 1000 {
		r := rand.New(rand.NewPCG(uint64(n), 4))
		bounds, tables := publication(r, n)
		out, err := Publication{Tables: tables, Bounds: bounds}.Suppress(threshold)
		if err != nil {
			t.Fatal(n, err)
		}
		for _, x := range newAttacker(bounds, out).attack(t) {
			withheld++
			if x.high-x.low < threshold-1-1e-6 {
				t.Errorf("publication %d: %s lies between %.2f and %.2f", n, x.name, x.low, x.high)
			}
		}
		for _, x := range out {
			x.each(func(_ string, c *Cell) {
				if !c.Withheld && c.N > 0 {
					shown++
				}
			})
		}
	}
	t.Logf("%d withheld, %d shown", withheld, shown)
	if withheld < 5000 || shown < 5000 {
		t.Errorf("only %d withheld and %d shown: the test says little", withheld, shown)
	}
}

// The attack is worth something: where only the small counts themselves are
// withheld, it recovers many of them.
func TestAttackSucceedsOnHalfMeasures(t *testing.T) {
	recovered := 0
	for n := range 100 {
		r := rand.New(rand.NewPCG(uint64(n), 4))
		bounds, tables := publication(r, n)
		for i := range tables {
			tables[i].each(func(_ string, c *Cell) {
				if c.N > 0 && c.N < threshold {
					*c = Cell{Withheld: true}
				}
			})
		}
		for _, x := range newAttacker(bounds, tables).attack(t) {
			if x.high-x.low < 1e-6 {
				recovered++
			}
		}
	}
	if recovered < 100 {
		t.Errorf("the attack recovers only %d", recovered)
	}
}

// What every publication has in common, whatever is in it.
func TestSuppressedTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		k := rapid.IntRange(1, 12).Draw(t, "threshold")
		bounds, tables := publication(r, rapid.IntRange(0, 4).Draw(t, "kind"))
		out, err := Publication{Tables: tables, Bounds: bounds}.Suppress(k)
		if err != nil {
			t.Fatal(err)
		}
		small := false
		for i := range tables {
			small = compare(t, tables[i], out[i], k) || small
		}
		if !small && !reflect.DeepEqual(out, tables) {
			t.Error("nothing is small, and something is withheld")
		}
		again, err := Publication{Tables: out, Bounds: bounds}.Suppress(k)
		if err != nil || !reflect.DeepEqual(again, out) {
			t.Error("a second time changes something:", err)
		}
		same, _ := Publication{Tables: tables, Bounds: bounds}.Suppress(k)
		if !reflect.DeepEqual(same, out) {
			t.Error("the same tables give two patterns")
		}
	})
}

// compare holds a published table against the true one, and reports whether
// there was something small in it.
func compare(t *rapid.T, was, is Table, k int) bool {
	var n []int
	was.each(func(_ string, c *Cell) { n = append(n, c.N) })
	i, small := 0, false
	is.each(func(name string, c *Cell) {
		low := n[i] > 0 && n[i] < k
		switch {
		case n[i] == 0 && *c != Cell{}:
			t.Errorf("%s: a zero became %v", name, *c)
		case low && !c.Withheld:
			t.Errorf("%s: %d is shown", name, n[i])
		case c.Withheld && c.N != 0:
			t.Errorf("%s: %d stands in what is withheld", name, c.N)
		case !c.Withheld && c.N != n[i]:
			t.Errorf("%s: %d became %d", name, n[i], c.N)
		}
		small = small || low
		i++
	})
	return small
}

func cells(n ...int) []Cell {
	list := make([]Cell, len(n))
	for i := range n {
		list[i] = Cell{N: n[i]}
		if n[i] < 0 {
			list[i] = Cell{Withheld: true}
		}
	}
	return list
}

// Small tables whose pattern can be followed by hand; -1 is withheld.
func TestSuppressByHand(t *testing.T) {
	one := func(total int, n ...int) Table {
		return Table{Counts: "sightings", Rows: axis("age", len(n)), RowTotals: cells(n...), Total: cells(total)[0]}
	}
	for _, tt := range []struct {
		name     string
		in, want Table
	}{
		{"nothing small", one(30, 10, 20), one(30, 10, 20)},
		{"zeros stay", one(20, 0, 20), one(20, 0, 20)},
		{"one small takes the next with it", one(53, 3, 20, 30), one(53, -1, -1, 30)},
		{"two small that together are too few", one(52, 1, 1, 20, 30), one(52, -1, -1, -1, 30)},
		{"two small that hide one another", one(58, 4, 4, 20, 30), one(58, -1, -1, 20, 30)},
		{"one alone takes the total with it", one(3, 3, 0), one(-1, -1, 0)},
		{"nothing at all", one(0, 0, 0), one(0, 0, 0)},
	} {
		got, err := Suppress(tt.in, threshold)
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %+v, want %+v (%v)", tt.name, got, tt.want, err)
		}
	}
}

// Tables that contradict one another are a fault, and are not published.
func TestSuppressRefuses(t *testing.T) {
	ok := count(people(rand.New(rand.NewPCG(1, 1)), 30, map[string]int{"age": 3}), axis("age", 3), Axis{})
	sum, other, short := ok.clone(), ok.clone(), ok.clone()
	sum.Total.N++
	other.RowTotals[0].N, other.RowTotals[1].N = other.RowTotals[0].N+1, other.RowTotals[1].N-1
	short.RowTotals = short.RowTotals[1:]
	few := ok.clone()
	few.Counts = "children"
	for i, tables := range [][]Table{{sum}, {ok, other}, {short}} {
		if _, err := SuppressTogether(threshold, tables...); err == nil {
			t.Errorf("%d: no error", i)
		}
	}
	few.Total.N, few.RowTotals[0].N = few.Total.N+1, few.RowTotals[0].N+1
	if _, err := (Publication{Tables: []Table{ok, few}, Bounds: []Bound{{"children", "sightings"}}}).Suppress(threshold); err == nil {
		t.Error("more children than sightings: no error")
	}
}
