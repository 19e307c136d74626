package document

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

func xlsx(t testing.TB, d Document) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := WriteXLSX(&b, d); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestXLSXCellsAreTyped(t *testing.T) {
	f := xlsx(t, large())
	for _, c := range []struct {
		cell, raw, shown string
		kind             excelize.CellType
	}{
		{"A1", "Nr.", "Nr.", excelize.CellTypeSharedString},
		{"A2", "1", "1", excelize.CellTypeSharedString},
		{"C2", "45107", "30.06.2023", excelize.CellTypeUnset},
		{"D2", "12682", "12,682", excelize.CellTypeUnset},
		{"E2", "0.667", "66.7%", excelize.CellTypeUnset},
		{"F2", "1200000", "1,200,000", excelize.CellTypeUnset},
		{"B3", "=Veprimtari me shenjë barazimi", "=Veprimtari me shenjë barazimi", excelize.CellTypeSharedString},
		{"D3", "nuk dihet", "nuk dihet", excelize.CellTypeSharedString},
		{"F3", "-5", "-5", excelize.CellTypeSharedString},
	} {
		kind, err := f.GetCellType("Plani", c.cell)
		if err != nil || kind != c.kind {
			t.Errorf("%s: kind %v, want %v (%v)", c.cell, kind, c.kind, err)
		}
		if raw, _ := f.GetCellValue("Plani", c.cell, excelize.Options{RawCellValue: true}); raw != c.raw {
			t.Errorf("%s holds %q, want %q", c.cell, raw, c.raw)
		}
		if shown, _ := f.GetCellValue("Plani", c.cell); shown != c.shown {
			t.Errorf("%s shows %q, want %q", c.cell, shown, c.shown)
		}
	}
}

func TestXLSXSheets(t *testing.T) {
	f := xlsx(t, large())
	want := "Përmbajtja|Plani|Numrat e grafikut 1|Numrat e grafikut 1 (2)|Numrat e grafikut 1 (3)|Tabela 2. E gjatë"
	if got := strings.Join(f.GetSheetList(), "|"); got != want {
		t.Errorf("sheets %s, want %s", got, want)
	}
	if p, _ := f.GetPanes("Plani"); !p.Freeze || p.YSplit != 1 {
		t.Errorf("the head is not frozen: %+v", p)
	}
	rows, err := f.GetRows("Përmbajtja")
	if err != nil {
		t.Fatal(err)
	}
	linked := 0
	for i, row := range rows {
		if ok, to, _ := f.GetCellHyperLink("Përmbajtja", cellName(1, i+1)); ok {
			linked++
			if to != "'"+row[0]+"'!A1" {
				t.Errorf("%s leads to %s", row[0], to)
			}
		}
	}
	if linked != 5 || rows[0][0] != "PARAPRAK" || rows[1][0] != large().Title {
		t.Errorf("%d links; rows %v", linked, rows)
	}
}

func TestSheetNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		used := map[string]bool{}
		for range 4 {
			base := sheetName(odd().Draw(t, "name"))
			if base == "" {
				continue
			}
			name := uniqueSheet(used, base)
			if n := len(utf16.Encode([]rune(name))); n > 31 || strings.ContainsAny(name, "[]:*?/\\\n") || strings.HasPrefix(name, "'") {
				t.Fatalf("name %q", name)
			}
		}
	})
}

// No text becomes a formula and none breaks the file.
func TestXLSXHoldsOddText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := oddDocument(rt)
		var b bytes.Buffer
		if err := WriteXLSX(&b, d); err != nil {
			rt.Fatal(err)
		}
		for name, part := range unzip(t, b.Bytes()) {
			if err := checkXML(part); err != nil && !strings.HasSuffix(name, ".vml") {
				rt.Fatalf("%s: %v", name, err)
			}
			if bytes.Contains(part, []byte("<f>")) || bytes.Contains(part, []byte("<f ")) {
				rt.Fatalf("%s holds a formula", name)
			}
		}
		f := xlsx(t, d)
		sheet, want := f.GetSheetList()[1], d.Blocks[4].(Table).Rows[0].Cells[0].Text
		if got, _ := f.GetCellValue(sheet, "A2"); got != clean(want) {
			rt.Fatalf("%q came back as %q", want, got)
		}
	})
}
