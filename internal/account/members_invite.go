package account

import (
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// The three ways a secretary invites: a member, a substitute for a leave, a
// successor. They share a page; what is asked differs.
type invitePage struct {
	web.Page
	Kind         string // "member", "substitute" or "successor"
	Action       string
	Roles        []web.Option
	Institutions []web.Option
}

var inviteView = web.NewView[invitePage](files, "invite.tmpl")

var inviteTitles = map[string]string{
	"member":     "Ftoni një person",
	"substitute": "Zëvendësim gjatë lejes",
	"successor":  "Dorëzimi i detyrës së sekretarit",
}

// inviteForm shows the page of one kind, to those who may send it.
func (s *Service) inviteForm(kind string, needs access.Permission) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		if !g.Can(needs) {
			return access.ErrDenied
		}
		return s.showInvite(w, r, g, kind, http.StatusOK, web.NewForm(r))
	}
}

func (s *Service) showInvite(w http.ResponseWriter, r *http.Request, g access.Grant, kind string, status int, f *web.Form) error {
	insts, err := s.institutions(r.Context(), g.Scope().ID)
	if err != nil {
		return err
	}
	p := invitePage{
		Page: web.NewPage(r, inviteTitles[kind]).With(web.Crumb{Label: "Njerëzit e komitetit", Path: membersPath(g)}).WithForm(f),
		Kind: kind, Action: membersPath(g) + "/" + kind, Institutions: insts, Roles: web.Options(web.Lang(r), given),
	}
	return inviteView.Render(w, r, status, p)
}

// sendInvite reads the form of one kind and hands over the link.
func (s *Service) sendInvite(kind string) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		f, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		insts, err := s.institutions(r.Context(), g.Scope().ID)
		if err != nil {
			return err
		}
		i := readInvite(f, kind, g.Scope().ID, insts, text.DayOf(s.DB.Now()))
		token := newToken(s.DB)
		if f.OK() {
			err = s.DB.Change(r.Context(), g, store.Subject{Kind: "invitation"}, func(tx *store.Tx) error {
				if err := inviteInto(tx, i, kind, token); err != nil {
					return err
				}
				return s.mailInvitation(tx, i, token)
			})
			err = explainHeld(f, err)
		}
		if err != nil {
			return err
		}
		if !f.OK() {
			return s.showInvite(w, r, g, kind, http.StatusUnprocessableEntity, f)
		}
		return s.invited(w, r, i, token, membersPath(g))
	}
}

// inviteInto keeps the invitation unless the person has the role already. Of a
// hand-over it finds the office that ends: the inviter's own.
func inviteInto(tx *store.Tx, i Invitation, kind, token string) error {
	if err := refuseHeld(tx, i); err != nil {
		return err
	}
	if kind == "successor" {
		roles, err := dualAll(tx, rolesIn, (*Role).fields, i.Committee, today(tx))
		if err != nil {
			return err
		}
		for _, x := range roles {
			if x.Person == tx.Grant().Actor() && x.Role == access.Secretary && x.To == "" {
				i.EndsRole = x.ID
			}
		}
		if i.EndsRole == "" {
			return web.Refuse("Detyrën e dorëzon vetëm sekretari i emëruar, jo zëvendësuesi.")
		}
	}
	return invite(tx, i, token)
}

func readInvite(f *web.Form, kind, committee string, insts []web.Option, today string) Invitation {
	i := Invitation{Committee: committee, Role: access.Secretary, Email: readEmail(f)}
	switch kind {
	case "member":
		i.Role = access.Role(f.Code("role", given, "Zgjidhni detyrën që do të ketë personi."))
		i.Institution = readInstitution(f, i.Role, insts)
	case "substitute":
		i.From = f.NeedDay("from", "Shkruani ditën e parë të zëvendësimit.")
		i.To = f.NeedDay("to", "Shkruani ditën e fundit të zëvendësimit.")
		if f.OK() && i.To < max(i.From, today) {
			f.Fail("to", "Dita e fundit duhet të jetë pas ditës së parë dhe jo në të kaluarën.")
		}
	case "successor":
		i.EndsOn = f.NeedDay("last", "Shkruani ditën tuaj të fundit të punës si sekretar.")
		if f.OK() && i.EndsOn < today {
			f.Fail("last", "Dita e fundit nuk mund të jetë në të kaluarën.")
		}
	}
	return i
}

func readEmail(f *web.Form) string {
	email := foldEmail(f.Need("email", "Shkruani e-postën e personit."))
	if email != "" && !validEmail(email) {
		f.Fail("email", "Shkruani e-postën e plotë, për shembull emri@institucioni.gov.al.")
	}
	return email
}

// readInstitution wants an institution for those who speak for one, and for
// nobody else.
func readInstitution(f *web.Form, role access.Role, insts []web.Option) string {
	id := f.Text("institution")
	if !role.OfInstitution() {
		return ""
	}
	if optionName(insts, id) == "" {
		f.Fail("institution", "Zgjidhni institucionin për të cilin flet personi.")
	}
	return id
}

func (s *Service) withdrawInvitation(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	committee, back := g.Scope().ID, "/account/people"
	if g.Scope() == access.System {
		committee = r.PathValue("place")
	} else {
		back = membersPath(g)
	}
	err := s.DB.Change(r.Context(), g, store.Subject{Kind: "invitation", ID: r.PathValue("invitation")}, func(tx *store.Tx) error {
		n, err := withdraw.exec(tx, committee, r.PathValue("invitation"), tx.Now(), never)
		if err == nil && n == 0 {
			err = store.ErrNotFound
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, back, "Ftesa u tërhoq: lidhja nuk vlen më.")
}
