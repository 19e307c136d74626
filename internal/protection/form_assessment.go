package protection

import (
	"slices"

	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

var assessment = step[Assessment]{
	path: "assessment", kind: "assessment",
	title: "Vlerësim i situatës së fëmijës", again: "Korrigjo vlerësimin", done: "Vlerësimi u ruajt.",
	view:  web.NewView[formPage](templates, "assessment.tmpl", "parts.tmpl"),
	begin: proposeAssessment, fill: fillAssessment, read: readAssessment,
	carry: func(b, _ Assessment, ref string, _ entries) Assessment { b.Ref = ref; return b },
	after: afterAssessment,
}

// Functions of those who may take part.
func (p formPage) Functions() []web.Option { return web.Options(p.Lang, Functions) }

// YesNo are the answers to a question.
func (p formPage) YesNo() []web.Option { return web.Options(p.Lang, child.YesNo) }

// RiskReasons are what a level of risk rests on.
func (p formPage) RiskReasons() []web.Option { return web.Options(p.Lang, child.RiskReasons) }

// Levels of risk.
func (p formPage) Levels() []web.Option { return web.Options(p.Lang, child.RiskLevels) }

func proposeAssessment(p *formPage, f *web.Form, e entries, c child.Child, rules child.Rules) {
	f.SetDay("on", p.Today)
	if len(e.Assessments) == 0 {
		p.Limit = Clocks(c, rules)[0].Words(p.Lang, p.Today)
	}
}

func fillAssessment(f *web.Form, a Assessment, e entries) {
	f.SetDay("on", a.On).Set("place", a.Place).Set("safety", a.Safety).Set("family", a.Family).Set("work", a.Work)
	f.Set("signs", a.Signs).Set("signs_note", a.SignsNote).SetDay("referred", a.ReferredOn).Set("risk", a.Risk).Set("risk_why", a.RiskWhy)
	f.Values["present"], f.Values["risk_reasons"] = a.Present, a.RiskReasons
	for _, row := range e.found(text.SQ, a.Ref) {
		f.Set(row.Name, row.Value)
	}
}

func readAssessment(p *formPage, f *web.Form) Assessment {
	a := Assessment{On: past(p, f, "on", "Shkruani ditën e vlerësimit."), Place: f.Text("place"), Safety: f.Text("safety"), Family: f.Text("family"), Work: f.Text("work")}
	a.Present, a.RiskReasons = known(f, "present", Functions), known(f, "risk_reasons", child.RiskReasons)
	a.Signs = f.Code("signs", child.YesNo, "Zgjidhni nëse ka tregues trafikimi; «nuk dihet» është përgjigje.")
	a.SignsNote = f.Text("signs_note")
	if a.Signs == "yes" {
		a.ReferredOn = pastOrNone(p, f, "referred")
	}
	a.Risk = f.Code("risk", child.RiskLevels, "Zgjidhni nivelin e rrezikut.")
	a.RiskWhy = f.Text("risk_why")
	if len(a.RiskReasons) == 0 && a.RiskWhy == "" {
		f.Fail("risk_reasons", "Zgjidhni ose shkruani të paktën një arsye të nivelit të rrezikut.")
	}
	return a
}

// known are the ticked boxes that are codes of a list.
func known(f *web.Form, name string, list code.List) []string {
	return slices.DeleteFunc(f.List(name), func(c string) bool { return !list.Has(c) })
}

// past reads a day that has come.
func past(p *formPage, f *web.Form, name, message string) string {
	day := f.NeedDay(name, message)
	return notAhead(p, f, name, day)
}

func pastOrNone(p *formPage, f *web.Form, name string) string {
	return notAhead(p, f, name, f.Day(name))
}

func notAhead(p *formPage, f *web.Form, name, day string) string {
	if day > p.Today {
		f.Fail(name, "Kjo ditë nuk ka ardhur ende: shkruani një ditë deri më %s.", text.Day(p.Today))
	}
	return day
}

// afterAssessment keeps what was found about school and health in pieces of
// their own, and the newest risk as the file's.
func afterAssessment(tx *store.Tx, file *child.File, f *web.Form, a, was Assessment) error {
	e := read(file)
	school := slices.IndexFunc(e.School, func(h held[SchoolFinding]) bool { return h.Body.Ref == a.Ref })
	health := slices.IndexFunc(e.Health, func(h held[HealthFinding]) bool { return h.Body.Ref == a.Ref })
	err := finding(tx, file, idAt(e.School, school), f.Text("school"), SchoolFinding{a.Ref, a.On, f.Text("school")})
	if err == nil {
		err = finding(tx, file, idAt(e.Health, health), f.Text("health"), HealthFinding{a.Ref, a.On, f.Text("health")})
	}
	newest, _ := last(e.Assessments)
	if err != nil || newest.Body.Ref != a.Ref || a.Risk == was.Risk && a.RiskWhy == was.RiskWhy && slices.Equal(a.RiskReasons, was.RiskReasons) {
		return err
	}
	return setRisk(tx, file, a)
}

func idAt[T any](list []held[T], i int) string {
	if i < 0 {
		return ""
	}
	return list[i].Item.ID
}

// finding adds, corrects or takes back what was found about one thing.
func finding(tx *store.Tx, file *child.File, id, said string, body any) error {
	switch {
	case said == "" && id == "":
		return nil
	case said == "":
		return file.Withdraw(tx, id, "")
	}
	return put(tx, file, id, body)
}

func setRisk(tx *store.Tx, file *child.File, a Assessment) error {
	_, id := child.Last[child.Risk](file)
	if err := put(tx, file, id, child.Risk{Level: a.Risk, Reasons: a.RiskReasons, Note: a.RiskWhy}); err != nil {
		return err
	}
	file.Set(tx, "risk", func(c *child.Child) { c.Risk = a.Risk })
	return nil
}
