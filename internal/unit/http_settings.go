package unit

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type settingsPage struct {
	base
	Unit    Unit
	Choices []web.Option
}

var settingsView = web.NewView[settingsPage](files, "settings.tmpl", "sections.tmpl")

// Municipality is the name of the unit's municipality.
func (p settingsPage) Municipality() string { return code.MunicipalityName(p.Unit.Municipality) }

// ethnicity says whether it is recorded.
var ethnicity = code.List{
	{Code: "no", SQ: "nuk shënohet", EN: "is not recorded"},
	{Code: "yes", SQ: "mund të shënohet, kur familja e dëshiron", EN: "may be recorded, where the family wants it"},
}

func (h handler) settings(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	u, err := h.readUnit(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).Set("ethnicity", codeOf(u.Ethnicity)).Set("version", strconv.FormatInt(u.Version, 10))
	return h.showSettings(w, r, g, http.StatusOK, u, f)
}

func codeOf(on bool) string {
	if on {
		return "yes"
	}
	return "no"
}

func (h handler) readUnit(r *http.Request, g access.Grant) (u Unit, err error) {
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		u, err = Get(tx)
		return err
	})
	return u, err
}

func (h handler) showSettings(w http.ResponseWriter, r *http.Request, g access.Grant, status int, u Unit, f *web.Form) error {
	p := settingsPage{base: newBase(r, g, "Të dhënat e njësisë"), Unit: u}
	p.Page = p.Page.WithForm(f)
	p.Choices = web.Options(p.Lang, ethnicity)
	return settingsView.Render(w, r, status, p)
}

func (h handler) saveSettings(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	now, err := h.readUnit(r, g)
	if err != nil {
		return err
	}
	choice := f.Code("ethnicity", ethnicity, "Zgjidhni nëse përkatësia etnike mund të shënohet.")
	if !f.OK() {
		return h.showSettings(w, r, g, http.StatusUnprocessableEntity, now, f)
	}
	err = h.change(r, g, "unit", now.ID, func(tx *store.Tx) error { return setEthnicity(tx, f.Version(), choice == "yes") })
	if errors.Is(err, store.ErrConflict) {
		l := web.Lang(r)
		return web.Conflict{Back: path(g, "/settings"), Action: r.URL.Path, Form: f.Values, Now: now.Version, Fields: []web.ConflictField{
			{Name: "ethnicity", Label: web.T(r, "Përkatësia etnike"), Mine: ethnicity.Label(l, choice), Theirs: ethnicity.Label(l, codeOf(now.Ethnicity))},
		}}
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/settings"), "Ndryshimet u ruajtën.")
}
