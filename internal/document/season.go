package document

import (
	"math"

	"github.com/go-analyze/charts"
)

// A Season shows the weeks of a period as bars beside the same weeks of the year before, the weeks of the season
// marked. Its table is made from the same numbers and always printed with it.
type Season struct {
	ID     string
	Title  string
	Alt    string   // what the picture shows, in a sentence
	Unit   string   // what is counted: "fëmijë"
	Weeks  []string // one a week: "29.06"
	Now    Weekly   // the period itself
	Before Weekly   // the same weeks of the year before; without a name: nothing is compared

	// The first and the last week of the season, counted from 0. To before From: no season; From or To outside the
	// weeks: it began before them or goes on after.
	From, To int
	Label    string // "Sezoni turistik: 15.05–15.09", over the marked weeks and under the table

	WeekHead     string // head of the column of weeks: "Java"
	WithheldNote string // printed when a number is withheld: "… numër i vogël, nuk tregohet"
	Sheet, Note  string // as of a Table
}

// Weekly is a number for each week of a Season, in their order; weeks that are not there are missing.
type Weekly struct {
	Name    string // "2026"
	Amounts []Amount
}

// Measures of a season in pixels of the screen.
const (
	seasonHeight = 396.0
	plotLeft     = 64.0
	plotRight    = screenWidth - 16.0
	plotTop      = 92.0
	plotFoot     = 362.0
)

// The colours of this year and the one before: far apart on a grey copy too.
var (
	nowColor    = charts.ColorRGB(0x00, 0x3f, 0x75)
	beforeColor = charts.ColorRGB(0xc4, 0xc4, 0xc4)
	bandColor   = charts.ColorRGB(0xff, 0xf4, 0xd6)
)

func (Season) block() {}

func (s Season) name() string { return s.ID }

func (s Season) title() string { return s.Title }

func (s Season) alt() string { return first(s.Alt, s.Title) }

func (s Season) size() (width, height int) { return screenWidth, int(seasonHeight) }

func (s Season) amounts() []Amount {
	var out []Amount
	for i := range s.Weeks {
		out = append(out, amountAt(s.Now.Amounts, i), amountAt(s.Before.Amounts, i))
	}
	return out
}

func (s Season) drawable() bool { return anyIs(Shown, s.amounts()) || anyIs(Withheld, s.amounts()) }

// compared holds where there is a year before.
func (s Season) compared() bool { return s.Before.Name != "" }

func (s Season) table() Table {
	t := Table{Caption: s.Title, Head: []string{s.WeekHead, s.Now.Name}, Align: []Align{AlignLeft, AlignRight, AlignRight}, Sheet: s.Sheet}
	if s.compared() {
		t.Head = append(t.Head, s.Before.Name)
	}
	for i, week := range s.Weeks {
		r := Row{Cells: []Cell{T(week), amountAt(s.Now.Amounts, i).cell()}}
		if s.compared() {
			r.Cells = append(r.Cells, amountAt(s.Before.Amounts, i).cell())
		}
		t.Rows = append(t.Rows, r)
	}
	t.Note = notes(s.Label, s.Note)
	if anyIs(Withheld, s.amounts()) {
		t.Note = notes(t.Note, s.WithheldNote)
	}
	return t
}

func (s Season) draw(p *charts.Painter, scale float64) error {
	if err := checkAmounts(s.amounts()); err != nil {
		return err
	}
	c := canvas{p, scale}
	by, top := s.axis()
	c.fill(box(0, 0, screenWidth, seasonHeight), white)
	c.seasonBand(s)
	c.seasonAxis(s, by, top)
	for i := range s.Weeks {
		c.week(s, i, top)
	}
	c.line(point{plotLeft, plotFoot}, point{plotRight, plotFoot}, ink, 1.2)
	c.seasonLegend(s)
	return nil
}

// axis gives the distance of the lines behind the bars and where the highest stands.
func (s Season) axis() (by, top float64) {
	high := 1.0
	for _, a := range s.amounts() {
		if a.State == Shown {
			high = max(high, a.Value)
		}
	}
	by = max(steps(high/5, high/5, 1)[0], 1)
	return by, by * math.Ceil(high/by)
}

// slot is the left edge of a week, and how wide a week is.
func (s Season) slot(i int) (x, width float64) {
	width = (plotRight - plotLeft) / float64(len(s.Weeks))
	return plotLeft + float64(i)*width, width
}

// seasonBand marks the weeks of the season: a ground, a line at either end, and its label above.
func (c canvas) seasonBand(s Season) {
	from, to := max(s.From, 0), min(s.To, len(s.Weeks)-1)
	if to < from {
		return
	}
	left, width := s.slot(from)
	right, _ := s.slot(to)
	right += width
	c.fill(box(left, plotTop-22, right-left, plotFoot-plotTop+22), bandColor)
	for _, x := range []float64{left, right} {
		if x == left && s.From < 0 || x == right && s.To >= len(s.Weeks) {
			continue // it began before, or goes on
		}
		c.painter.DashedLineStroke([]charts.Point{c.at(point{x, plotTop - 22}), c.at(point{x, plotFoot})}, faint, c.scale, []float64{5 * c.scale, 4 * c.scale})
	}
	half := c.width(s.Label, 12) * 0.6 // a little more than half: other fonts are wider
	middle := min(max((left+right)/2, plotLeft+half), plotRight-half)
	c.centered(s.Label, point{middle, plotTop - 28}, plotRight-plotLeft, 12, ink)
}

func (c canvas) seasonAxis(s Season, by, top float64) {
	for i := range int(math.Round(top/by)) + 1 {
		v := float64(i) * by
		y := plotFoot - (plotFoot-plotTop)*v/top
		c.line(point{plotLeft, y}, point{plotRight, y}, charts.ColorRGB(0xd8, 0xd8, 0xd8), 0.8)
		text := albanian(v)
		c.text(text, point{plotLeft - 8 - c.width(text, 11), y + 4}, 11, ink)
	}
	c.text(s.Unit, point{8, plotTop - 28}, 12, ink)
}

// week draws the two bars of a week, this year's over the one before, and its name where there is room.
func (c canvas) week(s Season, i int, top float64) {
	x, w := s.slot(i)
	half := w * 0.42
	if s.compared() {
		c.bar(amountAt(s.Before.Amounts, i), x+w*0.5, half, top, beforeColor)
	} else {
		half = w * 0.7
	}
	c.bar(amountAt(s.Now.Amounts, i), x+w*0.08, half, top, nowColor)
	every := int(math.Ceil((c.width(s.Weeks[0], 11) + 8) / w))
	if i%max(every, 1) == 0 {
		c.text(s.Weeks[i], point{x + w*0.08, plotFoot + 18}, 11, ink)
		c.line(point{x + 0.5, plotFoot}, point{x + 0.5, plotFoot + 5}, ink, 1)
	}
}

// bar draws one bar; a withheld number is a low hatched one of a height that says nothing.
func (c canvas) bar(a Amount, x, width, top float64, color charts.Color) {
	switch a.State {
	case Shown:
		h := (plotFoot - plotTop) * a.Value / top
		s := box(x, plotFoot-h, width, h)
		c.fill(s, color)
		c.outline(s, faint, 0.6)
		if w := c.width(a.text(), 10); color == nowColor && w <= width+6 {
			c.text(a.text(), point{x + (width-w)/2, plotFoot - h - 4}, 10, ink)
		}
	case Withheld:
		s := box(x, plotFoot-14, width, 14)
		c.fill(s, white)
		c.hatch(s)
		c.outline(s, faint, 0.6)
		c.centered(withheldMark, point{x + width/2, plotFoot - 18}, width+4, 11, ink)
	}
}

// seasonLegend names the two years and the sign of a withheld number.
func (c canvas) seasonLegend(s Season) {
	x, y := plotLeft, 14.0
	entry := func(text string, paint func(shape)) {
		if line(text) == "" {
			return
		}
		swatch := box(x, y, 22, 14)
		paint(swatch)
		c.outline(swatch, faint, 0.6)
		c.text(text, point{x + 30, y + 12}, 13, ink)
		x += 30 + c.width(text, 13) + 28
	}
	entry(s.Now.Name, func(b shape) { c.fill(b, nowColor) })
	entry(s.Before.Name, func(b shape) { c.fill(b, beforeColor) })
	if anyIs(Withheld, s.amounts()) {
		entry(s.WithheldNote, c.hatch)
	}
}
