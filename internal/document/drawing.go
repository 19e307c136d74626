package document

import (
	"bytes"
	"errors"

	"github.com/go-analyze/charts"
)

// ErrEmptyChart is what SVG and PNG give for a drawing without a single known value.
var ErrEmptyChart = errors.New("document: the chart has no values to draw")

const (
	printWidth    = 1600 // of a PNG in Word and PDF, in dots: 250 an inch across the text
	pictureHeight = 535  // of the highest picture on a page, in points: its title and the beginning of the table stay with it
)

// A Drawing is a block that is a picture with the table of its numbers: a Chart, a Map or a Season.
type Drawing interface {
	Block
	name() string // its ID
	title() string
	alt() string
	table() Table
	drawable() bool                      // there is something to draw
	size() (width, height int)           // on a screen, in pixels
	draw(*charts.Painter, float64) error // with so many dots of the file to a pixel of the screen
}

// SVG draws the picture for a web page; a chart is 800 pixels wide. It gives ErrEmptyChart for one without values, and
// ErrAmount for a number that cannot be drawn.
func SVG(d Drawing) ([]byte, error) {
	width, _ := d.size()
	return render(d, "svg", width)
}

// PNG draws the picture as an image so many pixels wide (400 to 8000). Errors are those of SVG.
func PNG(d Drawing, width int) ([]byte, error) { return render(d, "png", min(max(width, 400), 8000)) }

func render(d Drawing, format string, width int) ([]byte, error) {
	if !d.drawable() {
		return nil, ErrEmptyChart
	}
	w, h := d.size()
	p := charts.NewPainter(charts.PainterOptions{
		OutputFormat: format, Width: width, Height: h * width / w, Font: charts.GetFont(charts.FontFamilyNotoSans), Theme: theme(),
	})
	if err := d.draw(p, float64(width)/float64(w)); err != nil {
		return nil, err
	}
	out, err := p.Bytes()
	return bytes.TrimSpace(out), err
}
