package sighting

import (
	"context"
	"errors"
	"reflect"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

var unitOf = store.ReadUnit(`SELECT committee_id, municipality FROM unit WHERE owner_id = $1`)

// A home is where a unit lies.
type home struct{ committee, municipality string }

func (h *home) fields() []any { return []any{&h.committee, &h.municipality} }

func about(id string) store.Subject { return child.About("sighting", id) }

func notePlace(id string, version int64) seal.Place {
	return seal.Place{Table: "sighting", Record: id, Column: "note", Version: version}
}

// Record writes a new sighting with what whoever was there noted. Its id was
// given to the form with NewID, so that a form sent twice over a bad network
// records one child once. g is a grant of access.RecordSightings.
func Record(ctx context.Context, files child.Files, g access.Grant, s Sighting, note string) (err error) {
	if s.note, err = sealed(ctx, files, g, note, notePlace(s.ID, 1)); err != nil {
		return err
	}
	return files.DB.Change(ctx, g, about(s.ID), func(tx *store.Tx) error {
		if there, err := Get(tx, s.ID); !errors.Is(err, store.ErrNotFound) {
			return again(tx, there, err)
		}
		h, err := store.One(tx, unitOf, (*home).fields)
		if err != nil {
			return err
		}
		s.Committee, s.At, s.By, s.Child, s.Subject, s.Removed = h.committee, tx.Now(), tx.Grant().Actor(), "", "", false
		return sightings.Add(tx, s)
	})
}

// again is the answer to a form that was sent before.
func again(tx *store.Tx, there Sighting, err error) error {
	if err == nil && there.By != tx.Grant().Actor() {
		return access.ErrDenied
	}
	return err
}

func sealed(ctx context.Context, files child.Files, g access.Grant, note string, at seal.Place) ([]byte, error) {
	if note == "" {
		return nil, nil
	}
	keys, err := files.Keys.Month(ctx, g.Scope().ID, "")
	if err != nil {
		return nil, err
	}
	return keys.Seal([]byte(note), at)
}

// A Writing is a sighting with its note, while it is changed.
type Writing struct {
	Sighting
	Note string
}

// Change alters a sighting of which version was shown, and keeps what stood
// before with the reason. It fails with store.ErrConflict when somebody changed
// it meanwhile. What changes nothing writes nothing.
func Change(ctx context.Context, files child.Files, g access.Grant, id string, version int64, why string, alter func(tx *store.Tx, w *Writing) error) error {
	keys, err := files.Keys.Month(ctx, g.Scope().ID, "")
	if err != nil {
		return err
	}
	return files.DB.Change(ctx, g, about(id), func(tx *store.Tx) error {
		before, err := writing(tx, keys, id)
		if err != nil {
			return err
		}
		if before.Version != version {
			return store.ErrConflict
		}
		after := before
		if err := alter(tx, &after); err != nil {
			return err
		}
		return save(tx, keys, before, after, why)
	})
}

func writing(tx *store.Tx, keys *child.UnitKeys, id string) (w Writing, err error) {
	if w.Sighting, err = Get(tx, id); err != nil || !w.HasNote() {
		return w, err
	}
	plain, err := keys.Open(w.note, notePlace(w.ID, w.Version))
	w.Note = string(plain)
	return w, err
}

func save(tx *store.Tx, keys *child.UnitKeys, before, after Writing, why string) error {
	if sameAs(before, after) {
		return nil
	}
	after.note = nil
	if after.Note != "" {
		b, err := keys.Seal([]byte(after.Note), notePlace(before.ID, before.Version+1))
		if err != nil {
			return err
		}
		after.note = b
	}
	if err := keep(tx, before.Sighting, before.Version, why); err != nil {
		return err
	}
	return sightings.Edit(tx, before.ID, before.Version, func(s *Sighting) error {
		*s = after.Sighting
		return nil
	})
}

// sameAs reports whether nothing was altered. Two sealed notes never look alike.
func sameAs(a, b Writing) bool {
	a.note, b.note = nil, nil
	return reflect.DeepEqual(a, b)
}

// Note is what was noted of a sighting: "" when nothing was.
func Note(ctx context.Context, files child.Files, g access.Grant, s Sighting) (string, error) {
	if !s.HasNote() {
		return "", nil
	}
	keys, err := files.Keys.Of(ctx, g.Scope().ID, "")
	if err != nil {
		return "", err
	}
	plain, err := keys.Open(s.note, notePlace(s.ID, s.Version))
	return string(plain), err
}

// mine reports whether the person may read the note of a sighting and change
// it: who recorded it may, and those of the unit who work on files, but for a
// conflict of interest with the file it is linked to.
func mine(tx *store.Tx, s Sighting) (bool, error) {
	if s.By == tx.Grant().Actor() {
		return true, nil
	}
	barred, err := barred(tx, s)
	return err == nil && !barred && tx.Grant().Can(access.LinkSightings), err
}

// barred reports whether the person has a conflict of interest with the file that
// a sighting is linked to.
func barred(tx *store.Tx, s Sighting) (bool, error) { return related(tx, s, "conflict") }

// related reports whether the person stands in a relation to that file today.
func related(tx *store.Tx, s Sighting, relation string) (bool, error) {
	n, err := store.Value[int](tx, relationsWith, s.Child, tx.Grant().Actor(), relation, text.DayOf(tx.Now().Time))
	return n > 0, err
}

// needMine fails with access.ErrDenied unless the sighting is mine.
func needMine(tx *store.Tx, s Sighting) error {
	ok, err := mine(tx, s)
	if err == nil && !ok {
		err = access.ErrDenied
	}
	return err
}

// Remove takes a sighting away for a reason of Reasons, or "undo". It stays in
// the list of what was removed and can be put back.
func Remove(ctx context.Context, files child.Files, g access.Grant, id string, version int64, why string) error {
	return Change(ctx, files, g, id, version, why, func(tx *store.Tx, w *Writing) error {
		if err := needMine(tx, w.Sighting); err != nil {
			return err
		}
		w.Removed = true
		return nil
	})
}

// Restore puts back what was removed.
func Restore(ctx context.Context, files child.Files, g access.Grant, id string, version int64) error {
	return Change(ctx, files, g, id, version, "restore", func(tx *store.Tx, w *Writing) error {
		if err := needMine(tx, w.Sighting); err != nil {
			return err
		}
		w.Removed = false
		return nil
	})
}

var (
	dropNotes = store.WriteUnit(`UPDATE sighting SET note = $3 WHERE owner_id = $1 AND recorded_at < $2 AND length(note) > 0`)
	dropPast  = store.WriteUnit(`UPDATE sighting_past SET note = $3 WHERE owner_id = $1 AND at < $2 AND length(note) > 0`)
)

var (
	forgetNotes = store.WriteUnit(`UPDATE sighting SET note = $3 WHERE owner_id = $1 AND child_id = $2 AND length(note) > 0`)
	forgetPast  = store.WriteUnit(`UPDATE sighting_past SET note = $3 WHERE owner_id = $1 AND length(note) > 0
		AND sighting_id IN (SELECT id FROM sighting WHERE owner_id = $1 AND child_id = $2)`)
)

// Forget forgets the notes of the sightings linked to a file, and of what they
// were before: whoever erases the file erases what was noted of the child. The
// codes stay. The grant's permission must touch "sighting".
func Forget(tx *store.Tx, file string) error {
	if _, err := tx.Exec(forgetPast, file, []byte{}); err != nil {
		return err
	}
	_, err := tx.Exec(forgetNotes, file, []byte{})
	return err
}

// DropNotes forgets the notes of sightings recorded before an instant, and of
// what they were before, and says of how many. The codes stay.
func DropNotes(tx *store.Tx, before store.Time) (int64, error) {
	n, err := tx.Exec(dropNotes, before, []byte{})
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(dropPast, before, []byte{})
	return n, err
}
