package analysis_test

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/demo"
	"tryeza/internal/plan"
	"tryeza/internal/reporting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// house is the sample committee with the pages of the analysis.
func house(t *testing.T, db *store.DB) *testkit.Site {
	t.Helper()
	if err := demo.Fill(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	return testkit.NewSite(t, db, analysis.Routes)
}

func of(t *testing.T, db *store.DB, period string) string {
	t.Helper()
	var id string
	testkit.View(t, db, access.ReadAnalysis, func(tx *store.Tx) error {
		a, err := analysis.Latest(tx, "2023-H1")
		id = a.ID
		return err
	})
	return "/k/durres/analysis/" + id
}

// The secretary edits, has it reviewed, the chair signs; afterwards nothing in
// it changes, whatever happens to the records, and a correction says what differs.
func TestFromDraftToSignedToCorrected(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := house(t, db)
		secretary, chair, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.Chair)), s.As(testkit.Actor(access.FocalPoint, "policia"))
		at := of(t, db, "2023-H1")

		secretary.Get(at).Want(200).Has("e shqyrtuar", "Pa raportim të pranuar: Njësia për Mbrojtjen e Fëmijëve, Bashkia Krujë", "120")
		point.Get(at).Want(200).HasNot("Ndrysho", "Nënshkruaj")
		point.Get(at + "/edit/opening.1").Want(404)

		secretary.Post(at+"/edit/opening.1", url.Values{"body": {"Hyrja e shkruar nga sekretariati."}, "version": {"0"}}).Want(303)
		secretary.Post(at+"/edit/opening.1", url.Values{"body": {"Një tjetër në të njëjtën kohë."}, "version": {"0"}}).Want(409).Has("Hyrja e shkruar nga sekretariati.", "Një tjetër në të njëjtën kohë.")
		secretary.Post(at+"/edit/opening.1", url.Values{"body": {"Thirrni 069 123 4567"}, "version": {"1"}}).Want(422).Has("Thirrni 069 123 4567")
		secretary.Post(at+"/sign", nil).Want(404)
		chair.Post(at+"/sign", nil).Want(422) // what was reviewed is no longer what it says
		secretary.Post(at+"/review", url.Values{"reviewed": {"1"}}).Want(303)
		change(t, db)
		chair.Post(at+"/sign", nil).Want(422).Has("kanë ndryshuar")
		secretary.Post(at+"/review", url.Values{"reviewed": {"1"}}).Want(303)

		chair.Post(at+"/sign", nil).Want(303)
		signed := chair.Get(at).Want(200).Has("Nr. 1/2023", "Hyrja e shkruar nga sekretariati.", "Gjurma në çastin e nënshkrimit")
		chair.Post(at+"/sign", nil).Want(422)
		secretary.Post(at+"/edit/opening.1", url.Values{"body": {"Pas nënshkrimit"}, "version": {"1"}}).Want(422).Has("nuk ndryshohet më")
		before := secretary.Get(at + "/download/docx").Want(200).Body

		change(t, db)
		if after := secretary.Get(at + "/download/docx").Want(200).Body; after != before {
			t.Error("a signed analysis changed with the records")
		}
		if again := secretary.Get(at).Want(200); again.Text() != signed.Text() && !strings.Contains(again.Text(), "Hyrja e shkruar") {
			t.Error("the signed page changed")
		}

		secretary.Post(at+"/correct", nil).Want(422).Has("Shkruani pse korrigjohet")
		next := secretary.Post(at+"/correct", url.Values{"reason": {"U korrigjua numri i konstatimeve."}}).Want(303).Location()
		secretary.Get(next).Want(200).Has("versioni", "Konstatime në terren", "U korrigjua numri i konstatimeve.", "Hyrja e shkruar nga sekretariati.")
		secretary.Post(at+"/correct", url.Values{"reason": {"Edhe një herë."}}).Want(422).Has("hapur tashmë")
	})
}

// change reopens an accepted return and changes a number in it.
func change(t *testing.T, db *store.DB) {
	t.Helper()
	testkit.Change(t, db, access.JudgeReturn, func(tx *store.Tx) error {
		round, err := reporting.RoundOf(tx, "2023-H1")
		if err != nil {
			return err
		}
		list, err := reporting.LoadRound(tx, round.ID)
		if err != nil {
			return err
		}
		for _, r := range list {
			if r.InstitutionID == "policia" {
				return recount(tx, r)
			}
		}
		return store.ErrNotFound
	})
}

func recount(tx *store.Tx, r reporting.Return) error {
	act := reporting.Act{ReturnID: r.ID, Version: reporting.Latest, Reason: "numërim i ri"}
	if err := reporting.Reopen(tx, act, plan.SetReported); err != nil {
		return err
	}
	v := reporting.Values{}
	for k, x := range r.Values {
		if k.Subject == reporting.OfTopic && (k.ID == "K14" || k.ID == "K15" || strings.HasPrefix(k.ID, "street")) {
			if k.ID == "K14" {
				x.Number += 10_000
			}
			v[k] = x
		}
	}
	if _, err := reporting.SaveTopic(tx, reporting.Narrative{ReturnID: r.ID, Topic: "street_children", Version: reporting.Latest, Body: r.Narrative("street_children").Body}, v); err != nil {
		return err
	}
	if _, err := reporting.Send(tx, act); err != nil {
		return err
	}
	return reporting.Accept(tx, act, plan.SetReported)
}

// Every file can be had, every figure leads to its lineage and every chart is there.
func TestDownloadsAndLineage(t *testing.T) {
	db := testkit.SQLite(t)
	s := house(t, db)
	c, at := s.As(testkit.Actor(access.NGOPoint, "world-vision")), of(t, db, "2023-H1")
	for format, start := range map[string]string{"docx": "PK", "xlsx": "PK", "pdf": "%PDF", "html": "<!", "json": "{"} {
		r := c.Get(at + "/download/" + format).Want(200)
		if !strings.HasPrefix(r.Body, start) || !strings.Contains(r.Header.Get("Content-Disposition"), "analiza-durres-2023-H1."+format) {
			t.Errorf("%s starts with %.8q, %s", format, r.Body, r.Header.Get("Content-Disposition"))
		}
	}
	c.Get(at + "/download/exe").Want(404)
	c.Get(at + "/brief/pdf").Want(200)
	page := c.Get(at).Want(200)
	for _, src := range page.Attr("article img", "src") {
		if got := c.Get(src).Want(200).Header.Get("Content-Type"); got != "image/svg+xml" {
			t.Errorf("%s is %s", src, got)
		}
	}
	links := page.Attr("a.tz-figure", "href")
	for _, href := range page.Attr("article td a", "href") {
		if strings.Contains(href, "/figure?key=") {
			links = append(links, href)
		}
	}
	if len(links)-len(page.Attr("a.tz-figure", "href")) < 20 {
		t.Error("the figures in tables lead nowhere")
	}
	if len(links) < 30 {
		t.Fatalf("only %d figures lead to their lineage", len(links))
	}
	for _, href := range links {
		c.Get(href).Want(200).Has("Përkufizimi", "shihni rreshtat")
	}
	c.Get(at + "/figure?key=K99").Want(404)
}

// A committee's analysis does not exist for anybody else.
func TestAnotherCommittee(t *testing.T) {
	db := testkit.SQLite(t)
	s := house(t, db)
	at := of(t, db, "2023-H1")
	elsewhere := access.NewActor("x", map[access.Scope][]access.Seat{access.Committee("kukes"): {{Role: access.Secretary}}})
	for _, path := range []string{at, at + "/download/docx", "/k/durres/analysis", strings.Replace(at, "durres", "kukes", 1)} {
		s.As(elsewhere).Get(path).Want(404)
	}
}

func TestScan(t *testing.T) {
	db := testkit.SQLite(t)
	s := house(t, db)
	at := of(t, db, "2023-H1")
	s.As(testkit.Actor(access.Chair)).Post(at+"/sign", nil).Want(303)
	secretary := s.As(testkit.Actor(access.Secretary))
	send := func(name string, content []byte) *testkit.Response {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		part, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="scan"; filename="` + name + `"`}})
		if err != nil {
			t.Fatal(err)
		}
		part.Write(content)
		w.Close()
		return secretary.PostBody(at+"/scan", w.FormDataContentType(), &b)
	}
	send("analiza.exe", []byte("MZ not a scan")).Want(http.StatusUnprocessableEntity).Has("analiza.exe")
	send("analiza.pdf", []byte("%PDF-1.4 scan")).Want(http.StatusSeeOther)
	page := secretary.Get(at).Want(200).Has("analiza.pdf")
	links := page.Attr(`a[href*="/scan/"]`, "href")
	if len(links) != 1 || secretary.Get(links[0]).Want(200).Body != "%PDF-1.4 scan" {
		t.Errorf("the scan does not come back: %v", links)
	}
}
