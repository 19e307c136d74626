// Package testkit gives tests what they need: a database of each kind, a fixed
// clock, a committee to work with, and a browser without JavaScript.
package testkit

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/seal"
	"tryeza/internal/store"
)

// Now is the instant of tests: a Friday morning after the first half of 2023.
var Now = time.Date(2023, 7, 14, 8, 30, 0, 0, time.UTC)

// Each runs f on every kind of database: SQLite always, PostgreSQL when
// TEST_POSTGRES names a server (make test starts one). The room is the
// committee's; its clock stands at Now and its identifiers repeat.
func Each(t *testing.T, f func(t *testing.T, db *store.DB)) {
	t.Helper()
	for name, url := range URLs(t) {
		t.Run(name, func(t *testing.T) { f(t, Open(t, store.CommitteeRoom, url)) })
	}
}

// SQLite opens a fresh SQLite room, for tests in which the kind of database
// makes no difference.
func SQLite(t testing.TB) *store.DB {
	t.Helper()
	return Open(t, store.CommitteeRoom, filepath.Join(t.TempDir(), "committee.db"))
}

// NoCasework reports whether the tests run as where there are no child
// protection units: with neither casework nor keys.
func NoCasework() bool { return os.Getenv("TRYEZA_NO_CASEWORK") != "" }

// Open opens a room with the clock of tests. Without casework, asking for another
// room than the committee's fails the test: the committee works alone.
func Open(t testing.TB, room store.Room, url string) *store.DB {
	t.Helper()
	if NoCasework() && room != store.CommitteeRoom {
		t.Fatalf("the room %s was asked for, and it was taken away", room)
	}
	db, err := store.Open(context.Background(), room, url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.Now = func() time.Time { return Now }
	db.Rand = rand.NewChaCha8([32]byte{1})
	return db
}

// URLs makes a fresh database of each kind and returns where they are.
func URLs(t testing.TB) map[string]string {
	t.Helper()
	urls := map[string]string{"sqlite": filepath.Join(t.TempDir(), "committee.db")}
	if url := postgres(t); url != "" {
		urls["postgres"] = url
	}
	return urls
}

// postgres makes a database that is dropped when the test ends, or returns ""
// when there is no server.
func postgres(t testing.TB) string {
	t.Helper()
	base := os.Getenv("TEST_POSTGRES")
	if base == "" {
		return ""
	}
	admin, err := sql.Open("pgx", base+"postgres?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("t%d_%d", os.Getpid(), time.Now().UnixNano())
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		admin.Exec("DROP DATABASE " + name + " WITH (FORCE)")
		admin.Close()
	})
	return base + name + "?sslmode=disable"
}

// Root is a root key that every test may know.
func Root() seal.Root { return seal.NewRoot([32]byte{'t', 'e', 's', 't'}) }

// Actor is somebody who holds one role in the committee "durres", for the
// institution when the role is held for one.
func Actor(role access.Role, institution ...string) access.Actor {
	seat := access.Seat{Role: role}
	if len(institution) > 0 {
		seat.Institution = institution[0]
	}
	scope := access.Committee("durres")
	switch role {
	case access.Coordinator, access.Operator:
		scope = access.Every
	case access.Administrator:
		return access.NewActor(string(role), map[access.Scope][]access.Seat{access.System: {seat}, access.Every: {seat}})
	}
	seats := map[access.Scope][]access.Seat{scope: {seat}}
	if role == access.Operator {
		seats[access.System] = []access.Seat{seat}
	}
	return access.NewActor(string(role), seats)
}

// Grant is the operator's grant in the committee "durres".
func Grant(t testing.TB, p access.Permission) access.Grant {
	t.Helper()
	return GrantTo(t, Actor(access.Operator), p)
}

// GrantTo is the grant an actor has in the committee "durres", in the unit
// Unit, or in the one scope of its kind; it fails the test when they have none.
func GrantTo(t testing.TB, a access.Actor, p access.Permission) access.Grant {
	t.Helper()
	scope := access.Committee("durres")
	switch p.Kind() {
	case access.InSystem:
		scope = access.System
	case access.InKeys:
		scope = access.Keys
	case access.InHatch:
		scope = access.Hatch("durres")
	case access.InInstitution:
		scope = access.Institution(Unit)
	}
	g, err := a.May(p, scope)
	if err != nil {
		t.Fatalf("%s in %s: %v", p, scope.ID, err)
	}
	return g
}

// Change runs f with the operator's grant for p, and fails the test on error.
func Change(t testing.TB, db *store.DB, p access.Permission, f func(tx *store.Tx) error) {
	t.Helper()
	if err := db.Change(context.Background(), Grant(t, p), store.Subject{Kind: "test", ID: t.Name()}, f); err != nil {
		t.Fatal(err)
	}
}

// View runs f with the operator's grant for p, and fails the test on error.
func View(t testing.TB, db *store.DB, p access.Permission, f func(tx *store.Tx) error) {
	t.Helper()
	if err := db.View(context.Background(), Grant(t, p), store.Subject{}, f); err != nil {
		t.Fatal(err)
	}
}
