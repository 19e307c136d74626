package text

import (
	"log/slog"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Kind says what private thing was found.
type Kind string

// The identities of victims and children stay with those who protect them; these two are what most often slips into
// a report. E-mail addresses and landlines belong to offices and may stand; so may the short lines (112, 129,
// 116 111, 116 006). A NIPT has the form of a personal number and cannot be told from it.
const (
	PersonalNumber Kind = "personal_number"
	MobilePhone    Kind = "mobile_phone"
)

// A Finding is one private thing in a text: Text is s[Start:End], in bytes.
type Finding struct {
	Kind       Kind
	Start, End int
	Text       string
}

// LogValue keeps what was found out of the log.
func (f Finding) LogValue() slog.Value { return slog.StringValue(string(f.Kind)) }

// gap is what people put between the digits of one number: a space of any kind, a dot, a dash.
const gap = "[ \u00a0\u2007\u2009\u202f.\u2010\u2011–-]"

var (
	// A letter, eight digits, a letter: the personal number of the civil register.
	personal = regexp.MustCompile(`^([A-Za-z])(` + gap + `?)(\d(?:` + gap + `?\d){7})(` + gap + `?)([A-Za-z])`)
	// Albanian mobile numbers: 06x and seven digits, or the country code and 6x.
	domestic = regexp.MustCompile(`^\(?06\d\)?(?:(?:` + gap + `|/){0,3}\d){7}`)
	withCode = regexp.MustCompile(`^(?:\+|00)?355` + gap + `?(?:\(?0\)?)?` + gap + `?\(?6\d\)?(?:(?:` + gap + `|/){0,3}\d){7}`)
	// Mobile numbers of the neighbours and of where people were taken to: Kosovo, North Macedonia, Montenegro,
	// Greece, Italy, Germany, the United Kingdom.
	abroad = regexp.MustCompile(`^(?:\+|00)(?:383` + gap + `?4|389` + gap + `?7|382` + gap + `?6|30` + gap + `?69|39` + gap +
		`?3|49` + gap + `?1` + gap + `?[5-7]|44` + gap + `?7)(?:` + gap + `{0,3}\d){7,9}`)

	byThousands = regexp.MustCompile(`^\d{1,3}(?:` + gap + `\d{3})+$`)
	asDate      = regexp.MustCompile(`^(?:\d{1,2}` + gap + `\d{1,2}` + gap + `\d{4}|\d{4}-\d{2}-\d{2})$`)
)

// Private returns the personal numbers and mobile telephones in s, in the order they stand. Dates, amounts, numbers
// of decisions and of the protocol are not taken for them. It cannot notice a name.
func Private(s string) []Finding {
	var found []Finding
	before := rune(0)
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		if kind, n := privateAt(s[at:], before); n > 0 {
			found = append(found, Finding{kind, at, at + n, s[at : at+n]})
			at, before = at+n, '0'
			continue
		}
		at, before = at+size, r
	}
	return found
}

// privateAt returns the private thing that begins at the start of s, and its length; before is the rune in front.
func privateAt(s string, before rune) (Kind, int) {
	switch {
	case unicode.IsDigit(before):
		return "", 0
	case strings.ContainsRune("+(03", rune(s[0])):
		return MobilePhone, phoneAt(s)
	case unicode.IsLetter(before) || before == '_':
		return "", 0
	default:
		return PersonalNumber, personalAt(s)
	}
}

// personalAt returns the length of the personal number s begins with, else 0.
func personalAt(s string) int {
	m := personal.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	if rest := s[len(m[0]):]; startsWith(rest, unicode.IsLetter) || startsWith(rest, unicode.IsDigit) {
		return 0
	}
	first, last, apart := aWord(m[1], m[2]), aWord(m[5], m[4]), m[2]+m[4] != ""
	switch {
	case first && m[1] >= "a", last && m[5] >= "a": // "shuma e 12 345 678"
		return 0
	case apart && asDate.MatchString(m[3]): // "TAKIMI I 11.02.2023 U MBAJT"
		return 0
	case first && last && byThousands.MatchString(m[3]): // "SHUMA E 12 345 678 E DHËNË"
		return 0
	}
	return len(m[0])
}

// aWord reports whether a letter that stands apart from the digits is an Albanian word of one letter, as in "shuma e
// 12 345 678".
func aWord(letter, apart string) bool {
	return apart != "" && strings.Contains("aeiou", strings.ToLower(letter))
}

// phoneAt returns the length of the mobile number s begins with, else 0.
func phoneAt(s string) int {
	if n := len(abroad.FindString(s)); n > 0 {
		return n
	}
	for _, form := range []*regexp.Regexp{domestic, withCode} {
		m := form.FindString(s)
		if m != "" && !startsWith(s[len(m):], unicode.IsDigit) && !byThousands.MatchString(m) {
			return len(m)
		}
	}
	return 0
}

// startsWith reports whether the first rune of s is of a kind.
func startsWith(s string, is func(rune) bool) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && is(r)
}

// PrivateMessage says what was found, why it may not stand there and what to write instead; without findings it is
// empty. It shows only the beginning of each, so that the message may be kept.
func PrivateMessage(l Lang, findings []Finding) string {
	var what, instead []string
	if n, shown := beginnings(findings, PersonalNumber); n > 0 {
		what = append(what, Count(l, &n, Forms{One: "1 numër personal", Many: "{n} numra personalë"})+shown)
		instead = append(instead, T(l, "Në vend të numrit personal shkruani sa persona janë. "+
			"Nëse është NIPT, shkruani emrin e institucionit."))
	}
	if n, shown := beginnings(findings, MobilePhone); n > 0 {
		what = append(what, Count(l, &n, Forms{One: "1 numër celulari", Many: "{n} numra celulari"})+shown)
		instead = append(instead, T(l, "Në vend të celularit shkruani institucionin dhe telefonin e zyrës së tij."))
	}
	if what == nil {
		return ""
	}
	why := T(l, "Ky tekst lexohet nga i gjithë komiteti dhe hyn në analizë, prandaj nuk mban të dhëna me të cilat "+
		"gjendet një person.")
	return T(l, "Në tekst ka %s.", List(l, what)) + " " + why + " " + strings.Join(instead, " ")
}

// beginnings counts the findings of a kind and shows how each begins: " (K12…, J05…)".
func beginnings(findings []Finding, kind Kind) (int64, string) {
	var shown []string
	for _, f := range findings {
		if f.Kind == kind {
			shown = append(shown, string([]rune(f.Text)[:3])+"…")
		}
	}
	return int64(len(shown)), " (" + strings.Join(shown, ", ") + ")"
}
