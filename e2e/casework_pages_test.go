package e2e

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tryeza/internal/demo"
)

// Whoever works in a unit, every kind of link they can follow leads somewhere,
// and no form in which something of a child is typed lets the browser keep it.
// With TRYEZA_LONG a browser looks at the pages, too.
func TestCaseworkPages(t *testing.T) {
	s := startCasework(t)
	seen := map[string]bool{}
	for _, who := range demo.UnitPeople {
		t.Run(strings.Split(who.Email, "@")[0], func(t *testing.T) {
			s.t = t
			c := &crawler{site: s, client: s.client(who.Email), from: map[string]string{"/": "the beginning"}, queue: []string{"/"}}
			c.someOfEach(5)
			for _, page := range c.pages {
				for _, wrong := range kept(t, c.client, s.URL+page.path) {
					t.Errorf("%s: the browser keeps what is typed into %s", page.path, wrong)
				}
			}
			t.Logf("%d pages", len(c.pages))
			if len(c.pages) < 10 {
				t.Error("hardly any page was reached")
			}
			if long {
				s.person(who.Email).looksAt(c.pages, seen)
			}
		})
	}
}

// someOfEach visits pages whose addresses differ in more than an id or a day, and
// of those that do not only the first few.
func (c *crawler) someOfEach(few int) {
	kinds := map[string]int{}
	for len(c.queue) > 0 {
		path := c.queue[0]
		c.queue = c.queue[1:]
		kind := anID.ReplaceAllString(path, "…")
		if kinds[kind]++; kinds[kind] <= few {
			c.visit(path)
		}
	}
}

var anID = regexp.MustCompile(`\b[a-z2-9]{16}\b|\d{4}-\d\d-\d\d|\b\d+\b`)

// kept lists the forms of a page of a unit that take text and do not tell the
// browser to forget it.
func kept(t *testing.T, client *http.Client, address string) (list []string) {
	t.Helper()
	r, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if !strings.HasPrefix(r.Request.URL.Path, "/u/") || !isPage(r) {
		return nil
	}
	doc, err := html.Parse(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Data == "form" && attr(n, "method") == "post" && attr(n, "autocomplete") != "off" && takesText(n) {
			list = append(list, attr(n, "action"))
		}
	}
	return list
}

func takesText(form *html.Node) bool {
	for n := range form.Descendants() {
		kind := attr(n, "type")
		if n.Data == "textarea" || n.Data == "input" && (kind == "" || kind == "text" || kind == "tel" || kind == "search") {
			return true
		}
	}
	return false
}

// looksAt looks at the pages that are made of something new.
func (p *person) looksAt(pages []found, seen map[string]bool) {
	p.t.Helper()
	for _, one := range pages {
		if one.adds(seen) && isUnitPage(one.path) {
			p.opens(one.path)
			p.soundAt("casework" + anID.ReplaceAllString(one.path, "x"))
		}
	}
}

func isUnitPage(path string) bool { return strings.HasPrefix(path, "/u/") }
