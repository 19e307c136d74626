package document

import (
	"fmt"

	"github.com/go-analyze/charts"
)

// A Matrix shows how many come from where to where: a row for each origin, a column for each place of finding. The
// more, the darker the cell. Totals are given, not added up: where cells are withheld a sum would give them back.
type Matrix struct {
	ID, Caption string

	Corner       string // over the first column: "Origjina"
	Rows         []string
	Columns      []string
	Cells        [][]Amount // by row, then column; what is not there is missing
	TotalWord    string     // "Gjithsej"
	RowTotals    []Amount   // one a row; nil: no such column
	ColumnTotals []Amount   // one a column; nil: no such row
	Total        Amount     // in the corner, where both totals stand

	WithheldNote string // printed under the table when a number is withheld: "… numër i vogël, nuk tregohet"
	Sheet, Note  string // as of a Table
}

// The shades of a cell, from few to many: dark text is read on all of them.
var shades = []charts.Color{charts.ColorRGB(0xe8, 0xf0, 0xf7), charts.ColorRGB(0xcf, 0xe0, 0xef), charts.ColorRGB(0xae, 0xcb, 0xe4), charts.ColorRGB(0x86, 0xb2, 0xd8)}

// shade is the cell's shade, brought into 0 to 4.
func (c Cell) shade() int { return min(max(c.Shade, 0), len(shades)) }

// shadeHex is a shade as Word and Excel write colours.
func shadeHex(n int) string {
	c := shades[n-1]
	return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B)
}

// Table is the matrix as a table, to be placed among the blocks.
func (m Matrix) Table() Table {
	t := Table{ID: m.ID, Caption: m.Caption, Head: append([]string{m.Corner}, m.Columns...), Sheet: m.Sheet, Note: m.Note}
	if m.RowTotals != nil {
		t.Head = append(t.Head, m.TotalWord)
	}
	for range t.Head {
		t.Align = append(t.Align, AlignRight)
	}
	t.Align[0] = AlignLeft
	colors := classify(m.all(), len(shades)+1)
	for i, name := range m.Rows {
		t.Rows = append(t.Rows, m.row(i, name, colors))
	}
	if m.ColumnTotals != nil {
		t.Rows = append(t.Rows, m.totals())
	}
	if anyIs(Withheld, append(m.all(), append(append(m.RowTotals, m.ColumnTotals...), m.Total)...)) {
		t.Note = notes(t.Note, m.WithheldNote)
	}
	return t
}

func (m Matrix) row(i int, name string, colors classes) Row {
	r := Row{Cells: []Cell{T(name)}}
	for j := range m.Columns {
		a := m.at(i, j)
		c := a.cell()
		if a.State == Shown && a.Value > 0 {
			c.Shade = colors.shade(a.Value)
		}
		r.Cells = append(r.Cells, c)
	}
	if m.RowTotals != nil {
		r.Cells = append(r.Cells, amountAt(m.RowTotals, i).cell())
	}
	return r
}

func (m Matrix) totals() Row {
	r := Row{Cells: []Cell{T(m.TotalWord)}, Bold: true}
	for j := range m.Columns {
		r.Cells = append(r.Cells, amountAt(m.ColumnTotals, j).cell())
	}
	if m.RowTotals != nil {
		r.Cells = append(r.Cells, m.Total.cell())
	}
	return r
}

// at is a cell, missing where the matrix has none.
func (m Matrix) at(row, column int) Amount {
	if row < len(m.Cells) {
		return amountAt(m.Cells[row], column)
	}
	return Amount{}
}

func amountAt(list []Amount, i int) Amount {
	if i < len(list) {
		return list[i]
	}
	return Amount{}
}

// all are the cells that stand in the table.
func (m Matrix) all() []Amount {
	var out []Amount
	for i := range m.Rows {
		for j := range m.Columns {
			out = append(out, m.at(i, j))
		}
	}
	return out
}

// shade is 4 for the highest class, one less for each below it.
func (c classes) shade(value float64) int {
	return max(len(shades)-(len(c.bounds)-1-c.of(value)), 1)
}
