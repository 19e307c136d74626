package meeting

import (
	"slices"

	"tryeza/internal/document"
	"tryeza/internal/text"
)

// An Excerpt is what of a meeting concerns one institution: its tasks, and what
// was decided and recommended to it or to everyone.
type Excerpt struct {
	R                          record
	Institution, Name          string
	Tasks                      []heldLine
	Decisions, Recommendations []Line
}

// excerptFor takes the excerpt of an institution out of the minutes.
func (r record) excerptFor(institution string, given []followed) Excerpt {
	e := Excerpt{R: r, Institution: institution, Name: r.Names.Name(institution)}
	e.Decisions = r.decisionsFor(institution)
	e.Recommendations = slices.DeleteFunc(r.inOrder(Recommendation), func(l Line) bool {
		return l.InstitutionID != "" && l.InstitutionID != institution || slices.Contains(r.Recused(l.ItemID), institution)
	})
	for _, l := range r.tasksFor(institution) {
		own := slices.DeleteFunc(of(given, l.ID), func(f followed) bool { return f.Owner != institution })
		e.Tasks = append(e.Tasks, heldLine{Line: l, Given: own})
	}
	return e
}

// document is the excerpt as a document, in Albanian.
func (e Excerpt) document(o office) document.Document {
	d := o.signing(e.R.Meeting).paper("Pjesë nga procesverbali: "+e.Name, e.R.Name(sq)+", "+text.Day(e.R.HeldOn), e.R.HeldOn, "", true)
	d.Blocks = append(d.Blocks, document.Paragraph{Style: "lead", Runs: []document.Run{{Text: e.R.opening()}}}, document.Heading{Level: 1, Text: "Detyra", ID: "detyra"})
	if len(e.Tasks) == 0 {
		d.Blocks = append(d.Blocks, document.P("Mbledhja nuk i la detyra këtij institucioni."))
	} else {
		d.Blocks = append(d.Blocks, e.table())
	}
	for _, part := range []struct {
		title string
		lines []Line
	}{{"Vendime", e.Decisions}, {"Rekomandime", e.Recommendations}} {
		if len(part.lines) > 0 {
			d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: part.title})
		}
		for _, l := range part.lines {
			d.Blocks = append(d.Blocks, lineBlock(l, e.R.Names))
		}
	}
	return d
}

func (e Excerpt) table() document.Table {
	t := document.Table{Head: []string{"Çfarë duhet bërë", "Afati", "Përparësia", "Nr. i detyrës"}, Widths: []float64{5, 2, 2.2, 1.8}}
	for _, x := range e.Tasks {
		number := ""
		for _, f := range x.Given {
			number = f.Name()
		}
		t.Rows = append(t.Rows, document.Cells(x.Body, orDash(x.due()), orDash(priorityWords(sq, x.Priority)), orDash(number)))
	}
	return t
}
