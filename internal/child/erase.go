package child

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// ErrHeld says that a file must not be erased now.
var ErrHeld = errors.New("child: the file must not be erased: it is held, or its case is open")

// Why a file does not open although it is there: for people, and for programs
// seal.ErrErased.
var (
	errErased = fmt.Errorf("%w: %w", seal.ErrErased, web.Refuse("Kjo dosje është fshirë: çelësi i saj u shkatërrua dhe askush nuk mund ta lexojë më, as nga një kopje rezervë."))
	errOlder  = fmt.Errorf("%w: %w", seal.ErrErased, web.Refuse("Kjo dosje vjen nga një kopje rezervë e vjetër: që atëherë çelësi i saj u ndërrua dhe i vjetri u shkatërrua. Duhet rivendosur një kopje më e re."))
)

// gone says why nothing of a child can be read: all its keys were destroyed, or
// the one that its file is sealed with. That a key is not there at all says
// nothing: the room of the keys may be another one.
func (u *UnitKeys) gone(child, key string) error {
	live := u.live(child)
	known := slices.ContainsFunc(u.list, func(k keptKey) bool { return k.child == child })
	switch {
	case known && len(live) == 0:
		return errErased
	case slices.ContainsFunc(u.list, func(k keptKey) bool { return k.id == key && len(k.wrapped) == 0 }):
		return errOlder
	}
	return nil
}

// live are the keys of a child that were not destroyed.
func (u *UnitKeys) live(child string) (ids []string) {
	for _, k := range u.list {
		if k.child == child && len(k.wrapped) > 0 {
			ids = append(ids, k.id)
		}
	}
	return ids
}

// What stays of an erased file is what past figures were made of: that there was
// a child, from when to when, its sex, its municipality, the plan, the outcome.
var (
	headOnly = store.WriteUnit(`UPDATE child SET version = version + 1, state = 'erased', key_id = '', tip = $3, opened_by = '', worker_id = '', risk = '',
		assessed_on = '', gtn_on = '', review_on = '', closed_on = $4, outcome = $5, merged_into = '', received = '', touched_on = $6
		WHERE owner_id = $1 AND id = $2`)
	dropItems    = store.WriteUnit(`DELETE FROM child_item WHERE owner_id = $1 AND child_id = $2`)
	dropContents = store.WriteUnit(`DELETE FROM child_content WHERE owner_id = $1 AND child_id = $2`)
	dropPeople   = store.WriteUnit(`DELETE FROM child_person WHERE owner_id = $1 AND child_id = $2`)
	holdsOn      = store.ReadUnit(`SELECT count(*) FROM retention_hold WHERE owner_id = $1 AND child_id = $2 AND from_on <= $3 AND (until_on = '' OR until_on >= $3)`)
	answeredOn   = store.ReadUnit(`SELECT COALESCE(max(answered_on), '') FROM handover_offer WHERE owner_id = $1 AND child_id = $2 AND state = 'accepted'`)
)

// Erase destroys the keys of a file for good and then takes away what they
// sealed. Of the file stays what past figures were made of. why is a code, which
// is recorded. A file of an open case, or one that is held, is refused with
// ErrHeld. g is for access.Retain. Killed between the two rooms, Reconcile ends
// it.
func (f Files) Erase(ctx context.Context, g access.Grant, id, why string) error {
	if err := f.erase(ctx, g, id, why); err != nil {
		return err
	}
	return f.Keys.DB.Scrub(ctx)
}

// EraseAll is Erase for many files; what is held by then is left as it is.
func (f Files) EraseAll(ctx context.Context, g access.Grant, ids []string, why string) (erased, held []string, err error) {
	for _, id := range ids {
		switch err := f.erase(ctx, g, id, why); {
		case errors.Is(err, ErrHeld):
			held = append(held, id)
		case err != nil:
			return erased, held, err
		default:
			erased = append(erased, id)
		}
	}
	if len(erased) == 0 {
		return erased, held, nil
	}
	return erased, held, f.Keys.DB.Scrub(ctx)
}

// erase is Erase, leaving traces of the keys in the files of their room until
// they are scrubbed.
func (f Files) erase(ctx context.Context, g access.Grant, id, why string) error {
	return f.DB.Change(ctx, g, store.Subject{Kind: "erase:" + why, ID: id}, func(tx *store.Tx) error {
		c, err := store.One(tx, oneChild, (*Child).fields, id)
		if err != nil || c.State == Erased {
			return err
		}
		day := text.DayOf(tx.Now().Time)
		if err := erasable(tx, c, day); err != nil {
			return err
		}
		// The keys go while nobody can write in the unit, so that no hold comes
		// between. To destroy them twice does no harm.
		if err := f.Keys.shut(ctx, tx.Grant().Scope().ID, id); err != nil {
			return err
		}
		return f.empty(tx, c, day)
	})
}

// erasable refuses a file that is held, and an open one of a case that no other
// unit has taken over.
func erasable(tx *store.Tx, c Child, day string) error {
	held, err := store.Value[int](tx, holdsOn, c.ID, day)
	if err != nil {
		return err
	}
	moved, err := movedOn(tx, c.ID)
	if err == nil && (held > 0 || c.Held || c.State == Opened && moved == "") {
		err = ErrHeld
	}
	return err
}

// movedOn is the day another unit took the case over, "" when none did.
func movedOn(tx *store.Tx, id string) (string, error) { return store.Value[string](tx, answeredOn, id) }

// empty takes away all that was sealed, all of the head that no figure needs, and
// what others noted of the child.
func (f Files) empty(tx *store.Tx, c Child, day string) error {
	if f.OnErase != nil {
		if err := f.OnErase(tx, c.ID); err != nil {
			return err
		}
	}
	for _, q := range []store.Query{dropContents, dropIndex, dropItems, dropPeople} {
		if _, err := tx.Exec(q, c.ID); err != nil {
			return err
		}
	}
	on, outcome, err := ended(tx, c, day)
	if err == nil {
		_, err = tx.Exec(headOnly, c.ID, []byte{}, on, outcome, day)
	}
	return err
}

// ended is when and how a case ended, for the figures: an erased file must not
// count as an open one. A file that was merged says nothing of its own.
func ended(tx *store.Tx, c Child, day string) (on, outcome string, err error) {
	moved, err := movedOn(tx, c.ID)
	switch {
	case c.ClosedOn != "":
		return c.ClosedOn, c.Outcome, err
	case moved != "":
		return moved, "moved", err
	case c.State == Merged:
		return c.OpenedOn, "", err
	}
	return day, "unknown", err
}

// shut destroys every key of a child.
func (v Vault) shut(ctx context.Context, unit, child string) error {
	return v.DB.Change(ctx, v.Keeper, store.Subject{Kind: "key", ID: child}, func(tx *store.Tx) error {
		_, err := tx.Exec(destroyKeys, unit, child, wrapped{}, tx.Now(), never)
		return err
	})
}
