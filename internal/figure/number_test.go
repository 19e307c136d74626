package figure

import (
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNumberString(t *testing.T) {
	for n, want := range map[Number]string{
		0: "0", 1: "0.0001", -1: "-0.0001", 4_7000: "4.7", 12_682_0000: "12682", -3_5000: "-3.5", 7143: "0.7143",
		math.MaxInt64: "922337203685477.5807", math.MinInt64: "-922337203685477.5808",
	} {
		if got := n.String(); got != want {
			t.Errorf("Number(%d) = %q, want %q", int64(n), got, want)
		}
	}
}

func TestNumberJSONReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := Number(rapid.Int64().Draw(t, "n"))
		b, err := json.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		var back Number
		if err := json.Unmarshal(b, &back); err != nil || back != n {
			t.Fatalf("%s reads back as %v, %v", b, back, err)
		}
	})
}

func TestNumberJSONRefuses(t *testing.T) {
	for _, s := range []string{`null`, `"4.7"`, `1e3`, `1.23456`, `922337203685478`, `true`, `{}`} {
		var n Number
		if err := json.Unmarshal([]byte(s), &n); err == nil {
			t.Errorf("%s read as %v", s, n)
		}
	}
	var n Number
	if err := json.Unmarshal([]byte(`1.250000`), &n); err != nil || n != 1_2500 {
		t.Errorf("1.250000 read as %v, %v", n, err)
	}
}

func TestRatio(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     Number
		ok       bool
	}{
		{5, 7, 7143, true}, {0, 7, 0, true}, {7, 7, One, true}, {1, 3, 3333, true}, {2, 3, 6667, true},
		{1, 20_000, 1, true}, {3, 2, 1_5000, true}, {0, 0, 0, false}, {1, 0, 0, false}, {-1, 2, 0, false},
		{1, -2, 0, false}, {math.MaxInt64, math.MaxInt64, One, true}, {math.MaxInt64, 1, 0, false},
	} {
		got, ok := Ratio(c.num, c.den)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("Ratio(%d, %d) = %v, %v", c.num, c.den, got, ok)
		}
	}
}

// A part of a whole is between 0 and 1, and off from the true share by half a ten-thousandth at most.
func TestRatioOfAPart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.Int64Range(1, math.MaxInt64).Draw(t, "den")
		num := rapid.Int64Range(0, den).Draw(t, "num")
		r, ok := Ratio(num, den)
		if !ok || r < 0 || r > One {
			t.Fatalf("Ratio(%d, %d) = %v, %v", num, den, r, ok)
		}
		off := new(big.Rat).Sub(big.NewRat(num, den), big.NewRat(int64(r), int64(One)))
		if off.Abs(off).Cmp(big.NewRat(1, 2*int64(One))) > 0 {
			t.Fatalf("Ratio(%d, %d) = %v is off by %v", num, den, r, off)
		}
	})
}

func TestWhole(t *testing.T) {
	if Whole(12) != 12_0000 || Whole(-3) != -3_0000 || Whole(300).Float() != 300 || Number(4_7000).Float() != 4.7 {
		t.Error("Whole or Float")
	}
	defer func() {
		if recover() == nil {
			t.Error("Whole took a number that does not fit")
		}
	}()
	Whole(math.MaxInt64 / 9999)
}

func FuzzNumberJSON(f *testing.F) {
	for _, s := range []string{"0", "-0.0001", "4.7", "1e3", "null", "12682", `"1"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var n Number
		if json.Unmarshal([]byte(s), &n) != nil {
			return
		}
		want, ok := new(big.Rat).SetString(strings.TrimSpace(s))
		if !ok || want.Cmp(big.NewRat(int64(n), int64(One))) != 0 {
			t.Errorf("%q read as %v", s, n)
		}
	})
}
