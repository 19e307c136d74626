package statistics

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

// An attacker has what was published and nothing else: the tables, the sums that
// everybody can see in them, and the rule (zeros are shown, so what is withheld
// is one at least). It shares no code with what it attacks.
type attacker struct {
	known map[string]float64
	names []string             // what is not known, in order
	least map[string]float64   // the least each of those can be
	sums  []map[string]float64 // each adds up to zero
}

func newAttacker(bounds []Bound, tables []Table) *attacker {
	a := &attacker{known: map[string]float64{}, least: map[string]float64{}}
	for _, t := range tables {
		a.read(t)
	}
	for _, b := range bounds {
		for name := range a.all() {
			if of, ok := strings.CutPrefix(name, b.Small+" "); ok && a.has(b.Large+" "+of) {
				a.atMost(name, b.Large+" "+of)
			}
		}
	}
	return a
}

func (a *attacker) has(name string) bool {
	_, known := a.known[name]
	_, unknown := a.least[name]
	return known || unknown
}

func (a *attacker) all() map[string]bool {
	m := map[string]bool{}
	for n := range a.known {
		m[n] = true
	}
	for n := range a.least {
		m[n] = true
	}
	return m
}

func (a *attacker) unknown(name string, least float64) string {
	if _, ok := a.least[name]; !ok {
		a.least[name] = least
		a.names = append(a.names, name)
	}
	return name
}

func (a *attacker) cell(t Table, c Cell, of ...string) string {
	of = append(slices.Clone(t.Within), of...)
	slices.Sort(of)
	name := t.Counts + " " + strings.Join(of, " ")
	if c.Withheld {
		return a.unknown(name, 1)
	}
	a.known[name] = float64(c.N)
	return name
}

func (a *attacker) atMost(small, large string) {
	more := a.unknown(fmt.Sprint("more ", len(a.sums)), 0)
	a.sums = append(a.sums, map[string]float64{large: -1, small: 1, more: 1})
}

// adds says that parts add up to the whole, or cover it when they overlap.
func (a *attacker) adds(whole string, parts []string, overlap bool) {
	sum := map[string]float64{whole: -1}
	for _, p := range parts {
		sum[p]++
		if overlap {
			a.atMost(p, whole)
		}
	}
	if overlap {
		sum[a.unknown(fmt.Sprint("twice ", len(a.sums)), 0)] = -1
	}
	a.sums = append(a.sums, sum)
}

func (a *attacker) read(t Table) {
	total := a.cell(t, t.Total)
	var rows, columns []string
	for i, c := range t.RowTotals {
		rows = append(rows, a.cell(t, c, t.Rows.Of+":"+t.Rows.Keys[i]))
	}
	a.adds(total, rows, false)
	if t.Columns.Of == "" {
		return
	}
	inside := make([][]string, len(t.Columns.Keys))
	for j, c := range t.ColumnTotals {
		columns = append(columns, a.cell(t, c, t.Columns.Of+":"+t.Columns.Keys[j]))
	}
	a.adds(total, columns, t.Overlap)
	for i := range t.Cells {
		var across []string
		for j, c := range t.Cells[i] {
			name := a.cell(t, c, t.Rows.Of+":"+t.Rows.Keys[i], t.Columns.Of+":"+t.Columns.Keys[j])
			across, inside[j] = append(across, name), append(inside[j], name)
		}
		a.adds(rows[i], across, t.Overlap)
	}
	for j := range columns {
		a.adds(columns[j], inside[j], false)
	}
}

// An interval is what the attacker knows of one withheld count.
type interval struct {
	name      string
	low, high float64
}

// attack computes, for every withheld count, the least and the most it can be.
func (a *attacker) attack(t testing.TB) []interval {
	t.Helper()
	rows, right := a.system()
	var found []interval
	for i, name := range a.names {
		if strings.HasPrefix(name, "more ") || strings.HasPrefix(name, "twice ") {
			continue
		}
		low := a.extreme(t, rows, right, i, 1)
		high := -a.extreme(t, rows, right, i, -1)
		found = append(found, interval{name, low + a.least[name], high + a.least[name]})
	}
	return found
}

// system is the sums as rows over what is not known above its least, without
// rows that follow from others.
func (a *attacker) system() (rows [][]float64, right []float64) {
	at := map[string]int{}
	for i, n := range a.names {
		at[n] = i
	}
	for _, sum := range a.sums {
		row, b := make([]float64, len(a.names)), 0.0
		for name, k := range sum {
			if i, ok := at[name]; ok {
				row[i] += k
				b -= k * a.least[name]
			} else {
				b -= k * a.known[name]
			}
		}
		rows, right = append(rows, row), append(right, b)
	}
	return reduce(rows, right)
}

// reduce brings rows into echelon form and drops those that say nothing.
func reduce(rows [][]float64, right []float64) ([][]float64, []float64) {
	rank := 0
	for col := 0; rank < len(rows) && col < len(rows[0]); col++ {
		pivot := rank
		for i := rank; i < len(rows); i++ {
			if math.Abs(rows[i][col]) > math.Abs(rows[pivot][col]) {
				pivot = i
			}
		}
		if math.Abs(rows[pivot][col]) < 1e-9 {
			continue
		}
		rows[rank], rows[pivot] = rows[pivot], rows[rank]
		right[rank], right[pivot] = right[pivot], right[rank]
		for i := range rows {
			if f := rows[i][col] / rows[rank][col]; i != rank && f != 0 {
				for j := range rows[i] {
					rows[i][j] -= f * rows[rank][j]
				}
				right[i] -= f * right[rank]
			}
		}
		rank++
	}
	return rows[:rank], right[:rank]
}

// extreme is the least of sign times the count of column i.
func (a *attacker) extreme(t testing.TB, rows [][]float64, right []float64, i int, sign float64) float64 {
	t.Helper()
	use, columns := component(rows, i)
	if len(use) == 0 {
		return []float64{math.Inf(-1), 0, 0}[int(sign)+1]
	}
	m, b, c := mat.NewDense(len(use), len(columns), nil), make([]float64, len(use)), make([]float64, len(columns))
	for y, r := range use {
		b[y] = right[r]
		for x, col := range columns {
			m.Set(y, x, rows[r][col])
		}
	}
	c[slices.Index(columns, i)] = sign
	best, _, err := lp.Simplex(c, m, b, 1e-9, nil)
	if errors.Is(err, lp.ErrUnbounded) {
		return math.Inf(-1)
	}
	if err != nil {
		t.Fatalf("the attack on %s failed: %v", a.names[i], err)
	}
	return best
}

// component is the rows and columns that hang together with a column.
func component(rows [][]float64, start int) (use, columns []int) {
	seen, inUse := map[int]bool{start: true}, map[int]bool{}
	for todo := []int{start}; len(todo) > 0; todo = todo[1:] {
		for r, row := range rows {
			if row[todo[0]] == 0 || inUse[r] {
				continue
			}
			inUse[r] = true
			for c, k := range row {
				if k != 0 && !seen[c] {
					seen[c] = true
					todo = append(todo, c)
				}
			}
		}
	}
	for r := range rows {
		if inUse[r] {
			use = append(use, r)
		}
	}
	for c := range seen {
		columns = append(columns, c)
	}
	slices.Sort(columns)
	return use, columns
}
