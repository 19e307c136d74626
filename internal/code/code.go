// Package code holds the lists of codes the committee works with: pillars,
// states, resources, sexes, age bands, sectors, topics and places, each code
// with its Albanian and English label.
//
// A code is what is stored and exchanged; a label is what people read. Rules
// that change by law or are not verified are not here: they are dated data of
// a committee.
package code

import (
	"slices"

	"tryeza/internal/text"
)

// A Code is one entry of a list.
type Code struct{ Code, SQ, EN string }

// Name is the label in a language.
func (c Code) Name(l text.Lang) string {
	if l == text.EN {
		return c.EN
	}
	return c.SQ
}

// A List is a closed list of codes, in the order people expect.
type List []Code

// Has reports whether c is in the list.
func (l List) Has(c string) bool { return l.Index(c) >= 0 }

// Index is the place of c in the list, -1 when it is not there.
func (l List) Index(c string) int {
	return slices.IndexFunc(l, func(x Code) bool { return x.Code == c })
}

// Label is the name of c, or c itself when it is not in the list.
func (l List) Label(lang text.Lang, c string) string {
	if i := l.Index(c); i >= 0 {
		return l[i].Name(lang)
	}
	return c
}

// Find reads a label or code as a person writes it: without diacritics, in
// either language. It returns "" when nothing fits.
func (l List) Find(s string) string {
	key := text.Fold(s)
	for _, c := range l {
		if key == text.Fold(c.Code) || key == text.Fold(c.SQ) || key == text.Fold(c.EN) {
			return c.Code
		}
	}
	for _, c := range l {
		if key != "" && text.Near(s, c.SQ) {
			return c.Code
		}
	}
	return ""
}

// Codes lists the codes alone.
func (l List) Codes() []string {
	var s []string
	for _, c := range l {
		s = append(s, c.Code)
	}
	return s
}
