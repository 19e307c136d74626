package employment_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/employment"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// A project from its draft to the re-check of a breach: who answers for it, who
// approves it, and the inspector who goes there.
func TestJourneyOfAProject(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		own, lead, insp := s.As(office), s.As(chair), s.As(inspector)
		own.Get(base).Want(200).Has("Ende nuk është shënuar asnjë projekt", "Panair i ri pune").HasNot("Printo")
		place := own.Get(base+"/new").Want(200).Attr(`input[name="municipalities"]`, "value")[0]
		v := form("title", "Verë me punë", "institution", "jobs", "aim", "Punë për prindërit e fëmijëve në rrugë", "groups", "street_parent", "municipalities", place,
			"starts", "1.7.2023", "ends", "30.9.2023", "sector", "I", "legal_basis", "Ligji 15/2019", "partners", "school", "outside", "Qendra e formimit", "activity", "a23")
		own.Post(base+"/new", with(v, "ends", "30.6.2023")).Want(422).Has("nuk mund të mbarojë para", "Qendra e formimit")
		own.Post(base+"/new", with(v, "institution", "town")).Want(422).Has("Zgjidhni një institucion nga lista")
		own.Post(base+"/new", with(v, "aim", "Telefononi 0691234567")).Want(422).Has("celular")
		own.Post(base+"/new", with(v, "groups", "")).Want(422).Has("të paktën një grup")
		at := own.Post(base+"/new", v).Want(303).Location()
		id := strings.TrimPrefix(at, base+"/")
		own.Get(at).Want(200).Has("në hartim", "nuk ka asnjë kontroll", "Zyra Vendore Arsimore dhe Qendra e formimit", "1.4 Punësim sezonal i prindërve").HasNot("Mirato projektin")

		lead.Get(at+"/approve").Want(200).Has("nuk mund të miratohet ende", "nuk ka asnjë kontroll").HasNot("Data e vendimit")
		decided := form("version", "1", "decision", "Vendimi nr. 4", "day", "1.7.2023")
		lead.Post(at+"/approve", decided).Want(422).Has("pa plan të plotë")
		own.Post(at+"/check/new", form("kind", "contract", "method", "visit")).Want(303)
		lead.Get(at+"/approve").Has("kontratë pune e shkruar: mungon kush e kontrollon.", "mungon sa shpesh", "mungon dita e kontrollit të parë").HasNot("mungon si kontrollohet")
		lead.Post(at+"/approve", decided).Want(422)
		line := own.Get(at).Attr(`#plan ~ .tz-table-wrap th a[href*="/check/"]`, "href")[0]
		check := form("version", "1", "kind", "contract", "institution", "insp", "method", "visit", "frequency", "monthly", "first", "5.7.2023")
		own.Post(line, with(check, "first", "5.10.2023")).Want(422).Has("mes datave 01.07.2023 dhe 30.09.2023")
		own.Post(line, check).Want(303)
		own.Get(at + "/approve").Want(404)
		own.Post(at+"/approve", decided).Want(404)
		lead.Post(at+"/approve", with(decided, "day", "1.8.2023")).Want(422).Has("në të ardhmen")
		lead.Post(at+"/approve", decided).Want(303)
		if p := load(t, db, id); p.State != "approved" || len(p.Visits) != 3 || p.Visits[0].PlannedOn != "2023-07-05" || p.Visits[2].InstitutionID != "insp" {
			t.Fatalf("%+v", p)
		}
		own.Get(at).Has("Vendimi nr. 4", "05.07.2023", "me vonesë", "05.09.2023").HasNot("Shëno vizitën")

		own.Post(at+"/employer/new", form("name", "Hotel Shembull shpk", "nipt", "K1234567", "municipality", place)).Want(422).Has("NIPT-i ka një shkronjë")
		own.Post(at+"/employer/new", form("name", "Hotel Shembull shpk", "nipt", "k12345678a", "municipality", place)).Want(303)
		hotel := load(t, db, id).Employers[0]
		if hotel.NIPT != "K12345678A" {
			t.Errorf("nipt %q", hotel.NIPT)
		}

		visit := insp.Get(at).Want(200).Attr(`a[href*="/visit/"]:not([href$="/new"])`, "href")[0]
		insp.Get(visit).Want(200).Has("Planifikuar për datën 05.07.2023", "kontratë pune e shkruar")
		if ahead := insp.Get(base).Has("Vizitat e institucionit tim").Attr("#ahead + ul a", "href"); len(ahead) != 2 || ahead[0] != visit {
			t.Errorf("the inspector has to go to %v", ahead)
		}
		own.Get(base).HasNot("Vizitat e institucionit tim")
		found := form("version", "1", "employer", hotel.ID, "done", "12.7.2023", "finding", "serious", "found", "Dy pa kontratë", "measure", "Të lidhen kontratat", "due", "20.7.2023")
		s.As(school).Post(visit, found).Want(404)
		own.Post(visit, found).Want(404)
		insp.Post(visit, with(found, "measure", "", "due", "")).Want(422).Has("çfarë duhet rregulluar", "Dy pa kontratë")
		insp.Post(visit, with(found, "due", "")).Want(422).Has("deri kur")
		insp.Post(visit, with(found, "due", "1.7.2023")).Want(422).Has("para vizitës")
		insp.Post(visit, with(found, "due", "20.7.2083")).Want(422).Has("Kontrolloni vitin", "Dy pa kontratë")
		insp.Post(visit, with(found, "done", "15.7.2023")).Want(422).Has("në të ardhmen")
		insp.Post(visit, with(found, "finding", "not_possible", "found", "", "measure", "", "due", "")).Want(422).Has("pse vizita nuk u krye")
		insp.Post(visit, with(found, "finding", "kept")).Want(422).Has("Ndryshoni gjetjen, ose hiqni masën")
		insp.Post(visit, found).Want(303)
		insp.Post(visit, with(found, "found", "Tri pa kontratë")).Want(409).Has("Dy pa kontratë", "Tri pa kontratë")
		first := load(t, db, id).Visits[0]
		s.As(secretary).Get("/k/durres/task/"+first.TaskID).Want(200).Has("Të lidhen kontratat", "Drejtoria Rajonale e Punësimit", "Inspektorati i Punës Durrës", "20.07.2023")
		own.Get(at).Has("shkelje", "Dy pa kontratë", "Detyra 1/2023", "e hapur")
		insp.Post(visit, with(found, "version", "2", "measure", "Të lidhen të gjitha")).Want(303)
		insp.Post(visit, with(found, "version", "3", "due", "25.7.2023")).Want(422).Has("është e hapur detyra 1/2023", "këtu lëreni 20.07.2023")
		if load(t, db, id).Visits[0].TaskID != first.TaskID {
			t.Error("a visit gives one task only")
		}

		insp.Get(visit + "/again").Want(200).Has("Të lidhen të gjitha")
		insp.Post(visit+"/again", form("planned", "13.7.2023")).Want(422).Has("Data ka kaluar")
		insp.Post(visit+"/again", form("planned", "21.7.2023")).Want(303)
		insp.Post(visit+"/again", form("planned", "22.7.2023")).Want(422).Has("caktuar tashmë për datën 21.07.2023")
		insp.Get(at).Has("rikontroll i vizitës së datës 12.07.2023")
		insp.Post(at+"/visit/new", form("institution", "insp", "done", "13.7.2023", "finding", "kept")).Want(303)
		insp.Post(at+"/visit/new", form("institution", "jobs", "done", "13.7.2023", "finding", "kept")).Want(422)
		own.Get(base).Want(200).Has("1 nga 4 të kryera", "1 jashtë planit", "1 nga 2 (50 %) në përputhje", "1 masë e hapur")
	})
}

// The plan of an approved project may change, but never to nothing, and what has
// passed stays.
func TestThePlanOfAnApprovedProject(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		own, lead := s.As(office), s.As(chair)
		p := season()
		p.State, p.ApprovedOn = employment.Draft, ""
		put(t, db, p)
		at := base + "/season"
		lead.Post(at+"/approve", form("version", "1", "decision", "V", "day", "1.7.2013")).Want(422).Has("më shumë se një vit më parë")
		lead.Post(at+"/approve", form("version", "1", "decision", "V", "day", "1.7.2023")).Want(303)
		days := func() (list []string) {
			for _, v := range load(t, db, "season").Visits {
				list = append(list, v.PlannedOn)
			}
			return list
		}
		want := func(what, list string) {
			t.Helper()
			if got := strings.Join(days(), " "); got != list {
				t.Errorf("%s: %s, want %s", what, got, list)
			}
		}
		want("approved", "2023-06-01 2023-07-01 2023-08-01 2023-09-01")
		check := form("version", "1", "kind", "contract", "institution", "insp", "method", "visit", "frequency", "monthly", "first", "10.6.2023")
		own.Post(at+"/check/c1", with(check, "institution", "")).Want(422).Has("projekti është miratuar")
		own.Post(at+"/check/c1", check).Want(303)
		want("another day of the month", "2023-06-01 2023-07-01 2023-08-10 2023-09-10")
		own.Post(at+"/check/c1/remove", form("version", "2")).Want(422).Has("nuk mbetet pa plan")
		own.Post(at+"/check/new", form("kind", "hours", "institution", "jobs", "method", "phone", "frequency", "once", "first", "20.8.2023")).Want(303)
		want("one more check", "2023-06-01 2023-07-01 2023-08-10 2023-08-20 2023-09-10")
		own.Post(at+"/check/c1/remove", form("version", "2")).Want(422).Has("mbetet në plan")
		insp := s.As(inspector)
		p = load(t, db, "season")
		insp.Post(at+"/visit/"+p.Visits[2].ID+"/move", form("version", "1", "planned", "12.8.2023")).Want(303)
		insp.Get(at + "/visit/" + p.Visits[0].ID + "/move").Want(422) // its day has passed
		v := version(t, own, at+"/edit")
		edit := form("version", v, "title", "Më shkurt", "institution", "jobs", "aim", "x", "groups", "young", "municipalities", own.Get(at+"/edit").Attr(`input[name="municipalities"]`, "value")[0], "starts", "1.5.2023", "ends", "31.8.2023", "sector", "I")
		own.Post(at+"/edit", with(edit, "ends", "5.6.2023")).Want(422).Has("jashtë periudhës")
		own.Post(at+"/edit", edit).Want(303)
		want("a shorter period", "2023-06-01 2023-07-01 2023-08-12 2023-08-20")
		own.Post(at+"/edit", with(edit, "title", "Tjetër")).Want(409).Has("Më shkurt", "Tjetër")
		own.Post(at+"/close", form("version", version(t, own, at+"/close"))).Want(422).Has("zgjat deri më 31.08.2023")
		own.Post(at+"/cancel", form("version", version(t, own, at+"/cancel"), "reason", "")).Want(422)
		own.Post(at+"/cancel", form("version", version(t, own, at+"/cancel"), "reason", "Nuk u gjetën fonde")).Want(303)
		own.Get(at).Has("Nuk u gjetën fonde", "Rihap projektin").HasNot("me vonesë", "Shto një kontroll")
		own.Get(at + "/edit").Want(422)
		own.Post(at+"/reopen", form("version", version(t, own, at+"/reopen"))).Want(303)
		own.Get(at).Has("i miratuar", "me vonesë")
	})
}

func TestPlacements(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		own := s.As(office)
		p := season()
		p.Employers = []employment.Employer{{ID: "e1", Name: "Hotel Shembull shpk"}}
		put(t, db, p)
		at := base + "/season"
		v := form("employer", "e1", "via", "mediation", "started", "10.6.2023",
			"count-0", "2", "target-0", "street_parent", "age-0", "31+", "sex-0", "f", "contract-0", "yes", "insured-0", "no",
			"count-1", "", "target-1", "young", "age-1", "15-17", "sex-1", "m", "contract-1", "u", "insured-1", "u", "count-2", "")
		own.Post(at+"/placement", with(v, "age-1", "")).Want(422).Has("Zgjidhni moshën")
		own.Post(at+"/placement", with(v, "started", "1.4.2023")).Want(422).Has("brenda periudhës")
		own.Post(at+"/placement", with(v, "count-0", "40")).Want(422).Has("nga 1 deri në 30")
		own.Post(at+"/placement", form("via", "fair", "started", "10.6.2023")).Want(422).Has("të paktën një të punësuar")
		s.As(inspector).Post(at+"/placement", v).Want(404)
		if to := own.Post(at+"/placement", with(v, "more", "1")).Want(303).Location(); !strings.Contains(to, "employer=e1") {
			t.Errorf("goes on to %s", to)
		}
		list := load(t, db, "season").Placements
		if len(list) != 3 || list[0].Code == list[1].Code || len(list[0].Code) != 7 {
			t.Fatalf("%+v", list)
		}
		own.Get(at).Has(list[0].Code, "nën 18 vjeç", "2 nga 2 me përgjigje (100 %)", "për 1 nuk dihet", "për 3 nuk ka përgjigje", "3 përgjigje presin").HasNot("0 nga 3")
		s.As(inspector).Get(at).Want(200).Has("2 nga 2 me përgjigje (100 %)").HasNot(list[0].Code)

		ask := own.Get(at+"/kept").Want(200).Attr(`input[type="radio"]`, "name")
		own.Post(at+"/kept", form(ask[0], "yes")).Want(303)
		own.Get(at).Has("1 nga 1 me përgjigje (100 %)", "për 2 nuk ka përgjigje", "2 përgjigje presin")
		one := own.Get(at).Attr(`a[href*="/placement/"]:not([href$="/remove"])`, "href")[0]
		own.Get(one).Has("Ende në punë pas 30 ditësh").HasNot("pas 90 ditësh")

		stamp := own.Hidden(at+"/numbers", "stamp")
		own.Post(at+"/numbers", form("stamp", stamp, "n-jobs", "5", "n-jobs-sex-f", "2", "n-jobs-sex-m", "2", "n-jobs-sex-u", "")).Want(303)
		own.Get(at).Has("u shkruan 5, në listë janë 3", "zbërthimi").HasNot("Kosto")
		own.Post(at+"/numbers", form("stamp", stamp, "n-jobs", "6")).Want(409).Has("5", "6")
		own.Post(one+"/remove", form("version", version(t, own, one+"/remove"))).Want(303)
		if n := len(load(t, db, "season").Placements); n != 2 {
			t.Errorf("%d placements", n)
		}
	})
}

func TestWhatIsMissingIsAskedFor(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		p := season()
		p.Visits = []employment.Visit{{ID: "v1", CheckID: "c1", InstitutionID: "insp", PlannedOn: "2023-06-01"}}
		put(t, db, p)
		v := form("subject", "season", "gap", "employment_visit")
		s.As(office).Get(base).Has("Vizita monitoruese e planifikuar", "Inspektorati i Punës Durrës", "ende jo")
		s.As(office).Post(base+"/ask", v).Want(404)
		s.As(secretary).Post(base+"/ask", form("subject", "season", "gap", "employment_kept")).Want(422).Has("nuk mungon më")
		s.As(secretary).Post(base+"/ask", v).Want(303)
		s.As(secretary).Get(base).Has("kërkuar më 14.07.2023")
		s.As(inspector).Get("/k/durres/task").Has("Plotësoni regjistrin: Vizita monitoruese e planifikuar", "24.07.2023", "Inspektorati i Punës Durrës")
	})
}

func TestFairs(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		own := s.As(office)
		place := own.Get(base+"/new-fair").Want(200).Attr(`#municipality option`, "value")[1]
		v := form("title", "Panairi i pranverës", "institution", "jobs", "held", "20.4.2023", "municipality", place, "outside", "Dhoma e Tregtisë")
		own.Post(base+"/new-fair", with(v, "municipality", "x")).Want(422).Has("Zgjidhni bashkinë", "Dhoma e Tregtisë")
		at := own.Post(base+"/new-fair", v).Want(303).Location()
		if to := own.Get(strings.TrimSuffix(at, "/fair")).Want(303).Location(); to != at {
			t.Errorf("a fair by its identifier alone leads to %s", to)
		}
		own.Get(at).Want(200).Has("i planifikuar", "Dhoma e Tregtisë", "Asnjë numër")
		n := form("stamp", own.Hidden(at+"/numbers", "stamp"), "n-employers", "30", "n-vacancies", "250", "q-vacancies", "about", "q-visitors", "not_known", "n-hired", "0")
		s.As(inspector).Post(at+"/numbers", n).Want(404)
		own.Post(at+"/numbers", n).Want(303)
		own.Get(at).Has("i zhvilluar", "rreth 250", "nuk dihet")
		s.As(inspector).Get(base).Has("Panairi i pranverës", "Punëdhënës: 30").HasNot("Ndrysho panairin")
		own.Post(at+"/cancel", form("version", version(t, own, at+"/cancel"), "reason", "Gabim")).Want(303)
		own.Post(at+"/numbers", n).Want(422)
		own.Post(at+"/reopen", form("version", version(t, own, at+"/reopen"))).Want(303)
		own.Get(at).Has("i zhvilluar")
		later := own.Post(base+"/new-fair", with(v, "held", "20.9.2023")).Want(303).Location()
		own.Get(later + "/numbers").Want(422).Has("pasi të jetë zhvilluar")
	})
}

// Who may do what: institutions with what is theirs, readers with nothing.
func TestRights(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		p := season()
		p.Visits = []employment.Visit{{ID: "v1", CheckID: "c1", InstitutionID: "insp", PlannedOn: "2023-08-01"}}
		p.Placements = []employment.Placement{{ID: "x1", Code: "P-AAAAA", Target: "young", Age: "18-23", Sex: "f", Via: "fair", StartedOn: "2023-06-01", Contract: "yes", Insured: "yes"}}
		p.Employers = []employment.Employer{{ID: "e1", Name: "Hotel Shembull shpk"}}
		p.Asked, p.Partners = nil, []register.Partner{{Outside: "Shoqata"}}
		put(t, db, p)
		at := base + "/season"
		of := map[string][]string{
			"owner": {"/edit", "/numbers", "/cancel", "/close", "/check/new", "/check/c1", "/check/c1/remove", "/employer/new", "/employer/e1", "/placement", "/placement/x1", "/placement/x1/remove", "/kept", "/visit/new"},
			"visit": {"/visit/v1", "/visit/v1/move", "/visit/new"},
		}
		stranger, reader := s.As(school), s.As(testkit.Actor(access.Coordinator))
		for _, path := range of["owner"] {
			s.As(office).Get(at + path).Want(200)
			reader.Get(at + path).Want(404)
			reader.Post(at+path, nil).Want(404)
			stranger.Get(at + path).Want(404)
			stranger.Post(at+path, nil).Want(404)
			if path != "/visit/new" {
				s.As(inspector).Post(at+path, nil).Want(404)
			}
		}
		for _, path := range of["visit"] {
			s.As(inspector).Get(at + path).Want(200)
			if path != "/visit/new" {
				s.As(office).Post(at+path, nil).Want(404)
				stranger.Post(at+path, nil).Want(404)
			}
		}
		for _, c := range []*testkit.Client{stranger, reader} {
			c.Get(at).Want(200).HasNot("Shto", "P-AAAAA", "Ndrysho projektin", "vizitë të paplanifikuar")
			c.Get(base).Want(200)
		}
		reader.Get(base + "/none").Want(404)
		reader.Get(base + "/season/fair").Want(404)
		s.As(office).Get(at + "/check/none").Want(404)
		s.As(office).Get(at + "/placement/none").Want(404)
		s.As(inspector).Get(at + "/visit/none").Want(404)
	})
}

// A visit that nobody planned is noted by who has to do with the project: it answers
// for it, is named in its plan, is a partner, or is an inspectorate. To the others the
// page is not there, and the secretary writes for anybody.
func TestWhoNotesAVisit(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		p := season()
		p.Checks[0].InstitutionID = "pref"
		p.Partners = []register.Partner{{ID: "with", InstitutionID: "town"}, {ID: "out", Outside: "Shoqata"}}
		put(t, db, p)
		const at = base + "/season"
		visit := func(by, found string) url.Values {
			return form("institution", by, "done", "12.7.2023", "finding", "serious", "found", found, "measure", "Kontrata", "due", "20.7.2023")
		}
		for _, by := range []string{"jobs", "pref", "town", "insp"} {
			who := s.As(testkit.Member(by, access.FocalPoint, by))
			who.Get(at).Has("Shëno një vizitë të paplanifikuar")
			who.Get(at + "/visit/new").Want(200)
			who.Post(at+"/visit/new", visit("school", by)).Want(422)
			who.Post(at+"/visit/new", visit(by, by)).Want(303)
		}
		stranger := s.As(school)
		stranger.Get(at).Want(200).HasNot("Shëno një vizitë të paplanifikuar")
		absent := stranger.Get(base + "/none/visit/new").Want(404).Body
		if got := stranger.Get(at + "/visit/new").Want(404).Body; got != strings.ReplaceAll(absent, "none", "season") {
			t.Error("the page says that there is something")
		}
		stranger.Post(at+"/visit/new", visit("school", "thashetheme")).Want(404)
		stranger.Post(at+"/visit/new", visit("insp", "thashetheme")).Want(404)
		both := s.As(access.NewActor("both", map[access.Scope][]access.Seat{access.Committee("durres"): {{Role: access.FocalPoint, Institution: "school"}, {Role: access.FocalPoint, Institution: "town"}}}))
		both.Get(at + "/visit/new").Want(200).HasNot("Zyra Vendore Arsimore")
		both.Post(at+"/visit/new", visit("school", "thashetheme")).Want(422)
		if n := len(load(t, db, "season").Visits); n != 4 {
			t.Errorf("%d visits", n)
		}
		s.As(secretary).Post(at+"/visit/new", visit("school", "me shkresë")).Want(303)
	})
}

// How many are of a group or under 18 is for those who keep the project, where it
// could point at somebody; no narrowed list and no other project gives it back.
func TestSmallGroupsOfAProject(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		people := func(id string, groups ...string) (list []employment.Placement) {
			for i, group := range groups {
				x := employment.Placement{ID: id + strconv.Itoa(i), Code: "P-" + id + strconv.Itoa(i), Target: group, Age: "24-30", Sex: "f", Via: "fair", StartedOn: "2023-06-01", Contract: "yes", Insured: "yes"}
				if group == "minor_in_conflict" {
					x.Age = "15-17"
				}
				list = append(list, x)
			}
			return list
		}
		many := strings.Fields(strings.Repeat("violence ", 5) + strings.Repeat("minor_in_conflict ", 5))
		p := season()
		p.Placements = people("a", many...)
		put(t, db, p)
		q := season()
		q.ID, q.InstitutionID, q.Title, q.Targets = "other", "town", "Punë në qytet", nil
		q.Checks[0].ID = "c2"
		put(t, db, q)
		shown, kept := []string{"dhunë", "5 nën 18 vjeç"}, s.As(office)
		const says = "nuk tregohet, sepse te një projekt"
		for _, who := range []*testkit.Client{kept, s.As(inspector), s.As(secretary), s.As(testkit.Actor(access.Coordinator))} {
			who.Get(base).Want(200).Has(shown...).HasNot(says)
			who.Get(base+"/season").Want(200).Has("dhunë", "Nën 18 vjeç").HasNot(says)
		}

		testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error {
			q.Checks[0].ID = "c3"
			q.ID, q.Title, q.Placements = "third", "Punë në port", people("b", append(many, "young_mother")...)
			return employment.Import(tx, q)
		})
		for _, who := range []*testkit.Client{s.As(inspector), s.As(chair), s.As(testkit.Actor(access.Coordinator))} {
			for _, at := range []string{base, base + "?institution=jobs", base + "/season", base + "/third"} {
				who.Get(at).Want(200).Has(says, "më i vogël se 5").HasNot("nëna nën", "dhunë", "Nën 18", "5 nën 18 vjeç")
			}
			who.Get(base + "/other").Want(200).HasNot(says)
		}
		kept.Get(base+"/season").Has("dhunë", "Nën 18 vjeç").HasNot(says)
		kept.Get(base + "?institution=jobs").Has(shown...).HasNot(says)
		kept.Get(base).Has("5 nën 18 vjeç", says).HasNot("dhunë")
		kept.Get(base + "/third").Has(says).HasNot("dhunë")
		s.As(testkit.Member("town", access.Head, "town")).Get(base+"/third").Has("dhunë", "Nën 18 vjeç").HasNot(says)
		s.As(secretary).Get(base).Has("dhunë", "5 nën 18 vjeç").HasNot(says)
	})
}
