package statistics

import (
	"fmt"
	"math/bits"
)

// A System is everything that is published together: the counts, and how they
// add up. Whoever reads the published numbers knows the sums as well as we do,
// so what is withheld must be safe from all of them at once.
//
// Two tables that show the same count share its cell. A hidden cell stands for
// a count that is never shown but that readers know to exist, such as the days
// of a week that fall into one month.
type System struct {
	cells     []cell
	equations [][]term // each: its terms add up to zero
}

type cell struct {
	n        int
	hidden   bool
	weight   int    // how much is lost with it
	in       []term // its equations; term.i is the equation
	withheld bool
	low      int // the least and the most it is in the witnesses found so far
	high     int
}

// A term is one cell of an equation, +1 for a part and -1 for the sum.
type term struct{ i, sign int }

// Cell adds a count that will be shown, or withheld, and returns its number.
func (s *System) Cell(n int) int {
	s.cells = append(s.cells, cell{n: n, low: n, high: n, weight: 1000 + 50*bits.Len(uint(n))})
	return len(s.cells) - 1
}

// Hidden adds a count that is never shown.
func (s *System) Hidden(n int) int {
	i := s.Cell(n)
	s.cells[i].hidden, s.cells[i].withheld = true, true
	return i
}

// Sum says that the parts add up to the sum. Totals are dearer to lose than
// what they are made of.
func (s *System) Sum(sum int, parts ...int) error {
	terms, left := []term{{sum, -1}}, s.cells[sum].n
	for _, p := range parts {
		terms = append(terms, term{p, 1})
		left -= s.cells[p].n
	}
	if left != 0 {
		return fmt.Errorf("statistics: %d parts differ from their sum %d by %d", len(parts), s.cells[sum].n, left)
	}
	for _, t := range terms {
		c := &s.cells[t.i]
		c.in = append(c.in, term{len(s.equations), t.sign})
	}
	s.cells[sum].weight += 3000
	s.equations = append(s.equations, terms)
	return nil
}

// AtMost says that one count can never be more than another, such as children
// than sightings of them: what the larger has more is a hidden cell.
func (s *System) AtMost(small, large int) error {
	more := s.cells[large].n - s.cells[small].n
	if more < 0 {
		return fmt.Errorf("statistics: %d is more than %d", s.cells[small].n, s.cells[large].n)
	}
	return s.Sum(large, small, s.Hidden(more))
}

// Withheld reports whether the cell may not be shown.
func (s *System) Withheld(i int) bool { return s.cells[i].withheld }

// free reports whether a reader must think it possible that the cell holds
// something else. A zero that would be shown is always shown.
func (c cell) free() bool { return c.hidden || c.n > 0 }

// least is the smallest count a reader must reckon with: zeros are shown, so
// what is withheld is one at least.
func (c cell) least() int {
	if c.hidden {
		return 0
	}
	return 1
}

// safe reports whether nobody can tell the count to within threshold-1.
func (c cell) safe(threshold int) bool {
	return !c.withheld || c.hidden || c.high-c.low >= threshold-1
}

// both is a hidden cell that holds the sum of two.
func (s *System) both(a, b int) int {
	i := s.Hidden(s.cells[a].n + s.cells[b].n)
	_ = s.Sum(i, a, b) // they add up: it was made so
	return i
}
