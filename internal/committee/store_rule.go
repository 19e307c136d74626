package committee

import "tryeza/internal/store"

var rules = store.NewTable("committee_rule", "code, value, unit, legal_basis, valid_from, valid_to, verified", (*Rule).fields)

func (r *Rule) fields() []any {
	return []any{&r.ID, &r.Version, &r.Code, &r.Value, &r.Unit, &r.LegalBasis, &r.From, &r.To, &r.Verified}
}

var (
	allRules = store.Read(`SELECT id, version, code, value, unit, legal_basis, valid_from, valid_to, verified
		FROM committee_rule WHERE committee_id = $1 ORDER BY code, valid_from`)
	ruleOn = store.Read(`SELECT id, version, code, value, unit, legal_basis, valid_from, valid_to, verified
		FROM committee_rule WHERE committee_id = $1 AND code = $2 AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)
		ORDER BY valid_from DESC LIMIT 1`)
)

// Rules reads every rule the committee ever had, by code and then by day.
func Rules(tx *store.Tx) ([]Rule, error) { return store.All(tx, allRules, (*Rule).fields) }

// RuleOn is the rule with a code of code.Rules that held on a day, or
// store.ErrNotFound.
func RuleOn(tx *store.Tx, code, day string) (Rule, error) {
	return store.One(tx, ruleOn, (*Rule).fields, code, day)
}

// SetRule makes a rule hold from its day on. The rule before it ends the day
// before; a rule that begins on the same day is corrected in place.
func SetRule(tx *store.Tx, r Rule) error {
	all, err := Rules(tx)
	if err != nil {
		return err
	}
	old := rulesOf(all, r.Code)
	for _, o := range old {
		if o.From == r.From {
			return rules.Edit(tx, o.ID, o.Version, func(x *Rule) error {
				x.Value, x.Unit, x.LegalBasis, x.Verified = r.Value, r.Unit, r.LegalBasis, r.Verified
				return nil
			})
		}
	}
	r, ended := fit(old, r)
	for _, o := range ended {
		if err := rules.Edit(tx, o.ID, o.Version, func(x *Rule) error { x.To = o.To; return nil }); err != nil {
			return err
		}
	}
	r.ID = tx.NewID()
	return rules.Add(tx, r)
}

// confirmRule saves what a rule rests on and whether it was held against it.
// Its value does not change: that is a new rule, from a day on.
func confirmRule(tx *store.Tx, to Rule) error {
	return rules.Edit(tx, to.ID, to.Version, func(r *Rule) error {
		r.LegalBasis, r.Verified = to.LegalBasis, to.Verified
		return nil
	})
}

func rulesOf(all []Rule, code string) []Rule {
	var list []Rule
	for _, r := range all {
		if r.Code == code {
			list = append(list, r)
		}
	}
	return list
}
