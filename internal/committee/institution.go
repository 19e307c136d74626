package committee

import (
	"slices"

	"tryeza/internal/text"
)

// Kinds of institution: who answers for it.
const (
	State         = "state"
	NGO           = "ngo"
	International = "international"
)

// An Institution keeps its identity while its names change.
type Institution struct {
	ID           string
	Version      int64
	Kind         string // State, NGO or International
	Sector       string // code.Sectors
	Municipality string // code of the municipality it is of, or ""
	Position     int64  // order in lists
	Note         string
	Names        []Name // oldest first; aliases after
}

// A Name is what an institution was called from one day to another; open ends
// are "". An alias is another way people write it.
type Name struct {
	ID            string
	Version       int64
	InstitutionID string
	Name, Short   string
	Key           string // folded, for search
	Alias         bool
	From, To      string
}

// On reports whether the name held on a day.
func (n Name) On(day string) bool {
	return !n.Alias && (n.From == "" || n.From <= day) && (n.To == "" || day <= n.To)
}

// NameOn is the official name on a day; before the first and after the last it
// is the nearest there is.
func (i Institution) NameOn(day string) Name {
	var best Name
	for _, n := range i.Names {
		if n.On(day) {
			return n
		}
		if !n.Alias && (best.ID == "" || n.From <= day) {
			best = n
		}
	}
	return best
}

// Find returns the institutions that one of whose names matches what was typed,
// with or without diacritics and with one typing error.
func Find(list []Institution, typed string) []Institution {
	return slices.Collect(func(yield func(Institution) bool) {
		for _, i := range list {
			if i.called(typed) && !yield(i) {
				return
			}
		}
	})
}

func (i Institution) called(typed string) bool {
	return slices.ContainsFunc(i.Names, func(n Name) bool {
		return text.Matches(typed, n.Name) || n.Short != "" && text.Fold(typed) == text.Fold(n.Short)
	})
}
