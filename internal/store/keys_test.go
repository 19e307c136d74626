package store_test

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// A house is three rooms and a connection to each that goes past the store.
type house struct {
	testkit.Rooms
	raw map[store.Room]*sql.DB
}

// houses opens three rooms of every kind.
func houses(t *testing.T, f func(t *testing.T, h house)) {
	for name, urls := range testkit.RoomURLs(t) {
		t.Run(name, func(t *testing.T) { f(t, openHouse(t, urls)) })
	}
}

func openHouse(t testing.TB, urls map[store.Room]string) house {
	t.Helper()
	h := house{raw: map[store.Room]*sql.DB{}}
	for room, url := range urls {
		h.raw[room] = connect(t, url)
	}
	h.Rooms = testkit.OpenRooms(t, urls)
	return h
}

// files is a house of SQLite files.
func files(t testing.TB) house {
	t.Helper()
	return openHouse(t, testkit.RoomURLs(t)["sqlite"])
}

// keep puts a wrapped key past the store into the room of the keys.
func (h house) keep(t testing.TB, id string, wrapped []byte) {
	t.Helper()
	text := `INSERT INTO child_key (id, unit_id, child_id, month, parent, root, wrapped, created_at, destroyed_at) VALUES ($1, 'u', 'c', '2023-07', '', 'key:00', $2, $3, $4)`
	if h.Keys.Dialect() == "sqlite" {
		text = store.Rebind(text)
	}
	_, err := h.raw[store.KeyRoom].Exec(text, id, wrapped, store.At(testkit.Now), store.Time{})
	must(t, err)
}

// destroy takes away what was wrapped, as destroying a key does.
func (h house) destroy(t testing.TB, id string) {
	t.Helper()
	text := `UPDATE child_key SET wrapped = $2 WHERE id = $1`
	if h.Keys.Dialect() == "sqlite" {
		text = store.Rebind(text)
	}
	_, err := h.raw[store.KeyRoom].Exec(text, id, []byte{})
	must(t, err)
}

func (h house) kept(t testing.TB) (ids string) {
	t.Helper()
	rows, err := h.raw[store.KeyRoom].Query(`SELECT id FROM child_key ORDER BY id`)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var id string
		must(t, rows.Scan(&id))
		ids += id + " "
	}
	must(t, rows.Err())
	return ids
}

func keeper(t testing.TB) access.Grant { return testkit.Grant(t, access.KeepFileKeys) }

func keysFile(t testing.TB, h house) []byte {
	t.Helper()
	var b bytes.Buffer
	_, err := store.BackupKeys(context.Background(), keeper(t), &b, h.Keys)
	must(t, err)
	return b.Bytes()
}

func dataFile(t testing.TB, rooms ...*store.DB) []byte {
	t.Helper()
	var b bytes.Buffer
	_, err := store.Backup(context.Background(), systemGrant(t, access.MakeBackup), &b, rooms...)
	must(t, err)
	return b.Bytes()
}

func restoreInto(t testing.TB, file []byte, rooms ...*store.DB) error {
	t.Helper()
	_, err := store.Restore(context.Background(), systemGrant(t, access.RestoreBackup), bytes.NewReader(file), int64(len(file)), rooms...)
	return err
}

func restoreKeys(t testing.TB, file []byte, keys *store.DB) error {
	t.Helper()
	_, err := store.RestoreKeys(context.Background(), keeper(t), bytes.NewReader(file), int64(len(file)), keys)
	return err
}

// Data and keys are copied apart: whatever is asked for, no file of data holds a
// key, and no file of keys anything else.
func TestKeysAreCopiedApart(t *testing.T) {
	houses(t, func(t *testing.T, h house) {
		ctx, data := context.Background(), systemGrant(t, access.MakeBackup)
		for name, refused := range map[string]error{
			"keys with data":                second(store.Backup(ctx, data, io.Discard, h.Committee, h.Casework, h.Keys)),
			"keys as data":                  second(store.Backup(ctx, data, io.Discard, h.Keys)),
			"by who backs up":               second(store.BackupKeys(ctx, data, io.Discard, h.Keys)),
			"data as keys":                  second(store.BackupKeys(ctx, keeper(t), io.Discard, h.Committee)),
			"by nobody":                     second(store.BackupKeys(ctx, access.Grant{}, io.Discard, h.Keys)),
			"restored as data":              second(store.Restore(ctx, systemGrant(t, access.RestoreBackup), strings.NewReader(""), 0, h.Keys)),
			"restored by who restores data": second(store.RestoreKeys(ctx, systemGrant(t, access.RestoreBackup), strings.NewReader(""), 0, h.Keys)),
		} {
			if !errors.Is(refused, access.ErrDenied) {
				t.Errorf("%s: %v", name, refused)
			}
		}
		h.keep(t, "k1", []byte("WRAPPEDKEY"))
		for name, content := range unzipped(t, dataFile(t, h.Committee, h.Casework)) {
			if strings.Contains(name, "key") && name != "committee/account_key.jsonl" || bytes.Contains(content, []byte("child_key")) {
				t.Errorf("the data hold %s", name)
			}
		}
		for name := range unzipped(t, keysFile(t, h)) {
			if name != "manifest.json" && !strings.HasPrefix(name, "keys/") {
				t.Errorf("the keys hold %s", name)
			}
		}
	})
}

func second(_ store.Manifest, err error) error { return err }

// A file of keys brings them back, on either database, into an empty room only;
// and each file is refused by the other command with the name of the right one.
func TestKeysComeBack(t *testing.T) {
	houses(t, func(t *testing.T, h house) {
		h.keep(t, "k1", []byte("WRAPPEDKEY"))
		h.keep(t, "k2", []byte{})
		keys, data := keysFile(t, h), dataFile(t, h.Committee, h.Casework)
		houses(t, func(t *testing.T, fresh house) {
			for name, tt := range map[string]struct{ got, want error }{
				"data as keys": {restoreKeys(t, data, fresh.Keys), store.ErrNoKeys},
				"keys as data": {restoreInto(t, keys, fresh.Committee, fresh.Casework), store.ErrOnlyKeys},
			} {
				if !errors.Is(tt.got, tt.want) {
					t.Errorf("%s: %v", name, tt.got)
				}
			}
			must(t, restoreKeys(t, keys, fresh.Keys))
			if got := fresh.kept(t); got != "k1 k2 " {
				t.Errorf("%s came back", got)
			}
			if again := keysFile(t, fresh); !bytes.Equal(again, keys) {
				t.Error("not the same after restoring")
			}
			if err := restoreKeys(t, keys, fresh.Keys); !errors.Is(err, store.ErrNotEmpty) {
				t.Errorf("over keys that are there: %v", err)
			}
		})
	})
}

// Data come back beside keys that are there, and leave them alone: a key that
// was destroyed since stays destroyed.
func TestDataComeBackBesideTheKeys(t *testing.T) {
	houses(t, func(t *testing.T, h house) {
		h.keep(t, "k1", []byte("WRAPPEDKEY"))
		data := dataFile(t, h.Committee, h.Casework)
		h.destroy(t, "k1")
		before := keysFile(t, h)
		houses(t, func(t *testing.T, fresh house) {
			must(t, restoreKeys(t, before, fresh.Keys))
			must(t, restoreInto(t, data, fresh.Committee, fresh.Casework))
			if !bytes.Equal(keysFile(t, fresh), before) {
				t.Error("the keys are not as they were")
			}
		})
	})
}

// A committee without casework exchanges copies with one that has it, as long as
// no casework would be left out.
func TestRestoreWithoutCasework(t *testing.T) {
	h := files(t)
	alone, both := dataFile(t, h.Committee), dataFile(t, h.Committee, h.Casework)
	threeUnits(t, h)
	full := dataFile(t, h.Committee, h.Casework)
	for name, tt := range map[string]struct {
		file  []byte
		alone bool
		want  error
	}{
		"alone into both": {alone, false, nil}, "alone into one": {alone, true, nil}, "empty casework into one": {both, true, nil},
		"casework into one": {full, true, store.ErrCasework}, "casework into both": {full, false, nil},
		"casework only": {dataFile(t, h.Casework), false, store.ErrDamaged},
	} {
		fresh := files(t)
		rooms := []*store.DB{fresh.Committee, fresh.Casework}
		if tt.alone {
			rooms = rooms[:1]
		}
		if err := restoreInto(t, tt.file, rooms...); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	fresh := files(t)
	threeUnits(t, fresh)
	if err := restoreInto(t, alone, fresh.Committee, fresh.Casework); !errors.Is(err, store.ErrNotEmpty) {
		t.Errorf("beside casework of somebody else: %v", err)
	}
}

// threeUnits leaves three chains of one event in the casework room.
func threeUnits(t testing.TB, h house) {
	t.Helper()
	for _, unit := range []string{"a", "b", "c"} {
		g, err := testkit.InUnit(access.Worker, unit).May(access.RecordSightings, access.Institution(unit))
		must(t, err)
		must(t, h.Casework.Change(context.Background(), g, store.Subject{Kind: "unit", ID: unit}, func(*store.Tx) error { return nil }))
	}
}

// Every room keeps a chain of its own, the room of the keys too.
func TestTrailOfTheKeys(t *testing.T) {
	houses(t, func(t *testing.T, h house) {
		for range 3 {
			must(t, h.Keys.Change(context.Background(), keeper(t), store.Subject{Kind: "key"}, func(*store.Tx) error { return nil }))
		}
		run(t, h.raw[store.KeyRoom], dropTriggers(h.Keys)...)
		faults, events, err := h.Keys.Verify(context.Background())
		if len(faults) > 0 || events != 3 || err != nil {
			t.Errorf("%v %d %v", faults, events, err)
		}
		run(t, h.raw[store.KeyRoom], `DELETE FROM audit_event WHERE seq = 2`)
		if faults, _, _ := h.Keys.Verify(context.Background()); len(faults) != 1 || faults[0] != "keys: 1 event(s) before number 3 are missing" {
			t.Errorf("%v", faults)
		}
	})
}

// After a key was destroyed and the room scrubbed, no file of SQLite holds it.
func TestScrubLeavesNoKey(t *testing.T) {
	houses(t, func(t *testing.T, h house) {
		wrapped := bytes.Repeat([]byte("WRAPPEDKEY"), 5)
		h.keep(t, "k1", wrapped)
		if h.Keys.Dialect() == "sqlite" && len(filesWith(t, h.URL[store.KeyRoom], wrapped)) == 0 {
			t.Error("the search finds nothing")
		}
		h.destroy(t, "k1")
		must(t, h.Keys.Scrub(context.Background()))
		if h.Keys.Dialect() != "sqlite" {
			return
		}
		if in := filesWith(t, h.URL[store.KeyRoom], wrapped); len(in) > 0 {
			t.Errorf("still in %v", in)
		}
	})
}

// A reader of an older state stands in the way of a scrub, which says so.
func TestScrubSaysWhenItCannot(t *testing.T) {
	h := files(t)
	h.keep(t, "k1", []byte("WRAPPEDKEY"))
	must(t, store.Impatient(h.Keys))
	tx, err := h.raw[store.KeyRoom].Begin()
	must(t, err)
	defer tx.Rollback()
	var n int
	must(t, tx.QueryRow(`SELECT count(*) FROM child_key`).Scan(&n))
	if err := h.Keys.Scrub(context.Background()); err == nil || !strings.Contains(err.Error(), "busy") {
		t.Errorf("scrubbed under a reader: %v", err)
	}
	must(t, tx.Rollback())
	must(t, h.Keys.Scrub(context.Background()))
}

// unzipped is what a backup file holds, by the name of the part.
func unzipped(t testing.TB, file []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		parts[f.Name], err = io.ReadAll(r)
		must(t, err)
	}
	return parts
}

// filesWith names the files of a SQLite database that hold some bytes.
func filesWith(t testing.TB, file string, part []byte) (list []string) {
	t.Helper()
	for _, name := range []string{file, file + "-wal"} {
		b, err := os.ReadFile(name)
		must(t, err)
		if bytes.Contains(b, part) {
			list = append(list, name)
		}
	}
	return list
}
