package app_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"tryeza/internal/store"
)

// What the store checks when a query is registered is that it names the
// committee often enough. Here the queries of every feature are held to more:
// each table in them is tied to $1, itself or through a table that is.
func TestEveryTableIsTiedToTheCommittee(t *testing.T) {
	for _, q := range store.Queries() {
		if why := untied(q.Kind, q.Text); why != "" && reviewed[q.Text] == "" {
			t.Errorf("package %s: %s\n\t%s", q.Owner, why, q.Text)
		}
	}
}

// reviewed are the queries that look beyond their committee on purpose, and why.
var reviewed = map[string]string{
	`SELECT count(*) FROM account_role WHERE committee_id <> $1 AND person_id = $2 AND (valid_to = '' OR valid_to >= $3)`: "two people of a committee must not let somebody in again who sits in another one too; they learn no more than that",
}

var (
	quoted = regexp.MustCompile(`'[^']*'`)
	source = regexp.MustCompile(`(?i)\b(?:from|join)\s+([a-z_]+)(?:\s+as\s+([a-z_]+)|\s+([a-z_]+))?`)
	comma  = regexp.MustCompile(`(?i)\bfrom\s+[a-z_]+(?:\s+(?:as\s+)?[a-z_]+)?\s*,`)
	tied   = regexp.MustCompile(`(?i)\b(?:([a-z_]+)\.)?committee_id\s*=\s*(\$1\b|[a-z_]+\.committee_id)`)
	bound  = regexp.MustCompile(`(?i)committee_id\s*=\s*\$1\b`)
	either = regexp.MustCompile(`(?i)committee_id\s*=\s*\$1\s+or\b|\bor\s+(?:[a-z_]+\.)?committee_id\s*=\s*\$1`)
	insert = regexp.MustCompile(`(?i)^insert\s+into\s+[a-z_]+\s*\(committee_id,.*?\)\s*(?:values\s*\(\$1,|select\s+\$1,|select\s+(?:[a-z_]+\.)?committee_id,)`)
	people = map[string]bool{"account_person": true} // of the system; joined by its owner
)

// untied says what is wrong with the scope of a query, or "".
func untied(kind, text string) string {
	text = quoted.ReplaceAllString(text, "''")
	if strings.ContainsAny(text, "\"`;") || strings.Contains(text, "--") || strings.Contains(text, "/*") {
		return "quotes, comments and semicolons are not used in queries"
	}
	if comma.MatchString(text) {
		return "tables are joined with JOIN … ON, not with a comma"
	}
	if kind != "committee" {
		return ""
	}
	isInsert := insert.MatchString(text)
	switch {
	case strings.HasPrefix(strings.ToUpper(text), "INSERT") && !isInsert:
		return "INSERT must put $1, or a committee_id that is tied to it, into committee_id, the first column"
	case !isInsert && !bound.MatchString(text):
		return "nothing is bound to committee_id = $1"
	case either.MatchString(text):
		return "committee_id = $1 must hold, not be one of two"
	}
	return eachTied(text)
}

// eachTied wants, for each table a query reads, one condition on its committee.
func eachTied(text string) string {
	tables := 0
	for _, m := range source.FindAllStringSubmatch(text, -1) {
		if !people[m[1]] && !withName(text, m[1]) {
			tables++
		}
	}
	if n := len(tied.FindAllString(text, -1)); n < tables {
		return fmt.Sprintf("%d tables are read, and %d of them tied to the committee", tables, n)
	}
	return ""
}

// withName reports whether a name is that of a WITH part of the query.
func withName(text, name string) bool {
	return regexp.MustCompile(`(?i)(?:with|recursive|,)\s+` + name + `\s*(?:\([^)]*\))?\s+as\s*\(`).MatchString(text)
}

// The check itself must find what it is there to find.
func TestUntiedIsFound(t *testing.T) {
	for text, bad := range map[string]bool{
		`SELECT title FROM plan WHERE committee_id = $1`:                                                                                      false,
		`SELECT a.title FROM plan_activity AS a JOIN plan AS p ON p.committee_id = a.committee_id WHERE a.committee_id = $1`:                  false,
		`INSERT INTO plan (committee_id, id) VALUES ($1, $2)`:                                                                                 false,
		`WITH last AS (SELECT id FROM plan WHERE committee_id = $1) SELECT id FROM last`:                                                      false,
		`SELECT committee_id FROM plan WHERE year = $1`:                                                                                       true,
		`SELECT p.title FROM plan AS p, meeting AS m WHERE p.committee_id = $1`:                                                               true,
		`SELECT title FROM plan WHERE committee_id = $1 OR sample`:                                                                            true,
		`SELECT title FROM "plan" WHERE committee_id = $1`:                                                                                    true,
		`SELECT a.title, a.committee_id, p.committee_id FROM plan_activity AS a JOIN plan AS p ON p.id = a.plan_id WHERE a.committee_id = $1`: true,
		`INSERT INTO plan (committee_id, id) VALUES ($2, $1)`:                                                                                 true,
		`DELETE FROM plan WHERE id = $1 AND committee_id = $2`:                                                                                true,
	} {
		if why := untied("committee", text); (why != "") != bad {
			t.Errorf("%s\n\t%q", text, why)
		}
	}
}
