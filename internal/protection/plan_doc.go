package protection

import (
	"fmt"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// Recipients of a plan on paper. Who it is for stands on it.
var Recipients = code.List{
	{Code: "file", SQ: "dosja e fëmijës", EN: "the child's file"},
	{Code: "family", SQ: "prindi ose kujdestari", EN: "the parent or guardian"},
	{Code: "group", SQ: "anëtarët e GTN-së", EN: "the members of the group (GTN)"},
	{Code: "supervisor", SQ: "përgjegjësi i njësisë", EN: "the supervisor of the unit"},
}

// planPaper is a version of the plan with its measures. It says what its reader
// may read and names nobody: the child's name is written in by hand. What the
// assessment found stays inside the unit.
func (o office) planPaper(c child.Child, p Plan, e entries, to, day string) document.Document {
	d := o.paper("Plani Individual i Mbrojtjes", fmt.Sprintf("Dosja %s, versioni %d", c.Code, p.Number), day)
	d.Blocks = []document.Block{
		document.Paragraph{Style: "lead", Runs: []document.Run{{Text: "Kopje për: "}, {Text: Recipients.Label(sq, to), Bold: true}}},
		document.Table{Widths: []float64{1, 2}, Rows: planHead(c, p)},
		document.Heading{Level: 1, Text: "Objektivat", ID: "objektivat"}, document.P(p.Goals),
	}
	if a, ok := last(e.Assessments); ok && (to == "file" || to == "supervisor") {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: "Vlerësimi", ID: "vleresimi"}, rowTable(append(a.Body.rows(sq), e.found(sq, a.Body.Ref)...)))
	}
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: "Masat", ID: "masat"}, measureTable(e.Measures))
	d.Blocks = append(d.Blocks, document.Paragraph{Style: "note", Runs: []document.Run{{Text: "Dokument konfidencial: nuk kopjohet dhe nuk i jepet askujt tjetër. Shkarkimi i tij është regjistruar."}}})
	d.Signature = &document.Signature{Lines: []string{"Punonjësi për mbrojtjen e fëmijës", "", "Prindi ose kujdestari", ""}}
	return d
}

func planHead(c child.Child, p Plan) []document.Row {
	list := []document.Row{
		document.Cells("Emri i fëmijës", "______________________ (plotësohet me dorë)"),
		document.Cells("Kodi i dosjes", c.Code),
		document.Cells("Gjinia", code.ChildSexes.Label(sq, c.Sex)),
		document.Cells("Vendbanimi", code.OriginName(sq, c.Residence)),
	}
	for _, r := range p.rows(sq) {
		if r.Name != "goals" {
			list = append(list, document.Cells(r.Label, r.Value))
		}
	}
	return list
}

func rowTable(list []Row) document.Table {
	t := document.Table{Widths: []float64{1, 2}}
	for _, r := range list {
		t.Rows = append(t.Rows, document.Cells(r.Label, r.Value))
	}
	return t
}

// measureTable lists the measures, or says that there are none.
func measureTable(list []held[Measure]) document.Block {
	if len(list) == 0 {
		return document.P("Plani nuk ka ende masa.")
	}
	t := document.Table{Head: []string{"Masa", "Kush e zbaton", "Afati", "Gjendja"}, Widths: []float64{4, 3, 1.6, 2}}
	for _, m := range list {
		what := capital(MeasureKinds.Label(sq, m.Body.Kind)) + ": " + m.Body.What
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			document.T(what), document.T(m.Body.Owner), document.Day(text.Day(m.Body.DueOn), m.Body.DueOn), document.T(stateWords(m.Body))}})
	}
	return t
}

func stateWords(m Measure) string {
	s := MeasureStates.Label(sq, m.State)
	if m.DoneOn != "" {
		s += " më " + text.Day(m.DoneOn)
	}
	if m.Why != "" {
		s += ": " + m.Why
	}
	return s
}

// planDocument sends a version of the plan; for whom stands in the trail as well
// as on the paper.
func (h handler) planDocument(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	to := r.URL.Query().Get("to")
	if !Recipients.Has(to) {
		return store.ErrNotFound
	}
	var d document.Document
	var name string
	err := h.look(r, g, purposeOf(r), func(tx *store.Tx, file *child.File) error {
		p, ok := find[Plan](file, "plan", r.PathValue("item"))
		if !ok {
			return store.ErrNotFound
		}
		o, err := readOffice(tx)
		d, name = o.planPaper(file.Child, p, read(file), to, h.today()), fmt.Sprintf("pim-%s-%d", file.Code, p.Number)
		return err
	})
	if err != nil {
		return err
	}
	if err := h.files.DB.Note(r.Context(), g, child.About("child", r.PathValue("child")), "document", "plan", to); err != nil {
		return err
	}
	return send(w, d, name, r.PathValue("format"))
}
