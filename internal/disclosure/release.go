package disclosure

import (
	"context"
	"errors"
	"slices"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A Release is a part of a file that one person outside its team may read.
type Release struct {
	To      string
	Classes child.Set
	Purpose string // Purposes
	Why     string
	Until   store.Time // not included
}

// errTooLong says that a release would run longer than the unit lets it.
var errTooLong = errors.New("disclosure: a release may not run so long")

// Release lets somebody read a part of a file. It is for those who work on the
// file; to others it is not there. g is for access.Disclose.
func (s *Service) Release(ctx context.Context, g access.Grant, file string, x Release) error {
	return s.Files.Change(ctx, g, child.Ask{ID: file, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		if err := x.check(tx, file); err != nil {
			return err
		}
		id := tx.NewID()
		sealed, err := f.Seal([]byte(x.Why), placeOf("reason", id))
		if err != nil {
			return err
		}
		set := x.Classes | child.SetOf(child.Existence)
		err = rights.Add(tx, Right{ID: id, Child: file, Person: x.To, Kind: release, Classes: set.String(), Purpose: x.Purpose,
			From: tx.Now(), Until: x.Until, By: g.Actor(), reason: sealed})
		if err != nil {
			return err
		}
		return notify(tx, "release", id, x.To)
	})
}

// check holds a release against the file and the unit's limit. Why somebody is
// refused is not said: it may be a conflict of interest, which is not everybody's
// to know.
func (x Release) check(tx *store.Tx, file string) error {
	days, err := releaseDays(tx)
	if err != nil {
		return err
	}
	if !x.Until.After(tx.Now().Time) || x.Until.After(tx.Now().AddDate(0, 0, days)) {
		return errTooLong
	}
	relations, err := store.All(tx, relationOf, one, file, x.To, text.DayOf(tx.Now().Time))
	if err == nil && len(relations) > 0 {
		err = web.Refuse("Këtij personi nuk mund t’i lejohet kjo dosje: zgjidhni një tjetër, ose pyesni përgjegjësin e njësisë.")
	}
	return err
}

// End ends a release at once. It is for those who work on the file and for the
// supervisor. g is for access.Disclose.
func (s *Service) End(ctx context.Context, g access.Grant, file, id string) error {
	look, err := g.Also(access.OpenFiles)
	if err != nil {
		return err
	}
	err = s.Files.Open(ctx, look, child.Ask{ID: file}, func(_ *store.Tx, f *child.File) error { return own(f) })
	if err != nil {
		return err
	}
	return s.Files.DB.Change(ctx, g, child.About("disclosure", id), func(tx *store.Tx) error {
		r, err := rights.Get(tx, id)
		switch {
		case err != nil:
			return err
		case r.Child != file || r.Kind != release:
			return store.ErrNotFound
		case !r.Runs(tx.Now()):
			return nil
		}
		return r.end(tx)
	})
}

// own refuses those who neither work on the file nor look after those who do.
func own(f *child.File) error {
	if f.Purpose != child.Care && f.Purpose != child.Supervise {
		return access.ErrDenied
	}
	return nil
}

// TellOutside records what an institution was told. g is for access.Disclose.
func (s *Service) TellOutside(ctx context.Context, g access.Grant, file string, t Told) error {
	return s.Files.Change(ctx, g, child.Ask{ID: file, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
		f.Add(tx, t)
		return nil
	})
}

var (
	rightsOf = store.ReadUnit(`SELECT id, version, ` + rightColumns + ` FROM disclosure_right
		WHERE owner_id = $1 AND child_id = $2 ORDER BY from_at DESC, id`)
	inTeam = store.ReadUnit(`SELECT person_id FROM child_person
		WHERE owner_id = $1 AND child_id = $2 AND relation = 'team' AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)`)
)

// outside are the people of the unit who may be let read a part of a file: they
// hold a role that can, and are not in its team.
func outside(tx *store.Tx, people []child.Member, file string) ([]child.Member, error) {
	team, err := store.All(tx, inTeam, one, file, text.DayOf(tx.Now().Time))
	var list []child.Member
	for _, m := range people {
		known := slices.ContainsFunc(list, func(x child.Member) bool { return x.Person == m.Person })
		if m.Role.OfUnit() && !slices.Contains(team, m.Person) && !known {
			list = append(list, m)
		}
	}
	text.Sort(list, func(m child.Member) string { return m.Name })
	return list, err
}

// zone is where days begin.
func zone() *time.Location {
	z, err := time.LoadLocation("Europe/Tirane") // package text brings the zones
	if err != nil {
		panic("disclosure: no time zone of Albania: " + err.Error())
	}
	return z
}

// instant is an hour "15:04" of a day in Albania; "" is the end of the day.
func instant(day, hour string) (store.Time, error) {
	t, err := time.ParseInLocation(time.DateOnly, day, zone())
	if err != nil || hour == "" {
		return store.At(t.AddDate(0, 0, 1)), err
	}
	t, err = time.ParseInLocation(time.DateOnly+" 15:04", day+" "+hour, zone())
	return store.At(t), err
}
