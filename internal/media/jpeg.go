package media

import (
	"encoding/binary"
	"slices"
)

// The marks of a JPEG that matter here.
const (
	markSOF0, markSOF2 = 0xc0, 0xc2 // frame; a progressive one
	markDHT, markDAC   = 0xc4, 0xcc
	markSOI, markEOI   = 0xd8, 0xd9
	markSOS            = 0xda
	markAPP0           = 0xe0
	markEXIF           = 0xe1
	markAdobe          = 0xee
)

// segment is one part of a JPEG: from its mark to the next. For SOS it goes on
// over the picture's own bytes.
type segment struct {
	mark byte
	b    []byte // with mark and length
}

// body is what stands in a segment after its length.
func (s segment) body() []byte { return s.b[min(4, len(s.b)):] }

// segments cuts a JPEG into its parts, up to its end: what follows is not part
// of it. ok is false when the parts do not follow one another.
func segments(b []byte) (list []segment, ok bool) {
	if len(b) < 4 || b[0] != 0xff || b[1] != markSOI {
		return nil, false
	}
	for i := 2; i+4 <= len(b); {
		mark := b[i+1]
		switch {
		case b[i] != 0xff:
			return nil, false
		case mark == 0xff: // padding
			i++
			continue
		case mark == markEOI:
			return list, true
		}
		end := i + 2 + int(binary.BigEndian.Uint16(b[i+2:]))
		if end > len(b) || end < i+4 {
			return nil, false
		}
		if mark == markSOS {
			end = endOfScan(b, end)
		}
		list = append(list, segment{mark, b[i:end]})
		i = end
	}
	return list, len(list) > 0
}

// endOfScan finds the next mark after the bytes of a scan.
func endOfScan(b []byte, i int) int {
	for ; i+1 < len(b); i++ {
		if b[i] == 0xff && b[i+1] != 0 && b[i+1] != 0xff && (b[i+1] < 0xd0 || b[i+1] > 0xd7) {
			return i
		}
	}
	return len(b)
}

// stripJPEG leaves of a JPEG what is needed to draw it. The picture itself is
// not touched: it is one that a document places and turns.
func stripJPEG(b []byte) (out []byte, ok bool) {
	list, ok := segments(b)
	if !ok || !slices.ContainsFunc(list, func(s segment) bool { return s.mark == markSOS }) {
		return nil, false
	}
	out = []byte{0xff, markSOI}
	for _, s := range list {
		if s.mark == markAdobe && len(s.b) >= 16 && string(s.b[4:9]) == "Adobe" {
			out = append(out, 0xff, markAdobe, 0, 14) // it says how the colours are mixed
			out = append(out, s.b[4:16]...)
		} else if s.mark >= markSOF0 && s.mark < markAPP0 {
			out = append(out, s.b...)
		}
	}
	return append(out, 0xff, markEOI), true
}

// sizeJPEG reads width, height and whether it is progressive from a JPEG's
// frame, and how many times its points are gone over.
func sizeJPEG(list []segment) (w, h int, progressive bool, scans int) {
	for _, s := range list {
		b := s.body()
		frame := s.mark >= markSOF0 && s.mark < 0xd0 && s.mark != markDHT && s.mark != markDAC && s.mark != 0xc8
		if frame && len(b) >= 5 {
			h, w = max(h, int(binary.BigEndian.Uint16(b[1:]))), max(w, int(binary.BigEndian.Uint16(b[3:])))
			progressive = progressive || s.mark == markSOF2
		}
		if s.mark == markSOS {
			scans++
		}
	}
	return w, h, progressive, scans
}

// exifOfJPEG is the EXIF block, nil when there is none.
func exifOfJPEG(list []segment) []byte {
	for _, s := range list {
		if b := s.body(); s.mark == markEXIF && len(b) > 6 && string(b[:6]) == "Exif\x00\x00" {
			return b[6:]
		}
	}
	return nil
}
