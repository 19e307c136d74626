package linkage

import (
	"cmp"
	"slices"

	"tryeza/internal/child"
)

// byName are the clues about a name that was typed.
var byName = []string{"given", "given_near", "given_part", "family", "family_near", "crossed", "split", "only", "nickname", "nickname_near", "called"}

// veiled are matches as their reader may learn of them. Of a file that somebody
// does not work on they learn that it is likely, and what of the name is alike: by
// typing dates, telephones or numbers nobody finds out what a file holds. That
// something else is alike is said only where the name alone would not do, so that
// it says no more than that the file is offered; nor does the order.
func veiled(found []Match) []Match {
	for i, m := range found {
		if !m.Mine {
			found[i].Likeness, found[i].Known = m.Likeness.veiled(), child.Known{}
			found[i].SamePhone, found[i].SameNumber = false, false
		}
	}
	slices.SortStableFunc(found, func(a, b Match) int { return cmp.Or(cmp.Compare(b.Points, a.Points), cmp.Compare(a.Code, b.Code)) })
	return found
}

func (l Likeness) veiled() (shown Likeness) {
	for _, c := range l.Clues {
		if slices.Contains(byName, c) {
			shown.add(c)
		}
	}
	if !shown.Likely() {
		shown.More, shown.Points = true, Enough
	}
	return shown
}
