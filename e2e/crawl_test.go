package e2e

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Whoever somebody is, every link they can follow from the first page leads
// somewhere, and nothing on the page it leads to shuts anybody out.
//
// The list of pages is made with plain requests, by which every page is checked
// for what can be checked without a browser. A browser then looks at each page on
// which something stands that stood on none before, or that is put together of
// other things; with TRYEZA_LONG it looks at every page.
func TestEveryPage(t *testing.T) {
	s := start(t)
	seen := map[string]bool{} // parts of pages that the browser has looked at
	for _, who := range []string{secretary, focalPoint, chair, coordinator, auditor, administrator} {
		t.Run(strings.Split(who, "@")[0], func(t *testing.T) {
			s.t = t
			pages := s.crawl(who)
			p := s.person(who)
			looked := 0
			for _, one := range pages {
				if !one.adds(seen) && !long {
					continue
				}
				looked++
				p.opens(one.path)
				p.sound(strings.Split(who, "@")[0] + one.path)
			}
			t.Logf("%d pages, looked at %d", len(pages), looked)
		})
	}
}

// A found page is one that a link leads to, with what it is made of.
type found struct {
	path  string
	parts []string
}

// adds reports whether the page has a part that was not seen before, and notes
// that they are seen now.
func (f found) adds(seen map[string]bool) bool {
	before := len(seen)
	for _, part := range f.parts {
		seen[part] = true
	}
	return len(seen) > before
}

// tooMany pages means that links breed: a crawl must end.
const tooMany = 4000

// crawl follows every link from the first page.
func (s *site) crawl(who string) []found {
	s.t.Helper()
	c := &crawler{site: s, client: s.client(who), from: map[string]string{"/": "the beginning"}, queue: []string{"/"}}
	for len(c.queue) > 0 && len(c.from) < tooMany {
		path := c.queue[0]
		c.queue = c.queue[1:]
		c.visit(path)
	}
	if len(c.from) >= tooMany {
		s.t.Errorf("more than %d links", tooMany)
	}
	return c.pages
}

type crawler struct {
	site   *site
	client *http.Client
	from   map[string]string // path → the page whose link leads to it
	queue  []string
	pages  []found
}

// client is signed in without a browser.
func (s *site) client(who string) *http.Client {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	c := &http.Client{Jar: jar}
	r, err := c.Post(s.URL+s.link(who), "", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Body.Close()
	return c
}

func (c *crawler) visit(path string) {
	t := c.site.t
	r, err := c.client.Get(c.site.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		t.Errorf("%s, linked from %s: %d", path, c.from[path], r.StatusCode)
		return
	}
	if !isPage(r) {
		if n, err := io.Copy(io.Discard, r.Body); err != nil || n == 0 {
			t.Errorf("%s, linked from %s: %d bytes, %v", path, c.from[path], n, err)
		}
		return
	}
	doc, err := html.Parse(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range once(doc) {
		t.Errorf("%s: %s", path, wrong)
	}
	c.pages = append(c.pages, found{path, parts(doc)})
	c.follow(r.Request.URL, doc)
}

func isPage(r *http.Response) bool {
	return strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") && r.Header.Get("Content-Disposition") == ""
}

// follow queues the links of a page that have not been seen.
func (c *crawler) follow(at *url.URL, doc *html.Node) {
	for n := range doc.Descendants() {
		if n.Data != "a" {
			continue
		}
		u, err := at.Parse(attr(n, "href"))
		if err == nil && u.Scheme == "tel" {
			continue
		}
		if err != nil || u.Host != at.Host {
			c.site.t.Errorf("%s: link to %q", at.Path, attr(n, "href"))
			continue
		}
		path := u.RequestURI()
		if c.from[path] == "" {
			c.from[path] = at.RequestURI()
			c.queue = append(c.queue, path)
		}
	}
}

// once lists the identifiers that stand on the page more than once, and the
// links within the page that lead nowhere.
func once(doc *html.Node) (wrong []string) {
	ids := map[string]int{}
	for n := range doc.Descendants() {
		if id := attr(n, "id"); id != "" {
			ids[id]++
		}
	}
	for id, n := range ids {
		if n > 1 {
			wrong = append(wrong, fmt.Sprintf("%d times the identifier %q", n, id))
		}
	}
	for n := range doc.Descendants() {
		for _, name := range []string{"for", "aria-describedby", "aria-labelledby", "aria-controls"} {
			for id := range strings.FieldsSeq(attr(n, name)) {
				if ids[id] == 0 {
					wrong = append(wrong, fmt.Sprintf("%s %q is not there", name, id))
				}
			}
		}
		if to, ok := strings.CutPrefix(attr(n, "href"), "#"); ok && ids[to] == 0 {
			wrong = append(wrong, fmt.Sprintf("the link #%s leads nowhere", to))
		}
	}
	return wrong
}

// parts are the page without its words: which elements stand in which, with
// their classes and roles, and which heading follows which; the last part is all
// elements together, whatever their colour and size. Pages that are made of the
// same parts look the same to those who search for barriers.
func parts(doc *html.Node) []string {
	kinds := map[string]bool{}
	whole := map[string]bool{}
	heading := "none"
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		kinds[kind(n.Parent)+" > "+kind(n)] = true
		whole[n.Data+" "+variant.ReplaceAllString(attr(n, "class"), "")] = true
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data != "hr" {
			kinds[heading+" before "+n.Data] = true
			heading = n.Data
		}
	}
	return append(slices.Collect(maps.Keys(kinds)), strings.Join(slices.Sorted(maps.Keys(whole)), "\n"))
}

// variant is the part of a class that says which colour or size something has.
var variant = regexp.MustCompile(`--\S+`)

// kind is an element with what matters of its attributes, and whether it has
// words of its own.
func kind(n *html.Node) string {
	s := n.Data
	for _, name := range []string{"class", "role", "type", "scope", "tabindex", "aria-current"} {
		if v := attr(n, name); v != "" {
			s += " " + name + "=" + v
		}
	}
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return s + " with words"
		}
	}
	return s
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
