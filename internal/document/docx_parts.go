package document

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

const (
	relLink      = nsRel + "/hyperlink"
	relImage     = nsRel + "/image"
	relStyles    = nsRel + "/styles"
	relNumbering = nsRel + "/numbering"
)

// A relation says what an id in a part stands for: another part, or a link.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// A medium is a picture in the file.
type medium struct {
	id   string // of its relation
	ext  string // png or jpeg
	data []byte
}

// relsPath is where the relations of a part stand; those of the whole package for "".
func relsPath(part string) string {
	return path.Join(path.Dir(part), "_rels", path.Base("/"+part)+".rels")
}

func relsName(part string) string {
	if part == "" {
		return "_rels/.rels"
	}
	return relsPath(part)
}

// target is the part a relation of another part leads to.
func target(from, to string) string {
	if strings.HasPrefix(to, "/") {
		return path.Clean(to)[1:]
	}
	return path.Join(path.Dir(from), to)
}

func readRelations(data []byte) ([]relation, error) {
	if data == nil {
		return nil, nil
	}
	if err := checkXML(data); err != nil {
		return nil, err
	}
	var list struct {
		Relations []relation `xml:"Relationship"`
	}
	if xml.Unmarshal(data, &list) != nil {
		return nil, ErrTemplateDamaged
	}
	return list.Relations, nil
}

func (p *docxPackage) relationsOf(part string) ([]relation, error) {
	return readRelations(p.parts[relsName(part)])
}

// addRelations adds to the relations of a part. They were read before, so they can be read again.
func (p *docxPackage) addRelations(part string, add []relation) {
	rels, _ := p.relationsOf(part)
	p.parts[relsName(part)] = writeRelations(append(rels, add...))
}

func writeRelations(rels []relation) []byte {
	var m markup
	m.raw(xmlHeader + `<Relationships xmlns="` + nsRels + `">`)
	for _, r := range rels {
		m.f(`<Relationship Id="%s" Type="%s" Target="%s"`, r.ID, r.Type, r.Target)
		if r.Mode != "" {
			m.f(` TargetMode="%s"`, r.Mode)
		}
		m.raw(`/>`)
	}
	m.raw(`</Relationships>`)
	return m.bytes()
}

// ensurePart gives the name of the part a relation of that type leads to, and makes the part where there is none.
func (p *docxPackage) ensurePart(from, relType, name, contentType string, empty []byte) string {
	rels, _ := p.relationsOf(from)
	for _, r := range rels {
		if r.Type == relType && p.parts[target(from, r.Target)] != nil {
			return target(from, r.Target)
		}
	}
	for n := 2; p.parts[name] != nil; n++ {
		name = fmt.Sprintf("%s%d.xml", strings.TrimSuffix(name, ".xml"), n)
	}
	p.parts[name] = empty
	p.types.Overrides = append(p.types.Overrides, override{"/" + name, contentType})
	p.addRelations(from, []relation{{ID: fmt.Sprintf("rIdTz%d", len(rels)+900), Type: relType, Target: "/" + name}})
	return name
}

// ensureTextParts makes sure there are styles and lists to add to.
func (p *docxPackage) ensureTextParts() {
	root := `<w:%s xmlns:w="` + nsMain + `"></w:%[1]s>`
	p.styles = p.ensurePart(p.main, relStyles, "word/styles.xml", typeMain+"styles+xml", fmt.Appendf(nil, xmlHeader+root, "styles"))
	p.numbering = p.ensurePart(p.main, relNumbering, "word/numbering.xml", typeMain+"numbering+xml", fmt.Appendf(nil, xmlHeader+root, "numbering"))
}

// kept are the relations of a template's text that make it look as it does. What only its old text used (pictures,
// comments, links) goes with that text.
var kept = []string{"styles", "stylesWithEffects", "numbering", "settings", "webSettings", "fontTable", "theme", "header",
	"footer", "footnotes", "endnotes", "customXml"}

// forgetText drops the relations only the template's old text used.
func (p *docxPackage) forgetText() {
	rels, _ := p.relationsOf(p.main)
	rels = slices.DeleteFunc(rels, func(r relation) bool {
		return !slices.Contains(kept, strings.TrimPrefix(r.Type, nsRel+"/"))
	})
	p.parts[relsName(p.main)] = writeRelations(rels)
}

// sweep removes the parts nothing leads to any more.
func (p *docxPackage) sweep() {
	reached := map[string]bool{typesPart: true}
	for todo := []string{""}; len(todo) > 0; todo = todo[1:] {
		rels, _ := p.relationsOf(todo[0])
		reached[todo[0]], reached[relsName(todo[0])] = true, true
		for _, r := range rels {
			if to := target(todo[0], r.Target); r.Mode != "External" && !reached[to] {
				todo = append(todo, to)
			}
		}
	}
	maps.DeleteFunc(p.parts, func(name string, _ []byte) bool { return !reached[name] })
	p.types.forget(p.parts)
}

// freeID is a number such that "rIdTz" with it or a higher one is new among the relations of the text.
func (p *docxPackage) freeID() int {
	rels, _ := p.relationsOf(p.main)
	free := 1
	for _, r := range rels {
		if n, err := strconv.Atoi(strings.TrimPrefix(r.ID, "rIdTz")); err == nil {
			free = max(free, n+1)
		}
	}
	return free
}

// insert puts text into a part at an offset.
func insert(part []byte, at int64, text string) []byte {
	return bytes.Join([][]byte{part[:at], []byte(text), part[at:]}, nil)
}
