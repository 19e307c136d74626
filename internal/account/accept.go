package account

import (
	"errors"
	"net/http"

	"tryeza/internal/store"
	"tryeza/internal/web"
)

type invitationPage struct {
	web.Page
	Invitation                 Invitation
	Office, Where, Institution string
	Known, Mine, Other         bool // there is an account; it is the visitor's; the visitor is somebody else
}

var (
	invitationView = web.NewView[invitationPage](files, "invitation.tmpl", "parts.tmpl")
	goneView       = web.NewView[gonePage](files, "gone.tmpl")
)

type gonePage struct{ web.Page }

// gone is the answer to every link that does not open anything, whatever the
// reason.
func gone(w http.ResponseWriter, r *http.Request) error {
	p := gonePage{web.NewPage(r, "Kjo lidhje nuk vlen")}
	p.Path = "/"
	return goneView.Render(w, r, http.StatusNotFound, p)
}

// offered is the open invitation of the link, and who has its address; the
// person's ID is "" when nobody has.
func (s *Service) offered(r *http.Request) (i Invitation, p Person, err error) {
	err = s.look(r.Context(), func(tx *store.Tx) (err error) {
		i, err = store.One(tx, byToken, (*Invitation).fields, hashOf(r.PathValue("token")), never, tx.Now())
		if errors.Is(err, store.ErrNotFound) {
			return errGone
		}
		if err == nil {
			err = s.nameUnit(tx, &i)
		}
		if err == nil {
			p, err = byEmail(tx, i.Email)
		}
		return err
	})
	return i, p, err
}

func (s *Service) invitationPage(w http.ResponseWriter, r *http.Request) error {
	i, p, err := s.offered(r)
	if errors.Is(err, errGone) {
		return gone(w, r)
	}
	if err != nil {
		return err
	}
	return s.showInvitation(w, r, http.StatusOK, i, p, web.NewForm(r))
}

func (s *Service) showInvitation(w http.ResponseWriter, r *http.Request, status int, i Invitation, p Person, f *web.Form) error {
	insts, err := s.institutions(r.Context(), i.Committee)
	if err != nil {
		return err
	}
	f.Set("password", "")
	visitor, l := web.Who(r).Actor.ID(), web.Lang(r)
	page := invitationPage{
		Page: web.NewPage(r, "Ftesë te Tryeza").WithForm(f), Invitation: i,
		Office: i.Office(l), Where: i.Where(l), Institution: optionName(insts, i.Institution),
		Known: p.ID != "", Mine: p.ID != "" && visitor == p.ID, Other: visitor != "" && visitor != p.ID,
	}
	return invitationView.Render(w, r, status, page)
}

// acceptInvitation makes the account of somebody new, who then chooses a second
// factor; somebody who has one confirms, signed in.
func (s *Service) acceptInvitation(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	i, p, err := s.offered(r)
	if err == nil {
		switch {
		case p.ID == "":
			return s.acceptNew(w, r, i, f)
		case p.ID == web.Who(r).Actor.ID():
			err = s.acceptKnown(r, i, p.ID)
		default:
			return s.showInvitation(w, r, http.StatusUnprocessableEntity, i, p, f)
		}
	}
	if errors.Is(err, errGone) {
		return gone(w, r)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/", "E pranuat detyrën: %s.", i.Office(web.Lang(r)))
}

func (s *Service) acceptKnown(r *http.Request, i Invitation, person string) error {
	se, _, _, err := s.session(r)
	if err != nil {
		return err
	}
	return s.change(r.Context(), person, func(tx *store.Tx) error {
		if err := accept(tx, i, person, se.ID); err != nil {
			return err
		}
		return s.mailHeads(tx, i)
	})
}

func (s *Service) acceptNew(w http.ResponseWriter, r *http.Request, i Invitation, f *web.Form) error {
	p := Person{ID: s.DB.NewID(), Email: i.Email, Lang: web.Lang(r)}
	p.Name = f.Need("name", "Shkruani emrin dhe mbiemrin tuaj.")
	password := newPassword(f, "password", p.Name, i.Email)
	if !f.OK() {
		return s.showInvitation(w, r, http.StatusUnprocessableEntity, i, Person{}, f)
	}
	var err error
	if p.password, err = s.hashes.hash(r.Context(), password, newSalt(s.DB)); err != nil {
		return err
	}
	next, err := s.newNext(p.ID)
	if err != nil {
		return err
	}
	token := newToken(s.DB)
	p.next = string(next)
	err = s.change(r.Context(), p.ID, func(tx *store.Tx) error {
		if err := create(tx, p); err != nil {
			return err
		}
		if err := accept(tx, i, p.ID, ""); err != nil {
			return err
		}
		if err := s.mailHeads(tx, i); err != nil {
			return err
		}
		return open(tx, p.ID, token, deviceName(r), never)
	})
	if errors.Is(err, errGone) || errors.Is(err, store.ErrExists) {
		return gone(w, r)
	}
	if err != nil {
		return err
	}
	s.setCookie(w, sessionCookie, token, 0)
	http.Redirect(w, r, "/account/factor", http.StatusSeeOther)
	return nil
}

// newPassword reads a password somebody chose; own are words of theirs that it
// must not be made of.
func newPassword(f *web.Form, field string, own ...string) string {
	password := f.Values.Get(field)
	if why := weakness(password, own...); why != "" {
		f.Fail(field, why)
	}
	return password
}
