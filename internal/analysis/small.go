package analysis

import (
	"strconv"

	"tryeza/internal/document"
	"tryeza/internal/figure"
)

// A part is a number of children that may point at somebody when it is small, and
// how many there are at most: those of whom they are a part, which is printed.
type smallPart struct {
	n, most int64
	known   bool // an exact number was given
	both    bool // the rest of them points at somebody as well
	hidden  bool
}

func (p smallPart) small(threshold int64) bool {
	is := func(n int64) bool { return n > 0 && n < threshold }
	return p.known && (is(p.n) || p.both && is(p.most-p.n))
}

// threshold below which such numbers are withheld, of the dated rule; 0: no rule.
func (d *Data) threshold() int64 {
	n, err := strconv.ParseInt(d.Rules["small_number"].Value, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// withhold hides the small ones among numbers that add up to a printed total, and
// as many others as it takes until no small one can be told to within threshold-1
// from the total and from what each is at most. It reports whether the total must
// be hidden as well, because hiding the others is not enough.
func withhold(list []smallPart, threshold int64) (total bool) {
	hidden := 0
	for i := range list {
		if list[i].small(threshold) {
			list[i].hidden = true
			hidden++
		}
	}
	if hidden == 0 {
		return false
	}
	for !safe(list, threshold) {
		next := -1
		for i, p := range list {
			if p.known && !p.hidden && p.n > 0 && (next < 0 || p.n < list[next].n) {
				next = i
			}
		}
		if next < 0 {
			return true
		}
		list[next].hidden = true
	}
	return false
}

// safe reports whether each hidden number could still be so many others that they
// lie threshold-1 apart, or as far as what it is at most lets it.
func safe(list []smallPart, threshold int64) bool {
	var sum, most, least int64
	n := 0
	for _, p := range list {
		if p.hidden {
			n++
			sum, most, least = sum+p.n, most+p.most, least+p.least()
		}
	}
	for _, p := range list {
		if !p.hidden {
			continue
		}
		low := max(p.least(), sum-(most-p.most))
		high := min(p.most, sum-(least-p.least()))
		if high-low < min(threshold-1, p.most-p.least()) {
			return false
		}
	}
	return n > 1
}

// least is what a hidden number is at least: zero is never hidden, unless the rest
// of it may be small.
func (p smallPart) least() int64 {
	if p.both {
		return 0
	}
	return 1
}

// withheldCell stands in a table for a number that is not told.
var withheldCell = document.Cell{Text: withheldMark, Kind: document.NumberKind}

// column hides what is small in a column of a table of records, part of is what
// each number is a part of. It returns the cells and that of the total.
func (c *composer) column(list []Record, what, of string, both bool) (cells []document.Cell, sum document.Cell) {
	parts := make([]smallPart, len(list))
	var said []figure.Quantity
	for i, r := range list {
		q, most := r.Numbers.Get(what), r.Numbers.Get(of)
		if q.Qualifier == "" {
			continue
		}
		said = append(said, q)
		if !q.Known() {
			continue
		}
		p := smallPart{n: int64(q.Number / figure.One), known: true}
		p.most = p.n + c.d.threshold() // whatever is said of the whole says less than that
		if most.Known() {
			p.most, p.both = max(p.n, int64(most.Number/figure.One)), both
		}
		parts[i] = p
	}
	hideTotal := withhold(parts, c.d.threshold())
	for i, r := range list {
		if parts[i].hidden {
			cells = append(cells, withheldCell)
		} else {
			cells = append(cells, registerCell(r.Numbers.Get(what)))
		}
	}
	all, _ := figure.Add(said...)
	if hideTotal {
		return cells, withheldCell
	}
	return cells, registerCell(all)
}

// registerCell is a number as a record has it; "–" where nobody said anything.
func registerCell(q figure.Quantity) document.Cell {
	if q.Qualifier == "" {
		return document.T("–")
	}
	return quantityCell(q)
}
