package committee

import (
	"context"
	"embed"
	"net/http"

	"tryeza/internal/access"
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
	// CheckTemplate refuses a Word template that documents cannot be made with.
	CheckTemplate func([]byte) error
	// Units lists the child protection units somebody works in, for their first
	// page; nil: there are none.
	Units func(ctx context.Context, a access.Actor) ([]web.Room, error)
}

type handler struct {
	db  *store.DB
	mux *web.Mux
	Options
}

// newID is the id in the address of a form for something that does not exist yet.
const newID = "new"

// Routes adds the pages of the committee to m.
func Routes(m *web.Mux, db *store.DB, o Options) {
	h := handler{db, m, o}
	m.Handle("GET /{$}", access.ListCommittees, h.home)
	m.Handle("GET /k/{committee}", access.ReadCommittee, h.dashboard)
	m.Handle("POST /k/{committee}/committee/found", access.FoundCommittee, h.found)

	read := func(path string, f web.Handler) {
		m.Handle("GET /k/{committee}/committee"+path, access.ReadCommittee, f)
	}
	write := func(path string, f web.Handler) {
		m.Handle("POST /k/{committee}/committee"+path, access.ManageCommittee, f)
	}

	read("", h.institutions)
	read("/institution/{id}", h.institution)
	write("/institution/{id}", h.saveInstitution)
	write("/institution/{id}/remove", h.removeInstitution)
	read("/institution/{id}/rename", h.renameForm)
	write("/institution/{id}/rename", h.rename)
	read("/institution/{id}/alias", h.aliasForm)
	write("/institution/{id}/alias", h.addAlias)
	read("/name/{id}", h.nameForm)
	write("/name/{id}", h.correctName)
	write("/name/{id}/remove", h.removeName)

	read("/orders", h.orders)
	read("/order/{id}", h.order)
	read("/order/{id}/edit", h.orderForm)
	write("/order/{id}/edit", h.saveOrder)
	write("/order/{id}/remove", h.removeOrder)
	read("/order/{id}/seats", h.seatsForm)
	write("/order/{id}/seats", h.saveSeats)
	write("/order/{id}/copy", h.copySeats)

	read("/rules", h.rules)
	read("/rules/{code}", h.ruleForm)
	write("/rules/{code}", h.setRule)
	read("/rule/{id}", h.basisForm)
	write("/rule/{id}", h.saveBasis)

	read("/places", h.places)
	read("/settings", h.settings)
	write("/settings", h.saveSettings)
	read("/file/{kind}", h.file)
	write("/file/{kind}", h.saveFile)
	write("/file/{kind}/remove", h.removeFile)
}

// Room names the committee of a grant for the top of every page, also to those
// who may not read the committee, such as an auditor.
func Room(db *store.DB) func(*http.Request, access.Grant) (web.Room, error) {
	return func(r *http.Request, g access.Grant) (web.Room, error) {
		room := web.Room{ID: g.Scope().ID, Name: g.Scope().ID}
		name, err := g.Also(access.NameCommittee)
		if err != nil {
			return room, nil
		}
		err = db.View(r.Context(), name, store.Subject{}, func(tx *store.Tx) error {
			c, err := Get(tx)
			room.Name, room.Sample = c.Name, c.Sample
			return err
		})
		return room, err
	}
}
