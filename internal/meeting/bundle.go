package meeting

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tryeza/internal/code"
	"tryeza/internal/text"
)

// A bundle is something an item is about: one record or, when several
// institutions owe the same in the same words, one for each of them. It is read
// once, not fifteen times.
type bundle []Concern

// bundles puts together what says the same, in the order of the first of each.
// No institution stands in a bundle twice.
func bundles(list []Concern) []bundle {
	var out []bundle
	for _, c := range list {
		i := slices.IndexFunc(out, func(b bundle) bool { return b.takes(c) })
		if i < 0 {
			i, out = len(out), append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

func (b bundle) takes(c Concern) bool {
	return c.Owner != "" && c.Kind == b[0].Kind && c.Body == b[0].Body &&
		!slices.ContainsFunc(b, func(x Concern) bool { return x.Owner == c.Owner || x.Owner == "" })
}

// words are those that all of the bundle share.
func (b bundle) words(l text.Lang) string {
	c := b[0]
	if len(b) > 1 {
		c.Number = 0
	}
	return c.Title(l)
}

// stands counts the institutions of the bundle: "15 institucione: 3 të mbyllura
// dhe 12 të hapura".
func (b bundle) stands(l text.Lang) string {
	var states []string
	for _, c := range b {
		states = append(states, c.State)
	}
	return stands(l, b[0].Kind, states)
}

// A task is counted in the plural of its state; the states of a return have none.
var taskCounts = map[string]text.Forms{
	"closed":    {One: "1 e mbyllur", Many: "{n} të mbyllura"},
	"answered":  {One: "1 në pritje të verifikimit", Many: "{n} në pritje të verifikimit"},
	"open":      {One: "1 e hapur", Many: "{n} të hapura"},
	"cancelled": {One: "1 e anuluar", Many: "{n} të anuluara"},
}

// stands counts institutions by how what they owe stands: what is done first.
func stands(l text.Lang, kind string, states []string) string {
	order := []string{"closed", "accepted", "answered", "sent", "sent_back", "draft", "none", "open", "cancelled"}
	var list []string
	for _, s := range order {
		n := int64(len(slices.DeleteFunc(slices.Clone(states), func(x string) bool { return x != s })))
		forms, plural := taskCounts[s]
		switch {
		case n == 0:
		case kind == AboutTask && plural:
			list = append(list, text.Count(l, &n, forms))
		default:
			list = append(list, fmt.Sprint(n, " ", code.ReturnStates.Label(l, s)))
		}
	}
	n := int64(len(states))
	return text.Count(l, &n, text.Forms{One: "1 institucion", Many: "{n} institucione"}) + ": " + text.List(l, list)
}

// text is the bundle in a document, as it stood on a day: the words once, then
// the institutions under how each of them stood. Names of institutions have
// commas in them, so they are parted by semicolons.
func (b bundle) text(l text.Lang, names directory, day string) string {
	if len(b) == 1 {
		words := b[0].record(l, names, day)
		if words == "" {
			return b.words(l)
		}
		return headed(b.words(l), words) + " – " + words + "."
	}
	return b.head(l) + " " + strings.Join(b.parts(l, names, day), " ")
}

// head is the words of the bundle and how many institutions stand how.
func (b bundle) head(l text.Lang) string {
	return strings.TrimSuffix(b.words(l), ".") + " – " + b.stands(l) + "."
}

// parts are the institutions of the bundle, under how each of them stood.
func (b bundle) parts(l text.Lang, names directory, day string) (list []string) {
	for _, part := range b.alike(l, day) {
		var who []string
		for _, c := range part {
			who = append(who, names.Name(c.Owner)+c.inBrackets())
		}
		list = append(list, capital(part[0].unowned().record(l, names, day))+": "+strings.Join(who, "; ")+".")
	}
	return list
}

// capital is a text that begins a sentence.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// alike parts the bundle by what is said of each.
func (b bundle) alike(l text.Lang, day string) []bundle {
	var said []string
	var out []bundle
	for _, c := range b {
		words := c.unowned().record(l, nil, day)
		i := slices.Index(said, words)
		if i < 0 {
			i, said, out = len(said), append(said, words), append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

// unowned is a concern where its institution is named already.
func (c Concern) unowned() Concern {
	c.Owner = ""
	return c
}

func (c Concern) inBrackets() string {
	if c.Number == 0 {
		return ""
	}
	return " (" + ofYear(c.Number, c.Year) + ")"
}
