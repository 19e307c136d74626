package reporting_test

import (
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
)

// An activity and a programme of the municipality, and one that was cancelled of the
// police.
const records = `
INSERT INTO campaign_activity (committee_id, id, version, institution_id, title, kind, starts_on, ends_on, hour, municipality, place, state, reason, slot_id, activity_id, media, source, note)
VALUES ('durres', 'c1', 1, 'town', 'Orë informuese', 'session', '2023-05-10', '2023-05-10', '', '10', 'Shkolla', 'held', '', '', '', '', '', '');
INSERT INTO programme (committee_id, id, version, institution_id, title, kind, municipality, place, starts_on, ends_on, weekdays, funding, funder, state, reason, activity_id, source, note)
VALUES ('durres', 'p1', 1, 'town', 'Kamp', 'camp', '10', 'Plazhi', '2023-06-20', '2023-07-20', '12345', '', '', 'held', '', '', '', '');
INSERT INTO programme (committee_id, id, version, institution_id, title, kind, municipality, place, starts_on, ends_on, weekdays, funding, funder, state, reason, activity_id, source, note)
VALUES ('durres', 'p2', 1, 'police', 'Kamp', 'camp', '10', 'Plazhi', '2023-06-20', '2023-07-20', '12345', '', '', 'cancelled', 'Pa fonde', '', '', '');
`

// Whoever keeps records in a register need not count the same in the return: the
// page says so, and the return is complete without it. What the register does not
// know stays asked, and numbers may still be given.
func TestWhatTheRegistersGive(t *testing.T) {
	for name, address := range testkit.URLs(t) {
		t.Run(name, func(t *testing.T) {
			db := testkit.Open(t, store.CommitteeRoom, address)
			testkit.Run(t, address, fixture(t))
			_, ids := open(t, db, "2023-H1")
			before := load(t, db, ids["town"]).Completeness()
			testkit.Run(t, address, records)

			r := load(t, db, ids["town"])
			if !r.Registered["K22"] || !r.Registered["K20_enrolled"] || r.Registered["K19"] || r.Registered["K24"] {
				t.Errorf("the registers give %v", r.Registered)
			}
			if load(t, db, ids["police"]).Registered["K20_enrolled"] {
				t.Error("a cancelled programme gives numbers")
			}
			now := r.Completeness()
			if now.Asked != before.Asked || now.Answered != before.Answered+1 {
				t.Errorf("complete %+v, was %+v: campaigns are answered, summer programmes lack the school enrolments", now, before)
			}
			c := siteOf(t, db, planStates{}).As(testkit.Actor(access.FocalPoint, "town"))
			at := base + "/return/" + ids["town"]
			c.Get(at).Want(200).Has("Shifrat merren nga regjistri i institucionit.")
			page := c.Get(at+"/topic/campaigns").Want(200).Has("Analiza i merr shifrat prej andej", "Numri merret nga regjistri")
			if got := strings.Join(page.Attr("main .govuk-inset-text a", "href"), " "); got != "/k/durres/campaign?year=2023" {
				t.Errorf("the register is at %q", got)
			}
			send := c.Get(at + "/send").Want(200)
			send.Has("nga regjistri", "Pa përgjigje: Fëmijë të regjistruar në shkollë").HasNot("Pa përgjigje: Aktivitete sensibilizuese", "Pa përgjigje: Programe verore")

			secretary := siteOf(t, db, planStates{}).As(testkit.Actor(access.Secretary))
			secretary.Get(base + "/round/" + r.RoundID).Want(200).Has(strings.ReplaceAll(text.Percent(text.SQ, int64(now.Rate())), "\u00a0", " "))

			c.Post(at+"/topic/campaigns", url.Values{"version": {"1"}, "count-K22": {"40"}, "body": {"Orë informuese në shkollë."}}).Want(303)
			if got := load(t, db, ids["town"]); !got.Values.Has("topic", "K22") || got.Completeness() != now {
				t.Errorf("given all the same: %v, %+v", got.Values, got.Completeness())
			}
		})
	}
}
