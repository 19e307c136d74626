package register

import (
	"embed"
	"errors"
	"io/fs"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed register.tmpl
var shared embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

// Partial is the template file with the parts that pages of the registers share:
// "register-nav", "register-numbers", "register-partners", "register-gaps",
// "register-missing".
const Partial = "register.tmpl"

// With is the files of a feature with the Partial beside them, for web.NewView.
func With(files fs.FS) fs.FS { return both{files} }

type both struct{ own fs.FS }

// Open implements fs.FS.
func (b both) Open(name string) (fs.File, error) {
	f, err := b.own.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return shared.Open(name)
	}
	return f, err
}

// field names the two fields of a number: the number itself, and how surely it is
// known.
func field(k Key) (number, qualifier string) {
	name := strings.NewReplacer("=", "-", "+", "plus").Replace(strings.Trim(k.What+"-"+k.Part, "-"))
	return "n-" + name, "q-" + name
}

// Fill puts the numbers of a day, or of the whole with "", into a form.
func (n Numbers) Fill(f *web.Form, counts []code.Count, day string) {
	for _, k := range keysOf(counts, day) {
		number, qualifier := field(k)
		q, ok := n[k]
		if !ok {
			continue
		}
		f.SetNumber(number, q.Value())
		if q.Qualifier != figure.Exact {
			f.Set(qualifier, string(q.Qualifier))
		}
	}
}

// Read reads the numbers of a day, or of the whole with "". A number alone is
// exact; blank is blank. Whatever cannot be is marked in the form.
func Read(f *web.Form, counts []code.Count, day string) Numbers {
	n := Numbers{}
	for _, k := range keysOf(counts, day) {
		number, qualifier := field(k)
		value, q := f.Number(number), figure.Qualifier(f.Text(qualifier))
		if _, asked := f.Values[qualifier]; !asked {
			q = unasked(figure.Qualifier(f.Text("was-"+qualifier)), value)
		} else if q == "" && value != nil {
			q = figure.Exact
		}
		count, _ := code.FindIn(counts, k.What)
		switch {
		case q == "":
			continue
		case !code.Qualifiers.Has(string(q)):
			f.Fail(number, "Zgjidhni sa saktë dihet numri.")
		case !q.Numbered() && value != nil:
			f.Fail(number, "Keni shkruar një numër, por edhe se sa nuk dihet: hiqni njërin.")
		case q.Numbered() && value == nil:
			f.Fail(number, "Shkruani numrin, ose zgjidhni «disa» apo «nuk dihet».")
		case q.Numbered() && *value < 0:
			f.Fail(number, "Numri nuk mund të jetë nën zero.")
		case q.Numbered() && count.Unit != "lek" && *value%figure.One != 0:
			f.Fail(number, "Shkruani një numër të plotë.")
		case q.Numbered():
			n[k] = figure.Quantity{Number: *value, Qualifier: q}
		default:
			n[k] = figure.Quantity{Qualifier: q}
		}
	}
	return n
}

// unasked is how surely a number is known where the form does not ask: as it was,
// for the number it stands with; else what is typed is exact, and nothing is blank.
func unasked(was figure.Qualifier, value *figure.Number) figure.Qualifier {
	switch {
	case was != "" && was.Numbered() == (value != nil):
		return was
	case value != nil:
		return figure.Exact
	}
	return ""
}

// keysOf lists the keys a form asks for.
func keysOf(counts []code.Count, day string) []Key {
	var list []Key
	for _, c := range counts {
		list = append(list, Key{c.Code, day, ""})
		for _, b := range c.Breakdowns {
			for _, cell := range c.Parts(b) {
				list = append(list, Key{c.Code, day, Part(b, cell.Code)})
			}
		}
	}
	return list
}

// An Input is one count as a form asks for it: the total, and the cells of its
// breakdowns.
type Input struct {
	Number, Qualifier web.Field
	Breakdowns        []InputPart
	Open              bool        // something stands in a breakdown
	Kept              []web.Field // how surely numbers are known where the form does not ask
}

// An InputPart is one breakdown of an Input.
type InputPart struct {
	Label string
	Cells []web.Field
}

// Inputs describes the fields of the counts, for the template "register-numbers".
// plain leaves out how surely a number is known: what one counts oneself is exact.
func Inputs(l text.Lang, f *web.Form, counts []code.Count, plain bool) []Input {
	var list []Input
	for _, c := range counts {
		in := Input{}
		number, qualifier := field(Key{What: c.Code})
		in.Number = f.Field(number, c.Name(string(l)), "width", "5", "inputmode", "numeric", "small", "1", "optional", "1", "unit", code.UnitAfter(l, c.Unit, false))
		if !plain {
			in.Qualifier = f.Choice(qualifier, text.T(l, "Sa saktë"), web.Options(l, code.Qualifiers))
		} else {
			in.keep(f, qualifier)
		}
		for _, b := range c.Breakdowns {
			part := InputPart{Label: breakdowns.Label(l, string(b))}
			for _, cell := range c.Parts(b) {
				name, qualifier := field(Key{c.Code, "", Part(b, cell.Code)})
				in.keep(f, qualifier)
				x := f.Field(name, cell.Name(l), "width", "3", "inputmode", "numeric")
				in.Open = in.Open || x.Value != "" || x.Error != ""
				part.Cells = append(part.Cells, x)
			}
			in.Breakdowns = append(in.Breakdowns, part)
		}
		list = append(list, in)
	}
	return list
}

// keep carries along how surely a number is known that the form does not ask for.
func (in *Input) keep(f *web.Form, qualifier string) {
	was := f.Text(qualifier)
	if was == "" {
		was = f.Text("was-" + qualifier)
	}
	if was != "" {
		in.Kept = append(in.Kept, web.Field{Name: "was-" + qualifier, Value: was})
	}
}

// breakdowns are the words for how a count is split.
var breakdowns = code.List{
	{Code: string(code.BySex), SQ: "Sipas gjinisë", EN: "By sex"},
	{Code: string(code.ByAge), SQ: "Sipas moshës", EN: "By age"},
	{Code: string(code.ByKind), SQ: "Sipas llojit", EN: "By kind"},
}

// ReadPartners reads the fields "partners" (institutions that are ticked) and
// "outside" (one name a line).
func ReadPartners(f *web.Form, d Directory, owner string) []Partner {
	var list []Partner
	for _, id := range f.List("partners") {
		if d.Has(id) && id != owner {
			list = append(list, Partner{InstitutionID: id})
		}
	}
	for line := range strings.Lines(f.Public("outside")) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, Partner{Outside: line})
		}
	}
	return list
}

// FillPartners puts them into the form.
func FillPartners(f *web.Form, list []Partner) {
	var outside []string
	for _, p := range list {
		if p.Outside != "" {
			outside = append(outside, p.Outside)
		} else {
			f.Values.Add("partners", p.InstitutionID)
		}
	}
	f.Set("outside", strings.Join(outside, "\n"))
}

// PartnerNames are the partners as people call them, institutions first.
func PartnerNames(d Directory, list []Partner) []string {
	var inside, outside []string
	for _, p := range list {
		if p.Outside != "" {
			outside = append(outside, p.Outside)
		} else {
			inside = append(inside, d.Name(p.InstitutionID))
		}
	}
	return append(inside, outside...)
}

// Words says a quantity with its unit: "rreth 40 fëmijë", "nuk dihet".
func Words(l text.Lang, c code.Count, q figure.Quantity) string {
	number := text.Number(l, int64(q.Number))
	if c.Unit == "lek" {
		return q.Words(string(l), text.Lek(l, int64(q.Number)))
	}
	said := q.Words(string(l), number)
	if unit := code.UnitAfter(l, c.Unit, q.Number == figure.One); q.Known() && unit != "" {
		return said + " " + unit
	}
	return said
}

// GapWords says a gap in a sentence.
func GapWords(l text.Lang, counts []code.Count, g Gap) string {
	c, _ := code.FindIn(counts, g.What)
	said := func(q figure.Quantity) string { return text.Number(l, int64(q.Number)) }
	var s string
	if g.By == "" {
		whole, _ := code.FindIn(counts, g.Within)
		s = text.T(l, "%s: %s, më shumë se «%s»: %s.", c.Name(string(l)), said(g.Parts), whole.Name(string(l)), said(g.Whole))
	} else {
		s = text.T(l, "%s: gjithsej %s, por zbërthimi «%s» jep %s. Hendeku mbetet siç u raportua.", c.Name(string(l)), said(g.Whole), breakdowns.Label(l, string(g.By)), said(g.Parts))
	}
	if g.Day != "" {
		s = text.Day(g.Day) + " – " + s
	}
	return s
}
