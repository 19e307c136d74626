package store_test

import (
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// What a careless hand might register. Each must be refused before it can run.
func TestEscapesAreRefused(t *testing.T) {
	const com, sys, inst = access.InCommittee, access.InSystem, access.InInstitution
	for _, tt := range []struct {
		kind  access.Kind
		write bool
		text  string
	}{
		{com, false, `SELECT title FROM plan`},
		{com, false, `SELECT title FROM plan WHERE id = $1`},
		{com, false, `SELECT title FROM plan WHERE committee_id = $2 AND year = $3`},
		{com, false, `SELECT a.title FROM plan_activity AS a JOIN plan AS p ON p.id = a.plan_id WHERE a.committee_id = $1`},
		{com, false, `SELECT title FROM plan WHERE committee_id = $1 UNION SELECT title FROM plan`},
		{com, false, `SELECT title FROM plan WHERE committee_id = $1 AND id IN (SELECT plan_id FROM plan_activity)`},
		{com, false, `WITH a AS (SELECT title FROM plan) SELECT title FROM plan WHERE committee_id = $1`},
		{com, false, `SELECT email FROM account_person, plan WHERE committee_id = $1`},
		{com, false, `UPDATE plan SET title = $2 WHERE committee_id = $1`},
		{com, false, `DELETE FROM plan WHERE committee_id = $1`},
		{com, true, `SELECT title FROM plan WHERE committee_id = $1`},
		{com, true, `UPDATE plan SET title = $1`},
		{com, true, `DELETE FROM plan WHERE id = $1`},
		{com, true, `INSERT INTO plan (id, title) VALUES ($1, $2)`},
		{com, true, `UPDATE meeting SET title = $2 WHERE committee_id = $1`},
		{com, true, `DELETE FROM planet WHERE committee_id = $1`},
		{com, true, `UPDATE plan SET title = (SELECT title FROM meeting WHERE id = $2) WHERE committee_id = $1`},
		{com, true, `DROP TABLE plan`},
		{com, true, `UPDATE audit_event SET actor = $2 WHERE scope_id = $1`},
		{com, true, `DELETE FROM audit_head WHERE committee_id = $1`},
		{sys, false, `SELECT title FROM meeting`},
		{sys, false, `SELECT p.title FROM plan AS p JOIN meeting AS m ON m.committee_id = p.committee_id`},
		{sys, true, `DELETE FROM account_person`},
		{inst, false, `SELECT title FROM plan WHERE committee_id = $1`},
	} {
		if why := store.CheckQuery("plan", tt.kind, tt.write, tt.text); why == "" {
			t.Errorf("package plan, %s scope, may register\n%s", tt.kind, tt.text)
		}
	}
}

func TestOrdinaryQueriesAreTaken(t *testing.T) {
	for _, tt := range []struct {
		kind  access.Kind
		write bool
		text  string
	}{
		{access.InCommittee, false, `SELECT a.title FROM plan_activity AS a JOIN plan AS p ON p.committee_id = a.committee_id AND p.id = a.plan_id WHERE a.committee_id = $1`},
		{access.InCommittee, false, `SELECT title FROM meeting WHERE committee_id = $1 AND held_on >= CAST($2 AS TEXT)`},
		{access.InCommittee, true, `INSERT INTO plan (committee_id, id) VALUES ($1, $2) ON CONFLICT (committee_id, id) DO UPDATE SET title = excluded.title`},
		{access.InSystem, false, `SELECT count(*) FROM plan WHERE year = $1`},
	} {
		if why := store.CheckQuery("plan", tt.kind, tt.write, tt.text); why != "" {
			t.Errorf("%s\n%s", why, tt.text)
		}
	}
}

// The casework room, the hatch and the keys: a unit's query names its unit, only
// statistics counts through the hatch, and only child touches the keys.
func TestEscapesFromCaseworkAreRefused(t *testing.T) {
	const unit, hatch, keys, com = access.InInstitution, access.InHatch, access.InKeys, access.InCommittee
	for _, tt := range []struct {
		owner string
		kind  access.Kind
		write bool
		text  string
		taken bool
	}{
		{"child", unit, false, `SELECT id FROM child WHERE owner_id = $1`, true},
		{"child", unit, true, `UPDATE child SET risk = $2 WHERE owner_id = $1`, true},
		{"sighting", unit, false, `SELECT s.id FROM sighting AS s JOIN child AS c ON c.owner_id = s.owner_id AND c.id = s.child_id WHERE s.owner_id = $1`, true},
		{"child", unit, false, `SELECT id FROM child WHERE committee_id = $1`, false},
		{"child", unit, false, `SELECT id FROM child`, false},
		{"sighting", unit, false, `SELECT s.id FROM sighting AS s JOIN child AS c ON c.id = s.child_id WHERE s.owner_id = $1`, false},
		{"sighting", unit, true, `UPDATE child SET risk = $2 WHERE owner_id = $1`, false},
		{"child", unit, true, `DELETE FROM audit_event WHERE owner_id = $1`, false},
		{"statistics", hatch, false, `SELECT municipality, count(*) FROM sighting WHERE committee_id = $1 GROUP BY municipality`, true},
		{"statistics", hatch, false, `SELECT municipality FROM sighting WHERE committee_id = $1`, false},
		{"statistics", hatch, false, `SELECT count(*) FROM sighting`, false},
		{"analysis", hatch, false, `SELECT municipality, count(*) FROM sighting WHERE committee_id = $1 GROUP BY municipality`, false},
		{"child", keys, false, `SELECT wrapped FROM child_key WHERE unit_id = $1`, true},
		{"child", keys, true, `UPDATE child_key SET wrapped = $2 WHERE id = $1`, true},
		{"sighting", keys, false, `SELECT wrapped FROM child_key WHERE unit_id = $1`, false},
		{"retention", keys, true, `UPDATE child_key SET wrapped = $2 WHERE id = $1`, false},
		{"child", keys, false, `SELECT hash FROM audit_event WHERE scope_id = $1`, false},
		{"analysis", com, false, `SELECT id FROM child WHERE owner_id = $1`, false},
	} {
		if why := store.CheckQuery(tt.owner, tt.kind, tt.write, tt.text); (why == "") != tt.taken {
			t.Errorf("package %s, %s scope: taken is %v, %q\n%s", tt.owner, tt.kind, why == "", why, tt.text)
		}
	}
}

// A query that is refused stops the program at its start.
func TestBadQueryPanics(t *testing.T) {
	defer func() {
		if p := recover(); p == nil || !strings.Contains(p.(string), "store_note") {
			t.Errorf("recovered %v", p)
		}
	}()
	store.Read(`SELECT body FROM store_note`)
}

func TestRebind(t *testing.T) {
	if got := store.Rebind(`SELECT $2, $1, $10`); got != `SELECT ?2, ?1, ?10` {
		t.Error(got)
	}
}
