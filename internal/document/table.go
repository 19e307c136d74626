package document

import (
	"math"
	"time"
	"unicode/utf8"
)

// A Table has a head that is repeated on every page and rows that are not torn apart.
type Table struct {
	ID      string
	Caption string
	Head    []string
	Widths  []float64 // relative, one a column; nil: from the content
	Align   []Align   // one a column; nil: columns of numbers right, others left
	Rows    []Row
	Sheet   string // the name of its sheet in Excel; empty: the caption
	Note    string // printed small under the table
}

// A Row is bold for totals; Level indents its first cell under the row above it.
type Row struct {
	Cells []Cell
	Bold  bool
	Level int
}

// A Cell is what people read (Text) and, for Excel, what it is. A Kind without its Number or Day is text: so a number
// that is not known stays "nuk dihet".
type Cell struct {
	Text   string
	Kind   CellKind
	Number *float64 // of a percent: the ratio, 0.25 for 25 %; of money: lekë
	Day    string   // of a date: YYYY-MM-DD
	Link   string   // as in Run
	Shade  int      `json:",omitempty"` // 1 (light) to 4 (dark) behind the text: how much it is beside the others; 0: none
}

// CellKind is what a Cell holds.
type CellKind int

// The kinds of Cell.
const (
	TextKind CellKind = iota
	NumberKind
	PercentKind
	DateKind
	MoneyKind
)

// Align is how a column is set. AlignAuto puts columns of numbers right and all others left.
type Align int

// The alignments of a column.
const (
	AlignAuto Align = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// T is a cell of text.
func T(text string) Cell { return Cell{Text: text} }

// N is a cell with a number.
func N(text string, value float64) Cell { return Cell{Text: text, Kind: NumberKind, Number: &value} }

// Percent is a cell with a ratio: 0.25 for 25 %.
func Percent(text string, ratio float64) Cell {
	return Cell{Text: text, Kind: PercentKind, Number: &ratio}
}

// Money is a cell with an amount in lekë.
func Money(text string, lek float64) Cell { return Cell{Text: text, Kind: MoneyKind, Number: &lek} }

// Day is a cell with a day, YYYY-MM-DD.
func Day(text, day string) Cell { return Cell{Text: text, Kind: DateKind, Day: day} }

// Cells makes a row of text cells.
func Cells(texts ...string) Row {
	r := Row{Cells: make([]Cell, len(texts))}
	for i, t := range texts {
		r.Cells[i] = T(t)
	}
	return r
}

// number is the cell's value when it is a number Excel can hold.
func (c Cell) number() (float64, bool) {
	numeric := c.Kind == NumberKind || c.Kind == PercentKind || c.Kind == MoneyKind
	if !numeric || c.Number == nil || math.IsNaN(*c.Number) || math.IsInf(*c.Number, 0) {
		return 0, false
	}
	return *c.Number, true
}

// day is the cell's day when it is one Excel can hold: its calendar starts in 1900.
func (c Cell) day() (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, c.Day)
	return t, c.Kind == DateKind && err == nil && t.Year() > 1900
}

// columns is the number of columns: of the head, or of the longest row where the head is shorter.
func (t Table) columns() int {
	n := len(t.Head)
	for _, r := range t.Rows {
		n = max(n, len(r.Cells))
	}
	return n
}

// cell is the cell of a row, empty where the row is too short.
func (r Row) cell(col int) Cell {
	if col < len(r.Cells) {
		return r.Cells[col]
	}
	return Cell{}
}

func (t Table) head(col int) string {
	if col < len(t.Head) {
		return t.Head[col]
	}
	return ""
}

// aligns are how the columns are set, heads and cells alike: as asked for, or right where half of the cells are numbers.
func (t Table) aligns() []Align {
	out := make([]Align, t.columns())
	for col := range out {
		if col < len(t.Align) && t.Align[col] != AlignAuto {
			out[col] = t.Align[col]
		} else if out[col] = AlignLeft; t.mostlyNumbers(col) {
			out[col] = AlignRight
		}
	}
	return out
}

// mostlyNumbers holds for a column in which at least half of the cells that say something are numbers.
func (t Table) mostlyNumbers(col int) bool {
	numbers, filled := 0, 0
	for _, r := range t.Rows {
		c := r.cell(col)
		if c.Text != "" {
			filled++
		}
		if c.Kind == NumberKind || c.Kind == PercentKind || c.Kind == MoneyKind {
			numbers++
		}
	}
	return numbers > 0 && numbers*2 >= filled
}

// shares are the widths of the columns as parts of 1.
func (t Table) shares() []float64 {
	w := t.weights()
	total := 0.0
	for _, x := range w {
		total += x
	}
	for i := range w {
		w[i] /= total
	}
	return w
}

// lineLength is how many characters of table text stand side by side on a page.
const lineLength = 92

// weights are the Widths asked for, or else what the content needs: each column holds its longest word, and what is
// then left of a line goes to the columns with long text.
func (t Table) weights() []float64 {
	w := make([]float64, t.columns())
	if len(t.Widths) == len(w) && areWidths(t.Widths) {
		copy(w, t.Widths)
		return w
	}
	more, spare, all := make([]float64, len(w)), float64(lineLength), 0.0
	for col := range w {
		longest, word := measure(t.head(col))
		for _, r := range t.Rows {
			l, wd := r.measure(col)
			longest, word = max(longest, l), max(word, wd)
		}
		w[col] = float64(min(word, 18)) + 4.5
		more[col] = max(float64(min(longest, 120))-w[col], 0)
		spare, all = spare-w[col], all+more[col]
	}
	for col := range w {
		w[col] += max(spare, 0) * more[col] / max(all, 1)
	}
	return w
}

// areWidths reports whether they can stand for columns beside one another: beyond
// these, one would vanish.
func areWidths(w []float64) bool {
	for _, x := range w {
		if !(x >= 1e-6 && x <= 1e6) {
			return false
		}
	}
	return true
}

// measure measures a cell: a number stays on one line, and an indent takes room.
func (r Row) measure(col int) (all, word int) {
	c := r.cell(col)
	all, word = measure(c.Text)
	if _, ok := c.number(); ok {
		word = all + 1 // a total is bold
	}
	if col == 0 {
		word += 2 * max(r.Level, 0)
	}
	return all, word
}

// measure gives the number of characters of a text and of its longest word.
func measure(s string) (all, word int) {
	run := 0
	for _, r := range s {
		if run++; r == ' ' || r == '\n' {
			run = 0
		}
		word = max(word, run)
	}
	return utf8.RuneCountInString(s), word
}
