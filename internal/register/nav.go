package register

import "tryeza/internal/access"

// A Nav leads from one register of prevention to the others, for the template
// "register-nav". A page has it as a field: register.NavOf(g, "programme").
type Nav struct {
	Base    string // address of the committee
	Current string // the register the page belongs to: the segment of its address
}

// NavOf is the way between the registers of a committee.
func NavOf(g access.Grant, current string) Nav { return Nav{"/k/" + g.Scope().ID, current} }

// A NavItem is one register.
type NavItem struct {
	Path, Label string // Label is translated by the template
	Current     bool
}

// Items lists the registers.
func (n Nav) Items() []NavItem {
	var list []NavItem
	for _, r := range []struct{ path, label string }{
		{"programme", "Programet verore"}, {"employment", "Punësimi sezonal"}, {"campaign", "Fushatat"}, {"training", "Trajnimet"},
	} {
		list = append(list, NavItem{n.Base + "/" + r.path, r.label, r.path == n.Current})
	}
	return list
}
