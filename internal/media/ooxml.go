package media

import (
	"encoding/xml"
	"path"
	"strings"
)

const contentTypes = "[Content_Types].xml"

// The main parts of the two kinds of files taken, by their content type.
var mainTypes = map[string]File{
	DOCX + ".main+xml": {Name: "dokument.docx", MediaType: DOCX, Note: noteDocument},
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": {Name: "tabele.xlsx", MediaType: XLSX, Note: noteDocument},
}

// kept are the kinds of parts that may follow, by the end of their relation's
// type; left are those that say something about the author or the machine and
// can be missing; the others are refused, with a reason of their own or not.
var (
	kept = words2set(`officeDocument styles stylesWithEffects settings webSettings fontTable theme numbering
		footnotes endnotes header footer comments commentsExtended commentsIds commentsExtensible glossaryDocument image
		hyperlink worksheet chartsheet sharedStrings calcChain table drawing vmlDrawing chart chartStyle chartColorStyle
		chartUserShapes themeOverride pivotTable pivotCacheDefinition pivotCacheRecords diagramData diagramLayout
		diagramQuickStyle diagramColors diagramDrawing threadedComment person sheetMetadata`)
	left = words2set(`core-properties extended-properties custom-properties thumbnail customXml customXmlProps people
		printerSettings revisionHeaders usernames keyMapCustomizations classificationlabels font origin`)
	refusedParts = map[string]string{
		"vbaProject": whyMacros, "wordVbaData": whyMacros, "control": whyMacros, "activeXControlBinary": whyMacros,
		"xlMacrosheet": whyMacros, "xlIntlMacrosheet": whyMacros, "attachedToolbars": whyMacros, "ctrlProp": whyMacros,
		"oleObject": whyObjects, "package": whyObjects, "aFChunk": whyObjects, "subDocument": whyObjects,
		"attachedTemplate": whyLinks, "externalLink": whyLinks, "externalLinkPath": whyLinks, "frame": whyLinks,
		"connections": whyFields, "queryTable": whyFields, "mailMergeSource": whyFields, "mailMergeHeaderSource": whyFields,
	}
)

func words2set(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// ooxml is a Word or Excel file that is being written anew: what is reached by
// relations from its root, and nothing else.
type ooxml struct {
	from  *archive
	types map[string]string // of each part, by its name; by "." and ending otherwise
	out   map[string][]byte
}

func cleanOOXML(a *archive) (File, error) {
	if err := noMacros(a); err != nil {
		return File{}, err
	}
	x := &ooxml{a, map[string]string{}, map[string][]byte{}}
	if err := x.readTypes(); err != nil {
		return File{}, err
	}
	if err := x.relations("", 0); err != nil {
		return File{}, err
	}
	file, ok := x.kind()
	if !ok {
		return File{}, Refused{whyUnknown}
	}
	if a.has("_xmlsignatures/") {
		file.Note = noteSigned
	}
	x.out[contentTypes] = x.writeTypes()
	var err error
	file.Content, err = pack(x.out, contentTypes)
	return file, err
}

// noMacros refuses a file by the names of its parts, whether or not anything
// leads to them.
func noMacros(a *archive) error {
	for name := range a.parts {
		name = strings.ToLower(name)
		for _, part := range []string{"vbaproject", "vbadata", "activex/", "macrosheets/"} {
			if strings.Contains(name, part) {
				return Refused{whyMacros}
			}
		}
		for _, part := range []string{"/embeddings/", "oleobject"} {
			if strings.Contains(name, part) {
				return Refused{whyObjects}
			}
		}
		if strings.Contains(name, "/externallinks/") {
			return Refused{whyLinks}
		}
	}
	return nil
}

func (x *ooxml) readTypes() error {
	b, err := x.from.read(contentTypes)
	if err != nil {
		return err
	}
	_, err = filterXML(b, func(e *xml.StartElement) (bool, error) {
		kind := attr(e, "ContentType")
		if low := strings.ToLower(kind); strings.Contains(low, "macroenabled") || strings.Contains(low, "vba") {
			return false, Refused{whyMacros}
		}
		switch e.Name.Local {
		case "Default":
			x.types["."+strings.ToLower(attr(e, "Extension"))] = kind
		case "Override":
			x.types[strings.TrimPrefix(attr(e, "PartName"), "/")] = kind
		}
		return false, nil
	}, asIs)
	return err
}

func asIs(_, s string) (string, error) { return s, nil }

func (x *ooxml) typeOf(part string) string {
	if t, ok := x.types[part]; ok {
		return t
	}
	return x.types[strings.ToLower(path.Ext(part))]
}

// kind finds what sort of file it is by its main part.
func (x *ooxml) kind() (File, bool) {
	for part := range x.out {
		if file, ok := mainTypes[x.typeOf(part)]; ok {
			return file, true
		}
	}
	return File{}, false
}

// relations cleans the list of what a part leads to, and each of those parts.
// The root of the file is the part "".
func (x *ooxml) relations(part string, depth int) error {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if part == "" {
		name = "_rels/.rels"
	}
	if x.from.parts[name] == nil {
		return nil
	}
	b, err := x.from.read(name)
	if err != nil {
		return err
	}
	var targets []string
	x.out[name], err = filterXML(b, func(e *xml.StartElement) (bool, error) {
		if e.Name.Local != "Relationship" {
			return false, nil
		}
		target, drop, err := related(e, part)
		if target != "" && !drop {
			targets = append(targets, target)
		}
		return drop, err
	}, asIs)
	for _, target := range targets {
		if err != nil {
			return err
		}
		err = x.part(target, depth+1)
	}
	return err
}

// related decides on one relation of a part, and says which part it leads to.
func related(e *xml.StartElement, part string) (target string, drop bool, err error) {
	kind, target := path.Base(attr(e, "Type")), attr(e, "Target")
	switch {
	case refusedParts[kind] != "":
		return "", false, Refused{refusedParts[kind]}
	case strings.EqualFold(attr(e, "TargetMode"), "External"), strings.ContainsAny(target, `:\`), strings.HasPrefix(target, "//"):
		return "", false, Refused{whyLinks}
	case left[kind]:
		return "", true, nil
	case !kept[kind]:
		return "", false, Refused{whyPart}
	case strings.HasPrefix(target, "#"):
		return "", false, nil
	case strings.HasPrefix(target, "/"):
		return path.Clean(target)[1:], false, nil
	}
	target = path.Join(path.Dir(part), target)
	if target == ".." || strings.HasPrefix(target, "../") {
		err = Refused{whyBroken}
	}
	return target, false, err
}

// part cleans one part by its type, and then what it leads to.
func (x *ooxml) part(name string, depth int) error {
	if _, done := x.out[name]; done {
		return nil
	}
	if depth > maxDepth {
		return Refused{whyBroken}
	}
	b, err := x.from.read(name)
	if err != nil {
		return err
	}
	switch t := strings.ToLower(x.typeOf(name)); {
	case strings.HasPrefix(t, "image/"):
		x.out[name], err = stripPicture(b)
	case strings.HasSuffix(t, "xml"), strings.HasSuffix(t, "vmldrawing"):
		x.out[name], err = cleanPart(b)
	default:
		err = Refused{whyPart}
	}
	if err != nil {
		return err
	}
	return x.relations(name, depth)
}

// writeTypes lists the types of the parts that are there.
func (x *ooxml) writeTypes() []byte {
	var b strings.Builder
	b.WriteString(xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`)
	b.WriteString(`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"></Default>`)
	for name := range sorted(x.out) {
		if path.Ext(name) == ".rels" {
			continue
		}
		b.WriteString(`<Override PartName="/`)
		xml.EscapeText(&b, []byte(name))
		b.WriteString(`" ContentType="`)
		xml.EscapeText(&b, []byte(x.typeOf(name)))
		b.WriteString(`"></Override>`)
	}
	b.WriteString(`</Types>`)
	return []byte(b.String())
}
