package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// docx writes a document and gives the parts of the file.
func docx(t testing.TB, d Document, template []byte) map[string][]byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteDOCX(&b, d, template); err != nil {
		t.Fatal(err)
	}
	return unzip(t, b.Bytes())
}

func unzip(t testing.TB, file []byte) map[string][]byte {
	t.Helper()
	parts, err := readZip(file)
	if err != nil {
		t.Fatal(err)
	}
	return parts
}

// said is the text of a part as a reader of the file sees it.
func said(t testing.TB, part []byte) string {
	t.Helper()
	var b strings.Builder
	in := false
	err := walk(part, func(tok xml.Token, _ int, from, to int64) error {
		switch e := tok.(type) {
		case xml.StartElement:
			in = isW(e.Name, "t")
			switch {
			case isW(e.Name, "br"):
				b.WriteString("\n")
			case e.Name.Local == "tab" && isW(e.Name, "tab"):
				b.WriteString("\t")
			}
		case xml.EndElement:
			if in = false; isW(e.Name, "p") {
				b.WriteString("\n")
			}
		case xml.CharData:
			if in {
				b.Write(e)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDOCXGolden(t *testing.T) {
	parts := docx(t, small(), nil)
	for _, name := range []string{"document", "styles", "numbering", "header1", "footer1"} {
		golden(t, name+".golden.xml", bytes.ReplaceAll(parts["word/"+name+".xml"], []byte("><w:p>"), []byte(">\n<w:p>")))
	}
}

// Every part of the file must be well-formed, every relation must lead somewhere, every style and list used must be
// there: what Word calls "unreadable content" is one of these.
func TestDOCXIsWhole(t *testing.T) {
	template := letterTemplate(t, nil)
	for name, parts := range map[string]map[string][]byte{
		"own": docx(t, large(), nil), "template": docx(t, large(), template), "empty": docx(t, Document{}, nil),
	} {
		t.Run(name, func(t *testing.T) { checkWhole(t, parts) })
	}
}

func checkWhole(t *testing.T, parts map[string][]byte) {
	t.Helper()
	types, err := readTypes(parts[typesPart])
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, o := range types.Overrides {
		if seen[o.PartName] || parts[o.PartName[1:]] == nil {
			t.Errorf("type of %s: twice, or of no part", o.PartName)
		}
		seen[o.PartName] = true
	}
	for name, data := range parts {
		if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
			if err := checkXML(data); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	rels, _ := readRelations(parts["word/_rels/document.xml.rels"])
	ids := map[string]bool{}
	for _, r := range rels {
		if ids[r.ID] {
			t.Errorf("relation %s twice", r.ID)
		}
		ids[r.ID] = true
		if r.Mode != "External" && parts[target("word/document.xml", r.Target)] == nil {
			t.Errorf("relation %s leads to no part: %s", r.ID, r.Target)
		}
	}
	checkUses(t, parts, ids)
}

// checkUses checks the ids the text uses.
func checkUses(t *testing.T, parts map[string][]byte, relations map[string]bool) {
	t.Helper()
	_, styles, err := readStyles(parts["word/styles.xml"])
	if err != nil {
		t.Fatal(err)
	}
	anchors, bookmarks := map[string]bool{}, map[string]bool{}
	walk(parts["word/document.xml"], func(tok xml.Token, _ int, _, _ int64) error {
		e, _ := tok.(xml.StartElement)
		switch e.Name.Local {
		case "pStyle", "rStyle":
			if id := attr(e, "w", "val"); !styles[id] {
				t.Errorf("style %q is not defined", id)
			}
		case "numId":
			if id := attr(e, "w", "val"); !bytes.Contains(parts["word/numbering.xml"], []byte(`<w:num w:numId="`+id+`"`)) {
				t.Errorf("list %q is not defined", id)
			}
		case "bookmarkStart":
			bookmarks[attr(e, "w", "name")] = true
		case "hyperlink":
			if a := attr(e, "w", "anchor"); a != "" {
				anchors[a] = true
			}
		}
		for _, a := range e.Attr {
			if a.Name.Space == "r" && !relations[a.Value] {
				t.Errorf("relation %q is not defined", a.Value)
			}
		}
		return nil
	})
	for a := range anchors {
		if !bookmarks[a] {
			t.Errorf("link to %q leads nowhere", a)
		}
	}
}

func TestDOCXSays(t *testing.T) {
	parts := docx(t, large(), nil)
	body := string(parts["word/document.xml"])
	for want, n := range map[string]int{
		`<w:tblHeader/>`: 5, `<w:cantSplit/>`: 5, `TOC \o "1-3"`: 1, `descr="Stema e Republikës"`: 2, `<w:pageBreakBefore/>`: 1,
		`descr="Mbrojtja ka 12 veprimtari të kryera, parandalimi 7."`: 6, `w:val="Heading1"`: 2, `w:val="Heading3"`: 1,
	} {
		if got := strings.Count(body, want); got < n {
			t.Errorf("%s: %d times, want at least %d", want, got, n)
		}
	}
	if strings.Contains(string(parts["word/settings.xml"]), "updateFields") {
		t.Error("Word would ask whether to update the fields")
	}
	if !strings.Contains(string(parts["word/styles.xml"]), `<w:lang w:val="sq-AL"`) {
		t.Error("the language is not Albanian")
	}
	if f := said(t, parts["word/footer1.xml"]); f != "Gjurma e ndryshimeve: 5f1c…09\tfaqe 1 nga 1\n" {
		t.Errorf("footer %q", f)
	}
	if h := said(t, parts["word/header1.xml"]); h != "PARAPRAK\n" {
		t.Errorf("header %q", h)
	}
}

// Links that could run something or lead back into the building are printed as text.
func TestLinks(t *testing.T) {
	for link, want := range map[string]string{
		"https://example.org/a b": "https://example.org/a%20b", "mailto:krat@example.org": "mailto:krat@example.org",
		"javascript:alert(1)": "", "file:///etc/passwd": "", "//example.org": "", "/plan": "", "http:": "", "\x01javascript:x": "",
		"data:text/html,x": "", "#hyrje": "", "": "",
	} {
		if got := outward(link); got != want {
			t.Errorf("outward(%q) = %q, want %q", link, got, want)
		}
	}
	for link, want := range map[string]string{"/plan/3": "/plan/3", "//evil": "", `/\evil`: "", "plan": "", "/": ""} {
		if got := pathLink(link); got != want {
			t.Errorf("pathLink(%q) = %q, want %q", link, got, want)
		}
	}
}

// odd draws text as people paste it, and worse.
func odd() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(
			rapid.SampledFrom([]string{"Çështje", "ë", "<w:p>", "]]>", "&amp;", "&", `"`, "'", "\x00", "\x0b", "\r\n", "\n", "\t", "  ", "\u0085", "😀", "\xff", "\ufffe", "%s", "=1+1", "-", "\u202e"}),
			rapid.String(),
		), 1, 6).Draw(t, "parts")
		return strings.Join(parts, "")
	})
}

// oddDocument puts odd text everywhere a document has text.
func oddDocument(t *rapid.T) Document {
	s := func() string { return odd().Draw(t, "text") }
	return Document{
		Title: s(), Subject: s(), Lang: "sq-AL", Mark: s(), Footer: s(),
		Letterhead: Letterhead{Lines: []string{s(), s()}, ProtocolLabel: "Nr.", Protocol: s(), DateLabel: s(), Date: s(), Place: s()},
		Signature:  &Signature{Lines: []string{s(), ""}},
		Blocks: []Block{
			Contents{}, Heading{rapid.IntRange(-1, 5).Draw(t, "level"), s(), s()},
			Paragraph{Style: "quote", Runs: []Run{{Text: s(), Bold: true, Link: s()}, {Text: s(), Italic: true, Link: "https://example.org/?q=" + s()}}},
			List{Numbered: true, Items: Items(s(), s())},
			Table{ID: s(), Caption: s(), Head: []string{s(), s()}, Rows: []Row{{Cells: []Cell{T(s()), {Text: s(), Link: s()}, N(s(), 1)}}, {}}, Sheet: s(), Note: s()},
			Chart{ID: s(), Title: s(), Alt: s(), Labels: []string{s()}, Series: []Series{{s(), []float64{2}}}, Unit: s(), Table: Table{Head: []string{s()}}},
		},
	}
}

// Nothing a person wrote may be lost or break the file, whatever characters it holds.
func TestDOCXKeepsEveryText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := oddDocument(rt)
		parts := docx(t, d, nil)
		checkWhole(t, parts)
		all := ""
		for _, name := range []string{"document", "header1", "footer1"} {
			all += said(t, parts["word/"+name+".xml"])
		}
		words := strings.Join(strings.Fields(all), " ")
		for _, l := range texts(d) {
			if !strings.Contains(words, line(l)) {
				rt.Fatalf("lost %q in\n%q", l, words)
			}
		}
	})
}

// texts are all strings of an odd document that are printed as text.
func texts(d Document) []string {
	l := d.Letterhead
	out := append([]string{d.Title, d.Subject, d.Mark, d.Footer, l.Protocol, l.DateLabel, l.Date, l.Place, d.Signature.Lines[0]}, l.Lines...)
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case Heading:
			out = append(out, b.Text)
		case Paragraph:
			out = append(out, b.Runs[0].Text, b.Runs[1].Text)
		case List:
			out = append(out, plain(b.Items[0]), plain(b.Items[1]))
		case Table:
			out = append(out, b.Caption, b.Head[0], b.Head[1], b.Rows[0].Cells[0].Text, b.Rows[0].Cells[1].Text, b.Rows[0].Cells[2].Text, b.Note)
		case Chart:
			out = append(out, b.Title, b.Table.Head[0])
		}
	}
	return out
}

func TestClean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := odd().Draw(t, "s")
		got := clean(s)
		if clean(got) != got || !utf8.ValidString(got) {
			t.Fatalf("clean(%q) = %q", s, got)
		}
		dec := xml.NewDecoder(strings.NewReader("<a>" + escape(s) + "</a>"))
		var back strings.Builder
		for {
			tok, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if c, ok := tok.(xml.CharData); ok {
				back.Write(c)
			}
		}
		if back.String() != got {
			t.Fatalf("%q came back as %q", got, back.String())
		}
	})
}

func TestEmblemMustBeAnImage(t *testing.T) {
	d := small()
	d.Letterhead.Emblem = []byte("GIF89a")
	if err := WriteDOCX(io.Discard, d, nil); !errors.Is(err, ErrImage) {
		t.Errorf("docx: %v", err)
	}
	if err := WriteHTML(io.Discard, d, HTMLOptions{}); !errors.Is(err, ErrImage) {
		t.Errorf("html: %v", err)
	}
}
