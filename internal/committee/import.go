package committee

import (
	"errors"

	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// What an import adds it adds as it is, under the ids it has; only the rules
// that hold for everything here are asked.

// ImportCommittee founds a committee with the words of another Tryeza. With
// rules it starts with those every committee starts with.
func ImportCommittee(tx *store.Tx, c Committee, withRules bool) error {
	if err := committees.Add(tx, c); err != nil || !withRules {
		return err
	}
	for _, r := range firstRules {
		r.ID = tx.NewID()
		if err := rules.Add(tx, r); err != nil {
			return err
		}
	}
	return nil
}

// ImportInstitution adds an institution, last in the lists, with its names.
func ImportInstitution(tx *store.Tx, i Institution) error {
	last, err := store.Value[int64](tx, lastPosition)
	if err != nil {
		return err
	}
	i.Position = last + 1
	if err := institutions.Add(tx, i); err != nil {
		return err
	}
	for _, n := range i.Names {
		n.InstitutionID, n.Key = i.ID, text.Fold(n.Name)
		if err := names.Add(tx, n); err != nil {
			return err
		}
	}
	return nil
}

// ImportOrder adds an order with its seats. Another one in force on its days is
// refused.
func ImportOrder(tx *store.Tx, o Order, list []Seat) error {
	var overlap Overlap
	if err := AddOrder(tx, o); errors.As(err, &overlap) {
		return web.Refuse("Urdhri %s nuk shtohet: në të njëjtat ditë është në fuqi urdhri %s.", o.Number, overlap.Other.Number)
	} else if err != nil {
		return err
	}
	for _, s := range list {
		s.OrderID = o.ID
		if err := seats.Add(tx, s); err != nil {
			return err
		}
	}
	return nil
}

// ImportRule adds a rule. Of any day at most one rule of a code holds.
func ImportRule(tx *store.Tx, r Rule) error {
	if words := r.Check(); words != "" {
		return web.Refuse(words)
	}
	all, err := Rules(tx)
	if err != nil {
		return err
	}
	for _, o := range rulesOf(all, r.Code) {
		if (o.To == "" || r.From <= o.To) && (r.To == "" || o.From <= r.To) {
			return web.Refuse("Rregulli «%s» nuk shtohet: në të njëjtat ditë ka një tjetër.", ruleName(r.Code))
		}
	}
	return rules.Add(tx, r)
}

func ruleName(c string) string { return code.Rules.Label(text.SQ, c) }
