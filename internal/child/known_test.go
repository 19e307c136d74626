package child_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// begin starts a file with what is known, by a worker of the unit.
func begin(t testing.TB, files child.Files, bodies ...any) string {
	t.Helper()
	id, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
		for _, b := range bodies {
			f.Add(tx, b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// What is compared is what stands in the files now; of one the person does not
// work on, it is said so. A file of a conflict of interest is not there, and the
// search is one look.
func TestHoldings(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		one := begin(t, files, child.Name{Given: "Shembull A"}, child.Birth{Year: 2014, Estimated: true}, child.Guardian{Name: "Kujdestar A"}, child.Contact{Phone: "+355 69 12 34 567"}, child.Number{Value: "a00101001a"})
		two := begin(t, files, child.Name{Nickname: "Shembull B"})
		conflict := begin(t, files, child.Name{Given: "Shembull C"})
		closed := begin(t, files)
		care := child.Ask{ID: one, Purpose: child.Care}
		err := files.Change(ctx, grant(t, access.Worker, access.WriteFiles), care, func(tx *store.Tx, f *child.File) error {
			_, id := child.Last[child.Name](f)
			_, err := f.Replace(tx, id, child.Name{Given: "Shembull", Family: "Ë"})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = files.DB.Change(ctx, grant(t, access.Supervisor, access.AssignFiles), store.Subject{Kind: "test", ID: "x"}, func(tx *store.Tx) error {
			return child.Assign(tx, conflict, string(access.Worker)+"-"+unit, "conflict")
		})
		if err != nil {
			t.Fatal(err)
		}
		err = files.Change(ctx, grant(t, access.Worker, access.WriteFiles), child.Ask{ID: closed, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
			f.Set(tx, "closed", func(c *child.Child) { c.State = child.Closed })
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		asked := child.Known{Phones: []string{"069/1234567", ""}, Numbers: []string{"A 00101001 A"}, Birth: child.Birth{Year: 2000}, Guardians: []string{"x"}}
		before := looks(t, r)
		list, err := files.Holdings(ctx, grant(t, access.Worker, access.CompareFiles), asked, everyFile)
		if err != nil {
			t.Fatal(err)
		}
		if n := looks(t, r) - before; n != 1 {
			t.Errorf("the search is %d looks", n)
		}
		byID := map[string]child.Holding{}
		for _, h := range list {
			byID[h.ID] = h
		}
		want := child.Known{Names: []child.Name{{Given: "Shembull", Family: "Ë"}}, Birth: child.Birth{Year: 2014, Estimated: true}, Sex: "u", Guardians: []string{"Kujdestar A"}}
		if diff := cmp.Diff(want, byID[one].Known); diff != "" || len(list) != 3 || byID[conflict].ID != "" || byID[closed].State != child.Closed {
			t.Errorf("%d files, %s", len(list), diff)
		}
		if h := byID[one]; !h.SamePhone || !h.SameNumber || !h.Mine || byID[two].SamePhone || byID[two].SameNumber {
			t.Errorf("%+v", h)
		}
		list, err = files.Holdings(ctx, grant(t, access.Worker, access.CompareFiles), child.Known{}, everyFile)
		if err != nil || list[0].Known.Guardians != nil || list[0].Known.Birth.Year != 0 {
			t.Errorf("what nobody asked for was opened: %+v %v", list[0].Known, err)
		}
		list, err = files.Holdings(ctx, grant(t, access.Supervisor, access.CompareFiles), asked, everyFile)
		if err != nil || len(list) != 4 || list[0].Mine {
			t.Errorf("%d files %v", len(list), err)
		}
	})
}

func everyFile(child.Holding) bool { return true }

// Births are opened of the files that may be likely by their names, be they few
// or many, and those alone are returned.
func TestHoldingsThatMayBe(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	files := desk(t, r)
	for i := range 260 {
		begin(t, files, child.Name{Given: fmt.Sprint("Shembull ", i)}, child.Birth{Year: 2000 + i%20})
	}
	g := grant(t, access.Worker, access.CompareFiles)
	for _, most := range []int{0, 1, 200, 260} {
		n := 0
		list, err := files.Holdings(ctx, g, child.Known{Birth: child.Birth{Year: 2010}}, func(h child.Holding) bool {
			if n++; h.Known.Birth.Year != 0 || len(h.Known.Names) != 1 {
				t.Errorf("may was asked about %+v", h.Known)
			}
			return n <= most
		})
		if err != nil || n != 260 || len(list) != most {
			t.Errorf("%d files of %d asked about, want %d (%v)", len(list), n, most, err)
		}
		for _, h := range list {
			var i int
			fmt.Sscanf(h.Known.Names[0].Given, "Shembull %d", &i)
			if h.Known.Birth.Year != 2000+i%20 {
				t.Errorf("%s was born in %d", h.Known.Names[0].Given, h.Known.Birth.Year)
			}
		}
	}
}

// looks counts what was recorded in the unit.
func looks(t *testing.T, r testkit.Rooms) (n int) {
	t.Helper()
	if err := r.Raw(t, store.CaseworkRoom).QueryRow(`SELECT COUNT(*) FROM audit_event`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Opening who the children of a unit with 5,000 files are.
func BenchmarkHoldings(b *testing.B) {
	r := testkit.SQLiteRooms(b)
	files := desk(b, r)
	for i := range 5000 {
		begin(b, files, child.Name{Given: fmt.Sprintf("Shembull%d", i), Family: "Provë"}, child.Birth{Year: 2010 + i%10}, child.Guardian{Name: "Kujdestar A"})
	}
	g := grant(b, access.Supervisor, access.CompareFiles)
	for b.Loop() {
		list, err := files.Holdings(ctx, g, child.Known{Phones: []string{"069 12 34 567"}}, everyFile)
		if err != nil || len(list) != 5000 || list[7].Known.Names == nil {
			b.Fatal(len(list), err)
		}
	}
}
