package statistics

import "slices"

// A witness is another state of the world that would have been published in the
// same way: by how much each cell differs. All sums still hold, nothing shown
// differs, nothing is below what a reader must reckon with. Whoever reads the
// publication, whatever they compute, cannot rule it out. So a cell is safe
// when its counts in two such worlds lie threshold-1 apart; no proof beyond
// the witnesses is needed, and none is trusted before check has seen it.
type witness map[int]int

// Suppress withholds counts from 1 to threshold-1, and as many others as it
// takes until no withheld count can be told to within threshold-1 from all that
// is shown. Zeros stay. The same system gives the same pattern every time.
//
// It is found cell by cell: the cheapest way in which the cell could be larger
// (or smaller) with everything shown as it is. Where there is none, everything
// that hangs together is withheld, which is safe always: that world multiplied
// by any number adds up, too.
func (s *System) Suppress(threshold int) {
	for i := range s.cells {
		c := &s.cells[i]
		c.withheld = c.hidden || c.n > 0 && c.n < threshold
	}
	var found []witness
	for i := s.unsafe(threshold); i >= 0; i = s.unsafe(threshold) {
		found = append(found, s.protect(i, threshold)...)
	}
	s.relax(found, threshold)
}

// unsafe is the first cell that is not safe yet, -1 when all are.
func (s *System) unsafe(threshold int) int {
	return slices.IndexFunc(s.cells, func(c cell) bool { return !c.safe(threshold) })
}

// protect makes one cell safe and returns the witnesses of it.
func (s *System) protect(i, threshold int) []witness {
	var found []witness
	for _, again := range patience {
		for _, way := range []int{1, -1} {
			if s.cells[i].safe(threshold) {
				return found
			}
			found = append(found, s.vary(i, way, threshold, again)...)
		}
	}
	if !s.cells[i].safe(threshold) {
		w := s.multiplied(i, threshold-1)
		s.accept(w)
		found = append(found, w)
	}
	return found
}

// vary looks for worlds in which cell i is one more (or less), two more, and so
// on until it is safe or no further world is found.
func (s *System) vary(i, way, threshold, again int) []witness {
	var found []witness
	for w := (witness{}); !s.cells[i].safe(threshold); {
		w = s.step(w, i, way, again)
		if w == nil || !s.check(w) {
			return found
		}
		s.accept(w)
		found = append(found, w)
	}
	return found
}

// multiplied is the world in which everything that hangs together with cell i
// is there times more often.
func (s *System) multiplied(i, times int) witness {
	w, todo := witness{}, []int{i}
	for len(todo) > 0 {
		c := todo[0]
		todo = todo[1:]
		if _, seen := w[c]; seen || s.cells[c].n == 0 {
			continue
		}
		w[c] = times * s.cells[c].n
		for _, e := range s.cells[c].in {
			for _, t := range s.equations[e.i] {
				todo = append(todo, t.i)
			}
		}
	}
	return w
}

// check reports whether w is a world that fits everything a reader knows,
// provided that what differs is withheld.
func (s *System) check(w witness) bool {
	off := map[int]int{}
	for i, d := range w {
		c := s.cells[i]
		if d == 0 {
			continue
		}
		if !c.free() || c.n+d < c.least() {
			return false
		}
		for _, e := range c.in {
			off[e.i] += e.sign * d
		}
	}
	for _, v := range off {
		if v != 0 {
			return false
		}
	}
	return true
}

// accept withholds what differs in w and notes how far each cell goes in it.
func (s *System) accept(w witness) {
	for i, d := range w {
		if c := &s.cells[i]; d != 0 {
			c.withheld = true
			c.low, c.high = min(c.low, c.n+d), max(c.high, c.n+d)
		}
	}
}

// relax shows again what turned out not to be needed: a cell that is not small,
// when all others are safe by the witnesses that leave it alone.
func (s *System) relax(found []witness, threshold int) {
	var order []int
	for i, c := range s.cells {
		if c.withheld && !c.hidden && c.n >= threshold {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return s.cells[b].weight - s.cells[a].weight })
	for _, i := range order {
		without := slices.DeleteFunc(slices.Clone(found), func(w witness) bool { return w[i] != 0 })
		if s.safeBy(without, i, threshold) {
			found = without
			s.cells[i].withheld = false
		}
	}
	s.measure(found)
}

// safeBy reports whether every withheld cell but one is safe by these witnesses.
func (s *System) safeBy(found []witness, but, threshold int) bool {
	s.measure(found)
	for i, c := range s.cells {
		if i != but && !c.safe(threshold) {
			return false
		}
	}
	return true
}

// measure notes how far each cell goes in these witnesses alone.
func (s *System) measure(found []witness) {
	for i := range s.cells {
		c := &s.cells[i]
		c.low, c.high = c.n, c.n
	}
	for _, w := range found {
		for i, d := range w {
			c := &s.cells[i]
			c.low, c.high = min(c.low, c.n+d), max(c.high, c.n+d)
		}
	}
}
