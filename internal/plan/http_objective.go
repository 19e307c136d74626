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

type objectivePage struct {
	editPage
	Pillars []web.Option
}

var objectiveView = web.NewView[objectivePage](files, "objective.tmpl", "amendment.tmpl")

func (h handler) editObjective(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, o, p := web.NewForm(r), Objective{ID: newID}, Plan{}
	err := h.view(r.Context(), g, func(tx *store.Tx) (err error) {
		if p, err = plans.Get(tx, r.PathValue("plan")); err != nil {
			return err
		}
		f.SetDay("in_force", today(tx))
		if id := r.PathValue("id"); id != newID {
			o, err = objectives.Get(tx, id)
		}
		return err
	})
	if err != nil {
		return err
	}
	if !mayEdit(g, p) || o.ID != newID && o.PlanID != p.ID {
		return access.ErrDenied
	}
	f.Set("pillar", o.Pillar).Set("goal", o.Goal).Set("code", o.Code).Set("title", o.Title).Set("version", strconv.FormatInt(o.Version, 10))
	return h.showObjective(w, r, g, http.StatusOK, p, f)
}

func (h handler) showObjective(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p Plan, f *web.Form) error {
	id, title := r.PathValue("id"), "Objektivi specifik"
	if id == newID {
		title = "Objektiv i ri"
	}
	page := objectivePage{newEditPage(r, g, p, f, title), web.Options(web.Lang(r), code.Pillars)}
	page.New, page.Action = id == newID, savePath(g, p, "/objective/"+id)
	if !page.New {
		page.CanRemove = planPath(g, p.ID) + "/remove/objective/" + id
	}
	return objectiveView.Render(w, r, status, page)
}

func readObjectiveForm(f *web.Form, plan, id string) Objective {
	o := Objective{ID: id, PlanID: plan, Version: f.Version(), Goal: f.Public("goal"), Code: f.Text("code")}
	o.Pillar = f.Code("pillar", code.Pillars, "Zgjidhni shtyllën së cilës i përket objektivi.")
	f.Need("title", "Shkruani objektivin specifik.")
	o.Title = f.Public("title")
	return o
}

func (h handler) saveObjective(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, day, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	o := readObjectiveForm(f, p.ID, r.PathValue("id"))
	am := amendment(f, p, day)
	if !f.OK() {
		return h.showObjective(w, r, g, http.StatusUnprocessableEntity, p, f)
	}
	isNew := o.ID == newID
	if isNew {
		o.ID = h.db.NewID()
	}
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "objective", ID: o.ID}, func(tx *store.Tx) error {
		if isNew {
			_, err := AddObjective(tx, o, am)
			return err
		}
		return EditObjective(tx, o, am)
	})
	if errors.Is(err, store.ErrConflict) {
		return h.objectiveConflict(r, g, p, o, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, planPath(g, p.ID), "U ruajt objektivi «%s».", o.Name())
}

func (h handler) objectiveConflict(r *http.Request, g access.Grant, p Plan, mine Objective, f *web.Form) error {
	var now Objective
	err := h.view(r.Context(), g, func(tx *store.Tx) (err error) {
		now, err = objectives.Get(tx, mine.ID)
		return err
	})
	if err != nil {
		return err
	}
	words := newReader(web.Lang(r), Names{}, nil)
	return web.Conflict{
		Back: planPath(g, p.ID), Action: savePath(g, p, "/objective/"+mine.ID), Form: f.Values, Now: now.Version,
		Fields: conflictFields(words.objective(mine), words.objective(now)),
	}
}

// planAndDay reads the plan of the address, and what day it is.
func (h handler) planAndDay(r *http.Request, g access.Grant) (p Plan, day string, err error) {
	reading, err := g.Also(access.ReadPlan)
	if err != nil {
		return p, "", err
	}
	err = h.view(r.Context(), reading, func(tx *store.Tx) (err error) {
		day = today(tx)
		p, err = plans.Get(tx, r.PathValue("plan"))
		return err
	})
	return p, day, err
}
