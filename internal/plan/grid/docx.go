package grid

import (
	"encoding/xml"
	"strconv"
	"strings"

	"tryeza/internal/workbook/ooxml"
)

// Docx reads the tables of a Word file, in their order. What was struck out
// under "track changes" is not read. A table inside a cell is text of the cell.
func Docx(b []byte) ([]Grid, error) {
	f, err := ooxml.Open(b, ooxml.Limits{Entries: maxEntries, Bytes: maxBytes})
	if err == nil && !f.Has(document) {
		err = ooxml.ErrUnreadable
	}
	if err != nil {
		return nil, said(err)
	}
	var list []Grid
	err = f.Walk(document, func(d *ooxml.Decoder, e xml.StartElement) error {
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
	return list, said(err)
}

// document is the part of a Word file that holds its text.
const document = "word/document.xml"

// said is an error in words for people.
func said(err error) error {
	switch err {
	case ooxml.ErrUnreadable:
		return ErrUnreadable
	case ooxml.ErrTooLarge:
		return ErrTooLarge
	}
	return err
}

func docxTable(d *ooxml.Decoder, nested int) (Grid, error) {
	if nested > maxNested {
		return nil, ErrTooLarge
	}
	var g Grid
	row := 0
	err := d.Each("tbl", func(e xml.StartElement) error {
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

func docxRow(d *ooxml.Decoder, g *Grid, row, nested int) error {
	column := 0
	return d.Each("tr", func(e xml.StartElement) error {
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
func docxCell(d *ooxml.Decoder, nested int) (string, int, error) {
	var b strings.Builder
	span := 1
	err := d.Each("tc", func(e xml.StartElement) error {
		switch e.Name.Local {
		case "gridSpan":
			if n, err := strconv.Atoi(ooxml.Attr(e, "val")); err == nil && n > 1 && n <= MaxColumns {
				span = n
			}
		case "t":
			s, err := d.Words()
			b.WriteString(s)
			return err
		case "p", "br", "cr":
			b.WriteByte('\n')
		case "tab":
			b.WriteByte(' ')
		case "del", "moveFrom", "Fallback":
			return d.Skip()
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
