package task_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
)

const base = "/k/durres/task"

var form, with = testkit.Form, testkit.With

var (
	secretary = testkit.Actor(access.Secretary)
	chair     = testkit.Actor(access.Chair)
	town      = testkit.Actor(access.FocalPoint, "town")
	police    = testkit.Actor(access.Head, "police")
	ngo       = testkit.Actor(access.NGOPoint, "ngo")
)

// upload sends a form with one file.
func upload(t *testing.T, c *testkit.Client, path string, v url.Values, name, content string) *testkit.Response {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for field, values := range v {
		m.WriteField(field, values[0])
	}
	if name != "" {
		w, err := m.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(content))
	}
	m.Close()
	return c.PostBody(path, m.FormDataContentType(), &b)
}

// version is what a form on a page will send.
func version(t *testing.T, c *testkit.Client, path string) string {
	t.Helper()
	return c.Get(path).Want(200).Attr(`input[name="version"]`, "value")[0]
}

// A task of a recorded decision, of high priority: given, answered with a
// document, sent back, answered again, checked by another person.
func TestJourneyOfATask(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		s := testkit.NewSite(t, db, task.Routes)
		sec, own, other := s.As(secretary), s.As(town), s.As(ngo)
		own.Get(base).Want(200).Has("Ende nuk është dhënë asnjë detyrë").HasNot("Printo")

		new := base + "/new?kind=decision&line=l1&meeting=m1"
		own.Get(new).Want(404)
		sec.Get(base + "/new?kind=decision&line=l2").Want(404) // no task comes of an agenda
		sec.Get(base + "/new?kind=decision&line=l3").Want(404) // minutes that are not closed give it themselves
		sec.Get(base + "/new?kind=gossip").Want(404)
		page := sec.Get(new).Want(200).Has("Të raportohet fluksi i fëmijëve nga qytete të tjera.")
		if got := page.Attr("#owner option[selected]", "value"); len(got) != 1 || got[0] != "town" {
			t.Errorf("owner %q", got)
		}
		v := form("kind", "decision", "source", "l1", "body", "Të raportohet fluksi", "owner", "town", "due", "01.07.2023", "priority", "high")
		own.Post(base+"/give", v).Want(404)
		sec.Post(base+"/ask", v).Want(404) // not by the other door
		sec.Post(base+"/give", with(v, "owner", "")).Want(422).Has("Zgjidhni institucionin përgjegjës", "Të raportohet fluksi")
		sec.Post(base+"/give", with(v, "due", "")).Want(422).Has("Caktoni afatin")
		sec.Post(base+"/give", with(v, "meeting", "table")).Want(422).Has("jo të dyja")
		sec.Post(base+"/give", with(v, "due", "01.06.2023")).Want(422).Has("para datës 08.06.2023")
		sec.Post(base+"/give", with(v, "body", "")).Want(422).Has("Shkruani çfarë duhet bërë")
		sec.Post(base+"/give", with(v, "body", "Telefononi 0691234567")).Want(422).Has("celular")
		sec.Post(base+"/give", with(v, "body", strings.Repeat("fjalë ", 700))).Want(422).Has("Teksti ka 4 199 shenja; këtu mund të ketë deri në 4 000. Shkurtojeni.", "fjalë fjalë")
		sec.Post(base+"/give", with(v, "owner", "nobody")).Want(422)
		at := sec.Post(base+"/give", v).Want(303).Location()

		page = other.Get(at).Want(200).Has("Detyra 1/2023", "Të raportohet fluksi", "Bashkia Durrës", "01.07.2023", "13 ditë me vonesë", "36 ditë", "përparësi e lartë", "08.06.2023").HasNot("Raporto çfarë u bë")
		if got := page.Attr(`a[href*="#vendim-"]`, "href"); len(got) != 1 || got[0] != "/k/durres/meeting/m1#vendim-l1" {
			t.Errorf("the decision is at %q", got)
		}
		other.Get(base).Want(200).Has("1 me vonesë", "13 ditë me vonesë")

		other.Post(at+"/answer", form("version", "1", "what", "U bë", "done", "02.07.2023")).Want(404)
		own.Get(at).Has("Raporto çfarë u bë").HasNot("Shty afatin", "Anulo")
		answer := form("version", version(t, own, at+"/answer"), "what", "U numëruan fëmijët sipas origjinës.", "done", "02.07.2023")
		upload(t, own, at+"/answer", answer, "", "").Want(422).Has("bashkëngjitni të paktën një dokument", "U numëruan fëmijët")
		upload(t, own, at+"/answer", answer, "x.html", "<html>").Want(422).Has("nuk pranohet")
		upload(t, own, at+"/answer", with(answer, "done", "02.08.2023"), "a.pdf", "%PDF-1.4").Want(422).Has("në të ardhmen")
		upload(t, own, at+"/answer", with(answer, "done", "02.05.2023"), "a.pdf", "%PDF-1.4").Want(422).Has("Detyra u dha më 08.06.2023")
		upload(t, own, at+"/answer", with(answer, "what", ""), "a.pdf", "%PDF-1.4").Want(422).Has("Shkruani çfarë u bë")
		upload(t, own, at+"/answer", answer, "lista.pdf", "%PDF-1.4").Want(303)

		page = own.Get(at).Want(200).Has("në pritje të verifikimit", "1 ditë pas afatit", "lista.pdf", "jo ai që e raportoi").HasNot("me vonesë 1")
		if len(page.Find("#prova")) != 1 {
			t.Error("no place for the evidence")
		}
		file := page.Attr(`a[href*="/file/"]`, "href")[0]
		if r := other.Get(file).Want(200); r.Body != "%PDF-1.4" || !strings.Contains(r.Header.Get("Content-Disposition"), "lista.pdf") {
			t.Errorf("%q %v", r.Body, r.Header)
		}
		other.Get(strings.Replace(file, at, base+"/none", 1)).Want(404)
		own.Post(file+"/remove", nil).Want(422) // it was reported with it
		own.Post(at+"/check", form("version", "2")).Want(404)
		other.Get(at + "/check").Want(303) // back to the task: it is not theirs to check

		v2 := version(t, sec, at+"/check")
		sec.Post(at+"/back", form("version", v2, "reason", "")).Want(422).Has("Shkruani çfarë duhet plotësuar", "lista.pdf")
		sec.Post(at+"/back", form("version", v2, "reason", "Mungon origjina")).Want(303)
		own.Get(at+"/answer").Want(200).Has("Pse u kthye Mungon origjina", "U numëruan fëmijët")
		own.Post(file+"/remove", nil).Want(303)
		answer.Set("version", version(t, own, at+"/answer"))
		upload(t, own, at+"/answer", answer, "", "").Want(422)
		upload(t, own, at+"/answer", answer, "tabela.pdf", "%PDF-1.5").Want(303)
		s.As(chair).Post(at+"/check", form("version", version(t, s.As(chair), at+"/check"))).Want(303)
		other.Get(at).Want(200).Has("e mbyllur", "mbyllur më 14.07.2023", "u kthye", "Mungon origjina", "u verifikua", "Zgjati", "36 ditë")
		other.Get(base).Want(200).HasNot("Të raportohet fluksi")
		other.Get(base+"?show=closed").Want(200).Has("Të raportohet fluksi", "të mbyllura, dhënë: viti 2023 (1)")
		own.Get(at + "/answer").Want(303)
	})
}

// One institution asks another; who asked follows it, may look at the answer and
// may withdraw it; who answered does not check it.
func TestRequest(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		s := testkit.NewSite(t, db, task.Routes)
		asker, owner, chief := s.As(ngo), s.As(police), s.As(chair)
		chief.Get(base + "/new?kind=request").Want(404)
		page := asker.Get(base + "/new?kind=request").Want(200).Has("përgjigje brenda 15 ditësh")
		if got := page.Attr("#asked_by option", "value"); strings.Join(got, " ") != " ngo" {
			t.Errorf("asks for %q", got)
		}
		if got := page.Attr("#due-day", "value")[0] + "." + page.Attr("#due-month", "value")[0]; got != "29.7" {
			t.Errorf("due %s", got)
		}
		v := form("kind", "request", "body", "Të vijë një efektiv në takimin me prindërit", "asked_by", "ngo", "owner", "police", "due", "29.07.2023", "priority", "high")
		asker.Post(base+"/ask", with(v, "owner", "ngo")).Want(422).Has("institucioni tjetër")
		asker.Post(base+"/ask", with(v, "asked_by", "town")).Want(404)
		asker.Post(base+"/ask", with(v, "asked_by", "")).Want(422).Has("Zgjidhni institucionin që e kërkon")
		at := asker.Post(base+"/ask", v).Want(303).Location()
		owner.Get(at).Want(200).Has("Kërkuar nga", "Qendra e Fëmijëve", "edhe 15 ditë", "Raporto çfarë u bë").HasNot("Tërhiq")
		asker.Get(base).Want(200).Has("0 të institucionit tim", "1 që kam kërkuar unë")
		owner.Get(base + "?show=mine").Want(200).Has("kërkuar nga Qendra e Fëmijëve")
		asker.Get(base + "?show=mine").Want(200).Has("Asnjë detyrë nuk është kështu")
		upload(t, owner, at+"/answer", form("version", "1", "what", "Mori pjesë një efektiv", "done", "14.07.2023"), "foto.png", "\x89PNG\r\n\x1a\n").Want(303)
		s.As(town).Post(at+"/check", form("version", "2")).Want(404)
		asker.Get(at+"/check").Want(200).Has("Mori pjesë një efektiv", "në afat")
		asker.Post(at+"/check", form("version", "2")).Want(303)

		second := asker.Post(base+"/ask", with(v, "priority", "normal")).Want(303).Location()
		owner.Post(second+"/withdraw", form("version", "1", "reason", "x")).Want(404)
		asker.Get(second + "/withdraw").Want(200)
		asker.Post(second+"/withdraw", form("version", "1")).Want(422).Has("Shkruani arsyen")
		asker.Post(second+"/withdraw", form("version", "1", "reason", "U zgjidh me telefon")).Want(303)
		owner.Get(second).Want(200).Has("e anuluar", "U zgjidh me telefon")
		owner.Get(base + "?show=cancelled").Want(200).Has("2/2023")
	})
}

// A request does not come from a line of the minutes, even when its form says so:
// it would stand there as a task that the meeting gave.
func TestRequestHasNoSource(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		s := testkit.NewSite(t, db, task.Routes)
		v := form("kind", "request", "source", "l1", "body", "Të vijë një efektiv", "asked_by", "ngo", "owner", "police", "due", "29.07.2023", "priority", "normal")
		at := s.As(ngo).Post(base+"/ask", v).Want(303).Location()
		testkit.View(t, db, access.ReadTasks, func(tx *store.Tx) error {
			x, err := task.Load(tx, strings.TrimPrefix(at, base+"/"))
			if x.SourceID != "" {
				t.Errorf("it comes from %q", x.SourceID)
			}
			return err
		})
	})
}

// Nobody checks what they reported themselves, in whatever office.
func TestNotOnesOwnAnswer(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		s := testkit.NewSite(t, db, task.Routes)
		id := give(t, db, task.New{OwnerID: "police", DueOn: "2023-08-01", Priority: task.High})
		sec := s.As(secretary)
		upload(t, sec, base+"/"+id+"/answer", form("version", "1", "what", "U bë", "done", "14.07.2023"), "a.pdf", "%PDF-1.4").Want(303)
		sec.Get(base + "/" + id + "/check").Want(303)
		sec.Post(base+"/"+id+"/check", form("version", "2")).Want(422).Has("e verifikon një person tjetër")
		s.As(testkit.Member("another", access.Secretary, "")).Post(base+"/"+id+"/check", form("version", "2")).Want(303)
	})
}

func TestCommitment(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		s := testkit.NewSite(t, db, task.Routes)
		own := s.As(town)
		v := form("kind", "commitment", "body", "Çdo muaj një dalje në plazh", "owner", "town", "meeting", "table", "priority", "normal")
		own.Post(base+"/ask", with(v, "owner", "police")).Want(404)
		at := own.Post(base+"/ask", v).Want(303).Location()
		own.Get(at).Want(200).Has("në mbledhjen e ardhshme të Tryezës Teknike, ende pa datë", "angazhim", "Rinovo angazhimin").HasNot("Shty afatin")
		s.As(police).Get(at).HasNot("Rinovo angazhimin")
		s.As(police).Get(at + "/renew").Want(404)
		s.As(police).Post(at+"/renew", form("version", "1", "due", "01.09.2023", "reason", "x")).Want(404)
		own.Post(at+"/renew", form("version", "1", "due", "01.07.2023", "reason", "Vazhdon")).Want(422).Has("para datës 14.07.2023", "Vazhdon")
		own.Post(at+"/renew", form("version", "1", "due", "01.09.2023", "reason", "Vazhdon edhe gushtin")).Want(303)
		own.Get(at).Want(200).Has("u rinovua nga mbledhja e ardhshme në 01.09.2023", "u dha afati: mbledhja e ardhshme", "Vazhdon edhe gushtin", "edhe 49 ditë")
		own.Post(at+"/answer", form("version", "2", "what", "U dol tre herë", "done", "14.07.2023")).Want(303)
		own.Get(at).Want(200).Has("e mbyllur", "në afat", "Pa dokumente").HasNot("Rinovo")
	})
}

func TestSecretaryManages(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		s := testkit.NewSite(t, db, task.Routes)
		sec, own := s.As(secretary), s.As(town)
		own.Get(base + "/new?kind=plan&activity=a23").Want(404)
		sec.Get(base + "/new?kind=plan&activity=a24").Want(404) // a draft
		sec.Get(base + "/new?kind=plan&activity=a23").Want(200).Has("1.1. Takime me prindërit")
		at := sec.Post(base+"/give", form("kind", "plan", "source", "a23", "body", "Të caktohen datat", "owner", "town", "due", "20.07.2023", "priority", "normal")).Want(303).Location()
		if got := own.Get(at).Want(200).Attr(`a[href*="/plan/"]`, "href"); len(got) != 1 || got[0] != "/k/durres/plan/p23/activity/a23" {
			t.Errorf("%q", got)
		}
		own.Get(base).Want(200).Has("1 me afat brenda 7 ditëve")
		for _, change := range []string{"extend", "cancel", "reopen"} {
			own.Get(at + "/" + change).Want(404)
			own.Post(at+"/"+change, form("version", "1", "reason", "x", "due", "01.09.2023")).Want(404)
		}
		sec.Get(at + "/extend").Want(200).Has("Afati i parë mbetet")
		sec.Post(at+"/extend", form("version", "1", "due", "", "reason", "")).Want(422).Has("Caktoni afatin", "Shkruani arsyen")
		sec.Post(at+"/extend", form("version", "1", "due", "30.08.2023", "reason", "Pushimet e verës")).Want(303)
		own.Get(at).Want(200).Has("Afati i parë: 20.07.2023", "iu shty afati nga 20.07.2023 në 30.08.2023", "Pushimet e verës")
		sec.Post(at+"/extend", form("version", "1", "due", "30.09.2023", "reason", "Edhe shtatorin")).Want(409).Has("Pushimet e verës", "Edhe shtatorin", "30.08.2023", "30.09.2023")

		own.Post(at+"/answer", form("version", "1", "what", "U caktuan", "done", "14.07.2023")).Want(409).Has("U caktuan")
		own.Post(at+"/answer", form("version", "2", "what", "U caktuan datat", "done", "14.07.2023")).Want(303)
		sec.Get(at).HasNot("Shty afatin", "Anulo")
		sec.Post(at+"/reopen", form("version", "3", "reason", "Një shkollë mungon")).Want(303)
		own.Get(at).Want(200).Has("e hapur", "u rihap", "Një shkollë mungon", "nuk ka raportuar ende", "U caktuan datat")
		sec.Post(at+"/cancel", form("version", "4", "reason", "Shkolla u mbyll")).Want(303)
		own.Get(at).Want(200).Has("e anuluar", "Pse u anulua", "Shkolla u mbyll")
		own.Post(at+"/answer", form("version", "5", "what", "x", "done", "14.07.2023")).Want(422).Has("nuk është e hapur")
	})
}

// Who reported takes the report back as long as nobody has checked it; who was
// about to check it is told so. Nobody else takes it back.
func TestTakeBack(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		s := testkit.NewSite(t, db, task.Routes)
		own, sec := s.As(police), s.As(secretary)
		at := base + "/" + give(t, db, task.New{OwnerID: "police", DueOn: "2023-08-01", Priority: task.High})
		own.Get(at).Want(200).HasNot("Tërhiq raportimin")
		upload(t, own, at+"/answer", form("version", "1", "what", "U bë gjysma", "done", "14.07.2023"), "a.pdf", "%PDF-1.4").Want(303)
		s.As(town).Post(at+"/take-back", form("version", "2", "reason", "x")).Want(404)
		own.Get(at).Want(200).Has("Tërhiq raportimin")
		own.Post(at+"/take-back", form("version", "2", "reason", "Mungon një faqe")).Want(303)
		own.Get(at).Want(200).Has("e hapur", "u rihap", "Mungon një faqe", "Raporto çfarë u bë").HasNot("Tërhiq raportimin")
		own.Get(at + "/answer").Want(200).Has("U bë gjysma")
		page := sec.Post(at+"/check", form("version", "2")).Want(422).Has("Dikush tjetër e ndryshoi ndërkohë detyrën 1/2023: u rihap.").HasNot("Teksti juaj")
		if got := page.Attr("main a", "href"); len(got) == 0 || got[len(got)-1] != at {
			t.Errorf("it leads to %q", got)
		}
	})
}

// The decisions of the item that gave a task say why it was given; those of other
// items do not.
func TestDecisionsOfTheItem(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, sql func(string)) {
		const line = "INSERT INTO meeting_line (committee_id, id, version, meeting_id, position, kind, item_id, number, body, institution_id, everyone, due_on, due_next, priority, outcome, votes_for, votes_against, votes_abstained) VALUES ('durres', '%s', 1, 'm1', 9, 'decision', '%s', '%s', '%s', '', FALSE, '', FALSE, '', '', NULL, NULL, NULL);\n"
		sql("UPDATE meeting_line SET item_id = 'l2' WHERE id = 'l1';\n")
		sql(fmt.Sprintf(line, "d1", "l2", "6/2023", "Fluksi ndiqet çdo muaj."))
		sql(fmt.Sprintf(line, "d2", "other", "7/2023", "Për një pikë tjetër."))
		id := give(t, db, task.New{Kind: task.FromDecision, SourceID: "l1", MeetingID: "m1", OwnerID: "town", DueOn: "2023-08-01"})
		page := testkit.NewSite(t, db, task.Routes).As(ngo).Get(base + "/" + id).Want(200).Has("Vendimi nr. 6/2023: Fluksi ndiqet çdo muaj.").HasNot("një pikë tjetër")
		if got := page.Attr(`a[href$="#vendim-d1"]`, "href"); len(got) != 1 {
			t.Errorf("it leads to %q", got)
		}
		sql(strings.Replace(fmt.Sprintf(strings.Replace(line, "'', FALSE, ''", "'police', FALSE, ''", 1), "r1", "l2", "", "palë"), "'decision'", "'recusal'", 1))
		s := testkit.NewSite(t, db, task.Routes)
		s.As(police).Get(base + "/" + id).Want(200).HasNot("Fluksi ndiqet")
		s.As(town).Get(base + "/" + id).Want(200).Has("Fluksi ndiqet").HasNot("palë")
	})
}

func TestMeasureLeadsToItsProblem(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, sql func(string)) {
		id := give(t, db, task.New{Kind: task.Measure, SourceID: "i1", OwnerID: "town", DueBody: "committee", GivenOn: "2023-06-01"})
		s := testkit.NewSite(t, db, task.Routes)
		page := s.As(ngo).Get(base+"/"+id).Want(200).Has("problematika 4/2023: Mungon transporti", "10.07.2023, mbledhja e Komitetit, 10.07.2023")
		if got := page.Attr(`main a[href*="/issue/"], main a[href*="/meeting/"]`, "href"); strings.Join(got, " ") != "/k/durres/meeting/m2 /k/durres/issue/i1" {
			t.Errorf("%q", got)
		}
		sql("DELETE FROM issue WHERE id = 'i1';\n")
		s.As(ngo).Get(base + "/" + id).Want(200).HasNot("problematika") // what it came from is gone; the task is not
	})
}

func TestList(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		s := testkit.NewSite(t, db, task.Routes)
		give(t, db, task.New{Body: "Pa datë ende", OwnerID: "police", DueBody: "table", GivenOn: "2023-07-01"})
		give(t, db, task.New{Body: "Për nesër", OwnerID: "police", DueOn: "2023-07-15", GivenOn: "2023-07-01"})
		give(t, db, task.New{Body: "Me vonesë të madhe", OwnerID: "town", DueOn: "2022-12-31", GivenOn: "2022-12-01", Kind: task.Request, AskedBy: "ngo"})
		old := give(t, db, task.New{Body: "Vjet u mbyll", OwnerID: "town", DueOn: "2022-12-31", GivenOn: "2022-12-01"})
		testkit.Change(t, db, access.AnswerTasks, func(tx *store.Tx) error {
			return task.Respond(tx, old, 1, task.Answer{What: "U bë", DoneOn: "2022-12-20"})
		})
		c := s.As(secretary)
		bodies := func(query string) string { return strings.Join(c.Get(base+query).Want(200).Find("tbody th a"), ", ") }
		for query, want := range map[string]string{
			"":                          "Me vonesë të madhe, Për nesër, Pa datë ende",
			"?show=late":                "Me vonesë të madhe",
			"?show=week":                "Për nesër",
			"?show=waiting":             "",
			"?show=closed":              "",
			"?show=closed&period=2022":  "Vjet u mbyll",
			"?show=all&period=2022-H2":  "Me vonesë të madhe, Vjet u mbyll",
			"?institution=police":       "Për nesër, Pa datë ende",
			"?kind=request":             "Me vonesë të madhe",
			"?q=neser":                  "Për nesër",
			"?q=2/2023":                 "Për nesër",
			"?q=1":                      "Me vonesë të madhe, Pa datë ende",
			"?period=2023&show=open":    "Për nesër, Pa datë ende",
			"?show=gossip&period=tomat": "Me vonesë të madhe, Për nesër, Pa datë ende",
		} {
			if got := bodies(query); got != want {
				t.Errorf("%s: %s, want %s", query, got, want)
			}
		}
		c.Get(base+"?institution=police").Has("1 me afat brenda 7 ditëve", "0 me vonesë").HasNot("të institucionit tim")
		if got := c.Get(base+"?institution=police").Attr(".tz-counts__link", "href"); got[1] != base+"?institution=police&show=late" {
			t.Errorf("the box loses the filter: %q", got[1])
		}
		for _, r := range []access.Role{access.Coordinator, access.TableChair, access.Chair} {
			s.As(testkit.Actor(r)).Get(base).Want(200).HasNot("Shto një angazhim")
		}
		for _, r := range []access.Role{access.Auditor, access.DPO} {
			s.As(testkit.Actor(r)).Get(base).Want(404)
		}
	})
}

// The clock of the wall counts: a task due today is late after midnight in
// Tirana, which is two hours before midnight elsewhere.
func TestLateByTiranasClock(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		id := give(t, db, task.New{OwnerID: "police", DueOn: "2023-07-14"})
		c := testkit.NewSite(t, db, task.Routes).As(ngo)
		c.Get(base + "/" + id).Has("afati mbaron sot")
		db.Now = func() time.Time { return time.Date(2023, 7, 14, 22, 30, 0, 0, time.UTC) }
		c.Get(base + "/" + id).Has("1 ditë me vonesë")
	})
}

func TestAnotherCommittee(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, _ func(string)) {
		id := give(t, db, task.New{OwnerID: "police", DueOn: "2023-08-14"})
		stranger := access.NewActor("x", map[access.Scope][]access.Seat{access.Committee("tirane"): {{Role: access.Secretary}}})
		c := testkit.NewSite(t, db, task.Routes).As(stranger)
		c.Get(base + "/" + id).Want(404)
		c.Get("/k/tirane/task/" + id).Want(404)
		c.Post("/k/tirane/task/"+id+"/cancel", form("version", "1", "reason", "x")).Want(404)
		c.Get("/k/tirane/task").Want(200).Has("Ende nuk është dhënë asnjë detyrë")
	})
}
