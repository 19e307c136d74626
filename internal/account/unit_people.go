package account

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A unitMember is a role in a unit as its own page shows it.
type unitMember struct {
	Role
	Title  string
	CanEnd bool
}

// Since is the day the role was accepted.
func (m unitMember) Since() string { return text.DayOf(m.Created.Time) }

type unitPeoplePage struct {
	web.Page
	Members   []unitMember
	Offers    []offer
	Requests  []request
	CanInvite bool
}

type unitMemberPage struct {
	web.Page
	Roles []web.Option
}

var (
	unitPeopleView = web.NewView[unitPeoplePage](files, "unit_people.tmpl", "offers.tmpl")
	unitMemberView = web.NewView[unitMemberPage](files, "unit_member.tmpl")
)

// inside is the grant under which the people of a unit are kept. g says that the
// visitor looks after them in this unit; accounts are in the room of the
// committees, and need a grant of theirs.
func inside(r *http.Request, g access.Grant) (access.Grant, error) {
	if !g.Can(access.ManagePeople) {
		return access.Grant{}, access.ErrDenied
	}
	return web.Who(r).Actor.May(access.GrantInUnit, access.System)
}

func unitPeoplePath(g access.Grant) string { return "/u/" + g.Scope().ID + "/account" }

// staff is what the page of a unit's people is made from.
type staff struct {
	roles       []Role
	invitations []Invitation
	resets      []Reset
}

func readStaff(tx *store.Tx, unit string) (st staff, err error) {
	if st.roles, err = inOffice(tx, unit); err != nil {
		return st, err
	}
	if st.invitations, err = store.All(tx, openIn.system, (*Invitation).fields, UnitPlace(unit), never, tx.Now()); err != nil {
		return st, err
	}
	st.resets, err = resetsAmong(tx, st.roles)
	return st, err
}

// resetsAmong are the requests to let in again that await their second person,
// for people of a unit.
func resetsAmong(tx *store.Tx, roles []Role) (list []Reset, err error) {
	for i, x := range roles {
		if slices.ContainsFunc(roles[:i], func(y Role) bool { return y.Person == x.Person }) {
			continue
		}
		of, err := store.All(tx, resetsOf, (*Reset).fields, x.Person, tx.Now())
		if err != nil {
			return nil, err
		}
		list = append(list, of...)
	}
	return list, nil
}

func (s *Service) readStaff(r *http.Request, g access.Grant) (st staff, err error) {
	people, err := inside(r, g)
	if err != nil {
		return st, err
	}
	err = s.DB.View(r.Context(), people, store.Subject{}, func(tx *store.Tx) error {
		st, err = readStaff(tx, g.Scope().ID)
		return err
	})
	return st, err
}

func (s *Service) unitPeople(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	st, err := s.readStaff(r, g)
	if err != nil {
		return err
	}
	p := unitPeoplePage{Page: web.NewPage(r, "Njerëzit e njësisë"), CanInvite: holds(st.roles, g.Actor(), access.Supervisor)}
	for _, x := range st.roles {
		p.Members = append(p.Members, unitMember{x, x.Office(p.Lang), mayEnd(st.roles, g.Actor(), x) == nil})
	}
	if p.CanInvite {
		for _, i := range st.invitations {
			p.Offers = append(p.Offers, offer{i, i.Office(p.Lang), "", unitPeoplePath(g) + "/invitations/" + i.ID + "/withdraw"})
		}
	}
	for _, x := range st.resets {
		p.Requests = append(p.Requests, request{x, nameIn(st.roles, x.Person), x.Lost(p.Lang), g.Actor() == x.AskedBy || g.Actor() == x.Person})
	}
	return unitPeopleView.Render(w, r, http.StatusOK, p)
}

func nameIn(roles []Role, person string) string {
	for _, x := range roles {
		if x.Person == person {
			return x.Name
		}
	}
	return ""
}

func (s *Service) unitMemberForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return s.showUnitMember(w, r, g, http.StatusOK, web.NewForm(r))
}

func (s *Service) showUnitMember(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	st, err := s.readStaff(r, g)
	if err != nil {
		return err
	}
	if !holds(st.roles, g.Actor(), access.Supervisor) {
		return access.ErrDenied
	}
	p := unitMemberPage{Page: web.NewPage(r, "Ftoni një person").With(web.Crumb{Label: "Njerëzit e njësisë", Path: unitPeoplePath(g)}).WithForm(f)}
	p.Roles = web.Options(p.Lang, UnitRoles)
	return unitMemberView.Render(w, r, status, p)
}

// inviteMember invites somebody into the unit. They accept it signed in, with
// the account they have or the one they open.
func (s *Service) inviteMember(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	people, err := inside(r, g)
	if err != nil {
		return err
	}
	u, err := s.unitNamed(r, g.Scope().ID)
	if err != nil {
		return err
	}
	i := Invitation{Committee: UnitPlace(u.ID), Unit: u.Name, Email: readEmail(f)}
	i.Role = access.Role(f.Code("role", UnitRoles, "Zgjidhni detyrën që do të ketë personi."))
	token, err := s.inviteToUnit(r, people, f, i, supervised)
	if err != nil {
		return err
	}
	if !f.OK() {
		return s.showUnitMember(w, r, g, http.StatusUnprocessableEntity, f)
	}
	return s.invited(w, r, i, token, unitPeoplePath(g))
}

func (s *Service) withdrawMember(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	people, err := inside(r, g)
	if err == nil {
		err = s.withdrawFromUnit(r, people, g.Scope().ID, supervised)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, unitPeoplePath(g), "Ftesa u tërhoq: lidhja nuk vlen më.")
}

// confirmInUnit is the second person's part, by somebody who looks after the
// people of the unit.
func (s *Service) confirmInUnit(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	people, err := inside(r, g)
	if err != nil {
		return err
	}
	token := newToken(s.DB)
	err = s.DB.Change(r.Context(), people, store.Subject{Kind: "reset", ID: r.PathValue("reset")}, func(tx *store.Tx) error {
		st, err := readStaff(tx, g.Scope().ID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(st.resets, func(x Reset) bool { return x.ID == r.PathValue("reset") })
		if at < 0 || !looksAfter(st.roles, g.Actor()) {
			return store.ErrNotFound
		}
		if err := confirm(tx, st.resets[at], token); err != nil {
			return err
		}
		p, err := byID(tx, st.resets[at].Person)
		if err != nil {
			return err
		}
		return s.mailReset(tx, p, token)
	})
	if err != nil {
		return err
	}
	return s.confirmed(w, r, token, unitPeoplePath(g))
}

// looksAfter reports whether a person looks after the people of a unit today.
func looksAfter(roles []Role, person string) bool {
	return slices.ContainsFunc(roles, func(x Role) bool { return x.Person == person && keepsPeople(x.Role) })
}
