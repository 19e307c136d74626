package app_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/store"
)

// leftOut says what of the committee's year is not in the exchange document, and
// why.
var leftOut = map[string]string{
	"committee_file":               "pictures and templates move with a backup",
	"plan_comment":                 "remarks on a draft, settled by its approval",
	"committee_name.name_key":      "made from the name",
	"plan_activity.parts":          "counts changes",
	"meeting.edits":                "counts changes",
	"reporting_item.answered":      "worked out from what is answered",
	"reporting_narrative.answered": "worked out from what is answered",
	"reporting_file.size":          "that of the content",
	"reporting_round.plan_id":      "the plan of the year",
}

var (
	tableOf  = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\)`)
	columnOf = regexp.MustCompile(`(?m)^\t([a-z_]+) `)
)

// Every column of the features that are exchanged is in the document, or is left
// out for a reason: a column that is added cannot be forgotten.
func TestExchangeIsWhole(t *testing.T) {
	var exchange []string
	for _, q := range store.Queries() {
		if q.Owner == "exchange" {
			exchange = append(exchange, q.Text)
		}
	}
	for _, feature := range []string{"committee", "plan", "reporting", "meeting"} {
		files, err := filepath.Glob("../store/migrations/committee/*_" + feature + ".sql")
		if err != nil || len(files) != 1 {
			t.Fatalf("%s: %v, %v", feature, files, err)
		}
		b, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range tableOf.FindAllStringSubmatch(string(b), -1) {
			for _, c := range columnOf.FindAllStringSubmatch(m[2], -1) {
				column := m[1] + "." + c[1]
				generic := c[1] == "version" || c[1] == "committee_id" || leftOut[m[1]] != "" || leftOut[column] != ""
				if !generic && !mentions(exchange, m[1], c[1]) {
					t.Errorf("%s is neither exchanged nor left out for a reason", column)
				}
			}
		}
	}
}

// mentions reports whether one of the queries names both the table and the column.
func mentions(queries []string, table, column string) bool {
	whole := func(s string) *regexp.Regexp { return regexp.MustCompile(`\b` + s + `\b`) }
	return slices.ContainsFunc(queries, func(q string) bool {
		return whole(table).MatchString(q[strings.Index(q, "FROM"):]) && whole(column).MatchString(q)
	})
}
