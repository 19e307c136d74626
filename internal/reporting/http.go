package reporting

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

// Options are what the pages need of other features.
type Options struct {
	SetActivityState SetState // what an accepted return says of an activity
	// Accepted is told of a return that was just accepted, in the same
	// transaction; nil tells nobody.
	Accepted func(tx *store.Tx, returnID string) error
}

type handler struct {
	db *store.DB
	Options
}

// Routes adds the pages of reporting to m.
func Routes(m *web.Mux, db *store.DB, o Options) {
	h := handler{db, o}
	const base = " /k/{committee}/reporting"
	m.Handle("GET"+base, access.ReadReturns, h.list)
	m.Handle("GET"+base+"/open", access.ReadReturns, h.openForm)
	m.Handle("POST"+base+"/open", access.OpenRound, h.open)
	m.Handle("GET"+base+"/round/{round}", access.ReadReturns, h.round)
	m.Handle("POST"+base+"/round/{round}/refresh", access.OpenRound, h.refresh)
	m.Handle("GET"+base+"/round/{round}/extend", access.ReadReturns, h.extendForm)
	m.Handle("POST"+base+"/round/{round}/extend", access.ExtendReturn, h.extend)

	const one = base + "/return/{return}"
	m.Handle("GET"+one, access.ReadReturns, h.show)
	m.Handle("GET"+one+"/activity/{activity}", access.ReadReturns, h.itemForm)
	m.Handle("POST"+one+"/activity/{activity}", access.FillReturn, h.saveItem)
	m.Handle("POST"+one+"/activity/{activity}/autosave", access.FillReturn, h.saveItem)
	m.Handle("GET"+one+"/topic/{topic}", access.ReadReturns, h.topicForm)
	m.Handle("POST"+one+"/topic/{topic}", access.FillReturn, h.saveTopic)
	m.Handle("POST"+one+"/topic/{topic}/autosave", access.FillReturn, h.saveTopic)

	m.Handle("GET"+one+"/problems", access.ReadReturns, h.lines)
	m.Handle("POST"+one+"/none", access.FillReturn, h.none)
	m.Handle("GET"+one+"/problem/{problem}", access.ReadReturns, h.problemForm)
	m.Handle("POST"+one+"/problem/{problem}", access.FillReturn, h.saveProblem)
	m.Handle("POST"+one+"/problem/{problem}/remove", access.FillReturn, h.removeProblem)
	m.Handle("GET"+one+"/measures", access.ReadReturns, h.lines)
	m.Handle("GET"+one+"/measure/{measure}", access.ReadReturns, h.measureForm)
	m.Handle("POST"+one+"/measure/{measure}", access.FillReturn, h.saveMeasure)
	m.Handle("POST"+one+"/measure/{measure}/remove", access.FillReturn, h.removeMeasure)

	m.Handle("GET"+one+"/files", access.ReadReturns, h.filesPage)
	m.Handle("POST"+one+"/files", access.FillReturn, h.upload)
	m.Handle("GET"+one+"/file/{file}", access.ReadReturns, h.download)
	m.Handle("POST"+one+"/file/{file}/remove", access.FillReturn, h.removeFile)

	m.Handle("GET"+one+"/excel", access.ReadReturns, h.book)
	m.Handle("POST"+one+"/excel", access.FillReturn, h.uploadBook)
	m.Handle("POST"+one+"/excel/confirm", access.FillReturn, h.keepBook)

	m.Handle("GET"+one+"/send", access.ReadReturns, h.sendForm)
	m.Handle("POST"+one+"/send", access.SendReturn, h.send)
	m.Handle("GET"+one+"/sent", access.ReadReturns, h.sent)
	m.Handle("POST"+one+"/accept", access.JudgeReturn, h.accept)
	m.Handle("GET"+one+"/back", access.ReadReturns, h.reasonForm)
	m.Handle("POST"+one+"/back", access.JudgeReturn, h.back)
	m.Handle("GET"+one+"/reopen", access.ReadReturns, h.reasonForm)
	m.Handle("POST"+one+"/reopen", access.JudgeReturn, h.back)
	m.Handle("GET"+one+"/channel", access.ReadReturns, h.channelForm)
	m.Handle("POST"+one+"/channel", access.FillReturn, h.channel)
}

// newID is the id in the address of a form for something that does not exist yet.
const newID = "new"

func path(g access.Grant, rest string) string {
	return fmt.Sprintf("/k/%s/reporting%s", g.Scope().ID, rest)
}

func roundPath(g access.Grant, id, rest string) string { return path(g, "/round/"+id+rest) }

func returnPath(g access.Grant, id, rest string) string { return path(g, "/return/"+id+rest) }

// crumbs are the way to a return: the list, its round for those who see it, itself.
func crumbs(g access.Grant, r Return, l text.Lang) []web.Crumb {
	list := []web.Crumb{{Label: "Raportimi", Path: path(g, "")}}
	if g.Whole() {
		list = append(list, web.Crumb{Label: r.Period.Name(string(l)), Path: roundPath(g, r.RoundID, "")})
	}
	return append(list, web.Crumb{Label: r.Institution, Path: returnPath(g, r.ID, "")})
}

// head is what every page about a return knows of it.
type head struct {
	R                                         Return
	Base                                      string // address of the return
	Today                                     string
	Whole                                     bool // the reader sees every return
	CanFill, CanSend, CanJudge, MayBeExtended bool
}

func (h handler) headOf(g access.Grant, r Return) head {
	covers := func(p access.Permission) bool {
		also, err := g.Also(p)
		return err == nil && also.Covers(r.InstitutionID)
	}
	return head{
		R: r, Base: returnPath(g, r.ID, ""), Today: text.DayOf(h.db.Now()), Whole: g.Whole(),
		CanFill: r.Editable() && covers(access.FillReturn), CanSend: r.Editable() && covers(access.SendReturn),
		CanJudge: covers(access.JudgeReturn), MayBeExtended: r.State != Accepted && covers(access.ExtendReturn),
	}
}

// view reads a return with read, and denies it to those it is not for.
func (h handler) view(r *http.Request, g access.Grant, read func(tx *store.Tx, id string) (Return, error)) (Return, error) {
	var ret Return
	err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		ret, err = read(tx, r.PathValue("return"))
		return err
	})
	if err == nil && !g.Covers(ret.InstitutionID) {
		err = access.ErrDenied
	}
	return ret, err
}

// change runs f on the return of the request, and records it there.
func (h handler) change(r *http.Request, g access.Grant, f func(tx *store.Tx) error) error {
	return h.db.Change(r.Context(), g, store.Subject{Kind: "return", ID: r.PathValue("return")}, f)
}

type listPage struct {
	web.Page
	Rounds  []roundLine
	Own     []Return // for those who see only their own
	Whole   bool
	CanOpen bool
	Today   string
	Base    string
}

// roundLine is a round with how far it is.
type roundLine struct {
	Round
	Obliged, Sent, Accepted, Late int64
}

func (n *roundLine) withTally() []any {
	return append(n.fields(), &n.Obliged, &n.Sent, &n.Accepted, &n.Late)
}

var (
	listView   = web.NewView[listPage](files, "list.tmpl", "parts.tmpl")
	roundLines = store.Read(`SELECT n.id, n.version, n.period, n.plan_id, n.title, n.opened_on, n.due_on, n.rule_id, n.message, COUNT(r.id),
		COUNT(CASE WHEN r.state = 'sent' THEN 1 END), COUNT(CASE WHEN r.state = 'accepted' THEN 1 END),
		COUNT(CASE WHEN r.state = 'draft' AND r.due_on < $2 THEN 1 END)
		FROM reporting_round AS n
		LEFT JOIN reporting_return AS r ON r.committee_id = n.committee_id AND r.round_id = n.id
		WHERE n.committee_id = $1
		GROUP BY n.id, n.version, n.period, n.plan_id, n.title, n.opened_on, n.due_on, n.rule_id, n.message`)
)

func (h handler) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := listPage{Page: web.NewPage(r, "Raportimi"), Whole: g.Whole(), CanOpen: g.Can(access.OpenRound), Today: text.DayOf(h.db.Now()), Base: path(g, "")}
	err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		if p.Whole {
			p.Rounds, err = store.All(tx, roundLines, (*roundLine).withTally, p.Today)
			return err
		}
		p.Own, err = ownReturns(tx)
		return err
	})
	if err != nil {
		return err
	}
	slices.SortFunc(p.Rounds, func(a, b roundLine) int { return byEnd(b.Period, a.Period) })
	return listView.Render(w, r, http.StatusOK, p)
}

// byEnd orders periods by their last day, and the shorter first where it is the same.
func byEnd(a, b figure.Period) int {
	return cmp.Or(cmp.Compare(a.End(), b.End()), cmp.Compare(b.Start(), a.Start()))
}

// ownReturns lists the returns of the institutions the grant is confined to,
// newest period first.
func ownReturns(tx *store.Tx) ([]Return, error) {
	var all []Return
	for _, id := range tx.Grant().Own() {
		list, err := heads(tx, returnsOf, id)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortStableFunc(all, func(a, b Return) int { return byEnd(b.Period, a.Period) })
	return all, nil
}

type openPage struct {
	web.Page
	Years     []web.Option // periods that can be opened
	Period    figure.Period
	Rule      rule
	RuleWords string
	Obliged   []string
	NoPlan    bool
}

var (
	openView = web.NewView[openPage](files, "open.tmpl", "parts.tmpl")
	ruleOn   = store.Read(`SELECT id, value, unit, legal_basis, verified FROM committee_rule
		WHERE committee_id = $1 AND code = 'return_deadline' AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY valid_from DESC, id`)
	ruleByID  = store.Read(`SELECT id, value, unit, legal_basis, verified FROM committee_rule WHERE committee_id = $1 AND id = $2`)
	planYears = store.Read(`SELECT year FROM plan WHERE committee_id = $1 ORDER BY year DESC`)
)

func (u *rule) fields() []any { return []any{&u.ID, &u.Value, &u.Unit, &u.LegalBasis, &u.Verified} }

// words name the rule as every page does that uses it, with the mark of one that
// nobody has held against its legal text.
func (u rule) words(l text.Lang) string {
	if u.ID == "" {
		return text.T(l, "Komiteti nuk ka rregull për afatin: caktojeni vetë.")
	}
	unit := map[string]string{"days": "%s ditë pas fundit të periudhës", "months": "%s muaj pas fundit të periudhës"}[u.Unit]
	s := text.T(l, or(unit, "%s"), u.Value) + " – " + u.LegalBasis
	if !u.Verified {
		s += ", " + text.T(l, "rregull i pakonfirmuar")
	}
	return s
}

func (h handler) openForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.OpenRound) {
		return access.ErrDenied
	}
	f := web.NewForm(r).Set("period", r.FormValue("period"))
	return h.showOpen(w, r, g, http.StatusOK, f)
}

// showOpen offers the periods of years with a plan, then the day the rule proposes.
func (h handler) showOpen(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	l := web.Lang(r)
	p := openPage{Page: web.NewPage(r, "Hapni një raportim").With(web.Crumb{Label: "Raportimi", Path: path(g, "")}).WithForm(f)}
	p.Period, _ = figure.ParsePeriod(f.Text("period"))
	err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error { return p.read(tx, l) })
	if err != nil {
		return err
	}
	if status == http.StatusOK && p.Period != "" {
		f.SetDay("due", p.Rule.dueAfter(p.Period))
	}
	p.RuleWords = p.Rule.words(l)
	return openView.Render(w, r, status, p)
}

func (p *openPage) read(tx *store.Tx, l text.Lang) error {
	years, err := store.All(tx, planYears, func(y *int) []any { return []any{y} })
	if err != nil {
		return err
	}
	open, err := store.All(tx, allRounds, (*Round).fields)
	if err != nil {
		return err
	}
	for _, y := range years {
		for _, per := range figure.PeriodsOf(y) {
			if !slices.ContainsFunc(open, func(n Round) bool { return n.Period == per }) {
				p.Years = append(p.Years, web.Option{Value: string(per), Label: per.Name(string(l))})
			}
		}
	}
	p.NoPlan = len(years) == 0
	if p.Period == "" {
		return nil
	}
	if p.Rule, err = store.One(tx, ruleOn, (*rule).fields, p.Period.End()); err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	day := min(p.Period.End(), text.DayOf(tx.Now().Time))
	seated, err := store.All(tx, seatedOn, (*obliged).fields, day)
	if err != nil {
		return err
	}
	names, err := store.All(tx, allNames, (*named).fields)
	for _, o := range seated {
		p.Obliged = append(p.Obliged, nameOn(names, o.id, day).name)
	}
	return err
}

func (h handler) open(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	n := Round{Message: f.Public("message"), DueOn: f.NeedDay("due", "Shkruani afatin e dërgimit.")}
	if n.Period, err = figure.ParsePeriod(f.Text("period")); err != nil {
		f.Fail("period", "Zgjidhni periudhën nga lista.")
	} else if n.DueOn != "" && n.DueOn < n.Period.Start() {
		f.Fail("due", "Afati nuk mund të jetë para fillimit të periudhës.")
	}
	if !f.OK() {
		return h.showOpen(w, r, g, http.StatusUnprocessableEntity, f)
	}
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "round", ID: string(n.Period)}, func(tx *store.Tx) error {
		u, err := store.One(tx, ruleOn, (*rule).fields, n.Period.End())
		if err == nil && u.dueAfter(n.Period) == n.DueOn {
			n.RuleID = u.ID
		} else if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		opened, err := OpenRound(tx, Round{Period: n.Period, DueOn: n.DueOn, RuleID: n.RuleID, Message: n.Message})
		n.ID = opened.ID
		return err
	})
	if errors.Is(err, store.ErrExists) {
		f.Fail("period", "Raportimi për këtë periudhë është hapur tashmë.")
		return h.showOpen(w, r, g, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, roundPath(g, n.ID, ""), "Raportimi u hap: institucionet mund të plotësojnë.")
}
