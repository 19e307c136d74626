package internal_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// ask sends a request and keeps what of the answer goes into a browser's history,
// a proxy's log or a cookie.
func (h *marked) ask(method, at string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, at, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.mux.ServeHTTP(w, r)
	h.heads.WriteString(at + "\n")
	w.Header().Write(&h.heads)
	h.look(method+" "+at, w)
	return w
}

var (
	titles = cascadia.MustCompile("title")
	drafts = cascadia.MustCompile("[data-autosave]")
)

// look keeps the title of a page, which goes into the history, and says what else
// a browser would keep of it.
func (h *marked) look(what string, w *httptest.ResponseRecorder) {
	h.pages++
	if got := w.Header().Get("Cache-Control"); got != "no-store" {
		h.kept = append(h.kept, what+": Cache-Control is "+got)
	}
	if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
		return
	}
	doc, err := html.Parse(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		h.t.Fatal(err)
	}
	for _, n := range cascadia.QueryAll(doc, titles) {
		if n.FirstChild != nil {
			h.heads.WriteString(n.FirstChild.Data + "\n")
		}
	}
	if len(cascadia.QueryAll(doc, drafts)) > 0 {
		h.kept = append(h.kept, what+": a draft is kept")
	}
}

// A page is the links and the forms of an answer.
type page struct {
	links []string
	forms []form
}

// A form is what would be sent if nothing were typed, and the fields to type into.
type form struct {
	action string
	values url.Values
	texts  []string
	upload bool
}

var (
	anchors = cascadia.MustCompile("a[href]")
	posts   = cascadia.MustCompile(`form[method="post"]`)
	fields  = cascadia.MustCompile("input[name], textarea[name], select[name]")
	choice  = cascadia.MustCompile("option")
)

func readPage(t *testing.T, w *httptest.ResponseRecorder) (p page) {
	t.Helper()
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
		return p
	}
	doc, err := html.Parse(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range cascadia.QueryAll(doc, anchors) {
		p.links = append(p.links, attr(n, "href"))
	}
	for _, n := range cascadia.QueryAll(doc, posts) {
		f := form{action: attr(n, "action"), values: url.Values{}}
		for _, field := range cascadia.QueryAll(n, fields) {
			f.take(field)
		}
		p.forms = append(p.forms, f)
	}
	return p
}

// take adds one field: a choice is made, a day is today, and the rest is to be
// typed into.
func (f *form) take(n *html.Node) {
	name := attr(n, "name")
	switch typ := attr(n, "type"); {
	case n.Data == "select":
		for _, o := range cascadia.QueryAll(n, choice) {
			if v := attr(o, "value"); v != "" {
				f.values.Set(name, v)
				return
			}
		}
	case typ == "file":
		f.upload = true
	case typ == "hidden":
		f.values.Add(name, attr(n, "value"))
	case typ == "radio" || typ == "checkbox":
		if !f.values.Has(name) {
			f.values.Set(name, attr(n, "value"))
		}
	case strings.Contains(name, "hour") || strings.Contains(name, "time"):
		f.values.Set(name, "10.30")
	case strings.Contains(name, "review") && strings.HasSuffix(name, "-month"):
		f.values.Set(name, "9")
	case strings.HasSuffix(name, "-day"):
		f.values.Set(name, "14")
	case strings.HasSuffix(name, "-month"):
		f.values.Set(name, "7")
	case strings.HasSuffix(name, "-year") && attr(n, "inputmode") == "numeric":
		f.values.Set(name, "2023")
	default:
		f.texts = append(f.texts, name)
	}
}

func (f form) names() []string {
	list := slices.Clone(f.texts)
	for name := range f.values {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// typed is the form with a mark in each text.
func (f form) typed(h *marked) url.Values {
	for _, name := range f.texts {
		if name == "code" || name == "file" { // of a child's file: a mark opens none
			f.values.Set(name, h.code)
			continue
		}
		f.values.Set(name, h.mark())
	}
	return f.values
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
