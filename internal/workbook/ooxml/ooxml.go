// Package ooxml opens the file that a Word document or an Excel workbook is: a
// zip of XML parts. It reads part after part and stops at a limit, so that a
// file made to be huge is refused and not unpacked.
//
// It does not know what the parts mean, writes nothing, and follows no address
// that stands in a file.
package ooxml

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// The ways in which a file cannot be opened.
var (
	ErrUnreadable = errors.New("ooxml: not a Word or Excel file, or a broken one")
	ErrTooLarge   = errors.New("ooxml: larger than what is taken")
)

// Limits are what is taken at most: files in the zip, and bytes of all parts
// read together, unpacked.
type Limits struct {
	Entries int
	Bytes   int64
}

// A File is an open file. It remembers how much may still be unpacked of it.
type File struct {
	parts map[string]*zip.File
	left  int64
}

// Open reads the table of contents of a file, and nothing else of it.
func Open(b []byte, l Limits) (*File, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, ErrUnreadable
	}
	if len(z.File) > l.Entries {
		return nil, ErrTooLarge
	}
	f := &File{parts: map[string]*zip.File{}, left: l.Bytes}
	for _, e := range z.File {
		f.parts[strings.TrimPrefix(path.Clean(e.Name), "/")] = e
	}
	return f, nil
}

// HasMacros reports whether a program is packed into the file, by the names of
// its parts.
func (f *File) HasMacros() bool {
	for name := range f.parts {
		name = strings.ToLower(name)
		if strings.Contains(name, "vbaproject") || strings.Contains(name, "macrosheets/") || strings.Contains(name, "/activex/") {
			return true
		}
	}
	return false
}

// Walk calls f for every element of a part. A part that is not there has none.
func (f *File) Walk(part string, visit func(*Decoder, xml.StartElement) error) error {
	e, ok := f.parts[part]
	if !ok {
		return nil
	}
	r, err := e.Open()
	if err != nil {
		return ErrUnreadable
	}
	defer r.Close()
	d := &Decoder{xml.NewDecoder(&metered{r, &f.left})}
	return d.Each("", func(e xml.StartElement) error { return visit(d, e) })
}

// Has reports whether there is such a part.
func (f *File) Has(part string) bool { return f.parts[part] != nil }

// metered reads until nothing is left of what may be unpacked, whatever size
// the file says it has.
type metered struct {
	from io.Reader
	left *int64
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.from.Read(p)
	if *m.left -= int64(n); *m.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}

// A Decoder reads the XML of a part. Its errors are ErrUnreadable and ErrTooLarge.
type Decoder struct{ xml *xml.Decoder }

func (d *Decoder) token() (xml.Token, error) {
	t, err := d.xml.Token()
	switch {
	case err == nil || err == io.EOF:
		return t, err
	case errors.Is(err, ErrTooLarge):
		return nil, ErrTooLarge
	}
	return nil, ErrUnreadable
}

// Each calls f for every element that begins, until the element named end ends;
// with "" until the part does. f reads on where it wants to know what is inside.
func (d *Decoder) Each(end string, f func(xml.StartElement) error) error {
	for {
		t, err := d.token()
		if err == io.EOF && end == "" {
			return nil
		}
		if err == io.EOF {
			return ErrUnreadable
		}
		if err != nil {
			return err
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

// Words reads the text of an element to its end.
func (d *Decoder) Words() (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		t, err := d.token()
		if err == io.EOF {
			return "", ErrUnreadable
		}
		if err != nil {
			return "", err
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

// Skip passes over an element to its end.
func (d *Decoder) Skip() error {
	_, err := d.Words()
	return err
}

// Attr is an attribute of an element, "" when it has none. The name alone is
// looked at: programs differ in their prefixes.
func Attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
