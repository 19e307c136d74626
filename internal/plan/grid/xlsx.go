package grid

import "tryeza/internal/workbook"

// Xlsx reads the sheets of an Excel workbook that are not hidden, in their
// order. A number is written as people here write it, 4,7 and not 4.7, and a
// date as 31.12.2023; of a formula the value is read that was last computed.
func Xlsx(b []byte) ([]Grid, error) {
	book, err := workbook.Read(b, workbook.Limits{
		Bytes: maxBytes, Sheets: maxSheets, Rows: MaxRows, Columns: MaxColumns, Cells: MaxRows * MaxColumns, VisibleOnly: true,
	})
	switch _, far := err.(workbook.Fault); {
	case far || err == workbook.ErrTooLarge:
		return nil, ErrTooLarge
	case err != nil:
		return nil, ErrUnreadable
	}
	var list []Grid
	for _, s := range book.Sheets {
		g, err := sheet(s)
		if err != nil {
			return nil, err
		}
		if len(g) > 0 {
			list = append(list, g)
		}
	}
	if len(list) == 0 {
		return nil, ErrNoTable
	}
	return list, nil
}

func sheet(s *workbook.Sheet) (Grid, error) {
	var g Grid
	for n := 1; n <= s.Rows(); n++ {
		for _, c := range s.Row(n) {
			if err := g.add(n-1, c.Column-1, c.Text()); err != nil {
				return nil, err
			}
		}
	}
	return g, nil
}
