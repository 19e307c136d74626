package document

import (
	"strings"
	"testing"
)

// flow is an invented matrix with a withheld number, which its totals do not give back.
func flow() Matrix {
	return Matrix{
		ID: "rrjedha", Caption: "Tabela 2. Nga vijnë dhe ku u konstatuan", Corner: "Vendbanimi", Rows: []string{"Alfa", "Beta", "E panjohur"}, Columns: []string{"Gama", "Delta"},
		Cells:     [][]Amount{{ShownAmount("120", 120), ShownAmount("6", 6)}, {WithheldAmount(), ShownAmount("15", 15)}, {ShownAmount("0", 0)}},
		TotalWord: "Gjithsej", RowTotals: []Amount{ShownAmount("126", 126), WithheldAmount(), ShownAmount("0", 0)},
		ColumnTotals: []Amount{WithheldAmount(), ShownAmount("21", 21)}, Total: ShownAmount("144", 144), WithheldNote: "… numër i vogël, nuk tregohet", Note: "Shembull.",
	}
}

func TestMatrix(t *testing.T) {
	table := flow().Table()
	want := `Tabela 2. Nga vijnë dhe ku u konstatuan
Vendbanimi | Gama | Delta | Gjithsej
Alfa | 120 | 6 | 126
Beta | … | 15 | …
E panjohur | 0 |  | 0
Gjithsej | … | 21 | 144
Shembull.
… numër i vogël, nuk tregohet`
	if got := strings.Join(tableText(table), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !table.Rows[3].Bold || table.Rows[0].Bold {
		t.Error("only the totals are bold")
	}
	shades := [][]int{{4, 1, 0}, {0, 1, 0}, {0, 0, 0}, {0, 0, 0}}
	for i, row := range shades {
		for j, want := range row {
			if got := table.Rows[i].Cells[j+1].Shade; got != want {
				t.Errorf("row %d, column %d: shade %d, want %d", i, j, got, want)
			}
		}
	}
}

// Without totals and without withheld numbers nothing is said of them.
func TestMatrixAlone(t *testing.T) {
	m := Matrix{Corner: "a", Rows: []string{"b"}, Columns: []string{"c"}, Cells: [][]Amount{{ShownAmount("7", 7)}}, WithheldNote: "x", TotalWord: "y"}
	if got := strings.Join(tableText(m.Table()), "\n"); got != "\na | c\nb | 7\n" {
		t.Errorf("%q", got)
	}
}

// The shade is seen in every format that has colours.
func TestShadesAreWritten(t *testing.T) {
	d := Document{Blocks: []Block{flow().Table()}}
	body, err := HTMLBody(d, HTMLOptions{})
	if err != nil || !strings.Contains(string(body), `<td class="doc-right doc-shade-4">120</td>`) {
		t.Errorf("html: %v\n%s", err, body)
	}
	if word := string(docx(t, d, nil)["word/document.xml"]); !strings.Contains(word, `w:fill="86B2D8"`) || !strings.Contains(word, `w:fill="E8F0F7"`) {
		t.Error("docx has no shades")
	}
	f := xlsx(t, d)
	id, err := f.GetCellStyle(f.GetSheetList()[1], "B2")
	if err != nil {
		t.Fatal(err)
	}
	if style, err := f.GetStyle(id); err != nil || len(style.Fill.Color) != 1 || style.Fill.Color[0] != "86B2D8" {
		t.Errorf("xlsx: %v %v", style, err)
	}
	plain := d
	table := flow().Table()
	for i := range table.Rows {
		for j := range table.Rows[i].Cells {
			table.Rows[i].Cells[j].Shade = 0
		}
	}
	plain.Blocks = []Block{table}
	if string(pdf(t, d)) == string(pdf(t, plain)) {
		t.Error("pdf has no shades")
	}
	table.Rows[0].Cells[1].Shade = 99
	if _, err := HTMLBody(Document{Blocks: []Block{table}}, HTMLOptions{}); err != nil {
		t.Error(err)
	}
}
