package media

import (
	"archive/zip"
	"bytes"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
)

// What an Office file may be: parts in it, and bytes of all of them unpacked.
const (
	maxParts    = 2000
	maxUnpacked = 40 << 20
)

// archive is the zip that an Office file is: its parts by name.
type archive struct {
	parts map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

// openArchive reads the table of contents. Names are told apart as Windows
// does it, so that no part hides behind another one's name.
func openArchive(content []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, Refused{whyBroken}
	}
	if len(z.File) > maxParts {
		return nil, Refused{whyLarge}
	}
	a, folded := &archive{parts: map[string]*zip.File{}, left: maxUnpacked}, map[string]bool{}
	for _, e := range z.File {
		if strings.HasSuffix(e.Name, "/") {
			continue
		}
		if low := strings.ToLower(e.Name); folded[low] || strings.ContainsAny(e.Name, "\\:") || strings.Contains("/"+e.Name+"/", "/../") {
			return nil, Refused{whyBroken}
		} else {
			folded[low] = true
		}
		if e.Flags&1 != 0 {
			return nil, Refused{whyOldOffice}
		}
		a.parts[e.Name] = e
	}
	return a, nil
}

// has reports whether a folder has anything in it.
func (a *archive) has(folder string) bool {
	for name := range a.parts {
		if strings.HasPrefix(strings.ToLower(name), strings.ToLower(folder)) {
			return true
		}
	}
	return false
}

// read unpacks a part, whatever size it says it has.
func (a *archive) read(name string) ([]byte, error) {
	e, ok := a.parts[name]
	if !ok {
		return nil, Refused{whyBroken}
	}
	r, err := e.Open()
	if err != nil {
		return nil, Refused{whyBroken}
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, a.left+1))
	if a.left -= int64(len(b)); a.left < 0 {
		return nil, Refused{whyLarge}
	}
	if err != nil {
		return nil, Refused{whyBroken}
	}
	return b, nil
}

// pack makes a zip of parts: the given one first, the others by name, none
// with a date.
func pack(parts map[string][]byte, first string) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	names := []string{first}
	for name := range sorted(parts) {
		if name != first {
			names = append(names, name)
		}
	}
	for _, name := range names {
		method := zip.Deflate
		if name == odtType {
			method = zip.Store // so that the type stands at the head of the file
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = w.Write(parts[name])
		}
		if err != nil {
			return nil, Refused{whyBroken}
		}
	}
	if err := z.Close(); err != nil {
		return nil, Refused{whyBroken}
	}
	if out.Len() > MaxBytes+MaxBytes/2 {
		return nil, Refused{whyBytes}
	}
	return out.Bytes(), nil
}

// sorted goes over parts by name.
func sorted(parts map[string][]byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, name := range slices.Sorted(maps.Keys(parts)) {
			if !yield(name, parts[name]) {
				return
			}
		}
	}
}

// cleanOffice tells the kinds of Office files apart and cleans each.
func cleanOffice(content []byte) (File, error) {
	a, err := openArchive(content)
	if err != nil {
		return File{}, err
	}
	switch {
	case a.parts[contentTypes] != nil:
		return cleanOOXML(a)
	case a.parts[odtType] != nil:
		return cleanODT(a)
	}
	return File{}, Refused{whyUnknown}
}
