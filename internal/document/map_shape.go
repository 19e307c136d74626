package document

import (
	"math"
	"slices"

	"github.com/go-analyze/charts"
)

// A point on a picture, in pixels of the screen; or of a map in degrees.
type point struct{ x, y float64 }

// A ring is a closed line; the last point need not repeat the first.
type ring []point

// A shape is one or more rings. What an odd number of rings surrounds is inside.
type shape []ring

// square is the shape of a tile, from its upper left corner.
func square(x, y, side float64) shape {
	return shape{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}}
}

// box is the shape of a rectangle.
func box(x, y, w, h float64) shape { return shape{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}} }

// bounds are the corners of the smallest rectangle around the shape.
func (s shape) bounds() (low, high point) {
	low, high = point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, r := range s {
		for _, p := range r {
			low.x, low.y = min(low.x, p.x), min(low.y, p.y)
			high.x, high.y = max(high.x, p.x), max(high.y, p.y)
		}
	}
	return low, high
}

// area is that of the ring; positive whichever way it runs.
func (r ring) area() float64 {
	sum := 0.0
	for i, p := range r {
		q := r[(i+1)%len(r)]
		sum += p.x*q.y - q.x*p.y
	}
	return math.Abs(sum) / 2
}

// area is that of the largest ring.
func (s shape) area() float64 {
	most := 0.0
	for _, r := range s {
		most = max(most, r.area())
	}
	return most
}

// across gives the pieces of the line a·x + b·y = c that lie inside the shape, each as two points.
func (s shape) across(a, b, c float64) [][2]point {
	var cuts []point
	for _, r := range s {
		for i, p := range r {
			q := r[(i+1)%len(r)]
			from, to := a*p.x+b*p.y-c, a*q.x+b*q.y-c
			if (from < 0) != (to < 0) {
				t := from / (from - to)
				cuts = append(cuts, point{p.x + t*(q.x-p.x), p.y + t*(q.y-p.y)})
			}
		}
	}
	slices.SortFunc(cuts, func(p, q point) int {
		if p.x != q.x {
			return compare(p.x, q.x)
		}
		return compare(p.y, q.y)
	})
	var out [][2]point
	for i := 0; i+1 < len(cuts); i += 2 {
		out = append(out, [2]point{cuts[i], cuts[i+1]})
	}
	return out
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// middle is a point inside the shape with room to both sides, and how much room: the place for a number.
func (s shape) middle() (at point, room float64) {
	low, high := s.bounds()
	const lines = 9
	for i := 1; i <= lines; i++ {
		y := low.y + (high.y-low.y)*float64(i)/(lines+1)
		inner := 1 - math.Abs(float64(i)-5)/10 // a line through the middle is better than one along an edge
		for _, piece := range s.across(0, 1, y) {
			if w := piece[1].x - piece[0].x; w*inner > room {
				at, room = point{(piece[0].x + piece[1].x) / 2, y}, w*inner
			}
		}
	}
	return at, room
}

// A canvas is what pictures are drawn on, measured in pixels of the screen whatever the size of the file.
type canvas struct {
	painter *charts.Painter
	scale   float64
}

func (c canvas) at(p point) charts.Point {
	return charts.Point{X: int(math.Round(p.x * c.scale)), Y: int(math.Round(p.y * c.scale))}
}

// path is the ring in dots of the file; dots in a row that fall together are one.
func (c canvas) path(r ring) []charts.Point {
	out := make([]charts.Point, 0, len(r)+1)
	for _, p := range r {
		if q := c.at(p); len(out) == 0 || out[len(out)-1] != q {
			out = append(out, q)
		}
	}
	if len(out) > 0 {
		out = append(out, out[0])
	}
	return out
}

// fill paints a shape. Rings within the first are holes, painted white.
func (c canvas) fill(s shape, color charts.Color) {
	for i, r := range s {
		if i > 0 && s[:i].holds(r[0]) {
			color = white
		}
		c.painter.FillArea(c.path(r), color)
	}
}

// holds says whether a point lies inside.
func (s shape) holds(p point) bool {
	for _, piece := range s.across(0, 1, p.y) {
		if piece[0].x < p.x && p.x < piece[1].x {
			return true
		}
	}
	return false
}

func (c canvas) outline(s shape, color charts.Color, width float64) {
	for _, r := range s {
		c.painter.LineStroke(c.path(r), color, width*c.scale)
	}
}

func (c canvas) line(from, to point, color charts.Color, width float64) {
	c.painter.LineStroke([]charts.Point{c.at(from), c.at(to)}, color, width*c.scale)
}

// hatch draws slanted lines inside the shape, 6 pixels apart.
func (c canvas) hatch(s shape) {
	low, high := s.bounds()
	for at := math.Ceil((low.x+low.y)/6) * 6; at < high.x+high.y; at += 6 {
		for _, piece := range s.across(1, 1, at) {
			c.line(piece[0], piece[1], faint, 0.8)
		}
	}
}

// width is how wide a text is in this size.
func (c canvas) width(text string, size float64) float64 {
	return float64(c.painter.MeasureText(text, 0, c.font(size, ink)).Width()) / c.scale
}

func (c canvas) font(size float64, color charts.Color) charts.FontStyle {
	return charts.FontStyle{FontSize: size * c.scale, FontColor: color, Font: charts.GetFont(charts.FontFamilyNotoSans)}
}

// text writes from a point on the base line to the right.
func (c canvas) text(text string, from point, size float64, color charts.Color) {
	if text = line(text); text != "" {
		at := c.at(from)
		c.painter.Text(text, at.X, at.Y, 0, c.font(size, color))
	}
}

// centered writes around a point on the base line, smaller where the room is too small; it gives the width it took.
func (c canvas) centered(text string, at point, room, size float64, color charts.Color) float64 {
	w := c.width(text, size)
	if w > room && w > 0 {
		size = max(size*room/w, 7)
		w = c.width(text, size)
	}
	c.text(text, point{at.x - w/2, at.y}, size, color)
	return w
}
