package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Fold returns s for comparing and for name_key columns: lower case, without diacritics (ë is e, ç is c), every run
// of anything but letters and digits one space. Official notes drop diacritics as they please, so Durrës, DURRËS and
// Durres must be one name.
func Fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(s) {
		r = unicode.ToLower(r)
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}

// Near reports whether a and b are the same name but for one typing error: equal when folded, or one letter
// missing, added, changed or swapped with its neighbour where the longer has four letters or more. Digits are never
// taken for a typing error: "Njësia 1" is not "Njësia 2".
func Near(a, b string) bool { return near(Fold(a), Fold(b)) }

// near is Near for folded strings.
func near(a, b string) bool {
	if a == b {
		return true
	}
	la, lb := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	if max(la, lb) < 4 || max(la, lb)-min(la, lb) > 1 || onlyDigits(a) != onlyDigits(b) {
		return false
	}
	return edlib.OSADamerauLevenshteinDistance(a, b) <= 1
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// Matches reports whether candidate answers a search: every word of query begins a word of candidate or is near one.
// An empty query is answered by everything.
func Matches(query, candidate string) bool {
	words := strings.Fields(Fold(candidate))
	for _, q := range strings.Fields(Fold(query)) {
		if !begins(q, words) {
			return false
		}
	}
	return true
}

// begins reports whether q begins one of words, or is near one.
func begins(q string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(w, q) || near(q, w) {
			return true
		}
	}
	return false
}

// Sort orders s by the Albanian alphabet of 36 letters, in which ç, dh, ë, gj, ll, nj, rr, sh, th, xh and zh are
// letters of their own: Dibër, Durrës, Dhërmi. Numbers go by size: "Objektivi 2" before "Objektivi 10". Equals keep
// their order.
func Sort[S ~[]E, E any](s S, key func(E) string) {
	alphabet := collate.New(language.Albanian, collate.Numeric) // not safe to share between requests
	slices.SortStableFunc(s, func(a, b E) int { return alphabet.CompareString(key(a), key(b)) })
}
