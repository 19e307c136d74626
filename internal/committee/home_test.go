package committee_test

import (
	"context"
	"errors"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/committee"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// Whoever works in a unit lands there; with a committee as well they choose.
func TestUnitsOnTheFirstPage(t *testing.T) {
	db := testkit.SQLite(t)
	site(t, db) // founds the committee
	var fails error
	units := func(_ context.Context, a access.Actor) (list []web.Room, err error) {
		for _, s := range a.Scopes(access.InInstitution) {
			list = append(list, web.Room{ID: s.ID, Name: "NJMF Durrës", Path: "/u/" + s.ID})
		}
		return list, fails
	}
	s := testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) { committee.Routes(m, db, committee.Options{Units: units}) })
	seat := access.Institution("aaaa")
	worker := s.As(access.NewActor("w", map[access.Scope][]access.Seat{seat: {{Role: access.Worker}}}))
	if to := worker.Get("/").Want(303).Location(); to != "/u/aaaa" {
		t.Errorf("leads to %s", to)
	}
	both := s.As(access.NewActor("b", map[access.Scope][]access.Seat{seat: {{Role: access.Worker}}, access.Committee("durres"): {{Role: access.Secretary}}}))
	both.Get("/").Want(200).Has("Komitetet dhe njësitë", "NJMF Durrës", "Komiteti Rajonal Antitrafik Durrës")
	nobody := s.As(access.NewActor("n", nil))
	nobody.Get("/").Want(200).Has("nuk ka ende detyrë").HasNot("NJMF", "njësitë")
	fails = errors.New("no list")
	worker.Get("/").Want(500)
}
