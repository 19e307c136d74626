// Package document writes one and the same report as Word, PDF, Excel, a web page or plain text.
//
// A feature describes what it has to say as a [Document]: letterhead, headings, paragraphs, tables, charts, a place
// to sign. The writers turn it into files that look alike and say the same.
//
// It does not know committees, plans or figures, it does not format numbers or dates (they arrive as text people
// read), it reads no clock and no disk. The same Document always gives the same bytes, in every format.
package document

import (
	"strings"
	"time"
)

// A Document is everything a report says, in the order it says it.
type Document struct {
	Title   string
	Subject string // one line under the title, and the subject in the metadata
	Lang    string // "sq-AL" (also when empty) or "en"

	// Created is the time of the data the document tells of. It is the only time in the files.
	Created time.Time

	Letterhead Letterhead
	Mark       string // e.g. "PROJEKT" or "PARAPRAK"; stands at the top of every page; may be empty
	Footer     string // e.g. the head of the audit chain; stands beside "faqe 1 nga 9" on every page
	Blocks     []Block
	Signature  *Signature // nil: nobody signs
}

// A Letterhead is the top of the first page, as Albanian offices write it: emblem, the lines of the office, then the
// protocol number on the left and place and date on the right.
type Letterhead struct {
	Emblem        []byte // PNG or JPEG; nil: none
	EmblemAlt     string // what the emblem shows, for those who cannot see it
	Lines         []string
	ProtocolLabel string // "Nr. prot."; empty: the protocol is not printed
	Protocol      string // empty: a line to write the number on
	DateLabel     string // "më"
	Date          string
	Place         string
}

// A Signature is the block at the end. Its lines stay together on one page; an empty line is one to sign on.
type Signature struct{ Lines []string }

// A Block is one piece of the text: Heading, Paragraph, List, Table, Chart, Map, Season, Contents or
// PageBreak.
type Block interface{ block() }

// A Heading opens a section. Level is 1 to 3. ID is where links lead ("#ID"); it may be empty.
type Heading struct {
	Level int
	Text  string
	ID    string
}

// A Paragraph is running text. Style is "" (plain), "lead" (the opening), "note" (small) or "quote".
type Paragraph struct {
	Runs  []Run
	Style string
}

// A Run is a stretch of text in one appearance. Link is http(s), mailto, "#" and the ID of a block, or a path of the
// application ("/plan/3", followed on web pages only). A link of any other kind is printed as plain text.
type Run struct {
	Text   string
	Bold   bool
	Italic bool
	Link   string
}

// A List is bulleted, or numbered from 1.
type List struct {
	Numbered bool
	Items    [][]Run
}

// A Chart is drawn as a picture with its numbers in a table beside it, so nobody depends on seeing it.
type Chart struct {
	ID     string
	Title  string
	Alt    string // what the picture shows, in a sentence
	Kind   ChartKind
	Labels []string // one a point: the categories or the periods
	Series []Series
	Unit   string // "fëmijë", "lekë"; empty: bare numbers
	Table  Table
}

// ChartKind says how a Chart is drawn.
type ChartKind int

// The kinds of Chart. Stacked bars add up to a whole; lines follow time.
const (
	Bar ChartKind = iota
	StackedBar
	Line
)

// A Series is one row of values, as many as the Chart has labels. NaN (or a missing value) is unknown, never zero.
type Series struct {
	Name   string
	Values []float64
}

// Contents is the place of the table of contents.
type Contents struct{}

// PageBreak starts a new page in Word and PDF, and when the web page is printed.
type PageBreak struct{}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}
func (Chart) block()     {}
func (Contents) block()  {}
func (PageBreak) block() {}

// P is a plain paragraph of one run.
func P(text string) Paragraph { return Paragraph{Runs: []Run{{Text: text}}} }

// Items are plain list items, one a text.
func Items(texts ...string) [][]Run {
	items := make([][]Run, len(texts))
	for i, t := range texts {
		items[i] = []Run{{Text: t}}
	}
	return items
}

// signingLine is what an empty line of a Signature looks like.
const signingLine = "______________________"

// protocol is the left half of the line under the letterhead, "" when there is none.
func (l Letterhead) protocol() string {
	if l.ProtocolLabel == "" {
		return ""
	}
	if l.Protocol == "" {
		return l.ProtocolLabel + " ________"
	}
	return l.ProtocolLabel + " " + l.Protocol
}

// dated is the right half: "Durrës, më 14.07.2023".
func (l Letterhead) dated() string {
	day := strings.TrimSpace(l.DateLabel + " " + l.Date)
	if l.Place == "" || day == "" {
		return l.Place + day
	}
	return l.Place + ", " + day
}

// lines are the lines of the signature as printed.
func (s *Signature) lines() []string {
	if s == nil {
		return nil
	}
	out := make([]string, len(s.Lines))
	for i, l := range s.Lines {
		if out[i] = l; strings.TrimSpace(l) == "" {
			out[i] = signingLine
		}
	}
	return out
}

// level is the heading's level brought into 1 to 3.
func (h Heading) level() int { return min(max(h.Level, 1), 3) }
