package account

import (
	"context"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A Unit is a child protection unit (NJMF) of a municipality, as accounts know
// it: the place its people hold their roles in. What they do there is in another
// room.
type Unit struct {
	ID           string // random; also the ID of the unit's scope
	Committee    string // the slug of the qark it lies in
	Institution  string // of that committee, "" when it is none of them
	Municipality string // code of the municipality
	Name         string
	Sample       bool // invented data
}

func (u *Unit) fields() []any {
	return []any{&u.ID, &u.Committee, &u.Institution, &u.Municipality, &u.Name, &u.Sample}
}

const unitColumns = `SELECT id, committee_id, institution_id, municipality, name, sample FROM account_unit`

var (
	addUnit  = store.WriteSystem(`INSERT INTO account_unit (id, committee_id, institution_id, municipality, name, sample, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	allUnits = store.ReadSystem(unitColumns + ` ORDER BY name, id`)
	oneUnit  = store.ReadSystem(unitColumns + ` WHERE id = $1`)
	everIn   = store.ReadSystem(`SELECT ` + roleColumns + ` WHERE r.committee_id = $1 ORDER BY r.created_at, r.id`)
)

// units reports whether there is a room for casework, and so units at all.
func (s *Service) units() bool { return s.FoundUnit != nil }

// unitPrefix sets the places of units apart from those of committees.
const unitPrefix = "u:"

// UnitPlace is where the roles of a unit are held, as DemoPerson wants it.
func UnitPlace(unit string) string { return unitPrefix + unit }

// unitAt is the unit that a place stands for.
func unitAt(place string) (unit string, ok bool) { return strings.CutPrefix(place, unitPrefix) }

func isUnit(place string) bool { return strings.HasPrefix(place, unitPrefix) }

// UnitRoles are the roles held in a unit, in the order its people are listed.
// Nobody outside it gives them, but for its first supervisor and data protection
// officer.
var UnitRoles = append(pick(access.Role.OfUnit), pick(func(r access.Role) bool { return r == access.DPO })...)

// keepsPeople reports whether a role looks after the people of its unit: the
// supervisor invites and ends, the data protection officer sees to it that
// nobody outside comes in by somebody's account.
func keepsPeople(r access.Role) bool { return r == access.Supervisor || r == access.DPO }

// readUnits runs f where the list of units and their people may be read.
func readUnits(ctx context.Context, db *store.DB, f func(*store.Tx) error) error {
	g, err := door.May(access.ReadUnits, access.System)
	if err != nil {
		return err
	}
	return db.View(ctx, g, store.Subject{}, f)
}

// Units lists every unit by name. db is the room of the committees.
func Units(ctx context.Context, db *store.DB) (list []Unit, err error) {
	err = readUnits(ctx, db, func(tx *store.Tx) error {
		list, err = store.All(tx, allUnits, (*Unit).fields)
		return err
	})
	text.Sort(list, func(u Unit) string { return u.Name })
	return list, err
}

// UnitsOf lists the units in which the actor sits, for the first page after
// signing in.
func UnitsOf(ctx context.Context, db *store.DB, a access.Actor) ([]web.Room, error) {
	mine := a.Scopes(access.InInstitution)
	if len(mine) == 0 {
		return nil, nil
	}
	all, err := Units(ctx, db)
	var rooms []web.Room
	for _, u := range all {
		if slices.Contains(mine, access.Institution(u.ID)) {
			rooms = append(rooms, web.Room{ID: u.ID, Name: u.Name, Path: "/u/" + u.ID, Sample: u.Sample, Open: true})
		}
	}
	return rooms, err
}

// A Member is somebody who holds a role in a unit today. Who holds two is there
// twice.
type Member struct {
	Person, Name, Email string
	Role                access.Role
	By                  string // who gave the role: the account of whoever invited
}

// PeopleOf lists who holds a role in a unit today, by office and name. db is the
// room of the committees.
func PeopleOf(ctx context.Context, db *store.DB, unit string) (list []Member, err error) {
	err = readUnits(ctx, db, func(tx *store.Tx) error {
		roles, err := inOffice(tx, unit)
		for _, x := range roles {
			list = append(list, Member{x.Person, x.Name, x.Email, x.Role, x.By})
		}
		return err
	})
	return list, err
}

// NamesOf are the names of all who ever held a role in a unit, by the ID of the
// person: what was recorded long ago still says by whom.
func NamesOf(ctx context.Context, db *store.DB, unit string) (map[string]string, error) {
	names := map[string]string{}
	err := readUnits(ctx, db, func(tx *store.Tx) error {
		roles, err := store.All(tx, everIn, (*Role).fields, UnitPlace(unit))
		for _, x := range roles {
			names[x.Person] = x.Name
		}
		return err
	})
	return names, err
}

// unitNames are the names of units by the place their roles are held in.
type unitNames map[string]string

func readUnitNames(tx *store.Tx) (unitNames, error) {
	list, err := store.All(tx, allUnits, (*Unit).fields)
	names := unitNames{}
	for _, u := range list {
		names[UnitPlace(u.ID)] = u.Name
	}
	return names, err
}

// place is where a role is held, in words.
func (n unitNames) place(l text.Lang, place string) string {
	if name := n[place]; name != "" {
		return name
	}
	return placeName(l, place)
}

// nameUnit puts the name of its unit into an invitation. Without a room for
// casework such an invitation opens nothing.
func (s *Service) nameUnit(tx *store.Tx, i *Invitation) error {
	id, ok := unitAt(i.Committee)
	if !ok {
		return nil
	}
	u, err := store.One(tx, oneUnit, (*Unit).fields, id)
	if err == nil && !s.units() {
		err = errGone
	}
	i.Unit = u.Name
	return err
}

// nameOfNew is the name a unit has when nobody gives it another.
func nameOfNew(municipality string) string { return "NJMF " + code.MunicipalityName(municipality) }
