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
	CountedAt string        `json:"counted_at"` // the instant of the data, UTC
	Rules     Rules         `json:"rules"`

	Published Answer `json:"published"`
	Before    Answer `json:"before"`

	Exact       *Answer `json:"exact,omitempty"`
	ExactBefore *Answer `json:"exact_before,omitempty"`
}

// NewChapter counts the chapter of a half-year. db is the casework room, nil
// where there is none; g is the grant of access.CountChildren in the hatch of
// the committee (access.Hatch).
//
// Only half-years have a chapter. A quarter published beside its half-year, or a
// year beside its halves, would give back by subtraction what one of them
// withholds; an analysis of a year shows the chapters of its two halves, side by
// side and never added.
func NewChapter(ctx context.Context, db *store.DB, g access.Grant, p figure.Period, r Rules) (Chapter, error) {
	c := Chapter{Committee: g.Scope().ID, Period: p, Rules: r}
	if p.Kind() != figure.Half {
		return c, fmt.Errorf("statistics: %s is not a half-year", p)
	}
	if db == nil {
		return c, nil
	}
	var now, before Answer
	err := db.View(ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
		c.Here, c.CountedAt = true, tx.Now().String()
		if now, err = Count(tx, questionOf(p, r)); err == nil {
			before, err = Count(tx, questionOf(p.YearBefore(), r))
		}
		return err
	})
	if err != nil {
		return c, err
	}
	if g.Can(access.CountExactly) {
		c.Exact, c.ExactBefore = &now, &before
	}
	if c.Published, err = now.publish(r.Threshold); err == nil {
		c.Before, err = before.publish(r.Threshold)
	}
	return c, err
}

func questionOf(p figure.Period, r Rules) Question {
	return Question{From: p.Start(), To: p.End(), Rules: r}
}
