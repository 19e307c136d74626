package account

import (
	"context"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

var institutionNames = store.Read(`SELECT institution_id, name, valid_from FROM committee_name WHERE committee_id = $1 AND NOT alias ORDER BY valid_from, id`)

// institutionsOf lists the institutions of the transaction's committee under
// the names of today, by the Albanian alphabet.
func institutionsOf(tx *store.Tx) ([]web.Option, error) {
	type named struct{ id, name, from string }
	list, err := store.All(tx, institutionNames, func(n *named) []any { return []any{&n.id, &n.name, &n.from} })
	if err != nil {
		return nil, err
	}
	var opts []web.Option
	at := map[string]int{}
	for _, n := range list {
		i, known := at[n.id]
		switch {
		case !known:
			at[n.id] = len(opts)
			opts = append(opts, web.Option{Value: n.id, Label: n.name})
		case n.from <= today(tx):
			opts[i].Label = n.name
		}
	}
	text.Sort(opts, func(o web.Option) string { return o.Label })
	return opts, nil
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
