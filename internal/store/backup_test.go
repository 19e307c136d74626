package store_test

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// sample fills tables that hold every type of column, empty bytes and NULL
// among them, past the features that own them.
func sample(t testing.TB, db *store.DB, raw *sql.DB) {
	t.Helper()
	at := store.At(testkit.Now.Add(time.Microsecond))
	in := row{"committee_id": "durres"}
	insert(t, db, raw, "committee", in.with(row{"id": "durres", "name": "Komiteti i Durrësit", "sample": true, "letterhead": "një\ndy", "signature": `"<&>\'`}))
	insert(t, db, raw, "committee_file", in.with(row{"id": "f2", "kind": "emblem", "content": []byte{0, 255, 16}, "added_at": at}))
	insert(t, db, raw, "committee_file", in.with(row{"id": "F1", "kind": "template", "content": []byte{}}))
	insert(t, db, raw, "plan", in.with(row{"id": "p", "title": "Plani", "state": "draft"}))
	insert(t, db, raw, "meeting", in.with(row{"id": "m", "body": "table", "state": "closed", "held_on": "2022-03-02"}))
	for id, value := range map[string]any{"a": int64(9007199254740993), "ç": nil} {
		insert(t, db, raw, "meeting_figure", in.with(row{"id": id, "meeting_id": "m", "value": value, "qualifier": "exact"}))
	}
	threeNotes(t, db)
}

// A row is values by column.
type row map[string]any

func (r row) with(more row) row {
	r = maps.Clone(r)
	maps.Copy(r, more)
	return r
}

// insert adds a row; a column it says nothing of gets the empty value of its type.
func insert(t testing.TB, db *store.DB, raw *sql.DB, table string, r row) {
	t.Helper()
	empty := map[string]any{"text": "", "json": "[]", "int": int64(0), "bool": false, "time": store.Time{}, "bytes": []byte{}}
	shapes, err := store.Shapes(store.CommitteeRoom)
	must(t, err)
	shape := shapes[slices.IndexFunc(shapes, func(s store.Shape) bool { return s.Name == table })]
	var names, marks []string
	var values []any
	for i, c := range shape.Columns {
		v, said := r[c.Name]
		if !said {
			v = empty[c.Type]
		}
		names, marks, values = append(names, c.Name), append(marks, fmt.Sprintf("$%d", i+1)), append(values, v)
	}
	text := fmt.Sprintf(`INSERT INTO %s (%s) VALUES (%s)`, table, strings.Join(names, ", "), strings.Join(marks, ", "))
	if db.Dialect() == "sqlite" {
		text = store.Rebind(text)
	}
	if _, err := raw.Exec(text, values...); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

func systemGrant(t testing.TB, p access.Permission) access.Grant {
	t.Helper()
	g, err := testkit.Actor(access.Operator).May(p, access.System)
	must(t, err)
	return g
}

func backup(t testing.TB, db *store.DB) ([]byte, store.Manifest) {
	t.Helper()
	var b bytes.Buffer
	m, err := store.Backup(context.Background(), systemGrant(t, access.MakeBackup), &b, db)
	must(t, err)
	return b.Bytes(), m
}

func restore(t testing.TB, db *store.DB, file []byte) error {
	t.Helper()
	_, err := store.Restore(context.Background(), systemGrant(t, access.RestoreBackup), bytes.NewReader(file), int64(len(file)), db)
	return err
}

func databases(t testing.TB) map[string]string {
	urls := testkit.URLs(t)
	for _, url := range urls {
		connect(t, url)
	}
	return urls
}

// A backup of either database, restored into either, brings everything back:
// backed up again it is the same file, byte for byte, and its trail is whole.
func TestBackupBringsEverythingBack(t *testing.T) {
	for from, source := range databases(t) {
		db := testkit.Open(t, store.CommitteeRoom, source)
		sample(t, db, connect(t, source))
		file, m := backup(t, db)
		if m.Rows() != 13 {
			t.Errorf("%s: %d rows", from, m.Rows())
		}
		for to, target := range databases(t) {
			t.Run(from+" to "+to, func(t *testing.T) {
				fresh := testkit.Open(t, store.CommitteeRoom, target)
				must(t, restore(t, fresh, file))
				again, n := backup(t, fresh)
				if diff := cmp.Diff(m, n); diff != "" || !bytes.Equal(file, again) {
					t.Errorf("not the same after restoring: %s", diff)
				}
				faults, events, err := fresh.Verify(context.Background())
				if len(faults) > 0 || events != 4 || err != nil {
					t.Errorf("the trail: %v, %d events, %v", faults, events, err)
				}
				must(t, change(t, fresh, "durres", func(*store.Tx) error { return nil }))
				if err := restore(t, fresh, file); !errors.Is(err, store.ErrNotEmpty) {
					t.Errorf("restored over data: %v", err)
				}
			})
		}
	}
}

// Whatever is changed in the file or cut from it: it is refused, or what counts
// is still there unharmed. Of a refused file nothing is kept.
func TestDamagedFileIsRefused(t *testing.T) {
	source := withNotes(t)
	db := testkit.Open(t, store.CommitteeRoom, source)
	sample(t, db, connect(t, source))
	file, whole := backup(t, db)
	fresh := testkit.Open(t, store.CommitteeRoom, withNotes(t))
	damaged := map[string][]byte{
		"empty":           {},
		"not a zip":       []byte("Tryeza"),
		"cut":             file[:len(file)-100],
		"cut in the half": file[:len(file)/2],
		"a row less":      repacked(t, file, "committee/committee_file.jsonl", func(b []byte) []byte { return b[bytes.IndexByte(b, '\n')+1:] }),
		"a row changed":   repacked(t, file, "committee/plan.jsonl", func(b []byte) []byte { return bytes.Replace(b, []byte("Plani"), []byte("Plane"), 1) }),
		"a row added":     repacked(t, file, "committee/plan.jsonl", func(b []byte) []byte { return append(b, b...) }),
		"no manifest":     repacked(t, file, "manifest.json", func([]byte) []byte { return nil }),
		"other manifest":  repacked(t, file, "manifest.json", func([]byte) []byte { return []byte(`{}`) }),
		"a table missing": repacked(t, file, "committee/plan.jsonl", func([]byte) []byte { return nil }),
	}
	step := 101
	if long() {
		step = 1
	}
	for at := 0; at < len(file); at += step { // a byte that a zip holds twice may be changed in one place
		bad := bytes.Clone(file)
		bad[at] ^= 0x20
		if m, err := store.CheckBackup(bytes.NewReader(bad), int64(len(bad))); err == nil && !cmp.Equal(m, whole) {
			t.Errorf("byte %d changed: accepted", at)
		}
	}
	for name, bad := range damaged {
		if _, err := store.CheckBackup(bytes.NewReader(bad), int64(len(bad))); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: checked as %v", name, err)
		}
		if err := restore(t, fresh, bad); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: restored with %v", name, err)
		}
	}
	must(t, restore(t, fresh, file)) // still empty, so still possible
}

func TestOtherReleasesAreNamed(t *testing.T) {
	db := testkit.Open(t, store.CommitteeRoom, withNotes(t))
	file, _ := backup(t, db)
	swap := func(old, new string) []byte {
		return repacked(t, file, "manifest.json", func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(new), 1) })
	}
	for _, tt := range []struct {
		name string
		file []byte
		want error
	}{
		{"newer format", swap(`"format": 1`, `"format": 2`), store.ErrNewer},
		{"a migration unknown here", swap(`0005_plan.sql`, `0999_other.sql`), store.ErrNewer},
		{"a migration less", swap(`"migrations/committee/0005_plan.sql",`, ``), store.ErrOlder},
		{"another column", swap(`"letterhead"`, `"heading"`), store.ErrOlder},
	} {
		if err := restore(t, db, tt.file); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestBackupNeedsItsPermission(t *testing.T) {
	db := testkit.Open(t, store.CommitteeRoom, withNotes(t))
	for _, g := range []access.Grant{{}, systemGrant(t, access.ListBackups), grant(t, "durres", access.ReadPlan)} {
		if _, err := store.Backup(context.Background(), g, io.Discard, db); !errors.Is(err, access.ErrDenied) {
			t.Errorf("%s: %v", g.Permission(), err)
		}
		if _, err := store.Restore(context.Background(), g, strings.NewReader(""), 0, db); !errors.Is(err, access.ErrDenied) {
			t.Errorf("%s: %v", g.Permission(), err)
		}
	}
}

// A backup sees one instant: what is written while it runs is not in it.
func TestBackupIsOneInstant(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, raw *sql.DB) {
		sample(t, db, raw)
		_, before := backup(t, db)
		w := writerFunc(func(p []byte) (int, error) {
			err := change(t, db, "durres", func(*store.Tx) error { return nil })
			return len(p), err
		})
		during, err := store.Backup(context.Background(), systemGrant(t, access.MakeBackup), w, db)
		must(t, err)
		if diff := cmp.Diff(before, during); diff != "" {
			t.Error(diff)
		}
	})
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// repacked is a backup file in which one entry was changed; nil leaves it out.
func repacked(t *testing.T, file []byte, name string, change func([]byte) []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		must(t, err)
		content, err := io.ReadAll(r)
		must(t, err)
		if f.Name == name {
			if content = change(content); content == nil {
				continue
			}
		}
		w, err := out.Create(f.Name)
		must(t, err)
		_, err = w.Write(content)
		must(t, err)
	}
	must(t, out.Close())
	return b.Bytes()
}

// However many rows there are, neither writing nor checking nor restoring holds
// them in memory: 20,000 rows in CI, 1,000,000 in the full run, 100 MB at most.
func TestBackupOfManyRows(t *testing.T) {
	rows := 20_000
	if long() {
		rows = 1_000_000
	}
	source := withNotes(t)
	db := testkit.Open(t, store.CommitteeRoom, source)
	raw := connect(t, source)
	sample(t, db, raw)
	run(t, raw, fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
		INSERT INTO audit_head SELECT 'fëmijë në situatë rruge ' || i, i, '' FROM n`, rows+2))
	var m store.Manifest
	peak := peakMemory(func() {
		var file []byte
		file, m = backup(t, db)
		must(t, restore(t, testkit.Open(t, store.CommitteeRoom, withNotes(t)), file))
	})
	i := slices.IndexFunc(m.Rooms[0].Tables, func(s store.BackupTable) bool { return s.Name == "audit_head" })
	if n := m.Rooms[0].Tables[i].Rows; n != int64(rows)+2 {
		t.Errorf("%d rows of %d", n, rows+2)
	}
	if peak > 100<<20 {
		t.Errorf("%d MB of memory for %d rows", peak>>20, rows)
	}
}

// peakMemory is the most memory in use while f ran, in bytes.
func peakMemory(f func()) uint64 {
	done, peak := make(chan bool), make(chan uint64)
	go func() {
		var most uint64
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			select {
			case <-done:
				peak <- most
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	f()
	close(done)
	return <-peak
}

// What the catalogue reads out of the migrations is what the databases have.
func TestShapesAreTheDatabases(t *testing.T) {
	for _, room := range []store.Room{store.CommitteeRoom, store.CaseworkRoom, store.KeyRoom} {
		for name, url := range databases(t) {
			db := testkit.Open(t, room, url)
			shapes, err := store.Shapes(room)
			must(t, err)
			want := map[string][]string{"migration": {"name"}}
			for _, s := range shapes {
				for _, c := range s.Columns {
					want[s.Name] = append(want[s.Name], c.Name)
				}
				if len(s.Key) == 0 {
					t.Errorf("%s has no primary key", s.Name)
				}
			}
			if diff := cmp.Diff(want, columns(t, db.Dialect(), connect(t, url))); diff != "" {
				t.Errorf("%s %s: %s", name, room, diff)
			}
		}
	}
}

// columns lists the columns of every table there is, in order.
func columns(t *testing.T, dialect string, raw *sql.DB) map[string][]string {
	t.Helper()
	text := `SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid`
	if dialect == "postgres" {
		text = `SELECT c.table_name, c.column_name FROM information_schema.columns AS c JOIN information_schema.tables AS t
			ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
			WHERE c.table_schema = 'public' ORDER BY c.table_name, c.ordinal_position`
	}
	rows, err := raw.Query(text)
	must(t, err)
	defer rows.Close()
	list := map[string][]string{}
	for rows.Next() {
		var table, column string
		must(t, rows.Scan(&table, &column))
		if table != "store_note" {
			list[table] = append(list[table], column)
		}
	}
	must(t, rows.Err())
	return list
}
