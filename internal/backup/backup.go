// Package backup keeps copies of all data in Tryeza, each in one file, and keeps
// a copy only after it has read it again from the first byte to the last. The
// keys that files of children are sealed with go into a file of their own, of
// which there is one.
//
// It does not bring a copy back: that is done at the command line, into new
// databases. It shows nobody what is in a copy.
package backup

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Copy is one backup file. It was checked before it got its name.
type Copy struct {
	Name string
	Size int64 // bytes
	At   time.Time
}

// unchecked ends the name of a file that is still being written or read again.
const unchecked = ".part"

// Make writes everything in the rooms into a new file at path, and checks it.
// The audit trail says so first, so the copy holds the event of its own making.
// A file that exists is left alone: fs.ErrExist.
func Make(ctx context.Context, g access.Grant, path string, rooms ...*store.DB) (store.Manifest, error) {
	if _, err := os.Lstat(path); err == nil {
		return store.Manifest{}, &fs.PathError{Op: "backup", Path: path, Err: fs.ErrExist}
	}
	on := store.Subject{Kind: "backup", ID: filepath.Base(path)}
	if err := rooms[0].Change(ctx, g, on, func(*store.Tx) error { return nil }); err != nil {
		return store.Manifest{}, err
	}
	m, err := checked(path+unchecked, func(w io.Writer) (store.Manifest, error) { return store.Backup(ctx, g, w, rooms...) })
	if err == nil {
		err = os.Rename(path+unchecked, path)
	}
	if err != nil {
		return m, errors.Join(err, ignoreMissing(os.Remove(path+unchecked)))
	}
	return m, syncFolder(filepath.Dir(path))
}

// checked writes a file and reads it again. The file says when it was made by
// the clock of Tryeza.
func checked(path string, fill func(io.Writer) (store.Manifest, error)) (store.Manifest, error) {
	m, err := write(path, fill)
	if err == nil {
		err = check(path, m)
	}
	if err == nil {
		err = os.Chtimes(path, m.Created.Time, m.Created.Time)
	}
	return m, err
}

// write fills a new file, readable by its owner only, down to the disk.
func write(path string, fill func(io.Writer) (store.Manifest, error)) (m store.Manifest, err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<16)
	if m, err = fill(w); err != nil {
		return m, err
	}
	return m, errors.Join(w.Flush(), f.Sync())
}

// check reads the file again and compares it with what was to be written.
func check(path string, want store.Manifest) error {
	got, err := Check(path)
	if err == nil && !reflect.DeepEqual(got, want) {
		err = store.ErrDamaged
	}
	if err != nil {
		return fmt.Errorf("the file was written, and cannot be read again: %w", err)
	}
	return nil
}

// Check reads a backup file to its end and returns what it holds.
func Check(path string) (store.Manifest, error) {
	f, err := os.Open(path)
	if err != nil {
		return store.Manifest{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return store.Manifest{}, err
	}
	return store.CheckBackup(f, info.Size())
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// syncFolder makes the name of a new file survive a power cut.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// nameAt is the name of the copy made at an instant, by the day and hour in Albania.
func nameAt(t time.Time) string {
	hour := strings.ReplaceAll(text.HourOf(t), ":", "")
	return "tryeza-" + text.DayOf(t) + "-" + hour + t.Format("05") + ".zip"
}

// list reads which copies are in a folder, the newest first. A folder that does
// not exist yet has none.
func list(folder string) ([]Copy, error) {
	entries, err := os.ReadDir(folder)
	if err := ignoreMissing(err); err != nil {
		return nil, err
	}
	var copies []Copy
	for _, e := range entries {
		if e.IsDir() || filepath.Ext(e.Name()) != ".zip" {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return nil, err
		}
		copies = append(copies, Copy{e.Name(), info.Size(), info.ModTime()})
	}
	slices.SortFunc(copies, func(a, b Copy) int { return cmp.Or(b.At.Compare(a.At), strings.Compare(b.Name, a.Name)) })
	return copies, nil
}
