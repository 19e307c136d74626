package plan

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A plan of up to onePage activities is shown on one page, a longer one on pages
// of pageSize, so that a page stays light.
const (
	onePage  = 200
	pageSize = 50
)

var (
	planOutline = store.Read(`SELECT id, version, objective_id, number, title, lead_id, starts_on, due_on, frequency, state, state_on
		FROM plan_activity WHERE committee_id = $1 AND plan_id = $2 ORDER BY position, id`)
	partnerIn = store.Read(`SELECT p.activity_id FROM plan_partner AS p
		JOIN plan_activity AS a ON a.committee_id = p.committee_id AND a.id = p.activity_id
		WHERE p.committee_id = $1 AND a.plan_id = $2 AND p.institution_id = $3`)
	placeIn = store.Read(`SELECT activity_id, municipality FROM plan_municipality WHERE committee_id = $1
		AND activity_id IN (SELECT id FROM plan_activity WHERE committee_id = $1 AND plan_id = $2)`)
)

func (a *Activity) outline() []any {
	return []any{&a.ID, &a.Version, &a.ObjectiveID, &a.Number, &a.Title, &a.LeadID, &a.StartsOn, &a.DueOn, &a.Frequency, &a.State, &a.StateOn}
}

// loadOutline reads a plan with what its page shows of each activity: three
// queries, and no long texts.
func loadOutline(tx *store.Tx, id string) (Plan, error) {
	p, err := plans.Get(tx, id)
	if err != nil {
		return p, err
	}
	if p.Objectives, err = loadObjectives(tx, id); err != nil {
		return p, err
	}
	list, err := store.All(tx, planOutline, (*Activity).outline, id)
	p.hang(list)
	return p, err
}

// A filter is what the reader of a plan wants to see of it.
type filter struct {
	Institution, Municipality, Pillar, State, Objective, Query string
	On                                                         string // as it was on a day
	Today                                                      string // against which what is overdue is measured
	Page                                                       int
	All                                                        bool // on one page, for printing
	Order                                                      bool // with buttons to change the order
}

func readFilter(q url.Values) filter {
	page, _ := strconv.Atoi(q.Get("page")) // what is no number is the first page
	on, _ := text.ParseDay(q.Get("on"))    // and what is no day is today
	return filter{
		Institution: q.Get("institution"), Municipality: q.Get("municipality"), Pillar: q.Get("pillar"), State: q.Get("state"),
		Objective: q.Get("objective"), Query: strings.TrimSpace(q.Get("q")), On: on, Page: max(page, 1), All: q.Get("all") != "", Order: q.Get("order") != "",
	}
}

// Narrow reports whether the filter leaves anything out.
func (f filter) Narrow() bool {
	return f.Institution+f.Municipality+f.Pillar+f.State+f.Objective+f.Query != ""
}

// link is the address of the same view with one thing changed.
func (f filter) link(name, value string) string {
	q := url.Values{}
	for k, v := range map[string]string{
		"institution": f.Institution, "municipality": f.Municipality, "pillar": f.Pillar, "state": f.State,
		"objective": f.Objective, "q": f.Query, "on": f.On, name: value,
	} {
		if v != "" {
			q.Set(k, v)
		}
	}
	return "?" + q.Encode()
}

// within are the activities that a partner, or a municipality, is part of.
type within struct{ partner, place, anyPlace map[string]bool }

func loadWithin(tx *store.Tx, plan string, f filter) (within, error) {
	w := within{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	if f.Institution != "" {
		list, err := store.All(tx, partnerIn, func(s *string) []any { return []any{s} }, plan, f.Institution)
		if err != nil {
			return w, err
		}
		for _, id := range list {
			w.partner[id] = true
		}
	}
	if f.Municipality == "" {
		return w, nil
	}
	list, err := store.All(tx, placeIn, (*link).fields, plan)
	w.places(list, f.Municipality)
	return w, err
}

func (w within) places(list []link, municipality string) {
	for _, l := range list {
		w.anyPlace[l.activity] = true
		if l.to == municipality {
			w.place[l.activity] = true
		}
	}
}

// withinOf says the same of a plan that is wholly in hand.
func withinOf(p Plan, f filter) within {
	w := within{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, a := range p.Activities() {
		w.partner[a.ID] = slices.Contains(a.Partners, f.Institution)
		for _, m := range a.Municipalities {
			w.places([]link{{a.ID, m}}, f.Municipality)
		}
	}
	return w
}

// keeps reports whether the filter shows an activity. What names no municipality
// concerns every one of them.
func (f filter) keeps(o Objective, a Activity, w within) bool {
	return (f.Pillar == "" || f.Pillar == o.Pillar) && (f.Objective == "" || f.Objective == o.ID) &&
		(f.State == "" || f.State == a.State || f.State == "open" && a.Open() || f.State == "late" && a.Overdue(f.Today)) &&
		(f.Institution == "" || f.Institution == a.LeadID || w.partner[a.ID]) &&
		(f.Municipality == "" || w.place[a.ID] || !w.anyPlace[a.ID]) &&
		(f.Query == "" || text.Matches(f.Query, a.Number+" "+a.Title))
}

// A group is an objective with those of its activities that are shown.
type group struct {
	Objective
	NewPillar, NewGoal bool
	Rows               []Activity
}

// groups picks what the filter shows, and the page of it. count is how many
// activities the filter shows in all.
func (f filter) groups(p Plan, w within) (list []group, count int) {
	for _, o := range p.Objectives {
		g := group{Objective: o}
		for _, a := range o.Activities {
			if f.keeps(o, a, w) {
				g.Rows = append(g.Rows, a)
			}
		}
		if count += len(g.Rows); len(g.Rows) > 0 || len(o.Activities) == 0 && !f.Narrow() {
			list = append(list, g)
		}
	}
	if !f.All && count > onePage {
		list = page(list, (f.Page-1)*pageSize, f.Page*pageSize)
	}
	for i := range list {
		list[i].NewPillar = i == 0 || list[i-1].Pillar != list[i].Pillar
		list[i].NewGoal = list[i].Goal != "" && (list[i].NewPillar || list[i-1].Goal != list[i].Goal)
	}
	return list, count
}

// page keeps the activities from the one numbered from up to that numbered to.
func page(list []group, from, to int) []group {
	var shown []group
	at := 0
	for _, g := range list {
		first, last := max(from-at, 0), min(to-at, len(g.Rows))
		at += len(g.Rows)
		if first < last {
			g.Rows = g.Rows[first:last]
			shown = append(shown, g)
		}
	}
	return shown
}

// A pillarRow is the realisation of a pillar, or of the whole plan.
type pillarRow struct {
	Pillar   string
	Total    int
	Realised indicator.Realisation
}

// pillars counts a plan by pillar; the last row is the whole.
func pillars(p Plan, from, to string) []pillarRow {
	rows := map[string]*pillarRow{"": {}}
	lists := map[string][]indicator.Rated{}
	for _, o := range p.Objectives {
		if rows[o.Pillar] == nil {
			rows[o.Pillar] = &pillarRow{Pillar: o.Pillar}
		}
		for _, a := range o.Activities {
			for _, of := range []string{o.Pillar, ""} {
				rows[of].Total++
				lists[of] = append(lists[of], a.rated())
			}
		}
	}
	var list []pillarRow
	for of, row := range rows {
		row.Realised = indicator.Realise(lists[of], from, to)
		list = append(list, *row)
	}
	slices.SortFunc(list, func(a, b pillarRow) int {
		return cmp.Compare(uint(code.Pillars.Index(a.Pillar)), uint(code.Pillars.Index(b.Pillar))) // the whole, -1, comes last
	})
	return list
}

// stateCount is how many activities of a plan are in a state.
type stateCount struct {
	State string
	N     int
}

func countStates(p Plan) []stateCount {
	n := map[string]int{}
	for _, a := range p.Activities() {
		n[a.State]++
	}
	var list []stateCount
	for _, s := range code.ActivityStates {
		if n[s.Code] > 0 {
			list = append(list, stateCount{s.Code, n[s.Code]})
		}
	}
	return list
}

// tagClass is the colour of the tag of a state; the word in it says the same.
func tagClass(state string) string {
	colours := map[string]string{
		"in_progress": "blue", "done": "green", "done_late": "turquoise", "partly_done": "yellow", "not_done": "red",
		"carried_over": "purple",
	}
	return "govuk-tag--" + cmp.Or(colours[state], "grey")
}

// dueWords is when an activity is due, as people say it.
func dueWords(l text.Lang, a Activity) string {
	frequency := ""
	if a.Frequency != "" && a.Frequency != "once" {
		frequency = code.Frequencies.Label(l, a.Frequency)
	}
	switch {
	case a.DueOn == "":
		return cmp.Or(frequency, text.T(l, "pa afat"))
	case frequency != "":
		return fmt.Sprintf("%s, %s", frequency, text.T(l, "deri më %s", text.Day(a.DueOn)))
	default:
		return text.Day(a.DueOn)
	}
}

// progressWords says how an activity stands against its due date.
func progressWords(l text.Lang, a Activity, today string) string {
	switch {
	case a.State == "done" || a.State == "done_late" || a.State == "cancelled":
		return text.Day(a.StateOn)
	case a.Overdue(today):
		days := int64(daysBetween(a.DueOn, today))
		return text.Count(l, &days, text.Forms{One: "1 ditë pas afatit", Many: "{n} ditë pas afatit"})
	default:
		return ""
	}
}

func daysBetween(from, to string) int {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	if errA != nil || errB != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}

func lek(l text.Lang, n *figure.Number) string {
	if n == nil {
		return text.T(l, "nuk dihet")
	}
	return text.Lek(l, int64(*n))
}
