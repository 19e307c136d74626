package analysis

import (
	"fmt"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
)

// minorsAt is where the table of placements says how many are under 18.
const minorsAt = 3

func minors(list []Placement) (n int64) {
	for _, x := range list {
		if under18(x.Age) {
			n++
		}
	}
	return n
}

// hideMinors hides in the rows of projects how many of those placed are under 18,
// where that may point at somebody. It reports whether the total must not be said.
func (c *composer) hideMinors(rows []document.Row, placed [][]Placement) (noTotal bool) {
	parts := make([]smallPart, len(placed))
	for i, list := range placed {
		parts[i] = smallPart{n: minors(list), most: int64(len(list)), known: len(list) > 0}
	}
	noTotal = withhold(parts, c.d.threshold())
	for i, p := range parts {
		if p.hidden {
			rows[i].Cells[minorsAt] = withheldCell
		}
	}
	return noTotal
}

// byGroup says which groups the listed persons belong to. Two survivors of violence
// beside the names of the projects are found easily: what is small is withheld, and
// as many others as it takes, for how many are listed in all is printed.
func (c *composer) byGroup(rows []Placement) {
	n := map[string]int64{}
	for _, x := range rows {
		n[x.Group]++
	}
	var groups code.List
	var parts []smallPart
	for _, g := range code.TargetGroups {
		if n[g.Code] > 0 {
			groups, parts = append(groups, g), append(parts, smallPart{n: n[g.Code], most: int64(len(rows)), known: true})
		}
	}
	if withhold(parts, c.d.threshold()) {
		c.para(fmt.Sprintf("Ndarja e punësimeve sipas grupit nuk jepet, sepse ka grupe me më pak se %d.", c.d.threshold()))
		return
	}
	c.groups(groups, parts)
}

// groups says what is shown of the groups, and names those whose number is not.
func (c *composer) groups(groups code.List, parts []smallPart) {
	var names, said, hidden []string
	var values []float64
	for i, g := range groups {
		if parts[i].hidden {
			hidden = append(hidden, g.SQ)
			continue
		}
		names, values = append(names, g.SQ), append(values, float64(parts[i].n))
		said = append(said, fmt.Sprintf("%s %s", g.SQ, show(c.now().many("K25_register", int(parts[i].n), "group", g.Code))))
	}
	if len(said) > 0 {
		c.para("Punësimet e listuara sipas grupit: " + strings.Join(said, "; ") + ".")
	}
	if len(hidden) > 0 {
		c.para("Numri i punësimeve është i fshehur për këto grupe: " + strings.Join(hidden, "; ") + ".")
	}
	c.bars("employment-groups", "Punësime sipas grupit të synuar", "punësime", "Grupi", names, document.Series{Name: "Punësime", Values: values})
}
