package retention

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
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

func init() { text.RegisterJSON(english) }

// Options are what the pages need of other features.
type Options struct {
	// People are those who hold a role in a unit today; nil: nobody is named.
	People func(ctx context.Context, unit string) ([]child.Member, error)
}

type handler struct {
	Service
	need Options
}

// Routes adds the pages of retention to m.
func Routes(m *web.Mux, s Service, o Options) {
	h := handler{s, o}
	const at = "/u/{unit}/retention"
	m.Handle("GET "+at, access.ReadRetention, h.show)
	m.Handle("POST "+at+"/dry", access.Retain, h.dry)
	m.Handle("GET "+at+"/run/{id}", access.ReadRetention, h.run)
	m.Handle("GET "+at+"/hold", access.ReadRetention, h.holdForm)
	m.Handle("POST "+at+"/hold", access.Retain, h.hold)
	m.Handle("POST "+at+"/hold/{id}/end", access.Retain, h.release)
	m.Handle("GET "+at+"/catalogue", access.ReadRetention, h.catalogue)
}

func path(g access.Grant, rest string) string { return "/u/" + g.Scope().ID + "/retention" + rest }

// A base is what every page of the feature has.
type base struct {
	web.Page
	Base    string
	Can     bool // hold files, and try a run
	people  []child.Member
	machine string
}

func (h handler) base(r *http.Request, g access.Grant, p web.Page) (base, error) {
	b := base{Page: p, Base: path(g, ""), Can: g.Can(access.Retain), machine: h.Machine.ID()}
	if h.need.People == nil {
		return b, nil
	}
	var err error
	b.people, err = h.need.People(r.Context(), g.Scope().ID)
	return b, err
}

// Who names a person by their account. What is done by itself is the server's.
func (b base) Who(person string) string {
	for _, m := range b.people {
		if m.Person == person {
			return m.Name
		}
	}
	if person == b.machine {
		return text.T(b.Lang, "serveri, vetë")
	}
	return text.T(b.Lang, "dikush që nuk është më në njësi")
}

// States and Bases are lists of codes that templates use.
func (base) States() code.List { return States }
func (base) Bases() code.List  { return Bases }

type mainPage struct {
	base
	Today        string
	Files, Notes Limit
	Due, Later   []Entry
	More         int // of Later, not shown
	DueNotes     int64
	NotesBefore  string
	Holds, Over  []Hold
	Runs         []Report
}

var mainView = web.NewView[mainPage](files, "main.tmpl", "parts.tmpl")

// mostLater is how many files that are not due yet the page lists.
const mostLater = 50

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	b, err := h.base(r, g, web.NewPage(r, "Ruajtja dhe fshirja"))
	if err != nil {
		return err
	}
	p := mainPage{base: b}
	if err := h.Service.Files.DB.View(r.Context(), g, store.Subject{}, p.read(h.Service)); err != nil {
		return err
	}
	return mainView.Render(w, r, http.StatusOK, p)
}

// read fills the page, without files that the visitor must not know of.
func (p *mainPage) read(s Service) func(tx *store.Tx) error {
	return func(tx *store.Tx) error {
		plan, err := s.plan(tx)
		if err != nil {
			return err
		}
		p.Today, p.DueNotes, p.NotesBefore = plan.day, plan.notes, plan.before
		apart, err := apart(tx)
		if err != nil {
			return err
		}
		for _, e := range plan.entries {
			switch {
			case apart[e.ID]:
			case e.On != "" && e.On <= plan.day:
				p.Due = append(p.Due, e)
			case len(p.Later) < mostLater:
				p.Later = append(p.Later, e)
			default:
				p.More++
			}
		}
		if err := p.limits(tx); err != nil {
			return err
		}
		if err := p.held(tx, apart); err != nil {
			return err
		}
		p.Runs, err = store.All(tx, allRuns, (*Report).fields)
		return err
	}
}

func (p *mainPage) limits(tx *store.Tx) (err error) {
	if p.Files, err = limitOn(tx, child.KeepFile, p.Today); err != nil {
		return err
	}
	p.Notes, err = limitOn(tx, "keep_sighting", p.Today)
	return err
}

func (p *mainPage) held(tx *store.Tx, apart map[string]bool) error {
	list, err := readHolds(tx)
	for _, x := range list {
		switch {
		case apart[x.Child]:
		case x.To != "" && x.To < p.Today:
			p.Over = append(p.Over, x)
		default:
			p.Holds = append(p.Holds, x)
		}
	}
	return err
}

func (h handler) dry(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	report, err := h.Run(r.Context(), g, true)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/run/"+report.ID), "Kjo ishte vetëm provë: asgjë nuk u fshi.")
}

type runPage struct {
	base
	Report Report
}

var runView = web.NewView[runPage](files, "run.tmpl", "parts.tmpl")

func (h handler) run(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	b, err := h.base(r, g, web.NewPage(r, "Zbatimi i rregullave të ruajtjes").With(web.Crumb{Label: "Ruajtja dhe fshirja", Path: path(g, "")}))
	if err != nil {
		return err
	}
	p := runPage{base: b}
	err = h.Service.Files.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error {
		if p.Report, err = runs.Get(tx, r.PathValue("id")); err != nil {
			return err
		}
		apart, err := apart(tx)
		if err != nil {
			return err
		}
		return p.Report.tell(apart)
	})
	if err != nil {
		return err
	}
	return runView.Render(w, r, http.StatusOK, p)
}

// tell reads the detail, without files that the reader must not know of.
func (r *Report) tell(apart map[string]bool) error {
	var d Detail
	if err := json.Unmarshal([]byte(r.stored), &d); err != nil {
		return err
	}
	r.Detail.Months = d.Months
	for _, x := range d.Erased {
		if !apart[x.ID] {
			r.Detail.Erased = append(r.Detail.Erased, x)
		}
	}
	for _, x := range d.Held {
		if !apart[x.ID] {
			r.Detail.Held = append(r.Detail.Held, x)
		}
	}
	return nil
}

type holdPage struct {
	base
	Choices []web.Option
}

var holdView = web.NewView[holdPage](files, "hold.tmpl")

func (h handler) holdForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.Retain) {
		return access.ErrDenied
	}
	return h.showHold(w, r, g, http.StatusOK, web.NewForm(r).Set("code", r.URL.Query().Get("code")))
}

func (h handler) showHold(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	page := web.NewPage(r, "Mos e fshi një dosje").With(web.Crumb{Label: "Ruajtja dhe fshirja", Path: path(g, "")}).WithForm(f)
	b, err := h.base(r, g, page)
	if err != nil {
		return err
	}
	return holdView.Render(w, r, status, holdPage{b, web.Options(b.Lang, Bases)})
}

func (h handler) hold(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	file := tidyCode(f.Need("code", "Shkruani kodin e dosjes, për shembull D-7K2MQX."))
	basis := f.Code("basis", Bases, "Zgjidhni pse dosja nuk duhet fshirë.")
	until := f.Day("until")
	if until != "" && until < text.DayOf(h.Service.Files.DB.Now()) {
		f.Fail("until", "Kjo ditë ka kaluar. Shkruani një ditë që vjen, ose lëreni bosh.")
	}
	if f.OK() {
		err = h.Service.Files.DB.Change(r.Context(), g, store.Subject{Kind: "hold", ID: file}, func(tx *store.Tx) error { return hold(tx, file, basis, until) })
		if errors.Is(err, store.ErrNotFound) {
			f.Fail("code", "Njësia nuk ka dosje me këtë kod. Shihni kodin te dosja ose te lista e dosjeve.")
		} else if err != nil {
			return err
		}
	}
	if !f.OK() {
		return h.showHold(w, r, g, http.StatusUnprocessableEntity, f)
	}
	return web.Redirect(w, r, path(g, ""), "Dosja nuk fshihet derisa mbajtja të marrë fund.")
}

func (h handler) release(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	err = h.Service.Files.DB.Change(r.Context(), g, child.About("hold", id), func(tx *store.Tx) error { return release(tx, id, f.Version()) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, ""), "Mbajtja mori fund. Dosja fshihet në afatin e vet.")
}
