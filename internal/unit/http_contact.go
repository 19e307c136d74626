package unit

import (
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type contactsPage struct {
	base
	Today, Past []Contact // in force, and over
}

type contactPage struct{ base }

var (
	contactsView = web.NewView[contactsPage](files, "contacts.tmpl", "sections.tmpl")
	contactView  = web.NewView[contactPage](files, "contact.tmpl")
)

// VersionOf is the version of a contact as a form sends it back.
func (p contactsPage) VersionOf(c Contact) string { return strconv.FormatInt(c.Version, 10) }

func (h handler) contacts(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := contactsPage{base: newBase(r, g, "Kontaktet")}
	var all []Contact
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		all, err = readContacts(tx)
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.To != "" && c.To < h.today() {
			p.Past = append(p.Past, c)
		} else {
			p.Today = append(p.Today, c)
		}
	}
	return contactsView.Render(w, r, http.StatusOK, p)
}

func (h handler) contactForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if err := keeper(g); err != nil {
		return err
	}
	return h.showContact(w, r, g, http.StatusOK, web.NewForm(r).SetDay("from", h.today()))
}

func (h handler) showContact(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	p := contactPage{newBase(r, g, "Shtoni një kontakt").form(section(g, 0), f)}
	return contactView.Render(w, r, status, p)
}

func readContact(f *web.Form) Contact {
	c := Contact{Name: f.PublicLine("name"), Phone: f.Text("phone"), For: f.PublicLine("what_for"), Danger: f.Has("danger"), Verified: f.Has("verified")}
	f.Need("name", "Shkruani emrin e zyrës ose të linjës.")
	f.Need("what_for", "Shkruani për çfarë telefonohet.")
	c.From = f.NeedDay("from", "Shkruani nga cila datë vlen numri.")
	if !isPhone(c.Phone) {
		f.Fail("phone", "Shkruani numrin me shifra, për shembull 112 ose +355 52 22 22 22.")
	}
	return c
}

func (h handler) addContact(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	c := readContact(f)
	if !f.OK() {
		return h.showContact(w, r, g, http.StatusUnprocessableEntity, f)
	}
	err = h.change(r, g, "contact", "", func(tx *store.Tx) error { return addContact(tx, c) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/contacts"), "Kontakti u shtua.")
}

func (h handler) confirmContact(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.touchContact(w, r, g, confirmContact, "U shënua që numri përgjigjet.")
}

func (h handler) endContact(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.touchContact(w, r, g, endContact, "Numri nuk shfaqet më.")
}

func (h handler) touchContact(w http.ResponseWriter, r *http.Request, g access.Grant, do func(*store.Tx, string, int64) error, said string) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	err = h.change(r, g, "contact", id, func(tx *store.Tx) error { return do(tx, id, f.Version()) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/contacts"), said)
}
