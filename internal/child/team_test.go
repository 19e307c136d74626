package child_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/testkit"
)

// A supervisor says who works on a file and who is responsible; a file is never
// without somebody responsible who is on its team.
func TestTeam(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t)
		o.boss.Get(at+"/team").Want(200).Has("Punonjësi 1", "përgjegjës", "Punonjësi 2")
		o.boss.Post(at+"/team", form("person", "field_worker-"+unit)).Want(422).Has("Zgjidhni një punonjës")
		o.boss.Post(at+"/team", form("person", "nobody")).Want(422)
		o.boss.Post(at+"/team", form("person", "second-"+unit)).Want(303)
		o.boss.Post(at+"/team", form("person", "second-"+unit)).Want(303) // once is enough
		o.second.Get(at).Want(200).Has(mark)
		ends := o.boss.Get(at+"/team").Attr(`form[action$="/end"]`, "action")
		if len(ends) != 1 {
			t.Fatalf("who is responsible can be taken off the team: %v", ends)
		}
		o.boss.Post(at+"/worker", form("worker", "chief-"+unit)).Want(303)
		ends = o.boss.Get(at+"/team").Attr(`form[action$="/end"]`, "action")
		for _, end := range ends {
			o.boss.Post(end, nil).Want(303)
		}
		o.worker.Get(at).Want(404)
		o.second.Get(at).Want(404)
		o.chief.Get(at).Want(200).Has(mark, "Eprori 2")
		o.chief.Get(at+"/team").Has("Kanë qenë në ekip", "Punonjësi 1")
		o.chief.Get(at + "/past").Has("Punonjësi 1 → Eprori 2")
		o.boss.Post(at+"/worker", form("worker", "second-"+unit)).Want(303)
		o.second.Get(at).Want(200)
		other := o.start(t)
		o.boss.Post(other+"/team/"+strings.Split(ends[0], "/team/")[1], nil).Want(404)
	})
}

// A conflict of interest shuts the file at once, and nobody lifts their own.
func TestConflict(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t)
		o.worker.Get(at + "/team").Has("Kam konflikt interesi")
		o.worker.Post(at+"/conflict", nil).Want(303)
		o.worker.Get(list).Want(200).Has("Konflikti juaj i interesit u shënua").HasNot(mark)
		o.worker.Get(at).Want(404)
		o.boss.Get(list + "?of=unit").Has("caktoni një tjetër")
		o.boss.Post(at+"/team", form("person", "worker-"+unit)).Want(422).Has("konflikt interesi")
		o.boss.Post(at+"/conflict/note", form("barred", "worker-"+unit)).Want(422).Has("përgjegjës")
		o.boss.Post(at+"/worker", form("worker", "second-"+unit)).Want(303)
		o.boss.Post(at+"/worker", form("worker", "worker-"+unit)).Want(422)
		o.boss.Post(at+"/conflict/note", form("barred", "supervisor-"+unit)).Want(303) // their own
		o.boss.Get(at).Want(404)
		o.boss.Get(at + "/team").Want(404)
		o.boss.Get(list + "?of=unit").HasNot("D-")
		lift := o.chief.Get(at+"/team").Want(200).Has("Eprori 1", "Punonjësi 1").Attr(`.tz-row form`, "action")
		if len(lift) != 2 {
			t.Fatalf("lift %v", lift)
		}
		for _, l := range lift {
			o.boss.Post(l, nil).Want(404)
			o.worker.Post(l, nil).Want(404)
			o.chief.Post(l, nil).Want(303)
		}
		o.boss.Get(at).Want(200)
		o.worker.Get(at).Want(200).Has("Punonjësi 2")
	})
}

// Anybody of the unit may have a conflict of interest, also those who are in no
// team: an emergency does not open the file to them, nor does oversight.
func TestConflictOutsideTheTeam(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t)
		o.dpo.Get(at + "?p=oversight").Want(200)
		for _, who := range []string{"field_worker-" + unit, "dpo-" + unit} {
			o.boss.Post(at+"/conflict/note", form("barred", who)).Want(303)
		}
		o.boss.Post(at+"/conflict/note", form("barred", "nobody")).Want(422)
		o.dpo.Get(at + "?p=oversight").Want(404)
		o.boss.Get(at+"/team").Want(200).Has("Terreni", "Nëpunësi")
	})
}

// Who leaves gives their open files to somebody else, in one go.
func TestReassign(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		first, barred := o.start(t), o.start(t)
		o.start(t)
		from := "worker-" + unit
		count := func() int {
			t.Helper()
			g, err := testkit.InUnit(access.Supervisor, unit).May(access.ManagePeople, access.Institution(unit))
			if err != nil {
				t.Fatal(err)
			}
			n, err := child.OpenFiles(ctx, o.Files, g, from)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if n := count(); n != 3 {
			t.Errorf("%d open files, want 3", n)
		}
		o.boss.Post(barred+"/conflict/note", form("barred", "second-"+unit)).Want(303)
		o.boss.Get(list + "/reassign?from=" + from).Want(200).Has("Dosje të hapura me përgjegjës Punonjësi 1: 3.")
		o.boss.Get(list + "/reassign?from=nobody").Want(200).Has("nuk është përgjegjës për asnjë")
		o.boss.Post(list+"/reassign", form("from", from, "to", from)).Want(422).Has("Zgjidhni një person tjetër")
		o.boss.Post(list+"/reassign", form("from", from, "to", "field_worker-"+unit)).Want(422)
		o.boss.Post(list+"/reassign", form("from", from, "to", "second-"+unit)).Want(303)
		o.boss.Get(list + "?of=unit").Has("U kaluan: 2 dosje. Disa nuk u kaluan")
		if n := count(); n != 1 {
			t.Errorf("%d left, want 1", n)
		}
		o.second.Get(first).Want(200).Has("Punonjësi 2")
		o.second.Get(barred).Want(404)
		o.worker.Get(first).Want(200) // not gone yet: one file is still theirs
		o.boss.Post(list+"/reassign", form("from", from, "to", "chief-"+unit)).Want(303)
		if n := count(); n != 0 {
			t.Errorf("%d left, want none", n)
		}
		o.worker.Get(first).Want(404)
		o.worker.Get(barred).Want(404)
		o.chief.Get(barred).Want(200)
	})
}

// Who no longer works in the unit is on no team, even if they come back.
func TestLeave(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t)
		o.boss.Post(at+"/worker", form("worker", "second-"+unit)).Want(303)
		o.worker.Get(at).Want(200)
		worker := grant(t, access.Worker, access.OpenFiles)
		if err := child.Leave(ctx, o.Files, worker, "second-"+unit); !errors.Is(err, access.ErrDenied) {
			t.Errorf("a worker takes another off every team: %v", err)
		}
		if err := child.Leave(ctx, o.Files, worker, "worker-"+unit); err != nil {
			t.Fatal(err)
		}
		o.worker.Get(at).Want(404)
		if err := child.Leave(ctx, o.Files, grant(t, access.Supervisor, access.ManagePeople), "second-"+unit); err != nil {
			t.Fatal(err)
		}
		o.second.Get(at).Want(404)
		o.boss.Get(list + "?of=unit").Has("D-")
		o.boss.Post(at+"/team", form("person", "second-"+unit)).Want(303)
		if err := child.Leave(ctx, o.Files, grant(t, access.DPO, access.ManagePeople), "second-"+unit); !errors.Is(err, access.ErrDenied) {
			t.Errorf("a data protection officer looks after teams: %v", err)
		}
		program, err := testkit.Actor(access.Operator).May(access.RenewFiles, access.Institution(unit))
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Leave(ctx, o.Files, program, "second-"+unit); err != nil {
			t.Fatal(err)
		}
		o.second.Get(at).Want(404)
	})
}

// The list of the unit tells which file waits for what, by rules with dates.
func TestUnitListAndLimits(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		rule := func(id, code, value, from, to, verified string) {
			o.run(t, `INSERT INTO unit_rule (owner_id, id, version, code, value, unit, legal_basis, valid_from, valid_to, verified) VALUES ('%s', '%s', 1, '%s', '%s', 'days', '', '%s', '%s', %s)`, unit, id, code, value, from, to, verified)
		}
		rule("r1", "assess_days", "3", "2020-01-01", "2023-06-30", "TRUE")
		rule("r2", "assess_days", "5", "2023-07-01", "", "FALSE")
		o.start(t)
		o.boss.Get(list + "?of=unit").Want(200).Has("vlerësimi fillestar 19.07.2023 (afat i pakonfirmuar)")
		o.boss.Get(list + "?of=unit&worker=second-" + unit).Want(200).Has("Njësia nuk ka dosje të tilla")
		o.boss.Get(list + "?of=unit&show=closed").Want(200).HasNot("D-")
		o.boss.Get(list + "?of=unit&show=all&page=1").Has("D-")
		o.boss.Get(list + "?of=unit&page=2").Want(200).HasNot("D-").Has("Më të rejat")
		o.worker.Get(list).Has("vlerësimi fillestar 19.07.2023 (afat i pakonfirmuar)")
	})
}

// A file that cannot be read must not hide the others from who works on them.
func TestBrokenFileInList(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		broken := o.start(t)
		o.worker.Post(list+"/new", form("name-given", "Shembull B")).Want(303)
		o.run(t, `UPDATE child_item SET origin = 'elsewhere' WHERE child_id = '%s'`, id(broken))
		o.worker.Get(list).Want(200).Has("Shembull B", "dosja nuk lexohet").HasNot(mark)
		o.worker.Get(broken).Want(500).HasNot(mark)
	})
}

// A part released, or an emergency entry, shows that part and nothing else, on
// every page of the file, until it ends.
func TestReleasedAndEmergency(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t, "note-text", "shënim i punonjësit", "contact-phone", "069 000 0000")
		o.worker.Post(at+"/add/health", form("health-note", "alergji nga arrat")).Want(303)
		right := func(name, person, kind, classes, until string) {
			never := "'0001-01-01T00:00:00.000000Z'"
			o.run(t, `INSERT INTO disclosure_right (owner_id, id, version, child_id, person_id, kind, classes, purpose, from_at, until_at, ended_at, given_by, reason, review_by, reviewed_at, reviewed_by, verdict, review, restored_at, restored_by, restored)
				VALUES ('%s', '%s', 1, '%s', '%s', '%s', '%s', '', '2023-07-14T08:00:00.000000Z', '%s', %s, 'x', %s, %s, %s, '', '', %s, %s, '', %s)`,
				unit, name, id(at), person, kind, classes, until, never, o.nothing(), never, never, o.nothing(), never, o.nothing())
		}
		right("r1", "field_worker-"+unit, "release", "existence health", "2023-07-14T09:00:00.000000Z")
		right("r2", "second-"+unit, "emergency", "", "2023-07-14T09:00:00.000000Z")
		right("r3", "supervisor-"+unit, "release", "narrative", "2023-07-14T08:10:00.000000Z")
		o.field.Get(at).Want(200).Has("alergji nga arrat", "ju ka lejuar përgjegjësi").HasNot(mark, "069 000 0000", "shënim i punonjësit", "Cërrik", "vajzë", "Dosjet")
		o.field.Get(at+"/past").Want(200).Has("alergji nga arrat").HasNot(mark, "Cërrik")
		o.field.Get(at + "/team").Want(404)
		o.field.Get(at + "/add/health").Want(404)
		o.second.Get(at).Want(200).Has("Hyrje emergjente", mark, "069 000 0000", "alergji nga arrat", "Cërrik").HasNot("shënim i punonjësit")
		o.second.Post(at+"/add/note", form("note-text", "x")).Want(404)
		o.boss.Get(at).Want(200).HasNot("shënim i punonjësit", "Hape për:")
		o.boss.Get(at + "?p=released").Want(404)
		right("r4", "supervisor-"+unit, "release", "narrative", "2023-07-14T09:00:00.000000Z")
		o.boss.Get(at).Want(200).Has("Hape për: pjesë e lejuar").HasNot("shënim i punonjësit")
		o.boss.Get(at + "?p=released").Want(200).Has("shënim i punonjësit").HasNot(mark)
	})
}

// A supervisor who puts themselves on a team is told of: to whoever was responsible
// and to the data protection officer, each time and once.
func TestJoiningIsTold(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		one, two, three := o.start(t), o.start(t), o.start(t)
		told := func(what string, want ...string) {
			t.Helper()
			slices.Sort(want)
			slices.Sort(o.told)
			if !slices.Equal(o.told, want) {
				t.Errorf("%s: told %q, want %q", what, o.told, want)
			}
			o.told = nil
		}
		o.boss.Post(one+"/team", form("person", "second-"+unit)).Want(303)
		o.boss.Post(one+"/conflict/note", form("barred", "field_worker-"+unit)).Want(303)
		told("somebody else")
		o.boss.Post(one+"/team", form("person", "supervisor-"+unit)).Want(303)
		told("on the team", "joined "+id(one)+" worker-"+unit, "joined "+id(one)+" dpo-"+unit)
		o.boss.Post(one+"/team", form("person", "supervisor-"+unit)).Want(303)
		o.boss.Post(one+"/worker", form("worker", "supervisor-"+unit)).Want(303)
		told("there already")
		o.boss.Post(two+"/worker", form("worker", "supervisor-"+unit)).Want(303)
		told("responsible", "joined "+id(two)+" worker-"+unit, "joined "+id(two)+" dpo-"+unit)
		o.boss.Post(list+"/reassign", form("from", "worker-"+unit, "to", "supervisor-"+unit)).Want(303)
		told("all at once", "joined "+id(three)+" worker-"+unit, "joined "+id(three)+" dpo-"+unit)
		o.chief.Post(list+"/reassign", form("from", "supervisor-"+unit, "to", "second-"+unit)).Want(303)
		told("to somebody else")
	})
}
