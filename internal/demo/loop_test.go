package demo_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/demo"
	"tryeza/internal/testkit"
)

// What a new user is to find in the sample of the loop: meetings at every stage,
// tasks and problems in every state, as each person sees them.
func TestLoopOfTheSample(t *testing.T) {
	db := testkit.SQLite(t)
	if err := demo.Fill(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	mux := app.New(app.Config{Committee: db, Casework: db, Demo: true})
	as := func(email string) visitor {
		v := visitor{t: t, mux: mux}
		v.signIn(account.DemoLink(context.Background(), db, email))
		return v
	}
	secretary := as("sekretar@shembull.al")
	for _, tt := range []struct {
		who  visitor
		path string
		has  []string
	}{
		{secretary, "/meeting", []string{"e thirrur", "e planifikuar", "e mbyllur"}},
		{secretary, "/meeting/mbledhja-2023-06-08", []string{"15 nga 16 vende", "me zëvendës: përgjegjësi", "Konflikt interesi: World Vision", "Kampi hapet", "Vendimi nr. 5/2023", "Rekomandimi nr. 1/2023", "pro 13"}},
		{secretary, "/meeting/mbledhja-2023-07-26", []string{"Miratimi i procesverbalit", "Analiza e 6-mujorit", "Raportime që mungojnë", "7 marrin pjesë, 1 me zëvendës, 1 nuk vjen dot", "Propozime për pjesën e dytë"}},
		{secretary, "/task", []string{"në pritje të verifikimit", "angazhim", "kërkuar nga", "plani i veprimit", "masë për një problematikë"}},
		{secretary, "/issue", []string{"ngritur 4 herë", "te koordinatori prej 36 ditësh", "2 350 000 lekë"}},
		{secretary, "/notify/sent", []string{"Ftesë në mbledhje", "Ndryshoi mbledhja", "Procesverbali", "kujtes"}},
		{as("drejtues@shembull.al"), "/task?show=waiting", []string{"Të kërkohet fond"}},
		{as("policia@shembull.al"), "/task?show=late", []string{"Të jepet numri i njoftimeve"}},
		{as("koordinator@shembull.al"), "/issue?show=coordinator", []string{"Nuk ka mjet"}},
	} {
		page := tt.who.get("/k/durres" + tt.path)
		for _, want := range tt.has {
			if !strings.Contains(page, want) {
				t.Errorf("%s does not say %q", tt.path, want)
			}
		}
	}
	if page := as("ojf@shembull.al").get("/k/durres/meeting/mbledhja-2023-06-08"); strings.Contains(page, "Kampi hapet") || !strings.Contains(page, "Institucioni juaj ka deklaruar konflikt interesi") {
		t.Error("the organisation reads the item in which it has an interest")
	}
}

// A visitor asks for pages as somebody of the sample.
type visitor struct {
	t       *testing.T
	mux     http.Handler
	cookies []*http.Cookie
}

func (v *visitor) signIn(link string, err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	v.cookies = v.ask("POST", link).Result().Cookies()
}

func (v visitor) get(path string) string {
	v.t.Helper()
	w := v.ask("GET", path)
	if w.Code != http.StatusOK {
		v.t.Fatalf("%s: %d", path, w.Code)
	}
	return strings.ReplaceAll(w.Body.String(), "\u00a0", " ")
}

func (v visitor) ask(method, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for _, c := range v.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	v.mux.ServeHTTP(w, r)
	return w
}
