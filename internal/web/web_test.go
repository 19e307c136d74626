package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

var secretary = access.NewActor("s", map[access.Scope][]access.Seat{access.Committee("durres"): {{Role: access.Secretary}}})

// mux answers one address as the secretary of Durrës, or as nobody.
func mux(signedIn bool, h web.Handler) *web.Mux {
	m := web.NewMux(web.Config{Now: time.Now, Who: func(*http.Request) (web.Visitor, error) {
		if !signedIn {
			return web.Visitor{}, access.ErrDenied
		}
		return web.Visitor{Actor: secretary, Name: "Sekretari", Lang: text.SQ}, nil
	}})
	m.Handle("GET /k/{committee}/x", access.ReadPlan, h)
	m.Handle("POST /k/{committee}/x", access.DraftPlan, h)
	return m
}

func ask(m http.Handler, method, path string, form url.Values, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	m.ServeHTTP(w, r)
	return w
}

func nothing(http.ResponseWriter, *http.Request, access.Grant) error { return nil }

func fails(err error) web.Handler {
	return func(http.ResponseWriter, *http.Request, access.Grant) error { return err }
}

func TestUnguardedRoutesPanic(t *testing.T) {
	for _, tt := range []struct {
		pattern string
		p       access.Permission
	}{
		{"GET /k/{committee}/x", access.Permission{}},
		{"GET /x", access.ReadPlan},
		{"GET /k/{committee}/x", access.DraftPlan},
		{"POST /k/{committee}/x", access.ReadPlan},
		{"GET /k/{committee}/x", access.OwnAccount},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s with %q was taken", tt.pattern, tt.p)
				}
			}()
			web.NewMux(web.Config{}).Handle(tt.pattern, tt.p, nothing)
		}()
	}
}

func TestHeaders(t *testing.T) {
	for _, path := range []string{"/k/durres/x", "/k/kukes/x", "/nowhere", "/static/build/none.css"} {
		w := ask(mux(true, nothing), "GET", path, nil)
		csp := w.Header().Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
			if !strings.Contains(csp, part) {
				t.Errorf("%s: policy %q", path, csp)
			}
		}
		if strings.Contains(csp, "unsafe") || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, w.Header())
		}
		if !strings.HasPrefix(path, "/static/") && w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept by the browser", path)
		}
	}
}

// What another site sends is refused, whoever is signed in.
func TestCrossOriginIsRefused(t *testing.T) {
	m := mux(true, nothing)
	if w := ask(m, "POST", "/k/durres/x", nil, "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden {
		t.Errorf("cross-site POST = %d", w.Code)
	}
	if w := ask(m, "POST", "/k/durres/x", nil, "Sec-Fetch-Site", "same-origin"); w.Code != http.StatusOK {
		t.Errorf("same-origin POST = %d", w.Code)
	}
}

// Each kind of error has its page; what is denied looks like what is not there.
func TestErrorsBecomePages(t *testing.T) {
	for _, tt := range []struct {
		err  error
		code int
		says string
	}{
		{access.ErrDenied, 404, "Faqja nuk u gjet"},
		{store.ErrNotFound, 404, "Faqja nuk u gjet"},
		{store.ErrConflict, 409, "Dikush tjetër"},
		{web.Refuse("Plani nuk ka %d aktivitete.", 3), 422, "Plani nuk ka 3 aktivitete."},
		{http.ErrBodyNotAllowed, 500, "Diçka nuk funksionoi"},
	} {
		w := ask(mux(true, fails(tt.err)), "GET", "/k/durres/x", nil)
		if w.Code != tt.code || !strings.Contains(w.Body.String(), tt.says) {
			t.Errorf("%v = %d", tt.err, w.Code)
		}
	}
	denied, absent := ask(mux(true, fails(access.ErrDenied)), "GET", "/k/durres/x", nil), ask(mux(true, fails(store.ErrNotFound)), "GET", "/k/durres/x", nil)
	if denied.Body.String() != absent.Body.String() {
		t.Error("denied and absent can be told apart")
	}
	if w := ask(mux(true, func(http.ResponseWriter, *http.Request, access.Grant) error { panic("boom") }), "GET", "/k/durres/x", nil); w.Code != 500 || strings.Contains(w.Body.String(), "boom") {
		t.Errorf("a panic = %d, and its words must not be shown", w.Code)
	}
}

// Two people saved the same: both texts are on the page, and what was typed can
// be sent again over the version that is there now.
func TestConflictKeepsBothTexts(t *testing.T) {
	h := fails(web.Conflict{Back: "/k/durres/x", Action: "/k/durres/x", Now: 7, Form: url.Values{"title": {"Imja"}, "version": {"5"}},
		Fields: []web.ConflictField{{Name: "title", Label: "Titulli", Mine: "Imja", Theirs: "E tyrja"}, {Name: "note", Label: "Shënim", Mine: "njësoj", Theirs: "njësoj"}}})
	w := ask(mux(true, h), "POST", "/k/durres/x", url.Values{"title": {"Imja"}})
	body := w.Body.String()
	for _, want := range []string{"Imja", "E tyrja", `name="title" value="Imja"`, `name="version" value="7"`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q on the page", want)
		}
	}
	if w.Code != 409 || strings.Contains(body, "njësoj") {
		t.Errorf("%d; what both wrote alike need not be shown", w.Code)
	}
}

// A session that ended while somebody typed loses nothing but the passwords.
func TestEndedSessionKeepsWhatWasTyped(t *testing.T) {
	m := mux(false, nothing)
	if w := ask(m, "GET", "/k/durres/x?y=1", nil); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/account/sign-in?next=%2Fk%2Fdurres%2Fx%3Fy%3D1" {
		t.Errorf("GET = %d %s", w.Code, w.Header().Get("Location"))
	}
	w := ask(m, "POST", "/k/durres/x", url.Values{"what": {"pasdite pune <b>"}, "password": {"fjalëkalimi im"}})
	if body := w.Body.String(); w.Code != 401 || !strings.Contains(body, "pasdite pune &lt;b&gt;") || strings.Contains(body, "fjalëkalimi") {
		t.Errorf("POST = %d\n%s", w.Code, body)
	}
	if w := ask(m, "POST", "/k/durres/x", nil, "X-Autosave", "1"); w.Code != 401 || w.Body.Len() > 0 {
		t.Errorf("autosave = %d %q", w.Code, w.Body)
	}
}

func TestLocal(t *testing.T) {
	for in, want := range map[string]string{
		"/k/durres?x=1": "/k/durres?x=1", "": "/", "https://elsewhere.example/": "/", "//elsewhere.example": "/", "/\\elsewhere.example": "/", "k/durres": "/", "/a\nb": "/",
	} {
		if got := web.Local(in); got != want {
			t.Errorf("%q leads to %q, want %q", in, got, want)
		}
	}
}

func form(t *testing.T, values url.Values) *web.Form {
	t.Helper()
	r := httptest.NewRequest("POST", "/", strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	f, err := web.ReadForm(r)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestForm(t *testing.T) {
	f := form(t, url.Values{
		"d-day": {"31"}, "d-month": {"2"}, "d-year": {"2023"}, "e-day": {"5"}, "e-month": {"3"}, "e-year": {"2023"}, "one": {"05.03.2023"},
		"n": {"1,234"}, "m": {"12 682"}, "blank": {""}, "text": {"  dy\r\nrreshta "}, "said": {"thirrni 069 123 4567"}, "version": {"x"},
	})
	if f.Day("e") != "2023-03-05" || f.Day("one") != "2023-03-05" || f.Day("none") != "" || f.Text("text") != "dy\nrreshta" || f.Version() != 0 {
		t.Errorf("%q %q %q", f.Day("e"), f.Day("one"), f.Text("text"))
	}
	if n := f.Number("m"); n == nil || *n != figure.Whole(12682) {
		t.Errorf("12 682 is %v", n)
	}
	if f.Number("blank") != nil || !f.OK() {
		t.Errorf("blank is not zero, and no mistake: %v", f.Errors)
	}
	f.Day("d")
	f.Number("n")
	f.Public("said")
	f.Need("blank", "Shkruani diçka.")
	for _, name := range []string{"d", "n", "said", "blank"} {
		if f.Error(name) == "" {
			t.Errorf("%s was taken", name)
		}
	}
	if fd := f.Field("said", "Teksti", "hint", "Pa emra."); fd.Value != "thirrni 069 123 4567" || fd.Described() != "said-hint said-error" {
		t.Errorf("%+v", fd)
	}
}
