package protection

import (
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/text"
)

// Next is the one thing to do now: in words, with what the link to it says. Path
// is after the address of the file's protection, "" when there is nothing to do.
type Next struct{ Words, Link, Path string }

// next is the step that comes now, in the order of the procedure.
func (e entries) next(l text.Lang, c child.Child, clocks []Clock, day string) Next {
	assessment, assessed := last(e.Assessments)
	switch {
	case c.State == child.Closed:
		return Next{text.T(l, "Dosja është mbyllur më %s.", text.Day(c.ClosedOn)), text.T(l, "Rihape dosjen"), "/reopen"}
	case !assessed:
		return Next{text.T(l, "Vlerësimi fillestar: %s.", clocks[0].Words(l, day)), text.T(l, "Bëj vlerësimin fillestar"), "/assessment/new"}
	case assessment.Body.Signs == "yes" && assessment.Body.ReferredOn == "":
		return Next{text.T(l, "Ka tregues trafikimi: rasti referohet te Autoriteti Përgjegjës sipas PSV. Pasi ta keni referuar, shënoni ditën."), text.T(l, "Shëno ditën e referimit"), "/assessment/" + assessment.Item.ID}
	case c.GroupOn == "":
		return e.nextGroup(l, clocks[1], day)
	case len(e.Plans) == 0:
		return Next{text.T(l, "Plani Individual i Mbrojtjes: %s.", clocks[2].Words(l, day)), text.T(l, "Harto planin"), "/plan/new"}
	case len(e.Measures) == 0:
		return Next{text.T(l, "Plani nuk ka ende masa."), text.T(l, "Shto masën e parë"), "/measure/new"}
	}
	return e.nextOfPlan(l, clocks[3], day)
}

func (e entries) nextGroup(l text.Lang, k Clock, day string) Next {
	g, called := last(e.Groups)
	switch {
	case !called:
		return Next{text.T(l, "Mbledhja e Grupit Teknik Ndërsektorial: %s.", k.Words(l, day)), text.T(l, "Thirr GTN-në"), "/group/new"}
	case g.Body.On > day:
		return Next{text.T(l, "Grupi Teknik Ndërsektorial mblidhet më %s. Ftesat shkarkohen më poshtë.", text.Day(g.Body.On)), "", ""}
	}
	return Next{text.T(l, "Grupi Teknik Ndërsektorial ishte thirrur më %s. Shënoni kush erdhi dhe çfarë u vendos.", text.Day(g.Body.On)), text.T(l, "Shëno si u zhvillua"), "/held/" + g.Item.ID}
}

func (e entries) nextOfPlan(l text.Lang, k Clock, day string) Next {
	for _, m := range e.open() {
		if m.Body.DueOn != "" && m.Body.DueOn < day {
			return Next{text.T(l, "Një masë e ka kaluar afatin (%s). Shënoni si është.", text.Day(m.Body.DueOn)), text.T(l, "Shëno si është masa"), "/measure/" + m.Item.ID}
		}
	}
	if k.Due != "" && k.Due <= day {
		return Next{text.T(l, "Erdhi dita e rishikimit të planit (%s).", text.Day(k.Due)), text.T(l, "Rishiko planin"), "/review/new"}
	}
	if k.Due == "" {
		return Next{Words: text.T(l, "Ndiqni masat e planit. Rishikimi nuk ka ende një ditë.")}
	}
	return Next{Words: text.T(l, "Ndiqni masat e planit. Rishikimi: %s.", k.Words(l, day))}
}

// called says for when the group is called that was not held yet; "" when there
// is none.
func (e entries) called(l text.Lang, day string) string {
	g, ok := last(e.Groups)
	switch {
	case !ok || g.Body.Held:
		return ""
	case g.Body.On < day:
		return text.T(l, "u thirr për më %s, por nuk është shënuar si u zhvillua", text.Day(g.Body.On))
	}
	return text.T(l, "u thirr për më %s", text.Day(g.Body.On))
}

// missed names the steps that were not done although a later one was.
func missed(l text.Lang, clocks []Clock) []string {
	for len(clocks) > 0 && clocks[len(clocks)-1].Done == "" {
		clocks = clocks[:len(clocks)-1]
	}
	return undone(l, clocks)
}

// undone names the steps of a list that were not done.
func undone(l text.Lang, clocks []Clock) (list []string) {
	for _, c := range clocks {
		if c.Done == "" {
			list = append(list, missing.Label(l, c.Step))
		}
	}
	return list
}

// missing are the steps as a sentence names them.
var missing = code.List{
	{Code: "assessment", SQ: "vlerësimi fillestar", EN: "the initial assessment"},
	{Code: "group", SQ: "mbledhja e GTN-së", EN: "the meeting of the group (GTN)"},
	{Code: "plan", SQ: "plani individual (PIM)", EN: "the individual plan (PIM)"},
}
