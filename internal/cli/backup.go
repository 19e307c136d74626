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

type backupCmd struct {
	Output string `short:"o" help:"File to write; it must not exist yet." required:"" placeholder:"FILE"`
}

// Run writes the file, reads it again to its end, and says what is in it.
func (c backupCmd) Run(ctx context.Context, d *Databases, out output) error {
	g, err := operator().May(access.MakeBackup, access.System)
	if err != nil {
		return err
	}
	return d.with(ctx, func(r rooms) error {
		m, err := backup.Make(ctx, g, c.Output, r.data()...)
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s exists already; nothing was written", c.Output)
		}
		if err == nil {
			fmt.Fprintf(out, "Written and checked: %s, %s.\n", c.Output, counted(m.Rows(), "row"))
		}
		return err
	})
}

type restoreCmd struct {
	File string `arg:"" help:"A file written by 'tryeza backup' or by the button."`
}

// Run fills the databases, which it creates if there are none, and then looks
// at the audit trail. A trail that was broken when the backup was made is told.
func (c restoreCmd) Run(ctx context.Context, d *Databases, out output) error {
	f, size, err := opened(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := d.create(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.restore(ctx, r, f, size, out), r.close())
}

func (c restoreCmd) restore(ctx context.Context, r rooms, f *os.File, size int64, out output) error {
	g, err := operator().May(access.RestoreBackup, access.System)
	if err != nil {
		return err
	}
	m, err := store.Restore(ctx, g, f, size, r.data()...)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Restored: %s, as of %s.\n", counted(m.Rows(), "row"), m.Created.UTC().Format("2006-01-02 15:04 UTC"))
	if err := verify(ctx, r, out); err != nil {
		return err
	}
	return r.committee.Change(ctx, g, store.Subject{Kind: "backup", ID: m.Created.String()}, func(*store.Tx) error { return nil })
}
