package child

import (
	"context"
	"errors"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// Reconciled says what Reconcile found.
type Reconciled struct {
	Erased  int // files whose keys were destroyed: erased again, or to the end
	Renewed int // files with a key too many: sealed anew under one
	Older   int // files from before their key was renewed: they cannot be read
	Keyless int // files of which the room of the keys knows nothing
}

// standing are the files of a unit that were not erased, with their keys.
type standing struct{ id, key string }

func (s *standing) fields() []any { return []any{&s.id, &s.key} }

var standingFiles = store.ReadUnit(`SELECT id, key_id FROM child WHERE owner_id = $1 AND state <> 'erased' ORDER BY id`)

// Reconcile is done at every start. It ends what a kill left between the two
// rooms, and erases again what an older backup of the data brought back without
// its keys. Only a key that was destroyed proves that a file was erased; where
// the room of the keys knows nothing of a file, nothing is taken away. operator
// is who starts.
func (f Files) Reconcile(ctx context.Context, operator access.Actor) (r Reconciled, err error) {
	units, err := f.DB.Chains(ctx)
	for _, unit := range units {
		if err == nil {
			err = f.reconcile(ctx, operator, unit, &r)
		}
	}
	if err == nil && r.Erased+r.Renewed > 0 {
		err = f.Keys.DB.Scrub(ctx)
	}
	return r, err
}

func (f Files) reconcile(ctx context.Context, operator access.Actor, unit string, r *Reconciled) error {
	g, err := operator.May(access.RenewFiles, access.Institution(unit))
	if err != nil {
		return err
	}
	keys, err := f.Keys.all(ctx, unit)
	if err != nil {
		return err
	}
	var list []standing
	err = f.DB.View(ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
		list, err = store.All(tx, standingFiles, (*standing).fields)
		return err
	})
	for _, s := range list {
		if err == nil {
			err = f.settle(ctx, g, keys, s, r)
		}
	}
	return err
}

// settle brings one file in line with its keys.
func (f Files) settle(ctx context.Context, g access.Grant, keys *UnitKeys, s standing, r *Reconciled) error {
	gone, live := keys.gone(s.id, s.key), keys.live(s.id)
	switch {
	case errors.Is(gone, errErased):
		r.Erased++
		return f.eraseAgain(ctx, g, s.id)
	case errors.Is(gone, errOlder):
		r.Older++
	case len(live) == 0:
		r.Keyless++
	case len(live) > 1:
		r.Renewed++
		return f.renew(ctx, g, s.id)
	}
	return nil
}

// eraseAgain takes away what no key opens any more: there is nothing left to hold.
func (f Files) eraseAgain(ctx context.Context, g access.Grant, id string) error {
	return f.DB.Change(ctx, g, store.Subject{Kind: "erase:again", ID: id}, func(tx *store.Tx) error {
		c, err := store.One(tx, oneChild, (*Child).fields, id)
		if err != nil {
			return err
		}
		return f.empty(tx, c, text.DayOf(tx.Now().Time))
	})
}
