package document

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
)

// HTMLOptions say how a page is to be written.
type HTMLOptions struct {
	// ChartURL gives the address of a chart's picture. Without it the picture is part of the page itself, which a
	// strict content security policy does not show.
	ChartURL func(Chart) string

	// DrawingURL gives the address of the picture of the Map or Season with this ID, as ChartURL does of charts.
	DrawingURL func(id string) string
}

// WriteHTML writes a page that stands alone: its style is in it, it prints well, it needs no script and no network.
func WriteHTML(w io.Writer, d Document, o HTMLOptions) error {
	h := newHTMLBody(d, o)
	h.f(`<!DOCTYPE html><html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`, d.lang())
	h.f(`<title>%s</title><style>`, line(d.Title))
	h.raw(htmlStyle + `</style></head><body>`)
	if d.Mark != "" {
		h.f(`<p class="doc-mark">%s</p>`, d.Mark)
	}
	if err := h.letterhead(); err != nil {
		return err
	}
	h.f(`<main><h1>%s</h1>`, d.Title)
	if d.Subject != "" {
		h.f(`<p class="doc-subject">%s</p>`, d.Subject)
	}
	if err := h.blocks(); err != nil {
		return err
	}
	h.signature()
	h.raw(`</main>`)
	if d.Footer != "" {
		h.f(`<footer>%s</footer>`, d.Footer)
	}
	h.raw("</body></html>\n")
	_, err := io.WriteString(w, h.b.String())
	return err
}

// HTMLBody is the blocks alone, for a page of the application: headings from h2, classes that begin with "doc-", no
// style and no script, so that a strict content security policy holds. Letterhead, title, mark, footer and signature
// are the page's.
func HTMLBody(d Document, o HTMLOptions) (template.HTML, error) {
	h := newHTMLBody(d, o)
	err := h.blocks()
	return template.HTML(h.b.String()), err // safe: all text in it went through f, which escapes; a property test holds it
}

// An htmlBody writes the text of a page.
type htmlBody struct {
	markup
	doc     Document
	options HTMLOptions
	places  []anchor
}

func newHTMLBody(d Document, o HTMLOptions) *htmlBody {
	return &htmlBody{doc: d, options: o, places: anchors(d)}
}

func (h *htmlBody) blocks() error {
	for i, block := range h.doc.Blocks {
		if err := h.block(block, i); err != nil {
			return err
		}
		h.raw("\n")
	}
	return nil
}

func (h *htmlBody) block(block Block, i int) error {
	switch x := block.(type) {
	case Heading:
		h.f(`<h%d id="%s">%s</h%[1]d>`, x.level()+1, h.places[i].id, x.Text)
	case Paragraph:
		h.paragraph(x)
	case List:
		h.list(x)
	case Table:
		h.table(x, h.places[i].id)
	case Drawing:
		return h.figure(x, h.places[i].id)
	case Contents:
		h.contents()
	case PageBreak:
		h.raw(`<div class="doc-page-break"></div>`)
	}
	return nil
}

func (h *htmlBody) paragraph(p Paragraph) {
	tag := "p"
	if p.Style == "quote" {
		tag = "blockquote"
	}
	h.f(`<%s`, tag)
	if p.Style == "lead" || p.Style == "note" {
		h.f(` class="doc-%s"`, p.Style)
	}
	h.raw(`>`)
	h.runs(p.Runs)
	h.f(`</%s>`, tag)
}

func (h *htmlBody) runs(runs []Run) {
	for _, r := range runs {
		open, end := h.link(r.Link)
		h.raw(open + when(r.Bold, `<strong>`) + when(r.Italic, `<em>`))
		h.text(r.Text)
		h.raw(when(r.Italic, `</em>`) + when(r.Bold, `</strong>`) + end)
	}
}

// text writes characters, with the ends of line kept.
func (h *htmlBody) text(s string) {
	for i, l := range strings.Split(clean(s), "\n") {
		h.raw(when(i > 0, `<br>`))
		h.raw(escape(l))
	}
}

// link gives the tags around a link, or nothing where the link may not be followed.
func (h *htmlBody) link(to string) (open, end string) {
	if to == "" {
		return "", "" // as nearly every text is
	}
	href := outward(to)
	if i := inward(h.places, to); i >= 0 {
		href = "#" + h.places[i].id
	} else if href == "" {
		href = pathLink(to)
	}
	if href == "" {
		return "", ""
	}
	return fmt.Sprintf(`<a href="%s">`, escape(href)), `</a>`
}

func (h *htmlBody) list(l List) {
	tag := "ul"
	if l.Numbered {
		tag = "ol"
	}
	h.f(`<%s>`, tag)
	for _, item := range l.Items {
		h.raw(`<li>`)
		h.runs(item)
		h.raw(`</li>`)
	}
	h.f(`</%s>`, tag)
}

func (h *htmlBody) table(t Table, id string) {
	if t.columns() == 0 {
		return
	}
	h.raw(`<div class="doc-table" tabindex="0"`) // scrolls when it is wider than the page
	if t.Caption != "" {
		h.f(` role="region" aria-label="%s"`, t.Caption)
	}
	h.raw(`><table`)
	if id != "" {
		h.f(` id="%s"`, id)
	}
	h.raw(`>`)
	if t.Caption != "" {
		h.f(`<caption>%s</caption>`, t.Caption)
	}
	aligns := t.aligns()
	h.tableHead(t, aligns)
	h.raw(`<tbody>`)
	for _, r := range t.Rows {
		h.row(r, aligns)
	}
	h.raw(`</tbody></table></div>`)
	if t.Note != "" {
		h.raw(`<p class="doc-note">`)
		h.text(t.Note)
		h.raw(`</p>`)
	}
}

func (h *htmlBody) tableHead(t Table, aligns []Align) {
	if len(t.Head) == 0 {
		return
	}
	h.raw(`<thead><tr>`)
	for col, align := range aligns {
		h.raw(`<th scope="col"` + cellClass(align, false, 0, 0) + `>`)
		h.text(t.head(col))
		h.raw(`</th>`)
	}
	h.raw(`</tr></thead>`)
}

func (h *htmlBody) row(r Row, aligns []Align) {
	h.raw(`<tr>`)
	for col, align := range aligns {
		c, level := r.cell(col), 0
		if col == 0 {
			level = r.Level
		}
		h.raw(`<td` + cellClass(align, r.Bold, level, c.shade()) + `>`)
		h.runs([]Run{{Text: c.Text, Link: c.Link}})
		h.raw(`</td>`)
	}
	h.raw(`</tr>`)
}

// cellClass is the class attribute of a cell, with a space before it, or "".
func cellClass(a Align, bold bool, level, shade int) string {
	var classes []string
	switch a {
	case AlignRight:
		classes = append(classes, "doc-right")
	case AlignCenter:
		classes = append(classes, "doc-center")
	}
	if bold {
		classes = append(classes, "doc-total")
	}
	if level > 0 {
		classes = append(classes, fmt.Sprintf("doc-level-%d", min(level, 4)))
	}
	if shade > 0 {
		classes = append(classes, fmt.Sprintf("doc-shade-%d", shade))
	}
	if classes == nil {
		return ""
	}
	return ` class="` + strings.Join(classes, " ") + `"`
}

func (h *htmlBody) figure(d Drawing, id string) error {
	h.raw(`<figure`)
	if id != "" {
		h.f(` id="%s"`, id)
	}
	h.raw(`>`)
	if d.drawable() {
		src, err := h.source(d)
		if err != nil {
			return err
		}
		width, height := d.size()
		h.f(`<img src="%s" alt="%s" width="%d" height="%d">`, src, line(d.alt()), width, height)
	}
	h.f(`<figcaption>%s</figcaption></figure>`, d.title())
	h.table(d.table(), "")
	return nil
}

// source is the address of a picture, or the picture itself.
func (h *htmlBody) source(d Drawing) (string, error) {
	if c, ok := d.(Chart); ok && h.options.ChartURL != nil {
		return h.options.ChartURL(c), nil
	} else if !ok && h.options.DrawingURL != nil {
		return h.options.DrawingURL(d.name()), nil
	}
	svg, err := SVG(d)
	return "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg), err
}

func (h *htmlBody) contents() {
	entries := headings(h.places)
	if len(entries) == 0 {
		return
	}
	h.f(`<nav class="doc-contents" aria-label="%s"><p>%[1]s</p><ul>`, wordsOf(h.doc.Lang).contents)
	for _, a := range entries {
		h.f(`<li class="doc-level-%d"><a href="#%s">%s</a></li>`, a.level, a.id, a.text)
	}
	h.raw(`</ul></nav>`)
}
