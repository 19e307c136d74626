package media

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
)

// mark is written into every place of a file that nobody sees. It must not come
// out again, in whatever form: not as it is, not in UTF-16, not packed.
const mark = "SHENJË-7f3a"

// hidden fails when the mark is found in a file or in anything packed into it.
func hidden(t *testing.T, f File) {
	t.Helper()
	for where, b := range layers(t, f) {
		for _, form := range [][]byte{[]byte(mark), []byte("SHENJ"), utf16(mark, binary.LittleEndian), utf16(mark, binary.BigEndian), fmt.Appendf(nil, "%x", mark)} {
			if bytes.Contains(b, form) {
				t.Errorf("the mark is still in %s of %s", where, f.Name)
			}
		}
	}
}

func utf16(s string, order binary.AppendByteOrder) (b []byte) {
	for _, r := range s {
		b = order.AppendUint16(b, uint16(r))
	}
	return b
}

// layers are the bytes of a file and of the parts of the zip that it may be.
func layers(t *testing.T, f File) map[string][]byte {
	t.Helper()
	all := map[string][]byte{"the file": f.Content}
	if f.MediaType == DOCX || f.MediaType == XLSX || f.MediaType == ODT {
		maps.Copy(all, unzip(t, f.Content))
	}
	if f.MediaType == PDF {
		for i, b := range inflated(t, f.Content) {
			all[fmt.Sprint("stream ", i)] = b
		}
	}
	return all
}

func unzip(t *testing.T, content []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[e.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		parts[e.Name+" (head)"] = fmt.Appendf(nil, "%s%s%s", e.Name, e.Comment, e.Extra)
	}
	parts["the end of the zip"] = []byte(z.Comment)
	return parts
}

// taken cleans a file that has to be taken, and holds what is true of all.
func taken(t *testing.T, content []byte) File {
	t.Helper()
	f, err := Clean(mark+".docm", content)
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	hidden(t, f)
	if !slices.Contains(Sentences, f.Note) {
		t.Errorf("note %q", f.Note)
	}
	again, err := Clean("", f.Content)
	if err != nil || again.MediaType != f.MediaType {
		t.Errorf("its own output: %v %s", err, again.MediaType)
	}
	if f.MediaType != JPEG && !bytes.Equal(again.Content, f.Content) {
		t.Error("cleaned twice is not the same as once")
	}
	return f
}

// refused cleans a file that has to be refused for a reason.
func refused(t *testing.T, content []byte, why string) {
	t.Helper()
	f, err := Clean("foto.jpg", content)
	var r Refused
	switch {
	case err == nil:
		t.Errorf("taken as %s, want %q", f.Name, why)
	case !errors.As(err, &r) || r.Why != why:
		t.Errorf("%v, want %q", err, why)
	case f.Content != nil:
		t.Error("refused, and yet there is content")
	}
}

// zipped makes a zip of parts, in the order of their names, mimetype first.
func zipped(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.SetComment(mark)
	names := slices.SortedFunc(maps.Keys(parts), func(a, b string) int {
		if a == odtType || b == odtType {
			return map[bool]int{true: -1, false: 1}[a == odtType]
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		h := &zip.FileHeader{Name: name, Comment: mark, Method: zip.Deflate}
		if name == odtType {
			h.Method = zip.Store
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, parts[name])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// corners is a picture whose four quarters differ: red, green / blue, white.
func corners(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 0, 0, 255}
			switch {
			case x >= w/2 && y >= h/2:
				c = color.RGBA{255, 255, 255, 255}
			case x >= w/2:
				c = color.RGBA{0, 255, 0, 255}
			case y >= h/2:
				c = color.RGBA{0, 0, 255, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exif is a block such as a phone writes: how it was held, its maker, a place.
func exif(order binary.AppendByteOrder, orientation uint16) []byte {
	b := []byte("MM\x00*")
	if order.String() == "LittleEndian" {
		b = []byte("II*\x00")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 3)
	field := func(tag, kind uint16, count, value uint32) {
		b = order.AppendUint32(order.AppendUint32(order.AppendUint16(order.AppendUint16(b, tag), kind), count), value)
	}
	value := uint32(orientation)
	if b[0] == 'M' {
		value <<= 16
	}
	field(0x010f, 2, uint32(len(mark)+1), 100) // maker
	field(0x0112, 3, 1, value)                 // orientation
	field(0x8825, 4, 1, 60)                    // where the place stands
	b = append(order.AppendUint32(b, 0), make([]byte, 10)...)
	b = order.AppendUint16(b, 1)
	field(0x0001, 2, 4, 'N') // north
	b = append(b, make([]byte, 200-len(b))...)
	return append(b, mark...)
}

// withSegments puts segments into a JPEG right after its beginning.
func withSegments(jpeg []byte, list ...segment) []byte {
	out := slices.Clone(jpeg[:2])
	for _, s := range list {
		out = binary.BigEndian.AppendUint16(append(out, 0xff, s.mark), uint16(len(s.b)+2))
		out = append(out, s.b...)
	}
	return append(out, jpeg[2:]...)
}

// spied is a JPEG with the mark in every place that a JPEG has for it.
func spied(jpeg []byte, orientation uint16) []byte {
	b := withSegments(jpeg,
		segment{0xe0, []byte("JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + mark)},
		segment{0xe1, append([]byte("Exif\x00\x00"), exif(binary.BigEndian, orientation)...)},
		segment{0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>" + mark + "</x:xmpmeta>")},
		segment{0xe2, []byte("ICC_PROFILE\x00\x01\x01" + mark)},
		segment{0xe2, []byte("MPF\x00" + mark)},
		segment{0xed, []byte("Photoshop 3.0\x008BIM\x04\x04" + mark)},
		segment{0xfe, []byte(mark)},
	)
	return append(append(b, jpeg...), "PK\x03\x04<html>"+mark...)
}
