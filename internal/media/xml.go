package media

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// A rule says what becomes of an element: it may change its attributes. drop
// leaves the element out with all that is in it; an error refuses the file.
type rule func(e *xml.StartElement) (drop bool, err error)

// words changes the text directly inside an element, whose name has its prefix.
type words func(element, s string) (string, error)

// maxDepth is how deep elements may stand in one another.
const maxDepth = 200

// filterXML writes a part anew, element by element. Comments, instructions and
// whatever an element says about other elements' types (DOCTYPE) do not pass.
func filterXML(b []byte, onElement rule, onWords words) ([]byte, error) {
	f := &filter{d: xml.NewDecoder(bytes.NewReader(b)), onElement: onElement, onWords: onWords}
	f.d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("media: not UTF-8") }
	f.out.WriteString(xml.Header)
	for {
		t, err := f.d.RawToken()
		if err == io.EOF && len(f.open) == 0 && f.seen {
			return f.out.Bytes(), nil
		}
		if err != nil {
			return nil, Refused{whyBroken}
		}
		if err := f.token(t); err != nil {
			return nil, err
		}
		if f.out.Len() > maxUnpacked {
			return nil, Refused{whyLarge}
		}
	}
}

// filter is the state of filterXML: the elements that are open, and at which
// depth one began that is left out (0: none).
type filter struct {
	d         *xml.Decoder
	out       bytes.Buffer
	open      []string
	dropped   int
	seen      bool
	onElement rule
	onWords   words
}

func (f *filter) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		return f.start(t)
	case xml.EndElement:
		return f.end(full(t.Name))
	case xml.CharData:
		return f.text(string(t))
	case xml.Directive:
		return Refused{whyPart}
	}
	return nil
}

func (f *filter) start(e xml.StartElement) error {
	name := full(e.Name)
	if f.open = append(f.open, name); len(f.open) > maxDepth || len(f.open) == 1 && f.seen {
		return Refused{whyBroken}
	}
	f.seen = true
	if f.dropped > 0 {
		return nil
	}
	drop, err := f.onElement(&e)
	if err != nil {
		return err
	}
	if drop && len(f.open) > 1 {
		f.dropped = len(f.open)
		return nil
	}
	f.out.WriteString("<" + name)
	for _, a := range e.Attr {
		f.out.WriteString(" " + full(a.Name) + `="`)
		xml.EscapeText(&f.out, []byte(a.Value))
		f.out.WriteByte('"')
	}
	f.out.WriteByte('>')
	return nil
}

func (f *filter) end(name string) error {
	if len(f.open) == 0 || f.open[len(f.open)-1] != name {
		return Refused{whyBroken}
	}
	if f.dropped == 0 {
		f.out.WriteString("</" + name + ">")
	} else if f.dropped == len(f.open) {
		f.dropped = 0
	}
	f.open = f.open[:len(f.open)-1]
	return nil
}

func (f *filter) text(s string) error {
	if f.dropped > 0 || len(f.open) == 0 {
		return nil
	}
	s, err := f.onWords(f.open[len(f.open)-1], s)
	if err != nil {
		return err
	}
	xml.EscapeText(&f.out, []byte(s))
	return nil
}

// full is a name as it stands in the file.
func full(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// local is a name without its prefix: programs differ in their prefixes.
func local(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }

// attr is an attribute of an element by its local name, "" when it has none.
func attr(e *xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value
		}
	}
	return ""
}

// outside reports an address that leads out of the file.
func outside(address string) bool { return address != "" && !strings.HasPrefix(address, "#") }
