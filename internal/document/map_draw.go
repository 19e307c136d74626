package document

import (
	"slices"

	"github.com/go-analyze/charts"
)

// tiles draws the squares with name and number, then the thick lines around the groups.
func (c canvas) tiles(places []Place, list []shape, colors classes) {
	for i, p := range places {
		color := c.ground(list[i], p.Amount, colors)
		c.outline(list[i], thin, 1)
		c.tileText(p, list[i][0][0], color)
	}
	at := map[[2]int]Place{}
	for _, p := range places {
		at[[2]int{p.Column, p.Row}] = p
	}
	for i, p := range places {
		corners := list[i][0]
		for side, step := range [][2]int{{0, -1}, {1, 0}, {0, 1}, {-1, 0}} {
			other, ok := at[[2]int{p.Column + step[0], p.Row + step[1]}]
			if !ok || other.Group != p.Group {
				c.line(corners[side], corners[(side+1)%4], ink, 1.6)
			}
		}
	}
}

// tileText writes the short name above and the number below.
func (c canvas) tileText(p Place, corner point, color charts.Color) {
	const room = tileSide - 5
	x, name := corner.x+tileSide/2, first(p.Short, p.Name)
	if p.Amount.State == Missing {
		c.centered(name, point{x, corner.y + tileSide*0.57}, room, 13, color)
		return
	}
	if p.Amount.State == Withheld { // a white plate, so that the hatching does not cross the words
		w := min(c.width(name, 13), room)
		c.fill(box(x-w/2-2, corner.y+8, w+4, 19), white)
		c.fill(box(x-12, corner.y+34, 24, 18), white)
	}
	c.centered(name, point{x, corner.y + 23}, room, 13, color)
	c.centered(p.Amount.text(), point{x, corner.y + 49}, room, 19, color)
}

// outlines draws the real outlines, the large ones first so that a small one inside another is seen, then the numbers.
func (c canvas) outlines(places []Place, list []shape, colors classes) {
	order := bySize(list)
	ink := make([]charts.Color, len(places))
	for _, i := range order {
		ink[i] = c.ground(list[i], places[i].Amount, colors)
		c.outline(list[i], faint, 0.8)
	}
	for _, i := range order {
		text := places[i].Amount.text()
		if text == "" {
			continue
		}
		at, room := list[i].middle()
		if places[i].Amount.State == Withheld {
			c.fill(box(at.x-8, at.y-6, 16, 12), white)
		}
		c.centered(text, point{at.x, at.y + 5}, max(room-2, 8), 15, ink[i])
	}
}

// bySize gives the indexes of the shapes, the largest first.
func bySize(list []shape) []int {
	area, order := make([]float64, len(list)), make([]int, len(list))
	for i, s := range list {
		area[i], order[i] = s.area(), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compare(area[b], area[a]) })
	return order
}

// legend explains the colours, from many to few as a column of people would stand.
func (c canvas) legend(m Map, colors classes, from point) {
	at := point{from.x, from.y}
	c.text(m.Unit, point{at.x, at.y + 16}, 15, ink)
	at.y += legendLine
	entry := func(text string, paint func(shape)) {
		s := box(at.x, at.y, 34, 22)
		paint(s)
		c.outline(s, thin, 1)
		c.fitted(text, point{at.x + 44, at.y + 16}, legendWidth-44, 14)
		at.y += legendLine
	}
	for i := len(colors.bounds) - 1; i >= 0; i-- {
		entry(colors.label(i), func(s shape) { c.fill(s, colors.color(i)) })
	}
	if anyIs(Withheld, m.amounts()) {
		entry(withheldMark+"  "+m.WithheldWord, c.hatch)
	}
	if anyIs(Missing, m.amounts()) {
		entry(m.MissingWord, func(shape) {})
	}
}

// fitted writes to the right, smaller where the room is too small.
func (c canvas) fitted(text string, from point, room, size float64) {
	if w := c.width(text, size); w > room {
		size = max(size*room/w, 8)
	}
	c.text(text, from, size, ink)
}
