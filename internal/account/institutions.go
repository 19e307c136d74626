package account

import (
	"context"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

var institutionsOn = store.Read(`SELECT institution_id, name FROM committee_named WHERE committee_id = $1 AND since <= $2 AND until >= $2`)

// institutionsOf lists the institutions of the transaction's committee under
// the names of today, by the Albanian alphabet.
func institutionsOf(tx *store.Tx) ([]web.Option, error) {
	opts, err := store.All(tx, institutionsOn, func(o *web.Option) []any { return []any{&o.Value, &o.Label} }, today(tx))
	text.Sort(opts, func(o web.Option) string { return o.Label })
	return opts, err
}

// institutions is the same for pages outside a committee: an invitation names
// the institution it is for. There are none in "*" and "system".
func (s *Service) institutions(ctx context.Context, committee string) (opts []web.Option, err error) {
	if !isCommittee(committee) {
		return nil, nil
	}
	g, err := door.May(access.ReadMembers, access.Committee(committee))
	if err != nil {
		return nil, err
	}
	err = s.DB.View(ctx, g, store.Subject{}, func(tx *store.Tx) error {
		opts, err = institutionsOf(tx)
		return err
	})
	return opts, err
}

// optionName is the label of the option with this value, "" without one.
func optionName(opts []web.Option, value string) string {
	for _, o := range opts {
		if o.Value == value {
			return o.Label
		}
	}
	return ""
}
