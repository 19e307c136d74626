package register_test

import (
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// An institution is called as on the day; before its first name and after its last
// as by the nearest. Who is none of the committee's keeps its identifier.
func TestNamesOfADay(t *testing.T) {
	testkit.Filled(t, "testdata/names.sql", func(t *testing.T, db *store.DB, _ string) {
		for day, want := range map[string]string{"2010-01-01": "Drejtoria Arsimore", "2019-12-31": "Drejtoria Arsimore", "2020-01-01": "Zyra Vendore e Arsimit", "2040-01-01": "Zyra Vendore e Arsimit"} {
			var d register.Directory
			testkit.View(t, db, access.ReadProgrammes, func(tx *store.Tx) (err error) {
				d, err = register.ReadDirectory(tx, day)
				return err
			})
			if len(d) != 2 || d[0].ID != "pref" || d.Name("school") != want || d.Sector("school") != "education" || d.Municipality("school") != "10" || d.OfSector("prefecture") != "pref" {
				t.Errorf("on %s: %+v", day, d)
			}
			if d.Has("nobody") || d.Name("nobody") != "nobody" || d.Name("") != "" || d.Sector("nobody") != "" {
				t.Errorf("nobody is somebody: %+v", d)
			}
			if o := d.Options([]string{"school"}); len(o) != 1 || o[0].Label != want || len(d.Options(nil)) != 2 {
				t.Errorf("to choose from: %v", o)
			}
		}
	})
}
