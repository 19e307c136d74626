package document

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever the table: the columns fill the line, and none vanishes.
func TestShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := Table{
			Head:   rapid.SliceOfN(odd(), 1, 12).Draw(t, "head"),
			Widths: rapid.SliceOfN(rapid.Float64(), 0, 12).Draw(t, "widths"),
			Rows:   []Row{Cells(rapid.SliceOfN(odd(), 0, 14).Draw(t, "row")...)},
		}
		if rapid.Bool().Draw(t, "sane") {
			table.Widths = make([]float64, table.columns())
			for i := range table.Widths {
				table.Widths[i] = rapid.Float64Range(0.5, 20).Draw(t, "width")
			}
		}
		sum := 0.0
		for _, share := range table.shares() {
			if !(share > 0) {
				t.Fatalf("share %v", share)
			}
			sum += share
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Fatalf("the shares add up to %v", sum)
		}
	})
}

func TestWidthsAskedFor(t *testing.T) {
	table := Table{Head: []string{"a", "b"}, Widths: []float64{1, 3}}
	if got := table.shares(); !slices.Equal(got, []float64{0.25, 0.75}) {
		t.Errorf("shares %v", got)
	}
	table.Widths = []float64{1, math.NaN()}
	if got := table.shares(); !slices.Equal(got, []float64{0.5, 0.5}) {
		t.Errorf("shares %v of widths that are none", got)
	}
}

func TestAligns(t *testing.T) {
	table := planTable()
	if got, want := table.aligns(), []Align{AlignLeft, AlignLeft, AlignLeft, AlignRight, AlignRight, AlignRight}; !slices.Equal(got, want) {
		t.Errorf("aligns %v, want %v", got, want)
	}
	table.Align = []Align{AlignCenter, AlignAuto, AlignRight}
	if got, want := table.aligns(), []Align{AlignCenter, AlignLeft, AlignRight, AlignRight, AlignRight, AlignRight}; !slices.Equal(got, want) {
		t.Errorf("aligns %v, want %v", got, want)
	}
}

// A number Excel cannot hold, or a day that is none, stays the text people read.
func TestCellsThatAreOnlyText(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []Cell{T("5"), {Text: "nuk dihet", Kind: NumberKind}, {Kind: NumberKind, Number: &inf}, {Kind: PercentKind, Number: &nan}, Day("dje", "2023-02-30"), Day("", "1850-01-01")} {
		if _, ok := c.number(); ok {
			t.Errorf("%+v is a number", c)
		}
		if _, ok := c.day(); ok {
			t.Errorf("%+v is a day", c)
		}
	}
}
