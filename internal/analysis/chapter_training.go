package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// training composes what the register of training holds: the sessions of the
// period, and who of those who must know the procedures holds a valid training on
// its last day. Professionals of two periods are never added up.
func (c *composer) training() bool {
	from, to := c.d.Period.Start(), c.d.Period.End()
	list := inSpan(c.d.Sessions, from, to)
	covers := c.d.covers(c.d.Day)
	if len(list)+len(covers) == 0 {
		return false
	}
	held := heldOnly(list)
	c.now().many("training_register", len(held))
	if len(list) == 0 {
		c.para("Në regjistër nuk ka asnjë seancë trajnimi në këtë periudhë.")
	} else {
		c.sessions(list, held)
	}
	c.coverage(covers)
	var lacks []lack
	for _, s := range list {
		lacks = append(lacks, s.lacks(c.d.Day)...)
	}
	for _, k := range covers {
		if k.Obliged > k.Trained {
			lacks = append(lacks, lack{"training_coverage", fmt.Sprintf("%s (%d nga %d)", c.d.name(k.Institution), k.Obliged-k.Trained, k.Obliged), int(k.Obliged - k.Trained)})
		}
	}
	c.lacking("training", lacks, c.numberGaps(recordsOf(list), code.SessionCounts))
	return true
}

// present are the professionals who were there.
func (s Session) present() []string {
	var list []string
	for _, a := range s.Attended {
		if a.Present {
			list = append(list, a.Person)
		}
	}
	return list
}

// came is how many were there: those listed, where anybody is, else the number given.
func (s Session) came() figure.Quantity {
	if len(s.Attended) > 0 {
		return whole(int64(len(s.present())))
	}
	return s.Numbers.Get("attended")
}

func (c *composer) sessions(list, held []Session) {
	persons := map[string]bool{}
	var totals []figure.Quantity
	for _, s := range held {
		for _, p := range s.present() {
			persons[p] = true
		}
		if q := s.Numbers.Get("attended"); len(s.Attended) == 0 && q.Qualifier != "" {
			totals = append(totals, q)
		}
	}
	sentence := fmt.Sprintf("Seanca trajnimi në regjistër: %s.", sessionsSaid(list))
	who := fmt.Sprintf("Profesionistë të ndryshëm, të listuar: %s.", show(c.now().many("K24_present", len(persons))))
	if sum, _ := figure.Add(totals...); len(totals) > 0 {
		who += fmt.Sprintf(" Në %s pjesëmarrësit nuk janë listuar; sipas numrit të dhënë ishin %s, dhe ata nuk hyjnë te mbulimi.", count(len(totals), text.Forms{One: "{n} seancë", Many: "{n} seanca"}), quantity(sum, ""))
	}
	c.para(sentence, who, c.checked(held))
	t := document.Table{ID: "training-sessions", Caption: "Seancat e trajnimit", Sheet: "Trajnimet", Head: []string{"Trajnimi", "Datat", "Vendi", "Organizatori dhe partnerët", "Të pranishëm", "Para", "Pas", "Gjendja"},
		Widths: []float64{3, 3, 2.5, 3.4, 2.4, 1.8, 1.8, 2.2},
		Note:   "Para dhe pas: përgjigje të sakta te kontrolli i njohurive, për ata që e bënë të dyja herët."}
	for _, s := range list {
		before, after, _ := answersRight([]Session{s})
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{c.linked(document.T(s.Title), "/training/session/"+s.ID), document.T(when(s.Record)), document.T(c.where(s.Record)), document.T(c.with(s.Record)),
			registerCell(s.came()), shareCell(before), shareCell(after), document.T(code.EventStates.Label(text.SQ, s.State))}})
	}
	c.table(t)
}

func sessionsSaid(list []Session) string {
	n := map[string]int{}
	for _, s := range list {
		n[s.State]++
	}
	var said []string
	for _, s := range []string{"held", "planned"} {
		if n[s] > 0 {
			said = append(said, count(n[s], sessionForms[s]))
		}
	}
	return text.List(text.SQ, said)
}

func shareCell(s Share) document.Cell {
	r, ok := figure.Ratio(s.Yes, s.Of)
	if !ok {
		return document.T("–")
	}
	return document.Percent(text.Percent(text.SQ, int64(r)), r.Float())
}

// checked says what the knowledge checks found.
func (c *composer) checked(held []Session) string {
	before, after, persons := answersRight(held)
	b, a := c.now().rate("K24_before", before.Yes, before.Of), c.now().rate("K24_after", after.Yes, after.Of)
	if persons == 0 {
		return "Kontrolli i njohurive para dhe pas: nuk u bë nga askush të dyja herët."
	}
	return fmt.Sprintf("Kontrolli i njohurive: %s përgjigje të sakta para dhe %s pas, për %s.", show(b), show(a), count(persons, text.Forms{One: "{n} pjesëmarrje me të dy kontrollet", Many: "{n} pjesëmarrje me të dy kontrollet"}))
}

// coverage says how many of those obliged hold a valid training on the day, by
// institution and municipality.
func (c *composer) coverage(list []Cover) {
	if len(list) == 0 {
		return
	}
	c.section(2, "training-coverage", "A i njohin përgjegjësit procedurat")
	s := c.now()
	var all Cover
	for _, k := range list {
		all.Obliged, all.Expiring = all.Obliged+k.Obliged, all.Expiring+k.Expiring
		all.Trained += k.Trained
	}
	trained := 0
	until := c.d.trainedUntil(c.d.Day)
	for _, p := range c.d.Trained {
		if _, ok := until[p.ID]; ok && p.on(c.d.Day) {
			trained++
		}
	}
	f := s.rate("K24_valid", all.Trained, all.Obliged)
	words := "Mbulimi nuk mund të thuhet: askush nuk është shënuar si i detyruar."
	if f.Value != nil {
		words = fmt.Sprintf("Prej %s profesionistësh që duhet t'i njohin procedurat, %d kanë trajnim të vlefshëm (%s).", show(s.num("K24_must", whole(all.Obliged), len(list))), all.Trained, show(f))
	}
	c.para(fmt.Sprintf("Më %s kishin trajnim të vlefshëm %s profesionistë të ndryshëm, secili i numëruar një herë.", text.Day(c.d.Day), show(s.many("K24_trained", trained))), words,
		fmt.Sprintf("Skadojnë brenda %d ditësh: %s.", expiringDays, show(s.many("K24_expiring", int(all.Expiring)))))
	c.coverageTables(s, list)
}

func (c *composer) coverageTables(s stretch, list []Cover) {
	t := document.Table{ID: "training-covered", Caption: "Mbulimi sipas institucionit", Sheet: "Mbulimi", Head: []string{"Institucioni", "Të detyruar", "Me trajnim të vlefshëm", "Mbulimi", "Skadojnë brenda 60 ditësh"},
		Note: "Numërohen vetëm profesionistët e funksioneve të detyruara, e të secilit funksion jo më shumë se sa duhen: të tepërtit e njërit nuk mbulojnë një tjetër."}
	var names []string
	var values []float64
	towns := map[string]Cover{}
	for _, k := range list {
		rate := document.T("–")
		value := math.NaN()
		if k.Obliged > 0 {
			f := s.rate("K24_valid", k.Trained, k.Obliged, "institution", k.Institution)
			rate, value = cell(f), f.Value.Float()*100
			names, values = append(names, c.short(k.Institution)), append(values, value)
		}
		who := document.T(c.d.name(k.Institution))
		if !k.Listed {
			who.Text += " (profesionistët nuk janë listuar)"
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{who, number(k.Obliged), number(k.Trained), rate, number(k.Expiring)}})
		town := c.d.Institutions[k.Institution].Municipality
		sum := towns[town]
		towns[town] = Cover{Institution: town, Obliged: sum.Obliged + k.Obliged, Trained: sum.Trained + k.Trained}
	}
	c.table(t)
	c.bars("training-covered", "Mbulimi me trajnim të vlefshëm sipas institucionit", "%", "Institucioni", names, document.Series{Name: "Mbulimi, %", Values: values})
	c.byTown(s, towns)
}

func (c *composer) byTown(s stretch, towns map[string]Cover) {
	t := document.Table{ID: "training-towns", Caption: "Mbulimi sipas bashkisë", Sheet: "Mbulimi sipas bashkisë", Head: []string{"Bashkia", "Të detyruar", "Me trajnim të vlefshëm", "Mbulimi"}}
	var list []Cover
	for _, k := range towns {
		list = append(list, k)
	}
	slices.SortFunc(list, func(a, b Cover) int {
		return cmp.Or(-cmp.Compare(min(len(a.Institution), 1), min(len(b.Institution), 1)), strings.Compare(a.Institution, b.Institution))
	})
	for _, k := range list {
		name := "Institucionet e të gjithë qarkut"
		filters := []string{"reach", "qark"}
		if k.Institution != "" {
			name, filters = place(k.Institution), []string{"municipality", k.Institution}
		}
		rate := document.T("–")
		if k.Obliged > 0 {
			rate = cell(s.rate("K24_valid", k.Trained, k.Obliged, filters...))
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.T(name), number(k.Obliged), number(k.Trained), rate}})
	}
	c.table(t)
}

// lacks is what a session lacks on a day.
func (s Session) lacks(day string) []lack {
	if s.State == "planned" && s.To < day {
		return []lack{{"training_state", s.Title + " (" + text.Day(s.To) + ")", 1}}
	}
	if s.State == "held" && s.came().Qualifier == "" {
		return []lack{{"training_attendance", s.Title + " (" + text.Day(s.To) + ")", 1}}
	}
	return nil
}
