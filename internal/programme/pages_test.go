package programme_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
	"time"

	"tryeza/internal/figure"
	"tryeza/internal/programme"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

func day(d string) string { return base + "/camp/day/" + d }

func present(p programme.Programme, d string) figure.Quantity { return p.Present(d) }

// From the empty register to a day of attendance, as the town that owns it.
func TestFromEntryToAttendance(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		c := s.As(town)
		c.Get(base).Want(200).Has("nuk ka ende asnjë program", "Shto një program", "Punësimi sezonal")
		at := c.Post(base+"/new", added()).Want(303).Location()
		c.Get(at).Has("Kampi i gushtit", "Bashkia Durrës", "Shoqata e Plazhit", "31.07–11.08.2023", "e hënë, e mërkurë dhe e premte", "i papërcaktuar")
		put(t, db, camp())
		c.Post(day("2023-07-03"), sent(t, c, day("2023-07-03"), "n-attended", "18", "n-attended-sex-f", "8", "n-attended-sex-m", "10", "n-attended_street", "5")).Want(303)
		c.Post(day("2023-07-04"), sent(t, c, day("2023-07-04"), "n-attended", "0")).Want(303)
		c.Post(day("2023-07-05"), sent(t, c, day("2023-07-05"), "paused", "yes", "reason", "Shi i fortë")).Want(303)
		c.Get(base+"/camp").Has("9 fëmijë në ditë, nga 2 ditë me numër", "45 % e vendeve, 9 nga 20", "7 ditë pa të dhëna", "nuk u zhvillua", "pa të dhëna").HasNot("Shiheni edhe një herë")
		c.Get(base).Has("Kampi i korrikut", "Vende 50", "Regjistrime – (pa numër: 2 programe").HasNot("fëmijë gjithsej")
		p := load(t, db, "camp")
		if got := present(p, "2023-07-04"); got != figure.Exactly(0) {
			t.Errorf("an explicit zero is %v", got)
		}
		if got := present(p, "2023-07-06"); got.Qualifier != "" {
			t.Errorf("a day nobody wrote is %v", got)
		}
		c.Post(day("2023-07-05"), with(sent(t, c, day("2023-07-05"), "reason", ""), "paused", "")).Want(303) // undone
		if x, paused := load(t, db, "camp").PauseOn("2023-07-05"); paused {
			t.Errorf("still paused: %v", x)
		}
	})
}

func TestWhoMay(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, camp())
		for _, path := range []string{"/camp/edit", "/camp/day/2023-07-03", "/camp/services", "/camp/followup/30", "/camp/cancel"} {
			s.As(town).Get(base + path).Want(200)
			s.As(secretary).Get(base + path).Want(200)
			s.As(ngo).Get(base + path).Want(404)
			s.As(coordinator).Get(base + path).Want(404)
			s.As(ngo).Post(base+path, form("stamp", "x", "reason", "pse", "title", "x")).Want(404)
		}
		for _, path := range []string{"", "/camp", "/season?year=2023", "/map?year=2023"} {
			s.As(ngo).Get(base + path).Want(200)
			s.As(coordinator).Get(base + path).Want(200)
		}
		s.As(coordinator).Get(base+"/camp").HasNot("Ndrysho", "Anulo programin", "Shëno")
		s.As(coordinator).Get(base + "/new").Want(404)
		s.As(ngo).Post(base+"/new", added()).Want(404) // in another's name
		s.As(ngo).Post(base+"/new", with(added(), "institution", "ngo")).Want(303)
		s.As(ngo).Post(base+"/camp/restore", form("version", "1")).Want(404)
		s.As(town).Post(base+"/ask", form("subject", "camp", "gap", "programme_numbers")).Want(404)
		s.As(town).Post(base+"/camp/edit", sent(t, s.As(town), base+"/camp/edit", "institution", "ngo")).Want(404) // given away
		s.As(town).Get(base + "/none").Want(404)
		s.As(town).Get(base + "/camp/day/2023-13-40").Want(404)
		s.As(town).Get(base + "/camp/followup/60").Want(404)
	})
}

func TestBadInputKeepsWhatWasTyped(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, camp())
		c := s.As(town)
		for name, x := range map[string]struct{ field, value, error string }{
			"no title":        {"title", "", "Shkruani si quhet programi."},
			"no kind":         {"kind", "circus", "Zgjidhni llojin e programit."},
			"no place":        {"municipality", "", "Zgjidhni bashkinë"},
			"another qark":    {"municipality", "53", "Zgjidhni një bashki të qarkut."},
			"ends first":      {"ends-month", "6", "Dita e fundit është para"},
			"too long":        {"ends-year", "2024", "200 ditë"},
			"far away":        {"starts-year", "2083", "Kontrolloni vitin"},
			"long ago":        {"starts-year", "1923", "para vitit 2000"},
			"half a child":    {"n-places", "2,5", "Shkruani një numër të plotë."},
			"below zero":      {"n-places", "-3", ""},
			"no number":       {"q-places", "about", ""},
			"held in advance": {"state", "held", "nuk ka filluar ende"},
			"a telephone":     {"note", "Thirrni 0691234567", ""},
			"a year besides":  {"year", "2023", "Viti vetëm shkruhet"},
			"no such plan":    {"activity", "none", "aktivitet të planit"},
		} {
			v := with(added(), x.field, x.value)
			if name == "no number" {
				v.Set("n-places", "")
			}
			r := c.Post(base+"/new", v).Want(422).Has(x.error)
			if got := r.Attr(`input[name="place"]`, "value"); got[0] != v.Get("place") || !strings.Contains(r.Body, "Shoqata e Plazhit") {
				t.Errorf("%s: what was typed is lost", name)
			}
		}
		v := added()
		delete(v, "weekdays")
		c.Post(base+"/new", v).Want(422).Has("Zgjidhni ditët e javës")
		c.Post(day("2023-07-03"), sent(t, c, day("2023-07-03"), "paused", "yes")).Want(422).Has("Shkruani pse programi")
		c.Post(day("2023-07-03"), sent(t, c, day("2023-07-03"), "reason", "Shi")).Want(422).Has("ose fshini arsyen")
		c.Post(day("2023-07-17"), sent(t, c, day("2023-07-17"), "n-attended", "3")).Want(422).Has("nuk ka ardhur ende")
		c.Post(day("2023-07-04"), sent(t, c, day("2023-07-04"))).Want(422).Has("Asgjë nuk u shkrua: shkruani sa fëmijë erdhën")
		c.Post(base+"/camp/followup/30", sent(t, c, base+"/camp/followup/30")).Want(422).Has("Asgjë nuk u shkrua: shkruani kur u bë ndjekja")
		c.Post(base+"/camp/followup/30", sent(t, c, base+"/camp/followup/30", "n-found_30", "3")).Want(422).Has("Shkruani kur u bë ndjekja.")
		c.Post(base+"/camp/cancel", sent(t, c, base+"/camp/cancel")).Want(422).Has("Shkruani pse anulohet")
	})
}

// A warning is no error: what happened is kept and shown.
func TestWarnings(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, camp())
		c := s.As(town)
		d := "2023-07-03"
		c.Post(day(d), sent(t, c, day(d), "n-attended", "25", "n-attended-sex-f", "8", "n-attended-sex-m", "10", "n-attended-sex-u", "0", "n-attended_street", "26")).Want(303)
		c.Get(day(d)).Has("Të pranishëm: 25, më shumë se vendet: 20.", "jep 18", "26")
		c.Post(day("2023-07-08"), sent(t, c, day("2023-07-08"), "n-attended", "4")).Want(303)
		c.Get(day("2023-07-08")).Has("nuk është në javët ose në ditët e programit")
		c.Get(base+"/camp").Has("03.07.2023 – Të pranishëm: 25", "08.07.2023 – Kjo ditë")
		c.Get(base).Has("për t'u parë")
		if got := present(load(t, db, "camp"), d); got != figure.Exactly(figure.Whole(25)) {
			t.Errorf("mended: %v", got)
		}
	})
}

func TestConflicts(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, camp())
		a, b := s.As(town), s.As(secretary)
		d := day("2023-07-03")
		mine := sent(t, a, d, "n-attended", "12")
		b.Post(d, sent(t, b, d, "n-attended", "13")).Want(303)
		page := a.Post(d, mine).Want(409).Has("12", "13")
		again := form("stamp", page.Attr(`input[name="stamp"]`, "value")[0], "n-attended", "12")
		a.Post(d, again).Want(303)
		if got := present(load(t, db, "camp"), "2023-07-03"); got != figure.Exactly(figure.Whole(12)) {
			t.Errorf("after choosing mine: %v", got)
		}
		for path, change := range map[string][2]string{"/edit": {"title", "Tjetër"}, "/services": {"n-service-kind-school", "7"}, "/followup/30": {"note", "x"}} {
			path = base + "/camp" + path
			v := sent(t, a, path, change[0], change[1], "linked-school", "yes")
			w := sent(t, b, path, "n-places", "21", "linked-school", "yes", "note-school", "Zyra", "done", "10.08.2023", "n-found_30", "4")
			db.Now = func() time.Time { return testkit.Now.AddDate(0, 2, 0) }
			b.Post(path, w).Want(303)
			if path == base+"/camp/followup/30" {
				v.Set("done", "12.08.2023")
			}
			a.Post(path, v).Want(409)
		}
	})
}

func TestCancelledAndBroughtBack(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, camp())
		c := s.As(town)
		c.Post(base+"/camp/cancel", sent(t, c, base+"/camp/cancel", "reason", "Nuk u gjetën fonde")).Want(303)
		c.Get(base+"/camp").Has("i anuluar", "Nuk u gjetën fonde", "Riktheje programin").HasNot("Çfarë mungon")
		c.Get(base + "/season?year=2023").Has("nuk ka asnjë program")
		v := sent(t, c, base+"/camp")
		c.Post(base+"/camp/restore", v).Want(303)
		c.Post(base+"/camp/restore", v).Want(409)
		if p := load(t, db, "camp"); p.State != programme.Planned || p.Reason != "" || p.Numbers.Get("places") != figure.Exactly(figure.Whole(20)) {
			t.Errorf("%+v", p)
		}
	})
}

func TestServicesAndFollowup(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		p := camp()
		p.StartsOn, p.EndsOn, p.State = "2023-05-01", "2023-05-12", programme.Held
		p.Numbers[register.Key{What: "enrolled"}] = figure.Exactly(figure.Whole(10))
		put(t, db, p)
		c := s.As(town)
		c.Get(base+"/camp").Has("Pas 30 ditësh me vonesë", "Afati: 11.06.2023", "Afati: 10.08.2023")
		f := base + "/camp/followup/30"
		c.Post(f, sent(t, c, f, "done", "12.06.2023", "n-found_30", "8", "n-school_30", "9", "n-street_30", "0")).Want(303)
		c.Get(base+"/camp").Has("Ndrysho ndjekjen pas 30 ditësh", "Shëno ndjekjen pas 90 ditësh", "12.06.2023", "Në shkollë pas 30 ditësh: 9, më shumë se").HasNot("Pas 30 ditësh me vonesë")
		c.Post(f, sent(t, c, f, "done-day", "", "done-month", "", "done-year", "", "n-found_30", "", "n-school_30", "", "n-street_30", "")).Want(303)
		c.Get(base + "/camp").Has("Pas 30 ditësh me vonesë")
		x := base + "/camp/services"
		c.Post(x, sent(t, c, x, "linked-school", "yes", "by-school", "ngo", "n-service-kind-school", "6")).Want(303)
		c.Get(base+"/camp").Has("regjistrim në shkollë", "Qendra e Fëmijëve")
		c.Post(x, sent(t, c, x, "n-service-kind-health", "3")).Want(422).Has("ose fshini numrin")
		c.Post(x, with(sent(t, c, x, "by-school", "", "n-service-kind-school", ""), "linked-school", "")).Want(303)
		c.Get(base + "/camp").Has("Nuk është shënuar asnjë shërbim.")
	})
}

// Asking twice for the same gives one task.
func TestAskingTwice(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		p := camp()
		p.StartsOn, p.EndsOn, p.Weekdays = "2023-06-01", "2023-06-02", ""
		p.Source = "Njoftim"
		put(t, db, p)
		c := s.As(secretary)
		c.Get(base).Has("Çfarë mungon", "A u zhvillua programi", "Kërko plotësimin")
		ask := form("subject", "camp", "gap", "programme_state")
		c.Post(base+"/ask", ask).Want(303)
		c.Post(base+"/ask", ask).Want(303)
		if rows := c.Get("/k/durres/task").Want(200).Find("tbody tr"); len(rows) != 1 || !strings.Contains(rows[0], "28.07.2023") {
			t.Errorf("tasks: %q", rows)
		}
		c.Get(base).Has("kërkuar më 14.07.2023")
		c.Post(base+"/ask", form("subject", "camp", "gap", "programme_followup_90")).Want(422).Has("nuk mungon më")
	})
}

// Where something runs, and where nothing does.
func TestSeason(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, camp())
		c := s.As(ngo)
		page := c.Get(base+"/season?year=2023").Has("03.07", "10.07", "Bashki pa asnjë program: Krujë, Shijak", "Kampi i korrikut", "asnjë program")
		if got := page.Find("table.tz-season thead th"); len(got) != 3 {
			t.Errorf("weeks: %q", got)
		}
		m := c.Get(page.Attr("figure img", "src")[0]).Want(200)
		if m.Header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(m.Body, "Krujë") {
			t.Errorf("the map is %.80s", m.Body)
		}
		c.Get(base+"/season?year=2021").Has("nuk ka asnjë program", "Bashki pa asnjë program: Durrës, Krujë, Shijak")
		c.Get(base + "/map?year=2021").Want(404)
	})
}

// What is known from published sources can be entered through the form, and is
// shown with how surely, and from where, it is known.
func TestPublishedCamps(t *testing.T) {
	f, err := os.Open("testdata/camps.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		c := s.As(secretary)
		for _, x := range rows[1:] {
			v := form("title", x[1], "institution", "pref", "kind", "camp", "municipality", x[2], "place", x[3], "year", x[0], "n-enrolled", x[4], "q-enrolled", x[5], "source", x[6], "note", x[7], "state", "held")
			c.Post(base+"/new", with(v, "note", "")).Want(422).Has("shkruani te shënimi")
			at := c.Post(base+"/new", v).Want(303).Location()
			said := x[4]
			if x[5] == "about" {
				said = "rreth " + said
			}
			c.Get(at).Has(x[1], said+" fëmijë", x[6], x[7], "viti "+x[0]+"; datat nuk dihen", "Ditët e programit nuk dihen").HasNot("Çfarë mungon", "me vonesë", "01.01.")
			c.Get(at + "/edit").Want(200).Has(x[7])
			c.Get(base+"?year="+x[0]).Has(x[1], "nga një burim")
			c.Post(at+"/edit", sent(t, c, at+"/edit")).Want(303)
		}
		c.Get(base + "?year=2010").Has("Regjistrime 120")
		c.Get(base+"/season?year=2010").Has("Programe pa data", "turni 2")
	})
}

// The register opens on the season of today, whatever somebody wrote down for later;
// without one on the last that was.
func TestTheSeasonOfToday(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		next, last := camp(), camp()
		next.ID, next.Title, next.StartsOn, next.EndsOn, next.State = "next", "Kampi i ardhshëm", "2024-07-01", "2024-07-12", programme.Planned
		last.ID, last.Title, last.StartsOn, last.EndsOn = "last", "Kampi i shkuar", "2021-07-01", "2021-07-12"
		put(t, db, next)
		put(t, db, last)
		c := s.As(town)
		c.Get(base).Want(200).Has("Kampi i shkuar").HasNot("Kampi i ardhshëm")
		put(t, db, camp())
		c.Get(base).Want(200).Has("Kampi i korrikut").HasNot("Kampi i shkuar", "Kampi i ardhshëm")
		c.Get(base + "?year=2024").Want(200).Has("Kampi i ardhshëm")
		c.Get(base + "/season").Want(200).Has("programet e vitit 2023")
	})
}
