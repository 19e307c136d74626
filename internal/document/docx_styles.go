package document

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// A docxStyle is a style of ours. A template that has one of the same name keeps its own; the others are added.
type docxStyle struct {
	id, name string
	kind     string // paragraph or character
	based    string // the name of the style it starts from
	next     string // the name of the style of the paragraph after it
	body     string // w:pPr and w:rPr
}

const (
	styleNormal = "normal"
	styleCell   = "tryeza table text"
	styleNote   = "tryeza note"
	styleLead   = "tryeza lead"
	styleLetter = "tryeza letterhead"
)

// docxStyles are our styles. Word knows the built-in ones by these names in every language.
var docxStyles = []docxStyle{
	{"Heading1", "heading 1", "paragraph", styleNormal, styleNormal,
		`<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="30"/></w:rPr>`},
	{"Heading2", "heading 2", "paragraph", styleNormal, styleNormal,
		`<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr>`},
	{"Heading3", "heading 3", "paragraph", styleNormal, styleNormal,
		`<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="220" w:after="80"/><w:outlineLvl w:val="2"/></w:pPr><w:rPr><w:b/><w:i/><w:sz w:val="24"/></w:rPr>`},
	{"Title", "title", "paragraph", styleNormal, styleNormal,
		`<w:pPr><w:keepNext/><w:spacing w:before="360" w:after="120"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="34"/></w:rPr>`},
	{"Subtitle", "subtitle", "paragraph", styleNormal, styleNormal,
		`<w:pPr><w:spacing w:after="360"/><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="26"/></w:rPr>`},
	{"TOCHeading", "toc heading", "paragraph", styleNormal, styleNormal,
		`<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr>`},
	{"TOC1", "toc 1", "paragraph", styleNormal, styleNormal, `<w:pPr><w:spacing w:before="60" w:after="40"/></w:pPr>`},
	{"TOC2", "toc 2", "paragraph", styleNormal, styleNormal, `<w:pPr><w:spacing w:after="20"/><w:ind w:left="284"/></w:pPr>`},
	{"TOC3", "toc 3", "paragraph", styleNormal, styleNormal, `<w:pPr><w:spacing w:after="20"/><w:ind w:left="568"/></w:pPr>`},
	{"Caption", "caption", "paragraph", styleNormal, styleNormal,
		`<w:pPr><w:keepNext/><w:spacing w:before="200" w:after="80"/></w:pPr><w:rPr><w:b/><w:sz w:val="21"/></w:rPr>`},
	{"Header", "header", "paragraph", styleNormal, "", `<w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr><w:sz w:val="19"/></w:rPr>`},
	{"Footer", "footer", "paragraph", styleNormal, "",
		`<w:pPr><w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="808080"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="9072"/></w:tabs><w:spacing w:after="0"/></w:pPr><w:rPr><w:sz w:val="17"/></w:rPr>`},
	{"ListParagraph", "list paragraph", "paragraph", styleNormal, "", `<w:pPr><w:spacing w:after="60"/><w:ind w:left="720"/></w:pPr>`},
	{"Quote", "quote", "paragraph", styleNormal, styleNormal,
		`<w:pPr><w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="A0A0A0"/></w:pBdr><w:ind w:left="397" w:right="397"/></w:pPr><w:rPr><w:i/></w:rPr>`},
	{"TryezaLead", styleLead, "paragraph", styleNormal, styleNormal, `<w:rPr><w:sz w:val="26"/></w:rPr>`},
	{"TryezaNote", styleNote, "paragraph", styleNormal, styleNormal, `<w:pPr><w:spacing w:before="60" w:after="160"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr>`},
	{"TryezaTableText", styleCell, "paragraph", styleNormal, "", `<w:pPr><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/><w:jc w:val="left"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr>`},
	{"TryezaLetterhead", styleLetter, "paragraph", styleNormal, "", `<w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr>`},
	{"Hyperlink", "hyperlink", "character", "", "", `<w:rPr><w:color w:val="0B4A8F"/><w:u w:val="single"/></w:rPr>`},
}

// ownStyles is a style part with the defaults only; the styles themselves are added as to any template.
func ownStyles(d Document) []byte {
	var m markup
	m.raw(xmlHeader + `<w:styles xmlns:w="` + nsMain + `"><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/><w:szCs w:val="24"/>`)
	m.f(`<w:lang w:val="%s" w:eastAsia="%[1]s" w:bidi="ar-SA"/>`, d.lang())
	m.raw(`</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style></w:styles>`)
	return m.bytes()
}

// addStyles adds the styles the package lacks and gives the id of each style by its name in small letters.
func (p *docxPackage) addStyles() (map[string]string, error) {
	ids, taken, err := readStyles(p.parts[p.styles])
	if err != nil {
		return nil, err
	}
	end, err := rootEnd(p.parts[p.styles])
	if err != nil {
		return nil, err
	}
	missing := addMissing(ids, taken)
	var m markup
	for _, s := range missing {
		m.raw(s.xml(ids))
	}
	p.parts[p.styles] = insert(p.parts[p.styles], end, m.b.String())
	return ids, nil
}

// addMissing gives an id that is not taken to every style of ours that is not there.
func addMissing(ids map[string]string, taken map[string]bool) []docxStyle {
	var missing []docxStyle
	for _, s := range docxStyles {
		if ids[s.name] != "" {
			continue
		}
		for n := 2; taken[s.id]; n++ {
			s.id = fmt.Sprintf("%sTz%d", strings.TrimSuffix(s.id, fmt.Sprintf("Tz%d", n-1)), n)
		}
		ids[s.name], taken[s.id] = s.id, true
		missing = append(missing, s)
	}
	return missing
}

func (s docxStyle) xml(ids map[string]string) string {
	var m markup
	m.f(`<w:style w:type="%s" w:styleId="%s"><w:name w:val="%s"/>`, s.kind, s.id, s.name)
	if id := ids[s.based]; id != "" {
		m.f(`<w:basedOn w:val="%s"/>`, id)
	}
	if id := ids[s.next]; id != "" {
		m.f(`<w:next w:val="%s"/>`, id)
	}
	m.raw(`<w:qFormat/>` + s.body + `</w:style>`)
	return m.b.String()
}

// readStyles gives the styles of a part: id by name in small letters, and all ids. Only styles of the kind we use
// them for count: a template's table style called "Quote" is not our quote.
func readStyles(part []byte) (ids map[string]string, taken map[string]bool, err error) {
	ids, taken = map[string]string{}, map[string]bool{}
	if err := checkXML(part); err != nil {
		return nil, nil, err
	}
	var id, kind string
	bound := false
	err = walk(part, func(t xml.Token, depth int, from, to int64) error {
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case depth == 1:
			bound = attr(e, "xmlns", "w") == nsMain
		case depth == 2 && isW(e.Name, "style"):
			id, kind = attr(e, "w", "styleId"), attr(e, "w", "type")
			taken[id] = true
		case depth == 3 && isW(e.Name, "name"):
			if name := strings.ToLower(attr(e, "w", "val")); kindOf(name) == kind && ids[name] == "" {
				ids[name] = id
			}
		}
		return nil
	})
	if err == nil && !bound {
		err = ErrTemplateKind
	}
	return ids, taken, err
}

// kindOf is the kind we use a style of that name for.
func kindOf(name string) string {
	if name == "hyperlink" {
		return "character"
	}
	return "paragraph"
}
