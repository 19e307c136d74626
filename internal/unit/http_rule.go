package unit

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A line of the page of rules: one limit with what it was before.
type ruleLine struct {
	Kind
	Rules []Rule // oldest first
}

type rulesPage struct {
	base
	Today string
	Lines []ruleLine
}

type rulePage struct {
	base
	Kind  Kind
	Rule  Rule // the one to confirm
	Rules []Rule
}

var (
	rulesView = web.NewView[rulesPage](files, "rules.tmpl", "sections.tmpl")
	ruleView  = web.NewView[rulePage](files, "rule.tmpl", "verified.tmpl")
	basisView = web.NewView[rulePage](files, "basis.tmpl", "verified.tmpl")
)

// Words is the value of a rule for the reader; Label the name of a limit.
func (b base) Words(r Rule) string { return r.Words(b.Lang) }
func (b base) Label(k Kind) string { return k.Name(b.Lang) }

// unitNames are the units of the limits, as they stand behind a field.
var unitNames = map[string]string{"days": "ditë", "hours": "orë", "years": "vjet"}

// UnitName is the unit of the limit for the reader.
func (p rulePage) UnitName() string { return text.T(p.Lang, unitNames[p.Kind.Unit]) }

func (h handler) rules(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := rulesPage{base: newBase(r, g, "Afatet dhe ruajtja"), Today: h.today()}
	all, err := h.readRules(r, g)
	if err != nil {
		return err
	}
	for _, k := range Rules {
		p.Lines = append(p.Lines, ruleLine{k, rulesOf(all, k.Code.Code)})
	}
	return rulesView.Render(w, r, http.StatusOK, p)
}

func (h handler) readRules(r *http.Request, g access.Grant) (all []Rule, err error) {
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		all, err = readRules(tx)
		return err
	})
	return all, err
}

func (h handler) ruleForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f := web.NewForm(r)
	all, err := h.readRules(r, g)
	if err != nil {
		return err
	}
	for _, now := range rulesOf(all, r.PathValue("code")) {
		if now.On(h.today()) {
			f.Set("value", now.Value).Set("basis", now.LegalBasis)
		}
	}
	return h.showRule(w, r, g, http.StatusOK, f)
}

func (h handler) showRule(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	k, ok := kindOf(r.PathValue("code"))
	if err := keeper(g); err != nil || !ok {
		return access.ErrDenied
	}
	all, err := h.readRules(r, g)
	if err != nil {
		return err
	}
	p := rulePage{Kind: k, Rules: rulesOf(all, k.Code.Code)}
	p.base = newBase(r, g, "%s", k.Name(web.Lang(r))).form(section(g, 1), f)
	return ruleView.Render(w, r, status, p)
}

func parseRule(f *web.Form, k Kind) Rule {
	rule := Rule{
		Code: k.Code.Code, Unit: k.Unit, Value: f.Text("value"), LegalBasis: f.Public("basis"), Verified: f.Has("verified"),
		From: f.NeedDay("from", "Shkruani nga cila datë vlen rregulli."),
	}
	f.Need("basis", "Shkruani ku mbështetet afati: akti dhe neni, ose «praktikë e njësisë».")
	if message := rule.Check(); message != "" {
		f.Fail("value", message)
	}
	return rule
}

func (h handler) setRule(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	k, ok := kindOf(r.PathValue("code"))
	if !ok {
		return access.ErrDenied
	}
	rule := parseRule(f, k)
	if !f.OK() {
		return h.showRule(w, r, g, http.StatusUnprocessableEntity, f)
	}
	err = h.change(r, g, "rule", rule.Code, func(tx *store.Tx) error { return setRule(tx, rule) })
	if errors.Is(err, errTooSoon) {
		f.Fail("from", "Ruajtja shkurtohet vetëm nga një datë të paktën 30 ditë përpara: ajo që fshihet nuk kthehet, dhe të tjerët duhet ta shohin më parë.")
		return h.showRule(w, r, g, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/rules"), "Rregulli u ruajt: %s.", rule.Words(web.Lang(r)))
}

func (h handler) readRule(r *http.Request, g access.Grant) (rule Rule, err error) {
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		rule, err = rules.Get(tx, r.PathValue("id"))
		return err
	})
	return rule, err
}

func (h handler) basisForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	rule, err := h.readRule(r, g)
	if err != nil {
		return err
	}
	f := web.NewForm(r).Set("basis", rule.LegalBasis).Set("version", strconv.FormatInt(rule.Version, 10))
	if rule.Verified {
		f.Set("verified", "yes")
	}
	return h.showBasis(w, r, g, http.StatusOK, rule, f)
}

func (h handler) showBasis(w http.ResponseWriter, r *http.Request, g access.Grant, status int, rule Rule, f *web.Form) error {
	k, ok := kindOf(rule.Code)
	if err := keeper(g); err != nil || !ok {
		return access.ErrDenied
	}
	p := rulePage{base: newBase(r, g, "Ku mbështetet afati").form(section(g, 1), f), Kind: k, Rule: rule}
	return basisView.Render(w, r, status, p)
}

func (h handler) saveBasis(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	now, err := h.readRule(r, g)
	if err != nil {
		return err
	}
	f.Need("basis", "Shkruani ku mbështetet afati: akti dhe neni, ose «praktikë e njësisë».")
	mine := Rule{ID: now.ID, Version: f.Version(), LegalBasis: f.Public("basis"), Verified: f.Has("verified")}
	if !f.OK() {
		return h.showBasis(w, r, g, http.StatusUnprocessableEntity, now, f)
	}
	err = h.change(r, g, "rule", now.Code, func(tx *store.Tx) error { return confirmRule(tx, mine) })
	if errors.Is(err, store.ErrConflict) {
		return web.Conflict{Back: path(g, "/rules"), Action: r.URL.Path, Form: f.Values, Now: now.Version, Fields: []web.ConflictField{
			{Name: "basis", Label: web.T(r, "Baza ligjore"), Mine: mine.LegalBasis, Theirs: now.LegalBasis},
			{Name: "verified", Label: web.T(r, "E konfirmuar"), Mine: yesNo(r, mine.Verified), Theirs: yesNo(r, now.Verified)},
		}}
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/rules"), "Ndryshimet u ruajtën.")
}

func yesNo(r *http.Request, b bool) string {
	if b {
		return web.T(r, "po")
	}
	return web.T(r, "jo")
}
