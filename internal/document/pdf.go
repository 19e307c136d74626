package document

import (
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gobolditalic"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// The page: A4 in millimetres.
const (
	pageWidth   = 210.0
	pageHeight  = 297.0
	marginSide  = 25.0
	marginTop   = 25.0
	marginFoot  = 24.0
	textWidth   = pageWidth - 2*marginSide
	textSize    = 10.5
	lineHeight  = 5.4
	paragraphBy = 2.2 // after a paragraph
)

// WritePDF writes the document as a PDF: the pages as they are printed, with a contents that knows its page numbers.
// Characters the font has no picture for (emoji, other scripts than Latin, Greek and Cyrillic) are printed as a small
// square. An emblem that is no image gives ErrImage.
func WritePDF(w io.Writer, d Document) error {
	// The contents stand before the pages they name, so the document is laid out twice.
	draft, err := layOut(d, nil, 0)
	if err != nil {
		return err
	}
	final, err := layOut(d, draft.pages, draft.pdf.PageCount())
	if err != nil {
		return err
	}
	return final.pdf.Output(w)
}

// A pdfBody lays a document out on pages.
type pdfBody struct {
	pdf    *fpdf.Fpdf
	doc    Document
	words  words
	places []anchor
	links  []int       // of every block, where links lead
	known  map[int]int // the page of every heading, from the layout before
	pages  map[int]int // the same, from this one
	total  int         // pages, from the layout before
	level  int         // of the last bookmark
}

func layOut(d Document, known map[int]int, total int) (*pdfBody, error) {
	p := &pdfBody{
		pdf: fpdf.New("P", "mm", "A4", ""), doc: d, words: wordsOf(d.Lang), places: anchors(d),
		known: known, pages: map[int]int{}, total: total,
	}
	for range d.Blocks {
		p.links = append(p.links, p.pdf.AddLink())
	}
	p.setUp()
	p.pdf.AddPage()
	if err := p.letterhead(); err != nil {
		return nil, err
	}
	p.titles()
	for i, b := range d.Blocks {
		if err := p.block(b, i); err != nil {
			return nil, err
		}
	}
	p.signature()
	return p, p.pdf.Error()
}

// setUp sets fonts, page, metadata, and what stands on every page.
func (p *pdfBody) setUp() {
	p.pdf.AddUTF8FontFromBytes("go", "", goregular.TTF)
	p.pdf.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	p.pdf.AddUTF8FontFromBytes("go", "I", goitalic.TTF)
	p.pdf.AddUTF8FontFromBytes("go", "BI", gobolditalic.TTF)
	p.pdf.SetCatalogSort(true)
	p.pdf.SetMargins(marginSide, marginTop, marginSide)
	p.pdf.SetAutoPageBreak(true, marginFoot)
	p.pdf.SetCellMargin(0)
	at := p.doc.Created.UTC()
	if at.IsZero() {
		at = time.Unix(0, 0).UTC() // for no time at all the library would read the clock
	}
	p.pdf.SetCreationDate(at)
	p.pdf.SetModificationDate(at)
	p.pdf.SetTitle(line(p.doc.Title), true)
	p.pdf.SetSubject(line(p.doc.Subject), true)
	p.pdf.SetLang(p.doc.lang())
	p.pdf.SetHeaderFunc(p.header)
	p.pdf.SetFooterFunc(p.footer)
}

func (p *pdfBody) header() {
	if line(p.doc.Mark) == "" {
		return
	}
	p.font("B", 9)
	p.pdf.SetTextColor(156, 28, 28)
	p.pdf.SetXY(marginSide, 12)
	p.cell(textWidth, 5, p.fit(p.doc.Mark, textWidth), AlignRight)
	p.pdf.SetTextColor(0, 0, 0)
	p.pdf.SetXY(marginSide, marginTop)
}

func (p *pdfBody) footer() {
	top := pageHeight - marginFoot + 6
	p.pdf.SetDrawColor(128, 128, 128)
	p.pdf.Line(marginSide, top, pageWidth-marginSide, top)
	p.font("", 7.5)
	const number = 30.0
	for i, l := range p.wrap(printable(p.doc.Footer), textWidth-number) {
		if i < 3 {
			p.pdf.SetXY(marginSide, top+1.5+float64(i)*3.4)
			p.cell(textWidth-number, 3.4, l, AlignLeft)
		}
	}
	p.pdf.SetXY(pageWidth-marginSide-number, top+1.5)
	p.cell(number, 3.4, p.words.pageOf(p.pdf.PageNo(), max(p.total, p.pdf.PageNo())), AlignRight)
}

func (p *pdfBody) font(style string, size float64) { p.pdf.SetFont("go", style, size) }

// cell prints one line of text and stays on it.
func (p *pdfBody) cell(w, h float64, text string, a Align) {
	p.pdf.CellFormat(w, h, text, "", 0, map[Align]string{AlignAuto: "L", AlignLeft: "L", AlignCenter: "C", AlignRight: "R"}[a], false, 0, "")
}

// put prints lines one under the other, from the left margin.
func (p *pdfBody) put(lines []string, height float64, a Align) {
	for _, l := range lines {
		p.room(height)
		p.pdf.SetX(marginSide)
		p.cell(textWidth, height, l, a)
		p.pdf.Ln(height)
	}
}

// room starts a new page where less than this height is left.
func (p *pdfBody) room(height float64) {
	if p.pdf.GetY()+height > pageHeight-marginFoot {
		p.pdf.AddPage()
	}
}

// wrap breaks text into lines of at most a width, between words where it can.
func (p *pdfBody) wrap(text string, width float64) []string {
	var lines []string
	for _, l := range strings.Split(text, "\n") {
		current := ""
		for _, word := range strings.Split(l, " ") {
			if current != "" && p.pdf.GetStringWidth(current+" "+word) <= width {
				current += " " + word
				continue
			}
			if current != "" {
				lines = append(lines, current)
			}
			var whole []string
			whole, current = p.split(word, width)
			lines = append(lines, whole...)
		}
		lines = append(lines, current)
	}
	return lines
}

// split cuts a word that is wider than a line: whole lines, and what is left.
func (p *pdfBody) split(word string, width float64) (lines []string, rest string) {
	for _, r := range word {
		if rest != "" && p.pdf.GetStringWidth(rest+string(r)) > width {
			lines, rest = append(lines, rest), ""
		}
		rest += string(r)
	}
	return lines, rest
}

// fit is the first line of a text.
func (p *pdfBody) fit(text string, width float64) string {
	return p.wrap(printable(line(text)), width)[0]
}

// glyphs are the characters the fonts have; the four cover the same.
var glyphs = func() *sfnt.Font {
	f, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		panic(fmt.Sprintf("document: the font built in is broken: %v", err))
	}
	return f
}()

// printable is text in characters the font can print. Accents typed as separate signs are joined with their letter.
func printable(s string) string {
	var buf sfnt.Buffer
	return strings.Map(func(r rune) rune {
		switch r {
		case '\n':
			return r
		case '\t':
			return ' '
		case '\u202f', '\u2007', '\u2009':
			return '\u00a0'
		case '\u2010', '\u2011':
			return '-'
		case '\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\ufe0f':
			return -1
		}
		if i, err := glyphs.GlyphIndex(&buf, r); err != nil || i == 0 || r > 0xffff {
			return '□'
		}
		return r
	}, norm.NFC.String(clean(s)))
}
