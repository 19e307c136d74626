package document

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// markup builds XML and HTML. Text goes in through f, which cleans and escapes it, so that none can be forgotten.
type markup struct{ b strings.Builder }

// f is Fprintf in which every string argument is escaped for text and quoted attributes. The format is markup.
func (m *markup) f(format string, args ...any) {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = escape(s)
		}
	}
	fmt.Fprintf(&m.b, format, args...)
}

// raw puts in markup that is already written.
func (m *markup) raw(s string) { m.b.WriteString(s) }

func (m *markup) bytes() []byte { return []byte(m.b.String()) }

func escape(s string) string {
	s = clean(s)
	if !strings.ContainsAny(s, "<>&\"'\t\n\r") {
		return s // nothing to escape, which a long table is full of
	}
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder returns no error
	return b.String()
}
