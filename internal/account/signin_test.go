package account

import (
	"bytes"
	"context"
	"encoding/base64"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

const goodPassword = "bilbil mjegulla kripore 7"

// A house is a site with accounts, its clock, and one person who can sign in.
type house struct {
	t    *testing.T
	db   *store.DB
	s    *Service
	site *testkit.Site
	now  time.Time
}

func newHouse(t *testing.T, db *store.DB) *house {
	h := &house{t: t, db: db, s: New(db), now: testkit.Now}
	h.unlock(testkit.Root())
	h.s.Proxy = true
	db.Now = func() time.Time { return h.now }
	h.site = testkit.NewSite(t, db, func(m *web.Mux, _ *store.DB) {
		m.Who = h.s.Who
		Routes(m, h.s)
	})
	return h
}

// person adds somebody with an application as second factor.
func (h *house) person(email string, roles ...Role) Person {
	h.t.Helper()
	hash, err := h.s.hashes.hash(context.Background(), goodPassword, []byte("salt of the test"))
	if err != nil {
		h.t.Fatal(err)
	}
	p := Person{ID: h.db.NewID(), Email: email, Name: "Zyrtar " + email, Lang: text.SQ, password: hash, secret: newSecret(email), factor: withApp}
	kept, err := sealed(h.s.Keys, p.ID, inUse, p.secret)
	if err != nil {
		h.t.Fatal(err)
	}
	h.change(func(tx *store.Tx) error {
		if err := create(tx, p); err != nil {
			return err
		}
		for _, r := range roles {
			r.Person, r.From, r.By = p.ID, "2023-01-01", "test"
			if err := grantRole(tx, r, ""); err != nil {
				return err
			}
		}
		_, err := tx.Exec(setFactor, p.ID, withApp, kept, int64(0))
		return err
	})
	return p
}

func (h *house) change(f func(*store.Tx) error) {
	h.t.Helper()
	if err := h.s.change(context.Background(), "", f); err != nil {
		h.t.Fatal(err)
	}
}

// browser is a browser that comes from an address.
func (h *house) browser(ip string) *testkit.Client {
	c := h.site.As(access.Actor{})
	c.Header.Set("X-Forwarded-For", ip)
	return c
}

func (h *house) codeNow(p Person) string {
	h.t.Helper()
	code, err := totp.GenerateCode(p.secret, h.now)
	if err != nil {
		h.t.Fatal(err)
	}
	return code
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// signIn takes both steps in a new browser.
func (h *house) signIn(p Person) *testkit.Client {
	h.t.Helper()
	c := h.browser("10.0.0.1")
	c.Post("/account/sign-in", form("email", p.Email, "password", goodPassword)).Want(303)
	c.Post("/account/code", form("code", h.codeNow(p))).Want(303)
	h.now = h.now.Add(time.Minute) // the code is used up
	return c
}

func TestSignIn(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		p := h.person("sekretaria@example.al", Role{Committee: "durres", Role: access.Secretary})
		c := h.browser("10.0.0.1")

		if to := c.Get("/account").Want(303).Location(); to != "/account/sign-in?next=%2Faccount" {
			t.Errorf("nobody is sent to %q", to)
		}
		c.Get("/account/sign-in?next=/k/durres/plan").Want(200).Has("Hyni te Tryeza")
		r := c.Post("/account/sign-in", form("email", " Sekretaria@Example.al", "password", goodPassword, "next", "/k/durres/plan")).Want(303)
		if r.Location() != "/account/code?next=%2Fk%2Fdurres%2Fplan" {
			t.Errorf("after the password: %q", r.Location())
		}
		c.Get("/account").Want(303) // not in yet
		c.Post("/account/code", form("code", "000000")).Want(422).Has("Kodi nuk është i saktë")
		code := h.codeNow(p)
		if to := c.Post("/account/code", form("code", code[:3]+" "+code[3:], "next", "//evil.example")).Want(303).Location(); to != "/" {
			t.Errorf("sent to another site: %q", to)
		}
		c.Get("/account").Want(200).Has("Llogaria juaj")

		if to := c.Post("/account/sign-out", nil).Want(303).Location(); to != "/account/sign-in" {
			t.Errorf("after sign-out: %q", to)
		}
		c.Get("/account").Want(303)
	})
}

func TestActorHoldsTheSeatsOfToday(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		p := h.person("a@example.al", Role{Committee: "durres", Role: access.Secretary, To: "2023-07-15"},
			Role{Committee: "kukes", Role: access.Head, Institution: "police"}, Role{Committee: "system", Role: access.Administrator}, Role{Committee: "*", Role: access.Coordinator})
		seats := func() (list map[access.Scope][]access.Seat) {
			h.change(func(tx *store.Tx) (err error) { list, err = h.s.seatsToday(tx, p.ID); return err })
			return list
		}
		a := access.NewActor("x", seats())
		for _, tt := range []struct {
			perm  access.Permission
			scope access.Scope
			want  bool
		}{
			{access.OpenRound, access.Committee("durres"), true},
			{access.OpenRound, access.Committee("kukes"), false},
			{access.FillReturn, access.Committee("kukes"), true},
			{access.ReadPlan, access.Committee("vlore"), true},
			{access.GrantRoles, access.System, true},
			{access.FoundCommittee, access.Committee("vlore"), true},
		} {
			if _, err := a.May(tt.perm, tt.scope); (err == nil) != tt.want {
				t.Errorf("%s in %s: %v, want %v", tt.perm, tt.scope.ID, err == nil, tt.want)
			}
		}
		h.now = time.Date(2023, 7, 15, 21, 59, 0, 0, time.UTC) // 23:59 in Tirana
		if len(seats()[access.Committee("durres")]) != 1 {
			t.Error("a role ended before its last day did")
		}
		h.now = h.now.Add(2 * time.Minute)
		if len(seats()[access.Committee("durres")]) != 0 {
			t.Error("a role goes on after its last day")
		}
	})
}

func TestCodeCountsOnce(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		p := h.person("a@example.al")
		for _, tt := range []struct {
			after time.Duration
			code  string
			want  int
		}{
			{0, h.codeNow(p), 303},
			{0, h.codeNow(p), 422},
			{29 * time.Second, h.codeNow(p), 422},
		} {
			h.now = h.now.Add(tt.after)
			c := h.browser("10.0.0.1")
			c.Post("/account/sign-in", form("email", p.Email, "password", goodPassword)).Want(303)
			c.Post("/account/code", form("code", tt.code)).Want(tt.want)
		}
	})
}

func TestStepOf(t *testing.T) {
	secret, now := newSecret("x"), testkit.Now
	step := now.Unix() / 30
	for _, tt := range []struct {
		name string
		at   time.Duration
		last int64
		want int64
	}{
		{"this step", 0, 0, step},
		{"one early", -30 * time.Second, 0, step - 1},
		{"one late", 30 * time.Second, 0, step + 1},
		{"two early", -60 * time.Second, 0, 0},
		{"two late", 60 * time.Second, 0, 0},
		{"taken", 0, step, 0},
		{"older than the one taken", -30 * time.Second, step, 0},
		{"newer than the one taken", 30 * time.Second, step, step + 1},
	} {
		code, err := totp.GenerateCode(secret, now.Add(tt.at))
		if err != nil {
			t.Fatal(err)
		}
		if got := stepOf(secret, code, tt.last, now); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestSessionEnds(t *testing.T) {
	for _, tt := range []struct {
		name  string
		every time.Duration // how often a page is asked for
		until time.Duration
		want  int
	}{
		{"in use", 50 * time.Minute, 10 * time.Hour, 200},
		{"idle", 61 * time.Minute, 61 * time.Minute, 303},
		{"a whole day", 50 * time.Minute, 13 * time.Hour, 303},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, testkit.SQLite(t))
			c := h.signIn(h.person("a@example.al"))
			var code int
			for spent := time.Duration(0); spent < tt.until; spent += tt.every {
				h.now = h.now.Add(tt.every)
				code = c.Get("/account").Code
			}
			if code != tt.want {
				t.Errorf("%d, want %d", code, tt.want)
			}
		})
	}
}

func TestWaitingForTheCodeEnds(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	p := h.person("a@example.al")
	c := h.browser("10.0.0.1")
	c.Post("/account/sign-in", form("email", p.Email, "password", goodPassword)).Want(303)
	h.now = h.now.Add(pendingLimit)
	if to := c.Post("/account/code", form("code", h.codeNow(p))).Want(303).Location(); !strings.HasPrefix(to, web.SignInPath) {
		t.Errorf("sent to %q", to)
	}
	c.Get("/account").Want(303)
}

// Unknown and known addresses get the same bytes, the same headers and the same
// amount of hashing.
func TestSameAnswerForUnknownAndKnown(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.person("known@example.al")
		answer := func(email string) (body string, head http.Header, hashes int64, codes []int) {
			before := h.s.hashes.calls.Load()
			c := h.browser("10.1.0.1")
			for range freeTries + 1 {
				r := c.Post("/account/sign-in", form("email", email, "password", "nuk është ky fjalëkalim"))
				codes, body, head = append(codes, r.Code), body+r.Body, r.Header
			}
			return strings.ReplaceAll(body, email, "…"), head, h.s.hashes.calls.Load() - before, codes
		}
		b1, h1, n1, c1 := answer("known@example.al")
		b2, h2, n2, c2 := answer("other@example.al")
		if b1 != b2 || n1 != n2 || len(h1) != len(h2) {
			t.Errorf("answers differ: %d and %d hashes, %v and %v\n%s\n%s", n1, n2, h1, h2, b1, b2)
		}
		for name := range h1 {
			if strings.Join(h1[name], ",") != strings.Join(h2[name], ",") {
				t.Errorf("%s: %v and %v", name, h1[name], h2[name])
			}
		}
		if n1 != freeTries || c1[0] != 422 || c1[freeTries] != 429 || c2[freeTries] != 429 {
			t.Errorf("%d hashes, answers %v and %v", n1, c1, c2)
		}
	})
}

func TestDemoLinkExistsOnlyInADemo(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		for range 2 {
			if err := DemoPerson(ctx, db, "sekretaria@demo.al", "Sekretaria", access.Secretary, "durres", ""); err != nil {
				t.Fatal(err)
			}
		}
		path, err := DemoLink(ctx, db, "sekretaria@demo.al")
		if err != nil {
			t.Fatal(err)
		}
		h := newHouse(t, db)
		h.browser("10.0.0.1").Get(path).Want(404)

		h = newHouse(t, db)
		h.s.Demo = true
		site := testkit.NewSite(t, db, func(m *web.Mux, _ *store.DB) { m.Who = h.s.Who; Routes(m, h.s) })
		c := site.As(access.Actor{})
		c.Get(path).Want(200).Has("Hyr si Sekretaria")
		c.Get("/account").Want(303) // looking does not sign in
		c.Post(path, nil).Want(303)
		c.Get("/account").Want(200)
		site.As(access.Actor{}).Get("/account/demo/xyz").Want(404)
	})
}

// What the square says is read by the library that applications are tested with.
func TestSquare(t *testing.T) {
	key, err := otp.NewKeyFromURL(otpAddress("a+b@example.al", newSecret("x")))
	if err != nil {
		t.Fatal(err)
	}
	if key.Type() != "totp" || key.Secret() != newSecret("x") || key.Issuer() != "Tryeza" || key.AccountName() != "a+b@example.al" || len(newSecret("x")) != 32 {
		t.Errorf("the square says %s", key)
	}
	data, err := web.SquareImage(key.URL(), 5)
	if err != nil {
		t.Fatal(err)
	}
	b, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(string(data), "data:image/png;base64,"))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	white, _, _, _ := img.At(19, 19).RGBA()
	black, _, _, _ := img.At(20, 20).RGBA()
	if white != 0xffff || black != 0 {
		t.Errorf("no white margin around the square: %x, %x", white, black)
	}
}

// Over TLS the cookies are held to this host, and never shown to a script.
func TestCookies(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	p := h.person("a@example.al")
	for secure, prefix := range map[bool]string{false: "", true: "__Host-"} {
		h.s.Secure = secure
		c := h.browser("10.0.0.1")
		c.Post("/account/sign-in", form("email", p.Email, "password", goodPassword)).Want(303)
		set := c.Post("/account/code", form("code", h.codeNow(p))).Want(303).Header["Set-Cookie"]
		h.now = h.now.Add(time.Minute)
		if len(set) < 2 {
			t.Fatalf("cookies %v", set)
		}
		for i, name := range []string{"session", "device"} {
			if !strings.HasPrefix(set[i], prefix+name+"=") || !strings.Contains(set[i], "; HttpOnly") || !strings.Contains(set[i], "; SameSite=Lax") ||
				strings.Contains(set[i], "; Secure") != secure || strings.Contains(set[i], "Domain") || !strings.Contains(set[i], "; Path=/") {
				t.Errorf("secure %v: %s", secure, set[i])
			}
		}
	}
}
