package unit_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/unit"
	"tryeza/internal/web"
)

const at = "/u/" + testkit.Unit

// found makes the desk of the unit of tests and its pages.
func found(t *testing.T, r testkit.Rooms, o unit.Options) *testkit.Site {
	t.Helper()
	if err := unit.Found(context.Background(), r.Casework, testkit.Actor(access.Operator), ours); err != nil {
		t.Fatal(err)
	}
	s := testkit.NewSite(t, r.Casework, func(m *web.Mux, db *store.DB) { unit.Routes(m, db, o) })
	s.Mux.Room = unit.Room(r.Casework)
	return s
}

var ours = unit.Unit{ID: testkit.Unit, Committee: "durres", Municipality: "10", Name: "NJMF Durrës", Sample: true, Ethnicity: true}

func as(s *testkit.Site, role access.Role) *testkit.Client {
	return s.As(testkit.InUnit(role, testkit.Unit))
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

func TestFound(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		s := found(t, r, unit.Options{})
		raw := r.Raw(t, store.CaseworkRoom)
		count := func(from string) (n int) {
			if err := raw.QueryRow("SELECT count(*) FROM " + from).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		events := count("audit_event")
		if err := unit.Found(context.Background(), r.Casework, testkit.Actor(access.Operator), ours); err != nil { // at every start
			t.Fatal(err)
		}
		if count("audit_event") != events || count("unit") != 1 || count("unit_contact") != 3 || count("unit_rule") != len(unit.Rules) {
			t.Errorf("founded twice: %d units, %d contacts, %d rules", count("unit"), count("unit_contact"), count("unit_rule"))
		}
		if n := count("unit_rule WHERE verified"); n != 0 {
			t.Errorf("%d limits are confirmed by nobody", n)
		}
		if n := count("unit WHERE ethnicity"); n != 0 {
			t.Error("ethnicity is recorded from the start")
		}
		for _, a := range []access.Actor{testkit.InUnit(access.Supervisor, testkit.Unit), testkit.Actor(access.Administrator), testkit.Actor(access.Secretary)} {
			if err := unit.Found(context.Background(), r.Casework, a, ours); !errors.Is(err, access.ErrDenied) {
				t.Errorf("%s founds a desk: %v", a.ID(), err)
			}
		}
		as(s, access.Supervisor).Get(at).Want(200).Has("9 afate në fuqi nuk i ka parë ende askush")
		page := as(s, access.FieldWorker).Get(at).Want(200).Has("NJMF Durrës", "Bashkia Durrës", "112", "116 111", "116 006", "e pakonfirmuar", "Asgjë nuk ju pret", "Të dhëna shembull")
		if tel := page.Attr("dd a", "href"); !slices.Equal(tel, []string{"tel:112", "tel:116111", "tel:116006"}) {
			t.Errorf("numbers to dial: %v", tel)
		}
	})
}

// Nobody outside the unit learns that there is one.
func TestOnlyTheUnit(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	s := found(t, r, unit.Options{})
	outsiders := []access.Actor{
		testkit.Actor(access.Secretary), testkit.Actor(access.Administrator), testkit.Actor(access.Auditor), testkit.Actor(access.DPO),
		testkit.InUnit(access.Supervisor, "anotherunit22222"), access.NewActor("nobody", nil),
	}
	for _, a := range outsiders {
		c := s.As(a)
		nothing := c.Get("/u/nosuchunit222222")
		for _, page := range []string{"", "/unit/contacts", "/unit/rules", "/unit/settings", "/unit/contacts/new", "/unit/rules/keep_file"} {
			if got := c.Get(at + page).Want(404); got.Body != nothing.Body {
				t.Errorf("%s sees another page at %s", a.ID(), page)
			}
		}
		c.Post(at+"/unit/settings", form("ethnicity", "yes", "version", "1")).Want(404)
	}
	for _, role := range []access.Role{access.Worker, access.FieldWorker, access.DPO} {
		c := as(s, role)
		for _, page := range []string{"", "/unit/contacts", "/unit/rules", "/unit/settings"} {
			c.Get(at+page).Want(200).HasNot("Konfirmo", "Shto një kontakt", "Hiqe nga lista", "Ndryshoje")
			if n := len(c.Get(at+page).Attr("main form", "action")); n > 0 {
				t.Errorf("%s: %d forms at %s", role, n, page)
			}
		}
		c.Get(at + "/unit/contacts/new").Want(404)
		c.Get(at + "/unit/rules/keep_file").Want(404)
		for _, page := range []string{"/unit/contacts/new", "/unit/rules/keep_file", "/unit/settings"} {
			c.Post(at+page, form("ethnicity", "yes", "value", "1", "basis", "x", "from", "01.01.2023", "version", "1")).Want(404)
		}
	}
}

func TestContacts(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		s := found(t, r, unit.Options{})
		c := as(s, access.Supervisor)
		c.Get(at+"/unit/contacts").Want(200).Has("Linja kundër trafikimit", "E provova, përgjigjet", "pa kufi kohor")
		const add = at + "/unit/contacts/new"
		c.Get(add).Want(200).Has("jo një person")
		c.Post(add, form("name", "", "phone", "njëqind", "what_for", "")).Want(422).Has("Shkruani emrin e zyrës", "Shkruani numrin me shifra", "për çfarë telefonohet", "nga cila datë")
		c.Post(add, form("name", "Zyra 069 123 4567", "phone", "12", "what_for", "x", "from", "01.07.2023")).Want(422)
		c.Post(add, form("name", "Salla e operacioneve", "phone", "+355 52 22 22 22", "what_for", "Rrezik natën", "danger", "yes", "from", "01.07.2023")).Want(303)
		c.Post(add, form("name", "Nesër", "phone", "129", "what_for", "Nga nesër", "from", "15.07.2023")).Want(303)
		c.Get(at).Want(200).Has("Salla e operacioneve").HasNot("Nesër")

		page := c.Get(at + "/unit/contacts").Want(200).Has("nga 01.07.2023")
		confirms, ends := page.Attr("form[action$=confirm]", "action"), page.Attr("form[action$=end]", "action")
		if len(confirms) != 3 || len(ends) != 5 {
			t.Fatalf("%d to confirm and %d to end", len(confirms), len(ends))
		}
		c.Post(confirms[0], form("version", "1")).Want(303)
		c.Post(confirms[0], form("version", "1")).Want(409)
		c.Post(ends[2], form("version", "1")).Want(409) // confirmed meanwhile
		c.Post(ends[2], form("version", "2")).Want(303)
		c.Get(at+"/unit/contacts").Want(200).Has("Numra që nuk vlejnë më", "deri më 13.07.2023")
		c.Get(at).HasNot("116 006")
		c.Post(at+"/unit/contacts/nothing/end", form("version", "1")).Want(404)
	})
}

func TestRulePages(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		s := found(t, r, unit.Options{})
		c := as(s, access.Supervisor)
		const set = at + "/unit/rules/gtn_days"
		c.Get(at+"/unit/rules").Want(200).Has("Mbledhja e GTN-së", "10 ditë", "72 orë", "5 vjet", "e pakonfirmuar")
		c.Get(set).Want(200).Has("Nga vlerësimi fillestar", "10 ditë", "ditë")
		c.Get(at + "/unit/rules/unknown").Want(404)
		c.Post(at+"/unit/rules/unknown", form("value", "1", "basis", "x", "from", "01.01.2023")).Want(404)
		for _, value := range []string{"dhjetë", "0", "-1", "367", "010", "1,5"} {
			typed := c.Post(set, form("value", value, "basis", "Neni 4", "from", "01.07.2023")).Want(422).Has("Shkruani një numër të plotë")
			if got := typed.Attr("#value", "value"); len(got) != 1 || got[0] != value {
				t.Errorf("%q was lost: %q", value, got)
			}
		}
		c.Post(set, form("value", "7", "from", "01.07.2023")).Want(422).Has("ku mbështetet")
		c.Post(set, form("value", "7", "basis", "VKM 578/2018, pika 12", "from", "01.07.2023", "verified", "yes")).Want(303)
		c.Get(at+"/unit/rules").Want(200).Has("7 ditë", "deri më 30.06.2023", "nga 01.07.2023", "pika 12")
		c.Get(at).Has("8 afate në fuqi")
		c.Post(set, form("value", "", "basis", "Pa afat në akt", "from", "10.07.2023")).Want(303)
		c.Get(at+"/unit/rules").Want(200).Has("pa afat të caktuar", "01.07.2023 – 09.07.2023")

		raw := r.Raw(t, store.CaseworkRoom)
		for day, want := range map[string]string{"2023-06-30": "10", "2023-07-01": "7", "2023-07-09": "7", "2023-07-10": ""} {
			var got string
			q := fmt.Sprintf(`SELECT value FROM unit_rule WHERE owner_id = '%s' AND code = 'gtn_days' AND valid_from <= '%s' AND (valid_to = '' OR valid_to >= '%[2]s')`, testkit.Unit, day)
			if err := raw.QueryRow(q).Scan(&got); err != nil || got != want {
				t.Errorf("on %s: %q, %v, want %q", day, got, err, want)
			}
		}

		rule := c.Get(at+"/unit/rules").Attr("td a", "href")[0]
		c.Get(rule).Want(200).Has("Vlera nuk ndryshohet këtu")
		basis := form("version", "1", "basis", "")
		c.Post(rule, basis).Want(422)
		basis.Set("basis", "VKM 578/2018, pika 3")
		basis.Set("verified", "yes")
		c.Post(rule, basis).Want(303)
		basis.Set("basis", "Tjetër")
		c.Post(rule, basis).Want(409).Has("pika 3", "Tjetër")
	})
}

// Nobody makes the unit keep files for a shorter time from one day to the next.
func TestKeepingIsNotShortenedAtOnce(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := as(found(t, r, unit.Options{}), access.Supervisor)
		const set = at + "/unit/rules/keep_file"
		put := func(value, from string) *testkit.Response {
			return c.Post(set, form("value", value, "basis", "Neni 4", "from", from, "verified", "yes"))
		}
		for _, from := range []string{"01.01.2000", "14.07.2023", "15.07.2023", "12.08.2023"} {
			put("1", from).Want(422).Has("të paktën 30 ditë përpara")
		}
		put("10", "14.07.2023").Want(303) // longer
		put("", "16.07.2023").Want(303)   // for ever
		put("40", "17.07.2023").Want(422)
		put("", "14.07.2023").Want(303) // in place
		put("5", "14.07.2023").Want(422)
		put("1", "01.09.2023").Want(303)
		put("1", "01.08.2023").Want(422)
		c.Post(at+"/unit/rules/gtn_days", form("value", "1", "basis", "x", "from", "14.07.2023")).Want(303) // a limit that erases nothing
	})
}

func TestSettings(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		s := found(t, r, unit.Options{})
		c := as(s, access.Supervisor)
		const page = at + "/unit/settings"
		c.Get(page).Want(200).Has("124/2024", "dëshirën e familjes")
		c.Post(page, form("version", "1")).Want(422)
		c.Post(page, form("version", "1", "ethnicity", "yes")).Want(303)
		c.Post(page, form("version", "1", "ethnicity", "no")).Want(409).Has("mund të shënohet")
		as(s, access.Worker).Get(page).Want(200).Has("Tani mund të shënohet")
		c.Post(page, form("version", "2", "ethnicity", "no")).Want(303)
		as(s, access.Worker).Get(page).Want(200).Has("Tani nuk shënohet")
	})
}

// The name on top of the page is for those of the unit.
func TestRoom(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	found(t, r, unit.Options{})
	g := testkit.GrantTo(t, testkit.InUnit(access.Worker, testkit.Unit), access.ReadUnit)
	req, _ := http.NewRequest("GET", at, strings.NewReader(""))
	room, err := unit.Room(r.Casework)(req, g)
	if err != nil || room.Name != "NJMF Durrës" || !room.Sample {
		t.Errorf("%+v, %v", room, err)
	}
	other := testkit.InUnit(access.Worker, "anotherunit22222")
	g, err = other.May(access.ReadUnit, access.Institution("anotherunit22222"))
	if err != nil {
		t.Fatal(err)
	}
	if room, err = unit.Room(r.Casework)(req, g); err == nil || room.Name == "NJMF Durrës" {
		t.Errorf("a unit without a desk: %+v, %v", room, err)
	}
}
