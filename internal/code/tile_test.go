package code

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tryeza/internal/text"
)

// tiles are the tiles by code; a municipality without one has the place 0, 0,
// which lies in the sea.
func tiles() map[string]Tile {
	m := map[string]Tile{}
	for _, t := range Tiles {
		m[t.Code] = t
	}
	return m
}

func TestEveryMunicipalityHasATile(t *testing.T) {
	if got := len(strings.Fields(strings.ReplaceAll(tileMap, "..", ""))); got != len(Municipalities) || len(Tiles) != got || len(tiles()) != got {
		t.Fatalf("%d codes on the map, %d tiles, %d municipalities", got, len(Tiles), len(Municipalities))
	}
	taken := map[[2]int]string{}
	for i, tile := range Tiles {
		if tile.Code != Municipalities[i].Code {
			t.Errorf("tile %d is of %q, want %s", i, tile.Code, Municipalities[i].Code)
		}
		at := [2]int{tile.Column, tile.Row}
		if other, ok := taken[at]; ok {
			t.Errorf("%s and %s lie on one another", other, tile.Code)
		}
		taken[at] = tile.Code
	}
}

// A short name is told apart from all others, fits, and begins as the name does.
func TestShortNames(t *testing.T) {
	seen := map[string]bool{}
	for i, tile := range Tiles {
		name := Municipalities[i].Name
		if seen[text.Fold(tile.Short)] || utf8.RuneCountInString(tile.Short) > 7 || []rune(tile.Short)[0] != []rune(name)[0] {
			t.Errorf("%s is short for %s", tile.Short, name)
		}
		seen[text.Fold(tile.Short)] = true
	}
	for c := range shortNames {
		if MunicipalityName(c) == c {
			t.Errorf("%s is no municipality", c)
		}
	}
}

// The tiles of a qark touch, at least at a corner, so that it can be recognised.
func TestEveryQarkIsInOnePiece(t *testing.T) {
	at := tiles()
	for _, q := range Qarqe {
		left := MunicipalitiesOf(q.ISO)
		reached := []Tile{at[left[0].Code]}
		left = left[1:]
		for i := 0; i < len(reached); i++ {
			left = slices.DeleteFunc(left, func(m Municipality) bool {
				near := touch(reached[i], at[m.Code])
				if near {
					reached = append(reached, at[m.Code])
				}
				return near
			})
		}
		if len(left) > 0 {
			t.Errorf("%s: %v lie apart", q.Name, left)
		}
	}
}

func touch(a, b Tile) bool {
	dc, dr := a.Column-b.Column, a.Row-b.Row
	return max(dc, -dc) <= 1 && max(dr, -dr) <= 1
}

// Who knows the country finds their way: north is up and the coast is left.
func TestTheMapLooksLikeTheCountry(t *testing.T) {
	at := tiles()
	name := func(c string) Tile {
		m, _ := FindMunicipality(c)
		return at[m.Code]
	}
	for _, p := range [][2]string{{"Durrës", "Tiranë"}, {"Shkodër", "Kukës"}, {"Lezhë", "Dibër"}, {"Fier", "Berat"}, {"Vlorë", "Korçë"}, {"Sarandë", "Gjirokastër"}, {"Elbasan", "Librazhd"}, {"Maliq", "Pustec"}} {
		if name(p[0]).Column >= name(p[1]).Column {
			t.Errorf("%s should lie left of %s", p[0], p[1])
		}
	}
	for _, p := range [][2]string{
		{"Malësi e Madhe", "Shkodër"}, {"Shkodër", "Lezhë"}, {"Lezhë", "Durrës"}, {"Tropojë", "Kukës"}, {"Kukës", "Dibër"}, {"Krujë", "Tiranë"}, {"Tiranë", "Elbasan"},
		{"Durrës", "Fier"}, {"Fier", "Vlorë"}, {"Vlorë", "Himarë"}, {"Himarë", "Sarandë"}, {"Sarandë", "Konispol"}, {"Berat", "Tepelenë"}, {"Tepelenë", "Gjirokastër"}, {"Pogradec", "Korçë"}, {"Korçë", "Kolonjë"},
	} {
		if name(p[0]).Row >= name(p[1]).Row {
			t.Errorf("%s should lie above %s", p[0], p[1])
		}
	}
	for _, p := range [][2]string{
		{"Durrës", "Shijak"}, {"Durrës", "Kavajë"}, {"Kamëz", "Tiranë"}, {"Tiranë", "Elbasan"}, {"Shkodër", "Malësi e Madhe"}, {"Lezhë", "Mirditë"}, {"Kukës", "Dibër"}, {"Fier", "Roskovec"},
		{"Fier", "Patos"}, {"Librazhd", "Prrenjas"}, {"Korçë", "Devoll"}, {"Përmet", "Kolonjë"}, {"Delvinë", "Finiq"}, {"Gjirokastër", "Dropull"}, {"Berat", "Kuçovë"},
	} {
		if !touch(name(p[0]), name(p[1])) {
			t.Errorf("%s and %s are neighbours", p[0], p[1])
		}
	}
}
