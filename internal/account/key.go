package account

import (
	"context"
	"database/sql/driver"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/seal"
	"tryeza/internal/store"
)

// keptKey is a data key as the database has it.
type keptKey struct {
	id, root string
	wrapped  []byte // empty once destroyed
}

func (k *keptKey) fields() []any { return []any{&k.id, &k.root, &k.wrapped} }

var (
	keptKeys   = store.ReadSystem(`SELECT id, root, wrapped FROM account_key ORDER BY created_at, id`)
	addKey     = store.WriteSystem(`INSERT INTO account_key (id, wrapped, root, created_at, destroyed_at) VALUES ($1, $2, $3, $4, $5)`)
	rewrapKey  = store.WriteSystem(`UPDATE account_key SET wrapped = $2, root = $3 WHERE id = $1`)
	allSecrets = store.ReadSystem(`SELECT ` + personColumns + ` FROM account_person p WHERE p.totp_secret <> '' OR p.totp_next <> '' ORDER BY p.id`)
	setSecrets = store.WriteSystem(`UPDATE account_person SET totp_secret = $2, totp_next = $3 WHERE id = $1`)
)

// wrapped is a wrapped key on its way to the database. The trail, which nothing
// is removed from, must not repeat it: a key could not be destroyed.
type wrapped []byte

// Value implements driver.Valuer.
func (w wrapped) Value() (driver.Value, error) { return []byte(w), nil }

// MarshalJSON writes that something was there, and not what.
func (w wrapped) MarshalJSON() ([]byte, error) { return []byte(`"…"`), nil }

func keeper() access.Grant {
	g, err := Operator().May(access.KeepKeys, access.System)
	if err != nil {
		panic("account: the policy lets nobody keep the keys")
	}
	return g
}

// ErrNoFit is why a root does not serve: the database has data keys that it
// does not open.
var ErrNoFit = errors.New("the root key does not fit this database")

// Keys opens the data keys of the accounts with root. The first time it makes
// one, and seals what an earlier release left in clear. It fails with ErrNoFit
// unless root opens every key that was not destroyed: who set up a second factor
// under a wrong root would be shut out as soon as the right one is back.
func Keys(ctx context.Context, db *store.DB, root seal.Root) (*seal.Ring, error) {
	var ring *seal.Ring
	err := db.View(ctx, keeper(), store.Subject{}, func(tx *store.Tx) (err error) {
		ring, _, err = opened(tx, root)
		return err
	})
	if err != nil || ring.Seals() {
		return ring, err
	}
	left := 0
	err = db.Change(ctx, keeper(), store.Subject{Kind: "key"}, func(tx *store.Tx) (err error) {
		ring, left, err = firstKey(tx, root)
		return err
	})
	if err == nil && left > 0 {
		err = db.Scrub(ctx)
	}
	return ring, err
}

// opened is the ring of the keys that root opens, which must be all that were
// not destroyed, and how many are kept.
func opened(tx *store.Tx, root seal.Root) (*seal.Ring, int, error) {
	ring, list, shut, err := tried(tx, root)
	if err != nil || len(shut) == 0 {
		return ring, len(list), err
	}
	opens := "none"
	if ring.Seals() {
		opens = "only some"
	}
	return nil, len(list), fmt.Errorf("%w: %s opens %s of its data keys", ErrNoFit, root.Name(), opens)
}

// tried is the ring of the keys that root opens, all that are kept, and those
// that stay shut. A destroyed key is not shut but gone.
func tried(tx *store.Tx, root seal.Root) (ring *seal.Ring, list, shut []keptKey, err error) {
	list, err = store.All(tx, keptKeys, (*keptKey).fields)
	ring = &seal.Ring{}
	for _, k := range list {
		if err := ring.Add(root, k.id, k.wrapped); err != nil && !errors.Is(err, seal.ErrErased) {
			shut = append(shut, k)
		}
	}
	return ring, list, shut, err
}

// firstKey makes a data key that root opens, unless another process was faster,
// and returns how many people had a secret in clear. Only before there is any
// key is something in clear sealed: later it is not ours, and does not count.
func firstKey(tx *store.Tx, root seal.Root) (*seal.Ring, int, error) {
	ring, kept, err := opened(tx, root)
	if err != nil || ring.Seals() {
		return ring, 0, err
	}
	if err := putNewKey(tx, ring, root); err != nil || kept > 0 {
		return ring, 0, err
	}
	left, err := sealLeft(tx, ring)
	return ring, left, err
}

// putNewKey makes a data key, keeps it under root, and puts it on the ring.
func putNewKey(tx *store.Tx, ring *seal.Ring, root seal.Root) error {
	k := seal.NewKey(tx.NewID())
	b, err := k.Wrap(root)
	if err != nil {
		return err
	}
	_, err = tx.Exec(addKey, k.ID(), wrapped(b), root.Name(), tx.Now(), never)
	ring.Put(k)
	return err
}

// sealLeft seals what stands in clear.
func sealLeft(tx *store.Tx, ring *seal.Ring) (int, error) {
	list, err := store.All(tx, allSecrets, (*Person).fields)
	for _, p := range list {
		var secret, next hidden
		if err == nil {
			secret, err = sealedIfClear(ring, p.ID, inUse, p.secret)
		}
		if err == nil {
			next, err = sealedIfClear(ring, p.ID, setUp, p.next)
		}
		if err == nil {
			_, err = tx.Exec(setSecrets, p.ID, secret, next)
		}
	}
	return len(list), err
}

// sealedIfClear leaves alone what was sealed with a key that is not there any more.
func sealedIfClear(ring *seal.Ring, person, column, kept string) (hidden, error) {
	if strings.HasPrefix(kept, sealedMark) {
		return hidden(kept), nil
	}
	return sealed(ring, person, column, kept)
}

// Rewrap puts the data keys of the accounts under another root, all in one
// transaction. It returns how many the new root then opens, and how many
// neither root opens: those stay as they are. Data keys under the old root are
// then gone from the files as well.
func Rewrap(ctx context.Context, db *store.DB, from, to seal.Root) (done, left int, err error) {
	err = db.Change(ctx, keeper(), store.Subject{Kind: "key"}, func(tx *store.Tx) error {
		done, left = 0, 0
		list, err := store.All(tx, keptKeys, (*keptKey).fields)
		for _, k := range list {
			if err == nil && len(k.wrapped) > 0 {
				err = k.rewrap(tx, from, to, &done, &left)
			}
		}
		return err
	})
	if err == nil {
		err = db.Scrub(ctx) // of what the old root opened
	}
	return done, left, err
}

func (k keptKey) rewrap(tx *store.Tx, from, to seal.Root, done, left *int) error {
	if _, err := seal.Unwrap(to, k.id, k.wrapped); err == nil {
		*done++ // by an earlier attempt
		return nil
	}
	if _, err := seal.Unwrap(from, k.id, k.wrapped); err != nil {
		*left++
		return nil
	}
	b, err := seal.Rewrap(k.id, k.wrapped, from, to)
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

// The columns of account_person that hold a sealed secret.
const (
	inUse = "totp_secret"
	setUp = "totp_next"
)

// sealedMark stands before what is sealed; a secret in clear is base32, and has
// no small letters.
const sealedMark = "sealed:"

func at(person, column string) seal.Place {
	return seal.Place{Table: "account_person", Record: person, Column: column}
}

// sealed is a secret as it is kept; "" stays "".
func sealed(ring *seal.Ring, person, column, secret string) (hidden, error) {
	if secret == "" {
		return "", nil
	}
	b, err := ring.Seal([]byte(secret), at(person, column))
	if err != nil {
		return "", fmt.Errorf("account: no second factor can be kept: %w", err)
	}
	return hidden(sealedMark + base64.RawStdEncoding.EncodeToString(b)), nil
}

// secretOf is the secret that is kept in a column of a person's row. What is
// not sealed is refused.
func (s *Service) secretOf(person, column, kept string) (string, error) {
	text, ok := strings.CutPrefix(kept, sealedMark)
	b, err := base64.RawStdEncoding.DecodeString(text)
	if !ok || err != nil {
		return "", seal.ErrDamaged
	}
	plain, err := s.Keys.Open(b, at(person, column))
	return string(plain), err
}

// newNext is a new secret, sealed, for an application to be set up with.
func (s *Service) newNext(person string) (hidden, error) {
	return sealed(s.Keys, person, setUp, newSecret(newToken(s.DB)))
}
