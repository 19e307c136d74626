package child_test

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

func form(pairs ...string) url.Values {
	f := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Add(pairs[i], pairs[i+1])
	}
	return f
}

// Every form of an item is shown empty, refuses what is not enough and keeps
// what was typed, and what it saves stands on the page of the file.
func TestEverySheet(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.run(t, `UPDATE unit SET ethnicity = TRUE WHERE owner_id = '%s'`, unit)
		at := o.start(t)
		for _, c := range []struct {
			kind     string
			bad      url.Values
			says     string
			good     url.Values
			contains []string
		}{
			{"name", form("name-given", " "), "Shkruani emrin ose nofkën", form("name-nickname", "Ylli"), []string{"«Ylli»"}},
			{"birth", form("birth-year", "1960"), "Kontrolloni vitin", form("birth-on-day", "3", "birth-on-month", "2", "birth-on-year", "2015"), []string{"3.2.2015"}},
			{"birth", nil, "", form("birth-year", "2014"), nil},
			{"number", form("number-value", ""), "Shkruani numrin personal", form("number-value", "A00101001A"), []string{"A00101001A"}},
			{"guardian", form("guardian-note", "vetëm shënim"), "Shkruani emrin e kujdestarit", form("guardian-name", "Kujdestar B"), []string{"Kujdestar B"}},
			{"contact", form("contact-whose", "e gjyshes"), "Shkruani telefonin", form("contact-phone", "068 111 1111", "contact-safe", "yes"), []string{"068 111 1111", "po, mund të telefonohet"}},
			{"school", nil, "", form("school-status", "dropped", "school-grade", "4"), []string{"e ka lënë shkollën"}},
			{"civil", nil, "", form("civil-registered", "no"), []string{"A ka certifikatë lindjeje? nuk dihet"}},
			{"aid", nil, "", form("aid-receives", "yes", "aid-work", "mbledhje skrapi"), []string{"mbledhje skrapi"}},
			{"health", form("health-note", ""), "Kjo fushë duhet plotësuar", form("health-note", "alergji nga arrat"), []string{"alergji nga arrat"}},
			{"risk", form("risk-level", "high"), "Zgjidhni të paktën një arsye", form("risk-level", "high", "risk-reasons", "night", "risk-reasons", "far"), []string{"rreziku i lartë", "në rrugë natën dhe larg vendbanimit"}},
			{"note", form("note-text", strings.Repeat("a", 10_001)), "Teksti është më i gjatë se 10 000 shenja", form("note-text", "u fol me mësuesen"), []string{"u fol me mësuesen"}},
			{"ethnicity", form("ethnicity-value", "siç e thonë"), "Kjo fushë duhet plotësuar", form("ethnicity-value", "siç e thonë", "ethnicity-basis", "nëna"), []string{"siç e thonë"}},
		} {
			where := at + "/add/" + c.kind
			if c.kind != "birth" || c.bad != nil {
				o.worker.Get(where).Want(200)
			}
			if c.bad != nil {
				page := o.worker.Post(where, c.bad).Want(422).Has(c.says)
				for name, v := range c.bad {
					if typed := strings.Join(page.Attr(`[name="`+name+`"]`, "value"), " ") + strings.Join(page.Find(`[name="`+name+`"]`), " "); !strings.Contains(typed, strings.TrimSpace(v[0])) {
						t.Errorf("%s: %q is lost", c.kind, v[0])
					}
				}
			}
			if c.contains == nil {
				o.worker.Post(where, c.good).Want(409) // there is one already
				continue
			}
			o.worker.Post(where, c.good).Want(303)
			o.worker.Get(at).Want(200).Has(c.contains...)
		}
	})
}

// Residence and risk on the head follow what is said in the file, and sex is
// its own form.
func TestHeadFollows(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t)
		home := o.item(t, at, "home")
		o.worker.Post(at+"/item/"+home, form("kind", "home", "home-residence", "x-xk")).Want(303)
		o.worker.Post(at+"/sex", form("sex", "m")).Want(303)
		o.worker.Post(at+"/sex", form("sex", "")).Want(422).Has("Zgjidhni gjininë")
		o.worker.Post(at+"/add/risk", form("risk-level", "immediate", "risk-reasons", "alone")).Want(303)
		o.worker.Get(at).Has("Kosova", "djalë", "rreziku i menjëhershëm")
		o.worker.Get(at+"/past").Has("Cërrik → Kosova", "vajzë → djalë", "– → i menjëhershëm", "nuk vlen më")
		o.worker.Post(at+"/item/"+o.item(t, at, "home")+"/withdraw", form("why", "")).Want(422)
		o.worker.Post(at+"/item/"+o.item(t, at, "home")+"/withdraw", form("why", "dosje e gabuar")).Want(303)
		o.worker.Get(at).HasNot("Kosova")
		o.worker.Get(at+"/past").Has("dosje e gabuar", "Kosova")
		o.boss.Get(at + "/past").HasNot("dosje e gabuar")
	})
}

// Two who correct the same thing: the second sees both texts and decides.
func TestTwoAtOnce(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t, "note-text", "e para")
		o.boss.Post(at+"/team", form("person", "second-"+unit)).Want(303)
		item := o.item(t, at, "note")
		o.worker.Post(at+"/item/"+item, form("kind", "note", "note-text", "e dyta")).Want(303)
		page := o.second.Post(at+"/item/"+item, form("kind", "note", "note-text", "e treta")).Want(409).Has("e dyta", "e treta")
		again := page.Attr(`form[action*="/item/"]`, "action")
		if len(again) != 1 {
			t.Fatalf("actions %v", again)
		}
		o.second.Post(again[0], form("kind", "note", "note-text", "e treta")).Want(303)
		o.worker.Get(at).Has("e treta").HasNot("e dyta")
		o.worker.Get(at+"/past").Has("e para", "e dyta", "e treta")
		now := o.item(t, at, "note")
		o.worker.Post(at+"/item/"+now+"/withdraw", form("why", "gabim")).Want(303)
		kept := o.second.Post(at+"/item/"+now, form("kind", "note", "note-text", "e katërta")).Want(422).Has("Dikush e hoqi ndërkohë", "e katërta")
		o.second.Post(kept.Attr(`form[action*="/add/"]`, "action")[0], form("note-text", "e katërta")).Want(303)
		o.second.Get(at + "/item/" + now).Want(422)
		o.second.Post(at+"/item/"+now, form("kind", "health", "health-note", "x")).Want(404)
	})
}

// A file that cannot be changed says why, and what was typed meanwhile is kept.
func TestShutFiles(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t)
		o.run(t, `INSERT INTO handover_offer (owner_id, id, version, child_id, receiver_id, state, offered_on, offered_by, due_on, answered_on, reason, answer)
			VALUES ('%s', 'offer1', 1, '%s', '%s', 'offered', '2023-07-01', 'x', '2023-07-06', '', %s, %s)`, unit, id(at), otherUnit, o.nothing(), o.nothing())
		o.worker.Get(at).Want(200).Has("ende nuk është përgjigjur", "ofruar më 01.07.2023", "me vonesë").HasNot("Shto tjetër")
		o.worker.Get(at + "/add/note").Want(422)
		o.worker.Post(at+"/add/note", form("note-text", "teksti im")).Want(422).Has("teksti im", "nuk mund të ndryshohet tani")
		o.worker.Post(at+"/document", nil).Want(422)
		o.run(t, `UPDATE handover_offer SET state = 'accepted', answered_on = '2023-07-10' WHERE id = 'offer1'`)
		o.worker.Get(at).Want(200).Has("u dorëzua te një njësi tjetër", "u pranua më 10.07.2023", "e dorëzuar")
		o.worker.Get(list).HasNot(mark)
		o.worker.Get(list+"?show=closed").Has(mark, "e dorëzuar")
	})
}

// Ethnicity is asked nowhere while the unit has it off.
func TestEthnicityIsOff(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t)
		o.worker.Get(at).HasNot("Përkatësia")
		o.worker.Post(at+"/add/ethnicity", form("ethnicity-value", "x", "ethnicity-basis", "y")).Want(404)
		o.run(t, `UPDATE unit SET ethnicity = TRUE WHERE owner_id = '%s'`, unit)
		o.worker.Get(at + "/add/ethnicity").Want(200).Has("Vullnetare")
		o.boss.Get(at).HasNot("Përkatësia")
	})
}

// A document is cleaned, sealed, and comes back under a name that says nothing.
func TestDocument(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t)
		o.worker.Get(at + "/document").Want(200)
		kind, body := upload(t, []byte("MZ\x00\x01"))
		o.worker.PostBody(at+"/document", kind, body).Want(422).Has("Ky lloj skedari nuk pranohet", "foto")
		kind, body = upload(t, []byte("Letër nga shkolla\n"))
		o.worker.PostBody(at+"/document", kind, body).Want(303)
		page := o.worker.Get(at).Has("foto e vendit", "TXT, 1 KB")
		links := page.Attr(`a[href*="/document/"]`, "href")
		if len(links) != 1 {
			t.Fatalf("links %v", links)
		}
		got := o.worker.Get(links[0]).Want(200)
		if got.Body != "Letër nga shkolla\n" || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment; filename=D-") || got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%q %v", got.Body, got.Header)
		}
		o.boss.Get(links[0]).Want(404)
		o.boss.Get(strings.Replace(links[0], "p=care", "p=supervise", 1)).Want(404)
		o.alien.Get(links[0]).Want(404)
	})
}

// What is sent when the session is over, or is refused, comes back on the page
// and is written nowhere: no temporary file, no row.
func TestEndedSessionWritesNothing(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	o := open(t, r)
	at := o.start(t)
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	before := o.events(t, id(at), "exec")
	nobody := o.As(access.Actor{})
	nobody.Post(at+"/add/note", form("note-text", "teksti "+mark)).Want(401).Has("teksti " + mark)
	for _, c := range []*testkit.Client{nobody, o.second, o.worker} {
		kind, body := upload(t, bytes.Repeat([]byte{0xff, 0xd8, 'x'}, 3<<20))
		c.PostBody(at+"/document", kind, body)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left on disk: %v %v", left, err)
	}
	if after := o.events(t, id(at), "exec"); after != before {
		t.Errorf("%d changes of the file, want %d", after, before)
	}
}

// Candidates are shown once, with their reasons, before a file is opened.
func TestNear(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t)
		o.near = []child.Candidate{
			{ID: id(at), Code: "D-AAAAAA", Worker: "worker-" + unit, Name: mark, Open: true, Reasons: []string{"emri ngjan (1 shkronjë ndryshim)"}},
			{ID: "other", Code: "D-BBBBBB", Worker: "second-" + unit, Reasons: []string{"i njëjti numër telefoni"}},
		}
		typed := form("name-given", "Shembelç", "contact-phone", "069", "birth-year", "2014", "home-residence", "14", "guardian-name", "K", "number-value", "A1", "sex", "f")
		page := o.worker.Post(list+"/new", typed).Want(200).Has("A është njëri nga këta?", "emri ngjan (1 shkronjë ndryshim)", mark, "D-BBBBBB", "flisni me Punonjësi 2")
		if got := fmt.Sprint(o.asked); got != fmt.Sprint(child.Known{Names: []child.Name{{Given: "Shembelç"}}, Birth: child.Birth{Year: 2014}, Sex: "f", Residence: "14", Guardians: []string{"K"}, Phones: []string{"069"}, Numbers: []string{"A1"}}) {
			t.Errorf("asked %v", got)
		}
		typed.Set("apart", page.Attr(`input[name="apart"]`, "value")[0])
		o.near = append(o.near, child.Candidate{ID: "third", Code: "D-CCCCCC", Worker: "second-" + unit})
		page = o.worker.Post(list+"/new", typed).Want(200).Has("D-CCCCCC")
		typed.Set("apart", page.Attr(`input[name="apart"]`, "value")[0])
		o.worker.Post(list+"/new", typed).Want(303)
	})
}

// A file started from sightings says so and has them tied to it; one of them
// that is taken meanwhile is left alone.
func TestFromSightings(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		for _, s := range []string{"seen1", "seen2"} {
			o.run(t, `INSERT INTO sighting (owner_id, id, version, committee_id, seen_on, band, place, municipality, activity, company, age, sex, origin, origin_known, done, danger, team, child_id, subject_id, recorded_at, recorded_by, removed, note)
				VALUES ('%s', '%s', 1, 'durres', '2023-07-10', 'night', 'port', '10', 'begging', 'alone', '6-10', 'm', '14', 'said', '', FALSE, '', '', '', '2023-07-10 20:00:00.000000', 'x', FALSE, %s)`, unit, s, o.nothing())
		}
		page := o.worker.Get(list+"/new?sighting=seen1&sighting=seen2&sighting=nosuch").Want(200).Has("Nga këto konstatime", "10.07.2023")
		if got := page.Attr(`input[name="sighting"]`, "value"); fmt.Sprint(got) != "[seen1 seen2]" {
			t.Errorf("sightings %v", got)
		}
		if got := page.Attr(`input[name="sex"][checked]`, "value"); fmt.Sprint(got) != "[m]" {
			t.Errorf("sex %v", got)
		}
		f := form("name-given", mark, "sighting", "seen1", "sighting", "seen2", "sighting", "seen1")
		at := o.worker.Post(list+"/new", f).Want(303).Location()
		if fmt.Sprint(o.linked) != "[seen1 seen2]" {
			t.Errorf("linked %v", o.linked)
		}
		o.run(t, `UPDATE sighting SET child_id = '%s' WHERE id = 'seen1'`, id(at))
		o.worker.Get(at).Has("10.07.2023", "Durrës")
		o.worker.Get(list + "/new?sighting=seen1").HasNot("Nga këto konstatime")
	})
}

// Whoever types a name where an id belongs leaves that somebody tried, and no
// name, in the trail.
func TestTypedAddressIsNotKept(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := list + "/" + url.PathEscape(mark)
		o.worker.Get(at).Want(404)
		o.worker.Get(at + "/team").Want(404)
		o.worker.Post(at+"/add/note", form("note-text", "x")).Want(404)
		o.boss.Post(at+"/team", form("person", "second-"+unit)).Want(404)
		o.boss.Post(list+"/reassign", form("from", mark, "to", "second-"+unit)).Want(303)
		o.worker.Get(list + "/abcdefghijkmnpqr").Want(404)
		var all, unknown, ours int
		row := o.r.Raw(t, store.CaseworkRoom).QueryRow(`SELECT count(CASE WHEN subject LIKE '%Shemb%' OR detail LIKE '%Shemb%' THEN 1 END), count(CASE WHEN subject = '?' THEN 1 END), count(CASE WHEN subject = 'abcdefghijkmnpqr' THEN 1 END) FROM audit_event`)
		if err := row.Scan(&all, &unknown, &ours); err != nil {
			t.Fatal(err)
		}
		if all != 0 || unknown < 5 || ours == 0 {
			t.Errorf("%d events with what was typed, %d without, %d of an id", all, unknown, ours)
		}
	})
}
