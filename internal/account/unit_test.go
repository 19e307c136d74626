package account

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// A casework stands in for the other room: which units have a desk, and who
// answers for how many open files.
type casework struct {
	desks []string
	files map[string]int
	err   error
}

// withUnits is a house with a room for casework.
func withUnits(t *testing.T, db *store.DB) (*house, *casework) {
	h, c := newHouse(t, db), &casework{files: map[string]int{}}
	h.s.FoundUnit = func(_ context.Context, u Unit) error {
		if c.err == nil && !slices.Contains(c.desks, u.ID) {
			c.desks = append(c.desks, u.ID)
		}
		return c.err
	}
	h.s.OpenFiles = func(_ context.Context, g access.Grant, person string) (int, error) {
		if g.Scope().Kind != access.InInstitution {
			t.Errorf("files are counted with a grant in %s", g.Scope())
		}
		return c.files[person], nil
	}
	h.site = testkit.NewSite(t, db, func(m *web.Mux, _ *store.DB) {
		m.Who = h.s.Who
		Routes(m, h.s)
	})
	return h, c
}

// unit adds a unit of Durrës, Krujë or Shijak.
func (h *house) unit(municipality string) Unit {
	h.t.Helper()
	u, err := h.s.AddUnit(context.Background(), Unit{Committee: "durres", Municipality: municipality, Name: nameOfNew(municipality)})
	if err != nil {
		h.t.Fatal(err)
	}
	return u
}

// in adds somebody who holds a role in a unit.
func (h *house) in(u Unit, email string, role access.Role) Person {
	h.t.Helper()
	return h.person(email, Role{Committee: UnitPlace(u.ID), Role: role})
}

func (h *house) people(u Unit) (list []string) {
	h.t.Helper()
	all, err := PeopleOf(context.Background(), h.db, u.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, m := range all {
		list = append(list, m.Email+" "+string(m.Role))
	}
	return list
}

// join opens an account by the link of an invitation.
func (h *house) join(link string) *testkit.Client {
	h.t.Helper()
	c := h.browser("10.0.0.8")
	c.Post(link, form("name", "Emër Mbiemër", "password", goodPassword)).Want(303)
	h.enrol(c)
	h.now = h.now.Add(time.Minute)
	return c
}

const durres, kruje, shijak = "10", "11", "12"

func TestFoundUnit(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h, room := withUnits(t, db)
		h.committee()
		h.now = h.now.Add(time.Minute)
		admin := h.signIn(h.person("admin@example.al", Role{Committee: "system", Role: access.Administrator}))
		admin.Get("/account/units").Want(200).Has("Nuk ka ende asnjë njësi")
		admin.Get("/account/units/found").Want(200).Has("Durrës", "Krujë")
		admin.Get("/account/units/found?municipality="+durres).Want(200).Has("Bashkia Shijak", "Krijo njësinë")
		const at = "/account/units/found"
		admin.Post(at, form("municipality", "99")).Want(422).Has("Zgjidhni bashkinë")
		admin.Post(at, form("municipality", durres, "institution", "elsewhere")).Want(422).Has("Zgjidhni një institucion")
		admin.Post(at, form("municipality", durres, "name", "Thirr 069 123 4567")).Want(422)

		room.err = errors.New("the other room is closed") // the unit is kept all the same
		page := admin.Post(at, form("municipality", durres, "institution", "shijak")).Want(303).Location()
		admin.Post(at, form("municipality", durres)).Want(422).Has("e ka tashmë")
		units, err := Units(context.Background(), db)
		if err != nil || len(units) != 1 || page != "/account/units/"+units[0].ID {
			t.Fatalf("%v, %v, %s", units, err, page)
		}
		want := Unit{ID: units[0].ID, Committee: "durres", Institution: "shijak", Municipality: durres, Name: "NJMF Durrës", Sample: true}
		if units[0] != want {
			t.Errorf("%+v, want %+v", units[0], want)
		}
		admin.Post(page+"/member", form("email", "p@example.al", "role", "supervisor")).Want(500) // nobody comes before there is a desk
		room.err = nil
		for _, role := range []string{"worker", "field_worker", "administrator", ""} {
			admin.Post(page+"/member", form("email", "p@example.al", "role", role)).Want(422)
		}
		admin.Post(page+"/member", form("email", "Admin@example.al", "role", "supervisor")).Want(422).Has("Askush nuk fton veten")
		officer := linkIn(admin.Post(page+"/member", form("email", "n@example.al", "role", "dpo")).Want(200))
		second := linkIn(admin.Post(page+"/member", form("email", "q@example.al", "role", "supervisor")).Want(200))
		link := linkIn(admin.Post(page+"/member", form("email", "p@example.al", "role", "supervisor")).Want(200))
		if len(room.desks) != 1 {
			t.Errorf("desks: %v", room.desks)
		}
		admin.Get(page).Want(200).Has("p@example.al", "përgjegjës i NJMF-së")
		h.browser("10.0.0.9").Get(link).Want(200).Has("NJMF Durrës", "përgjegjës i NJMF-së")

		supervisor := h.join(link)
		supervisor.Get("/u/"+units[0].ID+"/account").Want(200).Has("p@example.al", "n@example.al", "q@example.al")
		admin.Get(page).Want(200).Has("i fton dhe i largon ai").HasNot("p@example.al", "Bëj ftesën")
		admin.Post(page+"/member", form("email", "r@example.al", "role", "supervisor")).Want(422).Has("Njësia ka përgjegjës")
		admin.Post(page+"/member", form("email", "r@example.al", "role", "dpo")).Want(422)
		h.browser("10.0.0.9").Post(second, form("name", "Emër", "password", goodPassword)).Want(404) // came second
		h.join(officer)
		if got := h.people(units[0]); !slices.Equal(got, []string{"p@example.al supervisor", "n@example.al dpo"}) {
			t.Errorf("people: %v", got)
		}
		admin.Get("/u/" + units[0].ID + "/account").Want(404)
		admin.Get("/account/units").Want(200).Has("NJMF Durrës", "në detyrë")
	})
}

// Whoever is not supervisor of this very unit lets nobody into it, by any address
// and any form.
func TestNobodyElseGrants(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h, _ := withUnits(t, db)
		h.committee()
		u, other := h.unit(durres), h.unit(kruje)
		h.in(u, "p@example.al", access.Supervisor)
		at := "/u/" + u.ID + "/account"
		for name, p := range map[string]Person{
			"administrator":    h.person("admin@example.al", Role{Committee: "system", Role: access.Administrator}),
			"secretary":        h.person("s@example.al", Role{Committee: "durres", Role: access.Secretary}),
			"chair":            h.person("k@example.al", Role{Committee: "durres", Role: access.Chair}),
			"auditor":          h.person("a@example.al", Role{Committee: "*", Role: access.Auditor}),
			"committee's DPO":  h.person("d@example.al", Role{Committee: "*", Role: access.DPO}),
			"other supervisor": h.in(other, "o@example.al", access.Supervisor),
			"worker":           h.in(u, "w@example.al", access.Worker),
			"field worker":     h.in(u, "f@example.al", access.FieldWorker),
			"DPO":              h.in(u, "n@example.al", access.DPO),
		} {
			before := h.people(u)
			c := h.signIn(p)
			for _, role := range UnitRoles.Codes() {
				c.Post(at+"/member", form("email", "x@example.al", "role", role)).Want(404)
				for path, place := range map[string]string{
					"/account/people/give": UnitPlace(u.ID), "/account/people/give?": "durres", "/account/people/give??": "system", "/account/people/give???": "*",
					"/k/durres/account/member": "", "/k/" + url.PathEscape(UnitPlace(u.ID)) + "/account/member": "",
					"/account/units/" + u.ID + "/member": "",
				} {
					if role == "dpo" && (place == "durres" || place == "*") {
						continue // an office of the committee of that name
					}
					r := c.Post(strings.TrimRight(path, "?"), form("email", "x@example.al", "role", role, "place", place, "institution", "shijak"))
					if r.Code != 404 && r.Code != 422 {
						t.Errorf("%s: %s as %q of %q answers %d", name, path, role, place, r.Code)
					}
				}
			}
			if got := h.people(u); !slices.Equal(got, before) {
				t.Errorf("%s: people are %v", name, got)
			}
		}
		h.change(func(tx *store.Tx) error {
			open, err := store.All(tx, openEverywhere, (*Invitation).fields, never, tx.Now())
			for _, i := range open {
				t.Errorf("somebody was invited: %+v", i)
			}
			return err
		})
	})
}

func TestUnitInvites(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h, _ := withUnits(t, db)
		u := h.unit(durres)
		supervisor := h.signIn(h.in(u, "p@example.al", access.Supervisor))
		at := "/u/" + u.ID + "/account"
		supervisor.Get(at+"/member").Want(200).Has("PMF", "ekipit të terrenit", "nëpunës i mbrojtjes").HasNot("administrator", "sekretar")
		for _, role := range []string{"administrator", "secretary", "auditor", "operator", ""} {
			supervisor.Post(at+"/member", form("email", "x@example.al", "role", role)).Want(422)
		}
		supervisor.Post(at+"/member", form("email", "p@example.al", "role", "worker")).Want(422).Has("Askush nuk fton veten")
		link := linkIn(supervisor.Post(at+"/member", form("email", "w@example.al", "role", "worker")).Want(200))
		worker := h.join(link)
		worker.Get(at).Want(404)
		supervisor.Get(at).Want(200).Has("w@example.al", "punonjës për mbrojtjen e fëmijës")
		supervisor.Post(at+"/member", form("email", "w@example.al", "role", "worker")).Want(422).Has("e ka tashmë këtë detyrë")

		known := h.person("k@example.al", Role{Committee: "durres", Role: access.Secretary}) // has an account: accepts signed in
		link = linkIn(supervisor.Post(at+"/member", form("email", "k@example.al", "role", "field_worker")).Want(200))
		c := h.signIn(known)
		c.Post(link, form()).Want(303)
		if got := h.people(u); !slices.Contains(got, "k@example.al field_worker") {
			t.Errorf("people: %v", got)
		}
		all, err := PeopleOf(context.Background(), h.db, u.ID)
		if err != nil {
			t.Fatal(err)
		}
		boss := all[slices.IndexFunc(all, func(m Member) bool { return m.Role == access.Supervisor })].Person
		for _, m := range all {
			if m.Role != access.Supervisor && m.By != boss {
				t.Errorf("%s was invited by %q, want %q", m.Email, m.By, boss)
			}
		}

		link = linkIn(supervisor.Post(at+"/member", form("email", "z@example.al", "role", "worker")).Want(200))
		withdraws := supervisor.Get(at).Attr("form[action$=withdraw]", "action")
		supervisor.Post(withdraws[0], nil).Want(303)
		h.browser("10.0.0.9").Get(link).Want(404)
		supervisor.Post(withdraws[0], nil).Want(303) // already withdrawn is withdrawn
	})
}

// Who leaves leaves no door open: what they sent and nobody answered is void.
func TestInvitationsOfWhoLeft(t *testing.T) {
	h, _ := withUnits(t, testkit.SQLite(t))
	u := h.unit(durres)
	p, q := h.in(u, "p@example.al", access.Supervisor), h.in(u, "q@example.al", access.Supervisor)
	leaving, staying := h.signIn(p), h.signIn(q)
	at := "/u/" + u.ID + "/account"
	var links []string
	for _, role := range UnitRoles.Codes() {
		links = append(links, linkIn(leaving.Post(at+"/member", form("email", role+"@example.al", "role", role)).Want(200)))
	}
	staying.Post(at+"/roles/"+h.roleOf(u, p)+"/end", nil).Want(303)
	for _, link := range links {
		h.browser("10.0.0.9").Post(link, form("name", "Emër", "password", goodPassword)).Want(404)
	}
	if got := h.people(u); len(got) != 1 {
		t.Errorf("people: %v", got)
	}
}

// roleOf is the ID of the first role a person holds in a unit.
func (h *house) roleOf(u Unit, p Person) (id string) {
	h.t.Helper()
	h.change(func(tx *store.Tx) error {
		roles, err := inOffice(tx, u.ID)
		if at := slices.IndexFunc(roles, func(x Role) bool { return x.Person == p.ID }); at >= 0 {
			id = roles[at].ID
		}
		return err
	})
	return id
}

func TestEndInUnit(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h, room := withUnits(t, db)
		u, other := h.unit(durres), h.unit(shijak)
		p, w := h.in(u, "p@example.al", access.Supervisor), h.in(u, "w@example.al", access.Worker)
		n, o := h.in(u, "n@example.al", access.DPO), h.in(other, "o@example.al", access.Supervisor)
		supervisor, worker, officer, elsewhere := h.signIn(p), h.signIn(w), h.signIn(n), h.signIn(o)
		at := "/u/" + u.ID + "/account"
		end := func(x Person) string { return at + "/roles/" + h.roleOf(u, x) + "/end" }

		ofWorker := end(w)
		for _, c := range []*testkit.Client{worker, officer, elsewhere} {
			c.Post(ofWorker, nil).Want(404)
		}
		elsewhere.Post("/u/"+other.ID+"/account/roles/"+h.roleOf(u, w)+"/end", nil).Want(404) // of another unit than the address
		room.files[w.ID] = 2
		supervisor.Get(ofWorker).Want(200).Has("2 dosje të hapura", "Jepini më parë").HasNot("Mbyll detyrën")
		refused := supervisor.Post(ofWorker, nil).Want(422).Has("Jepini më parë dosjet e hapura dikujt tjetër")
		if back := refused.Attr("main a", "href"); !slices.Contains(back, "/u/"+u.ID+"/child/reassign?from="+w.ID) {
			t.Errorf("leads to %v", back)
		}
		worker.Get("/account").Want(200) // nothing has happened yet
		room.files[w.ID] = 0
		supervisor.Get(ofWorker).Want(200).Has("Mbyll detyrën")
		supervisor.Post(ofWorker, nil).Want(303)
		worker.Get("/account").Want(303)                     // signed out at once
		h.signIn(w).Get("/account").Want(200).HasNot("NJMF") // and back without a role
		supervisor.Post(ofWorker, nil).Want(404)             // it has ended already

		supervisor.Post(end(p), nil).Want(422).Has("përgjegjësi i vetëm")
		room.files[p.ID] = 3 // nobody is left to take them: the next supervisor will
		officer.Get(at).Want(200).Has("p@example.al").HasNot("Fto një person")
		officer.Post(end(p), nil).Want(303)
		supervisor.Get("/account").Want(303)
		if got := h.people(u); !slices.Equal(got, []string{"n@example.al dpo"}) {
			t.Errorf("people: %v", got)
		}
		names, err := NamesOf(context.Background(), db, u.ID)
		if err != nil || names[w.ID] == "" || names[p.ID] == "" || names[o.ID] != "" {
			t.Errorf("names of those who left: %v, %v", names, err)
		}
	})
}

// An administrator neither ends a role in a unit nor sees a link to.
func TestAdministratorLeavesUnitsAlone(t *testing.T) {
	h, _ := withUnits(t, testkit.SQLite(t))
	u := h.unit(durres)
	p := h.in(u, "p@example.al", access.Supervisor)
	admin := h.signIn(h.person("admin@example.al", Role{Committee: "system", Role: access.Administrator}))
	at := "/account/people/" + p.ID
	admin.Get("/account/people").Want(200).Has("NJMF Durrës")
	admin.Get(at).Want(200).Has("NJMF Durrës").HasNot("Mbyll detyrën")
	admin.Get(at + "/roles/" + h.roleOf(u, p) + "/end").Want(404)
	admin.Post(at+"/roles/"+h.roleOf(u, p)+"/end", nil).Want(404)
	if len(h.people(u)) != 1 {
		t.Error("the role ended")
	}
}

// Nobody both oversees Tryeza and works in a unit, whichever came first.
func TestOverseersStayOut(t *testing.T) {
	h, _ := withUnits(t, testkit.SQLite(t))
	u := h.unit(durres)
	admin := h.person("admin@example.al", Role{Committee: "system", Role: access.Administrator})
	other := h.signIn(h.person("tjetri@example.al", Role{Committee: "system", Role: access.Administrator}))
	link := linkIn(other.Post("/account/units/"+u.ID+"/member", form("email", "admin@example.al", "role", "supervisor")).Want(200))
	h.signIn(admin).Post(link, nil).Want(422).Has("administron ose auditon")
	h.in(u, "w@example.al", access.Worker)
	for _, x := range [][2]string{{"system", "administrator"}, {"*", "auditor"}, {"durres", "auditor"}} {
		other.Post("/account/people/give", form("email", "w@example.al", "place", x[0], "role", x[1])).Want(422).Has("administron ose auditon")
	}
	other.Post("/account/people/give", form("email", "w@example.al", "place", "durres", "role", "table_chair")).Want(303)
	if got := h.people(u); !slices.Equal(got, []string{"w@example.al worker"}) {
		t.Errorf("people: %v", got)
	}
}

// Two administrators cannot come in by the account of somebody of a unit: a
// person of that unit says who it is.
func TestResetOfUnitPeople(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h, _ := withUnits(t, db)
		u, other := h.unit(durres), h.unit(kruje)
		p, n := h.in(u, "p@example.al", access.Supervisor), h.in(u, "n@example.al", access.DPO)
		w := h.in(u, "w@example.al", access.Worker)
		admin := h.signIn(h.person("a@example.al", Role{Committee: "system", Role: access.Administrator}))
		second := h.signIn(h.person("b@example.al", Role{Committee: "system", Role: access.Administrator}))
		at, elsewhere := "/u/"+u.ID+"/account", h.signIn(h.in(other, "o@example.al", access.Supervisor))
		supervisor, officer, worker := h.signIn(p), h.signIn(n), h.signIn(w)
		ask := func(x Person) (reset string) {
			admin.Post("/account/people/"+x.ID+"/reset", form("what", "both", "reason", "Erdhi vetë në zyrë.")).Want(303)
			h.change(func(tx *store.Tx) error {
				list, err := store.All(tx, resetsOf, (*Reset).fields, x.ID, tx.Now())
				reset = list[len(list)-1].ID
				return err
			})
			return reset
		}
		reset := ask(w)
		second.Get("/account/people/" + w.ID).Want(200).Has("E miraton një person tjetër")
		second.Post("/account/people/"+w.ID+"/resets/"+reset+"/confirm", nil).Want(422).Has("e miraton përgjegjësi")
		worker.Post(at+"/resets/"+reset+"/confirm", nil).Want(404)
		elsewhere.Post(at+"/resets/"+reset+"/confirm", nil).Want(404)
		elsewhere.Post("/u/"+other.ID+"/account/resets/"+reset+"/confirm", nil).Want(404)
		supervisor.Get(at).Want(200).Has("Erdhi vetë në zyrë")
		if link := linkIn(supervisor.Post(at+"/resets/"+reset+"/confirm", nil).Want(200)); link == "" {
			t.Error("no link")
		}

		reset = ask(p) // of the supervisor: the officer confirms, not themselves
		supervisor.Post(at+"/resets/"+reset+"/confirm", nil).Want(422)
		officer.Post(at+"/resets/"+reset+"/confirm", nil).Want(200)

		alone := h.in(h.unit(shijak), "l@example.al", access.Supervisor) // nobody else is there
		second.Post("/account/people/"+alone.ID+"/resets/"+ask(alone)+"/confirm", nil).Want(200)
	})
}

// Without a room for casework units do not exist: no seat, no page, no link.
func TestNoCaseworkNoUnits(t *testing.T) {
	db := testkit.SQLite(t)
	h, _ := withUnits(t, db)
	u := h.unit(durres)
	p := h.in(u, "p@example.al", access.Supervisor)
	link := linkIn(h.signIn(p).Post("/u/"+u.ID+"/account/member", form("email", "w@example.al", "role", "worker")).Want(200))
	seats := func() access.Actor {
		a, _, err := h.s.ReaderOf(context.Background(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := seats()
	rooms, err := UnitsOf(context.Background(), db, a)
	if err != nil || len(rooms) != 1 || rooms[0].Path != "/u/"+u.ID || rooms[0].Name != "NJMF Durrës" {
		t.Errorf("rooms: %v, %v", rooms, err)
	}
	if _, err := a.May(access.ManagePeople, access.Institution(u.ID)); err != nil {
		t.Error(err)
	}
	for _, p := range access.Permissions() {
		if g, err := a.May(p, access.System); err == nil && p.String() != "account.unit" && p.Reach(access.Person) == "" {
			t.Errorf("a supervisor may %s in the system", g.Permission())
		}
	}

	h.s.FoundUnit, h.s.OpenFiles = nil, nil
	h.site = testkit.NewSite(t, db, func(m *web.Mux, _ *store.DB) {
		m.Who = h.s.Who
		Routes(m, h.s)
	})
	a = seats()
	if got := a.Scopes(access.InInstitution); len(got) != 0 {
		t.Errorf("seats in %v", got)
	}
	if _, err := a.May(access.GrantInUnit, access.System); err == nil {
		t.Error("the people of a unit may still be changed")
	}
	h.signIn(p).Get("/u/" + u.ID + "/account").Want(404)
	h.browser("10.0.0.9").Get(link).Want(404)
	h.browser("10.0.0.9").Post(link, form("name", "Emër", "password", goodPassword)).Want(404)
}
