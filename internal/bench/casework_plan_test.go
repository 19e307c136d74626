package bench

import (
	"database/sql"
	"regexp"
	"strings"
	"testing"

	"tryeza/internal/store"
)

// growing are the tables of casework and keys that grow with every child and
// every sighting.
const growing = `audit_event|child|child_person|child_item|child_content|child_index|sighting|sighting_past|` +
	`handover_offer|handover_parcel|disclosure_right|disclosure_notice|disclosure_export|linkage_merge|enrolment|child_key`

var (
	// wholeTable reads one from beginning to end.
	wholeTable = regexp.MustCompile(`^SCAN (\w+)(?: USING (?:COVERING )?INDEX \w+)?$`)
	// wholeShare reads all that a unit or a committee has in it.
	wholeShare = regexp.MustCompile(`^SEARCH (\w+) USING (?:COVERING )?INDEX \w+ \((?:owner_id|committee_id|unit_id|scope_id)=\?\)$`)
	aliased    = regexp.MustCompile(`(?i)\b(?:FROM|JOIN) (\w+) AS (\w+)`)
	isGrowing  = regexp.MustCompile(`^(?:` + growing + `)$`)
)

// wholeCasework are the queries that mean to: what each begins with, and why.
var wholeCasework = map[string]string{
	"SELECT id, key_id FROM child": "when the server starts, and once for each unit",
	"SELECT id, version, committee_id, code, subject_id, key_id, state, opened_on, opened_by, worker_id, sex": "all files of a unit, newest first: stops after a page",
	"SELECT id, child_id, month, parent, wrapped FROM child_key WHERE unit_id = ?1 ORDER":                     "the keys of a unit, to compare its children or to list those of a worker",
	"SELECT id FROM child WHERE owner_id = ?1 AND state <> 'erased'":                                          "when every file gets a new key",
	"SELECT id, code, state, worker_id, opened_on, sex, residence, risk, assessed_on":                         "a list taken out of the unit, which a second person approves",
	"SELECT id, code FROM child WHERE owner_id = ?1":                                                          "the trail of a unit calls files by their code",
	"SELECT id, version, query, query_hash, files, purpose, asked_at":                                         "lists taken out: a few a year",
	"SELECT count(*) FROM disclosure_export":                                                                  "the same",
	"SELECT o.id, o.child_id, o.receiver_id, o.state, o.offered_on":                                           "hand-overs of a unit: a few a month",
	"SELECT id, version, giver_id, state, offered_on, due_on":                                                 "the same",
	"SELECT m.id, m.version, m.kept_id, m.merged_id":                                                          "what a unit merged: a few a year",
	"SELECT id, version, kept_id, merged_id, state, reasons":                                                  "the same",
	"SELECT id, code, state, closed_on, touched_on, held":                                                     "what has been kept long enough: once a day",
	"SELECT count(*) FROM sighting WHERE owner_id = ?1 AND recorded_at < ?2 AND length(note) > 0":             "the same, of notes",
	"UPDATE sighting SET note = ?3 WHERE owner_id = ?1 AND recorded_at < ?2":                                  "the same",
	"UPDATE sighting_past SET note = ?3 WHERE owner_id = ?1 AND at < ?2":                                      "the same",
	"SELECT COALESCE(MAX(seen_on), '') FROM sighting":                                                         "takes the end of an index",
	"SELECT substr(opened, 11), count(*) FROM (SELECT subject_id, min(opened_on":                              "a first file is found among all there are, from an index that holds all of it",
	"DELETE FROM unit": "never: a unit stays",
}

// Each query of casework, of the hatch and of the keys finds what it is asked for
// by an index, and not by reading all there is.
func TestCaseworkQueriesDoNotReadWholeTables(t *testing.T) {
	folder := t.TempDir()
	rooms(t, folder, later)
	raw := map[string]*sql.DB{"institution": openRaw(t, roomFile(folder, store.CaseworkRoom)), "keys": openRaw(t, roomFile(folder, store.KeyRoom))}
	raw["hatch"] = raw["institution"]
	seen, used := 0, map[string]bool{}
	for _, q := range store.Queries() {
		if raw[q.Kind] == nil || strings.HasPrefix(q.Text, "INSERT") {
			continue
		}
		seen++
		text := placeholder.ReplaceAllString(q.Text, "?$1")
		for _, step := range explained(t, raw[q.Kind], text) {
			if readsWhole(text, step) && !intended(text, used) {
				t.Errorf("%s\n\t%s", text, step)
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d queries were looked at", seen)
	}
	for begins := range wholeCasework {
		if !used[begins] {
			t.Errorf("no query reads a whole table that begins with %q", begins)
		}
	}
}

// readsWhole reports whether a step reads a growing table, or a unit's share of
// it, from beginning to end.
func readsWhole(text, step string) bool {
	m := wholeTable.FindStringSubmatch(step)
	if m == nil {
		m = wholeShare.FindStringSubmatch(step)
	}
	if m == nil {
		return false
	}
	table := m[1]
	for _, a := range aliased.FindAllStringSubmatch(text, -1) {
		if a[2] == table {
			table = a[1]
		}
	}
	return isGrowing.MatchString(table)
}

// intended reports whether a query is one of wholeCasework, and notes which.
func intended(text string, used map[string]bool) bool {
	for begins := range wholeCasework {
		if strings.HasPrefix(text, begins) {
			used[begins] = true
			return true
		}
	}
	return false
}
