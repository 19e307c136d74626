package campaign_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/campaign"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

func TestActivityFromPlanToPhone(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		c := s.As(school)
		c.Get(base).Want(200).Has("Ende nuk është shënuar asnjë aktivitet sensibilizues.")
		bad := meeting()
		bad.Set("title", "")
		bad.Set("hour", "njëzet")
		bad.Set("n-audience-kind-pupils", "dhjetë")
		bad.Set("note", "numri 0691234567")
		if r := c.Post(base+"/new", bad).Want(422); len(r.Find(".govuk-error-summary li")) != 4 || r.Attr("#hour", "value")[0] != "njëzet" {
			t.Errorf("%q", r.Find(".govuk-error-summary li"))
		}
		at := activity(t, c, meeting())
		c.Get(at).Want(200).Has("i planifikuar", "A u zhvillua aktiviteti", "Audienca nxënës")
		c.Get(base).Want(200).Has("1 aktivitet", "Çfarë mungon")
		held := asShown(c, at+"/held")
		held.Set("n-reached", "40")
		held.Set("q-reached", "about")
		held.Set("material", "leaflet")
		held.Set("what", "not_enrolled")
		held.Set("value", "3")
		held.Set("institution", "njmf")
		held.Set("consent", "adults")
		held.Set("children", "yes")
		typ, body := upload(t, "foto.jpg", photo(t), held)
		c.PostBody(at+"/held", typ, body).Want(422).Has("Në foto ka fëmijë: mbahet vetëm kur prindërit kanë dhënë pëlqimin me shkrim")
		held.Set("consent", "parents")
		typ, body = upload(t, "foto.jpg", photo(t), held)
		c.PostBody(at+"/held", typ, body).Want(303)
		c.Get(at).Want(200).Has("rreth 40 persona (të vlerësuar)", "fletëpalosje: pa numër", "3 fëmijë të paregjistruar në shkollë", "Detyra 1/2023", "prindërit kanë dhënë pëlqimin me shkrim").HasNot("Çfarë mungon")
		a := load(t, db, at)
		file := c.Get(at + "/file/" + a.Files[0].ID).Want(200)
		if strings.Contains(file.Body, "SECRETPLACE") || file.Header.Get("Content-Type") != "image/jpeg" {
			t.Error("the photo still says where it was made")
		}
		c.Post(at+"/held", held).Want(422) // it was held already
		c.Get(at + "/file/" + a.Files[0].ID + "/remove").Want(200).Has("Ajo që hiqet nuk kthehet")
		c.Post(at+"/file/"+a.Files[0].ID+"/remove", form("version", "1")).Want(303)
		x := a.Findings[0]
		c.Get(at + "/finding/" + x.ID + "/remove").Want(422).Has("Për këtë është dhënë një detyrë")
		c.Post(at+"/finding/"+x.ID+"/remove", form("version", "1")).Want(422)
		c.Post(at+"/plan", form("version", "2")).Want(303)
		c.Post(at+"/cancel", form("version", "3", "reason", "")).Want(422).Has("Shkruani pse nuk zhvillohet.")
		c.Post(at+"/cancel", form("version", "3", "reason", "Shi i dendur")).Want(303)
		c.Get(at).Want(200).Has("i anuluar", "Shi i dendur", "rreth 40 persona")
	})
}

// What was typed is kept beside what somebody else saved meanwhile, also when only
// a number changed.
func TestConflict(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		c := s.As(school)
		at := activity(t, c, meeting())
		mine := asShown(c, at+"/edit")
		mine.Set("kind", "session")
		mine.Set("municipality", "10")
		mine.Set("institution", "school")
		theirs := asShown(c, at+"/edit")
		for _, v := range []string{"kind", "municipality", "institution"} {
			theirs.Set(v, mine.Get(v))
		}
		theirs.Set("n-works", "5")
		theirs.Set("kind", "march")
		s.As(secretary).Post(at+"/edit", theirs).Want(303)
		mine.Set("n-works", "7")
		page := c.Post(at+"/edit", mine).Want(409).Has("Punime në konkurs", "5", "7", "marsh", "takim ose orë informuese")
		if got := page.Find("main h2"); !slices.Equal(got, []string{"Lloji", "Punime në konkurs"}) {
			t.Errorf("what differs is %q", got)
		}
		again := map[string][]string{}
		names, values := page.Attr(`main form input[type="hidden"]`, "name"), page.Attr(`main form input[type="hidden"]`, "value")
		for i := range names {
			again[names[i]] = append(again[names[i]], values[i])
		}
		c.Post(at+"/edit", again).Want(303)
		if q := load(t, db, at).Numbers.Get("works"); q != figure.Exactly(figure.Whole(7)) {
			t.Errorf("%+v", q)
		}
	})
}

// Whoever noted an activity as held while somebody else changed it sees both, and
// is told that the photo has to be added again.
func TestConflictOfWhatWasHeld(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		c := s.As(school)
		at := activity(t, c, meeting())
		held, edit := asShown(c, at+"/held"), asShown(c, at+"/edit")
		for name, value := range map[string]string{"kind": "session", "municipality": "10", "institution": "school", "n-reached": "30"} {
			edit.Set(name, value)
		}
		s.As(secretary).Post(at+"/edit", edit).Want(303)
		for name, value := range map[string]string{"n-reached": "40", "what": "not_enrolled", "value": "3", "institution": "njmf", "consent": "nobody", "children": "no"} {
			held.Set(name, value)
		}
		typ, body := upload(t, "foto.jpg", photo(t), held)
		page := c.PostBody(at+"/held", typ, body).Want(409).Has("40 persona", "30 persona", "fëmijë të paregjistruar në shkollë", "Skedarët nuk mbahen")
		if got := page.Find("main h2"); !slices.Equal(got, []string{"Institucioni", "Sa", "Çfarë u gjet", "Persona të arritur"}) {
			t.Errorf("what differs is %q", got)
		}
	})
}

// Files that are none of those taken, and photos without a consent, are refused.
func TestFiles(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		c := s.As(school)
		v := meeting()
		v.Set("state", "held")
		at := activity(t, c, v)
		pdf := []byte("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF")
		for name, x := range map[string]struct {
			file    string
			content []byte
			consent string
			kids    string
			want    int
		}{
			"nothing":        {"", nil, "", "", 422},
			"no consent":     {"a.jpg", photo(t), "", "no", 422},
			"children?":      {"a.jpg", photo(t), "adults", "", 422},
			"adults":         {"a.jpg", photo(t), "adults", "no", 303},
			"nobody":         {"a.jpg", photo(t), "nobody", "yes", 303},
			"pdf":            {"a.pdf", pdf, "", "", 303},
			"a program":      {"a.jpg", []byte("MZ\x90\x00 program"), "nobody", "no", 422},
			"private name":   {"0691234567.pdf", pdf, "", "", 422},
			"a broken photo": {"a.jpg", photo(t)[:30], "nobody", "no", 422},
		} {
			typ, body := upload(t, x.file, x.content, form("consent", x.consent, "children", x.kids))
			if r := c.PostBody(at+"/file", typ, body); r.Code != x.want {
				t.Errorf("%s: %d, want %d", name, r.Code, x.want)
			}
		}
		if n := len(load(t, db, at).Files); n != 3 {
			t.Errorf("%d files", n)
		}
	})
}

// An institution keeps what is its own; others read it; nobody learns from another
// answer that something is there.
func TestRights(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		v := meeting()
		v.Set("state", "held")
		at := activity(t, s.As(school), v)
		s.As(school).Post(at+"/finding/new", day(form("what", "other", "institution", "nobody"), "done_on", "2023-07-11")).Want(404)
		s.As(school).Post(at+"/finding/new", form("what", "other", "value", "2")).Want(303)
		found := at + "/finding/" + load(t, db, at).Findings[0].ID
		stolen := meeting()
		stolen.Set("institution", "school")
		s.As(qkm).Post(base+"/new", stolen).Want(422).Has("Zgjidhni institucionin që e organizon.")
		for _, path := range []string{at + "/edit", at + "/cancel", at + "/held", at + "/file", at + "/finding/new", found, found + "/remove"} {
			s.As(qkm).Get(path).Want(404)
			s.As(qkm).Post(path, form("version", "1", "title", "x")).Want(404)
			s.As(chair).Get(path).Want(404)
			s.As(coordinator).Get(path).Want(404)
		}
		s.As(qkm).Post(at+"/plan", form("version", "1")).Want(404)
		for _, who := range []access.Actor{qkm, chair, coordinator, secretary} {
			s.As(who).Get(at).Want(200)
			s.As(who).Get(base).Want(200)
		}
		s.As(access.NewActor("stranger", nil)).Get(at).Want(404)
		ask := form("subject", id(at), "gap", "campaign_reached")
		s.As(school).Post(base+"/ask", ask).Want(404)
		s.As(chair).Post(base+"/ask", ask).Want(303)
		s.As(chair).Get(at).Want(200).Has("kërkuar më 14.07.2023")
		s.As(chair).Post(base+"/ask", form("subject", id(at), "gap", "campaign_state")).Want(422)
		for _, path := range []string{base + "/calendar/new"} {
			for _, who := range []access.Actor{school, chair, qkm} {
				s.As(who).Get(path).Want(404)
				s.As(who).Post(path, form("title", "x")).Want(404)
			}
			s.As(secretary).Get(path).Want(200)
			s.As(coordinator).Get(path).Want(200)
		}
	})
}

func TestCalendar(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		c := s.As(coordinator)
		v := day(day(form("title", "Tetori 2023", "committees", "durres", "lines", "18.10; Dita evropiane; nxënës; Arsimi\nmot; Diçka"), "starts_on", "2023-10-01"), "ends_on", "2023-10-31")
		c.Post(base+"/calendar/new", v).Want(422).Has("Rreshti 2: «mot» nuk është datë", "Komiteti Rajonal Antitrafik Kukës")
		v.Set("lines", "18.10; Dita evropiane; nxënës; Arsimi\n20–22.10; Ekspozitë")
		at := c.Post(base+"/calendar/new", v).Want(303).Location()
		c.Get(at).Want(200).Has("Dita evropiane", "askush ende", "Të marra përsipër: 0 nga 2 veprimtari të kalendarit.", "Pa asnjë aktivitet: Durrës, Krujë dhe Shijak.", "tetor 2023")
		c.Get(at+"/committees").Want(200).Has("Kukës", "ende jo", "është aty")
		for range 2 { // a second time adds nothing
			c.Post(at+"/committees", form("committees", "kukes")).Want(303)
		}
		c.Get(at + "/committees").Want(200).Has("Kalendari është te të gjitha komitetet").HasNot("ende jo")
		if list := s.As(coordinator).Get("/k/kukes/campaign/calendar").Want(200).Find("tbody tr"); len(list) != 1 {
			t.Errorf("in Kukës: %q", list)
		}
		s.As(secretary).Get("/k/kukes/campaign/calendar").Want(404)
		s.As(secretary).Get(at + "/committees").Want(200).HasNot("Kukës")
		s.As(secretary).Post(at+"/committees", form("committees", "kukes")).Want(303) // and nothing happens

		kept := loadCalendar(t, db, at)
		slot := kept.Slots[0]
		mine := s.As(school).Get(base + "/new?slot=" + slot.ID).Want(200)
		if mine.Attr("#title", "value")[0] != "Dita evropiane" || len(mine.Attr("#audience-pupils[checked]", "id")) != 1 {
			t.Error("the form is not filled in")
		}
		first := day(form("title", "Ora e hapur", "kind", "session", "municipality", "10", "state", "planned", "institution", "school", "audience", "pupils", "slot", slot.ID, "hour", "10.00"), "starts_on", "2023-10-18")
		activity(t, s.As(school), first)
		first.Set("title", "Film për nxënësit")
		first.Set("institution", "qkm")
		first.Del("slot")
		activity(t, s.As(qkm), first)
		s.As(chair).Get(at).Want(200).Has("Të marra përsipër: 1 nga 2 veprimtari", "Zyra Vendore Arsimore", "e njëjta ditë, bashki dhe audiencë: nxënës", "Pa asnjë aktivitet: Krujë dhe Shijak.").HasNot("në të njëjtën orë")
		if svg := s.As(chair).Get(at + "/map.svg").Want(200); svg.Header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(svg.Body, "<svg") {
			t.Error("no map")
		}
		s.As(secretary).Post(at+"/slot/"+slot.ID+"/remove", form("version", "1")).Want(422).Has("e ka marrë përsipër dikush")
		s.As(secretary).Post(at+"/remove", form("version", "1")).Want(422)
		s.As(secretary).Post(at+"/slot/"+kept.Slots[1].ID+"/remove", form("version", "1")).Want(303)
		s.As(secretary).Post(at+"/lines", form("lines", "18.10; Dita evropiane; nxënës; Arsimi\n25.10; Marsh")).Want(303)
		if n := len(loadCalendar(t, db, at).Slots); n != 2 {
			t.Errorf("%d lines", n)
		}
		copied := s.As(secretary).Get(base + "/calendar/new?from=" + id(at)).Want(200)
		if copied.Attr("#title", "value")[0] != "Tetori 2024" || !strings.Contains(copied.Text(), "18.10.2024; Dita evropiane; nxënës; Arsimi") {
			t.Error("not copied to the next year")
		}
	})
}

func loadCalendar(t *testing.T, db *store.DB, at string) (c campaign.Calendar) {
	t.Helper()
	testkit.View(t, db, access.ReadCampaigns, func(tx *store.Tx) (err error) {
		c, err = campaign.LoadCalendar(tx, id(at))
		return err
	})
	return c
}

// The municipality of a record is not lost when its form is saved, also where it is
// of another qark.
func TestMunicipalityElsewhereStays(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		a := campaign.Activity{ID: "c1", InstitutionID: "school", Title: "Takim", Kind: "session", StartsOn: "2023-05-01", EndsOn: "2023-05-01", State: "held", Municipality: "39"}
		testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error { return campaign.Import(tx, a) })
		c, at := s.As(secretary), base+"/activity/c1/edit"
		if got := c.Get(at).Want(200).Attr(`select[name="municipality"] option[selected]`, "value"); !slices.Equal(got, []string{"39"}) {
			t.Errorf("chosen is %q", got)
		}
		v := asShown(c, at)
		for name, value := range map[string]string{"kind": "session", "institution": "school", "municipality": "39"} {
			v.Set(name, value)
		}
		c.Post(at, v).Want(303)
		v = asShown(c, at)
		for name, value := range map[string]string{"kind": "session", "institution": "school", "municipality": "40"} {
			v.Set(name, value)
		}
		c.Post(at, v).Want(422).Has("Zgjidhni një bashki të qarkut.")
	})
}

// What another Tryeza had comes in under its ids, whole.
func TestImport(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		three := figure.Whole(3)
		a := campaign.Activity{ID: "c1", Version: 1, InstitutionID: "school", Title: "Takim", Kind: "session", StartsOn: "2023-05-01", EndsOn: "2023-05-01", State: "held",
			Numbers:  register.Numbers{{What: "reached"}: {Number: figure.Whole(30), Qualifier: figure.About}, {What: "audience", Part: "kind=pupils"}: {Number: figure.Whole(30), Qualifier: figure.About}},
			Partners: []register.Partner{{Outside: "World Vision"}}, Findings: []campaign.Finding{{ID: "f1", Version: 1, What: "other", Value: &three, Qualifier: "exact"}},
			Files: []campaign.File{{ID: "p1", Version: 1, Name: "foto.jpg", MediaType: "image/jpeg", Consent: "nobody", Content: photo(t)}}}
		put := func(a campaign.Activity) error {
			return db.Change(t.Context(), testkit.Grant(t, access.ImportCommittee), store.Subject{Kind: "campaign", ID: a.ID}, func(tx *store.Tx) error { return campaign.Import(tx, a) })
		}
		if err := put(a); err != nil {
			t.Fatal(err)
		}
		s.As(secretary).Get(base+"/activity/c1").Want(200).Has("rreth 30 persona (të vlerësuar)", "nxënës: rreth 30", "World Vision", "3 tjetër", "foto.jpg")
		if file := s.As(secretary).Get(base + "/activity/c1/file/p1").Want(200); !bytes.Equal([]byte(file.Body), photo(t)) {
			t.Error("the file is another one")
		}
		edit := asShown(s.As(secretary), base+"/activity/c1/edit")
		for name, value := range map[string]string{"kind": "session", "municipality": "", "institution": "school", "q-reached": "about", "outside": "World Vision"} {
			edit.Set(name, value)
		}
		s.As(secretary).Post(base+"/activity/c1/edit", edit).Want(303)
		if got := load(t, db, "/c1").Numbers; got[register.Key{What: "audience", Part: "kind=pupils"}].Qualifier != figure.About || got.Get("reached").Qualifier != figure.About {
			t.Errorf("the estimates became %v", got)
		}
		a.ID, a.Findings, a.Files[0].ID, a.Files[0].Consent = "c2", nil, "p2", ""
		if err := put(a); err == nil {
			t.Error("a photo without a consent was taken")
		}
		testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error {
			return campaign.ImportCalendar(tx, campaign.Calendar{ID: "k1", Version: 1, Title: "Tetori", StartsOn: "2023-10-01", EndsOn: "2023-10-31", Slots: []campaign.Slot{{ID: "s1", Version: 1, StartsOn: "2023-10-02", EndsOn: "2023-10-02", Title: "Hapja"}}})
		})
		s.As(secretary).Get(base + "/calendar/k1").Want(200).Has("Hapja")
	})
}
