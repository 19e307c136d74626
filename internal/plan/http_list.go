package plan

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/indicator"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

var ratesByPlan = store.Read(`SELECT plan_id, state, starts_on, due_on, frequency, COUNT(*) FROM plan_activity
	WHERE committee_id = $1 GROUP BY plan_id, state, frequency, starts_on, due_on`)

// ratedOf is what the rates need of one of several plans.
type ratedOf struct {
	of string
	indicator.Rated
}

func (r *ratedOf) fields() []any {
	return []any{&r.of, &r.State, &r.StartsOn, &r.DueOn, &r.Frequency, &r.N}
}

type listPage struct {
	web.Page
	Plans    []planRow
	NextYear int64
	CanDraft bool
}

// planRow is a plan at a glance.
type planRow struct {
	Plan
	Total, Done, Open int64
	Until             string // the day up to which Realised speaks, "" before the first half-year ended
	Realised          indicator.Realisation
}

var listView = web.NewView[listPage](files, "list.tmpl")

func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showList(w, r, g, http.StatusOK, web.NewForm(r))
}

func (h handler) showList(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	p := listPage{Page: web.NewPage(r, "Planet e veprimit").WithForm(f), CanDraft: g.Can(access.DraftPlan)}
	err := h.view(r.Context(), g, func(tx *store.Tx) error {
		list, err := All(tx)
		if err != nil {
			return err
		}
		rates, err := store.All(tx, ratesByPlan, (*ratedOf).fields)
		for _, x := range list {
			p.Plans = append(p.Plans, newPlanRow(x, rates, today(tx)))
		}
		p.NextYear = int64(tx.Now().Year())
		if len(list) > 0 {
			p.NextYear = list[0].Year + 1
		}
		return err
	})
	if err != nil {
		return err
	}
	if !f.Has("year") {
		f.Set("year", strconv.FormatInt(p.NextYear, 10))
	}
	return listView.Render(w, r, status, p)
}

func newPlanRow(p Plan, rates []ratedOf, today string) planRow {
	row := planRow{Plan: p}
	from, to, ok := yearEnds(p.Year, today)
	var own []indicator.Rated
	for _, x := range rates {
		if x.of != p.ID {
			continue
		}
		own = append(own, x.Rated)
		row.Total += x.N
		switch x.State {
		case "done", "done_late":
			row.Done += x.N
		case "cancelled", "carried_over":
		default:
			row.Open += x.N
		}
	}
	if ok {
		row.Until, row.Realised = to, indicator.Realise(own, from, to)
	}
	return row
}

func (h handler) create(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	year, err := strconv.ParseInt(f.Text("year"), 10, 64)
	if err != nil || year < 2000 || year > 2100 {
		f.Fail("year", "Shkruani vitin me katër shifra, për shembull 2024.")
		return h.showList(w, r, g, http.StatusUnprocessableEntity, f)
	}
	id := h.db.NewID()
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "plan", ID: id}, func(tx *store.Tx) error {
		_, err := AddPlan(tx, Plan{ID: id, Year: year})
		return err
	})
	if errors.Is(err, store.ErrExists) {
		f.Fail("year", "Për vitin %d ka tashmë një plan. Hapeni atë, ose shkruani një vit tjetër.", year)
		return h.showList(w, r, g, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, planPath(g, id), "U krijua projektplani i vitit %d.", year)
}
