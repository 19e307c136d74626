package meeting

import (
	"errors"
	"strconv"

	"tryeza/internal/store"
)

var datedRule = store.Read(`SELECT valid_from, value, unit, legal_basis, verified FROM committee_rule
	WHERE committee_id = $1 AND code = $2 AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3) ORDER BY valid_from DESC, id LIMIT 1`)

// ruleOn reads the dated rule of this code that held on a day. Its N is 0 when
// there was none, or none that is a number: then nothing is required.
func ruleOn(tx *store.Tx, code, day string) (Rule, error) {
	type row struct {
		Rule
		value string
	}
	x, err := store.One(tx, datedRule, func(x *row) []any {
		return []any{&x.From, &x.value, &x.Unit, &x.LegalBasis, &x.Verified}
	}, code, day)
	if errors.Is(err, store.ErrNotFound) {
		return Rule{}, nil
	}
	x.N, _ = strconv.Atoi(x.value) // what is no number is no rule
	return x.Rule, err
}
