package disclosure

import (
	"errors"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type exportPage struct {
	base
	Columns, States, Workers, Residences, Risks, For []web.Option
	Identity                                         []web.Option
	Alone                                            int
}

var exportView = web.NewView[exportPage](files, "export.tmpl")

// exportForm asks for a list of files.
func (h handler) exportForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f := web.NewForm(r).Set("state", "open")
	f.Values["columns"] = []string{"state", "worker", "opened", "risk"}
	return h.showExportForm(w, r, g, f, http.StatusOK)
}

func (h handler) showExportForm(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form, status int) error {
	if !g.Can(access.AskExport) {
		return access.ErrDenied
	}
	b, err := h.base(r, g, web.NewPage(r, "Nxirr një listë dosjesh").With(crumb(g)).WithForm(f))
	if err != nil {
		return err
	}
	p := exportPage{base: b, Alone: alone, For: web.Options(b.Lang, ExportPurposes), Risks: web.Options(b.Lang, child.RiskLevels), Residences: web.Options(b.Lang, child.Residences())}
	for _, c := range Columns[1:] {
		o := web.Option{Value: c.Code, Label: c.Name(b.Lang)}
		if slices.Contains(identity, c.Code) {
			p.Identity = append(p.Identity, o)
		} else {
			p.Columns = append(p.Columns, o)
		}
	}
	p.States = []web.Option{{Value: "open", Label: web.T(r, "të hapurat")}, {Value: "closed", Label: web.T(r, "të mbyllurat dhe të dorëzuarat")}, {Value: "all", Label: web.T(r, "të gjitha")}}
	p.Workers = options(slices.DeleteFunc(slices.Clone(b.people), func(m child.Member) bool { return !works(m.Role) }))
	return exportView.Render(w, r, status, p)
}

// readQuery reads what is asked for. Anything that is no choice of the form is
// as if it had not been chosen.
func readQuery(f *web.Form) Query {
	q := Query{State: f.Text("state"), Worker: f.Text("worker"), Residence: f.Text("residence"), Risk: f.Text("risk")}
	chosen := slices.Concat(f.List("columns"), f.List("identity"))
	q.Columns = slices.DeleteFunc(Columns.Codes(), func(c string) bool { return c != "code" && !slices.Contains(chosen, c) })
	if q.State != "closed" && q.State != "all" {
		q.State = "open"
	}
	q.Purpose = f.Code("purpose", ExportPurposes, "Zgjidhni për çfarë duhet.")
	return q
}

func (h handler) ask(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	q := readQuery(f)
	reason := why(f, "why", 10, "Shkruani me pak fjalë pse duhet lista.")
	id := ""
	if f.OK() {
		id, err = h.Ask(r.Context(), g, q, reason)
	}
	switch {
	case errors.Is(err, errEmpty) && q.identifies():
		f.Fail("identity", "Emrat dhe identiteti jepen vetëm për dosjet ku jeni në ekip, dhe asnjë prej tyre nuk i përgjigjet kësaj zgjedhjeje. Kërkojeni listën pa identitetin, ose zgjidhni dosje ku punoni vetë.")
	case errors.Is(err, errEmpty):
		f.Fail("state", "Asnjë dosje që mund të lexoni nuk i përgjigjet kësaj zgjedhjeje.")
	case errors.Is(err, errNobody):
		f.Fail("columns", "Kjo listë do miratim, dhe njësia nuk ka askënd që mund ta japë: një përgjegjës, ose nëpunësin e mbrojtjes së të dhënave, që nuk e ka marrë detyrën prej jush. Kërkoni më pak dosje, ose pa identitetin.")
	case err != nil:
		return err
	}
	if !f.OK() {
		return h.showExportForm(w, r, g, f, http.StatusUnprocessableEntity)
	}
	return web.Redirect(w, r, path(g, "/export/"+id), "")
}

type exportedPage struct {
	base
	E                   Export
	Q                   Query
	Why                 string
	Columns, Filters    []string
	Status              string
	Identifies          bool
	Mine, Approves, Not bool // Not: they hold the permission and are not the right person
}

var exportedView = web.NewView[exportedPage](files, "exported.tmpl")

// export shows a list that was asked for: to who asked, and to those who look
// after what leaves the unit.
func (h handler) export(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	b, err := h.base(r, g, web.NewPage(r, "Lista e dosjeve").With(crumb(g), web.Crumb{Label: "Nxirr një listë dosjesh", Path: path(g, "/export")}))
	if err != nil {
		return err
	}
	if !g.Can(access.AskExport) {
		b.Page = web.NewPage(r, "Lista e dosjeve").With(crumb(g))
	}
	keys, err := h.Files.Keys.Of(r.Context(), g.Scope().ID, "")
	if err != nil {
		return err
	}
	p := exportedPage{base: b}
	err = h.view(r.Context(), g, func(tx *store.Tx) error {
		e, err := exports.Get(tx, r.PathValue("export"))
		if err != nil {
			return err
		}
		if plain, err := keys.Open(e.reason, exportPlace(e.ID)); err == nil {
			p.Why = string(plain)
		}
		return p.fill(g, e)
	})
	if err != nil {
		return err
	}
	return exportedView.Render(w, r, http.StatusOK, p)
}

func (p *exportedPage) fill(g access.Grant, e Export) (err error) {
	p.E, p.Mine, p.Status = e, e.AskedBy == g.Actor(), e.State(p.Now)
	if !p.Mine && !g.Can(access.ApproveExport) {
		return store.ErrNotFound
	}
	if p.Q, err = e.Query(); err != nil {
		return err
	}
	for _, c := range p.Q.Columns {
		p.Columns = append(p.Columns, Columns.Label(p.Lang, c))
	}
	p.Identifies, p.Filters = p.Q.identifies(), p.filters(p.Q)
	if p.Status == "asked" && g.Can(access.ApproveExport) {
		p.Approves = answers(p.people, e.AskedBy, g.Actor(), g.Roles())
		p.Not = !p.Approves
	}
	return nil
}

// filters say what a list is narrowed to.
func (p *exportedPage) filters(q Query) []string {
	states := map[string]string{"open": text.T(p.Lang, "të hapurat"), "closed": text.T(p.Lang, "të mbyllurat dhe të dorëzuarat"), "all": text.T(p.Lang, "të gjitha")}
	list := []string{states[q.State]}
	if q.Worker != "" {
		list = append(list, text.T(p.Lang, "përgjegjësi: %s", p.Who(q.Worker)))
	}
	if q.Residence != "" {
		list = append(list, text.T(p.Lang, "vendbanimi: %s", code.OriginName(p.Lang, q.Residence)))
	}
	if q.Risk != "" {
		list = append(list, text.T(p.Lang, "rreziku %s", child.RiskLevels.Label(p.Lang, q.Risk)))
	}
	return list
}

// Count is how many files the list has, in words.
func (p exportedPage) Count() string {
	return text.Count(p.Lang, &p.E.Files, text.Forms{Zero: "Asnjë dosje", One: "1 dosje", Many: "{n} dosje"})
}

func (h handler) approve(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.answer(w, r, g, true, "Lista u miratua. Merret një herë, brenda 24 orësh, vetëm nga ai që e kërkoi.")
}

func (h handler) refuse(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.answer(w, r, g, false, "Lista nuk u miratua.")
}

func (h handler) answer(w http.ResponseWriter, r *http.Request, g access.Grant, approve bool, said string) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("export")
	if err := h.Answer(r.Context(), g, id, f.Text("hash"), approve); err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/export/"+id), "%s", web.T(r, said))
}

// take sends the list, once.
func (h handler) take(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	b, err := h.base(r, g, web.Page{Lang: web.Lang(r)})
	if err != nil {
		return err
	}
	q, rows, err := h.Take(r.Context(), g, b.Lang, r.PathValue("export"))
	if err != nil {
		return err
	}
	t, name := table(b.Lang, q, rows, b.Who), "dosje-"+text.DayOf(b.Now.Time)
	if f.Text("format") == "xlsx" {
		content, err := writeXLSX(b.Lang, t, b.Now)
		if err != nil {
			return err
		}
		return web.Download(w, name+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", content)
	}
	content, err := writeCSV(t)
	if err != nil {
		return err
	}
	return web.Download(w, name+".csv", "text/csv; charset=utf-8", content)
}
