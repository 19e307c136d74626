package grid

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// Docx reads the tables of a Word file, in their order. What was struck out
// under "track changes" is not read. A table inside a cell is text of the cell.
func Docx(b []byte) ([]Grid, error) {
	a, err := openArchive(b)
	if err != nil {
		return nil, err
	}
	d, err := a.part("word/document.xml")
	if err != nil {
		return nil, err
	}
	if d == nil {
		return nil, ErrUnreadable
	}
	var list []Grid
	err = each(d, "", func(e xml.StartElement) error {
		if e.Name.Local != "tbl" {
			return nil
		}
		g, err := docxTable(d, 0)
		if len(g) > 0 {
			list = append(list, g)
		}
		return err
	})
	if err == nil && len(list) == 0 {
		err = ErrNoTable
	}
	return list, err
}

func docxTable(d *xml.Decoder, nested int) (Grid, error) {
	if nested > maxNested {
		return nil, ErrTooLarge
	}
	var g Grid
	row := 0
	err := each(d, "tbl", func(e xml.StartElement) error {
		if e.Name.Local != "tr" {
			return nil
		}
		if err := docxRow(d, &g, row, nested); err != nil {
			return err
		}
		row++
		return nil
	})
	return g, err
}

func docxRow(d *xml.Decoder, g *Grid, row, nested int) error {
	column := 0
	return each(d, "tr", func(e xml.StartElement) error {
		if e.Name.Local != "tc" {
			return nil
		}
		cell, span, err := docxCell(d, nested)
		if err != nil {
			return err
		}
		if err := g.add(row, column, cell); err != nil {
			return err
		}
		column += span
		return nil
	})
}

// docxCell reads the text of a cell, a line for each paragraph, and how many
// columns it spans.
func docxCell(d *xml.Decoder, nested int) (string, int, error) {
	var b strings.Builder
	span := 1
	err := each(d, "tc", func(e xml.StartElement) error {
		switch e.Name.Local {
		case "gridSpan":
			if n, err := strconv.Atoi(attr(e, "val")); err == nil && n > 1 && n <= MaxColumns {
				span = n
			}
		case "t":
			s, err := words(d)
			b.WriteString(s)
			return err
		case "p", "br", "cr":
			b.WriteByte('\n')
		case "tab":
			b.WriteByte(' ')
		case "del", "moveFrom", "Fallback":
			return skip(d)
		case "tbl":
			inner, err := docxTable(d, nested+1)
			for _, row := range inner {
				b.WriteString("\n" + strings.Join(row, " "))
			}
			return err
		}
		return nil
	})
	return tidy(b.String()), span, err
}

// tidy leaves out blank lines and the spaces around each line.
func tidy(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
