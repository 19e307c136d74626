package retention

import (
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/web"
)

// A line of the register: data that are alike.
type line struct {
	What    string // columns, or fields
	Class   string // "" where it says nothing of a child
	Purpose string
	Keep    string
	Sealing string
}

// A part of the register: one table, or one kind of what a file holds.
type part struct {
	Name  string // of the kind, for people; "" for a table
	Table string
	Lines []line
}

type cataloguePage struct {
	base
	Files, Tables []part
}

var catalogueView = web.NewView[cataloguePage](files, "catalogue.tmpl")

// The lists of codes that the template uses.
func (cataloguePage) Classes() code.List  { return child.Classes }
func (cataloguePage) Keeps() code.List    { return child.Keeps }
func (cataloguePage) Sealings() code.List { return child.Sealings }

func (h handler) catalogue(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	b, err := h.base(r, g, web.NewPage(r, "Regjistri i përpunimit të të dhënave").With(web.Crumb{Label: "Ruajtja dhe fshirja", Path: path(g, "")}))
	if err != nil {
		return err
	}
	p := cataloguePage{base: b}
	names := map[string]string{}
	for _, k := range child.Kinds() {
		names[k.ItemTable()] = k.Name(b.Lang)
	}
	for _, x := range partsOf(child.Catalogue()) {
		if x.Name = names[x.Table]; x.Name != "" {
			p.Files = append(p.Files, x)
		} else {
			p.Tables = append(p.Tables, x)
		}
	}
	return catalogueView.Render(w, r, http.StatusOK, p)
}

// partsOf puts data of one table together, and in it those that are alike.
func partsOf(list []child.Datum) (parts []part) {
	for _, d := range list {
		if len(parts) == 0 || parts[len(parts)-1].Table != d.Table {
			parts = append(parts, part{Table: d.Table})
		}
		p := &parts[len(parts)-1]
		l := line{d.Field, string(d.Class), d.Purpose, d.Keep, d.Sealing}
		if n := len(p.Lines); n > 0 && alike(p.Lines[n-1], l) {
			p.Lines[n-1].What += ", " + l.What
			continue
		}
		p.Lines = append(p.Lines, l)
	}
	return parts
}

func alike(a, b line) bool {
	a.What, b.What = "", ""
	return a == b
}
