package plan

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

func (h handler) move(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	plan := r.PathValue("plan")
	for name, to := range map[string]struct {
		kind string
		by   int
	}{"up": {partActivity, -1}, "down": {partActivity, 1}, "objective_up": {partObjective, -1}, "objective_down": {partObjective, 1}} {
		id := f.Text(name)
		if id == "" {
			continue
		}
		err := h.db.Change(r.Context(), g, store.Subject{Kind: to.kind, ID: id}, func(tx *store.Tx) error { return Move(tx, plan, to.kind, id, to.by) })
		if err != nil {
			return err
		}
	}
	return web.Redirect(w, r, planPath(g, plan)+"?order=1", "Radha u ndryshua.")
}

type removePage struct {
	editPage
	What      string
	Objective bool
}

var removeView = web.NewView[removePage](files, "remove.tmpl", "amendment.tmpl")

// askRemove asks before something is removed. Out of a draft it can be put back.
func (h handler) askRemove(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, day, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	if !mayEdit(g, p) {
		return access.ErrDenied
	}
	return h.showRemove(w, r, g, http.StatusOK, p, web.NewForm(r).SetDay("in_force", day))
}

func (h handler) showRemove(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p Plan, f *web.Form) error {
	reading, err := g.Also(access.ReadPlan)
	if err != nil {
		return err
	}
	what, version := "", int64(0)
	err = h.view(r.Context(), reading, func(tx *store.Tx) (err error) {
		what, version, err = titleOf(tx, p.ID, r.PathValue("kind"), r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	if !f.Has("version") {
		f.Set("version", strconv.FormatInt(version, 10))
	}
	page := removePage{newEditPage(r, g, p, f, "Hiqet nga plani"), what, r.PathValue("kind") == partObjective}
	page.Action = savePath(g, p, "/remove/"+r.PathValue("kind")+"/"+r.PathValue("id"))
	return removeView.Render(w, r, status, page)
}

func titleOf(tx *store.Tx, plan, kind, id string) (string, int64, error) {
	if kind == partObjective {
		o, err := objectives.Get(tx, id)
		if err == nil && o.PlanID != plan {
			err = store.ErrNotFound
		}
		return o.Name(), o.Version, err
	}
	a, err := activities.Get(tx, id)
	if err == nil && (a.PlanID != plan || kind != partActivity) {
		err = store.ErrNotFound
	}
	return a.Title, a.Version, err
}

func (h handler) remove(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, day, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	am := amendment(f, p, day)
	if !f.OK() {
		return h.showRemove(w, r, g, http.StatusUnprocessableEntity, p, f)
	}
	kind, id := r.PathValue("kind"), r.PathValue("id")
	err = h.db.Change(r.Context(), g, store.Subject{Kind: kind, ID: id}, func(tx *store.Tx) error {
		if _, _, err := titleOf(tx, p.ID, kind, id); err != nil {
			return err
		}
		if kind == partObjective {
			return RemoveObjective(tx, id, f.Version(), am)
		}
		return RemoveActivity(tx, id, f.Version(), am)
	})
	switch {
	case errors.Is(err, store.ErrConflict):
		changedMeanwhile(f, "reason")
		return h.showRemove(w, r, g, http.StatusConflict, p, f)
	case err != nil:
		return err
	case p.Approved():
		return web.Redirect(w, r, planPath(g, p.ID), "U hoq nga plani. Historiku e ruan.")
	default:
		return web.Redirect(w, r, planPath(g, p.ID), "U hoq nga projekti. Nëse ishte gabim, kthejeni nga lista në fund të faqes.")
	}
}

func (h handler) restore(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	plan, id := r.PathValue("plan"), r.PathValue("id")
	err := h.db.Change(r.Context(), g, store.Subject{Kind: "removed", ID: id}, func(tx *store.Tx) error { return Restore(tx, plan, id) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, planPath(g, plan), "U kthye në projekt.")
}

type cancelPage struct {
	editPage
	Activity  Activity
	Cancelled bool
}

var cancelView = web.NewView[cancelPage](files, "cancel.tmpl")

func (h handler) askCancel(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.CancelInPlan) {
		return access.ErrDenied
	}
	return h.showCancel(w, r, g, http.StatusOK, web.NewForm(r))
}

func (h handler) showCancel(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	p, _, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	reading, err := g.Also(access.ReadPlan)
	if err != nil {
		return err
	}
	var a Activity
	err = h.view(r.Context(), reading, func(tx *store.Tx) (err error) {
		a, err = activities.Get(tx, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	if a.PlanID != p.ID || !p.Approved() {
		return access.ErrDenied
	}
	if !f.Has("version") {
		f.Set("version", strconv.FormatInt(a.Version, 10))
	}
	page := cancelPage{newEditPage(r, g, p, f, "Anulohet me vendim"), a, a.State == "cancelled"}
	page.Action = planPath(g, p.ID) + "/activity/" + a.ID + "/cancel"
	if page.Cancelled {
		page.Page = web.NewPage(r, "Zhbëhet anulimi").With(crumb(g, p)...).WithForm(f)
		page.Action = planPath(g, p.ID) + "/activity/" + a.ID + "/uncancel"
	}
	return cancelView.Render(w, r, status, page)
}

func (h handler) cancel(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, day, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	on := f.NeedDay("decided", "Shkruani datën e vendimit.")
	f.Need("decision", "Shkruani numrin e vendimit dhe arsyen; pa vendim aktiviteti mbetet në plan.")
	decision := f.Public("decision")
	if on > day {
		f.Fail("decided", "Data e vendimit nuk mund të jetë në të ardhmen.")
	}
	if on != "" && on < p.ApprovedOn {
		f.Fail("decided", "Vendimi nuk mund të jetë para miratimit të planit, më %s.", text.Day(p.ApprovedOn))
	}
	return h.changeState(w, r, g, f, "Aktiviteti u anulua me vendim.", func(tx *store.Tx, id string) error {
		return Cancel(tx, id, f.Version(), on, decision)
	})
}

func (h handler) undoCancel(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f.Need("decision", "Shkruani pse aktiviteti kthehet në plan.")
	reason := f.Public("decision")
	return h.changeState(w, r, g, f, "Aktiviteti u kthye në plan.", func(tx *store.Tx, id string) error {
		return UndoCancel(tx, id, f.Version(), reason)
	})
}

func (h handler) changeState(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form, said string, to func(*store.Tx, string) error) error {
	if !f.OK() {
		return h.showCancel(w, r, g, http.StatusUnprocessableEntity, f)
	}
	plan, id := r.PathValue("plan"), r.PathValue("id")
	err := h.db.Change(r.Context(), g, store.Subject{Kind: "activity", ID: id}, func(tx *store.Tx) error {
		if _, _, err := titleOf(tx, plan, partActivity, id); err != nil {
			return err
		}
		return to(tx, id)
	})
	if errors.Is(err, store.ErrConflict) {
		changedMeanwhile(f, "decision")
		return h.showCancel(w, r, g, http.StatusConflict, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, planPath(g, plan)+"/activity/"+id, said)
}

type copyPage struct {
	editPage
	From   Plan
	Groups []group
	Names  Names
}

// State is the state of an activity of the plan that is copied.
func (p copyPage) State(state string) string { return code.ActivityStates.Label(p.Lang, state) }

var copyView = web.NewView[copyPage](files, "copy.tmpl")

// askCopy offers the latest plan of an earlier year, activity by activity.
func (h handler) askCopy(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, day, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	if !g.Can(access.DraftPlan) || p.Approved() {
		return access.ErrDenied
	}
	page := copyPage{editPage: newEditPage(r, g, p, web.NewForm(r), "Kopjo planin e mëparshëm")}
	err = h.view(r.Context(), g, func(tx *store.Tx) error {
		list, err := All(tx)
		if err != nil {
			return err
		}
		for _, x := range list { // the latest year first
			if x.Year < p.Year {
				page.From, err = loadOutline(tx, x.ID)
				break
			}
		}
		if err != nil {
			return err
		}
		page.Names, err = namesOn(tx, day)
		return err
	})
	if err != nil {
		return err
	}
	page.Groups, _ = filter{All: true}.groups(page.From, within{})
	page.Action = planPath(g, p.ID) + "/copy"
	return copyView.Render(w, r, http.StatusOK, page)
}

func (h handler) copyForward(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	plan, chosen := r.PathValue("plan"), map[string]bool{}
	for _, id := range f.List("activity") {
		chosen[id] = true
	}
	if len(chosen) == 0 {
		return web.Refuse("Nuk u zgjodh asnjë aktivitet. Kthehuni dhe shënoni ato që vijojnë në planin e ri.")
	}
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "plan", ID: plan}, func(tx *store.Tx) error {
		return CopyForward(tx, f.Text("from"), plan, chosen)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, planPath(g, plan), "Aktivitete të kopjuara: %d. Kontrolloni afatet dhe treguesit.", len(chosen))
}
