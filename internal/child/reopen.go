package child

import (
	"context"
	"errors"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// Reopen opens a closed file to be worked on again, and saves what write added
// to it. It is for those who would write in it if it were open; to anybody else,
// and for a file that is not closed, it fails with access.ErrDenied. write must
// set the state.
func (f Files) Reopen(ctx context.Context, g access.Grant, id string, write func(tx *store.Tx, file *File) error) error {
	a := Ask{ID: id, Purpose: Care}
	keys, err := f.Keys.Month(ctx, g.Scope().ID, id)
	if err != nil {
		return err
	}
	err = f.DB.Change(ctx, g, a.subject(), func(tx *store.Tx) error {
		file, err := open(tx, keys, a)
		if err != nil {
			return err
		}
		if file.State != Closed || file.May.OwnOnly || file.May.Read != whole {
			return access.ErrDenied
		}
		if err := write(tx, file); err != nil {
			return err
		}
		return file.save(tx)
	})
	if errors.Is(err, access.ErrDenied) {
		return errors.Join(err, f.looked(ctx, g, a, 0))
	}
	return err
}
