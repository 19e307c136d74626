package linkage

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How alike two folded names are; unsaid when one of them is not known.
const (
	unsaid = iota - 1
	differ
	part // all words of one are among those of the other
	near // one letter missing, added, changed, or swapped with its neighbour
	equal
)

// alike compares two folded names.
func alike(a, b string) int {
	switch {
	case a == "" || b == "":
		return unsaid
	case a == b:
		return equal
	case oneOff(a, b):
		return near
	case within(a, b) || within(b, a):
		return part
	}
	return differ
}

// within reports whether every word of a is one of b, which has more.
func within(a, b string) bool {
	if len(a) >= len(b) {
		return false
	}
	words := " " + b + " "
	for w := range strings.FieldsSeq(a) {
		if !strings.Contains(words, " "+w+" ") {
			return false
		}
	}
	return true
}

// oneOff says the same as text.Near of two folded names that differ, and does so
// at a glance: thousands of files are looked through while somebody types.
func oneOff(a, b string) bool {
	if len(a)-len(b) > utf8.UTFMax || len(b)-len(a) > utf8.UTFMax {
		return false
	}
	x, y := []rune(a), []rune(b)
	if len(x) < len(y) {
		x, y = y, x
	}
	if len(x) < 4 || len(x)-len(y) > 1 {
		return false
	}
	for len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	switch {
	case len(x) == 1: // one is added, or one is changed
		return !slices.ContainsFunc(slices.Concat(x, y), unicode.IsDigit)
	case len(x) == 2 && len(y) == 2: // neighbours are swapped
		return x[0] == y[1] && x[1] == y[0] && !(unicode.IsDigit(x[0]) && unicode.IsDigit(x[1]))
	}
	return false
}
