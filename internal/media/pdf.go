package media

import (
	"errors"

	"tryeza/internal/media/pdf"
)

// What a PDF may be.
const (
	maxObjects  = 50_000
	maxPages    = 500
	maxStreams  = 256 << 20 // bytes, all streams unpacked one after another
	maxDrawing  = 32 << 20  // bytes of the drawing of one page
	maxNested   = 100       // objects that lead to one another
	maxCopied   = 3_000_000 // values of all pages
	signedField = pdf.Name("Sig")
)

// cleanPDF builds a new document of the pages of the old one: what is drawn on
// them, and no more. What could run, fetch or carry something else is refused
// and not silently lost.
func cleanPDF(content []byte) (File, error) {
	f, err := pdf.Read(content, pdf.Limits{Objects: maxObjects, Bytes: maxStreams})
	if err != nil {
		return File{}, refusal(err)
	}
	signed, err := inspect(f)
	if err != nil {
		return File{}, refusal(err)
	}
	out, err := rebuild(f)
	if err != nil {
		return File{}, refusal(err)
	}
	if len(out) > MaxBytes+MaxBytes/2 {
		return File{}, Refused{whyBytes}
	}
	note := noteDocument
	if signed {
		note = noteSigned
	}
	return File{Name: "dokument.pdf", MediaType: PDF, Content: out, Note: note}, nil
}

// refusal says an error of package pdf in words.
func refusal(err error) error {
	var refused Refused
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.Is(err, pdf.ErrLocked):
		return Refused{whyLocked}
	case errors.Is(err, pdf.ErrTooLarge):
		return Refused{whyLarge}
	}
	return Refused{whyBroken}
}

// What makes a PDF be refused: a key of a dictionary, whatever stands behind
// it; or what a dictionary says it is or does.
var (
	refusedKeys = map[pdf.Name]string{
		"JS": whyScript, "XFA": whyScript, "RichMediaContent": whyScript,
		"EF": whyAttached, "Collection": whyAttached, "OCProperties": whyLayers,
	}
	refusedLists = map[pdf.Name]string{"JavaScript": whyScript, "EmbeddedFiles": whyAttached} // empty ones are let be
	refusedActs  = map[pdf.Name]string{
		"JavaScript": whyScript, "Launch": whyScript, "SubmitForm": whyScript, "ImportData": whyScript, "Rendition": whyScript,
		"Sound": whyScript, "Movie": whyScript, "RichMediaExecute": whyScript, "GoTo3DView": whyScript,
		"URI": whyPDFLinks, "GoToR": whyPDFLinks, "GoToE": whyPDFLinks,
	}
	refusedTypes = map[pdf.Name]string{
		"RichMedia": whyScript, "Movie": whyScript, "Sound": whyScript, "Screen": whyScript, "3D": whyScript,
		"FileAttachment": whyAttached, "EmbeddedFile": whyAttached, "Filespec": whyAttached,
	}
)

// inspect goes over every object, whether or not a page leads to it, and
// reports whether the document was signed.
func inspect(f *pdf.File) (signed bool, err error) {
	for _, ref := range f.Objects() {
		v, err := f.Get(ref)
		if err != nil {
			return false, err
		}
		has, err := inspectValue(f, v)
		if err != nil {
			return false, err
		}
		signed = signed || has
	}
	return signed, nil
}

func inspectValue(f *pdf.File, v pdf.Value) (signed bool, err error) {
	switch v := v.(type) {
	case pdf.Stream:
		return inspectDict(f, v.Dict)
	case pdf.Array:
		for _, e := range v {
			has, err := inspectValue(f, e)
			if err != nil {
				return false, err
			}
			signed = signed || has
		}
	case pdf.Dict:
		return inspectDict(f, v)
	}
	return signed, nil
}

func inspectDict(f *pdf.File, d pdf.Dict) (signed bool, err error) {
	signed = d["Type"] == signedField || d["FT"] == signedField && d["V"] != nil
	act, _ := d["S"].(pdf.Name)
	kind, _ := d["Type"].(pdf.Name)
	sub, _ := d["Subtype"].(pdf.Name)
	for _, why := range []string{refusedActs[act], refusedTypes[kind], refusedTypes[sub]} {
		if why != "" {
			return false, Refused{why}
		}
	}
	for k, v := range d {
		if why := refusedKeys[k]; why != "" && v != nil {
			return false, Refused{why}
		}
		if why := refusedLists[k]; why != "" && !blank(f, v) {
			return false, Refused{why}
		}
		has, err := inspectValue(f, v)
		if err != nil {
			return false, err
		}
		signed = signed || has
	}
	return signed, nil
}

// blank reports whether a list of names has nothing in it.
func blank(f *pdf.File, v pdf.Value) bool {
	d, err := f.Dict(v)
	if err != nil {
		return false
	}
	entries, err := f.Array(d["Names"])
	kids, also := f.Array(d["Kids"])
	return err == nil && also == nil && len(entries)+len(kids) == 0
}
