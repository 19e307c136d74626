// Package text writes and reads what people see: Albanian first, English second. It turns days, moments, numbers,
// amounts and lists into words, reads the same things as people type them, finds names in spite of missing
// diacritics and typing errors, and notices personal numbers and mobile telephones where they may not stand.
//
// It knows no committee, plan or return, keeps nothing, and never guesses: what could mean two things is refused
// with a sentence that says how to write it.
package text

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
)

// A Lang is a language of the pages, as it stands in the lang attribute.
type Lang string

// Albanian is the language of the law and of every document; English is for visitors of the committee.
const (
	SQ Lang = "sq"
	EN Lang = "en"
)

// ParseLang returns the language named by s; whatever is not English is Albanian.
func ParseLang(s string) Lang {
	if s == string(EN) {
		return EN
	}
	return SQ
}

// english holds what Register was given: Albanian source string to English. It is written at init only.
var english = map[string]string{}

var verb = regexp.MustCompile(`%(?:\[\d+\])?[-+# 0]*\d*(?:\.\d+)?[a-zA-Z]`)

// Register adds English for Albanian source strings. It is called from init. It panics when a string already has
// another English, or when the two do not take the same arguments: both are mistakes of ours, found at start.
func Register(catalogue map[string]string) {
	for sq, en := range catalogue {
		if old, ok := english[sq]; ok && old != en {
			panic(fmt.Sprintf("text: %q is both %q and %q in English", sq, old, en))
		}
		if !slices.Equal(verbs(sq), verbs(en)) {
			panic(fmt.Sprintf("text: %q and %q take different arguments", sq, en))
		}
		english[sq] = en
	}
}

// RegisterJSON is Register for an embedded file: one object, Albanian to English. It panics when b is not that.
func RegisterJSON(b []byte) {
	var catalogue map[string]string
	if err := json.Unmarshal(b, &catalogue); err != nil {
		panic("text: catalogue: " + err.Error())
	}
	Register(catalogue)
}

// verbs returns the kinds of the arguments s takes, in no order: the English may say them in another one.
func verbs(s string) []string {
	var kinds []string
	for _, v := range verb.FindAllString(s, -1) {
		kinds = append(kinds, v[len(v)-1:])
	}
	slices.Sort(kinds)
	return kinds
}

// T returns the Albanian sq in the language l, with args put in as fmt does when there are any. Without English
// it stays Albanian: a sentence in the other language is better than none.
func T(l Lang, sq string, args ...any) string {
	s := sq
	if en, ok := english[sq]; ok && l == EN {
		s = en
	}
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

// Missing returns those of strs that have no English, in their order; a test over all strings of a package uses it.
func Missing(strs []string) []string {
	var missing []string
	for _, s := range strs {
		if _, ok := english[s]; !ok {
			missing = append(missing, s)
		}
	}
	return missing
}

// A Mistake is an error about something a person wrote. Its words say how to mend it.
type Mistake struct {
	words string // Albanian, a source string for T
	args  []any
}

// Error returns the Albanian sentence.
func (m *Mistake) Error() string { return T(SQ, m.words, m.args...) }

// mistake makes a Mistake from an Albanian sentence and its arguments.
func mistake(words string, args ...any) error { return &Mistake{words, args} }

// Explain returns err for the reader: a Mistake in the language l, any other error as it is.
func Explain(l Lang, err error) string {
	var m *Mistake
	if errors.As(err, &m) {
		return T(l, m.words, m.args...)
	}
	return err.Error()
}
