package sighting

import (
	"slices"

	"tryeza/internal/text"
)

// Said are the sentences that stand in variables, where no search finds them.
func Said() []string {
	said := []string{"po", "jo"}
	for _, a := range slices.Concat(asks, behind) {
		said = append(said, a.label, a.missing)
	}
	for _, l := range (base{}).lines(Sighting{}) {
		said = append(said, l.Label)
	}
	return said
}

// Missing are those without English.
func Missing() []string { return text.Missing(Said()) }
