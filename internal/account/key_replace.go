package account

import (
	"context"
	"errors"

	"tryeza/internal/seal"
	"tryeza/internal/store"
)

var (
	destroyKey = store.WriteSystem(`UPDATE account_key SET wrapped = $2, destroyed_at = $3 WHERE id = $1`)
	withAnApp  = store.ReadSystem(`SELECT ` + personColumns + ` FROM account_person p WHERE p.second_factor = $1 ORDER BY p.id`)
)

// Loss is what Replace would destroy: the data keys that root does not open,
// and how many people sign in with an application that goes with them.
func Loss(ctx context.Context, db *store.DB, root seal.Root) (keys, people int, err error) {
	err = db.View(ctx, keeper(), store.Subject{}, func(tx *store.Tx) error {
		ring, _, shut, err := tried(tx, root)
		if err != nil {
			return err
		}
		keys = len(shut)
		list, err := store.All(tx, withAnApp, (*Person).fields, withApp)
		s := Service{Keys: ring}
		for _, p := range list {
			if _, err := s.secretOf(p.ID, inUse, p.secret); err != nil && !errors.Is(err, seal.ErrErased) {
				people++
			}
		}
		return err
	})
	return keys, people, err
}

// Replace destroys the data keys that root does not open, and with them all
// that they sealed, and makes one that it opens unless there is one. It is for
// the day when their root is lost for good. It returns how many were destroyed;
// nothing of them is left in the files.
func Replace(ctx context.Context, db *store.DB, root seal.Root) (destroyed int, err error) {
	err = db.Change(ctx, keeper(), store.Subject{Kind: "key", ID: "replaced"}, func(tx *store.Tx) error {
		ring, _, shut, err := tried(tx, root)
		destroyed = len(shut)
		for _, k := range shut {
			if err == nil {
				_, err = tx.Exec(destroyKey, k.id, wrapped{}, tx.Now())
			}
		}
		if err != nil || destroyed == 0 || ring.Seals() {
			return err
		}
		return putNewKey(tx, ring, root)
	})
	if err == nil && destroyed > 0 {
		err = db.Scrub(ctx)
	}
	return destroyed, err
}
