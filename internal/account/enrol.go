package account

import (
	"html/template"
	"net/http"

	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

var factors = code.List{
	{Code: withApp, SQ: "Aplikacion në telefon", EN: "Application on a telephone"},
	{Code: withCodes, SQ: "Kode të printuara", EN: "Printed codes"},
}

type factorPage struct {
	web.Page
	Next, Secret string
	Square       template.URL // the secret as an image for the telephone's camera
}

type sheetPage struct {
	web.Page
	Codes   []string
	Next    string
	WithApp bool
}

var (
	factorView = web.NewView[factorPage](files, "factor.tmpl")
	sheetView  = web.NewView[sheetPage](files, "sheet.tmpl")
)

// choosing is who may set up a second factor: somebody who has given their
// password and has none yet, or somebody signed in who began to change it. The
// secret is what their application is being set up with.
func (s *Service) choosing(r *http.Request) (se Session, p Person, secret string, ok bool) {
	se, p, _, err := s.session(r)
	if err != nil || p.next == "" || se.pending() != (p.factor == "") {
		return se, p, "", false
	}
	secret, err = s.secretOf(p.ID, setUp, p.next)
	return se, p, secret, err == nil
}

func (s *Service) factorPage(w http.ResponseWriter, r *http.Request) error {
	_, p, secret, ok := s.choosing(r)
	if !ok {
		return s.again(w, r)
	}
	return s.showFactor(w, r, http.StatusOK, p, secret, web.NewForm(r))
}

func (s *Service) showFactor(w http.ResponseWriter, r *http.Request, status int, p Person, secret string, f *web.Form) error {
	square, err := web.SquareImage(otpAddress(p.Email, secret), 5)
	if err != nil {
		return err
	}
	f.Set("code", "")
	page := factorPage{Page: web.NewPage(r, "Hapi i dytë i hyrjes").WithForm(f), Next: next(r), Secret: groups(secret), Square: square}
	return factorView.Render(w, r, status, page)
}

// chooseFactor keeps the second factor, shows the sheet of printed codes once,
// and lets in who was waiting.
func (s *Service) chooseFactor(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	se, p, secret, ok := s.choosing(r)
	if !ok {
		return s.again(w, r)
	}
	factor := f.Code("factor", factors, "Zgjidhni aplikacionin ose kodet e printuara.")
	step := stepOf(secret, plainCode(f.Text("code")), 0, s.DB.Now())
	if factor == withApp && step == 0 {
		f.Fail("code", "Kodi nuk është ai që tregon aplikacioni. Kontrolloni orën e telefonit dhe shkruani kodin që shfaqet tani.")
	}
	if !f.OK() {
		return s.showFactor(w, r, http.StatusUnprocessableEntity, p, secret, f)
	}
	if factor != withApp {
		secret = ""
	}
	sheet, err := s.keepFactor(w, r, se, p, factor, secret, step)
	if err != nil {
		return err
	}
	return s.showSheet(w, r, sheet, factor)
}

func (s *Service) keepFactor(w http.ResponseWriter, r *http.Request, se Session, p Person, factor, secret string, step int64) (sheet []string, err error) {
	tokens := s.fresh(r)
	kept, err := sealed(s.Keys, p.ID, inUse, secret)
	if err != nil {
		return nil, err
	}
	err = s.change(r.Context(), p.ID, func(tx *store.Tx) (err error) {
		if _, err := tx.Exec(setFactor, p.ID, factor, kept, step); err != nil {
			return err
		}
		if err := closeOthers(tx, p.ID, se.ID); err != nil {
			return err
		}
		if se.pending() {
			if err := tokens.admit(tx, se, deviceName(r)); err != nil {
				return err
			}
		}
		sheet, err = newSheet(tx, p.ID)
		return err
	})
	if err == nil && se.pending() {
		s.remember(w, tokens)
	}
	return sheet, err
}

func (s *Service) showSheet(w http.ResponseWriter, r *http.Request, sheet []string, factor string) error {
	page := sheetPage{Page: web.NewPage(r, "Kodet tuaja të printuara"), Codes: sheet, Next: next(r), WithApp: factor == withApp}
	page.Path = "/account"
	return sheetView.Render(w, r, http.StatusOK, page)
}
