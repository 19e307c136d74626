package browser

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/evanw/esbuild/pkg/api"
)

// What is kept of the guide is read when there is no network, and says so; the rest of the site is not.
func TestGuideIsReadWithoutANetwork(t *testing.T) {
	page, app, worker := read(t, "testdata/guide.html"), bundle(t), workerScript(t)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /k/durres/training/guide/pocket", func(w http.ResponseWriter, _ *http.Request) { html(w, page) })
	mux.HandleFunc("GET /k/durres/training", func(w http.ResponseWriter, _ *http.Request) { html(w, "<h1>Trajnimet</h1>") })
	script := func(b []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Security-Policy", policy)
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = w.Write(b)
		}
	}
	mux.HandleFunc("GET /app.js", script(app))
	mux.HandleFunc("GET /k/durres/training/guide/worker.js", script(worker))
	server := httptest.NewServer(mux)
	guide := server.URL + "/k/durres/training/guide/pocket"
	ctx := browse(t)
	do(t, ctx, chromedp.Navigate(guide), says("[data-guide-worker]", "U ruajt"), is("document.querySelector('[data-guide-offline]').hidden", true))
	server.CloseClientConnections()
	server.Close()
	do(t, ctx, chromedp.Navigate(guide+"?role=teacher"), seen("[data-guide-offline]"), says("h1", "Udhëzuesi"),
		is("document.querySelector('[data-guide-step=police]').hidden", true), is("document.querySelector('[data-guide-step=teacher]').hidden", false))
	do(t, ctx, is("fetch('/k/durres/training').catch(() => (document.body.dataset.gone = 'yes')), 1", 1), becomes("document.body.dataset.gone", "yes"))
}

func workerScript(t *testing.T) []byte {
	t.Helper()
	built := api.Build(api.BuildOptions{EntryPoints: []string{filepath.Join("..", "src", "guide_worker.ts")}, Bundle: true, Format: api.FormatESModule, Target: api.ES2022})
	if len(built.Errors) > 0 {
		t.Fatal(built.Errors[0].Text)
	}
	return built.OutputFiles[0].Contents
}
