package meeting_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// Who is out of an item owes nothing under it, says nothing and is not named in
// what is decided: it is not offered and not kept, and the meeting does not close
// over a line that named it before it declared its interest.
func TestWhoIsOutIsNotNamed(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		var x outcome
		secretary := hall(t, db, x.options()).As(testkit.Actor(access.Secretary))
		items := begin(t, db, &x, "july", "table", []string{"police", "town", "wv"}, "Streha", "Plazhet")
		at, other := "/k/durres/meeting/july/minutes/"+items[0], "/k/durres/meeting/july/minutes/"+items[1]
		write(t, db, "july", items[0], meeting.Noted, meeting.Line{Kind: meeting.Statement, Body: "ofrohet streha", InstitutionID: "wv"})
		write(t, db, "july", items[1], meeting.Noted)
		testkit.Change(t, db, access.ReplyToMeetings, func(tx *store.Tx) error {
			return meeting.Declare(tx, "july", items[0], "wv", "bën ofertë")
		})

		gap := "Pika 1: «ofrohet streha» përmend një institucion që ka deklaruar konflikt interesi për këtë pikë: World Vision."
		secretary.Get("/k/durres/meeting/july/close").Want(200).Has(gap)
		if err := end(t, db, &x, "july"); err == nil {
			t.Fatal("the meeting closed")
		}
		for _, kind := range []string{"statement", "problem", "decision", "recommendation", "task"} {
			v := url.Values{"version": secretary.Get(at).Attr("input[name=version]", "value"), "title": {"Streha"}, "outcome": {"noted"}, kind + "-0": {"teksti"}, kind + "_owner-0": {"wv"}, "task_next-0": nil}
			secretary.Post(at, v).Want(422).Has("World Vision ka deklaruar konflikt interesi për këtë pikë")
		}
		v := url.Values{"version": secretary.Get(at).Attr("input[name=version]", "value"), "title": {"Streha"}, "outcome": {"noted"}, "task-0": {"ofron strehën"}, "task_owner-0": {"town"}, "task_next-0": {"1"}}
		secretary.Post(at, v).Want(303)
		offered := func(page string) bool {
			return slices.Contains(secretary.Get(page).Want(200).Attr("select[name=task_owner-0] option", "value"), "wv")
		}
		if offered(at) || !offered(other) {
			t.Error("it is offered under the item it is out of, or not under another")
		}
		secretary.Get("/k/durres/meeting/july/close").Want(200).HasNot(gap)
		if err := end(t, db, &x, "july"); err != nil {
			t.Fatal(err)
		}
	})
}

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
