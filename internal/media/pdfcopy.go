package media

import (
	"bytes"
	"compress/zlib"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"tryeza/internal/media/pdf"
)

// drawnWith are the keys of all that a page is drawn with: resources, pictures,
// fonts, colours, patterns. Any other key of theirs is left out.
var drawnWith = names(`Type Subtype ExtGState ColorSpace Pattern Shading XObject Font ProcSet BBox Matrix Resources Group FormType
	S CS I K G BC TR Width Height BitsPerComponent Intent ImageMask Mask Decode Interpolate SMask SMaskInData Matte
	LW LC LJ ML D RI OP op OPM BG BG2 UCR UCR2 TR2 FL SM SA BM CA ca AIS TK
	WhitePoint BlackPoint Gamma Range N Colorants Process Components FunctionType Domain Size BitsPerSample Order Encode C0 C1
	Functions Bounds ShadingType Background AntiAlias Coords Function Extend BitsPerCoordinate BitsPerFlag
	PatternType PaintType TilingType XStep YStep
	BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode FontBBox FontMatrix CharProcs DescendantFonts
	CIDSystemInfo Registry Ordering Supplement DW W DW2 W2 CIDToGIDMap Differences BaseEncoding CMapName WMode UseCMap
	FontName FontStretch FontWeight Flags ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth
	MissingWidth FontFile FontFile2 FontFile3 CharSet CIDSet Length1 Length2 Length3`)

// named are dictionaries whose keys are names that the document gives: of its
// fonts and pictures, of the signs of a font, of inks.
var named = names("CharProcs Colorants Resources/ExtGState Resources/ColorSpace Resources/Pattern Resources/Shading Resources/XObject Resources/Font")

// packing are the parameters that undoing a packing needs.
var packing = names("Predictor Colors BitsPerComponent Columns K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1 DamagedRowsBeforeError ColorTransform")

func names(s string) map[pdf.Name]bool {
	set := map[pdf.Name]bool{}
	for _, w := range strings.Fields(s) {
		set[pdf.Name(w)] = true
	}
	return set
}

// copier writes objects of one document into another: what is drawn with, and
// what that needs.
type copier struct {
	from   *pdf.File
	at     map[pdf.Ref]pdf.Ref // where an object stands in the new document
	out    []pdf.Value
	copied int // values
}

func (c *copier) add(v pdf.Value) pdf.Ref {
	c.out = append(c.out, v)
	return pdf.Ref(len(c.out))
}

// copy copies a value that stands behind a key.
func (c *copier) copy(v pdf.Value, key pdf.Name, depth int) (pdf.Value, error) {
	if c.copied++; depth > maxNested || c.copied > maxCopied {
		return nil, pdf.ErrTooLarge
	}
	switch v := v.(type) {
	case pdf.Ref:
		return c.ref(v, key, depth)
	case pdf.Array:
		if profile, ok := c.profile(v); ok {
			return profile, nil
		}
		list := make(pdf.Array, len(v))
		for i, e := range v {
			var err error
			if list[i], err = c.copy(e, key, depth+1); err != nil {
				return nil, err
			}
		}
		return list, nil
	case pdf.Dict:
		return c.dict(v, key, depth)
	case pdf.Stream:
		return c.stream(v, key, depth)
	}
	return v, nil
}

func (c *copier) ref(r pdf.Ref, key pdf.Name, depth int) (pdf.Value, error) {
	if n, done := c.at[r]; done {
		return n, nil
	}
	v, err := c.from.Get(r)
	if err != nil || v == nil {
		return nil, err
	}
	n := c.add(nil)
	c.at[r] = n
	c.out[n-1], err = c.copy(v, key, depth+1)
	return n, err
}

func (c *copier) dict(d pdf.Dict, key pdf.Name, depth int) (pdf.Dict, error) {
	out := pdf.Dict{}
	for k, v := range inOrder(d) {
		if !named[key] && !drawnWith[k] {
			continue
		}
		var err error
		if out[k], err = c.copy(v, inside(key, k), depth+1); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// inside is the key under which a value counts that stands behind k in a
// dictionary. A name that the document gave means nothing.
func inside(dict, k pdf.Name) pdf.Name {
	switch {
	case dict == "Resources":
		return "Resources/" + k
	case dict == "CharProcs":
		return "sign"
	case named[dict]:
		return ""
	}
	return k
}

// profile puts a plain colour space in the place of one that a device or a
// program described in a file of its own.
func (c *copier) profile(a pdf.Array) (pdf.Value, bool) {
	if len(a) != 2 || a[0] != pdf.Name("ICCBased") {
		return nil, false
	}
	d, err := c.from.Dict(a[1])
	if err != nil {
		return nil, false
	}
	switch n, _ := pdf.Int(d["N"]); n {
	case 1:
		return pdf.Name("DeviceGray"), true
	case 4:
		return pdf.Name("DeviceCMYK"), true
	}
	return pdf.Name("DeviceRGB"), true
}

// stream copies a stream: a picture by its kind, a drawing by its operators,
// anything else packed anew.
func (c *copier) stream(s pdf.Stream, key pdf.Name, depth int) (pdf.Value, error) {
	d, err := c.dict(s.Dict, key, depth)
	if err != nil {
		return nil, err
	}
	u, err := c.from.Open(s)
	if err != nil {
		return nil, err
	}
	out := pdf.Stream{Dict: d}
	if d["Subtype"] == pdf.Name("Image") && !c.fits(d) {
		return nil, Refused{whyCoding}
	}
	if u.Coding != "" {
		out.Raw, err = coded(u)
		d["Filter"] = u.Coding
	} else if draws(s.Dict, key) {
		return c.drawing(d, u)
	} else {
		out.Raw, err = deflate(u)
		d["Filter"] = pdf.Name("FlateDecode")
	}
	if err == nil {
		err = c.parms(d, u.Parms)
	}
	return out, err
}

// draws reports whether a stream is a drawing and not data.
func draws(d pdf.Dict, key pdf.Name) bool {
	return d["Subtype"] == pdf.Name("Form") || d["PatternType"] == pdf.Number("1") || key == "sign"
}

func (c *copier) drawing(d pdf.Dict, u pdf.Unpacked) (pdf.Value, error) {
	b, err := readDrawing(u)
	if err == nil {
		b, err = pdf.Drawing(b)
	}
	s := packed(b)
	d["Filter"] = s.Dict["Filter"]
	s.Dict = d
	return s, err
}

// coded copies a picture that keeps its own coding: a photograph without what
// its camera wrote, or a black and white page.
func coded(u pdf.Unpacked) ([]byte, error) {
	b, err := io.ReadAll(u)
	if err != nil {
		return nil, err
	}
	switch u.Coding {
	case "DCTDecode", "DCT":
		out, err := stripPicture(b)
		if err != nil || !bytes.HasPrefix(out, []byte{0xff, markSOI}) {
			return nil, Refused{whyCoding}
		}
		return out, nil
	case "CCITTFaxDecode", "CCF":
		return b, nil
	}
	return nil, Refused{whyCoding}
}

// parms keeps the parameters of a packing, numbers and yes or no.
func (c *copier) parms(d, parms pdf.Dict) error {
	out := pdf.Dict{}
	for k := range parms {
		v, err := c.from.Get(parms[k])
		if err != nil {
			return err
		}
		switch v.(type) {
		case pdf.Number, bool:
			if packing[k] {
				out[k] = v
			}
		}
	}
	if len(out) > 0 {
		d["DecodeParms"] = out
	}
	return nil
}

// fits reports whether a picture is no larger than a photo may be.
func (c *copier) fits(d pdf.Dict) bool {
	w, _ := pdf.Int(d["Width"])
	h, _ := pdf.Int(d["Height"])
	return small(w, h)
}

// bytes unpacks a stream that has to be a drawing.
func (c *copier) bytes(v pdf.Value) ([]byte, error) {
	v, err := c.from.Get(v)
	s, ok := v.(pdf.Stream)
	if err != nil || !ok {
		return nil, err
	}
	u, err := c.from.Open(s)
	if err != nil {
		return nil, err
	}
	return readDrawing(u)
}

func readDrawing(u pdf.Unpacked) ([]byte, error) {
	if u.Coding != "" || u.Parms["Predictor"] != nil && u.Parms["Predictor"] != pdf.Number("1") {
		return nil, pdf.ErrUnreadable
	}
	return io.ReadAll(io.LimitReader(u, maxDrawing))
}

func packed(b []byte) pdf.Stream {
	raw, _ := deflate(bytes.NewReader(b))
	return pdf.Stream{Dict: pdf.Dict{"Filter": pdf.Name("FlateDecode")}, Raw: raw}
}

func deflate(r io.Reader) ([]byte, error) {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := io.Copy(w, r); err != nil {
		return nil, err
	}
	err := w.Close()
	return b.Bytes(), err
}

// inOrder goes over a dictionary by its keys, so that the same document is
// written the same way.
func inOrder(d pdf.Dict) iter.Seq2[pdf.Name, pdf.Value] {
	return func(yield func(pdf.Name, pdf.Value) bool) {
		for _, k := range slices.Sorted(maps.Keys(d)) {
			if !yield(k, d[k]) {
				return
			}
		}
	}
}
