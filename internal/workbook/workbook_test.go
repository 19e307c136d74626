package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"tryeza/internal/text"
)

var small = Limits{Bytes: 1 << 20, Sheets: 5, Rows: 100, Columns: 20, Cells: 500}

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

// parts are those of a workbook of one sheet, written by hand.
func parts(rows, shared string) map[string]string {
	return map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="Fleta" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="worksheets/a.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst>` + shared + `</sst>`,
		"xl/worksheets/a.xml":        `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
	}
}

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

// What Excel keeps is read as what people meant.
func TestCells(t *testing.T) {
	b := book(t, func(f *excelize.File) {
		date, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		for at, v := range map[string]any{"A1": 4.125, "A2": 45107, "A3": 45107, "A4": "30 qershor 2023", "A5": "20.000", "A6": 2023, "A7": "1,234", "A8": 0.12345, "A9": " teks\nt ", "A10": true, "A11": 1e17} {
			f.SetCellValue("Sheet1", at, v)
		}
		f.SetCellStyle("Sheet1", "A3", "A3", date)
		f.SetCellFormula("Sheet1", "A12", "1/0")
		f.SetCellStyle("Sheet1", "B50", "Z900", date) // formatted, but empty
	})
	got, err := Read(b, small)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		row               int
		text, number, day string // what is refused begins with "!"
	}{
		{1, "4,1250", "41250", "!nuk është datë"},
		{2, "45107", "451070000", "2023-06-30"},
		{3, "30.06.2023", "!në datë", "2023-06-30"},
		{4, "30 qershor 2023", "!nuk lexohet si numër", "2023-06-30"},
		{5, "20.000", "200000000", "!nuk është datë"},
		{6, "2023", "20230000", "!nuk është datë"},
		{7, "1,234", "!në dy mënyra", "!nuk është datë"},
		{8, "0,1235", "!katër shifra", "!nuk është datë"},
		{9, "teks\nt", "!nuk është numër", "!nuk është datë"},
		{10, "1", "10000", "!nuk është datë"},
		{11, "100000000000000000", "!tepër i madh", "!nuk është datë"},
	} {
		c := got.Sheets[0].At(tt.row, 1)
		n, wrong := c.Number()
		d, none := c.Day()
		same(t, c.Address()+" as text", c.Text(), nil, tt.text)
		same(t, c.Address()+" as a number", fmt.Sprint(n), wrong, tt.number)
		same(t, c.Address()+" as a day", d, none, tt.day)
	}
	if n := got.Sheets[0].Rows(); n != 11 {
		t.Errorf("%d rows: what is only formatted, or a formula never computed, holds nothing", n)
	}
	if c := got.Sheets[0].At(40, 7); !c.Blank() || c.Address() != "G40" {
		t.Errorf("a blank cell is %+v", c)
	}
}

func same(t *testing.T, what, got string, err error, want string) {
	t.Helper()
	part, refused := strings.CutPrefix(want, "!")
	switch {
	case refused && (err == nil || !strings.Contains(err.Error(), part)):
		t.Errorf("%s: %q, %v; want it refused with %q", what, got, err, part)
	case !refused && (err != nil || got != want):
		t.Errorf("%s: %q, %v; want %q", what, got, err, want)
	}
}

func TestHandWritten(t *testing.T) {
	p := parts(`<row r="2"><c r="C2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>b</t></is></c></row><row><c><v>5</v></c><c t="e"><v>#REF!</v></c><c t="s"><v>9</v></c></row>`,
		`<si><r><t>një </t></r><r><t>dy_x000D_</t></r><rPh><t>jo</t></rPh></si>`)
	p["xl/workbook.xml"] = strings.Replace(p["xl/workbook.xml"], "<sheets>", `<workbookPr date1904="1"/><sheets>`, 1)
	got, err := Read(zipped(t, p), small)
	if err != nil {
		t.Fatal(err)
	}
	s := got.Sheet("FLETA")
	if s == nil || len(s.Row(2)) != 2 || s.At(2, 3).Text() != "një dy" || s.At(2, 2).Text() != "b" || s.At(3, 1).Text() != "5" || !s.At(3, 2).Broken() || !s.At(3, 3).Blank() {
		t.Errorf("%+v", s)
	}
	if day, err := s.At(3, 1).Day(); err == nil {
		t.Errorf("the fifth day of 1904 is %s", day)
	}
}

var errFar = errors.New("a sheet reaches too far")

func TestRefused(t *testing.T) {
	cells := strings.Repeat(`<row><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>`, 99)
	many := map[string]string{}
	for i := range maxEntries + 1 {
		many[fmt.Sprint(i)] = ""
	}
	sheets := parts("", "")
	for i := range 6 {
		name := fmt.Sprint("s", i)
		sheets["xl/worksheets/"+name+".xml"] = "<worksheet/>"
		sheets["xl/_rels/workbook.xml.rels"] = strings.Replace(sheets["xl/_rels/workbook.xml.rels"], "</R", `<Relationship Id="`+name+`" Target="worksheets/`+name+`.xml"/></R`, 1)
		sheets["xl/workbook.xml"] = strings.Replace(sheets["xl/workbook.xml"], "</sheets>", `<sheet name="`+name+`" r:id="`+name+`"/></sheets>`, 1)
	}
	macro := parts("", "")
	macro["[Content_Types].xml"] = `<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`
	vba := parts("", "")
	vba["xl/vbaProject.bin"] = "x"
	for name, tt := range map[string]struct {
		file []byte
		want error
	}{
		"nothing":         {nil, ErrUnreadable},
		"not a zip":       {[]byte("PK\x03\x04 broken"), ErrUnreadable},
		"another zip":     {zipped(t, map[string]string{"a.txt": "a"}), ErrUnreadable},
		"half a sheet":    {zipped(t, parts(`<row><c><v>`, "")), ErrUnreadable},
		"a cell nowhere":  {zipped(t, parts(`<c><v>1</v></c>`, "")), ErrUnreadable},
		"far down":        {zipped(t, parts(`<row r="1048576"><c><v>1</v></c></row>`, "")), errFar},
		"far right":       {zipped(t, parts(`<row r="1"><c r="XFD1"><v>1</v></c></row>`, "")), errFar},
		"many cells":      {zipped(t, parts(cells, "")), ErrTooLarge},
		"many texts":      {zipped(t, parts("", strings.Repeat("<si/>", 2*small.Cells+1))), ErrTooLarge},
		"many sheets":     {zipped(t, sheets), ErrTooLarge},
		"many entries":    {zipped(t, many), ErrTooLarge},
		"a bomb":          {zipped(t, parts(strings.Repeat(" ", 2<<20), "")), ErrTooLarge},
		"a bomb of texts": {zipped(t, parts("", "<si><t>"+strings.Repeat("a", 2<<20)+"</t></si>")), ErrTooLarge},
		"macros":          {zipped(t, macro), ErrMacros},
		"a program":       {zipped(t, vba), ErrMacros},
	} {
		_, err := Read(tt.file, small)
		if far, ok := err.(Fault); ok && far.Sheet == "Fleta" && strings.Contains(far.In(text.SQ), "më shumë se 100 rreshta ose 20 kolona") {
			err = errFar
		}
		if err != tt.want {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

// A file of 100 KB whose rows claim to reach to the end of the sheet once took
// another reader a minute and more than a gigabyte.
func TestSparseIsQuick(t *testing.T) {
	var rows strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&rows, `<row r="%d"><c r="XFD%d"/></row>`, i*50+1, i*50+1)
	}
	b := zipped(t, parts(rows.String(), ""))
	start := time.Now()
	got, err := Read(b, small)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("%d bytes took %v", len(b), took)
	}
	if err != nil || got.Sheets[0].Rows() != 0 {
		t.Errorf("blank cells are %d rows, %v", got.Sheets[0].Rows(), err)
	}
}

func sample() []Table {
	return []Table{
		{Name: "Fleta", Note: "Shënim", Frozen: 1, Columns: []Column{{Heading: "çelës", Hidden: true, Width: 5}, {Heading: "Teksti", Width: 30, Note: "Pa emra."}, {Heading: "Numri", Width: 8}, {Heading: "Dita", Width: 12}, {Heading: "Zgjedhja", Width: 12, Choices: []string{"po", "jo"}}},
			Rows: [][]Slot{
				{{Value: "k1"}, {Value: "=1+1 _x0041_", Open: true}, {Value: 4.7, Open: true, As: AsNumber}, {Value: Day("2023-06-30"), Open: true, As: AsDay}, {Value: "po", Open: true}},
				{{Value: "k2"}, {Open: true}, {Open: true, As: AsNumber}, {Open: true, As: AsDay}, {Open: true}},
			}},
		{Name: "Fshehur", Hidden: true, Columns: []Column{{Heading: "a", Width: 5}}, Rows: [][]Slot{{{Value: "x"}}}},
	}
}

func TestWriteThenRead(t *testing.T) {
	at := time.Date(2023, 7, 14, 8, 30, 0, 5, time.UTC)
	b, err := Write(sample(), at)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := Write(sample(), at); !bytes.Equal(b, again) {
		t.Error("written twice, not the same bytes")
	}
	got, err := Read(b, small)
	if err != nil {
		t.Fatal(err)
	}
	s := got.Sheet("Fleta")
	n, err1 := s.At(FirstRow, 3).Number()
	day, err2 := s.At(FirstRow, 4).Day()
	if s.At(1, 2).Text() != "Shënim" || s.At(HeadRow, 2).Text() != "Teksti" || s.At(FirstRow, 2).Text() != "=1+1 _x0041_" || n != 47_000 || day != "2023-06-30" || err1 != nil || err2 != nil {
		t.Errorf("read back %+v", s)
	}
	if s.Hidden || !got.Sheet("Fshehur").Hidden || !got.Sheet(listsSheet).Hidden {
		t.Error("hidden are not those that should be")
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, locked := range map[string]bool{"A3": true, "B2": true, "B3": false, "E4": false} {
		id, _ := f.GetCellStyle("Fleta", cell)
		if x, err := f.GetStyle(id); err != nil || x.Protection == nil || x.Protection.Locked != locked {
			t.Errorf("%s: %+v, want locked %v", cell, x, locked)
		}
	}
	if list, err := f.GetDataValidations("Fleta"); err != nil || len(list) != 2 {
		t.Errorf("lists %v %v", list, err)
	}
}

// No text of a person is changed on the way through a workbook.
func TestTextsComeBack(t *testing.T) {
	words := rapid.StringOf(rapid.RuneFrom([]rune("aëÇ_x04 1F\n<&>\"='🙂")))
	rapid.Check(t, func(rt *rapid.T) {
		in := strings.TrimSpace(words.Draw(rt, "text"))
		tables := sample()
		tables[0].Rows[0][1].Value = in
		tables[0].Columns[4].Choices = []string{in, "x"}
		b, err := Write(tables, time.Unix(0, 0))
		if err != nil {
			rt.Fatal(err)
		}
		got, err := Read(b, small)
		if err != nil {
			rt.Fatal(err)
		}
		if out := got.Sheet("Fleta").At(FirstRow, 2).Text(); out != in {
			rt.Fatalf("%q came back as %q", in, out)
		}
	})
}

func TestFaultSpeaksBothLanguages(t *testing.T) {
	_, err := text.ParseDay("31.02.2023")
	f := Cell{Row: 7, Column: 28}.Fault("%s", err)
	f.Sheet = "Masat"
	if got := f.Error(); got != "Masat AB7: Data «31.02.2023» nuk ekziston. Kontrolloni ditën, muajin dhe vitin, për shembull 30.06.2023." {
		t.Error(got)
	}
	if got := f.In(text.EN); !strings.HasPrefix(got, "The date") {
		t.Error(got)
	}
	if got := (Fault{Words: "%s", Args: []any{errDated}}).In(text.EN); !strings.HasPrefix(got, "Excel has") {
		t.Error(got)
	}
	if missing := text.Missing([]string{ErrUnreadable.Error(), ErrTooLarge.Error(), ErrMacros.Error(), errDated.Error()}); len(missing) > 0 {
		t.Errorf("no English for %q", missing)
	}
}

func TestIsDateFormat(t *testing.T) {
	for format, want := range map[string]bool{
		`dd\.mm\.yyyy`: true, `[$-41C]d mmmm yyyy;@`: true, "General": false, "0.00": false, `#,##0 "lekë e ditë"`: false, `0\d`: false, `_d0_m`: false,
	} {
		if got := isDateFormat(format); got != want {
			t.Errorf("%s: %v", format, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45107</v></c></row>`, `<si><t>a</t></si>`)
	f.Add(`<row r="-3"><c r="ZZZZZZZZZZ9" t="inlineStr"><is><t>x_x0000_</t></is></c></row>`, ``)
	f.Add(`<row><c t="s"><v>-1</v></c><c><v>1e309</v></c></row>`, `<si>`)
	f.Add(`<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c><c t="e"><v>#DIV/0!</v></c></row>`, `<si/>`)
	f.Fuzz(func(t *testing.T, rows, shared string) {
		got, err := Read(zipped(t, parts(rows, shared)), small)
		if _, far := err.(Fault); err != nil && !far && err != ErrUnreadable && err != ErrTooLarge && err != ErrMacros {
			t.Fatal(err)
		}
		if err != nil {
			return
		}
		for n := 1; n <= got.Sheets[0].Rows(); n++ {
			for _, c := range got.Sheets[0].Row(n) {
				if c.Row != n || c.Column > small.Columns || got.Sheets[0].At(n, c.Column).Column != c.Column {
					t.Fatalf("%+v in row %d", c, n)
				}
				c.Text()
				c.Number()
				c.Day()
			}
		}
	})
}
