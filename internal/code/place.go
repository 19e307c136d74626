package code

import (
	_ "embed"
	"strings"

	"tryeza/internal/text"
)

// A Qark is one of the twelve counties. Codes: ISO 3166-2 (Debian iso-codes
// 4.15) and NUTS-3 (Eurostat); the three orders differ and none follows from
// another.
type Qark struct{ ISO, NUTS, Name, Slug string }

// A Municipality is one of the 61 (bashki). Code is the number of the INSTAT
// register, two digits; Aliases are other names, each with the year it ended
// where it is known ("Ura Vajgurore").
type Municipality struct {
	Code, Name, Qark string // Qark is the ISO code
	Aliases          []string
}

//go:embed places.csv
var placesCSV string

// Qarqe and Municipalities are the whole country, in the order of the codes.
var Qarqe, Municipalities = readPlaces(placesCSV)

// readPlaces parses our own embedded file: a line for each qark and, under it,
// each municipality. A line that does not parse is a fault of ours.
func readPlaces(csv string) (qarqe []Qark, municipalities []Municipality) {
	for line := range strings.Lines(csv) {
		f := strings.Split(strings.TrimSpace(line), ";")
		switch {
		case strings.HasPrefix(line, "#") || len(f) < 2:
		case f[0] == "qark":
			qarqe = append(qarqe, Qark{f[1], f[2], f[3], strings.ReplaceAll(text.Fold(f[3]), " ", "-")})
		default:
			m := Municipality{Code: f[0], Name: f[1], Qark: qarqe[len(qarqe)-1].ISO}
			if len(f) > 2 && f[2] != "" {
				m.Aliases = strings.Split(f[2], ",")
			}
			municipalities = append(municipalities, m)
		}
	}
	return qarqe, municipalities
}

// QarkOf returns the qark with this ISO code.
func QarkOf(iso string) Qark {
	for _, q := range Qarqe {
		if q.ISO == iso {
			return q
		}
	}
	return Qark{}
}

// MunicipalityName is the name of the municipality with this code.
func MunicipalityName(c string) string {
	for _, m := range Municipalities {
		if m.Code == c {
			return m.Name
		}
	}
	return c
}

// MunicipalitiesOf lists the municipalities of a qark.
func MunicipalitiesOf(iso string) []Municipality {
	var list []Municipality
	for _, m := range Municipalities {
		if m.Qark == iso {
			list = append(list, m)
		}
	}
	return list
}

// FindMunicipality finds a municipality by its name, an alias or its code: with
// or without diacritics, and with one typing error. ok is false when none fits,
// or more than one does equally well.
func FindMunicipality(s string) (Municipality, bool) {
	key := strings.TrimPrefix(text.Fold(s), "bashkia ")
	var near []Municipality
	for _, m := range Municipalities {
		for _, name := range append([]string{m.Name, m.Code}, m.Aliases...) {
			if key == text.Fold(name) {
				return m, true
			}
		}
	}
	for _, m := range Municipalities {
		for _, name := range append([]string{m.Name}, m.Aliases...) {
			if key != "" && text.Near(key, text.Fold(name)) {
				near = append(near, m)
				break
			}
		}
	}
	if len(near) != 1 {
		return Municipality{}, false
	}
	return near[0], true
}

// FindQark finds a qark by name, slug or code, as FindMunicipality does.
func FindQark(s string) (Qark, bool) {
	key := strings.TrimPrefix(text.Fold(s), "qarku ")
	for _, q := range Qarqe {
		if key == text.Fold(q.Name) || key == text.Fold(q.ISO) || text.Near(key, text.Fold(q.Name)) {
			return q, true
		}
	}
	return Qark{}, false
}
