package browser

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// fieldServer is a field page that is left for a neutral one, and asks for likely duplicates.
type fieldServer struct {
	*httptest.Server
	mu        sync.Mutex
	sent      int // how often the form was; the first time it does not arrive
	signedOut int
	asked     []url.Values
}

func newFieldServer(t *testing.T) *fieldServer {
	t.Helper()
	s := &fieldServer{}
	page, script := read(t, "testdata/field.html"), bundle(t)
	saved := map[bool]string{true: "<p data-taps-saved>U ruajt</p>"}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /first", func(w http.ResponseWriter, _ *http.Request) { html(w, "<h1>Para</h1>") })
	mux.HandleFunc("GET /field", func(w http.ResponseWriter, r *http.Request) {
		html(w, strings.Replace(page, "{{saved}}", saved[r.FormValue("after") != ""], 1))
	})
	mux.HandleFunc("POST /field", s.take)
	mux.HandleFunc("GET /help", func(w http.ResponseWriter, _ *http.Request) { html(w, "<h1>Minutat e para</h1>") })
	mux.HandleFunc("GET /hide", func(w http.ResponseWriter, _ *http.Request) { html(w, "<h1>Kalendar</h1>") })
	mux.HandleFunc("POST /account/sign-out", func(http.ResponseWriter, *http.Request) { s.count(&s.signedOut) })
	mux.HandleFunc("POST /near", s.near)
	mux.HandleFunc("GET /app.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = w.Write(script)
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func (s *fieldServer) count(n *int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*n++
}

func (s *fieldServer) take(w http.ResponseWriter, r *http.Request) {
	if s.count(&s.sent); s.sent == 1 {
		html(w, "<h1>Nuk mbërriti</h1>")
		return
	}
	http.Redirect(w, r, "/field?after=1", http.StatusSeeOther)
}

func (s *fieldServer) near(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	s.mu.Lock()
	s.asked = append(s.asked, r.PostForm)
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(`[{"title":"Shembull (D-1)","path":"/help","reasons":["i njëjti emër","<b>x</b>"]},{"title":"D-2","say":"flisni me një koleg","reasons":["viti i lindjes ±1"]}]`))
}

// The page is left at once, without a question, by one key or one tap; going back does not lead to it, the visitor is
// signed out, and nothing stays in the browser.
func TestHiding(t *testing.T) {
	for name, leave := range map[string]step{
		"key": is("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true})), 1", 1),
		"tap": clicked("#hide"),
	} {
		server, ctx := newFieldServer(t), browse(t)
		do(t, ctx, chromedp.Navigate(server.URL+"/first"), chromedp.Navigate(server.URL+"/field"), seen(".govuk-frontend-supported #form"))
		do(t, ctx, clicked("#f"), typed("#note", "shënim"), leave, says("h1", "Kalendar"), is("localStorage.length", 0))
		do(t, ctx, is("history.back(), 1", 1), says("h1", "Para"))
		server.mu.Lock()
		if server.signedOut != 1 {
			t.Errorf("%s: signed out %d times", name, server.signedOut)
		}
		server.mu.Unlock()
	}
}

// Who looks for help is not asked whether to stay.
func TestHelpAsksNothing(t *testing.T) {
	server, ctx := newFieldServer(t), browse(t)
	do(t, ctx, chromedp.Navigate(server.URL+"/field"), seen(".govuk-frontend-supported #form"), typed("#note", "shënim"), clicked("#help"), says("h1", "Minutat e para"))
}

// What was tapped survives a form that did not arrive; what was typed is not kept on a telephone that others use.
func TestTapsAreKept(t *testing.T) {
	server, ctx := newFieldServer(t), browse(t)
	do(t, ctx, chromedp.Navigate(server.URL+"/field"), seen(".govuk-frontend-supported #form"))
	do(t, ctx, typed("#note", "fshehtësi"), typed("#given", "fshehtësi"), clicked("#f"), clicked("#talk"), clicked("#save"), says("h1", "Nuk mbërriti"))
	do(t, ctx, chromedp.Navigate(server.URL+"/first"), is("JSON.stringify(localStorage).includes('fshehtësi')", false), is("localStorage.length", 1))
	do(t, ctx, chromedp.Navigate(server.URL+"/field"), clicked("[data-answer=restore]"), is("document.querySelector('#f').checked && document.querySelector('#talk').checked", true), holds("#note", ""))
	do(t, ctx, clicked("#save"), seen("[data-taps-saved]"), chromedp.Navigate(server.URL+"/field"), seen(".govuk-frontend-supported #form"), is("document.querySelector('[data-answer]') === null", true))
}

// Likely duplicates stand on the page a while after the last key; what is typed goes in the body, and what comes back
// is text.
func TestLikelyDuplicates(t *testing.T) {
	server, ctx := newFieldServer(t), browse(t)
	do(t, ctx, chromedp.Navigate(server.URL+"/field"), seen(".govuk-frontend-supported #form"), typed("#given", "Shembull"), typed("#note", "fshehtësi"))
	do(t, ctx, says("#near a", "Shembull (D-1)"), says("#near li", "Shembull (D-1)i njëjti emër; <b>x</b>"), says("#near strong", "D-2"))
	server.mu.Lock()
	defer server.mu.Unlock()
	if len(server.asked) != 1 || server.asked[0].Get("name-given") != "Shembull" || server.asked[0].Has("note") {
		t.Errorf("asked with %v", server.asked)
	}
}
