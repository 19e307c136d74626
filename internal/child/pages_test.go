package child_test

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// second is another worker of the unit.
func second(u string) access.Actor {
	return access.NewActor("second-"+u, map[access.Scope][]access.Seat{access.Institution(u): {{Role: access.Worker}}})
}

// chief is another supervisor.
func chief(u string) access.Actor {
	return access.NewActor("chief-"+u, map[access.Scope][]access.Seat{access.Institution(u): {{Role: access.Supervisor}}})
}

// people are those who work in a unit today.
func people(_ context.Context, u string) ([]child.Member, error) {
	return []child.Member{
		{Person: "worker-" + u, Name: "Punonjësi 1", Role: access.Worker},
		{Person: "second-" + u, Name: "Punonjësi 2", Role: access.Worker},
		{Person: "supervisor-" + u, Name: "Eprori 1", Role: access.Supervisor},
		{Person: "chief-" + u, Name: "Eprori 2", Role: access.Supervisor},
		{Person: "field_worker-" + u, Name: "Terreni", Role: access.FieldWorker},
		{Person: "dpo-" + u, Name: "Nëpunësi", Role: access.DPO},
	}, nil
}

// An office is a unit with its pages.
type office struct {
	child.Files
	*testkit.Site
	r                        testkit.Rooms
	worker, second, boss     *testkit.Client
	near                     []child.Candidate
	linked                   []string
	told                     []string // "kind file person"
	asked                    child.Known
	chief, field, dpo, alien *testkit.Client
}

const otherUnit = "other234567abcde"

func open(t testing.TB, r testkit.Rooms) *office {
	t.Helper()
	o := &office{Files: desk(t, r), r: r}
	testkit.FoundUnit(t, r, otherUnit, "durres", "11")
	options := child.Options{
		People: people,
		Near: func(_ *http.Request, _ access.Grant, k child.Known) ([]child.Candidate, error) {
			o.asked = k
			return o.near, nil
		},
		Link: func(_ *store.Tx, ids []string, _, _ string) error {
			o.linked = ids
			return nil
		},
		Told: func(_ *store.Tx, kind, file string, people []string) error {
			for _, p := range people {
				o.told = append(o.told, kind+" "+file+" "+p)
			}
			return nil
		},
		Links: []child.Link{{Label: "Dosjet", Path: "/protection/{child}", Needs: access.ListFiles}},
	}
	o.Site = testkit.NewSite(t, r.Casework, func(m *web.Mux, _ *store.DB) { child.Routes(m, o.Files, options) })
	o.worker, o.second = o.As(testkit.InUnit(access.Worker, unit)), o.As(second(unit))
	o.boss, o.chief = o.As(testkit.InUnit(access.Supervisor, unit)), o.As(chief(unit))
	o.field, o.dpo = o.As(testkit.InUnit(access.FieldWorker, unit)), o.As(testkit.InUnit(access.DPO, unit))
	o.alien = o.As(testkit.InUnit(access.Worker, otherUnit))
	return o
}

const list = "/u/" + unit + "/child"

// mark is the name of the sample child: it must stand on pages of the file and
// nowhere else.
const mark = "Shembëllç Ëndrra"

// start opens a file through the form and returns its address.
func (o *office) start(t testing.TB, more ...string) string {
	t.Helper()
	f := url.Values{"name-given": {mark}, "sex": {"f"}, "home-residence": {"14"}}
	for i := 0; i+1 < len(more); i += 2 {
		f.Add(more[i], more[i+1])
	}
	return o.worker.Post(list+"/new", f).Want(303).Location()
}

func id(at string) string { return at[strings.LastIndex(at, "/")+1:] }

func (o *office) run(t testing.TB, sql string, args ...any) {
	t.Helper()
	if _, err := o.r.Raw(t, store.CaseworkRoom).Exec(fmt.Sprintf(sql, args...)); err != nil {
		t.Fatal(err)
	}
}

// The history says once that a file was opened, also where its head was filled
// while it was started, and shows what that changed.
func TestOpenedOnce(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		id, err := o.Files.Start(ctx, grant(t, access.Worker, access.StartFiles), func(tx *store.Tx, f *child.File) error {
			f.Set(tx, "started", func(c *child.Child) { c.Sex, c.Residence = "f", "14" })
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		past := o.worker.Get(list+"/"+id+"/past").Want(200).Has("Vendbanimi", "vajzë")
		if n := strings.Count(past.Body, "u hap"); n != 1 {
			t.Errorf("the history says %d times that the file was opened", n)
		}
	})
}

// A worker opens a file from the form, finds it in their list, reads it, and it
// is one look each.
func TestFileFromForm(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		o.worker.Get(list).Want(200).Has("Nuk keni ende asnjë dosje")
		o.worker.Get(list+"/new").Want(200).Has("pa emër të njohur", "Vendbanimi", "Numri personal")
		o.worker.Post(list+"/new", url.Values{"note-text": {"u gjet te porti"}}).Want(422).Has("Shkruani emrin ose nofkën", "u gjet te porti")
		at := o.start(t, "guardian-name", "Kujdestar A", "contact-phone", "069 000 0000", "contact-safe", "no", "birth-year", "2014", "birth-estimated", "yes", "school-status", "never", "note-text", "u gjet te porti")
		o.worker.Get(at).Want(200).Has(mark, "Kujdestar A", "069 000 0000", "jo, ose nuk dihet", "2014", "viti është i përafërt", "nuk është regjistruar kurrë", "u gjet te porti", "vajzë", "Punonjësi 1", "Kjo hapje regjistrohet: puna me rastin")
		o.worker.Get(list).Want(200).Has(mark, "1 dosje", "vlerësimi fillestar")
		past := o.worker.Get(at+"/past").Want(200).Has(mark, "u hap", "u shënua", "Vendbanimi")
		if n := strings.Count(past.Body, "u hap"); n != 1 {
			t.Errorf("the history says %d times that the file was opened", n)
		}
		o.worker.Post(list+"/new", url.Values{"unnamed": {"yes"}}).Want(303)
		o.worker.Get(list).Want(200).Has("2 dosje", "pa emër të njohur")
		if n := o.events(t, "caseload", `"care"`); n != 3 {
			t.Errorf("the list was opened 3 times, recorded %d times", n)
		}
		if n := o.events(t, id(at), `"look"`); n != 2 {
			t.Errorf("the file was looked at twice, recorded %d times", n)
		}
	})
}

// nothing is an empty value of bytes as the database writes it.
func (o *office) nothing() string {
	if strings.HasPrefix(o.r.URL[store.CaseworkRoom], "postgres") {
		return "''"
	}
	return "x''"
}

// events counts what the trail of the unit has on a subject.
func (o *office) events(t testing.TB, subject, detail string) (n int) {
	t.Helper()
	row := o.r.Raw(t, store.CaseworkRoom).QueryRow(fmt.Sprintf(`SELECT count(*) FROM audit_event WHERE scope_id = '%s' AND (kind = '%s' OR subject = '%s') AND detail LIKE '%%%s%%'`, unit, subject, subject, detail))
	if err := row.Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Which page of a file each role gets, and what it may do there.
func TestWhoGetsWhat(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t, "note-text", "shënim i punonjësit", "contact-phone", "069 000 0000")
		clients := map[string]*testkit.Client{"worker": o.worker, "second": o.second, "boss": o.boss, "field": o.field, "dpo": o.dpo, "alien": o.alien}
		for _, c := range []struct{ path, who string }{
			{list, "worker second boss"},
			{list + "?of=unit", "boss"},
			{list + "/new", "worker second boss"},
			{list + "/reassign", "boss"},
			{at, "worker boss dpo"},
			{at + "?p=care", "worker"},
			{at + "?p=supervise", "boss"},
			{at + "?p=oversight", "dpo"},
			{at + "?p=emergency", ""},
			{at + "?p=released", ""},
			{at + "/past", "worker boss dpo"},
			{at + "/team", "worker boss"},
			{at + "/add/note", "worker"},
			{at + "/sex", "worker"},
			{at + "/document", "worker"},
			{at + "/add/event", ""},
			{at + "/add/withdrawn", ""},
			{at + "/add/ethnicity", ""},
		} {
			for name, client := range clients {
				want := 404
				if strings.Contains(" "+c.who+" ", " "+name+" ") {
					want = 200
				}
				if got := client.Get(c.path); got.Code != want {
					t.Errorf("%s gets %s = %d, want %d", name, strings.Replace(c.path, id(at), "{child}", 1), got.Code, want)
				}
			}
		}
		o.boss.Get(at).Has(mark, "Po e shihni si përgjegjës i njësisë").HasNot("shënim i punonjësit", "069 000 0000")
		o.dpo.Get(at).Has("përmbajtja nuk hapet").HasNot(mark, "shënim i punonjësit", "vajzë", "Cërrik")
		o.dpo.Get(at+"/past").HasNot(mark, "shënim i punonjësit", "vajzë", "Cërrik")
		o.boss.Get(list+"?of=unit").Has("D-", "Punonjësi 1").HasNot(mark)
		o.second.Get(list).HasNot(mark, "D-")
		o.As(testkit.Actor(access.Secretary)).Get(at).Want(404)
		o.As(testkit.Actor(access.Administrator)).Get(list).Want(404)
	})
}

// What is done by who may not do it is answered as if the file were not there.
func TestWhoMayDoWhat(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t)
		note := url.Values{"note-text": {"x"}, "kind": {"note"}}
		for _, c := range []*testkit.Client{o.second, o.boss, o.field, o.dpo, o.alien} {
			c.Post(at+"/add/note", note).Want(404)
			c.Post(at+"/sex", url.Values{"sex": {"m"}}).Want(404)
			c.Post(at+"/conflict", nil).Want(404)
		}
		for _, c := range []*testkit.Client{o.worker, o.second, o.field, o.dpo, o.alien} {
			c.Post(at+"/team", url.Values{"person": {"second-" + unit}}).Want(404)
			c.Post(at+"/worker", url.Values{"worker": {"second-" + unit}}).Want(404)
			c.Post(list+"/reassign", url.Values{"from": {"worker-" + unit}, "to": {"second-" + unit}}).Want(404)
		}
		if n := len(o.worker.Get(at).Find("h3")); n == 0 {
			t.Error("the worker no longer reads the file")
		}
	})
}

// Nobody of another unit can tell a file that exists from one that does not.
func TestSameBytes(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		at := o.start(t)
		for name, c := range map[string]*testkit.Client{"alien": o.alien, "second": o.second, "field": o.field} {
			for _, u := range []string{unit, otherUnit} {
				for _, rest := range []string{"", "?p=care", "?p=emergency", "/past", "/team", "/add/note", "/sex", "/document", "/document/abc", "/item/abc"} {
					got, want := c.Get("/u/"+u+"/child/"+id(at)+rest), c.Get("/u/"+u+"/child/aaaaaaaaaaaaaaaa"+rest)
					if got.Body != want.Body || got.Code != want.Code || fmt.Sprint(got.Header) != fmt.Sprint(want.Header) {
						t.Errorf("%s can tell the two apart at %s", name, rest)
					}
				}
				for _, rest := range []string{"/add/note", "/sex", "/conflict", "/document"} {
					f := url.Values{"note-text": {"x"}, "sex": {"m"}}
					got, want := c.Post("/u/"+u+"/child/"+id(at)+rest, f), c.Post("/u/"+u+"/child/aaaaaaaaaaaaaaaa"+rest, f)
					if got.Body != want.Body || got.Code != want.Code || got.Location() != want.Location() {
						t.Errorf("%s can tell the two apart by posting to %s", name, rest)
					}
				}
			}
		}
	})
}

// The name stands in no title, address, cookie or message, and what is looked
// for comes back in no address either.
func TestNameStaysInside(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		o := open(t, r)
		title := regexp.MustCompile(`<title>(.*)</title>`)
		outside := func(r *testkit.Response) {
			t.Helper()
			for name, s := range map[string]string{"title": strings.Join(title.FindStringSubmatch(r.Body), ""), "headers": fmt.Sprint(r.Header), "flash": strings.Join(r.Find(".govuk-notification-banner"), ""), "links": strings.Join(r.Attr("a, form", "href"), " ") + strings.Join(r.Attr("form", "action"), " ")} {
				if strings.Contains(s, "Shemb") || strings.Contains(s, "Ëndrra") {
					t.Errorf("the %s has the name: %s", name, s)
				}
			}
		}
		posted := o.worker.Post(list+"/new", url.Values{"name-given": {mark}}).Want(303)
		outside(posted)
		at := posted.Location()
		outside(o.worker.Get(at).Want(200).Has(mark))
		item := o.item(t, at, "name")
		outside(o.worker.Get(at + "/item/" + item).Want(200))
		outside(o.worker.Post(at+"/item/"+item, url.Values{"kind": {"name"}, "name-given": {mark + " II"}}).Want(303))
		outside(o.worker.Get(at).Want(200).Has(mark + " II"))
		outside(o.worker.Get(list).Want(200).Has(mark))
		found := o.worker.Post(list+"/find", url.Values{"query": {"Shembellc"}}).Want(200).Has(mark + " II")
		outside(found)
		if back := found.Attr(`input[name="back"]`, "value"); len(back) == 0 || strings.Contains(back[0], "hembel") {
			t.Errorf("back is %v", back)
		}
		o.worker.Post(list+"/find", url.Values{"query": {"tjetër"}}).Want(200).Has("nuk përputhet").HasNot(mark)
		for _, f := range []string{at + "/item/" + item, at + "/add/note", list + "/new", list} {
			for _, form := range o.worker.Get(f).Attr(`form[method="post"]:not(.tz-header__form)`, "autocomplete") {
				if form != "off" {
					t.Errorf("%s: the browser keeps what is typed", f)
				}
			}
			if n := len(o.worker.Get(f).Attr("form[data-autosave]", "data-autosave")); n > 0 {
				t.Errorf("%s keeps a copy in the browser", f)
			}
		}
	})
}

// item is the id of the one item of a kind that a file shows, by its link.
func (o *office) item(t testing.TB, at, kind string) string {
	t.Helper()
	k := map[string]string{"name": "Emri", "note": "Shënim", "risk": "Rreziku", "document": "Dokument", "home": "Vendbanimi", "birth": "Datëlindja"}[kind]
	for _, href := range o.worker.Get(at).Attr(`a[href*="/item/"][href$="/withdraw"]`, "href") {
		if page := o.worker.Get(href); strings.Contains(page.Text(), "Hiqni: "+k) {
			return id(strings.TrimSuffix(href, "/withdraw"))
		}
	}
	t.Fatalf("no item of kind %s", kind)
	return ""
}

// upload is a form with a file.
func upload(t testing.TB, content []byte) (string, *bytes.Buffer) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	m.WriteField("document-title", "foto e vendit")
	w, err := m.CreateFormFile("document-file", mark+".txt")
	if err == nil {
		_, err = w.Write(content)
	}
	if err != nil {
		t.Fatal(err)
	}
	m.Close()
	return m.FormDataContentType(), &b
}
