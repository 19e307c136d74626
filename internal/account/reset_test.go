package account

import (
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// asked is the path that confirms the only open request on a page; "" when the
// page offers none.
func asked(r *testkit.Response) string {
	for _, a := range r.Attr(`form[action$="/confirm"]`, "action") {
		return a
	}
	return ""
}

func TestResetNeedsTwoPeople(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.committee()
		sp := h.person("sekretaria@example.al", Role{Committee: "durres", Role: access.Secretary})
		cp := h.person("prefekti@example.al", Role{Committee: "durres", Role: access.Chair})
		p := h.person("pika@example.al", Role{Committee: "durres", Role: access.FocalPoint, Institution: "police"})
		secretary, chair, member := h.signIn(sp), h.signIn(cp), h.signIn(p)
		const at = "/k/durres/account"

		secretary.Get(at + "/people/" + p.ID + "/reset").Want(200).Has(p.Name)
		secretary.Post(at+"/people/"+p.ID+"/reset", form("what", "")).Want(422).Has("çfarë humbi", "si e dini")
		secretary.Post(at+"/people/"+p.ID+"/reset", form("what", "both", "reason", "u paraqit, numri J12345678A")).Want(422)
		chair.Post(at+"/people/"+p.ID+"/reset", form("what", "both", "reason", "erdhi në zyrë")).Want(404)
		secretary.Post(at+"/people/"+sp.ID+"/reset", form("what", "both", "reason", "për vete")).Want(422).Has("dikush tjetër")
		secretary.Post(at+"/people/"+p.ID+"/reset", form("what", "both", "reason", "erdhi në zyrë")).Want(303)

		if path := asked(secretary.Get(at).Want(200).Has("erdhi në zyrë")); path != "" {
			t.Error("who asked is offered to confirm")
		}
		path := asked(chair.Get(at).Want(200).Has("pikë kontakti e institucionit").HasNot(p.Name))
		secretary.Post(path, nil).Want(422).Has("një person tjetër")
		member.Post(path, nil).Want(404)
		link := linkIn(chair.Post(path, nil).Want(200))
		chair.Post(path, nil).Want(404) // confirmed once
		member.Get("/account").Want(200)

		c := h.browser("10.0.0.8")
		c.Get(link).Want(200).Has("fjalëkalim të ri")
		c.Post(link, form("new_password", "shkurt")).Want(422)
		const renewed = "mulli shtegu ulkonja 4"
		c.Post(link, form("new_password", renewed)).Want(303)
		member.Get("/account").Want(303) // every session has ended
		c.Get("/account").Want(303)
		h.enrol(c)
		c.Get("/account").Want(200)
		h.browser("10.0.0.9").Get(link).Want(404)
		h.browser("10.0.0.9").Post("/account/sign-in", form("email", p.Email, "password", goodPassword)).Want(422)
		h.browser("10.0.0.9").Post("/account/sign-in", form("email", p.Email, "password", renewed)).Want(303)
	})
}

func TestResetOfOneThing(t *testing.T) {
	for _, what := range []string{"password", "factor"} {
		t.Run(what, func(t *testing.T) {
			h := newHouse(t, testkit.SQLite(t))
			a := h.signIn(h.person("a@example.al", Role{Committee: "system", Role: access.Administrator}))
			b := h.signIn(h.person("b@example.al", Role{Committee: "system", Role: access.Administrator}))
			p := h.person("c@example.al", Role{Committee: "*", Role: access.Coordinator})
			a.Post("/account/people/"+p.ID+"/reset", form("what", what, "reason", "telefonoi nga zyra")).Want(303)
			if asked(a.Get("/account/people/"+p.ID)) != "" {
				t.Error("who asked is offered to confirm")
			}
			link := linkIn(b.Post(asked(b.Get("/account/people/"+p.ID).Want(200)), nil).Want(200))
			c := h.browser("10.0.0.8")
			if what == "password" {
				c.Post(link, form("new_password", "mulli shtegu ulkonja 4")).Want(303)
				c.Get("/account/factor").Want(303) // the telephone still counts
				c.Post("/account/code", form("code", h.codeNow(p))).Want(303)
			} else {
				c.Post(link, form("password", "jo ky, jo ky, jo")).Want(422).Has("nuk është i saktë")
				c.Post(link, form("password", goodPassword)).Want(303)
				c.Post("/account/code", form("code", h.codeNow(p))).Want(303) // the lost telephone does not
				c.Get("/account").Want(303)
				h.enrol(c)
			}
			c.Get("/account").Want(200)
		})
	}
}

// Two people of one committee cannot come to hold a role that is not theirs to
// give: who sits elsewhere too is for the administrators.
func TestResetStaysInTheCommittee(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		secretary := h.signIn(h.person("sekretaria@example.al", Role{Committee: "durres", Role: access.Secretary}))
		chair := h.signIn(h.person("prefekti@example.al", Role{Committee: "durres", Role: access.Chair}))
		admin := h.signIn(h.person("admin@example.al", Role{Committee: "system", Role: access.Administrator}))
		here := h.person("ketu@example.al", Role{Committee: "durres", Role: access.TableChair})
		both := h.person("kudo@example.al", Role{Committee: "durres", Role: access.TableChair}, Role{Committee: "kukes", Role: access.Secretary})
		reason := form("what", "both", "reason", "erdhi në zyrë")

		chair.Get("/k/durres/account").Want(200).Has("prefekti@example.al", "emrin e di sekretari").HasNot("ketu@example.al") // one's own name, and no other
		secretary.Post("/k/durres/account/people/"+both.ID+"/reset", reason).Want(422).Has("administratorët")
		admin.Post("/account/people/"+both.ID+"/reset", reason).Want(303)
		if asked(chair.Get("/k/durres/account")) != "" {
			t.Error("the chair is offered to confirm for somebody who sits elsewhere too")
		}
		admin.Post("/account/people/"+here.ID+"/reset", reason).Want(303)
		path := asked(chair.Get("/k/durres/account"))
		h.change(func(tx *store.Tx) error { // a role elsewhere between asking and confirming
			return grantRole(tx, Role{Committee: "kukes", Person: here.ID, Role: access.Chair, From: today(tx)}, "")
		})
		chair.Post(path, nil).Want(422).Has("administratorët")
	})
}

func TestResetEnds(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	ap := h.person("a@example.al", Role{Committee: "system", Role: access.Administrator})
	bp := h.person("b@example.al", Role{Committee: "system", Role: access.Administrator})
	p := h.person("c@example.al")
	request := func() string {
		h.signIn(ap).Post("/account/people/"+p.ID+"/reset", form("what", "both", "reason", "erdhi në zyrë")).Want(303)
		return asked(h.signIn(bp).Get("/account/people/" + p.ID))
	}
	path := request()
	h.now = h.now.Add(ResetLimit)
	h.signIn(bp).Post(path, nil).Want(404) // nobody confirmed in time

	link := linkIn(h.signIn(bp).Post(request(), nil).Want(200))
	h.now = h.now.Add(ResetLimit)
	h.browser("10.0.0.3").Get(link).Want(404) // nobody used it in time
}

func TestOwnAccount(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		p := h.person("a@example.al", Role{Committee: "durres", Role: access.Chair})
		here, there := h.signIn(p), h.signIn(p)

		here.Get("/account").Want(200).Has("kryetar i komitetit", "kjo hyrje").HasNot("Njerëzit dhe detyrat")
		here.Post("/account/profile", form("name", "", "lang", "xx")).Want(422)
		here.Post("/account/profile", form("name", "Emër i Ri", "lang", "en")).Want(303)
		here.Get("/account").Want(200).Has("Your account", "Your roles")
		here.Post("/account/profile", form("name", "Emër i Ri", "lang", "sq")).Want(303)

		here.Post("/account/password", form("password", "jo ky fjalëkalim", "new_password", "mulli shtegu ulkonja 4")).Want(422).Has("i tanishëm nuk është i saktë")
		here.Post("/account/password", form("password", goodPassword, "new_password", "fjalekalimi1234")).Want(422).Has("gjendet lehtë")
		there.Get("/account").Want(200)
		r := here.Post("/account/password", form("password", goodPassword, "new_password", "mulli shtegu ulkonja 4")).Want(303)
		if strings.Contains(r.Body, "mulli") {
			t.Error("a password was sent back")
		}
		here.Get("/account").Want(200)
		there.Get("/account").Want(303)
	})
}

func TestOwnSessions(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		p, other := h.person("a@example.al"), h.person("b@example.al")
		here, there, third, stranger := h.signIn(p), h.signIn(p), h.signIn(p), h.signIn(other)
		ends := here.Get("/account").Want(200).Attr("td form", "action")
		if len(ends) != 2 {
			t.Fatalf("%d other sessions", len(ends))
		}
		for _, e := range ends {
			stranger.Post(e, nil) // somebody else's sessions are out of reach
		}
		there.Get("/account").Want(200)
		here.Post(ends[0], nil).Want(303)
		if a, b := there.Get("/account").Code, third.Get("/account").Code; a+b != 200+303 {
			t.Errorf("after ending one session: %d and %d", a, b)
		}
		here.Post("/account/sessions/others/end", nil).Want(303)
		there.Get("/account").Want(303)
		third.Get("/account").Want(303)
		here.Get("/account").Want(200)
		stranger.Get("/account").Want(200)
	})
}

func TestChangeOfFactor(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		p := h.person("a@example.al")
		c, other := h.signIn(p), h.signIn(p)
		c.Get("/account/factor").Want(303)
		c.Post("/account/second-factor", form("factor_password", "jo ky fjalëkalim")).Want(422)
		c.Post("/account/second-factor", form("factor_password", goodPassword)).Want(303)
		h.signIn(p) // until it is done, the old telephone counts; and then it must be begun again
		c.Get("/account/factor").Want(303)
		c.Post("/account/second-factor", form("factor_password", goodPassword)).Want(303)
		h.enrol(c)
		other.Get("/account").Want(303)
		c.Get("/account").Want(200)
		old := h.browser("10.0.0.1")
		old.Post("/account/sign-in", form("email", p.Email, "password", goodPassword)).Want(303)
		h.now = h.now.Add(time.Minute)
		old.Post("/account/code", form("code", h.codeNow(p))).Want(422)
	})
}

func TestAdministratorGivesAndEnds(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.committee()
		ap := h.person("admin@example.al", Role{Committee: "system", Role: access.Administrator})
		admin := h.signIn(ap)
		p := h.person("pika@example.al")

		for _, bad := range [][2]string{{"durres", "administrator"}, {"system", "secretary"}, {"*", "chair"}, {"durres", "coordinator"}, {"atlantis", "chair"}, {"durres", "operator"}, {"system", "dpo"}, {"", ""}} {
			admin.Post("/account/people/give", form("place", bad[0], "role", bad[1], "email", p.Email)).Want(422)
		}
		admin.Get("/account/people/give?place=durres").Want(200).Has("Bashkia Shijak", "sekretar i komitetit").HasNot("koordinator kombëtar")
		admin.Post("/account/people/give", form("place", "durres", "role", "head", "email", p.Email)).Want(422).Has("institucionin")
		session := h.signIn(p)
		to := admin.Post("/account/people/give", form("place", "durres", "role", "head", "institution", "shijak", "email", p.Email)).Want(303).Location()
		session.Get("/account").Want(303) // the roles changed
		h.signIn(p).Get("/k/durres/account").Want(200).Has("Bashkia Shijak")
		linkIn(admin.Post("/account/people/give", form("place", "durres", "role", "secretary", "email", "e-re@example.al")).Want(200))
		admin.Get("/account/people").Want(200).Has("pika@example.al", "titullar i institucionit", "e-re@example.al")

		end := admin.Get(to).Want(200).Attr(`a[href$="/end"]`, "href")[0]
		admin.Get(end).Want(200).Has("titullar i institucionit")
		admin.Post(end, form("last", "32.13.2023")).Want(422).Has("datë të vërtetë")
		admin.Post(end, nil).Want(303)
		h.signIn(p).Get("/k/durres/account").Want(404)

		own := admin.Get("/account/people/"+ap.ID).Want(200).Attr(`a[href$="/end"]`, "href")[0]
		admin.Post(own, nil).Want(422).Has("administratori i vetëm")
		for _, path := range []string{"/k/durres/account", "/k/durres/account/member"} {
			admin.Get(path).Want(404) // grants, and reads nothing else
		}
		h.signIn(p).Get("/account/people").Want(404)
		h.signIn(p).Post("/account/people/give", form("place", "system", "role", "administrator", "email", p.Email)).Want(404)
	})
}

func TestSecretaryEndsWhatTheyGive(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.committee()
		sp := h.person("sekretaria@example.al", Role{Committee: "durres", Role: access.Secretary})
		secretary := h.signIn(sp)
		focal := h.person("pika@example.al", Role{Committee: "durres", Role: access.FocalPoint, Institution: "shijak"})
		h.person("tjetra@example.al", Role{Committee: "durres", Role: access.Secretary})
		h.person("audituesi@example.al", Role{Committee: "durres", Role: access.Auditor})
		h.person("zevendesi@example.al", Role{Committee: "durres", Role: access.Secretary, To: "2023-07-20"})

		offered := secretary.Get("/k/durres/account").Want(200).Attr(`a[href$="/end"]`, "href")
		if len(offered) != 2 { // the focal point and the substitute
			t.Fatalf("roles to end: %v", offered)
		}
		var roles []Role
		h.change(func(tx *store.Tx) (err error) {
			roles, err = dualAll(tx, rolesIn, (*Role).fields, "durres", today(tx))
			return err
		})
		for _, x := range roles {
			path, want := "/k/durres/account/roles/"+x.ID+"/end", 404
			if x.Role == access.FocalPoint || x.To != "" {
				want = 200
			}
			secretary.Get(path).Want(want)
			if want == 404 {
				secretary.Post(path, nil).Want(404)
			}
		}
		session := h.signIn(focal)
		session.Get("/account").Has("pikë kontakti")
		path := "/k/durres/account/roles/" + roleOf(roles, focal.ID) + "/end"
		secretary.Post(path, form("last", "31.02.2023")).Want(422)
		secretary.Post(path, form("last", "16.07.2023")).Want(303)
		session.Get("/account").Want(303)
		h.signIn(focal).Get("/account").Has("pikë kontakti", "deri më 16.07.2023")
		secretary.Post(path, nil).Want(303)
		h.signIn(focal).Get("/account").HasNot("pikë kontakti")
	})
}

func roleOf(roles []Role, person string) string {
	for _, x := range roles {
		if x.Person == person {
			return x.ID
		}
	}
	return ""
}
