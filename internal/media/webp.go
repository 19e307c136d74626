package media

import "encoding/binary"

// bareWebP leaves of a WebP the one picture in it: what the file says about its
// canvas is not believed, because the picture inside can be larger. It also
// hands back the EXIF block, nil when there is none.
func bareWebP(b []byte) (out, exif []byte, ok bool) {
	if len(b) < 12 {
		return nil, nil, false
	}
	for rest := b[12:]; len(rest) >= 8; {
		name, n := string(rest[:4]), int64(binary.LittleEndian.Uint32(rest[4:]))
		if n+8 > int64(len(rest)) {
			break
		}
		switch name {
		case "VP8 ", "VP8L":
			if out != nil {
				return nil, nil, false
			}
			out = append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(12+n+n%2))...)
			out = append(append(out, "WEBP"...), rest[:8+n]...)
			out = append(out, make([]byte, n%2)...)
		case "EXIF":
			exif = rest[8 : 8+n]
		}
		rest = rest[min(8+n+n%2, int64(len(rest))):]
	}
	return out, exif, out != nil
}
