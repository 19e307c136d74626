package statistics

import (
	"fmt"
	"slices"
	"strings"
)

// A Cell is one published count. What is withheld holds no number at all.
type Cell struct {
	N        int  `json:"n"`
	Withheld bool `json:"withheld,omitempty"`
}

// An Axis is what a table is divided by: "month" with the months, "origin" with
// the municipalities. Keys are codes; whoever shows the table knows their names.
type Axis struct {
	Of   string   `json:"of"`
	Keys []string `json:"keys"`
}

// A Table is counts by one or two axes, with their totals. A table of one axis
// has no Columns, no Cells and no ColumnTotals: its counts are RowTotals.
//
// Two tables of the same Counts show the same cell where they are divided alike:
// the row totals of sightings by municipality and month are the sightings by
// municipality.
type Table struct {
	Counts  string   `json:"counts"`            // what is counted: "sightings"
	Within  []string `json:"within,omitempty"`  // what all of it is of: "half=2023-H1"
	Overlap bool     `json:"overlap,omitempty"` // one child may stand in several columns, and counts once in the row total
	Rows    Axis     `json:"rows"`
	Columns Axis     `json:"columns"`

	Cells        [][]Cell `json:"cells,omitempty"` // [row][column]
	RowTotals    []Cell   `json:"row_totals"`
	ColumnTotals []Cell   `json:"column_totals,omitempty"`
	Total        Cell     `json:"total"`
}

// Name is what a count is called in the sums of a publication: what is counted,
// and of what ("month=2023-05"), in the order of the alphabet.
func Name(counts string, of ...string) string {
	of = slices.Clone(of)
	slices.Sort(of)
	return counts + "?" + strings.Join(of, "&")
}

func (t Table) withheld() bool {
	is := func(c Cell) bool { return c.Withheld }
	return t.Total.Withheld || slices.ContainsFunc(t.RowTotals, is) || slices.ContainsFunc(t.ColumnTotals, is) ||
		slices.ContainsFunc(t.Cells, func(row []Cell) bool { return slices.ContainsFunc(row, is) })
}

// below reports whether a count inside the table is smaller than n.
func (t Table) below(n int) bool {
	return slices.ContainsFunc(t.Cells, func(row []Cell) bool { return slices.ContainsFunc(row, func(c Cell) bool { return c.N < n }) })
}

// name is the same for the same count in every table.
func (t Table) name(of ...string) string { return Name(t.Counts, slices.Concat(t.Within, of)...) }

func (t Table) row(i int) string    { return t.Rows.Of + "=" + t.Rows.Keys[i] }
func (t Table) column(j int) string { return t.Columns.Of + "=" + t.Columns.Keys[j] }

// check reports a table of which the parts do not fit together.
func (t Table) check() error {
	ok := len(t.RowTotals) == len(t.Rows.Keys) && len(t.ColumnTotals) == len(t.Columns.Keys)
	if t.Columns.Of == "" {
		ok = ok && len(t.Cells) == 0
	} else {
		ok = ok && len(t.Cells) == len(t.Rows.Keys)
	}
	for _, row := range t.Cells {
		ok = ok && len(row) == len(t.Columns.Keys)
	}
	if !ok {
		return fmt.Errorf("statistics: the table of %s by %s and %s has not a cell for each key", t.Counts, t.Rows.Of, t.Columns.Of)
	}
	return nil
}

// each calls f for every cell of the table with its name.
func (t *Table) each(f func(name string, c *Cell)) {
	f(t.name(), &t.Total)
	for i := range t.RowTotals {
		f(t.name(t.row(i)), &t.RowTotals[i])
	}
	for j := range t.ColumnTotals {
		f(t.name(t.column(j)), &t.ColumnTotals[j])
	}
	for i := range t.Cells {
		for j := range t.Cells[i] {
			f(t.name(t.row(i), t.column(j)), &t.Cells[i][j])
		}
	}
}

// total is the table by its rows alone.
func (t Table) total() Table {
	t.Columns, t.ColumnTotals, t.Cells = Axis{}, nil, nil
	return t
}

// clone copies the table with its cells.
func (t Table) clone() Table {
	t.RowTotals, t.ColumnTotals, t.Cells = slices.Clone(t.RowTotals), slices.Clone(t.ColumnTotals), slices.Clone(t.Cells)
	for i := range t.Cells {
		t.Cells[i] = slices.Clone(t.Cells[i])
	}
	return t
}
