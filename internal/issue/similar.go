package issue

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"tryeza/internal/text"
)

// A likeness is a problem that may be the same as another, and why it looks so.
type likeness struct {
	Issue
	SameObjective, SameResource bool
	Words                       []string // that both use, as the other writes them
	score                       int
}

// common words say nothing of what a problem is about.
var common = words("mungon mungojnë mungesë problem problematikë vështirësi është janë kanë duhet nevojë shumë mjaftueshëm institucion")

func words(s string) []word {
	var list []word
	for _, w := range strings.Fields(s) {
		list = append(list, word{w, text.Fold(w)})
	}
	return list
}

// most is how many problems are offered as perhaps the same.
const most = 5

// alike lists those of others that may be the same problem as x, the likeliest
// first: by the share of words they have in common, and more so when they hinder
// the same objective or lack the same resource. objective names one across the
// plans of several years.
func alike(x Issue, others []Issue, objective func(id string) string) []likeness {
	var list []likeness
	for _, o := range others {
		l := likeness{Issue: o, Words: shared(x.Body, o.Body)}
		l.SameObjective = objective(x.ObjectiveID) != "" && objective(x.ObjectiveID) == objective(o.ObjectiveID)
		l.SameResource = x.Resource != "" && x.Resource == o.Resource
		l.score = 200 * len(l.Words) / max(1, len(telling(x.Body))+len(telling(o.Body)))
		if l.SameObjective {
			l.score += 25
		}
		if l.SameResource {
			l.score += 15
		}
		if o.ID != x.ID && len(l.Words) > 0 && l.score >= 50 {
			list = append(list, l)
		}
	}
	slices.SortStableFunc(list, func(a, b likeness) int { return cmp.Compare(b.score, a.score) })
	return list[:min(most, len(list))]
}

// A word of a text, and how it is compared.
type word struct{ shown, folded string }

// shared lists the telling words of b that a uses too, in any ending.
func shared(a, b string) []string {
	var list []string
	mine := telling(a)
	for _, w := range telling(b) {
		if slices.ContainsFunc(mine, w.is) {
			list = append(list, w.shown)
		}
	}
	return list
}

// telling lists the words of a text that say what it is about, each once.
func telling(s string) []word {
	var list []word
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	for _, shown := range strings.FieldsFunc(s, func(r rune) bool { return !letter(r) }) {
		w := word{shown, text.Fold(shown)}
		if len(w.folded) >= 4 && !slices.ContainsFunc(common, w.is) && !slices.ContainsFunc(list, w.is) {
			list = append(list, w)
		}
	}
	return list
}

// stem is how many letters two words share when only their endings differ, as in
// transport, transporti, transportin.
const stem = 5

// is reports whether two words are one in different endings, or with a typing error.
func (w word) is(o word) bool {
	a, b := w.folded, o.folded
	n := min(len(a), len(b))
	return n >= stem && a[:stem] == b[:stem] && max(len(a), len(b))-n <= 4 || text.Near(a, b)
}
