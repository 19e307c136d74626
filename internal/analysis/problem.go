package analysis

import (
	"cmp"
	"slices"

	"tryeza/internal/figure"
)

// A problem of the period: one that was open in it, or that a return of the
// period speaks of. solved is so on the day the analysis speaks of.
type problem struct {
	Issue
	reported, solved bool
}

// A said problem is one of an accepted return, with who wrote it.
type saidProblem struct {
	Problem
	institution, returnID string
}

// saidProblems are what the accepted returns of the period say of problems, in
// their order.
func (d *Data) saidProblems() []saidProblem {
	var list []saidProblem
	for _, r := range d.reporting() {
		for _, p := range r.Problems {
			list = append(list, saidProblem{p, r.Institution, r.ID})
		}
	}
	return list
}

// problemList puts the register of problems together with the returns of the
// period: every problem of theirs is in it, also one the register does not have.
// Problems come in the order of the plan's objectives, the oldest first.
func (c *composer) problemList() []problem {
	returned := c.d.saidProblems()
	for _, s := range returned {
		c.said[s.ID] = s
	}
	arrived := map[string]bool{}
	var list []problem
	for _, i := range c.d.roots() {
		p := problem{Issue: i}
		agreed := true // whether all returns that speak of it call it solved
		for _, r := range i.Raised {
			if s, ok := c.said[r.ID]; ok {
				p.reported, arrived[r.ID], agreed = true, true, agreed && s.Solved
			}
		}
		on := i.solvedThen(c.d.Day)
		p.solved = on != "" || p.reported && agreed && i.everSolved()
		solvedNow := on >= c.d.Period.Start() && !i.toldSolved(on)
		if p.reported || i.Since <= c.d.Day && (on == "" || solvedNow) {
			list = append(list, p)
		}
	}
	for _, s := range returned {
		if !arrived[s.ID] {
			list = append(list, s.problem())
		}
	}
	objectives := c.objectives()
	slices.SortStableFunc(list, func(a, b problem) int {
		return cmp.Or(cmp.Compare(objectives.place(a.ObjectiveName), objectives.place(b.ObjectiveName)), cmp.Compare(a.ObjectiveName, b.ObjectiveName))
	})
	return list
}

// everSolved reports whether a problem was solved at all, even if it was raised
// again afterwards.
func (i Issue) everSolved() bool {
	return i.State == "solved" || slices.ContainsFunc(i.Events, func(e Event) bool { return e.Verb == "solved" })
}

// toldSolved reports whether it was a return that called a problem solved, on the
// day it was sent. That belongs to the period of the return.
func (i Issue) toldSolved(on string) bool {
	return slices.ContainsFunc(i.Raised, func(r Raising) bool { return r.Source == "return" && r.On == on })
}

// problem of a return that is not in the register.
func (s saidProblem) problem() problem {
	i := Issue{Body: s.Body, Objective: s.Objective, ObjectiveName: s.ObjectiveName, Resource: s.Resource, Amount: s.Amount, Since: s.Since,
		Raised: []Raising{{ID: s.ID, Institution: s.institution, Source: "return", SourceID: s.returnID, On: s.Since, Body: s.Body}}}
	return problem{Issue: i, reported: true, solved: s.Solved}
}

// openProblems are those not solved on the day, the oldest first.
func (c *composer) openProblems() []problem {
	var list []problem
	for _, p := range c.issues {
		if !p.solved {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b problem) int { return cmp.Compare(orLast(a.Since), orLast(b.Since)) })
	return list
}

// known are the amounts that are known of what is missing.
func known(list []problem) (amounts []figure.Quantity) {
	for _, p := range list {
		if p.Amount != nil {
			amounts = append(amounts, figure.Exactly(*p.Amount))
		}
	}
	return amounts
}

// objectiveOrder is the place of each objective of the year's plan, by its name:
// the plans of two years have the same objective under two IDs.
type objectiveOrder map[string]int

func (c *composer) objectives() objectiveOrder {
	o := objectiveOrder{}
	for i, a := range c.d.Activities {
		name := objectiveName(a.ObjectiveCode, a.Objective)
		if _, ok := o[name]; !ok {
			o[name] = i
		}
	}
	return o
}

// place of an objective; those of other plans come after, none at the end.
func (o objectiveOrder) place(name string) int {
	if at, ok := o[name]; ok {
		return at
	}
	if name == "" {
		return 1 << 30
	}
	return 1 << 29
}
