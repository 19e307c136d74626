package statistics

import (
	"slices"
	"strings"
	"time"
)

// A tally collects the counts of one table.
type tally struct {
	t     Table
	cells map[[2]string]*[2]int // row and column → the count, and what it adds to the row total
	rows  map[string]bool
	cols  map[string]bool
}

func newTally(counts, rows, columns string) *tally {
	return &tally{
		t:     Table{Counts: counts, Rows: Axis{Of: rows}, Columns: Axis{Of: columns}},
		cells: map[[2]string]*[2]int{}, rows: map[string]bool{}, cols: map[string]bool{},
	}
}

// row and column say which keys there are in any case, in order. Others that
// turn up come after them, what is unknown last.
func (t *tally) row(keys ...string) { t.t.Rows.Keys = put(t.t.Rows.Keys, t.rows, keys) }

func (t *tally) column(keys ...string) { t.t.Columns.Keys = put(t.t.Columns.Keys, t.cols, keys) }

func put(list []string, there map[string]bool, keys []string) []string {
	for _, k := range keys {
		if !there[k] {
			there[k] = true
			list = append(list, k)
		}
	}
	return list
}

func (t *tally) add(row, column string, n int) { t.addOnce(row, column, n, n) }

// addOnce adds n to a cell and its column, and once to its row and the total.
func (t *tally) addOnce(row, column string, n, once int) {
	key := [2]string{row, column}
	if t.cells[key] == nil {
		t.cells[key] = new([2]int)
	}
	t.cells[key][0] += n
	t.cells[key][1] += once
}

// table is the tally as a table.
func (t *tally) table() Table {
	var rows, cols []string
	for k := range t.cells {
		rows, cols = append(rows, k[0]), append(cols, k[1])
	}
	slices.SortFunc(rows, byKey)
	slices.SortFunc(cols, byKey)
	t.row(rows...)
	out := &t.t
	out.RowTotals = make([]Cell, len(out.Rows.Keys))
	if out.Columns.Of != "" {
		t.column(cols...)
		out.ColumnTotals = make([]Cell, len(out.Columns.Keys))
		for range out.Rows.Keys {
			out.Cells = append(out.Cells, make([]Cell, len(out.Columns.Keys)))
		}
	}
	for key, n := range t.cells {
		t.fill(key, n)
	}
	return *out
}

func (t *tally) fill(key [2]string, n *[2]int) {
	out := &t.t
	i, j := slices.Index(out.Rows.Keys, key[0]), slices.Index(out.Columns.Keys, key[1])
	out.Total.N += n[1]
	out.RowTotals[i].N += n[1]
	if j >= 0 {
		out.ColumnTotals[j].N += n[0]
		out.Cells[i][j].N += n[0]
	}
}

// byKey orders codes: municipalities, then countries, then what is unknown.
func byKey(a, b string) int {
	if (a == Unknown) != (b == Unknown) {
		if a == Unknown {
			return 1
		}
		return -1
	}
	return strings.Compare(a, b)
}

// daysOf lists the days of a question.
func daysOf(q Question) []string {
	var list []string
	day, err := time.Parse(time.DateOnly, q.From)
	for ; err == nil && day.Format(time.DateOnly) <= q.To; day = day.AddDate(0, 0, 1) {
		list = append(list, day.Format(time.DateOnly))
	}
	return list
}

// weekOf is the Monday of the week of a day.
func weekOf(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, -(int(t.Weekday())+6)%7).Format(time.DateOnly)
}

// span is the axis of the days that lie in the same week, the same month and on
// the same side of the season: what weeks, months and the season are made of.
const span = "span"

func (r Rules) span(day string) string {
	return strings.Join([]string{weekOf(day), day[:7], r.season(day)}, "/")
}

func splitSpan(key string) []string { return strings.Split(key, "/") }

// season says whether a day, "2023-05-15", lies in the tourist season. A season
// may go over the new year.
func (r Rules) season(day string) string {
	at := day[min(5, len(day)):]
	in := r.SeasonStart <= at && at <= r.SeasonEnd
	if r.SeasonStart > r.SeasonEnd {
		in = r.SeasonStart <= at || at <= r.SeasonEnd
	}
	if in {
		return "season"
	}
	return "off"
}
