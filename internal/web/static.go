package web

import (
	"embed"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
)

//go:embed all:static
var static embed.FS

// manifest maps the plain name of a built file to the one with its hash. It is
// empty when the browser's part has not been built: pages then work unstyled.
var manifest = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	if b, err := static.ReadFile("static/build/manifest.json"); err == nil {
		if json.Unmarshal(b, &m) != nil {
			return map[string]string{}
		}
	}
	return m
})

// Styled reports whether the browser's part has been built.
func Styled() bool { return len(manifest()) > 0 }

// Asset is the address of a built file.
func Asset(name string) string {
	if hashed, ok := manifest()[name]; ok {
		return "/static/build/" + hashed
	}
	return "/static/build/" + name
}

// BuiltFile reads a built file by its plain name, for one that must be served from
// an address of its own, such as the script of a service worker.
func BuiltFile(name string) ([]byte, error) {
	return static.ReadFile(strings.TrimPrefix(Asset(name), "/"))
}

// staticFiles serves what is built. Names carry a hash, so they never go stale.
func staticFiles() http.Handler {
	files := http.FileServerFS(static)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/") {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		files.ServeHTTP(w, r)
	})
}
