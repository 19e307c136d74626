package media

import (
	"encoding/xml"
	"regexp"
	"strings"
)

// anonymous stands where a file said who wrote something: the programs that
// open the file want a name there.
const anonymous = "Autor"

// What is left out of a part of a Word or Excel file, with all that is in it:
// who saved it, where, with what; and what is refused.
var (
	leftElements = words2set(`rsids docVars docId absPath revisionPtr fileVersion presenceInfo attachedTemplate dataBinding
		embedRegular embedBold embedItalic embedBoldItalic webPublishItems`)
	refusedElements = map[string]string{
		"OLEObject": whyObjects, "oleObject": whyObjects, "oleObjects": whyObjects, "altChunk": whyObjects, "subDoc": whyObjects,
		"control": whyMacros, "controls": whyMacros, "FmlaMacro": whyMacros, "ddeLink": whyFields, "mailMerge": whyFields,
		"webPublishing": whyLinks,
	}
	formulas = words2set("f formula formula1 formula2 definedName calculatedColumnFormula totalsRowFormula oldFormula")
)

// ooxmlPart is one part of a Word or Excel file while it is filtered. A field
// of Word is spread over many elements, one field can stand in another.
type ooxmlPart struct {
	fields  []string // the instructions of the open fields
	formula string
}

func cleanPart(b []byte) ([]byte, error) {
	p := &ooxmlPart{}
	out, err := filterXML(b, p.element, p.words)
	for _, open := range p.fields {
		if err == nil {
			err = checkField(open)
		}
	}
	return out, err
}

func (p *ooxmlPart) element(e *xml.StartElement) (drop bool, err error) {
	name := e.Name.Local
	if leftElements[name] {
		return true, nil
	}
	if why := refusedElements[name]; why != "" {
		return false, Refused{why}
	}
	if formulas[name] {
		p.formula = ""
	}
	switch name {
	case "fldChar":
		err = p.field(attr(e, "fldCharType"))
	case "fldSimple":
		err = checkField(attr(e, "instr"))
	}
	if err == nil {
		err = cleanAttrs(e)
	}
	return false, err
}

// field follows the three marks of a field: begin, separate, end.
func (p *ooxmlPart) field(mark string) error {
	last := len(p.fields) - 1
	switch {
	case mark == "begin":
		p.fields = append(p.fields, "")
	case last < 0:
		return nil
	case mark == "separate":
		return checkField(p.fields[last])
	case mark == "end":
		open := p.fields[last]
		p.fields = p.fields[:last]
		return checkField(open)
	}
	return nil
}

func (p *ooxmlPart) words(element, s string) (string, error) {
	switch element = local(element); {
	case element == "instrText" || element == "delInstrText":
		if len(p.fields) == 0 {
			return "", nil // an instruction to nobody
		}
		if open := &p.fields[len(p.fields)-1]; len(*open) <= longestField {
			*open += s
		}
	case formulas[element]:
		p.formula += s
		return s, checkFormula(p.formula)
	case element == "author":
		return anonymous, nil
	}
	return s, nil
}

// longestField is the most that the instruction of a field or a formula has: in
// Excel 8,192 signs.
const longestField = 32 << 10

// harmless are the fields of Word that take nothing from outside the file.
var harmless = words2set(`PAGE NUMPAGES SECTION SECTIONPAGES DATE TIME CREATEDATE SAVEDATE PRINTDATE EDITTIME TOC TC REF
	PAGEREF NOTEREF STYLEREF SEQ SYMBOL EQ ADVANCE LISTNUM AUTONUM AUTONUMLGL AUTONUMOUT FORMTEXT FORMCHECKBOX FORMDROPDOWN
	TITLE SUBJECT AUTHOR FILENAME NUMWORDS NUMCHARS XE INDEX IF MERGEFIELD BIBLIOGRAPHY CITATION`)

// insideLink is a link to another place of the same file.
var insideLink = regexp.MustCompile(`(?i)^HYPERLINK\s+\\l\s+("[^"\\]*"|[^\s"\\]+)(\s+\\[hotn](\s+"[^"\\]*")?)*$`)

func checkField(instruction string) error {
	if len(instruction) > longestField {
		return Refused{whyFields}
	}
	s := strings.TrimSpace(instruction)
	word, _, _ := strings.Cut(strings.ReplaceAll(s, "\n", " "), " ")
	if harmless[strings.ToUpper(word)] || strings.HasPrefix(s, "=") || insideLink.MatchString(s) {
		return nil
	}
	if strings.EqualFold(word, "HYPERLINK") {
		return Refused{whyLinks}
	}
	return Refused{whyFields}
}

var (
	quoted  = regexp.MustCompile(`"[^"]*"`)
	fetches = regexp.MustCompile(`(?i)\||\b(DDE|WEBSERVICE|RTD|CALL|REGISTER|REGISTER\.ID|EXEC|RUN|EVALUATE|IMAGE|HYPERLINK|FILTERXML|STOCKHISTORY|CUBE\w+)\s*\(`)
)

func checkFormula(s string) error {
	if len(s) > longestField || fetches.MatchString(quoted.ReplaceAllString(s, `""`)) {
		return Refused{whyFields}
	}
	return nil
}

// cleanAttrs takes from an element what says who, when and where, and refuses
// what leads out of the file.
func cleanAttrs(e *xml.StartElement) error {
	kept := e.Attr[:0]
	for _, a := range e.Attr {
		name := a.Name.Local
		switch {
		case a.Name.Space == "xmlns":
		case strings.HasPrefix(name, "rsid"), personal(e.Name.Local, name), name == "date" && a.Name.Space != "":
			continue
		case (name == "href" || name == "src" || name == "action") && outside(a.Value):
			return Refused{whyLinks}
		case name == "macro" && a.Value != "":
			return Refused{whyMacros}
		default:
			a.Value = unnamed(e.Name.Local, name, a.Value)
		}
		kept = append(kept, a)
	}
	e.Attr = kept
	return nil
}

// personal reports the attributes of an element that can be missing: the time
// of a change, the file a picture came from, the printer.
func personal(element, name string) bool {
	switch name {
	case "dateUtc", "dT", "refreshedBy", "refreshedDate", "refreshedDateIso", "userName", "ed":
		return true
	case "descr", "title", "alt":
		return element == "docPr" || element == "cNvPr" || element == "imagedata" || element == "shape"
	case "id":
		return element == "pageSetup"
	}
	return false
}

// unnamed puts something neutral where an attribute has to stand.
func unnamed(element, name, value string) string {
	switch {
	case name == "author", name == "displayName" && element == "person":
		return anonymous
	case name == "initials":
		return anonymous[:1]
	case name == "name" && (element == "docPr" || element == "cNvPr"):
		return "Figura"
	case name == "userId" && element == "person":
		return ""
	case name == "providerId" && element == "person":
		return "None"
	}
	return value
}
