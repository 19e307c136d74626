package backup_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/backup"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

func makeKeys(t *testing.T, r testkit.Rooms, path string, replace bool) error {
	t.Helper()
	m, err := backup.MakeKeys(context.Background(), testkit.Grant(t, access.KeepFileKeys), path, replace, r.Keys)
	if err == nil && (len(m.Rooms) != 1 || m.Rooms[0].Room != store.KeyRoom) {
		t.Errorf("holds %v", m.Rooms)
	}
	return err
}

func keep(t *testing.T, r testkit.Rooms, statement string) {
	t.Helper()
	if _, err := r.Raw(t, store.KeyRoom).Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// There is one file of keys. The next one takes its place only when told to, and
// what the earlier one held is gone from the disk and not only from the folder.
func TestOneFileOfKeys(t *testing.T) {
	r, folder := testkit.SQLiteRooms(t), t.TempDir()
	path := filepath.Join(folder, "keys.zip")
	keep(t, r, `INSERT INTO child_key VALUES ('k1', 'u', 'c', '', 'm', 'key m', x'5752415050', '2023-07-14T08:30:00.000000Z', '0001-01-01T00:00:00.000000Z')`)
	if err := makeKeys(t, r, path, true); err != nil {
		t.Fatalf("the first: %v", err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := makeKeys(t, r, path, false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over an existing file: %v", err)
	}
	same(t, path, before)
	witness := filepath.Join(t.TempDir(), "witness") // another name for the same blocks of the disk
	if err := os.Link(path, witness); err != nil {
		t.Fatal(err)
	}
	keep(t, r, `UPDATE child_key SET wrapped = x''`)
	if err := makeKeys(t, r, path, true); err != nil {
		t.Fatal(err)
	}
	same(t, witness, make([]byte, len(before)))
	m, err := backup.Check(path)
	if err != nil || m.Rows() < 2 {
		t.Errorf("%d rows, %v", m.Rows(), err)
	}
	only(t, folder, "keys.zip")
}

func same(t *testing.T, path string, want []byte) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not as it should be: %v", filepath.Base(path), err)
	}
}

func only(t *testing.T, folder string, want ...string) {
	t.Helper()
	var names []string
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if err != nil || strings.Join(names, " ") != strings.Join(want, " ") {
		t.Errorf("in the folder: %v, want %v (%v)", names, want, err)
	}
}

// Whatever else is named to be written over stays as it is.
func TestOnlyKeysAreWrittenOver(t *testing.T) {
	r, folder := testkit.SQLiteRooms(t), t.TempDir()
	path := func(name string) string { return filepath.Join(folder, name) }
	if _, err := backup.Make(context.Background(), testkit.Grant(t, access.MakeBackup), path("data.zip"), r.Committee, r.Casework); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path("letter.txt"), []byte("letër"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"data.zip", "letter.txt"} {
		before, err := os.ReadFile(path(name))
		if err != nil {
			t.Fatal(err)
		}
		if err := makeKeys(t, r, path(name), true); err == nil || !strings.Contains(err.Error(), "is not a whole file of keys") {
			t.Errorf("%s: %v", name, err)
		}
		same(t, path(name), before)
	}
	only(t, folder, "data.zip", "letter.txt")
}

// A file that an interrupted attempt left beside is gone after the next one.
func TestLeftOverKeysAreShredded(t *testing.T) {
	r, folder := testkit.SQLiteRooms(t), t.TempDir()
	path := filepath.Join(folder, "keys.zip")
	if err := makeKeys(t, r, path, false); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{".old", ".part"} {
		if err := os.WriteFile(path+end, []byte("KEYS"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	witness := t.TempDir()
	for _, end := range []string{".old", ".part"} {
		if err := os.Link(path+end, filepath.Join(witness, end)); err != nil {
			t.Fatal(err)
		}
	}
	if err := makeKeys(t, r, path, true); err != nil {
		t.Fatal(err)
	}
	same(t, filepath.Join(witness, ".old"), make([]byte, 4))
	same(t, filepath.Join(witness, ".part"), make([]byte, 4))
	only(t, folder, "keys.zip")
	if err := os.Link(path, path+".old"); err != nil { // interrupted before the new one had its name
		t.Fatal(err)
	}
	if err := makeKeys(t, r, path, true); err != nil {
		t.Fatal(err)
	}
	only(t, folder, "keys.zip")
	if _, err := backup.Check(path); err != nil {
		t.Error(err)
	}
}

// Without the permission, or told to stop, nothing is left behind.
func TestKeysLeaveNothingHalf(t *testing.T) {
	r, folder := testkit.SQLiteRooms(t), t.TempDir()
	path := filepath.Join(folder, "keys.zip")
	if _, err := backup.MakeKeys(context.Background(), testkit.Grant(t, access.MakeBackup), path, false, r.Keys); !errors.Is(err, access.ErrDenied) {
		t.Errorf("without the permission: %v", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := backup.MakeKeys(stopped, testkit.Grant(t, access.KeepFileKeys), path, false, r.Keys); err == nil {
		t.Error("made although told to stop")
	}
	if err := makeKeys(t, r, filepath.Join(folder, "none", "keys.zip"), false); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("into a folder that does not exist: %v", err)
	}
	only(t, folder)
}
