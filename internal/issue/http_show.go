package issue

import (
	"cmp"
	"errors"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type showPage struct {
	base
	X        Group
	Says     lent     // with what those merged into it lend it
	Into     Issue    // what it was merged into
	Activity activity // or one without id
	Raised   []raising
	Taken    []measure
	Todo     []todo
	History  []happening
	CanRaise, CanManage, CanAnswer,
	CanMerge bool
}

// A raising with what its return or meeting adds to it.
type raising struct {
	Raised
	Of       Issue // the problem it was raised as
	Path     string
	Period   figure.Period // of the return
	Solved   bool          // the return says that it is solved
	MayWrite bool
}

// A measure that was taken, and whether the reader may correct it.
type measure struct {
	Measure
	MayWrite bool
}

// A happening is an event of a problem or of one merged into it.
type happening struct {
	Event
	Of     Issue
	Path   string // of the task or problem that it is about
	Other  string // what that is called
	Merged bool   // of one merged into it
}

var (
	showView  = web.NewView[showPage](files, "show.tmpl")
	returnsIn = store.Read(`SELECT p.id, n.period, p.solved AND t.state = 'accepted' FROM issue_raised AS r
		JOIN reporting_problem AS p ON p.committee_id = r.committee_id AND p.id = r.id
		JOIN reporting_return AS t ON t.committee_id = p.committee_id AND t.id = p.return_id
		JOIN reporting_round AS n ON n.committee_id = t.committee_id AND n.id = t.round_id
		WHERE r.committee_id = $1 AND r.issue_id IN (
			SELECT CAST($2 AS TEXT) UNION ALL SELECT i.id FROM issue AS i WHERE i.committee_id = $1 AND i.merged_into = $2)`)
	measuresIn = store.Read(`SELECT m.id FROM issue_measure AS m
		JOIN reporting_measure AS r ON r.committee_id = m.committee_id AND r.id = m.id
		WHERE m.committee_id = $1 AND m.issue_id IN (
			SELECT CAST($2 AS TEXT) UNION ALL SELECT i.id FROM issue AS i WHERE i.committee_id = $1 AND i.merged_into = $2)`)
	todosOf = store.Read(`SELECT id, year, number, body, owner_id, source_id, state, due_on, due_body FROM task
		WHERE committee_id = $1 AND kind = 'measure' AND source_id IN (
			SELECT CAST($2 AS TEXT) UNION ALL SELECT i.id FROM issue AS i WHERE i.committee_id = $1 AND i.merged_into = $2)
		ORDER BY year, number`)
)

// show is the page of a problem, with everything that was merged into it.
func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := showPage{base: base{Base: path(g, ""), Today: h.today()}}
	err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error { return p.read(tx, r.PathValue("issue"), g) })
	if err != nil {
		return err
	}
	alone := p.X.MergedInto == ""
	p.CanRaise, p.CanManage = alone && g.Can(access.RaiseIssues), alone && g.Can(access.ManageIssues)
	p.CanAnswer, p.CanMerge = p.X.EscalatedOn != "" && g.Can(access.AnswerIssues), g.Can(access.ManageIssues)
	p.Page = web.NewPage(r, "Problematika %s", p.X.Name()).With(crumbs(r, g, Issue{})...)
	return showView.Render(w, r, http.StatusOK, p)
}

func (p *showPage) read(tx *store.Tx, id string, g access.Grant) (err error) {
	if p.X, err = Get(tx, id); err != nil {
		return err
	}
	if p.directory, err = readDirectory(tx, p.Today); err != nil {
		return err
	}
	if p.X.MergedInto != "" {
		if p.Into, err = issues.Get(tx, p.X.MergedInto); err != nil {
			return err
		}
	}
	p.Says = filled(p.X.Issue, p.X.Merged)
	if p.Says.ActivityID != "" {
		list, err := store.All(tx, activityByID, (*activity).fields, p.Says.ActivityID)
		if err != nil {
			return err
		}
		for _, a := range list {
			p.Activity = a
		}
	}
	if p.Todo, err = store.All(tx, todosOf, (*todo).fields, id); err != nil {
		return err
	}
	return p.readRaised(tx, g)
}

// readRaised gathers the raisings, measures and history of the whole group.
func (p *showPage) readRaised(tx *store.Tx, g access.Grant) error {
	type said struct {
		id     string
		period figure.Period
		solved bool
	}
	rows, err := store.All(tx, returnsIn, func(s *said) []any { return []any{&s.id, &s.period, &s.solved} }, p.X.ID)
	if err != nil {
		return err
	}
	in := map[string]said{}
	for _, s := range rows {
		in[s.id] = s
	}
	reported, err := p.reported(tx)
	if err != nil {
		return err
	}
	own, _ := g.Also(access.RaiseIssues)
	for _, x := range p.group() {
		for _, r := range x.Raised {
			w := raising{Raised: r, Of: x, Path: sourcePath(g, r), Period: in[r.ID].period, Solved: in[r.ID].solved}
			w.MayWrite = r.Source == Directly && own.Covers(r.InstitutionID)
			p.Raised = append(p.Raised, w)
		}
		for _, m := range x.Measures {
			p.Taken = append(p.Taken, measure{m, !reported[m.ID] && own.Covers(m.InstitutionID)})
		}
		for _, e := range x.Events {
			w, err := p.happening(tx, x, e)
			if err != nil {
				return err
			}
			p.History = append(p.History, w)
		}
	}
	p.sort()
	return nil
}

// reported finds the measures that came in returns.
func (p *showPage) reported(tx *store.Tx) (map[string]bool, error) {
	ids, err := store.All(tx, measuresIn, func(id *string) []any { return []any{id} }, p.X.ID)
	in := map[string]bool{}
	for _, id := range ids {
		in[id] = true
	}
	return in, err
}

// group is the problem and those merged into it.
func (p *showPage) group() []Issue { return append([]Issue{p.X.Issue}, p.X.Merged...) }

// sourcePath is where a raising was written, as far as the reader may go there.
func sourcePath(g access.Grant, r Raised) string {
	k := "/k/" + g.Scope().ID
	switch r.Source {
	case InReturn:
		if may, err := g.Also(access.ReadReturns); err == nil && may.Covers(r.InstitutionID) {
			return k + "/reporting/return/" + r.SourceID + "/problems"
		}
	case AtMeeting:
		if g.Can(access.ReadMeetings) {
			return k + "/meeting/" + r.SourceID + "#vendim-" + r.ID
		}
	}
	return ""
}

// happening names what an event is about beside its problem.
func (p *showPage) happening(tx *store.Tx, x Issue, e Event) (happening, error) {
	w := happening{Event: e, Of: x, Merged: x.ID != p.X.ID}
	switch e.Verb {
	case wasExpected:
		for _, t := range p.Todo {
			if t.ID == e.OtherID {
				w.Other, w.Path = t.Name(), "/k/"+tx.Grant().Scope().ID+"/task/"+t.ID
			}
		}
	case wasMerged, wasParted:
		o, err := issues.Get(tx, e.OtherID)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return w, err
		}
		if err == nil {
			w.Other, w.Path = o.Name(), path(tx.Grant(), "/"+o.ID)
		}
	}
	return w, nil
}

// sort puts everything in the order of time, the latest event first.
func (p *showPage) sort() {
	slices.SortStableFunc(p.Raised, func(a, b raising) int { return cmp.Compare(a.RaisedOn, b.RaisedOn) })
	slices.SortStableFunc(p.Taken, func(a, b measure) int { return cmp.Compare(a.TakenOn, b.TakenOn) })
	slices.SortStableFunc(p.History, func(a, b happening) int { return b.At.Compare(a.At.Time) })
}
