package statistics

import (
	"container/heap"
	"maps"
)

// Losing another sum on the way is reckoned as this many cells.
const sideways = 2500

// patience is how much more it costs each time to come back to the same cell
// within one search, so that it does not go round in circles; tried one after
// another.
var patience = []int{300, 50, 2000}

// maxSteps is how many sums may be put right before a search is given up.
const maxSteps = 300

// step extends a world in which cell target differs already by one more in the
// same direction. Changing a cell breaks its sums; each broken sum is put right
// along the cheapest way that ends where another is broken the other way round,
// or where nothing is broken any more. It returns nil when it finds no way.
func (s *System) step(from witness, target, way, again int) witness {
	h := hunt{s: s, w: maps.Clone(from), off: make([]int, len(s.equations)), target: target, times: map[int]int{}, again: again}
	if !h.may(target, way) {
		return nil
	}
	h.change(target, way)
	for range maxSteps {
		e := h.broken()
		if e < 0 {
			return h.w
		}
		path := h.cheapest(e)
		if path == nil {
			return nil
		}
		for _, t := range path {
			if !h.may(t.i, t.sign) {
				return nil
			}
			h.change(t.i, t.sign)
		}
	}
	return nil
}

// A hunt is one search for a world: w as far as it is, by how much each sum is
// off, and how often each cell was changed.
type hunt struct {
	s      *System
	w      witness
	off    []int
	target int
	times  map[int]int
	again  int
}

func (h *hunt) may(i, by int) bool {
	c := &h.s.cells[i]
	return c.free() && c.n+h.w[i]+by >= c.least()
}

func (h *hunt) change(i, by int) {
	h.w[i] += by
	h.times[i]++
	for _, e := range h.s.cells[i].in {
		h.off[e.i] += e.sign * by
	}
}

func (h *hunt) broken() int {
	for e, v := range h.off {
		if v != 0 {
			return e
		}
	}
	return -1
}

// price is what changing a cell costs: next to nothing when it is withheld
// already, or on the way to be.
func (h *hunt) price(i int) int {
	price := 1 + h.again*h.times[i]
	if h.s.cells[i].withheld || h.w[i] != 0 {
		return price
	}
	return price + h.s.cells[i].weight
}

// A spot of the search is a sum that is off by one in a direction.
type spot struct{ equation, sign int }

type reached struct {
	spot
	cost int
	by   *reached // from where
	cell term     // by changing this cell by sign
}

func (r *reached) path() []term {
	var list []term
	for ; r.by != nil; r = r.by {
		list = append(list, r.cell)
	}
	return list
}

// cheapest finds what to change so that a broken sum is right by one more
// (Dijkstra, over sums that are off by one).
func (h *hunt) cheapest(e int) []term {
	sign := 1
	if h.off[e] < 0 {
		sign = -1
	}
	q := &queue{{spot: spot{e, sign}}}
	done := map[spot]bool{}
	for q.Len() > 0 {
		r := heap.Pop(q).(*reached)
		if r.equation < 0 {
			return r.path()
		}
		if done[r.spot] {
			continue
		}
		done[r.spot] = true
		for _, t := range h.s.equations[r.equation] {
			h.try(q, r, t, e)
		}
	}
	return nil
}

// try adds what follows from putting the sum of r right with one of its cells.
func (h *hunt) try(q *queue, r *reached, t term, start int) {
	by := -r.sign * t.sign
	if t.i == h.target || r.by != nil && r.cell.i == t.i || !h.may(t.i, by) {
		return
	}
	cost := r.cost + h.price(t.i)
	var open []spot
	met := false
	for _, e := range h.s.cells[t.i].in {
		if e.i == r.equation {
			continue
		}
		sign := e.sign * by
		if e.i != start && h.off[e.i]*sign < 0 {
			met = true
		} else {
			open = append(open, spot{e.i, sign})
		}
	}
	if met || len(open) == 0 {
		heap.Push(q, &reached{spot{-1, 0}, cost + sideways*len(open), r, term{t.i, by}})
	}
	for _, o := range open {
		heap.Push(q, &reached{o, cost + sideways*(len(open)-1), r, term{t.i, by}})
	}
}

type queue []*reached

func (q queue) Len() int           { return len(q) }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(*reached)) }
func (q queue) Less(i, j int) bool { return q[i].before(q[j]) }

func (q *queue) Pop() any {
	old := *q
	r := old[len(old)-1]
	*q = old[:len(old)-1]
	return r
}

// before orders by cost, and else by place, so that the pattern is always the same.
func (r *reached) before(o *reached) bool {
	switch {
	case r.cost != o.cost:
		return r.cost < o.cost
	case r.equation != o.equation:
		return r.equation < o.equation
	case r.sign != o.sign:
		return r.sign < o.sign
	}
	return r.cell.i < o.cell.i
}
