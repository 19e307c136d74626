package meeting_test

import (
	"archive/zip"
	"bytes"
	"io"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"

	"tryeza/internal/access"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// site serves meetings with what app gives them to prepare with.
func site(t *testing.T, db *store.DB, x *heard) *testkit.Site {
	prepare(t, db)
	return testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) { meeting.Routes(m, db, x.options()) })
}

func TestPlanPages(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x heard
		s := site(t, db, &x)
		secretary, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "police"))
		secretary.Get("/k/durres/meeting").Want(200).Has("Planifiko një mbledhje")
		point.Get("/k/durres/meeting").Want(200).HasNot("Planifiko një mbledhje")
		point.Get("/k/durres/meeting/new/plan").Want(404)
		secretary.Get("/k/durres/meeting/new/plan?body=table").Want(200)

		form := url.Values{"body": {"table"}, "kind": {"extraordinary"}, "held-day": {"13"}, "held-month": {"7"}, "held-year": {"2023"},
			"time": {"11.00"}, "ends": {"10.30"}, "place": {"Salla e mbledhjeve"}, "title": {"Mbledhja e vjeshtës"}}
		bad := secretary.Post("/k/durres/meeting/new/plan", form).Want(422)
		bad.Has("Kjo ditë ka kaluar", "«Shëno një mbledhje»", "mbaron pasi ka filluar", "pse thirret mbledhja e jashtëzakonshme")
		if got := bad.Attr("#place", "value"); len(got) != 1 || got[0] != "Salla e mbledhjeve" {
			t.Errorf("what was typed is lost: %q", got)
		}
		form.Set("held-day", "14") // today
		form.Set("ends", "12.30")
		form.Set("note", "telefono 069 123 4567")
		secretary.Post("/k/durres/meeting/new/plan", form).Want(422).Has("numër celulari")
		form.Set("note", "rritje e fluksit në plazhe")
		point.Post("/k/durres/meeting/new/plan", form).Want(404)
		at := secretary.Post("/k/durres/meeting/new/plan", form).Want(303).Location()
		id := at[strings.LastIndex(at, "/")+1:]
		secretary.Get(at).Want(200).Has("e planifikuar", "14 korrik 2023, ora 11.00–12.30", "rritje e fluksit", "Thirren ata që kanë vend sipas urdhrit nr. 12", "Hap mbledhjen")
		point.Get(at).Want(200).HasNot("Thirr mbledhjen", "Hap mbledhjen", "Ndrysho", "Rifresko")
		secretary.Get("/k/durres/meeting").Has("Mbledhjet që vijnë", "Mbledhja e vjeshtës")
		secretary.Get(at + "/edit").Want(404) // the form of recorded ones is not for it
		secretary.Get(at + "/remove").Want(404)
		secretary.Post(at+"/remove", url.Values{"version": {"1"}}).Want(404)
		secretary.Post(at+"/edit", url.Values{"version": {"1"}, "body": {"table"}, "kind": {"ordinary"}, "held": {"2.6.2022"}}).Want(404)

		form.Set("version", "1")
		form.Set("held-day", "20")
		secretary.Post(at+"/plan", form).Want(303)
		form.Set("title", "Tjetër titull")
		secretary.Post(at+"/plan", form).Want(409).Has("Mbledhja e vjeshtës", "Tjetër titull")
		point.Post(at+"/plan", form).Want(404)

		secretary.Get(at + "/cancel").Want(200)
		point.Get(at + "/cancel").Want(404)
		secretary.Post(at+"/cancel", url.Values{"version": {"2"}}).Want(422).Has("Shkruani arsyen")
		secretary.Post(at+"/cancel", url.Values{"version": {"2"}, "reason": {"mungon salla"}}).Want(303)
		secretary.Get(at).Want(200).Has("e anuluar", "mungon salla", "Riktheje mbledhjen")
		secretary.Get(at + "/invitation.ics").Want(200)
		secretary.Post(at+"/restore", url.Values{"version": {"3"}}).Want(303)
		if want := []string{id + " table 2023-07-14", id + " table 2023-07-20", id + " table ", id + " table 2023-07-20"}; strings.Join(x.scheduled, "|") != strings.Join(want, "|") {
			t.Errorf("%q", x.scheduled)
		}
	})
}

func TestCallPages(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x heard
		s := site(t, db, &x)
		secretary, police, wv := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "police")), s.As(testkit.Actor(access.NGOPoint, "wv"))
		m := autumn
		m.HeldOn, m.Place = "2023-07-17", ""
		at := "/k/durres/meeting/" + plan(t, db, &x, m)

		secretary.Get(at+"/convene").Want(200).Has("Mbledhja është pas 3 ditësh, ndërsa rregulli kërkon 5 ditë", "e pakonfirmuar", "shkruani orën dhe vendin", "POLICE (zëvendës)", "WV (i ftuar)", "PREFECT").HasNot("Thirr mbledhjen")
		secretary.Post(at+"/convene", url.Values{"version": {"1"}}).Want(422).Has("orën dhe vendin")
		police.Get(at + "/convene").Want(404)
		secretary.Post(at+"/plan", url.Values{"version": {"1"}, "body": {"table"}, "kind": {"ordinary"}, "held": {"17.7.2023"}, "time": {"11"}, "place": {"Prefektura"}}).Want(422)
		secretary.Post(at+"/plan", url.Values{"version": {"1"}, "body": {"table"}, "kind": {"ordinary"}, "held": {"17.7.2023"}, "time": {"11.00"}, "place": {"Prefektura"}}).Want(303)
		secretary.Get(at + "/convene").Has("Thirr mbledhjen")
		police.Post(at+"/convene", url.Values{"version": {"2"}}).Want(404)
		secretary.Post(at+"/convene", url.Values{"version": {"2"}, "guest": {"onac"}}).Want(303)
		police.Get(at).Want(200).Has("POLICE është thirrur në këtë mbledhje", "3 pa përgjigje")

		police.Get(at + "/reply/wv").Want(404)
		police.Post(at+"/reply/wv", url.Values{"version": {"1"}, "reply": {"coming"}}).Want(404)
		police.Get(at + "/reply/police").Want(200)
		police.Post(at+"/reply/police", url.Values{"version": {"1"}, "reply": {"substitute"}, "note": {"mbaje"}}).Want(422).Has("funksionin e atij që vjen", "mbaje")
		police.Post(at+"/reply/police", url.Values{"version": {"1"}}).Want(422).Has("Zgjidhni një përgjigje")
		police.Post(at+"/reply/police", url.Values{"version": {"1"}, "reply": {"substitute"}, "substitute": {"Shefi i sektorit"}, "note": {"x"}}).Want(303)
		wv.Post(at+"/reply/wv", url.Values{"version": {"1"}, "reply": {"absent"}}).Want(422).Has("pse nuk vini dot")
		wv.Post(at+"/reply/wv", url.Values{"version": {"1"}, "reply": {"absent"}, "note": {"trajnim"}}).Want(303)
		if own := police.Get(at).Find(".govuk-inset-text"); len(own) != 1 || !strings.Contains(own[0], "POLICE: vjen zëvendësi: Shefi i sektorit") {
			t.Errorf("the own answer stands on top: %q", own)
		}
		if got := secretary.Get(at).Find(".govuk-summary-list"); len(got) != 1 || !strings.Contains(got[0], "1 pa përgjigje") {
			t.Errorf("the answers are counted at the top: %q", got)
		}
		secretary.Get(at).Has("vjen zëvendësi: Shefi i sektorit", "nuk vjen dot: trajnim", "1 me zëvendës, 1 nuk vjen dot dhe 1 pa përgjigje", "i ftuar, pa vend").HasNot("është thirrur në këtë mbledhje")
		// Two answer for the same institution: both answers are shown.
		secretary.Post(at+"/reply/police", url.Values{"version": {"1"}, "reply": {"coming"}}).Want(409).Has("merr pjesë", "Shefi i sektorit")
		secretary.Get(at+"/convene").Has("Janë thirrur tashmë", "Thirr edhe këta")
		secretary.Post(at+"/convene", url.Values{"version": {"3"}, "guest": {"prefect"}}).Want(303)
		secretary.Get(at + "/convene").Want(200).Has("nuk mbetet kush të thirret").HasNot("Thirr edhe këta")
		if got := strings.Join(x.words(), "|"); got != "convened [police wv onac] 2023-07-17 0|convened [prefect] 2023-07-17 0" {
			t.Error(got)
		}
	})
}

func TestAgendaPages(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x heard
		s := site(t, db, &x)
		secretary, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "police"))
		id := plan(t, db, &x, autumn)
		at := "/k/durres/meeting/" + id
		secretary.Get(at).Has("asgjë nuk pret këtë mbledhje")
		secretary.Get(at + "/item/new").Want(200)
		point.Get(at + "/item/new").Want(404)
		secretary.Post(at+"/item/new", url.Values{}).Want(422).Has("Shkruani pikën")
		point.Post(at+"/item/new", url.Values{"title": {"x"}}).Want(404)
		secretary.Post(at+"/item/new", url.Values{"title": {"Çerdhet sezonale"}}).Want(303)
		secretary.Post(at+"/item/new", url.Values{"title": {"Transporti"}, "back": {"//evil.example"}}).Want(303)
		m, _, _ := read(t, db, id)
		one, two := m.Lines[0].ID, m.Lines[1].ID
		secretary.Post(at+"/item/"+two+"/move", url.Values{"up": {"1"}}).Want(303)
		if got := secretary.Get(at).Find(".tz-row h3"); len(got) != 2 || got[0] != "1. Transporti" || got[1] != "2. Çerdhet sezonale" {
			t.Errorf("%q", got)
		}
		if back := secretary.Post(at+"/item/"+two+"/move", url.Values{"back": {at + "/minutes/" + two}}).Want(303).Location(); back != at+"/minutes/"+two+"#pika-"+two {
			t.Error(back)
		}
		secretary.Get(at + "/item/" + one).Want(200)
		secretary.Post(at+"/item/"+one, url.Values{"version": {"3"}, "title": {"Çerdhet"}}).Want(303)
		secretary.Post(at+"/item/"+one, url.Values{"version": {"3"}, "title": {"Çerdhet e reja"}}).Want(409).Has("Çerdhet e reja")
		secretary.Post(at+"/item/"+one+"/remove", url.Values{"version": {"3"}}).Want(409)
		secretary.Post(at+"/item/"+one+"/remove", url.Values{"version": {"4"}}).Want(303)
		secretary.Post(at+"/refresh", url.Values{}).Want(303)
		secretary.Get(at).Has("1. Transporti").HasNot("Çerdhet", "nuk është në rendin e ditës")
		give(t, db, task.New{Body: "fletëpalosje", GivenOn: "2023-03-01", DueOn: "2023-05-01"})
		secretary.Get(at).Has("1 çështje që pret këtë mbledhje nuk është në rendin e ditës")
		point.Get(at).HasNot("nuk është në rendin e ditës")
		secretary.Post(at+"/refresh", url.Values{}).Want(303)
		secretary.Get(at).Has("fletëpalosje").HasNot("nuk është në rendin e ditës")
		point.Post(at+"/refresh", url.Values{}).Want(404)
		point.Post(at+"/item/"+two+"/remove", url.Values{"version": {"1"}}).Want(404)
	})
}

// pdf is the least that is taken for a PDF.
var pdf = []byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n")

func uploaded(t *testing.T, name string, content []byte, fields url.Values) (string, io.Reader) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k := range fields {
		_ = w.WriteField(k, fields.Get(k))
	}
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(content)
	_ = w.Close()
	return w.FormDataContentType(), &b
}

// What is in an item is hidden from the people of an institution that declared
// an interest in it, wherever they look, and from nobody else.
func TestInterest(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x heard
		s := site(t, db, &x)
		secretary, police, head, wv := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "police")), s.As(testkit.Actor(access.Head, "police")), s.As(testkit.Actor(access.NGOPoint, "wv"))
		record(t, db, meeting.Meeting{ID: "june", Body: "table", Kind: "ordinary", HeldOn: "2023-06-02"})
		give(t, db, task.New{MeetingID: "june", Body: "inspektojnë hotelet", GivenOn: "2023-06-02", DueOn: "2023-07-01"})
		id := plan(t, db, &x, autumn)
		at := "/k/durres/meeting/" + id
		m, _, _ := read(t, db, id)
		item := m.Lines[0].ID
		kind, body := uploaded(t, "kontrata.pdf", pdf, url.Values{"item": {item}})
		secretary.PostBody(at+"/file", kind, body).Want(303)
		file := secretary.Get(at).Attr(`.tz-row a[href*="/file/"]`, "href")[0]

		police.Get(at).Has("inspektojnë hotelet", "kontrata.pdf", "Deklaro konflikt interesi")
		police.Get(at + "/item/" + item + "/interest").Want(200)
		police.Post(at+"/item/"+item+"/interest", url.Values{"institution": {"wv"}, "reason": {"x"}}).Want(404)
		police.Post(at+"/item/"+item+"/interest", url.Values{"institution": {"police"}}).Want(422).Has("Shkruani arsyen")
		police.Post(at+"/item/"+item+"/interest", url.Values{"institution": {"police"}, "reason": {"palë në kontratë"}}).Want(303)
		police.Post(at+"/item/"+item+"/interest", url.Values{"institution": {"police"}, "reason": {"sërish"}}).Want(422).Has("më parë")
		for _, c := range []*testkit.Client{police, head} {
			c.Get(at).Want(200).Has("Institucioni juaj ka deklaruar konflikt interesi për këtë pikë", m.Lines[0].Body).HasNot("inspektojnë hotelet", "kontrata.pdf")
			c.Get(file).Want(404)
			if got := docText(t, c.Get(at+"/invitation/docx").Want(200).Body); strings.Contains(got, "inspektojnë") || strings.Contains(got, "kontrata.pdf") || !strings.Contains(got, m.Lines[0].Body) {
				t.Error(got)
			}
		}
		for _, c := range []*testkit.Client{secretary, wv, s.As(testkit.Actor(access.Chair)), s.As(testkit.Actor(access.Coordinator))} {
			c.Get(at).Want(200).Has("inspektojnë hotelet", "kontrata.pdf", "POLICE nuk merr pjesë në këtë pikë (palë në kontratë)").HasNot("Institucioni juaj")
			if c.Get(file).Want(200).Body != string(pdf) {
				t.Error("not the document that was attached")
			}
		}
		line := ""
		m, _, _ = read(t, db, id)
		for _, l := range m.LinesOf(meeting.Recusal) {
			line = l.ID
		}
		wv.Post(at+"/interest/"+line+"/withdraw", url.Values{}).Want(404)
		police.Post(at+"/interest/"+line+"/withdraw", url.Values{}).Want(303)
		police.Get(at).Has("inspektojnë hotelet", "kontrata.pdf")
	})
}

func TestDocuments(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x heard
		s := site(t, db, &x)
		secretary, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "police"))
		id := plan(t, db, &x, autumn)
		at := "/k/durres/meeting/" + id
		send := func(c *testkit.Client, name string, content []byte, want int) *testkit.Response {
			t.Helper()
			kind, body := uploaded(t, name, content, nil)
			return c.PostBody(at+"/file", kind, body).Want(want)
		}
		send(secretary, "program.exe", []byte("MZ"), 422).Has("nuk pranohet")
		send(secretary, "bosh.pdf", nil, 422).Has("të paktën një skedar")
		send(point, "plani.pdf", pdf, 404)
		send(secretary, "plani.pdf", pdf, 303)
		kind, body := uploaded(t, "x.pdf", pdf, url.Values{"item": {"nothing"}})
		secretary.PostBody(at+"/file", kind, body).Want(404)
		page := point.Get(at).Want(200).Has("plani.pdf", "PDF, 1 KB")
		file := page.Attr(`a[href*="/file/"]`, "href")[0]
		if r := point.Get(file).Want(200); r.Body != string(pdf) || r.Header.Get("Content-Type") != "application/pdf" {
			t.Error(r.Header)
		}
		other := plan(t, db, &x, autumn)
		point.Get(strings.Replace(file, id, other, 1)).Want(404)
		point.Post(file+"/remove", url.Values{"version": {"1"}}).Want(404)
		secretary.Post(file+"/remove", url.Values{"version": {"1"}}).Want(303)
		secretary.Get(file).Want(404)

		// While the meeting is held too, and a file that is refused comes back to it.
		m := autumn
		m.HeldOn, m.State = "2023-07-14", ""
		at = "/k/durres/meeting/" + plan(t, db, &x, m)
		secretary.Post(at+"/open", url.Values{"version": {"1"}}).Want(303)
		send(secretary, "program.exe", []byte("MZ"), 422).Has("nuk pranohet", "Kush mori pjesë", "Bashkëngjit")
		send(secretary, "fotot.pdf", pdf, 303)
		file = secretary.Get(at).Want(200).Has("fotot.pdf").Attr(`a[href*="/file/"]`, "href")[0]
		point.Get(at).Want(200).Has("fotot.pdf").HasNot("Bashkëngjit")
		secretary.Post(file+"/remove", url.Values{"version": {"1"}}).Want(303)
		secretary.Get(at).HasNot("fotot.pdf")
	})
}

// docText is the text of a Word file.
func docText(t *testing.T, content string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for i, part := range strings.Split(string(b), "<") {
		_, text, _ := strings.Cut(part, ">")
		if i > 0 {
			out.WriteString(text)
		}
		if strings.HasPrefix(part, "/w:p>") {
			out.WriteString("\n")
		}
	}
	return out.String()
}

func TestInvitation(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x heard
		s := site(t, db, &x)
		secretary := s.As(testkit.Actor(access.Secretary))
		record(t, db, meeting.Meeting{ID: "june", Body: "table", Kind: "ordinary", HeldOn: "2023-06-02"})
		give(t, db, task.New{MeetingID: "june", Body: "raportojnë masat para sezonit", GivenOn: "2023-06-02", DueBody: "table"})
		m := autumn
		m.Note = "Ftohet edhe përfaqësuesi i UNICEF."
		id := plan(t, db, &x, m)
		at := "/k/durres/meeting/" + id
		draft := docText(t, secretary.Get(at+"/invitation/docx").Want(200).Body)
		secretary.Post(at+"/convene", url.Values{"version": {"1"}, "guest": {"onac"}}).Want(303)
		sent := secretary.Get(at + "/invitation/docx").Want(200)
		got := docText(t, sent.Body)
		for _, want := range []string{"Ftesë", "Në zbatim të urdhrit nr. 12, datë 01.01.2023", "15 shtator 2023", "11.00–12.30", "Prefektura e Durrësit", "Tryeza Teknike",
			"Raportimi i detyrave të lëna në mbledhjet e mëparshme", "raportojnë masat para sezonit", "15.09.2023", "POLICE (zëvendës)", "WV (i ftuar)", "ONAC (i ftuar)", "UNICEF", "Të thirrurit", "Kryetari i Tryezës Teknike", "Nr. prot.", "më 14.07.2023"} {
			if !strings.Contains(got, want) {
				t.Errorf("no %q in\n%s", want, got)
			}
		}
		if strings.Contains(got, "PREFECT") || !strings.Contains(draft, "POLICE") || strings.Contains(draft, "ONAC") {
			t.Errorf("%s\n%s", draft, got)
		}
		if !bytes.HasPrefix([]byte(secretary.Get(at+"/invitation/pdf").Want(200).Body), []byte("%PDF")) {
			t.Error("not a PDF")
		}
		secretary.Get(at + "/invitation/exe").Want(404)
		entry := secretary.Get(at + "/invitation.ics").Want(200)
		cal, err := ical.NewDecoder(strings.NewReader(entry.Body)).Decode()
		if err != nil || len(cal.Events()) != 1 {
			t.Fatal(err, entry.Body)
		}
		e := cal.Events()[0]
		start, err := e.DateTimeStart(time.UTC)
		if uid, _ := e.Props.Text(ical.PropUID); err != nil || uid != "mbledhja-"+id+"@tryeza" || !start.Equal(time.Date(2023, 9, 15, 9, 0, 0, 0, time.UTC)) {
			t.Errorf("%s at %s, %v", uid, start, err)
		}
		secretary.Get("/k/durres/meeting/june/invitation/docx").Want(404)
		secretary.Get("/k/durres/meeting/june/invitation.ics").Want(404)
	})
}

// The table of Durrës meets every 2 months, first by 10 March 2022. 2 March kept
// that, and made 2 May the next, which was missed; 2 June came before 2 July and
// made 2 August the next, which 27 June kept. 27 August was missed, and after
// 26 October so was 26 December.
func TestYearPage(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x heard
		s := site(t, db, &x)
		for _, day := range []string{"2022-03-02", "2022-06-02", "2022-06-27", "2022-10-26"} {
			record(t, db, meeting.Meeting{Body: "joint", Kind: "ordinary", HeldOn: day})
		}
		days := func(y meeting.BodyYear, what string) string {
			var list []string
			for _, m := range y.Marks {
				if m.What == what {
					list = append(list, m.Day)
				}
			}
			return strings.Join(list, " ")
		}
		testkit.View(t, db, access.ReadMeetings, func(tx *store.Tx) error {
			table, err := meeting.YearOf(tx, "table", "2022-01-01", "2022-12-31", "2023-07-14")
			if err != nil {
				return err
			}
			if got := days(table, "missed"); got != "2022-05-02 2022-08-27 2022-12-26" {
				t.Error(got)
			}
			if got := days(table, "kept"); got != "2022-03-10 2022-08-02" || table.Cadence.Required != 5 {
				t.Errorf("kept %s of %d", got, table.Cadence.Required)
			}
			committee, err := meeting.YearOf(tx, "committee", "2023-01-01", "2023-12-31", "2023-07-14")
			if got := days(committee, "due"); got != "2023-07-26" || days(committee, "missed") != "2023-01-26 2023-04-26" {
				t.Errorf("due %q, missed %q", got, days(committee, "missed"))
			}
			return err
		})
		plan(t, db, &x, autumn)
		point := s.As(testkit.Actor(access.FocalPoint, "police"))
		page := point.Get("/k/durres/meeting/year").Want(200).Has("Kalendari i mbledhjeve 2023", "Pas sezonit", "e planifikuar", "afat i kaluar pa mbledhje", "Rregulli", "26.07.2023: afati i radhës")
		if rows := page.Find("tbody tr"); len(rows) != 12 {
			t.Errorf("%d months", len(rows))
		}
		point.Get("/k/durres/meeting/year?y=2022").Want(200).Has("26.10.2022", "afat i mbajtur", "U mbajtën 4 mbledhje. Nga 4 afate u mbajtën në kohë 3; kaloi pa mbledhje: 27.09.2022.")
		point.Get("/k/durres/meeting/year?y=abc").Want(200).Has("2023")
		point.Get("/k/durres/meeting").Has("Kalendari i vitit")
	})
}
