package campaign

import (
	"errors"
	"fmt"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type showPage struct {
	base
	A        Activity
	Slot     Slot
	Calendar Calendar
	Plan     planned // the activity of the plan
	Partners []string
	Facts    []fact
	Gaps     []string
	Found    []foundRow
	Missing  []register.MissingRow
	CanKeep, CanAsk,
	Past bool
	AskPath string
}

// A fact is one number of the activity in words, with its parts.
type fact struct {
	Label, Words string
	Parts        []string
}

// A foundRow is a finding with the state of its task.
type foundRow struct {
	Finding
	Words     string
	Task      string // "3/2026", "" without one
	TaskPath  string
	TaskState string
	Late      bool
}

// planned is an activity of the action plan.
type planned struct{ ID, Number, Title, PlanID string }

func (p *planned) fields() []any { return []any{&p.ID, &p.Number, &p.Title, &p.PlanID} }

var (
	showView   = web.NewView[showPage](register.With(files), "show.tmpl", "parts.tmpl", register.Partial)
	planOf     = store.Read(`SELECT id, number, title, plan_id FROM plan_activity WHERE committee_id = $1 AND id = $2`)
	planOfYear = store.Read(`SELECT a.id, a.number, a.title, a.plan_id FROM plan AS p
		JOIN plan_activity AS a ON a.committee_id = p.committee_id AND a.plan_id = p.id
		WHERE p.committee_id = $1 AND p.year = $2 ORDER BY a.position, a.id`)
	tasksOf = store.Read(`SELECT t.id, t.year, t.number, t.state, t.due_on FROM campaign_finding AS f
		JOIN task AS t ON t.committee_id = f.committee_id AND t.id = f.task_id
		WHERE f.committee_id = $1 AND f.campaign_id = $2`)
)

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := showPage{base: h.base(r, g, web.Page{Lang: web.Lang(r)}), AskPath: path(g, "/ask"), CanAsk: g.Can(access.AskCampaigns)}
	err := h.view(r, g, func(tx *store.Tx) error { return p.read(tx, g, r.PathValue("activity")) })
	if err != nil {
		return err
	}
	p.Page = web.NewPage(r, "%s", p.A.Title).With(crumbs(g)...)
	p.CanKeep, p.Past = mayKeep(g, p.A.InstitutionID), p.A.StartsOn <= p.Today
	return showView.Render(w, r, http.StatusOK, p)
}

func (p *showPage) read(tx *store.Tx, g access.Grant, id string) (err error) {
	if p.A, err = Load(tx, id); err != nil {
		return err
	}
	if p.Directory, err = register.ReadDirectory(tx, p.A.StartsOn); err != nil {
		return err
	}
	p.Partners = register.PartnerNames(p.Directory, p.A.Partners)
	if p.A.SlotID != "" {
		if p.Slot, err = slots.Get(tx, p.A.SlotID); err == nil {
			p.Calendar, err = calendars.Get(tx, p.Slot.CalendarID)
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
	}
	plans, err := store.All(tx, planOf, (*planned).fields, p.A.ActivityID)
	if err != nil {
		return err
	}
	for _, x := range plans {
		p.Plan = x
	}
	for _, gap := range p.A.Numbers.Gaps(code.CampaignCounts) {
		p.Gaps = append(p.Gaps, register.GapWords(p.Lang, code.CampaignCounts, gap))
	}
	p.Facts = facts(p.Lang, p.A)
	missing := p.A.Missing(p.Today, activityPath(g, id, ""))
	if err := register.WithAsked(tx, missing); err != nil {
		return err
	}
	p.Missing = register.Rows(p.Lang, g, missing, p.Directory)
	return p.found(tx, g)
}

// found reads the tasks of the findings.
func (p *showPage) found(tx *store.Tx, g access.Grant) error {
	type state struct {
		id, state, due string
		year, number   int64
	}
	list, err := store.All(tx, tasksOf, func(s *state) []any { return []any{&s.id, &s.year, &s.number, &s.state, &s.due} }, p.A.ID)
	if err != nil {
		return err
	}
	for _, x := range p.A.Findings {
		row := foundRow{Finding: x, Words: findingWords(p.Lang, x)}
		for _, s := range list {
			if s.id == x.TaskID {
				row.Task, row.TaskPath = fmt.Sprintf("%d/%d", s.number, s.year), "/k/"+g.Scope().ID+"/task/"+s.id
				row.TaskState, row.Late = code.TaskStates.Label(p.Lang, s.state), s.state == "open" && s.due != "" && s.due < p.Today
			}
		}
		p.Found = append(p.Found, row)
	}
	return nil
}

// findingWords is "13 fëmijë të paregjistruar në shkollë, 6–10 vjeç".
func findingWords(l text.Lang, x Finding) string {
	words := code.Findings.Label(l, x.What)
	if q := x.Quantity(); q.Known() {
		words = q.Words(string(l), text.Number(l, int64(q.Number))) + " " + words
	} else if q.Qualifier != "" {
		words += " (" + text.T(l, "numri: %s", q.Words(string(l), "")) + ")"
	}
	if x.Age != "" {
		words += ", " + code.AgeBands.Label(l, x.Age)
	}
	return words
}

// facts are the numbers that were said, each with its parts.
func facts(l text.Lang, a Activity) []fact {
	var list []fact
	for _, c := range code.CampaignCounts {
		x := fact{Label: c.Name(string(l))}
		if q, ok := a.Numbers[register.Key{What: c.Code}]; ok {
			x.Words = register.Words(l, c, q)
			if c.Code == "reached" {
				x.Words = reachedWords(l, q)
			}
		}
		for _, b := range c.Breakdowns {
			for _, cell := range c.Parts(b) {
				q, ok := a.Numbers[register.Key{What: c.Code, Part: register.Part(b, cell.Code)}]
				if !ok {
					continue
				}
				words := q.Words(string(l), text.Number(l, int64(q.Number)))
				if b == code.ByKind && !q.Known() {
					words = text.T(l, "pa numër")
				}
				x.Parts = append(x.Parts, cell.Name(l)+": "+words)
			}
		}
		if x.Words != "" || len(x.Parts) > 0 {
			list = append(list, x)
		}
	}
	return list
}

// Size is that of a file as people say it.
func (p showPage) Size(f File) string {
	return text.T(p.Lang, "%s KB", text.Number(p.Lang, max(1, f.Size>>10)*10_000))
}
