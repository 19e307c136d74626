package reporting

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
	"tryeza/internal/web"
	"tryeza/internal/workbook"
)

// A kind says how an answer stands in the cells of a workbook. An answer is
// handled as one string, "" when it is blank, so that it can be compared.
type kind interface {
	cells() int                                       // how many it takes
	read(c []workbook.Cell) (string, *workbook.Fault) // what was filled in
	write(said string) []workbook.Slot                // as it is filled in beforehand
	words(l text.Lang, said string) string            // for the reader
}

func fault(c workbook.Cell, words string, args ...any) *workbook.Fault {
	f := c.Fault(words, args...)
	return &f
}

// open is a slot that may be filled in.
func openSlot(v any, as workbook.As) workbook.Slot {
	if v == "" {
		v = nil
	}
	return workbook.Slot{Value: v, Open: true, As: as}
}

// textKind is free text.
type textKind struct{}

func (textKind) cells() int { return 1 }

func (textKind) read(c []workbook.Cell) (string, *workbook.Fault) {
	if c[0].Broken() {
		return "", fault(c[0], "Qeliza ka një gabim të Excel-it (%s). Shkruajeni tekstin sërish.", c[0].Text())
	}
	return cellText(c[0].Text()), nil
}

func (textKind) write(said string) []workbook.Slot {
	return []workbook.Slot{openSlot(said, workbook.AsText)}
}

func (textKind) words(_ text.Lang, said string) string { return said }

// maxCellText is how much of a text one cell takes, in bytes; Excel allows
// 32,767 characters.
const maxCellText = 32_000

// tooLong stands in the place of a text that does not fit into a cell.
const tooLong = "Ky tekst është më i gjatë se ç’mban një qelizë e Excel-it. Ndryshojeni te Tryeza; këtu lëreni kështu."

// cellText is a text as a cell can hold it.
func cellText(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || r == utf8.RuneError) {
			return ' '
		}
		return r
	}, s)
	if len(s) > maxCellText {
		return tooLong
	}
	return strings.TrimSpace(s)
}

// dayKind is a day.
type dayKind struct{}

func (dayKind) cells() int { return 1 }

func (dayKind) read(c []workbook.Cell) (string, *workbook.Fault) {
	if c[0].Blank() {
		return "", nil
	}
	day, err := c[0].Day()
	if err != nil {
		return "", fault(c[0], "%s", err)
	}
	return day, nil
}

func (dayKind) write(said string) []workbook.Slot {
	if said == "" {
		return []workbook.Slot{openSlot(nil, workbook.AsDay)}
	}
	return []workbook.Slot{openSlot(workbook.Day(said), workbook.AsDay)}
}

func (dayKind) words(_ text.Lang, said string) string { return text.Day(said) }

// choiceKind is one of a list; labels are in Albanian, as the workbook is.
type choiceKind struct {
	options []web.Option
	codes   code.List // the same, where it is a list of codes
}

func ofCodes(list code.List) choiceKind { return choiceKind{web.Options(text.SQ, list), list} }

// yesNo is a choice: "1" is yes, blank and "0" are no.
var yesNo = choiceKind{options: []web.Option{{Value: "1", Label: "po"}, {Value: "0", Label: "jo"}}}

func (choiceKind) cells() int { return 1 }

func (k choiceKind) read(c []workbook.Cell) (string, *workbook.Fault) {
	s := c[0].Text()
	if s == "" {
		return "", nil
	}
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, sameFolded} {
		if i := slices.IndexFunc(k.options, func(o web.Option) bool { return same(o.Label, s) }); i >= 0 {
			return k.options[i].Value, nil
		}
	}
	if found := k.codes.Find(s); found != "" {
		return found, nil
	}
	return "", fault(c[0], "«%s» nuk është në listë. Zgjidhni nga lista e qelizës.", excerpt(s))
}

func sameFolded(a, b string) bool { return text.Fold(a) != "" && text.Fold(a) == text.Fold(b) }

func (k choiceKind) write(said string) []workbook.Slot {
	return []workbook.Slot{openSlot(k.label(said), workbook.AsText)}
}

func (k choiceKind) words(l text.Lang, said string) string {
	if k.codes.Has(said) {
		return k.codes.Label(l, said)
	}
	return text.T(l, k.label(said))
}

func (k choiceKind) label(said string) string {
	i := slices.IndexFunc(k.options, func(o web.Option) bool { return o.Value == said })
	if i < 0 {
		return ""
	}
	return k.options[i].Label
}

// labels are what the cell may be chosen from.
func (k choiceKind) labels() []string {
	var list []string
	for _, o := range k.options {
		list = append(list, o.Label)
	}
	return list
}

// numberKind is a number without a qualifier. Whole ones count something.
type numberKind struct{ whole bool }

func (numberKind) cells() int { return 1 }

func (k numberKind) read(c []workbook.Cell) (string, *workbook.Fault) {
	if c[0].Blank() {
		return "", nil
	}
	n, err := c[0].Number()
	switch {
	case err != nil:
		return "", fault(c[0], "%s", err)
	case n < 0:
		return "", fault(c[0], "Numri nuk mund të jetë nën zero.")
	case k.whole && n%int64(figure.One) != 0:
		return "", fault(c[0], "Shkruani një numër të plotë, pa presje.")
	}
	return figure.Number(n).String(), nil
}

func (numberKind) write(said string) []workbook.Slot {
	n := numberOf(said)
	if n == nil {
		return []workbook.Slot{openSlot(nil, workbook.AsNumber)}
	}
	return []workbook.Slot{openSlot(n.Float(), workbook.AsNumber)}
}

func (numberKind) words(l text.Lang, said string) string {
	if n := numberOf(said); n != nil {
		return text.Number(l, int64(*n))
	}
	return ""
}

// numberOf reads a number as figure.Number writes it; nil for "".
func numberOf(said string) *figure.Number {
	n := new(figure.Number)
	if said == "" || n.UnmarshalJSON([]byte(said)) != nil {
		return nil
	}
	return n
}

// quantityKind is a number with its qualifier in the cell beside it.
type quantityKind struct{ whole bool }

var qualifierKind = ofCodes(code.Qualifiers)

func (quantityKind) cells() int { return 2 }

func (k quantityKind) read(c []workbook.Cell) (string, *workbook.Fault) {
	sure, wrong := qualifierKind.read(c[1:])
	if wrong != nil {
		return "", wrong
	}
	if word := code.Qualifiers.Find(c[0].Text()); word != "" && !figure.Qualifier(word).Numbered() && sure == "" {
		return word, nil // «nuk dihet», where the number stands
	}
	n, wrong := numberKind(k).read(c[:1])
	numbered := figure.Qualifier(or(sure, string(figure.Exact))).Numbered()
	switch {
	case wrong != nil:
		return "", wrong
	case numbered && n != "":
		return or(sure, string(figure.Exact)) + " " + n, nil
	case numbered && sure != "" && sure != string(figure.Exact):
		return "", fault(c[0], "Shkruani numrin, ose zgjidhni «nuk dihet».")
	case !numbered && n != "":
		return "", fault(c[0], "Hiqni numrin, ose zgjidhni sa i saktë është.")
	case !numbered:
		return sure, nil
	}
	return "", nil
}

func (k quantityKind) write(said string) []workbook.Slot {
	sure, n, _ := strings.Cut(said, " ")
	if sure == string(figure.Exact) {
		sure = "" // a plain number is exact
	}
	return append(numberKind(k).write(n), qualifierKind.write(sure)...)
}

func (quantityKind) words(l text.Lang, said string) string {
	if said == "" {
		return ""
	}
	return quantityWords(l, quantityOf(said))
}

// quantityOf and saidOf turn a quantity into a string and back.
func quantityOf(said string) figure.Quantity {
	sure, n, _ := strings.Cut(said, " ")
	q := figure.Quantity{Qualifier: figure.Qualifier(sure)}
	if v := numberOf(n); v != nil {
		q.Number = *v
	}
	return q
}

func saidOf(q figure.Quantity) string {
	if q.Known() {
		return string(q.Qualifier) + " " + q.Number.String()
	}
	return string(q.Qualifier)
}

// originKind is a municipality and how many came from it: "53 12".
type originKind struct{}

var municipalityKind = choiceKind{options: municipalities}

func (originKind) cells() int { return 2 }

func (originKind) read(c []workbook.Cell) (string, *workbook.Fault) {
	n, wrong := numberKind{whole: true}.read(c[1:])
	if wrong != nil {
		return "", wrong
	}
	name := c[0].Text()
	m, ok := code.FindMunicipality(name)
	switch {
	case name == "" && n == "":
		return "", nil
	case name == "":
		return "", fault(c[0], "Zgjidhni bashkinë nga e cila erdhën.")
	case !ok:
		return "", fault(c[0], "«%s» nuk është në listë. Zgjidhni nga lista e qelizës.", excerpt(name))
	case n == "":
		return "", fault(c[1], "Shkruani sa erdhën nga kjo bashki.")
	}
	return m.Code + " " + n, nil
}

func (originKind) write(said string) []workbook.Slot {
	m, n, _ := strings.Cut(said, " ")
	return append(municipalityKind.write(m), numberKind{}.write(n)...)
}

func (originKind) words(text.Lang, string) string { return "" }

// excerpt is what was written, short enough to be repeated.
func excerpt(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return string(r)
}
