package plan

import (
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type planPage struct {
	web.Page
	Plan           Plan
	Filter         filter
	Groups         []group
	Count, Total   int
	Pages          []pageLink
	Pillars        []pillarRow
	Until          string
	States         []stateCount
	Comments       []Comment
	Removed        []removedRow
	Today, On      string // On is the past day shown, "" for the present
	Names          Names
	Institutions   []web.Option
	Municipalities []web.Option
	PillarOptions  []web.Option
	StateOptions   []web.Option
	CanEdit        bool
	CanDraft       bool
	Ordering       bool // with buttons to move things up and down
	CanApprove     bool
	CanComment     bool
	CanAnswer      bool
}

type pageLink struct {
	N       int
	Path    string
	Current bool
}

// removedRow is something that was removed from a draft and can be put back.
type removedRow struct{ ID, Kind, Title string }

var planView = web.NewView[planPage](files, "plan.tmpl", "comments.tmpl")

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showPlan(w, r, g, http.StatusOK, web.NewForm(r))
}

// showPlan shows a plan; f is the form of a comment.
func (h handler) showPlan(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	p := planPage{Filter: readFilter(r.URL.Query())}
	if err := h.view(r.Context(), g, func(tx *store.Tx) error { return p.load(tx, r.PathValue("plan")) }); err != nil {
		return err
	}
	p.Page = web.NewPage(r, p.Plan.Title).With(web.Crumb{Label: "Planet", Path: path(g, "")}).WithForm(f)
	p.offer(g)
	l := web.Lang(r)
	p.Institutions, p.PillarOptions = p.Names.options(), web.Options(l, code.Pillars)
	p.StateOptions = append([]web.Option{
		{Value: "open", Label: text.T(l, "të gjitha të papërfunduarat")}, {Value: "late", Label: text.T(l, "pas afatit")},
	}, web.Options(l, code.ActivityStates)...)
	return planView.Render(w, r, status, p)
}

func (p *planPage) load(tx *store.Tx, id string) error {
	p.Today = today(tx)
	p.Filter.Today = p.Today
	w, err := p.loadPlan(tx, id)
	if err != nil {
		return err
	}
	if p.Names, err = namesOn(tx, p.day()); err != nil {
		return err
	}
	places, err := municipalities(tx)
	if err != nil {
		return err
	}
	p.Municipalities = placeOptions(places)
	p.count(w)
	if p.Comments, err = Comments(tx, id); err != nil || p.Plan.Approved() {
		return err
	}
	removed, err := Removed(tx, id)
	if err != nil {
		return err
	}
	return p.listRemoved(removed)
}

// day is the day the page is about.
func (p planPage) day() string {
	if p.On != "" {
		return p.On
	}
	return p.Today
}

// loadPlan reads the plan as it is, or as it was on the day that was asked for.
func (p *planPage) loadPlan(tx *store.Tx, id string) (w within, err error) {
	if p.Plan, err = loadOutline(tx, id); err != nil {
		return w, err
	}
	if p.Filter.On == "" || !p.Plan.Approved() {
		return loadWithin(tx, id, p.Filter)
	}
	p.On = p.Filter.On
	history, err := History(tx, id)
	if err != nil {
		return w, err
	}
	then, ok, err := OnDay(id, history, p.On)
	if err == nil && !ok {
		err = web.Refuse("Më %s plani nuk ishte ende në fuqi; ai u miratua më %s.", text.Day(p.On), text.Day(p.Plan.ApprovedOn))
	}
	p.Plan = then
	return withinOf(then, p.Filter), err
}

func (p *planPage) count(w within) {
	p.Groups, p.Count = p.Filter.groups(p.Plan, w)
	p.Total = len(p.Plan.Activities())
	p.States = countStates(p.Plan)
	if from, to, ok := yearEnds(p.Plan.Year, p.Today); ok && p.Plan.Approved() && p.On == "" {
		p.Until, p.Pillars = to, pillars(p.Plan, from, to)
	}
	if p.Filter.All || p.Count <= onePage {
		return
	}
	for n := 1; (n-1)*pageSize < p.Count; n++ {
		p.Pages = append(p.Pages, pageLink{n, p.Filter.link("page", strconv.Itoa(n)), n == p.Filter.Page})
	}
}

// offer decides which buttons the actor is shown. The past is only looked at.
func (p *planPage) offer(g access.Grant) {
	if p.On != "" {
		return
	}
	p.CanEdit = mayEdit(g, p.Plan)
	p.CanDraft = !p.Plan.Approved() && p.CanEdit
	p.Ordering = p.CanDraft && p.Filter.Order
	p.CanApprove = !p.Plan.Approved() && g.Can(access.ApprovePlan)
	p.CanComment, p.CanAnswer = g.Can(access.CommentPlan), g.Can(access.DraftPlan)
}

func (p *planPage) listRemoved(list []Version) error {
	for _, v := range list {
		row := removedRow{ID: v.ID, Kind: v.Part}
		if v.Part == partObjective {
			o, err := readObjective(v)
			if err != nil {
				return err
			}
			row.Title = o.Name()
		} else {
			a, err := readActivity(v)
			if err != nil {
				return err
			}
			row.Title = a.Title
		}
		p.Removed = append(p.Removed, row)
	}
	return nil
}

// What the template asks for.

func (p planPage) TagClass(state string) string { return tagClass(state) }
func (p planPage) State(state string) string    { return code.ActivityStates.Label(p.Lang, state) }
func (p planPage) Pillar(c string) string       { return code.Pillars.Label(p.Lang, c) }
func (p planPage) Topic(c string) string        { return code.TopicList.Label(p.Lang, c) }
func (p planPage) Due(a Activity) string        { return dueWords(p.Lang, a) }
func (p planPage) Progress(a Activity) string   { return progressWords(p.Lang, a, p.Today) }
func (p planPage) Late(a Activity) bool         { return p.On == "" && a.Overdue(p.Today) }
func (p planPage) StateLink(s string) string    { return p.Filter.link("state", s) }
func (p planPage) AllLink() string              { return p.Filter.link("all", "1") }
func (p planPage) PresentLink() string          { return p.Filter.link("on", "") }
func (p planPage) OrderLink() string            { return p.Filter.link("order", "1") }

// PlanComments are those on the plan as a whole.
func (p planPage) PlanComments() []Comment { return commentsOn(p.Comments, "") }

// Commented is how many comments an activity has.
func (p planPage) Commented(a Activity) int { return len(commentsOn(p.Comments, a.ID)) }

// Signed is the office a comment was made by.
func (p planPage) Signed(c Comment) string { return signed(p.Lang, p.Names, c) }
