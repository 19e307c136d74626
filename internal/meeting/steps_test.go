package meeting_test

import (
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
)

// A meeting that was planned and never called is opened only when somebody says
// so on a page of its own; under way, it has not been held yet.
func TestOpeningWithoutACall(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x heard
		s := site(t, db, &x)
		secretary := s.As(testkit.Actor(access.Secretary))
		at := "/k/durres/meeting/" + plan(t, db, &x, meeting.Meeting{Body: "table", Kind: "ordinary", HeldOn: "2023-07-14"})
		if links := secretary.Get(at).Want(200).Attr(`a[href$="/open"]`, "href"); len(links) != 1 {
			t.Errorf("opening is behind %q", links)
		}
		s.As(testkit.Actor(access.FocalPoint, "police")).Get(at + "/open").Want(404)
		secretary.Get(at + "/open").Want(200).Has("Mbledhja nuk është thirrur me Tryeza")
		secretary.Post(at+"/open", url.Values{"version": {"1"}}).Want(303)
		secretary.Get("/k/durres/meeting").Want(200).Has("Mbledhjet që vijnë", "në zhvillim", "Nuk u mbajt asnjë mbledhje")
		secretary.Get("/k/durres/meeting/year?y=2023").Want(200).Has("në zhvillim")
		secretary.Get(at).Want(200).Has("Hapja kthehet mbrapsht")
		secretary.Post(at+"/unopen", url.Values{"version": {"2"}}).Want(303)
		secretary.Get(at).Want(200).Has("e planifikuar").HasNot("në zhvillim")
	})
}

// Closing fills the agendas of meetings nobody holds in hand yet. Of one that is
// called it is said what waits, in words, until the secretary refreshes it.
func TestACalledAgendaStays(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x outcome
		secretary := hall(t, db, x.options()).As(testkit.Actor(access.Secretary))
		testkit.Change(t, db, access.ConveneMeetings, func(tx *store.Tx) error {
			_, err := meeting.Plan(tx, x.options(), meeting.Meeting{ID: "next", Body: "committee", Kind: "ordinary", HeldOn: "2023-09-14", Time: "11:00", Place: "Prefektura"})
			if err == nil {
				err = meeting.Convene(tx, x.options(), "next", 1, nil)
			}
			return err
		})
		items := begin(t, db, &x, "first", "committee", everybody, "Çerdhet")
		write(t, db, "first", items[0], meeting.Deferred)
		if err := end(t, db, &x, "first"); err != nil {
			t.Fatal(err)
		}
		page := secretary.Get("/k/durres/meeting/next").Want(200)
		page.Has("2 çështje që presin këtë mbledhje nuk janë në rendin e ditës", "Çerdhet", "e shtyrë nga mbledhja e datës 14.07.2023")
		if m, _, _ := read(t, db, "next"); len(m.LinesOf(meeting.Agenda)) != 0 {
			t.Errorf("the agenda of a called meeting is %+v", m.Lines)
		}
		secretary.Post("/k/durres/meeting/next/refresh", nil).Want(303)
		secretary.Get("/k/durres/meeting/next").Want(200).HasNot("nuk janë në rendin e ditës")

		// Put off again, the minutes come by their own rule, and the written item as itself.
		m, _, _ := read(t, db, "next")
		for _, l := range m.LinesOf(meeting.Agenda) {
			if strings.HasPrefix(l.Suggested, "deferred") != (l.Body == "Çerdhet") {
				t.Errorf("%+v", l)
			}
		}
	})
}

// Planning, and moving to another day, says how many tasks take that day.
func TestPlanningSaysWhatItIsDue(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x heard
		secretary := site(t, db, &x).As(testkit.Actor(access.Secretary))
		record(t, db, meeting.Meeting{ID: "june", Body: "table", Kind: "ordinary", HeldOn: "2023-06-02"})
		form := url.Values{"body": {"table"}, "kind": {"ordinary"}, "held-day": {"18"}, "held-month": {"7"}, "held-year": {"2023"}}
		give(t, db, task.New{MeetingID: "june", Body: "raportojnë", GivenOn: "2023-06-02", DueBody: "table"})
		at := secretary.Post("/k/durres/meeting/new/plan", form).Want(303).Location()
		secretary.Get(at).Want(200).Has("1 detyrë që pret mbledhjen e ardhshme e merr afatin 18.07.2023.")
		form.Set("version", "1")
		form.Set("place", "Prefektura")
		secretary.Post(at+"/plan", form).Want(303)
		secretary.Get(at).Want(200).HasNot("e merr afatin")
		form.Set("version", "2")
		form.Set("held-day", "20")
		secretary.Post(at+"/plan", form).Want(303)
		secretary.Get(at).Want(200).Has("Mbledhja u ndryshua. 1 detyrë që pret mbledhjen e ardhshme e merr afatin 20.07.2023.")
	})
}

// The excerpt of the institution that chairs goes to who chairs, too.
func TestExcerptOfWhoChairs(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x outcome
		hall(t, db, x.options())
		items := begin(t, db, &x, "july", "table", []string{"police", "town"}, "Pika")
		write(t, db, "july", items[0], meeting.Noted)
		o, chairs := x.options(), map[string]bool{}
		o.Tell = func(_ *store.Tx, n meeting.Notice) error {
			chairs[n.Institutions[0]] = n.Chairs
			return nil
		}
		testkit.Change(t, db, access.CloseMeetings, func(tx *store.Tx) error { return meeting.Close(tx, o, "july", version(tx, "july"), "") })
		if !chairs["police"] || chairs["town"] || len(chairs) != 3 {
			t.Errorf("%v", chairs)
		}
	})
}
