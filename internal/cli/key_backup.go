package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"tryeza/internal/access"
	"tryeza/internal/backup"
	"tryeza/internal/store"
)

var errNoKeys = errors.New("there are no keys of casework with --no-casework")

type backupKeysCmd struct {
	Out     string `help:"File to write, away from the data." required:"" placeholder:"FILE"`
	Replace bool   `help:"Write over an earlier file of keys, of which nothing is left."`
}

// Run writes the file and reads it again to its end.
func (c backupKeysCmd) Run(ctx context.Context, d *Databases, out output) error {
	if err := d.elsewhere(c.Out); err != nil {
		return err
	}
	return d.withKeys(ctx, func(r rooms, g access.Grant) error {
		m, err := backup.MakeKeys(ctx, g, c.Out, c.Replace, r.keys)
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s exists already; nothing was written; --replace writes over it, so that no key that was destroyed since is left in it", c.Out)
		}
		if err == nil {
			fmt.Fprintf(out, "Written and checked: %s, %s. Keep this one copy of the keys, and not with a backup of the data.\n", c.Out, counted(m.Rows(), "row"))
		}
		return err
	})
}

type restoreKeysCmd struct {
	File string `arg:"" help:"A file written by 'tryeza key backup'."`
}

// Run fills the room of the keys, which must be empty, and makes it, and the
// folder it was given, when there is none.
func (c restoreKeysCmd) Run(ctx context.Context, d *Databases, out output) error {
	f, size, err := opened(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := d.exist(); err != nil {
		return err
	}
	if err := d.makeKeys(ctx); err != nil {
		return err
	}
	return d.withKeys(ctx, func(r rooms, g access.Grant) error {
		m, err := store.RestoreKeys(ctx, g, f, size, r.keys)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "Restored: %s, as of %s.\n", counted(m.Rows(), "row"), m.Created.UTC().Format("2006-01-02 15:04 UTC"))
		if err := verify(ctx, rooms{keys: r.keys}, out); err != nil {
			return err
		}
		return r.keys.Change(ctx, g, store.Subject{Kind: "backup", ID: m.Created.String()}, func(*store.Tx) error { return nil })
	})
}

// makeKeys makes the room of the keys and the folder it was given, as restoring
// data makes theirs.
func (d *Databases) makeKeys(ctx context.Context) error {
	if d.NoCasework {
		return errNoKeys
	}
	if d.Keys != "" && !isPostgres(d.Keys) {
		if err := os.MkdirAll(d.Keys, 0o700); err != nil {
			return err
		}
	}
	r, err := d.createAll(ctx)
	if err != nil {
		return err
	}
	return r.close()
}

// withKeys runs f on the rooms, that of the keys among them, with the grant to
// keep it.
func (d *Databases) withKeys(ctx context.Context, f func(rooms, access.Grant) error) error {
	if d.NoCasework {
		return errNoKeys
	}
	g, err := operator().May(access.KeepFileKeys, access.Keys)
	if err != nil {
		return err
	}
	return d.withAll(ctx, func(r rooms) error { return f(r, g) })
}

// opened is a file with its size.
func opened(path string) (*os.File, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}
