package document

import "fmt"

// ownPackage is our letter: A4, 2.5 cm margins, the mark at the top and "faqe X nga Y" at the foot of every page.
func ownPackage(d Document) *docxPackage {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/"
	p := &docxPackage{main: "word/document.xml", parts: map[string][]byte{
		"word/document.xml": []byte(xmlHeader + ownDocument),
		"word/settings.xml": []byte(xmlHeader + fmt.Sprintf(ownSettings, escape(d.lang()))),
		"word/styles.xml":   ownStyles(d),
		"word/header1.xml":  ownHeader(d),
		"word/footer1.xml":  ownFooter(d),
	}}
	p.parts["_rels/.rels"] = writeRelations([]relation{{ID: "rId1", Type: office + "relationships/officeDocument", Target: p.main}})
	p.parts[relsName(p.main)] = writeRelations([]relation{
		{ID: "rId1", Type: relStyles, Target: "styles.xml"},
		{ID: "rId2", Type: nsRel + "/settings", Target: "settings.xml"},
		{ID: "rId3", Type: nsRel + "/header", Target: "header1.xml"},
		{ID: "rId4", Type: nsRel + "/footer", Target: "footer1.xml"},
	})
	p.types, _ = readTypes([]byte(`<Types xmlns="` + nsTypes + `">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/></Types>`))
	for _, kind := range []string{"document.main", "settings", "styles", "header", "footer"} {
		name := map[string]string{"document.main": "document", "header": "header1", "footer": "footer1"}[kind]
		if name == "" {
			name = kind
		}
		p.types.Overrides = append(p.types.Overrides, override{"/word/" + name + ".xml", typeMain + kind + "+xml"})
	}
	return p
}

const ownDocument = `<w:document xmlns:w="` + nsMain + `" xmlns:r="` + nsRel + `"><w:body><w:sectPr>` +
	`<w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>` +
	`<w:pgSz w:w="11906" w:h="16838"/>` +
	`<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="709" w:footer="709" w:gutter="0"/>` +
	`</w:sectPr></w:body></w:document>`

// Fields are filled in already, so no reader needs to ask whether to update them.
const ownSettings = `<w:settings xmlns:w="` + nsMain + `"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>` +
	`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="%s"/></w:settings>`

func ownHeader(d Document) []byte {
	var m markup
	m.raw(xmlHeader + `<w:hdr xmlns:w="` + nsMain + `"><w:p><w:pPr><w:pStyle w:val="Header"/><w:jc w:val="right"/></w:pPr>`)
	if line(d.Mark) != "" {
		m.f(`<w:r><w:rPr><w:b/><w:color w:val="9C1C1C"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`, line(d.Mark))
	}
	m.raw(`</w:p></w:hdr>`)
	return m.bytes()
}

func ownFooter(d Document) []byte {
	var m markup
	words := wordsOf(d.Lang)
	m.raw(xmlHeader + `<w:ftr xmlns:w="` + nsMain + `"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>`)
	m.f(`<w:r><w:t xml:space="preserve">%s</w:t></w:r><w:r><w:tab/></w:r>`, line(d.Footer))
	m.f(`<w:r><w:t xml:space="preserve">%s </w:t></w:r>`, words.page)
	m.raw(`<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>`)
	m.f(`<w:r><w:t xml:space="preserve"> %s </w:t></w:r>`, words.of)
	m.raw(`<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`)
	return m.bytes()
}
