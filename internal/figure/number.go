// Package figure holds a number together with where it comes from: what it counts, over which period, from how many
// rows, under which rule. It knows numbers as people report them ("about 300", "several", nothing at all) and the
// quarters, half-years and years of reporting.
//
// It knows nothing of committees, keeps nothing, counts nothing itself, and leaves the Albanian way of writing
// numbers to package text.
package figure

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// A Number is a decimal in ten-thousandths: Number(4_7000) is 4.7. Amounts and rates are added and compared exactly.
type Number int64

// One is the number 1.
const One Number = 10_000

// Whole returns n as a Number. It panics beyond 922 trillion, which nothing counted in a committee reaches.
func Whole(n int64) Number {
	if v := n * int64(One); v/int64(One) == n {
		return Number(v)
	}
	panic(fmt.Sprintf("figure: %d is too large for a Number", n))
}

// Ratio returns num ÷ den, rounded to the nearest ten-thousandth, halves up. Nothing is a share of nothing: it is
// false when den is zero, and when either is negative or the result does not fit.
func Ratio(num, den int64) (Number, bool) {
	if num < 0 || den <= 0 {
		return 0, false
	}
	n := new(big.Int).Mul(big.NewInt(num), big.NewInt(int64(One)))
	n.Add(n, big.NewInt(den/2))
	n.Quo(n, big.NewInt(den))
	return Number(n.Int64()), n.IsInt64()
}

// Float returns n for drawing charts; nothing is computed with it.
func (n Number) Float() float64 { return float64(n) / float64(One) }

// String returns n as a program reads it: "12682", "4.7", "-0.0001".
func (n Number) String() string {
	sign, u := "", uint64(n)
	if n < 0 {
		sign, u = "-", -u
	}
	whole, part := u/uint64(One), u%uint64(One)
	s := sign + strconv.FormatUint(whole, 10)
	if part == 0 {
		return s
	}
	return s + "." + strings.TrimRight(strconv.FormatUint(uint64(One)+part, 10)[1:], "0")
}

// MarshalJSON writes n as a JSON number with at most four decimals.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalJSON reads a JSON number with at most four decimals and no exponent. Null is refused: blank is not zero.
func (n *Number) UnmarshalJSON(b []byte) error {
	s := string(b)
	whole, part, _ := strings.Cut(s, ".")
	part = strings.TrimRight(part, "0")
	if len(part) > 4 {
		return fmt.Errorf("figure: %s has more than four decimals", s)
	}
	v, err := strconv.ParseInt(whole+part+"0000"[len(part):], 10, 64)
	if err != nil || strings.ContainsAny(s, "eE\"") {
		return fmt.Errorf("figure: %s is not a plain number", s)
	}
	*n = Number(v)
	return nil
}
