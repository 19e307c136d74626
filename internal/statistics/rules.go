package statistics

import (
	"context"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// The rules stand in the committee room, and are the committee's to change.
var rulesOn = store.Read(`SELECT code, value FROM committee_rule WHERE committee_id = $1
	AND code IN ('season_start', 'season_end', 'small_number') AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY code, valid_from`)

// RulesOf reads the rules for a half-year, and those for the same half-year
// before: each as it held on the last day. db is the committee room; g is any
// grant in the committee of somebody who may read figures about children.
func RulesOf(ctx context.Context, db *store.DB, g access.Grant, p figure.Period) (now, before Rules, err error) {
	look, err := g.Also(access.ReadCounts)
	if err != nil {
		return now, before, err
	}
	err = db.View(ctx, look, store.Subject{}, func(tx *store.Tx) error {
		if now, err = readRules(tx, p.End()); err != nil {
			return err
		}
		before, err = readRules(tx, p.YearBefore().End())
		return err
	})
	return now, before, err
}

func readRules(tx *store.Tx, day string) (Rules, error) {
	var r Rules
	list, err := store.All(tx, rulesOn, func(x *[2]string) []any { return []any{&x[0], &x[1]} }, day)
	for _, x := range list {
		switch x[0] {
		case "season_start":
			r.SeasonStart = x[1]
		case "season_end":
			r.SeasonEnd = x[1]
		case "small_number":
			r.Threshold, _ = strconv.Atoi(x[1]) // what is no number leaves the default
		}
	}
	return r.complete(), err
}
