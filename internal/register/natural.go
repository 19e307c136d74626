package register

import (
	"cmp"
	"strings"
)

// Natural compares codes as people count: "ZVAP 2" comes before "ZVAP 10". Codes
// that differ in the zeros before a number alone are compared sign by sign.
func Natural(a, b string) int {
	for x, y := a, b; x != "" && y != ""; {
		m, n := lead(x), lead(y)
		if c := comparePart(m, n); c != 0 {
			return c
		}
		x, y = x[len(m):], y[len(n):]
		if x == "" || y == "" {
			return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(b, a))
		}
	}
	return cmp.Compare(len(a), len(b))
}

func comparePart(a, b string) int {
	if isDigit(a[0]) && isDigit(b[0]) {
		a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
		return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
	}
	return strings.Compare(a, b)
}

// lead is the digits, or the other signs, that a code begins with.
func lead(s string) string {
	for i := 1; i < len(s); i++ {
		if isDigit(s[i]) != isDigit(s[0]) {
			return s[:i]
		}
	}
	return s
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
