package exchange

import (
	"cmp"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// register checks what the fields of a row of the four registers say together.
func (c *checker) register(n *node) {
	switch r := n.row.Addr().Interface().(type) {
	case *Programme:
		c.ran(n.path, r.StartsOn, r.EndsOn)
		c.event(n.path, r.State, r.Reason)
		if r.StartsOn != "" && text.DaysAfter(r.StartsOn, longest) < r.EndsOn {
			c.add(n.path+".ends_on", "Një program nuk zgjat më shumë se %d ditë. Kontrolloni vitin.", longest)
		}
		if strings.Trim(r.Weekdays, "1234567") != "" {
			c.add(n.path+".weekdays", "Ditët e javës shkruhen me numra nga 1 (e hënë) deri në 7 (e diel), për shembull 12345.")
		}
	case *Followup:
		if r.AfterDays != 30 && r.AfterDays != 90 {
			c.add(n.path+".after_days", "Ndjekja bëhet pas 30 ose 90 ditësh.")
		}
	case *Project:
		c.ran(n.path, r.StartsOn, r.EndsOn)
		c.event(n.path, r.State, r.Reason)
	case *Target:
		c.target(n.path, r)
	case *Visit:
		c.visit(n, r)
	case *Fair:
		c.ran(n.path, r.HeldOn, r.HeldOn)
		c.event(n.path, r.State, r.Reason)
	case *CampaignCalendar:
		c.ran(n.path, r.StartsOn, r.EndsOn)
	case *Slot:
		c.span(n.path, r.StartsOn, r.EndsOn)
	case *Campaign:
		c.ran(n.path, r.StartsOn, r.EndsOn)
		c.event(n.path, r.State, r.Reason)
	case *Finding:
		if r.Qualifier != "" || r.Value != nil {
			c.quantity(n.path, r.Value, r.Qualifier)
		}
	default:
		c.training(n)
	}
}

func (c *checker) training(n *node) {
	switch r := n.row.Addr().Interface().(type) {
	case *Procedure:
		c.between(n.path, r.From, r.To)
	case *Question:
		if answers := answersIn(r.Answers); r.Correct > answers {
			c.add(n.path+".correct", "Pyetja ka %d përgjigje. Shkruani numrin e asaj që është e saktë.", answers)
		}
	case *Course:
		c.wholeNumber(n.path+".valid_months", r.ValidMonths)
	case *Duty:
		c.between(n.path, r.From, r.To)
	case *Professional:
		c.between(n.path, r.From, r.To)
	case *Session:
		c.ran(n.path, r.StartsOn, r.EndsOn)
		c.event(n.path, r.State, r.Reason)
	case *Attended:
		c.answered(n.path+".before", r.BeforeRight, r.BeforeOf)
		c.answered(n.path+".after", r.AfterRight, r.AfterOf)
	}
}

// answersIn counts the lines that say something.
func answersIn(s string) (n int64) {
	for line := range strings.Lines(s) {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}

// longest is the most days that one programme takes: those of a whole year, where
// only the year is known.
const longest = 366

// ran checks that a record is of the year of the document.
func (c *checker) ran(path, from, to string) {
	c.span(path, from, to)
	if first, last := c.d.days(); from != "" && to != "" && (from > last || to < first) {
		c.add(path, "Ky rresht nuk është i vitit %d.", c.d.Year)
	}
}

func (c *checker) span(path, from, to string) {
	if from != "" && to != "" && to < from {
		c.add(path+".ends_on", "Dita e fundit është para ditës së parë.")
	}
}

// event checks that what was cancelled says why.
func (c *checker) event(path, state, reason string) {
	if state == "cancelled" && reason == "" {
		c.add(path+".reason", "Shkruani pse u anulua.")
	}
}

func (c *checker) target(path string, t *Target) {
	if list := map[string]code.List{"group": code.TargetGroups, "municipality": lists["municipality"]}[t.Kind]; list != nil && !list.Has(t.Value) {
		c.add(path+".value", "Kodi «%s» nuk është në listën e lejuar.", excerpt(t.Value))
	}
}

// visit checks that a visit is of a line of the monitoring plan, and to an employer,
// of its own project.
func (c *checker) visit(n *node, v *Visit) {
	p := n.parent.row.Addr().Interface().(*Project)
	mine := func(column, id string, has bool) {
		if id != "" && !has {
			c.add(n.path+"."+column, "«%s» nuk është i këtij projekti.", excerpt(id))
		}
	}
	mine("check", v.Check, slices.ContainsFunc(p.Checks, func(x ProjectCheck) bool { return x.ID == v.Check }))
	mine("employer", v.Employer, slices.ContainsFunc(p.Employers, func(x Employer) bool { return x.ID == v.Employer }))
	mine("recheck_of", v.RecheckOf, slices.ContainsFunc(p.Visits, func(x Visit) bool { return x.ID == v.RecheckOf && x.ID != v.ID }))
	if cmp.Or(v.PlannedOn, v.DoneOn) == "" {
		c.add(n.path+".planned_on", "Shkruani kur është planifikuar ose kur u krye vizita.")
	}
}

// answered checks a knowledge check: so many right, of so many.
func (c *checker) answered(path string, right, of *figure.Number) {
	switch c.wholeNumber(path+"_right", right); {
	case (right == nil) != (of == nil):
		c.add(path+"_of", "Përgjigjet e sakta dhe numri i pyetjeve shkruhen bashkë.")
	case of != nil && *right > *of:
		c.add(path+"_of", "Përgjigjet e sakta janë më shumë se pyetjet.")
	}
	c.wholeNumber(path+"_of", of)
}

func (c *checker) wholeNumber(path string, n *figure.Number) {
	if n != nil && (*n < 0 || *n%figure.One != 0 || *n > figure.Whole(maxRows)) {
		c.add(path, "Këtu pritet një numër i plotë, nga zero e lart.")
	}
}
