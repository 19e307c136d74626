package store_test

import (
	"strings"
	"testing"

	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// A join begins at what was asked for, and not with all that the committee has,
// although the order of the rows would invite SQLite to.
func TestPlannerKnowsThatACommitteeIsLarge(t *testing.T) {
	file := withNotes(t)
	testkit.Open(t, store.CommitteeRoom, file).Close()
	testkit.Open(t, store.CommitteeRoom, file) // a second start finds them there
	raw := connect(t, file)
	var without, twice int
	err := raw.QueryRow(`SELECT (SELECT COUNT(*) FROM sqlite_schema WHERE type = 'index' AND name NOT IN (SELECT idx FROM sqlite_stat1)),
		(SELECT COUNT(*) - COUNT(DISTINCT idx) FROM sqlite_stat1)`).Scan(&without, &twice)
	if err != nil || without+twice > 0 {
		t.Errorf("%d indexes without statistics, %d with two (%v)", without, twice, err)
	}
	var id, parent, unused int
	var step string
	err = raw.QueryRow(`EXPLAIN QUERY PLAN SELECT v.value FROM reporting_return AS r
		JOIN reporting_value AS v ON v.committee_id = r.committee_id AND v.return_id = r.id
		WHERE r.committee_id = ?1 AND r.round_id = ?2 ORDER BY v.return_id, v.subject, v.subject_id, v.part`, "durres", "x").Scan(&id, &parent, &unused, &step)
	if err != nil || !strings.HasSuffix(step, "(committee_id=? AND round_id=?)") {
		t.Errorf("begins with %q (%v)", step, err)
	}
}
