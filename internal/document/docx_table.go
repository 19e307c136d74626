package document

import (
	"fmt"
	"strings"
)

// Lines between rows and under the head; the head shaded.
const tableLook = `<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:left w:val="single" w:sz="4" w:space="0" w:color="A0A0A0"/>` +
	`<w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:right w:val="single" w:sz="4" w:space="0" w:color="A0A0A0"/>` +
	`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="A0A0A0"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="A0A0A0"/></w:tblBorders>` +
	`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>`

// table writes caption, table and note. i is the block's place.
func (b *docxBody) table(t Table, i int) {
	if t.Caption != "" || b.places[i].id != "" {
		b.raw(`<w:p>`)
		b.properties("caption", "")
		b.bookmarked(i, Run{Text: t.Caption})
		b.raw(`</w:p>`)
	}
	b.grid(t)
}

// grid writes the table itself and its note.
func (b *docxBody) grid(t Table) {
	if t.columns() == 0 {
		return
	}
	if b.newPage {
		b.para(styleNormal, "")
	}
	widths := b.columnWidths(t)
	b.f(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/>`, b.width)
	b.raw(tableLook)
	if t.Caption != "" {
		b.f(`<w:tblCaption w:val="%s"/>`, line(t.Caption))
	}
	b.raw(`</w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		b.f(`<w:gridCol w:w="%d"/>`, w)
	}
	b.raw(`</w:tblGrid>`)
	aligns := t.aligns()
	if len(t.Head) > 0 {
		b.headRow(t, widths, aligns)
	}
	for _, r := range t.Rows {
		b.row(r, widths, aligns)
	}
	b.raw(`</w:tbl>`)
	b.para(styleNote, "", Run{Text: t.Note}) // also when empty: Word joins tables that touch
}

// columnWidths share out the width of the text.
func (b *docxBody) columnWidths(t Table) []int {
	widths, left := make([]int, t.columns()), b.width
	for i, share := range t.shares() {
		widths[i] = min(max(int(share*float64(b.width)), 1), max(left, 1))
		left -= widths[i]
	}
	widths[len(widths)-1] += max(left, 0)
	return widths
}

func (b *docxBody) headRow(t Table, widths []int, aligns []Align) {
	b.raw(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for col, w := range widths {
		b.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E8EBEF"/><w:vAlign w:val="bottom"/></w:tcPr>`, w)
		b.para(styleCell, `<w:keepNext/>`+justify(aligns[col]), Run{Text: t.head(col), Bold: true})
		b.raw(`</w:tc>`)
	}
	b.raw(`</w:tr>`)
}

func (b *docxBody) row(r Row, widths []int, aligns []Align) {
	b.raw(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	for col, w := range widths {
		c := r.cell(col)
		b.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, w)
		if shade := c.shade(); shade > 0 {
			b.f(`<w:shd w:val="clear" w:color="auto" w:fill="%s"/>`, shadeHex(shade))
		}
		b.raw(`</w:tcPr>`)
		indent := ""
		if col == 0 && r.Level > 0 {
			indent = fmt.Sprintf(`<w:ind w:left="%d"/>`, min(r.Level, 8)*200)
		}
		b.para(styleCell, indent+justify(aligns[col]), Run{Text: c.Text, Link: c.Link, Bold: r.Bold})
		b.raw(`</w:tc>`)
	}
	b.raw(`</w:tr>`)
}

func justify(a Align) string {
	switch a {
	case AlignRight:
		return `<w:jc w:val="right"/>`
	case AlignCenter:
		return `<w:jc w:val="center"/>`
	}
	return ""
}

// figure writes title, picture and the table of its numbers.
func (b *docxBody) figure(d Drawing, i int) error {
	b.raw(`<w:p>`)
	b.properties("caption", "")
	b.bookmarked(i, Run{Text: d.title()})
	b.raw(`</w:p>`)
	if d.drawable() {
		png, err := PNG(d, printWidth)
		if err != nil {
			return err
		}
		if err := b.picture(png, d.alt(), styleCell, func(p picture) (int, int) { return p.within(b.width, pictureHeight*20) }); err != nil {
			return err
		}
	}
	t := d.table()
	if strings.TrimSpace(t.Caption) != "" && t.Caption != d.title() {
		b.para("caption", "", Run{Text: t.Caption})
	}
	b.grid(t)
	return nil
}

// picture writes a picture as a paragraph. size gives its width and height in twentieths of a point.
func (b *docxBody) picture(data []byte, alt, style string, size func(picture) (int, int)) error {
	p, err := readPicture(data)
	if err != nil {
		return err
	}
	b.pictures++
	id := b.relationID()
	b.media = append(b.media, medium{id: id, ext: p.kind, data: data})
	const emu = 635 // English metric units in a twentieth of a point
	w, h := size(p)
	w, h = w*emu, h*emu
	b.raw(`<w:p>`)
	b.properties(style, `<w:keepNext/><w:spacing w:after="120"/>`)
	b.f(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/>`, w, h)
	b.f(`<wp:docPr id="%d" name="%s" descr="%s"/>`, b.pictures, fmt.Sprintf("Figura %d", b.pictures), line(alt))
	b.raw(`<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">` +
		`<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">`)
	b.f(`<pic:nvPicPr><pic:cNvPr id="%d" name="%s" descr="%s"/><pic:cNvPicPr/></pic:nvPicPr>`, b.pictures, fmt.Sprintf("Figura %d", b.pictures), line(alt))
	b.f(`<pic:blipFill><a:blip r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`, id)
	b.f(`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`, w, h)
	b.raw(`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`)
	return nil
}
