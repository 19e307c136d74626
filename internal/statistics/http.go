package statistics

import (
	"embed"
	"errors"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

// Options is what the pages need besides the casework room.
type Options struct {
	Committee *store.DB // the committee room, where the rules are
}

type handler struct {
	db        *store.DB // the casework room; nil where there is none
	committee *store.DB
}

// Routes adds the pages of figures about children to m. db is the casework
// room; without one the pages say so.
func Routes(m *web.Mux, db *store.DB, o Options) {
	h := handler{db, o.Committee}
	m.Handle("GET /k/{committee}/statistics", access.ReadCounts, h.show)
	m.Handle("GET /k/{committee}/statistics/csv", access.ReadCounts, h.csv)
}

// A request is what somebody wants to see.
type request struct {
	hatch        access.Grant
	published    bool // they want the published version
	period       figure.Period
	municipality string
	rules, past  Rules // of the period, and of the same half-year before
	today        string
}

// member is the grant of whoever may have exact numbers: the committee. For
// others nothing is counted, not even to be published: of two countings with one
// correction between them, the difference may be one child. They have the numbers
// of the signed analysis.
func member(r *http.Request, g access.Grant) (access.Grant, error) {
	return web.Who(r).Actor.May(access.CountExactly, access.Hatch(g.Scope().ID))
}

// read understands the address.
func (h handler) read(r *http.Request, g, hatch access.Grant) (request, error) {
	q := request{hatch: hatch, today: text.DayOf(h.committee.Now()), municipality: r.FormValue("municipality")}
	q.published = r.FormValue("view") == "published"
	q.choose(r.FormValue("period"))
	if q.municipality != "" && len(places(g.Scope().ID, q.municipality)) == 0 {
		return q, access.ErrDenied
	}
	return q, h.rules(r, g, &q)
}

// rules reads the rules under which the periods are counted.
func (h handler) rules(r *http.Request, g access.Grant, q *request) (err error) {
	q.rules, q.past, err = RulesOf(r.Context(), h.committee, g, q.period)
	return err
}

// choose takes the half-year that was asked for, or the last that has ended: one
// that has only begun says little.
func (q *request) choose(period string) {
	halves := q.halves()
	if q.period = halves[0]; !q.published {
		q.period = halves[1]
	}
	for _, p := range halves {
		if string(p) == period {
			q.period = p
		}
	}
}

// shownYears is how far back the pages go.
const shownYears = 6

// halves lists the half-years that can be shown, newest first. A running one is
// not published: from one day to the next the difference would be one child.
func (q *request) halves() []figure.Period {
	now, _ := figure.PeriodAt(figure.Half, q.today)
	if q.published {
		now = now.Previous()
	}
	list := []figure.Period{now}
	for range 2*shownYears - 1 {
		list = append(list, list[len(list)-1].Previous())
	}
	return list
}

// answers are the figures of a period and of the same half-year before.
type answers struct{ now, before Answer }

// ask gets the figures: exact ones for the chosen municipality, or the
// published version, which is made once for the whole area.
func (h handler) ask(r *http.Request, q request) (a answers, err error) {
	if q.published {
		c, err := NewChapter(r.Context(), h.db, q.hatch, q.period, q.rules, q.past)
		return answers{c.Published, c.Before}, err
	}
	err = h.db.View(r.Context(), q.hatch, store.Subject{}, func(tx *store.Tx) (err error) {
		x := questionOf(q.period, q.rules)
		x.Municipality = q.municipality
		if a.now, err = Count(tx, x); err != nil {
			return err
		}
		x = questionOf(q.period.YearBefore(), q.past)
		x.Municipality = q.municipality
		a.before, err = Count(tx, x)
		return err
	})
	return a, err
}

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := page{Page: web.NewPage(r, "Fëmijët në situatë rruge"), Base: "/k/" + g.Scope().ID + "/statistics"}
	hatch, closed := member(r, g)
	if p.Absent, p.Outside = h.db == nil, closed != nil; p.Absent || p.Outside {
		return pageView.Render(w, r, http.StatusOK, p)
	}
	q, err := h.read(r, g, hatch)
	if err != nil {
		return err
	}
	a, err := h.ask(r, q)
	if err != nil {
		return err
	}
	p.fill(q, a)
	p.Form = form(r, q)
	return pageView.Render(w, r, http.StatusOK, p)
}

// form holds the filters.
func form(r *http.Request, q request) *web.Form {
	f := web.NewForm(r).Set("period", string(q.period)).Set("municipality", q.municipality)
	if q.published {
		f.Set("view", "published")
	}
	return f
}

// options are the choices of the filters.
func (p page) Periods() []web.Option {
	var list []web.Option
	for _, x := range p.q.halves() {
		list = append(list, web.Option{Value: string(x), Label: x.Name(string(p.Lang))})
	}
	return list
}

// Municipalities are those of the committee.
func (p page) Municipalities() []web.Option {
	var list []web.Option
	for _, m := range places(p.Room.ID, "") {
		list = append(list, web.Option{Value: m, Label: code.MunicipalityName(m)})
	}
	return list
}

// csv sends the published version as a file, to the committee.
func (h handler) csv(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	hatch, err := member(r, g)
	if err != nil || h.db == nil {
		return errors.Join(err, store.ErrNotFound)
	}
	q, err := h.read(r, g, hatch)
	if err != nil {
		return err
	}
	wanted := q.period
	q.published = true
	q.choose(string(wanted))
	if q.period != wanted {
		return web.RefuseAt("/k/"+g.Scope().ID+"/statistics", "Numrat publikohen pasi të mbarojë gjashtëmujori.")
	}
	c, err := NewChapter(r.Context(), h.db, q.hatch, q.period, q.rules, q.past)
	if err != nil {
		return err
	}
	content, err := writeCSV(web.Lang(r), c)
	if err != nil {
		return err
	}
	return web.Download(w, "femijet-ne-situate-rruge-"+string(q.period)+".csv", "text/csv; charset=utf-8", content)
}
