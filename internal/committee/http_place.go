package committee

import (
	"net/http"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A qark with those of its municipalities that answer the search.
type qarkLine struct {
	code.Qark
	Own            bool
	Municipalities []code.Municipality
}

type placesPage struct {
	base
	Query string
	Exact string // the one municipality the search surely means
	Qarqe []qarkLine
}

var placesView = web.NewView[placesPage](files, "places.tmpl", "sections.tmpl")

func (h handler) places(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	q := r.FormValue("q")
	p := placesPage{base: newBase(r, g, "Qarqet dhe bashkitë"), Query: q, Qarqe: findPlaces(q, g.Scope().ID)}
	p.Form = web.NewForm(r).Set("q", q)
	if m, ok := code.FindMunicipality(q); ok {
		p.Exact = m.Code
	}
	return placesView.Render(w, r, http.StatusOK, p)
}

// findPlaces searches municipalities by any of their names and by the name of
// their qark; an empty search finds the whole country.
func findPlaces(q, own string) []qarkLine {
	var list []qarkLine
	for _, k := range code.Qarqe {
		line := qarkLine{Qark: k, Own: k.Slug == own}
		for _, m := range code.MunicipalitiesOf(k.ISO) {
			if answers(q, k, m) {
				line.Municipalities = append(line.Municipalities, m)
			}
		}
		if len(line.Municipalities) > 0 {
			list = append(list, line)
		}
	}
	return list
}

func answers(q string, k code.Qark, m code.Municipality) bool {
	if text.Matches(q, m.Code) || text.Matches(q, "Qarku "+k.Name) {
		return true
	}
	for _, name := range append([]string{m.Name}, m.Aliases...) {
		if text.Matches(q, "Bashkia "+name) {
			return true
		}
	}
	return false
}

// Names joins the other names of a municipality.
func (p placesPage) Names(aliases []string) string { return strings.Join(aliases, ", ") }
