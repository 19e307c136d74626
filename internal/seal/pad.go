package seal

import "encoding/binary"

// buckets are the lengths that plaintext is brought to before it is sealed;
// above the last one, multiples of it. The length of what is sealed then tells
// little about the length of what was said.
var buckets = []int{64, 256, 1024, 4096}

const lengthBytes = 4 // the length of the plaintext stands before it

// bucket is the length that n bytes, with their length before them, are kept in.
func bucket(n int) int {
	n += lengthBytes
	for _, b := range buckets {
		if n <= b {
			return b
		}
	}
	last := buckets[len(buckets)-1]
	return (n + last - 1) / last * last
}

func padded(plain []byte) []byte {
	b := make([]byte, bucket(len(plain)))
	binary.BigEndian.PutUint32(b, uint32(len(plain)))
	copy(b[lengthBytes:], plain)
	return b
}

// unpadded takes only what padded makes.
func unpadded(b []byte) ([]byte, error) {
	if len(b) < lengthBytes {
		return nil, ErrDamaged
	}
	n := int(binary.BigEndian.Uint32(b))
	if n > len(b)-lengthBytes || bucket(n) != len(b) {
		return nil, ErrDamaged
	}
	for _, rest := range b[lengthBytes+n:] {
		if rest != 0 {
			return nil, ErrDamaged
		}
	}
	return b[lengthBytes : lengthBytes+n : lengthBytes+n], nil
}
