package document

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// find knows the invented country.
func find(s string) (string, bool) {
	for code, name := range map[string]string{"01": "Alfa", "02": "Beta", "03": "Gama", "04": "Delta"} {
		if s == name || s == code {
			return code, true
		}
	}
	return "", false
}

func squaresFile(t *testing.T) *Boundaries {
	t.Helper()
	file, err := os.Open("testdata/squares.geojson")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	b, err := ReadBoundaries(file, find)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBoundaries(t *testing.T) {
	b := squaresFile(t)
	if got := b.Missing([]string{"05", "01", "04", "06"}); !slices.Equal(got, []string{"05", "06"}) {
		t.Errorf("missing %v", got)
	}
	m := invented()
	m.Boundaries = b
	list := b.of(m.Places)
	if len(list) != 4 || len(list[0]) != 2 || len(list[3]) != 2 || list[2].bounds0().x <= list[3].bounds0().x {
		t.Errorf("outlines %v", list)
	}
	north, _ := list[0].bounds()
	south, _ := list[3].bounds()
	if north.y >= south.y {
		t.Error("north is not up")
	}
	if w, h := m.size(); w-int(legendWidth) > h || h != int(mapHeight+2*mapMargin) {
		t.Errorf("%d × %d", w, h)
	}
}

// bounds0 is the upper left corner.
func (s shape) bounds0() point { p, _ := s.bounds(); return p }

// With an outline missing all are tiles: a place that is left out would look like one without children.
func TestTilesWhereAnOutlineIsMissing(t *testing.T) {
	m := invented()
	m.Boundaries = squaresFile(t)
	m.Places[2].Code = "05"
	got, err := SVG(m)
	m.Boundaries = nil
	want, err2 := SVG(m)
	if err != nil || err2 != nil || string(got) != string(want) {
		t.Errorf("not the tiles: %v %v", err, err2)
	}
}

// The number of a place stands inside it, however the place is bent, and not on a lake.
func TestMiddleIsInside(t *testing.T) {
	for code, s := range squaresFile(t).shapes {
		if at, room := s.middle(); !s.holds(at) || room <= 0 {
			t.Errorf("%s: %v is outside", code, at)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var r ring
		for range rapid.IntRange(3, 12).Draw(t, "points") {
			r = append(r, point{rapid.Float64Range(0, 100).Draw(t, "x"), rapid.Float64Range(0, 100).Draw(t, "y")})
		}
		if at, room := (shape{r}).middle(); room > 0.001 && !(shape{r}).holds(at) {
			t.Fatalf("%v is outside of %v", at, r)
		}
	})
}

// feature of a file that is right but for one thing.
func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

func squareOf(properties, geometry string) string {
	if geometry == "" {
		geometry = `{"type":"Polygon","coordinates":[[[19,41],[20,41],[20,42],[19,41]]]}`
	}
	return `{"type":"Feature","properties":` + properties + `,"geometry":` + geometry + `}`
}

func TestBoundariesRefused(t *testing.T) {
	line := `{"type":"Polygon","coordinates":[` + "[" + strings.Repeat("[19,41],", maxBoundaryPoints) + "[19,42],[20,41],[19,41]]]}"
	for name, c := range map[string]struct {
		file string
		kind error
		says string
	}{
		"no JSON":         {"PK\x03\x04", ErrBoundaryFile, "invalid character"},
		"nothing":         {"", ErrBoundaryFile, "end of JSON"},
		"TopoJSON":        {`{"type":"Topology","objects":{}}`, ErrBoundaryFile, "export the layer as GeoJSON"},
		"no features":     {collection(), ErrBoundaryFile, "no features"},
		"no properties":   {collection(squareOf(`null`, "")), ErrBoundaryNames, "give every feature a property"},
		"unknown name":    {collection(squareOf(`{"n":"Alfa"}`, ""), squareOf(`{"n":"Epsilon"}`, "")), ErrBoundaryNames, "give every feature"},
		"the same twice":  {collection(squareOf(`{"n":"Alfa"}`, ""), squareOf(`{"n":"01"}`, "")), ErrBoundaryNames, "MultiPolygon"},
		"two that differ": {collection(squareOf(`{"a":"Alfa","b":"Beta"}`, "")), ErrBoundaryNames, `"a" and "b"`},
		"a point":         {collection(squareOf(`{"n":"Alfa"}`, `{"type":"Point","coordinates":[19,41]}`)), ErrBoundaryFile, "feature 1 (01)"},
		"no geometry":     {collection(squareOf(`{"n":"Alfa"}`, `null`)), ErrBoundaryFile, "not a Polygon"},
		"an open line":    {collection(squareOf(`{"n":"Alfa"}`, `{"type":"Polygon","coordinates":[[[19,41],[20,41]]]}`)), ErrBoundaryFile, "fewer than 4 points"},
		"metres":          {collection(squareOf(`{"n":"Alfa"}`, `{"type":"Polygon","coordinates":[[[372000,4580000],[372001,4580000],[372001,4580001],[372000,4580000]]]}`)), ErrBoundaryFile, "EPSG:4326"},
		"one number":      {collection(squareOf(`{"n":"Alfa"}`, `{"type":"Polygon","coordinates":[[[19],[20],[21],[19]]]}`)), ErrBoundaryFile, "EPSG:4326"},
		"words":           {collection(squareOf(`{"n":"Alfa"}`, `{"type":"Polygon","coordinates":[[["19","41"]]]}`)), ErrBoundaryFile, "cannot unmarshal"},
		"no rings":        {collection(squareOf(`{"n":"Alfa"}`, `{"type":"MultiPolygon","coordinates":[]}`)), ErrBoundaryFile, "no line"},
		"a dot":           {collection(squareOf(`{"n":"Alfa"}`, `{"type":"Polygon","coordinates":[[[19,41],[19,41],[19,41],[19,41]]]}`)), ErrBoundaryFile, "no area"},
		"too many points": {collection(squareOf(`{"n":"Alfa"}`, line)), ErrBoundaryLarge, "simplify"},
		"too many places": {collection(slices.Repeat([]string{squareOf(`{"n":"Alfa"}`, "")}, maxFeatures+1)...), ErrBoundaryLarge, "one feature each"},
		"too many bytes":  {strings.Repeat(" ", maxBoundaryBytes+1), ErrBoundaryLarge, "16 MB"},
	} {
		_, err := ReadBoundaries(strings.NewReader(c.file), find)
		if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The county of a place may bear the name of another place: what repeats itself does not name it.
func TestTheNamingPropertyIsFound(t *testing.T) {
	file := collection(squareOf(`{"ADM1":"Alfa","ADM2":"Beta","nr":2}`, ""), squareOf(`{"ADM1":"Alfa","ADM2":"Delta","nr":4}`, ""))
	b, err := ReadBoundaries(strings.NewReader(file), find)
	if err != nil || len(b.Missing([]string{"02", "04"})) != 0 || len(b.Missing([]string{"01"})) != 1 {
		t.Errorf("%v %v", b, err)
	}
}

// Whatever the file: it is refused, or it can be drawn.
func FuzzBoundaries(f *testing.F) {
	seed, err := os.ReadFile("testdata/squares.geojson")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(collection(squareOf(`{"n":"Alfa","m":1}`, ""), squareOf(`{"n":"Gama"}`, `{"type":"MultiPolygon","coordinates":[[[[0,0],[1,1],[0,1],[0,0]],[]]]}`))))
	f.Add([]byte(collection(squareOf(`{"n":1.5}`, `{"type":"Polygon","coordinates":null}`))))
	f.Add([]byte(collection(squareOf(`{"n":"Beta"}`, `{"type":"Polygon","coordinates":[[[1e-300,0],[180,1e-300],[0,1e-300],[0,0]]]}`))))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := ReadBoundaries(strings.NewReader(string(data)), find)
		if err != nil {
			return
		}
		m := Map{Title: "x", WithheldWord: "w", MissingWord: "m", Boundaries: b}
		for i, code := range []string{"01", "02", "03", "04"} {
			if len(b.Missing([]string{code})) == 0 {
				m.Places = append(m.Places, Place{Code: code, Amount: []Amount{ShownAmount("5", 5), WithheldAmount(), {}, ShownAmount("0", 0)}[i]})
			}
		}
		if _, err := SVG(m); err != nil && !errors.Is(err, ErrEmptyChart) {
			t.Fatal(err)
		}
	})
}
