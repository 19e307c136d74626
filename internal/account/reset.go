package account

import (
	"errors"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A Reset lets somebody in again who lost the password or the second factor.
// One person asks for it and another confirms; neither is the one it is for.
type Reset struct {
	ID, Committee, Person, What, Reason, AskedBy string
	Asked                                        store.Time
}

func (x *Reset) fields() []any {
	return []any{&x.ID, &x.Committee, &x.Person, &x.What, &x.Reason, &x.AskedBy, &x.Asked}
}

// lost is what a reset is for.
var lost = code.List{
	{Code: "password", SQ: "fjalëkalimin", EN: "the password"},
	{Code: "factor", SQ: "telefonin ose fletën e kodeve", EN: "the telephone or the sheet of codes"},
	{Code: "both", SQ: "të dyja", EN: "both"},
}

// Lost is what the person lost, in words.
func (x Reset) Lost(l text.Lang) string { return lost.Label(l, x.What) }

const resetColumns = `SELECT id, committee_id, person_id, what, reason, asked_by, asked_at FROM account_reset`

var (
	addReset     = dualWrite(`INSERT INTO account_reset (committee_id, id, person_id, what, reason, asked_by, asked_at, confirmed_by, token_hash, expires_at, used_at) VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', $8, $9)`)
	resetsIn     = dualRead(resetColumns + ` WHERE committee_id = $1 AND confirmed_by = '' AND expires_at > $2 ORDER BY asked_at, id`)
	resetsOf     = store.ReadSystem(resetColumns + ` WHERE person_id = $1 AND confirmed_by = '' AND expires_at > $2 ORDER BY asked_at, id`)
	confirmReset = dualWrite(`UPDATE account_reset SET confirmed_by = $3, token_hash = $4, expires_at = $5 WHERE committee_id = $1 AND id = $2 AND confirmed_by = ''`)
	resetByToken = store.ReadSystem(resetColumns + ` WHERE token_hash = $1 AND confirmed_by <> '' AND used_at = $2 AND expires_at > $3`)
	useReset     = store.WriteSystem(`UPDATE account_reset SET used_at = $2 WHERE id = $1 AND used_at = $3 AND expires_at > $2`)
	clearFactor  = store.WriteSystem(`UPDATE account_person SET second_factor = '', totp_secret = '', totp_next = $2 WHERE id = $1`)
)

// ask keeps a request that awaits a second person.
func ask(tx *store.Tx, x Reset) error {
	if x.Person == tx.Grant().Actor() {
		return web.Refuse("Për llogarinë tuaj duhet ta kërkojë dikush tjetër.")
	}
	_, err := addReset.exec(tx, x.Committee, tx.NewID(), x.Person, x.What, x.Reason, tx.Grant().Actor(), tx.Now(),
		store.At(tx.Now().Add(ResetLimit)), never)
	return err
}

// confirm makes the link of a request count. The second person must be another.
func confirm(tx *store.Tx, x Reset, token string) error {
	who := tx.Grant().Actor()
	switch who {
	case x.AskedBy:
		return web.Refuse("Kërkesën duhet ta miratojë një person tjetër, jo ai që e bëri.")
	case x.Person:
		return web.Refuse("Kërkesën për llogarinë tuaj duhet ta miratojë dikush tjetër.")
	}
	n, err := confirmReset.exec(tx, x.Committee, x.ID, who, hashOf(token), store.At(tx.Now().Add(ResetLimit)))
	if err == nil && n == 0 {
		err = store.ErrConflict
	}
	return err
}

// onlyHere refuses to reset, from one committee, somebody who holds a role
// elsewhere too: two people of a committee must not come to sit in another.
func onlyHere(tx *store.Tx, person string) error {
	n, err := store.Value[int64](tx, elsewhere, person, today(tx))
	if err == nil && n > 0 {
		err = web.Refuse("Ky person ka detyrë edhe jashtë këtij komiteti: kërkesën e bëjnë dhe e miratojnë administratorët.")
	}
	return err
}

// home is where an administrator's request belongs: to the committee of the
// person when they hold roles in no other place, so that its secretary or chair
// can be the second person.
func home(roles []Role) string {
	place := ""
	for _, r := range roles {
		if place != "" && place != r.Committee || !isCommittee(r.Committee) {
			return access.System.ID
		}
		place = r.Committee
	}
	if place == "" {
		return access.System.ID
	}
	return place
}

func resetPath(token string) string { return "/account/reset/" + token }

// confirmed hands over the link of a confirmed reset.
func (s *Service) confirmed(w http.ResponseWriter, r *http.Request, token, back string) error {
	link := s.address(r) + resetPath(token)
	page := linkPage{Page: web.NewPage(r, "Kërkesa u miratua"), Link: link, Back: back,
		Text: web.T(r, "Lidhja vlen një herë dhe për 24 orë. Jepjani vetëm personit që humbi hyrjen.")}
	return s.showLink(w, r, page)
}

type resetPage struct {
	web.Page
	What string
}

var resetView = web.NewView[resetPage](files, "reset.tmpl", "parts.tmpl")

// granted is the confirmed reset of the link, and whom it is for.
func (s *Service) granted(r *http.Request) (x Reset, p Person, err error) {
	err = s.look(r.Context(), func(tx *store.Tx) (err error) {
		x, err = store.One(tx, resetByToken, (*Reset).fields, hashOf(r.PathValue("token")), never, tx.Now())
		if errors.Is(err, store.ErrNotFound) {
			return errGone
		}
		if err == nil {
			p, err = byID(tx, x.Person)
		}
		return err
	})
	return x, p, err
}

func (s *Service) resetPage(w http.ResponseWriter, r *http.Request) error {
	x, _, err := s.granted(r)
	if errors.Is(err, errGone) {
		return gone(w, r)
	}
	if err != nil {
		return err
	}
	return s.showReset(w, r, http.StatusOK, x, web.NewForm(r))
}

func (s *Service) showReset(w http.ResponseWriter, r *http.Request, status int, x Reset, f *web.Form) error {
	f.Set("password", "").Set("new_password", "")
	return resetView.Render(w, r, status, resetPage{Page: web.NewPage(r, "Hyni sërish").WithForm(f), What: x.What})
}

// reset takes the new password, or the old one where only the second factor was
// lost, and goes on to the second factor.
func (s *Service) reset(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x, p, err := s.granted(r)
	if errors.Is(err, errGone) {
		return gone(w, r)
	}
	if err != nil {
		return err
	}
	status := http.StatusUnprocessableEntity
	if x.What == "factor" {
		_, err = s.verify(r, p.Email, f.Values.Get("password"))
		if n := explain(w, r, f, "password", "Fjalëkalimi nuk është i saktë. Nëse e keni harruar, kërkoni një lidhje që ndërron të dyja.", err); n != 0 {
			status = n
		} else if err != nil {
			return err
		}
	} else {
		p.password = newPassword(f, "new_password", p.Name, p.Email)
	}
	if !f.OK() {
		return s.showReset(w, r, status, x, f)
	}
	return s.applyReset(w, r, x, p)
}

// applyReset keeps what is new, ends every session and begins one that awaits
// the second factor. p.password is in clear where it is new.
func (s *Service) applyReset(w http.ResponseWriter, r *http.Request, x Reset, p Person) (err error) {
	kept, token, path := "", newToken(s.DB), "/account/code"
	if x.What != "factor" {
		if kept, err = s.hashes.hash(r.Context(), p.password, newSalt(s.DB)); err != nil {
			return err
		}
	}
	secret, err := s.newNext(p.ID)
	if err != nil {
		return err
	}
	err = s.change(r.Context(), p.ID, func(tx *store.Tx) error {
		if n, err := tx.Exec(useReset, x.ID, tx.Now(), never); err != nil || n == 0 {
			return errors.Join(err, errGone)
		}
		if kept != "" {
			if _, err := tx.Exec(setPassword, p.ID, hidden(kept)); err != nil {
				return err
			}
		}
		if x.What != "password" || p.factor == "" {
			path = "/account/factor"
			if err := loseFactor(tx, p.ID, secret); err != nil {
				return err
			}
		}
		if err := closeOthers(tx, p.ID, ""); err != nil {
			return err
		}
		return open(tx, p.ID, token, deviceName(r), never)
	})
	if errors.Is(err, errGone) {
		return gone(w, r)
	}
	if err != nil {
		return err
	}
	s.setCookie(w, sessionCookie, token, 0)
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}

// loseFactor takes away the second factor and the printed codes; the next
// thing the person does is to set up a new one.
func loseFactor(tx *store.Tx, person string, secret hidden) error {
	if _, err := tx.Exec(dropCodes, person); err != nil {
		return err
	}
	_, err := tx.Exec(clearFactor, person, secret)
	return err
}
