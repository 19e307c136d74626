package testkit

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// Rooms are the three databases of a test. URL says where each one is, for a
// test that looks into its files or goes past the store.
type Rooms struct {
	Committee, Casework, Keys *store.DB
	URL                       map[store.Room]string
}

// Casework runs f on the three rooms on every kind of database: SQLite always,
// PostgreSQL when TEST_POSTGRES names a server.
func Casework(t *testing.T, f func(t *testing.T, r Rooms)) {
	t.Helper()
	for name, urls := range RoomURLs(t) {
		t.Run(name, func(t *testing.T) { f(t, OpenRooms(t, urls)) })
	}
}

// SQLiteRooms are three fresh SQLite files, for tests in which the kind of
// database makes no difference.
func SQLiteRooms(t testing.TB) Rooms {
	t.Helper()
	return OpenRooms(t, files(t))
}

// RoomURLs makes three fresh databases of each kind and returns where they are.
func RoomURLs(t testing.TB) map[string]map[store.Room]string {
	t.Helper()
	urls := map[string]map[store.Room]string{"sqlite": files(t)}
	if c := postgres(t); c != "" {
		urls["postgres"] = map[store.Room]string{store.CommitteeRoom: c, store.CaseworkRoom: postgres(t), store.KeyRoom: postgres(t)}
	}
	return urls
}

// files are where three SQLite rooms may be made, the keys in a folder of their own.
func files(t testing.TB) map[store.Room]string {
	t.Helper()
	data, keys := t.TempDir(), t.TempDir()
	return map[store.Room]string{
		store.CommitteeRoom: filepath.Join(data, "committee.db"),
		store.CaseworkRoom:  filepath.Join(data, "casework.db"),
		store.KeyRoom:       filepath.Join(keys, "keys.db"),
	}
}

// OpenRooms opens three rooms with the clock of tests.
func OpenRooms(t testing.TB, urls map[store.Room]string) Rooms {
	t.Helper()
	open := func(room store.Room) *store.DB { return Open(t, room, urls[room]) }
	return Rooms{open(store.CommitteeRoom), open(store.CaseworkRoom), open(store.KeyRoom), urls}
}

// Unit is the id of the child protection unit of tests.
const Unit = "unit234567abcdef"

// InUnit is somebody who holds one role in a unit; the same unit and role are
// the same person.
func InUnit(role access.Role, unit string) access.Actor {
	return access.NewActor(string(role)+"-"+unit, map[access.Scope][]access.Seat{access.Institution(unit): {{Role: role}}})
}

// FoundUnit makes a child protection unit in the casework room, and nothing of
// what package unit gives it besides.
func FoundUnit(t testing.TB, r Rooms, id, committee, municipality string) {
	t.Helper()
	raw := r.Raw(t, store.CaseworkRoom)
	_, err := raw.Exec(fmt.Sprintf(`INSERT INTO unit (owner_id, id, version, committee_id, municipality, name, sample, ethnicity)
		VALUES ('%s', '%s', 1, '%s', '%s', 'NJMF %s', %s, %s)`, id, id, committee, municipality, municipality, "TRUE", "FALSE"))
	if err != nil {
		t.Fatal(err)
	}
}

// Raw is a connection that goes past the store, as a thief of the database has.
func (r Rooms) Raw(t testing.TB, room store.Room) *sql.DB {
	t.Helper()
	driver := "sqlite"
	if strings.HasPrefix(r.URL[room], "postgres") {
		driver = "pgx"
	}
	raw, err := sql.Open(driver, r.URL[room])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { raw.Close() })
	return raw
}
