package child

import (
	"context"
	"errors"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// ErrOffered says that a file is offered to another unit, which has not answered
// yet: until then it must stay as it is.
var ErrOffered = errors.New("child: the file is offered to another unit")

// Pair opens two files of the unit at once, for who works on both or supervises,
// and saves what write changed in either, all or nothing. Both looks are
// recorded. A file that may not be read is not there; one that another unit has
// taken over is not either.
func (f Files) Pair(ctx context.Context, g access.Grant, a, b string, write func(tx *store.Tx, one, two *File) error) error {
	asks := [2]Ask{{ID: a}, {ID: b}}
	var keys [2]*UnitKeys
	var err error
	for i, ask := range asks {
		if keys[i], err = f.Keys.Month(ctx, g.Scope().ID, ask.ID); err != nil {
			return err
		}
	}
	var seen [2]Set
	err = f.DB.Change(ctx, g, asks[0].subject(), func(tx *store.Tx) error {
		var files [2]*File
		for i, ask := range asks {
			if files[i], err = openOfPair(tx, keys[i], ask); err != nil {
				return err
			}
			seen[i], asks[i].Purpose = files[i].May.Read, files[i].Purpose
		}
		if err := write(tx, files[0], files[1]); err != nil {
			return err
		}
		return errors.Join(files[0].save(tx), files[1].save(tx))
	})
	for i, ask := range asks {
		err = errors.Join(err, f.looked(ctx, g, ask, seen[i]))
	}
	return err
}

func openOfPair(tx *store.Tx, keys *UnitKeys, a Ask) (*File, error) {
	file, err := open(tx, keys, a)
	switch {
	case err != nil:
		return nil, err
	case file.Purpose != Care && file.Purpose != Supervise, file.Standing == Moved:
		return nil, access.ErrDenied
	case file.Offered:
		return nil, ErrOffered
	}
	return file, nil
}

// Lines are the items of a kind that the reader may read, each in one line, for
// pages that show two files side by side.
func Lines(l text.Lang, f *File, kind string) []string {
	var list []string
	for _, it := range f.Items(kind) {
		var said []string
		for _, r := range rowsOf(l, it) {
			said = append(said, r.Label+": "+r.Value)
		}
		list = append(list, strings.Join(said, "; "))
	}
	return list
}

// KindName is what people call a kind of item.
func KindName(l text.Lang, kind string) string {
	k, _ := kindOf(kind)
	return k.Name(l)
}
