package committee

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type listPage struct {
	base
	Today        string
	Query        string
	Institutions []Institution
}

var listView = web.NewView[listPage](files, "list.tmpl", "sections.tmpl")

func (h handler) institutions(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	q := r.FormValue("q")
	p := listPage{base: newBase(r, g, "Institucionet e komitetit"), Today: h.today(), Query: q}
	p.Form = web.NewForm(r).Set("q", q)
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		p.Institutions, err = Institutions(tx)
		return err
	})
	if err != nil {
		return err
	}
	if q != "" {
		p.Institutions = Find(p.Institutions, q)
	}
	return listView.Render(w, r, http.StatusOK, p)
}

// Count says how many institutions the list shows.
func (p listPage) Count() string {
	n := int64(len(p.Institutions))
	return text.Count(p.Lang, &n, text.Forms{One: "1 institucion", Many: "{n} institucione"})
}

type institutionPage struct {
	base
	New            bool
	Institution    Institution
	Kinds, Sectors []web.Option
	Municipalities []web.Option
}

var institutionView = web.NewView[institutionPage](files, "institution.tmpl")

func (h handler) institution(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if r.PathValue("id") == newID {
		if err := manager(g); err != nil {
			return err
		}
		return h.showInstitution(w, r, g, http.StatusOK, Institution{ID: newID}, web.NewForm(r).Set("kind", State))
	}
	inst, err := h.readInstitution(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).Set("kind", inst.Kind).Set("sector", inst.Sector).Set("municipality", inst.Municipality).
		Set("note", inst.Note).Set("position", strconv.FormatInt(inst.Position, 10)).Set("version", strconv.FormatInt(inst.Version, 10))
	return h.showInstitution(w, r, g, http.StatusOK, inst, f)
}

func (h handler) readInstitution(r *http.Request, g access.Grant) (inst Institution, err error) {
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		inst, err = GetInstitution(tx, r.PathValue("id"))
		return err
	})
	return inst, err
}

func (h handler) showInstitution(w http.ResponseWriter, r *http.Request, g access.Grant, status int, inst Institution, f *web.Form) error {
	title := "Institucion i ri"
	if inst.ID != newID {
		title = inst.NameOn(h.today()).Name
	}
	l := web.Lang(r)
	p := institutionPage{
		base:        newBase(r, g, "%s", web.T(r, title)).under(web.Crumb{Label: "Institucionet", Path: path(g, "")}).withForm(f),
		Institution: inst, New: inst.ID == newID, Kinds: web.Options(l, kinds), Sectors: web.Options(l, code.Sectors),
	}
	for _, m := range code.Municipalities {
		p.Municipalities = append(p.Municipalities, web.Option{Value: m.Code, Label: m.Name})
	}
	return institutionView.Render(w, r, status, p)
}

var kinds = code.List{
	{Code: State, SQ: "shtetëror", EN: "state"},
	{Code: NGO, SQ: "organizatë jofitimprurëse", EN: "non-governmental"},
	{Code: International, SQ: "ndërkombëtar", EN: "international"},
}

// parseInstitution reads the form; an institution that exists has no name in it.
func parseInstitution(f *web.Form, id string) (Institution, Name) {
	i := Institution{
		ID: id, Version: f.Version(), Note: f.Public("note"), Municipality: f.Text("municipality"),
		Kind:   f.Code("kind", kinds, "Zgjidhni nëse institucioni është shtetëror, organizatë apo ndërkombëtar."),
		Sector: f.Code("sector", code.Sectors, "Zgjidhni fushën e institucionit; prej saj varet çfarë pyetet në raportim."),
	}
	if i.Municipality != "" && code.MunicipalityName(i.Municipality) == i.Municipality {
		f.Fail("municipality", "Zgjidhni një bashki nga lista, ose lëreni bosh.")
	}
	if f.Has("position") {
		n, err := text.ParseCount(f.Text("position"))
		if err != nil || n > 9999 {
			f.Fail("position", "Shkruani një numër të plotë deri në 9999, për shembull 3, ose lëreni bosh.")
		}
		i.Position = n
	}
	if id != newID {
		return i, Name{}
	}
	return i, Name{Name: f.Need("name", "Shkruani emrin zyrtar të institucionit."), Short: f.Text("short")}
}

func (h handler) saveInstitution(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if r.PathValue("id") == newID {
		return h.addInstitution(w, r, g, f)
	}
	now, err := h.readInstitution(r, g)
	if err != nil {
		return err
	}
	mine, _ := parseInstitution(f, now.ID)
	if !f.OK() {
		return h.showInstitution(w, r, g, http.StatusUnprocessableEntity, now, f)
	}
	err = h.change(r, g, "institution", mine.ID, func(tx *store.Tx) error { return EditInstitution(tx, mine) })
	if errors.Is(err, store.ErrConflict) {
		return institutionConflict(r, g, mine, now, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/institution/%s", mine.ID), "Ndryshimet u ruajtën.")
}

func (h handler) addInstitution(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form) error {
	inst, name := parseInstitution(f, newID)
	if !f.OK() {
		return h.showInstitution(w, r, g, http.StatusUnprocessableEntity, inst, f)
	}
	inst.ID = h.db.NewID()
	err := h.change(r, g, "institution", inst.ID, func(tx *store.Tx) error { return AddInstitution(tx, inst, name) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, ""), "Institucioni u shtua: %s.", name.Name)
}

func (h handler) removeInstitution(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	err = h.change(r, g, "institution", id, func(tx *store.Tx) error { return RemoveInstitution(tx, id, f.Version()) })
	if errors.Is(err, ErrInUse) {
		return web.Refuse("Institucioni përmendet në një urdhër, plan, raportim, mbledhje, regjistër ose llogari, prandaj nuk hiqet. Nëse nuk merr më pjesë, hiqeni nga vendet e urdhrit të ri.")
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, ""), "Institucioni u hoq.")
}

// institutionConflict shows what was typed beside what somebody else saved meanwhile.
func institutionConflict(r *http.Request, g access.Grant, mine, now Institution, f *web.Form) error {
	l, at := web.Lang(r), path(g, "/institution/%s", mine.ID)
	return web.Conflict{
		Back: at, Action: at, Form: f.Values, Now: now.Version,
		Fields: []web.ConflictField{
			{Name: "kind", Label: web.T(r, "Lloji"), Mine: kinds.Label(l, mine.Kind), Theirs: kinds.Label(l, now.Kind)},
			{Name: "sector", Label: web.T(r, "Fusha"), Mine: code.Sectors.Label(l, mine.Sector), Theirs: code.Sectors.Label(l, now.Sector)},
			{Name: "municipality", Label: web.T(r, "Bashkia"), Mine: code.MunicipalityName(mine.Municipality), Theirs: code.MunicipalityName(now.Municipality)},
			{Name: "position", Label: web.T(r, "Radha në lista"), Mine: strconv.FormatInt(mine.Position, 10), Theirs: strconv.FormatInt(now.Position, 10)},
			{Name: "note", Label: web.T(r, "Shënim"), Mine: mine.Note, Theirs: now.Note},
		},
	}
}
