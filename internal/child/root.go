package child

import (
	"context"
	"errors"
	"fmt"

	"tryeza/internal/seal"
	"tryeza/internal/store"
)

// rootedKey is a key that the root key wraps: one of a unit.
type rootedKey struct {
	id, root string
	wrapped  []byte // empty once destroyed
}

func (k *rootedKey) fields() []any { return []any{&k.id, &k.root, &k.wrapped} }

var (
	rootedKeys   = store.ReadKeys(`SELECT id, root, wrapped FROM child_key WHERE parent = '' ORDER BY created_at, id`)
	rewrapKey    = store.WriteKeys(`UPDATE child_key SET wrapped = $2, root = $3 WHERE id = $1`)
	otherRoots   = store.ReadKeys(`SELECT count(*) FROM child_key WHERE parent = '' AND root <> $1 AND destroyed_at = $2`)
	filesUnder   = store.ReadKeys(`SELECT count(DISTINCT child_id) FROM child_key WHERE parent = $1 AND destroyed_at = $2`)
	destroyUnder = store.WriteKeys(`UPDATE child_key SET wrapped = $2, destroyed_at = $3 WHERE (id = $1 OR parent = $1) AND destroyed_at = $4`)
	filesOfUnit  = store.ReadUnit(`SELECT id FROM child WHERE owner_id = $1 AND state <> 'erased' ORDER BY id`)
)

// ErrNoFit is why a root does not serve: there are keys that it does not open.
var ErrNoFit = errors.New("the root key does not fit the keys of casework")

// Fit is the vault with its root, which must open the key of every unit and
// month that was not destroyed; otherwise it fails with ErrNoFit. The root then
// remembers them: while the server runs they may be put under another.
func (v Vault) Fit(ctx context.Context) (Vault, error) {
	v.Root = seal.Remember(v.Root)
	list, shut, err := v.rooted(ctx)
	if err != nil || len(shut) == 0 {
		return v, err
	}
	opens := "none"
	if len(shut) < len(list) {
		opens = "only some"
	}
	return v, fmt.Errorf("%w: %s opens %s of them", ErrNoFit, v.Root.Name(), opens)
}

// rooted are the keys wrapped by a root that were not destroyed, and those of
// them that the vault's root does not open.
func (v Vault) rooted(ctx context.Context) (list, shut []rootedKey, err error) {
	err = v.DB.View(ctx, v.Keeper, store.Subject{}, func(tx *store.Tx) error {
		list, shut, err = v.tried(tx)
		return err
	})
	return list, shut, err
}

func (v Vault) tried(tx *store.Tx) (list, shut []rootedKey, err error) {
	all, err := store.All(tx, rootedKeys, (*rootedKey).fields)
	for _, k := range all {
		_, why := seal.Unwrap(v.Root, k.id, k.wrapped)
		if errors.Is(why, seal.ErrErased) {
			continue
		}
		list = append(list, k)
		if why != nil {
			shut = append(shut, k)
		}
	}
	return list, shut, err
}

// Rewrap puts the keys of the units under another root, all in one transaction.
// The keys of children stay as they are, under those. It returns how many the new
// root then opens, and how many neither opens: those stay as they are. What the
// old root opened is then gone from the files as well.
func (v Vault) Rewrap(ctx context.Context, to seal.Root) (done, left int, err error) {
	err = v.DB.Change(ctx, v.Keeper, store.Subject{Kind: "key", ID: "rotated"}, func(tx *store.Tx) error {
		list, _, err := v.tried(tx)
		done, left = 0, 0
		for _, k := range list {
			if err == nil {
				err = v.rewrap(tx, k, to, &done, &left)
			}
		}
		return err
	})
	if err == nil {
		err = v.DB.Scrub(ctx)
	}
	return done, left, err
}

func (v Vault) rewrap(tx *store.Tx, k rootedKey, to seal.Root, done, left *int) error {
	if _, err := seal.Unwrap(to, k.id, k.wrapped); err == nil {
		*done++ // by an earlier attempt
		return nil
	}
	if _, err := seal.Unwrap(v.Root, k.id, k.wrapped); err != nil {
		*left++
		return nil
	}
	b, err := seal.Rewrap(k.id, k.wrapped, v.Root, to)
	if err == nil {
		_, err = seal.Unwrap(to, k.id, b) // a root that cannot open what it wrapped must not get the only copy
	}
	if err != nil {
		return err
	}
	*done++
	_, err = tx.Exec(rewrapKey, k.id, wrapped(b), to.Name())
	return err
}

// errLeft says that the keys lie under another root by now than the one this
// program was started with.
var errLeft = errors.New("child: the keys were put under another root key; start the server with that one")

// notLeft refuses a new key under a root that the others were taken away from: it
// would be lost with it.
func (v Vault) notLeft(tx *store.Tx) error {
	n, err := store.Value[int](tx, otherRoots, v.Root.Name(), never)
	if err == nil && n > 0 {
		err = errLeft
	}
	return err
}

// Loss is what GiveUp would destroy: the keys of units that the root does not
// open, and how many files of children go with them.
func (v Vault) Loss(ctx context.Context) (keys, files int, err error) {
	err = v.DB.View(ctx, v.Keeper, store.Subject{}, func(tx *store.Tx) error {
		_, shut, err := v.tried(tx)
		keys, files = len(shut), 0
		for _, k := range shut {
			n, why := store.Value[int](tx, filesUnder, k.id, never)
			files, err = files+n, errors.Join(err, why)
		}
		return err
	})
	return keys, files, err
}

// GiveUp destroys the keys of units that the root does not open, and with them
// all files of children under them, for good. It is for the day when their root
// is lost. It returns how many keys of units were destroyed.
func (v Vault) GiveUp(ctx context.Context) (destroyed int, err error) {
	err = v.DB.Change(ctx, v.Keeper, store.Subject{Kind: "key", ID: "replaced"}, func(tx *store.Tx) error {
		_, shut, err := v.tried(tx)
		destroyed = len(shut)
		for _, k := range shut {
			if err == nil {
				_, err = tx.Exec(destroyUnder, k.id, wrapped{}, tx.Now(), never)
			}
		}
		return err
	})
	if err == nil && destroyed > 0 {
		err = v.DB.Scrub(ctx)
	}
	return destroyed, err
}

// one scans a single column of text.
func one(s *string) []any { return []any{s} }
