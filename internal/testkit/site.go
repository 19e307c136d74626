package testkit

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A Site serves routes to tests through the real mux. Who asks is said with
// each request.
type Site struct {
	t   testing.TB
	Mux *web.Mux
	as  access.Actor
}

// NewSite serves what routes adds.
func NewSite(t testing.TB, db *store.DB, routes ...func(m *web.Mux, db *store.DB)) *Site {
	s := &Site{t: t}
	s.Mux = web.NewMux(web.Config{
		Who: func(*http.Request) (web.Visitor, error) {
			if s.as.ID() == "" {
				return web.Visitor{}, access.ErrDenied
			}
			return web.Visitor{Actor: s.as, Name: s.as.ID(), Lang: text.SQ, FactorAt: Now}, nil
		},
		Now: db.Now,
	})
	for _, r := range routes {
		r(s.Mux, db)
	}
	return s
}

// As returns the site as this actor sees it.
func (s *Site) As(a access.Actor) *Client { return &Client{site: s, actor: a, Header: http.Header{}} }

// A Client asks for pages as one actor, and keeps cookies.
type Client struct {
	site    *Site
	actor   access.Actor
	cookies []*http.Cookie
	Header  http.Header // sent with every request
}

// Get asks for a page.
func (c *Client) Get(path string) *Response { return c.do("GET", path, nil, "") }

// Post sends a form.
func (c *Client) Post(path string, form url.Values) *Response {
	return c.do("POST", path, strings.NewReader(form.Encode()), "application/x-www-form-urlencoded")
}

// PostBody sends a body of any type, such as an upload.
func (c *Client) PostBody(path, contentType string, body io.Reader) *Response {
	return c.do("POST", path, body, contentType)
}

func (c *Client) do(method, path string, body io.Reader, contentType string) *Response {
	c.site.t.Helper()
	r := httptest.NewRequest(method, path, body)
	for name, values := range c.Header {
		r.Header[name] = values
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	for _, k := range c.cookies {
		r.AddCookie(k)
	}
	w := httptest.NewRecorder()
	c.site.as = c.actor
	c.site.Mux.ServeHTTP(w, r)
	for _, k := range w.Result().Cookies() {
		c.keep(k)
	}
	return &Response{t: c.site.t, Code: w.Code, Body: w.Body.String(), Header: w.Header(), what: method + " " + path}
}

func (c *Client) keep(k *http.Cookie) {
	for i, old := range c.cookies {
		if old.Name == k.Name {
			c.cookies[i] = k
			return
		}
	}
	c.cookies = append(c.cookies, k)
}

// A Response is what came back, with its document for questions about it.
type Response struct {
	t      testing.TB
	Code   int
	Body   string
	Header http.Header
	what   string
}

// Want fails the test unless the status is code.
func (r *Response) Want(code int) *Response {
	r.t.Helper()
	if r.Code != code {
		r.t.Fatalf("%s = %d, want %d\n%s", r.what, r.Code, code, r.Text())
	}
	return r
}

// Location is where a redirect leads.
func (r *Response) Location() string { return r.Header.Get("Location") }

// Find returns the text of every element a CSS selector matches.
func (r *Response) Find(selector string) []string {
	r.t.Helper()
	var list []string
	for _, n := range r.nodes(selector) {
		list = append(list, strings.Join(strings.Fields(textOf(n)), " "))
	}
	return list
}

// Attr returns an attribute of every element a CSS selector matches.
func (r *Response) Attr(selector, name string) []string {
	r.t.Helper()
	var list []string
	for _, n := range r.nodes(selector) {
		for _, a := range n.Attr {
			if a.Key == name {
				list = append(list, a.Val)
			}
		}
	}
	return list
}

// Has fails the test unless the text of the page contains each s.
func (r *Response) Has(s ...string) *Response {
	r.t.Helper()
	body := r.Text()
	for _, x := range s {
		if !strings.Contains(body, x) {
			r.t.Errorf("%s: no %q in\n%s", r.what, x, body)
		}
	}
	return r
}

// HasNot fails the test if the text of the page contains any s.
func (r *Response) HasNot(s ...string) *Response {
	r.t.Helper()
	body := r.Text()
	for _, x := range s {
		if strings.Contains(body, x) {
			r.t.Errorf("%s: %q must not be in\n%s", r.what, x, body)
		}
	}
	return r
}

// Text is the text of the page, spaces folded.
func (r *Response) Text() string {
	doc, err := html.Parse(strings.NewReader(r.Body))
	if err != nil {
		return fmt.Sprintf("not HTML: %v", err)
	}
	return strings.Join(strings.Fields(textOf(doc)), " ")
}

func (r *Response) nodes(selector string) []*html.Node {
	r.t.Helper()
	doc, err := html.Parse(strings.NewReader(r.Body))
	if err != nil {
		r.t.Fatal(err)
	}
	sel, err := cascadia.ParseGroup(selector)
	if err != nil {
		r.t.Fatal(err)
	}
	return cascadia.QueryAll(doc, sel)
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
		return ""
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
		b.WriteString(" ")
	}
	return b.String()
}
