package document

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

// letterParts is an office's letter as Word writes it: own heading names, a header with a logo, a mail address in the
// footer, old text with a picture.
func letterParts() map[string][]byte {
	const w = ` xmlns:w="` + nsMain + `"`
	rel := func(id, kind, to, mode string) relation { return relation{id, nsRel + "/" + kind, to, mode} }
	return map[string][]byte{
		typesPart: []byte(`<Types xmlns="` + nsTypes + `"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="png" ContentType="image/png"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + typeMain + `document.main+xml"/><Override PartName="/word/styles.xml" ContentType="` + typeMain + `styles+xml"/>` +
			`<Override PartName="/word/numbering.xml" ContentType="` + typeMain + `numbering+xml"/><Override PartName="/word/comments.xml" ContentType="` + typeMain + `comments+xml"/>` +
			`<Override PartName="/word/header7.xml" ContentType="` + typeMain + `header+xml"/></Types>`),
		"_rels/.rels": writeRelations([]relation{rel("rId1", "officeDocument", "word/document.xml", "")}),
		"word/document.xml": []byte(`<w:document` + w + ` xmlns:r="` + nsRel + `"><w:body><w:p><w:r><w:t>Tekst i vjetër</w:t></w:r></w:p>` +
			`<w:sectPr><w:headerReference w:type="default" r:id="rIdTz5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:right="2000" w:bottom="1000" w:left="1906"/></w:sectPr></w:body></w:document>`),
		"word/_rels/document.xml.rels": writeRelations([]relation{
			rel("rId1", "styles", "styles.xml", ""), rel("rId2", "numbering", "numbering.xml", ""), rel("rIdTz5", "header", "header7.xml", ""),
			rel("rId6", "image", "media/old.png", ""), rel("rId7", "comments", "comments.xml", ""),
		}),
		"word/styles.xml": []byte(`<w:styles` + w + `><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Titulli1"><w:name w:val="heading 1"/></w:style>` +
			`<w:style w:type="table" w:styleId="Quote"><w:name w:val="Quote"/></w:style></w:styles>`),
		"word/numbering.xml": []byte(`<w:numbering` + w + `><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"/></w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num></w:numbering>`),
		"word/header7.xml":   []byte(`<w:hdr` + w + `><w:p><w:r><w:t>Koka e prefekturës</w:t></w:r></w:p></w:hdr>`),
		"word/_rels/header7.xml.rels": writeRelations([]relation{
			rel("rId1", "image", "media/logo.png", ""), rel("rId2", "hyperlink", "mailto:prefektura@example.org", "External"),
		}),
		"word/comments.xml":   []byte(`<w:comments` + w + `></w:comments>`),
		"word/media/logo.png": emblem(),
		"word/media/old.png":  emblem(),
	}
}

// letterTemplate is that letter as a file, changed by the test.
func letterTemplate(t testing.TB, change func(map[string][]byte)) []byte {
	t.Helper()
	parts := letterParts()
	if change != nil {
		change(parts)
	}
	var b bytes.Buffer
	if err := writeZip(&b, parts, time.Time{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTemplateGivesItsLook(t *testing.T) {
	parts := docx(t, large(), letterTemplate(t, nil))
	body := string(parts["word/document.xml"])
	for _, want := range []string{`<w:headerReference w:type="default" r:id="rIdTz5"/>`, `w:right="2000"`, `w:val="Titulli1"`, `<w:tblW w:w="8000"`, `<w:numId w:val="10"/>`} {
		if !strings.Contains(body, want) {
			t.Errorf("the text lacks %s", want)
		}
	}
	for _, gone := range []string{"Tekst i vjetër", "REPUBLIKA E SHQIPËRISË", `w:val="Heading1"`} {
		if strings.Contains(body, gone) {
			t.Errorf("the text still has %s", gone)
		}
	}
	for _, want := range []string{"PARAPRAK", "Gjurma e ndryshimeve", "Nr. prot. ________\tDurrës, më 14.07.2023"} {
		if !strings.Contains(said(t, parts["word/document.xml"]), want) {
			t.Errorf("the text does not say %s", want)
		}
	}
	if parts["word/media/old.png"] != nil || parts["word/comments.xml"] != nil || parts["word/media/logo.png"] == nil {
		t.Error("of the template's parts, only those of its old text must go")
	}
	styles := string(parts["word/styles.xml"])
	if !strings.Contains(styles, `w:styleId="QuoteTz2"><w:name w:val="quote"/><w:basedOn w:val="a"/>`) || strings.Contains(styles, `"Heading1"`) {
		t.Error("missing styles are added under free ids, those that are there are not")
	}
}

// Last year's analysis, downloaded and uploaded again, is a template people will try.
func TestOwnFileIsATemplate(t *testing.T) {
	var first bytes.Buffer
	if err := WriteDOCX(&first, large(), nil); err != nil {
		t.Fatal(err)
	}
	parts := docx(t, large(), first.Bytes())
	checkWhole(t, parts)
	if n := strings.Count(string(parts["word/styles.xml"]), `<w:style `); n != len(docxStyles)+1 {
		t.Errorf("%d styles, want %d", n, len(docxStyles)+1)
	}
	pictures := 0
	for name := range parts {
		if strings.HasPrefix(name, "word/media/") {
			pictures++
		}
	}
	if pictures != 3 {
		t.Errorf("%d pictures, want the 3 charts", pictures)
	}
}

func TestTemplateRefused(t *testing.T) {
	put := func(name, data string) func(map[string][]byte) {
		return func(p map[string][]byte) { p[name] = []byte(data) }
	}
	swap := func(name, old, with string) func(map[string][]byte) {
		return func(p map[string][]byte) { p[name] = bytes.ReplaceAll(p[name], []byte(old), []byte(with)) }
	}
	attached := string(writeRelations([]relation{{"rId1", nsRel + "/attachedTemplate", "https://example.org/a.dotm", "External"}}))
	linked := string(writeRelations([]relation{{"rId1", nsRel + "/image", "https://example.org/a.png", "External"}}))
	script := string(writeRelations([]relation{{"rId1", relLink, "javascript:alert(1)", "External"}}))
	for name, c := range map[string]struct {
		change func(map[string][]byte)
		want   error
	}{
		"macro part":        {put("word/vbaProject.bin", "x"), ErrTemplateActive},
		"macro type":        {swap(typesPart, "document.main+xml", "document.macroEnabled.main+xml"), ErrTemplateActive},
		"embedded object":   {put("word/embeddings/oleObject1.bin", "x"), ErrTemplateActive},
		"attached template": {put("word/_rels/settings.xml.rels", attached), ErrTemplateExternal},
		"linked picture":    {put("word/_rels/header7.xml.rels", linked), ErrTemplateExternal},
		"script link":       {put("word/_rels/header7.xml.rels", script), ErrTemplateExternal},
		"bomb":              {put("word/media/big.bin", strings.Repeat("0", maxUnzipped)), ErrTemplateTooLarge},
		"path":              {put("../../etc/passwd", "x"), ErrTemplateDamaged},
		"no text":           {func(p map[string][]byte) { delete(p, "word/document.xml") }, ErrTemplateKind},
		"no types":          {func(p map[string][]byte) { delete(p, typesPart) }, ErrTemplateKind},
		"strict":            {swap("word/document.xml", nsMain, "http://purl.oclc.org/ooxml/wordprocessingml/main"), ErrTemplateKind},
		"torn":              {swap("word/document.xml", "</w:document>", ""), ErrTemplateDamaged},
		"entities":          {put("word/styles.xml", `<!DOCTYPE a [<!ENTITY b "c">]><w:styles xmlns:w="`+nsMain+`">&b;</w:styles>`), ErrTemplateDamaged},
		"torn styles":       {put("word/styles.xml", "<w:styles"), ErrTemplateDamaged},
		"torn lists":        {put("word/numbering.xml", "x"), ErrTemplateDamaged},
		"torn relations":    {put("word/_rels/header7.xml.rels", "<"), ErrTemplateDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			if err := WriteDOCX(&bytes.Buffer{}, small(), letterTemplate(t, c.change)); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
	if err := WriteDOCX(&bytes.Buffer{}, small(), []byte("%PDF-1.4")); !errors.Is(err, ErrTemplateKind) {
		t.Errorf("a file that is no zip: %v", err)
	}
}

func TestTemplateWithTooManyEntries(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range maxEntries + 1 {
		z.Create(strings.Repeat("x", i+1))
	}
	z.Close()
	if err := WriteDOCX(&bytes.Buffer{}, small(), b.Bytes()); !errors.Is(err, ErrTemplateTooLarge) {
		t.Errorf("got %v", err)
	}
}

// A .dotx becomes a document; a template without styles, lists or section gets ours.
func TestTemplateWithLittle(t *testing.T) {
	bare := letterTemplate(t, func(p map[string][]byte) {
		p[typesPart] = bytes.ReplaceAll(p[typesPart], []byte("document.main"), []byte("template.main"))
		p["word/document.xml"] = []byte(`<w:document xmlns:w="` + nsMain + `"><w:body></w:body></w:document>`)
		delete(p, "word/_rels/document.xml.rels")
		delete(p, "word/styles.xml")
	})
	parts := docx(t, large(), bare)
	if strings.Contains(string(parts[typesPart]), "template.main") {
		t.Error("still a template")
	}
	if !strings.Contains(string(parts["word/document.xml"]), `<w:tblW w:w="9072"`) {
		t.Error("the width is not that of A4")
	}
}

// Whatever is uploaded: a whole file, or one of the errors; never a panic.
func FuzzTemplate(f *testing.F) {
	p := letterParts()
	f.Add(p["word/document.xml"], p["word/styles.xml"], p["word/numbering.xml"], p["word/_rels/document.xml.rels"], p[typesPart])
	f.Add([]byte("<a/>"), []byte("<a/>"), []byte("<a/>"), []byte("<a/>"), []byte("<a/>"))
	f.Add([]byte(`<w:document xmlns:w="`+nsMain+`"/>`), []byte(""), []byte("</a>"), []byte("<a></b>"), []byte("<a>&b;</a>"))
	f.Fuzz(func(t *testing.T, text, styles, lists, rels, types []byte) {
		file := letterTemplate(t, func(p map[string][]byte) {
			p["word/document.xml"], p["word/styles.xml"], p["word/numbering.xml"] = text, styles, lists
			p["word/_rels/document.xml.rels"], p[typesPart] = rels, types
		})
		var b bytes.Buffer
		if WriteDOCX(&b, small(), file) != nil {
			return
		}
		for name, part := range unzip(t, b.Bytes()) {
			if strings.HasSuffix(name, ".rels") || name == "word/document.xml" {
				if err := checkXML(part); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	})
}
