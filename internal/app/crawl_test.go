package app_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/demo"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// Every link that a page offers leads to a page, for everybody in the sample
// and in both languages: nobody is shown a door they may not open. In CI some
// pages of each kind are looked at, in the full run all of them.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	onEach(t, func(t *testing.T, db *store.DB) {
		if err := demo.Fill(context.Background(), db); err != nil {
			t.Fatal(err)
		}
		mux := app.New(config(t, db))
		for i, p := range demo.People {
			c := crawler{t: t, mux: mux, who: p.Office, seen: map[string]int{}}
			c.signIn(db, p.Email)
			if i%2 == 1 {
				c.cookies = append(c.cookies, &http.Cookie{Name: "lang", Value: "en"})
			}
			c.visit("/", "the address")
			if i == 0 && c.pages < 50 {
				t.Errorf("the secretary reached only %d pages", c.pages)
			}
		}
	})
}

// onEach is testkit.Each in the full run, and SQLite alone in CI.
func onEach(t *testing.T, f func(t *testing.T, db *store.DB)) {
	if os.Getenv("TRYEZA_LONG") != "" {
		testkit.Each(t, f)
	} else {
		f(t, testkit.SQLite(t))
	}
}

// A crawler is one signed-in person who follows every link.
type crawler struct {
	t       *testing.T
	mux     http.Handler
	who     string
	cookies []*http.Cookie
	seen    map[string]int // pages looked at, and how many of each kind
	pages   int
}

func (c *crawler) ask(method, at string) *http.Response {
	r := httptest.NewRequest(method, at, nil)
	for _, k := range c.cookies {
		r.AddCookie(k)
	}
	w := httptest.NewRecorder()
	c.mux.ServeHTTP(w, r)
	return w.Result()
}

// signIn takes the one-click link of the sample.
func (c *crawler) signIn(db *store.DB, email string) {
	path, err := account.DemoLink(context.Background(), db, email)
	if err != nil {
		c.t.Fatal(err)
	}
	c.cookies = c.ask("POST", path).Cookies()
}

// kindOf is a path without what tells one page of a kind from another.
func kindOf(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if i > 2 && strings.ContainsAny(p, "0123456789-") || len(p) > 12 {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}

// wanted reports whether a page is to be looked at, and remembers it.
func (c *crawler) wanted(path string) bool {
	kind := "kind " + kindOf(path)
	if c.seen[path] > 0 || c.seen[kind] >= 2 && os.Getenv("TRYEZA_LONG") == "" || strings.HasPrefix(path, "/static/") {
		return false
	}
	c.seen[path]++
	c.seen[kind]++
	c.pages++
	return true
}

func (c *crawler) visit(address, from string) {
	u, err := url.Parse(address)
	if err != nil {
		c.t.Errorf("%s: %s links to %q: %v", c.who, from, address, err)
		return
	}
	if !c.wanted(u.Path) {
		return
	}
	got := c.ask("GET", u.RequestURI())
	switch {
	case got.StatusCode == http.StatusSeeOther && got.Header.Get("Location") != web.SignInPath:
		c.visit(got.Header.Get("Location"), address)
		return
	case got.StatusCode != http.StatusOK:
		c.t.Errorf("%s: %s links to %s, which answers %d", c.who, from, address, got.StatusCode)
		return
	case !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") || got.Header.Get("Content-Disposition") != "":
		return // a file
	}
	doc, err := html.Parse(got.Body)
	if err != nil {
		c.t.Errorf("%s: %v", address, err)
		return
	}
	for _, href := range links(doc) {
		if next, err := u.Parse(href); err == nil && next.Host == "" && next.Scheme == "" && next.Path != "" {
			c.visit(next.RequestURI(), address)
		}
	}
}

var anchor = cascadia.MustCompile("a[href]")

func links(doc *html.Node) (list []string) {
	for _, n := range cascadia.QueryAll(doc, anchor) {
		for _, a := range n.Attr {
			if a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
				list = append(list, a.Val)
			}
		}
	}
	return list
}
