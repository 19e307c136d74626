package media

import "encoding/binary"

// orientation reads from an EXIF block how the camera was held: 1 to 8, as EXIF
// counts it, 1 for upright and for whatever cannot be read. Nothing else of the
// block is looked at.
func orientation(b []byte) int {
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if b[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 1
	}
	count := int(order.Uint16(b[at:]))
	for entries := b[at+2:]; count > 0 && len(entries) >= 12; count, entries = count-1, entries[12:] {
		const tag, short = 0x0112, 3
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			if n := int(order.Uint16(entries[8:])); n >= 1 && n <= 8 {
				return n
			}
		}
	}
	return 1
}
