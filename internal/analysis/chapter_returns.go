package analysis

import (
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// fromReturns starts the part of a chapter that comes from the returns, where a
// register stands before it: whose numbers the register gives.
func (c *composer) fromReturns(t code.Topic) {
	c.section(2, t.Code+"-returns", "Çfarë raportuan institucionet")
	var holders []string
	for _, n := range t.Counts {
		for _, i := range c.d.Held.Of(n.Code) {
			if !slices.Contains(holders, i) {
				holders = append(holders, i)
			}
		}
	}
	slices.SortStableFunc(holders, func(a, b string) int {
		return int(c.d.Institutions[a].Position - c.d.Institutions[b].Position)
	})
	for i, id := range holders {
		holders[i] = c.d.name(id)
	}
	if len(holders) > 0 {
		c.para(fmt.Sprintf("Nga regjistri merren, të gjitha ose një pjesë, shifrat e këtyre institucioneve: %s. Shifrat që raportuan të tjerët jepen këtu veçmas dhe nuk mblidhen me ato të regjistrit.", strings.Join(holders, "; ")))
	}
}

// both compares what an institution reported with its records, where these give the
// number: the register counts, and what differs is shown and not mended.
func (c *composer) both(t code.Topic) {
	tab := document.Table{ID: t.Code + "-both", Caption: t.SQ + ": regjistri dhe raportimi i të njëjtit institucion", Sheet: "Dy burime " + t.SQ,
		Head:   []string{"Institucioni", "Çfarë numërohet", "Regjistri", "Raportimi", "Ndryshimi"},
		Widths: []float64{4, 4, 2.4, 2.4, 2},
		Note:   "Ndryshimi: regjistri minus raportimi; vijë ku nuk mund të krahasohen. Në këtë analizë vlen regjistri; ndryshimi jepet që institucioni ta sqarojë."}
	all := 0
	for _, r := range c.d.reporting() {
		for _, n := range t.Counts {
			said, ok := r.replaced(n.Code)
			if !ok || said.Qualifier == "" || n.Code == "summer_street" { // in the register it may be withheld
				continue
			}
			all++
			kept := c.ofRegister(n.Code, r.Institution)
			shown := keptCell(kept)
			if n.Code == "K22" && kept.Qualifier != figure.Exact { // counted and estimated are not added up
				shown = document.T(arrivals(c.heldBy(r.Institution)))
			}
			if kept == said && kept.Known() {
				continue
			}
			tab.Rows = append(tab.Rows, document.Row{Cells: []document.Cell{
				document.T(c.d.name(r.Institution)), document.T(n.SQ), shown, quantityCell(said), difference(said, kept)}})
		}
	}
	c.para(agreeing(all, len(tab.Rows)))
	c.table(tab)
}

// agreeing says how many numbers are the same in the register and in the return.
func agreeing(all, differ int) string {
	switch {
	case all == 0:
		return ""
	case differ == 0:
		return count(all, text.Forms{One: "Shifra e vetme që institucionet me regjistër raportuan edhe vetë përputhet me regjistrin.",
			Many: "Të {n} shifrat që institucionet me regjistër raportuan edhe vetë përputhen me regjistrin."})
	case all == 1:
		return "Shifra e vetme që institucionet me regjistër raportuan edhe vetë ndryshon nga regjistri ose nuk mund të krahasohet."
	}
	return fmt.Sprintf("Nga %d shifra që institucionet me regjistër raportuan edhe vetë, %s. Tabela tregon ato që ndryshojnë ose nuk mund të krahasohen.",
		all, count(all-differ, text.Forms{Zero: "asnjë nuk përputhet me regjistrin", One: "{n} përputhet me regjistrin", Many: "{n} përputhen me regjistrin"}))
}

// keptCell is what a register says of a count; blank there is not a number that
// nobody reported.
func keptCell(q figure.Quantity) document.Cell {
	if q.Qualifier == "" {
		return document.T("nuk është shënuar")
	}
	return quantityCell(q)
}

func difference(said, kept figure.Quantity) document.Cell {
	if said.Qualifier != figure.Exact || kept.Qualifier != figure.Exact {
		return document.T("–")
	}
	diff := kept.Number - said.Number
	return document.N(text.Number(text.SQ, int64(diff)), diff.Float())
}

// zeros says in one sentence that all numbers which registers give of others are zero
// at those who reported them; false where they are not.
func (c *composer) zeros(t code.Topic) bool {
	var counts []code.Count
	held := 0
	for _, n := range t.Counts {
		if !c.d.Held.Any(n.Code) {
			continue
		}
		held++
		_, parts := c.sum(n, "")
		for _, q := range parts {
			if q.Qualifier != figure.Exact || q.Number != 0 {
				return false
			}
		}
		if len(parts) > 0 {
			counts = append(counts, n)
		}
	}
	if len(counts) == 0 {
		return false
	}
	c.zeroWords(counts, held)
	return true
}

func (c *composer) zeroWords(counts []code.Count, held int) {
	var what, who []string
	for _, n := range counts {
		total, parts := c.sum(n, "")
		c.figure(n.Code, total, len(parts), c.sourced(n.Code)...)
		what = append(what, lowerFirst(n.SQ))
	}
	for _, r := range c.d.reporting() {
		for _, n := range counts {
			if _, ok := r.value("topic", n.Code, ""); ok {
				who = append(who, c.d.name(r.Institution))
				break
			}
		}
	}
	if len(counts) == held {
		c.para(fmt.Sprintf("Institucionet pa regjistër raportuan zero për të gjitha: %s.", strings.Join(who, "; ")))
		return
	}
	c.para(fmt.Sprintf("Zero (%s) raportuan: %s.", strings.Join(what, "; "), strings.Join(who, "; ")))
}
