package reporting

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type linesPage struct {
	web.Page
	head
	OfProblems bool // the page lists problems, not measures
	Earlier    []Earlier
}

var linesView = web.NewView[linesPage](files, "lines.tmpl", "parts.tmpl")

// lines lists the problems of a return, or its measures.
func (h handler) lines(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := linesPage{OfProblems: strings.HasSuffix(r.URL.Path, "/problems")}
	ret, err := h.view(r, g, func(tx *store.Tx, id string) (Return, error) {
		ret, err := Load(tx, id)
		if err == nil && p.OfProblems {
			p.Earlier, err = Unsolved(tx, ret)
		}
		return ret, err
	})
	if err != nil {
		return err
	}
	p.Earlier = slices.DeleteFunc(p.Earlier, func(e Earlier) bool {
		return slices.ContainsFunc(ret.Problems, func(x Problem) bool { return x.EarlierID == e.ID })
	})
	title := "Masat"
	if p.OfProblems {
		title = "Problematikat"
	}
	p.Page, p.head = web.NewPage(r, title).With(crumbs(g, ret, web.Lang(r))...), h.headOf(g, ret)
	return linesView.Render(w, r, http.StatusOK, p)
}

// Resources is the list of what can be missing, for templates.
func (linesPage) Resources() code.List { return code.Resources }

// Lek is an amount for the reader.
func (p linesPage) Lek(x Problem) string { return text.Lek(p.Lang, int64(*x.Amount)) }

// none records the word that there are no problems, or no measures.
func (h handler) none(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("return")
	err = h.change(r, g, func(tx *store.Tx) error {
		head, err := editable(tx, id)
		if err != nil {
			return err
		}
		switch f.Text("of") {
		case "problems":
			head.NoProblems = f.Has("none")
		case "measures":
			head.NoMeasures = f.Has("none")
		}
		return SayNone(tx, id, head.NoProblems, head.NoMeasures)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, returnPath(g, id, ""), "U ruajt.")
}

type problemPage struct {
	web.Page
	head
	ID                              string
	Earlier                         []web.Option
	Objectives, Activities, Missing []web.Option
}

var (
	problemView  = web.NewView[problemPage](files, "problem.tmpl", "parts.tmpl")
	objectivesOf = store.Read(`SELECT id, code, title FROM plan_objective WHERE committee_id = $1 AND plan_id = $2 ORDER BY position, id`)
)

// objective is a specific objective of the plan.
type objective struct{ id, code, title string }

func (o *objective) fields() []any { return []any{&o.id, &o.code, &o.title} }

// viewProblem reads a return, the problem of the request, and what its form
// chooses from.
func (h handler) viewProblem(r *http.Request, g access.Grant) (Return, Problem, problemPage, []Earlier, error) {
	p := problemPage{ID: r.PathValue("problem")}
	x := Problem{Since: text.DayOf(h.db.Now())}
	var earlier []Earlier
	ret, err := h.view(r, g, func(tx *store.Tx, id string) (Return, error) {
		ret, err := Load(tx, id)
		if err != nil {
			return ret, err
		}
		if earlier, err = Unsolved(tx, ret); err != nil {
			return ret, err
		}
		objectives, err := store.All(tx, objectivesOf, (*objective).fields, ret.PlanID)
		for _, o := range objectives {
			p.Objectives = append(p.Objectives, web.Option{Value: o.id, Label: strings.TrimSpace(o.code + " " + o.title)})
		}
		return ret, err
	})
	if err != nil {
		return ret, x, p, nil, err
	}
	if p.ID != newID {
		i := slices.IndexFunc(ret.Problems, func(x Problem) bool { return x.ID == p.ID })
		if i < 0 {
			return ret, x, p, nil, store.ErrNotFound
		}
		x = ret.Problems[i]
	}
	return ret, x, p, earlier, nil
}

func (h handler) problemForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	ret, x, p, earlier, err := h.viewProblem(r, g)
	if err != nil {
		return err
	}
	if !h.headOf(g, ret).CanFill {
		return web.Redirect(w, r, returnPath(g, ret.ID, ""), "")
	}
	if e := find(earlier, r.FormValue("earlier")); e.ID != "" && p.ID == newID {
		x = e.Problem
		x.Version, x.EarlierID = 0, e.ID
	}
	f := web.NewForm(r).Set("version", fmt.Sprint(x.Version)).Set("body", x.Body).Set("resource", x.Resource).Set("objective", x.ObjectiveID).
		Set("activity", x.ActivityID).SetNumber("amount", x.Amount).SetDay("since", x.Since).Set("earlier", x.EarlierID)
	if x.Solved {
		f.Set("solved", "1")
	}
	return h.showProblem(w, r, g, http.StatusOK, ret, p, earlier, f)
}

func find(list []Earlier, id string) Earlier {
	for _, e := range list {
		if e.ID == id {
			return e
		}
	}
	return Earlier{}
}

func (h handler) showProblem(w http.ResponseWriter, r *http.Request, g access.Grant, status int, ret Return, p problemPage, earlier []Earlier, f *web.Form) error {
	l := web.Lang(r)
	title := "Problematikë"
	if p.ID == newID {
		title = "Problematikë e re"
	}
	way := append(crumbs(g, ret, l), web.Crumb{Label: "Problematikat", Path: returnPath(g, ret.ID, "/problems")})
	p.Page, p.head = web.NewPage(r, title).With(way...).WithForm(f), h.headOf(g, ret)
	for _, e := range earlier {
		p.Earlier = append(p.Earlier, web.Option{Value: e.ID, Label: text.T(l, "%s (që prej %s)", e.Body, text.Day(e.Since))})
	}
	p.Activities, p.Missing = activityOptions(ret), web.Options(l, code.Resources)
	return problemView.Render(w, r, status, p)
}

func activityOptions(ret Return) []web.Option {
	var list []web.Option
	for _, it := range ret.Items {
		list = append(list, web.Option{Value: it.ActivityID, Label: activityName(it.Activity)})
	}
	return list
}

// readProblem reads the form of a problem. The objective follows from the activity.
func readProblem(f *web.Form, ret Return, p problemPage, earlier []Earlier, x Problem) Problem {
	x.Version, x.ReturnID = max(f.Version(), 0), ret.ID
	x.Body, x.Resource = f.Public("body"), f.Code("resource", code.Resources, "Zgjidhni çfarë mungon.")
	x.Amount, x.Solved, x.ActivityID, x.ObjectiveID = f.Number("amount"), f.Has("solved"), f.Text("activity"), f.Text("objective")
	x.Since = f.NeedDay("since", "Shkruani që kur ekziston problematika.")
	if x.Body == "" {
		f.Fail("body", "Përshkruani problematikën.")
	}
	if x.Amount != nil && *x.Amount < 0 {
		f.Fail("amount", "Shuma nuk mund të jetë nën zero.")
	}
	if it, ok := ret.Item(x.ActivityID); ok {
		x.ObjectiveID = it.Activity.ObjectiveID
	} else if x.ActivityID != "" {
		f.Fail("activity", "Zgjidhni aktivitetin nga lista.")
	}
	if len(p.Objectives) > 0 && !slices.ContainsFunc(p.Objectives, func(o web.Option) bool { return o.Value == x.ObjectiveID }) {
		f.Fail("objective", "Zgjidhni objektivin që pengohet, ose aktivitetin.")
	}
	if id := f.Text("earlier"); id != x.EarlierID {
		x.EarlierID = find(earlier, id).ID
		if x.EarlierID != id {
			f.Fail("earlier", "Zgjidhni problematikën nga lista.")
		}
	}
	return x
}

func (h handler) saveProblem(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ret, now, p, earlier, err := h.viewProblem(r, g)
	if err != nil {
		return err
	}
	x := readProblem(f, ret, p, earlier, now)
	if x.Since > text.DayOf(h.db.Now()) {
		f.Fail("since", "Dita nuk mund të jetë në të ardhmen.")
	}
	if !f.OK() {
		return h.showProblem(w, r, g, http.StatusUnprocessableEntity, ret, p, earlier, f)
	}
	err = h.change(r, g, func(tx *store.Tx) error {
		_, err := SaveProblem(tx, x)
		return err
	})
	if errors.Is(err, store.ErrConflict) {
		return h.problemConflict(r, g, ret, x, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, returnPath(g, ret.ID, "/problems"), "Problematika u ruajt.")
}

func (h handler) problemConflict(r *http.Request, g access.Grant, ret Return, mine Problem, f *web.Form) error {
	_, now, _, _, err := h.viewProblem(r, g)
	if err != nil {
		return err
	}
	l := web.Lang(r)
	as := func(x Problem) []line {
		ls := problemLines(l, Return{Problems: []Problem{x}})
		ls[0].Label = text.T(l, "Problematika")
		return ls
	}
	return conflict(returnPath(g, ret.ID, "/problem/"+mine.ID), now.Version, f, as(mine), as(now))
}

func (h handler) removeProblem(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("return")
	err = h.change(r, g, func(tx *store.Tx) error { return RemoveProblem(tx, id, r.PathValue("problem"), f.Version()) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, returnPath(g, id, "/problems"), "Problematika u hoq.")
}

type measurePage struct {
	web.Page
	head
	ID                 string
	Statuses, Problems []web.Option
}

var measureView = web.NewView[measurePage](files, "measure.tmpl", "parts.tmpl")

var statuses = code.List{{Code: Taken, SQ: "u mor", EN: "was taken"}, {Code: Expected, SQ: "pritet të merret", EN: "is expected"}}

func (h handler) viewMeasure(r *http.Request, g access.Grant) (Return, Measure, error) {
	ret, err := h.view(r, g, Load)
	if err != nil || r.PathValue("measure") == newID {
		return ret, Measure{Status: Taken}, err
	}
	i := slices.IndexFunc(ret.Measures, func(m Measure) bool { return m.ID == r.PathValue("measure") })
	if i < 0 {
		return ret, Measure{}, store.ErrNotFound
	}
	return ret, ret.Measures[i], nil
}

func (h handler) measureForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	ret, m, err := h.viewMeasure(r, g)
	if err != nil {
		return err
	}
	if !h.headOf(g, ret).CanFill {
		return web.Redirect(w, r, returnPath(g, ret.ID, ""), "")
	}
	f := web.NewForm(r).Set("version", fmt.Sprint(m.Version)).Set("status", m.Status).Set("body", m.Body).
		Set("problem", or(m.ProblemID, r.FormValue("problem"))).SetDay("due", m.DueOn)
	return h.showMeasure(w, r, g, http.StatusOK, ret, f)
}

func (h handler) showMeasure(w http.ResponseWriter, r *http.Request, g access.Grant, status int, ret Return, f *web.Form) error {
	l := web.Lang(r)
	title := "Masë"
	if r.PathValue("measure") == newID {
		title = "Masë e re"
	}
	way := append(crumbs(g, ret, l), web.Crumb{Label: "Masat", Path: returnPath(g, ret.ID, "/measures")})
	p := measurePage{Page: web.NewPage(r, title).With(way...).WithForm(f), head: h.headOf(g, ret), ID: r.PathValue("measure"), Statuses: web.Options(l, statuses)}
	for _, x := range ret.Problems {
		p.Problems = append(p.Problems, web.Option{Value: x.ID, Label: x.Body})
	}
	return measureView.Render(w, r, status, p)
}

func (h handler) saveMeasure(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ret, m, err := h.viewMeasure(r, g)
	if err != nil {
		return err
	}
	m.Version, m.ReturnID, m.ProblemID, m.DueOn = max(f.Version(), 0), ret.ID, f.Text("problem"), f.Day("due")
	m.Status, m.Body = f.Code("status", statuses, "Zgjidhni nëse masa u mor apo pritet."), f.Public("body")
	if m.Body == "" {
		f.Fail("body", "Përshkruani masën.")
	}
	if m.Status == Expected && m.DueOn == "" {
		f.Fail("due", "Shkruani deri kur pritet masa.")
	}
	if m.ProblemID != "" && !slices.ContainsFunc(ret.Problems, func(x Problem) bool { return x.ID == m.ProblemID }) {
		f.Fail("problem", "Zgjidhni problematikën nga lista.")
	}
	if !f.OK() {
		return h.showMeasure(w, r, g, http.StatusUnprocessableEntity, ret, f)
	}
	err = h.change(r, g, func(tx *store.Tx) error {
		_, err := SaveMeasure(tx, m)
		return err
	})
	if errors.Is(err, store.ErrConflict) {
		return h.measureConflict(r, g, ret, m, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, returnPath(g, ret.ID, "/measures"), "Masa u ruajt.")
}

func (h handler) measureConflict(r *http.Request, g access.Grant, ret Return, mine Measure, f *web.Form) error {
	_, now, err := h.viewMeasure(r, g)
	if err != nil {
		return err
	}
	l := web.Lang(r)
	as := func(m Measure) []line {
		ls := measureLines(l, Return{Measures: []Measure{m}})
		ls[0].Label = text.T(l, "Masa")
		return ls
	}
	return conflict(returnPath(g, ret.ID, "/measure/"+mine.ID), now.Version, f, as(mine), as(now))
}

func (h handler) removeMeasure(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("return")
	err = h.change(r, g, func(tx *store.Tx) error { return RemoveMeasure(tx, id, r.PathValue("measure"), f.Version()) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, returnPath(g, id, "/measures"), "Masa u hoq.")
}
