package statistics

import (
	"context"
	"fmt"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// A Chapter is what the analysis of a half-year says of children in street
// situations. It is kept with a signed analysis as it was composed.
//
// Published is what documents show, Before the same half-year of the year
// before: small numbers are withheld in both. Exact is for the pages of the
// committee only, and nil for whoever may not have it; no document prints it.
type Chapter struct {
	Here      bool          `json:"here"` // there are casework data at this server; everything else is empty without
	Committee string        `json:"committee"`
	Period    figure.Period `json:"period"`
	CountedAt string        `json:"counted_at"`   // the instant of the data, UTC
	Rules     Rules         `json:"rules"`        // as they held on the last day
	Earlier   Rules         `json:"rules_before"` // as they held a year before

	Published Answer `json:"published"`
	Before    Answer `json:"before"`

	Effect Effect `json:"effect,omitzero"` // of summer programmes, as it may be published

	Exact       *Answer `json:"exact,omitempty"`
	ExactBefore *Answer `json:"exact_before,omitempty"`

	spans   []Span
	again   Again   // the comparison of the effect, exact
	earlier *Answer // the half-year before, exact; nil unless the effect needs it
}

// NewChapter counts the chapter of a half-year. db is the casework room, nil
// where there is none; g is the grant of access.CountChildren in the hatch of
// the committee (access.Hatch). Each half-year is counted under the rules of its
// own last day: published again under others, it would not be the same tables.
//
// Only half-years have a chapter. A quarter published beside its half-year, or a
// year beside its halves, would give back by subtraction what one of them
// withholds; an analysis of a year shows the chapters of its two halves, side by
// side and never added.
//
// programmes are the summer programmes of the committee, of any year.
func NewChapter(ctx context.Context, db *store.DB, g access.Grant, p figure.Period, now, before Rules, programmes ...Span) (Chapter, error) {
	c := Chapter{Committee: g.Scope().ID, Period: p, Rules: now.complete(), Earlier: before.complete(), spans: programmes}
	if p.Kind() != figure.Half {
		return c, fmt.Errorf("statistics: %s is not a half-year", p)
	}
	if db == nil {
		return c, nil
	}
	err := db.View(ctx, g, store.Subject{}, func(tx *store.Tx) error {
		c.Here, c.CountedAt = true, tx.Now().String()
		return c.count(tx)
	})
	if err != nil {
		return Chapter{}, err
	}
	if c.Published, err = c.Exact.publish(c.Rules.Threshold); err != nil {
		return Chapter{}, err
	}
	if c.Before, err = c.ExactBefore.publish(c.Earlier.Threshold); err != nil {
		return Chapter{}, err
	}
	if c.Effect, err = c.publishedEffect(); err != nil {
		return Chapter{}, err
	}
	c.earlier, c.spans = nil, nil
	if !g.Can(access.CountExactly) {
		c.Exact, c.ExactBefore, c.again = nil, nil, Again{}
	}
	return c, nil
}

func (c *Chapter) count(tx *store.Tx) error {
	now, err := Count(tx, questionOf(c.Period, c.Rules))
	if err != nil {
		return err
	}
	before, err := Count(tx, questionOf(c.Period.YearBefore(), c.Earlier))
	c.Exact, c.ExactBefore = &now, &before
	if err != nil {
		return err
	}
	c.again = againOf(c.spans, c.Period)
	err = c.again.count(tx, c.Period)
	if err != nil || c.Rules != c.Earlier || !reaches(c.spans, c.Period) {
		return err
	}
	earlier, err := Count(tx, questionOf(c.Period.Previous(), c.Rules))
	c.earlier = &earlier
	return err
}

func questionOf(p figure.Period, r Rules) Question {
	return Question{From: p.Start(), To: p.End(), Rules: r}
}
