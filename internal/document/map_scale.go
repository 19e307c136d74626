package document

import (
	"math"

	"github.com/go-analyze/charts"
)

// The colours of the classes of a map, from few to many. One hue that darkens evenly, so that a grey copy tells them apart.
var mapColors = []charts.Color{
	charts.ColorRGB(0xe8, 0xf0, 0xf7), charts.ColorRGB(0xbc, 0xd4, 0xe8), charts.ColorRGB(0x82, 0xb1, 0xd6), charts.ColorRGB(0x2f, 0x70, 0xa6), charts.ColorRGB(0x0c, 0x3c, 0x6b),
}

// A classes is a scale of at most so many steps. Each step reaches about twice as far as the one before (1, 2, 5, 10,
// 20 …), because counts of people are many small numbers and a few large ones. Zero is a step of its own.
type classes struct {
	bounds []float64 // the upper end of each class, ascending
	whole  bool      // all amounts are whole numbers
}

// classify makes the scale for these amounts. Only shown ones count: the scale must not tell of those withheld.
func classify(list []Amount, most int) classes {
	c, low, high, zero := classes{whole: true}, math.Inf(1), 0.0, false
	for _, a := range list {
		if a.State != Shown || !(a.Value >= 0 && a.Value <= maxAmount) {
			continue
		}
		c.whole = c.whole && a.Value == math.Trunc(a.Value)
		if zero = zero || a.Value == 0; a.Value > 0 {
			low, high = min(low, a.Value), max(high, a.Value)
		}
	}
	if zero {
		most--
	}
	if high > 0 {
		c.bounds = steps(low, high, most)
	}
	if zero {
		c.bounds = append([]float64{0}, c.bounds...)
	}
	return c
}

// steps are the upper ends of at most so many classes, the lowest of which holds low or all below the second.
func steps(low, high float64, most int) []float64 {
	k := int(math.Floor(math.Log10(high))) * 3
	for step(k) < high {
		k++
	}
	var bounds []float64
	for ; len(bounds) < most && (len(bounds) == 0 || step(k) >= low); k-- {
		bounds = append([]float64{step(k)}, bounds...)
	}
	return bounds
}

// step is the k-th of … 0.5, 1, 2, 5, 10, 20 …; step(0) is 1.
func step(k int) float64 {
	tens, rest := k/3, k%3
	if rest < 0 {
		tens, rest = tens-1, rest+3
	}
	factor := []float64{1, 2, 5}[rest]
	if tens < 0 {
		return factor / math.Pow10(-tens)
	}
	return factor * math.Pow10(tens)
}

// of is the class of a value.
func (c classes) of(value float64) int {
	for i, b := range c.bounds {
		if value <= b {
			return i
		}
	}
	return len(c.bounds) - 1
}

// label names a class: "0", "1–5", "6–10".
func (c classes) label(i int) string {
	from := 0.0
	if i > 0 {
		from = c.bounds[i-1]
	}
	if c.whole && c.bounds[i] > 0 {
		from++
	}
	if from == c.bounds[i] {
		return albanian(from)
	}
	return albanian(from) + "–" + albanian(c.bounds[i])
}

// color is the colour of a class; few classes are spread over the whole range.
func (c classes) color(i int) charts.Color {
	last := len(c.bounds) - 1
	if last < 1 && c.bounds[0] > 0 {
		return mapColors[2]
	}
	return mapColors[i*(len(mapColors)-1)/max(last, 1)]
}

var (
	white = charts.ColorRGB(0xff, 0xff, 0xff)
	ink   = charts.ColorRGB(0x1a, 0x1a, 0x1a)
	faint = charts.ColorRGB(0x59, 0x59, 0x59) // still read on white
	thin  = charts.ColorRGB(0xb0, 0xb0, 0xb0)
)

// inkOn is the colour of text on this colour: the one that stands out more.
func inkOn(c charts.Color) charts.Color {
	if contrast(c, white) > contrast(c, ink) {
		return white
	}
	return ink
}

// contrast is the ratio of WCAG 2.2 between two colours, 1 to 21.
func contrast(a, b charts.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c charts.Color) float64 {
	part := func(v uint8) float64 {
		if s := float64(v) / 255; s > 0.04045 {
			return math.Pow((s+0.055)/1.055, 2.4)
		} else {
			return s / 12.92
		}
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}
