package enrolment_test

import (
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/enrolment"
	"tryeza/internal/linkage"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// A child is enrolled, leaves, and is looked after 30 and 90 days later.
func TestJourney(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		d := newDesk(t, r)
		d.worker().Get("/u/" + unit + "/enrolment").Want(200).Has("Asnjë fëmijë i dosjeve tuaja")
		p := d.worker().Get(d.at("")).Want(200).Has("nuk është regjistruar ende", camp.Title, past.Title, later.Title, "Krujë").HasNot(old.Title)
		if got := p.Find("option"); len(got) != 4 {
			t.Errorf("choices %q", got)
		}
		camping, was := d.enrol("camp", "2023-07-05"), d.enrol("past", "2023-05-20")
		d.worker().Get(d.at("")).Want(200).Has(camp.Title, "05.07.2023", "pret që nga 04.07.2023", "nga 27.08.2023")
		d.worker().Get("/u/"+unit+"/enrolment").Want(200).Has("Shembull A", "Për t'u parë tani", past.Title, "1 fëmijë i dosjeve tuaja")
		d.worker().Post(was, form("version", "1", "on:", "2023-05-20", "left:", "2023-06-01", "reason", "school", "school", "enrolled", "found30", "off_street")).Want(303)
		d.worker().Post(camping, form("version", "1", "on:", "2023-07-06", "school", "continues")).Want(303)
		d.worker().Get(d.at("")).Want(200).Has("u largua më 01.06.2023", "filloi shkollën", "u regjistrua në shkollë", "nuk është më në rrugë", "06.07.2023")
		d.worker().Get("/u/" + unit + "/enrolment").Want(200).HasNot("Për t'u parë tani")
		d.day("2023-09-02")
		d.worker().Get("/u/"+unit+"/enrolment").Want(200).Has("Për t'u parë tani", "pret që nga 02.09.2023")
		if n := d.rows(`committee_id = 'durres' AND starts_on = '2023-05-15' AND ends_on = '2023-06-04' AND municipality = '11' AND left_on = '2023-06-01' AND subject_id <> ''`); n != 1 {
			t.Errorf("%d rows", n)
		}
	})
}

// What cannot be is refused in words, and what was typed stays.
func TestRefused(t *testing.T) {
	d := newDesk(t, testkit.SQLiteRooms(t))
	for _, x := range []struct {
		form []string
		says string
	}{
		{[]string{}, "Zgjidhni programin."},
		{[]string{"programme", "camp"}, "Shkruani ditën kur u regjistrua."},
		{[]string{"programme", "old", "on:", "2021-07-02"}, "nuk është më në të"},
		{[]string{"programme", "none", "on:", "2023-07-02"}, "nuk është më në të"},
		{[]string{"programme", "camp", "on:", "2023-07-15"}, "pas ditës së sotme"},
		{[]string{"programme", "past", "on:", "2023-06-05"}, "Programi mbaroi më 04.06.2023"},
		{[]string{"programme", "camp", "on:", "2023-02-01"}, "120 ditë më parë"},
	} {
		d.worker().Post(d.at(""), form(x.form...)).Want(422).Has(x.says)
	}
	at := d.enrol("camp", "2023-07-05")
	for _, x := range []struct {
		form []string
		says string
	}{
		{[]string{"left:", "2023-07-04", "reason", "moved"}, "para ditës së regjistrimit"},
		{[]string{"left:", "2023-07-20", "reason", "moved"}, "pas ditës së sotme"},
		{[]string{"left:", "2023-07-10"}, "Zgjidhni pse u largua."},
		{[]string{"reason", "moved"}, "ose hiqni arsyen"},
		{[]string{"found30", "less"}, "Kjo shënohet nga data 27.08.2023"},
		{[]string{"found90", "less"}, "Kjo shënohet nga data 26.10.2023"},
		{[]string{"school", "perhaps"}, "Zgjidhni një nga përgjigjet."},
	} {
		d.worker().Post(at, form(append(x.form, "version", "1", "on:", "2023-07-05")...)).Want(422).Has(x.says)
	}
	again := d.worker().Post(at, form("version", "1", "on:", "2023-07-05", "left:", "2023-07-10", "school", "continues")).Want(422)
	if got := again.Attr("#left-day", "value"); !slices.Equal(got, []string{"10"}) {
		t.Errorf("the day of leaving came back as %q", got)
	}
	if n := d.rows("left_on = '' AND reason = '' AND school = ''"); n != 1 {
		t.Errorf("something of a refused form was written: %d", n)
	}
	if slices.Contains(d.worker().Get(d.at("")).Attr("option", "value"), "camp") {
		t.Error("the child can be enrolled twice")
	}
	d.worker().Post(d.at(""), form("programme", "camp", "on:", "2023-07-05")).Want(422).Has("është regjistruar tashmë")
}

// Two who write the same see both texts; what was entered by mistake goes, after
// it was asked, and can be entered again.
func TestConflictAndRemoval(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		d := newDesk(t, r)
		at := d.enrol("past", "2023-05-20")
		d.worker().Post(at, form("version", "1", "on:", "2023-05-20", "school", "enrolled")).Want(303)
		d.worker().Post(at, form("version", "1", "on:", "2023-05-21", "school", "not_enrolled")).Want(409).Has("u regjistrua në shkollë", "nuk u regjistrua", "21.05.2023")
		d.worker().Get(at + "/remove").Want(200).Has("fëmija nuk ka qenë në këtë program")
		d.worker().Post(at+"/remove", form("version", "1")).Want(409)
		d.worker().Post(at+"/remove", form("version", "2")).Want(303)
		d.worker().Get(at).Want(404)
		if d.rows("1 = 1") != 0 {
			t.Error("the enrolment is still there")
		}
		d.enrol("past", "2023-05-20")
	})
}

// The committee moves its programme: the days are taken anew when somebody saves.
// One that it has no longer is named by place and days.
func TestProgrammeMoves(t *testing.T) {
	d := newDesk(t, testkit.SQLiteRooms(t))
	at := d.enrol("camp", "2023-07-05")
	moved := camp
	moved.To = "2023-08-11"
	d.programmes = []enrolment.Programme{moved}
	d.worker().Post(at, form("version", "1", "on:", "2023-07-05", "school", "continues")).Want(303)
	if d.rows("ends_on = '2023-08-11'") != 1 {
		t.Error("the enrolment does not follow its programme")
	}
	d.programmes = nil
	d.worker().Get(d.at("")).Want(200).Has("programi në bashkinë Durrës nga 03.07.2023", "Komiteti nuk ka program tjetër")
	d.worker().Get("/u/" + unit + "/enrolment").Want(200).Has("programi në bashkinë Durrës nga 03.07.2023")
	d.worker().Get(at).Want(200)
}

// Who has no right to the file finds no such page, and the same as for a file
// that there is not; a supervisor reads and writes nothing.
func TestRights(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		d := newDesk(t, r)
		at := d.enrol("past", "2023-05-20")
		for _, role := range []access.Role{access.FieldWorker, access.DPO} {
			d.as(role).Get("/u/" + unit + "/enrolment").Want(404)
			d.as(role).Get(d.at("")).Want(404)
			d.as(role).Get(at).Want(404)
		}
		supervisor := d.as(access.Supervisor)
		p := supervisor.Get(d.at("")).Want(200).Has(past.Title).HasNot("Regjistroje në një program")
		if links := p.Attr("main th a", "href"); len(links) > 0 {
			t.Errorf("the supervisor is led to %v", links)
		}
		supervisor.Get(at).Want(404)
		supervisor.Post(at, form("version", "1", "on:", "2023-05-20", "school", "enrolled")).Want(404)
		supervisor.Post(d.at(""), form("programme", "camp", "on:", "2023-07-05")).Want(404)
		supervisor.Post(at+"/remove", form("version", "1")).Want(404)
		supervisor.Get("/u/"+unit+"/enrolment").Want(200).HasNot("Shembull A", past.Title)
		other := d.start("Shembull B")
		d.worker().Get(strings.Replace(at, d.id, other, 1)).Want(404)
		d.worker().Post(strings.Replace(at, d.id, other, 1)+"/remove", form("version", "1")).Want(404)
		if d.rows("version = 1") != 1 {
			t.Error("somebody wrote")
		}
	})
}

// Two files of one child: its enrolments follow, and go back.
func TestFollow(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		d := newDesk(t, r)
		d.enrol("past", "2023-05-20")
		merged, kept := d.id, d.start("Shembull B")
		l := linkage.Linker{Files: d.files, Need: linkage.Options{Follow: enrolment.Follow}}
		g := d.grant(access.Worker, access.MergeFiles)
		d.id = kept
		d.worker().Get(d.at("")).Want(200).Has("nuk është regjistruar ende")
		if err := l.Merge(ctx, g, kept, merged, "name"); err != nil {
			t.Fatal(err)
		}
		links := d.links()
		if len(links) != 1 || !strings.Contains(links[0], kept) {
			t.Fatalf("the file that was kept leads to %v", links)
		}
		d.worker().Get("/u/"+unit+"/enrolment").Want(200).Has("Shembull B", "Për t'u parë tani")
		d.worker().Post(d.at(""), form("programme", "past", "on:", "2023-05-20")).Want(422).Has("është regjistruar tashmë")
		d.worker().Post(links[0], form("version", "1", "on:", "2023-05-20", "found30", "less")).Want(303)
		var merge string
		if err := r.Raw(t, store.CaseworkRoom).QueryRow("SELECT id FROM linkage_merge").Scan(&merge); err != nil {
			t.Fatal(err)
		}
		if err := l.Undo(ctx, g, merge, 1); err != nil {
			t.Fatal(err)
		}
		if len(d.links()) != 0 {
			t.Error("the enrolment stays with the wrong child")
		}
		d.id = merged
		d.worker().Get(d.at("")).Want(200).Has(past.Title, "më rrallë në rrugë")
	})
}

// Of an erased file the enrolments stay as codes, like sightings: past figures
// are made of them. Nobody reads them any more.
func TestErased(t *testing.T) {
	d := newDesk(t, testkit.SQLiteRooms(t))
	d.enrol("past", "2023-05-20")
	if _, err := d.r.Raw(t, store.CaseworkRoom).Exec(`UPDATE child SET state = 'closed', closed_on = '2023-07-01', outcome = 'off'`); err != nil {
		t.Fatal(err)
	}
	if err := d.files.Erase(ctx, d.grant(access.Supervisor, access.Retain), d.id, "keep_file"); err != nil {
		t.Fatal(err)
	}
	d.worker().Get(d.at("")).Want(404)
	d.worker().Get("/u/" + unit + "/enrolment").Want(200).HasNot(past.Title)
	if d.rows("subject_id <> '' AND school = '' AND programme_id = 'past'") != 1 {
		t.Error("a past figure would change")
	}
}

// A file that was closed is read and not written; what became of the child is still
// recorded, by those who work on it, and the look with it.
func TestClosed(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		d := newDesk(t, r)
		at := d.enrol("past", "2023-05-20")
		err := d.files.Change(ctx, d.grant(access.Worker, access.PlanProtection), child.Ask{ID: d.id, Purpose: child.Care}, func(tx *store.Tx, f *child.File) error {
			f.Set(tx, "closed", func(c *child.Child) { c.State, c.ClosedOn, c.Outcome = child.Closed, "2023-07-14", "off" })
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		d.followed(at)
	})
}

// A file that another unit took over is no longer written to; the unit that enrolled
// the child goes on to look what became of it.
func TestHandedOver(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		d := newDesk(t, r)
		at := d.enrol("past", "2023-05-20")
		d.moved()
		d.followed(at)
	})
}

// followed goes through what is still recorded of an enrolment when its file is not
// written to any more.
func (d *desk) followed(at string) {
	d.t.Helper()
	d.worker().Get(d.at("")).Want(200).Has(past.Title, "pret që nga 04.07.2023").HasNot("Regjistroje në një program")
	d.worker().Get("/u/"+unit+"/enrolment").Want(200).Has("Për t'u parë tani", past.Title)
	looks := d.looks()
	page := d.worker().Get(at).Want(200).Has("ato nuk janë pjesë e dosjes", "30 ditë pas programit").HasNot("Dita e largimit", "Hiqe")
	if now := d.looks(); now <= looks {
		d.t.Errorf("the look is not recorded: %d and then %d", looks, now)
	}
	version := page.Attr(`input[name="version"]`, "value")[0]
	d.worker().Post(at, form("version", version, "follow", "yes", "found90", "less")).Want(422).Has("Kjo shënohet nga data 02.09.2023")
	d.worker().Post(at, form("version", version, "follow", "yes", "on:", "2023-05-25", "left:", "2023-05-30", "reason", "moved", "school", "enrolled", "found30", "less")).Want(303)
	d.worker().Post(at, form("version", version, "follow", "yes", "school", "not_enrolled")).Want(409)
	if n := d.rows("enrolled_on = '2023-05-20' AND left_on = '' AND reason = '' AND school = 'enrolled' AND found_30 = 'less' AND found_90 = ''"); n != 1 {
		d.t.Error("what became of the child is not kept, or more than that was changed")
	}
	d.worker().Get("/u/" + unit + "/enrolment").Want(200).HasNot("Për t'u parë tani")
	d.worker().Get(at + "/remove").Want(422).Has("vetëm lexohet")
	d.worker().Post(at+"/remove", form("version", "2")).Want(404)
	d.worker().Post(at, form("version", "2", "on:", "2023-05-25", "school", "continues")).Want(404)
	d.as(access.Supervisor).Post(at, form("version", "2", "follow", "yes", "school", "continues")).Want(404)
	if n := d.rows("version = 2"); n != 1 {
		d.t.Error("somebody wrote who may not")
	}
}

// looks are how often somebody opened the file to care for the child.
func (d *desk) looks() (n int) {
	d.t.Helper()
	if err := d.r.Raw(d.t, store.CaseworkRoom).QueryRow("SELECT count(*) FROM audit_event WHERE verb = 'child.open' AND subject = '" + d.id + "'").Scan(&n); err != nil {
		d.t.Fatal(err)
	}
	return n
}

// moved makes the file one that another unit took over.
func (d *desk) moved() {
	d.t.Helper()
	raw := d.r.Raw(d.t, store.CaseworkRoom)
	if _, err := raw.Exec(`INSERT INTO handover_offer (owner_id, id, version, child_id, receiver_id, state, offered_on, offered_by, due_on, answered_on, reason, answer)
		SELECT owner_id, 'offer', 1, id, 'other', 'accepted', '2023-07-01', 'x', '', '2023-07-02', $1, $1 FROM child`, []byte{}); err != nil {
		d.t.Fatal(err)
	}
}
