package worlds_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/demo"
	"tryeza/internal/store"
)

// People of the units. The first works on the file that only the second world
// has, and is nobody of the test.
const (
	responsible    = "pmf.durres@shembull.al"
	outsideWorker  = "pmf2.durres@shembull.al"
	barredWorker   = "pmf3.durres@shembull.al"
	fieldWorker    = "terren.durres@shembull.al"
	strangeSuper   = "pergjegjes.elbasan@shembull.al"
	strangeWorker  = "pmf.elbasan@shembull.al"
	strangeField   = "terren.elbasan@shembull.al"
	strangeDPO     = "te-dhenat.elbasan@shembull.al"
	visitor        = ""
	eachCopy       = 50 // sequences before both worlds begin anew
	manySequences  = 500
	longestOfThese = 12
)

// strangers have no right to the file: a visitor, everybody of the committee,
// the administrator, another unit, and of the same unit a field worker, a
// worker who is not in the team and one with a conflict of interest.
func strangers() []string {
	list := []string{visitor, strangeSuper, strangeWorker, strangeField, strangeDPO, fieldWorker, outsideWorker, barredWorker}
	for _, p := range demo.People {
		list = append(list, p.Email)
	}
	return list
}

// mayLearn reports whether docs/casework.md lets somebody learn what they ask
// with this request, so that the worlds may part:
//
//   - rule 5: a worker of the unit compares files, and so learns that one exists
//     whose names, number or id they have. Comparing are the pages of linkage, and
//     opening a new file, which asks for likely duplicates. Without anything of
//     the child the answers must be the same.
//   - rule 7: a worker or a field worker who has the code or the id of a file goes
//     in in an emergency. Everybody responsible is told.
//
// A conflict of interest takes both away. The supervisor and the data protection
// officer of the unit have rights to the file, and are not asked.
func (d difference) mayLearn(who string, r request) bool {
	if !d.named(r) {
		return false
	}
	emergency := r.method == "POST" && strings.HasSuffix(r.path, "/disclosure/emergency")
	if who != outsideWorker && who != fieldWorker {
		return false
	}
	compares := strings.Contains(r.path, "/linkage") || strings.HasSuffix(r.path, "/child/new")
	return who == outsideWorker && compares || emergency
}

// named reports whether a request carries anything of the child.
func (d difference) named(r request) bool {
	for _, w := range append([]string{given, family, number, phone, guardian}, d.words...) {
		for _, at := range []string{r.path, r.body} {
			if strings.Contains(unescaped(at), w) {
				return true
			}
		}
	}
	return false
}

// Two worlds that differ in one child look the same, whatever those ask who
// have no right to its file: 500 sequences of up to twelve requests over every
// route, by address, link and form. Pages, headers and downloads are the same
// bytes after the same queries; so are, when the sequence is over, the trail of
// the committee and the mail that waits.
func TestTwoWorlds(t *testing.T) {
	first, second, d := build(t)
	people, asked, answered, mail := strangers(), 0, map[int]int{}, 0
	reached := map[string]bool{}
	for batch := range manySequences / eachCopy {
		p := openPair(t, first, second, d, byte(10+batch))
		s := newScript(t, p.a, uint64(batch), d)
		s.next = batch * len(s.routes) / (manySequences / eachCopy)
		for i := range eachCopy {
			who := people[(batch*eachCopy+i)%len(people)]
			for _, status := range p.sequence(t, s, who) {
				asked++
				answered[status]++
				if status == http.StatusOK {
					reached[who] = true
				}
			}
		}
		mail += p.compareNight(t)
		p.close(t)
	}
	t.Logf("%d requests: %v; %d bytes of mail", asked, answered, mail)
	if mail == 0 || asked < 5*manySequences || answered[200] < asked/6 || len(reached) < len(people) {
		t.Errorf("%d requests were answered with %v, %d bytes of mail went out, and %d of %d people got a page: the test does not ask what it should", asked, answered, mail, len(reached), len(people))
	}
}

// A pair is the two worlds, asked the same in step.
type pair struct {
	a, b   *world
	d      difference
	failed int
}

// openPair opens fresh copies of both worlds.
func openPair(t testing.TB, first, second string, d difference, seed byte) *pair {
	t.Helper()
	dirs := [2]string{t.TempDir(), t.TempDir()}
	copyWorld(t, first, dirs[0])
	copyWorld(t, second, dirs[1])
	p := &pair{a: open(t, dirs[0], seed), b: open(t, dirs[1], seed), d: d}
	p.a.follow()
	p.b.follow()
	return p
}

func (p *pair) close(t testing.TB) { p.a.close(t); p.b.close(t) }

// cookies are those of one person in each world.
type cookies struct{ a, b []*http.Cookie }

// enter signs somebody in, in both worlds.
func (p *pair) enter(t testing.TB, who string, lang string) *cookies {
	t.Helper()
	c := &cookies{}
	if who != visitor {
		link, err := account.DemoLink(ctx, p.a.conf.Committee, who)
		same, again := account.DemoLink(ctx, p.b.conf.Committee, who)
		if err != nil || again != nil || link != same {
			t.Fatalf("%s: %v %v %q %q", who, err, again, link, same)
		}
		p.both(t, who, request{method: "POST", path: link}, c)
	}
	k := &http.Cookie{Name: "lang", Value: lang}
	c.a, c.b = append(c.a, k), append(c.b, k)
	return c
}

// both sends a request to both worlds and compares what comes back and what was
// asked of the databases.
func (p *pair) both(t testing.TB, who string, r request, c *cookies) answer {
	t.Helper()
	a, b := p.a.ask(r, &c.a), p.b.ask(r, &c.b)
	slices.Sort(p.a.asked) // a handler may ask several things at once
	slices.Sort(p.b.asked)
	for what, difference := range map[string]string{
		"status": unlike(fmt.Sprint(a.status), fmt.Sprint(b.status)), "headers": unlike(a.header, b.header), "body": unlike(a.body, b.body),
		"queries": unlike(strings.Join(p.a.asked, "\n"), strings.Join(p.b.asked, "\n")),
	} {
		if difference != "" {
			t.Errorf("%q asks %s %s %q: the %s of the two worlds differ %s", who, r.method, r.path, unescaped(r.body), what, difference)
			if p.failed++; p.failed > 12 {
				t.Fatal("and so on")
			}
		}
	}
	return a
}

// person is who that is; nobody for a visitor.
func (p *pair) person(t testing.TB, who string) access.Actor {
	t.Helper()
	people := account.New(p.a.conf.Committee)
	people.FoundUnit = p.a.conf.FoundUnit
	id := column(t, p.a.raw(t, store.CommitteeRoom), `SELECT id FROM account_person WHERE email = '`+who+`'`)
	if len(id) == 0 {
		return access.Actor{}
	}
	a, _, err := people.ReaderOf(ctx, id[0])
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sequence is what one person asks, one thing after the other.
func (p *pair) sequence(t testing.TB, s *script, who string) (answers []int) {
	t.Helper()
	c := p.enter(t, who, s.pick("sq", "en"))
	s.begin(p.person(t, who))
	for range 1 + s.rnd.IntN(longestOfThese) {
		r := s.step()
		if p.d.mayLearn(who, r) {
			continue
		}
		a := p.both(t, who, r, c)
		s.see(r.path, a)
		answers = append(answers, a.status)
	}
	for _, q := range []string{`SELECT scope_id || ' ' || seq || ' ' || hash FROM audit_head ORDER BY scope_id`, `SELECT count(*) FROM notify_outbox`} {
		a, b := column(t, p.a.raw(t, store.CommitteeRoom), q), column(t, p.b.raw(t, store.CommitteeRoom), q)
		if diff := unlike(strings.Join(a, "\n"), strings.Join(b, "\n")); diff != "" {
			t.Fatalf("%q: after their requests, the committee rooms differ %s", who, diff)
		}
	}
	return answers
}
