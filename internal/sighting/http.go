package sighting

import (
	"context"
	"embed"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

var _ = registered(english)

// registered gives the words of the pages their English, before any is shown.
func registered(b []byte) bool {
	text.RegisterJSON(b)
	return true
}

// Options is what sightings need of other features.
type Options struct {
	// People of a unit, for the name of who recorded something. Without it the
	// pages say nothing of who.
	People func(ctx context.Context, unit string) ([]child.Member, error)
}

type handler struct {
	files child.Files
	need  Options
}

// Routes adds the field pages to m, and the neutral page that hides them.
func Routes(m *web.Mux, files child.Files, o Options) {
	h := handler{files, o}
	const at = "/u/{unit}/sighting"
	m.Handle("GET "+at, access.ReadSightings, h.list)
	m.Handle("GET "+at+"/help", access.ReadSightings, h.help)
	m.Handle("GET "+at+"/new", access.ReadSightings, h.fresh)
	m.Handle("POST "+at+"/new", access.RecordSightings, h.record)
	m.Handle("GET "+at+"/{sighting}", access.ReadSightings, h.show)
	m.Handle("GET "+at+"/{sighting}/edit", access.ReadSightings, h.edit)
	m.Handle("POST "+at+"/{sighting}/edit", access.RecordSightings, h.correct)
	m.Handle("POST "+at+"/{sighting}/undo", access.RecordSightings, h.undo)
	m.Handle("POST "+at+"/{sighting}/remove", access.RecordSightings, h.remove)
	m.Handle("POST "+at+"/{sighting}/restore", access.RecordSightings, h.restore)
	m.Handle("POST "+at+"/{sighting}/link", access.LinkSightings, h.link)
	m.Handle("POST "+at+"/{sighting}/unlink", access.LinkSightings, h.unlink)
	m.Public("GET /hide", h.hide)
}

func path(g access.Grant, rest string) string { return "/u/" + g.Scope().ID + "/sighting" + rest }

func (h handler) today() string { return text.DayOf(h.files.DB.Now()) }

// view reads with the grant of a page, as one state of the data.
func (h handler) view(r *http.Request, g access.Grant, f func(tx *store.Tx) error) error {
	return h.files.DB.View(r.Context(), g, store.Subject{}, f)
}

// A base is what every field page shows: whom to call, and what the codes mean.
type base struct {
	web.Page
	Base  string    // address of the list
	Calls []Contact // on the danger bar
	Links bool      // the visitor works on files
	Mine  string    // the visitor's account
	Today string
}

func (h handler) base(r *http.Request, g access.Grant, title string, args ...any) base {
	return base{Page: web.NewPage(r, title, args...), Base: path(g, ""), Links: g.Can(access.LinkSightings), Mine: g.Actor(), Today: h.today()}
}

// calls reads the numbers of the danger bar.
func (b *base) calls(tx *store.Tx) error {
	list, err := contacts(tx, b.Today)
	for _, c := range list {
		if c.Danger {
			b.Calls = append(b.Calls, c)
		}
	}
	return err
}

// Labels of the codes, in the language of the page.

func (b base) Band(s Sighting) string     { return code.TimeBands.Label(b.Lang, s.Band) }
func (b base) Place(s Sighting) string    { return code.PlaceClasses.Label(b.Lang, s.Place) }
func (b base) Activity(s Sighting) string { return code.StreetActivities.Label(b.Lang, s.Activity) }
func (b base) Company(s Sighting) string  { return code.Companies.Label(b.Lang, s.Company) }
func (b base) Age(s Sighting) string      { return ages.Label(b.Lang, s.Age) }
func (b base) Sex(s Sighting) string      { return code.ChildSexes.Label(b.Lang, s.Sex) }
func (b base) Team(s Sighting) string     { return code.FieldTeams.Label(b.Lang, s.Team) }
func (b base) Town(s Sighting) string     { return code.MunicipalityName(s.Municipality) }

// Origin says where from, and how that is known.
func (b base) Origin(s Sighting) string {
	name := code.OriginName(b.Lang, s.Origin)
	if s.Origin == "" {
		return name
	}
	return name + " (" + code.OriginKnown.Label(b.Lang, s.OriginKnown) + ")"
}

// Done says what was done at once.
func (b base) Done(s Sighting) string {
	var list []string
	for _, c := range s.Actions() {
		list = append(list, code.FieldActions.Label(b.Lang, c))
	}
	if list == nil {
		return text.T(b.Lang, "nuk u shënua")
	}
	return text.List(b.Lang, list)
}

// Short is a sighting in one line.
func (b base) Short(s Sighting) string {
	return b.Activity(s) + ", " + b.Sex(s) + ", " + text.T(b.Lang, "mosha: %s", b.Age(s)) + ", " + b.Place(s)
}

// crumbs are the way to a field page.
func crumbs(g access.Grant) web.Crumb { return web.Crumb{Label: "Konstatimet", Path: path(g, "")} }

// names are those of the people of the unit, by account.
func (h handler) names(r *http.Request, g access.Grant) (map[string]string, error) {
	if h.need.People == nil {
		return nil, nil
	}
	list, err := h.need.People(r.Context(), g.Scope().ID)
	names := map[string]string{}
	for _, m := range list {
		names[m.Person] = m.Name
	}
	return names, err
}
