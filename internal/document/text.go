package document

import (
	"fmt"
	"strings"
)

// Text is all the document says, as plain text: one line a paragraph, cells of a row between " | ".
func Text(d Document) string {
	var b strings.Builder
	say := func(lines ...string) {
		for _, l := range lines {
			if l = clean(l); strings.TrimSpace(l) != "" {
				b.WriteString(l + "\n")
			}
		}
	}
	say(d.Mark)
	say(d.Letterhead.Lines...)
	say(d.Letterhead.protocol(), d.Letterhead.dated(), d.Title, d.Subject)
	for _, block := range d.Blocks {
		say(blockText(block)...)
	}
	say(d.Signature.lines()...)
	say(d.Footer)
	return b.String()
}

// blockText is the lines of one block.
func blockText(b Block) []string {
	switch b := b.(type) {
	case Heading:
		return []string{"", b.Text}
	case Paragraph:
		return []string{plain(b.Runs)}
	case List:
		return listText(b)
	case Table:
		return tableText(b)
	case Chart:
		return append([]string{b.Title, b.Alt}, tableText(b.Table)...)
	case Map:
		return append([]string{b.Alt}, tableText(b.table())...)
	case Season:
		return append([]string{b.Alt}, tableText(b.table())...)
	}
	return nil
}

func listText(l List) []string {
	var out []string
	for i, item := range l.Items {
		mark := "•"
		if l.Numbered {
			mark = fmt.Sprintf("%d.", i+1)
		}
		out = append(out, mark+" "+plain(item))
	}
	return out
}

func tableText(t Table) []string {
	out := []string{t.Caption, strings.Join(t.Head, " | ")}
	for _, r := range t.Rows {
		cells := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			cells[i] = c.Text
		}
		out = append(out, strings.Repeat("  ", max(r.Level, 0))+strings.Join(cells, " | "))
	}
	return append(out, t.Note)
}
