package document

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// clean keeps of a text what an XML file may hold: control characters and broken encoding go, ends of line become \n.
func clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\n' || r == '\t':
			return r
		case r < 0x20, r >= 0x7f && r < 0xa0, r == utf8.RuneError, r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, s)
}

// line is a cleaned text on one line.
func line(s string) string {
	return strings.Join(strings.Fields(clean(s)), " ")
}

// plain is the text of runs.
func plain(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(clean(r.Text))
	}
	return b.String()
}

// outward is a link that may leave the document: http, https or mailto. All else is "".
func outward(link string) string {
	u, err := url.Parse(clean(link))
	if err != nil {
		return ""
	}
	web := (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
	if web || u.Scheme == "mailto" && u.Opaque != "" {
		return u.String()
	}
	return ""
}

// pathLink is a link to a page of the application, followed on web pages only: one slash, then not another.
func pathLink(link string) string {
	if len(link) > 1 && link[0] == '/' && link[1] != '/' && link[1] != '\\' {
		return clean(link)
	}
	return ""
}

// An anchor is a place in the document that links and the contents lead to.
type anchor struct {
	id    string // unique in the document; "" for a block nobody can link to
	level int    // of a heading; 0 for a table or chart
	text  string
}

// anchors gives the anchor of every block, in their order.
func anchors(d Document) []anchor {
	used := map[string]bool{}
	out := make([]anchor, len(d.Blocks))
	for i, b := range d.Blocks {
		switch b := b.(type) {
		case Heading:
			out[i] = anchor{id: unique(used, anchorID(b.ID, i)), level: b.level(), text: line(b.Text)}
		case Table:
			out[i] = blockAnchor(used, b.ID, b.Caption, i)
		case Drawing:
			out[i] = blockAnchor(used, b.name(), b.title(), i)
		}
	}
	return out
}

func blockAnchor(used map[string]bool, id, text string, i int) anchor {
	if id == "" {
		return anchor{}
	}
	return anchor{id: unique(used, anchorID(id, i)), text: line(text)}
}

// anchorID keeps letters, digits, "-", "_" and "." of an ID, or makes one from the block's place.
func anchorID(id string, i int) string {
	id = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.", r) {
			return r
		}
		return '-'
	}, clean(id))
	if strings.Trim(id, "-") == "" {
		return fmt.Sprintf("s-%d", i+1)
	}
	return id
}

func unique(used map[string]bool, id string) string {
	name := id
	for n := 2; used[name]; n++ {
		name = fmt.Sprintf("%s-%d", id, n)
	}
	used[name] = true
	return name
}

// inward is the index of the block a link of the form "#id" leads to, or -1.
func inward(places []anchor, link string) int {
	id, ok := strings.CutPrefix(link, "#")
	if !ok {
		return -1
	}
	id = anchorID(id, -1)
	return slices.IndexFunc(places, func(a anchor) bool { return a.id == id })
}

// headings are the anchors the contents list.
func headings(places []anchor) []anchor {
	return slices.DeleteFunc(slices.Clone(places), func(a anchor) bool { return a.level == 0 })
}

// words are the few words the writers add themselves.
type words struct{ contents, page, of, sheet, table, chart, note string }

func wordsOf(lang string) words {
	if strings.HasPrefix(lang, "en") {
		return words{"Contents", "page", "of", "Sheet", "Table", "Chart", "Note"}
	}
	return words{"Përmbajtja", "faqe", "nga", "Fleta", "Tabela", "Grafiku", "Shënim"}
}

// pageOf is "faqe 2 nga 9".
func (w words) pageOf(n, total int) string {
	return fmt.Sprintf("%s %d %s %d", w.page, n, w.of, total)
}

// lang is the document's language as the formats want it.
func (d Document) lang() string {
	if d.Lang == "" {
		return "sq-AL"
	}
	return d.Lang
}
