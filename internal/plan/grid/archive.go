package grid

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"strings"
)

// An archive is the zip file that a docx or an xlsx is. left is how much may
// still be unzipped of it.
type archive struct {
	files map[string]*zip.File
	left  int64
}

func openArchive(b []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, ErrUnreadable
	}
	if len(z.File) > maxEntries {
		return nil, ErrTooLarge
	}
	a := &archive{files: map[string]*zip.File{}, left: maxBytes}
	for _, f := range z.File {
		a.files[strings.TrimPrefix(path.Clean(f.Name), "/")] = f
	}
	return a, nil
}

// part opens an entry as XML, whatever size it says it has; nil when there is
// no such entry.
func (a *archive) part(name string) (*xml.Decoder, error) {
	f, ok := a.files[name]
	if !ok {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, ErrUnreadable
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, a.left+1))
	if err != nil {
		return nil, ErrUnreadable
	}
	if a.left -= int64(len(b)); a.left < 0 {
		return nil, ErrTooLarge
	}
	return xml.NewDecoder(bytes.NewReader(b)), nil
}

// attr is an attribute of an element, "" when it has none. The name alone is
// looked at: programs differ in their prefixes.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// each calls f for every element that begins, until the element named end ends,
// or the document does. f reads on where it wants to know what is inside.
func each(d *xml.Decoder, end string, f func(xml.StartElement) error) error {
	for {
		t, err := d.Token()
		if err == io.EOF && end == "" {
			return nil
		}
		if err != nil {
			return ErrUnreadable
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := f(t); err != nil {
				return err
			}
		case xml.EndElement:
			if t.Name.Local == end {
				return nil
			}
		}
	}
}

// words reads the text of an element to its end.
func words(d *xml.Decoder) (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		t, err := d.Token()
		if err != nil {
			return "", ErrUnreadable
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return b.String(), nil
}

func skip(d *xml.Decoder) error {
	if d.Skip() != nil {
		return ErrUnreadable
	}
	return nil
}
