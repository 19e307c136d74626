package media

import (
	"encoding/binary"
	"hash/crc32"
)

const pngHead = "\x89PNG\r\n\x1a\n"

// drawnBy are the chunks of a PNG that say what is to be seen, with the most
// that each may hold; IDAT is the picture.
var drawnBy = map[string]int{"IHDR": 13, "PLTE": 768, "IDAT": MaxBytes, "IEND": 0, "tRNS": 256, "gAMA": 4, "cHRM": 32, "sRGB": 1, "pHYs": 9}

// chunks cuts a PNG into its parts, up to its end.
func chunks(b []byte, each func(name string, body []byte)) bool {
	if len(b) < len(pngHead) || string(b[:len(pngHead)]) != pngHead {
		return false
	}
	for b = b[len(pngHead):]; len(b) >= 12; {
		n := int64(binary.BigEndian.Uint32(b))
		if n+12 > int64(len(b)) {
			return false
		}
		name, body := string(b[4:8]), b[8:8+n]
		each(name, body)
		if name == "IEND" {
			return true
		}
		b = b[n+12:]
	}
	return false
}

// stripPNG leaves of a PNG what is needed to draw it.
func stripPNG(b []byte) (out []byte, ok bool) {
	out = []byte(pngHead)
	ok = chunks(b, func(name string, body []byte) {
		most, kept := drawnBy[name]
		if !kept || len(body) > most {
			return
		}
		start := len(out) + 4
		out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
		out = append(append(out, name...), body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
	})
	return out, ok
}

// exifOfPNG is the EXIF block, nil when there is none.
func exifOfPNG(b []byte) (exif []byte) {
	chunks(b, func(name string, body []byte) {
		if name == "eXIf" {
			exif = body
		}
	})
	return exif
}
