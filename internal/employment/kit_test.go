package employment_test

import (
	"database/sql"
	"maps"
	"net/url"
	"os"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/employment"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// The day of tests is 2023-07-14.
const base = "/k/durres/employment"

var (
	secretary = testkit.Actor(access.Secretary)
	chair     = testkit.Actor(access.Chair)
	office    = person("office", access.Head, "jobs")
	inspector = person("inspector", access.FocalPoint, "insp")
	school    = person("school", access.FocalPoint, "school")
)

func person(id string, role access.Role, institution string) access.Actor {
	return access.NewActor(id, map[access.Scope][]access.Seat{access.Committee("durres"): {{Role: role, Institution: institution}}})
}

// each runs f on every kind of database, with a prefecture, an employment office,
// an inspectorate, a school office and a town.
func each(t *testing.T, f func(t *testing.T, db *store.DB, s *testkit.Site)) {
	for name, at := range testkit.URLs(t) {
		t.Run(name, func(t *testing.T) {
			db := testkit.Open(t, store.CommitteeRoom, at)
			fill(t, name, at)
			f(t, db, testkit.NewSite(t, db, routes, task.Routes))
		})
	}
}

func fill(t *testing.T, kind, at string) {
	t.Helper()
	b, err := os.ReadFile("testdata/durres.sql")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open(map[string]string{"sqlite": "sqlite", "postgres": "pgx"}[kind], at)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	for _, s := range strings.Split(string(b), ";\n") {
		if _, err := raw.Exec(s); err != nil && strings.TrimSpace(s) != "" {
			t.Fatalf("%v\n%s", err, s)
		}
	}
}

// routes are those of the program: what is asked for becomes a real task.
func routes(m *web.Mux, db *store.DB) { employment.Routes(m, db, employment.Options{Asks: asks}) }

func asks(tx *store.Tx, r register.Request) (string, error) {
	return task.Give(tx, task.New{Kind: task.Request, Body: r.Body, OwnerID: r.OwnerID, AskedBy: r.AskedBy, DueOn: r.DueOn})
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

func with(v url.Values, pairs ...string) url.Values {
	v = maps.Clone(v)
	for i := 0; i+1 < len(pairs); i += 2 {
		v[pairs[i]] = []string{pairs[i+1]}
	}
	return v
}

// hidden is a hidden field that the form at an address will send.
func hidden(t *testing.T, c *testkit.Client, path, name string) string {
	t.Helper()
	list := c.Get(path).Want(200).Attr(`input[name="`+name+`"]`, "value")
	if len(list) == 0 {
		t.Fatalf("%s has no %s", path, name)
	}
	return list[0]
}

func version(t *testing.T, c *testkit.Client, path string) string {
	t.Helper()
	return hidden(t, c, path, "version")
}

// load reads a project as it is kept.
func load(t *testing.T, db *store.DB, id string) (p employment.Project) {
	t.Helper()
	testkit.View(t, db, access.ReadEmployment, func(tx *store.Tx) (err error) {
		p, err = employment.Load(tx, id)
		return err
	})
	return p
}

// put imports a project.
func put(t *testing.T, db *store.DB, p employment.Project) {
	t.Helper()
	testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error { return employment.Import(tx, p) })
}

// season is an approved project of the employment office, with a plan that the
// inspectorate carries out.
func season() employment.Project {
	return employment.Project{
		ID: "season", InstitutionID: "jobs", Title: "Punësim sezonal në turizëm", Aim: "Punë për prindërit", Sector: "I", StartsOn: "2023-05-01", EndsOn: "2023-09-30",
		State: employment.Approved, ApprovedOn: "2023-04-20", Decision: "Vendimi 3",
		Targets: []employment.Target{{Kind: employment.Group, Value: "street_parent"}, {Kind: employment.Municipality, Value: "10"}},
		Checks:  []employment.Check{{ID: "c1", Kind: "contract", InstitutionID: "insp", Method: "visit", Frequency: "monthly", FirstOn: "2023-06-01"}},
	}
}
