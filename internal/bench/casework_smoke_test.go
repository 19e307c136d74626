package bench

import (
	"database/sql"
	"errors"
	"fmt"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// smallCasework is a small seed of casework, opened.
func smallCasework(t *testing.T) (c *caseload, folder string) {
	t.Helper()
	folder = t.TempDir()
	fillCasework(t, folder, light, later)
	return openCaseload(rooms(t, folder, later), light, later), folder
}

// The seed is one the program could have written: its trails are whole, no row
// refers to one that is not there, its root key fits, and every file opens with
// what was put into it.
func TestCaseworkSeedIsTrueToTheProgram(t *testing.T) {
	c, folder := smallCasework(t)
	for _, db := range []*store.DB{c.files.DB, c.files.Keys.DB} {
		if faults, n, err := db.Verify(background); err != nil || len(faults) > 0 || n < 100 {
			t.Errorf("a trail of %d events: %v %v", n, faults, err)
		}
	}
	var table string
	row := openRaw(t, roomFile(folder, store.CaseworkRoom)).QueryRow(`SELECT "table" FROM pragma_foreign_key_check`)
	if err := row.Scan(&table, &table, &table, &table); !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("%s refers to what is not there (%v)", table, err)
	}
	if _, err := c.files.Keys.Fit(background); err != nil {
		t.Error(err)
	}
	opened := map[string]bool{}
	for _, d := range c.desks {
		for n := range c.workers() {
			for _, id := range c.filesOf(t, d, d.worker(n)) {
				opened[id] = true
				if err := c.open(t, d, d.worker(n), id, func(f *child.File) { tells(t, f) }); err != nil {
					t.Error(err)
				}
			}
		}
	}
	if want := c.load.units * c.load.files; len(opened) != want {
		t.Errorf("%d files opened, of %d", len(opened), want)
	}
}

// tells fails unless a file tells who the child is.
func tells(t *testing.T, f *child.File) {
	t.Helper()
	if k := child.KnownOf(f); len(k.Names) == 0 || k.Birth.Year == 0 || len(k.Guardians) != 1 || len(k.Phones) != 1 || len(f.Items()) < 8 {
		t.Errorf("a file of %d items knows %+v", len(f.Items()), k)
	}
}

// What the benchmark does is done once, on a small seed.
func TestCaseworkBenchmarkMeasuresWhatWorks(t *testing.T) {
	c, folder := smallCasework(t)
	d, who, id := c.one(t)
	found, err := c.near(t, d, c.knownOf(t, d, who, id))
	if err != nil || len(found) == 0 || found[0].ID != id {
		t.Errorf("the file itself is not the likeliest: %+v (%v)", found, err)
	}
	if list, err := c.list(t); err != nil || len(list) < light.mine || list[0].Name == "" || list[0].Broken {
		t.Errorf("a list of %d files (%v)", len(list), err)
	}
	raw := openRaw(t, roomFile(folder, store.CaseworkRoom))
	for table, do := range map[string]func() error{
		"sighting":   func() error { return c.record(t) },
		"child":      func() error { return c.start(t) },
		"child_item": func() error { return c.write(t) },
	} {
		before := column(t, raw, `SELECT COUNT(*) FROM `+table)[0]
		if err := do(); err != nil || column(t, raw, `SELECT COUNT(*) FROM `+table)[0] == before {
			t.Errorf("no new %s (%v)", table, err)
		}
	}
	if list, err := c.week(t); err != nil || len(list) == 0 || !list[0].Sound() {
		t.Errorf("%d sightings in a week (%v)", len(list), err)
	}
}

// What is counted is what was seeded.
func TestCaseworkSeedIsCounted(t *testing.T) {
	c, folder := smallCasework(t)
	committee, units := c.busiest()
	p := lastHalf(later)
	want := column(t, openRaw(t, roomFile(folder, store.CaseworkRoom)), `SELECT COUNT(*) || ' ' || COUNT(DISTINCT nullif(subject_id, '')) FROM sighting WHERE committee_id = ? AND seen_on BETWEEN ? AND ?`,
		committee, p.Start(), p.End())[0]
	said, children, err := c.flow(t, committee, p)
	if got := counted(said.Total.N, children.Total.N); err != nil || got != want {
		t.Errorf("%s sightings and children, want %s (%v)", got, want, err)
	}
	chapter, err := c.chapter(t, committee, p)
	if err != nil || chapter.Exact == nil {
		t.Fatalf("no exact chapter: %v", err)
	}
	enrolled := column(t, openRaw(t, roomFile(folder, store.CaseworkRoom)), `SELECT COUNT(DISTINCT subject_id) FROM enrolment WHERE committee_id = ? AND ends_on BETWEEN ? AND ?`,
		committee, p.Start(), text.DaysAfter(p.End(), -30))[0]
	if got := fmt.Sprint(chapter.Exact.Enrolled.Total.N); got != enrolled || got == "0" {
		t.Errorf("%s children enrolled, want %s", got, enrolled)
	}
	if got := counted(chapter.Exact.Sightings().N, chapter.Exact.Children().N); got != want || units < 2 || p.Kind() != figure.Half {
		t.Errorf("%s sightings and children of %d units in %s, want %s", got, units, p, want)
	}
}

// Nobody but those who work on a file opens it, in the seed either.
func TestCaseworkSeedIsClosedToOthers(t *testing.T) {
	c, _ := smallCasework(t)
	d, _, id := c.one(t)
	err := c.open(t, d, "nobody", id, func(*child.File) { t.Error("somebody else reads a file") })
	if !errors.Is(err, access.ErrDenied) {
		t.Error(err)
	}
}

func TestCaseworkRecipeKnowsWhatItIsMadeOf(t *testing.T) {
	half := caseworkRecipe(t, heavy, later)
	if caseworkRecipe(t, heavy, later.AddDate(0, 0, 1)) != half {
		t.Error("another day of the same half-year is another seed")
	}
	if caseworkRecipe(t, light, later) == half || caseworkRecipe(t, heavy, later.AddDate(0, 6, 0)) == half {
		t.Error("another size, or half-year, is the same seed")
	}
}
