package child

import "tryeza/internal/access"

// inOrder are the purposes a page may be opened for, the one that reaches most
// first. The others belong to what is done, and are named by it.
var inOrder = []Purpose{Care, Supervise, Emergency, Released, Oversight}

// ways are the purposes for which somebody with these roles may open a file.
func ways(roles []access.Role, facts Facts) []Purpose {
	var list []Purpose
	for _, p := range inOrder {
		if facts.Purpose = p; !decideFor(roles, facts).No() {
			list = append(list, p)
		}
	}
	return list
}

// purposed is the ask with its purpose: who names none opens a file for the
// first of their ways to it.
func (a Ask) purposed(ways []Purpose) Ask {
	if a.Purpose == "" && len(ways) > 0 {
		a.Purpose = ways[0]
	}
	return a
}
