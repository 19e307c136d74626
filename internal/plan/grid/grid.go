// Package grid reads the rows of a table that somebody made in Word or Excel,
// or copied from there, as plain text.
//
// It does not know what the columns mean, draws nothing and writes no file. Its
// limits stand before it reads: a file made to be huge is refused, not opened.
package grid

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// What is taken at most.
const (
	MaxRows    = 2000
	MaxColumns = 40
	maxCell    = 8_000    // characters
	maxEntries = 2_000    // files in the zip that a docx or xlsx is
	maxBytes   = 20 << 20 // of them together, unzipped
	maxSheets  = 100
	maxNested  = 8 // tables in tables
)

// The ways in which a file or a paste cannot be read, in Albanian, for people.
var (
	ErrUnreadable = errors.New("Skedari nuk lexohet dot. Ruajeni sërish si .docx ose .xlsx, pa fjalëkalim, dhe provojeni.")
	ErrTooLarge   = errors.New("Tabela është shumë e madhe. Mund të sillen deri në 2000 rreshta dhe 40 kolona; ndajeni në dy pjesë.")
	ErrNoTable    = errors.New("Në skedar nuk u gjet asnjë tabelë me tekst.")
)

// A Grid is one table, or sheet: rows of cells, each the text of one cell. What
// a merged cell covers besides its first cell is "".
type Grid [][]string

// add puts text into a cell, and says whether the grid is still small enough.
func (g *Grid) add(row, column int, s string) error {
	s = strings.TrimSpace(strings.ToValidUTF8(s, "\uFFFD"))
	if s == "" {
		return nil
	}
	if row >= MaxRows || column >= MaxColumns || utf8.RuneCountInString(s) > maxCell {
		return ErrTooLarge
	}
	for len(*g) <= row {
		*g = append(*g, nil)
	}
	for len((*g)[row]) <= column {
		(*g)[row] = append((*g)[row], "")
	}
	(*g)[row][column] = s
	return nil
}

// Paste reads cells copied from Word or Excel: a tab between cells, a line for
// each row, and quotes around a cell that holds either.
func Paste(s string) (Grid, error) {
	var g Grid
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	for row, column := 0, 0; s != ""; {
		cell, rest := cutCell(s)
		if err := g.add(row, column, cell); err != nil {
			return nil, err
		}
		if strings.HasPrefix(rest, "\n") {
			row, column = row+1, -1
		}
		if rest != "" {
			rest = rest[1:]
		}
		s, column = rest, column+1
	}
	return g, nil
}

// cutCell returns the cell that s begins with, and what follows it, from the tab
// or line end on. Only quotes that close right before one are quotes of the
// program; others are somebody's words: "Mos hesht" fushatë.
func cutCell(s string) (cell, rest string) {
	if strings.HasPrefix(s, `"`) {
		if cell, rest, ok := cutQuoted(s[1:]); ok {
			return cell, rest
		}
	}
	if i := strings.IndexAny(s, "\t\n"); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

func cutQuoted(s string) (cell, rest string, ok bool) {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			return "", "", false
		}
		b.WriteString(s[:i])
		s = s[i+1:]
		switch {
		case strings.HasPrefix(s, `"`):
			b.WriteByte('"')
			s = s[1:]
		case s == "" || s[0] == '\t' || s[0] == '\n':
			return b.String(), s, true
		default:
			return "", "", false
		}
	}
}

// Text writes a grid so that Paste reads it back.
func (g Grid) Text() string {
	var b strings.Builder
	for _, row := range g {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte('\t')
			}
			if strings.ContainsAny(cell, "\t\n\r\"") {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
