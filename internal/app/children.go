package app

import (
	"context"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/analysis"
	"tryeza/internal/figure"
	"tryeza/internal/programme"
	"tryeza/internal/statistics"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// Analyses is what the analysis is given of other features: what the child
// protection units counted, and the outlines of municipalities.
func (c Config) Analyses() analysis.Options {
	o := analysis.Options{Boundaries: c.Boundaries}
	if c.Casework != nil {
		o.Children = c.children
	}
	return o
}

// children counts a half-year as it may be published. The program itself asks,
// so that the analysis says the same to everybody who may read it; the exact
// counts that come with the answer go no further.
func (c Config) children(ctx context.Context, tx *store.Tx, p figure.Period, now, before analysis.ChildRules) (*analysis.Children, error) {
	hatch, err := account.Operator().May(access.CountChildren, access.Hatch(tx.Grant().Scope().ID))
	if err != nil {
		return nil, err
	}
	spans, err := spansIn(tx)
	if err != nil {
		return nil, err
	}
	k, err := statistics.NewChapter(ctx, c.Casework, hatch, p, statistics.Rules(now), statistics.Rules(before), spans...)
	if err != nil || !k.Here {
		return nil, err
	}
	at, err := time.Parse(time.RFC3339Nano, k.CountedAt)
	return &analysis.Children{
		Period: p, CountedAt: text.DayOf(at) + "T" + text.HourOf(at), Now: childCounts(k.Published, k.Rules), Then: childCounts(k.Before, k.Earlier),
		Effect: childEffect(k.Effect),
	}, err
}

// spansIn are the days of the committee's summer programmes.
func spansIn(tx *store.Tx) ([]statistics.Span, error) {
	known, err := programme.KnownIn(tx)
	list := make([]statistics.Span, len(known))
	for i, k := range known {
		list[i] = statistics.Span{Municipality: k.Municipality, From: k.From, To: k.To}
	}
	return list, err
}

func childEffect(e statistics.Effect) analysis.ChildEffect {
	a := e.Again
	return analysis.ChildEffect{
		Programmes: e.Programmes, During: childWindow(e.During), Prior: childWindow(e.Prior), After: childWindow(e.After), YearBefore: childWindow(e.YearBefore),
		Again: tallies(a.Table), AgainWhy: a.Why, AgainOf: a.Programmes, SeenFrom: a.SeenFrom, SeenTo: a.SeenTo, AgainFrom: a.AgainFrom, AgainTo: a.AgainTo,
	}
}

func childWindow(w statistics.Window) analysis.ChildWindow {
	return analysis.ChildWindow{From: w.From, To: w.To, Weeks: w.Weeks, Count: analysis.Tally(w.Cell), AtLeast: w.AtLeast, Why: w.Why}
}

func childCounts(a statistics.Answer, r statistics.Rules) analysis.ChildCounts {
	return analysis.ChildCounts{
		Rules: analysis.ChildRules(r),
		Weeks: tallies(a.Weeks), Season: tallies(a.Season), Said: tallies(a.Said), Links: tallies(a.Links),
		Ages: tallies(a.Ages), Sexes: tallies(a.Sexes), Activities: tallies(a.Activities), Places: tallies(a.Spots),
		Flow: tallies(a.Flow), Residence: tallies(a.Residence), Plans: tallies(a.Plans), Outcomes: tallies(a.Outcomes), New: tallies(a.New),
		Enrolled: tallies(a.Enrolled), School: tallies(a.School), Found30: tallies(a.Found30), Found90: tallies(a.Found90),
	}
}

// tallies is a table with the names of its lines, in the language of the analysis.
func tallies(t statistics.Table) analysis.Tallies {
	out := analysis.Tallies{By: t.Rows.Of, Across: t.Columns.Of, Rows: keys(t.Rows), Columns: keys(t.Columns),
		Counts: cells(t.RowTotals), ColumnTotals: cells(t.ColumnTotals), Total: analysis.Tally(t.Total)}
	for _, row := range t.Cells {
		out.Cells = append(out.Cells, cells(row))
	}
	return out
}

func keys(a statistics.Axis) []analysis.Key {
	var list []analysis.Key
	for _, k := range a.Keys {
		list = append(list, analysis.Key{Code: k, Name: statistics.KeyName(text.SQ, a.Of, k)})
	}
	return list
}

func cells(row []statistics.Cell) []analysis.Tally {
	var list []analysis.Tally
	for _, x := range row {
		list = append(list, analysis.Tally(x))
	}
	return list
}
