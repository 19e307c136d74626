package disclosure_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/disclosure"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// Somebody outside the team opens one file for an hour: reads what an emergency
// needs, writes nothing, and those who look after the file know at once.
func TestEmergency(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		for _, who := range []string{"second", "field"} {
			o.as(who).Get(o.page(o.id, "emergency")).Want(404)
			o.as(who).Get(at+"/emergency").Want(200).Has("brenda 72 orësh", "Kodi i dosjes")
			if to := o.enter(who, strings.ToLower(o.code[2:])).Want(303).Location(); to != o.page(o.id, "emergency") {
				t.Fatal(to)
			}
			o.as(who).Get(o.page(o.id, "emergency")).Want(200).Has(mark, "069 000 0000", "ka astmë", "hyrje emergjente").HasNot("shënim i punonjësit", "Shto")
			o.as(who).Get(o.page(o.id, "care")).Want(404)
			o.post(who, "/u/"+unit+"/child/"+o.id+"/add/note", "note-text", "x").Want(404)
			o.as(who).Get(at).Want(200).Has("Çfarë mund të lexoni tani", o.code)
			o.pass(59 * time.Minute)
			o.as(who).Get(o.page(o.id, "emergency")).Want(200)
			o.pass(time.Minute)
			o.as(who).Get(o.page(o.id, "emergency")).Want(404)
		}
		if n := o.count(`SELECT count(*) FROM disclosure_notice WHERE kind = 'emergency'`); n != 2*5 {
			t.Errorf("%d notices", n) // worker, boss, chief, dpo, both: each time
		}
		for _, who := range []string{"worker", "boss", "dpo"} {
			o.as(who).Get(at).Want(200).Has("Hyrje emergjente në një dosje", o.code, "Emri i field").HasNot(mark)
		}
		o.as("field").Get(at).Has("Nuk keni njoftime të palexuara")
		seen := o.as("worker").Get(at).Attr(`form[action*="/seen"]`, "action")
		o.post("boss", seen[0]).Want(404) // somebody else's
		o.post("worker", seen[0]).Want(303)
		o.post("worker", seen[0]).Want(303)
		if rest := o.as("worker").Get(at).Attr(`form[action*="/seen"]`, "action"); len(rest) != len(seen)-1 {
			t.Errorf("%v, then %v", seen, rest)
		}
	})
}

// The reason lies sealed, and neither it nor a name is in the trail.
func TestReasonIsSealed(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.enter("field", o.code).Want(303)
		o.as("boss").Get(at+"/emergency/"+o.lastEntry()).Want(200).Has(why, "Emri i field", o.code, "Me këtë hyrje nuk u hap asgjë")
		o.as("field").Get(o.page(o.id, "emergency")).Want(200)
		o.as("dpo").Get(at+"/emergency/"+o.lastEntry()).Want(200).Has(why, "u hap: hyrje emergjente", "identiteti")
		rows, err := r.Raw(t, store.CaseworkRoom).Query(`SELECT detail FROM audit_event`)
		o.must(err)
		defer rows.Close()
		for rows.Next() {
			var detail string
			o.must(rows.Scan(&detail))
			if strings.Contains(detail, "ndjenja") || strings.Contains(detail, mark) {
				t.Error(detail)
			}
		}
		var reason []byte
		o.must(r.Raw(t, store.CaseworkRoom).QueryRow(`SELECT reason FROM disclosure_right`).Scan(&reason))
		if len(reason) < 40 || strings.Contains(string(reason), "porti") {
			t.Errorf("%q", reason)
		}
	})
}

// What does not open in an emergency looks as what does not exist, whatever the
// reason is.
func TestSameAnswer(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		missing := o.enter("field", "D-AAAAAA").Want(422)
		same := func(what string) {
			t.Helper()
			got := o.enter("field", o.code).Want(422)
			if want := strings.ReplaceAll(missing.Body, "D-AAAAAA", o.code); got.Body != want {
				t.Errorf("%s:\n%s\nand missing:\n%s", what, got.Text(), missing.Text())
			}
			o.as("field").Get(o.page(o.id, "emergency")).Want(404)
		}
		o.relate("field", "conflict")
		same("conflict")
		o.exec(`DELETE FROM child_person WHERE id = 'fieldconflict'`)
		o.exec(`INSERT INTO handover_offer (owner_id, id, version, child_id, receiver_id, state, offered_on, offered_by, due_on, answered_on, reason, answer)
			SELECT owner_id, 'o', 1, id, '%s', 'accepted', '', '', '', '', tip, tip FROM child WHERE id = '%s'`, other, o.id)
		same("moved")
		o.exec(`DELETE FROM handover_offer`)
		o.exec(`UPDATE child SET state = 'erased' WHERE id = '%s'`, o.id)
		same("erased")
		if n := o.count(`SELECT count(*) FROM disclosure_right`) + o.count(`SELECT count(*) FROM disclosure_notice`); n != 0 {
			t.Errorf("%d rows are left of what was refused", n)
		}
		if n := o.count(`SELECT count(*) FROM audit_event WHERE actor = 'field' AND detail LIKE '%%"emergency","refused"%%'`); n != 4+3 { // at the form, and at the page of the file
			t.Errorf("%d attempts are recorded", n)
		}
	})
}

// The form refuses, and keeps what was typed.
func TestEmergencyForm(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	o.post("field", at+"/emergency", "file", o.code, "reason", "shkurt").Want(422).Has("të paktën 20 shenja", "shkurt")
	o.post("field", at+"/emergency", "file", "Shembull A", "reason", why).Want(422).Has("për shembull D-7K2MQX", why)
	o.enter("worker", o.code).Want(422).Has("Ju jeni në ekipin e kësaj dosjeje")
	for _, who := range []string{"boss", "dpo"} {
		o.as(who).Get(at + "/emergency").Want(404)
		o.enter(who, o.code).Want(404)
	}
	o.now = o.now.Add(5*time.Minute + time.Second)
	o.enter("field", o.code).Want(422).Has("Vërtetoni sërish", why)
	if to := o.as("field").Get(at + "/emergency?sighting=abc").Want(303).Location(); to != "/account/confirm?back=%2Fu%2F"+unit+"%2Fdisclosure%2Femergency%3Fsighting%3Dabc" {
		t.Error(to)
	}
	o.factor = o.now.Add(-5 * time.Minute)
	o.enter("field", o.code).Want(303)
	o.factor = time.Time{} // never
	o.as("second").Get(at + "/emergency").Want(303)
	o.enter("second", o.code).Want(422)
}

// From a sighting that is linked to the file, without its code; from one that is
// not, nothing opens.
func TestEmergencyFromSighting(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		for id, file := range map[string]string{"linked": o.id, "loose": ""} {
			o.exec(`INSERT INTO sighting (owner_id, id, version, committee_id, seen_on, band, place, municipality, activity, company, age, sex, origin, origin_known, done, danger, team, child_id, subject_id, recorded_at, recorded_by, removed, note)
				SELECT owner_id, '%s', 1, 'durres', '2023-07-10', 'night', 'port', '10', 'begging', 'alone', '6-10', 'm', '', 'unknown', '', FALSE, '', '%s', '', '2023-07-10T20:00:00.000000Z', 'x', FALSE, tip FROM child WHERE id = '%s'`, id, file, o.id)
		}
		o.as("field").Get(at+"/emergency?sighting=linked").Want(200).Has("lidhur me konstatimin").HasNot(o.code, "Kodi i dosjes")
		loose := o.post("field", at+"/emergency", "sighting", "loose", "reason", why).Want(422)
		none := o.post("field", at+"/emergency", "sighting", "nosuch", "reason", why).Want(422)
		if strings.ReplaceAll(loose.Body, "loose", "nosuch") != none.Body {
			t.Error("a sighting without a file is told from none")
		}
		o.post("field", at+"/emergency", "sighting", "linked", "reason", why).Want(303)
		o.as("field").Get(o.page(o.id, "emergency")).Want(200).Has(mark)
	})
}

// One file at a time: a second entry ends the first.
func TestOneFileAtATime(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	next := o.start("worker", "Shembull B")
	o.enter("field", o.code).Want(303)
	o.pass(time.Minute)
	o.enter("field", o.codeOf(next)).Want(303)
	o.as("field").Get(o.page(next, "emergency")).Want(200)
	o.as("field").Get(o.page(o.id, "emergency")).Want(404)
}

// Who was not reviewed in time enters no more until they are; the entry that runs
// then ends at that moment.
func TestReviewInTime(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		next := o.start("worker", "Shembull B")
		o.enter("field", o.code).Want(303)
		first := o.lastEntry()
		o.pass(72*time.Hour - 10*time.Minute)
		o.enter("field", o.codeOf(next)).Want(303)
		o.pass(10*time.Minute - time.Second)
		o.as("field").Get(o.page(next, "emergency")).Want(200)
		o.pass(time.Second)
		o.as("field").Get(o.page(next, "emergency")).Want(404)
		o.enter("field", o.code).Want(422).Has("pezulluar")
		o.as("field").Get(at + "/emergency").Want(200).Has("nuk u shqyrtua brenda afatit").HasNot("Hap dosjen për 60 minuta")
		o.as("field").Get(at).Has("E drejta juaj për hyrje emergjente është pezulluar")
		o.as("boss").Get(at).Want(200).Has("me vonesë")
		o.enter("second", o.code).Want(303) // another's right is another's
		o.judge("boss", first, "justified").Want(303)
		o.enter("field", o.code).Want(303)
		o.as("field").Get(at).Has("Hyrja juaj emergjente u shqyrtua")
	})
}

func (o *office) judge(who, entry, verdict string) *testkit.Response {
	o.t.Helper()
	return o.post(who, at+"/emergency/"+entry+"/review", "verdict", verdict, "words", "U bisedua me ekipin dhe me mjekun.")
}

// A unit may give less time than 72 hours, and not more.
func TestReviewHours(t *testing.T) {
	for value, hours := range map[string]string{"24": "24", "72": "72", "720": "72", "": "72", "shumë": "72", "0": "72"} {
		o := open(t, testkit.SQLiteRooms(t))
		o.rule("emergency_review_hours", value)
		o.as("field").Get(at + "/emergency").Want(200).Has("brenda " + hours + " orësh")
		o.enter("field", o.code).Want(303)
		by, err := time.Parse("2006-01-02T15:04:05.000000Z", o.text(`SELECT review_by FROM disclosure_right`))
		if want := map[string]time.Duration{"24": 24 * time.Hour, "72": 72 * time.Hour}[hours]; err != nil || by.Sub(o.now) != want {
			t.Errorf("%q: %v %v", value, by, err)
		}
	}
}

// An entry that was not justified ends at once and costs the right, until a
// supervisor gives it back in writing: not the officer, not the person.
func TestNotJustified(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.enter("second", o.code).Want(303)
		entry := o.lastEntry()
		o.post("dpo", at+"/emergency/"+entry+"/review", "verdict", "perhaps", "words", "").Want(422).Has("Zgjidhni nëse hyrja", "Shkruani me pak fjalë")
		o.judge("dpo", entry, "unjustified").Want(303)
		o.as("second").Get(o.page(o.id, "emergency")).Want(404)
		o.enter("second", o.code).Want(422).Has("pezulluar")
		o.judge("boss", entry, "justified").Want(409) // it was judged
		restore := at + "/emergency/" + entry + "/restore"
		o.as("dpo").Get(at+"/emergency/"+entry).Want(200).Has("nuk ishte e justifikuar", "U bisedua me ekipin").HasNot("Ktheje të drejtën")
		o.post("dpo", restore, "restored", "Sepse e mori vesh.").Want(404)
		o.post("second", restore, "restored", "Sepse e mora vesh.").Want(404)
		o.post("boss", restore, "restored", "").Want(422).Has("Shkruani pse i kthehet")
		o.as("boss").Get(at + "/emergency/" + entry).Has("Ktheje të drejtën")
		o.post("boss", restore, "restored", "U bisedua dhe u trajnua.").Want(303)
		o.post("boss", restore, "restored", "U bisedua dhe u trajnua.").Want(409)
		o.as("boss").Get(at+"/emergency/"+entry).Has("U bisedua dhe u trajnua.", "E drejta u kthye")
		o.enter("second", o.code).Want(303)
	})
}

// Nobody reviews their own entry, nor one at a file they have a conflict of
// interest with.
func TestWhoReviews(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	o.enter("both", o.code).Want(303)
	entry := o.lastEntry()
	o.judge("both", entry, "justified").Want(422).Has("Hyrjen tuaj e shqyrton një tjetër")
	o.as("both").Get(at + "/emergency/" + entry).Want(200).HasNot("Ruaj shqyrtimin")
	o.relate("boss", "conflict")
	o.as("boss").Get(at + "/emergency/" + entry).Want(404)
	o.judge("boss", entry, "justified").Want(404)
	o.as("boss").Get(at).Has("Nuk ka pasur asnjë hyrje emergjente").HasNot(o.code) // not in what they were told before, either
	for _, who := range []string{"worker", "second", "field"} {
		o.as(who).Get(at + "/emergency/" + entry).Want(404)
		o.judge(who, entry, "justified").Want(404)
	}
	o.judge("chief", entry, "justified").Want(303)
}

// Who has a conflict of interest with the file is not told of an entry into it.
func TestConflictIsNotTold(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	o.relate("boss", "conflict")
	o.enter("field", o.code).Want(303)
	if n := o.count(`SELECT count(*) FROM disclosure_notice WHERE person_id = 'boss'`); n != 0 {
		t.Errorf("%d notices to somebody with a conflict of interest", n)
	}
	if n := o.count(`SELECT count(*) FROM disclosure_notice WHERE kind = 'emergency'`); n != 4 {
		t.Errorf("%d told", n)
	}
}

// Word goes out within a minute to those who are told, once, and says nothing.
func TestTellDue(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.enter("field", o.code).Want(303)
		o.dead = true
		if err := o.service.TellDue(ctx); err == nil {
			t.Error("nobody could be told, and that is no error")
		}
		o.dead = false
		o.now = o.now.Add(20 * time.Second) // the next look
		o.must(o.service.TellDue(ctx))
		slices.Sort(o.told)
		if want := []string{"boss emergency", "both emergency", "chief emergency", "dpo emergency", "worker emergency"}; !slices.Equal(o.told, want) {
			t.Errorf("told %v, want %v", o.told, want)
		}
		if late := o.count(`SELECT count(*) FROM disclosure_notice WHERE mailed_at = at`); late != 0 {
			t.Errorf("%d", late)
		}
		o.now = o.now.Add(20 * time.Second)
		o.must(o.service.TellDue(ctx))
		o.must(disclosure.New(o.files, o.service.Options).TellDue(ctx))
		if len(o.told) != 5 {
			t.Errorf("told again: %v", o.told)
		}
	})
}

// Killed after word went out and before that was noted: it goes out again, and is
// not lost. One person whom nobody reaches holds up no other.
func TestTellKilled(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	o.enter("field", o.code).Want(303)
	tell := o.service.Tell
	killed, stop := context.WithCancel(ctx)
	o.service.Tell = func(c context.Context, person, kind string) error {
		defer stop()
		return tell(c, person, kind)
	}
	if err := o.service.TellDue(killed); err == nil {
		t.Error("killed, and no error")
	}
	first := len(o.told)
	o.service.Tell = func(c context.Context, person, kind string) error {
		if person == "boss" {
			return errors.New("unreachable")
		}
		return tell(c, person, kind)
	}
	if err := o.service.TellDue(ctx); err == nil || slices.Contains(o.told[first:], "boss emergency") {
		t.Errorf("%v %v", err, o.told)
	}
	o.service.Tell = tell
	o.must(o.service.TellDue(ctx))
	for _, who := range []string{"worker", "boss", "chief", "dpo", "both"} {
		if !slices.Contains(o.told, who+" emergency") {
			t.Errorf("%s was never told: %v", who, o.told)
		}
	}
	if n := o.count(`SELECT count(*) FROM disclosure_notice WHERE mailed_at < at`); n != 0 {
		t.Errorf("%d are still to be told", n)
	}
}

// What was written about an entry is read after the file got a new key.
func TestRenewedKey(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.enter("second", o.code).Want(303)
		entry := o.lastEntry()
		o.judge("dpo", entry, "unjustified").Want(303)
		o.post("boss", at+"/emergency/"+entry+"/restore", "restored", "U bisedua dhe u trajnua.").Want(303)
		g, err := testkit.Actor(access.Operator).May(access.RenewFiles, access.Institution(unit))
		o.must(err)
		o.must(o.files.Renew(ctx, g, o.id))
		o.as("chief").Get(at+"/emergency/"+entry).Want(200).Has(why, "U bisedua me ekipin", "U bisedua dhe u trajnua.")
	})
}

// The entry opens only as far as the policy says, whatever its row says.
func TestRowDoesNotDecide(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	o.enter("field", o.code).Want(303)
	o.exec(`UPDATE disclosure_right SET classes = 'narrative sensitive'`)
	o.must(o.files.Open(ctx, o.grant("field", access.OpenFiles), child.Ask{ID: o.id, Purpose: child.Emergency}, func(_ *store.Tx, f *child.File) error {
		if f.May.Write || f.May.Read.Has(child.Narrative) || !f.May.Read.Has(child.Identity) {
			t.Errorf("%+v", f.May)
		}
		return nil
	}))
}
