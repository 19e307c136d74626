package document

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// weeks is an invented season: eight weeks, the last three in the season, one withheld, one not known.
func weeks() Season {
	s := Season{
		ID: "sezoni", Title: "Grafiku 3. Konstatime sipas javëve", Alt: "Në sezon konstatimet dyfishohen.", Unit: "konstatime", From: 5, To: 8,
		Label: "Sezoni turistik: 15.05–15.09", WeekHead: "Java", WithheldNote: "… numër i vogël, nuk tregohet", Now: Weekly{Name: "2026"}, Before: Weekly{Name: "2025"},
	}
	for i := range 8 {
		s.Weeks = append(s.Weeks, fmt.Sprintf("%02d.05", i*3+1))
		v := 10 + i*i
		s.Now.Amounts = append(s.Now.Amounts, ShownAmount(fmt.Sprint(v), float64(v)))
		s.Before.Amounts = append(s.Before.Amounts, ShownAmount(fmt.Sprint(v-4), float64(v-4)))
	}
	s.Now.Amounts[1], s.Before.Amounts[2] = WithheldAmount(), Amount{}
	return s
}

func TestSeasonTable(t *testing.T) {
	s := weeks()
	s.Weeks = s.Weeks[:3]
	want := "Grafiku 3. Konstatime sipas javëve\nJava | 2026 | 2025\n01.05 | 10 | 6\n04.05 | … | 7\n07.05 | 14 | \nSezoni turistik: 15.05–15.09\n… numër i vogël, nuk tregohet"
	if got := strings.Join(tableText(s.table()), "\n"); got != want {
		t.Errorf("got\n%s", got)
	}
	s.Before, s.Now.Amounts, s.Label = Weekly{}, s.Now.Amounts[:1], ""
	if got := strings.Join(tableText(s.table()), "\n"); got != "Grafiku 3. Konstatime sipas javëve\nJava | 2026\n01.05 | 10\n04.05 | \n07.05 | \n" {
		t.Errorf("alone\n%s", got)
	}
}

// The season is marked in the picture where it is, and not where it is not.
func TestSeasonIsMarked(t *testing.T) {
	band := []byte("rgb(255,244,214)")
	draw := func(from, to int) []byte {
		s := weeks()
		s.From, s.To = from, to
		svg, err := SVG(s)
		if err != nil {
			t.Fatal(err)
		}
		return svg
	}
	for _, c := range []struct {
		from, to, ends int
		inside         bool
	}{{from: 5, to: 6, ends: 2, inside: true}, {from: 5, to: 8, ends: 1, inside: true}, {from: -1, to: 9, inside: true}, {from: 3, to: 2}, {from: 9, to: 12}} {
		svg := draw(c.from, c.to)
		if got := bytes.Contains(svg, band) || bytes.Contains(svg, []byte("#fff4d6")); got != c.inside {
			t.Errorf("%d to %d: marked %v", c.from, c.to, got)
		}
		if got := bytes.Count(svg, []byte("stroke-dasharray")); got != c.ends {
			t.Errorf("%d to %d: %d ends are drawn, want %d", c.from, c.to, got, c.ends)
		}
		if got := bytes.Contains(svg, []byte(weeks().Label)); got != c.inside {
			t.Errorf("%d to %d: the label is there: %v", c.from, c.to, got)
		}
	}
}
