package document

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// invented is a map of a country of four places: a number, a withheld one, nothing, and zero.
func invented() Map {
	return Map{
		ID: "harta", Title: "Harta 1. Fëmijë sipas vendbanimit", Alt: "Nga Alfa vijnë 12 fëmijë.", Unit: "fëmijë", PlaceHead: "Bashkia",
		WithheldWord: "numër i vogël, nuk tregohet", MissingWord: "pa të dhëna", Note: "Shembull i shpikur.",
		Places: []Place{
			{Code: "01", Name: "Alfa", Short: "Alfa", Group: "A", Column: 0, Row: 0, Amount: ShownAmount("12", 12)},
			{Code: "02", Name: "Beta e Gjerë", Short: "Beta", Group: "A", Column: 1, Row: 0, Amount: WithheldAmount()},
			{Code: "03", Name: "Gama", Group: "G", Column: 0, Row: 1},
			{Code: "04", Name: "Delta", Short: "Delta", Group: "G", Column: 1, Row: 2, Amount: ShownAmount("0", 0)},
		},
	}
}

// pictures is a document with a map, a matrix and a season.
func pictures() Document {
	d := small()
	d.Blocks = []Block{Heading{1, "Rrjedha", ""}, invented(), flow().Table(), weeks()}
	return d
}

var writers = map[string]func(io.Writer, Document) error{
	"docx": func(w io.Writer, d Document) error { return WriteDOCX(w, d, nil) },
	"html": func(w io.Writer, d Document) error { return WriteHTML(w, d, HTMLOptions{}) },
	"pdf":  WritePDF, "xlsx": WriteXLSX,
	"text": func(w io.Writer, d Document) error { _, err := io.WriteString(w, Text(d)); return err },
}

func TestDrawingsGolden(t *testing.T) {
	outlined := invented()
	outlined.Boundaries = squaresFile(t)
	for name, d := range map[string]Drawing{"map.golden.svg": invented(), "outlines.golden.svg": outlined, "season.golden.svg": weeks()} {
		svg, err := SVG(d)
		if err != nil {
			t.Fatal(name, err)
		}
		golden(t, name, append(svg, '\n'))
	}
}

// Who does not see the picture has all its numbers beside it, in every format.
func TestAMapIsPrintedWithItsTable(t *testing.T) {
	want := []string{"Bashkia", "Alfa", "12", "Beta e Gjerë", "…", "Delta", "0", "…: numër i vogël, nuk tregohet", "pa të dhëna: Gama", "Shembull i shpikur."}
	body, err := HTMLBody(pictures(), HTMLOptions{DrawingURL: func(id string) string { return "/pamje/" + id }})
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{
		"html": string(body), "docx": said(t, docx(t, pictures(), nil)["word/document.xml"]), "pdf": printed(t, pdf(t, pictures())), "text": Text(pictures()),
	}
	for format, text := range texts {
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s lacks %q", format, w)
			}
		}
	}
	for _, w := range []string{`<figure id="harta"><img src="/pamje/harta" alt="Nga Alfa vijnë 12 fëmijë." width="396" height="204">`, `<img src="/pamje/sezoni"`} {
		if !strings.Contains(string(body), w) {
			t.Errorf("html lacks %s in\n%s", w, body)
		}
	}
	f := xlsx(t, pictures())
	rows, err := f.GetRows("Harta 1. Fëmijë sipas vendbanim")
	if err != nil || len(rows) != 4 || !slices.Equal(rows[3], []string{"Beta e Gjerë", "…"}) {
		t.Errorf("sheet of the map: %v %v of %v", rows, err, f.GetSheetList())
	}
}

// A withheld number cannot be read out of any file, not even from the order or the shade of something: whatever it is,
// the bytes are the same. Writing the same twice gives the same, too.
func TestAWithheldNumberLeavesNoTrace(t *testing.T) {
	want := map[string][]byte{}
	for round, values := range [][2]float64{{0, 0}, {1, 4}, {4, 1}, {math.NaN(), -1}} {
		d := pictures()
		m, s, x := invented(), weeks(), flow()
		m.Places[1].Amount.Value, s.Now.Amounts[1].Value, x.Cells[1][0].Value = values[0], values[0], values[0]
		m.Places[2].Amount = Amount{State: Withheld, Value: values[1], Text: "4"}
		d.Blocks = []Block{m, x.Table(), s}
		for format, write := range writers {
			var b bytes.Buffer
			if err := write(&b, d); err != nil {
				t.Fatal(format, err)
			}
			if round == 0 {
				want[format] = b.Bytes()
			} else if !bytes.Equal(b.Bytes(), want[format]) {
				t.Errorf("%s tells %v from 0", format, values)
			}
		}
	}
}

// A report is kept as JSON and drawn again years later.
func TestAMapIsKept(t *testing.T) {
	m := invented()
	m.Boundaries = squaresFile(t)
	kept, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var again Map
	if err := json.Unmarshal(kept, &again); err != nil {
		t.Fatal(err)
	}
	got, err := SVG(again)
	want, err2 := SVG(invented())
	if err != nil || err2 != nil || !bytes.Equal(got, want) {
		t.Errorf("the kept map is drawn differently: %v %v", err, err2)
	}
}

func TestWhatCannotBeDrawn(t *testing.T) {
	empty := invented()
	for i := range empty.Places {
		empty.Places[i].Amount = Amount{}
	}
	for name, d := range map[string]Drawing{"map": Map{}, "map without numbers": empty, "season": Season{}, "season without weeks": Season{Now: weeks().Now}} {
		if _, err := SVG(d); !errors.Is(err, ErrEmptyChart) {
			t.Errorf("%s: %v", name, err)
		}
		if body, err := HTMLBody(Document{Blocks: []Block{d}}, HTMLOptions{}); err != nil || strings.Contains(string(body), "<img") {
			t.Errorf("%s: %v %s", name, err, body)
		}
	}
	for _, v := range []float64{-1, math.NaN(), math.Inf(1), 2 * maxAmount} {
		m, s := invented(), weeks()
		m.Places[0].Amount.Value, s.Now.Amounts[0].Value = v, v
		for _, d := range []Drawing{m, s} {
			if _, err := PNG(d, 500); !errors.Is(err, ErrAmount) {
				t.Errorf("%v: %v", v, err)
			}
		}
	}
}

// Whatever the words and numbers: the picture is well-formed, and keeps its size.
func TestDrawingsHoldOddText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := func() string { return odd().Draw(rt, "text") }
		amount := func() Amount {
			return Amount{AmountState(rapid.IntRange(0, 2).Draw(rt, "state")), rapid.Float64Range(0, maxAmount).Draw(rt, "value"), text()}
		}
		m := Map{ID: text(), Title: text(), Unit: text(), PlaceHead: text(), WithheldWord: text(), MissingWord: text(), Note: text()}
		s := Season{Title: text(), Unit: text(), Label: text(), From: rapid.IntRange(-2, 9).Draw(rt, "from"), To: rapid.IntRange(-2, 9).Draw(rt, "to"), Now: Weekly{Name: text()}, Before: Weekly{Name: text()}, WithheldNote: text()}
		for i := range rapid.IntRange(1, 8).Draw(rt, "places") {
			m.Places = append(m.Places, Place{Code: text(), Name: text(), Short: text(), Group: text(), Column: i % 3, Row: i, Amount: amount()})
			s.Weeks = append(s.Weeks, text())
			s.Now.Amounts, s.Before.Amounts = append(s.Now.Amounts, amount()), append(s.Before.Amounts, amount())
		}
		for _, d := range []Drawing{m, s} {
			svg, err := SVG(d)
			if err != nil && !errors.Is(err, ErrEmptyChart) {
				rt.Fatal(err)
			}
			if err == nil {
				wellFormed(rt, svg)
			}
		}
	})
}

func wellFormed(t *rapid.T, svg []byte) {
	dec := xml.NewDecoder(bytes.NewReader(svg))
	for {
		if _, err := dec.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
	}
}

// Text is read on every colour, and a grey copier tells one class from the next.
func TestColoursAreRead(t *testing.T) {
	for i, c := range mapColors {
		if got := contrast(c, inkOn(c)); got < 4.5 {
			t.Errorf("text on class %d has a contrast of %.1f", i, got)
		}
		if i > 0 && contrast(mapColors[i-1], c) < 1.3 {
			t.Errorf("classes %d and %d look alike on a grey copy: %.2f", i-1, i, contrast(mapColors[i-1], c))
		}
	}
	for i, c := range shades {
		if contrast(c, ink) < 7 || i > 0 && luminance(c) >= luminance(shades[i-1]) {
			t.Errorf("shade %d", i+1)
		}
	}
	if contrast(faint, white) < 4.5 || contrast(nowColor, beforeColor) < 3 {
		t.Error("faint text, or the two years of a season")
	}
}

func TestClasses(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   string
	}{
		{[]float64{0}, "0"}, {[]float64{7}, "1–10"}, {[]float64{1, 2}, "1 2"}, {[]float64{3, 20}, "1–5 6–10 11–20"}, {[]float64{0, 5, 112}, "0 1–20 21–50 51–100 101–200"},
		{[]float64{1, 1000}, "1–50 51–100 101–200 201–500 501–1000"}, {[]float64{0.4, 1.5}, "0–0,5 0,5–1 1–2"}, {[]float64{15000}, "1–20\u00a0000"}, {nil, ""},
	} {
		var list []Amount
		for _, v := range c.values {
			list = append(list, ShownAmount("", v))
		}
		scale := classify(append(list, Amount{State: Withheld, Value: 3000}), 5)
		var got []string
		for i := range scale.bounds {
			got = append(got, scale.label(i))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v: %q, want %q", c.values, got, c.want)
		}
	}
}

// Every number falls into the class that says so, zero into its own, and there are never more than asked for.
func TestEveryNumberHasItsClass(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.OneOf(rapid.Just(0.0), rapid.Map(rapid.IntRange(0, 100000), func(i int) float64 { return float64(i) }), rapid.Float64Range(0, maxAmount)), 1, 30).Draw(t, "values")
		var list []Amount
		for _, v := range values {
			list = append(list, ShownAmount("", v))
		}
		scale := classify(list, 5)
		if n := len(scale.bounds); n < 1 || n > 5 || !slices.IsSorted(scale.bounds) {
			t.Fatalf("classes %v", scale.bounds)
		}
		for _, v := range values {
			i := scale.of(v)
			if v > scale.bounds[i] || i > 0 && v <= scale.bounds[i-1] || (v == 0) != (scale.bounds[i] == 0) {
				t.Fatalf("%v is in class %d of %v", v, i, scale.bounds)
			}
			scale.color(i)
			if s := scale.shade(v); v > 0 && (s < 1 || s > 4) {
				t.Fatalf("shade %d of %v", s, v)
			}
		}
	})
}

// A map of few places has room for all lines of its legend.
func TestTheLegendFits(t *testing.T) {
	m := Map{ID: "m", Title: "M", Unit: "programe", MissingWord: "asnjë", Places: []Place{
		{Code: "a", Name: "A", Short: "A", Amount: ShownAmount("1", 1)}, {Code: "b", Name: "B", Short: "B", Column: 1, Amount: ShownAmount("4", 4)}, {Code: "c", Name: "C", Short: "C", Column: 2},
	}}
	lines := len(classify(m.amounts(), len(mapColors)).bounds) + 2
	if _, height := m.size(); float64(height) < float64(lines)*legendLine {
		t.Errorf("the picture is %d high, its legend has %d lines", height, lines)
	}
	one := m
	one.Places = m.Places[:1]
	if _, height := one.size(); height < int(2*legendLine) {
		t.Errorf("one place: %d", height)
	}
}
