package statistics

import (
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// An EffectTable is the effect of one programme as people read it.
type EffectTable struct {
	Columns []string
	Lines   []EffectLine
	Basis   string
	Notes   []string
}

// An EffectLine is one line of it. A cell that says nothing is "".
type EffectLine struct {
	Label string
	Sub   bool // of the line above
	Cells []string
}

// Words are the effect in words and numbers.
func (e ProgrammeEffect) Words(l text.Lang) EffectTable {
	where := text.T(l, "Konstatime në terren, kudo në qark")
	if e.Municipality != "" {
		where = text.T(l, "Konstatime në terren, bashkia %s", code.MunicipalityName(e.Municipality))
	}
	t := EffectTable{
		Columns: []string{text.T(l, "4 javët para"), text.T(l, "gjatë programit"), text.T(l, "4 javët pas"), text.T(l, "po këto ditë, një vit më parë")},
		Lines:   []EffectLine{{Label: where}, {Label: text.T(l, "mesatarisht në javë"), Sub: true}},
		Basis:   text.T(l, "Konstatimet janë numra të saktë të njësive për mbrojtjen e fëmijës, vetëm për anëtarët e komitetit: numrat e vegjël mund të tregojnë një fëmijë. Një vit më parë do të thotë 52 javë më parë, po ato ditë të javës."),
	}
	if e.Runs && e.During.Why == "" {
		t.Columns[1] = text.T(l, "gjatë programit, deri sot")
	}
	for i, w := range []DayWindow{e.Prior, e.During, e.After, e.YearBefore} {
		n, mean := w.words(l)
		if e.Runs && i == 1 {
			mean = "" // of days that are not over there is none
		}
		t.Lines[0].Cells, t.Lines[1].Cells = append(t.Lines[0].Cells, n), append(t.Lines[1].Cells, mean)
		if w.Why != "" {
			t.Notes = append(t.Notes, t.Columns[i]+": "+w.why(l))
		}
	}
	t.Notes = append(t.Notes, e.enrolledWords(l), e.againWords(l))
	if few := e.fewWords(l); few != "" {
		t.Notes = append(t.Notes, few)
	}
	return t
}

func (w DayWindow) words(l text.Lang) (n, mean string) {
	if w.Why != "" || w.Days == 0 {
		return "", ""
	}
	perWeek := int64(w.N) * 7 * 10000 / int64(w.Days)
	return text.Number(l, int64(figure.Whole(int64(w.N)))), text.Number(l, (perWeek+500)/1000*1000)
}

func (w DayWindow) why(l text.Lang) string {
	if w.Why == "no_record" {
		return text.T(l, "rreth këtyre ditëve nuk u shënua asnjë konstatim, ndaj nuk ka me çfarë të krahasohet.")
	}
	return text.T(l, "këto ditë nuk kanë mbaruar ende.")
}

// enrolledWords say what became of the known children of the programme.
func (e ProgrammeEffect) enrolledWords(l text.Lang) string {
	if e.Few {
		return text.T(l, "Sa nga fëmijët e këtij programi kanë dosje te njësitë, dhe çfarë u bë me ta, nuk tregohet: janë asnjë ose pak, dhe numri mund të tregonte një fëmijë.")
	}
	school := text.T(l, "Fëmijë me dosje të regjistruar në këtë program: %d. Pas tij në shkollë: %d nga %d.", e.Enrolled, e.InSchool, e.Enrolled)
	if e.Runs {
		school = text.T(l, "Fëmijë me dosje të regjistruar në këtë program: %d. Sa janë në shkollë del pas programit.", e.Enrolled)
	}
	return school + e.metWords(l, 30, e.Met30, e.Off30, e.No30) + e.metWords(l, 90, e.Met90, e.Off90, e.No90)
}

// metWords say how many of the children were found so many days afterwards, and how
// many of those were off the street or less on it; notYet: that day has not come.
func (e ProgrammeEffect) metWords(l text.Lang, days, met, off int, notYet bool) string {
	if notYet {
		return " " + text.T(l, "Sa u gjetën pas %d ditësh del %d ditë pas programit.", days, days)
	}
	said := " " + text.T(l, "U gjetën pas %d ditësh: %d nga %d.", days, met, e.Enrolled)
	if met > 0 {
		said += " " + text.T(l, "Prej atyre që u gjetën, jo më ose më rrallë në rrugë: %d nga %d.", off, met)
	}
	return said
}

// againWords compare those enrolled with the others.
func (e ProgrammeEffect) againWords(l text.Lang) string {
	switch e.Again.Why {
	case "":
	case "running":
		return text.T(l, "Krahasimi i fëmijëve të regjistruar me të tjerët del 30 ditë pas programit.")
	default:
		return code.EffectReasons.Label(l, e.Again.Why)
	}
	t := e.Again.Table
	return text.T(l, "Fëmijë të ndryshëm me dosje që u panë kudo në qark në 8 javët para programit: %d. Prej tyre u panë sërish në 30 ditët pas tij: %d nga %d të regjistruar në të dhe %d nga %d jo të regjistruar.",
		t.Total.N, t.Cells[0][0].N, t.RowTotals[0].N, t.Cells[1][0].N, t.RowTotals[1].N)
}

// fewChildren is the count below which a comparison of children says so little that
// readers are told.
const fewChildren = 30

// fewWords warn of a comparison with few children in one of its four counts; "" where
// there is none.
func (e ProgrammeEffect) fewWords(l text.Lang) string {
	if e.Again.Why != "" || !e.Again.Table.below(fewChildren) {
		return ""
	}
	return text.T(l, "Me kaq pak fëmijë ndryshimi mund të jetë rastësi.")
}
