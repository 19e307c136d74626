package analysis

import (
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/store"
)

// A Report is a composed analysis: what people read, and every figure in it.
// When the chair signs, the Report is what is frozen.
type Report struct {
	Committee   string        `json:"committee"`
	Name        string        `json:"name"`
	Period      figure.Period `json:"period"`
	Title       string        `json:"title"`
	Preliminary bool          `json:"preliminary"`
	Sample      bool          `json:"sample"`
	AsOf        string        `json:"as_of"`
	Missing     []string      `json:"missing"` // institutions whose return is not accepted
	Letterhead  Letterhead    `json:"letterhead"`
	Signature   []string      `json:"signature"`
	Seal        Seal          `json:"seal"`
	Sections    []Section     `json:"sections"`
	Brief       []Block       `json:"brief"` // the page for the prefect
	Figures     []Keyed       `json:"figures"`
	Children    []Children    `json:"children,omitempty"` // what the chapter on children rests on
}

// Letterhead is the top of the document, as it was when it was composed.
type Letterhead struct {
	Lines    []string `json:"lines"`
	Place    string   `json:"place"`
	Emblem   []byte   `json:"emblem,omitempty"`
	Template []byte   `json:"template,omitempty"` // an uploaded Word file whose header, footer and styles are used
}

// A Seal is what signing adds. It is empty in a draft.
type Seal struct {
	Revision int64  `json:"revision"`
	Number   string `json:"number"`
	Protocol string `json:"protocol"`
	Dated    string `json:"dated"`
	SignedOn string `json:"signed_on"`
	AuditSeq int64  `json:"audit_seq"`
	Audit    string `json:"audit_hash"`
	Reason   string `json:"reason"` // why a signed analysis was corrected
}

// A Section of the report. Level 2 sections belong to the level 1 section
// before them.
type Section struct {
	ID     string  `json:"id"`
	Title  string  `json:"title"`
	Level  int     `json:"level"`
	Blocks []Block `json:"blocks"`
}

// A Block is one of a paragraph, a list, a table, a chart, a map or a season.
type Block struct {
	Paragraph *Paragraph       `json:"paragraph,omitempty"`
	List      *List            `json:"list,omitempty"`
	Table     *document.Table  `json:"table,omitempty"`
	Chart     *document.Chart  `json:"chart,omitempty"`
	Map       *document.Map    `json:"map,omitempty"`
	Season    *document.Season `json:"season,omitempty"`
}

// A Paragraph can be written over by the secretary. Cites are the keys of the
// figures its composed text holds.
type Paragraph struct {
	ID       string   `json:"id"`
	Text     string   `json:"text"`
	Composed string   `json:"composed,omitempty"` // the text it replaced, when it was written over
	Stale    bool     `json:"stale,omitempty"`    // the records have changed since it was written over
	Cites    []string `json:"cites"`
	Quote    string   `json:"quote,omitempty"` // the institution whose own words these are
}

// A List of short lines.
type List struct {
	Numbered bool     `json:"numbered"`
	Items    []string `json:"items"`
}

// A Keyed figure has a key by which texts cite it: its code, and what it was
// filtered by.
type Keyed struct {
	Key    string        `json:"key"`
	Label  string        `json:"label"` // the name with its filters in words
	Figure figure.Figure `json:"figure"`
}

// Find returns a figure of the report by its key.
func (r *Report) Find(key string) (figure.Figure, bool) {
	k, ok := r.find(key)
	return k.Figure, ok
}

func (r *Report) find(key string) (Keyed, bool) {
	for _, k := range r.Figures {
		if k.Key == key {
			return k, true
		}
	}
	return Keyed{}, false
}

func (r *Report) byKey() map[string]figure.Figure {
	m := map[string]figure.Figure{}
	for _, k := range r.Figures {
		m[k.Key] = k.Figure
	}
	return m
}

// drawing is the chart, map or season with this ID.
func (r *Report) drawing(id string) (document.Drawing, bool) {
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			switch {
			case b.Chart != nil && b.Chart.ID == id:
				return *b.Chart, true
			case b.Map != nil && b.Map.ID == id:
				return *b.Map, true
			case b.Season != nil && b.Season.ID == id:
				return *b.Season, true
			}
		}
	}
	return nil, false
}

// Paragraphs lists every paragraph, in order.
func (r *Report) Paragraphs() []*Paragraph {
	var list []*Paragraph
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			if b.Paragraph != nil {
				list = append(list, b.Paragraph)
			}
		}
	}
	for _, b := range r.Brief {
		if b.Paragraph != nil {
			list = append(list, b.Paragraph)
		}
	}
	return list
}

// An Edit is what the secretary wrote over a paragraph.
type Edit struct {
	ID        string
	Version   int64
	Analysis  string
	Paragraph string
	Composed  string
	Body      string
	Author    string
	at        store.Time
}

// apply puts the secretary's texts in place of the composed ones. A text whose
// composed one has changed since is marked, so that no old figure stays unseen.
func (r *Report) apply(edits []Edit) {
	at := map[string]Edit{}
	for _, e := range edits {
		at[e.Paragraph] = e
	}
	for _, p := range r.Paragraphs() {
		if e, ok := at[p.ID]; ok {
			p.Composed, p.Text, p.Stale = p.Text, e.Body, p.Text != e.Composed
		}
	}
}
