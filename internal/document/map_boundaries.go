package document

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
)

// Limits of a file of outlines. The country in fair detail has a tenth of it.
const (
	maxBoundaryBytes  = 16 << 20
	maxBoundaryPoints = 400_000
	maxFeatures       = 1000
)

// Faults of a file of outlines. The errors of ReadBoundaries say more: which feature, and how to mend it.
var (
	ErrBoundaryFile  = errors.New("boundaries: not a GeoJSON FeatureCollection of polygons")
	ErrBoundaryLarge = errors.New("boundaries: the file is too large")
	ErrBoundaryNames = errors.New("boundaries: the features cannot be told apart")
)

// Boundaries are the real outlines of places, as an operator supplied them.
type Boundaries struct {
	shapes    map[string]shape // degrees, by code
	low, high point            // around all of them
}

// A feature of GeoJSON (RFC 7946), as far as it is read.
type feature struct {
	Properties map[string]any `json:"properties"`
	Geometry   struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

// ReadBoundaries reads a GeoJSON FeatureCollection with a Polygon or MultiPolygon for each place, in degrees of WGS 84.
// find gives the code of a place that goes by this name or code. Which property holds the name is found out: it is the
// one that names another place in each feature. Errors are ErrBoundaryFile, ErrBoundaryLarge and ErrBoundaryNames.
func ReadBoundaries(r io.Reader, find func(string) (code string, ok bool)) (*Boundaries, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBoundaryBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxBoundaryBytes {
		return nil, fmt.Errorf("%w: at most %d MB are read; simplify the lines or write fewer decimals", ErrBoundaryLarge, maxBoundaryBytes>>20)
	}
	features, err := readFeatures(data)
	if err != nil {
		return nil, err
	}
	codes, err := nameFeatures(features, find)
	if err != nil {
		return nil, err
	}
	return outlinesOf(features, codes)
}

func readFeatures(data []byte) ([]feature, error) {
	var file struct {
		Type     string    `json:"type"`
		Features []feature `json:"features"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrBoundaryFile, err)
	}
	switch {
	case file.Type != "FeatureCollection":
		return nil, fmt.Errorf("%w: its type is %.40q; export the layer as GeoJSON (not TopoJSON)", ErrBoundaryFile, file.Type)
	case len(file.Features) == 0:
		return nil, fmt.Errorf("%w: it has no features", ErrBoundaryFile)
	case len(file.Features) > maxFeatures:
		return nil, fmt.Errorf("%w: it has %d features; take the layer of municipalities, one feature each", ErrBoundaryLarge, len(file.Features))
	}
	return file.Features, nil
}

// nameFeatures gives the code of every feature, from the property that tells them all apart. A property that repeats
// itself, such as the county's name, is not it, though a municipality may bear the same name.
func nameFeatures(features []feature, find func(string) (string, bool)) ([]string, error) {
	var codes []string
	var by string
	for _, key := range slices.Sorted(maps.Keys(features[0].Properties)) {
		found := codesBy(features, key, find)
		if found == nil {
			continue
		}
		if codes != nil && !slices.Equal(codes, found) {
			return nil, fmt.Errorf("%w: properties %.40q and %.40q name different municipalities; remove the wrong one", ErrBoundaryNames, by, key)
		}
		codes, by = found, key
	}
	if codes == nil {
		return nil, fmt.Errorf("%w: no property names a different municipality in each feature; give every feature a property with the name or code of one municipality, and join the parts of one into a MultiPolygon", ErrBoundaryNames)
	}
	return codes, nil
}

// codesBy is nil unless the property names a place of its own in every feature.
func codesBy(features []feature, key string, find func(string) (string, bool)) []string {
	var codes []string
	for _, f := range features {
		text, ok := f.Properties[key].(string)
		if number, is := f.Properties[key].(float64); is {
			text, ok = fmt.Sprintf("%02.0f", number), number == math.Trunc(number)
		}
		code, found := "", false
		if ok {
			code, found = find(text)
		}
		if !found || slices.Contains(codes, code) {
			return nil
		}
		codes = append(codes, code)
	}
	return codes
}

func outlinesOf(features []feature, codes []string) (*Boundaries, error) {
	b := &Boundaries{shapes: map[string]shape{}}
	var all shape
	points := 0
	for i, f := range features {
		s, err := f.shape()
		if err != nil {
			return nil, fmt.Errorf("%w: feature %d (%s): %v", ErrBoundaryFile, i+1, codes[i], err)
		}
		for _, r := range s {
			points += len(r)
		}
		if points > maxBoundaryPoints {
			return nil, fmt.Errorf("%w: over %d points; simplify the lines", ErrBoundaryLarge, maxBoundaryPoints)
		}
		b.shapes[codes[i]] = s
		all = append(all, s...)
	}
	b.low, b.high = all.bounds()
	if b.high.x == b.low.x || b.high.y == b.low.y {
		return nil, fmt.Errorf("%w: the outlines have no area", ErrBoundaryFile)
	}
	return b, nil
}

// shape reads the rings of a feature.
func (f feature) shape() (shape, error) {
	var polygons [][][][]float64
	var err error
	switch f.Geometry.Type {
	case "Polygon":
		polygons = make([][][][]float64, 1)
		err = json.Unmarshal(f.Geometry.Coordinates, &polygons[0])
	case "MultiPolygon":
		err = json.Unmarshal(f.Geometry.Coordinates, &polygons)
	default:
		return nil, fmt.Errorf("its geometry is %.40q, not a Polygon or MultiPolygon", f.Geometry.Type)
	}
	if err != nil {
		return nil, err
	}
	var s shape
	for _, rings := range polygons {
		for _, positions := range rings {
			r, err := readRing(positions)
			if err != nil {
				return nil, err
			}
			s = append(s, r)
		}
	}
	if len(s) == 0 {
		return nil, errors.New("it has no line")
	}
	return s, nil
}

func readRing(positions [][]float64) (ring, error) {
	if len(positions) < 4 {
		return nil, errors.New("a line has fewer than 4 points and cannot surround anything")
	}
	r := make(ring, 0, len(positions))
	for _, p := range positions {
		if len(p) < 2 || math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
			return nil, fmt.Errorf("the point %v is not longitude and latitude in degrees; reproject the layer to WGS 84 (EPSG:4326)", p)
		}
		r = append(r, point{p[0], p[1]})
	}
	return r[:len(r)-1], nil // the last repeats the first
}

// Missing lists those of the codes that have no outline, in their order.
func (b *Boundaries) Missing(codes []string) []string {
	return slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return b.shapes[c] != nil })
}

// of gives the outlines of these places on a picture, north up, or nil where one has none.
func (b *Boundaries) of(places []Place) []shape {
	if b == nil {
		return nil
	}
	// A degree of longitude is shorter than one of latitude, the more so the farther north.
	east := math.Cos((b.low.y + b.high.y) / 2 * math.Pi / 180)
	scale := min(mapHeight/(b.high.y-b.low.y), mapHeight/((b.high.x-b.low.x)*east))
	out := make([]shape, len(places))
	for i, p := range places {
		if b.shapes[p.Code] == nil {
			return nil
		}
		for _, r := range b.shapes[p.Code] {
			moved := make(ring, len(r))
			for j, q := range r {
				moved[j] = point{mapMargin + (q.x-b.low.x)*east*scale, mapMargin + (b.high.y-q.y)*scale}
			}
			out[i] = append(out[i], moved)
		}
	}
	return out
}
