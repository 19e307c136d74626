package document

import (
	"math"
	"strconv"
	"strings"

	"github.com/go-analyze/charts"
)

// screenWidth is that of a chart on a web page, in pixels.
const screenWidth = 800

// The colours of the series, told apart also by people who do not see red or green, and in grey on a copier.
var palette = []charts.Color{
	charts.ColorRGB(0x00, 0x57, 0x9c), charts.ColorRGB(0xe6, 0x9f, 0x00), charts.ColorRGB(0x00, 0x9e, 0x73), charts.ColorRGB(0xcc, 0x79, 0xa7),
	charts.ColorRGB(0x56, 0xb4, 0xe9), charts.ColorRGB(0xd5, 0x5e, 0x00), charts.ColorRGB(0x66, 0x66, 0x66), charts.ColorRGB(0xf0, 0xe4, 0x42),
}

// drawable holds for a chart with at least one known value.
func (c Chart) drawable() bool {
	for i := range c.Series {
		for j := range c.Labels {
			if !math.IsNaN(c.value(i, j)) {
				return true
			}
		}
	}
	return false
}

// value is one value, NaN where it is missing or no number to draw.
func (c Chart) value(series, label int) float64 {
	if v := c.Series[series].Values; label < len(v) && !math.IsInf(v[label], 0) {
		return v[label]
	}
	return math.NaN()
}

// values are the series as the drawing library wants them.
func (c Chart) values() [][]float64 {
	out := make([][]float64, len(c.Series))
	for i := range c.Series {
		out[i] = make([]float64, len(c.Labels))
		for j := range c.Labels {
			if out[i][j] = c.value(i, j); math.IsNaN(out[i][j]) {
				out[i][j] = charts.GetNullValue()
			}
		}
	}
	return out
}

// alt is what the picture shows, or its title where nobody said.
func (c Chart) alt() string {
	if line(c.Alt) != "" {
		return c.Alt
	}
	return c.Title
}

func (c Chart) name() string { return c.ID }

func (c Chart) title() string { return c.Title }

func (c Chart) table() Table { return c.Table }

func (c Chart) size() (width, height int) { return screenWidth, screenWidth / 2 }

func (c Chart) draw(p *charts.Painter, scale float64) error {
	if c.Kind == Line {
		return p.LineChart(c.lines(scale))
	}
	return p.BarChart(c.bars(scale))
}

func theme() charts.ColorPalette {
	return charts.MakeTheme(charts.ThemeOption{
		AxisStrokeColor:    charts.ColorRGB(0x55, 0x55, 0x55),
		AxisSplitLineColor: charts.ColorRGB(0xdd, 0xdd, 0xdd),
		BackgroundColor:    charts.ColorRGB(0xff, 0xff, 0xff),
		TextColor:          charts.ColorRGB(0x22, 0x22, 0x22),
		SeriesColors:       palette,
	})
}

func (c Chart) bars(scale float64) charts.BarChartOption {
	opt := charts.NewBarChartOptionWithData(c.values())
	opt.Theme, opt.Padding = theme(), padding(scale)
	opt.CategoryAxis.Labels, opt.CategoryAxis.LabelFontStyle, opt.CategoryAxis.LabelCount = c.labels(), fontOf(scale), len(c.Labels)
	opt.ValueAxis = []charts.ValueAxisOption{c.axis(scale)}
	opt.StackSeries = charts.Ptr(c.Kind == StackedBar)
	opt.Legend, opt.ValueFormatter = c.legend(scale), albanian
	for i := range opt.SeriesList {
		opt.SeriesList[i].Name = line(c.Series[i].Name)
		opt.SeriesList[i].Label = charts.SeriesLabel{Show: charts.Ptr(c.Kind == Bar), FontStyle: fontOf(scale), ValueFormatter: albanian}
	}
	return opt
}

func (c Chart) lines(scale float64) charts.LineChartOption {
	opt := charts.NewLineChartOptionWithData(c.values())
	opt.Theme, opt.Padding = theme(), padding(scale)
	opt.XAxis.Labels, opt.XAxis.LabelFontStyle = c.labels(), fontOf(scale)
	opt.YAxis = []charts.YAxisOption{c.axis(scale)}
	opt.LineStrokeWidth = 2.5 * scale
	opt.Symbol = charts.Symbol{Shape: charts.SymbolDot, Size: 4 * scale}
	opt.Legend, opt.ValueFormatter = c.legend(scale), albanian
	for i := range opt.SeriesList {
		opt.SeriesList[i].Name = line(c.Series[i].Name)
		opt.SeriesList[i].Label = charts.SeriesLabel{
			Show: charts.Ptr(true), FontStyle: fontOf(scale), ValueFormatter: albanian, Distance: int(9 * scale),
		}
	}
	return opt
}

func (c Chart) axis(scale float64) charts.ValueAxisOption {
	return charts.ValueAxisOption{
		Title: line(c.Unit), TitleFontStyle: fontOf(scale), LabelFontStyle: fontOf(scale), ValueFormatter: albanian, Min: c.floor(),
	}
}

// floor starts the axis at zero, so that bars and lines do not exaggerate; values below zero keep their room.
func (c Chart) floor() *float64 {
	for i := range c.Series {
		for j := range c.Labels {
			if c.value(i, j) < 0 {
				return nil
			}
		}
	}
	return charts.Ptr(0.0)
}

func (c Chart) legend(scale float64) charts.LegendOption {
	names := make([]string, len(c.Series))
	for i, s := range c.Series {
		names[i] = line(s.Name)
	}
	return charts.LegendOption{SeriesNames: names, FontStyle: fontOf(scale), Show: charts.Ptr(len(names) > 1)}
}

// letterWidth is about how wide a letter under the axis is, in pixels of the screen.
const letterWidth = 7

// labels are the names under the axis. Those that would run into one another are
// cut: the table below has them whole, in the same order.
func (c Chart) labels() []string {
	const letters = 8 * screenWidth / 10 / letterWidth // the axis is less wide than the chart
	out := make([]string, len(c.Labels))
	for i, l := range c.Labels {
		out[i] = cut(line(l), letters/len(c.Labels))
	}
	return out
}

// cut is s, or its first letters when it has more than most; at least two stay.
func cut(s string, most int) string {
	letters := []rune(s)
	if most = max(most, 3); len(letters) <= most {
		return s
	}
	return strings.TrimRight(string(letters[:most-1]), " ,:–") + "…"
}

func fontOf(scale float64) charts.FontStyle { return charts.FontStyle{FontSize: 11 * scale} }

func padding(scale float64) charts.Box { return charts.NewBoxEqual(int(14 * scale)) }

// albanian writes a number on an axis: a comma before the decimal, and from five digits on a space between thousands.
func albanian(v float64) string {
	s := strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
	whole, decimals := s, ""
	for i := range s {
		if s[i] == '.' {
			whole, decimals = s[:i], ","+s[i+1:]
		}
	}
	for i := len(whole) - 3; i > 0 && len(whole) > 4 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "\u00a0" + whole[i:]
	}
	return whole + decimals
}
