package campaign

import (
	"embed"
	"errors"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
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

type handler struct {
	db   *store.DB
	need Options
}

// Routes adds the pages of awareness activities and of their calendars to m.
func Routes(m *web.Mux, db *store.DB, o Options) {
	h := handler{db, o}
	const at = "/k/{committee}/campaign"
	const one, plan = at + "/activity/{activity}", at + "/calendar/{calendar}"
	get := func(pattern string, f web.Handler) { m.Handle("GET "+pattern, access.ReadCampaigns, f) }
	keep := func(pattern string, f web.Handler) { m.Handle("POST "+pattern, access.KeepCampaigns, f) }
	set := func(pattern string, f web.Handler) { m.Handle("POST "+pattern, access.SetCalendars, f) }

	get(at, h.list)
	m.Handle("POST "+at+"/ask", access.AskCampaigns, h.ask)
	get(at+"/new", h.newForm)
	keep(at+"/new", h.create)
	get(one, h.show)
	get(one+"/edit", h.editForm)
	keep(one+"/edit", h.save)
	get(one+"/held", h.heldForm)
	keep(one+"/held", h.held)
	get(one+"/cancel", h.cancelForm)
	keep(one+"/cancel", h.cancel)
	keep(one+"/plan", h.replan)
	get(one+"/finding/{finding}", h.findingForm)
	keep(one+"/finding/{finding}", h.saveFinding)
	get(one+"/finding/{finding}/remove", h.confirmFinding)
	keep(one+"/finding/{finding}/remove", h.removeFinding)
	get(one+"/file", h.fileForm)
	keep(one+"/file", h.addFile)
	get(one+"/file/{file}", h.download)
	get(one+"/file/{file}/remove", h.confirmFile)
	keep(one+"/file/{file}/remove", h.removeFile)

	get(at+"/calendar", h.calendars)
	get(at+"/calendar/new", h.newCalendar)
	set(at+"/calendar/new", h.createCalendar)
	get(plan, h.calendar)
	get(plan+"/map.svg", h.tiles)
	get(plan+"/edit", h.calendarForm)
	set(plan+"/edit", h.saveCalendar)
	get(plan+"/remove", h.confirmCalendar)
	set(plan+"/remove", h.removeCalendar)
	get(plan+"/committees", h.committees)
	set(plan+"/committees", h.publish)
	get(plan+"/lines", h.linesForm)
	set(plan+"/lines", h.addLines)
	get(plan+"/slot/{slot}", h.slotForm)
	set(plan+"/slot/{slot}", h.saveSlot)
	get(plan+"/slot/{slot}/remove", h.confirmSlot)
	set(plan+"/slot/{slot}/remove", h.removeSlot)
}

func path(g access.Grant, rest string) string { return "/k/" + g.Scope().ID + "/campaign" + rest }

func activityPath(g access.Grant, id, rest string) string { return path(g, "/activity/"+id+rest) }

func calendarPath(g access.Grant, id, rest string) string { return path(g, "/calendar/"+id+rest) }

func (h handler) today() string { return text.DayOf(h.db.Now()) }

// view reads under the grant to look at the register, whichever the route has.
func (h handler) view(r *http.Request, g access.Grant, f func(tx *store.Tx) error) error {
	look, err := g.Also(access.ReadCampaigns)
	if err != nil {
		return err
	}
	return h.db.View(r.Context(), look, store.Subject{}, f)
}

func (h handler) change(r *http.Request, g access.Grant, id string, f func(tx *store.Tx) error) error {
	return h.db.Change(r.Context(), g, store.Subject{Kind: "campaign", ID: id}, f)
}

// base is what every page of the register has.
type base struct {
	web.Page
	Base      string // /k/{committee}/campaign
	Today     string
	Directory register.Directory
	Registers register.Nav
}

func (h handler) base(r *http.Request, g access.Grant, p web.Page) base {
	return base{Page: p, Base: path(g, ""), Today: h.today(), Registers: register.NavOf(g, "campaign")}
}

// Crumbs of the register, and of one activity or calendar.
func crumbs(g access.Grant, more ...web.Crumb) []web.Crumb {
	return append([]web.Crumb{{Label: "Fushatat", Path: path(g, "")}}, more...)
}

func (b base) Name(id string) string { return b.Directory.Name(id) }

func (b base) Kinds() code.List     { return code.CampaignKinds }
func (b base) States() code.List    { return code.EventStates }
func (b base) Audiences() code.List { return code.Audiences }
func (b base) Sectors() code.List   { return code.Sectors }
func (b base) Consents() code.List  { return code.Consents }

// Where is the municipality, or the whole qark.
func (b base) Where(municipality string) string {
	if municipality == "" {
		return text.T(b.Lang, "i gjithë qarku")
	}
	return code.MunicipalityName(municipality)
}

// Days is the day or the days of something, with its hour.
func (b base) Days(from, to, hour string) string {
	s := text.Day(from)
	if to != from {
		s += "–" + text.Day(to)
	}
	if hour != "" {
		s += ", " + text.Clock(b.Lang, hour)
	}
	return s
}

// For names audiences.
func (b base) For(kinds []string) string {
	var s []string
	for _, k := range kinds {
		s = append(s, code.Audiences.Label(b.Lang, k))
	}
	return text.List(b.Lang, s)
}

// Reached says how many an activity reached, and how that is known.
func (b base) Reached(a Activity) string { return reachedWords(b.Lang, a.Numbers.Get("reached")) }

func reachedWords(l text.Lang, q figure.Quantity) string {
	c, _ := code.FindIn(code.CampaignCounts, "reached")
	words := register.Words(l, c, q)
	switch q.Qualifier {
	case figure.Exact:
		return text.T(l, "%s (të numëruar)", words)
	case figure.About, figure.MoreThan, figure.LessThan, figure.Several:
		return text.T(l, "%s (të vlerësuar)", words)
	}
	return words
}

// Tag is the colour and the name of a state, for the template "state".
func (b base) Tag(state string) map[string]string {
	look := map[string]string{Planned: "blue", Held: "green", Cancelled: "grey"}[state]
	return map[string]string{"Look": look, "Label": code.EventStates.Label(b.Lang, state)}
}

// YesNo are the answers to a question of a form.
func (b base) YesNo() []web.Option {
	return []web.Option{{Value: "no", Label: text.T(b.Lang, "jo")}, {Value: "yes", Label: text.T(b.Lang, "po")}}
}

var qarkOf = store.Read(`SELECT qark FROM committee WHERE committee_id = $1`)

// readQark is the ISO code of the committee's qark.
func readQark(tx *store.Tx) (string, error) { return store.Value[string](tx, qarkOf) }

// covered reads an activity that the visitor may keep; others are told as much as
// that it is not there.
func (h handler) covered(r *http.Request, g access.Grant) (a Activity, err error) {
	keep, err := g.Also(access.KeepCampaigns)
	if err != nil {
		return a, err
	}
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		a, err = Load(tx, r.PathValue("activity"))
		return err
	})
	if err == nil && !keep.Covers(a.InstitutionID) {
		err = access.ErrDenied
	}
	return a, err
}

// owned reads an activity inside a change, and refuses one of another institution.
func owned(tx *store.Tx, id string) (Activity, error) {
	a, err := Load(tx, id)
	if err == nil && !tx.Grant().Covers(a.InstitutionID) {
		err = access.ErrDenied
	}
	return a, err
}

// mayKeep reports whether the visitor keeps what the institution owns.
func mayKeep(g access.Grant, institution string) bool {
	keep, err := g.Also(access.KeepCampaigns)
	return err == nil && keep.Covers(institution)
}

func conflicted(err error) bool { return errors.Is(err, store.ErrConflict) }

func findingIn(a Activity, id string) (Finding, error) {
	i := slices.IndexFunc(a.Findings, func(x Finding) bool { return x.ID == id })
	if i < 0 {
		return Finding{}, store.ErrNotFound
	}
	return a.Findings[i], nil
}
