package protection_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/protection"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

const unit = testkit.Unit

var ctx = context.Background()

// A desk is a unit with its limits, one open file, and the site.
type desk struct {
	t     testing.TB
	r     testkit.Rooms
	files child.Files
	site  *testkit.Site
	id    string // of the file
}

// today is the day of testkit.Now.
const today = "2023-07-14"

func newDesk(t testing.TB, r testkit.Rooms) *desk {
	t.Helper()
	keeper, err := testkit.Actor(access.Operator).May(access.KeepFileKeys, access.Keys)
	if err != nil {
		t.Fatal(err)
	}
	testkit.FoundUnit(t, r, unit, "durres", "10")
	d := &desk{t: t, r: r, files: child.Files{DB: r.Casework, Keys: child.Vault{DB: r.Keys, Root: testkit.Root(), Keeper: keeper}}}
	for code, days := range map[string]string{"assess_days": "5", "gtn_days": "10", "plan_days": "30"} {
		d.rule(code, days, code == "gtn_days")
	}
	d.site = testkit.NewSite(t, r.Casework, func(m *web.Mux, _ *store.DB) {
		protection.Routes(m, d.files, protection.Options{People: people})
	})
	d.id = d.start()
	return d
}

func people(context.Context, string) ([]child.Member, error) {
	return []child.Member{{Person: testkit.InUnit(access.Worker, unit).ID(), Name: "Punonjësi A", Role: access.Worker}}, nil
}

func (d *desk) rule(code, value string, verified bool) {
	d.t.Helper()
	d.exec(fmt.Sprintf(`INSERT INTO unit_rule (owner_id, id, version, code, value, unit, legal_basis, valid_from, valid_to, verified)
		VALUES ('%s', '%s', 1, '%s', '%s', 'days', '', '2020-01-01', '', %s)`, unit, code, code, value, strings.ToUpper(fmt.Sprint(verified))))
}

func (d *desk) exec(statement string) {
	d.t.Helper()
	if _, err := d.r.Raw(d.t, store.CaseworkRoom).Exec(statement); err != nil {
		d.t.Fatalf("%v\n%s", err, statement)
	}
}

func (d *desk) grant(role access.Role, p access.Permission) access.Grant {
	d.t.Helper()
	g, err := testkit.InUnit(role, unit).May(p, access.Institution(unit))
	if err != nil {
		d.t.Fatal(err)
	}
	return g
}

// start opens a file of a child that is called "Shembull A".
func (d *desk) start() string {
	d.t.Helper()
	id, err := d.files.Start(ctx, d.grant(access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Name{Given: "Shembull A"})
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return id
}

// head is the head of the file, and inside the file for as long as look runs.
func (d *desk) open(look func(f *child.File)) {
	d.t.Helper()
	err := d.files.Open(ctx, d.grant(access.Worker, access.OpenFiles), child.Ask{ID: d.id, Purpose: child.Care}, func(_ *store.Tx, f *child.File) error {
		look(f)
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) worker() *testkit.Client { return d.site.As(testkit.InUnit(access.Worker, unit)) }

func (d *desk) at(rest string) string { return "/u/" + unit + "/protection/" + d.id + rest }

// post sends a form: names and values in turn; a name "on:" is a day.
func (d *desk) post(path string, pairs ...string) *testkit.Response {
	d.t.Helper()
	return d.worker().Post(d.at(path), form(pairs...))
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := strings.CutSuffix(pairs[i], ":"); ok {
			f := (&web.Form{Values: v}).SetDay(name, pairs[i+1])
			v = f.Values
			continue
		}
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// link is the address of the n-th link on the page of the file's protection that
// ends under a path.
func (d *desk) link(under string) string {
	d.t.Helper()
	for _, href := range d.worker().Get(d.at("")).Want(200).Attr("main a", "href") {
		if rest, ok := strings.CutPrefix(href, d.at("")); ok && strings.HasPrefix(rest, under) && !strings.HasSuffix(rest, "/new") {
			return rest
		}
	}
	d.t.Fatalf("no link under %s", under)
	return ""
}

// assess records an assessment; more overrides its fields.
func (d *desk) assess(more ...string) {
	d.t.Helper()
	d.post("/assessment/new", append([]string{"on:", "2023-07-12", "safety", "Fle në shtëpi.", "school", "E ka lënë klasën e pestë.", "health", "Ka astmë.",
		"signs", "no", "risk", "high", "risk_why", "Punon natën."}, more...)...).Want(303)
}

func (d *desk) convene(more ...string) {
	d.t.Helper()
	d.post("/group/new", append([]string{"on:", today, "hour", "10.30", "place", "Zyra e njësisë", "convened_by", "worker", "contact", "052 000 000",
		"name-0", "Komisariati i Policisë", "name-2", "Shkolla e Mesme"}, more...)...).Want(303)
}

func (d *desk) hold() {
	d.t.Helper()
	d.post(d.link("/held/"), "on:", today, "seat-0", "Komisariati i Policisë", "came-0", "yes", "seat-1", "Shkolla e Mesme", "came-1", "no", "why-1", "nuk dha arsye",
		"parents", "yes", "child", "no", "decisions", "Hartohet plani.").Want(303)
}

func (d *desk) draw() {
	d.t.Helper()
	d.post("/plan/new", "on:", today, "agreed", "parents", "goals", "Kthehet në shkollë.", "review:", "2023-10-12").Want(303)
}
