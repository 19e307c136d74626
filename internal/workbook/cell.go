package workbook

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"tryeza/internal/text"
)

// kind is what Excel says that a cell holds.
type kind int

const (
	blank kind = iota
	words
	number
	truth
	broken // a formula that gave an error
)

// A Cell is what stands in one place of a sheet, or nothing.
type Cell struct {
	Row, Column int // from 1
	raw         string
	kind        kind
	dated       bool // a number that is shown as a date
	since04     bool
}

// Blank reports whether nothing but space stands in the cell.
func (c Cell) Blank() bool { return strings.TrimSpace(c.raw) == "" }

// Broken reports whether the cell shows an error of Excel, such as #REF!.
func (c Cell) Broken() bool { return c.kind == broken }

// Raw is the content as the file keeps it: 45107, 4.7.
func (c Cell) Raw() string { return c.raw }

// Float is the number of a cell that holds a true one.
func (c Cell) Float() (float64, bool) {
	if c.kind != number {
		return 0, false
	}
	v, err := strconv.ParseFloat(c.raw, 64)
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}

// Text is the content as people here write it: 4,7 and not 4.7, a date as
// 31.12.2023, without spaces around it. What is not finite, or too large to be
// an amount, stays as it is.
func (c Cell) Text() string {
	v, ok := c.Float()
	if !ok || math.Abs(v) > 1e15 {
		return strings.TrimSpace(c.raw)
	}
	if c.dated && v >= 1 && v < 1e6 {
		return c.serial(v).Format("02.01.2006")
	}
	whole, part, _ := strings.Cut(strings.TrimRight(strconv.FormatFloat(v, 'f', 4, 64), "0"), ".")
	if part == "" {
		return whole
	}
	if len(part) == 3 {
		part += "0" // three digits could be read as thousands
	}
	return whole + "," + part
}

// serial is the day that Excel counts as number v.
func (c Cell) serial(v float64) time.Time {
	if c.since04 {
		return time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(v))
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(v))
}

var errDated = errors.New("Excel e ka kthyer këtë numër në datë. Formatojeni qelizën si numër dhe shkruajeni sërish.")

// Number is the number of the cell in ten-thousandths: a true number, or one
// that was typed as text in the way people write it. Its error says how to mend it.
func (c Cell) Number() (int64, error) {
	v, ok := c.Float()
	switch {
	case ok && c.dated:
		return 0, errDated
	case !ok:
		return text.ParseNumber(c.raw)
	}
	n := math.Round(v * 10_000)
	if math.Abs(v*10_000-n) > 1e-6*math.Max(1, math.Abs(n)*1e-9) || math.Abs(n) > 9e15 {
		return text.ParseNumber(strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1)) // refused, in words
	}
	return int64(n), nil
}

// Days are written and read as numbers from this one on: what is typed as a
// year, 2023, must not become a day of 1905.
const firstSerial = "1950-01-01"

// Day is the day of the cell as "2023-06-30": a true date, or one that was typed
// as text in the way people write it. Its error says how to mend it.
func (c Cell) Day() (string, error) {
	v, ok := c.Float()
	if !ok || v < 1 || v > 1e6 {
		return text.ParseDay(c.Text())
	}
	day := c.serial(v).Format(time.DateOnly)
	if day < firstSerial || day > "2100-12-31" {
		return text.ParseDay(c.raw) // refused, in words
	}
	return day, nil
}

// Address is the place of the cell as Excel names it: "B7".
func (c Cell) Address() string { return Address(c.Column, c.Row) }

// Fault is something to mend in the cell; the sheet is for the caller to name.
func (c Cell) Fault(words string, args ...any) Fault {
	return Fault{Row: c.Row, Column: c.Column, Words: words, Args: args}
}

// Address names the place of a cell as Excel does; "" for one that no sheet has.
func Address(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return ""
	}
	return name
}

// A Fault is one thing to mend in a workbook: where, and how.
type Fault struct {
	Sheet       string
	Row, Column int    // from 1; 0 for the sheet as a whole
	Words       string // Albanian, for text.T with Args
	Args        []any
}

// Cell is the place as Excel names it, "B7"; "" for the sheet as a whole.
func (f Fault) Cell() string {
	if f.Row == 0 {
		return ""
	}
	return Address(f.Column, f.Row)
}

func (f Fault) Error() string {
	return strings.TrimSpace(f.Sheet+" "+f.Cell()) + ": " + f.In(text.SQ)
}

// In is the sentence in a language. An error among its arguments is put into
// that language too.
func (f Fault) In(l text.Lang) string {
	args := make([]any, len(f.Args))
	for i, a := range f.Args {
		args[i] = a
		if err, ok := a.(error); ok {
			args[i] = text.T(l, text.Explain(l, err))
		}
	}
	return text.T(l, f.Words, args...)
}
