package committee

import (
	"embed"
	"errors"
	"fmt"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

type handler struct{ db *store.DB }

// Routes adds the pages of the committee to m.
func Routes(m *web.Mux, db *store.DB) {
	h := handler{db}
	m.Handle("GET /k/{committee}/committee", access.ReadCommittee, h.institutions)
	m.Handle("GET /k/{committee}/committee/institution/{id}", access.ReadCommittee, h.institution)
	m.Handle("POST /k/{committee}/committee/institution/{id}", access.ManageCommittee, h.saveInstitution)
}

type listPage struct {
	web.Page
	Today        string
	Query        string
	Institutions []Institution
	CanManage    bool
}

var listView = web.NewView[listPage](files, "list.tmpl")

func (h handler) institutions(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := listPage{Page: web.NewPage(r, "Institucionet e komitetit"), Query: r.FormValue("q"), CanManage: g.Can(access.ManageCommittee)}
	err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		p.Today = text.DayOf(tx.Now().Time)
		p.Institutions, err = Institutions(tx)
		return err
	})
	if err != nil {
		return err
	}
	if p.Query != "" {
		p.Institutions = Find(p.Institutions, p.Query)
	}
	return listView.Render(w, r, http.StatusOK, p)
}

type institutionPage struct {
	web.Page
	New            bool
	Institution    Institution
	Kinds, Sectors []web.Option
	Municipalities []web.Option
	CanManage      bool
}

var institutionView = web.NewView[institutionPage](files, "institution.tmpl")

// newID is the id in the address of a form for something that does not exist yet.
const newID = "new"

func (h handler) institution(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	inst := Institution{ID: newID, Kind: State}
	f := web.NewForm(r)
	if id := r.PathValue("id"); id != newID {
		err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
			inst, err = GetInstitution(tx, id)
			f.Set("name", inst.NameOn(text.DayOf(tx.Now().Time)).Name)
			return err
		})
		if err != nil {
			return err
		}
	} else if !g.Can(access.ManageCommittee) {
		return access.ErrDenied
	}
	f.Set("kind", inst.Kind).Set("sector", inst.Sector).Set("municipality", inst.Municipality).Set("note", inst.Note)
	return h.showInstitution(w, r, g, http.StatusOK, inst, f)
}

func (h handler) showInstitution(w http.ResponseWriter, r *http.Request, g access.Grant, status int, inst Institution, f *web.Form) error {
	title := f.Text("name")
	if inst.ID == newID {
		title = "Institucion i ri"
	}
	l := web.Lang(r)
	p := institutionPage{
		Page: web.NewPage(r, title).With(web.Crumb{Label: "Komiteti", Path: path(g, "")}).WithForm(f), Institution: inst,
		New: inst.ID == newID, Kinds: web.Options(l, kinds), Sectors: web.Options(l, code.Sectors), CanManage: g.Can(access.ManageCommittee),
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

func readInstitution(f *web.Form, id string) (Institution, Name) {
	n := Name{Name: f.Need("name", "Shkruani emrin zyrtar të institucionit."), Short: f.Text("short")}
	return Institution{
		ID: id, Version: f.Version(), Note: f.Public("note"), Municipality: f.Text("municipality"),
		Kind:   f.Code("kind", kinds, "Zgjidhni nëse institucioni është shtetëror apo organizatë."),
		Sector: f.Code("sector", code.Sectors, "Zgjidhni fushën e institucionit; prej saj varet çfarë pyetet në raportim."),
	}, n
}

func (h handler) saveInstitution(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	inst, name := readInstitution(f, id)
	if !f.OK() {
		return h.showInstitution(w, r, g, http.StatusUnprocessableEntity, inst, f)
	}
	if id == newID {
		inst.ID = h.db.NewID()
	}
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "institution", ID: inst.ID}, func(tx *store.Tx) error {
		if id == newID {
			return AddInstitution(tx, inst, name)
		}
		return EditInstitution(tx, inst)
	})
	if errors.Is(err, store.ErrConflict) {
		return h.conflict(r, g, inst, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, ""), "U ruajt: %s.", name.Name)
}

// conflict shows what was typed beside what somebody else saved meanwhile.
func (h handler) conflict(r *http.Request, g access.Grant, mine Institution, f *web.Form) error {
	var now Institution
	err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		now, err = GetInstitution(tx, mine.ID)
		return err
	})
	if err != nil {
		return err
	}
	l := web.Lang(r)
	return web.Conflict{
		Back: path(g, "/institution/"+mine.ID), Action: path(g, "/institution/"+mine.ID), Form: f.Values, Now: now.Version,
		Fields: []web.ConflictField{
			{Name: "kind", Label: web.T(r, "Lloji"), Mine: kinds.Label(l, mine.Kind), Theirs: kinds.Label(l, now.Kind)},
			{Name: "sector", Label: web.T(r, "Fusha"), Mine: code.Sectors.Label(l, mine.Sector), Theirs: code.Sectors.Label(l, now.Sector)},
			{Name: "municipality", Label: web.T(r, "Bashkia"), Mine: code.MunicipalityName(mine.Municipality), Theirs: code.MunicipalityName(now.Municipality)},
			{Name: "note", Label: web.T(r, "Shënim"), Mine: mine.Note, Theirs: now.Note},
		},
	}
}

func path(g access.Grant, rest string) string {
	return fmt.Sprintf("/k/%s/committee%s", g.Scope().ID, rest)
}
