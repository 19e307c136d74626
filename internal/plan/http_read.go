package plan

import (
	"net/http"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type activityPage struct {
	web.Page
	Plan       Plan
	Activity   Activity
	Lines      []Line
	From, To   carried // the activities it was carried from, and over to
	Results    []Result
	History    []AmendmentRow
	Comments   []Comment
	Names      Names
	Today      string
	CanEdit    bool
	CanCancel  bool
	CanGive    bool // a task for it
	CanComment bool
	CanAnswer  bool
}

// carried is an activity of another year's plan.
type carried struct {
	ID, PlanID, Title string
	Year              int64
}

func (c *carried) fields() []any { return []any{&c.ID, &c.PlanID, &c.Title, &c.Year} }

var (
	carriedFrom = store.Read(`SELECT a.id, a.plan_id, a.title, p.year FROM plan_activity AS a
		JOIN plan AS p ON p.committee_id = a.committee_id AND p.id = a.plan_id WHERE a.committee_id = $1 AND a.id = $2`)
	carriedTo = store.Read(`SELECT a.id, a.plan_id, a.title, p.year FROM plan_activity AS a
		JOIN plan AS p ON p.committee_id = a.committee_id AND p.id = a.plan_id WHERE a.committee_id = $1 AND a.carried_from = $2 AND p.state = 'approved'`)
)

var activityView = web.NewView[activityPage](files, "activity.tmpl", "comments.tmpl", "changes.tmpl")

func (h handler) activity(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showActivity(w, r, g, http.StatusOK, web.NewForm(r))
}

// showActivity shows an activity; f is the form of a comment.
func (h handler) showActivity(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	var p activityPage
	if err := h.view(r.Context(), g, func(tx *store.Tx) error {
		return p.load(tx, web.Lang(r), r.PathValue("plan"), r.PathValue("id"))
	}); err != nil {
		return err
	}
	p.Page = web.NewPage(r, p.Activity.Title).With(crumb(g, p.Plan)...).WithForm(f)
	p.CanEdit, p.CanCancel = mayEdit(g, p.Plan), p.Plan.Approved() && g.Can(access.CancelInPlan)
	p.CanGive = p.Plan.Approved() && g.Can(access.GiveTasks)
	p.CanComment, p.CanAnswer = g.Can(access.CommentPlan), g.Can(access.DraftPlan)
	return activityView.Render(w, r, status, p)
}

func (p *activityPage) load(tx *store.Tx, l text.Lang, plan, id string) (err error) {
	p.Today = today(tx)
	if p.Plan, err = plans.Get(tx, plan); err != nil {
		return err
	}
	if p.Activity, err = GetActivity(tx, id); err != nil {
		return err
	}
	if p.Activity.PlanID != plan {
		return store.ErrNotFound
	}
	words, err := loadReader(tx, l, plan, p.Today)
	if err != nil {
		return err
	}
	p.Names, p.Lines = words.names, filled(words.activity(p.Activity))
	if p.Results, err = Results(tx, id); err != nil {
		return err
	}
	if err := p.loadCarried(tx); err != nil {
		return err
	}
	all, err := Comments(tx, plan)
	if err != nil {
		return err
	}
	p.Comments = commentsOn(all, id)
	return p.loadHistory(tx, words)
}

func (p *activityPage) loadCarried(tx *store.Tx) error {
	from, err := store.All(tx, carriedFrom, (*carried).fields, p.Activity.CarriedFrom)
	if err != nil {
		return err
	}
	to, err := store.All(tx, carriedTo, (*carried).fields, p.Activity.ID)
	if len(from) > 0 {
		p.From = from[0]
	}
	if len(to) > 0 {
		p.To = to[0]
	}
	return err
}

func (p *activityPage) loadHistory(tx *store.Tx, words reader) error {
	list, err := store.All(tx, partHistory, (*Version).fields, p.Plan.ID, p.Activity.ID)
	if err != nil {
		return err
	}
	p.History, err = words.amendments(list)
	return err
}

// What the template asks for.

func (p activityPage) TagClass(state string) string { return tagClass(state) }
func (p activityPage) State(state string) string    { return code.ActivityStates.Label(p.Lang, state) }
func (p activityPage) Progress() string             { return progressWords(p.Lang, p.Activity, p.Today) }
func (p activityPage) Cancelled() bool              { return p.Activity.State == "cancelled" }
func (p activityPage) Signed(c Comment) string      { return signed(p.Lang, p.Names, c) }

// Value is what a return says of an indicator; blank when it says nothing.
func (p activityPage) Value(r Result, i Indicator) string {
	return p.said(r, "indicator", i.ID, i.Unit)
}

// Participants is how many took part, as a return says.
func (p activityPage) Participants(r Result) string {
	return p.said(r, "participants", p.Activity.ID, "")
}

func (p activityPage) said(r Result, subject, id, unit string) string {
	for _, v := range r.Values {
		if v.Subject != subject || v.SubjectID != id {
			continue
		}
		q := v.Quantity()
		number := text.Number(p.Lang, int64(q.Number))
		if unit != "" && q.Known() {
			number = strings.TrimSpace(number + " " + code.UnitAfter(p.Lang, unit, q.Number == figure.One))
		}
		return q.Words(string(p.Lang), number)
	}
	return figure.Quantity{}.Words(string(p.Lang), "")
}
