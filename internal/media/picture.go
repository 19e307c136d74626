package media

import (
	"bytes"
	"image/png"
)

// stripPicture cleans a picture inside a document: JPEG or PNG, without what is
// not seen. Its size and its turn stay, because the document counts on them.
func stripPicture(b []byte) ([]byte, error) {
	out, ok := stripJPEG(b)
	if ok {
		list, _ := segments(out)
		w, h, _, scans := sizeJPEG(list)
		ok = small(w, h) && scans <= maxScans
	} else if out, ok = stripPNG(b); ok {
		c, err := png.DecodeConfig(bytes.NewReader(out))
		ok = err == nil && small(c.Width, c.Height)
	}
	if !ok {
		return nil, Refused{whyInside}
	}
	return out, nil
}

func small(w, h int) bool {
	return w > 0 && h > 0 && w <= maxSide && h <= maxSide && w*h <= maxPixels
}
