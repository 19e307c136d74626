package media

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"testing"

	"tryeza/internal/media/pdf"
)

// inflated are the streams of a document, unpacked.
func inflated(t *testing.T, content []byte) (list [][]byte) {
	t.Helper()
	f, err := pdf.Read(content, pdf.Limits{Objects: 1000, Bytes: 1 << 28})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range f.Objects() {
		v, err := f.Get(r)
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := v.(pdf.Stream); ok {
			u, err := f.Open(s)
			if err != nil {
				t.Fatal(err)
			}
			b, _ := io.ReadAll(u)
			list = append(list, b)
		}
	}
	return list
}

// made writes a document of objects as they stand in a file: the first is the
// catalogue. trailer is what else stands in the trailer.
func made(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	at := []int{}
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer <</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return b.Bytes()
}

func stream(dict, body string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(body), body)
}

const (
	root   = "<</Type/Catalog/Pages 2 0 R>>"
	pages  = "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200 100]>>"
	blank1 = "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>"
)

var plainPDF = made("", root, pages, blank1, stream("", "0 0 50 50 re f"))

// spiedPDF has the mark in every place that is not drawn.
func spiedPDF(t *testing.T) []byte {
	photo := string(spied(jpegOf(t, corners(16, 16)), 6))
	return append(made("/Info 5 0 R/ID[("+mark+")("+mark+")]",
		"<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R/Lang("+mark+")/StructTreeRoot<</K("+mark+")>>/PieceInfo<</X("+mark+")>>/Outlines<</Title("+mark+")>>/Names<</EmbeddedFiles<</Names[]>>>>>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200 100]/Resources<</XObject<</Im1 7 0 R/Fm 8 0 R>>/ColorSpace<</Cs[/ICCBased 9 0 R]>>/Properties<</M<</T("+mark+")>>>>>>>>",
		"<</Type/Page/Parent 2 0 R/Contents[4 0 R 4 0 R]/Annots[10 0 R 11 0 R]/Thumb 6 0 R/LastModified("+mark+")/Metadata 6 0 R>>",
		stream("", "% "+mark+"\n/Span <</ActualText("+mark+")>> BDC 10 10 50 50 re f EMC /Im1 Do (fjal\\353) Tj /Fm Do\nBI /W 2 /H 1 /BPC 8 /CS /G ID \xff\x00\nEI\n"),
		"<</Author("+mark+")/Title("+mark+")/Producer("+mark+")>>",
		stream("/Type/Metadata/Subtype/XML", "<x>"+mark+"</x>"),
		stream("/Type/XObject/Subtype/Image/Width 16/Height 16/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Metadata 6 0 R/Name/"+mark, photo),
		stream("/Type/XObject/Subtype/Form/BBox[0 0 10 10]/PieceInfo<</X("+mark+")>>/LastModified("+mark+")", "%"+mark+"\n1 0 0 RG"),
		stream("/N 3", "ICC"+mark),
		"<</Type/Annot/Subtype/Stamp/Rect[100 10 150 60]/Contents("+mark+")/T("+mark+")/NM("+mark+")/AP<</N 8 0 R>>>>",
		"<</Type/Annot/Subtype/Text/F 2/Rect[0 0 9 9]/Contents("+mark+")/AP<</N 6 0 R>>>>",
	), mark...)
}

func TestPDFLosesWhatIsNotDrawn(t *testing.T) {
	f := taken(t, spiedPDF(t))
	if f.Name != "dokument.pdf" || f.MediaType != PDF || f.Note != noteDocument {
		t.Errorf("%+v", f.Name)
	}
	all := string(bytes.Join(inflated(t, f.Content), []byte("\n---\n")))
	for _, want := range []string{
		"10 10 50 50 re", "/Im1 Do", "<666a616ceb> Tj", "ID \xff\x00\nEI", // the drawing
		"5.00000 0 0 5.00000 100.00000 10.00000 cm", "/Stamp0 Do", // the stamp in its place
		"1 0 0 RG", // how it looks
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is gone", want)
		}
	}
	for _, not := range []string{"/Info", "/ID", "/Metadata", "/Annots", "/ICCBased", "/Properties", "BDC"} {
		if bytes.Contains(f.Content, []byte(not)) || strings.Contains(all, not) {
			t.Errorf("%s is still there", not)
		}
	}
}

func TestPDFRefused(t *testing.T) {
	page := func(annot string) []byte {
		return made("", root, pages, "<</Type/Page/Parent 2 0 R/Annots["+annot+"]>>")
	}
	catalogue := func(s string) []byte {
		return made("", "<</Type/Catalog/Pages 2 0 R"+s+">>", pages, blank1, stream("", "f"))
	}
	drawn := func(dict, body string) []byte {
		return made("", root, pages, "<</Type/Page/Parent 2 0 R/Resources<</XObject<</I 4 0 R>>>>>>", stream("/Subtype/Image/Width 9/Height 9"+dict, body))
	}
	var bomb bytes.Buffer
	z := zlib.NewWriter(&bomb)
	z.Write(make([]byte, maxStreams+1))
	z.Close()
	for name, c := range map[string]struct {
		content []byte
		why     string
	}{
		"script at opening":    {catalogue("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), whyScript},
		"script by name":       {catalogue("/Names<</JavaScript<</Names[(a)<<>>]>>>>"), whyScript},
		"script, disguised":    {catalogue("/OpenAction<</S/J#61vaScript/J#53(x)>>"), whyScript},
		"program":              {catalogue("/OpenAction<</S/Launch/F(cmd.exe)>>"), whyScript},
		"form sent away":       {catalogue("/AA<</X<</S/SubmitForm>>>>"), whyScript},
		"XFA":                  {catalogue("/AcroForm<</XFA[]>>"), whyScript},
		"attachment":           {catalogue("/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/EF<<>>>>]>>>>"), whyAttached},
		"attachment elsewhere": {made("", root, pages, blank1, stream("", "f"), "<</Type/Filespec/F(x)>>"), whyAttached},
		"attachment on page":   {page("<</Subtype/FileAttachment>>"), whyAttached},
		"film":                 {page("<</Subtype/RichMedia>>"), whyScript},
		"link":                 {page("<</Subtype/Link/A<</S/URI/URI(https://x)>>>>"), whyPDFLinks},
		"link to a file":       {page("<</Subtype/Link/A<</S/GoToR/F(x.pdf)>>>>"), whyPDFLinks},
		"layers":               {catalogue("/OCProperties<</OCGs[]>>"), whyLayers},
		"locked":               {made("/Encrypt<</Filter/Standard>>", root, pages, blank1, stream("", "f")), whyLocked},
		"field not drawn":      {page("<</Subtype/Widget/FT/Tx/V(fjala)/Rect[0 0 9 9]>>"), whyForm},
		"JPEG 2000":            {drawn("/Filter/JPXDecode", "x"), whyCoding},
		"JBIG2":                {drawn("/Filter/JBIG2Decode", "x"), whyCoding},
		"not a JPEG":           {drawn("/Filter/DCTDecode", "x"), whyCoding},
		"huge picture":         {drawn("/Width 90000", "x"), whyCoding},
		"bomb":                 {drawn("/Filter/FlateDecode", bomb.String()), whyLarge},
		"no pages":             {made("", root, "<</Kids[]>>"), whyBroken},
		"tree in a ring":       {made("", root, "<</Kids[2 0 R]>>"), whyBroken},
		"no table":             {[]byte("%PDF-1.4\nhello"), whyBroken},
		"text before":          {append([]byte("fjalë\n"), "%PDF-1.4\nhello"...), whyBroken},
		"too deep":             {made("", strings.Repeat("[", 5000)), whyBroken},
		"length of itself":     {made("", root, pages, blank1, "<</Length 4 0 R>>\nstream\nf\nendstream"), whyBroken},
	} {
		t.Run(name, func(t *testing.T) { refused(t, c.content, c.why) })
	}
}

// A signature does not survive that the document is written anew; the note
// says so.
func TestPDFSigned(t *testing.T) {
	f := taken(t, made("", root, pages, blank1, stream("", "f"), "<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>/Name("+mark+")>>"))
	if f.Note != noteSigned {
		t.Errorf("note %q", f.Note)
	}
}

// An older version of an object does not come back, and a table may be packed.
func TestPDFVersions(t *testing.T) {
	newer := bytes.Clone(plainPDF)
	prev := bytes.LastIndex(newer, []byte("xref\n0 "))
	at := len(newer)
	newer = append(newer, "4 0 obj\n"+stream("", "1 1 9 9 re f")+"\nendobj\n"...)
	table := len(newer)
	newer = fmt.Appendf(newer, "xref\n4 1\n%010d 00000 n \ntrailer <</Size 5/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", at, prev, table)
	if all := inflated(t, taken(t, newer).Content); !bytes.Contains(all[0], []byte("1 1 9 9 re")) {
		t.Errorf("%q", all)
	}
	var rows bytes.Buffer
	b := []byte("%PDF-1.5\n")
	objects := []string{root, pages, blank1}
	headline, body := "", ""
	for i, o := range objects {
		headline += fmt.Sprintf("%d %d ", i+1, len(body))
		body += o + " "
	}
	pack := len(b)
	b = fmt.Appendf(b, "5 0 obj\n%s\nendobj\n", stream(fmt.Sprintf("/Type/ObjStm/N 3/First %d", len(headline)), headline+body))
	content := len(b)
	b = fmt.Appendf(b, "4 0 obj\n%s\nendobj\n", stream("", "2 2 9 9 re f"))
	table = len(b)
	for _, row := range [][3]int{{0, 0, 0}, {2, 5, 0}, {2, 5, 1}, {2, 5, 2}, {1, content, 0}, {1, pack, 0}, {1, table, 0}} {
		rows.Write([]byte{byte(row[0]), byte(row[1] >> 8), byte(row[1]), byte(row[2])})
	}
	b = fmt.Appendf(b, "6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF", stream("/Type/XRef/Size 7/W[1 2 1]/Root 1 0 R", rows.String()), table)
	if all := inflated(t, taken(t, b).Content); !bytes.Contains(all[0], []byte("2 2 9 9 re")) {
		t.Errorf("%q", all)
	}
}
