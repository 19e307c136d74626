package account

import (
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type askPage struct {
	web.Page
	Action string
	Lost   []web.Option
	Name   string
}

var askView = web.NewView[askPage](files, "ask.tmpl")

// inCommittee finds somebody who holds a role in the transaction's committee.
func inCommittee(tx *store.Tx, person string) (Role, error) {
	roles, err := dualAll(tx, rolesIn, (*Role).fields, tx.Grant().Scope().ID, today(tx))
	if err != nil {
		return Role{}, err
	}
	at := slices.IndexFunc(roles, func(x Role) bool { return x.Person == person })
	if at < 0 {
		return Role{}, store.ErrNotFound
	}
	return roles[at], nil
}

func (s *Service) askForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.AskReset) {
		return access.ErrDenied
	}
	return s.showAsk(w, r, g, http.StatusOK, web.NewForm(r))
}

func (s *Service) showAsk(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	var x Role
	err := s.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		x, err = inCommittee(tx, r.PathValue("person"))
		return err
	})
	if err != nil {
		return err
	}
	p := askPage{Page: web.NewPage(r, "Kërkoni hyrje të re").With(web.Crumb{Label: "Njerëzit e komitetit", Path: membersPath(g)}).WithForm(f),
		Action: r.URL.Path, Lost: web.Options(web.Lang(r), lost), Name: x.Name}
	return askView.Render(w, r, status, p)
}

func readReset(f *web.Form, person string) Reset {
	x := Reset{Person: person, What: f.Code("what", lost, "Zgjidhni çfarë humbi personi."), Reason: f.Public("reason")}
	if x.Reason == "" {
		f.Fail("reason", "Shkruani si e dini që kërkesa vjen nga ky person, për shembull: erdhi vetë në zyrë.")
	}
	return x
}

func (s *Service) askReset(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x := readReset(f, r.PathValue("person"))
	x.Committee = g.Scope().ID
	if !f.OK() {
		return s.showAsk(w, r, g, http.StatusUnprocessableEntity, f)
	}
	err = s.DB.Change(r.Context(), g, store.Subject{Kind: "person", ID: x.Person}, func(tx *store.Tx) error {
		if _, err := inCommittee(tx, x.Person); err != nil {
			return err
		}
		if err := onlyHere(tx, x.Person); err != nil {
			return err
		}
		return ask(tx, x)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, membersPath(g), "Kërkesa u regjistrua. Tani duhet ta miratojë një person i dytë: kryetari, ose një administrator.")
}

// confirmMember is the second person's part, in the committee.
func (s *Service) confirmMember(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	token := newToken(s.DB)
	err := s.DB.Change(r.Context(), g, store.Subject{Kind: "reset", ID: r.PathValue("reset")}, func(tx *store.Tx) error {
		resets, err := dualAll(tx, resetsIn, (*Reset).fields, g.Scope().ID, tx.Now())
		if err != nil {
			return err
		}
		at := slices.IndexFunc(resets, func(x Reset) bool { return x.ID == r.PathValue("reset") })
		if at < 0 {
			return store.ErrNotFound
		}
		member, err := inCommittee(tx, resets[at].Person)
		if err != nil {
			return err
		}
		p := Person{ID: member.Person, Email: member.Email}
		if err := onlyHere(tx, p.ID); err != nil {
			return err
		}
		if err := confirm(tx, resets[at], token); err != nil {
			return err
		}
		return s.mailReset(tx, p, token)
	})
	if err != nil {
		return err
	}
	return s.confirmed(w, r, token, membersPath(g))
}
