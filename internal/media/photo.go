package media

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"
)

// What a photo may be before it is unpacked, and what it is made afterwards.
const (
	maxPixels = 40_000_000
	maxSide   = 12_000
	maxMemory = 200 << 20 // bytes that unpacking may take
	maxScans  = 64        // times a progressive JPEG goes over its points
	keptSide  = 2000
	quality   = 85
)

// photo is a picture still packed, with what has to be known before.
type photo struct {
	content []byte
	decode  func([]byte) (image.Image, error)
	w, h    int
	bytes   int // for each pixel, when unpacked
	turned  int // as EXIF counts it
}

// cleanPhoto draws a photo anew: upright, on white, at most 2,000 pixels a
// side. Nothing of the old file is carried over but what is seen.
func cleanPhoto(mediaType string, content []byte) (File, error) {
	p, ok := look(mediaType, content)
	if !ok {
		return File{}, Refused{whyBroken}
	}
	if p.w > maxSide || p.h > maxSide || p.w*p.h > maxPixels || p.w*p.h*p.bytes > maxMemory {
		return File{}, Refused{whyPixels}
	}
	m, err := p.decode(p.content)
	if err != nil || m.Bounds().Dx() != p.w || m.Bounds().Dy() != p.h {
		return File{}, Refused{whyBroken}
	}
	m = turn(shrink(m, keptSide), p.turned)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: quality}); err != nil {
		return File{}, Refused{whyBroken}
	}
	size := m.Bounds()
	return File{Name: "foto.jpg", MediaType: JPEG, Content: out.Bytes(), Width: size.Dx(), Height: size.Dy(), Note: notePhoto}, nil
}

// look reads the head of a photo, and unpacks nothing.
func look(mediaType string, content []byte) (photo, bool) {
	var p photo
	switch mediaType {
	case "image/jpeg":
		p = lookJPEG(content)
	case "image/png":
		p = lookPNG(content)
	case "image/webp":
		p = lookWebP(content)
	}
	return p, p.w > 0 && p.h > 0
}

func lookJPEG(content []byte) photo {
	list, ok := segments(content)
	w, h, progressive, scans := sizeJPEG(list)
	if !ok || scans > maxScans {
		return photo{}
	}
	p := photo{content, func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) }, w, h, 4, orientation(exifOfJPEG(list))}
	if progressive {
		p.bytes = 16 // it is kept as numbers until the last scan
	}
	return p
}

func lookPNG(content []byte) photo {
	c, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return photo{}
	}
	p := photo{content, func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) }, c.Width, c.Height, 4, orientation(exifOfPNG(content))}
	if c.ColorModel == color.NRGBA64Model || c.ColorModel == color.RGBA64Model {
		p.bytes = 8
	}
	return p
}

func lookWebP(content []byte) photo {
	bare, exif, ok := bareWebP(content)
	c, err := webp.DecodeConfig(bytes.NewReader(bare))
	if !ok || err != nil {
		return photo{}
	}
	return photo{bare, func(b []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(b)) }, c.Width, c.Height, 5, orientation(exif)}
}

// shrink makes the longer side at most so long, each new pixel the mean of
// those it covers, and lays what is transparent on white. It holds one row of
// the large picture at a time.
func shrink(m image.Image, most int) *image.RGBA {
	b := m.Bounds()
	w, h := fit(b.Dx(), b.Dy(), most)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	sum := make([]uint32, w*4)
	for y := range h {
		clear(sum)
		from, to := y*b.Dy()/h, (y+1)*b.Dy()/h
		for line := from; line < to; line++ {
			draw.Draw(row, row.Rect, image.White, image.Point{}, draw.Src)
			draw.Draw(row, row.Rect, m, image.Pt(b.Min.X, b.Min.Y+line), draw.Over)
			add(sum, row.Pix, w)
		}
		mean(out.Pix[y*out.Stride:], sum, w, b.Dx(), to-from)
	}
	return out
}

// fit keeps the shape: at least one pixel a side.
func fit(w, h, most int) (int, int) {
	long := max(w, h)
	if long <= most {
		return w, h
	}
	return max(1, w*most/long), max(1, h*most/long)
}

func add(sum []uint32, pix []byte, w int) {
	n := len(pix) / 4
	for x := range w {
		for i := x * n / w; i < (x+1)*n/w; i++ {
			for c := range 3 {
				sum[x*4+c] += uint32(pix[i*4+c])
			}
		}
	}
}

func mean(pix []byte, sum []uint32, w, n, rows int) {
	for x := range w {
		count := uint32(((x+1)*n/w - x*n/w) * rows)
		for c := range 3 {
			pix[x*4+c] = byte((sum[x*4+c] + count/2) / count)
		}
		pix[x*4+3] = 255
	}
}

// turn makes a picture upright that was taken with the camera held as EXIF's
// orientation says.
func turn(m *image.RGBA, orientation int) *image.RGBA {
	if orientation == 1 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			from := source(orientation, x, y, w, h)
			copy(out.Pix[out.PixOffset(x, y):][:4], m.Pix[m.PixOffset(from.X, from.Y):][:4])
		}
	}
	return out
}

// source is the point of the picture as taken, w by h, that belongs at x, y of
// the upright one.
func source(orientation, x, y, w, h int) image.Point {
	switch orientation {
	case 2:
		return image.Pt(w-1-x, y)
	case 3:
		return image.Pt(w-1-x, h-1-y)
	case 4:
		return image.Pt(x, h-1-y)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(y, h-1-x)
	case 7:
		return image.Pt(w-1-y, h-1-x)
	}
	return image.Pt(w-1-y, x) // 8
}
