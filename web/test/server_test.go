package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// policy is the strictest that Tryeza's pages are sent with; what passes here passes there.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

// testServer is a form that can be saved as a draft, sent, refused and signed out of.
type testServer struct {
	*httptest.Server
	mu      sync.Mutex
	status  int    // answer to drafts, 0 for saving them
	refusal string // answer to the form, empty for taking it
	version int
	drafts  []url.Values
	forms   []url.Values
	arrived chan struct{}
	answer  chan struct{}
}

func newServer(t *testing.T) *testServer {
	t.Helper()
	s := &testServer{version: 7}
	page := read(t, "testdata/form.html")
	script := bundle(t)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /form", func(w http.ResponseWriter, r *http.Request) { s.showForm(w, page) })
	mux.HandleFunc("POST /form", s.takeForm)
	mux.HandleFunc("POST /draft", s.takeDraft)
	mux.HandleFunc("POST /out", func(w http.ResponseWriter, r *http.Request) { html(w, "<h1>Mirupafshim</h1>") })
	mux.HandleFunc("GET /app.css", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Type", "text/css") })
	mux.HandleFunc("GET /app.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = w.Write(script)
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func (s *testServer) showForm(w http.ResponseWriter, page string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fields := strings.NewReplacer("{{version}}", fmt.Sprint(s.version), "{{at}}", "2023-06-30T11:45:00Z", "{{done}}", last(s.drafts).Get("done"))
	html(w, fields.Replace(page))
}

func (s *testServer) takeForm(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = r.ParseForm()
	s.forms = append(s.forms, r.PostForm)
	if s.refusal != "" {
		html(w, s.refusal)
		return
	}
	html(w, "<h1>Faleminderit</h1>")
}

func (s *testServer) takeDraft(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	s.mu.Lock()
	arrived, answer := s.arrived, s.answer
	s.arrived, s.answer = nil, nil
	s.mu.Unlock()
	if arrived != nil {
		close(arrived)
		<-answer
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answerDraft(w, r)
}

func (s *testServer) answerDraft(w http.ResponseWriter, r *http.Request) {
	switch {
	case s.status == http.StatusSeeOther:
		http.Redirect(w, r, "/form", http.StatusSeeOther)
	case s.status != 0:
		w.WriteHeader(s.status)
	case r.Header.Get("X-Autosave") != "1":
		w.WriteHeader(http.StatusBadRequest)
	case !s.isStored(r.PostForm) && r.PostForm.Get("version") != fmt.Sprint(s.version):
		w.WriteHeader(http.StatusConflict)
	default:
		s.store(r.PostForm)
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"saved":"13.45","version":"%d"}`, s.version)
	}
}

// isStored tells whether a draft says what is stored already: then its version does not matter.
func (s *testServer) isStored(draft url.Values) bool {
	stored := last(s.drafts)
	for name := range draft {
		if name != "version" && draft.Get(name) != stored.Get(name) {
			return false
		}
	}
	return true
}

func (s *testServer) store(draft url.Values) {
	if s.isStored(draft) {
		return
	}
	s.drafts = append(s.drafts, draft)
	s.version++
}

// fail makes drafts be answered with a status; 0 saves them again.
func (s *testServer) fail(status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status = status
}

func (s *testServer) refuse(page string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusal = page
}

// hold makes the next draft wait: arrived is closed when it has come, and it is answered when answer is closed.
func (s *testServer) hold() (arrived <-chan struct{}, answer chan<- struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.arrived, s.answer = make(chan struct{}), make(chan struct{})
	return s.arrived, s.answer
}

func (s *testServer) lastDraft() url.Values {
	s.mu.Lock()
	defer s.mu.Unlock()
	return last(s.drafts)
}

func (s *testServer) lastForm() url.Values {
	s.mu.Lock()
	defer s.mu.Unlock()
	return last(s.forms)
}

func last(values []url.Values) url.Values {
	if len(values) == 0 {
		return url.Values{}
	}
	return values[len(values)-1]
}

func html(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Security-Policy", policy)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if !strings.HasPrefix(text, "<!doctype") {
		text = `<!doctype html><html lang="sq"><title>Faqja</title><link rel="icon" href="data:,"><script type="module" src="/app.js"></script><body>` + text
	}
	_, _ = w.Write([]byte(text))
}

func bundle(t *testing.T) []byte {
	t.Helper()
	entry, err := filepath.Abs("../src/app.ts")
	if err != nil {
		t.Fatal(err)
	}
	result := api.Build(api.BuildOptions{EntryPoints: []string{entry}, Bundle: true, Format: api.FormatESModule})
	if len(result.Errors) > 0 {
		t.Fatalf("bundle: %v (was 'npm ci --ignore-scripts' run in web?)", result.Errors)
	}
	return result.OutputFiles[0].Contents
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
