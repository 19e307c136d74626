package training_test

import (
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/training"
	"tryeza/internal/web"
)

// The day of tests is 2023-07-14.
const base = "/k/durres/training"

var (
	secretary = testkit.Actor(access.Secretary)
	chair     = testkit.Actor(access.Chair)
	school    = testkit.Member("school", access.FocalPoint, "school")
	inspector = testkit.Member("inspector", access.FocalPoint, "insp")
)

// each runs f on every kind of database, with a prefecture, an employment office,
// an inspectorate, a school office and a town.
func each(t *testing.T, f func(t *testing.T, db *store.DB, s *testkit.Site)) {
	testkit.Filled(t, "testdata/durres.sql", func(t *testing.T, db *store.DB, _ string) {
		f(t, db, testkit.NewSite(t, db, routes, task.Routes))
	})
}

func routes(m *web.Mux, db *store.DB) {
	training.Routes(m, db, training.Options{Asks: asks, Machine: testkit.Actor(access.Operator), Address: "https://tryeza.example.al"})
}

var form = testkit.Form

func asks(tx *store.Tx, r register.Request) (string, error) {
	return task.Give(tx, task.New{Kind: task.Request, Body: r.Body, OwnerID: r.OwnerID, AskedBy: r.AskedBy, DueOn: r.DueOn})
}

func day(v url.Values, name, d, m, y string) url.Values {
	v.Set(name+"-day", d)
	v.Set(name+"-month", m)
	v.Set(name+"-year", y)
	return v
}

func months(n int64) *int64 { return &n }

// course puts the procedures, two professionals of the school office and a course of
// theirs that was held on 1 July 2023.
func course(t *testing.T, db *store.DB) {
	t.Helper()
	testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error {
		p := training.FirstProcedures()[0]
		p.ID = "v499"
		for i := range p.Steps {
			p.Steps[i].ID, p.Steps[i].Position = tx.NewID(), int64(i+1)
		}
		p.Questions = []training.Question{{ID: "q1", Position: 1, Body: "Linja e fëmijëve?", Answers: "112\n116 111", Correct: 2, Why: "116 111 është linja e fëmijëve."}}
		if err := training.Import(tx, p); err != nil {
			return err
		}
		for _, id := range []string{"1", "2"} {
			if err := training.ImportPerson(tx, training.Person{ID: "p" + id, InstitutionID: "school", Code: "Mësues " + id, Job: "teacher", From: "2020-09-01"}); err != nil {
				return err
			}
		}
		if err := training.ImportDuty(tx, training.Duty{ID: "d1", InstitutionID: "school", Job: "teacher", Staff: 4, From: "2023-01-01", Verified: true}); err != nil {
			return err
		}
		return training.ImportCourse(tx, training.Course{ID: "c1", InstitutionID: "school", ProcedureID: "v499", Title: "Njohja e procedurave", Months: months(1),
			Sessions: []training.Session{{ID: "s1", StartsOn: "2023-07-01", EndsOn: "2023-07-01", State: training.Held}, {ID: "s2", StartsOn: "2023-07-10", EndsOn: "2023-07-10", State: training.Planned}}})
	})
}

func TestEveryPageOpensEmptyAndFull(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		c := s.As(secretary)
		for _, p := range []string{"", "/coverage", "/guide", "/guide/pocket", "/procedure", "/duty", "/person"} {
			c.Get(base + p).Want(200)
		}
		c.Get(base).Has("Ende nuk ka procedura")
		c.Get(base + "/guide/pdf").Want(404)
		c.Post(base+"/procedure/first", nil).Want(303)
		c.Post(base+"/procedure/first", nil).Want(303)
		if n := len(c.Get(base + "/procedure").Find("tbody tr")); n != 2 {
			t.Errorf("%d versions after adding the first ones twice", n)
		}
		course(t, db)
		for _, p := range []string{"", "/coverage", "/guide?role=teacher", "/procedure/v499", "/procedure/v499/edit", "/procedure/v499/step/new", "/procedure/v499/question/q1/edit", "/procedure/v499/question/q1/remove",
			"/course/new", "/course/c1", "/course/c1/edit", "/course/c1/session", "/session/s1", "/session/s1/edit", "/session/s1/held", "/session/s2/cancel", "/session/s1/called", "/session/s1/attendance", "/duty/new", "/duty/d1/edit", "/duty/d1/remove", "/person/new", "/person/p1/edit"} {
			c.Get(base + p).Want(200).Has("Trajnimet")
		}
		c.Get(base+"/guide").Has("secretary", "nuk është konfirmuar")
		c.Get(base+"/guide/pocket?role=teacher").Want(200).Has("Fëmija në rrezik").HasNot("secretary", "Trajnimet")
		if pdf := c.Get(base + "/guide/pdf?role=teacher").Want(200); !strings.HasPrefix(pdf.Body, "%PDF") {
			t.Error("the guide is no PDF")
		}
	})
}

func TestFromAttendanceToCoverageAndCertificate(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		course(t, db)
		c := s.As(school)
		c.Get(base).Has("0 nga 4", "Pjesëmarrja në trajnim", "kaloi, pa u shënuar")
		at := base + "/session/s1/attendance"
		mark := c.Hidden(at, "stamp")
		c.Post(at, form("stamp", mark, "person", "p1")).Want(303)
		c.Post(at, form("stamp", mark, "person", "p2")).Want(409).Has("Mësues 1", "Mësues 2")
		c.Get(base).Has("1 nga 4")
		c.Get(base+"/coverage?day-day=1&day-month=8&day-year=2023").Want(200).Has("1 nga 4", "Mësues 1")
		c.Get(base + "/coverage?day-day=2&day-month=8&day-year=2023").Want(200).Has("0 nga 4")
		s.As(chair).Get(base + "/coverage").Want(200).HasNot("Mësues 1")
		link := c.Get(base+"/session/s1").Want(200).Attr(`td a[href*="certificate"]`, "href")
		if len(link) != 1 {
			t.Fatalf("certificates: %v", link)
		}
		if pdf := c.Get(link[0]).Want(200); !strings.HasPrefix(pdf.Body, "%PDF") {
			t.Error("the certificate is no PDF")
		}
		s.As(inspector).Get(link[0]).Want(404)
		s.As(secretary).Post(base+"/ask", form("subject", "d1", "gap", "training_coverage")).Want(303)
		s.As(secretary).Get(base).Has("kërkuar më 14.07.2023")
	})
}

func TestKnowledgeCheckWithoutAnAccount(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		course(t, db)
		c, nobody := s.As(school), s.As(access.Actor{})
		called := base + "/session/s2/called"
		c.Post(called, form("stamp", c.Hidden(called, "stamp"), "person", "p1")).Want(303)
		page := c.Post(base+"/session/s2/check", form("version", "1", "phase", "before")).Want(200)
		link := strings.TrimPrefix(page.Find("#check-link")[0], "https://tryeza.example.al")
		nobody.Get(link).Want(200).Has("Linja e fëmijëve?", "Zyra Vendore Arsimore").HasNot("Mësues 1")
		nobody.Get("/check/abcdefgh").Want(404)
		nobody.Post(link, form("institution", "school", "who", "Mësues 2", "q-q1", "1")).Want(422).Has("Ky kod nuk është")
		nobody.Post(link, form("institution", "school", "who", "mesues1")).Want(422).Has("Zgjidhni një përgjigje.")
		nobody.Post(link, form("institution", "school", "who", "mesues1", "q-q1", "1")).Want(200).Has("0 nga 1 të sakta", "116 111 është")
		nobody.Post(link, form("institution", "school", "who", "mesues1", "q-q1", "2")).Want(422).Has("bërë tashmë")
		again := c.Post(base+"/session/s2/check", form("version", "2", "phase", "after")).Want(200)
		nobody.Get(link).Want(404)
		link = strings.TrimPrefix(again.Find("#check-link")[0], "https://tryeza.example.al")
		nobody.Post(link, form("institution", "school", "who", "Mësues 1", "q-q1", "2")).Want(200).Has("1 nga 1 të sakta")
		c.Get(base+"/session/s2").Has("0 nga 1", "1 nga 1", "Kontrolli para seancës: 0")
		s.As(testkit.Actor(access.Coordinator)).Get(base+"/session/s2").Want(200).Has("Ende nuk ka aq përgjigje").HasNot("Kontrolli para seancës: 0", "Ende askush nuk e ka bërë")
		c.Post(base+"/session/s2/check", form("version", "3", "phase", "")).Want(303)
		nobody.Post(link, form("institution", "school", "who", "Mësues 1", "q-q1", "2")).Want(404)
	})
}

func TestOthersMayNotTouchWhatIsNotTheirs(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		course(t, db)
		c := s.As(inspector)
		for _, p := range []string{"/course/c1/edit", "/session/s1/edit", "/session/s1/attendance", "/session/s1/held", "/duty/d1/edit", "/person/p1/edit", "/procedure/v499/edit"} {
			c.Get(base + p).Want(404)
		}
		for _, p := range []string{"/course/c1/edit", "/course/c1/session", "/session/s1/edit", "/session/s1/attendance", "/session/s1/held", "/session/s1/cancel", "/session/s1/plan", "/session/s1/check", "/duty/d1/edit", "/duty/d1/remove", "/person/p1/edit", "/procedure/v499/edit", "/procedure/first"} {
			c.Post(base+p, form("version", "1")).Want(404)
		}
		c.Get(base + "/session/s1").Want(200).HasNot("Mësues 1")
		c.Get(base + "/person").Want(200).HasNot("Mësues 1")
		v := day(form("institution", "school", "person_code", "IP 1", "job", "inspector"), "from", "1", "1", "2023")
		c.Post(base+"/person", v).Want(422)
		v.Set("institution", "insp")
		v.Set("person_code", "Arta Shembulli")
		c.Post(base+"/person", v).Want(422).Has("duket si emër personi")
		v.Set("person_code", "IP 1")
		c.Post(base+"/person", v).Want(303)
		s.As(chair).Get(base + "/person").Want(404)
	})
}

func TestSessionIsHeldCancelledAndSetBack(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		course(t, db)
		c, at := s.As(school), base+"/session/s2"
		stamp := c.Hidden(at+"/held", "stamp")
		c.Post(at+"/held", form("version", "1", "stamp", stamp, "n-attended", "29")).Want(303)
		c.Get(at).Has("29 persona", "e zhvilluar")
		c.Post(at+"/held", form("version", "2", "stamp", stamp, "n-attended", "30")).Want(409).Has("29", "30")
		c.Post(at+"/cancel", form("version", "2")).Want(422)
		c.Post(at+"/plan", form("version", "2")).Want(303)
		c.Post(at+"/cancel", form("version", "3", "reason", "Salla u mbyll.")).Want(303)
		c.Get(at).Has("e anuluar", "Salla u mbyll.")
		stamp = c.Hidden(base+"/course/c1/edit", "stamp")
		c.Post(base+"/course/c1/edit", form("version", "1", "stamp", stamp, "title", "Tjetër titull", "institution", "school", "procedure", "v499", "months", "12")).Want(303)
		c.Post(base+"/course/c1/edit", form("version", "1", "stamp", stamp, "title", "Titulli im", "institution", "school", "procedure", "v499")).Want(409).Has("Titulli im", "Tjetër titull")
	})
}

func TestStepsAreOrderedAndVersionsCopied(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		course(t, db)
		c, at := s.As(secretary), base+"/procedure/v499"
		first := c.Get(at).Find("#steps + ol h3, ol.tz-steps h3")
		id := c.Get(at).Attr("ol.tz-steps > li", "id")[1]
		c.Post(at+"/step/"+id+"/move", form("way", "up")).Want(303)
		if now := c.Get(at).Attr("ol.tz-steps > li", "id"); now[0] != id {
			t.Errorf("after moving up the second of %d steps the first is %s", len(first), now[0])
		}
		c.Post(at+"/step/"+id+"/remove", form("version", "2")).Want(303)
		c.Get(at + "/step/" + id + "/edit").Want(404)
		where := c.Post(at+"/copy", nil).Want(303).Location()
		c.Get(where).Want(200).Has("(kopje)")
		c.Get(strings.TrimSuffix(where, "/edit")).Has("i pakonfirmuar", "Linja e fëmijëve?")
	})
}

// What the sources say of Elbasan, 22.11.2017 (mtg-026), and Shkodër, 13–14.12.2017
// (mtg-028) can be held as it is said: one number a meeting, never added up.
func TestSourcesCanBeHeld(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		course(t, db)
		said := map[string]int64{}
		testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error {
			for _, m := range []struct {
				id, from, to, source string
				persons              []int64
			}{
				{"mtg-026", "2017-11-22", "2017-11-22", "mb.gov.al, 22.11.2017", []int64{29, 25, 25, 25}},
				{"mtg-028", "2017-12-13", "2017-12-14", "mb.gov.al, 13.12.2017", []int64{23, 42, 27}},
			} {
				x := training.Course{ID: m.id, InstitutionID: "pref", ProcedureID: "v499", Title: m.id, Source: m.source}
				for i, n := range m.persons {
					id := m.id + string(rune('a'+i))
					said[id] = n
					x.Sessions = append(x.Sessions, training.Session{ID: id, StartsOn: m.from, EndsOn: m.to, State: training.Held,
						Numbers: register.Numbers{{What: "attended"}: figure.Exactly(figure.Whole(n))}})
				}
				if err := training.ImportCourse(tx, x); err != nil {
					return err
				}
			}
			return nil
		})
		testkit.View(t, db, access.ReadTraining, func(tx *store.Tx) error {
			for id, n := range said {
				got, c, err := training.LoadSession(tx, id)
				if err != nil || got.Numbers.Get("attended") != figure.Exactly(figure.Whole(n)) || c.Source == "" {
					t.Errorf("%s: %v, source %q, %v", id, got.Numbers, c.Source, err)
				}
			}
			missing, err := training.Missing(tx, "2023-07-14")
			for _, m := range missing {
				if strings.HasPrefix(m.SubjectID, "mtg") {
					t.Errorf("%s lacks %s", m.SubjectID, m.Gap)
				}
			}
			return err
		})
		s.As(secretary).Get(base+"/coverage").Has("Seanca me numra, pa listë", "0 nga 4")
		s.As(secretary).Get(base+"/course/mtg-028").Has("13.12.2017–14.12.2017", "mb.gov.al, 13.12.2017", "42 persona")
	})
}
