package app_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/audit"
	"tryeza/internal/committee"
	"tryeza/internal/exchange"
	"tryeza/internal/issue"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// loopYear is a year of the loop, as it is written and as Tryeza writes it.
func loopYear(t *testing.T, name string) (exchange.Source, []byte) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	d, err := file(t, b).Read(exchange.Head{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	written, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return file(t, b), written
}

// Meetings, problems and tasks go in and come out without a byte changed, each
// year alone, also when what they lead to is in a year that is not there.
func TestLoopYearsStandAlone(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		for _, year := range []int{2024, 2023} { // the later one first: half of what it leads to is missing
			from, want := loopYear(t, map[int]string{2023: "loop-2023.json", 2024: "loop-2024.json"}[year])
			if _, err := imported(t, db, "durres", year, from); err != nil {
				t.Fatalf("%d: %v", year, err)
			}
			if got := withoutRules(t, exported(t, db, "durres", year)); !bytes.Equal(got, want) {
				t.Errorf("%d: it comes out differently:\n%s", year, firstDifference(want, got))
			}
			if again, err := imported(t, db, "durres", year, from); err != nil || !again.Empty() {
				t.Errorf("%d: imported again it adds %+v, %v", year, again, err)
			}
			loopPages(t, db, year == 2023)
		}
		from, _ := loopYear(t, "loop-2024.json")
		if again, err := imported(t, db, "durres", 2024, from); err != nil || !again.Empty() {
			t.Errorf("after the other year it adds %+v, %v", again, err)
		}
	})
}

// withoutRules takes out the rules that a committee is founded with.
func withoutRules(t *testing.T, b []byte) []byte {
	t.Helper()
	d, err := file(t, b).Read(exchange.Head{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	d.Rules = nil
	b, err = d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// loopPages looks at the pages of what was imported.
func loopPages(t *testing.T, db *store.DB, both bool) {
	t.Helper()
	site := testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) {
		meeting.Routes(m, db, meeting.Options{})
		task.Routes(m, db)
		issue.Routes(m, db, app.Problems)
		audit.Routes(m, db, account.Roles)
	})
	secretary := site.As(testkit.Actor(access.Secretary))
	pages := []string{"meeting/janar", "task", "task/d9", "task/d8", "task/d7", "issue", "issue/q3"}
	if both {
		pages = append(pages, "meeting/maj", "meeting/qershor", "meeting/tetor", "task/d1", "task/d2", "issue/q1", "issue/q2")
	}
	for _, p := range pages {
		secretary.Get("/k/durres/" + p).Want(200)
	}
	site.As(testkit.Actor(access.Auditor)).Get("/k/durres/audit").Want(200).Has("Detyrë «", "Problematikë «", "Thirrje në mbledhje", "institucioni përgjegjës")
}

// The workbook of a year of the loop says the same as its document.
func TestLoopWorkbook(t *testing.T) {
	for _, name := range []string{"loop-2023.json", "loop-2024.json"} {
		from, want := loopYear(t, name)
		d, err := from.Read(exchange.Head{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		book, err := d.Workbook()
		if err != nil {
			t.Fatal(err)
		}
		again := file(t, book)
		read, err := again.Read(again.Head(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := read.JSON(); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v\n%s", name, err, firstDifference(want, got))
		}
	}
}

// The years of the test leave no field of the loop out.
func TestLoopYearsAreWhole(t *testing.T) {
	said, all := map[string]bool{}, map[string]bool{}
	for _, name := range []string{"loop-2023.json", "loop-2024.json", "registers-2023.json"} {
		from, _ := loopYear(t, name)
		d, err := from.Read(exchange.Head{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range []any{d.Meetings, d.Issues, d.Tasks} {
			fieldsSaid(reflect.ValueOf(list), said, all)
		}
	}
	for f := range all {
		if !said[f] {
			t.Errorf("no row says %s", f)
		}
	}
	if len(all) < 120 {
		t.Errorf("only %d fields were looked at", len(all))
	}
}

// fieldsSaid collects the fields of the rows of a list, and those that hold something.
func fieldsSaid(list reflect.Value, said, all map[string]bool) {
	for i := range list.Len() {
		row := list.Index(i)
		for j := range row.NumField() {
			f := row.Type().Name() + "." + row.Type().Field(j).Name
			all[f] = true
			said[f] = said[f] || !row.Field(j).IsZero()
			if v := row.Field(j); v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct {
				fieldsSaid(v, said, all)
			}
		}
	}
}

// A backup brings the years of the loop back, whichever database they stood in.
func TestLoopSurvivesABackup(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		for year, name := range map[int]string{2023: "loop-2023.json", 2024: "loop-2024.json"} {
			from, _ := loopYear(t, name)
			if _, err := imported(t, db, "durres", year, from); err != nil {
				t.Fatal(err)
			}
		}
		var copied bytes.Buffer
		if _, err := store.Backup(t.Context(), testkit.Grant(t, access.MakeBackup), &copied, db); err != nil {
			t.Fatal(err)
		}
		again := testkit.SQLite(t)
		if _, err := store.Restore(t.Context(), testkit.Grant(t, access.RestoreBackup), bytes.NewReader(copied.Bytes()), int64(copied.Len()), again); err != nil {
			t.Fatal(err)
		}
		for _, year := range []int{2023, 2024} {
			if a, b := exported(t, db, "durres", year), exported(t, again, "durres", year); !bytes.Equal(a, b) {
				t.Errorf("%d: %s", year, firstDifference(a, b))
			}
		}
	})
}

// An institution that is named anywhere in the loop stays; one that is not goes.
func TestInstitutionsOfTheLoopStay(t *testing.T) {
	const doc = `{"format": 2, "year": 2023, "committee": {"id": "durres", "name": "Komiteti", "qark": "AL-02"},
"institutions": [INSTITUTIONS],
"meetings": [{"body": "table", "kind": "ordinary", "state": "planned", "held_on": "2023-09-04", "calls": [{"institution": "called", "kind": "member"}]}],
"issues": [{"body": "Mungon transporti", "since": "2023-05-04", "raised": [{"institution": "raiser", "source": "direct", "raised_on": "2023-05-04", "body": "x"}],
  "measures_taken": [{"institution": "measurer", "taken_on": "2023-05-04", "body": "y"}]}],
"tasks": [{"kind": "request", "body": "Raport", "owner": "owner", "asked_by": "asker", "given_on": "2023-05-04", "due_on": "2023-06-04"}]}`
	named := []string{"called", "raiser", "measurer", "owner", "asker"}
	var list []string
	for _, id := range append(named, "nobody") {
		list = append(list, `{"id": "`+id+`", "kind": "ngo", "sector": "ngo", "names": [{"name": "`+id+`"}]}`)
	}
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		if _, err := imported(t, db, "durres", 2023, file(t, []byte(strings.Replace(doc, "INSTITUTIONS", strings.Join(list, ","), 1)))); err != nil {
			t.Fatal(err)
		}
		remove := func(id string) error {
			return db.Change(t.Context(), grantIn(t, access.ManageCommittee, "durres"), store.Subject{Kind: "institution", ID: id}, func(tx *store.Tx) error {
				return committee.RemoveInstitution(tx, id, 1)
			})
		}
		for _, id := range named {
			if err := remove(id); !errors.Is(err, committee.ErrInUse) {
				t.Errorf("%s: %v", id, err)
			}
		}
		if err := remove("nobody"); err != nil {
			t.Errorf("one that is named nowhere: %v", err)
		}
	})
}
