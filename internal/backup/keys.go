package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// earlier ends the name of a file of keys that another has taken the place of,
// until nothing is left of it.
const earlier = ".old"

// MakeKeys writes the room of the keys into a file at path, and checks it. One
// that exists is left alone, fs.ErrExist, unless it is to be replaced: what it
// held is then overwritten on the disk, as it may hold keys that were destroyed
// since. At every moment a whole file of keys lies at path.
func MakeKeys(ctx context.Context, g access.Grant, path string, replace bool, keys *store.DB) (store.Manifest, error) {
	if err := replaceable(path, replace); err != nil {
		return store.Manifest{}, err
	}
	on := store.Subject{Kind: "backup", ID: filepath.Base(path)}
	if err := keys.Change(ctx, g, on, func(*store.Tx) error { return nil }); err != nil {
		return store.Manifest{}, err
	}
	if err := shred(path + unchecked); err != nil { // of an attempt that was interrupted
		return store.Manifest{}, err
	}
	m, err := checked(path+unchecked, func(w io.Writer) (store.Manifest, error) { return store.BackupKeys(ctx, g, w, keys) })
	if err != nil {
		return m, errors.Join(err, shred(path+unchecked))
	}
	return m, put(path)
}

// replaceable refuses a file that is there, unless it is one of keys and to be
// replaced. One from an earlier attempt may lie beside it.
func replaceable(path string, replace bool) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	if !replace {
		return &fs.PathError{Op: "backup", Path: path, Err: fs.ErrExist}
	}
	m, err := Check(path)
	if err != nil || len(m.Rooms) != 1 || m.Rooms[0].Room != store.KeyRoom {
		return fmt.Errorf("%s is not a whole file of keys, and was not written over (%w)", path, errors.Join(err, fs.ErrInvalid))
	}
	return nil
}

// put gives the new file its name, and leaves nothing of the one that had it.
func put(path string) error {
	if err := leftOver(path); err != nil {
		return err
	}
	if err := ignoreMissing(os.Link(path, path+earlier)); err != nil {
		return err
	}
	if err := os.Rename(path+unchecked, path); err != nil {
		return err
	}
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return err
	}
	return errors.Join(shred(path+earlier), syncFolder(filepath.Dir(path)))
}

// leftOver removes what an interrupted attempt left: the file before, or a second
// name of the one that is still to be replaced.
func leftOver(path string) error {
	now, err := os.Stat(path)
	before, gone := os.Stat(path + earlier)
	if err == nil && gone == nil && os.SameFile(now, before) {
		return os.Remove(path + earlier)
	}
	return shred(path + earlier)
}

// shred overwrites a file where it lies, down to the disk, and removes it. A file
// that is not there is no error. What a disk that moves its blocks by itself
// keeps, no program can overwrite.
func shred(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return ignoreMissing(err)
	}
	info, err := f.Stat()
	if err == nil {
		_, err = io.CopyN(f, zeros{}, info.Size())
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Remove(path)
}

// zeros is read without end.
type zeros struct{}

// Read implements io.Reader.
func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
