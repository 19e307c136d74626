package disclosure_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tryeza/internal/testkit"
)

// The supervisor and the officer see who opened which file, by its code, the
// unusual on top; nobody else does.
func TestLooksPage(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.as("boss").Get(at + "/looks").Want(200).Has("Asnjë hapje e pazakontë në këto ditë")
		o.as("worker").Get(o.page(o.id, "care")).Want(200)
		o.as("second").Get(o.page(o.id, "care")).Want(404)
		o.as("second").Get(o.page("nosuchfile<b>", "care")).Want(404)
		o.as("boss").Get(o.page(o.id, "supervise")).Want(200)
		o.as("worker").Get("/u/" + unit + "/child").Want(200)
		o.enter("field", o.code).Want(303)
		o.as("field").Get(o.page(o.id, "emergency")).Want(200)
		for _, who := range []string{"boss", "dpo"} {
			page := o.as(who).Get(at+"/looks").Want(200).
				Has("u hap: puna me rastin", "gjithë dosja", "Emri i second", "u kërkua dhe nuk u hap: puna me rastin nuk u lejua", "filloi një hyrje emergjente emergjencë", "u hap lista e dosjeve të veta (1)", o.code).
				HasNot(mark, "nosuchfile", "në dosje: u")
			tables := page.Find("table")
			if len(tables) != 2 || strings.Count(tables[0], "Emri i") != 4 || strings.Contains(tables[0], "Emri i worker") {
				t.Errorf("unusual: %q", tables)
			}
		}
		o.as("dpo").Get(at+"/looks?person=boss").Has("u hap: mbikëqyrja").HasNot("Emri i second nuk", "filloi një hyrje")
		o.as("dpo").Get(at + "/looks?file=" + o.code).Has("Emri i field").HasNot("lista e dosjeve të veta (")
		o.as("dpo").Get(at + "/looks?file=D-AAAAAA").Has("Asnjë hapje në këto ditë")
		o.as("dpo").Get(at + "/looks?from-day=1&from-month=6&from-year=2023&to-day=30&to-month=6&to-year=2023").Has("Asnjë hapje në këto ditë")
		o.as("dpo").Get(at + "/looks?from-day=31&from-month=2&from-year=2023").Want(422)
		for _, who := range []string{"worker", "second", "field"} {
			o.as(who).Get(at + "/looks").Want(404)
		}
		o.site.As(testkit.InUnit("supervisor", other)).Get(at + "/looks").Want(404)
	})
}

// Of a file with which somebody has a conflict of interest they see no looks.
func TestLooksWithoutConflict(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	o.as("worker").Get(o.page(o.id, "care")).Want(200)
	o.relate("boss", "conflict")
	o.as("boss").Get(at + "/looks").Want(200).HasNot(o.code)
	o.as("boss").Get(at + "/file/" + o.id).Want(404)
	o.as("chief").Get(at + "/looks").Want(200).Has(o.code)
}

// The team, the supervisor and the officer see who opened their file.
func TestLooksOfFile(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.as("worker").Get(o.page(o.id, "care")).Want(200)
		o.pass(12 * time.Hour)
		o.as("boss").Get(o.page(o.id, "supervise")).Want(200)
		for who, want := range map[string]int{"worker": 200, "boss": 200, "dpo": 200, "second": 404, "field": 404} {
			page := o.as(who).Get(at + "/file/" + o.id).Want(want)
			if want == 200 {
				page.Has("Emri i worker", "u hap: mbikëqyrja jashtë orarit", "Kjo hapje regjistrohet").HasNot(mark)
			}
		}
	})
}

// A supervisor who puts themselves on the team of a file: whoever is responsible
// and the officers are told, on their desk and by word that says nothing of a case;
// it stands among the unusual looks. Who has a conflict of interest is not told.
func TestJoinedTheTeam(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.relate("both", "conflict")
		o.post("boss", "/u/"+unit+"/child/"+o.id+"/team", "person", "boss").Want(303)
		for _, who := range []string{"worker", "dpo"} {
			page := o.as(who).Get(at).Want(200).Has("hyri vetë në ekipin e një dosjeje", o.code)
			link := page.Attr(`.tz-row a[href*="/disclosure/file/"]`, "href")
			if len(link) != 1 {
				t.Fatalf("%s is led to %v", who, link)
			}
			o.as(who).Get(link[0]).Want(200)
		}
		for _, who := range []string{"boss", "chief", "second", "both"} {
			o.as(who).Get(at).Want(200).HasNot("hyri vetë")
		}
		o.must(o.service.TellDue(ctx))
		if len(o.told) != 2 || !slices.Contains(o.told, "worker joined") || !slices.Contains(o.told, "dpo joined") {
			t.Errorf("told %v", o.told)
		}
		o.as("dpo").Get(at+"/looks").Want(200).Has("hyri vetë në ekip", "nga jashtë ekipit")
		other := o.start("second", "Shembull B")
		o.post("boss", "/u/"+unit+"/child/"+other+"/team", "person", "chief").Want(303)
		if n := o.count(`SELECT count(*) FROM disclosure_notice WHERE kind = 'joined'`); n != 2 {
			t.Errorf("%d notices", n)
		}
	})
}
