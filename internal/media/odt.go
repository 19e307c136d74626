package media

import (
	"encoding/xml"
	"strings"
)

// odtType is the part of an OpenDocument file that says what it is; it stands
// first in the file.
const odtType = "mimetype"

// odt is an OpenDocument text that is being written anew: its words, its
// styles, its settings without the printer, its pictures.
type odt struct {
	from *archive
	out  map[string][]byte
}

func cleanODT(a *archive) (File, error) {
	kind, err := a.read(odtType)
	if err != nil {
		return File{}, err
	}
	if string(kind) != ODT {
		return File{}, Refused{whyUnknown}
	}
	if err := noForeign(a); err != nil {
		return File{}, err
	}
	o := &odt{a, map[string][]byte{odtType: kind}}
	for _, part := range []string{"content.xml", "styles.xml", "settings.xml"} {
		if part != "content.xml" && a.parts[part] == nil {
			continue
		}
		if err := o.part(part); err != nil {
			return File{}, err
		}
	}
	o.out["META-INF/manifest.xml"] = o.manifest()
	file := File{Name: "dokument.odt", MediaType: ODT, Note: noteDocument}
	if a.parts["META-INF/documentsignatures.xml"] != nil {
		file.Note = noteSigned
	}
	file.Content, err = pack(o.out, odtType)
	return file, err
}

// noForeign refuses a file by what is packed into it, and one that is locked.
func noForeign(a *archive) error {
	for folder, why := range map[string]string{"Basic/": whyMacros, "Scripts/": whyMacros, "Dialogs/": whyMacros, "Object": whyObjects} {
		if a.has(folder) {
			return Refused{why}
		}
	}
	if a.parts["META-INF/manifest.xml"] == nil {
		return nil
	}
	b, err := a.read("META-INF/manifest.xml")
	if err == nil && strings.Contains(string(b), "encryption-data") {
		err = Refused{whyOldOffice}
	}
	return err
}

func (o *odt) part(name string) error {
	b, err := o.from.read(name)
	if err != nil {
		return err
	}
	o.out[name], err = filterXML(b, o.element, odtWords)
	return err
}

// What is left out of an OpenDocument text, and what is refused.
var (
	leftODT    = words2set("scripts desc font-face-src meta")
	refusedODT = map[string]string{
		"event-listener": whyMacros, "execute-macro": whyMacros, "script": whyMacros,
		"dde-connection": whyFields, "dde-connection-decl": whyFields, "dde-source": whyFields, "section-source": whyLinks,
		"object": whyObjects, "object-ole": whyObjects, "plugin": whyObjects, "applet": whyObjects, "floating-frame": whyLinks,
		"database-display": whyFields, "database-next": whyFields, "database-row-select": whyFields, "connection-resource": whyFields,
		"model": whyPart,
	}
)

func (o *odt) element(e *xml.StartElement) (drop bool, err error) {
	name := e.Name.Local
	if why := refusedODT[name]; why != "" {
		return false, Refused{why}
	}
	if leftODT[name] || name == "title" && e.Name.Space == "svg" || name == "config-item" && ofMachine(attr(e, "name")) {
		return true, nil
	}
	kept := e.Attr[:0]
	for _, a := range e.Attr {
		if a.Name.Space != "xmlns" {
			if strings.HasSuffix(a.Name.Local, "rsid") {
				continue
			}
			if a.Name.Local == "href" || a.Name.Local == "action" {
				if err := o.follow(a.Value); err != nil {
					return false, err
				}
			}
		}
		kept = append(kept, a)
	}
	e.Attr = kept
	return false, nil
}

// ofMachine reports the settings that say on what a document was written.
func ofMachine(setting string) bool {
	return strings.HasPrefix(setting, "Printer") || strings.HasPrefix(setting, "Rsid") || strings.Contains(setting, "Database")
}

// follow takes the picture that an address leads to. A place in the same
// document is let be; nothing else is.
func (o *odt) follow(address string) error {
	address = strings.TrimPrefix(address, "./")
	if address == "" || strings.HasPrefix(address, "#") {
		return nil
	}
	if !strings.HasPrefix(address, "Pictures/") {
		return Refused{whyLinks}
	}
	if o.out[address] != nil {
		return nil
	}
	b, err := o.from.read(address)
	if err != nil {
		return err
	}
	o.out[address], err = stripPicture(b)
	return err
}

// odtWords puts something neutral where a remark or a change says who made it
// and when.
func odtWords(element, s string) (string, error) {
	if strings.TrimSpace(s) == "" {
		return s, nil
	}
	switch element {
	case "dc:creator":
		return anonymous, nil
	case "meta:creator-initials", "loext:sender-initials":
		return anonymous[:1], nil
	case "dc:date":
		return "1970-01-01T00:00:00", nil
	}
	return s, nil
}

func (o *odt) manifest() []byte {
	var b strings.Builder
	b.WriteString(xml.Header + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">`)
	entry(&b, "/", ODT)
	for name, content := range sorted(o.out) {
		switch {
		case name == odtType:
		case strings.HasSuffix(name, ".xml"):
			entry(&b, name, "text/xml")
		case strings.HasPrefix(string(content), pngHead):
			entry(&b, name, "image/png")
		default:
			entry(&b, name, JPEG)
		}
	}
	b.WriteString(`</manifest:manifest>`)
	return []byte(b.String())
}

func entry(b *strings.Builder, path, mediaType string) {
	b.WriteString(`<manifest:file-entry manifest:full-path="`)
	xml.EscapeText(b, []byte(path))
	b.WriteString(`" manifest:media-type="` + mediaType + `"></manifest:file-entry>`)
}
