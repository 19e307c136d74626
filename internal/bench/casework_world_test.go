package bench

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

var caseworkRooms = []store.Room{store.CaseworkRoom, store.KeyRoom}

// seededCasework opens a copy of the seeded casework. The seed is kept among the
// temporary files, under the hash of what makes it.
func seededCasework(t testing.TB, z load, now time.Time) child.Files {
	t.Helper()
	kept := filepath.Join(os.TempDir(), "tryeza-casework-"+caseworkRecipe(t, z, now))
	if _, err := os.Stat(kept); err != nil {
		seedCaseworkInto(t, kept, z, now)
	}
	folder, size := t.TempDir(), int64(0)
	copyRooms(t, folder, kept)
	for _, room := range caseworkRooms {
		if info, err := os.Stat(roomFile(folder, room)); err == nil {
			size += info.Size()
		}
	}
	t.Logf("%d MB", size>>20)
	return rooms(t, folder, now)
}

// seedCaseworkInto seeds under another name first: a seed that was interrupted is
// none. Seeds made by an older recipe are of no use any more.
func seedCaseworkInto(t testing.TB, kept string, z load, now time.Time) {
	t.Helper()
	older, _ := filepath.Glob(filepath.Join(os.TempDir(), "tryeza-casework-*")) // the pattern is well formed
	for _, folder := range older {
		os.RemoveAll(folder)
	}
	fresh := t.TempDir()
	fillCasework(t, fresh, z, now)
	if err := os.MkdirAll(kept+".new", 0o700); err != nil {
		t.Fatal(err)
	}
	copyRooms(t, kept+".new", fresh)
	if err := os.Rename(kept+".new", kept); err != nil {
		t.Fatal(err)
	}
}

func roomFile(folder string, room store.Room) string {
	return filepath.Join(folder, string(room)+".db")
}

func copyRooms(t testing.TB, to, from string) {
	t.Helper()
	for _, room := range caseworkRooms {
		if err := copyFile(roomFile(to, room), roomFile(from, room)); err != nil {
			t.Fatal(err)
		}
	}
}

// caseworkRecipe names a seed of casework, as recipe does one of committees.
func caseworkRecipe(t testing.TB, z load, now time.Time) string {
	t.Helper()
	h := sha256.New()
	open, _ := figure.PeriodAt(figure.Half, text.DayOf(now))
	fmt.Fprintln(h, z, open)
	for _, pattern := range []string{"casework_seed_test.go", "casework_rows_test.go", "../store/migrations/casework/*.sql", "../store/migrations/keys/*.sql"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: nothing to seed from (%v)", pattern, err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			h.Write(b)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// inUnit is what somebody who holds a role in a unit may do there.
func inUnit(t testing.TB, d *desk, role access.Role, who string, p access.Permission) access.Grant {
	t.Helper()
	scope := access.Institution(d.id)
	g, err := access.NewActor(who, map[access.Scope][]access.Seat{scope: {{Role: role}}}).May(p, scope)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// inHatch is what a secretary may count of a committee's units.
func inHatch(t testing.TB, committee string) access.Grant {
	t.Helper()
	seats := []access.Seat{{Role: access.Secretary}}
	g, err := access.NewActor("secretary", map[access.Scope][]access.Seat{access.Committee(committee): seats}).May(access.CountChildren, access.Hatch(committee))
	if err != nil {
		t.Fatal(err)
	}
	return g
}
