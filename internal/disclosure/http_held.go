package disclosure

import (
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// A heldRow is one kind of thing that a file holds: what for, and how many. What
// it says is printed from the file itself.
type heldRow struct {
	Class, Kind, Purpose string
	N                    int
}

type heldPage struct {
	filePage
	Held   []heldRow
	OpenOn string
}

var heldView = web.NewView[heldPage](files, "held.tmpl", "looks_table.tmpl")

// held is a sheet for the guardian: what is kept of the child and what for, whom
// it was released or told to, and who looked. It holds no name of the child and
// no reason that was written.
func (h handler) held(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	b, err := h.base(r, g, web.Page{})
	if err != nil {
		return err
	}
	var p heldPage
	err = h.Files.Open(r.Context(), g, child.Ask{ID: r.PathValue("child"), Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		b.Page = web.NewPage(r, "Çfarë mbahet në dosjen %s", f.Code).With(crumbs(g, r, f)...)
		p = heldPage{filePage: filePage{base: b, Code: f.Code, File: f.ID, Purpose: f.Purpose}, OpenOn: f.OpenedOn}
		p.count(f)
		return p.fill(tx, f)
	})
	if err != nil {
		return err
	}
	return heldView.Render(w, r, http.StatusOK, p)
}

// count lists the kinds of things in the file, class by class.
func (p *heldPage) count(f *child.File) {
	for _, c := range child.Classes {
		for _, k := range child.Kinds() {
			if n := len(f.Items(k.Code)); n > 0 && string(k.Class) == c.Code {
				p.Held = append(p.Held, heldRow{c.Name(p.Lang), k.Name(p.Lang), k.Purpose, n})
			}
		}
	}
}
