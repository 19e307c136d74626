package analysis

import (
	"encoding/json"
	"io"
	"strings"

	"tryeza/internal/document"
	"tryeza/internal/figure"
)

// The JSON analysis: the same chapters as text, tables as rows of text, and
// every figure as an object with its lineage. docs/exchange.md describes it.
type jsonReport struct {
	Format      string          `json:"format"`
	Committee   string          `json:"committee"`
	Name        string          `json:"name"`
	Period      figure.Period   `json:"period"`
	Title       string          `json:"title"`
	Preliminary bool            `json:"preliminary"`
	Sample      bool            `json:"sample"`
	AsOf        string          `json:"as_of"`
	Missing     []string        `json:"missing"`
	Seal        Seal            `json:"seal"`
	Sections    []jsonSection   `json:"sections"`
	Figures     []figure.Figure `json:"figures"`
}

type jsonSection struct {
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Level  int         `json:"level"`
	Blocks []jsonBlock `json:"blocks"`
}

type jsonBlock struct {
	Text  string     `json:"text,omitempty"`
	Cites []string   `json:"cites,omitempty"`
	List  []string   `json:"list,omitempty"`
	Table *jsonTable `json:"table,omitempty"`
}

type jsonTable struct {
	Caption string     `json:"caption"`
	Head    []string   `json:"head"`
	Rows    [][]string `json:"rows"`
	Note    string     `json:"note,omitempty"`
}

const jsonFormat = "tryeza-analysis-1"

func writeJSON(w io.Writer, r *Report) error {
	j := jsonReport{Format: jsonFormat, Committee: r.Committee, Name: r.Name, Period: r.Period, Title: r.Title, Preliminary: r.Preliminary, Sample: r.Sample, AsOf: r.AsOf, Missing: r.Missing, Seal: r.Seal}
	for _, s := range r.Sections {
		js := jsonSection{ID: s.ID, Title: s.Title, Level: s.Level, Blocks: []jsonBlock{}}
		for _, b := range s.Blocks {
			js.Blocks = append(js.Blocks, b.json())
		}
		j.Sections = append(j.Sections, js)
	}
	for _, k := range r.Figures {
		j.Figures = append(j.Figures, k.Figure)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(j)
}

func (b Block) json() jsonBlock {
	switch {
	case b.Paragraph != nil:
		text := b.Paragraph.Text
		if b.Paragraph.Quote != "" {
			text = b.Paragraph.Quote + ": " + text
		}
		return jsonBlock{Text: text, Cites: b.Paragraph.Cites}
	case b.List != nil:
		return jsonBlock{List: b.List.Items}
	case b.Chart != nil:
		return jsonBlock{Text: b.Chart.Title, Table: tableJSON(b.Chart.Table)}
	case b.Map != nil:
		return jsonBlock{Text: b.Map.Title, Table: mapJSON(*b.Map)}
	case b.Season != nil:
		return jsonBlock{Text: b.Season.Title, Table: seasonJSON(*b.Season)}
	}
	return jsonBlock{Table: tableJSON(*b.Table)}
}

func tableJSON(t document.Table) *jsonTable {
	j := &jsonTable{Caption: t.Caption, Head: t.Head, Note: t.Note, Rows: [][]string{}}
	for _, r := range t.Rows {
		row := []string{}
		for _, c := range r.Cells {
			row = append(row, c.Text)
		}
		j.Rows = append(j.Rows, row)
	}
	return j
}

// mapJSON is the places of a map that have a number, withheld or not.
func mapJSON(m document.Map) *jsonTable {
	j := &jsonTable{Caption: m.Title, Head: []string{m.PlaceHead, m.Unit}, Note: m.Note, Rows: [][]string{}}
	for _, p := range m.Places {
		if p.Amount.State != document.Missing {
			j.Rows = append(j.Rows, []string{p.Name, amountText(p.Amount)})
		}
	}
	return j
}

func seasonJSON(s document.Season) *jsonTable {
	j := &jsonTable{Caption: s.Title, Head: []string{s.WeekHead, s.Now.Name}, Note: strings.TrimSpace(s.Label + "\n" + s.Note), Rows: [][]string{}}
	if s.Before.Name != "" {
		j.Head = append(j.Head, s.Before.Name)
	}
	for i, week := range s.Weeks {
		row := []string{week, amountText(s.Now.Amounts[i])}
		if s.Before.Name != "" {
			before := ""
			if i < len(s.Before.Amounts) {
				before = amountText(s.Before.Amounts[i])
			}
			row = append(row, before)
		}
		j.Rows = append(j.Rows, row)
	}
	return j
}

func amountText(a document.Amount) string {
	if a.State == document.Withheld {
		return withheldMark
	}
	return a.Text
}
