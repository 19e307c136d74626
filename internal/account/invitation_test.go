package account

import (
	"context"
	"errors"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// committee founds Durrës with the two institutions the tests speak of.
func (h *house) committee() {
	h.t.Helper()
	if err := committee.Found(context.Background(), h.db, Operator(), code.QarkOf("AL-02"), true); err != nil {
		h.t.Fatal(err)
	}
	testkit.Change(h.t, h.db, access.ManageCommittee, func(tx *store.Tx) error {
		return errors.Join(
			committee.AddInstitution(tx, committee.Institution{ID: "shijak", Kind: committee.State, Sector: "municipality"}, committee.Name{Name: "Bashkia Shijak"}),
			committee.AddInstitution(tx, committee.Institution{ID: "police", Kind: committee.State, Sector: "police"}, committee.Name{Name: "Komisariati"}),
			committee.AddAlias(tx, "police", "DVP"),
			committee.Rename(tx, "police", committee.Name{Name: "Drejtoria Vendore e Policisë", From: "2018-01-01"}),
		)
	})
}

// linkIn is the path of the one-time link shown on a page.
func linkIn(r *testkit.Response) string {
	for _, v := range r.Attr("#link", "value") {
		if u, err := url.Parse(v); err == nil {
			return u.Path
		}
	}
	return ""
}

// enrol sets up the application shown on the page of second factors.
func (h *house) enrol(c *testkit.Client) *testkit.Response {
	h.t.Helper()
	page := c.Get("/account/factor").Want(200)
	secret := strings.ReplaceAll(page.Find("li strong")[0], " ", "")
	if src := page.Attr("main img", "src"); len(src) != 1 || !strings.HasPrefix(src[0], "data:image/png;base64,") {
		h.t.Errorf("no square to scan: %v", src)
	}
	code, err := totp.GenerateCode(secret, h.now)
	if err != nil {
		h.t.Fatal(err)
	}
	c.Post("/account/factor", form("factor", "totp", "code", "12")).Want(422).Has("Kodi nuk është ai")
	return c.Post("/account/factor", form("factor", "totp", "code", code)).Want(200)
}

var printed = regexp.MustCompile(`\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b`)

func TestFirstAdministrator(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		if _, err := CreateAdministrator(context.Background(), db, "pa-adrese"); err == nil {
			t.Error("no address was taken")
		}
		link, err := CreateAdministrator(context.Background(), db, "Admin@Example.al")
		if err != nil {
			t.Fatal(err)
		}
		c := h.browser("10.0.0.1")
		c.Get(link).Want(200).Has("administrator", "admin@example.al", "Hapni llogarinë tuaj")
		c.Post(link, form("name", "", "password", "shkurt")).Want(422).Has("Shkruani emrin", "të paktën 12 shenja")
		c.Post(link, form("name", "Administratori", "password", goodPassword)).Want(303)
		c.Get("/account").Want(303) // not before the second factor
		sheet := h.enrol(c)
		codes := printed.FindAllString(sheet.Text(), -1)
		if len(codes) != 10 {
			t.Fatalf("%d printed codes", len(codes))
		}
		c.Get("/account/people").Want(200).Has("Administratori", "administrator")
		c.Get("/account/factor").Want(303) // the secret is not shown again
		h.browser("10.0.0.2").Get(link).Want(404).Has("Kjo lidhje nuk vlen")
		h.browser("10.0.0.2").Post(link, form("name", "Tjetri", "password", goodPassword)).Want(404)

		for i, want := range []int{303, 422} { // a printed code instead of the telephone, once
			other := h.browser("10.0.0.1")
			other.Post("/account/sign-in", form("email", "admin@example.al", "password", goodPassword)).Want(303)
			if got := other.Post("/account/code", form("code", strings.ToUpper(codes[3]))).Code; got != want {
				t.Errorf("use %d of a printed code: %d", i+1, got)
			}
		}
	})
}

func TestPrintedCodesAlone(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		link, err := CreateAdministrator(context.Background(), db, "a@example.al")
		if err != nil {
			t.Fatal(err)
		}
		c := h.browser("10.0.0.1")
		c.Post(link, form("name", "A", "password", goodPassword)).Want(303)
		codes := printed.FindAllString(c.Post("/account/factor", form("factor", "codes")).Want(200).Text(), -1)
		for i, code := range codes {
			c = h.browser("10.0.0.1")
			c.Post("/account/sign-in", form("email", "a@example.al", "password", goodPassword)).Want(303)
			c.Post("/account/code", form("code", code)).Want(303)
			page := c.Get("/account").Want(200)
			if left := len(codes) - i - 1; left == 2 {
				page.Has("Ju kanë mbetur 2 kode")
			} else if left > sheetLow {
				page.HasNot("mbetur")
			}
		}
		fresh := printed.FindAllString(c.Post("/account/codes", form("codes_password", goodPassword)).Want(200).Text(), -1)
		if len(fresh) != 10 || fresh[0] == codes[0] {
			t.Errorf("new codes %v", fresh)
		}
	})
}

func TestSecretaryInvites(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.committee()
		secretary := h.signIn(h.person("sekretaria@example.al", Role{Committee: "durres", Role: access.Secretary}))
		head := h.signIn(h.person("titullari@example.al", Role{Committee: "durres", Role: access.Head, Institution: "shijak"}))
		police := h.signIn(h.person("policia@example.al", Role{Committee: "durres", Role: access.Head, Institution: "police"}))
		chair := h.signIn(h.person("prefekti@example.al", Role{Committee: "durres", Role: access.Chair}))

		const at = "/k/durres/account"
		for _, role := range []string{"administrator", "coordinator", "auditor", "dpo", "secretary", "operator", "person", ""} {
			secretary.Post(at+"/member", form("email", "x@example.al", "role", role, "institution", "shijak")).Want(422)
		}
		secretary.Post(at+"/member", form("email", "x@example.al", "role", "focal_point")).Want(422).Has("Zgjidhni institucionin")
		secretary.Post(at+"/member", form("email", "x@example.al", "role", "focal_point", "institution", "elsewhere")).Want(422)
		secretary.Post(at+"/member", form("email", "jo adresë", "role", "chair")).Want(422).Has("e-postën e plotë")
		secretary.Get(at+"/member").Want(200).Has("Drejtoria Vendore e Policisë").HasNot("Komisariati", "DVP", "administrator")

		invitation := form("email", "Pika@example.al", "role", "focal_point", "institution", "shijak")
		old := linkIn(secretary.Post(at+"/member", invitation).Want(200).Has("vetëm këtë herë"))
		link := linkIn(secretary.Post(at+"/member", invitation).Want(200))
		guest := h.browser("10.0.0.7")
		guest.Get(old).Want(404) // a second invitation replaces the first
		guest.Get(link).Want(200).Has("pikë kontakti e institucionit", "Bashkia Shijak", "Komiteti Rajonal Antitrafik Durrës")
		guest.Post(link, form("name", "Emër Mbiemër", "password", goodPassword)).Want(303)
		h.enrol(guest)

		secretary.Get(at).Want(200).Has("Emër Mbiemër", "pika@example.al").HasNot("E re")
		chair.Get(at).Want(200).Has("pikë kontakti e institucionit").HasNot("Emër Mbiemër", "pika@example.al", "sekretaria@example.al")
		police.Get(at).Want(200).HasNot("Emër Mbiemër", "Bashkia Shijak")
		guest.Get(at).Want(404)
		page := head.Get(at).Want(200).Has("Emër Mbiemër", "E re")
		seen := page.Attr(`form[action$="/seen"]`, "action")
		if len(seen) != 1 {
			t.Fatalf("%d roles to be seen", len(seen))
		}
		police.Post(seen[0], nil).Want(404)
		head.Post(seen[0], nil).Want(303)
		head.Get(at).Want(200).HasNot("E re")

		secretary.Post(at+"/member", invitation).Want(422).Has("e ka tashmë")
	})
}

func TestInvitationIsForOneCommittee(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.committee()
		stranger := h.signIn(h.person("kukes@example.al", Role{Committee: "kukes", Role: access.Secretary}))
		secretary := h.signIn(h.person("durres@example.al", Role{Committee: "durres", Role: access.Secretary}))
		member := h.person("prefekti@example.al", Role{Committee: "durres", Role: access.Chair})
		secretary.Post("/k/durres/account/member", form("email", "x@example.al", "role", "chair")).Want(200)

		for _, path := range []string{"", "/member", "/substitute", "/successor", "/people/" + member.ID + "/reset"} {
			stranger.Get("/k/durres/account" + path).Want(404)
		}
		var roles []Role
		var offers []Invitation
		h.change(func(tx *store.Tx) (err error) {
			if roles, err = store.All(tx, rolesOf, (*Role).fields, member.ID, today(tx)); err == nil {
				offers, err = store.All(tx, openEverywhere, (*Invitation).fields, never, tx.Now())
			}
			return err
		})
		for _, path := range []string{"/roles/" + roles[0].ID + "/end", "/roles/" + roles[0].ID + "/seen", "/invitations/" + offers[0].ID + "/withdraw", "/people/" + member.ID + "/reset"} {
			for _, committee := range []string{"durres", "kukes"} { // neither there nor through the own committee
				r := stranger.Post("/k/"+committee+"/account"+path, form("what", "both", "reason", "provë"))
				if r.Code != 404 {
					t.Errorf("/k/%s/account%s = %d", committee, path, r.Code)
				}
			}
		}
		secretary.Get("/k/durres/account").Want(200).Has("prefekti@example.al", "x@example.al")
		secretary.Post("/k/durres/account/invitations/"+offers[0].ID+"/withdraw", nil).Want(303)
		secretary.Get("/k/durres/account").Want(200).HasNot("x@example.al")
	})
}

func TestInvitationEnds(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		link, err := CreateAdministrator(context.Background(), db, "a@example.al")
		if err != nil {
			t.Fatal(err)
		}
		h.now = h.now.Add(InvitationLimit - time.Second)
		h.browser("10.0.0.1").Get(link).Want(200)
		h.now = h.now.Add(time.Second)
		h.browser("10.0.0.1").Get(link).Want(404)
		h.browser("10.0.0.1").Post(link, form("name", "A", "password", goodPassword)).Want(404)
	})
}

func TestKnownPersonAccepts(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.committee()
		p := h.person("pika@example.al", Role{Committee: "kukes", Role: access.TableChair})
		secretary := h.signIn(h.person("sekretaria@example.al", Role{Committee: "durres", Role: access.Secretary}))
		link := linkIn(secretary.Post("/k/durres/account/member", form("email", p.Email, "role", "table_chair")).Want(200))

		h.browser("10.0.0.5").Get(link).Want(200).Has("Hyni për ta pranuar").HasNot("Zgjidhni një fjalëkalim")
		h.browser("10.0.0.5").Post(link, form("name", "Dikush", "password", goodPassword)).Want(422)
		secretary.Get(link).Want(200).Has("dikush tjetër")
		secretary.Post(link, nil).Want(422)

		elsewhere, c := h.signIn(p), h.signIn(p)
		c.Get("/account").HasNot("Durrës")
		c.Get(link).Want(200).Has("Pranoj detyrën")
		c.Post(link, nil).Want(303)
		c.Get("/account").Want(200).Has("kryetar i tryezës teknike, Komiteti Rajonal Antitrafik Durrës")
		elsewhere.Get("/account").Want(303) // a new role ends the other sessions
		c.Get(link).Want(404)
	})
}

func TestSubstituteAndHandOver(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.committee()
		p := h.person("sekretaria@example.al", Role{Committee: "durres", Role: access.Secretary})
		secretary := h.signIn(p)
		sub, next := h.person("zevendesi@example.al"), h.person("pasardhesi@example.al")
		const at = "/k/durres/account"

		days := form("email", sub.Email, "from-day", "1", "from-month", "8", "from-year", "2023", "to-day", "20", "to-month", "8", "to-year", "2023")
		secretary.Post(at+"/substitute", form("email", sub.Email, "from", "01.08.2023")).Want(422).Has("ditën e fundit")
		secretary.Post(at+"/substitute", form("email", sub.Email, "from", "01.08.2023", "to", "31.07.2023")).Want(422)
		link := linkIn(secretary.Post(at+"/substitute", days).Want(200))
		c := h.signIn(sub)
		c.Get(link).Want(200).Has("nga 01.08.2023 deri më 20.08.2023")
		c.Post(link, nil).Want(303)
		c.Get(at).Want(404) // not yet
		h.now = time.Date(2023, 8, 10, 8, 0, 0, 0, time.UTC)
		c = h.signIn(sub)
		c.Get(at).Want(200)
		c.Post(at+"/successor", form("email", next.Email, "last", "15.08.2023")).Want(422).Has("jo zëvendësuesi")
		h.now = time.Date(2023, 8, 21, 8, 0, 0, 0, time.UTC)
		h.signIn(sub).Get(at).Want(404)

		secretary = h.signIn(p)
		secretary.Post(at+"/successor", form("email", next.Email, "last", "20.08.2023")).Want(422).Has("në të kaluarën")
		link = linkIn(secretary.Post(at+"/successor", form("email", next.Email, "last", "31.08.2023")).Want(200))
		secretary.Get(at).Want(200) // until it is accepted nothing changes
		c = h.signIn(next)
		c.Post(link, nil).Want(303)
		c.Get(at).Want(200)
		h.signIn(p).Get(at).Want(200)
		h.now = time.Date(2023, 9, 1, 8, 0, 0, 0, time.UTC)
		h.signIn(p).Get(at).Want(404)
		h.signIn(next).Get(at).Want(200)
	})
}
