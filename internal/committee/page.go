package committee

import (
	"fmt"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// base is what every page of this package shows around its content: the
// sections of the feature, and whether its visitor may change anything.
type base struct {
	web.Page
	CanManage bool
	Sections  []web.PageNav
}

var sections = []struct{ label, path string }{
	{"Institucionet", ""}, {"Urdhrat dhe vendet", "/orders"}, {"Rregullat", "/rules"}, {"Qarqet dhe bashkitë", "/places"}, {"Të dhënat e komitetit", "/settings"},
}

func newBase(r *http.Request, g access.Grant, title string, args ...any) base {
	b := base{Page: web.NewPage(r, title, args...), CanManage: g.Can(access.ManageCommittee)}
	for _, s := range sections {
		if s.path == "/settings" && !b.CanManage {
			continue
		}
		to := path(g, s.path)
		b.Sections = append(b.Sections, web.PageNav{Label: web.T(r, s.label), Path: to, Current: r.URL.Path == to})
	}
	return b
}

// under adds the way to a page inside a section.
func (b base) under(crumbs ...web.Crumb) base {
	b.Page = b.Page.With(crumbs...)
	return b
}

func (b base) withForm(f *web.Form) base {
	b.Page = b.Page.WithForm(f)
	return b
}

// Sector, Kind, Seat, BodyName, RuleName and MunicipalityName are labels for the reader.
func (b base) Sector(c string) string           { return code.Sectors.Label(b.Lang, c) }
func (b base) Kind(c string) string             { return kinds.Label(b.Lang, c) }
func (b base) Seat(c string) string             { return code.SeatKinds.Label(b.Lang, c) }
func (b base) BodyName(c string) string         { return code.Bodies.Label(b.Lang, c) }
func (b base) RuleName(c string) string         { return code.Rules.Label(b.Lang, c) }
func (b base) MunicipalityName(c string) string { return code.MunicipalityName(c) }

// Base is the address under which the pages of the feature are.
func (b base) Base() string { return "/k/" + b.Room.ID + "/committee" }

// Days says from when to when something holds: "nga 01.03.2022", "01.03.2022 – 31.12.2022".
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

func path(g access.Grant, rest string, args ...any) string {
	return fmt.Sprintf("/k/%s/committee"+rest, append([]any{g.Scope().ID}, args...)...)
}

// manager refuses the forms to those who may only read.
func manager(g access.Grant) error {
	if !g.Can(access.ManageCommittee) {
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
