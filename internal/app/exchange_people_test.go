package app_test

import (
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// The secretary's file has everything; the coordinator's has nothing of single
// people, in either form, and can be read back.
func TestPeopleStayWithThoseWhoKeepThem(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		from, _ := loopYear(t, registerYears[2023])
		if _, err := imported(t, db, "durres", 2023, from); err != nil {
			t.Fatal(err)
		}
		site := testkit.NewSite(t, db, exchangeRoutes)
		const address = "/k/durres/exchange/file?year=2023&format="
		secretary, coordinator := site.As(testkit.Actor(access.Secretary)), site.As(testkit.Actor(access.Coordinator))
		if got := secretary.Get(address + "json").Want(200).Body; got != string(exported(t, db, "durres", 2023)) {
			t.Error("the secretary's file is not whole")
		}
		const says = "nuk përmban rreshtat për persona"
		secretary.Get("/k/durres/exchange").HasNot(says)
		coordinator.Get("/k/durres/exchange").Has(says)

		got := coordinator.Get(address + "json").Want(200).Body
		for _, people := range []string{`"placements"`, `"professionals"`, `"attendance"`, "A7K2", `"before_right"`, `"pr1"`} {
			if strings.Contains(got, people) {
				t.Errorf("the coordinator's file has %s", people)
			}
		}
		for _, kept := range []string{`"project_numbers"`, `"session_numbers"`, "Hotel Shembull"} {
			if !strings.Contains(got, kept) {
				t.Errorf("the coordinator's file lacks %s", kept)
			}
		}
		for _, content := range []string{got, coordinator.Get(address + "xlsx").Want(200).Body} {
			readBack(t, []byte(content), got)
		}
	})
}

// readBack reads a coordinator's file, and founds a committee with it elsewhere: both
// say what want says.
func readBack(t *testing.T, content []byte, want string) {
	t.Helper()
	from := file(t, content)
	d, err := from.Read(from.Head(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := d.JSON(); err != nil || string(b) != want {
		t.Errorf("%v\n%s", err, firstDifference([]byte(want), b))
	}
	elsewhere := testkit.SQLite(t)
	if _, err := imported(t, elsewhere, "durres", 2023, from); err != nil {
		t.Fatal(err)
	}
	if b := exported(t, elsewhere, "durres", 2023); string(b) != want {
		t.Errorf("elsewhere: %s", firstDifference([]byte(want), b))
	}
}
