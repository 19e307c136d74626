package document

import (
	"archive/zip"
	"bytes"
	"errors"
	"path"
	"strings"
)

// What is wrong with an uploaded template. The person gets a sentence of the feature's own for each.
var (
	ErrTemplateKind     = errors.New("document: the template is not a Word file (.docx)")
	ErrTemplateTooLarge = errors.New("document: the template is too large")
	ErrTemplateActive   = errors.New("document: the template holds macros, controls or embedded files")
	ErrTemplateExternal = errors.New("document: the template fetches something from elsewhere")
	ErrTemplateDamaged  = errors.New("document: the template is damaged")
)

// A template is an office's letter with a logo: these are far above what one needs, and far below what hurts.
const (
	maxUnzipped = 20 << 20
	maxEntries  = 500
)

// openTemplate reads an uploaded Word file and refuses one that could do more than look good.
func openTemplate(file []byte) (*docxPackage, error) {
	parts, err := unpackTemplate(file)
	if err != nil {
		return nil, err
	}
	p := &docxPackage{parts: parts}
	if err := p.findMain(); err != nil {
		return nil, err
	}
	if err := p.refuseActive(); err != nil {
		return nil, err
	}
	if err := p.refuseExternal(); err != nil {
		return nil, err
	}
	p.becomeDocument()
	return p, nil
}

// unpackTemplate unzips within the limits.
func unpackTemplate(file []byte) (map[string][]byte, error) {
	if len(file) > maxUnzipped {
		return nil, ErrTemplateTooLarge
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, ErrTemplateKind
	}
	if len(z.File) > maxEntries {
		return nil, ErrTemplateTooLarge
	}
	parts, left := map[string][]byte{}, int64(maxUnzipped)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if parts[f.Name] != nil || !safeName(f.Name) {
			return nil, ErrTemplateDamaged
		}
		data, err := readEntry(f, left)
		if errors.Is(err, ErrTemplateTooLarge) {
			return nil, err
		}
		if err != nil {
			return nil, ErrTemplateDamaged
		}
		parts[f.Name], left = data, left-int64(len(data))
	}
	return parts, nil
}

// safeName holds for the name of a part that stays inside the file.
func safeName(name string) bool {
	return name != "" && name == path.Clean(name) && !strings.HasPrefix(name, "/") && !strings.HasPrefix(name, "..") &&
		!strings.ContainsAny(name, "\\:\x00")
}

// findMain finds the part with the text, and the styles and lists it uses.
func (p *docxPackage) findMain() error {
	if p.parts[typesPart] == nil {
		return ErrTemplateKind
	}
	var err error
	if p.types, err = readTypes(p.parts[typesPart]); err != nil {
		return err
	}
	rels, err := p.relationsOf("")
	if err != nil {
		return err
	}
	for _, r := range rels {
		if r.Type == relMain {
			p.main = target("", r.Target)
		}
	}
	if p.main == "" || p.parts[p.main] == nil {
		return ErrTemplateKind
	}
	return nil
}

// refuseActive looks for what runs: macros, controls, embedded objects. Names and types are looked at both, since
// either alone can be disguised.
func (p *docxPackage) refuseActive() error {
	types := strings.ToLower(string(p.parts[typesPart]))
	for _, word := range []string{"macroenabled", "vbaproject", "vbadata", "activex", "oleobject", "keymapcustomizations"} {
		if strings.Contains(types, word) {
			return ErrTemplateActive
		}
	}
	for name := range p.parts {
		n := strings.ToLower(name)
		for _, word := range []string{"vbaproject", "vbadata", "activex", "/embeddings/", "oleobject"} {
			if strings.Contains(n, word) {
				return ErrTemplateActive
			}
		}
	}
	return nil
}

// refuseExternal looks for what a reader would fetch on opening: linked pictures, attached templates, sub-documents.
// A hyperlink is only followed when somebody clicks on it, so the office's web and mail address may stay.
func (p *docxPackage) refuseExternal() error {
	for name := range p.parts {
		if !strings.HasSuffix(strings.ToLower(name), ".rels") {
			continue
		}
		rels, err := readRelations(p.parts[name])
		if err != nil {
			return err
		}
		for _, r := range rels {
			if strings.HasSuffix(r.Type, "/aFChunk") || strings.HasSuffix(r.Type, "/subDocument") {
				return ErrTemplateActive
			}
			if r.Mode != "" && r.Mode != "Internal" && !(r.Type == relLink && outward(r.Target) != "") {
				return ErrTemplateExternal
			}
		}
	}
	return nil
}

// becomeDocument turns a template's type (.dotx) into a document's; nothing else differs.
func (p *docxPackage) becomeDocument() {
	for i, o := range p.types.Overrides {
		if o.ContentType == typeMain+"template.main+xml" {
			p.types.Overrides[i].ContentType = typeMain + "document.main+xml"
		}
	}
}
