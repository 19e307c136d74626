package notify

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

func (h *house) site() *testkit.Site {
	return testkit.NewSite(h.t, h.db, func(m *web.Mux, _ *store.DB) { Routes(m, h.s) })
}

func TestWhatWasSent(t *testing.T) {
	each(t, func(h *house) {
		secretary := h.site().As(testkit.Actor(access.Secretary))
		secretary.Get("/k/durres/notify/sent").Want(200).Has("Nuk është dërguar ende asnjë mesazh")
		h.queue(Mail{Kind: "digest", To: "a@example.al", Subject: "Tryeza: 1 kujtesë", Body: "teksti"})
		h.queue(Mail{Kind: "account", To: "b@example.al", Subject: "Ftesë te Tryeza", Body: "https://lidhja", Secret: true})
		c := newCarrier()
		c.fail = errors.Join(errNever, errors.New("no such user"))
		h.send(c)
		h.queue(Mail{Kind: "meeting", To: "c@example.al", Subject: "Ftesë"})
		h.change(access.SignIn, func(tx *store.Tx) error { return h.s.Queue(tx, Mail{Kind: "account", To: "sistemi@example.al"}) })

		page := secretary.Get("/k/durres/notify/sent").Want(200)
		page.Has("2 mesazhe nuk u dërguan.", "a@example.al", "nuk u dërgua", "pret të niset", "Shihni nëse adresa është e saktë", "bëni një ftesë ose kërkesë të re").
			HasNot("teksti", "https://lidhja", "sistemi@example.al")
		again := page.Attr("form[action$=retry]", "action")
		if len(again) != 1 {
			t.Fatalf("%d mails may be tried again, want the one without a link", len(again))
		}
		secretary.Post(again[0], nil).Want(303)
		c.fail = nil
		h.send(c)
		secretary.Get("/k/durres/notify/sent").Has("1 mesazh nuk u dërgua.", "u dërgua")
		secretary.Post(again[0], nil).Want(422)
		secretary.Post("/k/durres/notify/sent/none/retry", nil).Want(404)

		focal := h.site().As(testkit.Actor(access.FocalPoint, "police"))
		focal.Get("/k/durres/notify/sent").Want(404)
		focal.Post(again[0], nil).Want(404)

		h.s.On = false
		secretary.Get("/k/durres/notify/sent").Has("nuk ka ende postë")
		h.s.On, h.s.Demo = true, true
		h.queue(Mail{Kind: "digest", To: "a@example.al", Subject: "Tryeza: 1 kujtesë", Body: "teksti"})
		secretary.Get("/k/durres/notify/sent").Has("Ky është shembulli", "teksti")
	})
}

func TestPages(t *testing.T) {
	h := newHouse(t, t.TempDir()+"/c.db")
	for i := range 120 {
		h.now = h.now.Add(time.Second)
		h.queue(Mail{Kind: "digest", To: fmt.Sprintf("p%03d@example.al", i), Subject: "s"})
	}
	secretary := h.site().As(testkit.Actor(access.Secretary))
	for page, want := range map[string][3]string{"": {"p119@", "p070@", "p069@"}, "?page=2": {"p069@", "p020@", "p070@"}, "?page=3": {"p019@", "p000@", "p020@"}, "?page=-1": {"p119@", "p070@", "p069@"}} {
		secretary.Get("/k/durres/notify/sent"+page).Want(200).Has(want[0], want[1]).HasNot(want[2])
	}
	for page, want := range map[string]string{"": "?page=2", "?page=2": "?page=1 ?page=3", "?page=3": "?page=2"} {
		got := strings.ReplaceAll(strings.Join(secretary.Get("/k/durres/notify/sent"+page).Attr("main nav a", "href"), " "), "/k/durres/notify/sent", "")
		if got != want {
			t.Errorf("%q leads to %s", page, got)
		}
	}
}

func TestRhythmIsOfOnesOwn(t *testing.T) {
	each(t, func(h *house) {
		h.institution("police", "Drejtoria e Policisë")
		h.institution("school", "Zyra Arsimore")
		focal := h.site().As(testkit.Actor(access.FocalPoint, "police"))
		focal.Get("/k/durres/notify").Want(200).Has("Institucioni: Drejtoria e Policisë").HasNot("Zyra Arsimore", "Çfarë u dërgua")
		week := func(inst string) url.Values { return url.Values{"institution": {inst}, "rhythm": {"week"}} }
		focal.Post("/k/durres/notify/rhythm", week("school")).Want(404)
		focal.Post("/k/durres/notify/rhythm", url.Values{"institution": {"police"}}).Want(422).Has("Zgjidhni sa shpesh vijnë kujtesat.")
		focal.Post("/k/durres/notify/rhythm", week("police")).Want(303)
		if got := focal.Get("/k/durres/notify").Attr("input[name=rhythm][checked]", "value"); len(got) != 1 || got[0] != "week" {
			t.Errorf("the page shows %q", got)
		}
		secretary := h.site().As(testkit.Actor(access.Secretary))
		secretary.Get("/k/durres/notify").Want(200).Has("Një herë në javë: Drejtoria e Policisë.", "Çfarë u dërgua")
		secretary.Post("/k/durres/notify/rhythm", week("nobody")).Want(404)
		secretary.Post("/k/durres/notify/rhythm", url.Values{"institution": {"police"}, "rhythm": {"day"}}).Want(303)
		secretary.Get("/k/durres/notify").HasNot("Një herë në javë: ")
		h.site().As(testkit.Actor(access.Coordinator)).Get("/k/durres/notify").Want(200).HasNot("Sa shpesh")
	})
}

// signedIn is a person of the house as they may act now.
func (h *house) signedIn(person string) *testkit.Client {
	actor, _, err := h.s.Reader(ctx, person)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.site().As(actor)
}

// nobody is a calendar program: it sends no cookie.
func (h *house) nobody() *testkit.Client { return h.site().As(access.Actor{}) }

func TestPrivateCalendar(t *testing.T) {
	each(t, func(h *house) {
		h.institution("police", "Drejtoria e Policisë")
		h.institution("school", "Zyra Arsimore")
		focal := h.person("focal@example.al", "en", access.FocalPoint, "police")
		chair := h.person("prefekti@example.al", "sq", access.Chair, "")
		mine := h.task("police", "", "2023-07-20", "Fëmija A.B.")
		h.task("school", "", "2023-07-21", "Fëmija C.D.")
		h.owes(h.round("2023-H1"), "police", "2023-07-31", "x")
		h.meeting("2023-08-01", "convened", "Çështja e A.B.", "school")
		h.meeting("2023-08-02", "cancelled", "x")

		page := h.signedIn(focal).Post("/k/durres/notify/feed", nil).Want(200)
		link := page.Attr("#calendar", "value")[0]
		feed := strings.TrimPrefix(link, h.s.Address)
		if feed == link {
			t.Fatalf("the address is %s", link)
		}
		got := h.nobody().Get(feed).Want(200)
		if got.Header.Get("Content-Type") != "text/calendar; charset=utf-8" || got.Header.Get("Cache-Control") != "no-store" {
			t.Error(got.Header)
		}
		if s := summaries(t, got.Body); s != "Meeting: Technical Table 2023-08-01T09:00, Task "+h.numberOf(mine)+": due 2023-07-20, Return, first half of 2023: due 2023-07-31" {
			t.Errorf("the calendar holds %s", s)
		}
		if strings.Contains(got.Body, "A.B.") {
			t.Errorf("the calendar names somebody:\n%s", got.Body)
		}
		h.signedIn(focal).Get("/k/durres/notify").Has("Keni një adresë").HasNot("/calendar/")

		whole := h.signedIn(chair).Post("/k/durres/notify/feed", nil).Attr("#calendar", "value")[0]
		if s := summaries(t, h.nobody().Get(strings.TrimPrefix(whole, h.s.Address)).Want(200).Body); strings.Count(s, "Detyra") != 2 {
			t.Errorf("who sees all reads %s", s)
		}

		again := strings.TrimPrefix(h.signedIn(focal).Post("/k/durres/notify/feed", nil).Attr("#calendar", "value")[0], h.s.Address)
		gone := h.nobody().Get(feed).Want(404).Body
		h.nobody().Get(again).Want(200)
		h.do(`UPDATE account_role SET valid_to = '2023-07-13' WHERE person_id = %s`, focal)
		if ended := h.nobody().Get(again).Want(404).Body; ended != gone || gone != h.nobody().Get("/calendar/none").Want(404).Body {
			t.Error("an address that no longer counts is answered otherwise than one that never was")
		}
		h.do(`UPDATE account_role SET valid_to = '' WHERE person_id = %s`, focal)
		h.nobody().Get(again).Want(200)
		h.signedIn(focal).Post("/k/durres/notify/feed/revoke", nil).Want(303)
		h.nobody().Get(again).Want(404)
	})
}

func (h *house) numberOf(task string) (n string) {
	if err := h.raw.QueryRow(`SELECT CAST(number AS TEXT) || '/' || CAST(year AS TEXT) FROM task WHERE id = '` + task + `'`).Scan(&n); err != nil {
		h.t.Fatal(err)
	}
	return n
}

// summaries are the entries of a calendar as a second parser reads them.
func summaries(t *testing.T, body string) string {
	t.Helper()
	cal, err := ical.NewDecoder(strings.NewReader(body)).Decode()
	if err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	var list []string
	for _, e := range cal.Events() {
		name, err := e.Props.Text("SUMMARY")
		start, err2 := e.DateTimeStart(nil)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		format := "2006-01-02"
		if e.Props.Get("DTSTART").ValueType() != ical.ValueDate {
			format += "T15:04"
		}
		list = append(list, name+" "+start.Format(format))
	}
	return strings.Join(list, ", ")
}

// The address of a calendar is in no audit event, nor is a mail.
func TestTheTrailKeepsNoSecret(t *testing.T) {
	h := newHouse(t, t.TempDir()+"/c.db")
	person := h.person("focal@example.al", "sq", access.Secretary, "")
	link := h.signedIn(person).Post("/k/durres/notify/feed", nil).Attr("#calendar", "value")[0]
	_, token, _ := strings.Cut(link, "/calendar/")
	h.queue(Mail{Kind: "account", To: "ri@example.al", Subject: "Ftesë", Body: "https://lidhja", Secret: true})
	h.send(newCarrier())
	rows, err := h.raw.Query(`SELECT detail FROM audit_event`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for ; rows.Next(); n++ {
		var detail string
		if err := rows.Scan(&detail); err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{token, string(hashOf(token)), "ri@example.al", "lidhja", "Ftesë"} {
			if strings.Contains(detail, secret) {
				t.Errorf("the trail says %s", detail)
			}
		}
	}
	if n < 4 {
		t.Errorf("only %d events", n)
	}
}
