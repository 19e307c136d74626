package sighting_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// tapped is the form of a page as it stands, and how often it has to be tapped
// until it says what want says; fields that are behind a fold are not opened.
func tapped(t *testing.T, page *testkit.Response, want url.Values) (url.Values, int) {
	t.Helper()
	form, taps := url.Values{}, 0
	for _, kind := range []string{"radio", "checkbox"} {
		names, values := page.Attr(`main input[type=`+kind+`]`, "name"), page.Attr(`main input[type=`+kind+`]`, "value")
		checked := page.Attr(`main input[type=`+kind+`][checked]`, "name")
		for i, v := range page.Attr(`main input[type=`+kind+`][checked]`, "value") {
			form.Add(checked[i], v)
		}
		for i, name := range names {
			asked := slices.Contains(want[name], values[i])
			if asked == slices.Contains(form[name], values[i]) {
				continue
			}
			if kind == "checkbox" && asked {
				form.Add(name, values[i])
				taps++
			} else if kind == "radio" && asked {
				form[name] = []string{values[i]}
				taps++
			}
		}
	}
	form["municipality"] = page.Attr(`main select[name=municipality] option[selected]`, "value")
	form["id"] = page.Attr(`main input[name=id]`, "value")
	for name := range want {
		if !slices.Equal(form[name], want[name]) {
			t.Errorf("%s cannot be tapped to be %v; it is %v", name, want[name], form[name])
		}
	}
	return form, taps + 1 // and "save"
}

// A sighting with every question answered takes nine taps at most, the first
// time; nothing is typed. The next child of a group takes fewer.
func TestTaps(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		c := site(t, files).As(testkit.InUnit(access.FieldWorker, unit))
		want := form(seen, "origin", "10", "done", "talk")
		page := c.Get(base + "/new").Want(200)
		sent, taps := tapped(t, page, want)
		if taps > 9 {
			t.Errorf("%d taps for the first one", taps)
		}
		c.Post(base+"/new", sent).Want(303)
		sent.Set("next", "same")
		sent.Set("id", "zzzzzzzzzzzzzzzz")
		to := c.Post(base+"/new", sent).Want(303).Location()
		want.Set("sex", "m")
		_, taps = tapped(t, c.Get(to).Want(200), want)
		if taps > 5 { // activity, age, sex, done, save
			t.Errorf("%d taps for the next of the group", taps)
		}
	})
}

// What is not tapped is not known, and is never guessed; what has no such answer
// is asked for, and nothing tapped is lost.
func TestUnknown(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		c := site(t, files).As(testkit.InUnit(access.FieldWorker, unit))
		sent, _ := tapped(t, c.Get(base+"/new").Want(200), url.Values{})
		sent.Set("note", "nëna: 069 123 4567")
		c.Post(base+"/new", sent).Want(422).Has("hiqni numrin personal ose numrin e celularit", "nëna: 069 123 4567")
		sent.Set("note", "pranë çezmës")
		page := c.Post(base+"/new", sent).Want(422).Has("Zgjidhni vendin", "Zgjidhni çfarë bënte fëmija", "pranë çezmës")
		sent, taps := tapped(t, page, url.Values{"place": {"unknown"}, "activity": {"unknown"}})
		if taps != 3 {
			t.Errorf("%d taps", taps)
		}
		to := c.Post(base+"/new", sent).Want(303).Location()
		id := strings.TrimPrefix(to, base+"/new?after=")
		s := must(t, files, id)
		if s.Sex != "u" || s.Age != "u" || s.Company != "unknown" || s.Origin != "" || s.OriginKnown != "unknown" || s.Done != "" || s.On != "2023-07-14" || s.Band != "morning" || s.Municipality != "10" {
			t.Errorf("%+v", s)
		}
		for field, bad := range map[string]string{"sex": "x", "origin": "99", "day": "2023-07-15", "municipality": "Durrës", "band": "", "team": "police", "known": "unknown"} {
			c.Post(base+"/new", form(seen, field, bad)).Want(422)
		}
		both := form(seen)
		both["done"] = []string{"talk", "none"}
		c.Post(base+"/new", both).Want(422).Has("Hiqni «asgjë»")
		other := form(seen, "day", "other", "seen-day", "1", "seen-month", "7", "seen-year", "2023", "origin", "other", "elsewhere", "x-xk")
		to = c.Post(base+"/new", other).Want(303).Location()
		if s := must(t, files, strings.TrimPrefix(to, base+"/new?after=")); s.On != "2023-07-01" || s.Origin != "x-xk" {
			t.Errorf("%+v", s)
		}
		c.Post(base+"/new", form(seen, "origin", "other")).Want(422).Has("Zgjidhni bashkinë ose shtetin nga lista.")
	})
}

// After saving it can be undone at once, corrected with a reason, removed and put
// back; two who correct at once both keep their answers.
func TestUndoAndCorrect(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		c := site(t, files).As(testkit.InUnit(access.FieldWorker, unit))
		to := c.Post(base+"/new", form(seen, "note", "një")).Want(303).Location()
		id := strings.TrimPrefix(to, base+"/new?after=")
		page := c.Get(to).Want(200).Has("U ruajt: lypje, vajzë", "Zhbëj").HasNot("një.")
		if got := page.Attr("form", "action"); !slices.Contains(got, base+"/"+id+"/undo") {
			t.Errorf("no undo among %v", got)
		}
		c.Post(base+"/"+id+"/undo", url.Values{"version": {"1"}}).Want(303)
		c.Get(to).Want(200).HasNot("U ruajt:")
		c.Get(base+"/"+id).Want(200).Has("është hequr", "u zhbë menjëherë", "Ktheje konstatimin", "Ekipi Një")
		c.Get(base + "/" + id + "/edit").Want(404)
		c.Post(base+"/"+id+"/restore", url.Values{"version": {"2"}}).Want(303)

		c.Get(base+"/"+id+"/edit").Want(200).Has("një", "Pse po ndryshohet")
		f := form(seen, "version", "3", "age", "11-14", "note", "dy")
		c.Post(base+"/"+id+"/edit", f).Want(422).Has("Zgjidhni pse po ndryshohet.", "dy")
		f.Set("why", "learned")
		f.Set("note", "J05101023A")
		c.Post(base+"/"+id+"/edit", f).Want(422).Has("hiqni numrin personal ose numrin e celularit", "J05101023A")
		f.Set("note", "dy")
		c.Post(base+"/"+id+"/edit", f).Want(303)
		f.Set("age", "15-17")
		f.Set("note", "tre")
		c.Post(base+"/"+id+"/edit", f).Want(409).Has("15–17", "11–14", "tre", "dy")
		c.Get(base+"/"+id).Want(200).Has("u mësua më shumë", "Mosha, me sa duket: 6–10 vjeç", "Shënimi i mëparshëm: një")
		c.Post(base+"/"+id+"/remove", url.Values{"version": {"4"}}).Want(422).Has("Zgjidhni pse po hiqet.")
		c.Post(base+"/"+id+"/remove", url.Values{"version": {"4"}, "why": {"duplicate"}}).Want(303)
		c.Get(base+"?show=removed").Want(200).Has("lypje, vajzë, 11–14 vjeç", "i hequr")
	})
}

// A field team corrects its own sightings and reads its own notes; those who
// work on files all of them; nobody of another unit finds any.
func TestWho(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		testkit.FoundUnit(t, r, "otherunit2345678", "durres", "11")
		s := site(t, files)
		id := record(t, files, access.Worker, seen, "sekret")
		field, worker := s.As(testkit.InUnit(access.FieldWorker, unit)), s.As(testkit.InUnit(access.Worker, unit))
		field.Get(base+"/"+id).Want(200).Has("lypje").HasNot("sekret", "Korrigjo")
		field.Get(base + "/" + id + "/edit").Want(404)
		for step, version := range map[string]string{"edit": "1", "undo": "1", "remove": "1", "restore": "1", "link": "1", "unlink": "1"} {
			f := form(seen, "version", version, "why", "other", "file", "x")
			field.Post(base+"/"+id+"/"+step, f).Want(404)
		}
		if s := must(t, files, id); s.Version != 1 {
			t.Errorf("%+v", s)
		}
		worker.Get(base+"/"+id).Want(200).Has("sekret", "Korrigjo", "Hap një dosje të re", "Nuk punoni me asnjë dosje")
		worker.Post(base+"/"+id+"/link", url.Values{"version": {"1"}}).Want(422).Has("Zgjidhni dosjen.")
		worker.Post(base+"/"+id+"/link", url.Values{"version": {"1"}, "file": {"nosuchfile"}}).Want(404)
		officer := s.As(testkit.InUnit(access.DPO, unit))
		secretary := s.As(testkit.Actor(access.Secretary))
		stranger := s.As(testkit.InUnit(access.Worker, "otherunit2345678"))
		for _, c := range []*testkit.Client{officer, secretary, stranger} {
			for _, page := range []string{"", "/new", "/help", "/" + id, "/nothing"} {
				c.Get(base + page).Want(404)
			}
		}
		stranger.Get("/u/otherunit2345678/sighting/" + id).Want(404)
		stranger.Get("/u/otherunit2345678/sighting").Want(200).Has("nuk ka konstatime")
	})
}

// The list is by week, and each box opens what it counts.
func TestList(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		c := site(t, files).As(testkit.InUnit(access.Worker, unit))
		c.Get(base).Want(200).Has("Këtë javë nuk ka konstatime.").HasNot("Shko te java")
		for i, day := range []string{"2023-07-10", "2023-07-14", "2023-07-09", "2023-07-14"} {
			s := seen
			s.On = day
			record(t, files, []access.Role{access.Worker, access.FieldWorker}[i%2], s, "")
		}
		for at, want := range map[string]int{"": 3, "?show=own": 1, "?show=unlinked": 3, "?show=removed": 0, "?week=2023-07-03": 1, "?week=2023-07-05": 3, "?week=x": 3, "?show=own&week=2023-07-03": 1} {
			if got := c.Get(base + at).Want(200).Find("tbody tr"); len(got) != want {
				t.Errorf("%s shows %d, want %d", at, len(got), want)
			}
		}
		page := c.Get(base).Want(200).Has("10.07.2023 – 16.07.2023")
		if got := fmt.Sprint(page.Find(".tz-counts__number")); got != "[3 1 3 0]" {
			t.Errorf("counts %s", got)
		}
		c.Get(base + "?week=2023-01-02").Want(200).Has("Shko te java e fundit me konstatime")
		field := site(t, files).As(testkit.InUnit(access.FieldWorker, unit))
		if got := len(field.Get(base).Want(200).Find(".tz-counts__item")); got != 3 {
			t.Errorf("a field team has %d boxes", got)
		}
	})
}

// Help is one tap away on every field page: the numbers are those of the day,
// and never missing.
func TestDanger(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		c := site(t, files).As(testkit.InUnit(access.Worker, unit))
		id := record(t, files, access.Worker, seen, "")
		pages := []string{"", "/new", "/help", "/" + id, "/" + id + "/edit"}
		for _, at := range pages {
			page := c.Get(base + at).Want(200)
			if got := fmt.Sprint(page.Attr(".tz-danger a", "href")); got != "[tel:112 tel:116111 "+base+"/help /hide]" {
				t.Errorf("%s: %s", at, got)
			}
		}
		add := func(id, phone, from, to, danger string) {
			_, err := r.Raw(t, store.CaseworkRoom).Exec(`INSERT INTO unit_contact (owner_id, id, version, name, phone, what_for, danger, position, valid_from, valid_to, verified)
				VALUES ('` + unit + `', '` + id + `', 1, 'Kontakti ` + id + `', '` + phone + `', 'ndihmë', ` + danger + `, 5, '` + from + `', '` + to + `', FALSE)`)
			if err != nil {
				t.Fatal(err)
			}
		}
		add("a", "+355 52 111", "2023-01-01", "", "TRUE")
		add("b", "129", "2023-01-01", "2023-07-13", "TRUE")
		add("c", "116 006", "2023-01-01", "", "FALSE")
		add("d", "112", "2023-01-01", "", "TRUE")
		for _, at := range pages {
			if got := fmt.Sprint(c.Get(base+at).Attr(".tz-danger a[href^=tel]", "href")); got != "[tel:116111 tel:+35552111 tel:112]" {
				t.Errorf("%s: %s", at, got)
			}
		}
		c.Get(base+"/help").Want(200).Has("Kontakti c", "116 006", "i pakonfirmuar", "Telefononi 112").HasNot("Kontakti b")
	})
}

// The neutral page is the same for everybody and says nothing of Tryeza.
func TestHide(t *testing.T) {
	files := desk(t, testkit.SQLiteRooms(t))
	s := site(t, files)
	nobody := s.As(access.Actor{}).Get("/hide").Want(200).Has("korrik 2023", "14", "31")
	worker := s.As(testkit.InUnit(access.Worker, unit)).Get("/hide").Want(200)
	if nobody.Body != worker.Body || strings.Contains(strings.ToLower(worker.Body), "tryeza") || len(worker.Attr("a, form, script", "href")) > 0 {
		t.Errorf("the neutral page tells something:\n%s", worker.Body)
	}
	if rows := worker.Find("tbody tr"); len(rows) != 6 || !strings.HasSuffix(rows[0], "1 2") || rows[5] != "31" {
		t.Errorf("July 2023 is %q", rows)
	}
}

// Whoever works on files finds the child by its name: those of the sex that was
// seen come first. It is one look, and there is none where there is no file.
func TestFilesToLinkAreNamed(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		id := record(t, files, access.Worker, seen, "")
		page := func() *testkit.Response {
			return site(t, files).As(testkit.InUnit(access.Worker, unit)).Get(base + "/" + id).Want(200)
		}
		looks := func() (n int) {
			if err := r.Raw(t, store.CaseworkRoom).QueryRow(`SELECT count(*) FROM audit_event WHERE kind = 'caseload'`).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		page()
		if n := looks(); n != 0 {
			t.Errorf("%d looks at no file", n)
		}
		for _, c := range []struct{ name, sex string }{{"Shembull B", "m"}, {"Shembull A", seen.Sex}} {
			_, err := files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
				f.Add(tx, child.Name{Nickname: c.name})
				f.Set(tx, "sex", func(h *child.Child) { h.Sex = c.sex })
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		got := strings.Join(page().Find("main select[name=file]"), "")
		if a, b := strings.Index(got, "«Shembull A»"), strings.Index(got, "«Shembull B»"); a < 0 || b < a {
			t.Errorf("the files are listed as %s", got)
		}
		if n := looks(); n != 1 {
			t.Errorf("%d looks recorded", n)
		}
		site(t, files).As(testkit.InUnit(access.FieldWorker, unit)).Get(base + "/" + id).Want(200).HasNot("Shembull")
		site(t, files).As(testkit.InUnit(access.Supervisor, unit)).Get(base + "/" + id).Want(200).HasNot("Shembull")
	})
}
