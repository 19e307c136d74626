package plan

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type approvePage struct {
	editPage
	Lacks      []Lack
	Total      int
	CanApprove bool
	CanEdit    bool
}

// Say puts what is lacking into words.
func (p approvePage) Say(l Lack) string { return text.T(p.Lang, l.Words, l.Args...) }

var approveView = web.NewView[approvePage](files, "approve.tmpl")

func (h handler) askApprove(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	_, day, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	return h.showApprove(w, r, g, http.StatusOK, web.NewForm(r).SetDay("approved", day))
}

func (h handler) showApprove(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	reading, err := g.Also(access.ReadPlan)
	if err != nil {
		return err
	}
	var p Plan
	err = h.view(r.Context(), reading, func(tx *store.Tx) (err error) {
		p, err = loadOutline(tx, r.PathValue("plan"))
		return err
	})
	if err != nil {
		return err
	}
	may := g.Can(access.ApprovePlan)
	if p.Approved() || !may && !g.Can(access.DraftPlan) {
		return access.ErrDenied
	}
	if !f.Has("version") {
		f.Set("version", strconv.FormatInt(p.Version, 10))
	}
	page := approvePage{newEditPage(r, g, p, f, "Miratimi i planit"), Lacks(p), len(p.Activities()), may, mayEdit(g, p)}
	page.Action = planPath(g, p.ID) + "/approve"
	return approveView.Render(w, r, status, page)
}

func (h handler) approve(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, day, err := h.planAndDay(r, g)
	if err != nil {
		return err
	}
	on := f.NeedDay("approved", "Shkruani datën e miratimit.")
	protocol := f.Need("protocol", "Shkruani numrin e protokollit të miratimit.")
	if on > day {
		f.Fail("approved", "Data e miratimit nuk mund të jetë në të ardhmen.")
	}
	if !f.OK() {
		return h.showApprove(w, r, g, http.StatusUnprocessableEntity, f)
	}
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "plan", ID: p.ID}, func(tx *store.Tx) error {
		return Approve(tx, p.ID, f.Version(), on, protocol)
	})
	if errors.Is(err, store.ErrConflict) {
		changedMeanwhile(f, "protocol")
		return h.showApprove(w, r, g, http.StatusConflict, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, planPath(g, p.ID), "Plani u miratua. Tani institucioneve mund t’u kërkohet raportimi.")
}

type historyPage struct {
	web.Page
	Plan Plan
	Rows []AmendmentRow
}

var historyView = web.NewView[historyPage](files, "history.tmpl", "changes.tmpl")

func (h handler) history(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var p historyPage
	err := h.view(r.Context(), g, func(tx *store.Tx) (err error) {
		if p.Plan, err = plans.Get(tx, r.PathValue("plan")); err != nil {
			return err
		}
		words, err := loadReader(tx, web.Lang(r), p.Plan.ID, today(tx))
		if err != nil {
			return err
		}
		list, err := History(tx, p.Plan.ID)
		if err != nil {
			return err
		}
		p.Rows, err = words.amendments(list)
		return err
	})
	if err != nil {
		return err
	}
	p.Page = web.NewPage(r, "Historiku i ndryshimeve").With(crumb(g, p.Plan)...)
	return historyView.Render(w, r, http.StatusOK, p)
}

func (h handler) comment(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f.Need("comment", "Shkruani komentin, pastaj dërgojeni.")
	seat := commenter(web.Who(r).Actor.Seats(g.Scope()))
	c := Comment{
		PlanID: r.PathValue("plan"), ActivityID: f.Text("activity"), Body: f.Public("comment"),
		Role: string(seat.Role), InstitutionID: seat.Institution, Author: g.Actor(),
	}
	if !f.OK() {
		return h.again(w, r, g, http.StatusUnprocessableEntity, c.ActivityID, f)
	}
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "comment", ID: c.PlanID}, func(tx *store.Tx) error { return AddComment(tx, c) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, commentPath(g, c), "Komenti u dërgua.")
}

// commenter is the seat that a comment is signed with: of those that may comment
// the first.
func commenter(seats []access.Seat) access.Seat {
	i := slices.IndexFunc(seats, func(s access.Seat) bool { return access.CommentPlan.Reach(s.Role) != "" })
	if i < 0 {
		return access.Seat{}
	}
	return seats[i]
}

func commentPath(g access.Grant, c Comment) string {
	if c.ActivityID == "" {
		return planPath(g, c.PlanID) + "#comments"
	}
	return planPath(g, c.PlanID) + "/activity/" + c.ActivityID + "#comments"
}

// again shows the page a comment was written on, with what is wrong with it.
func (h handler) again(w http.ResponseWriter, r *http.Request, g access.Grant, status int, activity string, f *web.Form) error {
	reading, err := g.Also(access.ReadPlan)
	if err != nil {
		return err
	}
	if activity == "" {
		return h.showPlan(w, r, reading, status, f)
	}
	r.SetPathValue("id", activity)
	return h.showActivity(w, r, reading, status, f)
}

func (h handler) answer(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	plan, id := r.PathValue("plan"), r.PathValue("id")
	reading, err := g.Also(access.ReadPlan)
	if err != nil {
		return err
	}
	var c Comment
	err = h.view(r.Context(), reading, func(tx *store.Tx) (err error) {
		c, err = comments.Get(tx, id)
		return err
	})
	if err != nil {
		return err
	}
	field := "answer-" + id
	f.Need(field, "Shkruani përgjigjen.")
	answer := f.Public(field)
	if !f.OK() {
		return h.again(w, r, g, http.StatusUnprocessableEntity, c.ActivityID, f)
	}
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "comment", ID: id}, func(tx *store.Tx) error {
		return Answer(tx, plan, id, f.Version(), answer)
	})
	if errors.Is(err, store.ErrConflict) {
		changedMeanwhile(f, field)
		return h.again(w, r, g, http.StatusConflict, c.ActivityID, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, commentPath(g, c), "Përgjigjja u ruajt.")
}
