package protection

import (
	"tryeza/internal/child"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

var plan = step[Plan]{
	path: "plan", kind: "plan",
	title: "Harto Planin Individual të Mbrojtjes", again: "Korrigjo planin", done: "Plani u ruajt.",
	view:  web.NewView[formPage](templates, "plan.tmpl", "parts.tmpl"),
	begin: proposePlan, fill: fillPlan, read: readPlan,
	carry: numberPlan,
}

// Agreements are the ways in which a plan comes to stand.
func (p formPage) Agreements() []web.Option { return web.Options(p.Lang, Agreements) }

// proposePlan begins a new version with the goals of the one before, and the
// review when the rule says.
func proposePlan(p *formPage, f *web.Form, e entries, c child.Child, rules child.Rules) {
	f.SetDay("on", p.Today)
	if before, ok := last(e.Plans); ok {
		f.Set("goals", before.Body.Goals).Set("agreed", before.Body.Agreed).Set("agreed_note", before.Body.AgreedNote)
	} else {
		clocks := Clocks(c, rules)
		p.Limit, p.Earlier = clocks[2].Words(p.Lang, p.Today), undone(p.Lang, clocks[:2])
	}
	proposeReview(p, f, rules)
}

// proposeReview fills in the next review as the rule of today has it.
func proposeReview(p *formPage, f *web.Form, rules child.Rules) {
	if on, _ := rules.After("review", p.Today); on != "" {
		f.SetDay("review", on)
	}
}

func fillPlan(f *web.Form, p Plan, _ entries) {
	f.SetDay("on", p.On).Set("agreed", p.Agreed).Set("agreed_note", p.AgreedNote).Set("goals", p.Goals).SetDay("review", p.ReviewOn)
}

func readPlan(p *formPage, f *web.Form) Plan {
	b := Plan{On: past(p, f, "on", "Shkruani ditën kur u hartua plani."), Goals: f.Need("goals", "Shkruani çfarë synon plani.")}
	b.Agreed = f.Code("agreed", Agreements, "Zgjidhni si u hartua plani.")
	b.AgreedNote = f.Text("agreed_note")
	if b.Agreed != "parents" && b.AgreedNote == "" {
		f.Fail("agreed_note", "Shkruani cila masë tjetër u mor dhe kush e vendosi.")
	}
	b.ReviewOn = later(f, "review", b.On)
	return b
}

// later reads a day after another, or none.
func later(f *web.Form, name, than string) string {
	day := f.Day(name)
	if day != "" && day <= than {
		f.Fail(name, "Kjo ditë duhet të jetë pas datës %s.", text.Day(than))
	}
	return day
}

// numberPlan gives a new version the number after the last one.
func numberPlan(b, was Plan, ref string, e entries) Plan {
	b.Ref, b.Number = ref, was.Number
	if before, ok := last(e.Plans); b.Number == 0 && ok {
		b.Number = before.Body.Number
	}
	if was.Number == 0 {
		b.Number++
	}
	return b
}
