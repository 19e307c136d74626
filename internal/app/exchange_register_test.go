package app_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/app"
	"tryeza/internal/committee"
	"tryeza/internal/exchange"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

var registerYears = map[int]string{2023: "registers-2023.json", 2024: "registers-2024.json"}

// The four registers go in and come out without a byte changed, each year alone and
// in any order: what is of no year, and what runs over the end of one, is in both.
func TestRegistersStandAlone(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		for _, year := range []int{2024, 2023} {
			from, want := loopYear(t, registerYears[year])
			if _, err := imported(t, db, "durres", year, from); err != nil {
				t.Fatalf("%d: %v", year, err)
			}
			if got := withoutRules(t, exported(t, db, "durres", year)); !bytes.Equal(got, want) {
				t.Errorf("%d: it comes out differently:\n%s", year, firstDifference(want, got))
			}
		}
		for year, name := range registerYears {
			from, _ := loopYear(t, name)
			if again, err := imported(t, db, "durres", year, from); err != nil || !again.Empty() {
				t.Errorf("%d: imported again it adds %+v, %v", year, again, err)
			}
		}
		registerPages(t, db)
	})
}

// registerPages looks at the pages of what was imported.
func registerPages(t *testing.T, db *store.DB) {
	t.Helper()
	c := app.Config{Committee: db}
	secretary := testkit.NewSite(t, db, app.Registers(c)).As(testkit.Actor(access.Secretary))
	for _, p := range []string{"programme", "programme/kampi", "programme/kampi2", "employment", "employment/projekti", "employment/panairi/fair", "campaign",
		"campaign/activity/fu1", "campaign/activity/fu2", "campaign/calendar/tetori", "training", "training/procedure/psv", "training/course/kursi", "training/session/se1", "training/coverage"} {
		secretary.Get("/k/durres/" + p).Want(200)
	}
}

// The workbook of the registers says the same as their document.
func TestRegistersWorkbook(t *testing.T) {
	for _, name := range registerYears {
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

// The years of the test leave no field of the registers out.
func TestRegisterYearsAreWhole(t *testing.T) {
	said, all := map[string]bool{}, map[string]bool{}
	for _, name := range registerYears {
		from, _ := loopYear(t, name)
		d, err := from.Read(exchange.Head{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range []any{d.Programmes, d.Projects, d.Fairs, d.Calendars, d.Campaigns, d.Procedures, d.Courses, d.Duties, d.Professionals, d.Sessions} {
			fieldsSaid(reflect.ValueOf(list), said, all)
		}
	}
	for f := range all {
		if !said[f] {
			t.Errorf("no row says %s", f)
		}
	}
	if len(all) < 170 {
		t.Errorf("only %d fields were looked at", len(all))
	}
}

// A record that the committee has is left as it is: another number of it is a fault
// with its place, a new record beside it is added.
func TestRegistersAreNeverWrittenOver(t *testing.T) {
	db := testkit.SQLite(t)
	from, _ := loopYear(t, registerYears[2023])
	if _, err := imported(t, db, "durres", 2023, from); err != nil {
		t.Fatal(err)
	}
	whole := string(exported(t, db, "durres", 2023))
	for _, tt := range []struct{ from, to, want string }{
		{`"value": 98,`, `"value": 99,`, `$.projects[2].project_numbers[0].value: Në skedar «99», te Tryeza «98»`},
		{`"title": "Kampi i Currilave"`, `"title": "Kampi i ri"`, `.title: Në skedar «Kampi i ri»`},
		{`"present": true`, `"present": false`, `$.sessions[0].attendance[0].present`},
		{`"consent": "no_photo"`, `"consent": "adults"`, `campaign_files[0].consent`},
		{`"id": "pr1"`, `"id": "pr9"`, `ekziston tashmë te Tryeza me një id tjetër`},
	} {
		b := strings.Replace(whole, tt.from, tt.to, 1)
		if b == whole {
			t.Fatalf("nothing to replace: %s", tt.from)
		}
		if _, err := imported(t, db, "durres", 2023, file(t, []byte(b))); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: no %q in %v", tt.to, tt.want, err)
		}
	}
	more := strings.Replace(whole, `"programmes": [`, `"programmes": [{"institution": "bashkia", "title": "Kamp i dytë", "kind": "camp", "starts_on": "2023-07-03", "ends_on": "2023-07-14", "state": "planned"},`, 1)
	a, err := imported(t, db, "durres", 2023, file(t, []byte(more)))
	if err != nil || len(a.Programmes) != 1 || len(a.Projects)+len(a.Sessions)+len(a.Tasks) > 0 {
		t.Errorf("adds %+v, %v", a, err)
	}
}

// A backup brings the registers back, whichever database they stood in.
func TestRegistersSurviveABackup(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		from, _ := loopYear(t, registerYears[2023])
		if _, err := imported(t, db, "durres", 2023, from); err != nil {
			t.Fatal(err)
		}
		var copied bytes.Buffer
		if _, err := store.Backup(t.Context(), testkit.Grant(t, access.MakeBackup), &copied, db); err != nil {
			t.Fatal(err)
		}
		again := testkit.SQLite(t)
		if _, err := store.Restore(t.Context(), testkit.Grant(t, access.RestoreBackup), bytes.NewReader(copied.Bytes()), int64(copied.Len()), again); err != nil {
			t.Fatal(err)
		}
		if a, b := exported(t, db, "durres", 2023), exported(t, again, "durres", 2023); !bytes.Equal(a, b) {
			t.Error(firstDifference(a, b))
		}
	})
}

// An institution that is named anywhere in the registers stays; one that is not goes.
func TestInstitutionsOfTheRegistersStay(t *testing.T) {
	const doc = `{"format": 3, "year": 2023, "committee": {"id": "durres", "name": "Komiteti", "qark": "AL-02"},
"institutions": [INSTITUTIONS],
"programmes": [{"institution": "organiser", "title": "Kampi", "kind": "camp", "municipality": "10", "starts_on": "2023-07-03", "ends_on": "2023-07-14", "weekdays": "12345", "state": "held",
  "programme_services": [{"kind": "health", "institution": "giver"}], "programme_partners": [{"institution": "partner"}]}],
"projects": [{"id": "j", "institution": "office", "title": "Sezoni", "starts_on": "2023-06-01", "ends_on": "2023-09-30", "state": "draft",
  "checks": [{"kind": "contract", "institution": "checker"}], "visits": [{"institution": "visitor", "planned_on": "2023-07-01"}]}],
"fairs": [{"institution": "host", "title": "Panairi", "held_on": "2023-05-12", "state": "held"}],
"campaigns": [{"institution": "campaigner", "title": "Marsh", "kind": "march", "starts_on": "2023-10-18", "ends_on": "2023-10-18", "state": "held", "findings": [{"what": "at_risk", "institution": "follower"}]}],
"procedures": [{"id": "psv", "title": "PSV"}],
"courses": [{"institution": "trainer", "procedure": "psv", "title": "Kursi"}],
"duties": [{"institution": "obliged", "job": "police", "staff": 3}],
"professionals": [{"institution": "employer", "code": "P 1", "job": "police"}]}`
	named := []string{"organiser", "giver", "partner", "office", "checker", "visitor", "host", "campaigner", "follower", "trainer", "obliged", "employer"}
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
