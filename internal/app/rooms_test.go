package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tryeza/internal/app"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// config is Tryeza on a committee room, with empty rooms for casework and its
// keys beside it; with neither where they were taken away, as in make
// test-committee.
func config(t *testing.T, db *store.DB) app.Config {
	t.Helper()
	c := app.Config{Committee: db, Backups: t.TempDir(), Demo: true, Keys: keys(t, db)}
	if testkit.NoCasework() {
		return c
	}
	dir := t.TempDir()
	c.Casework = testkit.Open(t, store.CaseworkRoom, filepath.Join(dir, "casework.db"))
	c.KeyRoom = testkit.Open(t, store.KeyRoom, filepath.Join(dir, "keys.db"))
	c.Root = testkit.Root()
	return c
}

// within wants each line in a golden file: without casework there is less than
// was reviewed, and nothing else.
func within(t *testing.T, path string, lines []string) {
	t.Helper()
	all, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if !strings.Contains("\n"+string(all), "\n"+line) {
			t.Errorf("%s has not %q", path, line)
		}
	}
}
