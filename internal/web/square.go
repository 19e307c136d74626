package web

import (
	"bytes"
	"encoding/base64"
	"html/template"
	"image"
	"image/color"
	"image/png"

	"github.com/boombuler/barcode/qr"
)

// SquareImage is a QR code as a data address, black on white in any colours of the
// page, with the white margin of four squares that cameras need. size is how many
// pixels a square is wide.
func SquareImage(content string, size int) (template.URL, error) {
	q, err := qr.Encode(content, qr.M, qr.Auto)
	if err != nil {
		return "", err
	}
	const margin = 4
	n := q.Bounds().Dx()
	img := image.NewGray(image.Rect(0, 0, (n+2*margin)*size, (n+2*margin)*size))
	for i := range img.Pix {
		x, y := i%img.Stride/size-margin, i/img.Stride/size-margin
		img.Pix[i] = 255
		if image.Pt(x, y).In(q.Bounds()) {
			img.Pix[i] = color.GrayModel.Convert(q.At(x, y)).(color.Gray).Y
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return "", err
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())), nil
}
