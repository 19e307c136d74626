// Package worlds_test holds two worlds that differ in one child, and asks them
// the same.
//
// Both are the whole of Tryeza with its sample, byte for byte the same files on
// the disk; in the second one a file was opened besides, of a child that no
// figure counts. Whoever has no right to that file must get the same bytes in
// both: "is she in the system?" has no answer for them. The package tests
// nothing else; what figures tell has its own tests in package statistics.
package worlds_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/child"
	"tryeza/internal/demo"
	"tryeza/internal/enrolment"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

var ctx = context.Background()

// rooms are the files that a world is made of.
var rooms = []store.Room{store.CommitteeRoom, store.CaseworkRoom, store.KeyRoom}

// A world is Tryeza, running on a folder of its own.
type world struct {
	dir   string
	dbs   map[store.Room]*store.DB
	conf  app.Config
	mux   *web.Mux
	mu    sync.Mutex // a handler may ask several things at once
	asked []string   // the queries of the last request
}

// open starts a world. Its identifiers are those of the seed, whatever was
// there before.
func open(t testing.TB, dir string, seed byte) *world {
	t.Helper()
	w := &world{dir: dir, dbs: map[store.Room]*store.DB{}}
	for i, room := range rooms {
		db := testkit.Open(t, room, filepath.Join(dir, string(room)+".db"))
		db.Now = func() time.Time { return demo.Now }
		db.Rand = rand.NewChaCha8([32]byte{'w', seed, byte(i)})
		w.dbs[room] = db
	}
	ring, err := account.Keys(ctx, w.dbs[store.CommitteeRoom], testkit.Root())
	if err != nil {
		t.Fatal(err)
	}
	w.conf = app.Config{
		Committee: w.dbs[store.CommitteeRoom], Casework: w.dbs[store.CaseworkRoom], KeyRoom: w.dbs[store.KeyRoom],
		Root: testkit.Root(), Keys: ring, Backups: filepath.Join(dir, "copies"), Demo: true,
		Mail: true, Address: "https://tryeza.example.al", From: "tryeza@example.al",
	}
	w.mux = app.New(w.conf)
	return w
}

func (w *world) close(t testing.TB) {
	t.Helper()
	for _, db := range w.dbs {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// follow writes down what a world asks its databases.
func (w *world) follow() {
	for _, db := range w.dbs {
		db.Trace = func(owner, text string) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.asked = append(w.asked, owner+": "+strings.Join(strings.Fields(text), " "))
		}
	}
}

// raw goes past the store, to compare what it keeps.
func (w *world) raw(t testing.TB, room store.Room) *sql.DB {
	t.Helper()
	return testkit.Rooms{URL: map[store.Room]string{room: filepath.Join(w.dir, string(room)+".db")}}.Raw(t, room)
}

// day sets the clock of a world.
func (w *world) day(day string) {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	for _, db := range w.dbs {
		db.Now = func() time.Time { return at.Add(9 * time.Hour) }
	}
}

// actor is a person of the sample.
func (w *world) actor(t testing.TB, unit, email string) access.Actor {
	t.Helper()
	members, err := account.PeopleOf(ctx, w.conf.Committee, unit)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(members, func(m account.Member) bool { return m.Email == email })
	if i < 0 {
		t.Fatalf("no %s in %s", email, unit)
	}
	people := account.New(w.conf.Committee)
	people.FoundUnit = w.conf.FoundUnit
	actor, _, err := people.ReaderOf(ctx, members[i].Person)
	if err != nil {
		t.Fatal(err)
	}
	return actor
}

// units are the ids of the units of Durrës and Elbasan.
func (w *world) units(t testing.TB) (durres, elbasan string) {
	t.Helper()
	list, err := account.Units(ctx, w.conf.Committee)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range list {
		if u.Committee == "durres" {
			durres = u.ID
		} else {
			elbasan = u.ID
		}
	}
	return durres, elbasan
}

// The file of the child that only the second world knows.
const (
	given, family, number, phone = "Vetëmnjëbotë", "Dallimi", "B05512345K", "0699551234"
	guardian, paper              = "Kujdestari i dallimit", "Vërtetim i dallimit"
)

// A difference is what can be said to name that child: ids and codes of its
// file, and what stands in it.
type difference struct {
	id, code string
	words    []string // ids, code, names, number
}

// build makes the two worlds on the disk and says how they differ. The file is
// opened last, after everything both worlds have in common, with a clock long
// before the half-years that can be asked for; a file of that very month is in
// both, so that the key of the month is as well.
func build(t testing.TB) (first, second string, d difference) {
	t.Helper()
	first, second = t.TempDir(), t.TempDir()
	w := open(t, first, 0)
	if err := demo.Fill(ctx, w.conf.Committee); err != nil {
		t.Fatal(err)
	}
	if err := demo.FillCasework(ctx, w.conf); err != nil {
		t.Fatal(err)
	}
	durres, elbasan := w.units(t)
	w.hire(t, durres, barredWorker, access.Worker)
	w.hire(t, elbasan, strangeField, access.FieldWorker)
	w.hire(t, elbasan, strangeDPO, access.DPO)
	w.day("2015-03-10")
	w.start(t, durres, responsible, "Shembull", "i vjetër", nil)
	w.start(t, elbasan, strangeWorker, "Shembull", "i Elbasanit", nil)
	w.close(t)
	copyWorld(t, first, second)
	w = open(t, second, 1)
	w.day("2015-03-12")
	d = w.differ(t, durres)
	w.close(t)
	return first, second, d
}

// hire gives somebody a role in a unit.
func (w *world) hire(t testing.TB, unit, email string, role access.Role) {
	t.Helper()
	if err := account.DemoPerson(ctx, w.conf.Committee, email, "Shembull", role, account.UnitPlace(unit), ""); err != nil {
		t.Fatal(err)
	}
}

// start opens a file.
func (w *world) start(t testing.TB, unit, email, given, family string, more func(tx *store.Tx, f *child.File) error) string {
	t.Helper()
	g, err := w.actor(t, unit, email).May(access.StartFiles, access.Institution(unit))
	if err != nil {
		t.Fatal(err)
	}
	id, err := w.conf.Files().Start(ctx, g, func(tx *store.Tx, f *child.File) error {
		f.Add(tx, child.Name{Given: given, Family: family})
		if more == nil {
			return nil
		}
		return more(tx, f)
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// differ opens the file that only the second world has, and notes a conflict of
// interest with it.
func (w *world) differ(t testing.TB, unit string) (d difference) {
	t.Helper()
	barred := w.actor(t, unit, barredWorker).ID()
	d.id = w.start(t, unit, responsible, given, family, func(tx *store.Tx, f *child.File) error {
		d.words = []string{
			f.Add(tx, child.Number{Value: number}), f.Add(tx, child.Contact{Phone: phone, Safe: true}),
			f.Add(tx, child.Guardian{Name: guardian, Relation: "prind"}), f.Add(tx, child.Home{Residence: "53"}),
			f.AddContent(tx, child.Document{Title: paper, MediaType: "text/plain", Bytes: 5}, []byte("çelës")),
		}
		f.Set(tx, "started", func(c *child.Child) { c.Sex, c.Residence = "f", "53" })
		d.code = f.Code
		d.words = append(d.words, f.ID, f.Code, f.Subject, f.Key)
		return nil
	})
	g, err := w.actor(t, unit, responsible).May(access.WriteFiles, access.Institution(unit))
	if err == nil {
		err = w.conf.Files().Change(ctx, g, child.Ask{ID: d.id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
			return child.Assign(tx, f.ID, barred, "conflict")
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	d.words = append(d.words, w.enrol(t, unit, d.id))
	return d
}

// enrol enrols the child in a programme of those days, and returns the id of the
// enrolment.
func (w *world) enrol(t testing.TB, unit, file string) string {
	t.Helper()
	g, err := w.actor(t, unit, responsible).May(access.Enrol, access.Institution(unit))
	if err != nil {
		t.Fatal(err)
	}
	id, err := enrolment.Enrol(ctx, w.conf.Files(), g, file, enrolment.Programme{ID: "vetemnjebote", Municipality: "10", From: "2015-03-01", To: "2015-03-20"}, "2015-03-05")
	if err == nil {
		err = enrolment.Note(ctx, w.conf.Files(), g, file, id, 1, func(e *enrolment.Enrolment) { e.School, e.LeftOn, e.Reason = "enrolled", "2015-03-11", "school" })
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func copyWorld(t testing.TB, from, to string) {
	t.Helper()
	for _, room := range rooms {
		b, err := os.ReadFile(filepath.Join(from, string(room)+".db"))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, string(room)+".db"), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// A request, as it is sent to both worlds.
type request struct{ method, path, kind, body string }

// An answer is all that comes back.
type answer struct {
	status       int
	header, body string
}

// ask sends a request as whoever holds the cookies, and keeps those it gets.
func (w *world) ask(r request, cookies *[]*http.Cookie) answer {
	w.asked = nil
	req := httptest.NewRequest(r.method, r.path, strings.NewReader(r.body))
	if r.kind != "" {
		req.Header.Set("Content-Type", r.kind)
	}
	for _, k := range *cookies {
		req.AddCookie(k)
	}
	rec := httptest.NewRecorder()
	w.mux.ServeHTTP(rec, req)
	for _, k := range rec.Result().Cookies() {
		*cookies = slices.DeleteFunc(*cookies, func(old *http.Cookie) bool { return old.Name == k.Name })
		*cookies = append(*cookies, k)
	}
	var header strings.Builder
	rec.Header().Write(&header)
	return answer{rec.Code, header.String(), strings.ReplaceAll(rec.Body.String(), w.dir, "/folder")}
}

// unlike says where two texts part, or "".
func unlike(a, b string) string {
	if a == b {
		return ""
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, min(len(s), i)-80):min(len(s), i+120)] }
	return fmt.Sprintf("at byte %d:\n\t%q\n\t%q", i, cut(a), cut(b))
}
