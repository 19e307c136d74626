package worlds_test

import (
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// A script makes up what people ask: addresses of every route with what exists
// in both worlds, what exists only in the second one and what exists in none,
// and the links and forms of the pages they get.
type script struct {
	rnd    *rand.Rand
	routes []web.Route // in the order they are asked for, so that each one is
	next   int
	units  [2]string
	ids    map[string][]string // of what both worlds have, by feature
	d      difference
	fields []string // names of the fields of forms seen so far
	actor  access.Actor
	home   string // unit that the addresses mostly name
	to     string // where the last answer leads
	at     string // address of the last page
	page   *html.Node
}

// begin is for somebody who has just come in.
func (s *script) begin(a access.Actor) {
	s.actor, s.to, s.page, s.home = a, "/", nil, s.units[0]
	if own := a.Scopes(access.InInstitution); len(own) > 0 && s.chance(50) {
		s.home = own[0].ID
	}
}

func newScript(t testing.TB, w *world, seed uint64, d difference) *script {
	t.Helper()
	s := &script{rnd: rand.New(rand.NewPCG(seed, 2)), routes: slices.Clone(w.mux.Routes), ids: map[string][]string{}, d: d}
	s.fields = []string{"version", "query", "code", "reason", "title", "text", "name-given", "name-family", "number-value", "contact-phone", "person", "child", "file", "why"}
	s.units[0], s.units[1] = w.units(t)
	s.rnd.Shuffle(len(s.routes), func(i, j int) { s.routes[i], s.routes[j] = s.routes[j], s.routes[i] })
	for _, room := range []store.Room{store.CommitteeRoom, store.CaseworkRoom} {
		s.learn(t, w.raw(t, room))
	}
	return s
}

// learn lists the ids of every table of a room.
func (s *script) learn(t testing.TB, raw *sql.DB) {
	t.Helper()
	for _, table := range column(t, raw, `SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'id' ORDER BY m.name`) {
		feature, _, _ := strings.Cut(table, "_")
		s.ids[feature] = append(s.ids[feature], column(t, raw, `SELECT id FROM `+table+` ORDER BY id LIMIT 60`)...)
	}
}

func column(t testing.TB, raw *sql.DB, query string) (list []string) {
	t.Helper()
	rows, err := raw.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			t.Fatal(err)
		}
		list = append(list, v)
	}
	return list
}

func (s *script) pick(list ...string) string {
	if len(list) == 0 {
		return "asgjë"
	}
	return list[s.rnd.IntN(len(list))]
}

// chance is true n times out of a hundred.
func (s *script) chance(n int) bool { return s.rnd.IntN(100) < n }

// step is the next thing somebody asks: where they were led, a link or form of
// the page before them, an address that they may ask for, one about children,
// and in the end every address there is.
func (s *script) step() request {
	if to := s.to; to != "" && s.chance(90) {
		s.to = ""
		return request{method: "GET", path: to}
	}
	switch n := s.rnd.IntN(100); {
	case n < 45 && s.page != nil:
		if r, ok := s.follow(); ok {
			return r
		}
	case n < 65:
		return s.route(s.one(s.may))
	case n < 85:
		return s.route(s.one(func(r web.Route) bool { return strings.Contains(r.Pattern, "/u/{unit}/") }))
	}
	s.next++
	return s.route(s.routes[s.next%len(s.routes)])
}

// one is some route of a sort, or any.
func (s *script) one(sort func(web.Route) bool) web.Route {
	for range 300 {
		if r := s.routes[s.rnd.IntN(len(s.routes))]; sort(r) {
			return r
		}
	}
	return s.routes[0]
}

// may reports whether the person may ask for a route in some place.
func (s *script) may(r web.Route) bool {
	for _, p := range access.Permissions() {
		if p.String() != r.Needs {
			continue
		}
		for _, scope := range []access.Scope{access.System, access.Committee("durres"), access.Institution(s.home)} {
			if _, err := s.actor.May(p, scope); err == nil {
				return true
			}
		}
	}
	return false
}

// route asks for a route, with something in the place of each of its parts.
func (s *script) route(x web.Route) request {
	method, pattern, _ := strings.Cut(x.Pattern, " ")
	parts := strings.Split(strings.TrimSuffix(pattern, "{$}"), "/")
	feature := parts[1]
	if len(parts) > 3 && (feature == "k" || feature == "u") {
		feature = parts[3]
	}
	for i, p := range parts {
		if strings.HasPrefix(p, "{") {
			parts[i] = url.PathEscape(s.part(strings.Trim(p, "{}."), feature))
		}
	}
	r := request{method: method, path: strings.Join(parts, "/")}
	if method == "GET" {
		r.path += s.query()
		return r
	}
	r.kind, r.body = "application/x-www-form-urlencoded", s.form().Encode()
	return r
}

// part is what stands in one part of an address.
func (s *script) part(name, feature string) string {
	switch name {
	case "committee":
		return s.pick("durres", "durres", "durres", "durres", "elbasan", "atlantis")
	case "unit":
		return s.pick(s.home, s.home, s.home, s.home, s.units[0], s.units[1], "asnjënjësi")
	case "format":
		return s.pick("docx", "pdf", "xlsx", "html", "json", "ics", "txt")
	case "child", "one", "two":
		return s.pick(s.d.id, s.d.id, s.d.id, s.d.code, s.pick(s.ids["child"]...), "asgjë")
	case "kind", "code", "chart", "topic", "paragraph":
		return s.pick("name", "note", "risk", "document", "logo", "template", "keep_file", "assess_days", "children", "flow", s.pick(s.ids[feature]...))
	}
	if s.chance(25) {
		return s.pick(s.d.words...)
	}
	return s.pick(append(slices.Clone(s.ids[feature]), "asgjë")...)
}

func (s *script) query() string {
	q := url.Values{}
	for _, x := range [][]string{
		{"p", "care", "supervise", "handover", "compare", "released", "emergency", "oversight"},
		{"of", "unit"}, {"show", "all", "closed"}, {"q", s.d.code, given, number}, {"child", s.d.id, s.d.code},
		{"period", "2023-H1", "2022-H2", "2015-H1"}, {"view", "published", "exact"}, {"municipality", "10", "53"}, {"from", "2015-01-01"}, {"page", "2"},
	} {
		if s.chance(12) {
			q.Set(x[0], s.pick(x[1:]...))
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// form is a form filled in by somebody who tries things.
func (s *script) form() url.Values {
	f := url.Values{}
	for range s.rnd.IntN(9) {
		f.Set(s.pick(s.fields...), s.word())
	}
	return f
}

// word is what somebody types.
func (s *script) word() string {
	features := []string{"child", "sighting", "account", "issue", "task", "unit"}
	return s.pick("1", "2", "po", "yes", "", "2023-07-18", "2015-03-12", "10", "53", "Shembull i gjatë i një arsyeje për të provuar.",
		given, given+" "+family, number, phone, guardian, s.d.id, s.d.code, s.pick(s.ids[s.pick(features...)]...))
}

var location = regexp.MustCompile(`(?m)^Location: (/\S*)`)

// see remembers a page, to go on from.
func (s *script) see(path string, a answer) {
	if m := location.FindStringSubmatch(a.header); m != nil {
		s.to = m[1]
	}
	if a.status != 200 || !strings.Contains(a.header, "text/html") {
		return
	}
	doc, err := html.Parse(strings.NewReader(a.body))
	if err != nil {
		return
	}
	s.at, s.page = path, doc
	for _, n := range cascadia.QueryAll(doc, fields) {
		if name := attr(n, "name"); name != "" && !slices.Contains(s.fields, name) {
			s.fields = append(s.fields, name)
		}
	}
}

var (
	anchors = cascadia.MustCompile(`main a[href^="/"], nav a[href^="/"]`)
	forms   = cascadia.MustCompile(`main form`)
	fields  = cascadia.MustCompile(`input[name], select[name], textarea[name]`)
	choices = cascadia.MustCompile(`option[value]`)
)

// follow takes a link of the last page, or sends one of its forms.
func (s *script) follow() (request, bool) {
	if list := cascadia.QueryAll(s.page, forms); len(list) > 0 && s.chance(50) {
		return s.send(list[s.rnd.IntN(len(list))])
	}
	if list := cascadia.QueryAll(s.page, anchors); len(list) > 0 {
		return request{method: "GET", path: attr(list[s.rnd.IntN(len(list))], "href")}, true
	}
	return request{}, false
}

func (s *script) send(form *html.Node) (request, bool) {
	values := url.Values{}
	for _, n := range cascadia.QueryAll(form, fields) {
		s.fill(values, n)
	}
	to := attr(form, "action")
	if to == "" {
		to, _, _ = strings.Cut(s.at, "?")
	}
	switch {
	case !strings.HasPrefix(to, "/"):
		return request{}, false
	case !strings.EqualFold(attr(form, "method"), "post"):
		return request{method: "GET", path: to + "?" + values.Encode()}, true
	case attr(form, "enctype") == "multipart/form-data":
		return parcel(to, values), true
	}
	return request{"POST", to, "application/x-www-form-urlencoded", values.Encode()}, true
}

// fill answers one question of a form, mostly as it stands.
func (s *script) fill(values url.Values, n *html.Node) {
	name, value := attr(n, "name"), attr(n, "value")
	switch kind := attr(n, "type"); {
	case kind == "hidden" && s.chance(95):
		values.Set(name, value)
	case kind == "radio" || kind == "checkbox":
		if s.chance(40) {
			values.Set(name, value)
		}
	case n.Data == "select":
		if list := cascadia.QueryAll(n, choices); len(list) > 0 {
			values.Set(name, attr(list[s.rnd.IntN(len(list))], "value"))
		}
	case kind == "file" || value != "" && s.chance(60):
		values.Set(name, value)
	default:
		values.Set(name, s.word())
	}
}

// parcel is a form that carries a file.
func parcel(to string, values url.Values) request {
	const edge = "kufiri"
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(&b, "--%s\r\nContent-Disposition: form-data; name=%q\r\n\r\n%s\r\n", edge, name, values.Get(name))
	}
	fmt.Fprintf(&b, "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"provë.txt\"\r\nContent-Type: text/plain\r\n\r\nprovë\r\n--%s--\r\n", edge, edge)
	return request{"POST", to, "multipart/form-data; boundary=" + edge, b.String()}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// unescaped is an address or a form as people read it.
func unescaped(s string) string {
	if u, err := url.QueryUnescape(s); err == nil {
		return u
	}
	return s
}
