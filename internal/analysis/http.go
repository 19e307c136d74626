package analysis

import (
	"embed"
	"errors"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var templates embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

type handler struct {
	db   *store.DB
	need Options
}

// Routes is Options.Routes where there is no casework room.
func Routes(m *web.Mux, db *store.DB) { Options{}.Routes(m, db) }

// Routes adds the pages of the analysis to m.
func (o Options) Routes(m *web.Mux, db *store.DB) {
	h := handler{db, o}
	m.Handle("GET /k/{committee}/analysis", access.ReadAnalysis, h.list)
	m.Handle("POST /k/{committee}/analysis", access.ComposeAnalysis, h.open)
	m.Handle("GET /k/{committee}/analysis/{id}", access.ReadAnalysis, h.show)
	m.Handle("GET /k/{committee}/analysis/{id}/figure", access.ReadAnalysis, h.lineage)
	m.Handle("GET /k/{committee}/analysis/{id}/chart/{chart}", access.ReadAnalysis, h.chart)
	m.Handle("GET /k/{committee}/analysis/{id}/download/{format}", access.ReadAnalysis, h.download)
	m.Handle("GET /k/{committee}/analysis/{id}/brief/{format}", access.ReadAnalysis, h.brief)
	m.Handle("GET /k/{committee}/analysis/{id}/edit/{paragraph}", access.ReadAnalysis, h.editForm)
	m.Handle("POST /k/{committee}/analysis/{id}/edit/{paragraph}", access.ComposeAnalysis, h.saveEdit)
	m.Handle("POST /k/{committee}/analysis/{id}/protocol", access.ComposeAnalysis, h.protocol)
	m.Handle("POST /k/{committee}/analysis/{id}/review", access.ReviewAnalysis, h.review)
	m.Handle("GET /k/{committee}/analysis/{id}/sign", access.ReadAnalysis, h.signForm)
	m.Handle("POST /k/{committee}/analysis/{id}/sign", access.SignAnalysis, h.sign)
	m.Handle("POST /k/{committee}/analysis/{id}/correct", access.ComposeAnalysis, h.correct)
	m.Handle("POST /k/{committee}/analysis/{id}/scan", access.AttachScan, h.attach)
	m.Handle("GET /k/{committee}/analysis/{id}/scan/{scan}", access.ReadAnalysis, h.scan)
}

func path(g access.Grant, rest string) string {
	return "/k/" + g.Scope().ID + "/analysis" + rest
}

func (h handler) view(r *http.Request, g access.Grant, f func(tx *store.Tx) error) error {
	return h.db.View(r.Context(), g, store.Subject{Kind: "analysis", ID: r.PathValue("id")}, f)
}

func (h handler) change(r *http.Request, g access.Grant, f func(tx *store.Tx, a Analysis) error) error {
	id := r.PathValue("id")
	return h.db.Change(r.Context(), g, store.Subject{Kind: "analysis", ID: id}, func(tx *store.Tx) error {
		a, err := analyses.Get(tx, id)
		if err != nil {
			return err
		}
		return f(tx, a)
	})
}

// there reports whether an analysis is there for whoever asks: one that is not
// signed, for the committee alone. It counts children anew at each look, and who
// sees it before and after a correction learns of one child.
func there(g access.Grant, a Analysis) bool {
	return a.State == Signed || g.Can(access.DraftAnalysis)
}

// asked is the analysis of the address, if it is there for whoever asks.
func asked(tx *store.Tx, r *http.Request) (Analysis, error) {
	a, err := analyses.Get(tx, r.PathValue("id"))
	if err == nil && !there(tx.Grant(), a) {
		return Analysis{}, store.ErrNotFound
	}
	return a, err
}

// read is the analysis of the address with its report.
func (h handler) read(r *http.Request, g access.Grant) (a Analysis, report *Report, err error) {
	err = h.view(r, g, func(tx *store.Tx) error {
		if a, err = asked(tx, r); err != nil {
			return err
		}
		report, err = h.need.Read(r.Context(), tx, a)
		return err
	})
	return a, report, err
}

type listPage struct {
	web.Page
	Analyses   []Analysis
	Periods    []web.Option // those that can be composed and are not yet
	CanCompose bool
	SignedOnly bool // the visitor does not sit in the committee
}

var listView = web.NewView[listPage](templates, "list.tmpl")

func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showList(w, r, g, http.StatusOK, web.NewForm(r))
}

func (h handler) showList(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	p := listPage{Page: web.NewPage(r, "Analizat").WithForm(f), CanCompose: g.Can(access.ComposeAnalysis), SignedOnly: !g.Can(access.DraftAnalysis)}
	var periods []figure.Period
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if p.Analyses, err = store.All(tx, listAnalyses, (*Analysis).light); err != nil {
			return err
		}
		p.Analyses = slices.DeleteFunc(p.Analyses, func(a Analysis) bool { return !there(g, a) })
		periods, err = store.All(tx, rounds, func(p *figure.Period) []any { return []any{p} })
		return err
	})
	if err != nil {
		return err
	}
	have := map[figure.Period]bool{}
	for _, a := range p.Analyses {
		have[a.Period] = true
	}
	for _, period := range periods {
		if !have[period] {
			p.Periods = append(p.Periods, web.Option{Value: string(period), Label: period.Name(string(p.Lang))})
		}
	}
	return listView.Render(w, r, status, p)
}

func (h handler) open(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	period, err := figure.ParsePeriod(f.Text("period"))
	if err != nil {
		f.Fail("period", "Zgjidhni periudhën e analizës. Nëse mungon, hapni më parë raportimin e saj.")
		return h.showList(w, r, mustRead(g), http.StatusUnprocessableEntity, f)
	}
	var a Analysis
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "analysis", ID: string(period)}, func(tx *store.Tx) (err error) {
		a, err = Open(tx, period)
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+a.ID), "Analiza u hartua nga të dhënat e pranuara.")
}

// mustRead is the reading grant of somebody who may change: the policy gives
// everybody who composes the right to read, and a test holds it.
func mustRead(g access.Grant) access.Grant {
	read, err := g.Also(access.ReadAnalysis)
	if err != nil {
		return g
	}
	return read
}

// lineage shows what a figure means and where it comes from.
type lineagePage struct {
	web.Page
	Analysis Analysis
	Key      string
	Figure   figure.Figure
	Shown    string
	Counted  bool   // it comes from the units: there are no rows to see, but other figures
	Withheld bool   // there is a number, which is not published
	Filters  string // in words: "Bashkia Durrës"
	AsOf     string // the day, or the moment, of the latest change in the data
	CitedIn  []*Paragraph
}

var lineageView = web.NewView[lineagePage](templates, "lineage.tmpl")

func (h handler) lineage(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, report, err := h.read(r, g)
	if err != nil {
		return err
	}
	key := r.FormValue("key")
	k, ok := report.find(key)
	if !ok {
		return store.ErrNotFound
	}
	f := k.Figure
	p := lineagePage{Page: web.NewPage(r, "%s", k.Label).With(crumbs(g, a)...), Analysis: a, Key: key, Figure: f, Shown: show(f), Counted: indicator.Counted(f), Withheld: indicator.Withheld(f), AsOf: asOfWords(web.Lang(r), f.AsOf)}
	p.Filters = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(k.Label, f.Name), " ("), ")")
	for _, para := range report.Paragraphs() {
		for _, c := range para.Cites {
			if c == key {
				p.CitedIn = append(p.CitedIn, para)
			}
		}
	}
	return lineageView.Render(w, r, http.StatusOK, p)
}

// asOfWords is the state of the data as people write it: "18.07.2023, ora 08.01"
// or, where only the day is known, "18.07.2023".
func asOfWords(l text.Lang, asOf string) string {
	day, hour, ok := strings.Cut(asOf, "T")
	if !ok {
		return text.Day(asOf)
	}
	return text.Day(day) + ", " + text.Clock(l, hour)
}

func crumbs(g access.Grant, a Analysis) []web.Crumb {
	return []web.Crumb{{Label: "Analizat", Path: path(g, "")}, {Label: a.Period.Name("sq"), Path: path(g, "/"+a.ID)}}
}

type signPage struct {
	web.Page
	Analysis    Analysis
	Report      *Report
	Differences []Difference
	CanSign     bool
}

var signView = web.NewView[signPage](templates, "sign.tmpl")

func (h handler) signForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, report, err := h.read(r, g)
	if err != nil {
		return err
	}
	p := signPage{Page: web.NewPage(r, "Nënshkrimi i analizës").With(crumbs(g, a)...), Analysis: a, Report: report, CanSign: g.Can(access.SignAnalysis)}
	if p.Differences, err = h.differences(r, g, a, report); err != nil {
		return err
	}
	return signView.Render(w, r, http.StatusOK, p)
}

// differences of a correction to the signed version before it.
func (h handler) differences(r *http.Request, g access.Grant, a Analysis, now *Report) (list []Difference, err error) {
	if a.Revision == 1 {
		return nil, nil
	}
	err = h.view(r, g, func(tx *store.Tx) error {
		before, err := revision(tx, a.Period, a.Revision-1)
		if err == nil {
			list = Differences(before, now)
		}
		return err
	})
	return list, err
}

func (h handler) sign(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var signed Analysis
	err := h.change(r, g, func(tx *store.Tx, a Analysis) (err error) {
		signed, err = h.need.Sign(r.Context(), tx, a)
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+signed.ID), "Analiza u nënshkrua me numrin %s dhe nuk ndryshohet më.", signed.Number)
}

func (h handler) review(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	reviewed := r.FormValue("reviewed") == "1"
	if err := h.change(r, g, func(tx *store.Tx, a Analysis) error { return h.need.Review(r.Context(), tx, a, reviewed) }); err != nil {
		return err
	}
	message := "Analiza u shënua e shqyrtuar. Tani mund ta nënshkruajë kryetari."
	if !reviewed {
		message = "Analiza u kthye në projekt."
	}
	return web.Redirect(w, r, path(g, "/"+r.PathValue("id")), message)
}

func (h handler) protocol(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	number, dated := f.Text("protocol"), f.Day("dated")
	if !f.OK() {
		return h.showReport(w, r, mustRead(g), http.StatusUnprocessableEntity, f)
	}
	if err := h.change(r, g, func(tx *store.Tx, a Analysis) error { return SetProtocol(tx, a, number, dated) }); err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+r.PathValue("id")), "Protokolli u ruajt.")
}

func (h handler) correct(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	reason := f.Public("reason")
	if reason == "" {
		f.Fail("reason", "Shkruani pse korrigjohet analiza; arsyeja shtypet në versionin e ri.")
	}
	if !f.OK() {
		return h.showReport(w, r, mustRead(g), http.StatusUnprocessableEntity, f)
	}
	var next Analysis
	err = h.change(r, g, func(tx *store.Tx, a Analysis) (err error) {
		next, err = Correct(tx, a, reason)
		return err
	})
	if errors.Is(err, store.ErrExists) {
		return web.Refuse("Një korrigjim i kësaj analize është hapur tashmë. Gjejeni te lista e analizave.")
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+next.ID), "U hap një version i ri. I nënshkruari mbetet siç është.")
}
