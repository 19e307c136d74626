package committee

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type namePage struct {
	base
	Institution Institution
	Action      string
	Verb        string // rename, alias or correct
	Name        Name   // the one to correct
	Removable   bool
}

var nameView = web.NewView[namePage](files, "name.tmpl")

var nameTitles = map[string]string{"rename": "Emër i ri", "alias": "Si e shkruajnë ndryshe", "correct": "Ndreqja e emrit"}

func (h handler) showName(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p namePage, f *web.Form) error {
	if err := manager(g); err != nil {
		return err
	}
	p.base = newBase(r, g, nameTitles[p.Verb]).under(
		web.Crumb{Label: "Institucionet", Path: path(g, "")},
		web.Crumb{Label: p.Institution.NameOn(h.today()).Name, Path: path(g, "/institution/%s", p.Institution.ID)},
	).withForm(f)
	p.Action = r.URL.Path
	return nameView.Render(w, r, status, p)
}

func (h handler) renameForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	inst, err := h.readInstitution(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).SetDay("from", h.today())
	return h.showName(w, r, g, http.StatusOK, namePage{Institution: inst, Verb: "rename"}, f)
}

func (h handler) rename(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	inst, f, err := h.nameRequest(r, g)
	if err != nil {
		return err
	}
	n := Name{
		Name: f.Need("name", "Shkruani emrin e ri zyrtar."), Short: f.Text("short"),
		From: f.NeedDay("from", "Shkruani nga cila datë vlen emri i ri."),
	}
	if f.OK() {
		err = h.change(r, g, "institution", inst.ID, func(tx *store.Tx) error { return Rename(tx, inst.ID, n) })
	}
	if errors.Is(err, ErrTooEarly) {
		f.Fail("from", "Emri i tanishëm fillon pas kësaj date ose po atë ditë. Shkruani një datë më të vonë; gabimin e shtypit ndreqeni te «Ndreqe».")
		err = nil
	}
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showName(w, r, g, http.StatusUnprocessableEntity, namePage{Institution: inst, Verb: "rename"}, f)
	}
	return web.Redirect(w, r, path(g, "/institution/%s", inst.ID), "Emri i ri u ruajt; i vjetri mbetet për datat e tij.")
}

func (h handler) nameRequest(r *http.Request, g access.Grant) (Institution, *web.Form, error) {
	f, err := web.ReadForm(r)
	if err != nil {
		return Institution{}, nil, err
	}
	inst, err := h.readInstitution(r, g)
	return inst, f, err
}

func (h handler) aliasForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	inst, err := h.readInstitution(r, g)
	if err != nil {
		return err
	}
	return h.showName(w, r, g, http.StatusOK, namePage{Institution: inst, Verb: "alias"}, web.NewForm(r))
}

func (h handler) addAlias(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	inst, f, err := h.nameRequest(r, g)
	if err != nil {
		return err
	}
	alias := f.Need("name", "Shkruani si e shkruajnë ndryshe emrin.")
	if !f.OK() {
		return h.showName(w, r, g, http.StatusUnprocessableEntity, namePage{Institution: inst, Verb: "alias"}, f)
	}
	err = h.change(r, g, "institution", inst.ID, func(tx *store.Tx) error { return AddAlias(tx, inst.ID, alias) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/institution/%s", inst.ID), "U shtua: %s.", alias)
}

// readName reads a name and the institution it is of.
func (h handler) readName(r *http.Request, g access.Grant) (p namePage, err error) {
	p.Verb = "correct"
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		if p.Name, err = GetName(tx, r.PathValue("id")); err == nil {
			p.Institution, err = GetInstitution(tx, p.Name.InstitutionID)
		}
		return err
	})
	all := p.Institution.official()
	p.Removable = p.Name.Alias || len(all) > 1 && all[len(all)-1].ID == p.Name.ID
	return p, err
}

func (h handler) nameForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, err := h.readName(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).Set("name", p.Name.Name).Set("short", p.Name.Short).Set("version", strconv.FormatInt(p.Name.Version, 10))
	return h.showName(w, r, g, http.StatusOK, p, f)
}

func (h handler) correctName(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, err := h.readName(r, g)
	if err != nil {
		return err
	}
	n := Name{ID: p.Name.ID, Version: f.Version(), Name: f.Need("name", "Shkruani emrin."), Short: f.Text("short")}
	if !f.OK() {
		return h.showName(w, r, g, http.StatusUnprocessableEntity, p, f)
	}
	err = h.change(r, g, "institution", p.Institution.ID, func(tx *store.Tx) error { return CorrectName(tx, n) })
	if errors.Is(err, store.ErrConflict) {
		return web.Conflict{Back: r.URL.Path, Action: r.URL.Path, Form: f.Values, Now: p.Name.Version, Fields: []web.ConflictField{
			{Name: "name", Label: web.T(r, "Emri"), Mine: n.Name, Theirs: p.Name.Name},
			{Name: "short", Label: web.T(r, "Shkurtesa"), Mine: n.Short, Theirs: p.Name.Short},
		}}
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/institution/%s", p.Institution.ID), "Emri u ndreq.")
}

func (h handler) removeName(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, err := h.readName(r, g)
	if err != nil {
		return err
	}
	err = h.change(r, g, "institution", p.Institution.ID, func(tx *store.Tx) error { return RemoveName(tx, p.Name.ID, f.Version()) })
	if errors.Is(err, ErrOnlyName) {
		return web.Refuse("Ky emër nuk hiqet: hiqet vetëm emri i fundit zyrtar, kur para tij ka një tjetër. Gabimin e shtypit ndreqeni në vend.")
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/institution/%s", p.Institution.ID), "Emri u hoq.")
}
