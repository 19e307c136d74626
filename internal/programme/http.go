package programme

import (
	"embed"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

// Options are what other packages do for this one.
type Options struct {
	// Asks gives the task by which an institution is asked for what is missing.
	Asks register.Asks
	// Effect says what the counts of the child protection units say of a programme;
	// nil where there are no such units. A nil answer says nothing, without a reason.
	Effect func(r *http.Request, g access.Grant, p Programme) (*Effect, error)
}

type handler struct {
	db *store.DB
	Options
}

// Routes adds the pages of the register to m.
func Routes(m *web.Mux, db *store.DB, o Options) {
	h := handler{db, o}
	read := func(path string, f web.Handler) {
		m.Handle("GET /k/{committee}/programme"+path, access.ReadProgrammes, f)
	}
	keep := func(path string, f web.Handler) {
		m.Handle("POST /k/{committee}/programme"+path, access.KeepProgrammes, f)
	}
	read("", h.list)
	read("/season", h.season)
	read("/map", h.mapImage)
	m.Handle("POST /k/{committee}/programme/ask", access.AskProgrammes, h.ask)
	read("/new", h.newForm)
	keep("/new", h.add)
	read("/{programme}", h.show)
	read("/{programme}/edit", h.editForm)
	keep("/{programme}/edit", h.edit)
	read("/{programme}/day/{day}", h.dayForm)
	keep("/{programme}/day/{day}", h.saveDay)
	read("/{programme}/services", h.servicesForm)
	keep("/{programme}/services", h.saveServices)
	read("/{programme}/followup/{after}", h.followupForm)
	keep("/{programme}/followup/{after}", h.saveFollowup)
	read("/{programme}/cancel", h.cancelForm)
	keep("/{programme}/cancel", h.cancel)
	keep("/{programme}/restore", h.restore)
}

// path is an address in the register of the grant's committee.
func path(g access.Grant, rest string) string { return "/k/" + g.Scope().ID + "/programme" + rest }

func (h handler) today() string { return text.DayOf(h.db.Now()) }

// A base is what the pages of the register share.
type base struct {
	web.Page
	Registers register.Nav
	Base      string // of the register
	Today     string
}

func (h handler) base(r *http.Request, g access.Grant, title string, args ...any) base {
	return base{web.NewPage(r, title, args...), register.NavOf(g, "programme"), path(g, ""), h.today()}
}

// under is the base of a page below the list.
func (b base) under(crumbs ...web.Crumb) base {
	b.Page = b.With(append([]web.Crumb{{Label: "Programet verore", Path: b.Base}}, crumbs...)...)
	return b
}

// view reads with a grant that may only read, also where the form may write.
func (h handler) view(r *http.Request, g access.Grant, f func(tx *store.Tx) error) error {
	look, err := g.Also(access.ReadProgrammes)
	if err != nil {
		return err
	}
	return h.db.View(r.Context(), look, store.Subject{}, f)
}

// read reads the programme of the address, and what institutions were called then.
func (h handler) read(r *http.Request, g access.Grant) (p Programme, d register.Directory, err error) {
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		if p, err = Load(tx, r.PathValue("programme")); err != nil {
			return err
		}
		d, err = register.ReadDirectory(tx, p.StartsOn)
		return err
	})
	return p, d, err
}

// toKeep is read for those who may change the programme; others are denied.
func (h handler) toKeep(r *http.Request, g access.Grant) (Programme, register.Directory, error) {
	p, d, err := h.read(r, g)
	if err == nil && !keeps(g, p.InstitutionID) {
		err = access.ErrDenied
	}
	return p, d, err
}

// keeps reports whether somebody keeps the records of an institution.
func keeps(g access.Grant, institution string) bool {
	k, err := g.Also(access.KeepProgrammes)
	return err == nil && k.Covers(institution)
}

// owners are the institutions somebody keeps records of; empty is all.
func owners(g access.Grant) []string {
	k, err := g.Also(access.KeepProgrammes)
	if err != nil {
		return nil
	}
	return k.Own()
}

// change runs f on the programme of the address as it is now, if it is still what
// the form was shown with: stamp says what that is.
func (h handler) change(r *http.Request, g access.Grant, f *web.Form, stamp func(Programme) string, do func(tx *store.Tx, p Programme) error) error {
	id := r.PathValue("programme")
	return h.db.Change(r.Context(), g, store.Subject{Kind: "programme", ID: id}, func(tx *store.Tx) error {
		p, err := Load(tx, id)
		switch {
		case err != nil:
			return err
		case !g.Covers(p.InstitutionID):
			return access.ErrDenied
		case f.Text("stamp") != stamp(p):
			return store.ErrConflict
		}
		return do(tx, p)
	})
}

// conflict shows what was typed beside what is there now.
func conflict(r *http.Request, f *web.Form, back, stamp string, version int64, fields []web.ConflictField) error {
	f.Set("stamp", stamp)
	return web.Conflict{Back: back, Action: r.URL.Path, Fields: fields, Form: f.Values, Now: version}
}
