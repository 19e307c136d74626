package child

import (
	"context"

	"tryeza/internal/access"
	"tryeza/internal/seal"
	"tryeza/internal/store"
)

// bound is a column of another feature's table that is sealed with the key of
// a file.
type bound struct {
	table, column string
	versioned     bool
	read, write   store.Query
}

var bounds []bound

// Bind tells of a column of another feature that is sealed with the keys of
// files (File.Seal, UnitKeys.SealFor), so that it is sealed anew when a file gets
// a new key. read lists id, version and the sealed value of the rows of the file
// $2, without empty ones; write saves the value $3 of the row $2. versioned says
// that the values are sealed for the version of the row, and not for version 0.
// It is called while the program starts; the permission child.renew must touch
// the feature.
func Bind(table, column string, versioned bool, read, write store.Query) bool {
	bounds = append(bounds, bound{table, column, versioned, read, write})
	return true
}

var (
	resealItem    = store.WriteUnit(`UPDATE child_item SET body = $3 WHERE owner_id = $1 AND id = $2`)
	contentsOf    = store.ReadUnit(`SELECT id, body FROM child_content WHERE owner_id = $1 AND child_id = $2 ORDER BY id`)
	resealContent = store.WriteUnit(`UPDATE child_content SET body = $3 WHERE owner_id = $1 AND id = $2`)
	resealHead    = store.WriteUnit(`UPDATE child SET key_id = $3, tip = $4 WHERE owner_id = $1 AND id = $2`)
)

// Renew seals a file anew with a new key and destroys the old one. People go on
// working meanwhile: a change of theirs lands before it or after it. A backup of
// the data from before opens the file no more. g is for access.RenewFiles. Killed
// at any point, the file is read with one of the two keys, and Renew or Reconcile
// ends it.
func (f Files) Renew(ctx context.Context, g access.Grant, id string) error {
	if err := f.renew(ctx, g, id); err != nil {
		return err
	}
	return f.Keys.DB.Scrub(ctx)
}

// RenewAll renews every file of every unit and says how many there were. operator
// is who started it; progress may be nil.
func (f Files) RenewAll(ctx context.Context, operator access.Actor, progress func(done, all int)) (int, error) {
	units, err := f.DB.Chains(ctx)
	if err != nil {
		return 0, err
	}
	type place struct {
		g  access.Grant
		id string
	}
	var all []place
	for _, unit := range units {
		g, err := operator.May(access.RenewFiles, access.Institution(unit))
		if err != nil {
			return 0, err
		}
		err = f.DB.View(ctx, g, store.Subject{}, func(tx *store.Tx) error {
			ids, err := store.All(tx, filesOfUnit, one)
			for _, id := range ids {
				all = append(all, place{g, id})
			}
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	for i, p := range all {
		if err := f.renew(ctx, p.g, p.id); err != nil {
			return i, err
		}
		if progress != nil {
			progress(i+1, len(all))
		}
	}
	return len(all), f.Keys.DB.Scrub(ctx)
}

// renew is Renew, leaving traces of the old key in the files of its room until
// they are scrubbed.
func (f Files) renew(ctx context.Context, g access.Grant, id string) error {
	unit := g.Scope().ID
	var old []string
	err := f.DB.Change(ctx, g, store.Subject{Kind: "renew", ID: id}, func(tx *store.Tx) error {
		file, err := f.toRenew(ctx, tx, id)
		if err != nil || file == nil {
			return err
		}
		old = file.keys.live(id)
		if file.Key, err = f.Keys.newChild(ctx, file.keys, id); err != nil {
			return err
		}
		return file.reseal(tx)
	})
	if err != nil || len(old) == 0 {
		return err
	}
	return f.Keys.discard(ctx, unit, id, old)
}

// toRenew is the whole file, nil for one that was erased. Its keys are read while
// nobody else writes in the unit.
func (f Files) toRenew(ctx context.Context, tx *store.Tx, id string) (*File, error) {
	unit := tx.Grant().Scope().ID
	c, err := store.One(tx, oneChild, (*Child).fields, id)
	if err != nil || c.State == Erased {
		return nil, err
	}
	keys, err := f.Keys.Month(ctx, unit, id)
	if err != nil {
		return nil, err
	}
	items, err := store.All(tx, itemsOf, (*Item).fields, id)
	if err != nil {
		return nil, err
	}
	file := &File{Child: c, unit: unit, keys: keys}
	return file, file.unseal(items)
}

// reseal writes everything of the file under the key that its head names now.
// The head stays at its version: what people have before them is not out of date.
func (f *File) reseal(tx *store.Tx) error {
	for i := range f.items {
		it := &f.items[i]
		if err := f.sealItem(it); err != nil {
			return err
		}
		if _, err := tx.Exec(resealItem, it.ID, it.sealed); err != nil {
			return err
		}
	}
	if err := f.resealContents(tx); err != nil {
		return err
	}
	for _, b := range bounds {
		if err := f.resealBound(tx, b); err != nil {
			return err
		}
	}
	if err := f.retip(f.Version); err != nil {
		return err
	}
	_, err := tx.Exec(resealHead, f.ID, f.Key, f.tip)
	return err
}

// A sealedRow is one value of another table.
type sealedRow struct {
	id      string
	version int64
	sealed  []byte
}

func (f *File) resealContents(tx *store.Tx) error {
	list, err := store.All(tx, contentsOf, func(r *sealedRow) []any { return []any{&r.id, &r.sealed} }, f.ID)
	for _, r := range list {
		if err == nil {
			err = f.resealRow(tx, r, contentPlace(r.id), resealContent)
		}
	}
	return err
}

func (f *File) resealBound(tx *store.Tx, b bound) error {
	list, err := store.All(tx, b.read, func(r *sealedRow) []any { return []any{&r.id, &r.version, &r.sealed} }, f.ID)
	for _, r := range list {
		p := seal.Place{Table: b.table, Record: r.id, Column: b.column}
		if b.versioned {
			p.Version = r.version
		}
		if err == nil {
			err = f.resealRow(tx, r, p, b.write)
		}
	}
	return err
}

func (f *File) resealRow(tx *store.Tx, r sealedRow, p seal.Place, write store.Query) error {
	plain, err := f.keys.Open(r.sealed, p)
	if err != nil {
		return err
	}
	again, err := f.Seal(plain, p)
	if err != nil {
		return err
	}
	_, err = tx.Exec(write, r.id, again)
	return err
}

// discard destroys keys of a child that seal nothing any more.
func (v Vault) discard(ctx context.Context, unit, child string, ids []string) error {
	return v.DB.Change(ctx, v.Keeper, store.Subject{Kind: "key", ID: child}, func(tx *store.Tx) error {
		for _, id := range ids {
			if _, err := tx.Exec(destroyOne, unit, id, wrapped{}, tx.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}
