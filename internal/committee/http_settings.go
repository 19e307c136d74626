package committee

import (
	"errors"
	"mime"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type settingsPage struct {
	base
	Committee        Committee
	Emblem, Template *File // without their content
}

var settingsView = web.NewView[settingsPage](files, "settings.tmpl", "sections.tmpl")

func (h handler) settings(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showSettings(w, r, g, http.StatusOK, nil)
}

// showSettings shows the page; f is nil at first, and what was typed after an error.
func (h handler) showSettings(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	if err := manager(g); err != nil {
		return err
	}
	p := settingsPage{base: newBase(r, g, "Të dhënat e komitetit")}
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if p.Committee, err = Get(tx); err != nil {
			return err
		}
		if p.Emblem, err = keptFile(tx, Emblem); err != nil {
			return err
		}
		p.Template, err = keptFile(tx, Template)
		return err
	})
	if err != nil {
		return err
	}
	if f == nil {
		f = web.NewForm(r)
	}
	if !f.Has("name") {
		c := p.Committee
		f.Set("name", c.Name).Set("letterhead", c.Letterhead).Set("signature", c.Signature).Set("place", c.Place).
			Set("version", strconv.FormatInt(c.Version, 10))
	}
	p.base = p.withForm(f)
	return settingsView.Render(w, r, status, p)
}

func keptFile(tx *store.Tx, kind string) (*File, error) {
	f, err := FileOf(tx, kind)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	f.Content = nil
	return &f, err
}

func (h handler) saveSettings(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	mine := Committee{
		ID: g.Scope().ID, Version: f.Version(), Name: f.Need("name", "Shkruani emrin zyrtar të komitetit."),
		Letterhead: f.Public("letterhead"), Signature: f.Public("signature"), Place: f.Need("place", "Shkruani vendin ku datohen dokumentet, për shembull Durrës."),
	}
	if strings.Count(mine.Letterhead, "\n") > 7 {
		f.Fail("letterhead", "Koka e dokumentit ka më shumë se 8 rreshta. Shkurtojeni.")
	}
	if !f.OK() {
		return h.showSettings(w, r, g, http.StatusUnprocessableEntity, f)
	}
	err = h.change(r, g, "committee", mine.ID, func(tx *store.Tx) error { return SaveSettings(tx, mine) })
	if errors.Is(err, store.ErrConflict) {
		return h.settingsConflict(r, g, mine, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/settings"), "Ndryshimet u ruajtën.")
}

func (h handler) settingsConflict(r *http.Request, g access.Grant, mine Committee, f *web.Form) error {
	var now Committee
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		now, err = Get(tx)
		return err
	})
	if err != nil {
		return err
	}
	return web.Conflict{Back: path(g, "/settings"), Action: path(g, "/settings"), Form: f.Values, Now: now.Version, Fields: []web.ConflictField{
		{Name: "name", Label: web.T(r, "Emri i komitetit"), Mine: mine.Name, Theirs: now.Name},
		{Name: "letterhead", Label: web.T(r, "Koka e dokumentit"), Mine: mine.Letterhead, Theirs: now.Letterhead},
		{Name: "signature", Label: web.T(r, "Nënshkrimi"), Mine: mine.Signature, Theirs: now.Signature},
		{Name: "place", Label: web.T(r, "Vendi"), Mine: mine.Place, Theirs: now.Place},
	}}
}

// file sends the emblem to be looked at, and the template to be kept.
func (h handler) file(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var f File
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		f, err = FileOf(tx, r.PathValue("kind"))
		return err
	})
	if err != nil {
		return err
	}
	how := "attachment"
	if f.Kind == Emblem {
		how = "inline"
	}
	w.Header().Set("Content-Type", f.MediaType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": f.Name}))
	_, err = w.Write(f.Content)
	return err
}

const maxTemplate = 5 << 20

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

func (h handler) saveFile(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	kind := r.PathValue("kind")
	if kind != Emblem && kind != Template {
		return access.ErrDenied
	}
	file, err := h.upload(f, kind)
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showSettings(w, r, g, http.StatusUnprocessableEntity, f)
	}
	err = h.change(r, g, "file", kind, func(tx *store.Tx) error { return SaveFile(tx, file) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/settings"), "Skedari u ruajt: %s.", file.Name)
}

// upload reads the file of the form and holds it against what its kind may be.
func (h handler) upload(f *web.Form, kind string) (File, error) {
	most := int64(maxEmblem)
	if kind == Template {
		most = maxTemplate
	}
	list, err := f.Files(kind, most)
	if err != nil || !f.OK() {
		return File{}, err
	}
	if len(list) == 0 {
		f.Fail(kind, "Zgjidhni një skedar.")
		return File{}, nil
	}
	file := File{Kind: kind, Name: filepath.Base(list[0].Name), Content: list[0].Content, MediaType: docxType}
	if kind == Emblem {
		if file.MediaType = emblemType(file.Content); file.MediaType == "" {
			f.Fail(kind, "Stema duhet të jetë figurë PNG ose JPEG, deri në 1 MB dhe 4000 pika në çdo anë. Ruajeni në këtë format dhe provojeni sërish.")
		}
		return file, nil
	}
	if !strings.EqualFold(filepath.Ext(file.Name), ".docx") {
		f.Fail(kind, "Modeli duhet të jetë dokument Word me mbaresën .docx, pa makro.")
	} else if err := h.CheckTemplate(file.Content); err != nil {
		f.Fail(kind, "Modeli duhet të jetë .docx pa makro, pa skedarë të futur dhe pa lidhje që marrin diçka nga jashtë. Ruajeni sërish nga Word dhe provojeni përsëri.")
	}
	return file, nil
}

func (h handler) removeFile(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	kind := r.PathValue("kind")
	err := h.change(r, g, "file", kind, func(tx *store.Tx) error { return RemoveFile(tx, kind) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/settings"), "Skedari u hoq.")
}
