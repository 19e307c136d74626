package account

import (
	"context"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// Who may let people into a unit: an administrator, as long as it has no
// supervisor, its first supervisor and data protection officer; from then on
// its supervisor, and nobody else. All of it is decided by the roles that stand
// in the database when the change is made.

// inOffice lists who holds a role in a unit today, by office and name.
func inOffice(tx *store.Tx, unit string) ([]Role, error) {
	list, err := store.All(tx, rolesIn.system, (*Role).fields, UnitPlace(unit), today(tx))
	list = slices.DeleteFunc(list, func(x Role) bool { return x.From > today(tx) })
	byOffice(list)
	slices.SortStableFunc(list, func(a, b Role) int { return UnitRoles.Index(string(a.Role)) - UnitRoles.Index(string(b.Role)) })
	return list, err
}

// holds reports whether a person holds a role; "" stands for anybody.
func holds(list []Role, person string, role access.Role) bool {
	return slices.ContainsFunc(list, func(x Role) bool { return x.Role == role && (person == "" || x.Person == person) })
}

// supervised fails unless the actor of the transaction is supervisor of the unit
// today: their grant says only that they are supervisor of some unit.
func supervised(tx *store.Tx, unit string) error {
	list, err := inOffice(tx, unit)
	if err == nil && !holds(list, tx.Grant().Actor(), access.Supervisor) {
		err = access.ErrDenied
	}
	return err
}

// unsupervised refuses an administrator once a unit has a supervisor.
func unsupervised(tx *store.Tx, unit string) error {
	list, err := inOffice(tx, unit)
	if err == nil && holds(list, "", access.Supervisor) {
		err = web.Refuse("Njësia ka përgjegjës: njerëzit e saj i fton dhe i largon ai.")
	}
	return err
}

// notOneself refuses to invite one's own address.
func notOneself(tx *store.Tx, i Invitation) error {
	p, err := byEmail(tx, i.Email)
	if err == nil && p.ID == tx.Grant().Actor() {
		err = errOneself
	}
	return err
}

// stillCounts fails with errGone for an invitation into a unit whose inviter
// could not send it any more: who is no longer supervisor leaves no door open,
// and a first supervisor or officer cannot come second.
func stillCounts(tx *store.Tx, i Invitation) error {
	unit, ok := unitAt(i.Committee)
	if !ok {
		return nil
	}
	list, err := inOffice(tx, unit)
	if err != nil || holds(list, i.By, access.Supervisor) {
		return err
	}
	others, err := store.All(tx, rolesOf, (*Role).fields, i.By, today(tx))
	if first := keepsPeople(i.Role) && !holds(list, "", i.Role); err == nil && (!first || !holds(others, i.By, access.Administrator)) {
		err = errGone
	}
	return err
}

// overseer is who gives roles or reads the trail of everybody.
func overseer(r access.Role) bool { return r == access.Administrator || r == access.Auditor }

// apart refuses a role that would let one person both oversee Tryeza and work
// in a unit.
func apart(tx *store.Tx, r Role) error {
	if !isUnit(r.Committee) && !overseer(r.Role) {
		return nil
	}
	list, err := store.All(tx, rolesOf, (*Role).fields, r.Person, today(tx))
	for _, x := range list {
		if isUnit(r.Committee) && overseer(x.Role) || overseer(r.Role) && isUnit(x.Committee) {
			return web.Refuse("Kush administron ose auditon Tryezën nuk mban detyrë në një njësi për mbrojtjen e fëmijëve, dhe anasjelltas.")
		}
	}
	return err
}

// guarded reports whether somebody else of a unit the person works in can say
// that it is really this person who asks to be let in again.
func guarded(tx *store.Tx, person string) (bool, error) {
	roles, err := store.All(tx, rolesOf, (*Role).fields, person, today(tx))
	for _, x := range roles {
		unit, ok := unitAt(x.Committee)
		if !ok || err != nil {
			continue
		}
		var list []Role
		list, err = inOffice(tx, unit)
		if slices.ContainsFunc(list, func(y Role) bool { return keepsPeople(y.Role) && y.Person != person }) {
			return true, err
		}
	}
	return false, err
}

// leaveToUnit refuses administrators to let somebody of a unit in again: two of
// them could otherwise come to sit there.
func (s *Service) leaveToUnit(tx *store.Tx, person string) error {
	inside, err := guarded(tx, person)
	if err == nil && inside && s.units() {
		err = web.Refuse("Ky person punon në një njësi për mbrojtjen e fëmijëve: kërkesën e miraton përgjegjësi ose nëpunësi i mbrojtjes së të dhënave i asaj njësie.")
	}
	return err
}

// unitsOfPerson are the names of units, and whether a unit guards the account.
func (s *Service) unitsOfPerson(ctx context.Context, person string) (names unitNames, inside bool, err error) {
	err = readUnits(ctx, s.DB, func(tx *store.Tx) (err error) {
		if names, err = readUnitNames(tx); err != nil || !s.units() {
			return err
		}
		inside, err = guarded(tx, person)
		return err
	})
	return names, inside, err
}
