package media

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// at tells the colour of a point: red, green, blue, white.
func at(m image.Image, x, y int) string {
	r, g, b, _ := m.At(x, y).RGBA()
	name := ""
	for _, c := range []struct {
		v uint32
		n string
	}{{r, "r"}, {g, "g"}, {b, "b"}} {
		if c.v > 0x8000 {
			name += c.n
		}
	}
	return name
}

// quarters are the colours of the four quarters, left to right, top to bottom.
func quarters(t *testing.T, content []byte) string {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	return strings.Join([]string{at(m, w/4, h/4), at(m, 3*w/4, h/4), at(m, w/4, 3*h/4), at(m, 3*w/4, 3*h/4)}, " ")
}

func TestPhotoLosesWhatIsNotSeen(t *testing.T) {
	f := taken(t, spied(jpegOf(t, corners(64, 48)), 1))
	if f.Name != "foto.jpg" || f.MediaType != JPEG || f.Width != 64 || f.Height != 48 {
		t.Errorf("%s %s %d × %d", f.Name, f.MediaType, f.Width, f.Height)
	}
	if got := quarters(t, f.Content); got != "r g b rgb" {
		t.Errorf("what is seen: %s", got)
	}
	list, ok := segments(f.Content)
	if !ok || slices.ContainsFunc(list, func(s segment) bool { return s.mark >= markAPP0 }) {
		t.Error("the new file has segments that do not draw")
	}
}

// A camera that was turned writes so; the photo is upright afterwards.
func TestPhotoIsUpright(t *testing.T) {
	want := []string{1: "r g b rgb", 2: "g r rgb b", 3: "rgb b g r", 4: "b rgb r g", 5: "r b g rgb", 6: "b r rgb g", 7: "rgb g b r", 8: "g rgb r b"}
	for orientation := uint16(1); orientation <= 8; orientation++ {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			block := append([]byte("Exif\x00\x00"), exif(order, orientation)...)
			f := taken(t, withSegments(jpegOf(t, corners(64, 32)), segment{markEXIF, block}))
			if got := quarters(t, f.Content); got != want[orientation] {
				t.Errorf("%d %s: %s, want %s", orientation, order, got, want[orientation])
			}
			if tall := f.Height > f.Width; tall != (orientation >= 5) {
				t.Errorf("%d: %d × %d", orientation, f.Width, f.Height)
			}
		}
	}
}

// chunk is one part of a PNG.
func chunk(name string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, name...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// spiedPNG is a PNG with the mark in every chunk that can hold it.
func spiedPNG(b []byte) []byte {
	head := len(pngHead) + 25 // IHDR
	out := slices.Clone(b[:head])
	for _, name := range []string{"tEXt", "iTXt", "zTXt", "iCCP", "prVt"} {
		out = append(out, chunk(name, []byte("Author\x00"+mark))...)
	}
	out = append(out, chunk("eXIf", exif(binary.BigEndian, 6))...)
	return append(append(out, b[head:]...), mark...)
}

func TestPNG(t *testing.T) {
	f := taken(t, spiedPNG(pngOf(t, corners(60, 30))))
	if got := quarters(t, f.Content); got != "b r rgb g" || f.Width != 30 {
		t.Errorf("%s, %d wide", got, f.Width)
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	clear.Set(0, 0, color.NRGBA{0, 0, 0, 255})
	f = taken(t, pngOf(t, clear))
	if m, _ := jpeg.Decode(bytes.NewReader(f.Content)); at(m, 7, 7) != "rgb" {
		t.Error("what is transparent has to be white")
	}
}

// The smallest lossless WebP: one black pixel.
const onePixel = "UklGRh4AAABXRUJQVlA4TBEAAAAvAAAAAAfQ//73v/+BiOh/AAA="

func TestWebP(t *testing.T) {
	b, err := base64.StdEncoding.DecodeString(onePixel)
	if err != nil {
		t.Fatal(err)
	}
	taken(t, b)
	with := slices.Clone(b)
	for _, name := range []string{"XMP ", "EXIF", "ICCP"} {
		with = append(binary.LittleEndian.AppendUint32(append(with, name...), uint32(len(mark))), mark...)
	}
	binary.LittleEndian.PutUint32(with[4:], uint32(len(with)-8))
	taken(t, append(with, mark...))

	// The canvas says 1 × 1, the picture in it 16,384 a side.
	bomb := []byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	bomb = append(bomb, "VP8L\x05\x00\x00\x00\x2f\xff\xff\xff\x0f\x00"...)
	binary.LittleEndian.PutUint32(bomb[4:], uint32(len(bomb)-8))
	refused(t, bomb, whyPixels)
}

func TestPhotoIsMadeSmaller(t *testing.T) {
	for _, c := range []struct{ w, h, wantW, wantH int }{
		{2000, 10, 2000, 10}, {2001, 1001, 2000, 1000}, {4000, 3000, 2000, 1500}, {30, 5000, 12, 2000}, {1, 9000, 1, 2000},
	} {
		f := taken(t, pngOf(t, corners(c.w, c.h)))
		if f.Width != c.wantW || f.Height != c.wantH {
			t.Errorf("%d × %d: %d × %d", c.w, c.h, f.Width, f.Height)
		}
		if got := quarters(t, f.Content); c.w > 1 && got != "r g b rgb" {
			t.Errorf("%d × %d: %s", c.w, c.h, got)
		}
	}
}

// head is a PNG that says how large it is, and has nothing to show for it.
func head(w, h uint32, depth, kind byte) []byte {
	size := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	b := append([]byte(pngHead), chunk("IHDR", append(size, depth, kind, 0, 0, 0))...)
	return append(append(b, chunk("IDAT", []byte("x"))...), chunk("IEND", nil)...)
}

// A picture that is too large is refused by its head: little memory is taken.
func TestPhotoBombs(t *testing.T) {
	small := jpegOf(t, corners(16, 16))
	frame := bytes.Index(small, []byte{0xff, 0xc0})
	resized := func(mark byte, w, h uint16) []byte {
		b := slices.Clone(small)
		b[frame+1] = mark
		binary.BigEndian.PutUint16(b[frame+5:], h)
		binary.BigEndian.PutUint16(b[frame+7:], w)
		return b
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	refused(t, head(60000, 60000, 8, 6), whyPixels)
	refused(t, head(12001, 10, 8, 2), whyPixels)
	refused(t, head(12000, 4000, 8, 2), whyPixels)
	refused(t, head(6000, 6000, 16, 6), whyPixels) // 8 bytes a pixel
	refused(t, resized(0xc0, 65000, 65000), whyPixels)
	refused(t, resized(0xc2, 5000, 4000), whyPixels) // progressive
	refused(t, head(0, 10, 8, 2), whyBroken)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
		t.Errorf("%d bytes were taken to refuse", used)
	}
	scan := bytes.Index(small, []byte{0xff, markSOS})
	many := append(slices.Clone(small[:scan]), bytes.Repeat(small[scan:len(small)-2], maxScans+1)...)
	refused(t, append(many, 0xff, markEOI), whyBroken)
}

// The memory that the largest photo takes stays within what is said.
func TestMemoryOfTheLargest(t *testing.T) {
	b := pngOf(t, image.NewNRGBA(image.Rect(0, 0, 8000, 5000)))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, err := Clean("", b)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; err != nil || f.Width != 2000 || used > maxMemory+20<<20 {
		t.Errorf("%v, %d wide, %d bytes", err, f.Width, used)
	}
}

func TestPicturesNotTaken(t *testing.T) {
	var g bytes.Buffer
	if err := gif.Encode(&g, corners(4, 4), nil); err != nil {
		t.Fatal(err)
	}
	whole := jpegOf(t, corners(64, 64))
	for name, c := range map[string]struct {
		content []byte
		why     string
	}{
		"gif":           {g.Bytes(), whyPicture},
		"bmp":           {[]byte("BM\x00\x00\x00\x00"), whyPicture},
		"heic":          {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), whyHEIC},
		"cut off":       {whole[:len(whole)/2], whyBroken},
		"only a head":   {whole[:3], whyBroken},
		"png cut off":   {pngOf(t, corners(64, 64))[:60], whyBroken},
		"svg":           {[]byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), whyUnknown},
		"empty":         {nil, whyEmpty},
		"too many":      {make([]byte, MaxBytes+1), whyBytes},
		"program":       {[]byte("MZ\x90\x00"), whyUnknown},
		"page":          {[]byte("<!DOCTYPE html><script>"), whyUnknown},
		"other archive": {[]byte("Rar!\x1a\x07\x00"), whyUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, c.content, c.why)
		})
	}
}

// What a document places is not drawn anew: it only loses what is not seen.
func TestPictureOfADocument(t *testing.T) {
	photo, drawing := jpegOf(t, corners(64, 48)), pngOf(t, corners(64, 48))
	for name, c := range map[string]struct{ clean, spied []byte }{
		"JPEG": {photo, spied(photo, 6)}, "PNG": {drawing, spiedPNG(drawing)},
	} {
		out, err := stripPicture(c.spied)
		if err != nil || bytes.Contains(out, []byte(mark)) || len(out) > len(c.clean) {
			t.Errorf("%s: %v, %d bytes of %d", name, err, len(out), len(c.clean))
		}
		m, _, err := image.Decode(bytes.NewReader(out))
		if err != nil || fmt.Sprint(m.Bounds()) != "(0,0)-(64,48)" {
			t.Errorf("%s: %v %v", name, m, err)
		}
	}
	if _, err := png.Decode(bytes.NewReader(drawing)); err != nil {
		t.Error(err)
	}
	if _, err := stripPicture(head(60000, 60000, 8, 6)); err == nil {
		t.Error("a picture too large is taken inside a document")
	}
}
