package employment_test

import (
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
	office    = testkit.Member("office", access.Head, "jobs")
	inspector = testkit.Member("inspector", access.FocalPoint, "insp")
	school    = testkit.Member("school", access.FocalPoint, "school")
)

// each runs f on every kind of database, with a prefecture, an employment office,
// an inspectorate, a school office and a town.
func each(t *testing.T, f func(t *testing.T, db *store.DB, s *testkit.Site)) {
	testkit.Filled(t, "testdata/durres.sql", func(t *testing.T, db *store.DB, _ string) {
		f(t, db, testkit.NewSite(t, db, routes, task.Routes))
	})
}

// routes are those of the program: what is asked for becomes a real task.
func routes(m *web.Mux, db *store.DB) { employment.Routes(m, db, employment.Options{Asks: asks}) }

var form, with = testkit.Form, testkit.With

func asks(tx *store.Tx, r register.Request) (string, error) {
	return task.Give(tx, task.New{Kind: task.Request, Body: r.Body, OwnerID: r.OwnerID, AskedBy: r.AskedBy, DueOn: r.DueOn})
}

func version(t *testing.T, c *testkit.Client, path string) string {
	t.Helper()
	return c.Hidden(path, "version")
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
