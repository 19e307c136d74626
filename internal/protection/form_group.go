package protection

import (
	"fmt"
	"time"

	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A group is called with one form, and what came of it is told in another.
var group = step[Group]{
	path: "group", kind: "group",
	title: "Thirr Grupin Teknik Ndërsektorial", again: "Ndrysho thirrjen e GTN-së", done: "GTN-ja u thirr. Ftesat shkarkohen te mbledhja.",
	view:  web.NewView[formPage](templates, "group.tmpl", "parts.tmpl"),
	begin: proposeGroup, fill: fillGroup, read: readGroup, carry: carryGroup, after: sinceOpening,
}

var groupHeld = step[Group]{
	path: "held", kind: "group",
	again: "Si u zhvillua mbledhja e GTN-së", done: "Mbledhja u shënua.",
	view: web.NewView[formPage](templates, "held.tmpl", "parts.tmpl"),
	fill: fillHeld, read: readHeld, carry: carryHeld, after: sinceOpening,
}

// seats of the form: one for each sector obliged to come, and some for others.
const moreSeats = 3

// Seats are the sectors of the form for calling, in the order of its fields.
func (formPage) Seats() []string { return seats() }

func seats() []string {
	list := GroupSectors.Codes()
	for range moreSeats - 1 {
		list = append(list, "other")
	}
	return list
}

// Conveners are who may call the group.
func (p formPage) Conveners() []web.Option { return web.Options(p.Lang, Conveners) }

// FieldOf describes the i-th field of a repeated one.
func (p formPage) FieldOf(name string, i int, label string, attrs ...string) web.Field {
	return p.Form.Field(fmt.Sprintf("%s-%d", name, i), label, attrs...)
}

// CameOf describes the question whether the i-th institution came.
func (p formPage) CameOf(i int, v Invited) web.Field {
	opts := web.Options(p.Lang, code.List{{Code: "yes", SQ: "erdhi", EN: "came"}, {Code: "no", SQ: "nuk erdhi", EN: "did not come"}})
	return p.Form.Choice(fmt.Sprintf("came-%d", i), p.Sector(v.Sector)+": "+v.Name, opts, "inline", "1", "small", "1")
}

// proposeGroup takes over whom the last meeting called.
func proposeGroup(p *formPage, f *web.Form, e entries, c child.Child, rules child.Rules) {
	if g, ok := last(e.Groups); ok {
		fillGroup(f, Group{Place: g.Body.Place, ConvenedBy: g.Body.ConvenedBy, Contact: g.Body.Contact, Invited: g.Body.Invited}, e)
		return
	}
	p.Limit = Clocks(c, rules)[1].Words(p.Lang, p.Today)
}

func fillGroup(f *web.Form, g Group, _ entries) {
	f.SetDay("on", g.On).Set("hour", g.Hour).Set("place", g.Place).Set("convened_by", g.ConvenedBy).Set("contact", g.Contact)
	taken := make([]bool, len(seats()))
	for _, v := range g.Invited {
		for i, s := range seats() {
			if s == v.Sector && !taken[i] {
				taken[i] = true
				f.Set(fmt.Sprintf("name-%d", i), v.Name)
				break
			}
		}
	}
}

func readGroup(p *formPage, f *web.Form) Group {
	g := Group{On: f.NeedDay("on", "Shkruani ditën e mbledhjes."), Place: f.Need("place", "Shkruani ku mblidhet grupi."), Contact: f.Need("contact", "Shkruani kontaktin e njësisë për këtë mbledhje.")}
	if most := yearAfter(p.Today); g.On > most {
		f.Fail("on", "Kjo ditë është shumë larg: shkruani një ditë deri më %s.", text.Day(most))
	}
	g.Hour = readHour(f, "hour")
	g.ConvenedBy = f.Code("convened_by", Conveners, "Zgjidhni kush e thërret grupin.")
	for i, s := range seats() {
		if name := f.Text(fmt.Sprintf("name-%d", i)); name != "" {
			g.Invited = append(g.Invited, Invited{Sector: s, Name: name})
		}
	}
	if len(g.Invited) == 0 {
		f.Fail("name-0", "Shkruani të paktën një institucion që thirret.")
	}
	return g
}

// yearAfter is as far ahead as a group is called.
func yearAfter(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(1, 0, 0).Format(time.DateOnly)
}

// sinceOpening refuses a day before the file was opened, but not one that stood
// there already: a file that was handed over brings the days of another unit.
func sinceOpening(_ *store.Tx, file *child.File, f *web.Form, b, was Group) error {
	if b.On >= file.OpenedOn || b.On == was.On {
		return nil
	}
	f.Fail("on", "Dosja u hap më %s: shkruani atë ditë ose një ditë pas saj.", text.Day(file.OpenedOn))
	return errForm
}

func readHour(f *web.Form, name string) string {
	typed := f.Need(name, "Shkruani orën e mbledhjes, për shembull 10.30.")
	if typed == "" {
		return ""
	}
	hour, err := text.ParseClock(typed)
	if err != nil {
		f.Fail(name, "Shkruani orën dhe minutat, për shembull 10.30.")
	}
	return hour
}

// carryGroup keeps what came of a meeting that is corrected: who came stays with
// the institutions that are still called.
func carryGroup(b, was Group, ref string, _ entries) Group {
	b.Ref, b.Held, b.Parents, b.Child, b.Heard, b.Decisions = ref, was.Held, was.Parents, was.Child, was.Heard, was.Decisions
	for i, v := range b.Invited {
		for _, w := range was.Invited {
			if w.Sector == v.Sector && w.Name == v.Name {
				b.Invited[i] = w
			}
		}
	}
	return b
}

func fillHeld(f *web.Form, g Group, _ entries) {
	f.SetDay("on", g.On)
	for i, v := range g.Invited {
		f.Set(fmt.Sprintf("came-%d", i), v.Came).Set(fmt.Sprintf("why-%d", i), v.Why)
	}
	f.Set("parents", g.Parents).Set("child", g.Child).Set("heard", g.Heard).Set("decisions", g.Decisions)
}

// readHeld reads the answers by number: the institutions are those of the file.
func readHeld(p *formPage, f *web.Form) Group {
	g := Group{Held: true, On: past(p, f, "on", "Shkruani ditën kur u mblodh grupi.")}
	for i := 0; f.Values.Has(fmt.Sprintf("seat-%d", i)) && i < len(seats()); i++ {
		came := f.Text(fmt.Sprintf("came-%d", i))
		if came != "yes" && came != "no" {
			f.Fail(fmt.Sprintf("came-%d", i), "Zgjidhni nëse institucioni erdhi.")
		}
		v := Invited{Name: f.Text(fmt.Sprintf("seat-%d", i)), Came: came, Why: f.Text(fmt.Sprintf("why-%d", i))}
		if came == "no" && v.Why == "" {
			f.Fail(fmt.Sprintf("why-%d", i), "Shkruani pse nuk erdhi, ose «nuk dha arsye».")
		}
		g.Invited = append(g.Invited, v)
	}
	g.Parents = f.Code("parents", child.YesNo, "Zgjidhni nëse u dëgjua prindi ose kujdestari.")
	g.Child = f.Code("child", child.YesNo, "Zgjidhni nëse u dëgjua fëmija.")
	g.Heard, g.Decisions = f.Text("heard"), f.Need("decisions", "Shkruani çfarë u vendos.")
	return g
}

// carryHeld puts the answers beside the call they are about. An institution that
// was not in the form has no answer yet.
func carryHeld(b, was Group, ref string, _ entries) Group {
	b.Ref, b.Hour, b.Place, b.ConvenedBy, b.Contact = ref, was.Hour, was.Place, was.ConvenedBy, was.Contact
	answers := b.Invited
	b.Invited = nil
	for _, v := range was.Invited {
		for _, a := range answers {
			if a.Name == v.Name {
				v.Came, v.Why = a.Came, a.Why
			}
		}
		b.Invited = append(b.Invited, v)
	}
	return b
}
