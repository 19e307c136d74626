// Package web turns a request into a Grant, or refuses it, and a page into HTML.
//
// Every route states the permission it needs, next to its pattern. A handler is
// given a Grant and nothing else opens the store, so a route without a check
// cannot read or write anything. Pages are typed structs; what a feature shows
// is the feature's own.
package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/text"
)

// A Visitor is who sent the request.
type Visitor struct {
	Actor    access.Actor
	Name     string // as shown to themselves on top of the page
	Lang     text.Lang
	FactorAt time.Time // when the second factor was last given
}

// A Handler serves one route for one actor in one scope. The error it returns
// becomes a page; see fail.
type Handler func(w http.ResponseWriter, r *http.Request, g access.Grant) error

// A PublicHandler serves a route to anybody. It gets no Grant, so no data.
type PublicHandler func(w http.ResponseWriter, r *http.Request) error

// A Route is one line of the route table, kept for the golden test.
type Route struct {
	Pattern string
	Needs   string // permission, or "public"
}

// A NavItem is one entry of the navigation of a committee or a unit, shown to
// those who hold the permission.
type NavItem struct {
	Label string // Albanian
	Path  string // after /k/{committee} or /u/{unit}
	Needs access.Permission
	Also  []string // other paths that it stands for, from which pages are reached too
}

// A Room names the committee or the unit a page is about, for the top of the page.
type Room struct {
	ID, Name string
	Path     string // "/k/durres"; NewPage says so
	Sample   bool
	Open     bool // the visitor may read its first page; NewPage says so
}

// Config is what app passes to the Mux.
type Config struct {
	Who    func(*http.Request) (Visitor, error)            // an error means nobody is signed in
	Room   func(*http.Request, access.Grant) (Room, error) // the committee of a grant
	Now    func() time.Time                                // for expiry of cookies
	Secure bool                                            // cookies only over TLS
}

// Mux is an http.ServeMux that cannot hold an unguarded route.
type Mux struct {
	Config
	Routes  []Route
	Nav     []NavItem
	mux     http.ServeMux
	handler http.Handler
}

// NewMux makes a Mux with the static files already served.
func NewMux(c Config) *Mux {
	m := &Mux{Config: c}
	m.mux.Handle("GET /static/", staticFiles())
	m.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { m.fail(w, r, access.ErrDenied) })
	m.handler = m.guard(http.NewCrossOriginProtection().Handler(&m.mux))
	return m
}

// scopeIn is the scope that a path names: the {committee} under /k/, the {unit}
// under /u/, or the system.
func scopeIn(pattern string, r *http.Request) access.Scope {
	switch {
	case strings.Contains(pattern, " /k/{committee}"):
		return access.Committee(r.PathValue("committee"))
	case strings.Contains(pattern, " /u/{unit}"):
		return access.Institution(r.PathValue("unit"))
	}
	return access.System
}

// Handle serves pattern to those who hold p in the scope of the path.
func (m *Mux) Handle(pattern string, p access.Permission, h Handler) {
	if p.String() == "" || scopeIn(pattern, &http.Request{}).Kind != p.Kind() || strings.HasPrefix(pattern, "GET ") == p.Writes() {
		panic(fmt.Sprintf("web: route %q needs a {committee} or {unit} as %q has, and a permission to read for GET or to write for others", pattern, p))
	}
	m.Routes = append(m.Routes, Route{pattern, p.String()})
	m.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		v, err := m.Who(r)
		if err != nil {
			m.askSignIn(w, r)
			return
		}
		g, err := v.Actor.May(p, scopeIn(pattern, r))
		r = m.withFrame(r, v, g)
		if err == nil {
			err = h(w, r, g)
		}
		if err != nil {
			m.fail(w, r, err)
		}
	})
}

// Public serves pattern to anyone.
func (m *Mux) Public(pattern string, h PublicHandler) {
	m.Routes = append(m.Routes, Route{pattern, "public"})
	m.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		v, _ := m.Who(r) // nobody is fine here
		r = m.withFrame(r, v, access.Grant{})
		if err := h(w, r); err != nil {
			m.fail(w, r, err)
		}
	})
}

// ServeHTTP answers a request, with the headers every answer carries.
func (m *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) { m.handler.ServeHTTP(w, r) }

const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

// MaxBody is the largest request taken, in bytes: an evidence file and its form.
const MaxBody = 16 << 20

func (m *Mux) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if m.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		r.Body = http.MaxBytesReader(w, r.Body, MaxBody)
		defer func() {
			if p := recover(); p != nil {
				m.fail(w, r, fmt.Errorf("panic: %v", p))
			}
		}()
		next.ServeHTTP(w, r)
	})
}
