package document

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/go-analyze/charts"
)

// A Map shows one amount for each place: as equal tiles, or as the real outlines where the operator gave them. The
// table of its numbers is made from the same amounts and always printed with it.
type Map struct {
	ID     string
	Title  string
	Alt    string // what the picture shows, in a sentence
	Unit   string // what is counted: "fëmijë"
	Places []Place

	PlaceHead    string // head of the column of places in the table: "Bashkia"
	WithheldWord string // in the legend and under the table: "numër i vogël, nuk tregohet"
	MissingWord  string // the same: "pa të dhëna"
	Sheet        string // the name of its sheet in Excel; empty: the title
	Note         string // printed small under the table

	Boundaries *Boundaries `json:"-"` // nil, or without one of the places: tiles are drawn
}

// A Place is one tile, or one outline. Group is what it belongs to (a qark); a thick line runs around each group.
type Place struct {
	Code, Name, Short, Group string

	Column, Row int // of the tile; 0, 0 is the upper left one
	Amount      Amount
}

// Measures of a map in pixels of the screen.
const (
	mapMargin   = 12.0
	tileSide    = 60.0
	mapHeight   = 960.0 // of the outlines
	legendWidth = 240.0
	legendLine  = 30.0
)

func (Map) block() {}

func (m Map) amounts() []Amount {
	out := make([]Amount, len(m.Places))
	for i, p := range m.Places {
		out[i] = p.Amount
	}
	return out
}

// drawable holds for a map with at least one number, shown or withheld.
func (m Map) drawable() bool {
	return anyIs(Shown, m.amounts()) || anyIs(Withheld, m.amounts())
}

func (m Map) name() string { return m.ID }

func (m Map) title() string { return m.Title }

func (m Map) alt() string { return first(m.Alt, m.Title) }

// table holds the places with a number, the largest first, then those withheld; the note names those without.
func (m Map) table() Table {
	t := Table{Caption: m.Title, Head: []string{m.PlaceHead, m.Unit}, Widths: []float64{3, 1}, Align: []Align{AlignLeft, AlignRight}, Sheet: m.Sheet}
	places := slices.Clone(m.Places)
	slices.SortStableFunc(places, func(a, b Place) int {
		return cmp.Or(cmp.Compare(a.Amount.State, b.Amount.State), cmp.Compare(b.Amount.shown(), a.Amount.shown()))
	})
	var without []string
	for _, p := range places {
		if p.Amount.State == Missing {
			without = append(without, p.Name)
			continue
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{T(p.Name), p.Amount.cell()}})
	}
	t.Note = notes(m.Note, explain(withheldMark, m.WithheldWord, anyIs(Withheld, m.amounts())), explain(m.MissingWord, strings.Join(without, ", "), len(without) > 0))
	return t
}

// explain is "sign: meaning", where there is something to explain.
func explain(sign, meaning string, needed bool) string {
	if !needed || sign == "" || meaning == "" {
		return ""
	}
	return sign + ": " + meaning
}

// notes are sentences under a table, one a line; empty ones are left out.
func notes(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return line(s) == "" }), "\n")
}

// size is that of the picture on a screen.
func (m Map) size() (width, height int) {
	_, low, high := m.shapes()
	return int(high.x - low.x + 3*mapMargin + legendWidth), int(max(high.y-low.y, m.legendHeight()) + 2*mapMargin)
}

// legendHeight is that of the unit and the lines under it: a map of few places is lower than its legend.
func (m Map) legendHeight() float64 {
	lines := 1 + len(classify(m.amounts(), len(mapColors)).bounds)
	for _, state := range []AmountState{Withheld, Missing} {
		if anyIs(state, m.amounts()) {
			lines++
		}
	}
	return float64(lines) * legendLine
}

// shapes are the outlines of the places on the picture, or their tiles.
func (m Map) shapes() (list []shape, low, high point) {
	if list = m.Boundaries.of(m.Places); list == nil {
		list = squares(m.Places)
	}
	var all shape
	for _, s := range list {
		all = append(all, s...)
	}
	low, high = all.bounds()
	return list, low, high
}

// squares are the tiles, the leftmost and the uppermost at the edge of the picture.
func squares(places []Place) []shape {
	left, top := math.MaxInt, math.MaxInt
	for _, p := range places {
		left, top = min(left, p.Column), min(top, p.Row)
	}
	var list []shape
	for _, p := range places {
		list = append(list, square(mapMargin+float64(p.Column-left)*tileSide, mapMargin+float64(p.Row-top)*tileSide, tileSide))
	}
	return list
}

func (m Map) draw(p *charts.Painter, scale float64) error {
	if err := checkAmounts(m.amounts()); err != nil {
		return err
	}
	c, colors := canvas{p, scale}, classify(m.amounts(), len(mapColors))
	list, _, high := m.shapes()
	width, height := m.size()
	c.fill(box(0, 0, float64(width), float64(height)), white)
	if m.Boundaries.of(m.Places) == nil {
		c.tiles(m.Places, list, colors)
	} else {
		c.outlines(m.Places, list, colors)
	}
	c.legend(m, colors, point{high.x + mapMargin, mapMargin})
	return nil
}

// ground paints the surface of a place and gives the colour of the text on it.
func (c canvas) ground(s shape, a Amount, colors classes) charts.Color {
	switch a.State {
	case Shown:
		color := colors.color(colors.of(a.Value))
		c.fill(s, color)
		return inkOn(color)
	case Withheld:
		c.fill(s, white)
		c.hatch(s)
		return ink
	}
	c.fill(s, white)
	return faint
}
