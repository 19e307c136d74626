package exchange

import (
	"bytes"
	"errors"
	"strconv"

	xlsx "tryeza/internal/workbook"
)

// What a workbook may hold at most.
const (
	maxUnpacked = 128 << 20
	maxSheets   = 100
	maxColumns  = 1_000
	maxCells    = 1_000_000
)

// A Head says whose year a file is; what it does not say is zero.
type Head struct {
	Committee string
	Year      int
}

// A Source is a file to be imported. It is read in the same transaction in which
// its rows are kept, so that what was checked is what is kept.
type Source interface {
	// Head is what the file says of itself, before it is read.
	Head() Head
	// Read reads the file for the committee and year of h, against what is known
	// of it already. Its error is Faults.
	Read(h Head, known *Document) (*Document, error)
	// Where says where in the file a path of the document stands.
	Where(path string) string
}

// Open looks at a file and says what it is: a workbook, or else a JSON document.
func Open(b []byte) (Source, error) {
	if !bytes.HasPrefix(b, []byte("PK")) {
		return jsonFile(b), nil
	}
	book, err := xlsx.Read(b, xlsx.Limits{Bytes: maxUnpacked, Sheets: maxSheets, Rows: maxRows, Columns: maxColumns, Cells: maxCells})
	var far xlsx.Fault
	switch {
	case errors.As(err, &far):
		return nil, Faults{{far.Sheet, far.Words, far.Args}}
	case err != nil:
		return nil, Faults{{"$", "%s", []any{err}}}
	}
	return &workbook{book: book}, nil
}

// Head reads the hidden sheet that every workbook of Tryeza has.
func (w *workbook) Head() Head {
	var h Head
	s := w.book.Sheet(aboutSheet)
	for n := 1; s != nil && n <= s.Rows(); n++ {
		switch v := s.At(n, 2).Raw(); s.At(n, 1).Raw() {
		case "committee":
			h.Committee = v
		case "year":
			h.Year, _ = strconv.Atoi(v)
		case "format":
			w.format, _ = strconv.Atoi(v)
		}
	}
	return h
}
