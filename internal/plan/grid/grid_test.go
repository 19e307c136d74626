package grid

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// zipped is a zip file of named parts.
func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func docx(t testing.TB, body string) []byte {
	return zipped(t, map[string]string{
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`,
	})
}

func TestPaste(t *testing.T) {
	for in, want := range map[string]Grid{
		"a\tb\nc\td\n":                   {{"a", "b"}, {"c", "d"}},
		"a\r\n\r\nb":                     {{"a"}, nil, {"b"}},
		"\tb":                            {{"", "b"}},
		"\"dy\nrreshta\"\tb\n":           {{"dy\nrreshta", "b"}},
		"\"Thuaj \"\"mos hesht\"\"\"\tb": {{`Thuaj "mos hesht"`, "b"}},
		"\"Mos hesht\" fushatë\tb\nc":    {{`"Mos hesht" fushatë`, "b"}, {"c"}},
		"\"pa fund\tb":                   {{`"pa fund`, "b"}},
		"  hapësira  \t":                 {{"hapësira"}},
		"Fëmijë\tçerdhe\tShkodër\n\n\n\t\t\t\t ": {{"Fëmijë", "çerdhe", "Shkodër"}},
	} {
		got, err := Paste(in)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", in, err, diff)
		}
	}
	for _, in := range []string{strings.Repeat("a\n", MaxRows+1), strings.Repeat("a\t", MaxColumns+1), strings.Repeat("a", maxCell+1)} {
		if _, err := Paste(in); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%d bytes: %v", len(in), err)
		}
	}
}

// What is written is read back, whatever stands in the cells.
func TestTextRoundTrip(t *testing.T) {
	cell := rapid.StringOf(rapid.RuneFrom([]rune("aë\"\t\n ;,"))).Filter(func(s string) bool { return strings.TrimSpace(s) == s })
	rapid.Check(t, func(t *rapid.T) {
		var g Grid
		for r, row := range rapid.SliceOfN(rapid.SliceOfN(cell, 0, 5), 0, 5).Draw(t, "rows") {
			for c, s := range row {
				if err := g.add(r, c, s); err != nil {
					t.Fatal(err)
				}
			}
		}
		again, err := Paste(g.Text())
		if diff := cmp.Diff(g, again); diff != "" || err != nil {
			t.Fatal(err, diff)
		}
	})
}

func TestDocx(t *testing.T) {
	cell := func(inner string) string { return "<w:tc>" + inner + "</w:tc>" }
	p := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	body := p("para tabelës") + "<w:tbl>" +
		"<w:tr>" + cell(`<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>`+p("Aktiviteti")) + cell(p("Afati")) + "</w:tr>" +
		"<w:sdt><w:sdtContent><w:tr>" + cell(p("një")+p("dy")) + cell("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>") +
		cell(`<w:p><w:del><w:r><w:t>hequr</w:t></w:r></w:del><w:ins><w:r><w:t>30.06.2023</w:t></w:r></w:ins></w:p>`) + "</w:tr></w:sdtContent></w:sdt>" +
		"<w:tr>" + cell(`<w:tcPr><w:vMerge/></w:tcPr><w:p/>`) + cell("<w:tbl><w:tr>"+cell(p("brenda"))+cell(p("saj"))+"</w:tr></w:tbl><w:p/>") + cell(p("tre")) + "</w:tr>" +
		"</w:tbl>" + "<w:tbl><w:tr>" + cell(p("tjetër")) + "</w:tr></w:tbl>"
	got, err := Docx(docx(t, body))
	want := []Grid{
		{{"Aktiviteti", "", "Afati"}, {"një\ndy", "a b", "30.06.2023"}, {"", "brenda saj", "tre"}},
		{{"tjetër"}},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func TestDocxRefused(t *testing.T) {
	row := "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>"
	deep := strings.Repeat("<w:tbl><w:tr><w:tc>", 50)
	for name, tt := range map[string]struct {
		file []byte
		want error
	}{
		"not a zip":       {[]byte("PK\x03\x04 broken"), ErrUnreadable},
		"another zip":     {zipped(t, map[string]string{"a.txt": "a"}), ErrUnreadable},
		"half a document": {docx(t, "<w:tbl><w:tr>"), ErrUnreadable},
		"no table":        {docx(t, "<w:p/>"), ErrNoTable},
		"many rows":       {docx(t, "<w:tbl>"+strings.Repeat(row, MaxRows+1)+"</w:tbl>"), ErrTooLarge},
		"deep":            {docx(t, deep), ErrTooLarge},
		"a bomb":          {docx(t, strings.Repeat(" ", maxBytes+1)), ErrTooLarge},
	} {
		if _, err := Docx(tt.file); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

// A workbook as Excel and LibreOffice write it.
func book(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(f *excelize.File, sheet string, cells map[string]any) {
	for at, v := range cells {
		if err := f.SetCellValue(sheet, at, v); err != nil {
			panic(err)
		}
	}
}

func TestXlsx(t *testing.T) {
	file := book(t, func(f *excelize.File) {
		set(f, "Sheet1", map[string]any{"A1": "Aktiviteti", "B1": "Afati", "C1": "Buxheti", "A3": "Dalje\nnë terren", "C3": 20000, "D3": 4.125, "E3": 1.1, "C4": "4.125"})
		date, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		own := "dd\\.mm\\.yyyy"
		custom, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &own})
		set(f, "Sheet1", map[string]any{"B3": 45107, "B4": 45108})
		f.SetCellStyle("Sheet1", "B3", "B3", date)
		f.SetCellStyle("Sheet1", "B4", "B4", custom)
		f.SetCellStyle("Sheet1", "A5000", "ZZ5000", date) // formatted, but empty
		f.NewSheet("E fshehur")
		set(f, "E fshehur", map[string]any{"A1": "sekret"})
		f.SetSheetVisible("E fshehur", false)
		f.NewSheet("Dytë")
		set(f, "Dytë", map[string]any{"A1": "tjetër"})
	})
	got, err := Xlsx(file)
	want := []Grid{
		{{"Aktiviteti", "Afati", "Buxheti"}, nil, {"Dalje\nnë terren", "30.06.2023", "20000", "4,1250", "1,1"}, {"", "01.07.2023", "4.125"}},
		{{"tjetër"}},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func TestXlsxRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		cells map[string]any
		want  error
	}{
		"far down":  {map[string]any{"A1": "a", "A1048576": "b"}, ErrTooLarge},
		"far right": {map[string]any{"A1": "a", "XFD1": "b"}, ErrTooLarge},
		"empty":     {nil, ErrNoTable},
	} {
		if _, err := Xlsx(book(t, func(f *excelize.File) { set(f, "Sheet1", tt.cells) })); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	many := map[string]string{}
	for i := range maxEntries + 1 {
		many[fmt.Sprint(i)] = ""
	}
	if _, err := Xlsx(zipped(t, many)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("many entries: %v", err)
	}
}

func FuzzDocx(f *testing.F) {
	f.Add(`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`)
	f.Add(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="-1"/></w:tcPr></w:tc></w:tr>`)
	f.Fuzz(func(t *testing.T, body string) {
		list, err := Docx(docx(t, body))
		small(t, list, err)
	})
}

func FuzzXlsx(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45107</v></c></row>`, `<si><t>a</t></si>`)
	f.Add(`<row r="-3"><c r="ZZZZZZZZZZ9" t="inlineStr"><is><t>x</t></is></c></row>`, ``)
	f.Add(`<c t="s"><v>-1</v></c><c><v>1e309</v></c>`, `<si>`)
	f.Fuzz(func(t *testing.T, rows, shared string) {
		list, err := Xlsx(zipped(t, map[string]string{
			"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="worksheets/a.xml"/></Relationships>`,
			"xl/sharedStrings.xml":       `<sst>` + shared + `</sst>`,
			"xl/worksheets/a.xml":        `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
		}))
		small(t, list, err)
	})
}

func FuzzPaste(f *testing.F) {
	f.Add("a\tb\n\"c\"\td")
	f.Add("\"\"\"\t\"")
	f.Fuzz(func(t *testing.T, s string) {
		g, err := Paste(s)
		small(t, []Grid{g}, err)
	})
}

// small fails the test when a grid is larger than it may be, or an error is not
// one that people are told.
func small(t *testing.T, list []Grid, err error) {
	t.Helper()
	if err != nil && err != ErrUnreadable && err != ErrTooLarge && err != ErrNoTable {
		t.Fatalf("%v", err)
	}
	for _, g := range list {
		if len(g) > MaxRows {
			t.Fatalf("%d rows", len(g))
		}
		for _, row := range g {
			if len(row) > MaxColumns {
				t.Fatalf("%d columns", len(row))
			}
		}
	}
}
