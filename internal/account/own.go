package account

import (
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type ownPage struct {
	web.Page
	Person    Person
	Roles     []held
	Sessions  []Session
	Current   string // the id of the session of this browser
	Langs     []web.Option
	WithApp   bool
	CodesLeft int64
	Admin     bool
}

var ownView = web.NewView[ownPage](files, "own.tmpl", "parts.tmpl")

var langs = code.List{{Code: string(text.SQ), SQ: "shqip", EN: "shqip"}, {Code: string(text.EN), SQ: "English", EN: "English"}}

func (s *Service) ownPage(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return s.showOwn(w, r, http.StatusOK, nil)
}

// showOwn shows the visitor's own account; f is nil when nothing was sent.
func (s *Service) showOwn(w http.ResponseWriter, r *http.Request, status int, f *web.Form) error {
	se, x, _, err := s.session(r)
	if err != nil {
		return err
	}
	if f == nil {
		f = web.NewForm(r).Set("name", x.Name).Set("lang", string(x.Lang))
	}
	for _, secret := range []string{"password", "new_password", "factor_password", "codes_password"} {
		f.Set(secret, "")
	}
	p := ownPage{Page: web.NewPage(r, "Llogaria juaj").WithForm(f), Person: x, Current: se.ID, WithApp: x.factor == withApp, Langs: web.Options(web.Lang(r), langs)}
	p.Path, p.Admin = "/account", canList(web.Who(r).Actor)
	err = s.look(r.Context(), func(tx *store.Tx) error {
		roles, err := store.All(tx, rolesOf, (*Role).fields, x.ID, today(tx))
		if err != nil {
			return err
		}
		units, err := readUnitNames(tx)
		if err != nil {
			return err
		}
		p.Roles = holding(p.Lang, roles, units)
		if p.Sessions, err = aliveSessions(tx, x.ID); err != nil {
			return err
		}
		p.CodesLeft, err = store.Value[int64](tx, codesLeft, x.ID)
		return err
	})
	if err != nil {
		return err
	}
	return ownView.Render(w, r, status, p)
}

func canList(a access.Actor) bool {
	_, err := a.May(access.ListPeople, access.System)
	return err == nil
}

func aliveSessions(tx *store.Tx, person string) (list []Session, err error) {
	all, err := store.All(tx, sessionsOf, (*Session).fields, person, store.At(tx.Now().Add(-DayLimit)))
	for _, se := range all {
		if se.alive(tx.Now().Time) && !se.pending() {
			list = append(list, se)
		}
	}
	return list, err
}

// changeOwn runs f with the visitor's grant on their own account.
func (s *Service) changeOwn(r *http.Request, g access.Grant, f func(*store.Tx) error) error {
	return s.DB.Change(r.Context(), g, store.Subject{Kind: "person", ID: g.Actor()}, f)
}

func (s *Service) saveProfile(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	name := f.Need("name", "Shkruani emrin dhe mbiemrin tuaj.")
	lang := f.Code("lang", langs, "Zgjidhni gjuhën e faqeve.")
	if !f.OK() {
		return s.showOwn(w, r, http.StatusUnprocessableEntity, f)
	}
	err = s.changeOwn(r, g, func(tx *store.Tx) error {
		_, err := tx.Exec(setOwn, g.Actor(), hidden(name), lang)
		return err
	})
	if err != nil {
		return err
	}
	// The browser's own choice, made on top of a page, would win over this one.
	http.SetCookie(w, &http.Cookie{Name: "lang", Value: lang, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: s.Secure})
	return web.Redirect(w, r, "/account", "U ruajt.")
}

// proven asks for the password again before something that matters, and reports
// whether to go on; if not, the page has been shown.
func (s *Service) proven(w http.ResponseWriter, r *http.Request, f *web.Form, field string) (Session, Person, bool, error) {
	se, p, _, err := s.session(r)
	if err != nil {
		return se, p, false, err
	}
	_, err = s.verify(r, p.Email, f.Values.Get(field))
	if status := explain(w, r, f, field, "Fjalëkalimi i tanishëm nuk është i saktë.", err); status != 0 {
		f.Set("name", p.Name).Set("lang", string(p.Lang))
		return se, p, false, s.showOwn(w, r, status, f)
	}
	return se, p, err == nil, err
}

func (s *Service) changePassword(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	se, p, ok, err := s.proven(w, r, f, "password")
	if err != nil || !ok {
		return err
	}
	password := newPassword(f, "new_password", p.Name, p.Email)
	if !f.OK() {
		f.Set("name", p.Name).Set("lang", string(p.Lang))
		return s.showOwn(w, r, http.StatusUnprocessableEntity, f)
	}
	kept, err := s.hashes.hash(r.Context(), password, newSalt(s.DB))
	if err != nil {
		return err
	}
	err = s.changeOwn(r, g, func(tx *store.Tx) error {
		if _, err := tx.Exec(setPassword, p.ID, hidden(kept)); err != nil {
			return err
		}
		return closeOthers(tx, p.ID, se.ID)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/account", "Fjalëkalimi u ndryshua. Hyrjet e tjera u mbyllën.")
}

// changeFactor begins to set up another second factor. The old one counts until
// the new one has been proven.
func (s *Service) changeFactor(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	_, p, ok, err := s.proven(w, r, f, "factor_password")
	if err != nil || !ok {
		return err
	}
	secret, err := s.newNext(p.ID)
	if err != nil {
		return err
	}
	err = s.changeOwn(r, g, func(tx *store.Tx) error {
		_, err := tx.Exec(setNext, p.ID, secret)
		return err
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/account/factor?next=/account", http.StatusSeeOther)
	return nil
}

func (s *Service) printCodes(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	_, p, ok, err := s.proven(w, r, f, "codes_password")
	if err != nil || !ok {
		return err
	}
	var sheet []string
	err = s.changeOwn(r, g, func(tx *store.Tx) (err error) {
		sheet, err = newSheet(tx, p.ID)
		return err
	})
	if err != nil {
		return err
	}
	f.Set("next", "/account")
	return s.showSheet(w, r, sheet, p.factor)
}

// endSession ends one other session, or all of them.
func (s *Service) endSession(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	se, _, _, err := s.session(r)
	if err != nil {
		return err
	}
	err = s.changeOwn(r, g, func(tx *store.Tx) error {
		if id := r.PathValue("session"); id != "others" {
			_, err := tx.Exec(revokeOne, g.Actor(), id, tx.Now(), never)
			return err
		}
		return closeOthers(tx, g.Actor(), se.ID)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/account", "Hyrja u mbyll.")
}
