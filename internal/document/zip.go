package document

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"slices"
	"time"
)

// writeZip writes parts as a zip file that is the same every time: the list of types first, as readers expect, then
// by name, all with the same time.
func writeZip(w io.Writer, parts map[string][]byte, at time.Time) error {
	names := slices.Sorted(maps.Keys(parts))
	if i := slices.Index(names, typesPart); i > 0 {
		names = slices.Insert(slices.Delete(names, i, i+1), 0, typesPart)
	}
	z := zip.NewWriter(w)
	for _, name := range names {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipTime(at)})
		if err != nil {
			return err
		}
		if _, err := f.Write(parts[name]); err != nil {
			return err
		}
	}
	return z.Close()
}

// zipTime brings a time into what zip can hold (from 1980).
func zipTime(at time.Time) time.Time {
	at = at.UTC().Truncate(time.Second)
	if at.Year() < 1980 || at.Year() > 2100 {
		return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return at
}

// readZip reads all parts of a zip file of ours.
func readZip(file []byte) (map[string][]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		if parts[f.Name], err = readEntry(f, 1<<40); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

// readEntry reads one entry, whatever size it claims to have, up to a limit; past it ErrTemplateTooLarge.
func readEntry(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = ErrTemplateTooLarge
	}
	return data, err
}
