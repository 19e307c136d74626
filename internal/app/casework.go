package app

import (
	"context"
	"errors"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/child"
	"tryeza/internal/committee"
	"tryeza/internal/disclosure"
	"tryeza/internal/enrolment"
	"tryeza/internal/handover"
	"tryeza/internal/linkage"
	"tryeza/internal/programme"
	"tryeza/internal/protection"
	"tryeza/internal/retention"
	"tryeza/internal/sighting"
	"tryeza/internal/store"
	"tryeza/internal/unit"
	"tryeza/internal/web"
)

// rooms are the databases whose data a copy holds. Keys are never among them.
func (c Config) rooms() []*store.DB {
	if c.Casework == nil {
		return []*store.DB{c.Committee}
	}
	return []*store.DB{c.Committee, c.Casework}
}

// Files is the way to the files of children. The program itself keeps the keys.
func (c Config) Files() child.Files {
	keeper, err := account.Operator().May(access.KeepFileKeys, access.Keys)
	if err != nil {
		panic("app: the policy lets nobody keep the keys of casework")
	}
	return child.Files{DB: c.Casework, Keys: child.Vault{DB: c.KeyRoom, Root: c.Root, Keeper: keeper}, OnErase: sighting.Forget}
}

// unitNav is the navigation of a unit.
var unitNav = []web.NavItem{
	{Label: "Përmbledhje", Path: "", Needs: access.ReadUnit},
	{Label: "Konstatime", Path: "/sighting", Needs: access.ReadSightings},
	{Label: "Dosjet", Path: "/child", Needs: access.ListFiles},
	{Label: "Programet", Path: "/enrolment", Needs: access.ReadEnrolments},
	{Label: "Dorëzime", Path: "/handover", Needs: access.ReadHandovers},
	{Label: "Lejet dhe hapjet", Path: "/disclosure", Needs: access.ReadDisclosures},
	{Label: "Ruajtja", Path: "/retention", Needs: access.ReadRetention},
	{Label: "Kontaktet dhe afatet", Path: "/unit/contacts", Needs: access.ReadUnit},
	{Label: "Njerëzit", Path: "/account", Needs: access.ReadPeople},
}

// units wires the features of the casework room.
func (c Config) units(m *web.Mux) {
	files := c.Files()
	unit.Routes(m, c.Casework, unit.Options{Due: overdue})
	sighting.Routes(m, files, sighting.Options{People: c.members})
	child.Routes(m, files, child.Options{People: c.members, Told: disclosure.Noted, Near: linkage.Near(files), Link: sighting.Link, Sighting: sighting.Words, Links: fileLinks})
	protection.Routes(m, files, protection.Options{People: c.members})
	enrolment.Routes(m, files, enrolment.Options{Programmes: c.enrolling})
	handover.Routes(m, files, handover.Options{Units: c.desks, People: c.members, Told: disclosure.Noted})
	linkage.Routes(m, files, linkage.Options{Follow: followed, People: c.members})
	disclosure.Routes(m, files, c.disclosures())
	retention.Routes(m, c.retention(), retention.Options{People: c.members})
}

// fileLinks lead from a child's file to what other features know of it.
var fileLinks = []child.Link{
	{Label: "Mbrojtja: vlerësimi, grupi, plani", Path: "/protection/{child}", Needs: access.OpenFiles, Opens: planned},
	{Label: "Programet verore", Path: "/enrolment/{child}", Needs: access.OpenFiles, Opens: planned},
	{Label: "Kush e pa, kujt iu lejua", Path: "/disclosure/file/{child}", Needs: access.OpenFiles, Opens: overseen},
	{Label: "Dosje të ngjashme", Path: "/linkage/file/{child}", Needs: access.CompareFiles, Opens: worked},
	{Label: "Dorëzo rastin", Path: "/handover/new/{child}", Needs: access.OfferHandover, Opens: given},
}

// planned reports whether what is planned for the child may be read.
func planned(f *child.File) bool { return f.May.Read.Has(child.Protection) }

// worked reports whether a file is open to somebody who works on it, or
// supervises those who do.
func worked(f *child.File) bool { return f.Purpose == child.Care || f.Purpose == child.Supervise }

// overseen is worked, or looking after who reads the file.
func overseen(f *child.File) bool { return worked(f) || f.Purpose == child.Oversight }

// given reports whether the case may be offered to another unit now.
func given(f *child.File) bool { return worked(f) && f.Standing == child.Opened && !f.Offered }

// followed carries the child of a file along to what other features keep of it.
func followed(tx *store.Tx, file, subject string) error {
	return errors.Join(sighting.Follow(tx, file, subject), enrolment.Follow(tx, file, subject))
}

// programmes are the summer programmes of a committee. The program itself asks:
// people of a unit hold nothing in the committee.
func (c Config) programmes(ctx context.Context, committee string) ([]programme.Known, error) {
	g, err := account.Operator().May(access.ReadProgrammes, access.Committee(committee))
	if err != nil {
		return nil, err
	}
	return programme.ReadKnown(ctx, c.Committee, g)
}

// enrolling are the programmes that a child can be enrolled in.
func (c Config) enrolling(ctx context.Context, committee string) ([]enrolment.Programme, error) {
	known, err := c.programmes(ctx, committee)
	list := make([]enrolment.Programme, len(known))
	for i, k := range known {
		list[i] = enrolment.Programme(k)
	}
	return list, err
}

// room names the committee or the unit of a page.
func (c Config) room() func(*http.Request, access.Grant) (web.Room, error) {
	committees := committee.Room(c.Committee)
	if c.Casework == nil {
		return committees
	}
	units := unit.Room(c.Casework)
	return func(r *http.Request, g access.Grant) (web.Room, error) {
		if g.Scope().Kind == access.InInstitution {
			return units(r, g)
		}
		return committees(r, g)
	}
}

// unitsOf lists the units somebody works in; nil without a casework room.
func (c Config) unitsOf() func(ctx context.Context, a access.Actor) ([]web.Room, error) {
	if c.Casework == nil {
		return nil
	}
	return func(ctx context.Context, a access.Actor) ([]web.Room, error) {
		return account.UnitsOf(ctx, c.Committee, a)
	}
}

// members are those who hold a role in a unit today.
func (c Config) members(ctx context.Context, unit string) ([]child.Member, error) {
	list, err := account.PeopleOf(ctx, c.Committee, unit)
	members := make([]child.Member, len(list))
	for i, m := range list {
		members[i] = child.Member{Person: m.Person, Name: m.Name, Role: m.Role, By: m.By}
	}
	return members, err
}

// desks are the units a case can be handed over to.
func (c Config) desks(ctx context.Context) ([]handover.Unit, error) {
	list, err := account.Units(ctx, c.Committee)
	units := make([]handover.Unit, len(list))
	for i, u := range list {
		units[i] = handover.Unit{ID: u.ID, Name: u.Name, Municipality: u.Municipality, Committee: u.Committee}
	}
	return units, err
}

// left takes a person off the teams of a unit. A data protection officer, who may
// end a role, may not look after teams: for them the program does it.
func (c Config) left(ctx context.Context, unit access.Grant, person string) error {
	err := child.Leave(ctx, c.Files(), unit, person)
	if !errors.Is(err, access.ErrDenied) {
		return err
	}
	program, err := account.Operator().May(access.RenewFiles, unit.Scope())
	if err != nil {
		return err
	}
	return child.Leave(ctx, c.Files(), program, person)
}

// FoundUnit makes the desk of a unit in the casework room. It may be asked again.
func (c Config) FoundUnit(ctx context.Context, u account.Unit) error {
	return unit.Found(ctx, c.Casework, account.Operator(), unit.Unit{ID: u.ID, Committee: u.Committee, Municipality: u.Municipality, Name: u.Name, Sample: u.Sample})
}

// FoundUnits makes the desks that are missing: the two rooms are two databases,
// and the server may have stopped between them.
func FoundUnits(ctx context.Context, c Config) error {
	if c.Casework == nil {
		return nil
	}
	list, err := account.Units(ctx, c.Committee)
	for _, u := range list {
		if err == nil {
			err = c.FoundUnit(ctx, u)
		}
	}
	return err
}

// overdue is what the desk of a unit shows of the steps of protection.
func overdue(tx *store.Tx, day string) ([]unit.Overdue, error) {
	list, err := protection.Due(tx, day)
	late := make([]unit.Overdue, len(list))
	for i, o := range list {
		late[i] = unit.Overdue{Step: o.Step, Worker: o.Worker}
	}
	return late, err
}
