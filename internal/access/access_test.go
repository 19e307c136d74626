package access

import (
	"errors"
	"testing"
)

func actor(scope Scope, seats ...Seat) Actor {
	return NewActor("amy", map[Scope][]Seat{scope: seats})
}

func TestMay(t *testing.T) {
	durres, kukes := Committee("durres"), Committee("kukes")
	for _, tt := range []struct {
		name  string
		actor Actor
		perm  Permission
		scope Scope
		want  bool
	}{
		{"secretary in own committee", actor(durres, Seat{Role: Secretary}), OpenRound, durres, true},
		{"secretary in another", actor(durres, Seat{Role: Secretary}), OpenRound, kukes, false},
		{"coordinator reads all", actor(Every, Seat{Role: Coordinator}), ReadPlan, kukes, true},
		{"coordinator writes none", actor(Every, Seat{Role: Coordinator}), OpenRound, kukes, false},
		{"a member reads drafts", actor(durres, Seat{NGOPoint, "cards"}), DraftAnalysis, durres, true},
		{"coordinator reads no drafts", actor(Every, Seat{Role: Coordinator}), DraftAnalysis, durres, false},
		{"coordinator counts no children exactly", actor(Every, Seat{Role: Coordinator}), CountExactly, Hatch("durres"), false},
		{"nobody grants for every committee", actor(Every, Seat{Role: Coordinator}), ReadPlan, Every, false},
		{"administrator reads no plan", actor(System, Seat{Role: Administrator}), ReadPlan, durres, false},
		{"administrator in every committee reads no plan", actor(Every, Seat{Role: Administrator}), ReadPlan, durres, false},
		{"a person has an account", actor(durres, Seat{Role: NGOPoint}), OwnAccount, System, true},
		{"nobody has none", NewActor("", nil), OwnAccount, System, false},
		{"committee permission in casework", actor(Institution("durres"), Seat{Role: Secretary}), ReadPlan, Institution("durres"), false},
	} {
		g, err := tt.actor.May(tt.perm, tt.scope)
		if (err == nil) != tt.want || g.Valid() != tt.want || err != nil && !errors.Is(err, ErrDenied) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestReach(t *testing.T) {
	durres := Committee("durres")
	for _, tt := range []struct {
		seats      []Seat
		own, other bool
	}{
		{[]Seat{{FocalPoint, "police"}}, true, false},
		{[]Seat{{Secretary, ""}}, true, true},
		{[]Seat{{FocalPoint, "police"}, {Secretary, ""}}, true, true},
		{[]Seat{{FocalPoint, "police"}, {Head, "health"}}, true, true},
		{[]Seat{{FocalPoint, ""}}, false, false},
	} {
		g, err := actor(durres, tt.seats...).May(FillReturn, durres)
		if err != nil || g.Covers("police") != tt.own || g.Covers("health") != tt.other || g.Covers("") && !g.Whole() {
			t.Errorf("%v: police %v, health %v, %v", tt.seats, g.Covers("police"), g.Covers("health"), err)
		}
	}
}

// An administrator grants roles and reads nothing else: the promise of the
// invitation letter, held against the policy itself.
func TestAdministratorReadsNothingElse(t *testing.T) {
	ok := map[string]bool{"committee.found": true, "account.found_unit": true, "account.unit": true, "account.list": true, "account.grant": true, "account.reset": true, "backup.list": true, "backup.make": true}
	for _, p := range Permissions() {
		if p.Reach(Administrator) != "" && !ok[p.String()] {
			t.Errorf("administrator holds %s", p)
		}
	}
}
