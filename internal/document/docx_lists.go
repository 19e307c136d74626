package document

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// numbering says where in a numbering part our list kinds go, under numbers the template does not use.
type numbering struct {
	kinds int64 // where list kinds (w:abstractNum) are added: before the first list
	lists int64 // where lists (w:num) are added: after the last
	kind  int   // the first free number of a list kind
	list  int   // the first free number of a list
}

// readNumbering finds those places.
func readNumbering(part []byte) (numbering, error) {
	if err := checkXML(part); err != nil {
		return numbering{}, err
	}
	end, err := rootEnd(part)
	if err != nil {
		return numbering{}, err
	}
	n := numbering{kinds: end, lists: end, kind: 1, list: 1}
	seen := false
	err = walk(part, func(t xml.Token, depth int, from, to int64) error {
		e, ok := t.(xml.StartElement)
		if !ok || depth != 2 {
			return nil
		}
		switch {
		case isW(e.Name, "abstractNum"):
			n.kind = max(n.kind, number(e, "abstractNumId")+1)
		case isW(e.Name, "num"):
			if n.list = max(n.list, number(e, "numId")+1); !seen {
				n.kinds, seen = from, true
			}
		case isW(e.Name, "numIdMacAtCleanup"):
			n.lists = from
		}
		return nil
	})
	n.kinds = min(n.kinds, n.lists)
	return n, err
}

// number is an attribute that counts, brought into what can be counted on from.
func number(e xml.StartElement, name string) int {
	n, _ := strconv.Atoi(attr(e, "w", name))
	return min(max(n, 0), 1<<20)
}

// bullets is the number of the list all bullets belong to; the numbered lists follow it, one number each.
func (n numbering) bullets() int { return n.list }

// with is the part with our two kinds and our lists: the bullets, and as many numbered lists as the text has.
func (n numbering) with(part []byte, numbered int) []byte {
	var lists strings.Builder
	fmt.Fprintf(&lists, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>`, n.list, n.kind)
	for i := range numbered {
		fmt.Fprintf(&lists, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
			n.list+1+i, n.kind+1)
	}
	part = insert(part, n.lists, lists.String())
	return insert(part, n.kinds, listKind(n.kind, "bullet", "•")+listKind(n.kind+1, "decimal", "%1."))
}

func listKind(id int, format, text string) string {
	return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>`+
		`<w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="340"/></w:pPr></w:lvl></w:abstractNum>`,
		id, format, text)
}
