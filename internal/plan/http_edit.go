package plan

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type planEditPage struct {
	editPage
	Rows   []int
	Topics []web.Option
}

var planEditView = web.NewView[planEditPage](files, "edit.tmpl", "amendment.tmpl")

func (h handler) editPlan(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, day, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	if !mayEdit(g, p) {
		return access.ErrDenied
	}
	f := web.NewForm(r).Set("year", strconv.FormatInt(p.Year, 10)).Set("title", p.Title).Set("version", strconv.FormatInt(p.Version, 10))
	f.SetDay("in_force", day)
	for i, x := range p.Priorities {
		f.Set(row("topic", i), x.Topic).Set(row("priority", i), x.Text)
	}
	return h.showPlanEdit(w, r, g, http.StatusOK, p, f)
}

func (h handler) showPlanEdit(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p Plan, f *web.Form) error {
	page := planEditPage{newEditPage(r, g, p, f, "Titulli dhe përparësitë"), rowsWithBlank(f, 3, "priority", "topic"), web.Options(web.Lang(r), code.TopicList)}
	page.Action = savePath(g, p, "/edit")
	return planEditView.Render(w, r, status, page)
}

func (h handler) savePlan(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, day, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	to, am := readPlanForm(f, p), amendment(f, p, day)
	if !f.OK() {
		return h.showPlanEdit(w, r, g, http.StatusUnprocessableEntity, p, f)
	}
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "plan", ID: p.ID}, func(tx *store.Tx) error { return EditPlan(tx, to, am) })
	switch {
	case errors.Is(err, store.ErrExists):
		f.Fail("year", "Për vitin %d ka tashmë një plan.", to.Year)
		return h.showPlanEdit(w, r, g, http.StatusUnprocessableEntity, p, f)
	case errors.Is(err, store.ErrConflict):
		words := newReader(web.Lang(r), Names{}, nil)
		return web.Conflict{
			Back: planPath(g, p.ID), Action: savePath(g, p, "/edit"), Form: f.Values, Now: p.Version,
			Fields: conflictFields(words.plan(to), words.plan(p)),
		}
	case err != nil:
		return err
	}
	return web.Redirect(w, r, planPath(g, p.ID), "U ruajtën titulli dhe përparësitë.")
}

func readPlanForm(f *web.Form, p Plan) Plan {
	p.Version, p.Priorities = f.Version(), nil
	f.Need("title", "Shkruani titullin e planit.")
	p.Title = f.PublicLine("title")
	if !p.Approved() {
		year, err := strconv.ParseInt(f.Text("year"), 10, 64)
		if err != nil || year < 2000 || year > 2100 {
			f.Fail("year", "Shkruani vitin me katër shifra, për shembull 2024.")
		}
		p.Year = year
	}
	for _, n := range rowsOf(f, "priority", "topic") {
		x := Priority{Topic: f.Text(row("topic", n)), Text: f.Public(row("priority", n))}
		if x.Topic != "" && !code.TopicList.Has(x.Topic) {
			f.Fail(row("topic", n), "Zgjidhni një nga krerët e analizës.")
		}
		p.Priorities = append(p.Priorities, x)
	}
	return p
}
