package account

import (
	"slices"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/testkit"
)

// A limit that docs/operating.md states: who is the first supervisor of a unit is
// the administrator's word, also when its last supervisor was ended. The data
// protection officer sees who came.
func TestFirstSupervisorIsTheAdministratorsWord(t *testing.T) {
	h, _ := withUnits(t, testkit.SQLite(t))
	u := h.unit(durres)
	p, n := h.in(u, "p@example.al", access.Supervisor), h.in(u, "n@example.al", access.DPO)
	admin := h.signIn(h.person("admin@example.al", Role{Committee: "system", Role: access.Administrator}))
	officer := h.signIn(n)
	at := "/u/" + u.ID + "/account"
	invite := func() *testkit.Response {
		return admin.Post("/account/units/"+u.ID+"/member", form("email", "anybody@example.al", "role", "supervisor"))
	}
	invite().Want(422).Has("Njësia ka përgjegjës")
	officer.Post(at+"/roles/"+h.roleOf(u, p)+"/end", nil).Want(303)
	officer = h.signIn(n)
	h.join(linkIn(invite().Want(200)))
	if got := h.people(u); !slices.Equal(got, []string{"anybody@example.al supervisor", "n@example.al dpo"}) {
		t.Errorf("people: %v", got)
	}
	officer.Get(at).Want(200).Has("anybody@example.al")
}
