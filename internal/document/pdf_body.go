package document

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/draw"
)

func (p *pdfBody) block(b Block, i int) error {
	switch x := b.(type) {
	case Heading:
		p.heading(x, i)
	case Paragraph:
		p.paragraph(x)
	case List:
		p.list(x)
	case Table:
		p.anchor(i)
		p.caption(x.Caption, p.beginning(x))
		p.table(x)
	case Drawing:
		return p.figure(x, i)
	case Contents:
		p.contents()
	case PageBreak:
		if p.pdf.GetY() > marginTop {
			p.pdf.AddPage()
		}
	}
	return nil
}

// letterhead prints emblem and lines in the middle, then protocol number and date on one line.
func (p *pdfBody) letterhead() error {
	l := p.doc.Letterhead
	if len(l.Emblem) > 0 {
		if err := p.emblem(l.Emblem); err != nil {
			return err
		}
	}
	p.font("B", 11)
	for _, text := range l.Lines {
		p.put(p.wrap(printable(text), textWidth), 5.2, AlignCenter)
	}
	if l.protocol()+l.dated() == "" {
		return nil
	}
	p.font("", textSize)
	p.pdf.Ln(6)
	right := p.wrap(printable(l.dated()), textWidth/2-4)
	left := p.wrap(printable(l.protocol()), textWidth/2-4)
	for i := range max(len(left), len(right)) {
		p.pdf.SetX(marginSide)
		p.cell(textWidth/2, lineHeight, at(left, i), AlignLeft)
		p.cell(textWidth/2, lineHeight, at(right, i), AlignRight)
		p.pdf.Ln(lineHeight)
	}
	return nil
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// emblem prints the emblem in the middle, at most 28 mm wide and 22 mm high.
func (p *pdfBody) emblem(data []byte) error {
	size, err := readPicture(data)
	if err != nil {
		return err
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return ErrImage
	}
	// Whatever kind of PNG or JPEG it was, the PDF library knows this one.
	small := picture{"png", min(size.width, printWidth/2), 0}
	small.height = max(size.height*small.width/size.width, 1)
	same := image.NewNRGBA(image.Rect(0, 0, small.width, small.height))
	draw.CatmullRom.Scale(same, same.Bounds(), img, img.Bounds(), draw.Src, nil)
	var b bytes.Buffer
	if err := png.Encode(&b, same); err != nil {
		return err
	}
	w, h := size.within(2800, 2200)
	p.picture("emblem", b.Bytes(), float64(w)/100, float64(h)/100)
	p.pdf.Ln(2)
	return nil
}

// picture prints a PNG in the middle of the line.
func (p *pdfBody) picture(name string, data []byte, w, h float64) {
	p.room(h)
	options := fpdf.ImageOptions{ImageType: "png"}
	p.pdf.RegisterImageOptionsReader(name, options, bytes.NewReader(data))
	p.pdf.ImageOptions(name, marginSide+(textWidth-w)/2, p.pdf.GetY(), w, h, false, options, 0, "")
	p.pdf.SetY(p.pdf.GetY() + h)
}

func (p *pdfBody) titles() {
	if line(p.doc.Title) != "" {
		p.pdf.Ln(8)
		p.font("B", 16)
		p.put(p.wrap(printable(p.doc.Title), textWidth), 7.5, AlignCenter)
	}
	if line(p.doc.Subject) != "" {
		p.font("", 12)
		p.pdf.Ln(1)
		p.put(p.wrap(printable(p.doc.Subject), textWidth), 6, AlignCenter)
	}
	p.pdf.Ln(6)
}

// anchor makes this the place links to a block lead to.
func (p *pdfBody) anchor(i int) {
	p.pdf.SetLink(p.links[i], p.pdf.GetY(), -1)
}

// heading prints a heading, on a page where some text follows it, and marks it for the reader's outline.
func (p *pdfBody) heading(h Heading, i int) {
	size := []float64{0, 14, 12, 10.5}[h.level()]
	height := size * 0.48
	p.font("B", size)
	lines := p.wrap(printable(h.Text), textWidth)
	if p.pdf.GetY() > marginTop {
		p.pdf.Ln(5)
	}
	p.room(float64(len(lines))*height + 3*lineHeight)
	p.pages[i] = p.pdf.PageNo()
	p.anchor(i)
	p.level = min(h.level()-1, p.level+1)
	if len(p.pages) == 1 {
		p.level = 0
	}
	p.pdf.Bookmark(printable(line(h.Text)), p.level, -1)
	p.put(lines, height, AlignLeft)
	p.pdf.Ln(1.5)
}

func (p *pdfBody) paragraph(x Paragraph) {
	size, indent, italic := textSize, 0.0, false
	switch x.Style {
	case "lead":
		size = 12
	case "note":
		size = 9
	case "quote":
		indent, italic = 7, true
	}
	p.room(2 * lineHeight)
	p.indented(indent, func() { p.runs(x.Runs, size, italic) })
	p.pdf.Ln(lineHeight*size/textSize + paragraphBy)
}

// indented moves both margins in for a while.
func (p *pdfBody) indented(by float64, print func()) {
	p.pdf.SetLeftMargin(marginSide + by)
	p.pdf.SetX(marginSide + by)
	print()
	p.pdf.SetLeftMargin(marginSide)
}

func (p *pdfBody) runs(runs []Run, size float64, italic bool) {
	height := lineHeight * size / textSize
	for _, r := range runs {
		p.font(when(r.Bold, "B")+when(r.Italic || italic, "I"), size)
		text := printable(r.Text)
		if i := inward(p.places, r.Link); i >= 0 {
			p.linked(func() { p.pdf.WriteLinkID(height, text, p.links[i]) })
		} else if to := outward(r.Link); to != "" {
			p.linked(func() { p.pdf.WriteLinkString(height, text, to) })
		} else {
			p.pdf.Write(height, text)
		}
	}
}

func (p *pdfBody) linked(print func()) {
	p.pdf.SetTextColor(11, 74, 143)
	print()
	p.pdf.SetTextColor(0, 0, 0)
}

func (p *pdfBody) list(l List) {
	for i, item := range l.Items {
		p.font("", textSize)
		mark := "•"
		if l.Numbered {
			mark = strconv.Itoa(i+1) + "."
		}
		p.room(lineHeight)
		p.pdf.SetX(marginSide + 3)
		p.cell(7, lineHeight, mark, AlignLeft)
		p.indented(10, func() { p.runs(item, textSize, false) })
		p.pdf.Ln(lineHeight + 0.8)
	}
	p.pdf.Ln(paragraphBy)
}

// contents prints the headings with the pages the layout before found them on.
func (p *pdfBody) contents() {
	if len(headings(p.places)) == 0 {
		return
	}
	p.font("B", 13)
	p.put([]string{p.words.contents}, 7, AlignLeft)
	p.font("", textSize)
	for i, a := range p.places {
		if a.level > 0 {
			p.entry(a, p.links[i], p.known[i])
		}
	}
	p.pdf.Ln(4)
}

// entry prints one line of the contents, or more for a long heading; the page number stands on the last.
func (p *pdfBody) entry(a anchor, link, page int) {
	const number = 12.0
	indent := float64(a.level-1) * 6
	lines := p.wrap(printable(a.text), textWidth-indent-number)
	p.room(float64(min(len(lines), 5)) * lineHeight)
	for i, l := range lines {
		p.room(lineHeight)
		p.pdf.SetX(marginSide + indent)
		p.pdf.Link(marginSide, p.pdf.GetY(), textWidth, lineHeight, link)
		p.cell(textWidth-indent-number, lineHeight, l, AlignLeft)
		if i == len(lines)-1 {
			p.cell(number, lineHeight, fmt.Sprint(page), AlignRight)
		}
		p.pdf.Ln(lineHeight)
	}
}

// caption prints the words over a table or picture, on the page that has room for what follows them.
func (p *pdfBody) caption(text string, below float64) {
	if line(text) == "" {
		return
	}
	p.pdf.Ln(1.5)
	p.font("B", 9.5)
	lines := p.wrap(printable(text), textWidth)
	p.room(float64(len(lines))*4.8 + max(16, below))
	p.put(lines, 4.8, AlignLeft)
	p.pdf.Ln(0.8)
}

// figure prints title, picture and the table of its numbers.
func (p *pdfBody) figure(d Drawing, i int) error {
	if d.drawable() {
		// The PDF library orders pictures by width alone: a pixel more for each keeps the order of the file.
		data, err := PNG(d, printWidth+i)
		if err != nil {
			return err
		}
		size, err := readPicture(data)
		if err != nil {
			return err
		}
		const hundredths = 100 // of a millimetre
		w, h := size.within(textWidth*hundredths, pictureHeight*254/72*hundredths/10)
		p.room(float64(h)/hundredths + 12)
		p.anchor(i)
		p.caption(d.title(), 0)
		p.picture(fmt.Sprintf("chart%d", i), data, float64(w)/hundredths, float64(h)/hundredths)
		p.pdf.Ln(2)
	} else {
		p.anchor(i)
		p.caption(d.title(), 0)
	}
	t := d.table()
	if strings.TrimSpace(t.Caption) != strings.TrimSpace(d.title()) {
		p.caption(t.Caption, p.beginning(t))
	}
	p.table(t)
	return nil
}

// signature prints the block on the right half, all of it on one page.
func (p *pdfBody) signature() {
	lines := p.doc.Signature.lines()
	if len(lines) == 0 {
		return
	}
	p.pdf.Ln(10)
	p.room(float64(len(lines)) * 11)
	for i, l := range lines {
		if l == signingLine {
			p.pdf.Ln(7)
		}
		p.font(when(i == 0, "B"), textSize)
		for _, part := range p.wrap(printable(l), textWidth/2) {
			p.room(lineHeight)
			p.pdf.SetX(marginSide + textWidth/2)
			p.cell(textWidth/2, lineHeight, part, AlignCenter)
			p.pdf.Ln(lineHeight)
		}
	}
}
