package committee

import (
	"errors"
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// A line of the page of rules: one rule with what it was before.
type ruleLine struct {
	Code  string
	Rules []Rule // oldest first
}

type rulesPage struct {
	base
	Today string
	Lines []ruleLine
}

var rulesView = web.NewView[rulesPage](files, "rules.tmpl", "sections.tmpl")

// Words is the value of a rule for the reader.
func (b base) Words(r Rule) string { return r.Words(b.Lang) }

func (h handler) rules(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := rulesPage{base: newBase(r, g, "Rregullat e komitetit"), Today: h.today()}
	all, err := h.readRules(r, g)
	if err != nil {
		return err
	}
	for _, c := range code.Rules {
		p.Lines = append(p.Lines, ruleLine{c.Code, rulesOf(all, c.Code)})
	}
	return rulesView.Render(w, r, http.StatusOK, p)
}

func (h handler) readRules(r *http.Request, g access.Grant) (all []Rule, err error) {
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		all, err = Rules(tx)
		return err
	})
	return all, err
}

type rulePage struct {
	base
	Code  string
	Rule  Rule // the one to confirm
	Rules []Rule
	Units []web.Option
}

var (
	ruleView  = web.NewView[rulePage](files, "rule.tmpl", "verified.tmpl")
	basisView = web.NewView[rulePage](files, "basis.tmpl", "verified.tmpl")
)

func (h handler) ruleForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, c := web.NewForm(r), r.PathValue("code")
	all, err := h.readRules(r, g)
	if err != nil {
		return err
	}
	if u := units(c); len(u) > 0 {
		f.Set("unit", u[0].Code)
	}
	for _, now := range rulesOf(all, c) {
		if now.On(h.today()) {
			f.Set("value", now.Typed()).Set("unit", now.Unit).Set("basis", now.LegalBasis)
		}
	}
	return h.showRule(w, r, g, http.StatusOK, f)
}

func (h handler) showRule(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	c := r.PathValue("code")
	if err := manager(g); err != nil || !code.Rules.Has(c) {
		return access.ErrDenied
	}
	all, err := h.readRules(r, g)
	if err != nil {
		return err
	}
	l := web.Lang(r)
	p := rulePage{Code: c, Rules: rulesOf(all, c), Units: web.Options(l, units(c))}
	p.base = newBase(r, g, "%s", code.Rules.Label(l, c)).under(web.Crumb{Label: "Rregullat", Path: path(g, "/rules")}).withForm(f)
	return ruleView.Render(w, r, status, p)
}

func parseRule(f *web.Form, c string) Rule {
	rule := Rule{
		Code: c, Unit: f.Text("unit"), LegalBasis: f.Public("basis"), Verified: f.Has("verified"),
		From: f.NeedDay("from", "Shkruani nga cila datë vlen rregulli."),
	}
	f.Need("basis", "Shkruani ku mbështetet rregulli: urdhri, neni, ose «praktikë e komitetit».")
	rule.Value = readValue(rule.Unit, f.Need("value", "Shkruani vlerën e rregullit."))
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
	rule := parseRule(f, r.PathValue("code"))
	if !f.OK() {
		return h.showRule(w, r, g, http.StatusUnprocessableEntity, f)
	}
	err = h.change(r, g, "rule", rule.Code, func(tx *store.Tx) error { return SetRule(tx, rule) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/rules"), "Rregulli u ruajt: %s.", rule.Words(web.Lang(r)))
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

func (h handler) readRule(r *http.Request, g access.Grant) (rule Rule, err error) {
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		rule, err = rules.Get(tx, r.PathValue("id"))
		return err
	})
	return rule, err
}

func (h handler) showBasis(w http.ResponseWriter, r *http.Request, g access.Grant, status int, rule Rule, f *web.Form) error {
	if err := manager(g); err != nil {
		return err
	}
	p := rulePage{Code: rule.Code, Rule: rule}
	p.base = newBase(r, g, "Ku mbështetet rregulli").under(web.Crumb{Label: "Rregullat", Path: path(g, "/rules")}).withForm(f)
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
	f.Need("basis", "Shkruani ku mbështetet rregulli: urdhri, neni, ose «praktikë e komitetit».")
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
