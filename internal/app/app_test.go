package app_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what is with what was reviewed.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(want, got) {
		t.Errorf("%s is not what was reviewed; if it should be, run make update (%v)\n%s", path, err, difference(want, got))
	}
}

// difference lists the lines that only one side has.
func difference(want, got []byte) string {
	var b strings.Builder
	w, g := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for _, s := range w {
		if !slices.Contains(g, s) {
			fmt.Fprintln(&b, "-", s)
		}
	}
	for _, s := range g {
		if !slices.Contains(w, s) {
			fmt.Fprintln(&b, "+", s)
		}
	}
	return b.String()
}

// everything is Tryeza with two committees founded. Who asks is set with as.
type everything struct {
	mux *web.Mux
	as  web.Visitor
}

func start(t *testing.T, db *store.DB) *everything {
	t.Helper()
	for _, slug := range []string{"durres", "kukes"} {
		qark, _ := code.FindQark(slug)
		if err := committee.Found(context.Background(), db, testkit.Actor(access.Operator), qark, true); err != nil {
			t.Fatal(err)
		}
	}
	e := &everything{mux: app.New(config(t, db))}
	e.mux.Who = func(*http.Request) (web.Visitor, error) {
		if e.as.Actor.ID() == "" {
			return web.Visitor{}, access.ErrDenied
		}
		return e.as, nil
	}
	return e
}

// keys are those of the accounts, under the root key of tests.
func keys(t *testing.T, db *store.DB) *seal.Ring {
	t.Helper()
	ring, err := account.Keys(context.Background(), db, testkit.Root())
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

// An answer is all that a browser sees of one.
type answer struct {
	status       int
	header, body string
}

func (e *everything) ask(method, path string, header ...string) answer {
	r := httptest.NewRequest(method, path, strings.NewReader(""))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	e.mux.ServeHTTP(w, r)
	var h bytes.Buffer
	w.Header().Write(&h)
	return answer{w.Code, h.String(), w.Body.String()}
}

// path fills in a pattern: the committee, and for the rest what does not exist.
func path(pattern, committee string) (method, at string) {
	method, at, _ = strings.Cut(pattern, " ")
	parts := strings.Split(strings.TrimSuffix(at, "{$}"), "/")
	for i, p := range parts {
		switch {
		case p == "{committee}":
			parts[i] = committee
		case strings.HasPrefix(p, "{"):
			parts[i] = "nothing-here"
		}
	}
	return method, strings.Join(parts, "/")
}

// sitting is somebody who holds a role in a committee, and nothing else.
func sitting(role access.Role, committee string) access.Actor {
	return access.NewActor("somebody", map[access.Scope][]access.Seat{access.Committee(committee): {{Role: role, Institution: "police"}}})
}

// Whoever lacks the permission of a route gets, byte for byte, the answer to an
// address that does not exist: in every role, on every route, in both
// languages, of their own committee and of another, as a page and as an
// autosave.
func TestDeniedLooksLikeNothing(t *testing.T) {
	e := start(t, testkit.SQLite(t))
	asked, denied := 0, 0
	for _, lang := range []text.Lang{text.SQ, text.EN} {
		for _, role := range access.Roles {
			for _, actor := range []access.Actor{testkit.Actor(role, "police"), sitting(role, "kukes")} {
				e.as = web.Visitor{Actor: actor, Name: "Dikush", Lang: lang, FactorAt: testkit.Now}
				a, d := e.compare(t, role)
				asked, denied = asked+a, denied+d
			}
		}
	}
	if denied < asked/3 || denied == asked {
		t.Errorf("%d of %d denied: the test does not ask what it should", denied, asked)
	}
}

// compare asks for every route the visitor may not use, and for nothing at all.
func (e *everything) compare(t *testing.T, role access.Role) (asked, denied int) {
	t.Helper()
	for _, route := range e.mux.Routes {
		if route.Needs == "public" {
			continue
		}
		asked++
		if e.may(route) {
			continue
		}
		denied++
		method, at := path(route.Pattern, "durres")
		nothing := "/nothing/here"
		if strings.HasPrefix(at, "/k/") {
			nothing = "/k/durres/nothing/here"
		}
		for _, header := range [][]string{nil, {"X-Autosave", "1"}} {
			got, want := e.ask(method, at, header...), e.ask(method, nothing, header...)
			if got != want || got.status != http.StatusNotFound {
				t.Errorf("%s (%s): %s %s gives %d, nothing gives %d\n%s\n%s", role, e.as.Lang, method, at, got.status, want.status, got.body, want.body)
			}
		}
	}
	return asked, denied
}

func (e *everything) may(route web.Route) bool {
	for _, p := range access.Permissions() {
		if p.String() == route.Needs {
			scope := access.System
			if p.Kind() == access.InCommittee {
				scope = access.Committee("durres")
			}
			_, err := e.as.Actor.May(p, scope)
			return err == nil
		}
	}
	return false
}

// Nobody learns whether a committee exists: without signing in the answer is
// the same for one that does and one that does not.
func TestNobodyLearnsNothing(t *testing.T) {
	e := start(t, testkit.SQLite(t))
	for _, route := range e.mux.Routes {
		if route.Needs == "public" {
			continue
		}
		method, there := path(route.Pattern, "durres")
		_, notThere := path(route.Pattern, "atlantis")
		got, want := e.ask(method, there), e.ask(method, notThere)
		got.header, got.body = strings.ReplaceAll(got.header, "durres", "atlantis"), strings.ReplaceAll(got.body, "durres", "atlantis")
		if got != want || got.status != http.StatusSeeOther && got.status != http.StatusUnauthorized {
			t.Errorf("%s %s: %d and %d", method, there, got.status, want.status)
		}
	}
}

// Those who hold a permission get a page. Routes with something to fill in are
// the features' own to test.
func TestAllowedGetsAPage(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		e := start(t, db)
		pages := 0
		for _, route := range e.mux.Routes {
			if method, at := path(route.Pattern, "durres"); method == "GET" && route.Needs != "public" && !strings.Contains(at, "nothing-here") {
				e.as = web.Visitor{Actor: testkit.Actor(access.Operator), Name: "Dikush"}
				if !e.may(route) {
					e.as.Actor = testkit.Actor(access.Administrator) // a person, for their own account
				}
				got := e.ask(method, at)
				if got.status >= 500 || got.status == http.StatusForbidden {
					t.Errorf("%s %s = %d", method, at, got.status)
				}
				if got.status == http.StatusOK {
					pages++
				}
			}
		}
		if pages < 6 {
			t.Errorf("only %d pages answered", pages)
		}
	})
}

func TestHealth(t *testing.T) {
	e := start(t, testkit.SQLite(t))
	if got := e.ask("GET", "/healthz"); got.status != 200 || got.body != "ok\n" {
		t.Errorf("%d %q", got.status, got.body)
	}
}

// The navigation shows each role what it may read, and leads nowhere else.
func TestNavigation(t *testing.T) {
	e := start(t, testkit.SQLite(t))
	registered := map[string]string{}
	for _, r := range e.mux.Routes {
		registered[r.Pattern] = r.Needs
	}
	for _, n := range e.mux.Nav {
		place := "GET /k/{committee}"
		if n.Needs.Kind() == access.InInstitution {
			place = "GET /u/{unit}"
		}
		if got := registered[place+n.Path]; got != n.Needs.String() && !(testkit.NoCasework() && got == "" && n.Needs.Kind() == access.InInstitution) {
			t.Errorf("%s leads to %q, which needs %q and not %s", n.Label, n.Path, got, n.Needs)
		}
	}
}

func TestRoutesGolden(t *testing.T) {
	e := start(t, testkit.SQLite(t))
	var lines []string
	for _, r := range e.mux.Routes {
		method, at, _ := strings.Cut(r.Pattern, " ")
		lines = append(lines, fmt.Sprintf("%-70s %-4s %s\n", at, method, r.Needs))
	}
	slices.Sort(lines)
	if testkit.NoCasework() {
		within(t, "testdata/routes.golden", lines)
		return
	}
	golden(t, "testdata/routes.golden", []byte(strings.Join(lines, "")))
}
