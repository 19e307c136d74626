package register

import (
	"strconv"

	"tryeza/internal/store"
)

// SmallIn is the text of the query for ReadSmall, which a feature registers as its
// own: the dated rule of small numbers in the days from $2 to $3.
const SmallIn = `SELECT value FROM committee_rule
	WHERE committee_id = $1 AND code = 'small_number' AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $2)`

// smallWithout holds where the committee has no rule of its own.
const smallWithout = 5

// ReadSmall reads by the query SmallIn the highest of the rule in a span of days:
// below it a number is small, and may point at somebody.
func ReadSmall(tx *store.Tx, q store.Query, from, to string) (int, error) {
	values, err := store.All(tx, q, func(s *string) []any { return []any{s} }, from, to)
	highest := 0
	for _, v := range values {
		n, _ := strconv.Atoi(v) // what is no number leaves the default
		highest = max(highest, n)
	}
	if highest == 0 {
		highest = smallWithout
	}
	return highest, err
}
