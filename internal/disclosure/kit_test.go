package disclosure_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/disclosure"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

const (
	unit  = testkit.Unit
	other = "other234567abcde"
	at    = "/u/" + unit + "/disclosure"
	mark  = "Shembëllç Ëndrra" // name of the sample child
	why   = "Fëmija u gjet pa ndjenja te porti, ekipi nuk përgjigjet."
)

var ctx = context.Background()

// person is somebody of the unit with some roles.
func person(name string, roles ...access.Role) access.Actor {
	var seats []access.Seat
	for _, r := range roles {
		seats = append(seats, access.Seat{Role: r})
	}
	return access.NewActor(name, map[access.Scope][]access.Seat{access.Institution(unit): seats})
}

// The people of the unit: the worker has the file; second and the field worker
// are outside its team.
var staff = []access.Actor{
	person("worker", access.Worker), person("second", access.Worker), person("field", access.FieldWorker),
	person("boss", access.Supervisor), person("chief", access.Supervisor), person("dpo", access.DPO), person("both", access.DPO, access.Worker),
}

func actor(t testing.TB, name string) access.Actor {
	t.Helper()
	i := slices.IndexFunc(staff, func(a access.Actor) bool { return a.ID() == name })
	if i < 0 {
		t.Fatalf("nobody is called %s", name)
	}
	return staff[i]
}

// people are those of the unit as pages know them.
func people(context.Context, string) (list []child.Member, err error) {
	for _, a := range staff {
		for _, s := range a.Seats(access.Institution(unit)) {
			list = append(list, child.Member{Person: a.ID(), Name: "Emri i " + a.ID(), Role: s.Role})
		}
	}
	return list, nil
}

// An office is a unit with one open file, its pages, and those who tell.
type office struct {
	t        testing.TB
	r        testkit.Rooms
	files    child.Files
	site     *testkit.Site
	now      time.Time
	factor   time.Time // when whoever asks gave the second factor
	id, code string
	told     []string          // "person kind"
	gave     map[string]string // by whom somebody has their roles, where it was somebody of the unit
	dead     bool              // nobody can be told
	service  *disclosure.Service
}

func open(t testing.TB, r testkit.Rooms) *office {
	t.Helper()
	keeper, err := testkit.Actor(access.Operator).May(access.KeepFileKeys, access.Keys)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, r: r, now: testkit.Now, factor: testkit.Now}
	testkit.FoundUnit(t, r, unit, "durres", "10")
	testkit.FoundUnit(t, r, other, "durres", "11")
	o.files = child.Files{DB: r.Casework, Keys: child.Vault{DB: r.Keys, Root: testkit.Root(), Keeper: keeper}}
	for _, db := range []*store.DB{r.Casework, r.Keys} {
		db.Now = func() time.Time { return o.now }
	}
	given := func(ctx context.Context, unit string) ([]child.Member, error) {
		list, err := people(ctx, unit)
		for i, m := range list {
			list[i].By = o.gave[m.Person]
		}
		return list, err
	}
	options := disclosure.Options{People: given, Machine: testkit.Actor(access.Operator), Tell: func(_ context.Context, person, kind string) error {
		if o.dead {
			return fmt.Errorf("no mail server")
		}
		o.told = append(o.told, person+" "+kind)
		return nil
	}}
	o.service = disclosure.New(o.files, options)
	o.site = testkit.NewSite(t, r.Casework, func(m *web.Mux, _ *store.DB) {
		disclosure.Routes(m, o.files, options)
		child.Routes(m, o.files, child.Options{People: people, Told: disclosure.Noted})
	})
	seen := o.site.Mux.Who
	o.site.Mux.Who = func(r *http.Request) (web.Visitor, error) {
		v, err := seen(r)
		v.FactorAt = o.factor
		return v, err
	}
	o.id = o.start("worker", mark)
	o.code = o.codeOf(o.id)
	return o
}

// start opens a file, of which somebody is then responsible.
func (o *office) start(who, name string) string {
	o.t.Helper()
	id, err := o.files.Start(ctx, o.grant(who, access.StartFiles), func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Name{Given: name})
		f.Add(tx, child.Contact{Phone: "069 000 0000", Whose: "Kujdestar A", Safe: true})
		f.Add(tx, child.HealthNote{Note: "ka astmë"})
		f.Add(tx, child.Note{Text: "shënim i punonjësit"})
		return nil
	})
	o.must(err)
	return id
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) grant(who string, p access.Permission) access.Grant {
	o.t.Helper()
	g, err := actor(o.t, who).May(p, access.Institution(unit))
	o.must(err)
	return g
}

func (o *office) as(who string) *testkit.Client { return o.site.As(actor(o.t, who)) }

// post sends a form; a name that ends in ":" is a day.
func (o *office) post(who, path string, pairs ...string) *testkit.Response {
	o.t.Helper()
	f := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, day := strings.CutSuffix(pairs[i], ":"); day {
			d := strings.Split(pairs[i+1], "-")
			f.Set(name+"-year", d[0])
			f.Set(name+"-month", d[1])
			f.Set(name+"-day", d[2])
			continue
		}
		f.Add(pairs[i], pairs[i+1])
	}
	return o.as(who).Post(path, f)
}

// text is one value of the casework room.
func (o *office) text(query string, args ...any) (s string) {
	o.t.Helper()
	o.must(o.r.Raw(o.t, store.CaseworkRoom).QueryRow(fmt.Sprintf(query, args...)).Scan(&s))
	return s
}

func (o *office) exec(query string, args ...any) {
	o.t.Helper()
	_, err := o.r.Raw(o.t, store.CaseworkRoom).Exec(fmt.Sprintf(query, args...))
	o.must(err)
}

func (o *office) codeOf(id string) string {
	return o.text(`SELECT code FROM child WHERE id = '%s'`, id)
}

// relate makes a person one of the team of the file, or notes their conflict.
func (o *office) relate(who, relation string) {
	o.t.Helper()
	o.exec(`INSERT INTO child_person (owner_id, id, version, child_id, person_id, relation, valid_from, valid_to, given_by) VALUES ('%s', '%s', 1, '%s', '%s', '%s', '2020-01-01', '', 'x')`, unit, who+relation, o.id, who, relation)
}

func (o *office) rule(code, value string) {
	o.t.Helper()
	o.exec(`INSERT INTO unit_rule (owner_id, id, version, code, value, unit, legal_basis, valid_from, valid_to, verified) VALUES ('%s', '%s', 1, '%s', '%s', 'days', '', '2020-01-01', '', FALSE)`, unit, code, code, value)
}

// pass lets time go by; the second factor is given again.
func (o *office) pass(d time.Duration) {
	o.now = o.now.Add(d)
	o.factor = o.now
}

// enter breaks the glass; the file then opens for reading.
func (o *office) enter(who, code string) *testkit.Response {
	o.t.Helper()
	return o.post(who, at+"/emergency", "file", code, "reason", why)
}

// lastEntry is the id of the newest emergency entry.
func (o *office) lastEntry() string {
	o.t.Helper()
	return o.text(`SELECT id FROM disclosure_right WHERE kind = 'emergency' ORDER BY from_at DESC, id LIMIT 1`)
}

func (o *office) count(query string, args ...any) (n int) {
	o.t.Helper()
	o.must(o.r.Raw(o.t, store.CaseworkRoom).QueryRow(fmt.Sprintf(query, args...)).Scan(&n))
	return n
}

func (o *office) page(file, purpose string) string {
	return "/u/" + unit + "/child/" + file + "?p=" + purpose
}
