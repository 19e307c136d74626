package reporting

import (
	"errors"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type roundPage struct {
	web.Page
	Round               Round
	Rows                []roundRow
	Counts              []count
	Filter              string
	OnTime              figure.Figure // K06
	SentN, DueN         int           // returns first sent so far, and all
	RuleWords           string        // "" where the secretary set the deadline
	Missing             gap
	Unled               []string // institutions that lead activities of the period and owe no return
	MissingN            int
	CanOpen, MayExtend  bool
	Base, Today, Period string
}

// roundRow is one institution's return in the table of a round.
type roundRow struct {
	Return
	Complete Completeness
	IsLate   bool // overdue today
}

// count is a box with a number that opens the list it counts.
type count struct {
	Filter, Label, Kind string
	N                   int
	Current             bool
}

var roundView = web.NewView[roundPage](files, "round.tmpl", "parts.tmpl")

// round shows who has reported. Those who see only their own return are taken
// straight to it.
func (h handler) round(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := roundPage{CanOpen: g.Can(access.OpenRound), MayExtend: g.Can(access.ExtendReturn), Today: text.DayOf(h.db.Now()),
		Base: path(g, ""), Filter: r.FormValue("state")}
	var u rule
	err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		if p.Round, err = GetRound(tx, r.PathValue("round")); err != nil {
			return err
		}
		u, err = p.read(tx)
		return err
	})
	if err != nil {
		return err
	}
	if !g.Whole() {
		return h.toOwn(w, r, g, p.Rows)
	}
	l := web.Lang(r)
	p.Page = web.NewPage(r, "%s", p.Round.Period.Name(string(l))).With(web.Crumb{Label: "Raportimi", Path: path(g, "")})
	p.OnTime = OnTime(g.Scope().ID, p.Round, returnsIn(p.Rows))
	if p.Round.RuleID != "" {
		p.RuleWords = u.words(l)
	}
	p.count(l)
	p.Rows = slices.DeleteFunc(p.Rows, func(row roundRow) bool { return !row.fits(p.Filter) })
	return roundView.Render(w, r, http.StatusOK, p)
}

func (p *roundPage) read(tx *store.Tx) (u rule, err error) {
	list, err := heads(tx, readReturns.round, p.Round.ID)
	if err != nil {
		return u, err
	}
	complete, err := completenessOf(tx, p.Round)
	if err != nil {
		return u, err
	}
	for _, ret := range list {
		p.Rows = append(p.Rows, roundRow{ret, complete[ret.ID], ret.Overdue(p.Today)})
	}
	if u, err = store.One(tx, ruleByID, (*rule).fields, p.Round.RuleID); err != nil && !errors.Is(err, store.ErrNotFound) {
		return u, err
	}
	if !p.CanOpen {
		return u, nil
	}
	return u, p.readMissing(tx)
}

// readMissing finds what the round should ask by now: institutions seated and
// activities added since it was opened.
func (p *roundPage) readMissing(tx *store.Tx) (err error) {
	if p.Missing, err = findGap(tx, p.Round); err != nil {
		return err
	}
	names, err := store.All(tx, allNames, (*named).fields)
	for _, o := range p.Missing.returns {
		p.Missing.of[o.id] = asked{state: Draft}
	}
	for _, a := range p.Missing.items {
		switch to, has := p.Missing.of[a.LeadID]; {
		case !has:
			if n := nameOn(names, a.LeadID, p.Round.Period.End()).name; !slices.Contains(p.Unled, n) {
				p.Unled = append(p.Unled, n)
			}
		case to.state == Draft || to.state == SentBack:
			p.MissingN++
		}
	}
	p.MissingN += len(p.Missing.returns)
	return err
}

// toOwn sends a focal point to the return of its own institution.
func (h handler) toOwn(w http.ResponseWriter, r *http.Request, g access.Grant, rows []roundRow) error {
	for _, row := range rows {
		if g.Covers(row.InstitutionID) {
			return web.Redirect(w, r, returnPath(g, row.ID, ""), "")
		}
	}
	return access.ErrDenied
}

func returnsIn(rows []roundRow) []Return {
	var list []Return
	for _, row := range rows {
		list = append(list, row.Return)
	}
	return list
}

// fits reports whether a row belongs to the list behind a count box, here or on
// the first page of the committee.
func (row roundRow) fits(filter string) bool {
	switch filter {
	case "":
		return true
	case "late":
		return row.IsLate
	case "sent_late":
		return row.SentLate()
	case "on_time":
		return row.OnTime()
	case "missing":
		return row.State == Draft
	}
	return filter == row.Shown()
}

// count makes the boxes: one for each state, one for those that are overdue and
// one for those that came late.
func (p *roundPage) count(l text.Lang) {
	boxes := []count{
		{Filter: "none", Label: "pa filluar", Kind: "plain"}, {Filter: "draft", Label: "në hartim", Kind: "plain"},
		{Filter: "sent", Label: "për t'u shqyrtuar", Kind: "waiting"}, {Filter: "sent_back", Label: "kthyer për plotësim", Kind: "waiting"},
		{Filter: "accepted", Label: "pranuar", Kind: "plain"}, {Filter: "late", Label: "me vonesë", Kind: "late"},
		{Filter: "sent_late", Label: "dërguar me vonesë", Kind: "plain"},
	}
	p.DueN = len(p.Rows)
	for _, row := range p.Rows {
		if !row.FirstSentAt.IsZero() {
			p.SentN++
		}
	}
	for _, b := range boxes {
		for _, row := range p.Rows {
			if row.fits(b.Filter) {
				b.N++
			}
		}
		if b.N == 0 {
			b.Kind = "plain"
		}
		b.Label, b.Current = text.T(l, b.Label), b.Filter == p.Filter
		p.Counts = append(p.Counts, b)
	}
}

// OnTime is K06: the returns first sent by their deadline ÷ those obliged to
// report. A deadline that was extended counts as extended.
func OnTime(committee string, n Round, list []Return) figure.Figure {
	d := indicator.Find("K06")
	f := figure.Figure{
		Code: d.Code, Name: d.Name, Definition: d.String(), Scope: committee, Period: n.Period, Rule: n.RuleID, Rows: len(list),
		Link: "/k/" + committee + "/reporting/round/" + n.ID + "?state=on_time",
	}
	sent := int64(0)
	for _, r := range list {
		if r.OnTime() {
			sent++
		}
	}
	return f.WithRatio(sent, int64(len(list)))
}

// Words says how many of how many, for the reader.
func (p roundPage) Words(f figure.Figure) string {
	return text.T(p.Lang, "%s nga %s", text.Number(p.Lang, int64(*f.Numerator)), text.Number(p.Lang, int64(*f.Denominator)))
}

// Institutions joins names for a sentence.
func (p roundPage) Institutions(names []string) string { return text.ListUpTo(p.Lang, names, 5) }

// MissingWords says how much the round does not ask yet.
func (p roundPage) MissingWords() string {
	n := int64(p.MissingN)
	return text.Count(p.Lang, &n, text.Forms{
		One:  "Që kur u hap raportimi, në plan ose në urdhër u shtua 1 gjë që ende nuk pyetet.",
		Many: "Që kur u hap raportimi, në plan ose në urdhër u shtuan {n} gjëra që ende nuk pyeten.",
	})
}

// Over reports whether the deadline of the round has passed: before it, nobody
// is on time or late yet.
func (p roundPage) Over() bool { return p.Today > p.Round.DueOn }

// States is the list of states, for templates.
func (roundPage) States() code.List { return code.ReturnStates }

// Channels is the list of channels, for templates.
func (roundPage) Channels() code.List { return code.Channels }

func (h handler) refresh(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	id := r.PathValue("round")
	err := h.db.Change(r.Context(), g, store.Subject{Kind: "round", ID: id}, func(tx *store.Tx) error { return Refresh(tx, id) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, roundPath(g, id, ""), "Raportimi u përditësua sipas planit dhe urdhrit.")
}

type extendPage struct {
	web.Page
	Round Round
	Who   []web.Option
	Base  string
}

var extendView = web.NewView[extendPage](files, "extend.tmpl", "parts.tmpl")

func (h handler) extendForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.ExtendReturn) {
		return access.ErrDenied
	}
	return h.showExtend(w, r, g, http.StatusOK, web.NewForm(r).Set("return", r.FormValue("return")))
}

func (h handler) showExtend(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	l := web.Lang(r)
	p := extendPage{Page: web.NewPage(r, "Shtyni afatin"), Base: path(g, ""), Who: []web.Option{{Value: "", Label: text.T(l, "Të gjitha institucionet që nuk janë pranuar ende")}}}
	err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		if p.Round, err = GetRound(tx, r.PathValue("round")); err != nil {
			return err
		}
		list, err := heads(tx, readReturns.round, p.Round.ID)
		for _, ret := range list {
			if ret.State != Accepted {
				p.Who = append(p.Who, web.Option{Value: ret.ID, Label: ret.Institution + " (" + text.Day(ret.DueOn) + ")"})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	p.Page = p.With(web.Crumb{Label: "Raportimi", Path: path(g, "")}, web.Crumb{Label: p.Round.Period.Name(string(l)), Path: roundPath(g, p.Round.ID, "")}).WithForm(f)
	return extendView.Render(w, r, status, p)
}

func (h handler) extend(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("round")
	due := f.NeedDay("due", "Shkruani afatin e ri.")
	reason := f.Public("reason")
	if reason == "" {
		f.Fail("reason", "Shkruani arsyen e shtyrjes.")
	}
	err = h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error { return checkLater(tx, f, id, due) })
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showExtend(w, r, g, http.StatusUnprocessableEntity, f)
	}
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "round", ID: id}, func(tx *store.Tx) error {
		return Extend(tx, id, f.Text("return"), due, reason)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, roundPath(g, id, ""), "Afati u shty deri më %s.", text.Day(due))
}

// checkLater fails the form unless the day is after the deadline it moves.
func checkLater(tx *store.Tx, f *web.Form, roundID, due string) error {
	n, err := GetRound(tx, roundID)
	if err != nil {
		return err
	}
	now := n.DueOn
	if id := f.Text("return"); id != "" {
		list, err := heads(tx, readReturns.one, id)
		if err != nil || len(list) == 0 || list[0].RoundID != roundID {
			return store.ErrNotFound
		}
		now = list[0].DueOn
	}
	if due != "" && due <= now {
		f.Fail("due", "Afati i ri duhet të jetë pas atij që është tani (%s).", text.Day(now))
	}
	return nil
}
