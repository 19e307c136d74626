package plan

import (
	"fmt"

	"tryeza/internal/store"
)

var (
	seasonRule = store.Read(`SELECT value FROM committee_rule WHERE committee_id = $1 AND code = $2
		AND valid_from <= $3 AND (valid_to = '' OR $3 <= valid_to) ORDER BY valid_from DESC`)
	yearOf = store.Read(`SELECT year FROM plan WHERE committee_id = $1 AND id = $2`)
)

// inSeason gives an activity of the tourist season, where nobody said from when
// to when, the days of the committee's own rule. Without such a rule it stays
// open, and runs all year.
func inSeason(tx *store.Tx, a Activity) (Activity, error) {
	if a.Frequency != "season" || a.StartsOn+a.DueOn != "" {
		return a, nil
	}
	year, err := store.Value[int64](tx, yearOf, a.PlanID)
	if err != nil {
		return a, err
	}
	if a.StartsOn, err = seasonDay(tx, "season_start", year); err != nil {
		return a, err
	}
	a.DueOn, err = seasonDay(tx, "season_end", year)
	return a, err
}

// seasonDay is the day of the year that a rule, MM-DD, names; "" without one.
func seasonDay(tx *store.Tx, rule string, year int64) (string, error) {
	day, err := store.Value[string](tx, seasonRule, rule, fmt.Sprintf("%04d-12-31", year))
	if isNotFound(err) {
		return "", nil
	}
	return fmt.Sprintf("%04d-%s", year, day), err
}
