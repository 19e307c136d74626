package worlds_test

import (
	"fmt"
	"strings"
	"testing"

	"tryeza/internal/store"
)

// random are the columns of the committee room that no two runs have alike: what
// is sealed is sealed with a fresh nonce.
var random = map[string]bool{}

// compareRooms compares all that the committee rooms keep: the trail, the mail,
// the accounts, everything.
func (p *pair) compareRooms(t testing.TB) {
	t.Helper()
	a, b := p.a.raw(t, store.CommitteeRoom), p.b.raw(t, store.CommitteeRoom)
	for _, table := range column(t, a, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`) {
		var kept []string
		for _, c := range column(t, a, fmt.Sprintf(`SELECT name FROM pragma_table_info('%s') ORDER BY cid`, table)) {
			if !random[table+"."+c] {
				kept = append(kept, "quote("+c+")")
			}
		}
		rows := `SELECT ` + strings.Join(kept, " || ' ' || ") + ` AS line FROM ` + table + ` ORDER BY line`
		if diff := unlike(strings.Join(column(t, a, rows), "\n"), strings.Join(column(t, b, rows), "\n")); diff != "" {
			t.Errorf("table %s of the committee rooms differs %s", table, diff)
		}
	}
}
