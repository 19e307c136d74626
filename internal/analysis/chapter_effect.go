package analysis

import (
	"fmt"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/indicator"
	"tryeza/internal/text"
)

// noCause stands under whatever is said of an effect.
const noCause = "Këto numra nuk tregojnë shkakun: ndryshimi mund të vijë nga sezoni, moti, dalja më e shpeshtë ose më e rrallë e ekipeve në terren ose nga fëmijët që nuk kanë dosje."

// effect says what the counts of the child protection units let anybody say of the
// effect of summer programmes: of those of the period, and of the summer before it.
func (c *composer) effect() {
	c.section(2, "summer-effect", "Çfarë mund të thuhet për ndikimin e programeve")
	if !c.d.Casework {
		c.para("Ndikimi nuk mund të thuhet: ky komitet nuk ka konstatime dhe dosje fëmijësh me të cilat programet të krahasohen.")
		return
	}
	said := false
	for _, k := range c.d.counted() {
		if k.Effect.Programmes > 0 || !k.Now.Enrolled.none() {
			h := half{composer: c, k: k, id: "effect-" + string(k.Period)}
			h.effectIn()
			said = true
		}
	}
	if !said {
		c.para("Ndikimi i programeve nuk mund të thuhet ende: numrat e njësive dalin pasi të mbarojë gjashtëmujori, dhe vetëm për gjashtëmujorë në të cilët pati programe.")
		return
	}
	c.para(noCause)
}

func (t Tallies) none() bool { return t.Total == Tally{} }

func (h *half) effectIn() {
	e := h.k.Effect
	if e.Programmes > 0 {
		h.para(fmt.Sprintf("Në %s %s.", within(h.k.Period), count(e.Programmes, text.Forms{One: "pati {n} program veror", Many: "pati {n} programe verore"})))
		h.windows(e)
		h.again(e)
	}
	h.enrolled()
}

// windows are the sightings before, during and after the programmes, and in the
// same weeks of the year before.
func (h *half) windows(e ChildEffect) {
	t := document.Table{ID: h.id + "-windows", Caption: "Konstatime para, gjatë dhe pas programeve, " + h.k.Period.Name("sq"), Sheet: "Ndikimi", Head: []string{"Kur", "Datat", "Javë", "Konstatime"},
		Widths: []float64{4, 4, 1.2, 6},
		Note:   "Konstatime në të gjithë zonën e komitetit, në javë të plota. «Javët me programe» janë vetëm ato javë të plota në të cilat pati program."}
	for _, x := range []struct {
		key, name string
		ChildWindow
	}{{"prior", "Katër javët para programit të parë", e.Prior}, {"during", "Javët me programe", e.During}, {"after", "Katër javët pas programit të fundit", e.After}, {"year_before", "Të njëjtat javë një vit më parë", e.YearBefore}} {
		if x.Why != "" {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(x.name), document.T("–"), document.T("–"), document.T("nuk mund të thuhet: " + lowerFirst(reason(x.Why)))}})
			continue
		}
		cell := h.cell(h.tally(indicator.ChildSightings, x.Count, lowerFirst(x.name), "window", x.key))
		if x.Count.Withheld && x.AtLeast > 0 {
			cell.Text = fmt.Sprintf("të paktën %d", x.AtLeast)
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(x.name), document.T(text.Day(x.From) + "–" + text.Day(x.To)), number(int64(x.Weeks)), cell}})
	}
	t.Note = h.note(t, t.Note)
	h.table(t)
}

func reason(why string) string {
	return strings.TrimSuffix(code.EffectReasons.Label(text.SQ, why), ".")
}

// again compares children who were enrolled with those who were not: seen again or
// not in the thirty days after.
func (h *half) again(e ChildEffect) {
	if e.AgainWhy != "" {
		h.para(fmt.Sprintf("Të regjistruarit dhe jo të regjistruarit nuk mund të krahasohen. %s.", reason(e.AgainWhy)))
		return
	}
	t := document.Table{ID: h.id + "-again", Caption: "Fëmijë me dosje të parë në 8 javët para programeve: u panë sërish në 30 ditët pas tyre?", Sheet: "Të parë sërish", Head: []string{"Fëmijët"}}
	for _, col := range e.Again.Columns {
		t.Head = append(t.Head, col.Name)
	}
	t.Head = append(t.Head, "Gjithsej")
	for i, row := range e.Again.Rows {
		r := document.Row{Cells: []document.Cell{document.T(row.Name)}}
		for j, col := range e.Again.Columns {
			r.Cells = append(r.Cells, h.cell(h.tally(indicator.ChildFollowed, e.Again.Cells[i][j], row.Name+", "+col.Name, e.Again.By, row.Code, e.Again.Across, col.Code)))
		}
		r.Cells = append(r.Cells, h.cell(h.tally(indicator.ChildFollowed, e.Again.Counts[i], row.Name, e.Again.By, row.Code)))
		t.Rows = append(t.Rows, r)
	}
	t.Note = fmt.Sprintf("Parë nga %s deri më %s; parë sërish nga %s deri më %s. Kush regjistrohet nuk zgjidhet me short, prandaj dy grupet mund të ndryshojnë edhe pa programin.", text.Day(e.SeenFrom), text.Day(e.SeenTo), text.Day(e.AgainFrom), text.Day(e.AgainTo))
	h.table(t)
}

// enrolled are the children known to the units who were in programmes, and what
// came of it.
func (h *half) enrolled() {
	now := h.k.Now
	if now.Enrolled.none() {
		return
	}
	h.para(stop(fmt.Sprintf("Fëmijë me dosje në njësitë, të regjistruar në programe (secili një herë): %s", show(h.tally(indicator.ChildEnrolled, now.Enrolled.Total, "")))))
	t := document.Table{ID: h.id + "-enrolled", Caption: "Fëmijët me dosje në programe dhe çfarë doli prej kësaj, " + h.k.Period.Name("sq"), Sheet: "Në programe", Head: []string{"Sipas", h.k.Period.Name("sq")}}
	for _, g := range []struct {
		name string
		Tallies
	}{{"Bashkia e programit", now.Enrolled}, {"Shkolla", now.School}, {"Çfarë u gjet pas 30 ditësh", now.Found30}, {"Çfarë u gjet pas 90 ditësh", now.Found90}} {
		var rows []document.Row
		for i, k := range g.Rows {
			if g.Counts[i] != (Tally{}) {
				rows = append(rows, document.Row{Level: 1, Cells: []document.Cell{document.T(k.Name), h.cell(h.tally(indicator.ChildEnrolled, g.Counts[i], k.Name, g.By, k.Code))}})
			}
		}
		if len(rows) > 0 {
			t.Rows = append(append(t.Rows, document.Row{Bold: true, Cells: []document.Cell{document.T(g.name), document.T("")}}), rows...)
		}
	}
	t.Note = h.note(t, "")
	h.table(t)
}
