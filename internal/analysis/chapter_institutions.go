package analysis

import (
	"fmt"
	"slices"
	"strings"
	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// institutions is one section for each institution that owed a return.
func (c *composer) institutions() {
	c.section(1, "institutions", "Puna e institucioneve")
	if len(c.d.Returns) == 0 {
		c.para("Për këtë periudhë nuk u është kërkuar raportim institucioneve.")
	}
	for _, r := range c.d.Returns {
		c.section(2, "institution-"+r.Institution, c.d.name(r.Institution))
		c.institution(r)
	}
	c.others()
}

func (c *composer) institution(r Return) {
	var list []Activity
	for _, a := range c.due {
		if a.Lead == r.Institution {
			list = append(list, a)
		}
	}
	if !r.accepted() {
		c.para("Ky institucion nuk ka raportim të pranuar për periudhën.")
	}
	if len(list) > 0 {
		c.para(fmt.Sprintf("Institucioni është përgjegjës për %s me afat në periudhë: %s.", count(len(list), activityForms), states(list, c.d.state)))
		c.table(c.activities("activities-"+r.Institution, "Aktivitetet e planit: "+c.d.name(r.Institution), list))
		c.measured(r, list)
	} else {
		c.para("Në planin e vitit institucioni nuk është përgjegjës për aktivitete me afat në këtë periudhë.")
	}
	c.alsoReported(r, list)
}

// alsoReported lists what an institution reported on activities that are not
// due in the period: work that is under way, or ahead of time.
func (c *composer) alsoReported(r Return, due []Activity) {
	var list []Activity
	for _, a := range c.d.Activities {
		isDue := slices.ContainsFunc(due, func(b Activity) bool { return a.ID == b.ID })
		if a.Lead == r.Institution && a.Item != nil && !isDue {
			list = append(list, a)
		}
	}
	if len(list) > 0 {
		c.para("U raportua edhe për aktivitete me afat jashtë periudhës: " + states(list, c.d.state) + ".")
		c.table(c.activities("ahead-"+r.Institution, "Aktivitete me afat tjetër: "+c.d.name(r.Institution), list))
	}
}

// others lists the due activities whose lead owed no return, so that no
// activity of the period is missing from the document.
func (c *composer) others() {
	obliged := map[string]bool{}
	for _, r := range c.d.Returns {
		obliged[r.Institution] = true
	}
	var list []Activity
	for _, a := range c.due {
		if !obliged[a.Lead] {
			list = append(list, a)
		}
	}
	if len(list) > 0 {
		c.section(2, "institution-others", "Aktivitete të institucioneve pa detyrim raportimi")
		c.table(c.activities("activities-others", "Aktivitete pa raportim", list))
	}
}

// activities is a table of activities with what was reported on each.
func (c *composer) activities(id, caption string, list []Activity) document.Table {
	t := document.Table{ID: id, Caption: caption, Head: []string{"Nr.", "Aktiviteti", "Afati", "Gjendja", "Çfarë u bë"}}
	for _, a := range list {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			document.T(a.Number), document.T(a.Title), dueCell(a), document.T(stateLabel(c.d.state(a))), document.T(c.done(a)),
		}})
	}
	return t
}

func dueCell(a Activity) document.Cell {
	if a.rated().Repeats() {
		return document.T(code.Frequencies.Label(text.SQ, a.Frequency))
	}
	return dayCell(a.DueOn)
}

// done says what was reported on an activity: what, when, where, with whom, for
// how many; or why not.
func (c *composer) done(a Activity) string {
	if a.PlanState == "cancelled" {
		return "Anuluar me vendim: " + orDash(a.StateReason)
	}
	if a.Item == nil {
		return "–"
	}
	var said []string
	add := func(label, s string) {
		if s != "" {
			said = append(said, label+s)
		}
	}
	add("", a.Item.What)
	add("Data: ", text.Day(a.Item.DoneOn))
	add("Vendi: ", a.Item.Place)
	add("Me: ", a.Item.Partners)
	add("Pjesëmarrës: ", c.participated(a))
	add("Arsyeja: ", a.Item.Reason)
	return orDash(strings.Join(said, " · "))
}

func (c *composer) participated(a Activity) string {
	r, ok := c.returnOf(a)
	if !ok {
		return ""
	}
	total, ok := r.value("participants", a.ID, "")
	if !ok {
		return ""
	}
	words := quantity(total, "")
	var split []string
	for _, b := range []code.Breakdown{code.BySex, code.ByAge} {
		for _, p := range b.Parts() {
			if q, ok := r.value("participants", a.ID, string(b)+"="+p.Code); ok && q.Known() && q.Number > 0 {
				split = append(split, p.SQ+" "+quantity(q, ""))
			}
		}
	}
	if len(split) > 0 {
		words += " (" + strings.Join(split, ", ") + ")"
	}
	return words
}

// returnOf is the accepted return that answers for an activity.
func (c *composer) returnOf(a Activity) (Return, bool) {
	for _, r := range c.d.Returns {
		if r.accepted() && slices.ContainsFunc(r.Items, func(i Item) bool { return i.Activity == a.ID }) {
			return r, true
		}
	}
	return Return{}, false
}

// measured is the table of the output indicators of an institution's activities.
func (c *composer) measured(r Return, list []Activity) {
	t := document.Table{ID: "indicators-" + r.Institution, Caption: "Treguesit: " + c.d.name(r.Institution), Head: []string{"Nr.", "Treguesi", "Vlera bazë", "Synimi", "Vlera e raportuar"}}
	for _, a := range list {
		for _, i := range a.Indicators {
			q, _ := r.value("indicator", i.ID, "")
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(a.Number), document.T(i.Name), numberOr(i.Baseline), numberOr(i.Target), quantityCell(q)}})
		}
	}
	c.table(t)
}

func numberOr(n *figure.Number) document.Cell {
	if n == nil {
		return document.T("–")
	}
	return quantityCell(figure.Exactly(*n))
}
