package account

import (
	"net/http"
	"net/url"

	"tryeza/internal/store"
	"tryeza/internal/web"
)

type signInPage struct {
	web.Page
	Next string
}

var (
	signInView = web.NewView[signInPage](files, "sign_in.tmpl", "parts.tmpl")
	codeView   = web.NewView[signInPage](files, "code.tmpl")
)

// next is where a visitor wanted to go before they were asked to sign in.
func next(r *http.Request) string { return web.Local(r.FormValue("next")) }

func (s *Service) signInPage(w http.ResponseWriter, r *http.Request) error {
	if web.Who(r).Actor.ID() != "" {
		http.Redirect(w, r, next(r), http.StatusSeeOther)
		return nil
	}
	return s.showSignIn(w, r, http.StatusOK, web.NewForm(r))
}

func (s *Service) showSignIn(w http.ResponseWriter, r *http.Request, status int, f *web.Form) error {
	f.Set("password", "") // never sent back
	p := signInPage{Page: web.NewPage(r, "Hyni te Tryeza").WithForm(f), Next: next(r)}
	p.Path = "/account/sign-in?next=" + url.QueryEscape(p.Next)
	return signInView.Render(w, r, status, p)
}

func (s *Service) signIn(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	email := foldEmail(f.Need("email", "Shkruani e-postën tuaj."))
	password := f.Values.Get("password")
	if password == "" {
		f.Fail("password", "Shkruani fjalëkalimin.")
	}
	if !f.OK() {
		return s.showSignIn(w, r, http.StatusUnprocessableEntity, f)
	}
	p, err := s.verify(r, email, password)
	if status := explain(w, r, f, "email", "E-posta dhe fjalëkalimi nuk përputhen. Kontrollojini të dyja dhe provojeni sërish.", err); status != 0 {
		return s.showSignIn(w, r, status, f)
	}
	if err == nil {
		err = s.begin(w, r, p)
	}
	if err != nil {
		return err
	}
	path := "/account/code"
	if p.factor == "" {
		path = "/account/factor"
	}
	http.Redirect(w, r, path+"?next="+url.QueryEscape(next(r)), http.StatusSeeOther)
	return nil
}

// awaiting is the pending session of the request; without one the visitor
// starts over.
func (s *Service) awaiting(r *http.Request) (Session, Person, bool) {
	se, p, _, err := s.session(r)
	return se, p, err == nil && se.pending()
}

func (s *Service) again(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, web.SignInPath+"?next="+url.QueryEscape(next(r)), http.StatusSeeOther)
	return nil
}

func (s *Service) codePage(w http.ResponseWriter, r *http.Request) error {
	if _, p, ok := s.awaiting(r); !ok || p.factor == "" {
		return s.again(w, r)
	}
	return s.showCode(w, r, http.StatusOK, web.NewForm(r))
}

func (s *Service) showCode(w http.ResponseWriter, r *http.Request, status int, f *web.Form) error {
	p := signInPage{Page: web.NewPage(r, "Kodi i dytë").WithForm(f), Next: next(r)}
	return codeView.Render(w, r, status, p)
}

func (s *Service) code(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	se, p, ok := s.awaiting(r)
	if !ok || p.factor == "" {
		return s.again(w, r)
	}
	code := f.Need("code", "Shkruani kodin e aplikacionit, ose një kod të fletës së printuar.")
	if !f.OK() {
		return s.showCode(w, r, http.StatusUnprocessableEntity, f)
	}
	low, err := s.enter(w, r, se, p, code)
	if status := explain(w, r, f, "code", "Kodi nuk është i saktë ose është përdorur. Prisni kodin tjetër të aplikacionit, ose merrni kodin tjetër të fletës.", err); status != 0 {
		f.Set("code", "")
		return s.showCode(w, r, status, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, next(r), lowWarning(low), warningArgs(low)...)
}

// lowWarning asks to print new codes while there still are some; "" when there
// are enough.
func lowWarning(left int64) string {
	switch {
	case left < 0:
		return ""
	case left == 0:
		return "Hytë. Nuk ju ka mbetur asnjë kod i printuar: printoni kode të reja te llogaria juaj."
	case left == 1:
		return "Hytë. Ju ka mbetur 1 kod i printuar: printoni kode të reja te llogaria juaj."
	}
	return "Hytë. Ju kanë mbetur %d kode të printuara: printoni kode të reja te llogaria juaj."
}

func warningArgs(left int64) []any {
	if left < 2 {
		return nil
	}
	return []any{left}
}

// signOut ends the session of the browser. It does the same for nobody.
func (s *Service) signOut(w http.ResponseWriter, r *http.Request) error {
	if se, _, _, err := s.session(r); err == nil {
		err := s.change(r.Context(), se.PersonID, func(tx *store.Tx) error {
			_, err := tx.Exec(revokeOne, se.PersonID, se.ID, tx.Now(), never)
			return err
		})
		if err != nil {
			return err
		}
	}
	s.setCookie(w, sessionCookie, "", -1)
	return web.Redirect(w, r, web.SignInPath, "Dolët nga Tryeza.")
}
