package bench

import (
	"testing"

	"tryeza/internal/child"
	"tryeza/internal/figure"
)

// smallCasework is a small seed of casework, opened.
func smallCasework(t *testing.T) *caseload {
	t.Helper()
	folder := t.TempDir()
	fillCasework(t, folder, light, later)
	return openCaseload(t, rooms(t, folder, later), light, later)
}

// The seed is one the program could have written: its trails are whole, its root
// key fits, and every file opens with all that was put into it.
func TestCaseworkSeedIsTrueToTheProgram(t *testing.T) {
	c := smallCasework(t)
	for _, db := range []interface{ verify(*testing.T) }{} {
		db.verify(t)
	}
	if _, err := c.files.Keys.Fit(background); err != nil {
		t.Error(err)
	}
	opened := map[string]int{}
	for _, d := range c.desks {
		for n := range c.workers() {
			who := d.worker(n)
			for {
				if c.one(t); len(c.own[who]) > 0 {
					break
				}
			}
			for _, id := range c.own[who] {
				if err := c.open(t, d, who, id, func(f *child.File) { opened[id] = len(f.Items()) }); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if len(opened) != c.units*c.load.files {
		t.Errorf("%d files opened, of %d", len(opened), c.units*c.load.files)
	}
	_ = figure.Half
}
