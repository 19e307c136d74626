package text

import (
	"strconv"
	"strings"
)

// one is 1 in ten-thousandths, the fixed point in which every number is kept: no amount is ever rounded by a float.
const one = 10_000

// largest is the largest number that is read, a million millions: beyond it there are too many zeros, and below it
// sums cannot overflow.
const largest = 1_000_000_000_000 * one

// noBreak keeps the thousands of one number, and a number and its unit, on one line.
const noBreak = "\u00a0"

// Number returns n, in ten-thousandths, for the reader: "12 682" and "4,7", in English "12,682" and "4.7". Exactly
// three decimals get a zero behind them ("4,1250"): "4,125" could be read as thousands. What is written in
// Albanian ParseNumber reads back.
func Number(l Lang, n int64) string {
	thousands, point := noBreak, ","
	if l == EN {
		thousands, point = ",", "."
	}
	whole, decimals := split(n)
	s := group(whole, thousands)
	if decimals != "" {
		s += point + decimals
	}
	if n < 0 {
		return "−" + s
	}
	return s
}

// split returns the digits of n before the point and those behind it, without sign and idle zeros.
func split(n int64) (whole, decimals string) {
	u := magnitude(n)
	decimals = strings.TrimRight(strconv.FormatUint(one+u%one, 10)[1:], "0")
	if len(decimals) == 3 {
		decimals += "0"
	}
	return strconv.FormatUint(u/one, 10), decimals
}

// magnitude returns n without its sign; the smallest int64 has no positive twin in int64.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// group puts sep between groups of three digits, counted from the end.
func group(digits, sep string) string {
	first := (len(digits)-1)%3 + 1
	s := digits[:first]
	for i := first; i < len(digits); i += 3 {
		s += sep + digits[i:i+3]
	}
	return s
}

// Percent returns the ratio n, in ten-thousandths, as a percentage with at most one decimal: 7143 is "71,4 %".
// A plan that is not wholly done never reads "100 %", and a rate that is not nothing never reads "0 %": those are
// written with two decimals.
func Percent(l Lang, n int64) string {
	space := noBreak
	if l == EN {
		space = ""
	}
	tenths := n / 10
	switch rest := n % 10; {
	case rest >= 5:
		tenths++
	case rest <= -5:
		tenths--
	}
	if rounded := tenths * 10; rounded != n && (rounded == 0 || rounded == one) {
		return Number(l, n*100) + space + "%"
	}
	return Number(l, tenths*1000) + space + "%"
}

// Lek returns n, in ten-thousandths of a (new) lek: "20 000 lekë", "1 lek", in English "ALL 20,000".
func Lek(l Lang, n int64) string {
	switch {
	case l == EN:
		return "ALL" + noBreak + Number(l, n)
	case n == one:
		return "1" + noBreak + "lek"
	default:
		return Number(l, n) + noBreak + "lekë"
	}
}

// powers are the words that may follow a number, folded, with the zeros they stand for.
var powers = map[string]int{
	"mije": 3, "mij": 3, "milion": 6, "milione": 6, "mln": 6, "miliard": 9, "miliarde": 9, "mld": 9,
	"thousand": 3, "million": 6, "billion": 9,
}

// ParseNumber reads a number as people write it and returns it in ten-thousandths: 20.000 and 12 682 are thousands;
// 4,7 and 4.7 have a decimal; 1.234.567,5 has both; "4.7 milionë", "20 mijë" and an amount with "lekë" are
// understood.
//
// A dot with exactly three digits behind it and one to three before it separates thousands (20.000). A comma in the
// same place is refused (1,234): it may be the thousands of a foreign program or three decimals. Before "mijë" or
// "milionë" both are refused. A leading zero (0,125), a second mark or thousands set with spaces settle it. At most
// four decimals are kept; more are refused rather than rounded.
func ParseNumber(s string) (int64, error) {
	digits, words := cutWords(s)
	if isOldLek(words) {
		return 0, mistake("«%s» është në lekë të vjetra. Shkruajeni në lekë: 10 lekë të vjetra janë 1 lek.", excerpt(s))
	}
	power, ok := powerOf(words)
	if digits == "" || !ok {
		return 0, mistake("«%s» nuk është numër. Shkruani vetëm numrin, për shembull 12 682 ose 4,7.", excerpt(s))
	}
	negative := false
	if rest, cut := strings.CutPrefix(strings.Replace(digits, "−", "-", 1), "-"); cut {
		digits, negative = strings.TrimSpace(rest), true
	}
	whole, decimals, err := marks(digits, power)
	if err != nil {
		return 0, err
	}
	n, err := scale(whole, decimals, power)
	if err != nil {
		return 0, err
	}
	if negative {
		n = -n
	}
	return n, nil
}

// ParseCount reads how many there are (persons, meetings, leaflets): a whole number from zero up, returned as such.
func ParseCount(s string) (int64, error) {
	n, err := ParseNumber(s)
	if err != nil {
		return 0, err
	}
	if n < 0 {
		return 0, mistake("«%s» është nën zero. Shkruani 0 ose një numër më të madh.", excerpt(s))
	}
	if n%one != 0 {
		return 0, mistake("«%s» nuk është numër i plotë. Shkruani sa janë, pa presje, për shembull 12.", excerpt(s))
	}
	return n / one, nil
}

// cutWords parts "4.7 milionë lekë" into the number and the words behind it; odd spaces become plain ones.
func cutWords(s string) (digits string, words []string) {
	s = strings.Join(strings.FieldsFunc(s, isSpace), " ")
	at := strings.LastIndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' }) + 1
	return s[:at], strings.Fields(s[at:])
}

// isSpace reports the spaces that stand inside numbers: plain, tab, no-break, thin, figure and narrow no-break.
func isSpace(r rune) bool {
	return strings.ContainsRune(" \t\r\n\u00a0\u2007\u2009\u202f", r)
}

// powerOf returns the zeros the words behind a number stand for; ok is false for words that are not of a number.
func powerOf(words []string) (power int, ok bool) {
	if len(words) > 0 {
		if p, found := powers[Fold(words[0])]; found {
			power, words = p, words[1:]
		}
	}
	if len(words) > 0 && (Fold(words[0]) == "lek" || Fold(words[0]) == "leke" || Fold(words[0]) == "all") {
		words = words[1:]
	}
	return power, len(words) == 0
}

// isOldLek reports "lekë të vjetra": people still say ten times the amount, and afterwards nobody can tell.
func isOldLek(words []string) bool {
	return strings.Contains(Fold(strings.Join(words, " ")), "vjetra")
}

// scale returns whole.decimals × 10^power in ten-thousandths.
func scale(whole, decimals string, power int) (int64, error) {
	decimals = strings.TrimRight(decimals, "0")
	places := 4 + power
	if len(decimals) > places {
		return 0, mistake("Numri ka më shumë se katër shifra pas presjes. Rrumbullakoseni, për shembull 4,6667.")
	}
	n, err := strconv.ParseInt(whole+decimals+strings.Repeat("0", places-len(decimals)), 10, 64)
	if err != nil || n > largest {
		return 0, mistake("Numri është tepër i madh. Kontrolloni sa zero ka.")
	}
	return n, nil
}
