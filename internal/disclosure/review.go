package disclosure

import (
	"context"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// judge is what a reviewer must be: somebody else, with no conflict of interest
// with the file. To others the entry is not there.
func judge(tx *store.Tx, r Right) error {
	who := tx.Grant().Actor()
	relations, err := store.All(tx, relationOf, one, r.Child, who, text.DayOf(tx.Now().Time))
	switch {
	case err != nil:
		return err
	case r.Kind != emergency || slices.Contains(relations, "conflict"):
		return store.ErrNotFound
	case r.Person == who:
		return web.Refuse("Hyrjen tuaj e shqyrton një tjetër: përgjegjësi ose nëpunësi i mbrojtjes së të dhënave.")
	}
	return nil
}

// Review notes whether an emergency entry was justified, and why. An entry that
// was not ends at once, with all others of the person that run. It can be done
// late: until then the person has no right to enter. g is for access.ReviewLooks.
func (s *Service) Review(ctx context.Context, g access.Grant, id, verdict, words string) error {
	return s.amend(ctx, g, id, func(tx *store.Tx, keys *child.UnitKeys, r Right) error {
		if !r.ReviewedAt.IsZero() {
			return store.ErrConflict
		}
		sealed, err := keys.SealFor(r.Child, []byte(words), placeOf("review", id))
		if err != nil {
			return err
		}
		err = rights.Edit(tx, id, r.Version, func(x *Right) error {
			x.ReviewedAt, x.ReviewedBy, x.Verdict, x.review = tx.Now(), tx.Grant().Actor(), verdict, sealed
			return nil
		})
		if err == nil && verdict == "unjustified" {
			err = endEntries(tx, r.Person)
		}
		if err != nil {
			return err
		}
		return notify(tx, "verdict", id, r.Person)
	})
}

// Restore gives back the right that was lost by an entry which was not
// justified. Only a supervisor can, and says why. g is for access.ReviewLooks.
func (s *Service) Restore(ctx context.Context, g access.Grant, id, words string) error {
	if !slices.Contains(g.Roles(), access.Supervisor) {
		return access.ErrDenied
	}
	return s.amend(ctx, g, id, func(tx *store.Tx, keys *child.UnitKeys, r Right) error {
		if r.Verdict != "unjustified" || !r.RestoredAt.IsZero() {
			return store.ErrConflict
		}
		sealed, err := keys.SealFor(r.Child, []byte(words), placeOf("restored", id))
		if err != nil {
			return err
		}
		err = rights.Edit(tx, id, r.Version, func(x *Right) error {
			x.RestoredAt, x.RestoredBy, x.restored = tx.Now(), tx.Grant().Actor(), sealed
			return nil
		})
		if err != nil {
			return err
		}
		return notify(tx, "verdict", id, r.Person)
	})
}

// amend changes an entry for somebody who may judge it.
func (s *Service) amend(ctx context.Context, g access.Grant, id string, f func(tx *store.Tx, keys *child.UnitKeys, r Right) error) error {
	look, err := g.Also(access.ReadDisclosures)
	if err != nil {
		return err
	}
	r, err := s.right(ctx, look, id)
	if err != nil {
		return err
	}
	keys, err := s.Files.Keys.Of(ctx, g.Scope().ID, r.Child)
	if err != nil {
		return err
	}
	return s.Files.DB.Change(ctx, g, child.About("disclosure", id), func(tx *store.Tx) error {
		r, err := rights.Get(tx, id)
		if err != nil {
			return err
		}
		if err := judge(tx, r); err != nil {
			return err
		}
		return f(tx, keys, r)
	})
}

// right reads one.
func (s *Service) right(ctx context.Context, g access.Grant, id string) (r Right, err error) {
	err = s.Files.DB.View(ctx, g, child.About("disclosure", id), func(tx *store.Tx) (err error) {
		r, err = rights.Get(tx, id)
		return err
	})
	return r, err
}

// words opens a sealed text of a right; what cannot be opened any more, because
// the file was erased, is "".
func words(keys *child.UnitKeys, sealed []byte, column, id string) string {
	if len(sealed) == 0 {
		return ""
	}
	plain, err := keys.Open(sealed, placeOf(column, id))
	if err != nil {
		return ""
	}
	return string(plain)
}
