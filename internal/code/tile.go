package code

import "strings"

// A Tile is the place of a municipality on the tile map: one square for each,
// all of the same size, so that a large and empty one does not weigh more than
// a small and crowded one. Column 0 lies on the coast, row 0 in the north.
// Short is the name as it fits into the square.
type Tile struct {
	Code, Short string
	Column, Row int
}

// tileMap is the country in codes of the register, drawn by us: neighbours stay
// beside each other where a grid allows it, and a qark stays in one piece.
const tileMap = `
	.. 46 .. .. .. ..
	.. 48 45 41 .. ..
	.. 49 47 39 .. ..
	.. 43 44 40 .. ..
	.. 42 09 07 .. ..
	.. 54 11 08 06 ..
	10 12 50 53 17 ..
	51 52 18 15 19 ..
	20 22 13 14 16 37
	21 25 05 02 36 38
	61 24 01 03 35 33
	60 23 30 04 34 ..
	56 32 28 31 .. ..
	59 55 27 29 .. ..
	.. 58 26 .. .. ..
	.. 57 .. .. .. ..`

// shortNames are of the municipalities whose names are too long for a square.
var shortNames = map[string]string{
	"03": "Poliç.", "04": "Skrap.", "15": "Elbas.", "17": "Libraz.", "19": "Prrenj.", "20": "Divj.", "22": "Lushnj.", "23": "Mallak.",
	"25": "Rosk.", "26": "Drop.", "27": "Gjirok.", "28": "Këlc.", "29": "Liboh.", "30": "Memal.", "32": "Tepel.", "34": "Kolonj.",
	"37": "Pograd.", "41": "Trop.", "44": "Mird.", "45": "F. Arr.", "46": "M. Mad.", "48": "Shkod.", "49": "V. Dej.", "52": "Rrog.",
	"55": "Delv.", "57": "Konisp.", "59": "Sarand.", "60": "Selen.", "06": "Bulq.",
}

// Tiles holds the tile of every municipality, in the order of Municipalities.
var Tiles = readTiles(tileMap)

func readTiles(grid string) []Tile {
	at := map[string]Tile{}
	for row, line := range strings.Split(strings.TrimSpace(grid), "\n") {
		for column, c := range strings.Fields(line) {
			at[c] = Tile{Code: c, Column: column, Row: row}
		}
	}
	tiles := make([]Tile, 0, len(Municipalities))
	for _, m := range Municipalities {
		t := at[m.Code]
		if t.Short = shortNames[m.Code]; t.Short == "" {
			t.Short = m.Name
		}
		tiles = append(tiles, t)
	}
	return tiles
}
