package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
)

// walk reads XML token by token, giving where each begins and how deep it stands (the root is 1). It refuses what a
// Word file never has and an attacker likes: document types with entities.
func walk(part []byte, see func(t xml.Token, depth int, from, to int64) error) error {
	dec := xml.NewDecoder(bytes.NewReader(part))
	for depth := 0; ; {
		from := dec.InputOffset()
		t, err := dec.RawToken()
		if errors.Is(err, io.EOF) && depth == 0 {
			return nil
		}
		if err != nil {
			return ErrTemplateDamaged
		}
		switch t.(type) {
		case xml.Directive:
			return ErrTemplateDamaged
		case xml.StartElement:
			depth++
		}
		if err := see(t, depth, from, dec.InputOffset()); err != nil {
			return err
		}
		if _, ok := t.(xml.EndElement); ok {
			if depth--; depth < 0 {
				return ErrTemplateDamaged
			}
		}
	}
}

// checkXML holds a part to being well-formed, without document types.
func checkXML(part []byte) error {
	if err := walk(part, func(xml.Token, int, int64, int64) error { return nil }); err != nil {
		return err
	}
	dec, roots := xml.NewDecoder(bytes.NewReader(part)), 0
	for depth := 0; ; {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) && roots == 1 {
			return nil
		}
		if err != nil || roots > 1 {
			return ErrTemplateDamaged
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth == 1 {
				roots++
			}
		case xml.EndElement:
			depth--
		}
	}
}

// rootEnd is the offset of the end tag of the root. A root of one tag, "<a/>", has none and counts as damaged.
func rootEnd(part []byte) (int64, error) {
	end := int64(-1)
	err := walk(part, func(t xml.Token, depth int, from, to int64) error {
		if _, ok := t.(xml.EndElement); ok && depth == 1 && from < to {
			end = from
		}
		return nil
	})
	if err == nil && end < 0 {
		err = ErrTemplateDamaged
	}
	return end, err
}

// attr is an attribute with its prefix as written, "w:val".
func attr(e xml.StartElement, prefix, name string) string {
	for _, a := range e.Attr {
		if a.Name.Space == prefix && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func isW(name xml.Name, local string) bool { return name.Space == "w" && name.Local == local }

// A frame is what stays of the template's text part: its root, and the section with paper, margins, header, footer.
type frame struct {
	root    string // the start tag, with its namespaces
	section string
	width   int // of the text, in twentieths of a point
}

// ourNamespaces are the prefixes our text uses.
var ourNamespaces = [][2]string{
	{"w", nsMain},
	{"r", nsRel},
	{"wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"},
}

// readFrame reads the frame. A prefix of ours bound to another namespace makes the part unusable.
func readFrame(part []byte) (frame, error) {
	fr := frame{width: 9072}
	if err := checkXML(part); err != nil {
		return fr, err
	}
	var root xml.StartElement
	section := int64(-1)
	page := map[string]int{}
	err := walk(part, func(t xml.Token, depth int, from, to int64) error {
		switch e := t.(type) {
		case xml.StartElement:
			switch {
			case depth == 1:
				root, fr.root = e.Copy(), string(part[from:to])
			case depth == 3 && isW(e.Name, "sectPr"):
				section, page = from, map[string]int{}
			case depth == 4 && section >= 0 && (isW(e.Name, "pgSz") || isW(e.Name, "pgMar")):
				for _, a := range e.Attr {
					page[e.Name.Local+"."+a.Name.Local], _ = strconv.Atoi(a.Value)
				}
			}
		case xml.EndElement:
			if depth == 3 && isW(e.Name, "sectPr") {
				fr.section = string(part[section:to])
			}
		}
		return nil
	})
	if err != nil {
		return fr, err
	}
	if wide := page["pgSz.w"] - page["pgMar.left"] - page["pgMar.right"]; wide > 2000 && wide < 30000 {
		fr.width = wide
	}
	return fr, fr.bind(root)
}

// bind adds our namespaces to the root.
func (fr *frame) bind(root xml.StartElement) error {
	if !isW(root.Name, "document") || fr.root[len(fr.root)-2] == '/' {
		return ErrTemplateDamaged
	}
	for _, ns := range ourNamespaces {
		switch attr(root, "xmlns", ns[0]) {
		case ns[1]:
		case "":
			fr.root = fr.root[:len(fr.root)-1] + ` xmlns:` + ns[0] + `="` + ns[1] + `">`
		default:
			return ErrTemplateKind
		}
	}
	return nil
}

// with is the text part with a body of ours.
func (fr *frame) with(body string) []byte {
	return []byte(xmlHeader + fr.root + `<w:body>` + body + fr.section + `</w:body></w:document>`)
}
