package web

import "testing"

// An item of the navigation is marked on the pages that are reached from it, and on
// no other whose name only begins alike.
func TestNavItemLeads(t *testing.T) {
	prevention := NavItem{Path: "/programme", Also: []string{"/employment", "/training"}}
	for page, want := range map[string]bool{
		"/programme": true, "/programme/a/edit": true, "/employment": true, "/training/guide": true, "/programmes": false, "/plan": false, "": false,
	} {
		if got := prevention.leads(page); got != want {
			t.Errorf("%q: %v", page, got)
		}
	}
	if first := (NavItem{}); !first.leads("") || first.leads("/plan") {
		t.Error("the first page is that of the room alone")
	}
}
