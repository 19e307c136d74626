package register

import (
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Conflicts sets two versions of the numbers of a day, or of the whole with "", side
// by side for web.Conflict: those that differ, each under its name.
func Conflicts(l text.Lang, counts []code.Count, day string, mine, theirs Numbers) []web.ConflictField {
	var list []web.ConflictField
	for _, k := range keysOf(counts, day) {
		if mine[k] == theirs[k] {
			continue
		}
		c, _ := code.FindIn(counts, k.What)
		name, _ := field(k)
		label := c.Name(string(l))
		for _, b := range c.Breakdowns {
			for _, cell := range c.Parts(b) {
				if Part(b, cell.Code) == k.Part {
					label += ": " + cell.Name(l)
				}
			}
		}
		list = append(list, web.ConflictField{Name: name, Label: label, Mine: wordsOf(l, c, mine[k]), Theirs: wordsOf(l, c, theirs[k])})
	}
	return list
}

func wordsOf(l text.Lang, c code.Count, q figure.Quantity) string {
	if q.Qualifier == "" {
		return ""
	}
	return Words(l, c, q)
}
