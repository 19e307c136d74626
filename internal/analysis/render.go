package analysis

import (
	"fmt"
	"io"
	"strings"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/text"
)

// Formats in which an analysis can be had.
var Formats = []string{"docx", "pdf", "html", "xlsx", "json"}

// Write writes the report in one of Formats. The same Report gives the same
// bytes, whenever it is written.
func Write(w io.Writer, r *Report, format string) error {
	switch format {
	case "docx":
		return document.WriteDOCX(w, r.Document(), r.Letterhead.Template)
	case "pdf":
		return document.WritePDF(w, r.Document())
	case "html":
		return document.WriteHTML(w, r.Document(), document.HTMLOptions{})
	case "xlsx":
		return document.WriteXLSX(w, r.annex())
	case "json":
		return writeJSON(w, r)
	}
	return fmt.Errorf("analysis: no format %q; there are %s", format, strings.Join(Formats, ", "))
}

// Document is the report as a document: letterhead, contents, chapters, and the
// place to sign.
func (r *Report) Document() document.Document {
	d := r.shell(r.Title)
	d.Blocks = append(d.Blocks, document.Contents{})
	for _, s := range r.Sections {
		d.Blocks = append(d.Blocks, document.Heading{Level: s.Level, Text: s.Title, ID: s.ID})
		d.Blocks = append(d.Blocks, blocks(s.Blocks)...)
	}
	if r.Seal.Reason != "" {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: "Shpjegimi i korrigjimit", ID: "correction"}, document.P(r.Seal.Reason))
	}
	return d
}

// BriefDocument is the page for the prefect.
func (r *Report) BriefDocument() document.Document {
	d := r.shell("Përmbledhje për Prefektin: " + r.Period.Name("sq"))
	d.Blocks = blocks(r.Brief)
	d.Signature = nil
	return d
}

// shell is all of a document but its text.
func (r *Report) shell(title string) document.Document {
	d := document.Document{
		Title: title, Subject: r.Name + ", " + r.Period.Name("sq"), Lang: "sq-AL", Created: r.created(), Mark: r.mark(), Footer: r.footer(),
		Letterhead: document.Letterhead{
			Emblem: r.Letterhead.Emblem, EmblemAlt: "Emblema e institucionit", Lines: r.Letterhead.Lines, Place: r.Letterhead.Place,
			ProtocolLabel: "Nr. prot.", Protocol: r.Seal.Protocol, DateLabel: "më", Date: r.dated(),
		},
	}
	if len(r.Signature) > 0 {
		d.Signature = &document.Signature{Lines: append(append([]string{}, r.Signature...), "")}
	}
	return d
}

// created is the time of the data: of the last change in it, or the end of the
// period when nothing was reported. Of a meeting only the day is known.
func (r *Report) created() time.Time {
	for _, layout := range []string{"2006-01-02T15:04", time.DateOnly} {
		if t, err := time.Parse(layout, r.AsOf); err == nil {
			return t
		}
	}
	t, err := time.Parse(time.DateOnly, r.Period.End())
	if err != nil {
		panic("analysis: a period without an end: " + string(r.Period))
	}
	return t
}

// mark is what stands on top of every page of what is not final.
func (r *Report) mark() string {
	var marks []string
	if r.Sample {
		marks = append(marks, "SHEMBULL")
	}
	if r.Preliminary {
		marks = append(marks, "PARAPRAKE")
	}
	if r.Seal.SignedOn == "" {
		marks = append(marks, "PROJEKT")
	}
	return strings.Join(marks, " · ")
}

func (r *Report) dated() string {
	if r.Seal.Dated == "" {
		return ""
	}
	return text.Day(r.Seal.Dated)
}

// footer says which signed analysis it is and where the audit trail stood.
func (r *Report) footer() string {
	if r.Seal.SignedOn == "" {
		return r.Title + " – projekt"
	}
	s := fmt.Sprintf("Analiza nr. %s, nënshkruar më %s. Gjurma: %d, %s", r.Seal.Number, text.Day(r.Seal.SignedOn), r.Seal.AuditSeq, r.Seal.Audit)
	if r.Seal.Revision > 1 {
		s += fmt.Sprintf(" (versioni %d)", r.Seal.Revision)
	}
	return s
}

func blocks(list []Block) []document.Block {
	var out []document.Block
	for _, b := range list {
		switch {
		case b.Paragraph != nil:
			out = append(out, b.Paragraph.blocks()...)
		case b.List != nil:
			out = append(out, document.List{Numbered: b.List.Numbered, Items: document.Items(b.List.Items...)})
		case b.Table != nil:
			out = append(out, *b.Table)
		case b.Chart != nil:
			out = append(out, *b.Chart)
		case b.Map != nil:
			out = append(out, *b.Map)
		case b.Season != nil:
			out = append(out, *b.Season)
		}
	}
	return out
}

// blocks of a paragraph: an empty line in it starts another; an institution's
// own words are marked as its own.
func (p Paragraph) blocks() []document.Block {
	var out []document.Block
	for i, part := range strings.Split(p.Text, "\n\n") {
		d := document.P(strings.TrimSpace(part))
		if p.Quote != "" {
			d.Style = "quote"
			if i == 0 {
				d.Runs = append([]document.Run{{Text: p.Quote + ": ", Bold: true}}, d.Runs...)
			}
		}
		out = append(out, d)
	}
	return out
}

// annex is the Excel annex: a sheet for each table, those of the institutions
// put together into one, and one for the figures.
func (r *Report) annex() document.Document {
	d := r.shell(r.Title)
	activities := document.Table{ID: "activities", Caption: "Aktivitetet sipas institucionit", Sheet: "Aktivitetet"}
	indicators := document.Table{ID: "indicators", Caption: "Treguesit sipas institucionit", Sheet: "Treguesit"}
	var others []document.Block
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			switch t := b.Table; {
			case b.Map != nil || b.Season != nil:
				others = append(others, blocks([]Block{b})...) // their numbers stand in no other table
			case t == nil || strings.HasPrefix(t.ID, "related-"):
			case strings.HasPrefix(t.ID, "activities-") || strings.HasPrefix(t.ID, "ahead-"):
				gather(&activities, s.Title, t)
			case strings.HasPrefix(t.ID, "indicators-"):
				gather(&indicators, s.Title, t)
			default:
				others = append(others, *t)
			}
		}
	}
	d.Blocks = append(append(d.Blocks, activities, indicators), others...)
	d.Blocks = append(d.Blocks, r.figures())
	return d
}

// gather adds the rows of an institution's table to the one of all of them.
func gather(all *document.Table, institution string, t *document.Table) {
	all.Head = append([]string{"Institucioni"}, t.Head...)
	for _, row := range t.Rows {
		row.Cells = append([]document.Cell{document.T(institution)}, row.Cells...)
		all.Rows = append(all.Rows, row)
	}
}

// figures is the table of every figure with its lineage.
func (r *Report) figures() document.Table {
	t := document.Table{ID: "figures", Caption: "Shifrat dhe prejardhja e tyre", Sheet: "Shifrat",
		Head: []string{"Kodi", "Treguesi", "Filtrat", "Vlera", "Njësia", "Numëruesi", "Pjesëtuesi", "Rreshta", "Përkufizimi", "Rregulli", "Gjendja e të dhënave"}}
	for _, k := range r.Figures {
		f := k.Figure
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			document.T(f.Code), document.T(f.Name), document.T(strings.Join(f.Filters, ", ")), typed(f), document.T(code.Units.Label(text.SQ, string(f.Unit))), numberOr(f.Numerator), numberOr(f.Denominator),
			rowsCell(f), document.T(f.Definition), document.T(f.Rule), document.T(f.AsOf)}})
	}
	return t
}

// rowsCell is how many rows a figure was computed from; of a withheld one that
// would tell it.
func rowsCell(f figure.Figure) document.Cell {
	if indicator.Withheld(f) {
		return document.T(withheldMark)
	}
	return number(int64(f.Rows))
}

// Differences lists the figures that are not the same in two reports, and the
// paragraphs of one that are not in the other: what a correction explains.
func Differences(before, now *Report) []Difference {
	var list []Difference
	for _, k := range now.Figures {
		old, had := before.Find(k.Key)
		if !had || old.Quantity() != k.Figure.Quantity() {
			list = append(list, Difference{k.Key, k.Label, shown(old, had), show(k.Figure)})
		}
	}
	for _, k := range before.Figures {
		if _, ok := now.Find(k.Key); !ok {
			list = append(list, Difference{k.Key, k.Label, show(k.Figure), "–"})
		}
	}
	return list
}

func shown(f figure.Figure, had bool) string {
	if !had {
		return "–"
	}
	return show(f)
}

// A Difference is a figure that changed between two versions of an analysis.
type Difference struct{ Key, Name, Before, Now string }
