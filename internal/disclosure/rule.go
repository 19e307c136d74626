package disclosure

import (
	"strconv"
	"time"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// The dated rules of a unit that matter here, with what holds where there is
// none. A unit may be stricter than this, and not laxer.
const (
	mostReleaseDays = 30 // release_days
	mostReviewHours = 72 // emergency_review_hours
)

var ruleToday = store.ReadUnit(`SELECT value FROM unit_rule
	WHERE owner_id = $1 AND code = $2 AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3) ORDER BY valid_from DESC, id`)

// limit is the number that a dated rule says today, at most what it may be; that
// as well when there is no rule or it says no number.
func limit(tx *store.Tx, code string, most int) (int, error) {
	list, err := store.All(tx, ruleToday, func(s *string) []any { return []any{s} }, code, text.DayOf(tx.Now().Time))
	if err != nil || len(list) == 0 {
		return most, err
	}
	if n, err := strconv.Atoi(list[0]); err == nil && n > 0 && n < most {
		return n, nil
	}
	return most, nil
}

// releaseDays is how many days a release may run.
func releaseDays(tx *store.Tx) (int, error) { return limit(tx, "release_days", mostReleaseDays) }

// reviewTime is how long after an emergency entry it must have been reviewed.
func reviewTime(tx *store.Tx) (time.Duration, error) {
	n, err := limit(tx, "emergency_review_hours", mostReviewHours)
	return time.Duration(n) * time.Hour, err
}
