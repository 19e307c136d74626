package training_test

import (
	"fmt"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/training"
)

// rows are the lines of the table with a caption, each as its words.
func rows(r *testkit.Response, caption string) []string {
	return r.Find(fmt.Sprintf(`[aria-label=%q] tbody tr`, caption))
}

// Coverage by function adds up over institutions, and every municipality of the qark
// has its line, also where nobody is obliged.
func TestCoverageByFunctionAndMunicipality(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		course(t, db)
		testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error {
			for id, at := range map[string]string{"d2": "town", "d3": "pref"} {
				if err := training.ImportDuty(tx, training.Duty{ID: id, InstitutionID: at, Job: "teacher", Staff: 3, From: "2023-01-01"}); err != nil {
					return err
				}
			}
			return nil
		})
		at := base + "/session/s1/attendance"
		s.As(school).Post(at, form("stamp", s.As(school).Hidden(at, "stamp"), "person", "p1")).Want(303)
		page := s.As(secretary).Get(base + "/coverage").Want(200)
		if jobs := rows(page, "Sipas funksionit"); len(jobs) != 1 || !strings.Contains(jobs[0], "10") || strings.Contains(jobs[0], "Zyra") {
			t.Errorf("by function: %q", jobs)
		}
		towns := strings.Join(rows(page, "Sipas bashkisë"), "\n")
		for _, name := range []string{"Durrës", "Krujë", "Shijak"} {
			if !strings.Contains(towns, name) {
				t.Errorf("%s is not among %q", name, towns)
			}
		}
	})
}

// Where more are trained than must be, the page says to look at the duty.
func TestCoverageSaysWhereADutyIsOutOfDate(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		course(t, db)
		c, at := s.As(school), base+"/session/s1/attendance"
		c.Post(at, form("stamp", c.Hidden(at, "stamp"), "person", "p1", "person", "p2")).Want(303)
		c.Get(base + "/coverage").Want(200).HasNot("Më shumë të trajnuar")
		v := day(form("version", "1", "institution", "school", "job", "teacher", "staff", "1", "verified", "yes"), "from", "1", "1", "2023")
		c.Post(base+"/duty/d1/edit", v).Want(303)
		c.Get(base+"/coverage").Want(200).Has("1 nga 1 (100 %)", "Më shumë të trajnuar se të detyruar")
	})
}

// What is missing says since when, and codes stand as people count.
func TestMissingCoverageSaysSinceWhen(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		course(t, db)
		testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error {
			for _, n := range []string{"10", "3"} {
				if err := training.ImportPerson(tx, training.Person{ID: "p" + n, InstitutionID: "school", Code: "Mësues " + n, Job: "teacher", From: "2020-09-01"}); err != nil {
					return err
				}
			}
			return nil
		})
		missing := strings.Join(rows(s.As(secretary).Get(base).Want(200), "Çfarë mungon"), "\n")
		if !strings.Contains(missing, "01.01.2023") {
			t.Errorf("missing: %q", missing)
		}
		if got := strings.Join(s.As(school).Get(base+"/person").Find("tbody th"), ";"); got != "Mësues 1;Mësues 2;Mësues 3;Mësues 10" {
			t.Errorf("codes: %s", got)
		}
	})
}

// A session is feminine, its hour is written with a point, and of procedures it is
// said what was confirmed: the act, and how many steps.
func TestWordsOfSessionsAndProcedures(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		course(t, db)
		testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error {
			return training.ImportSession(tx, training.Session{ID: "s3", CourseID: "c1", StartsOn: "2023-09-01", EndsOn: "2023-09-01", Hour: "09:00", State: training.Planned})
		})
		c := s.As(school)
		boxes := strings.Join(c.Get(base).Want(200).Find(".tz-counts__item"), ";")
		if boxes != "3 seanca gjithsej;2 të planifikuara;1 e zhvilluar;0 të anuluara" {
			t.Errorf("boxes: %s", boxes)
		}
		c.Get(base+"/session/s3").Want(200).Has("e planifikuar", "01.09.2023, ora 09.00", "Programet verore")
		c.Get(base + "/course/c1").Want(200).Has("Programet verore")
		if got := c.Hidden(base+"/session/s3/edit", "hour"); got != "09.00" {
			t.Errorf("the form has the hour %s", got)
		}
		at := base + "/session/s1/attendance"
		c.Post(at, form("stamp", c.Hidden(at, "stamp"), "person", "p1")).Want(303)
		c.Get(base + "/session/s1").Has("1 i pranishëm nga 1 i thirrur")
		first := training.FirstProcedures()[0]
		seen, act := 0, "akti: i pakonfirmuar"
		for _, x := range first.Steps {
			if x.Verified {
				seen++
			}
		}
		if first.Verified {
			act = "akti: i konfirmuar"
		}
		words := fmt.Sprintf("%s; hapa të konfirmuar: %d nga %d", act, seen, len(first.Steps))
		c.Get(base + "/procedure").Want(200).Has(words)
		c.Get(base + "/procedure/v499").Want(200).Has(words)
	})
}

// A machine that tries codes at the address of a knowledge check is stopped.
func TestCodesCannotBeTriedWithoutEnd(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		course(t, db)
		c, nobody := s.As(school), s.As(access.Actor{})
		called := base + "/session/s2/called"
		c.Post(called, form("stamp", c.Hidden(called, "stamp"), "person", "p1")).Want(303)
		page := c.Post(base+"/session/s2/check", form("version", "1", "phase", "before")).Want(200)
		link := strings.TrimPrefix(page.Find("#check-link")[0], "https://tryeza.example.al")
		for i := range 20 {
			nobody.Post(link, form("institution", "school", "who", fmt.Sprint("PMF ", i), "q-q1", "2")).Want(422).Has("Ky kod nuk është")
		}
		nobody.Post(link, form("institution", "school", "who", "Mësues 1", "q-q1", "2")).Want(429).Has("U provuan shumë kode", "Linja e fëmijëve?").HasNot("1 nga 1")
		nobody.Post(link, form("who", "", "q-q1", "2")).Want(422).Has("Zgjidhni institucionin")
	})
}
