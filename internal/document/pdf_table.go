package document

import "github.com/go-analyze/charts"

// The measures of a table, in millimetres.
const (
	cellLine = 4.2
	cellPad  = 1.1
	cellSize = 8.8
)

// A pdfCell is a cell broken into the lines of its column.
type pdfCell struct {
	lines  []string
	width  float64
	indent float64
	align  Align
	style  string // "B" or ""
	link   string
	shade  int
}

// table prints the head, repeated on every page, the rows, none torn apart unless higher than a page, and the note.
func (p *pdfBody) table(t Table) {
	if t.columns() == 0 {
		return
	}
	p.pdf.SetAutoPageBreak(false, 0)
	p.pdf.SetDrawColor(160, 160, 160)
	columns := t.grid()
	head := p.headRow(t, columns)
	repeat := func() {
		if lines := longest(head); lines > 0 && lines < 30 {
			p.drawRow(head, lines, true)
		}
	}
	if h := rowHeight(longest(head)); h < 120 {
		p.room(h + 12)
	}
	p.row(head, true, func() {})
	for _, r := range t.Rows {
		p.row(p.bodyRow(r, columns), false, repeat)
	}
	p.pdf.SetAutoPageBreak(true, marginFoot)
	p.note(t.Note)
}

// beginning is the height of the head and the first row, which stay with the caption unless they are very high.
func (p *pdfBody) beginning(t Table) float64 {
	if t.columns() == 0 {
		return 0
	}
	columns := t.grid()
	h := rowHeight(longest(p.headRow(t, columns)))
	if len(t.Rows) > 0 {
		h += rowHeight(longest(p.bodyRow(t.Rows[0], columns)))
	}
	return min(h+3, 120)
}

func (p *pdfBody) note(text string) {
	p.pdf.Ln(1)
	if line(text) != "" {
		p.font("", 8.5)
		p.put(p.wrap(printable(text), textWidth), 4.2, AlignLeft)
	}
	p.pdf.Ln(3)
}

// A column is as wide as its share of the line, and set to one side.
type column struct {
	width float64
	align Align
}

func (t Table) grid() []column {
	aligns, out := t.aligns(), make([]column, t.columns())
	for i, share := range t.shares() {
		out[i] = column{share * textWidth, aligns[i]}
	}
	return out
}

// headRow is empty for a table without a head.
func (p *pdfBody) headRow(t Table, columns []column) []pdfCell {
	if len(t.Head) == 0 {
		return nil
	}
	cells := make([]pdfCell, len(columns))
	for i, c := range columns {
		cells[i] = p.tableCell(T(t.head(i)), c, 0, "B")
	}
	return cells
}

func (p *pdfBody) bodyRow(r Row, columns []column) []pdfCell {
	cells := make([]pdfCell, len(columns))
	for i, c := range columns {
		indent := 0.0
		if i == 0 {
			indent = min(float64(min(max(r.Level, 0), 8))*2.5, c.width/2)
		}
		cells[i] = p.tableCell(r.cell(i), c, indent, when(r.Bold, "B"))
	}
	return cells
}

func (p *pdfBody) tableCell(c Cell, in column, indent float64, style string) pdfCell {
	p.font(style, cellSize)
	room := max(in.width-indent-2*cellPad, 2)
	return pdfCell{p.wrap(printable(c.Text), room), in.width, indent, in.align, style, c.Link, c.shade()}
}

// longest is the number of lines of the highest cell.
func longest(cells []pdfCell) int {
	n := 0
	for _, c := range cells {
		n = max(n, len(c.lines))
	}
	return n
}

func rowHeight(lines int) float64 { return float64(lines)*cellLine + 2*cellPad }

// linesLeft is how many lines of a row the page still holds.
func (p *pdfBody) linesLeft() int {
	return int((pageHeight - marginFoot - p.pdf.GetY() - 2*cellPad) / cellLine)
}

// row prints a row where it fits; one higher than a page is continued on the next.
func (p *pdfBody) row(cells []pdfCell, shaded bool, repeat func()) {
	if len(cells) == 0 {
		return
	}
	const most = 25 // lines: what is higher may be torn
	n := longest(cells)
	if n > p.linesLeft() && (n <= most || p.linesLeft() < 4) {
		p.pdf.AddPage()
		repeat()
	}
	for n > p.linesLeft() {
		fits := max(p.linesLeft(), 1)
		p.drawRow(cells, fits, shaded)
		for i := range cells {
			cells[i].lines = cells[i].lines[min(fits, len(cells[i].lines)):]
		}
		n -= fits
		p.pdf.AddPage()
		repeat()
	}
	p.drawRow(cells, n, shaded)
}

// drawRow prints the first n lines of the cells and the box around each.
func (p *pdfBody) drawRow(cells []pdfCell, n int, shaded bool) {
	x, y := marginSide, p.pdf.GetY()
	for _, c := range cells {
		p.cellBox(c, x, y, rowHeight(n), shaded)
		p.font(c.style, cellSize)
		print := func() {
			for i, l := range c.lines[:min(n, len(c.lines))] {
				p.pdf.SetXY(x+c.indent+cellPad, y+cellPad+float64(i)*cellLine)
				p.cell(c.width-c.indent-2*cellPad, cellLine, l, c.align)
			}
		}
		p.cellLink(c, x, y, rowHeight(n), print)
		x += c.width
	}
	p.pdf.SetXY(marginSide, y+rowHeight(n))
}

// cellBox draws the box of a cell, filled in the head and where the cell is shaded.
func (p *pdfBody) cellBox(c pdfCell, x, y, h float64, head bool) {
	fill := charts.ColorRGB(232, 235, 239)
	if c.shade > 0 {
		fill = shades[c.shade-1]
	}
	p.pdf.SetFillColor(int(fill.R), int(fill.G), int(fill.B))
	p.pdf.Rect(x, y, c.width, h, when(head || c.shade > 0, "F")+"D")
}

// cellLink makes a cell a link where its link may be followed.
func (p *pdfBody) cellLink(c pdfCell, x, y, h float64, print func()) {
	if i := inward(p.places, c.link); i >= 0 {
		p.linked(print)
		p.pdf.Link(x, y, c.width, h, p.links[i])
	} else if to := outward(c.link); to != "" {
		p.linked(print)
		p.pdf.LinkString(x, y, c.width, h, to)
	} else {
		print()
	}
}
