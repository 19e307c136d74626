package programme_test

import (
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/programme"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// The day of tests is 2023-07-14, a Friday.
const base = "/k/durres/programme"

var (
	secretary   = testkit.Actor(access.Secretary)
	coordinator = testkit.Actor(access.Coordinator)
	town        = testkit.Member("town", access.FocalPoint, "town")
	ngo         = testkit.Member("ngo", access.NGOPoint, "ngo")
)

// each runs f on every kind of database, with a prefecture, a town and an
// organisation.
func each(t *testing.T, f func(t *testing.T, db *store.DB, s *testkit.Site)) {
	testkit.Filled(t, "testdata/durres.sql", func(t *testing.T, db *store.DB, _ string) {
		f(t, db, testkit.NewSite(t, db, routes, task.Routes))
	})
}

// routes are those of the program: what is asked for becomes a real task.
func routes(m *web.Mux, db *store.DB) { programme.Routes(m, db, programme.Options{Asks: asks}) }

var form, with = testkit.Form, testkit.With

func asks(tx *store.Tx, r register.Request) (string, error) {
	return task.Give(tx, task.New{Kind: task.Request, Body: r.Body, OwnerID: r.OwnerID, AskedBy: r.AskedBy, DueOn: r.DueOn})
}

// sent is a form as it stands on a page, with some fields changed.
func sent(t *testing.T, c *testkit.Client, path string, pairs ...string) url.Values {
	t.Helper()
	page := c.Get(path).Want(200)
	v := url.Values{}
	const typed = `main form input[value]:not([type="checkbox"]):not([type="radio"])`
	values := page.Attr(typed, "value")
	for i, n := range page.Attr(typed, "name") {
		v.Set(n, values[i])
	}
	for _, n := range page.Attr(`main form input[checked]`, "name") {
		for _, x := range page.Attr(`main form input[name="`+n+`"][checked]`, "value") {
			if !strings.Contains(strings.Join(v[n], "|"), x) {
				v.Add(n, x)
			}
		}
	}
	for _, n := range page.Attr("main form select", "name") {
		for _, x := range page.Attr(`main form select[name="`+n+`"] option[selected]`, "value") {
			v.Set(n, x)
		}
	}
	for _, n := range page.Attr("main form textarea", "name") {
		v.Set(n, strings.Join(page.Find(`main form textarea[name="`+n+`"]`), "\n"))
	}
	return with(v, pairs...)
}

// load reads a programme as it is kept.
func load(t *testing.T, db *store.DB, id string) (p programme.Programme) {
	t.Helper()
	testkit.View(t, db, access.ReadProgrammes, func(tx *store.Tx) (err error) {
		p, err = programme.Load(tx, id)
		return err
	})
	return p
}

// put imports a programme.
func put(t *testing.T, db *store.DB, p programme.Programme) {
	t.Helper()
	testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error { return programme.Import(tx, p) })
}

// camp is a programme of the town in the two first weeks of July.
func camp() programme.Programme {
	return programme.Programme{
		ID: "camp", InstitutionID: "town", Title: "Kampi i korrikut", Kind: "camp", Municipality: "10", Place: "Shkolla", StartsOn: "2023-07-03", EndsOn: "2023-07-14",
		Weekdays: "12345", State: programme.Planned,
		Numbers: register.Numbers{{What: "places"}: figure.Exactly(figure.Whole(20))},
	}
}

// added is the form of a new programme of the town.
func added() url.Values {
	v := form("title", "Kampi i gushtit", "institution", "town", "kind", "camp", "municipality", "10", "state", "planned",
		"starts-day", "31", "starts-month", "7", "starts-year", "2023", "ends-day", "11", "ends-month", "8", "ends-year", "2023", "n-places", "30", "outside", "Shoqata e Plazhit")
	v["weekdays"] = []string{"1", "3", "5"}
	return v
}
