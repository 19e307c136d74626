package reporting_test

import (
	"database/sql"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// few are the tables of which a committee has so few rows that reading them all
// is no matter: names, orders, rules, rounds, plans.
var few = regexp.MustCompile(`INDEX (sqlite_autoindex_)?(committee_\w+|reporting_round_\d|plan_\d) \(committee_id=\?\)`)

// A list must open as quickly after ten years as on the first day, so no query
// may walk through everything a committee has. SQLite, without statistics,
// would do so for some joins that PostgreSQL gets right.
func TestQueriesKeepToTheirReturns(t *testing.T) {
	file := filepath.Join(t.TempDir(), "committee.db")
	testkit.Open(t, store.CommitteeRoom, file)
	raw, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	seen := 0
	for _, q := range store.Queries() {
		if q.Owner != "reporting" || !strings.HasPrefix(q.Text, "SELECT") {
			continue
		}
		seen++
		for _, step := range steps(t, raw, q.Text) {
			if strings.HasPrefix(step, "SCAN") || strings.HasSuffix(step, "(committee_id=?)") && !few.MatchString(step) {
				t.Errorf("%s\n\t%s", q.Text, step)
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d queries were looked at", seen)
	}
}

var mark = regexp.MustCompile(`\$(\d)`)

// steps are how SQLite means to answer a query.
func steps(t *testing.T, raw *sql.DB, query string) []string {
	t.Helper()
	most := 0
	for _, m := range mark.FindAllStringSubmatch(query, -1) {
		most = max(most, int(m[1][0]-'0'))
	}
	args := slices.Repeat([]any{"x"}, most)
	rows, err := raw.Query("EXPLAIN QUERY PLAN "+mark.ReplaceAllString(query, "?$1"), args...)
	if err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		list = append(list, step)
	}
	return list
}
