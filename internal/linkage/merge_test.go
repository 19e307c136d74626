package linkage_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/linkage"
	"tryeza/internal/sighting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

const (
	unit = testkit.Unit
	base = "/u/" + unit + "/linkage"
)

var ctx = context.Background()

// desk is a unit with what opens its files and links them.
func desk(t testing.TB, r testkit.Rooms) linkage.Linker {
	t.Helper()
	keeper, err := testkit.Actor(access.Operator).May(access.KeepFileKeys, access.Keys)
	if err != nil {
		t.Fatal(err)
	}
	testkit.FoundUnit(t, r, unit, "durres", "10")
	files := child.Files{DB: r.Casework, Keys: child.Vault{DB: r.Keys, Root: testkit.Root(), Keeper: keeper}}
	people := func(context.Context, string) ([]child.Member, error) {
		return []child.Member{{Person: string(access.Worker) + "-" + unit, Name: "Punonjësi Një", Role: access.Worker}}, nil
	}
	return linkage.Linker{Files: files, Need: linkage.Options{Follow: sighting.Follow, People: people}}
}

func grant(t testing.TB, role access.Role, p access.Permission) access.Grant {
	t.Helper()
	g, err := testkit.InUnit(role, unit).May(p, access.Institution(unit))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func site(t *testing.T, l linkage.Linker) *testkit.Site {
	return testkit.NewSite(t, l.Files.DB, func(m *web.Mux, _ *store.DB) { linkage.Routes(m, l.Files, l.Need) })
}

// begin starts a file, by who holds a role.
func begin(t testing.TB, l linkage.Linker, role access.Role, bodies ...any) (id, code string) {
	t.Helper()
	id, err := l.Files.Start(ctx, grant(t, role, access.StartFiles), func(tx *store.Tx, f *child.File) error {
		for _, b := range bodies {
			f.Add(tx, b)
		}
		code = f.Code
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return id, code
}

// see records a sighting and links it to a file; "" leaves it unlinked.
func see(t testing.TB, l linkage.Linker, file string) {
	t.Helper()
	s := sighting.Sighting{ID: l.Files.DB.NewID(), On: "2023-07-14", Band: "noon", Place: "beach", Municipality: "10", Activity: "begging", Company: "alone", Age: "u", Sex: "u", OriginKnown: "unknown", Team: "unit"}
	if err := sighting.Record(ctx, l.Files, grant(t, access.Worker, access.RecordSightings), s, "shënim"); err != nil {
		t.Fatal(err)
	}
	if file == "" {
		return
	}
	if err := sighting.LinkTo(ctx, l.Files, grant(t, access.Worker, access.LinkSightings), s.ID, file); err != nil {
		t.Fatal(err)
	}
}

// state is all that merging may touch: the heads of the files but for their
// version and seal, what they hold but for the trail of the file, and the
// sightings.
func state(t testing.TB, r testkit.Rooms) string {
	t.Helper()
	raw, all := r.Raw(t, store.CaseworkRoom), ""
	for _, q := range []string{
		`SELECT id || ' ' || state || ' ' || subject_id || ' ' || merged_into || ' ' || worker_id || ' ' || key_id || ' ' || closed_on || outcome || code FROM child ORDER BY id`,
		`SELECT id || ' ' || child_id || ' ' || kind || ' ' || replaces FROM child_item WHERE kind <> 'event' ORDER BY id`,
		`SELECT id || ' ' || child_id || ' ' || subject_id FROM sighting ORDER BY id`,
		`SELECT child_id || ' ' || person_id || ' ' || relation || valid_to FROM child_person ORDER BY child_id, person_id, relation`,
	} {
		rows, err := raw.Query(q)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				t.Fatal(err)
			}
			all += s + "\n"
		}
		rows.Close()
	}
	return all
}

// decided is the newest decision, its version and state.
func decided(t testing.TB, r testkit.Rooms) (id string, version int64, state string) {
	t.Helper()
	err := r.Raw(t, store.CaseworkRoom).QueryRow(`SELECT id, version, state FROM linkage_merge ORDER BY at DESC, id DESC LIMIT 1`).Scan(&id, &version, &state)
	if err != nil {
		t.Fatal(err)
	}
	return id, version, state
}

// Whatever is merged, undoing it leaves files and sightings as they were before.
func TestMergeAndUndo(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		l := desk(t, r)
		random := rand.New(rand.NewPCG(4, 2))
		var files []string
		for i := range 5 {
			id, _ := begin(t, l, access.Worker, child.Name{Given: fmt.Sprint("Shembull ", i)})
			files = append(files, id)
			for range random.IntN(4) {
				see(t, l, []string{id, ""}[random.IntN(2)])
			}
		}
		g := grant(t, access.Worker, access.MergeFiles)
		type step struct{ decision, before string }
		var undo []step
		merges, undone := 0, 0
		for range 40 {
			if n := len(undo); n > 0 && random.IntN(3) == 0 {
				last := undo[n-1]
				if err := l.Undo(ctx, g, last.decision, 1); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(last.before, state(t, r)); diff != "" {
					t.Fatalf("not as before:\n%s", diff)
				}
				undo, undone = undo[:n-1], undone+1
				continue
			}
			before := state(t, r)
			kept, merged := files[random.IntN(len(files))], files[random.IntN(len(files))]
			err := l.Merge(ctx, g, kept, merged, "given town")
			if err != nil {
				if diff := cmp.Diff(before, state(t, r)); diff != "" {
					t.Fatalf("refused (%v), but something changed:\n%s", err, diff)
				}
				continue
			}
			undo, merges = append(undo, step{newest(t, r, merged), before}), merges+1
		}
		if merges < 6 || undone < 5 {
			t.Errorf("%d merges, %d undone: the test does not ask what it should", merges, undone)
		}
	})
}

func newest(t testing.TB, r testkit.Rooms, merged string) (id string) {
	t.Helper()
	if err := r.Raw(t, store.CaseworkRoom).QueryRow(`SELECT id FROM linkage_merge WHERE state = 'merged' AND merged_id = '` + merged + `'`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

// After a merge both files are one child to whoever counts, and work goes on in
// one of them only.
func TestMerged(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		l := desk(t, r)
		kept, _ := begin(t, l, access.Worker, child.Name{Given: "Shembull"})
		merged, _ := begin(t, l, access.Worker, child.Name{Given: "Shembull"})
		third, _ := begin(t, l, access.Worker)
		foreign, _ := begin(t, l, access.Supervisor)
		see(t, l, kept)
		see(t, l, merged)
		g := grant(t, access.Worker, access.MergeFiles)
		for name, err := range map[string]error{
			"with itself":                 l.Merge(ctx, g, kept, kept, ""),
			"with nothing":                l.Merge(ctx, g, kept, "nosuchfile", ""),
			"with a file of somebody":     l.Merge(ctx, g, kept, foreign, ""),
			"apart with a file of others": l.Apart(ctx, g, foreign, kept, ""),
		} {
			if !errors.Is(err, access.ErrDenied) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := l.Merge(ctx, g, kept, merged, "given"); err != nil {
			t.Fatal(err)
		}
		var subjects, linked int
		raw := r.Raw(t, store.CaseworkRoom)
		if err := raw.QueryRow(`SELECT COUNT(DISTINCT subject_id), COUNT(*) FROM sighting WHERE child_id <> ''`).Scan(&subjects, &linked); err != nil || subjects != 1 || linked != 2 {
			t.Errorf("%d children in %d sightings, %v", subjects, linked, err)
		}
		care := child.Ask{ID: merged, Purpose: child.Care}
		err := l.Files.Change(ctx, grant(t, access.Worker, access.WriteFiles), care, func(*store.Tx, *child.File) error { return nil })
		if !errors.Is(err, access.ErrDenied) {
			t.Errorf("work goes on in the merged file: %v", err)
		}
		var refusal web.Refusal
		if err := l.Merge(ctx, g, third, kept, ""); !errors.As(err, &refusal) || !strings.Contains(refusal.Message, "bashkuar tashmë") {
			t.Errorf("a file with another merged into it: %v", err)
		}
		if err := l.Merge(ctx, g, merged, third, ""); !errors.As(err, &refusal) {
			t.Errorf("into a file that was merged: %v", err)
		}
		id, version, _ := decided(t, r)
		if err := l.Undo(ctx, g, id, version+1); !errors.Is(err, store.ErrConflict) {
			t.Errorf("another version: %v", err)
		}
		if _, err := raw.Exec(`UPDATE linkage_merge SET was = '{"State":"open","Subject":"another"}'`); err != nil {
			t.Fatal(err)
		}
		if err := l.Undo(ctx, g, id, version); !errors.Is(err, child.ErrTampered) {
			t.Errorf("what was kept was changed: %v", err)
		}
		offered := func(state string) {
			t.Helper()
			_, err := raw.Exec(`INSERT INTO handover_offer (owner_id, id, version, child_id, receiver_id, state, offered_on, offered_by, due_on, answered_on, reason, answer)
				SELECT '` + unit + `', 'offer1', 1, '` + third + `', 'x', '` + state + `', '2023-07-01', 'x', '', '', child.tip, child.tip FROM child LIMIT 1`)
			if err != nil {
				t.Fatal(err)
			}
		}
		offered("offered")
		if err := l.Merge(ctx, g, kept, third, ""); !errors.As(err, &refusal) || !strings.Contains(refusal.Message, "ofruar") {
			t.Errorf("a file on its way: %v", err)
		}
	})
}

// The pages: who works on both files compares and decides; of a file of somebody
// else only the code is there, and who is responsible.
func TestPages(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		l := desk(t, r)
		one, oneCode := begin(t, l, access.Worker, child.Name{Given: "Shembull", Family: "Provëza"}, child.Guardian{Name: "Kujdestar Alfa"})
		two, twoCode := begin(t, l, access.Worker, child.Name{Given: "Proveza", Family: "Shembul"})
		other, otherCode := begin(t, l, access.Supervisor, child.Name{Given: "Shembull", Family: "Provëza", Nickname: "Sekreti"})
		s := site(t, l)
		worker, supervisor := s.As(testkit.InUnit(access.Worker, unit)), s.As(testkit.InUnit(access.Supervisor, unit))

		page := worker.Get(base+"/file/"+one).Want(200).Has(twoCode, "emri dhe mbiemri në rend të kundërt", otherCode, "flisni para se të vendosni").HasNot("Sekreti", "Alfa")
		if got := page.Attr("main li a", "href"); len(got) != 1 || got[0] != base+"/pair/"+one+"/"+two {
			t.Errorf("compares %v", got)
		}
		worker.Get(base + "/file/" + other).Want(404)
		worker.Get(base + "/pair/" + one + "/" + other).Want(404)
		worker.Post(base+"/pair/"+one+"/"+other, url.Values{"keep": {one}}).Want(404)
		supervisor.Get(base+"/pair/"+one+"/"+other).Want(200).Has("Sekreti", "Kujdestar Alfa", "i njëjti emër")

		pair := base + "/pair/" + one + "/" + two
		worker.Get(pair).Want(200).Has("Provëza", "Proveza", "Kujdestar Alfa", "Janë një fëmijë: puna vazhdon te "+twoCode)
		worker.Post(pair, url.Values{}).Want(422).Has("Zgjidhni njërën.")
		worker.Post(pair, url.Values{"keep": {two}}).Want(303)
		worker.Get(base).Want(200).Has("u bashkuan: puna vazhdon te "+twoCode, "emri dhe mbiemri në rend të kundërt", "Punonjësi Një", oneCode)
		worker.Get(base + "/file/" + two).Want(200).HasNot(oneCode)
		id, version, _ := decided(t, r)
		worker.Post(base+"/"+id+"/undo", url.Values{"version": {fmt.Sprint(version)}}).Want(303)
		worker.Post(base+"/"+id+"/undo", url.Values{"version": {fmt.Sprint(version)}}).Want(409)
		worker.Get(base).Want(200).Has("bashkimi u zhbë", "U zhbë nga Punonjësi Një")
		worker.Post(pair, url.Values{"keep": {"apart"}}).Want(303)
		worker.Get(base + "/file/" + one).Want(200).HasNot(twoCode)
		worker.Get(base + "/file/" + two).Want(200).HasNot(oneCode)

		outsider := s.As(access.NewActor("outsider", map[access.Scope][]access.Seat{access.Institution(unit): {{Role: access.Worker}}}))
		outsider.Get(base).Want(200).Has("Asnjë dosje nuk është bashkuar").HasNot(oneCode, twoCode)
		supervisor.Get(base).Want(200).Has(oneCode, twoCode)
		err := l.Files.DB.Change(t.Context(), grant(t, access.Supervisor, access.AssignFiles), store.Subject{Kind: "child", ID: one}, func(tx *store.Tx) error {
			return child.Assign(tx, one, testkit.InUnit(access.Supervisor, unit).ID(), "conflict")
		})
		if err != nil {
			t.Fatal(err)
		}
		supervisor.Get(base).Want(200).HasNot(oneCode, twoCode)

		for _, role := range []access.Role{access.FieldWorker, access.DPO} {
			c := s.As(testkit.InUnit(role, unit))
			for _, at := range []string{"", "/file/" + one, "/pair/" + one + "/" + two} {
				c.Get(base + at).Want(404)
			}
			c.Post(base+"/near", url.Values{"name-given": {"Shembull"}}).Want(404)
		}
	})
}

// While somebody types, likely duplicates are answered as JSON: the name only to
// who works on the file, nothing of it in an address, and one look recorded.
func TestNear(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		l := desk(t, r)
		one, oneCode := begin(t, l, access.Worker, child.Name{Given: "Shembull", Family: "Provëza"})
		_, otherCode := begin(t, l, access.Supervisor, child.Name{Given: "Sekret", Family: "Provëza"}, child.Contact{Phone: "069 12 34 567"})
		worker := site(t, l).As(testkit.InUnit(access.Worker, unit))
		form := url.Values{"name-given": {"Shembul"}, "name-family": {"PROVEZA"}, "contact-phone": {"+355 69 1234567"}, "unnamed": {""}}
		page := worker.Post(base+"/near", form).Want(200)
		for _, want := range []string{oneCode, "Shembull Provëza", `/u/` + unit + `/child/` + one, "1 shkronjë ndryshim", otherCode, "i njëjti mbiemër", "përputhen të dhëna të tjera", "flisni me "} {
			if !strings.Contains(page.Body, want) {
				t.Errorf("no %q in %s", want, page.Body)
			}
		}
		if strings.Contains(page.Body, "Sekret") || strings.Contains(page.Body, "telefoni") {
			t.Errorf("what stands in a file of somebody else: %s", page.Body)
		}
		if got := worker.Post(base+"/near", url.Values{}).Want(200).Body; got != "[]\n" {
			t.Errorf("like nobody: %s", got)
		}
	})
}

// Likely duplicates in a unit of 5,000 files.
func BenchmarkNear(b *testing.B) {
	l := desk(b, testkit.SQLiteRooms(b))
	given, family := []string{"Shembull", "Provë", "Model", "Mostër", "Ilustrim"}, []string{"Alfa", "Beta", "Gama", "Delta", "Zeta", "Teta"}
	for i := range 5000 {
		begin(b, l, access.Worker, child.Name{Given: given[i%5] + string(rune('a'+i%23)), Family: family[i%6] + string(rune('a'+i%19))}, child.Birth{Year: 2008 + i%12}, child.Guardian{Name: "Kujdestar " + family[i%6]})
	}
	k := child.Known{Names: []child.Name{{Given: "Shembulla", Family: "Betac"}}, Birth: child.Birth{Year: 2012}, Phones: []string{"069 12 34 567"}}
	g := grant(b, access.Worker, access.CompareFiles)
	for b.Loop() {
		if found, err := linkage.Find(ctx, l.Files, g, k); err != nil || len(found) == 0 {
			b.Fatal(len(found), err)
		}
	}
}
