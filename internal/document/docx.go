package document

import (
	"fmt"
	"io"
	"time"
)

// The names Word files use. They are fixed by ECMA-376 (Office Open XML, transitional).
const (
	nsMain    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRel     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsTypes   = "http://schemas.openxmlformats.org/package/2006/content-types"
	nsRels    = "http://schemas.openxmlformats.org/package/2006/relationships"
	relCore   = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
	relMain   = nsRel + "/officeDocument"
	typeMain  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	typeCore  = "application/vnd.openxmlformats-package.core-properties+xml"
	xmlHeader = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// WriteDOCX writes the document as a Word file.
//
// Without a template it brings its own letterhead, header, footer and styles. With a template, an uploaded .docx or
// .dotx, the header, footer, styles, paper and margins are the template's: emblem and lines of the letterhead are then
// not written (the template has its own), while protocol number, date, mark and footer text stand in the text.
//
// A template that cannot be used gives ErrTemplateKind, ErrTemplateTooLarge, ErrTemplateActive, ErrTemplateExternal or
// ErrTemplateDamaged; a letterhead whose emblem is neither PNG nor JPEG gives ErrImage.
func WriteDOCX(w io.Writer, d Document, template []byte) error {
	own := template == nil
	p := ownPackage(d)
	if !own {
		var err error
		if p, err = openTemplate(template); err != nil {
			return err
		}
	}
	if err := p.fill(d, own); err != nil {
		return err
	}
	return writeZip(w, p.parts, d.Created)
}

// A docxPackage is a Word file in parts. Our own letter and an uploaded template are filled in the same way.
type docxPackage struct {
	parts     map[string][]byte
	types     contentTypes
	main      string // the part that holds the text, usually word/document.xml
	styles    string
	numbering string
}

// fill writes the document's text into the package.
func (p *docxPackage) fill(d Document, own bool) error {
	frame, err := readFrame(p.parts[p.main])
	if err != nil {
		return err
	}
	p.forgetText()
	p.ensureTextParts()
	styles, err := p.addStyles()
	if err != nil {
		return err
	}
	lists, err := readNumbering(p.parts[p.numbering])
	if err != nil {
		return err
	}
	b := newDocxBody(d, styles, lists, frame.width, p.freeID())
	if err := b.document(own); err != nil {
		return err
	}
	p.parts[p.main] = frame.with(b.b.String())
	p.parts[p.numbering] = lists.with(p.parts[p.numbering], b.numbered)
	p.finish(d, b)
	return nil
}

// finish brings pictures, links, metadata and the list of types in line with the text.
func (p *docxPackage) finish(d Document, b *docxBody) {
	p.sweep()
	for i, m := range b.media {
		name := fmt.Sprintf("word/media/tryeza-%d.%s", i+1, m.ext)
		for n := 2; p.parts[name] != nil; n++ {
			name = fmt.Sprintf("word/media/tryeza-%d-%d.%s", i+1, n, m.ext)
		}
		p.parts[name] = m.data
		p.types.Overrides = append(p.types.Overrides, override{"/" + name, "image/" + m.ext})
		b.relations = append(b.relations, relation{ID: m.id, Type: relImage, Target: "/" + name})
	}
	p.addRelations(p.main, b.relations)
	p.parts[p.ensurePart("", relCore, "docProps/core.xml", typeCore, nil)] = coreProperties(d)
	p.parts[typesPart] = p.types.write()
}

// coreProperties are title, language and time, as file managers show them.
func coreProperties(d Document) []byte {
	var m markup
	m.raw(xmlHeader + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	m.f(`<dc:title>%s</dc:title><dc:subject>%s</dc:subject>`, line(d.Title), line(d.Subject))
	m.f(`<dc:language>%s</dc:language>`, d.lang())
	at := d.Created.UTC().Format(time.RFC3339)
	m.f(`<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created>`, at)
	m.f(`<dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified></cp:coreProperties>`, at)
	return m.bytes()
}
