package account

import (
	"context"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

var (
	demoPerson = store.ReadSystem(`SELECT ` + personColumns + ` FROM account_demo d JOIN account_person p ON p.id = d.person_id WHERE d.token_hash = $1`)
	addDemo    = store.WriteSystem(`INSERT INTO account_demo (token_hash, person_id) VALUES ($1, $2)`)
	dropDemo   = store.WriteSystem(`DELETE FROM account_demo WHERE person_id = $1`)
)

// DemoPerson adds a person with one role to a demo folder; a person who is
// there already is left as they are. They have no password: only a demo link
// signs them in. committee is an id, "*" or "system".
func DemoPerson(ctx context.Context, db *store.DB, email, name string, role access.Role, committee, institution string) error {
	s := New(db)
	return s.change(ctx, "", func(tx *store.Tx) error {
		p, err := byEmail(tx, foldEmail(email))
		if err != nil || p.ID != "" {
			return err
		}
		p = Person{ID: tx.NewID(), Email: foldEmail(email), Name: name, Lang: text.SQ}
		if err := create(tx, p); err != nil {
			return err
		}
		return grantRole(tx, Role{Committee: committee, Person: p.ID, Role: role, Institution: institution, From: "2014-01-01", By: door.ID()}, "")
	})
}

// DemoLink makes the one-click link of a demo person and returns its path; an
// earlier link ends. It fails with store.ErrNotFound for an unknown address.
func DemoLink(ctx context.Context, db *store.DB, email string) (path string, err error) {
	s, token := New(db), newToken(db)
	err = s.change(ctx, "", func(tx *store.Tx) error {
		p, err := byEmail(tx, foldEmail(email))
		if err == nil && p.ID == "" {
			err = store.ErrNotFound
		}
		if err != nil {
			return err
		}
		if _, err := tx.Exec(dropDemo, p.ID); err != nil {
			return err
		}
		_, err = tx.Exec(addDemo, hashOf(token), p.ID)
		return err
	})
	return "/account/demo/" + token, err
}

type demoPage struct {
	web.Page
	Name, Action string
}

var demoView = web.NewView[demoPage](files, "demo.tmpl")

func (s *Service) demoOf(r *http.Request) (p Person, err error) {
	err = s.look(r.Context(), func(tx *store.Tx) error {
		p, err = store.One(tx, demoPerson, (*Person).fields, hashOf(r.PathValue("token")))
		return err
	})
	return p, err
}

// demoPage asks for the one click: a GET changes nothing, not even here.
func (s *Service) demoPage(w http.ResponseWriter, r *http.Request) error {
	p, err := s.demoOf(r)
	if err != nil {
		return err
	}
	return demoView.Render(w, r, http.StatusOK, demoPage{Page: web.NewPage(r, "Hyrje në shembull"), Name: p.Name, Action: r.URL.Path})
}

func (s *Service) demoSignIn(w http.ResponseWriter, r *http.Request) error {
	p, err := s.demoOf(r)
	if err != nil {
		return err
	}
	token := newToken(s.DB)
	err = s.change(r.Context(), p.ID, func(tx *store.Tx) error { return open(tx, p.ID, token, deviceName(r), tx.Now()) })
	if err != nil {
		return err
	}
	s.setCookie(w, sessionCookie, token, 0)
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}
