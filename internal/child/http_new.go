package child

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type newPage struct {
	base
	Groups     []group
	Sightings  []sightingRow
	Candidates []Candidate // files that may be of the same child
}

// A group is the fields of one sheet. Those that are seldom known at once are
// folded away until something is typed in them.
type group struct {
	Title  string
	Fields []field
	Folded bool
}

var newView = web.NewView[newPage](files, "new.tmpl", "fields.tmpl")

// newForm starts a file, from sightings when the address names some.
func (h handler) newForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.StartFiles) {
		return access.ErrDenied
	}
	form := web.NewForm(r)
	form.Values["sighting"] = r.URL.Query()["sighting"]
	seen, err := h.unlinked(r, g, form)
	if err != nil {
		return err
	}
	for _, s := range seen { // what the field saw is a first answer
		if form.Text("sex") == "" && s.Sex != "u" {
			form.Set("sex", s.Sex)
		}
		if form.Text("home-residence") == "" && code.IsOrigin(s.Origin) {
			form.Set("home-residence", s.Origin)
		}
	}
	return h.showNew(w, r, g, form, seen, nil)
}

var unlinked = store.ReadUnit(`SELECT ` + sightedColumns + ` FROM sighting WHERE owner_id = $1 AND id = $2 AND child_id = '' AND NOT removed`)

// unlinked reads the sightings that a form names and that belong to no file.
func (h handler) unlinked(r *http.Request, g access.Grant, form *web.Form) (seen []Sighted, err error) {
	g, err = g.Also(access.ListFiles)
	if err != nil {
		return nil, err
	}
	err = h.files.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error {
		for _, id := range form.List("sighting") {
			list, err := store.All(tx, unlinked, (*Sighted).fields, id)
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(seen, func(s Sighted) bool { return s.ID == id }) {
				seen = append(seen, list...)
			}
		}
		return nil
	})
	return seen, err
}

func (h handler) showNew(w http.ResponseWriter, r *http.Request, g access.Grant, form *web.Form, seen []Sighted, near []Candidate) error {
	b, err := h.base(r, g, web.NewPage(r, "Dosje e re").With(crumbs(g)...).WithForm(form))
	if err != nil {
		return err
	}
	p := newPage{base: b, Candidates: near, Groups: groups(b.Lang, form)}
	p.Path = path(g, "/new") // the language is changed without what was typed
	for _, s := range seen {
		p.Sightings = append(p.Sightings, s.row(b.Lang, h.need))
	}
	status := http.StatusOK
	if !form.OK() {
		status = http.StatusUnprocessableEntity
	}
	return newView.Render(w, r, status, p)
}

// groups are the fields of a new file: the sheets that come first, and the sex.
func groups(l text.Lang, form *web.Form) []group {
	var list []group
	for _, s := range append(slices.Clone(first), noteSheet()) {
		k, _ := kindOf(s.kind)
		gr := group{k.Name(l), s.asks(l, form), !typed(form, s.kind)}
		switch s.kind {
		case "name":
			gr.Folded, gr.Title = false, text.T(l, "Kush është")
			gr.Fields = append(gr.Fields, tick(form, "unnamed", text.T(l, "pa emër të njohur")))
		case "birth":
			gr.Folded, gr.Title = false, text.T(l, "Mosha dhe gjinia")
			gr.Fields = append(gr.Fields, radios(form, "sex", text.T(l, "Gjinia"), web.Options(l, code.ChildSexes), "inline", "1"))
		case "home":
			gr.Folded = false
		case "note":
			gr.Folded, gr.Title = false, text.T(l, "Çfarë dihet")
		}
		list = append(list, gr)
	}
	return list
}

func noteSheet() sheet {
	s, _ := sheetOf("note")
	return s
}

// start opens the file, after likely duplicates were shown once.
func (h handler) start(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	bodies := readNew(form, h.today())
	seen, err := h.unlinked(r, g, form)
	if err != nil {
		return err
	}
	if !form.OK() {
		return h.showNew(w, r, g, form, seen, nil)
	}
	near, err := h.unseen(r, g, form, bodies)
	if err != nil {
		return err
	}
	if len(near) > 0 {
		return h.showNew(w, r, g, form, seen, near)
	}
	id, err := h.files.Start(r.Context(), g, func(tx *store.Tx, f *File) error {
		return fill(tx, f, form, bodies, seen, h.need)
	})
	if errors.Is(err, store.ErrConflict) { // somebody linked a sighting meanwhile
		form.Fail("name-given", "Një nga konstatimet u lidh ndërkohë me një dosje tjetër. Shihni listën dhe provojeni sërish.")
		form.Values.Del("sighting")
		return h.showNew(w, r, g, form, nil, nil)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+id), "Dosja u hap. Ju jeni përgjegjës për të.")
}

// readNew reads the sheets in which something was typed.
func readNew(form *web.Form, today string) []any {
	var bodies []any
	for _, s := range append(slices.Clone(first), noteSheet()) {
		if typed(form, s.kind) {
			bodies = append(bodies, s.read(form, today))
		}
	}
	if !typed(form, "name") && !form.Has("unnamed") {
		form.Fail("name-given", "Shkruani emrin ose nofkën, ose shënoni «pa emër të njohur».")
	}
	return bodies
}

// fill puts what was typed into a new file, and ties the sightings to it.
func fill(tx *store.Tx, f *File, form *web.Form, bodies []any, seen []Sighted, need Options) error {
	for _, b := range bodies {
		f.Add(tx, b)
	}
	if home, id := Last[Home](f); id != "" {
		f.Residence = home.Residence
	}
	if sex := chosen(form, "sex", code.ChildSexes); sex != "" {
		f.Sex = sex
	}
	if need.Link == nil || len(seen) == 0 {
		return nil
	}
	var ids []string
	for _, s := range seen {
		ids = append(ids, s.ID)
	}
	return need.Link(tx, ids, f.ID, f.Subject)
}

// unseen are likely duplicates that the form has not been shown with yet.
func (h handler) unseen(r *http.Request, g access.Grant, form *web.Form, bodies []any) ([]Candidate, error) {
	if h.need.Near == nil {
		return nil, nil
	}
	near, err := h.need.Near(r, g, known(form, bodies))
	shown := strings.Fields(form.Text("apart"))
	if !slices.ContainsFunc(near, func(c Candidate) bool { return !slices.Contains(shown, c.ID) }) {
		return nil, err
	}
	var ids []string
	for _, c := range near {
		ids = append(ids, c.ID)
	}
	form.Set("apart", strings.Join(ids, " "))
	return near, err
}

// known is what duplicates are looked for by.
func known(form *web.Form, bodies []any) Known {
	k := Known{Sex: chosen(form, "sex", code.ChildSexes)}
	for _, b := range bodies {
		switch b := b.(type) {
		case Name:
			k.Names = append(k.Names, b)
		case Birth:
			k.Birth = b
		case Home:
			k.Residence = b.Residence
		case Guardian:
			k.Guardians = append(k.Guardians, b.Name)
		case Contact:
			k.Phones = append(k.Phones, b.Phone)
		case Number:
			k.Numbers = append(k.Numbers, b.Value)
		}
	}
	return k
}
