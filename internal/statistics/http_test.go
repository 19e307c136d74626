package statistics

import (
	"context"
	"encoding/csv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// site serves the pages over a casework room, or over none, to the committee of
// Durrës with the rules it begins with.
func site(t testing.TB, casework *store.DB) *testkit.Site {
	t.Helper()
	db := testkit.SQLite(t)
	if err := committee.Found(context.Background(), db, testkit.Actor(access.Operator), code.QarkOf("AL-02"), true); err != nil {
		t.Fatal(err)
	}
	return testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) { Routes(m, casework, Options{Committee: db}) })
}

const at = "/k/durres/statistics"

func TestPages(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		w := crowd(rand.New(rand.NewPCG(5, 5)), 120)
		w.write(t, found(t, r))
		c := chapter(t, r, access.Secretary)
		s := site(t, r.Casework)
		p := s.As(testkit.Actor(access.Secretary)).Get(at).Want(200)
		p.Has("6-mujori i parë 2023", "Numra të saktë", "Java që nis më", "Konstatime sipas javës", "Durrës", "Krujë", "Shijak", "sa herë u pa një fëmijë")
		if n := times(p.Find("td span.govuk-visually-hidden"), "i fshehur"); n > 0 {
			t.Errorf("%d numbers are withheld from the committee", n)
		}
		if got, want := p.Find("table:first-of-type tbody td")[0], text.Number(text.SQ, int64(c.Exact.Sightings().N)*10000); got != want {
			t.Errorf("sightings: %s, want %s", got, want)
		}
		out := s.As(testkit.Actor(access.Secretary)).Get(at+"?period=2023-H1&view=published").Want(200).Has("Numra për publikim", "Numrat nga 1 deri në 4", "bëhet publik me analizën e nënshkruar, një herë")
		if times(out.Find("td span.govuk-visually-hidden"), "i fshehur") == 0 {
			t.Error("nothing is withheld from what is published")
		}
		for _, role := range []access.Role{access.Chair, access.NGOPoint} {
			same := s.As(testkit.Actor(role, "world-vision")).Get(at + "?period=2023-H1&view=published").Want(200)
			if !slices.Equal(same.Find("td"), out.Find("td")) {
				t.Errorf("the %s reads another version for publication", role)
			}
		}
	})
}

func times(list []string, s string) (n int) {
	for _, x := range list {
		if x == s {
			n++
		}
	}
	return n
}

// One municipality: exact counts of it alone, or its column of the one
// publication there is.
func TestOneMunicipality(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	crowd(rand.New(rand.NewPCG(5, 5)), 300).write(t, found(t, r))
	s := site(t, r.Casework)
	p := s.As(testkit.Actor(access.Chair)).Get(at + "?period=2023-H1&municipality=11").Want(200).Has("6-mujori i parë 2023, Krujë")
	if got := p.Find("th[scope=col]"); slices.Contains(got, "Durrës") || !slices.Contains(got, "Krujë") {
		t.Errorf("columns %v", got)
	}
	whole := s.As(testkit.Actor(access.Chair)).Get(at + "?view=published&period=2023-H1").Want(200)
	part := s.As(testkit.Actor(access.Chair)).Get(at+"?view=published&period=2023-H1&municipality=11").Want(200).HasNot("Konstatime sipas javës", "Përmbledhje")
	column := whole.Find("table:has(caption:contains('sipas muajit')) td:nth-child(3)")
	if got := part.Find("table:has(caption:contains('sipas muajit')) td"); !slices.Equal(got, column) || len(got) != 7 {
		t.Errorf("Krujë by month: %v, in the publication of all %v", got, column)
	}
	s.As(testkit.Actor(access.Chair)).Get(at + "?municipality=53").Want(404)
}

// A half-year that runs is not published; the page says when it will be.
func TestRunningHalfYear(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	raw := found(t, r)
	world{sightings: []sighting{{unit: "unitdurres", day: "2023-07-10", place: "beach", municipality: "10", activity: "begging", age: "6-10", sex: "f"}}}.write(t, raw)
	s := site(t, r.Casework)
	s.As(testkit.Actor(access.Secretary)).Get(at+"?period=2023-H2").Want(200).Has("6-mujori i dytë 2023", "Gjashtëmujori nuk ka mbaruar").HasNot("Shkarko")
	s.As(testkit.Actor(access.Secretary)).Get(at + "/csv?period=2023-H2").Want(422).Has("Numrat publikohen pasi të mbarojë")
	s.As(testkit.Actor(access.Secretary)).Get(at+"?view=published&period=2023-H2").Want(200).Has("6-mujori i parë 2023", "nuk ka konstatime")
}

// outside are the addresses of the pages as the coordinator may type them.
func outside() (list []string) {
	for _, page := range []string{at, at + "/csv"} {
		for _, query := range []string{"", "?period=2023-H1", "?period=2023-H2", "?period=2022-H1", "?view=published", "?period=2023-H1&view=published&municipality=11", "?municipality=53"} {
			list = append(list, page+query)
		}
	}
	return list
}

// Who does not sit in the committee has nothing counted: a sighting that is
// added changes no byte of what the coordinator gets, and what they get is there
// also when nobody can be asked. The committee sees the sighting.
func TestNothingIsCountedOutside(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		w, raw := crowd(rand.New(rand.NewPCG(5, 5)), 120), found(t, r)
		w.write(t, raw)
		s := site(t, r.Casework)
		coordinator, secretary := s.As(testkit.Actor(access.Coordinator)), s.As(testkit.Actor(access.Secretary))
		coordinator.Get(at).Want(200).Has("ata të analizës së nënshkruar").HasNot("Konstatime", "Shkarko", "2023")
		if links := coordinator.Get(at).Attr("main a", "href"); !slices.Contains(links, "/k/durres/analysis") {
			t.Errorf("the signed analyses are not among %v", links)
		}
		coordinator.Get(at + "/csv?period=2023-H1").Want(404)
		before := map[string]string{}
		for _, path := range outside() {
			before[path] = coordinator.Get(path).Body
		}
		exact, published := secretary.Get(at+"?period=2023-H1").Body, secretary.Get(at+"/csv?period=2023-H1").Body
		w.sightings = append(w.sightings, sighting{unit: "unitdurres", day: "2023-03-14", place: "port", municipality: "10", activity: "begging", age: "6-10", sex: "f", origin: "15", subject: "child3"})
		w.write(t, raw)
		if secretary.Get(at+"?period=2023-H1").Body == exact || secretary.Get(at+"/csv?period=2023-H1").Body == published {
			t.Fatal("the sighting is counted nowhere, and this test says nothing")
		}
		again := func(when string) {
			t.Helper()
			for path, body := range before {
				if coordinator.Get(path).Body != body {
					t.Errorf("%s is another page %s", path, when)
				}
			}
		}
		again("after a sighting was added")
		r.Casework.Close()
		again("when nobody can be asked")
	})
}

func TestCSV(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	crowd(rand.New(rand.NewPCG(5, 5)), 120).write(t, found(t, r))
	c := chapter(t, r, access.Secretary)
	for _, role := range []access.Role{access.Secretary, access.TableChair} {
		got := site(t, r.Casework).As(testkit.Actor(role)).Get(at + "/csv?period=2023-H1").Want(200)
		body, ok := strings.CutPrefix(got.Body, "\ufeff")
		in := csv.NewReader(strings.NewReader(body))
		in.Comma = ';'
		rows, err := in.ReadAll()
		if err != nil || !ok || len(rows) < 100 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		withheld := 0
		for _, row := range rows[1:] {
			if row[6] == "i fshehur" {
				withheld++
			} else if len(row[6]) == 1 && row[6] != "0" && row[6] < "5" {
				t.Errorf("%v is published", row)
			}
		}
		if withheld == 0 {
			t.Error("nothing is withheld")
		}
		if total := "6-mujori i parë 2023;konstatime në terren;Muaji;gjithsej;Bashkia;gjithsej;" + c.Published.Sightings().text(text.SQ); !strings.Contains(body, total) {
			t.Errorf("no %q", total)
		}
	}
}

// Without a casework room the page says so and nothing breaks; whoever is no
// reader of the committee finds no such page.
func TestAbsentAndClosed(t *testing.T) {
	s := site(t, nil)
	for _, role := range []access.Role{access.Secretary, access.Coordinator} {
		s.As(testkit.Actor(role)).Get(at).Want(200).Has("nuk janë në këtë server")
		s.As(testkit.Actor(role)).Get(at + "/csv").Want(404)
	}
	r := testkit.SQLiteRooms(t)
	s = site(t, r.Casework)
	s.As(testkit.Actor(access.Secretary)).Get(at).Want(200).Has("nuk ka konstatime në terren")
	for _, role := range []access.Role{access.Administrator, access.Auditor, access.DPO} {
		s.As(testkit.Actor(role)).Get(at).Want(404)
		s.As(testkit.Actor(role)).Get(at + "/csv").Want(404)
	}
	s.As(testkit.InUnit(access.Supervisor, testkit.Unit)).Get(at).Want(404)
}

// Each half-year has the rules of its own last day.
func TestRulesOf(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		if err := committee.Found(context.Background(), db, testkit.Actor(access.Operator), code.QarkOf("AL-02"), true); err != nil {
			t.Fatal(err)
		}
		testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error {
			err := committee.SetRule(tx, committee.Rule{Code: "small_number", Value: "8", Unit: "count", LegalBasis: "vendim", From: "2023-03-01"})
			if err == nil {
				err = committee.SetRule(tx, committee.Rule{Code: "season_start", Value: "06-01", Unit: "day_of_year", LegalBasis: "vendim", From: "2023-01-01"})
			}
			return err
		})
		now, before, err := RulesOf(context.Background(), db, testkit.GrantTo(t, testkit.Actor(access.Chair), access.ReadCounts), "2023-H1")
		if want := (Rules{"06-01", "09-15", 8}); err != nil || now != want || before != summer {
			t.Errorf("%+v and %+v, %v", now, before, err)
		}
		if _, _, err := RulesOf(context.Background(), db, access.Grant{}, "2023-H1"); err == nil {
			t.Error("nobody reads the rules")
		}
	})
}

// Children in programmes are on the page, exact for the committee; what is
// published of them withholds what is small.
func TestEnrolledOnPage(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	w := camp(rand.New(rand.NewPCG(6, 6)), 60, 30, "2023-02-01", 100, Span{"10", "2023-04-03", "2023-04-21"})
	w.enrolments = append(w.enrolments, enrolment{file: 29, municipality: "11", from: "2023-04-03", to: "2023-04-21", on: "2023-04-03"})
	w.write(t, found(t, r))
	s := site(t, r.Casework).As(testkit.Actor(access.Secretary))
	s.Get(at+"?period=2023-H1").Want(200).Has("në programe verore, sipas bashkisë së programit", "shkolla pas programit", "u regjistrua në shkollë", "90 ditë pas programit")
	s.Get(at + "?period=2022-H1").Want(200).HasNot("në programe verore")
	got := s.Get(at + "/csv?period=2023-H1").Want(200)
	if !strings.Contains(got.Body, "fëmijë të ndryshëm në programe verore;Bashkia;Krujë;;;i fshehur") {
		t.Error("the one child of Krujë is published")
	}
	column := s.Get(at + "?period=2023-H1&view=published&municipality=11").Want(200).Find("table:has(caption:contains('sipas bashkisë së programit')) td")
	if len(column) == 0 || column[0] != "… i fshehur" {
		t.Errorf("Krujë alone: %q", column)
	}
}
