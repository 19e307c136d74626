package meeting_test

import (
	"net/url"
	"slices"
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
