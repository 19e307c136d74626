package document

import (
	"fmt"
	"strings"
)

// A docxBody writes the text of a Word file and gathers what it refers to.
type docxBody struct {
	markup
	doc       Document
	words     words
	places    []anchor
	styles    map[string]string // style ids by name
	lists     numbering
	width     int // of the text, in twentieths of a point
	nextID    int // of the next relation
	numbered  int // numbered lists so far
	pictures  int
	newPage   bool // the next paragraph starts a page
	relations []relation
	media     []medium
}

func newDocxBody(d Document, styles map[string]string, lists numbering, width, freeID int) *docxBody {
	return &docxBody{doc: d, words: wordsOf(d.Lang), places: anchors(d), styles: styles, lists: lists, width: width, nextID: freeID}
}

// document writes all of it. Under a template (own is false) mark and footer text stand in the text, since header and
// footer are the template's.
func (b *docxBody) document(own bool) error {
	if !own && line(b.doc.Mark) != "" {
		b.para(styleLetter, "", Run{Text: b.doc.Mark, Bold: true})
	}
	if err := b.letterhead(own); err != nil {
		return err
	}
	b.titles()
	for i, block := range b.doc.Blocks {
		if err := b.block(block, i); err != nil {
			return err
		}
	}
	b.signature()
	if !own && line(b.doc.Footer) != "" {
		b.para(styleNote, "", Run{Text: b.doc.Footer})
	}
	return nil
}

func (b *docxBody) block(block Block, i int) error {
	switch x := block.(type) {
	case Heading:
		b.heading(x, i)
	case Paragraph:
		b.para(paragraphStyle(x.Style), "", x.Runs...)
	case List:
		b.list(x)
	case Table:
		b.table(x, i)
	case Drawing:
		return b.figure(x, i)
	case Contents:
		b.contents()
	case PageBreak:
		b.newPage = true
	}
	return nil
}

func paragraphStyle(style string) string {
	switch style {
	case "lead":
		return styleLead
	case "note":
		return styleNote
	case "quote":
		return "quote"
	}
	return styleNormal
}

// para writes a paragraph in a style, with further properties.
func (b *docxBody) para(style, properties string, runs ...Run) {
	b.raw(`<w:p>`)
	b.properties(style, properties)
	b.runs(runs)
	b.raw(`</w:p>`)
}

func (b *docxBody) properties(style, more string) {
	b.raw(`<w:pPr>`)
	if id := b.styles[style]; id != "" && style != styleNormal {
		b.f(`<w:pStyle w:val="%s"/>`, id)
	}
	if b.newPage {
		more = afterKeep(more, `<w:pageBreakBefore/>`)
		b.newPage = false
	}
	b.raw(more + `</w:pPr>`)
}

// afterKeep puts a property where the schema wants it: after those that keep paragraphs together.
func afterKeep(properties, add string) string {
	keep := ""
	for _, p := range []string{`<w:keepNext/>`, `<w:keepLines/>`} {
		if rest, ok := strings.CutPrefix(properties, p); ok {
			keep, properties = keep+p, rest
		}
	}
	return keep + add + properties
}

func (b *docxBody) runs(runs []Run) {
	for _, r := range runs {
		open := b.openLink(r.Link)
		b.run(r, open)
		if open {
			b.raw(`</w:hyperlink>`)
		}
	}
}

// openLink opens a link to a place in the text or to the web; other links are plain text.
func (b *docxBody) openLink(link string) bool {
	if i := inward(b.places, link); i >= 0 {
		b.f(`<w:hyperlink w:anchor="%s" w:history="1">`, bookmark(i))
		return true
	}
	to := outward(link)
	if to == "" {
		return false
	}
	id := b.relationID()
	b.relations = append(b.relations, relation{ID: id, Type: relLink, Target: to, Mode: "External"})
	b.f(`<w:hyperlink r:id="%s" w:history="1">`, id)
	return true
}

func (b *docxBody) relationID() string {
	b.nextID++
	return fmt.Sprintf("rIdTz%d", b.nextID-1)
}

func (b *docxBody) run(r Run, link bool) {
	b.raw(`<w:r>`)
	if link || r.Bold || r.Italic {
		b.raw(`<w:rPr>`)
		if link {
			b.f(`<w:rStyle w:val="%s"/>`, b.styles["hyperlink"])
		}
		b.raw(when(r.Bold, `<w:b/>`) + when(r.Italic, `<w:i/>`) + `</w:rPr>`)
	}
	b.text(r.Text)
	b.raw(`</w:r>`)
}

// text writes characters, ends of line and tabs.
func (b *docxBody) text(s string) {
	for i, l := range strings.Split(clean(s), "\n") {
		b.raw(when(i > 0, `<w:br/>`))
		for j, part := range strings.Split(l, "\t") {
			b.raw(when(j > 0, `<w:tab/>`))
			b.f(`<w:t xml:space="preserve">%s</w:t>`, part)
		}
	}
}

func when(yes bool, markup string) string {
	if yes {
		return markup
	}
	return ""
}

// bookmark is the name of a block's place. Word hides names that begin with "_Toc" from its own list.
func bookmark(i int) string { return fmt.Sprintf("_Toc%06d", i+1) }

// bookmarked writes runs as a place that links lead to.
func (b *docxBody) bookmarked(i int, runs ...Run) {
	if b.places[i].id == "" {
		b.runs(runs)
		return
	}
	b.f(`<w:bookmarkStart w:id="%d" w:name="%s"/>`, i+1, bookmark(i))
	b.runs(runs)
	b.f(`<w:bookmarkEnd w:id="%d"/>`, i+1)
}

func (b *docxBody) heading(h Heading, i int) {
	b.raw(`<w:p>`)
	b.properties(fmt.Sprintf("heading %d", h.level()), "")
	b.bookmarked(i, Run{Text: h.Text})
	b.raw(`</w:p>`)
}

func (b *docxBody) list(l List) {
	id := b.lists.bullets()
	if l.Numbered {
		b.numbered++
		id += b.numbered
	}
	props := fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr><w:ind w:left="567" w:hanging="340"/>`, id)
	for _, item := range l.Items {
		b.para("list paragraph", props, item...)
	}
}

// contents writes a real contents field, its entries filled in. The entries are links without page numbers: those are
// known to the program that lays the pages out, and it adds them when the reader updates the field.
func (b *docxBody) contents() {
	entries := headings(b.places)
	if len(entries) == 0 {
		return
	}
	b.raw(`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>`)
	b.para("toc heading", "", Run{Text: b.words.contents})
	first := `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-3" \h \z \u </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r>`
	for i, a := range b.places {
		if a.level == 0 {
			continue
		}
		b.raw(`<w:p>`)
		b.properties(fmt.Sprintf("toc %d", a.level), "")
		b.raw(first)
		first = ""
		b.f(`<w:hyperlink w:anchor="%s" w:history="1"><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:hyperlink></w:p>`, bookmark(i), a.text)
	}
	b.raw(`<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>`)
}

func (b *docxBody) titles() {
	if b.doc.Title != "" {
		b.para("title", "", Run{Text: b.doc.Title})
	}
	if b.doc.Subject != "" {
		b.para("subtitle", "", Run{Text: b.doc.Subject})
	}
}

// letterhead writes emblem and lines (ours only), then protocol number and date on one line.
func (b *docxBody) letterhead(own bool) error {
	l := b.doc.Letterhead
	if own && len(l.Emblem) > 0 {
		if err := b.picture(l.Emblem, l.EmblemAlt, styleLetter, func(p picture) (int, int) { return p.within(1600, 1250) }); err != nil {
			return err
		}
	}
	if own {
		for _, text := range l.Lines {
			b.para(styleLetter, "", Run{Text: text})
		}
	}
	if l.protocol()+l.dated() != "" {
		tab := fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs><w:spacing w:before="240" w:after="240"/>`, b.width)
		b.para(styleNormal, tab, Run{Text: l.protocol() + "\t" + l.dated()})
	}
	return nil
}

// signature keeps its lines together on the right half of the page.
func (b *docxBody) signature() {
	lines := b.doc.Signature.lines()
	for i, l := range lines {
		before := 60
		if i == 0 {
			before = 720
		} else if l == signingLine {
			before = 560
		}
		b.para(styleNormal, fmt.Sprintf(`%s<w:keepLines/><w:spacing w:before="%d" w:after="0"/><w:ind w:left="%d"/><w:jc w:val="center"/>`,
			when(i < len(lines)-1, `<w:keepNext/>`), before, b.width/2), Run{Text: l, Bold: i == 0})
	}
}
