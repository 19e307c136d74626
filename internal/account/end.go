package account

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type endPage struct {
	web.Page
	Role          Role
	Office, Place string
	Action        string
}

var endView = web.NewView[endPage](files, "end.tmpl")

// showEnd asks for the last day of a role.
func showEnd(w http.ResponseWriter, r *http.Request, status int, x Role, back web.Crumb, f *web.Form) error {
	p := endPage{Page: web.NewPage(r, "Mbyllja e një detyre").With(back).WithForm(f), Role: x, Action: r.URL.Path}
	p.Office, p.Place = x.Office(p.Lang), placeName(p.Lang, x.Committee)
	return endView.Render(w, r, status, p)
}

// lastDay reads the last day of a role; "" ends it at once.
func lastDay(r *http.Request) (*web.Form, string, error) {
	f, err := web.ReadForm(r)
	if err != nil {
		return nil, "", err
	}
	return f, f.Day("last"), nil
}

func (s *Service) endMemberForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return s.showEndMember(w, r, g, http.StatusOK, web.NewForm(r))
}

func (s *Service) showEndMember(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	if !g.Can(access.InviteMembers) {
		return access.ErrDenied
	}
	var x Role
	err := s.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		x, err = endableRole(tx, r.PathValue("role"))
		return err
	})
	if err != nil {
		return err
	}
	return showEnd(w, r, status, x, web.Crumb{Label: "Njerëzit e komitetit", Path: membersPath(g)}, f)
}

// endableRole is a role of the committee that a secretary may end: one they may
// give, or that of a substitute, but never their own.
func endableRole(tx *store.Tx, id string) (Role, error) {
	x, err := getRole(tx, tx.Grant().Scope().ID, id)
	if err == nil && !endable(x, tx.Grant().Actor()) {
		err = access.ErrDenied
	}
	return x, err
}

func endable(x Role, actor string) bool {
	return x.Person != actor && (given.Has(string(x.Role)) || x.substitute())
}

func (s *Service) endMember(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, day, err := lastDay(r)
	if err != nil {
		return err
	}
	if !f.OK() {
		return s.showEndMember(w, r, g, http.StatusUnprocessableEntity, f)
	}
	var x Role
	err = s.DB.Change(r.Context(), g, store.Subject{Kind: "role", ID: r.PathValue("role")}, func(tx *store.Tx) (err error) {
		if x, err = endableRole(tx, r.PathValue("role")); err != nil {
			return err
		}
		return endRole(tx, x, day)
	})
	if err == nil {
		err = s.signOutPerson(r, x.Person)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, membersPath(g), "Detyra u mbyll.")
}

// signOutPerson ends a person's sessions after their roles were changed in a
// committee, whose grant does not reach sessions. Until it has run, the change
// counts all the same: seats are read with every request.
func (s *Service) signOutPerson(r *http.Request, person string) error {
	return s.change(r.Context(), person, func(tx *store.Tx) error { return closeOthers(tx, person, "") })
}

func (s *Service) endAnyForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return s.showEndAny(w, r, g, http.StatusOK, web.NewForm(r))
}

func (s *Service) showEndAny(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	p, roles, _, err := s.whole(r, g, r.PathValue("person"))
	if err != nil {
		return err
	}
	at := slices.IndexFunc(roles, func(x Role) bool { return x.ID == r.PathValue("role") && !isUnit(x.Committee) })
	if at < 0 {
		return store.ErrNotFound
	}
	return showEnd(w, r, status, roles[at], web.Crumb{Label: p.Name, Path: "/account/people/" + p.ID}, f)
}

// endAny ends a role in any place but a unit, which looks after its own. The last
// administrator stays: somebody must be able to grant.
func (s *Service) endAny(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, day, err := lastDay(r)
	if err != nil {
		return err
	}
	if !f.OK() {
		return s.showEndAny(w, r, g, http.StatusUnprocessableEntity, f)
	}
	err = s.DB.Change(r.Context(), g, store.Subject{Kind: "role", ID: r.PathValue("role")}, func(tx *store.Tx) error {
		roles, err := store.All(tx, allRoles, (*Role).fields, today(tx))
		if err != nil {
			return err
		}
		at := slices.IndexFunc(roles, func(x Role) bool {
			return x.ID == r.PathValue("role") && x.Person == r.PathValue("person") && !isUnit(x.Committee)
		})
		if at < 0 {
			return store.ErrNotFound
		}
		if lastAdministrator(roles, roles[at]) {
			return web.Refuse("Ky është administratori i vetëm. Jepini më parë detyrën dikujt tjetër.")
		}
		if err := endRole(tx, roles[at], day); err != nil {
			return err
		}
		return closeOthers(tx, roles[at].Person, "")
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/account/people/"+r.PathValue("person"), "Detyra u mbyll.")
}

func lastAdministrator(roles []Role, x Role) bool {
	others := func(y Role) bool { return y.Role == access.Administrator && y.To == "" && y.Person != x.Person }
	return x.Role == access.Administrator && !slices.ContainsFunc(roles, others)
}
