package seal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// NewKeyFile writes a new root key, 32 random bytes that only their owner may
// read. The file appears whole or not at all, and never in the place of another.
func NewKeyFile(path string) (Root, error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-key-*") // mode 0600
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	var key [keyBytes]byte
	_, err = f.Write(random(key[:]))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(f.Name(), path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("%s exists already: %w", path, fs.ErrExist)
		}
		return nil, err
	}
	return NewRoot(key), syncFolder(filepath.Dir(path))
}

// syncFolder makes a new name in a folder survive a power cut.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// FromKeyFile reads the root key that NewKeyFile wrote. It refuses a file that
// anybody but its owner may read.
func FromKeyFile(path string) (Root, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() != keyBytes:
		return nil, fmt.Errorf("%s is not a key file", path)
	case info.Mode().Perm()&0o077 != 0:
		return nil, fmt.Errorf("others may read the key file %s; 'chmod 600 %s' keeps it to its owner", path, path)
	}
	var key [keyBytes]byte
	if n, err := f.Read(key[:]); err != nil || n != keyBytes {
		return nil, fmt.Errorf("%s could not be read whole: %w", path, err)
	}
	return NewRoot(key), nil
}
