package committee_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// docx is what the injected check of templates takes for a good one.
const docx = "a good template"

func checkTemplate(b []byte) error {
	if string(b) != docx {
		return errors.New("no")
	}
	return nil
}

func routes(m *web.Mux, db *store.DB) {
	committee.Routes(m, db, committee.Options{CheckTemplate: checkTemplate})
}

func found(t *testing.T, db *store.DB, qark string) {
	t.Helper()
	q, _ := code.FindQark(qark)
	if err := committee.Found(context.Background(), db, testkit.Actor(access.Operator), q, true); err != nil {
		t.Fatal(err)
	}
}

func site(t *testing.T, db *store.DB) *testkit.Site {
	t.Helper()
	found(t, db, "durres")
	return testkit.NewSite(t, db, routes)
}

// add puts institutions into the committee, each with its id for a name.
func add(t *testing.T, db *store.DB, ids ...string) {
	t.Helper()
	testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error {
		for _, id := range ids {
			err := committee.AddInstitution(tx, committee.Institution{ID: id, Kind: committee.State, Sector: "police"}, committee.Name{Name: strings.ToUpper(id)})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func TestInstitutionPages(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := site(t, db)
		secretary, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "police"))
		secretary.Get("/k/durres/committee").Want(200).Has("nuk ka ende institucione")

		form := url.Values{"name": {"Njësia Vendore e Kujdesit Shëndetësor"}, "kind": {"state"}}
		r := secretary.Post("/k/durres/committee/institution/new", form).Want(422)
		if got := r.Attr("#name", "value"); len(got) != 1 || got[0] != form.Get("name") {
			t.Errorf("what was typed is lost: %q", got)
		}
		form.Set("sector", "health")
		secretary.Post("/k/durres/committee/institution/new", form).Want(303)
		point.Post("/k/durres/committee/institution/new", form).Want(404)
		point.Get("/k/durres/committee/institution/new").Want(404)

		page := point.Get("/k/durres/committee?q=njesia+vendore+shendetsor").Want(200).Has("Njësia Vendore e Kujdesit Shëndetësor")
		at := page.Attr("th a", "href")[0]
		point.Get(at).Want(200).Has("Shëndetësia").HasNot("Ruaj")

		form.Set("version", "1")
		form.Set("position", "1")
		form.Set("note", "parë nga një")
		secretary.Post(at, form).Want(303)
		form.Set("note", "parë nga tjetri")
		secretary.Post(at, form).Want(409).Has("parë nga një", "parë nga tjetri")

		form.Set("note", "celular 069 123 4567")
		secretary.Post(at, form).Want(422).Has("numër celulari", "celular 069 123 4567")
		form.Set("municipality", "99")
		secretary.Post(at, form).Want(422).Has("Zgjidhni një bashki nga lista")
	})
}

func TestInstitutionThatIsMentionedStays(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		secretary := site(t, db).As(testkit.Actor(access.Secretary))
		add(t, db, "police", "health")
		testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error {
			err := committee.AddOrder(tx, committee.Order{ID: "o", Number: "1", Dated: "2023-01-01", From: "2023-01-01"})
			return errors.Join(err, committee.AddSeat(tx, committee.Seat{OrderID: "o", InstitutionID: "police", Body: committee.Body, Kind: "member"}))
		})
		version := url.Values{"version": {"1"}}
		secretary.Post("/k/durres/committee/institution/police/remove", version).Want(422).Has("nuk hiqet")
		secretary.Post("/k/durres/committee/institution/health/remove", version).Want(303)
		secretary.Get("/k/durres/committee").Has("POLICE").HasNot("HEALTH")
	})
}

func TestNames(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		secretary := site(t, db).As(testkit.Actor(access.Secretary))
		point := site2(t, db).As(testkit.Actor(access.FocalPoint, "zvap"))
		add(t, db, "zvap")
		at := "/k/durres/committee/institution/zvap"
		form := url.Values{"name": {"Zyra Vendore e Arsimit Parauniversitar"}, "short": {"ZVAP"}, "from": {"31.02.2020"}}
		secretary.Post(at+"/rename", form).Want(422).Has("datë të vërtetë")
		form.Set("from", "01.09.2019")
		secretary.Post(at+"/rename", form).Want(303)
		point.Post(at+"/rename", form).Want(404)
		point.Get(at + "/rename").Want(404)
		secretary.Post(at+"/rename", form).Want(422).Has("Shkruani një datë më të vonë")
		point.Get(at).Want(200).Has("deri më 31.08.2019", "nga 01.09.2019")

		secretary.Post(at+"/alias", url.Values{"name": {"Drejtoria Arsimore"}}).Want(303)
		secretary.Get("/k/durres/committee?q=drejtoria+arsimore").Has("Zyra Vendore e Arsimit")

		names := secretary.Get(at).Attr("td a", "href")
		if len(names) != 3 {
			t.Fatalf("names %v", names)
		}
		last := names[1]
		secretary.Post(last, url.Values{"version": {"1"}, "name": {"Zyra Vendore e Arsimit"}}).Want(303)
		secretary.Post(last, url.Values{"version": {"1"}, "name": {"Zyra tjetër"}}).Want(409).Has("Zyra Vendore e Arsimit", "Zyra tjetër")
		secretary.Post(names[0]+"/remove", url.Values{"version": {"2"}}).Want(422).Has("nuk hiqet")
		secretary.Post(last+"/remove", url.Values{"version": {"2"}}).Want(303)
		secretary.Get(at).Has("pa kufi kohor").HasNot("31.08.2019")
		secretary.Post(names[2]+"/remove", url.Values{"version": {"1"}}).Want(303)
	})
}

func site2(t *testing.T, db *store.DB) *testkit.Site { return testkit.NewSite(t, db, routes) }

func TestOtherCommitteeStaysApart(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := site(t, db)
		found(t, db, "kukes")
		add(t, db, "police")
		kukes := access.NewActor("k", map[access.Scope][]access.Seat{access.Committee("kukes"): {{Role: access.Secretary}}})
		stranger := s.As(kukes)
		stranger.Get("/k/durres/committee").Want(404)
		stranger.Get("/k/durres/committee/institution/police").Want(404)
		stranger.Get("/k/kukes/committee/institution/police").Want(404)
		stranger.Get("/k/kukes/committee").Want(200).HasNot("POLICE")
		stranger.Post("/k/kukes/committee/institution/police", url.Values{"version": {"1"}, "kind": {"ngo"}, "sector": {"ngo"}}).Want(404)
	})
}
