package document

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg" // emblems come as PNG or JPEG
	_ "image/png"
)

// ErrImage is what the writers give for an emblem that is neither PNG nor JPEG, is broken, or has over 6000 pixels on a
// side.
var ErrImage = errors.New("document: the emblem is not a PNG or JPEG image of at most 6000 pixels")

const maxPixels = 6000

// A picture is the kind ("png", "jpeg") and size of an image file.
type picture struct {
	kind          string
	width, height int
}

func readPicture(data []byte) (picture, error) {
	cfg, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || cfg.Width < 1 || cfg.Height < 1 || max(cfg.Width, cfg.Height) > maxPixels || kind != "png" && kind != "jpeg" {
		return picture{}, ErrImage
	}
	return picture{kind, cfg.Width, cfg.Height}, nil
}

// within is the largest size of the picture's shape inside a box, in the units of the box.
func (p picture) within(width, height int) (w, h int) {
	if h = width * p.height / p.width; h <= height {
		return width, max(h, 1)
	}
	return max(height*p.width/p.height, 1), height
}
