package store_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// threeNotes leaves three events in the chain of durres, and one in that of kukes.
func threeNotes(t testing.TB, db *store.DB) {
	t.Helper()
	for _, id := range []string{"a", "b", "c"} {
		must(t, change(t, db, "durres", func(tx *store.Tx) error { return notes.Add(tx, note{ID: id, Body: "një", Content: []byte{1}}) }))
	}
	must(t, change(t, db, "kukes", func(tx *store.Tx) error { return notes.Add(tx, note{ID: "k", Content: []byte{1}}) }))
}

// Whoever has the database in hand can drop the trigger; the chain still tells.
func TestVerifyFindsTampering(t *testing.T) {
	for _, tt := range []struct{ name, sql, want string }{
		{"nothing", `SELECT 1`, ""},
		{"detail changed", `UPDATE audit_event SET detail = '[]' WHERE scope_id = 'durres' AND seq = 2`, "durres: event number 2 was changed"},
		{"actor changed", `UPDATE audit_event SET actor = 'tjetër' WHERE scope_id = 'durres' AND seq = 1`, "durres: event number 1 was changed"},
		{"hash made to fit", `UPDATE audit_event SET hash = 'f' WHERE scope_id = 'durres' AND seq = 2`, "durres: event number 3 was changed"},
		{"one removed", `DELETE FROM audit_event WHERE scope_id = 'durres' AND seq = 2`, "durres: 1 event(s) before number 3 are missing"},
		{"the last removed", `DELETE FROM audit_event WHERE scope_id = 'durres' AND seq = 3`, "durres: the chain ends at number 2, but its head says 3"},
		{"a whole chain removed", `DELETE FROM audit_event WHERE scope_id = 'kukes'`, "kukes: the chain ends at number 0, but its head says 1"},
		{"a head removed", `DELETE FROM audit_head WHERE scope_id = 'kukes'`, "kukes: the chain ends at number 1, but its head says 0"},
		{"one added", `INSERT INTO audit_event SELECT scope_id, 4, at, actor, verb, kind, subject, detail, hash FROM audit_event WHERE scope_id = 'durres' AND seq = 3`,
			"durres: event number 4 was changed"},
		{"one moved elsewhere", `UPDATE audit_event SET scope_id = 'kukes', seq = 2 WHERE scope_id = 'durres' AND seq = 3`, "kukes: event number 2 was changed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			each(t, func(t *testing.T, db *store.DB, raw *sql.DB) {
				threeNotes(t, db)
				run(t, raw, dropTriggers(db)...)
				run(t, raw, tt.sql)
				faults, events, err := db.Verify(context.Background())
				must(t, err)
				if all := strings.Join(faults, "\n"); tt.want == "" && (all != "" || events != 4) || !strings.Contains(all, tt.want) {
					t.Errorf("%d events; faults %q, want %q", events, all, tt.want)
				}
			})
		})
	}
}

func dropTriggers(db *store.DB) []string {
	if db.Dialect() == "postgres" {
		return []string{`DROP TRIGGER audit_event_append_only ON audit_event`}
	}
	return []string{`DROP TRIGGER audit_event_no_update`, `DROP TRIGGER audit_event_no_delete`}
}

// People go on working while the trail is verified: that is no fault.
func TestVerifyWhilePeopleWork(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *sql.DB) {
		stop, done := make(chan bool), make(chan error)
		go func() {
			for {
				select {
				case <-stop:
					done <- nil
					return
				default:
				}
				if err := change(t, db, "durres", func(*store.Tx) error { return nil }); err != nil {
					done <- err
					return
				}
			}
		}()
		for range 300 {
			if faults, _, err := db.Verify(context.Background()); err != nil || len(faults) > 0 {
				t.Errorf("%v %v", faults, err)
				break
			}
		}
		close(stop)
		must(t, <-done)
	})
}

// With the trigger in place, not even a raw connection changes an event.
func TestEventsAreAppendOnly(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, raw *sql.DB) {
		threeNotes(t, db)
		for _, s := range []string{`UPDATE audit_event SET actor = 'x'`, `DELETE FROM audit_event`} {
			if _, err := raw.Exec(s); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", s, err)
			}
		}
	})
}

// The event says what changed, from what to what, and of bytes only their size
// and hash.
func TestEventSaysWhatChanged(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *sql.DB) {
		threeNotes(t, db)
		must(t, change(t, db, "durres", func(tx *store.Tx) error {
			return notes.Edit(tx, "b", 1, func(n *note) error { n.Body, n.Content = "dy", []byte("skedar"); return nil })
		}))
		must(t, change(t, db, "durres", func(tx *store.Tx) error { return notes.Remove(tx, "a", 1) }))
		must(t, change(t, db, "durres", func(tx *store.Tx) error { _, err := tx.Exec(dropNote, "c"); return err }))

		edited := lastEvents(t, db, 3)[2].Detail
		var ops []map[string]any
		if err := json.Unmarshal([]byte(edited), &ops); err != nil || len(ops) != 1 {
			t.Fatalf("%v %s", err, edited)
		}
		for _, part := range []string{`"verb":"edit"`, `"id":"b"`, `"body":["një","dy"]`, `"bytes":6`} {
			if !strings.Contains(edited, part) {
				t.Errorf("no %s in %s", part, edited)
			}
		}
		if strings.Contains(edited, "amount") || strings.Contains(edited, "skedar") {
			t.Errorf("says what did not change, or the bytes: %s", edited)
		}
		if d := lastEvents(t, db, 3)[1].Detail; !strings.Contains(d, `"verb":"remove"`) || !strings.Contains(d, `"body":["një",null]`) {
			t.Errorf("removal: %s", d)
		}
		if d := lastEvents(t, db, 3)[0].Detail; d != `[{"verb":"exec","table":"store_note","args":["c"]}]` {
			t.Errorf("exec: %s", d)
		}
	})
}

func lastEvents(t *testing.T, db *store.DB, n int) (list []store.Event) {
	t.Helper()
	err := db.View(context.Background(), grant(t, "durres", access.ReadAudit), store.Subject{}, func(tx *store.Tx) (err error) {
		list, err = tx.AuditEvents(store.Window{}, looked(t, tx), n)
		return err
	})
	must(t, err)
	return list
}

// looked is the number of the event that records the look itself, and those of
// the looks before it, so that they can be left out.
func looked(t *testing.T, tx *store.Tx) int64 {
	t.Helper()
	h, err := tx.AuditHead()
	must(t, err)
	list, err := tx.AuditEvents(store.Window{}, h.Seq+1, int(h.Seq))
	must(t, err)
	for _, e := range list {
		if e.Verb != "audit.read" {
			return e.Seq + 1
		}
	}
	return 0
}
