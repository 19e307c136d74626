package text

import (
	"regexp"
	"strings"
)

// The ways to set thousands; decimals follow the other mark.
var (
	plainDigits = regexp.MustCompile(`^(\d+)(?:([.,])(\d+))?$`)
	bySpace     = regexp.MustCompile(`^(\d{1,3}(?: \d{3})+)(?:[.,](\d+))?$`)
	byDot       = regexp.MustCompile(`^(\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d+)$`)
	byComma     = regexp.MustCompile(`^(\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+)$`)
)

// marks tells thousands from decimals and returns the digits of each; see ParseNumber for the rules.
func marks(s string, power int) (whole, decimals string, err error) {
	if m := bySpace.FindStringSubmatch(s); m != nil {
		return strings.ReplaceAll(m[1], " ", ""), m[2], nil
	}
	if byDot.MatchString(s) {
		whole, decimals, _ = strings.Cut(s, ",")
		return strings.ReplaceAll(whole, ".", ""), decimals, nil
	}
	if byComma.MatchString(s) {
		whole, decimals, _ = strings.Cut(s, ".")
		return strings.ReplaceAll(whole, ",", ""), decimals, nil
	}
	if m := plainDigits.FindStringSubmatch(s); m != nil {
		return oneMark(s, m[1], m[2], m[3], power)
	}
	return "", "", mistake("«%s» nuk lexohet si numër. Ndani mijëshet me hapësirë dhe dhjetoret me presje, "+
		"për shembull 12 682 ose 4,7.", excerpt(s))
}

// oneMark reads a number with no mark or a single one.
func oneMark(s, before, mark, after string, power int) (whole, decimals string, err error) {
	thousands := len(after) == 3 && len(before) <= 3 && before[0] != '0'
	switch {
	case !thousands:
		return before, after, nil
	case mark == "." && power == 0:
		return before + after, "", nil
	default:
		return "", "", mistake("«%s» lexohet në dy mënyra. Për mijëshet shkruani %s %s; për dhjetoret shkruani %s,%s0.",
			excerpt(s), before, after, before, after)
	}
}
