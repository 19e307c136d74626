package document

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

func pdf(t testing.TB, d Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WritePDF(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pages counts the pages of a file.
func pages(file []byte) int {
	return len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(file, -1))
}

func TestPDF(t *testing.T) {
	file := pdf(t, large())
	if !bytes.HasPrefix(file, []byte("%PDF-1.")) || !bytes.HasSuffix(bytes.TrimSpace(file), []byte("%%EOF")) {
		t.Error("not a whole PDF")
	}
	if n := pages(file); n < 4 {
		t.Errorf("%d pages", n)
	}
	for _, want := range []string{"/CreationDate (D:20230714093000)", "/ModDate (D:20230714093000)", "/Lang (sq-AL)", "/Outlines", "/Subtype /Image", "/URI (https://example.org/a?b=1&c=2)"} {
		if !bytes.Contains(file, []byte(want)) {
			t.Errorf("the file lacks %s", want)
		}
	}
	if !bytes.Contains(file, wide("Analiza e gjashtëmujorit të parë 2023")) {
		t.Error("the file lacks its title")
	}
}

// wide is text as PDF writes it outside of pages.
func wide(s string) []byte {
	out := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}

// printed is the text of the pages, character by character as placed.
func printed(t testing.TB, file []byte) string {
	t.Helper()
	var out strings.Builder
	for _, m := range regexp.MustCompile(`(?s)stream\r?\n(.*?)endstream`).FindAllSubmatch(file, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		data, _ := io.ReadAll(r)
		if !bytes.Contains(data, []byte("BT ")) {
			continue
		}
		for _, s := range regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\) ?Tj`).FindAllSubmatch(data, -1) {
			out.WriteString(narrow(s[1]) + "\n")
		}
	}
	return out.String()
}

// narrow undoes the escapes and the UTF-16 of a string in a page.
func narrow(s []byte) string {
	raw := regexp.MustCompile(`(?s)\\(.)`).ReplaceAllFunc(s, func(m []byte) []byte {
		if m[1] == 'r' {
			return []byte("\r")
		}
		return m[1:]
	})
	var units []uint16
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}

func TestPDFSays(t *testing.T) {
	text := printed(t, pdf(t, large()))
	words := strings.Join(strings.Fields(text), " ")
	for _, want := range []string{"REPUBLIKA E SHQIPËRISË", "PARAPRAK", "Durrës, më 14.07.2023", "Çdo fëmijë në shkollë", "faqe 1 nga 7", "faqe 7 nga 7", "Gjithsej", "KRYETARI I KOMITETIT", "Grafiku 3. Ndër vite"} {
		if !strings.Contains(words, want) {
			t.Errorf("the pages do not say %q", want)
		}
	}
	if n := strings.Count(text, "Buxheti (lekë)"); n != 6 {
		t.Errorf("the heads of the tables are printed %d times, want 6: once, and on 5 pages", n)
	}
}

// The contents name the pages the headings are on.
func TestPDFContents(t *testing.T) {
	d := Document{Blocks: []Block{Contents{}, Heading{1, "Së pari", ""}, PageBreak{}, PageBreak{}, P("x"), PageBreak{}, Heading{3, "Së treti", ""}, Heading{1, "Së katërti", ""}}}
	text := printed(t, pdf(t, d))
	if want := "Përmbajtja\nSë pari\n1\nSë treti\n3\nSë katërti\n3\n"; !strings.HasPrefix(text, want) {
		t.Errorf("%q", text)
	}
}

// A row higher than a page is continued, none of it is lost, and the layout comes to an end.
func TestPDFHighRows(t *testing.T) {
	high := strings.TrimSpace(strings.Repeat("fjalë ", 3000))
	for name, table := range map[string]Table{
		"row":     {Head: []string{"A", "B"}, Rows: []Row{Cells(high, "fund")}},
		"head":    {Head: []string{high, "B"}, Rows: []Row{Cells("a", "fund")}},
		"column":  {Head: make([]string, 60), Rows: []Row{{Cells: append(make([]Cell, 59), T("fund"))}}},
		"no head": {Rows: []Row{Cells(strings.Repeat("x", 9000), "fund")}},
	} {
		text := strings.ReplaceAll(printed(t, pdf(t, Document{Blocks: []Block{table}})), "\n", "")
		if name != "column" && !strings.Contains(text, "fund") {
			t.Errorf("%s: the last cell is lost", name)
		}
		if n := strings.Count(text, "fjalë"); n != 3000 && (name == "row" || name == "head") {
			t.Errorf("%s: %d words of 3000", name, n)
		}
	}
}

func TestPrintable(t *testing.T) {
	for s, want := range map[string]string{
		"Ëë Çç €„“”–’ •…": "Ëë Çç €„“”–’ •…", "e\u0308 C\u0327": "ë Ç", "😀": "□", "a\tb\u00adc": "a bc", "x\u202f000\u2011y": "x\u00a0000-y", "\x00": "", "日本": "□□",
	} {
		if got := printable(s); got != want {
			t.Errorf("printable(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestPDFHoldsOddText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := oddDocument(rt)
		d.Blocks = d.Blocks[:len(d.Blocks)-1] // charts are drawn, and tried, elsewhere
		var b bytes.Buffer
		if err := WritePDF(&b, d); err != nil {
			rt.Fatal(err)
		}
		if pages(b.Bytes()) == 0 {
			rt.Fatal("no pages")
		}
	})
}

// Composing again from the same data gives the same file, byte for byte, in every format.
func TestSameDocumentSameBytes(t *testing.T) {
	template := letterTemplate(t, nil)
	for name, write := range map[string]func(io.Writer, Document) error{
		"docx":     func(w io.Writer, d Document) error { return WriteDOCX(w, d, nil) },
		"template": func(w io.Writer, d Document) error { return WriteDOCX(w, d, template) },
		"html":     func(w io.Writer, d Document) error { return WriteHTML(w, d, HTMLOptions{}) },
		"xlsx":     WriteXLSX,
		"pdf":      WritePDF,
	} {
		t.Run(name, func(t *testing.T) {
			var want bytes.Buffer
			if err := write(&want, large()); err != nil {
				t.Fatal(err)
			}
			for range 3 {
				var got bytes.Buffer
				if err := write(&got, large()); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got.Bytes(), want.Bytes()) {
					t.Fatalf("differs: %s", difference(got.Bytes(), want.Bytes()))
				}
			}
		})
	}
}

// difference is the place where two files part.
func difference(a, b []byte) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return hex.Dump(a[max(i-32, 0):min(i+32, len(a))])
		}
	}
	return "one is longer"
}
