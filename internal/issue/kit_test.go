package issue_test

import (
	"context"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/issue"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

const base = "/k/durres/issue"

// A room is a database with the committee of testdata: a town, the police and an
// organisation, with returns sent for two half-years.
type room struct {
	*store.DB
	url string
}

func each(t *testing.T, f func(t *testing.T, r room)) {
	testkit.Filled(t, "testdata/durres.sql", func(t *testing.T, db *store.DB, at string) { f(t, room{db, at}) })
}

// run executes statements that other features' packages would.
func (r room) run(t *testing.T, statements string) {
	t.Helper()
	testkit.Run(t, r.url, statements)
}

// options are those of the program: an expected measure becomes a real task.
var options = issue.Options{Give: func(tx *store.Tx, e issue.Expected) (string, error) {
	return task.Give(tx, task.New{Kind: task.Measure, SourceID: e.IssueID, Body: e.Body, OwnerID: e.Owner, Priority: e.Priority, DueOn: e.DueOn, DueBody: e.DueBody, GivenOn: e.GivenOn})
}}

// accept has returns accepted, one after the other, as the secretary would.
func (r room) accept(t *testing.T, returns ...string) {
	t.Helper()
	for _, id := range returns {
		r.run(t, `UPDATE reporting_return SET state = 'accepted' WHERE id = '`+id+`'`)
		testkit.Change(t, r.DB, access.JudgeReturn, func(tx *store.Tx) error { return issue.Arrive(tx, id, options) })
	}
}

// of reads the problem that a raising belongs to, by the id of the raising.
func (r room) of(t *testing.T, raising string) (g issue.Group) {
	t.Helper()
	var id string
	r.query(t, `SELECT issue_id FROM issue_raised WHERE id = '`+raising+`'`, &id)
	return r.get(t, id)
}

func (r room) get(t *testing.T, id string) (g issue.Group) {
	t.Helper()
	testkit.View(t, r.DB, access.ReadIssues, func(tx *store.Tx) (err error) {
		g, err = issue.Get(tx, id)
		return err
	})
	return g
}

func (r room) query(t *testing.T, q string, into any) {
	t.Helper()
	raw := testkit.Raw(t, r.url)
	defer raw.Close()
	if err := raw.QueryRow(q).Scan(into); err != nil {
		t.Fatalf("%v\n%s", err, q)
	}
}

func (r room) count(t *testing.T, q string) (n int) {
	t.Helper()
	r.query(t, `SELECT COUNT(*) FROM `+q, &n)
	return n
}

func (r room) site(t *testing.T) *testkit.Site {
	return testkit.NewSite(t, r.DB, func(m *web.Mux, db *store.DB) { issue.Routes(m, db, options) })
}

func change(r room, p access.Permission, f func(tx *store.Tx) error) error {
	g, err := testkit.Actor(access.Operator).May(p, access.Committee("durres"))
	if err != nil {
		return err
	}
	return r.Change(context.Background(), g, store.Subject{Kind: "test", ID: "x"}, f)
}

func verbs(x issue.Issue) string {
	var list []string
	for _, e := range x.Events {
		list = append(list, e.Verb)
	}
	return strings.Join(list, " ")
}
