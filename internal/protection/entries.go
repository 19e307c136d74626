package protection

import (
	"cmp"
	"slices"
	"strings"

	"tryeza/internal/child"
	"tryeza/internal/store"
)

// held is one thing of protection as it stands in the file now.
type held[T any] struct {
	Item child.Item
	Body T
}

// of lists what the reader may read of a kind, oldest first.
func of[T any](f *child.File, kind string) []held[T] {
	var list []held[T]
	for _, it := range f.Items(kind) {
		list = append(list, held[T]{it, it.Body.(T)})
	}
	return list
}

// entries are all that protection has in a file, each by its day.
type entries struct {
	Assessments []held[Assessment]
	School      []held[SchoolFinding]
	Health      []held[HealthFinding]
	Groups      []held[Group]
	Plans       []held[Plan]
	Measures    []held[Measure]
	Reviews     []held[Review]
	Closings    []held[Closing]
}

func read(f *child.File) entries {
	e := entries{
		of[Assessment](f, "assessment"), of[SchoolFinding](f, "school_finding"), of[HealthFinding](f, "health_finding"), of[Group](f, "group"),
		of[Plan](f, "plan"), of[Measure](f, "measure"), of[Review](f, "review"), of[Closing](f, "closing"),
	}
	byDay(e.Assessments, func(a Assessment) string { return a.On })
	byDay(e.Groups, func(g Group) string { return g.On })
	slices.SortStableFunc(e.Plans, func(a, b held[Plan]) int { return cmp.Compare(a.Body.Number, b.Body.Number) })
	byDay(e.Measures, func(m Measure) string { return m.DueOn })
	byDay(e.Reviews, func(r Review) string { return r.On })
	byDay(e.Closings, func(c Closing) string { return c.On })
	return e
}

func byDay[T any](list []held[T], day func(T) string) {
	slices.SortStableFunc(list, func(a, b held[T]) int { return strings.Compare(day(a.Body), day(b.Body)) })
}

// last is the newest of a list, the zero value when it is empty.
func last[T any](list []held[T]) (h held[T], ok bool) {
	if len(list) == 0 {
		return h, false
	}
	return list[len(list)-1], true
}

// settle brings the head of the file in line with what stands in it: clocks run
// from the first time a step was done, and the next review is the one last
// agreed.
func settle(tx *store.Tx, f *child.File, what string) {
	e := read(f)
	f.Set(tx, what, func(c *child.Child) {
		c.AssessedOn, c.GroupOn, c.PlanOn, c.ReviewOn = "", "", "", e.reviewOn()
		if len(e.Assessments) > 0 {
			c.AssessedOn = e.Assessments[0].Body.On
		}
		if i := slices.IndexFunc(e.Groups, func(g held[Group]) bool { return g.Body.Held }); i >= 0 {
			c.GroupOn = e.Groups[i].Body.On
		}
		for _, p := range e.Plans {
			if c.PlanOn == "" || p.Body.On < c.PlanOn {
				c.PlanOn = p.Body.On
			}
		}
	})
}

// reviewOn is the day the next review was last agreed for.
func (e entries) reviewOn() string {
	on, next := "", ""
	for _, p := range e.Plans {
		if p.Body.On >= on {
			on, next = p.Body.On, p.Body.ReviewOn
		}
	}
	for _, r := range e.Reviews {
		if r.Body.On >= on {
			on, next = r.Body.On, r.Body.ReviewOn
		}
	}
	return next
}

// open lists the measures that are still to be carried out.
func (e entries) open() []held[Measure] {
	return slices.DeleteFunc(slices.Clone(e.Measures), func(m held[Measure]) bool { return m.Body.State != "open" })
}
