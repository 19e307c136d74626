package account

import (
	"errors"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

func (s *Service) unitPage(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return s.showUnit(w, r, g, http.StatusOK, web.NewForm(r))
}

// showUnit shows an administrator who is awaited in a unit; nobody's name.
func (s *Service) showUnit(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	var line unitLine
	var open []Invitation
	err := s.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error {
		u, err := store.One(tx, oneUnit, (*Unit).fields, r.PathValue("id"))
		if err != nil {
			return err
		}
		if line, err = lineOf(tx, u); err != nil || line.Supervised {
			return err
		}
		open, err = dualAll(tx, openIn, (*Invitation).fields, UnitPlace(u.ID), never, tx.Now())
		return err
	})
	if err != nil {
		return err
	}
	p := unitFirstPage{Page: web.NewPage(r, "%s", line.Name).With(peopleCrumb, unitsCrumb).WithForm(f), Unit: line}
	p.Path = unitPath(line.ID)
	p.Roles = web.Options(p.Lang, firstRoles)
	for _, i := range open {
		p.Offers = append(p.Offers, offer{i, i.Office(p.Lang), line.Name, unitPath(line.ID) + "/invitations/" + i.ID + "/withdraw"})
	}
	return unitView.Render(w, r, status, p)
}

func unitPath(unit string) string { return "/account/units/" + unit }

// unitNamed reads the unit of an address.
func (s *Service) unitNamed(r *http.Request, id string) (u Unit, err error) {
	err = readUnits(r.Context(), s.DB, func(tx *store.Tx) error {
		u, err = store.One(tx, oneUnit, (*Unit).fields, id)
		return err
	})
	return u, err
}

// inviteFirst invites the first supervisor of a unit, or its data protection
// officer.
func (s *Service) inviteFirst(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	u, err := s.unitNamed(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	i := Invitation{Committee: UnitPlace(u.ID), Unit: u.Name, Email: readEmail(f)}
	i.Role = access.Role(f.Code("role", firstRoles, "Zgjidhni përgjegjësin ose nëpunësin e mbrojtjes së të dhënave."))
	if f.OK() {
		if err := s.FoundUnit(r.Context(), u); err != nil {
			return err
		}
	}
	token, err := s.inviteToUnit(r, g, f, i, unsupervised)
	if err != nil {
		return err
	}
	if !f.OK() {
		return s.showUnit(w, r, g, http.StatusUnprocessableEntity, f)
	}
	return s.invited(w, r, i, token, unitPath(u.ID))
}

// errOneself says that somebody invited their own address.
var errOneself = errors.New("the address is the inviter's own")

// inviteToUnit keeps and mails an invitation that the form allows, if the rule
// does; what is wrong with it is put into the form.
func (s *Service) inviteToUnit(r *http.Request, g access.Grant, f *web.Form, i Invitation, rule func(*store.Tx, string) error) (token string, err error) {
	if !f.OK() {
		return "", nil
	}
	token = newToken(s.DB)
	unit, _ := unitAt(i.Committee)
	err = s.DB.Change(r.Context(), g, store.Subject{Kind: "unit", ID: unit}, func(tx *store.Tx) error {
		if err := errors.Join(rule(tx, unit), notOneself(tx, i), refuseHeld(tx, i)); err != nil {
			return err
		}
		if err := invite(tx, i, token); err != nil {
			return err
		}
		return s.mailInvitation(tx, i, token)
	})
	if errors.Is(err, errOneself) {
		f.Fail("email", "Askush nuk fton veten. Shkruani e-postën e dikujt tjetër.")
		err = nil
	}
	return token, explainHeld(f, err)
}

func (s *Service) withdrawFirst(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if err := s.withdrawFromUnit(r, g, r.PathValue("id"), unsupervised); err != nil {
		return err
	}
	return web.Redirect(w, r, unitPath(r.PathValue("id")), "Ftesa u tërhoq: lidhja nuk vlen më.")
}

// withdrawFromUnit ends an open invitation into a unit, if the rule allows.
func (s *Service) withdrawFromUnit(r *http.Request, g access.Grant, unit string, rule func(*store.Tx, string) error) error {
	return s.DB.Change(r.Context(), g, store.Subject{Kind: "unit", ID: unit}, func(tx *store.Tx) error {
		if err := rule(tx, unit); err != nil {
			return err
		}
		n, err := withdraw.exec(tx, UnitPlace(unit), r.PathValue("invitation"), tx.Now(), never)
		if err == nil && n == 0 {
			err = store.ErrNotFound
		}
		return err
	})
}
