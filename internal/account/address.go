package account

import (
	"context"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// An Address is where somebody reads their mail, with one office they hold.
type Address struct {
	Person, Mail string
	Lang         text.Lang
	Role         access.Role
	Institution  string // for heads and focal points
}

var addressesOn = store.Read(`SELECT p.id, p.email, p.lang, r.role, r.institution_id
	FROM account_role AS r JOIN account_person AS p ON p.id = r.person_id
	WHERE r.committee_id = $1 AND r.valid_from <= $2 AND (r.valid_to = '' OR r.valid_to >= $2) ORDER BY r.created_at, r.id`)

// Addresses lists who holds an office today in the committee of the transaction;
// a person with two offices twice.
func Addresses(tx *store.Tx) ([]Address, error) {
	return store.All(tx, addressesOn, func(a *Address) []any { return []any{&a.Person, &a.Mail, &a.Lang, &a.Role, &a.Institution} }, today(tx))
}

// ReaderOf is a person as they may read today without a browser, such as the
// calendar that asks for their feed, with their language. Somebody who is not
// there is store.ErrNotFound.
func (s *Service) ReaderOf(ctx context.Context, person string) (a access.Actor, l text.Lang, err error) {
	err = s.look(ctx, func(tx *store.Tx) error {
		p, err := byID(tx, person)
		if err != nil {
			return err
		}
		seats, err := s.seatsToday(tx, p.ID)
		a, l = access.NewActor(p.ID, seats), p.Lang
		return err
	})
	return a, l, err
}
