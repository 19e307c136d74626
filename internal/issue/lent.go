package issue

import (
	"cmp"
	"slices"
)

// A lent problem says, where it is blank, what those merged into it say: what it
// hinders, what it lacks and how much; it is as old as the oldest. Nothing of it is written down, so parting
// takes everything back. The others name the problem that each comes from, "" when
// it is its own.
type lent struct {
	Issue
	FromObjective, FromActivity, FromResource, FromAmount string
	Unlike                                                []Issue // merged ones with another amount
}

// filled is a problem with what those merged into it lend it: each time the first
// that was raised, and of the amounts the largest. The analysis counts the same.
func filled(x Issue, merged []Issue) lent {
	l := lent{Issue: x}
	merged = slices.SortedFunc(slices.Values(merged), func(a, b Issue) int { return cmp.Or(cmp.Compare(a.Since, b.Since), byNumber(a, b)) })
	take := func(into, from *string, theirs string, m Issue) {
		if *into == "" && theirs != "" {
			*into, *from = theirs, m.Name()
		}
	}
	for _, m := range merged {
		l.Since = min(l.Since, m.Since)
		take(&l.ObjectiveID, &l.FromObjective, m.ObjectiveID, m)
		take(&l.ActivityID, &l.FromActivity, m.ActivityID, m)
		take(&l.Resource, &l.FromResource, m.Resource, m)
		if x.Amount == nil && m.Amount != nil && (l.Amount == nil || *m.Amount > *l.Amount) {
			l.Amount, l.FromAmount = m.Amount, m.Name()
		}
	}
	for _, m := range merged {
		if m.Amount != nil && *m.Amount != *l.Amount {
			l.Unlike = append(l.Unlike, m)
		}
	}
	return l
}
