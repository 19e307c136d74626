package meeting

import (
	"embed"
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

type handler struct {
	db   *store.DB
	need Options
}

// newID is the id in the address of a form for a meeting that is not recorded yet.
const newID = "new"

// Routes adds the pages of meetings to m.
func Routes(m *web.Mux, db *store.DB, o Options) {
	h := handler{db, o}
	const at = "/k/{committee}/meeting"
	m.Handle("GET "+at, access.ReadMeetings, h.list)
	m.Handle("GET "+at+"/{id}", access.ReadMeetings, h.show)
	m.Handle("GET "+at+"/{id}/edit", access.ReadMeetings, h.form)
	m.Handle("POST "+at+"/{id}/edit", access.RecordMeetings, h.save)
	m.Handle("GET "+at+"/{id}/remove", access.ReadMeetings, h.askRemove)
	m.Handle("POST "+at+"/{id}/remove", access.RecordMeetings, h.remove)
	h.routesBefore(m, at)
	h.routesMinutes(m, at)
}

func path(g access.Grant, rest string, args ...any) string {
	return fmt.Sprintf("/k/%s/meeting"+rest, append([]any{g.Scope().ID}, args...)...)
}

func (h handler) view(r *http.Request, g access.Grant, f func(tx *store.Tx) error) error {
	return h.db.View(r.Context(), g, store.Subject{}, f)
}

func (h handler) change(r *http.Request, g access.Grant, id string, f func(tx *store.Tx) error) error {
	return h.db.Change(r.Context(), g, store.Subject{Kind: "meeting", ID: id}, f)
}

func (h handler) today() string { return text.DayOf(h.db.Now()) }

// base is what every page of this package shows around its content.
type base struct {
	web.Page
	CanRecord bool
	reply     access.Grant // to answer for institutions; the zero grant covers none
}

func newBase(r *http.Request, g access.Grant, title string, args ...any) base {
	reply, _ := g.Also(access.ReplyToMeetings)
	return base{web.NewPage(r, title, args...), g.Can(access.RecordMeetings), reply}
}

func (b base) under(crumbs ...web.Crumb) base {
	b.Page = b.Page.With(crumbs...)
	return b
}

// Base is the address under which the pages of the feature are.
func (b base) Base() string { return "/k/" + b.Room.ID + "/meeting" }

// BodyName, KindName, SeatName and Unit are labels for the reader.
func (b base) BodyName(c string) string { return code.Bodies.Label(b.Lang, c) }
func (b base) KindName(c string) string { return code.MeetingKinds.Label(b.Lang, c) }
func (b base) SeatName(c string) string { return code.SeatKinds.Label(b.Lang, c) }
func (b base) Unit(c string) string     { return code.Units.Label(b.Lang, c) }

// Words is a number as it was said: "rreth 200".
func (b base) Words(f Figure) string {
	return f.Value.Words(string(b.Lang), text.Number(b.Lang, int64(f.Value.Number)))
}

// Clock is a time of day for the reader: "ora 13.30".
func (b base) Clock(hhmm string) string { return text.Clock(b.Lang, hhmm) }

// Title of a meeting.
func (b base) NameOf(m Meeting) string { return m.Name(b.Lang) }
