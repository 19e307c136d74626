// Package access decides who may do what in Tryeza, and proves it.
//
// A [Permission] is declared once, in policy.go. A [Grant] is the proof that an
// [Actor] held a Permission in one [Scope]; only [Actor.May] makes one, so
// holding a Grant means the check has been made. The package knows no database
// and no web page, and imports nothing of ours.
package access

import (
	"errors"
	"slices"
	"strings"
)

// ErrDenied says that the actor does not hold the permission. To the person it
// looks the same as something that does not exist.
var ErrDenied = errors.New("access denied")

// A Kind of scope. They never overlap: what is granted in one opens nothing in
// another.
type Kind string

const (
	InSystem      Kind = "system"      // accounts, the list of committees
	InCommittee   Kind = "committee"   // plans, returns, meetings, analyses of one committee
	InInstitution Kind = "institution" // casework: records owned by one child protection unit
	InHatch       Kind = "hatch"       // grouped counts of casework, for one committee
	InKeys        Kind = "keys"        // the keys that casework is sealed with
)

// A Scope is one committee, one institution, or the system itself.
type Scope struct {
	Kind Kind
	ID   string
}

// System is the only scope of its kind.
var System = Scope{InSystem, "system"}

// Keys is the only scope of its kind.
var Keys = Scope{InKeys, "keys"}

// Every is the scope of those who hold a role in all committees, such as the
// national coordinator. A seat is held in it; a grant is never given for it.
var Every = Scope{InCommittee, "*"}

// Committee is the scope of the committee with this ID.
func Committee(id string) Scope { return Scope{InCommittee, id} }

// Institution is the casework scope of the unit with this ID.
func Institution(id string) Scope { return Scope{InInstitution, id} }

// Hatch is the scope of the figures about children of a committee.
func Hatch(committee string) Scope { return Scope{InHatch, committee} }

// A Seat is a role a person holds in a scope. Heads and focal points hold it
// for one institution; for the others Institution is empty.
type Seat struct {
	Role        Role
	Institution string
}

// An Actor is a signed-in person, or the operator at the command line, with the
// seats they hold now. Only package account makes one.
type Actor struct {
	id    string
	seats map[Scope][]Seat
}

// NewActor is called by package account, and by tests.
func NewActor(id string, seats map[Scope][]Seat) Actor { return Actor{id, seats} }

// ID is the account the actor signed in with, or "" for nobody.
func (a Actor) ID() string { return a.id }

// Scopes lists the scopes of this kind in which the actor holds a seat, sorted.
// It may include Every.
func (a Actor) Scopes(k Kind) []Scope {
	var list []Scope
	for s := range a.seats {
		if s.Kind == k {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(x, y Scope) int { return strings.Compare(x.ID, y.ID) })
	return list
}

// Seats lists the seats the actor holds in s, with those held everywhere. The
// hatch is open to those who sit in its committee. The operator works in every
// unit, as far as the policy lets anybody do without a person's judgement.
func (a Actor) Seats(s Scope) []Seat {
	seats := slices.Clone(a.seats[s])
	switch {
	case s.Kind == InHatch:
		return a.Seats(Committee(s.ID))
	case s.Kind == InCommittee && s != Every:
		seats = append(seats, a.seats[Every]...)
	case s == System && a.id != "":
		seats = append(seats, Seat{Role: Person})
	case s.Kind == InInstitution || s.Kind == InKeys:
		seats = append(seats, a.operates()...)
	}
	return seats
}

// operates is the operator's seat, which no person holds.
func (a Actor) operates() []Seat {
	if slices.Contains(a.seats[System], Seat{Role: Operator}) {
		return []Seat{{Role: Operator}}
	}
	return nil
}

// May returns a Grant if the actor holds p in s, and ErrDenied if not.
func (a Actor) May(p Permission, s Scope) (Grant, error) {
	if a.id == "" || s.Kind != p.kind || s.ID == "" || s == Every {
		return Grant{}, ErrDenied
	}
	g := Grant{actor: a, scope: s, perm: p}
	held := false
	for _, seat := range a.Seats(s) {
		switch p.holders[seat.Role] {
		case all:
			held, g.whole = true, true
		case own:
			held = true
			g.own = append(g.own, seat.Institution)
		}
	}
	if !held {
		return Grant{}, ErrDenied
	}
	return g, nil
}

// A Grant is proof that a permission check passed. The zero Grant proves
// nothing.
type Grant struct {
	actor Actor
	scope Scope
	perm  Permission
	whole bool     // for the whole scope
	own   []string // or only for what these institutions own
}

// Actor is the ID of who holds the grant.
func (g Grant) Actor() string { return g.actor.id }

// Scope is where the grant holds.
func (g Grant) Scope() Scope { return g.scope }

// Permission is what was asked for.
func (g Grant) Permission() Permission { return g.perm }

// Valid reports whether g came from May.
func (g Grant) Valid() bool { return g.actor.id != "" && g.perm.name != "" }

// Covers reports whether the grant reaches what this institution owns.
func (g Grant) Covers(institution string) bool {
	return g.whole || institution != "" && slices.Contains(g.own, institution)
}

// Whole reports whether the grant reaches everything in its scope.
func (g Grant) Whole() bool { return g.whole }

// Own lists the institutions the grant is confined to; empty when it is whole.
func (g Grant) Own() []string {
	if g.whole {
		return nil
	}
	return slices.Clone(g.own)
}

// Roles lists the roles the actor holds where the grant holds, for decisions
// that depend on more than the permission.
func (g Grant) Roles() []Role {
	var list []Role
	for _, s := range g.actor.Seats(g.scope) {
		if !slices.Contains(list, s.Role) {
			list = append(list, s.Role)
		}
	}
	return list
}

// Also asks for another permission of the same actor in the same scope. Pages
// use it to decide which buttons to show; changing anything needs the Grant.
func (g Grant) Also(p Permission) (Grant, error) { return g.actor.May(p, g.scope) }

// Can reports whether the same actor holds p in the same scope.
func (g Grant) Can(p Permission) bool {
	_, err := g.Also(p)
	return err == nil
}
