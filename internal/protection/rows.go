package protection

import (
	"fmt"
	"strconv"

	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/text"
)

// A Row is one line of what was recorded: the field of the form it comes from,
// its name and what it says.
type Row struct{ Name, Label, Value string }

// rows leaves out what was not said.
type rows struct {
	l    text.Lang
	list []Row
}

func (r *rows) add(name, label, value string) {
	if value != "" {
		r.list = append(r.list, Row{name, text.T(r.l, label), value})
	}
}

func (r *rows) day(name, label, day string) { r.add(name, label, text.Day(day)) }

func (r *rows) code(name, label string, list code.List, c string) {
	if c != "" {
		r.add(name, label, list.Label(r.l, c))
	}
}

// An entry can be shown as rows, and is told apart from others by its ref.
type entry interface {
	ref() string
	rows(l text.Lang) []Row
}

func (a Assessment) ref() string { return a.Ref }
func (g Group) ref() string      { return g.Ref }
func (p Plan) ref() string       { return p.Ref }
func (m Measure) ref() string    { return m.Ref }
func (v Review) ref() string     { return v.Ref }
func (c Closing) ref() string    { return c.Ref }

func (a Assessment) rows(l text.Lang) []Row {
	r := rows{l: l}
	r.day("on", "Kur u bë", a.On)
	r.add("place", "Ku u bë", a.Place)
	r.add("present", "Kush mori pjesë", text.List(l, labels(l, Functions, a.Present)))
	r.add("safety", "Siguria", a.Safety)
	r.add("family", "Familja", a.Family)
	r.add("work", "Puna në rrugë", a.Work)
	r.code("signs", "Tregues trafikimi", child.YesNo, a.Signs)
	r.add("signs_note", "Cilët tregues", a.SignsNote)
	r.day("referred", "U referua te Autoriteti Përgjegjës", a.ReferredOn)
	r.code("risk", "Niveli i rrezikut", child.RiskLevels, a.Risk)
	r.add("risk_reasons", "Arsyet e nivelit", text.List(l, labels(l, child.RiskReasons, a.RiskReasons)))
	r.add("risk_why", "Shpjegim", a.RiskWhy)
	return r.list
}

func labels(l text.Lang, list code.List, codes []string) []string {
	var names []string
	for _, c := range codes {
		names = append(names, list.Label(l, c))
	}
	return names
}

func (g Group) rows(l text.Lang) []Row {
	r := rows{l: l}
	r.add("on", "Kur", g.when(l))
	r.add("place", "Ku", g.Place)
	r.code("convened_by", "Kush e thirri", Conveners, g.ConvenedBy)
	for i, v := range g.Invited {
		r.list = append(r.list, Row{"name-" + strconv.Itoa(i), capital(GroupSectors.Label(l, v.Sector)), v.words(l)})
	}
	if !g.Held {
		return r.list
	}
	r.code("parents", "Prindi ose kujdestari u dëgjua", child.YesNo, g.Parents)
	r.code("child", "Fëmija u dëgjua", child.YesNo, g.Child)
	r.add("heard", "Çfarë thanë", g.Heard)
	r.add("decisions", "Çfarë u vendos", g.Decisions)
	return r.list
}

func (g Group) when(l text.Lang) string {
	if g.Hour == "" {
		return text.Day(g.On)
	}
	return text.Day(g.On) + ", " + text.Clock(l, g.Hour)
}

func (v Invited) words(l text.Lang) string {
	switch v.Came {
	case "yes":
		return text.T(l, "%s: erdhi", v.Name)
	case "no":
		if v.Why == "" {
			return text.T(l, "%s: nuk erdhi", v.Name)
		}
		return text.T(l, "%s: nuk erdhi (%s)", v.Name, v.Why)
	}
	return v.Name
}

// uncalled lists the sectors that are obliged to come and were not called.
func (g Group) uncalled(l text.Lang) []string {
	var list []string
	for _, s := range GroupSectors {
		called := s.Code == "other"
		for _, v := range g.Invited {
			called = called || v.Sector == s.Code
		}
		if !called {
			list = append(list, s.Name(l))
		}
	}
	return list
}

func (p Plan) rows(l text.Lang) []Row {
	r := rows{l: l}
	r.add("number", "Versioni", fmt.Sprint(p.Number))
	r.day("on", "U hartua më", p.On)
	r.code("agreed", "Si u hartua", Agreements, p.Agreed)
	r.add("agreed_note", "Masa tjetër", p.AgreedNote)
	r.add("goals", "Objektivat", p.Goals)
	r.day("review", "Rishikohet më", p.ReviewOn)
	return r.list
}

func (m Measure) rows(l text.Lang) []Row {
	r := rows{l: l}
	r.code("kind", "Lloji", MeasureKinds, m.Kind)
	r.add("what", "Çfarë bëhet", m.What)
	r.add("owner", "Kush e zbaton", m.Owner)
	r.day("due", "Afati", m.DueOn)
	r.code("state", "Gjendja", MeasureStates, m.State)
	r.day("done", "U krye më", m.DoneOn)
	r.add("why", "Shpjegim", m.Why)
	return r.list
}

func (v Review) rows(l text.Lang) []Row {
	r := rows{l: l}
	r.day("on", "Kur u bë", v.On)
	r.add("changed", "Çfarë ka ndryshuar", v.Changed)
	r.add("next", "Çfarë bëhet më tej", v.Next)
	r.day("review", "Rishikimi tjetër", v.ReviewOn)
	return r.list
}

func (c Closing) rows(l text.Lang) []Row {
	r := rows{l: l}
	r.day("on", "U mbyll më", c.On)
	r.code("reason", "Arsyeja", Reasons, c.Reason)
	r.add("note", "Shpjegim", c.Note)
	r.code("outcome", "Si përfundoi", child.Outcomes, c.Outcome)
	r.day("reopened", "U rihap më", c.ReopenedOn)
	r.add("why", "Pse u rihap", c.ReopenedWhy)
	return r.list
}

// foundRows are what an assessment found about school and health.
func foundRows(l text.Lang, school, health string) []Row {
	r := rows{l: l}
	r.add("school", "Shkolla", school)
	r.add("health", "Shëndeti", health)
	return r.list
}

// found are the findings of one assessment, as far as the reader may read them.
func (e entries) found(l text.Lang, ref string) []Row {
	school, health := "", ""
	for _, s := range e.School {
		if s.Body.Ref == ref {
			school = s.Body.Text
		}
	}
	for _, h := range e.Health {
		if h.Body.Ref == ref {
			health = h.Body.Text
		}
	}
	return foundRows(l, school, health)
}
