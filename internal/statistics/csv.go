package statistics

import (
	"bytes"
	"encoding/csv"
	"strconv"

	"tryeza/internal/text"
)

// writeCSV writes what a chapter publishes, one count a line: parted by
// semicolons and with the mark of UTF-8, as spreadsheets in Albania expect.
func writeCSV(l text.Lang, c Chapter) ([]byte, error) {
	b := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(b)
	w.Comma = ';'
	err := w.Write([]string{text.T(l, "Periudha"), text.T(l, "Çfarë numërohet"), text.T(l, "Sipas"), text.T(l, "Vlera"), text.T(l, "Sipas"), text.T(l, "Vlera"), text.T(l, "Numri")})
	for _, x := range []struct {
		period string
		a      *Answer
	}{{c.Period.Name(string(l)), &c.Published}, {c.Period.YearBefore().Name(string(l)), &c.Before}} {
		for _, t := range x.a.tables() {
			for _, line := range t.lines(l) {
				if err == nil {
					err = w.Write(append([]string{x.period}, line...))
				}
			}
		}
	}
	w.Flush()
	if err == nil {
		err = w.Error()
	}
	return b.Bytes(), err
}

// lines are the cells of a table with the names of their keys.
func (t Table) lines(l text.Lang) [][]string {
	counts, rows, columns, all := CountName(l, t.Counts), AxisName(l, t.Rows.Of), "", text.T(l, "gjithsej")
	if t.Columns.Of != "" {
		columns = AxisName(l, t.Columns.Of)
	}
	line := func(row, column string, c Cell) []string {
		return []string{counts, rows, row, columns, column, c.text(l)}
	}
	across := func(row string, cells []Cell, total Cell) (list [][]string) {
		for j, c := range cells {
			list = append(list, line(row, KeyName(l, t.Columns.Of, t.Columns.Keys[j]), c))
		}
		if columns != "" {
			return append(list, line(row, all, total))
		}
		return append(list, line(row, "", total))
	}
	var list [][]string
	for i, k := range t.Rows.Keys {
		var cells []Cell
		if columns != "" {
			cells = t.Cells[i]
		}
		list = append(list, across(KeyName(l, t.Rows.Of, k), cells, t.RowTotals[i])...)
	}
	return append(list, across(all, t.ColumnTotals, t.Total)...)
}

// text is the count in figures, or that it is withheld.
func (c Cell) text(l text.Lang) string {
	if c.Withheld {
		return text.T(l, "i fshehur")
	}
	return strconv.Itoa(c.N)
}

// CountName is what people call what is counted.
func CountName(l text.Lang, counts string) string {
	switch counts {
	case Sightings:
		return text.T(l, "konstatime në terren")
	case Children:
		return text.T(l, "fëmijë të ndryshëm")
	case NewCases:
		return text.T(l, "raste të reja")
	case Enrolled:
		return text.T(l, "fëmijë të ndryshëm në programe verore")
	case Followed:
		return text.T(l, "fëmijë të ndryshëm me dosje, të parë para programeve")
	}
	return counts
}
