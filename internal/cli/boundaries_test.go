package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tryeza/internal/code"
)

// country is a file of invented squares, one for each of these tiles.
func country(t *testing.T, tiles []code.Tile) string {
	t.Helper()
	var features []any
	for _, tile := range tiles {
		x, y := 19+float64(tile.Column)/4, 43-float64(tile.Row)/4
		ring := [][]float64{{x, y}, {x + 0.25, y}, {x + 0.25, y - 0.25}, {x, y - 0.25}, {x, y}}
		features = append(features, map[string]any{
			"type": "Feature", "properties": map[string]any{"bashkia": strings.ToUpper(code.MunicipalityName(tile.Code)), "vendi": "Durrës"},
			"geometry": map[string]any{"type": "Polygon", "coordinates": [][][]float64{ring}},
		})
	}
	text, err := json.Marshal(map[string]any{"type": "FeatureCollection", "features": features})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "squares.geojson")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestBoundaries(t *testing.T) {
	if b, err := boundaries(""); b != nil || err != nil {
		t.Errorf("without a file: %v %v", b, err)
	}
	b, err := boundaries(country(t, code.Tiles))
	if err != nil || len(missingFrom(b)) != 0 {
		t.Errorf("%v, missing %v", err, missingFrom(b))
	}
	for file, says := range map[string]string{
		country(t, code.Tiles[:59]):                   "no outline of Selenicë, Vlorë; all 61 municipalities are needed",
		country(t, append(code.Tiles, code.Tiles[0])): "no property names a different municipality in each feature",
		filepath.Join(t.TempDir(), "none.geojson"):    "no such file",
	} {
		if _, err := boundaries(file); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v does not say %q", err, says)
		}
	}
}
