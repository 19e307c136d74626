package committee_test

import (
	"context"
	"net/url"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

func site(t *testing.T, db *store.DB) *testkit.Site {
	durres, _ := code.FindQark("durres")
	if err := committee.Found(context.Background(), db, testkit.Actor(access.Operator), durres, true); err != nil {
		t.Fatal(err)
	}
	return testkit.NewSite(t, db, committee.Routes)
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

		page := point.Get("/k/durres/committee?q=njesia+vendore+shendetsor").Want(200).Has("Njësia Vendore e Kujdesit Shëndetësor")
		at := page.Attr("td a", "href")[0]
		point.Get(at).Want(200)

		form.Set("version", "1")
		form.Set("note", "parë nga një")
		secretary.Post(at, form).Want(303)
		form.Set("note", "parë nga tjetri")
		secretary.Post(at, form).Want(409).Has("parë nga një", "parë nga tjetri")
	})
}
