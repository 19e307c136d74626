package document

import (
	"math"
	"strings"

	"github.com/xuri/excelize/v2"
)

// numberFormat is how Excel shows a number; the reader's own settings decide on comma and point.
func numberFormat(kind CellKind, v float64) string {
	switch {
	case kind == PercentKind:
		return "0.0%"
	case v == math.Trunc(v):
		return "#,##0"
	case kind == MoneyKind:
		return "#,##0.00"
	}
	return "#,##0.0##"
}

// style gives a cell its look.
func (x *workbook) style(sheet, cell string, l look) {
	id, ok := x.styles[l]
	if !ok {
		var err error
		id, err = x.file.NewStyle(l.style())
		x.do(err)
		x.styles[l] = id
	}
	x.do(x.file.SetCellStyle(sheet, cell, cell, id))
}

func (l look) style() *excelize.Style {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: "Calibri", Size: 11, Bold: l.bold || l.head},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: l.format == "", Indent: l.indent},
	}
	if l.right {
		s.Alignment.Horizontal = "right"
	} else if l.format != "" || l.indent > 0 {
		s.Alignment.Horizontal = "left"
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	if l.link {
		s.Font.Color, s.Font.Underline = "0B4A8F", "single"
	}
	if l.shade > 0 {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{shadeHex(l.shade)}}
	}
	if l.head {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EBEF"}}
		s.Border = []excelize.Border{{Type: "bottom", Color: "404040", Style: 1}}
	}
	return s
}

// widest is what still fits on a screen, in characters.
const widest = 55

// widths makes the columns as wide as their content, up to what fits, and gives the widths in characters.
func (x *workbook) widths(s sheet) []int {
	out := make([]int, s.table.columns())
	for col := range out {
		_, longest := measure(s.table.head(col))
		for _, r := range s.table.Rows {
			all, word := r.measure(col)
			longest = max(longest, all, word)
		}
		out[col] = min(longest+3, widest)
		name, err := excelize.ColumnNumberToName(col + 1)
		x.do(err)
		x.do(x.file.SetColWidth(s.name, name, name, float64(out[col])))
	}
	return out
}

// height makes a row as high as its longest text needs: not every program does that by itself.
func (x *workbook) height(sheet string, row int, texts []string, widths []int) {
	lines := 1
	for col, text := range texts {
		n := 0
		for _, l := range strings.Split(clean(text), "\n") {
			all, _ := measure(l)
			n += 1 + max(all-1, 0)/max(widths[col]-2, 1)
		}
		lines = max(lines, n)
	}
	if lines > 1 {
		x.do(x.file.SetRowHeight(sheet, row, min(float64(lines)*15, 400)))
	}
}

// texts are what the cells of a row say, one a column.
func (r Row) texts(columns int) []string {
	out := make([]string, columns)
	for col := range out {
		out[col] = r.cell(col).Text
	}
	return out
}

// page sets a sheet for paper: A4 lying, as wide as the page, mark above, page number below.
func (x *workbook) page(sheet string) {
	x.do(x.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{
		Size: ptr(9), Orientation: ptr("landscape"), FitToWidth: ptr(1), FitToHeight: ptr(0),
	}))
	x.do(x.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: ptr(true)}))
	mark := strings.ReplaceAll(shorten(line(x.doc.Mark), 80), "&", "&&")
	x.do(x.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{
		OddHeader: "&R" + mark, OddFooter: "&L&A&R" + x.words.page + " &P " + x.words.of + " &N",
	}))
}

func ptr[T any](v T) *T { return &v }
