package disclosure_test

import (
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/disclosure"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

func (o *office) release(who, to string, more ...string) *testkit.Response {
	o.t.Helper()
	pairs := append([]string{"person", to, "classes", "health", "classes", "place", "purpose", "field", "why", "E takon çdo ditë te qendra.", "until:", "2023-07-20"}, more...)
	return o.post(who, at+"/file/"+o.id+"/release", pairs...)
}

// A part of the file is read by one person outside the team until the end of a
// day, and not a moment longer, or until it is ended.
func TestRelease(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.as("worker").Get(at+"/file/"+o.id+"/release").Want(200).Has("jo më gjatë se 30 ditë", "Emri i field", "Emri i boss").HasNot("Emri i worker", "Emri i dpo")
		o.release("worker", "field").Want(303)
		o.as("field").Get(o.page(o.id, "released")).Want(200).Has("ka astmë", "069 000 0000").HasNot(mark, "shënim i punonjësit")
		o.as("field").Get(at).Has("Ju lejua një pjesë e një dosjeje", "Emri i worker", "puna në terren", "vendbanimi dhe kontakti i sigurt", "ora 00.00")
		o.as("second").Get(o.page(o.id, "released")).Want(404)
		o.as("worker").Get(at+"/file/"+o.id).Want(200).Has("E takon çdo ditë te qendra.", "vlen tani", "lejuar nga Emri i worker")
		o.as("boss").Get(at+"/file/"+o.id).Want(200).Has("vlen tani", "puna në terren").HasNot("E takon çdo ditë")
		o.as("dpo").Get(at+"/file/"+o.id).Want(200).Has("vlen tani").HasNot("E takon çdo ditë", "Mbylle tani", "Çfarë iu tha institucioneve")
		o.as("field").Get(at + "/file/" + o.id).Want(404)

		end := time.Date(2023, 7, 20, 22, 0, 0, 0, time.UTC) // midnight in Albania
		o.now = end.Add(-time.Second)
		o.as("field").Get(o.page(o.id, "released")).Want(200)
		o.now = end
		o.as("field").Get(o.page(o.id, "released")).Want(404)
		o.as("worker").Get(at + "/file/" + o.id).Has("mbaroi më")

		o.release("worker", "second", "until:", "2023-08-01", "hour", "10.30").Want(303)
		o.as("second").Get(o.page(o.id, "released")).Want(200)
		form := o.as("boss").Get(at+"/file/"+o.id).Attr(`form[action$="/end"]`, "action")
		if len(form) != 1 {
			t.Fatal(form)
		}
		for _, who := range []string{"second", "field", "dpo"} {
			o.post(who, form[0]).Want(404)
		}
		o.post("boss", form[0]).Want(303)
		o.post("boss", form[0]).Want(303)
		o.as("second").Get(o.page(o.id, "released")).Want(404)
		o.as("worker").Get(at + "/file/" + o.id).Has("u mbyll më")
	})
}

// Only who works on the file releases, to the unit's own people, within the
// unit's limit.
func TestReleaseRefuses(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	for _, who := range []string{"second", "field", "boss", "chief", "dpo", "both"} {
		o.as(who).Get(at + "/file/" + o.id + "/release").Want(404)
		o.release(who, "field").Want(404)
	}
	for _, tt := range []struct{ name, value, says string }{
		{"person", "dpo", "Zgjidhni një person të njësisë nga lista."},
		{"person", "somebody", "Zgjidhni një person të njësisë nga lista."},
		{"purpose", "gossip", "Zgjidhni për çfarë duhet."},
		{"why", "po", "Shkruani me pak fjalë pse i duhet"},
		{"until:", "2023-07-13", "Zgjidhni një ditë në të ardhmen"},
		{"until:", "2023-08-14", "Zgjidhni një ditë në të ardhmen"},
		{"hour", "25", "për shembull 14.30"},
	} {
		pairs := []string{"person", "field", "classes", "health", "purpose", "field", "why", "E takon çdo ditë te qendra.", "until:", "2023-07-20"}
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == tt.name {
				pairs = append(pairs[:i:i], pairs[i+2:]...)
				break
			}
		}
		page := o.post("worker", at+"/file/"+o.id+"/release", append(pairs, tt.name, tt.value)...).Want(422).Has(tt.says)
		if tt.name != "why" {
			page.Has("E takon çdo ditë te qendra.")
		}
	}
	o.release("worker", "worker").Want(422).Has("Këtij personi nuk mund")
	o.relate("second", "conflict")
	o.release("worker", "second").Want(422).Has("Këtij personi nuk mund")
	o.rule("release_days", "5")
	o.release("worker", "field").Want(422).Has("jo më gjatë se 5 ditë")
	o.release("worker", "field", "until:", "2023-07-18").Want(303)
	if n := o.count(`SELECT count(*) FROM disclosure_right`); n != 1 {
		t.Errorf("%d releases", n)
	}
}

// A file on offer to another unit is not released.
func TestReleaseNeedsAnOpenFile(t *testing.T) {
	o := open(t, testkit.SQLiteRooms(t))
	o.exec(`INSERT INTO handover_offer (owner_id, id, version, child_id, receiver_id, state, offered_on, offered_by, due_on, answered_on, reason, answer)
		SELECT owner_id, 'o', 1, id, '%s', 'offered', '', '', '', '', tip, tip FROM child WHERE id = '%s'`, other, o.id)
	o.as("worker").Get(at + "/file/" + o.id + "/release").Want(422).Has("Dosja vetëm lexohet tani")
	o.release("worker", "field").Want(404)
}

// What an institution was told stands in the file, for its team and the
// supervisor, and opens nothing.
func TestTold(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		form := at + "/file/" + o.id + "/told"
		o.as("worker").Get(form).Want(200)
		o.post("worker", form, "on:", "2023-07-15", "to", "", "how", "smoke", "why", "x").Want(422).
			Has("Kjo ditë nuk ka ardhur ende", "Shkruani cilit institucion", "Zgjidhni si u tha", "Zgjidhni të paktën një pjesë", "Shkruani me pak fjalë pse iu tha")
		o.post("worker", form, "on:", "2023-07-14", "to", "Shkolla 9-vjeçare", "classes", "education", "how", "phone", "why", "Që të kthehet në shkollë.").Want(303)
		for _, who := range []string{"worker", "boss"} {
			o.as(who).Get(at+"/file/"+o.id).Want(200).Has("Shkolla 9-vjeçare", "me telefon", "arsimi i fëmijës", "Që të kthehet në shkollë.", "Emri i worker")
		}
		o.as("dpo").Get(at + "/file/" + o.id).Want(200).HasNot("Shkolla 9-vjeçare")
		for _, who := range []string{"second", "field", "boss", "dpo"} {
			o.as(who).Get(form).Want(404)
			o.post(who, form, "on:", "2023-07-14", "to", "x", "classes", "education", "how", "phone", "why", "Që të kthehet në shkollë.").Want(404)
		}
		o.must(o.files.Open(ctx, o.grant("worker", access.OpenFiles), child.Ask{ID: o.id, Purpose: child.Care}, func(_ *store.Tx, f *child.File) error {
			if list := child.All[disclosure.Told](f); len(list) != 1 || list[0].Classes != "education" {
				t.Errorf("%+v", list)
			}
			return nil
		}))
	})
}

// The sheet for the guardian says what is kept and who saw it, and none of what
// was written.
func TestHeld(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.release("worker", "field").Want(303)
		o.enter("second", o.code).Want(303)
		o.post("worker", at+"/file/"+o.id+"/told", "on:", "2023-07-14", "to", "Shkolla 9-vjeçare", "classes", "education", "how", "phone", "why", "Që të kthehet në shkollë.").Want(303)
		o.as("worker").Get(at + "/file/" + o.id).Has("Fletë për kujdestarin")
		o.as("worker").Get(at+"/file/"+o.id+"/held").Want(200).Has("Mos ia jepni një kujdestari").
			Has("Emri", "për të njohur fëmijën", "Shëndeti", "ndihma mjekësore", "Shkolla 9-vjeçare", "Emri i field", "puna në terren", "filloi një hyrje emergjente").
			HasNot(mark, "ka astmë", "E takon çdo ditë", "Fëmija u gjet pa ndjenja", "Që të kthehet")
		for _, who := range []string{"second", "field", "boss", "dpo"} {
			o.as(who).Get(at + "/file/" + o.id + "/held").Want(404)
		}
	})
}
