package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// A note is a row of a table that only these tests have, of every type.
type note struct {
	ID      string
	Version int64
	Body    string
	At      store.Time
	Done    bool
	Amount  *int64
	Content []byte
}

func (n *note) fields() []any {
	return []any{&n.ID, &n.Version, &n.Body, &n.At, &n.Done, &n.Amount, &n.Content}
}

var (
	notes    = store.NewTable("store_note", "body, at, done, amount, content", (*note).fields)
	allNotes = store.Read(`SELECT id, version, body, at, done, amount, content FROM store_note WHERE committee_id = $1 ORDER BY at, id`)
	noteBody = store.Read(`SELECT body FROM store_note WHERE committee_id = $1 AND id = $2`)
	addNote  = store.Write(`INSERT INTO store_note (committee_id, id, version, body, at, done, content) VALUES ($1, $2, 1, $3, $4, FALSE, $5)`)
	dropNote = store.Write(`DELETE FROM store_note WHERE committee_id = $1 AND id = $2`)
)

// each runs f on every kind of database, with the table of notes in it. raw is
// a second connection that goes past the store.
func each(t *testing.T, f func(t *testing.T, db *store.DB, raw *sql.DB)) {
	for name, url := range testkit.URLs(t) {
		t.Run(name, func(t *testing.T) {
			raw := connect(t, url)
			f(t, testkit.Open(t, store.CommitteeRoom, url), raw)
		})
	}
}

// connect opens a database past the store, and makes the table of notes.
func connect(t testing.TB, url string) *sql.DB {
	t.Helper()
	driver, types := "sqlite", strings.NewReplacer("{time}", "TEXT", "{bool}", "INTEGER", "{bytes}", "BLOB")
	if strings.HasPrefix(url, "postgres") {
		driver, types = "pgx", strings.NewReplacer("{time}", "TIMESTAMPTZ", "{bool}", "BOOLEAN", "{bytes}", "BYTEA")
	}
	raw, err := sql.Open(driver, url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { raw.Close() })
	run(t, raw, types.Replace(`CREATE TABLE IF NOT EXISTS store_note (committee_id TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
		body TEXT NOT NULL, at {time} NOT NULL, done {bool} NOT NULL, amount BIGINT, content {bytes} NOT NULL, PRIMARY KEY (committee_id, id))`))
	return raw
}

func run(t testing.TB, raw *sql.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := raw.Exec(s); err != nil {
			t.Fatalf("%v\n%s", err, s)
		}
	}
}

// grant is the operator's in a committee, for changes or for looks.
func grant(t testing.TB, committee string, p access.Permission) access.Grant {
	t.Helper()
	g, err := testkit.Actor(access.Operator).May(p, access.Committee(committee))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func change(t testing.TB, db *store.DB, committee string, f func(tx *store.Tx) error) error {
	t.Helper()
	return db.Change(context.Background(), grant(t, committee, access.DraftPlan), store.Subject{Kind: "note", ID: "n"}, f)
}

func view(t testing.TB, db *store.DB, committee string, f func(tx *store.Tx) error) error {
	t.Helper()
	return db.View(context.Background(), grant(t, committee, access.ReadPlan), store.Subject{}, f)
}

func read(t testing.TB, db *store.DB, committee string) (list []note) {
	t.Helper()
	err := view(t, db, committee, func(tx *store.Tx) (err error) {
		list, err = store.All(tx, allNotes, (*note).fields)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTableKeepsEveryType(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *sql.DB) {
		amount := int64(-7)
		want := []note{
			{ID: "a", Version: 1, Body: "çfarë\n\"ë\"", At: store.At(testkit.Now), Done: true, Amount: &amount, Content: []byte{0, 255}},
			{ID: "b", Version: 1, At: store.At(testkit.Now.Add(time.Microsecond)), Content: []byte{1}},
		}
		must(t, change(t, db, "durres", func(tx *store.Tx) error {
			return errors.Join(notes.Add(tx, want[0]), notes.Add(tx, want[1]))
		}))
		if diff := cmp.Diff(want, read(t, db, "durres")); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAnotherCommitteeSeesNothing(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *sql.DB) {
		must(t, change(t, db, "durres", func(tx *store.Tx) error { return notes.Add(tx, note{ID: "a", Body: "e jona", Content: []byte{1}}) }))
		if list := read(t, db, "kukes"); len(list) != 0 {
			t.Errorf("kukes reads %v", list)
		}
		err := change(t, db, "kukes", func(tx *store.Tx) error {
			return notes.Edit(tx, "a", 1, func(n *note) error { n.Body = "e tyre"; return nil })
		})
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("editing the note of another committee: %v", err)
		}
		must(t, change(t, db, "kukes", func(tx *store.Tx) error {
			n, err := tx.Exec(dropNote, "a")
			if n != 0 {
				t.Errorf("removed %d notes of another committee", n)
			}
			return err
		}))
		if list := read(t, db, "durres"); len(list) != 1 || list[0].Body != "e jona" {
			t.Errorf("durres is left with %v", list)
		}
	})
}

func TestSecondEditorGetsConflict(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *sql.DB) {
		must(t, change(t, db, "durres", func(tx *store.Tx) error { return notes.Add(tx, note{ID: "a", Content: []byte{1}}) }))
		edit := func(version int64, body string) error {
			return change(t, db, "durres", func(tx *store.Tx) error {
				return notes.Edit(tx, "a", version, func(n *note) error { n.Body = body; return nil })
			})
		}
		must(t, edit(1, "njëri"))
		if err := edit(1, "tjetri"); !errors.Is(err, store.ErrConflict) {
			t.Errorf("the second editor got %v", err)
		}
		must(t, edit(2, "njëri")) // alters nothing, writes nothing
		if n := read(t, db, "durres")[0]; n.Body != "njëri" || n.Version != 2 {
			t.Errorf("left with %q at version %d", n.Body, n.Version)
		}
		err := change(t, db, "durres", func(tx *store.Tx) error { return notes.Remove(tx, "a", 1) })
		if !errors.Is(err, store.ErrConflict) {
			t.Errorf("removing an older version: %v", err)
		}
	})
}

// The first error is kept, as PostgreSQL would: a closure that overlooks an
// error must not commit on SQLite what PostgreSQL refuses.
func TestErrorIsSticky(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *sql.DB) {
		twice := note{ID: "a", Content: []byte{1}}
		err := change(t, db, "durres", func(tx *store.Tx) error {
			notes.Add(tx, twice)
			notes.Add(tx, twice) // refused, and overlooked
			return nil
		})
		if !errors.Is(err, store.ErrExists) {
			t.Errorf("got %v", err)
		}
		if list := read(t, db, "durres"); len(list) != 0 {
			t.Errorf("kept %v", list)
		}
	})
}

func TestFailureKeepsNothing(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *sql.DB) {
		sorry := errors.New("sorry")
		err := change(t, db, "durres", func(tx *store.Tx) error {
			return errors.Join(notes.Add(tx, note{ID: "a", Content: []byte{1}}), sorry)
		})
		if !errors.Is(err, sorry) || len(read(t, db, "durres")) != 0 {
			t.Errorf("%v; kept %v", err, read(t, db, "durres"))
		}
		must(t, view(t, db, "durres", func(tx *store.Tx) error {
			if h, err := tx.AuditHead(); err != nil || h.Seq != 0 {
				t.Errorf("head %v, %v", h, err)
			}
			return nil
		}))
	})
}

func TestViewWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *sql.DB) {
		err := view(t, db, "durres", func(tx *store.Tx) error {
			_, err := tx.Exec(addNote, "a", "x", tx.Now(), []byte{1})
			return err
		})
		if err == nil || len(read(t, db, "durres")) != 0 {
			t.Errorf("a view wrote: %v", err)
		}
		if err := db.Change(context.Background(), grant(t, "durres", access.ReadPlan), store.Subject{}, func(*store.Tx) error { return nil }); !errors.Is(err, access.ErrDenied) {
			t.Errorf("a change with a permission to read: %v", err)
		}
		if err := db.View(context.Background(), access.Grant{}, store.Subject{}, func(*store.Tx) error { return nil }); !errors.Is(err, access.ErrDenied) {
			t.Errorf("a view without a grant: %v", err)
		}
	})
}

// A watched look leaves an event; an ordinary one does not.
func TestWatchedLookIsRecorded(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *sql.DB) {
		g := grant(t, "durres", access.ReadAudit)
		must(t, view(t, db, "durres", func(*store.Tx) error { return nil }))
		must(t, db.View(context.Background(), g, store.Subject{Kind: "audit", ID: "2023"}, func(tx *store.Tx) error {
			list, err := tx.AuditEvents(store.Window{}, 100, 10)
			if len(list) != 1 || list[0].Verb != "audit.read" || list[0].Subject != "2023" {
				t.Errorf("events %+v", list)
			}
			return err
		}))
	})
}

func TestNewIDs(t *testing.T) {
	db := testkit.Open(t, store.CommitteeRoom, withNotes(t))
	seen, rising := map[string]bool{}, 0
	const n = 20_000
	last := ""
	for range n {
		id := db.NewID()
		if len(id) != 16 || strings.Trim(id, "abcdefghijkmnpqrstuvwxyz23456789") != "" {
			t.Fatalf("ID %q", id)
		}
		if id > last {
			rising++
		}
		seen[id], last = true, id
	}
	if len(seen) != n || rising > n*6/10 || rising < n*4/10 {
		t.Errorf("%d different, %d rising: an ID must say nothing of order", len(seen), rising)
	}
}

// withNotes is a fresh SQLite file with the table of notes.
func withNotes(t testing.TB) string {
	path := t.TempDir() + "/committee.db"
	connect(t, path)
	return path
}

func TestTimeRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		at := store.At(time.UnixMicro(rapid.Int64Range(-62135596800000000, 253402300799999999).Draw(rt, "µs")))
		v, err := at.Value()
		if err != nil {
			rt.Fatal(err)
		}
		var text, native store.Time
		if text.Scan(v) != nil || native.Scan(at.Time.In(time.FixedZone("", 7200))) != nil || !text.Equal(at.Time) || !native.Equal(at.Time) {
			rt.Fatalf("%s came back as %s and %s", at, text, native)
		}
		later := store.At(at.Add(time.Duration(rapid.Int64Range(1, 1e15).Draw(rt, "later")) * time.Microsecond))
		if later.Year() < 10000 && at.String() >= later.String() {
			rt.Fatalf("%s does not sort before %s", at, later)
		}
	})
}

// The databases sort and keep times alike, the zero one with them.
func TestTimesSortInTheDatabase(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *sql.DB) {
		times := []time.Time{{}, testkit.Now.Add(-time.Hour), testkit.Now, testkit.Now.Add(time.Microsecond), testkit.Now.AddDate(100, 0, 0)}
		must(t, change(t, db, "durres", func(tx *store.Tx) error {
			for i, at := range slices.Backward(times) {
				if err := notes.Add(tx, note{ID: fmt.Sprint(9 - i), At: store.At(at), Content: []byte{1}}); err != nil {
					return err
				}
			}
			return nil
		}))
		var got []time.Time
		for _, n := range read(t, db, "durres") {
			got = append(got, n.At.Time)
		}
		if !slices.EqualFunc(got, times, time.Time.Equal) {
			t.Errorf("sorted as %v", got)
		}
	})
}

// Two connections change the same committee at once; each change must be kept.
func TestChangesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ *sql.DB) {
		const writers, each = 8, 10
		failed := make(chan error, writers)
		for w := range writers {
			go func() {
				for i := range each {
					err := change(t, db, "durres", func(tx *store.Tx) error {
						return notes.Add(tx, note{ID: fmt.Sprintf("%d-%d", w, i), Content: []byte{1}})
					})
					if err != nil {
						failed <- err
						return
					}
				}
				failed <- nil
			}()
		}
		for range writers {
			must(t, <-failed)
		}
		faults, events, err := db.Verify(context.Background())
		if n := len(read(t, db, "durres")); n != writers*each || events != int64(n) || len(faults) > 0 || err != nil {
			t.Errorf("%d notes, %d events, %v, %v", n, events, faults, err)
		}
	})
}

// A grant opens the room of its scope and no other.
func TestRoomsAreApart(t *testing.T) {
	for _, urls := range testkit.RoomURLs(t) {
		connect(t, urls[store.CommitteeRoom])
		r := testkit.OpenRooms(t, urls)
		rooms := map[store.Room]*store.DB{store.CommitteeRoom: r.Committee, store.CaseworkRoom: r.Casework, store.KeyRoom: r.Keys}
		for opens, g := range map[store.Room][]access.Grant{
			store.CommitteeRoom: {testkit.Grant(t, access.ReadPlan), testkit.Grant(t, access.ListPeople)},
			store.CaseworkRoom:  {testkit.GrantTo(t, testkit.InUnit(access.Worker, testkit.Unit), access.ListFiles), testkit.Grant(t, access.CountChildren)},
			store.KeyRoom:       {testkit.Grant(t, access.KeepFileKeys)},
		} {
			for _, g := range g {
				for room, db := range rooms {
					err := db.View(context.Background(), g, store.Subject{}, func(*store.Tx) error { return nil })
					if room == opens && err != nil || room != opens && !errors.Is(err, access.ErrDenied) {
						t.Errorf("%s in the %s room: %v", g.Permission(), room, err)
					}
				}
			}
		}
	}
}

func TestOpenTwiceMigratesOnce(t *testing.T) {
	for name, url := range maps.All(testkit.URLs(t)) {
		t.Run(name, func(t *testing.T) {
			connect(t, url)
			for range 2 {
				db, err := store.Open(context.Background(), store.CommitteeRoom, url)
				must(t, err)
				must(t, db.Close())
			}
		})
	}
}

// long reports whether this is the full run of make check.
func long() bool { return os.Getenv("TRYEZA_LONG") != "" }
