package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
)

const (
	ns       = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:w14="http://w14" xmlns:wp="http://wp" xmlns:pic="http://pic" xmlns:v="http://v" xmlns:o="http://o" xmlns:mc="http://mc" mc:Ignorable="w14"`
	relHead  = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relType  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	bodyHead = `<w:document ` + ns + `><w:body>`
	bodyTail = `</w:body></w:document>`
)

func rel(id, kind, target string, more ...string) string {
	return fmt.Sprintf(`<Relationship Id="%s" Type="%s%s" Target="%s" %s/>`, id, relType, kind, target, strings.Join(more, " "))
}

func overrides(pairs ...string) string {
	s := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="png" ContentType="image/png"/><Default Extension="bin" ContentType="application/octet-stream"/>`
	for i := 0; i < len(pairs); i += 2 {
		s += `<Override PartName="` + pairs[i] + `" ContentType="` + pairs[i+1] + `"/>`
	}
	return s + `</Types>`
}

// word are the parts of a small Word file with a body; more parts and more
// relations of the body may be given.
func word(body, relations string) map[string]string {
	return map[string]string{
		contentTypes:                   overrides("/word/document.xml", DOCX+".main+xml"),
		"_rels/.rels":                  relHead + rel("rId1", "officeDocument", "word/document.xml") + rel("rId2", "extended-properties", "docProps/app.xml") + `</Relationships>`,
		"word/document.xml":            bodyHead + body + bodyTail,
		"word/_rels/document.xml.rels": relHead + relations + `</Relationships>`,
		"docProps/app.xml":             `<Properties><Company>` + mark + `</Company></Properties>`,
	}
}

func with(parts map[string]string, more ...string) map[string]string {
	for i := 0; i < len(more); i += 2 {
		parts[more[i]] = more[i+1]
	}
	return parts
}

// spiedWord has the mark in every place that says who, where and with what.
func spiedWord(t *testing.T) []byte {
	body := `<!-- ` + mark + ` --><?mso ` + mark + `?>
		<w:p w:rsidR="` + mark + `" w14:paraId="0A1B2C3D"><w:r><w:t xml:space="preserve">Fëmija ndjek shkollën &amp; mësimin </w:t></w:r>
		<w:ins w:id="1" w:author="` + mark + `" w:date="2026-01-01T` + mark + `"><w:r><w:t>shtuar</w:t></w:r></w:ins>
		<w:permStart w:id="3" w:ed="` + mark + `"/><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>
		<w:sdt><w:sdtPr><w:dataBinding w:xpath="` + mark + `"/></w:sdtPr></w:sdt>
		<wp:docPr id="1" name="` + mark + `" descr="C:\` + mark + `.jpg" title="` + mark + `"/><pic:cNvPr id="2" name="IMG_` + mark + `" descr="` + mark + `"/>
		<v:imagedata r:id="rId9" o:title="` + mark + `"/></w:p>`
	return append(zipped(t, with(word(body, rel("rId1", "settings", "settings.xml")+rel("rId2", "comments", "/word/comments.xml")+
		rel("rId3", "people", "people.xml")+rel("rId4", "customXml", "../customXml/item1.xml")+rel("rId9", "image", "media/image1.jpeg")+rel("rId8", "image", "media/image2.png")),
		"word/settings.xml", `<w:settings `+ns+`><w:rsids><w:rsid w:val="`+mark+`"/></w:rsids><w14:docId w14:val="`+mark+`"/><w:docVars><w:docVar w:name="x" w:val="`+mark+`"/></w:docVars><w:zoom w:percent="100"/></w:settings>`,
		"word/comments.xml", `<w:comments `+ns+`><w:comment w:id="0" w:author="`+mark+`" w:initials="`+mark+`" w:date="`+mark+`"><w:p><w:r><w:t>vërejtje</w:t></w:r></w:p></w:comment></w:comments>`,
		"word/people.xml", `<people>`+mark+`</people>`,
		"customXml/item1.xml", `<x>`+mark+`</x>`,
		"word/media/image1.jpeg", string(spied(jpegOf(t, corners(16, 16)), 6)),
		"word/media/image2.png", string(spiedPNG(pngOf(t, corners(16, 16)))),
		"docProps/core.xml", mark, "docProps/thumbnail.jpeg", mark, "index.html", mark,
	)), mark...)
}

func TestWordLosesWhoWroteIt(t *testing.T) {
	f := taken(t, spiedWord(t))
	if f.Name != "dokument.docx" || f.MediaType != DOCX {
		t.Errorf("%s %s", f.Name, f.MediaType)
	}
	parts := unzip(t, f.Content)
	for part, want := range map[string][]string{
		"word/document.xml":            {"Fëmija ndjek shkollën &amp; mësimin ", `w:author="Autor"`, "shtuar", `mc:Ignorable="w14"`, `xmlns:w14="http://w14"`, `xml:space="preserve"`},
		"word/comments.xml":            {"vërejtje", `w:author="Autor" w:initials="A"`},
		"word/settings.xml":            {`w:percent="100"`},
		"word/_rels/document.xml.rels": {`Target="media/image1.jpeg"`},
		contentTypes:                   {`PartName="/word/media/image1.jpeg" ContentType="image/jpeg"`},
	} {
		for _, s := range want {
			if !bytes.Contains(parts[part], []byte(s)) {
				t.Errorf("%s has lost %s:\n%s", part, s, parts[part])
			}
		}
	}
	for _, part := range []string{"docProps/app.xml", "docProps/core.xml", "word/people.xml", "customXml/item1.xml", "index.html"} {
		if parts[part] != nil {
			t.Errorf("%s is still there", part)
		}
	}
}

func instr(words ...string) string {
	s := `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`
	for _, w := range words {
		s += `<w:r><w:instrText>` + w + `</w:instrText></w:r>`
	}
	return s + `<w:r><w:fldChar w:fldCharType="separate"/><w:t>x</w:t><w:fldChar w:fldCharType="end"/></w:r>`
}

func TestWordRefused(t *testing.T) {
	external := `TargetMode="External"`
	for name, c := range map[string]struct {
		parts map[string]string
		why   string
	}{
		"macros":               {with(word("", ""), "word/vbaProject.bin", "x"), whyMacros},
		"macros by type":       {with(word("", ""), contentTypes, overrides("/word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml")), whyMacros},
		"macros by relation":   {with(word("", rel("r", "vbaProject", "x.bin")), "word/x.bin", "x"), whyMacros},
		"ActiveX":              {with(word("", ""), "word/activeX/activeX1.xml", "x"), whyMacros},
		"picture from outside": {word("", rel("r", "image", "http://x/y.png", external)), whyLinks},
		"outside, not said":    {word("", rel("r", "image", "http://x/y.png")), whyLinks},
		"share of Windows":     {word("", rel("r", "image", `\\x\y.png`)), whyLinks},
		"link":                 {word("", rel("r", "hyperlink", "mailto:x", external)), whyLinks},
		"template":             {word("", rel("r", "attachedTemplate", "file:///x.dotm", external)), whyLinks},
		"object":               {with(word("", rel("r", "oleObject", "embeddings/o.bin")), "word/embeddings/o.bin", "x"), whyObjects},
		"object, plain":        {word(`<o:OLEObject ProgID="Package"/>`, ""), whyObjects},
		"other file":           {with(word("", rel("r", "aFChunk", "x.html")), "word/x.html", "x"), whyObjects},
		"DDE":                  {word(instr(` DDEAUTO c:\\x `), ""), whyFields},
		"DDE in pieces":        {word(instr("D", "<!-- -->DE", "AUTO x"), ""), whyFields},
		"DDE by another field": {word(`<w:fldChar w:fldCharType="begin"/>`+instr("QUOTE 68 68 69")+`<w:fldChar w:fldCharType="end"/>`, ""), whyFields},
		"field never closed":   {word(`<w:fldChar w:fldCharType="begin"/><w:instrText>DDE x</w:instrText>`, ""), whyFields},
		"field, simple":        {word(`<w:fldSimple w:instr='INCLUDEPICTURE "http://x"'/>`, ""), whyFields},
		"link as a field":      {word(instr(`HYPERLINK "http://x"`), ""), whyLinks},
		"link behind a place":  {word(instr(`HYPERLINK \l "a" "http://x"`), ""), whyLinks},
		"address in a drawing": {word(`<v:shape href="http://x"/>`, ""), whyLinks},
		"letters to many":      {word(`<w:mailMerge/>`, ""), whyFields},
		"unknown part":         {with(word("", rel("r", "unheardOf", "x.xml")), "word/x.xml", "<x/>"), whyPart},
		"font in it":           {with(word("", rel("r", "image", "media/x.bin")), "word/media/x.bin", "x"), whyPart},
		"vector picture":       {with(word("", rel("r", "image", "media/x.png")), "word/media/x.png", "<svg/>"), whyInside},
		"entities":             {with(word("", ""), "word/document.xml", `<!DOCTYPE x [<!ENTITY a "b">]>`+bodyHead+`&a;`+bodyTail), whyPart},
		"broken":               {word("<w:p></w:r>", ""), whyBroken},
		"two roots":            {word("</w:body></w:document><a><b>", ""), whyBroken},
		"too deep":             {word(strings.Repeat("<w:p>", 300)+strings.Repeat("</w:p>", 300), ""), whyBroken},
		"missing part":         {word("", rel("r", "styles", "styles.xml")), whyBroken},
		"two of one name":      {with(word("", ""), "WORD/document.xml", "x"), whyBroken},
		"way out":              {with(word("", ""), "../x.xml", "x"), whyBroken},
		"not an Office file":   {map[string]string{"a.txt": "x"}, whyUnknown},
		"slides":               {with(word("", ""), contentTypes, overrides("/word/document.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")), whyUnknown},
		"bomb":                 {with(word("", ""), "word/document.xml", bodyHead+strings.Repeat(" ", maxUnpacked)+bodyTail), whyLarge},
	} {
		t.Run(name, func(t *testing.T) { refused(t, zipped(t, c.parts), c.why) })
	}
	many := word("", "")
	for i := range maxParts {
		many[fmt.Sprint("x", i)] = ""
	}
	refused(t, zipped(t, many), whyLarge)
}

func TestWordKeepsItsOwnFields(t *testing.T) {
	taken(t, zipped(t, word(instr(" PAGEREF _Toc1 \\h ")+instr(`HYPERLINK \l "_Toc1" \h`)+instr("= SUM(ABOVE)")+instr(` TOC \o "1-3" `), rel("r", "hyperlink", "#_Toc1"))))
}

const mainNS = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://r" xmlns:x15ac="http://x15ac"`

func sheet(rows, relations string) map[string]string {
	return map[string]string{
		contentTypes: overrides("/xl/workbook.xml", XLSX+".main+xml", "/xl/worksheets/sheet1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
			"/xl/comments1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml", "/xl/persons/person.xml", "application/vnd.ms-excel.person+xml"),
		"_rels/.rels":                         relHead + rel("rId1", "officeDocument", "xl/workbook.xml") + `</Relationships>`,
		"xl/workbook.xml":                     `<workbook ` + mainNS + `><fileVersion appName="` + mark + `"/><fileSharing userName="` + mark + `"/><x15ac:absPath url="C:\` + mark + `"/><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels":          relHead + rel("rId1", "worksheet", "worksheets/sheet1.xml") + `</Relationships>`,
		"xl/worksheets/sheet1.xml":            `<worksheet ` + mainNS + `><sheetData>` + rows + `</sheetData><pageSetup paperSize="9" r:id="rId7"/></worksheet>`,
		"xl/worksheets/_rels/sheet1.xml.rels": relHead + relations + `</Relationships>`,
	}
}

func TestExcel(t *testing.T) {
	f := taken(t, zipped(t, with(sheet(`<row r="1"><c r="A1"><f>SUM(B1:B2)&amp;"a|b"</f><v>3</v></c></row>`,
		rel("rId1", "comments", "../comments1.xml")+rel("rId7", "printerSettings", "../printerSettings/p.bin")+rel("rId8", "person", "../persons/person.xml")),
		"xl/comments1.xml", `<comments `+mainNS+`><authors><author>`+mark+`</author></authors><commentList><comment ref="A1" authorId="0"><text><t>vërejtje</t></text></comment></commentList></comments>`,
		"xl/persons/person.xml", `<personList><person displayName="`+mark+`" id="{1}" userId="`+mark+`" providerId="`+mark+`"/></personList>`,
		"xl/printerSettings/p.bin", string(utf16(mark, binary.LittleEndian)),
	)))
	parts := unzip(t, f.Content)
	if f.Name != "tabele.xlsx" || f.MediaType != XLSX {
		t.Errorf("%s %s", f.Name, f.MediaType)
	}
	for part, want := range map[string]string{
		"xl/worksheets/sheet1.xml": `SUM(B1:B2)&amp;&#34;a|b&#34;</f><v>3</v>`,
		"xl/comments1.xml":         `<author>Autor</author>`,
		"xl/persons/person.xml":    `displayName="Autor" id="{1}" userId="" providerId="None"`,
	} {
		if !bytes.Contains(parts[part], []byte(want)) {
			t.Errorf("%s: %s", part, parts[part])
		}
	}
	if bytes.Contains(parts["xl/worksheets/sheet1.xml"], []byte("rId7")) {
		t.Error("the page still leads to the printer")
	}
	cell := func(f string) map[string]string { return sheet("<c><f>"+f+"</f></c>", "") }
	for name, c := range map[string]struct {
		parts map[string]string
		why   string
	}{
		"DDE":             {cell("cmd|'/c calc'!A0"), whyFields},
		"web service":     {cell(`_xlfn.WEBSERVICE("http://x")`), whyFields},
		"web, in pieces":  {cell(`WEB<!-- -->SERVICE("http://x")`), whyFields},
		"link":            {cell(`HYPERLINK("http://x")`), whyFields},
		"other workbook":  {with(cell("1"), "xl/externalLinks/externalLink1.xml", "x"), whyLinks},
		"connection":      {with(sheet("", rel("r", "connections", "../c.xml")), "xl/c.xml", "<x/>"), whyFields},
		"old macro sheet": {with(cell("1"), "xl/macrosheets/sheet1.xml", "<x/>"), whyMacros},
		"macro on a form": {sheet(`<sp macro="[0]!x"/>`, ""), whyMacros},
	} {
		t.Run(name, func(t *testing.T) { refused(t, zipped(t, c.parts), c.why) })
	}
}

const odtNS = `xmlns:office="urn:office" xmlns:text="urn:text" xmlns:dc="urn:dc" xmlns:meta="urn:meta" xmlns:draw="urn:draw" xmlns:xlink="urn:xlink" xmlns:config="urn:config" xmlns:svg="urn:svg" xmlns:officeooo="urn:ooo" xmlns:script="urn:script"`

func writer(body string) map[string]string {
	return map[string]string{
		odtType:                 ODT,
		"content.xml":           `<office:document-content ` + odtNS + `><office:body>` + body + `</office:body></office:document-content>`,
		"META-INF/manifest.xml": `<manifest/>`,
	}
}

func TestODT(t *testing.T) {
	f := taken(t, append(zipped(t, with(writer(`<office:scripts/><text:p officeooo:rsid="`+mark+`">Fëmija</text:p><office:annotation><dc:creator>`+mark+`</dc:creator><dc:date>`+mark+`</dc:date><meta:creator-initials>`+mark+`</meta:creator-initials></office:annotation><draw:image xlink:href="Pictures/a.jpg"><svg:desc>`+mark+`</svg:desc></draw:image><text:a xlink:href="#x">këtu</text:a>`),
		"meta.xml", mark, "Thumbnails/thumbnail.png", mark, "manifest.rdf", mark, "Configurations2/x.xml", mark,
		"settings.xml", `<office:settings `+odtNS+`><config:config-item config:name="PrinterName">`+mark+`</config:config-item><config:config-item config:name="RsidRoot">`+mark+`</config:config-item><config:config-item config:name="AddParaTableSpacing">true</config:config-item></office:settings>`,
		"Pictures/a.jpg", string(spied(jpegOf(t, corners(16, 16)), 1)), "Pictures/unused.jpg", mark,
	)), mark...))
	parts := unzip(t, f.Content)
	if f.Name != "dokument.odt" || !bytes.HasPrefix(f.Content[30:], []byte("mimetype"+ODT)) {
		t.Errorf("%s begins with %q", f.Name, f.Content[30:90])
	}
	for part, want := range map[string]string{
		"content.xml": `<dc:creator>Autor</dc:creator><dc:date>1970-01-01T00:00:00</dc:date>`, "settings.xml": "AddParaTableSpacing",
		"META-INF/manifest.xml": `manifest:full-path="Pictures/a.jpg" manifest:media-type="image/jpeg"`,
	} {
		if !bytes.Contains(parts[part], []byte(want)) {
			t.Errorf("%s: %s", part, parts[part])
		}
	}
	for name, c := range map[string]struct {
		parts map[string]string
		why   string
	}{
		"macros":       {with(writer(""), "Basic/Standard/Module1.xml", "x"), whyMacros},
		"script":       {with(writer(""), "Scripts/python/x.py", "x"), whyMacros},
		"listener":     {writer(`<script:event-listener/>`), whyMacros},
		"object":       {with(writer(""), "Object 1/content.xml", "x"), whyObjects},
		"link":         {writer(`<text:a xlink:href="http://x"/>`), whyLinks},
		"file":         {writer(`<draw:image xlink:href="../../x.png"/>`), whyLinks},
		"DDE":          {writer(`<text:dde-connection-decl/>`), whyFields},
		"locked":       {with(writer(""), "META-INF/manifest.xml", `<manifest:encryption-data/>`), whyOldOffice},
		"drawing":      {with(writer(`<draw:image xlink:href="Pictures/a.svm"/>`), "Pictures/a.svm", "x"), whyInside},
		"spreadsheets": {with(writer(""), odtType, "application/vnd.oasis.opendocument.spreadsheet"), whyUnknown},
	} {
		t.Run(name, func(t *testing.T) { refused(t, zipped(t, c.parts), c.why) })
	}
	signed := taken(t, zipped(t, with(writer(""), "META-INF/documentsignatures.xml", mark)))
	if signed.Note != noteSigned {
		t.Errorf("note %q", signed.Note)
	}
}
