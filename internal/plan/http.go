package plan

import (
	"context"
	"embed"
	"fmt"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

type handler struct{ db *store.DB }

// newID is the id in the address of a form for something that does not exist yet.
const newID = "new"

// Routes adds the pages of the plan to m. What is saved into an approved plan
// goes through amend/, which needs another permission than a draft does.
func Routes(m *web.Mux, db *store.DB) {
	h := handler{db}
	const at = "/k/{committee}/plan"
	m.Handle("GET "+at, access.ReadPlan, h.list)
	m.Handle("POST "+at+"/new", access.DraftPlan, h.create)
	m.Handle("GET "+at+"/{plan}", access.ReadPlan, h.show)
	m.Handle("GET "+at+"/{plan}/edit", access.ReadPlan, h.editPlan)
	m.Handle("POST "+at+"/{plan}/edit", access.DraftPlan, h.savePlan)
	m.Handle("POST "+at+"/{plan}/amend/edit", access.AmendPlan, h.savePlan)

	m.Handle("GET "+at+"/{plan}/objective/{id}", access.ReadPlan, h.editObjective)
	m.Handle("POST "+at+"/{plan}/objective/{id}", access.DraftPlan, h.saveObjective)
	m.Handle("POST "+at+"/{plan}/amend/objective/{id}", access.AmendPlan, h.saveObjective)

	m.Handle("GET "+at+"/{plan}/activity/{id}", access.ReadPlan, h.activity)
	m.Handle("GET "+at+"/{plan}/activity/{id}/edit", access.ReadPlan, h.editActivity)
	m.Handle("POST "+at+"/{plan}/activity/{id}", access.DraftPlan, h.saveActivity)
	m.Handle("POST "+at+"/{plan}/amend/activity/{id}", access.AmendPlan, h.saveActivity)
	m.Handle("GET "+at+"/{plan}/activity/{id}/cancel", access.ReadPlan, h.askCancel)
	m.Handle("POST "+at+"/{plan}/activity/{id}/cancel", access.CancelInPlan, h.cancel)
	m.Handle("POST "+at+"/{plan}/activity/{id}/uncancel", access.CancelInPlan, h.undoCancel)

	m.Handle("POST "+at+"/{plan}/move", access.DraftPlan, h.move)
	m.Handle("GET "+at+"/{plan}/remove/{kind}/{id}", access.ReadPlan, h.askRemove)
	m.Handle("POST "+at+"/{plan}/remove/{kind}/{id}", access.DraftPlan, h.remove)
	m.Handle("POST "+at+"/{plan}/amend/remove/{kind}/{id}", access.AmendPlan, h.remove)
	m.Handle("POST "+at+"/{plan}/restore/{id}", access.DraftPlan, h.restore)

	m.Handle("GET "+at+"/{plan}/copy", access.ReadPlan, h.askCopy)
	m.Handle("POST "+at+"/{plan}/copy", access.DraftPlan, h.copyForward)
	m.Handle("GET "+at+"/{plan}/import", access.ReadPlan, h.askImport)
	m.Handle("POST "+at+"/{plan}/import", access.DraftPlan, h.importTable)
	m.Handle("GET "+at+"/{plan}/approve", access.ReadPlan, h.askApprove)
	m.Handle("POST "+at+"/{plan}/approve", access.ApprovePlan, h.approve)
	m.Handle("GET "+at+"/{plan}/history", access.ReadPlan, h.history)

	m.Handle("POST "+at+"/{plan}/comment", access.CommentPlan, h.comment)
	m.Handle("POST "+at+"/{plan}/comment/{id}", access.DraftPlan, h.answer)
}

// path is an address under the plans of the grant's committee.
func path(g access.Grant, format string, args ...any) string {
	return fmt.Sprintf("/k/%s/plan", g.Scope().ID) + fmt.Sprintf(format, args...)
}

// planPath is the address of a plan.
func planPath(g access.Grant, plan string) string { return path(g, "/%s", plan) }

// savePath is where the form of a part is sent: into a draft, or as an amendment.
func savePath(g access.Grant, p Plan, rest string) string {
	if p.Approved() {
		return planPath(g, p.ID) + "/amend" + rest
	}
	return planPath(g, p.ID) + rest
}

// mayEdit reports whether the grant's actor may change a plan in its state.
func mayEdit(g access.Grant, p Plan) bool {
	if p.Approved() {
		return g.Can(access.AmendPlan)
	}
	return g.Can(access.DraftPlan)
}

func (h handler) view(ctx context.Context, g access.Grant, f func(*store.Tx) error) error {
	return h.db.View(ctx, g, store.Subject{}, f)
}

// crumb is the step of the way that leads to a plan.
func crumb(g access.Grant, p Plan) []web.Crumb {
	return []web.Crumb{{Label: "Planet", Path: path(g, "")}, {Label: p.Title, Path: planPath(g, p.ID)}}
}

// amendment reads why an approved plan is changed, and from when. For a draft
// both are blank.
func amendment(f *web.Form, p Plan, today string) Amendment {
	if !p.Approved() {
		return Amendment{}
	}
	f.Need("reason", "Shkruani pse ndryshohet plani i miratuar; arsyeja mbetet në historik.")
	am := Amendment{Reason: f.Public("reason"), On: f.NeedDay("in_force", "Shkruani datën nga e cila vlen ndryshimi.")}
	if am.On > today {
		f.Fail("in_force", "Data nuk mund të jetë në të ardhmen. Ndryshimi regjistrohet ditën që hyn në fuqi ose më pas.")
	}
	if am.On != "" && am.On < p.ApprovedOn {
		f.Fail("in_force", "Plani u miratua më %s; ndryshimi nuk mund të jetë para asaj dite.", text.Day(p.ApprovedOn))
	}
	return am
}

// changedMeanwhile asks to look again and send once more: what was typed stays,
// and the page that is shown carries the version there is now.
func changedMeanwhile(f *web.Form, field string) {
	f.Set("version", "")
	f.Fail(field, "Dikush e ndryshoi ndërkohë. Lexoni si është tani dhe dërgojeni sërish; ajo që shkruat ka mbetur.")
}

// editPage is what every page with a form for a part of the plan has.
type editPage struct {
	web.Page
	Plan      Plan
	Action    string
	New       bool
	Version   int64
	CanRemove string // where to ask about removing it, or ""
}

func newEditPage(r *http.Request, g access.Grant, p Plan, f *web.Form, title string) editPage {
	return editPage{Page: web.NewPage(r, title).With(crumb(g, p)...).WithForm(f), Plan: p, Version: f.Version()}
}
