package unit

import (
	"embed"
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

// Options are what other packages do for this one.
type Options struct {
	// Due lists the steps of protection that are overdue on a day in the unit of
	// the transaction; nil: none are shown.
	Due func(tx *store.Tx, day string) ([]Overdue, error)
}

type handler struct {
	db *store.DB
	Options
}

// Routes adds the pages of a unit to m. db is the room for casework.
func Routes(m *web.Mux, db *store.DB, o Options) {
	h := handler{db, o}
	m.Handle("GET /u/{unit}", access.ReadUnit, h.desk)

	read := func(path string, f web.Handler) { m.Handle("GET /u/{unit}/unit"+path, access.ReadUnit, f) }
	write := func(path string, f web.Handler) { m.Handle("POST /u/{unit}/unit"+path, access.KeepUnit, f) }
	read("/contacts", h.contacts)
	read("/contacts/new", h.contactForm)
	write("/contacts/new", h.addContact)
	write("/contacts/{id}/confirm", h.confirmContact)
	write("/contacts/{id}/end", h.endContact)
	read("/rules", h.rules)
	read("/rules/{code}", h.ruleForm)
	write("/rules/{code}", h.setRule)
	read("/rule/{id}", h.basisForm)
	write("/rule/{id}", h.saveBasis)
	read("/settings", h.settings)
	write("/settings", h.saveSettings)
}

// base is what every page but the first shows around its content.
type base struct {
	web.Page
	CanKeep  bool
	Sections []web.PageNav
}

var sections = []web.Crumb{
	{Label: "Kontaktet", Path: "/contacts"}, {Label: "Afatet dhe ruajtja", Path: "/rules"}, {Label: "Të dhënat e njësisë", Path: "/settings"},
}

func newBase(r *http.Request, g access.Grant, title string, args ...any) base {
	b := base{Page: web.NewPage(r, title, args...), CanKeep: g.Can(access.KeepUnit)}
	for _, s := range sections {
		to := path(g, s.Path)
		b.Sections = append(b.Sections, web.PageNav{Label: web.T(r, s.Label), Path: to, Current: r.URL.Path == to})
	}
	return b
}

// form is a page inside a section.
func (b base) form(section web.Crumb, f *web.Form) base {
	b.Page = b.Page.With(section).WithForm(f)
	return b
}

// section is the way back to a section.
func section(g access.Grant, i int) web.Crumb {
	return web.Crumb{Label: sections[i].Label, Path: path(g, sections[i].Path)}
}

// Base is the address under which the pages of the feature are.
func (b base) Base() string { return b.Room.Path + "/unit" }

// Days says from when to when something holds.
func (b base) Days(from, to string) string {
	switch {
	case from == "" && to == "":
		return text.T(b.Lang, "pa kufi kohor")
	case from == "":
		return text.T(b.Lang, "deri më %s", text.Day(to))
	case to == "":
		return text.T(b.Lang, "nga %s", text.Day(from))
	}
	return text.Day(from) + " – " + text.Day(to)
}

func path(g access.Grant, rest string) string { return "/u/" + g.Scope().ID + "/unit" + rest }

// keeper refuses the forms to those who may only read.
func keeper(g access.Grant) error {
	if !g.Can(access.KeepUnit) {
		return access.ErrDenied
	}
	return nil
}

func (h handler) view(r *http.Request, g access.Grant, f func(tx *store.Tx) error) error {
	return h.db.View(r.Context(), g, store.Subject{}, f)
}

func (h handler) change(r *http.Request, g access.Grant, kind, id string, f func(tx *store.Tx) error) error {
	return h.db.Change(r.Context(), g, store.Subject{Kind: kind, ID: id}, f)
}

// today is the day in Albania.
func (h handler) today() string { return text.DayOf(h.db.Now()) }

type deskPage struct {
	web.Page
	Unit       Unit
	Boxes      []Box
	Contacts   []Contact
	Unverified string     // how many limits in force nobody confirmed, in words, for who keeps them
	Retention  bool       // the visitor is to know when the keeping rules ran
	LastRun    store.Time // never: they did not
}

var deskView = web.NewView[deskPage](files, "desk.tmpl")

// Municipality is the name of the unit's municipality.
func (p deskPage) Municipality() string { return code.MunicipalityName(p.Unit.Municipality) }

func (h handler) desk(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := deskPage{Page: web.NewPage(r, "Përmbledhje"), Retention: g.Can(access.ReadRetention)}
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if p.Unit, err = Get(tx); err != nil {
			return err
		}
		if p.Boxes, err = h.boxes(tx, p.Lang, p.Room.Path); err != nil {
			return err
		}
		all, err := readContacts(tx)
		if err != nil {
			return err
		}
		p.Contacts = onDay(all, h.today())
		if g.Can(access.KeepUnit) {
			p.Unverified, err = unverified(tx, p.Lang, h.today())
		}
		if err != nil {
			return err
		}
		p.LastRun, err = lastRetention(tx)
		return err
	})
	if err != nil {
		return err
	}
	return deskView.Render(w, r, http.StatusOK, p)
}

// onDay keeps the contacts that hold on a day.
func onDay(all []Contact, day string) (list []Contact) {
	for _, c := range all {
		if c.On(day) {
			list = append(list, c)
		}
	}
	return list
}

// unverified says how many limits in force on a day nobody has confirmed; "" for
// none.
func unverified(tx *store.Tx, l text.Lang, day string) (string, error) {
	all, err := readRules(tx)
	n := int64(0)
	for _, r := range all {
		if r.On(day) && !r.Verified && r.Value != "" {
			n++
		}
	}
	if n == 0 || err != nil {
		return "", err
	}
	return text.Count(l, &n, text.Forms{One: "1 afat në fuqi nuk e ka parë ende askush në akt.", Many: "{n} afate në fuqi nuk i ka parë ende askush në akt."}), nil
}
