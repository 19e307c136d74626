package child

import (
	"context"
	"database/sql/driver"
	"errors"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/seal"
	"tryeza/internal/store"
)

// A Vault keeps the keys of the casework room: one for each unit and month,
// wrapped by the root key, and one for each child, wrapped by that of its unit
// and month. A key that was destroyed is gone with all it sealed.
type Vault struct {
	DB     *store.DB // the room of the keys
	Root   seal.Root
	Keeper access.Grant // the program's own, for access.KeepFileKeys
}

// keptKey is a key as the room of the keys has it. Its child is "" for a key of
// the unit.
type keptKey struct {
	id, child, month, parent string
	wrapped                  []byte
}

func (k *keptKey) fields() []any { return []any{&k.id, &k.child, &k.month, &k.parent, &k.wrapped} }

var (
	keysOfChild = store.ReadKeys(`SELECT id, child_id, month, parent, wrapped FROM child_key WHERE unit_id = $1 AND (child_id = '' OR child_id = $2) ORDER BY created_at, id`)
	keysOfUnit  = store.ReadKeys(`SELECT id, child_id, month, parent, wrapped FROM child_key WHERE unit_id = $1 ORDER BY created_at, id`)
	addKey      = store.WriteKeys(`INSERT INTO child_key (id, unit_id, child_id, month, parent, root, wrapped, created_at, destroyed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	destroyKeys = store.WriteKeys(`UPDATE child_key SET wrapped = $3, destroyed_at = $4 WHERE unit_id = $1 AND child_id = $2 AND destroyed_at = $5`)
	destroyOne  = store.WriteKeys(`UPDATE child_key SET wrapped = $3, destroyed_at = $4 WHERE unit_id = $1 AND id = $2`)
)

// never stands in a column of time for what has not happened.
var never store.Time

// wrapped is a wrapped key on its way to the database. The trail, which nothing
// is removed from, must not repeat it: a key could not be destroyed.
type wrapped []byte

// Value implements driver.Valuer.
func (w wrapped) Value() (driver.Value, error) { return []byte(w), nil }

// MarshalJSON writes that something was there, and not what.
func (w wrapped) MarshalJSON() ([]byte, error) { return []byte(`"…"`), nil }

// indexMonth marks the key of a unit that the blind index is made with.
const indexMonth = "index"

// A UnitKeys is the keys of one unit that are at hand, opened as they are
// needed.
type UnitKeys struct {
	unit  string
	root  seal.Root
	list  []keptKey
	open  map[string]*seal.Key
	again func() ([]keptKey, error) // reads the list once more; nil when that was done
}

// Of reads the keys of a unit with those of one of its children; child may be ""
// and need not exist.
func (v Vault) Of(ctx context.Context, unit, child string) (*UnitKeys, error) {
	return v.read(ctx, unit, keysOfChild, unit, child)
}

// all reads the keys of a unit with those of all its children.
func (v Vault) all(ctx context.Context, unit string) (*UnitKeys, error) {
	return v.read(ctx, unit, keysOfUnit, unit)
}

func (v Vault) read(ctx context.Context, unit string, q store.Query, args ...any) (*UnitKeys, error) {
	list := func() (list []keptKey, err error) {
		err = v.DB.View(ctx, v.Keeper, store.Subject{}, func(tx *store.Tx) error {
			list, err = store.All(tx, q, (*keptKey).fields, args...)
			return err
		})
		return list, err
	}
	keys := &UnitKeys{unit: unit, root: v.Root, open: map[string]*seal.Key{}, again: list}
	var err error
	keys.list, err = list()
	return keys, err
}

// find is a key of the list. One that is not there may be newer than the list:
// a file can get a new key while people work on it.
func (u *UnitKeys) find(id string) (keptKey, error) {
	at := func() int { return slices.IndexFunc(u.list, func(k keptKey) bool { return k.id == id }) }
	if at() < 0 && u.again != nil {
		list, err := u.again()
		if u.again = nil; err != nil {
			return keptKey{}, err
		}
		u.list = list
	}
	if i := at(); i >= 0 {
		return u.list[i], nil
	}
	return keptKey{}, seal.ErrErased
}

// key opens a key of the unit by its id.
func (u *UnitKeys) key(id string) (*seal.Key, error) {
	if k := u.open[id]; k != nil {
		return k, nil
	}
	k, err := u.find(id)
	if err != nil {
		return nil, err
	}
	root := u.root
	if k.parent != "" {
		parent, err := u.key(k.parent)
		if err != nil {
			return nil, err
		}
		root = parent.Root()
	}
	opened, err := seal.Unwrap(root, k.id, k.wrapped)
	if err == nil {
		u.open[id] = opened
	}
	return opened, err
}

// sealedWith opens the key that a value was sealed with.
func (u *UnitKeys) sealedWith(sealed []byte) (*seal.Key, error) {
	id, err := seal.KeyOf(sealed)
	if err != nil {
		return nil, err
	}
	return u.key(id)
}

// Open is a value that Seal sealed, or one of a child's file.
func (u *UnitKeys) Open(sealed []byte, p seal.Place) ([]byte, error) {
	k, err := u.sealedWith(sealed)
	if err != nil {
		return nil, err
	}
	return k.Open(sealed, p)
}

// Seal locks a value of the unit that belongs to no child's file, such as the
// note of a sighting. The keys must come from Vault.Month.
func (u *UnitKeys) Seal(plain []byte, p seal.Place) ([]byte, error) {
	k, err := u.newest()
	if err != nil {
		return nil, err
	}
	return k.Seal(plain, p), nil
}

var errNoMonth = errors.New("child: the unit has no key of its own yet")

func (u *UnitKeys) newest() (*seal.Key, error) {
	for _, k := range slices.Backward(u.list) {
		if k.child == "" && k.month != indexMonth && len(k.wrapped) > 0 {
			return u.key(k.id)
		}
	}
	return nil, errNoMonth
}

func (u *UnitKeys) has(month string) bool {
	return slices.ContainsFunc(u.list, func(k keptKey) bool { return k.child == "" && k.month == month && len(k.wrapped) > 0 })
}

// index is the blind index of a value under the unit's key for it.
func (u *UnitKeys) index(kind, value string) ([]byte, error) {
	i := slices.IndexFunc(u.list, func(k keptKey) bool { return k.child == "" && k.month == indexMonth })
	if i < 0 {
		return nil, errNoMonth
	}
	k, err := u.key(u.list[i].id)
	if err != nil {
		return nil, err
	}
	return k.Index(kind, []byte(value)), nil
}

// Month is Of with the key of the unit for this month, and the one of the blind
// index, made when they are not there yet.
func (v Vault) Month(ctx context.Context, unit, child string) (*UnitKeys, error) {
	keys, err := v.Of(ctx, unit, child)
	if err != nil {
		return nil, err
	}
	for _, month := range []string{indexMonth, store.At(v.DB.Now()).UTC().Format("2006-01")} {
		if err == nil && !keys.has(month) {
			err = v.add(ctx, keys, "", month, v.Root, "")
		}
	}
	if _, none := keys.newest(); errors.Is(err, errLeft) && none == nil {
		err = nil // the newest key there is goes on until the next start
	}
	return keys, err
}

// newChild makes the key of a new file, or the next one of a file.
func (v Vault) newChild(ctx context.Context, keys *UnitKeys, child string) (string, error) {
	month, err := keys.newest()
	if err != nil {
		return "", err
	}
	if err := v.add(ctx, keys, child, "", month.Root(), month.ID()); err != nil {
		return "", err
	}
	return keys.list[len(keys.list)-1].id, nil
}

func (v Vault) add(ctx context.Context, keys *UnitKeys, child, month string, root seal.Root, parent string) error {
	k := seal.NewKey(v.DB.NewID())
	b, err := k.Wrap(root)
	if err != nil {
		return err
	}
	err = v.DB.Change(ctx, v.Keeper, store.Subject{Kind: "key", ID: k.ID()}, func(tx *store.Tx) error {
		if parent == "" {
			if err := v.notLeft(tx); err != nil {
				return err
			}
		}
		_, err := tx.Exec(addKey, k.ID(), keys.unit, child, month, parent, root.Name(), wrapped(b), tx.Now(), never)
		return err
	})
	if err == nil {
		keys.list = append(keys.list, keptKey{id: k.ID(), child: child, month: month, parent: parent, wrapped: b})
		keys.open[k.ID()] = k
	}
	return err
}

// destroy shuts the file of a child for good, and leaves nothing of its keys in
// the files of the room.
func (v Vault) destroy(ctx context.Context, unit, child string) error {
	if child == "" {
		return errNoMonth
	}
	if err := v.shut(ctx, unit, child); err != nil {
		return err
	}
	return v.DB.Scrub(ctx)
}
