package child

import (
	"context"
	"errors"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// Break opens a file in an emergency to somebody outside its team: begin writes
// down their right to it, and then the policy says whether it opens. If it does,
// opened tells those who look after it, in the same transaction. If it does not,
// nothing is kept but the attempt, and the file is not there: id need not exist.
// g is for access.BreakGlass.
func (f Files) Break(ctx context.Context, g access.Grant, id string, begin func(tx *store.Tx, keys *UnitKeys) error, opened func(tx *store.Tx) error) error {
	a := Ask{ID: id, Purpose: Emergency}
	keys, err := f.Keys.Of(ctx, g.Scope().ID, id)
	if err != nil {
		return err
	}
	err = f.DB.Change(ctx, g, a.subject(), func(tx *store.Tx) error {
		if err := begin(tx, keys); err != nil {
			return err
		}
		if _, err := open(tx, keys, a); err != nil {
			return err
		}
		return opened(tx)
	})
	if errors.Is(err, access.ErrDenied) {
		return errors.Join(err, f.looked(ctx, g, a, 0))
	}
	return err
}
