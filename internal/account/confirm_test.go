package account

import (
	"net/http"
	"testing"
	"time"

	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

func TestConfirmSelf(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		var given time.Time
		h.site = testkit.NewSite(t, db, func(m *web.Mux, _ *store.DB) {
			m.Who = h.s.Who
			Routes(m, h.s)
			m.Public("GET /when", func(_ http.ResponseWriter, r *http.Request) error {
				given = web.Who(r).FactorAt
				return nil
			})
		})
		p := h.person("p@example.al")
		c := h.signIn(p)
		factorAt := func() time.Time { c.Get("/when"); return given }
		first := factorAt()
		if first.IsZero() {
			t.Fatal("no second factor was given")
		}
		h.now = h.now.Add(30 * time.Minute)
		c.Get("/account/confirm?back=/u/x/child").Want(200).Has("Vërtetoni që jeni ju", "pesë minuta")
		c.Post("/account/confirm", form("back", "/u/x/child")).Want(422).Has("Shkruani kodin")
		c.Post("/account/confirm", form("back", "/u/x/child", "code", "000000")).Want(422).Has("Kodi nuk është i saktë")
		if got := factorAt(); !got.Equal(first) {
			t.Errorf("a wrong code counts: %v", got)
		}
		code := h.codeNow(p)
		if to := c.Post("/account/confirm", form("back", "/u/x/child", "code", code)).Want(303).Location(); to != "/u/x/child" {
			t.Errorf("leads to %s", to)
		}
		if got := factorAt(); !got.Equal(h.now) {
			t.Errorf("given at %v, want %v", got, h.now)
		}
		c.Post("/account/confirm", form("code", code)).Want(422) // a code counts once
		h.now = h.now.Add(time.Minute)
		if to := c.Post("/account/confirm", form("back", "https://elsewhere.example", "code", h.codeNow(p))).Want(303).Location(); to != "/" {
			t.Errorf("leads to %s", to)
		}
		h.browser("10.0.0.9").Post("/account/confirm", form("code", h.codeNow(p))).Want(401)

		for range freeTries {
			c.Post("/account/confirm", form("code", "000000"))
		}
		h.now = h.now.Add(time.Second)
		c.Post("/account/confirm", form("code", h.codeNow(p))).Want(429).Has("Pati shumë prova")
	})
}
