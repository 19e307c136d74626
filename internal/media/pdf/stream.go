package pdf

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"io"

	early "golang.org/x/image/tiff/lzw"
)

// Unpacked is what is inside a stream when the general packings are undone. A
// picture keeps its own: Coding and its Parms say which.
type Unpacked struct {
	io.Reader
	Coding Name // "" or DCTDecode, CCITTFaxDecode … : the one that is left
	Parms  Dict // of Coding or, without one, of the last packing undone
}

// Open undoes the packings of a stream, within what the document may still
// unpack. Reading fails with ErrTooLarge beyond that.
func (f *File) Open(s Stream) (Unpacked, error) {
	filters, parms, err := f.filters(s.Dict)
	u := Unpacked{Reader: bytes.NewReader(s.Raw)}
	for i, name := range filters {
		if err != nil || u.Coding != "" || u.Parms["Predictor"] != nil && i > 0 {
			return u, ErrUnreadable // a packing inside a picture, or one that only its own kind can undo
		}
		u.Parms = parms[i]
		switch name {
		case "FlateDecode", "Fl":
			u.Reader, err = zlib.NewReader(u.Reader)
		case "LZWDecode", "LZW":
			u.Reader = unlzw(u.Reader, parms[i])
		case "ASCIIHexDecode", "AHx":
			u.Reader, err = f.whole(u.Reader, unhex)
		case "ASCII85Decode", "A85":
			u.Reader, err = f.whole(u.Reader, un85)
		default:
			u.Coding = name
		}
	}
	if err != nil {
		return u, ErrUnreadable
	}
	u.Reader = &metered{u.Reader, &f.left}
	return u, nil
}

// filters lists the packings of a stream, outermost first, each with its
// parameters.
func (f *File) filters(d Dict) (names []Name, parms []Dict, err error) {
	filter, err := f.Get(d["Filter"])
	if err != nil {
		return nil, nil, err
	}
	given, err := f.Get(d["DecodeParms"])
	if err != nil {
		return nil, nil, err
	}
	list, ok := filter.(Array)
	if !ok && filter != nil {
		list, given = Array{filter}, Array{given}
	}
	if len(list) > 4 {
		return nil, nil, ErrUnreadable
	}
	of, _ := given.(Array)
	for i, v := range list {
		name, err := f.Get(v)
		n, ok := name.(Name)
		p := Dict{}
		if err == nil && i < len(of) {
			p, err = f.Dict(of[i])
		}
		if err != nil || !ok {
			return nil, nil, ErrUnreadable
		}
		names, parms = append(names, n), append(parms, p)
	}
	return names, parms, nil
}

func (f *File) whole(r io.Reader, undo func([]byte) ([]byte, error)) (io.Reader, error) {
	b, err := io.ReadAll(&metered{r, &f.left})
	if err != nil {
		return nil, err
	}
	b, err = undo(b)
	return bytes.NewReader(b), err
}

// unhex reads hexadecimal digits up to ">"; an odd last one counts as if a zero
// followed.
func unhex(b []byte) ([]byte, error) {
	b, _, _ = bytes.Cut(b, []byte(">"))
	digits := make([]byte, 0, len(b)+1)
	for _, c := range b {
		if !isSpace(c) {
			digits = append(digits, c)
		}
	}
	if len(digits)%2 != 0 {
		digits = append(digits, '0')
	}
	n, err := hex.Decode(digits, digits)
	if err != nil {
		return nil, ErrUnreadable
	}
	return digits[:n], nil
}

// unlzw undoes LZW, whose codes grow one step early unless it is said
// otherwise: as in TIFF.
func unlzw(r io.Reader, parms Dict) io.Reader {
	if parms["EarlyChange"] == Number("0") {
		return lzw.NewReader(r, lzw.MSB, 8)
	}
	return early.NewReader(r, early.MSB, 8)
}

func un85(b []byte) ([]byte, error) {
	b, _, _ = bytes.Cut(bytes.TrimPrefix(bytes.TrimSpace(b), []byte("<~")), []byte("~>"))
	return io.ReadAll(ascii85.NewDecoder(bytes.NewReader(b)))
}

// metered reads until nothing is left of what may be unpacked. A stream that is
// cut off, or whose checksum is wrong, ends there: readers of PDF are lenient.
type metered struct {
	from io.Reader
	left *int64
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.from.Read(p)
	if *m.left -= int64(n); *m.left < 0 {
		return 0, ErrTooLarge
	}
	switch {
	case err == nil || err == io.EOF || errors.Is(err, ErrTooLarge):
		return n, err
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, zlib.ErrChecksum):
		return n, io.EOF
	}
	return n, ErrUnreadable
}
