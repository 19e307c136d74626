package worlds_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"

	"tryeza/internal/store"
)

// supervisor and officer are of the unit that has the file: they may know it.
const (
	supervisor = "pergjegjes.durres@shembull.al"
	officer    = "te-dhenat.durres@shembull.al"
)

// attempts are all that can be asked about the child: every route of a unit,
// with its id, its code or the id of something in its file, for every purpose,
// and in forms in every field that may name a file or a child.
func (p *pair) attempts(t testing.TB) (list []request) {
	t.Helper()
	unit, _ := p.a.units(t)
	form := url.Values{"version": {"1"}, "reason": {"Shembull i gjatë i një arsyeje për të provuar."}, "why": {"Shembull i gjatë i një arsyeje për të provuar."}, "person": {"askush"}}
	for name, value := range map[string]string{"child": p.d.id, "file": p.d.code, "code": p.d.code, "query": p.d.code, "q": p.d.code, "name-given": given, "name-family": family, "number-value": number, "contact-phone": phone, "guardian-name": guardian} {
		form.Set(name, value)
	}
	for _, x := range p.a.mux.Routes {
		if !strings.Contains(x.Pattern, " /u/{unit}/") || strings.Contains(x.Pattern, "/account") {
			continue
		}
		method, pattern, _ := strings.Cut(x.Pattern, " ")
		for _, id := range slices.Concat([]string{p.d.id, p.d.code}, p.d.words[:5], p.d.words[len(p.d.words)-1:]) {
			at := strings.NewReplacer("{unit}", unit, "{child}", p.d.id, "{one}", p.d.id, "{format}", "pdf", "{kind}", "name", "{n}", "0").Replace(pattern)
			if id != p.d.words[0] && !strings.Contains(at, "{") && !strings.Contains(at, p.d.id) {
				continue // the same address again
			}
			at = part.ReplaceAllString(strings.ReplaceAll(at, p.d.id, whole(id, p.d)), id)
			if method == "POST" {
				list = append(list, request{"POST", at, "application/x-www-form-urlencoded", form.Encode()})
				continue
			}
			for _, purpose := range []string{"", "?p=care", "?p=emergency", "?p=released", "?p=oversight&of=unit&file=" + p.d.code} {
				list = append(list, request{method: "GET", path: at + purpose})
			}
		}
	}
	return list
}

var part = regexp.MustCompile(`\{[^/]*\}`)

// whole is the id or the code that stands for the file beside something in it.
func whole(id string, d difference) string {
	if id == d.code {
		return d.code
	}
	return d.id
}

// "Is she in the system?" has no answer: whoever asks for the child without a
// right to it, on any address, gets the same page, with the same headers, after
// the same queries, and leaves as many lines in the trail, whether there is such
// a file or not.
func TestOneChildIsNotThere(t *testing.T) {
	first, second, d := build(t)
	p := openPair(t, first, second, d, 3)
	list, before := p.attempts(t), p.ahead(t)
	if len(list) < 300 {
		t.Errorf("only %d attempts", len(list))
	}
	for _, who := range strangers() {
		c, answered := p.enter(t, who, "sq"), map[int]int{}
		for _, r := range list {
			if !d.mayLearn(who, r) {
				answered[p.both(t, who, r, c).status]++
			}
		}
		p.tour(t, newScript(t, p.a, 9, d), who, c)
		if now := p.ahead(t); now != before {
			t.Errorf("%q: the trails of the units grew apart: %s, then %s", who, before, now)
		}
		if inUnit := who == fieldWorker || who == outsideWorker || who == barredWorker; !inUnit && who != visitor && answered[http.StatusNotFound] < len(list)*9/10 {
			t.Errorf("%q was answered %v", who, answered)
		}
	}
}

// tour opens every page of the unit that has an address of its own, and sends
// each form on it a few times.
func (p *pair) tour(t testing.TB, s *script, who string, c *cookies) {
	t.Helper()
	s.begin(p.person(t, who))
	for _, x := range p.a.mux.Routes {
		at, ok := strings.CutPrefix(x.Pattern, "GET /u/{unit}")
		if !ok || strings.Contains(at, "{") {
			continue
		}
		at = "/u/" + s.units[0] + at
		a := p.both(t, who, request{method: "GET", path: at}, c)
		if s.see(at, a); s.page == nil {
			continue
		}
		for _, form := range cascadia.QueryAll(s.page, forms) {
			for range 3 {
				if r, ok := s.send(form); ok && !p.d.mayLearn(who, r) && !strings.Contains(r.path, "sign-out") {
					s.follows(t, p, who, p.both(t, who, r, c), c)
				}
			}
		}
	}
}

// follows goes where an answer leads.
func (s *script) follows(t testing.TB, p *pair, who string, a answer, c *cookies) {
	t.Helper()
	if m := location.FindStringSubmatch(a.header); m != nil {
		p.both(t, who, request{method: "GET", path: m[1]}, c)
	}
}

// ahead says by how many lines the trail of each unit is longer in the second
// world.
func (p *pair) ahead(t testing.TB) string {
	t.Helper()
	const heads = `SELECT scope_id || ' ' || seq FROM audit_head ORDER BY scope_id`
	var list []string
	b := column(t, p.b.raw(t, store.CaseworkRoom), heads)
	for i, a := range column(t, p.a.raw(t, store.CaseworkRoom), heads) {
		var unit, same string
		var n, m int
		fmt.Sscan(a, &unit, &n)
		fmt.Sscan(b[i], &same, &m)
		list = append(list, fmt.Sprintf("%s %s %d", unit, same, m-n))
	}
	return strings.Join(list, ", ")
}

// Not even in an emergency does a file open to somebody with a conflict of
// interest, and they are told the same as of a code that no file has. Nobody is
// told of what was refused.
func TestRefusedEmergency(t *testing.T) {
	first, second, d := build(t)
	p := openPair(t, first, second, d, 5)
	unit, _ := p.a.units(t)
	form := url.Values{"file": {d.code}, "reason": {"Shembull i gjatë i një arsyeje për të provuar."}}
	r := request{"POST", "/u/" + unit + "/disclosure/emergency", "application/x-www-form-urlencoded", form.Encode()}
	c := p.enter(t, barredWorker, "sq")
	a, b := p.a.ask(r, &c.a), p.b.ask(r, &c.b)
	if a != b || a.status != http.StatusUnprocessableEntity {
		t.Errorf("%d and %d %s", a.status, b.status, unlike(a.header+a.body, b.header+b.body))
	}
	for _, q := range []string{`SELECT count(*) FROM disclosure_right`, `SELECT count(*) FROM disclosure_notice`} {
		if before, after := column(t, p.a.raw(t, store.CaseworkRoom), q), column(t, p.b.raw(t, store.CaseworkRoom), q); before[0] != after[0] {
			t.Errorf("%s: %s and %s", q, before[0], after[0])
		}
	}
	if c = p.enter(t, fieldWorker, "sq"); p.a.ask(r, &c.a) == p.b.ask(r, &c.b) {
		t.Error("a field worker with the code does not enter either: the test proves nothing")
	}
}

// The worlds do differ, and the comparison finds it: for those who have a right
// to the file, and for those who may learn that there is one.
func TestTheWorldsDiffer(t *testing.T) {
	first, second, d := build(t)
	p := openPair(t, first, second, d, 4)
	unit, _ := p.a.units(t)
	typed := url.Values{"name-given": {given}, "name-family": {family}, "sex": {"f"}}.Encode()
	for _, x := range []struct {
		who string
		r   request
	}{
		{responsible, request{method: "GET", path: "/u/" + unit + "/child"}},
		{responsible, request{method: "GET", path: "/u/" + unit + "/child/" + d.id}},
		{supervisor, request{method: "GET", path: "/u/" + unit + "/child?of=unit&show=all"}},
		{supervisor, request{method: "GET", path: "/u/" + unit + "/child/" + d.id}},
		{officer, request{method: "GET", path: "/u/" + unit + "/child/" + d.id}},
		{outsideWorker, request{"POST", "/u/" + unit + "/linkage/near", "application/x-www-form-urlencoded", typed}},
	} {
		c := p.enter(t, x.who, "sq")
		if a, b := p.a.ask(x.r, &c.a), p.b.ask(x.r, &c.b); a == b {
			t.Errorf("%s asks %s: both worlds answer %d with the same", x.who, x.r.path, a.status)
		}
	}
}
