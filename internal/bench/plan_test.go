package bench

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tryeza/internal/store"
)

// many are the tables that grow with every half-year. A query that reads a
// committee's whole share of one is slow after ten years, and is not seen to be
// on the day it is written.
var many = regexp.MustCompile(`^(?:SCAN|SEARCH) \S+(?: USING (?:COVERING )?INDEX (?:sqlite_autoindex_)?` +
	`(?:plan_(?:activity|partner|municipality|indicator|history|comment)|reporting_(?:return|event|item|value|narrative|problem|measure|file)|` +
	`meeting_(?:attendance|line|figure|about|call|file)|task|issue|notify_(?:outbox|duty)|` +
	`register_\w|programme_(?:service|pause|followup)|employment_(?:placement|visit)|campaign_(?:activity|finding|file)|training_attendance)\w* \(committee_id=\?\))?$`)

// byState finds tasks or problems by their state alone, or by what they were
// merged into.
var byState = regexp.MustCompile(`^SEARCH (\S+) USING (?:COVERING )?INDEX (?:task|issue)_\w+ \(committee_id=\? AND (state|merged_into)=\?\)$`)

// readsEnded reports whether a step looks for all that is closed or solved, or for
// all that was never merged: after ten years that is nearly everything.
func readsEnded(text, step string) bool {
	m := byState.FindStringSubmatch(step)
	if m == nil {
		return false
	}
	column := m[1] + "." + m[2]
	if m[1] == "task" || m[1] == "issue" {
		column = m[2] // of the only table there is
	}
	found, _ := regexp.MatchString(`[ (]`+regexp.QuoteMeta(column)+` (?:= '(?:closed|solved)?'|IN \([^)]*'(?:closed|solved)')`, text)
	return found
}

// whole are the queries that mean to: what each begins with, and why.
var whole = map[string]string{
	"SELECT plan_id, state, starts_on, due_on, frequency, COUNT(*) FROM plan_activity":                "the realisation of every year, from an index that holds all of it",
	"SELECT (SELECT COUNT(*) FROM meeting_attendance WHERE committee_id = ?1 AND institution_id":      "before an institution is removed, which is rare",
	"SELECT t.return_id, o.position * 100000 + a.position, t.id, t.activity_id":                       "the exchange document, which takes the year whole",
	"SELECT COALESCE(MAX(position), 0) FROM plan_activity":                                            "when an activity is added to a plan, which is not every day",
	"SELECT a.id, a.version, a.subject_id, a.gap, a.task_id, a.asked_on, t.state FROM register_asked": "what a register lacks is asked for a few dozen times a year",
	"SELECT a.session_id, a.person_id, a.present, a.before_right":                                     "what somebody learnt years ago may still be valid: all who ever came",
	"SELECT p.id, p.version, p.institution_id, p.code, p.job, p.valid_from, p.valid_to, s.ends_on":    "the same",
	"SELECT session_id, COUNT(*) FROM training_attendance":                                            "how many came to each session there was, for their list",
	"SELECT id, version, institution_id, title, kind, starts_on, ends_on, hour, municipality, place, state, reason, slot_id, activity_id, media, source, note FROM campaign_activity WHERE committee_id = ?1 ORDER": "every awareness activity, some dozens a year: the list offers the years there are",
	"SELECT id, version, project_id, employer_id, code":                                            "of a few projects a year, whom they placed: the list says it of each",
	"SELECT id, version, project_id, check_id, employer_id":                                        "the same, of the visits",
	"SELECT o.id, o.number, o.title FROM (":                                                        "o is what the two inside of it found",
	"SELECT t.subject_id, 0, t.id, t.institution_id, t.outside FROM training_course":               "the exchange document, which takes the courses whole",
	"SELECT id, root, wrapped FROM account_key":                                                    "there is one, and one more each time a lost root key is replaced",
	"SELECT id, name, sample FROM committee":                                                       "there are twelve",
	"SELECT id, committee_id, institution_id, municipality, name, sample FROM account_unit":        "there are 61 municipalities",
	"SELECT id, committee_id, email, role, institution_id, valid_from, valid_to, ends_role":        "open invitations to people",
	"SELECT id, committee_id, person_id, what, reason, asked_by, asked_at FROM account_reset":      "open resets of a person",
	"SELECT p.id, p.email, p.name, p.lang, p.password, p.second_factor":                            "everybody, for the administrator",
	"SELECT r.id, r.committee_id, r.person_id, r.role, r.institution_id, r.valid_from, r.valid_to": "every role, for the administrator",
}

// Each query of the program finds what it is asked for by an index.
func TestQueriesDoNotReadWholeTables(t *testing.T) {
	path := filepath.Join(t.TempDir(), "committee.db")
	openRoom(t, path, later)
	raw := openRaw(t, path)
	seen := 0
	for _, q := range store.Queries() {
		if !strings.HasPrefix(q.Text, "SELECT") || q.Kind != "committee" && q.Kind != "system" {
			continue
		}
		seen++
		text := placeholder.ReplaceAllString(q.Text, "?$1")
		for _, step := range explained(t, raw, text) {
			if (many.MatchString(step) || readsEnded(text, step)) && !strings.Contains(step, "CONSTANT") && !meant(text) {
				t.Errorf("%s\n\t%s", text, step)
			}
		}
	}
	if seen < 150 {
		t.Errorf("only %d queries were looked at", seen)
	}
}

func meant(text string) bool {
	for begins := range whole {
		if strings.HasPrefix(text, begins) {
			return true
		}
	}
	return false
}

var placeholder = regexp.MustCompile(`\$(\d+)`)

// explained lists how SQLite means to answer a query.
func explained(t *testing.T, db *sql.DB, text string) []string {
	t.Helper()
	args := make([]any, 40) // more than are named are refused, so count
	n := 0
	for _, m := range regexp.MustCompile(`\?(\d+)`).FindAllStringSubmatch(text, -1) {
		var i int
		fmt.Sscan(m[1], &i)
		n = max(n, i)
	}
	for i := range args {
		args[i] = "x"
	}
	rows, err := db.Query("EXPLAIN QUERY PLAN "+text, args[:n]...)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
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
