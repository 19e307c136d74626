package analysis

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A number from the street below the threshold is withheld, and never it alone
// beside a total.
func TestSmallNumbersOfProgrammes(t *testing.T) {
	r := Compose(withRegisters())
	said := chaptersOf(r, "summer_programmes")
	want(t, "programmes", said, "Kampi i plazhit | 40 | 38 | … |", "Qendra ditore | 20 | 15 | … |", "Gjithsej | 60 | 53 | 14")
	for _, w := range []string{"| 38 | 11 |", "| 15 | 3 |"} {
		if strings.Contains(said, w) {
			t.Errorf("%s stands in\n%s", w, said)
		}
	}
	alone := withRegisters()
	alone.Programmes = alone.Programmes[1:2]
	alone.Programmes[0].Numbers[keyOf("enrolled", "")] = whole(2)
	want(t, "more than the whole", chaptersOf(Compose(alone), "summer_programmes"), "Qendra ditore: të regjistruar nga situata e rrugës janë më shumë se fëmijë të regjistruar.")
	alone.Programmes[0].Numbers[keyOf("enrolled", "")] = whole(15)
	want(t, "one programme", chaptersOf(Compose(alone), "summer_programmes"), "nga situata e rrugës: …", "Gjithsej | 20 | 15 | …")
}

// Whatever is withheld could be so many numbers that they lie threshold-1 apart, or
// as far as what it is part of lets it; nothing above zero and below the threshold
// is shown, and a column without anything small is shown whole.
func TestWithholding(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		threshold := rapid.Int64Range(2, 6).Draw(rt, "threshold")
		list := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) smallPart {
			n := rapid.Int64Range(0, 12).Draw(rt, "n")
			return smallPart{n: n, most: n + rapid.Int64Range(0, 9).Draw(rt, "more"), known: true, both: rapid.Bool().Draw(rt, "both")}
		}), 1, 5).Draw(rt, "list")
		any := false
		for _, p := range list {
			any = any || p.small(threshold)
		}
		noTotal := withhold(list, threshold)
		hidden := 0
		for _, p := range list {
			if p.hidden {
				hidden++
			}
			if !p.hidden && p.small(threshold) {
				rt.Fatalf("%+v is shown", p)
			}
		}
		if !any && (hidden > 0 || noTotal) {
			rt.Fatalf("%+v: nothing is small", list)
		}
		if hidden == 1 && !noTotal {
			rt.Fatalf("%+v: one alone is hidden beside its total", list)
		}
		if hidden > 0 && !noTotal {
			apart(rt, list, threshold)
		}
	})
}

// apart tries every world: numbers that add up to the same, none more than it may be.
func apart(rt *rapid.T, list []smallPart, threshold int64) {
	var hidden []smallPart
	var sum int64
	for _, p := range list {
		if p.hidden {
			hidden, sum = append(hidden, p), sum+p.n
		}
	}
	low, high := make([]int64, len(hidden)), make([]int64, len(hidden))
	for i, p := range hidden {
		low[i], high[i] = p.most, 0
	}
	now := make([]int64, len(hidden))
	var try func(i int, left int64)
	try = func(i int, left int64) {
		if i == len(hidden) {
			if left == 0 {
				for j, n := range now {
					low[j], high[j] = min(low[j], n), max(high[j], n)
				}
			}
			return
		}
		for n := hidden[i].least(); n <= min(hidden[i].most, left); n++ {
			now[i] = n
			try(i+1, left-n)
		}
	}
	try(0, sum)
	for i, p := range hidden {
		if high[i]-low[i] < min(threshold-1, p.most-p.least()) {
			rt.Fatalf("%+v can be told: from %d to %d, of %+v", p, low[i], high[i], hidden)
		}
	}
}
