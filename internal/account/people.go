package account

import (
	"net/http"
	"net/url"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A person as administrators see them: who they are and which roles they hold,
// and nothing of what they do.
type account struct {
	Person
	Roles []held
}

type held struct {
	Role
	Title, Place string
	Inside       bool // of a unit, which looks after its own people
}

type peoplePage struct {
	web.Page
	People []account
	Offers []offer
	Units  bool // there is a room for casework
}

type personPage struct {
	web.Page
	Account  account
	Requests []request
	Lost     []web.Option
}

type givePage struct {
	web.Page
	Places, Roles, Institutions []web.Option
	Place                       string
}

var (
	peopleView = web.NewView[peoplePage](files, "people.tmpl", "offers.tmpl")
	personView = web.NewView[personPage](files, "person.tmpl")
	giveView   = web.NewView[givePage](files, "give.tmpl")
	allPeople  = store.ReadSystem(`SELECT ` + personColumns + ` FROM account_person p ORDER BY p.email`)
)

func holding(l text.Lang, roles []Role, units unitNames) (list []held) {
	byOffice(roles)
	for _, x := range roles {
		list = append(list, held{x, x.Office(l), units.place(l, x.Committee), isUnit(x.Committee)})
	}
	return list
}

func (s *Service) people(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := peoplePage{Page: web.NewPage(r, "Njerëzit dhe detyrat"), Units: s.units()}
	var people []Person
	var roles []Role
	var invitations []Invitation
	var units unitNames
	err := s.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		if people, err = store.All(tx, allPeople, (*Person).fields); err != nil {
			return err
		}
		if roles, err = store.All(tx, allRoles, (*Role).fields, today(tx)); err != nil {
			return err
		}
		if units, err = readUnitNames(tx); err != nil {
			return err
		}
		invitations, err = store.All(tx, openEverywhere, (*Invitation).fields, never, tx.Now())
		return err
	})
	if err != nil {
		return err
	}
	of := map[string][]Role{}
	for _, x := range roles {
		of[x.Person] = append(of[x.Person], x)
	}
	for _, x := range people {
		p.People = append(p.People, account{x, holding(p.Lang, of[x.ID], units)})
	}
	text.Sort(p.People, func(a account) string { return a.Name })
	for _, i := range invitations {
		if isUnit(i.Committee) {
			continue // on the page of the unit
		}
		p.Offers = append(p.Offers, offer{i, i.Office(p.Lang), placeName(p.Lang, i.Committee), "/account/invitations/" + url.PathEscape(i.Committee) + "/" + i.ID + "/withdraw"})
	}
	return peopleView.Render(w, r, http.StatusOK, p)
}

// whole reads a person with roles and open requests.
func (s *Service) whole(r *http.Request, g access.Grant, person string) (p Person, roles []Role, resets []Reset, err error) {
	err = s.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		if p, err = byID(tx, person); err != nil {
			return err
		}
		if roles, err = store.All(tx, rolesOf, (*Role).fields, person, today(tx)); err != nil {
			return err
		}
		resets, err = store.All(tx, resetsOf, (*Reset).fields, person, tx.Now())
		return err
	})
	return p, roles, resets, err
}

func (s *Service) person(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return s.showPerson(w, r, g, http.StatusOK, web.NewForm(r))
}

func (s *Service) showPerson(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	x, roles, resets, err := s.whole(r, g, r.PathValue("person"))
	if err != nil {
		return err
	}
	units, inside, err := s.unitsOfPerson(r.Context(), x.ID)
	if err != nil {
		return err
	}
	p := personPage{Page: web.NewPage(r, "%s", x.Name).With(web.Crumb{Label: "Njerëzit dhe detyrat", Path: "/account/people"}).WithForm(f)}
	p.Path = "/account/people/" + x.ID
	p.Account, p.Lost = account{x, holding(p.Lang, roles, units)}, web.Options(p.Lang, lost)
	for _, y := range resets {
		p.Requests = append(p.Requests, request{y, x.Name, y.Lost(p.Lang), inside || g.Actor() == y.AskedBy || g.Actor() == x.ID})
	}
	return personView.Render(w, r, status, p)
}

// giveForm asks first where, then which role there.
func (s *Service) giveForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return s.showGive(w, r, http.StatusOK, r.FormValue("place"), web.NewForm(r).Set("email", r.FormValue("email")))
}

func (s *Service) showGive(w http.ResponseWriter, r *http.Request, status int, place string, f *web.Form) error {
	p := givePage{Page: web.NewPage(r, "Jepni një detyrë").With(web.Crumb{Label: "Njerëzit dhe detyrat", Path: "/account/people"}).WithForm(f), Place: place}
	for _, id := range append([]string{access.System.ID, access.Every.ID}, slugs()...) {
		p.Places = append(p.Places, web.Option{Value: id, Label: placeName(p.Lang, id)})
	}
	p.Roles = web.Options(p.Lang, pick(func(role access.Role) bool { return fits(role, place) }))
	insts, err := s.institutions(r.Context(), place)
	if err != nil {
		return err
	}
	f.Set("place", place)
	p.Institutions = insts
	return giveView.Render(w, r, status, p)
}

func slugs() (list []string) {
	for _, q := range code.Qarqe {
		list = append(list, q.Slug)
	}
	return list
}

// give gives a role at once to somebody who has an account, and invites
// somebody who has none.
func (s *Service) give(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	place := f.Text("place")
	insts, err := s.institutions(r.Context(), place)
	if err != nil {
		return err
	}
	i := Invitation{Committee: place, Email: readEmail(f), Role: access.Role(f.Text("role")), By: g.Actor()}
	if !fits(i.Role, place) {
		f.Fail("role", "Zgjidhni një detyrë që mbahet në këtë vend.")
	}
	i.Institution = readInstitution(f, i.Role, insts)
	i.From, i.To = f.Day("from"), f.Day("to")
	if i.To != "" && i.To < max(i.From, text.DayOf(s.DB.Now())) {
		f.Fail("to", "Dita e fundit duhet të jetë pas ditës së parë dhe jo në të kaluarën.")
	}
	var known Person
	token := newToken(s.DB)
	if f.OK() {
		err = s.DB.Change(r.Context(), g, store.Subject{Kind: "role"}, func(tx *store.Tx) (err error) {
			known, err = giveOrInvite(tx, i, token)
			switch {
			case err != nil:
				return err
			case known.ID != "":
				return s.mailHeads(tx, i)
			}
			return s.mailInvitation(tx, i, token)
		})
		err = explainHeld(f, err)
	}
	switch {
	case err != nil:
		return err
	case !f.OK():
		return s.showGive(w, r, http.StatusUnprocessableEntity, place, f)
	case known.ID == "":
		return s.invited(w, r, i, token, "/account/people")
	}
	return web.Redirect(w, r, "/account/people/"+known.ID, "Detyra u dha. Vlen nga hyrja e ardhshme.")
}

func giveOrInvite(tx *store.Tx, i Invitation, token string) (Person, error) {
	if err := refuseHeld(tx, i); err != nil {
		return Person{}, err
	}
	p, err := byEmail(tx, i.Email)
	if err != nil {
		return p, err
	}
	if p.ID == "" {
		return p, invite(tx, i, token)
	}
	if i.From == "" {
		i.From = today(tx)
	}
	return p, grantRole(tx, Role{Committee: i.Committee, Person: p.ID, Role: i.Role, Institution: i.Institution, From: i.From, To: i.To, By: i.By}, "")
}

func (s *Service) askAny(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x := readReset(f, r.PathValue("person"))
	if !f.OK() {
		return s.showPerson(w, r, g, http.StatusUnprocessableEntity, f)
	}
	err = s.DB.Change(r.Context(), g, store.Subject{Kind: "person", ID: x.Person}, func(tx *store.Tx) error {
		roles, err := store.All(tx, rolesOf, (*Role).fields, x.Person, today(tx))
		if err != nil {
			return err
		}
		x.Committee = home(roles)
		return ask(tx, x)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/account/people/"+x.Person, "Kërkesa u regjistrua. Tani duhet ta miratojë një person i dytë.")
}

// confirmAny is the second person's part, by another administrator. For somebody
// of a unit it is a person of that unit instead.
func (s *Service) confirmAny(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, _, resets, err := s.whole(r, g, r.PathValue("person"))
	if err != nil {
		return err
	}
	at := slices.IndexFunc(resets, func(x Reset) bool { return x.ID == r.PathValue("reset") })
	if at < 0 {
		return store.ErrNotFound
	}
	token := newToken(s.DB)
	err = s.DB.Change(r.Context(), g, store.Subject{Kind: "reset", ID: resets[at].ID}, func(tx *store.Tx) error {
		if err := s.leaveToUnit(tx, p.ID); err != nil {
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
	return s.confirmed(w, r, token, "/account/people/"+p.ID)
}
