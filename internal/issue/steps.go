package issue

import (
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// steps are what people do to problems, each with its form.
var steps = []step{
	{"/new", access.RaiseIssues, nil, raisePage, nil, readRaise},
	{"/{issue}/raise", access.RaiseIssues, standing, againPage, nil, readAgain},
	{"/{issue}/words/{raised}", access.RaiseIssues, ownWords, wordsPage, fillWords, readWords},
	{"/{issue}/edit", access.ManageIssues, standing, editPage, fillEdit, readEdit},
	{"/{issue}/measure", access.RaiseIssues, standing, measurePage, nil, readMeasure},
	{"/{issue}/measure/{measure}", access.RaiseIssues, ownMeasure, measureAgainPage, fillMeasure, readMeasureAgain},
	{"/{issue}/expected", access.RaiseIssues, standing, expectedPage, nil, readExpected},
	{"/{issue}/solve", access.ManageIssues, standing, solvePage, fillSolve, readSolve},
	{"/{issue}/reopen", access.ManageIssues, standing, reopenPage, fillNothing, readReopen},
	{"/{issue}/escalate", access.ManageIssues, standing, escalatePage, fillEscalate, readEscalate},
	{"/{issue}/answer", access.AnswerIssues, asked, answerPage, fillAnswer, readAnswer},
	{"/{issue}/merge", access.ManageIssues, standing, mergePage, fillMerge, readMerge},
}

// standing refuses what is done to a problem that went into another.
func standing(v *visit) error {
	if v.x.MergedInto != "" {
		return web.Refuse("Kjo problematikë është bashkuar me një tjetër. Vazhdoni te ajo.")
	}
	return nil
}

// asked refuses an answer that nobody asked for.
func asked(v *visit) error {
	if v.x.EscalatedOn == "" {
		return web.Refuse("Për këtë problematikë koordinatorit kombëtar nuk i është bërë asnjë pyetje.")
	}
	return nil
}

// ownWords lets an institution correct what it wrote here itself. The words of a
// return, or of minutes, are corrected there.
func ownWords(v *visit) error {
	if v.raised.IssueID != v.x.ID || v.raised.Source != Directly || !v.g.Covers(v.raised.InstitutionID) {
		return access.ErrDenied
	}
	return nil
}

// ownMeasure lets an institution correct a measure that it noted here.
func ownMeasure(v *visit) error {
	if !v.g.Covers(v.measure.InstitutionID) {
		return access.ErrDenied
	}
	return nil
}

// fillNothing is for forms that begin empty and still ask for a version.
func fillNothing(*visit, *web.Form) {}

func (v *visit) lang() text.Lang { return web.Lang(v.r) }

// text asks for words that everybody will read.
func (v *visit) text(f *web.Form, name, label, hint string) ask {
	if hint == "" {
		hint = web.T(v.r, "Pa emra, numra personalë ose telefona.")
	}
	return ask{"text", f.Field(name, label, "rows", "4", "hint", hint)}
}

func (v *visit) date(f *web.Form, name, label string, attrs ...string) ask {
	return ask{"date", f.Field(name, label, attrs...)}
}

// institution asks for whom somebody speaks, when it may be one of several.
func (v *visit) institution(f *web.Form, label string) []ask {
	options := v.dir.options(v.g)
	if len(options) == 1 {
		return nil
	}
	return []ask{{"select", f.Choice("institution", label, options)}}
}

// readInstitution is whom somebody speaks for.
func (v *visit) readInstitution(f *web.Form) string {
	options, id := v.dir.options(v.g), f.Text("institution")
	if len(options) == 1 {
		return options[0].Value
	}
	if !slices.ContainsFunc(options, func(o web.Option) bool { return o.Value == id }) {
		f.Fail("institution", "Zgjidhni institucionin nga lista.")
	}
	return id
}

// readText is words that everybody will read, and that must be there.
func readText(f *web.Form, name, missing string) string {
	s := f.Public(name)
	if s == "" {
		f.Fail(name, missing)
	}
	return s
}

// readPast is a day that has come.
func (v *visit) readPast(f *web.Form, name string) string {
	day := f.NeedDay(name, "Shkruani ditën.")
	if day > v.today {
		f.Fail(name, "Dita nuk mund të jetë në të ardhmen.")
	}
	return day
}

// about asks what a problem hinders and what it lacks.
func (v *visit) about(f *web.Form) []ask {
	year := v.dir.year(yearOf(v.today))
	var activities []web.Option
	for _, a := range v.activities {
		activities = append(activities, web.Option{Value: a.ID, Label: a.Number + " " + a.Title})
	}
	list := []ask{
		{"select", f.Choice("objective", web.T(v.r, "Objektivi që pengon"), v.dir.objectiveOptions(year, f.Text("objective")), "optional", "1")},
		{"select", f.Choice("activity", web.T(v.r, "Aktiviteti që pengon"), activities, "optional", "1", "hint", web.T(v.r, "Nëse zgjidhni aktivitetin, objektivi merret prej tij."))},
		{"radios", f.Choice("resource", web.T(v.r, "Çfarë mungon"), web.Options(v.lang(), code.Resources))},
		{"input", f.Field("amount", web.T(v.r, "Shuma që mungon"), "width", "10", "unit", web.T(v.r, "lekë"), "optional", "1", "inputmode", "decimal")},
	}
	if len(activities) == 0 {
		list = slices.Delete(list, 1, 2)
	}
	return list
}

// readAbout reads what a problem hinders and lacks into x.
func (v *visit) readAbout(f *web.Form, x *Issue) {
	x.Resource = f.Code("resource", code.Resources, "Zgjidhni çfarë mungon.")
	if x.Amount = f.Number("amount"); x.Amount != nil && *x.Amount < 0 {
		f.Fail("amount", "Shuma nuk mund të jetë nën zero.")
	}
	objective := f.Text("objective")
	if objective != "" && v.dir.Objective(objective) == "" {
		f.Fail("objective", "Zgjidhni objektivin nga lista.")
	}
	x.ObjectiveID = objective
	switch id := f.Text("activity"); {
	case id == "" && slices.ContainsFunc(v.activities, func(a activity) bool { return a.ID == x.ActivityID }):
		x.ActivityID = ""
	case id != "" && id != x.ActivityID:
		i := slices.IndexFunc(v.activities, func(a activity) bool { return a.ID == id })
		if i < 0 {
			f.Fail("activity", "Zgjidhni aktivitetin nga lista.")
			return
		}
		x.ActivityID, x.ObjectiveID = id, v.activities[i].objectiveID
	}
}

func raisePage(v *visit, f *web.Form) formPage {
	p := formPage{base: base{Page: web.NewPage(v.r, "Ngrini një problematikë")}, Button: web.T(v.r, "Ngrije"), Say: web.T(v.r, "Problematika u ngrit.")}
	p.Lead = web.T(v.r, "Shihni më parë nëse është tashmë në listë: atëherë hapeni dhe shënoni që e keni edhe ju.")
	p.Asks = append(v.institution(f, web.T(v.r, "Institucioni që e ngre")), v.text(f, "body", web.T(v.r, "Problematika"), ""))
	p.Asks = append(append(p.Asks, v.about(f)...), v.date(f, "since", web.T(v.r, "Që kur ekziston")))
	return p
}

func readRaise(v *visit, f *web.Form, _ Options) func(*store.Tx) error {
	x := Issue{Body: readText(f, "body", "Përshkruani problematikën."), Since: v.readPast(f, "since")}
	v.readAbout(f, &x)
	r := Raised{InstitutionID: v.readInstitution(f), Source: Directly, RaisedOn: v.today, Body: x.Body}
	return func(tx *store.Tx) error {
		x.ID, r.ID = v.x.ID, tx.NewID()
		_, err := found(tx, x, r)
		return err
	}
}

func againPage(v *visit, f *web.Form) formPage {
	p := formPage{base: base{Page: web.NewPage(v.r, "E kemi edhe ne")}, Button: web.T(v.r, "Ngrije"), Say: web.T(v.r, "U shënua kush tjetër e ka ngritur.")}
	if v.g.Whole() {
		p.Page = web.NewPage(v.r, "Cili institucion tjetër e ka")
	}
	p.Asks = append(v.institution(f, web.T(v.r, "Institucioni që e ngre")), v.text(f, "body", web.T(v.r, "Si duket te ky institucion"), ""))
	return p
}

func readAgain(v *visit, f *web.Form, _ Options) func(*store.Tx) error {
	r := Raised{IssueID: v.x.ID, InstitutionID: v.readInstitution(f), Source: Directly, RaisedOn: v.today, Body: readText(f, "body", "Përshkruani problematikën.")}
	return func(tx *store.Tx) error {
		r.ID = tx.NewID()
		return raiseAgain(tx, r)
	}
}

func wordsPage(v *visit, f *web.Form) formPage {
	p := formPage{base: base{Page: web.NewPage(v.r, "Ndryshoni fjalët tuaja")}, Button: web.T(v.r, "Ruaj"), Say: web.T(v.r, "U ruajt.")}
	p.Asks = []ask{v.text(f, "body", web.T(v.r, "Problematika"), "")}
	return p
}

func fillWords(v *visit, f *web.Form) { f.Set("body", v.raised.Body) }

func readWords(v *visit, f *web.Form, _ Options) func(*store.Tx) error {
	body := readText(f, "body", "Përshkruani problematikën.")
	return func(tx *store.Tx) error { return reword(tx, v.raised, f.Version(), body) }
}

func editPage(v *visit, f *web.Form) formPage {
	p := formPage{base: base{Page: web.NewPage(v.r, "Ndryshoni problematikën")}, Button: web.T(v.r, "Ruaj"), Say: web.T(v.r, "U ruajt.")}
	p.Lead = web.T(v.r, "Fjalët e secilit që e ka ngritur mbeten siç u shkruan. Pas këtij ndryshimi raportimet e reja plotësojnë vetëm atë që mungon.")
	p.Asks = append([]ask{v.text(f, "body", web.T(v.r, "Problematika"), "")}, v.about(f)...)
	return p
}

func fillEdit(v *visit, f *web.Form) {
	f.Set("body", v.x.Body).Set("objective", v.x.ObjectiveID).Set("activity", v.x.ActivityID).Set("resource", v.x.Resource).SetNumber("amount", v.x.Amount)
}

func readEdit(v *visit, f *web.Form, _ Options) func(*store.Tx) error {
	x := v.x.Issue
	x.Version, x.Body = f.Version(), readText(f, "body", "Përshkruani problematikën.")
	v.readAbout(f, &x)
	return func(tx *store.Tx) error { return edit(tx, x) }
}
