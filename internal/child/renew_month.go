package child

import (
	"context"
	"slices"

	"tryeza/internal/seal"
	"tryeza/internal/store"
)

var moveKey = store.WriteKeys(`UPDATE child_key SET parent = $2, root = $3, wrapped = $4 WHERE id = $1 AND destroyed_at = $5`)

// Forget destroys the keys of a unit of the months before one, "2018-07", and
// with them the notes that were sealed in those months, in every copy of the data.
// The keys of children that lay under them are put under the newest first: no
// file is lost. It returns the months.
func (v Vault) Forget(ctx context.Context, unit, before string) (months []string, err error) {
	keys, err := v.old(ctx, unit, before)
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	if _, err := v.Month(ctx, unit, ""); err != nil { // so that the newest is not one of them
		return nil, err
	}
	err = v.DB.Change(ctx, v.Keeper, store.Subject{Kind: "key", ID: "months before " + before}, func(tx *store.Tx) error {
		months, err = v.forget(tx, unit, keys)
		return err
	})
	if err == nil {
		err = v.DB.Scrub(ctx)
	}
	return months, err
}

// Old lists the months before one whose keys Forget would destroy.
func (v Vault) Old(ctx context.Context, unit, before string) (months []string, err error) {
	keys, err := v.old(ctx, unit, before)
	for _, k := range keys {
		months = append(months, k.month)
	}
	return months, err
}

func (v Vault) old(ctx context.Context, unit, before string) ([]keptKey, error) {
	keys, err := v.Of(ctx, unit, "")
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(keys.list, func(k keptKey) bool {
		return k.child != "" || k.month == indexMonth || k.month >= before || len(k.wrapped) == 0
	}), nil
}

// forget destroys the keys of months. All keys are read in the transaction: one
// that was destroyed meanwhile must not come back.
func (v Vault) forget(tx *store.Tx, unit string, keys []keptKey) (months []string, err error) {
	all := &UnitKeys{unit: unit, root: v.Root, open: map[string]*seal.Key{}}
	if all.list, err = store.All(tx, keysOfUnit, (*keptKey).fields, unit); err != nil {
		return nil, err
	}
	newest, err := all.newest()
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		if k.id == newest.ID() {
			continue // the clock stands wrong, or no new key could be made: nothing is destroyed
		}
		if err := all.rehang(tx, k.id, newest); err != nil {
			return nil, err
		}
		if _, err := tx.Exec(destroyOne, unit, k.id, wrapped{}, tx.Now()); err != nil {
			return nil, err
		}
		months = append(months, k.month)
	}
	return months, nil
}

// rehang puts the keys of children under one key of the unit under another.
func (u *UnitKeys) rehang(tx *store.Tx, from string, to *seal.Key) error {
	for _, k := range u.list {
		if k.parent != from || len(k.wrapped) == 0 {
			continue
		}
		key, err := u.key(k.id)
		if err != nil {
			return err
		}
		b, err := key.Wrap(to.Root())
		if err != nil {
			return err
		}
		if _, err := tx.Exec(moveKey, k.id, to.ID(), to.Root().Name(), wrapped(b), never); err != nil {
			return err
		}
	}
	return nil
}
