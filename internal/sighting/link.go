package sighting

import (
	"context"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

var (
	setFile = store.WriteUnit(`UPDATE sighting SET child_id = $4, subject_id = $5 WHERE owner_id = $1 AND id = $2 AND child_id = $3 AND NOT removed`)
	follow  = store.WriteUnit(`UPDATE sighting SET subject_id = $3 WHERE owner_id = $1 AND child_id = $2`)
)

// Link says of sightings that are linked to no file that the child seen is the
// one of a file. It fails with store.ErrConflict when one of them was linked or
// removed meanwhile. The grant's permission must touch "sighting".
func Link(tx *store.Tx, sightings []string, file, subject string) error {
	for _, id := range sightings {
		if err := relink(tx, id, "", file, subject, "link"); err != nil {
			return err
		}
	}
	return nil
}

// relink takes a sighting from one file, or none, to another, and keeps what
// stood before.
func relink(tx *store.Tx, id, from, to, subject, why string) error {
	s, err := Get(tx, id)
	if err != nil {
		return err
	}
	if n, err := tx.Exec(setFile, id, from, to, subject); err != nil || n == 0 {
		return orConflict(err)
	}
	return keep(tx, s, 0, why)
}

func orConflict(err error) error {
	if err == nil {
		return store.ErrConflict
	}
	return err
}

// LinkTo links a sighting to a file that is open and that the person works on.
// g is a grant of access.LinkSightings; the look at the file is recorded.
func LinkTo(ctx context.Context, files child.Files, g access.Grant, id, file string) error {
	var subject string
	err := workOn(ctx, files, g, file, func(f *child.File) error {
		subject = f.Subject
		if !f.May.Write {
			return access.ErrDenied
		}
		return nil
	})
	if err != nil {
		return err
	}
	return files.DB.Change(ctx, g, about(id), func(tx *store.Tx) error { return Link(tx, []string{id}, file, subject) })
}

// workOn opens a file to somebody who works on it; to others it is not there.
func workOn(ctx context.Context, files child.Files, g access.Grant, file string, look func(f *child.File) error) error {
	opening, err := g.Also(access.OpenFiles)
	if err != nil {
		return err
	}
	return files.Open(ctx, opening, child.Ask{ID: file, Purpose: child.Care}, func(_ *store.Tx, f *child.File) error { return look(f) })
}

// Unlink takes a sighting off the file it is linked to, in whatever state that
// is. It is for those who work on the file; the look at it is recorded.
func Unlink(ctx context.Context, files child.Files, g access.Grant, id, file string) error {
	if err := workOn(ctx, files, g, file, func(*child.File) error { return nil }); err != nil {
		return err
	}
	return files.DB.Change(ctx, g, about(id), func(tx *store.Tx) error { return relink(tx, id, file, "", "", "unlink") })
}

// Follow carries the subject of a file along to the sightings linked to it, as
// when two files are found to be one child. It is no correction of them. The
// grant's permission must touch "sighting".
func Follow(tx *store.Tx, file, subject string) error {
	_, err := tx.Exec(follow, file, subject)
	return err
}

// Words are a sighting in one line, for the pages of a file.
func Words(l text.Lang, s child.Sighted) string {
	return code.StreetActivities.Label(l, s.Activity) + ", " + code.PlaceClasses.Label(l, s.Place) + ", " + code.TimeBands.Label(l, s.Band)
}
