package meeting_test

import (
	"archive/zip"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

const july = "/k/durres/meeting/july"

// wordText is the text of a Word file.
func wordText(t *testing.T, r *testkit.Response) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(r.Body), int64(len(r.Body)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		if f.Name != "word/document.xml" && !strings.HasPrefix(f.Name, "word/header") {
			continue
		}
		x, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(x)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
	}
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(strings.ReplaceAll(all.String(), "</w:p>", "\n"), "")
}

func has(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, s := range want {
		if !strings.Contains(text, s) {
			t.Errorf("no %q in\n%s", s, text)
		}
	}
}

// A meeting from the day it is held to its minutes, as those see it who were there.
func TestHoldingAMeeting(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x outcome
		s := hall(t, db, x.options())
		secretary, police, town := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "police")), s.As(testkit.Actor(access.Head, "town"))
		stranger := s.As(access.NewActor("x", map[access.Scope][]access.Seat{access.Committee("kukes"): {{Role: access.Secretary}}}))
		id := plan(t, db, new(heard), meeting.Meeting{ID: "july", Body: "committee", Kind: "ordinary", HeldOn: "2023-07-14", Time: "11:00", Place: "Prefektura"})
		var item string
		err := change(t, db, access.ConveneMeetings, func(tx *store.Tx) (err error) {
			if err = meeting.Convene(tx, x.options(), id, 1, nil); err == nil {
				err = meeting.Answer(tx, id, "police", 1, meeting.Substitute, "zëvendësdrejtori", "")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		testkit.Change(t, db, access.RecordMeetings, func(tx *store.Tx) (err error) {
			item, err = meeting.AddItem(tx, id, "Kontrata e strehës")
			return err
		})

		police.Post(july+"/open", url.Values{"version": {"2"}}).Want(404)
		stranger.Post(strings.Replace(july, "durres", "kukes", 1)+"/open", url.Values{"version": {"2"}}).Want(404)
		secretary.Get(july + "/minutes/" + item).Want(422)
		secretary.Post(july+"/open", url.Values{"version": {"1"}}).Want(409)
		secretary.Post(july+"/open", url.Values{"version": {"2"}}).Want(303)
		secretary.Post(july+"/open", url.Values{"version": {"3"}}).Want(409)
		for _, page := range []string{"/attendance", "/close", "/minutes/" + item} {
			if r := police.Get(july + page); r.Code != 404 && r.Code != 303 {
				t.Errorf("%s: %d for a focal point", page, r.Code)
			}
			stranger.Get(strings.Replace(july, "durres", "kukes", 1) + page).Want(404)
		}
		police.Post(july+"/attendance", url.Values{"version": {"3"}, "present": {"police"}}).Want(404)
		police.Post(july+"/close", url.Values{"version": {"3"}}).Want(404)

		list := secretary.Get(july + "/attendance").Want(200)
		list.Has("vjen zëvendësi").HasNot("kuorum")
		if ticked := list.Attr("input[name=present][checked]", "value"); len(ticked) != 1 || ticked[0] != "police" {
			t.Errorf("ticked beforehand: %q", ticked)
		}
		came := url.Values{"version": list.Attr("input[name=version]", "value"), "present": {"police", "prefect"}, "substitute-police": {"zëvendësdrejtori"}, "substitute-town": {"nënkryetari"}, "guest-0": {"UNICEF"}, "chaired_by": {"Prefekti i Qarkut"}, "visitor": {"school"}}
		secretary.Post(july+"/attendance", came).Want(422).Has("Shënoni edhe që institucioni mori pjesë")
		came["present"] = []string{"police", "prefect", "town"}
		secretary.Post(july+"/attendance", came).Want(303)
		came.Set("substitute-town", "tjetri")
		secretary.Post(july+"/attendance", came).Want(409).Has("nënkryetari", "tjetri")
		secretary.Get(july).Want(200).Has("3 nga 4 vende me të drejtë vote. Ka kuorum", "Policia, me zëvendës: zëvendësdrejtori", "Spitali (zëvendës) – pa njoftuar", "UNICEF", "Shkolla", "pa përfundim")

		at := july + "/minutes/" + item
		form := secretary.Get(at).Want(200)
		form.Has("Të pranishëm me të drejtë vote: 3")
		v := url.Values{"version": form.Attr("input[name=version]", "value"), "title": {"Kontrata e strehës"}, "outcome": {"decided"}, "statement-0": {"u paraqit oferta"}, "statement_owner-0": {"town"},
			"decision-0": {"miratohet kontrata"}, "votes_for-0": {"3"}, "votes_against-0": {"1"}, "task-4": {"nënshkruan kontratën"}, "task_owner-4": {"town"}, "task_due-4": {"13.07.2023"}}
		secretary.Post(at, v).Want(422).Has("Janë 4 vota, por të pranishëm me të drejtë vote për këtë pikë janë 3", "Afati nuk mund të jetë para ditës", "u paraqit oferta")
		v.Set("votes_against-0", "1,5")
		secretary.Post(at, v).Want(422).Has("Shkruani një numër të plotë votash")
		v.Set("votes_against-0", "0")
		v.Set("task_due-4", "20.07.2023")
		v.Set("task_next-4", "1")
		secretary.Post(at, v).Want(422).Has("Zgjidhni njërën")
		v.Del("task_next-4")
		v.Set("statement-0", "telefono 069 123 4567")
		secretary.Post(at, v).Want(422).Has("numër celulari")
		v.Set("statement-0", "u paraqit oferta")
		v.Set("task_owner-4", "nobody")
		secretary.Post(at, v).Want(404)
		v.Set("task_owner-4", "town")
		police.Post(at, v).Want(404)
		secretary.Post(at, v).Want(303)
		secretary.Get(at).Want(200).Has("u paraqit oferta", "miratohet kontrata")

		police.Post(july+"/item/"+item+"/interest", url.Values{"institution": {"police"}, "reason": {"pronare e godinës"}}).Want(303)
		for _, page := range []string{"", "/download/docx"} {
			mine, theirs := police.Get(july+page).Want(200), town.Get(july+page).Want(200)
			a, b := mine.Text(), theirs.Text()
			if page != "" {
				a, b = wordText(t, mine), wordText(t, theirs)
				has(t, b, "PROJEKT")
			}
			has(t, a, "Institucioni juaj ka deklaruar konflikt interesi për këtë pikë", "Kontrata e strehës")
			has(t, b, "miratohet kontrata", "nënshkruan kontratën", "20.07.2023", "u paraqit oferta", "Policia", "pronare e godinës")
			for _, secret := range []string{"miratohet kontrata", "nënshkruan", "oferta"} {
				if strings.Contains(a, secret) {
					t.Errorf("%q is shown to who is out of the item, on %q", secret, page)
				}
			}
		}

		// Now one voter fewer: the votes do not add up any more.
		secretary.Get(july + "/close").Want(200).Has("Pika 1: vendimi «miratohet kontrata» ka 3 vota, por të pranishëm me të drejtë vote për këtë pikë ishin 2")
		shut := url.Values{"version": {"5"}, "ends": {"12.30"}}
		secretary.Post(july+"/close", shut).Want(422).Has("ka 3 vota")
		v = url.Values{"version": secretary.Get(at).Attr("input[name=version]", "value"), "title": {"Kontrata e strehës"}, "outcome": {"decided"}, "statement-0": {"u paraqit oferta"}, "statement_owner-0": {"town"},
			"decision-0": {"miratohet kontrata"}, "votes_for-0": {"2"}, "task-0": {"nënshkruan kontratën"}, "task_owner-0": {"town"}, "task_due-0": {"20.07.2023"}}
		secretary.Post(at, v).Want(303)
		secretary.Get(july+"/close").Want(200).Has("Gjithçka është plotësuar", "1 vendim merr numrin e tij.", "1 detyrë i jepet përgjegjësit të saj.")
		secretary.Post(july+"/close", url.Values{"version": {"5"}, "ends": {"10.30"}}).Want(422).Has("një orë më të vonë")
		secretary.Post(july+"/close", url.Values{"version": {"4"}}).Want(409)
		secretary.Post(july+"/close", shut).Want(303)
		if len(x.given) != 1 || x.given[0].DueOn != "2023-07-20" {
			t.Errorf("tasks given %+v", x.given)
		}

		shown := town.Get(july).Want(200)
		shown.Has("Vendimi nr. 1/2023", "pro 2, kundër 0, abstenime 0", "i mbyllur më 14.07.2023").HasNot("Shkruaj procesverbalin", "Mbyll mbledhjen", "pa përfundim")
		if ids := shown.Attr("[id^=vendim-]", "id"); len(ids) != 3 {
			t.Errorf("anchors %q", ids)
		}
		word := wordText(t, town.Get(july+"/download/docx").Want(200))
		has(t, word, "Procesverbal", "Drejtoi: Prefekti i Qarkut.", "Komiteti Rajonal u mblodh më 14 korrik 2023, ora 11.00, Prefektura", "urdhrin nr. 12", "Policia, me zëvendës: zëvendësdrejtori", "Spitali (zëvendës) – pa njoftuar", "Ka kuorum.",
			"1. Kontrata e strehës", "Jashtë kësaj pike, për konflikt interesi: Policia (pronare e godinës).", "Bashkia: u paraqit oferta", "Vendimi nr. 1/2023: miratohet kontrata", "Votat: pro 2, kundër 0, abstenime 0.",
			"nënshkruan kontratën", "Përfundimi: u vendos.", "Mbledhja mbaroi në orën 12.30.", "Mbajti procesverbalin")
		if strings.Contains(word, "PROJEKT") {
			t.Error("closed minutes are no draft")
		}
		if r := town.Get(july + "/download/pdf").Want(200); !strings.HasPrefix(r.Body, "%PDF") {
			t.Error("no PDF")
		}
		town.Get(july + "/download/exe").Want(404)
		town.Get(july+"/excerpt/town").Want(200).Has("nënshkruan kontratën", "Vendimi nr. 1/2023")
		town.Get(july+"/excerpt/police").Want(200).HasNot("nënshkruan kontratën", "miratohet kontrata")
		police.Get(july+"/excerpt/town").Want(200).HasNot("nënshkruan kontratën", "miratohet kontrata")
		has(t, wordText(t, town.Get(july+"/excerpt/town/docx").Want(200)), "Pjesë nga procesverbali: Bashkia", "nënshkruan kontratën", "20.07.2023")
		town.Get(july + "/excerpt/wv").Want(404)
		stranger.Get(strings.Replace(july, "durres", "kukes", 1) + "/excerpt/town").Want(404)
		secretary.Get(july + "/edit").Want(404)
		secretary.Get(july + "/remove").Want(404)

		s.As(testkit.Actor(access.Chair)).Get("/k/durres/meeting/attendance").Want(200).Has("Spitali", "0 nga 1 (0", "Bashkia", "1 nga 1 (100", "erdhi zëvendësi")
		police.Get("/k/durres/meeting/attendance").Want(404)
	})
}

func TestMinutesSaveThemselves(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x outcome
		s := hall(t, db, x.options())
		items := begin(t, db, &x, "july", "committee", everybody, "Sezoni", "Të tjera")
		browser, secretary := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.TableChair))
		browser.Header.Set("X-Autosave", "1")
		at := july + "/minutes/" + items[0]
		shown := secretary.Get(at).Want(200).Attr("input[name=version]", "value")[0]
		v := url.Values{"version": {shown}, "title": {"Sezoni"}, "statement-0": {"një"}}
		first := browser.Post(at, v).Want(200)
		// The answer was lost: the same text comes again on the old version, and is no conflict.
		if again := browser.Post(at, v).Want(200); again.Body != first.Body || !strings.Contains(first.Body, `"version":"`) {
			t.Errorf("%s, then %s", first.Body, again.Body)
		}
		// An item that is moved meanwhile is the same item.
		testkit.Change(t, db, access.RecordMeetings, func(tx *store.Tx) error { return meeting.MoveItem(tx, "july", items[0], false) })
		now := regexp.MustCompile(`"version":"(\d+)"`).FindStringSubmatch(first.Body)[1]
		v.Set("version", now)
		v.Set("statement-1", "dy")
		browser.Post(at, v).Want(200)
		v.Set("statement-1", "tre")
		browser.Post(at, v).Want(409)
		secretary.Post(at, v).Want(409).Has("një tre", "një dy", "Teksti juaj")
		v.Set("task_owner-0", "town") // not written yet: it waits in the browser
		v.Set("version", secretary.Get(at).Attr("input[name=version]", "value")[0])
		browser.Post(at, v).Want(200)
		v.Set("task-0", "raporton")
		v.Set("task_due-0", "31.02.2024")
		browser.Post(at, v).Want(422)
		m, _, _ := read(t, db, "july")
		if got := fmt.Sprint(len(m.Minuted(items[0])), m.Under(items[0], meeting.Statement)[1].Body); got != "2tre" {
			t.Errorf("what was kept: %s", got)
		}
		v.Del("task-0")
		secretary.Post(at, v).Want(422).Has("Shkruani tekstin, ose fshini zgjedhjet e tjera të rreshtit.")
	})
}

// From a meeting that was only recorded, a task can still be given.
func TestTaskOfARecordedMeeting(t *testing.T) {
	db := testkit.SQLite(t)
	s := prepare(t, db)
	record(t, db, june)
	page := s.As(testkit.Actor(access.Chair)).Get("/k/durres/meeting/june").Want(200).Has("Bëje detyrë me afat")
	if to := page.Attr(`a[href*="/task/new"]`, "href"); len(to) != 1 || to[0] != "/k/durres/task/new?kind=decision&line=5&meeting=june" {
		t.Errorf("%q", to)
	}
	s.As(testkit.Actor(access.FocalPoint, "police")).Get("/k/durres/meeting/june").Want(200).HasNot("Bëje detyrë me afat")
}
