package exchange

import (
	"archive/zip"
	"bytes"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// What a workbook may hold at most; looked at before anything of it is unpacked.
const (
	maxEntries  = 500
	maxUnpacked = 128 << 20
	maxSheets   = 60
	maxColumns  = 1_000
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
	if err := small(b); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return nil, Faults{{"$", "Skedari nuk hapet si libër Excel (.xlsx). Ruajeni sërish nga Excel ose LibreOffice.", nil}}
	}
	if len(f.GetSheetList()) > maxSheets {
		return nil, Faults{{"$", "Libri ka më shumë se %d fletë.", []any{maxSheets}}}
	}
	return &workbook{f: f}, nil
}

// small refuses a packed file that would fill the memory of whoever unpacks it.
func small(b []byte) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return Faults{{"$", "Skedari nuk hapet si libër Excel (.xlsx). Ruajeni sërish nga Excel ose LibreOffice.", nil}}
	}
	var size uint64
	for _, f := range z.File {
		size += min(f.UncompressedSize64, maxUnpacked+1)
	}
	if len(z.File) > maxEntries || size > maxUnpacked {
		return Faults{{"$", "Libri është tepër i madh kur hapet: më shumë se %d MB.", []any{maxUnpacked >> 20}}}
	}
	return nil
}

// Head reads the hidden sheet that every workbook of Tryeza has.
func (w *workbook) Head() Head {
	var h Head
	rows, err := w.rows(aboutSheet)
	if err != nil {
		return h
	}
	for _, r := range rows {
		if len(r) < 2 {
			continue
		}
		switch r[0] {
		case "committee":
			h.Committee = r[1]
		case "year":
			h.Year, _ = strconv.Atoi(r[1])
		case "format":
			w.format, _ = strconv.Atoi(r[1])
		}
	}
	return h
}

// rows reads a sheet as it is kept, without the formats of its cells.
func (w *workbook) rows(sheet string) ([][]string, error) {
	it, err := w.f.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer it.Close()
	var list [][]string
	for it.Next() {
		cells, err := it.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		if len(list) > maxRows || len(cells) > maxColumns {
			return nil, Faults{{sheet, "Fleta ka më shumë se %d rreshta ose %d kolona. Fshini ato që janë bosh.", []any{maxRows, maxColumns}}}
		}
		list = append(list, cells)
	}
	return list, it.Error()
}
