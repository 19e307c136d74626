package text

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseNumber(t *testing.T) {
	for in, want := range map[string]int64{
		"0":                 0,
		"12":                12_0000,
		"20.000":            20_000_0000,
		"12 682":            12_682_0000,
		"12\u00a0682":       12_682_0000,
		"12\u202f682":       12_682_0000,
		"4,7":               4_7000,
		"4.7":               4_7000,
		"12,50":             12_5000,
		"4.7 milionë":       4_700_000_0000,
		"4,7 MILIONE":       4_700_000_0000,
		"20 mijë lekë":      20_000_0000,
		"1,5 mld":           1_500_000_000_0000,
		"20.000.000 lekë":   20_000_000_0000,
		"1.234.567":         1_234_567_0000,
		"1.234.567,5":       1_234_567_5000,
		"1,234,567":         1_234_567_0000,
		"1,234.5":           1_234_5000,
		"12 682,25":         12_682_2500,
		"1 234.567":         1_234_5670,
		"0,125":             1250,
		"0.125":             1250,
		"1234,567":          1_234_5670,
		"4,1250":            4_1250,
		"-3":                -3_0000,
		"−3,5":              -3_5000,
		" 007 ":             7_0000,
		"1000 miliardë":     1_000_000_000_000_0000,
		"4,1234567 milionë": 4_123_456_7000,
		"1,230000":          1_2300,
		"1 lek":             1_0000,
		"12 682,0000":       12_682_0000,
		"4.7milionë":        4_700_000_0000,
		"−999999999999,5":   -999_999_999_999_5000,
	} {
		if got, err := ParseNumber(in); got != want || err != nil {
			t.Errorf("ParseNumber(%q) = %d, %v; want %d", in, got, err, want)
		}
	}
}

func TestParseNumberRefuses(t *testing.T) {
	for in, word := range map[string]string{
		"":                     "nuk është numër",
		"disa":                 "nuk është numër",
		"12 fëmijë":            "nuk është numër",
		"1,234":                "shkruani 1 234; për dhjetoret shkruani 1,2340",
		"1.234 milionë":        "dy mënyra",
		"1,234 milionë":        "dy mënyra",
		"12 68":                "nuk lexohet",
		"1.23.456":             "nuk lexohet",
		"1.234,567.8":          "nuk lexohet",
		"1 234 56":             "nuk lexohet",
		",5":                   "nuk lexohet",
		"--3":                  "nuk lexohet",
		"5-3":                  "nuk lexohet",
		"1e5":                  "nuk lexohet",
		"4,12345":              "katër shifra",
		"1000000000000,5":      "tepër i madh",
		"99999999999999999999": "tepër i madh",
		"99999999999 miliardë": "tepër i madh",
		"5000 lekë të vjetra":  "lekë të vjetra",
		"٣":                    "nuk është numër",
	} {
		got, err := ParseNumber(in)
		if err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("ParseNumber(%q) = %d, %v; want an error with %q", in, got, err, word)
		}
	}
}

func TestParseCount(t *testing.T) {
	if n, err := ParseCount("12 682"); n != 12682 || err != nil {
		t.Errorf("ParseCount = %d, %v", n, err)
	}
	if n, err := ParseCount("4.7 milionë"); n != 4_700_000 || err != nil {
		t.Errorf("ParseCount = %d, %v", n, err)
	}
	for in, word := range map[string]string{"-1": "nën zero", "4,7": "i plotë", "shumë": "nuk është numër"} {
		if _, err := ParseCount(in); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("ParseCount(%q): %v, want %q", in, err, word)
		}
	}
}

func TestNumberReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-largest, largest).Draw(t, "n")
		small := rapid.Int64Range(-99_999_9999, 99_999_9999).Draw(t, "small")
		for _, n := range []int64{n, small, small / 10 * 10} {
			for _, shown := range []string{Number(SQ, n), Lek(SQ, n)} {
				if got, err := ParseNumber(shown); got != n || err != nil {
					t.Fatalf("ParseNumber(%q) = %d, %v; want %d", shown, got, err, n)
				}
			}
		}
	})
}

func TestNumberShown(t *testing.T) {
	for _, c := range [][2]string{
		{Number(SQ, 12_682_0000), "12\u00a0682"},
		{Number(EN, 12_682_0000), "12,682"},
		{Number(SQ, 4_7000), "4,7"},
		{Number(EN, 4_7000), "4.7"},
		{Number(SQ, 1), "0,0001"},
		{Number(SQ, 4_1250), "4,1250"},
		{Number(SQ, 0), "0"},
		{Number(SQ, 999_0000), "999"},
		{Number(SQ, 1_234_567_5000), "1\u00a0234\u00a0567,5"},
		{Number(SQ, -3_0000), "−3"},
		{Number(SQ, math.MinInt64), "−922\u00a0337\u00a0203\u00a0685\u00a0477,5808"},
		{Percent(SQ, 7143), "71,4\u00a0%"},
		{Percent(EN, 7143), "71.4%"},
		{Percent(SQ, 7145), "71,5\u00a0%"},
		{Percent(SQ, 5000), "50\u00a0%"},
		{Percent(SQ, 10000), "100\u00a0%"},
		{Percent(SQ, 9996), "99,96\u00a0%"},
		{Percent(SQ, 3), "0,03\u00a0%"},
		{Percent(SQ, 0), "0\u00a0%"},
		{Percent(SQ, -1250), "−12,5\u00a0%"},
		{Percent(SQ, 14_000), "140\u00a0%"},
		{Lek(SQ, 20_000_000_0000), "20\u00a0000\u00a0000\u00a0lekë"},
		{Lek(SQ, 1_0000), "1\u00a0lek"},
		{Lek(SQ, 0), "0\u00a0lekë"},
		{Lek(EN, 20_000_0000), "ALL\u00a020,000"},
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
}

// Only what is nothing reads "0 %", and only what is all reads "100 %".
func TestPercentEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, one).Draw(t, "n")
		shown := Percent(SQ, n)
		if (shown == "0\u00a0%") != (n == 0) || (shown == "100\u00a0%") != (n == one) {
			t.Fatalf("Percent(%d) = %q", n, shown)
		}
	})
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"20.000", "12 682", "4,7", "4.7 milionë", "1.234.567,5", "1,234", "−3", "0,0001", "5 lekë"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseNumber(s)
		if err != nil {
			return
		}
		if again, err := ParseNumber(Number(SQ, n)); again != n || err != nil {
			t.Errorf("ParseNumber(%q) = %d, which reads back as %d, %v", s, n, again, err)
		}
	})
}
