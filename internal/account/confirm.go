package account

import (
	"cmp"
	"net/http"
	"net/url"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// What matters most asks for the second factor just now: web.Visitor.FactorAt
// says when it was last given, and this page asks for it again.

type confirmSelfPage struct {
	web.Page
	Back   string
	Sample bool // somebody of the sample, who has no second factor
}

var (
	confirmView = web.NewView[confirmSelfPage](files, "confirm.tmpl")
	proveNow    = store.WriteSystem(`UPDATE account_session SET factor_at = $2 WHERE id = $1 AND revoked_at = $3`)
)

func (s *Service) confirmPage(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	_, p, _, err := s.session(r)
	if err != nil {
		return err
	}
	return s.showConfirm(w, r, http.StatusOK, p, web.NewForm(r))
}

func (s *Service) showConfirm(w http.ResponseWriter, r *http.Request, status int, p Person, f *web.Form) error {
	f.Set("code", "")
	page := confirmSelfPage{Page: web.NewPage(r, "Vërtetoni që jeni ju").WithForm(f), Back: web.Local(r.FormValue("back")), Sample: s.sampled(p)}
	page.Path = "/account/confirm?back=" + url.QueryEscape(page.Back)
	return confirmView.Render(w, r, status, page)
}

// sampled reports whether somebody came by a link of the sample: they have no
// second factor to give.
func (s *Service) sampled(p Person) bool { return s.Demo && p.factor == "" }

// confirmSelf takes the second factor again; attempts are counted as those of
// signing in are.
func (s *Service) confirmSelf(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	se, p, _, err := s.session(r)
	if err != nil {
		return err
	}
	code := f.Text("code")
	if code == "" && !s.sampled(p) {
		f.Fail("code", "Shkruani kodin e aplikacionit, ose një kod të fletës së printuar.")
		return s.showConfirm(w, r, http.StatusUnprocessableEntity, p, f)
	}
	err = s.proveAgain(r, g, se, p, code)
	if status := explain(w, r, f, "code", "Kodi nuk është i saktë ose është përdorur. Prisni kodin tjetër të aplikacionit, ose merrni kodin tjetër të fletës.", err); status != 0 {
		return s.showConfirm(w, r, status, p, f)
	}
	if err != nil {
		return err
	}
	back := web.Local(f.Text("back"))
	http.Redirect(w, r, back, http.StatusSeeOther)
	return nil
}

// proveAgain notes in the session that the second factor was given now. It fails
// as enter does.
func (s *Service) proveAgain(r *http.Request, g access.Grant, se Session, p Person, code string) error {
	right := s.sampled(p)
	secret, shut := s.appSecret(r, p)
	err := s.changeOwn(r, g, func(tx *store.Tx) (err error) {
		if !s.sampled(p) {
			right, err = s.attempt(tx, r, p, secret, code)
		}
		if err == nil && right {
			_, err = tx.Exec(proveNow, se.ID, tx.Now(), never)
		}
		return err
	})
	if err == nil && !right {
		err = cmp.Or(shut, errWrong)
	}
	return err
}
