package reporting_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/reporting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Blank, zero and "not known" are three different answers.
func TestBlankZeroNotKnown(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		_, ids := open(t, db, "2023-H1")
		c := siteOf(t, db, planStates{}).As(testkit.Actor(access.FocalPoint, "town"))
		at := base + "/return/" + ids["town"] + "/topic/street_children"
		form := url.Values{
			"version": {"1"}, "count-K14": {"0"}, "count-K15-sure": {"not_known"}, "count-street_pim-sure": {"about"}, "count-street_pim": {"12"},
			"count-K15-origin-elsewhere": {"4"}, "count-K15-from-0": {"15"}, "count-K15-from-0-n": {"3"}, "count-K15-from-1": {""}, "count-K15-from-1-n": {""},
		}
		c.Post(at, form).Want(303)
		r := load(t, db, ids["town"])
		want := map[reporting.Key]figure.Quantity{
			{Subject: "topic", ID: "K14"}: figure.Exactly(0), {Subject: "topic", ID: "K15"}: {Qualifier: figure.NotKnown},
			{Subject: "topic", ID: "street_pim"}:             {Number: figure.Whole(12), Qualifier: figure.About},
			{Subject: "topic", ID: "K15", Part: "origin=15"}: figure.Exactly(figure.Whole(3)), {Subject: "topic", ID: "K15", Part: "origin=elsewhere"}: figure.Exactly(figure.Whole(4)),
		}
		if len(r.Values) != len(want) {
			t.Errorf("%d values, want %d: %v", len(r.Values), len(want), r.Values)
		}
		for k, q := range want {
			if r.Values[k].Quantity != q {
				t.Errorf("%v = %v, want %v", k, r.Values[k], q)
			}
		}
		if r.Values.Has("topic", "street_returned") {
			t.Error("a blank was taken for an answer")
		}
		page := c.Get(at).Want(200)
		if got := page.Attr("#count-K14, #count-K15, #count-street_pim, #count-K15-from-0-n", "value"); strings.Join(got, "|") != "0||3|12" {
			t.Errorf("shown again: %q", got)
		}
		if rows := page.Find("select[name^=count-K15-from-]"); len(rows) != 4 {
			t.Errorf("%d rows of origin, want one filled and three blank", len(rows))
		}
		c.Get(base+"/return/"+ids["town"]+"/send").Want(200).Has("Pa përgjigje: Fëmijë të dorëzuar te njësia e vendbanimit", "0 raste", "nuk dihet", "rreth 12 fëmijë", "nga Elbasan 3")
	})
}

func TestNumbersThatCannotBe(t *testing.T) {
	db, _ := sqlite(t)
	_, c, at := townOf(t, db)
	at += "/topic/street_children"
	for _, tt := range []struct{ field, value, more, with, want string }{
		{"count-K14", "-3", "", "", "Numri nuk mund të jetë nën zero."},
		{"count-K14", "2,5", "", "", "Shkruani një numër të plotë, pa presje."},
		{"count-K14", "shumë", "", "", "nuk është numër"},
		{"count-K14", "", "count-K14-sure", "about", "Shkruani numrin, ose zgjidhni «nuk dihet»."},
		{"count-K14", "7", "count-K14-sure", "not_known", "Hiqni numrin, ose zgjidhni sa i saktë është."},
		{"count-K14", "7", "count-K14-sure", "perhaps", "Zgjidhni sa i saktë është numri."},
		{"count-K15-from-0-n", "3", "", "", "Zgjidhni bashkinë nga e cila erdhën."},
		{"count-K15-from-0", "15", "", "", "Shkruani sa erdhën nga kjo bashki."},
		{"count-K15-from-0", "99", "count-K15-from-0-n", "1", "Zgjidhni bashkinë nga lista."},
	} {
		c.Post(at, url.Values{"version": {"1"}, tt.field: {tt.value}, tt.more: {tt.with}}).Want(422).Has(tt.want)
	}
	twice := url.Values{"version": {"1"}, "count-K15-from-0": {"15"}, "count-K15-from-0-n": {"1"}, "count-K15-from-1": {"15"}, "count-K15-from-1-n": {"2"}}
	c.Post(at, twice).Want(422).Has("është shkruar dy herë")
}

// townOf opens a round of the committee of testdata on SQLite and signs in the
// focal point of the municipality.
func townOf(t *testing.T, db *store.DB) (map[string]string, *testkit.Client, string) {
	t.Helper()
	_, ids := open(t, db, "2023-H1")
	return ids, siteOf(t, db, planStates{}).As(testkit.Actor(access.FocalPoint, "town")), base + "/return/" + ids["town"]
}

func TestAutosave(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		_, ids := open(t, db, "2023-H1")
		c := siteOf(t, db, planStates{}).As(testkit.Actor(access.FocalPoint, "town"))
		c.Header.Set("X-Autosave", "1")
		at := base + "/return/" + ids["town"] + "/activity/a1/autosave"
		form := url.Values{"version": {"1"}, "what": {"Po shkruaj"}}
		if got := c.Post(at, form).Want(200).Body; got != `{"saved":"10.30","version":"2"}` {
			t.Errorf("answer %s", got)
		}
		// The answer was lost on the way: the same text again is no conflict.
		if got := c.Post(at, form).Want(200).Body; !strings.Contains(got, `"version":"2"`) {
			t.Errorf("same again: %s", got)
		}
		form.Set("what", "Tjetër")
		c.Post(at, form).Want(409)
		form.Set("version", "2")
		form.Set("participants", "dhjetë")
		if got := c.Post(at, form).Want(422).Body; !strings.Contains(got, `"participants":`) {
			t.Errorf("refused: %s", got)
		}
		form.Set("participants", "10")
		form.Set("what", "Po shkruaj")
		if got := c.Post(at, form).Want(200).Body; !strings.Contains(got, `"version":"3"`) {
			t.Errorf("a value alone does not count up the version: %s", got)
		}
		form.Set("what", "NID J12345678K")
		c.Post(at, form).Want(422)
		if it, _ := load(t, db, ids["town"]).Item("a1"); it.What != "Po shkruaj" || it.State != "" {
			t.Errorf("kept %+v", it)
		}
		topic := base + "/return/" + ids["town"] + "/topic/training/autosave" // not asked of a municipality: no row yet
		if got := c.Post(topic, url.Values{"version": {"0"}, "body": {"Një trajnim"}}).Want(200).Body; !strings.Contains(got, `"version":"1"`) {
			t.Errorf("topic: %s", got)
		}
		c.Post(topic, url.Values{"version": {"0"}, "body": {"Dy trajnime"}}).Want(409)
	})
}

func TestConflictKeepsBothTexts(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		_, ids := open(t, db, "2023-H1")
		s := siteOf(t, db, planStates{})
		c, secretary := s.As(testkit.Actor(access.FocalPoint, "town")), s.As(testkit.Actor(access.Secretary))
		at := base + "/return/" + ids["town"]
		secretary.Post(at+"/activity/a1", url.Values{"version": {"1"}, "state": {"in_progress"}, "what": {"e para"}}).Want(303)
		r := c.Post(at+"/activity/a1", url.Values{"version": {"1"}, "state": {"planned"}, "what": {"e dyta"}, "participants": {"8"}}).Want(409).Has("e para", "e dyta", code.ReportedStates.Label(text.SQ, "in_progress"), code.ReportedStates.Label(text.SQ, "planned"), "8 persona")
		if got := r.Attr(`input[name=version]`, "value"); len(got) != 1 || got[0] != "2" {
			t.Errorf("to overwrite, version %v", got)
		}
		secretary.Post(at+"/topic/situation", url.Values{"version": {"1"}, "body": {"tema e para"}}).Want(303)
		c.Post(at+"/topic/situation", url.Values{"version": {"1"}, "body": {"tema e dytë"}}).Want(409).Has("tema e para", "tema e dytë")
	})
}

func TestProblemsAndMeasures(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		_, before := open(t, db, "2023-Q1")
		_, ids := open(t, db, "2023-H1")
		c := siteOf(t, db, planStates{}).As(testkit.Actor(access.FocalPoint, "town"))
		first, at := base+"/return/"+before["town"], base+"/return/"+ids["town"]
		form := url.Values{"version": {"0"}, "body": {"Mungon transporti për ekipin"}, "resource": {"transport"}, "amount": {"20 mijë"}, "since-day": {"10"}, "since-month": {"2"}, "since-year": {"2023"}}
		c.Post(first+"/problem/new", form).Want(422).Has("Zgjidhni objektivin që pengohet, ose aktivitetin.")
		form.Set("activity", "a1")
		c.Post(first+"/problem/new", form).Want(303)
		c.Get(first+"/problems").Want(200).Has("Mungon transporti për ekipin", "20 000 lekë", "Që prej 10.02.2023").HasNot("ende të hapura")

		page := c.Get(at+"/problems").Want(200).Has("ende të hapura", "Mungon transporti për ekipin")
		link := page.Attr(`a[href*="?earlier="]`, "href")[0]
		id := strings.Split(link, "earlier=")[1]
		if got := c.Get(link).Want(200).Find("#body"); got[0] != "Mungon transporti për ekipin" {
			t.Errorf("carried text %q", got)
		}
		form.Set("earlier", id)
		form.Set("since-year", "2022") // the day it was first raised stays
		c.Post(at+"/problem/new", form).Want(303)
		c.Get(at + "/problems").Want(200).HasNot("ende të hapura").Has("Që prej 10.02.2023")
		p := load(t, db, ids["town"]).Problems[0]
		if p.EarlierID != id || p.Since != "2023-02-10" || p.ObjectiveID != "ob1" || *p.Amount != figure.Whole(20_000) {
			t.Errorf("%+v", p)
		}

		measure := url.Values{"version": {"0"}, "status": {"expected"}, "body": {"Do të kërkohet një mjet"}, "problem": {p.ID}}
		c.Post(at+"/measure/new", measure).Want(422).Has("Shkruani deri kur pritet masa.")
		measure.Set("due-day", "1")
		measure.Set("due-month", "9")
		measure.Set("due-year", "2023")
		c.Post(at+"/measure/new", measure).Want(303)
		c.Get(at+"/measures").Want(200).Has("Do të kërkohet një mjet", "Pritet deri më 01.09.2023")
		c.Post(at+"/none", url.Values{"of": {"problems"}, "none": {"1"}}).Want(422)
		c.Post(at+"/problem/"+p.ID+"/remove", url.Values{"version": {"1"}}).Want(303)
		r := load(t, db, ids["town"])
		if len(r.Problems) != 0 || len(r.Measures) != 1 || r.Measures[0].ProblemID != "" {
			t.Errorf("after removing: %+v %+v", r.Problems, r.Measures)
		}
		c.Post(at+"/none", url.Values{"of": {"problems"}, "none": {"1"}}).Want(303)
		if !load(t, db, ids["town"]).NoProblems {
			t.Error("the word that there were none is lost")
		}
		m := r.Measures[0]
		measure.Set("body", "ndryshuar nga unë")
		c.Post(at+"/measure/"+m.ID, url.Values{"version": {fmt.Sprint(m.Version)}, "status": {"taken"}, "body": {"ndryshuar më parë"}}).Want(303)
		measure.Set("version", fmt.Sprint(m.Version))
		measure.Del("problem")
		c.Post(at+"/measure/"+m.ID, measure).Want(409).Has("ndryshuar nga unë", "ndryshuar më parë")
		c.Post(at+"/measure/"+m.ID+"/remove", url.Values{"version": {fmt.Sprint(m.Version + 1)}}).Want(303)
	})
}

// office is a file as Word and Excel write it, with the parts named.
func office(t testing.TB, mainType string, parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range append([]string{"[Content_Types].xml"}, parts...) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(w, `<Types><Override ContentType="application/vnd.%s+xml"/></Types>`, mainType)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func upload(t *testing.T, c *testkit.Client, at, name string, content []byte) *testkit.Response {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	part.Write(content)
	w.Close()
	return c.PostBody(at, w.FormDataContentType(), &b)
}

func TestEvidence(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		_, ids := open(t, db, "2023-H1")
		s := siteOf(t, db, planStates{})
		c, other := s.As(testkit.Actor(access.FocalPoint, "town")), s.As(testkit.Actor(access.FocalPoint, "police"))
		at := base + "/return/" + ids["town"]
		pdf := []byte("%PDF-1.7 provë")
		upload(t, c, at+"/files", `C:\dosje\Lista e "takimeve".pdf`, pdf).Want(303)
		r := load(t, db, ids["town"])
		if len(r.Files) != 1 || r.Files[0].Name != "Lista e _takimeve_.pdf" || r.Files[0].MediaType != "application/pdf" || r.Files[0].Size != int64(len(pdf)) {
			t.Fatalf("%+v", r.Files)
		}
		file := at + "/file/" + r.Files[0].ID
		got := c.Get(file).Want(200)
		if got.Body != string(pdf) || got.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment;") {
			t.Errorf("downloaded %q %v", got.Body, got.Header)
		}
		other.Get(file).Want(404)
		other.Get(base + "/return/" + ids["police"] + "/file/" + r.Files[0].ID).Want(404)
		other.Post(base+"/return/"+ids["police"]+"/file/"+r.Files[0].ID+"/remove", url.Values{}).Want(404)
		for name, content := range map[string][]byte{
			"macro.docx": office(t, "ms-word.document.macroEnabled.main", "word/document.xml"),
			"vba.xlsx":   office(t, "openxmlformats-officedocument.spreadsheetml.sheet.main", "xl/vbaProject.bin"),
			"page.pdf":   []byte("<html><script>alert(1)</script>"),
			"plain.zip":  office(t, "something"),
			"old.doc":    {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1},
		} {
			upload(t, c, at+"/files", name, content).Want(422).Has("nuk pranohet")
		}
		upload(t, c, at+"/files", "J12345678K.pdf", pdf).Want(422).Has("Riemërtojeni")
		upload(t, c, at+"/files", "madh.pdf", append(pdf, make([]byte, 10<<20)...)).Want(422).Has("më i madh se 10 MB")
		upload(t, c, at+"/files", "mirë.docx", office(t, "openxmlformats-officedocument.wordprocessingml.document.main")).Want(303)
		c.Post(file+"/remove", url.Values{}).Want(303)
		c.Get(file).Want(404)
	})
}

// The two ways of counting completeness, for the list and for one return, agree
// whatever was filled in.
func TestCompletenessAgrees(t *testing.T) {
	db, _ := sqlite(t)
	n, ids := open(t, db, "2023-H1")
	secretary := siteOf(t, db, planStates{}).As(testkit.Actor(access.Secretary))
	rapid.Check(t, func(t *rapid.T) {
		err := db.Change(context.Background(), grant(access.FillReturn), store.Subject{Kind: "test", ID: "x"}, func(tx *store.Tx) error {
			return fillSome(t, tx, ids["town"])
		})
		if err != nil {
			t.Fatal(err)
		}
		var r reporting.Return
		err = db.View(context.Background(), grant(access.ReadReturns), store.Subject{}, func(tx *store.Tx) (err error) {
			r, err = reporting.Load(tx, ids["town"])
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		c := r.Completeness()
		want := text.Percent(text.SQ, int64(c.Rate()))
		if got := secretary.Get(base + "/round/" + n.ID).Find("tbody tr:first-child td:nth-of-type(4)"); len(got) != 1 || got[0] != strings.ReplaceAll(want, "\u00a0", " ") {
			t.Fatalf("the list says %q, the return %q", got, want)
		}
	})
}

// fillSome answers, or blanks, some row of a return.
func fillSome(t *rapid.T, tx *store.Tx, id string) error {
	v := reporting.Values{}
	if rapid.Bool().Draw(t, "valued") {
		v[reporting.Key{Subject: reporting.OfIndicator, ID: "i1"}] = reporting.Value{Quantity: figure.Exactly(0)}
	}
	state := rapid.SampledFrom(append(code.ReportedStates.Codes(), "")).Draw(t, "state")
	reason := rapid.SampledFrom([]string{"", "mungesë fondesh"}).Draw(t, "reason")
	if _, err := reporting.SaveItem(tx, reporting.Item{ReturnID: id, ActivityID: "a1", Version: reporting.Latest, State: state, Reason: reason}, v); err != nil {
		return err
	}
	body := rapid.SampledFrom([]string{"", "E qetë."}).Draw(t, "body")
	topic := rapid.SampledFrom(code.TopicList.Codes()).Draw(t, "topic")
	if _, err := reporting.SaveTopic(tx, reporting.Narrative{ReturnID: id, Topic: topic, Version: reporting.Latest, Body: body}, reporting.Values{}); err != nil {
		return err
	}
	return reporting.SayNone(tx, id, rapid.Bool().Draw(t, "no problems"), rapid.Bool().Draw(t, "no measures"))
}

func TestSaveRefuses(t *testing.T) {
	db, _ := sqlite(t)
	ids, _, _ := townOf(t, db)
	stray := reporting.Values{{Subject: reporting.OfIndicator, ID: "nobody's"}: {Quantity: figure.Exactly(0)}}
	for name, f := range map[string]func(tx *store.Tx) error{
		"cancelled is a decision": func(tx *store.Tx) error {
			_, err := reporting.SaveItem(tx, reporting.Item{ReturnID: ids["town"], ActivityID: "a1", Version: reporting.Latest, State: "cancelled"}, nil)
			return err
		},
		"a value of another activity": func(tx *store.Tx) error {
			_, err := reporting.SaveItem(tx, reporting.Item{ReturnID: ids["town"], ActivityID: "a1", Version: reporting.Latest, State: "done"}, stray)
			return err
		},
		"sending back without a reason": func(tx *store.Tx) error {
			return reporting.SendBack(tx, reporting.Act{ReturnID: ids["town"], Version: reporting.Latest})
		},
		"accepting what was not sent": func(tx *store.Tx) error {
			return reporting.Accept(tx, reporting.Act{ReturnID: ids["town"], Version: reporting.Latest}, nil)
		},
		"an expected measure without a day": func(tx *store.Tx) error {
			_, err := reporting.SaveMeasure(tx, reporting.Measure{ReturnID: ids["town"], Status: reporting.Expected, Body: "x"})
			return err
		},
	} {
		var refusal web.Refusal
		if err := change(t, db, access.ImportCommittee, f); !errors.As(err, &refusal) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
