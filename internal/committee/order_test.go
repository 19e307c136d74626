package committee_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/committee"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// order is the form of an order; its days are written 02.03.2022.
func order(number, from, to string) url.Values {
	f := url.Values{"number": {number}}
	for name, day := range map[string]string{"dated": from, "from": from, "to": to} {
		if d := strings.Split(day, "."); len(d) == 3 {
			f[name+"-day"], f[name+"-month"], f[name+"-year"] = d[:1], d[1:2], d[2:]
		}
	}
	return f
}

func TestOrderPages(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := site(t, db)
		secretary, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "police"))
		add(t, db, "prefect", "police")
		const fresh = "/k/durres/committee/order/new/edit"
		secretary.Get("/k/durres/committee/orders").Want(200).Has("Nuk ka ende urdhër")
		r := secretary.Post(fresh, order("", "02.03.2022", "")).Want(422).Has("Shkruani numrin e urdhrit")
		if got := r.Attr("#from-year", "value"); len(got) != 1 || got[0] != "2022" {
			t.Errorf("what was typed is lost: %q", got)
		}
		secretary.Post(fresh, order("12", "02.03.2022", "01.03.2022")).Want(422).Has("nga 02.03.2022 e më vonë")
		first := secretary.Post(fresh, order("12", "02.03.2022", "")).Want(303).Location()
		point.Post(fresh, order("13", "09.02.2023", "")).Want(404)
		point.Get(fresh).Want(404)

		secretary.Get(fresh).Has("Mbylle urdhrin nr. 12")
		secretary.Post(fresh, order("13", "09.02.2023", "")).Want(422).Has("Urdhri nr. 12 është në fuqi nga 02.03.2022")
		next := order("13", "09.02.2023", "")
		next.Set("end", "yes")
		second := secretary.Post(fresh, next).Want(303).Location()
		point.Get(first).Want(200).Has("02.03.2022 – 08.02.2023").HasNot("në fuqi", "Cakto vendet")
		secretary.Post(fresh, order("11", "01.01.2022", "02.03.2022")).Want(422).Has("(02.03.2022 – 08.02.2023)")

		seats := url.Values{"version": secretary.Get(first+"/seats").Attr("input[name=version]", "value"),
			"committee-prefect": {"chair"}, "committee-police": {"member"}, "table-police": {"boss"}}
		secretary.Post(first+"/seats", seats).Want(422).Has("Zgjidhni si merr pjesë")
		seats.Set("table-police", "member")
		secretary.Post(first+"/seats", seats).Want(303)
		secretary.Post(first+"/seats", seats).Want(409)
		point.Post(first+"/seats", seats).Want(404)
		page := point.Get(first).Want(200).Has("kryetar", "Urdhri nuk cakton kryetar për Tryezën Teknike")
		page.HasNot("Urdhri nuk cakton kryetar për Komitetin")

		from := secretary.Get(second).Has("Kopjo vendet nga urdhri nr. 12").Attr("input[name=from]", "value")
		secretary.Post(second+"/copy", url.Values{"from": from}).Want(303)
		point.Get(second).Has("PREFECT", "POLICE")

		edit := order("13/1", "09.02.2023", "31.12.2023")
		edit.Set("version", "1")
		secretary.Post(second+"/edit", edit).Want(303)
		edit.Set("number", "13/2")
		secretary.Post(second+"/edit", edit).Want(409).Has("13/1", "13/2")
		secretary.Post(second+"/remove", url.Values{"version": {"2"}}).Want(303)
		secretary.Get(second).Want(404)
	})
}

func TestSeatsOn(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		found(t, db, "durres")
		add(t, db, "prefect", "police", "border")
		change := func(f func(tx *store.Tx) error) error {
			return db.Change(context.Background(), testkit.Grant(t, access.ManageCommittee), store.Subject{Kind: "order"}, f)
		}
		seat := func(o, i, body, kind string) committee.Seat {
			return committee.Seat{OrderID: o, InstitutionID: i, Body: body, Kind: kind}
		}
		err := change(func(tx *store.Tx) error {
			return errors.Join(
				committee.AddOrder(tx, committee.Order{ID: "a", Number: "1", Dated: "2022-01-01", From: "2022-01-01", To: "2022-12-31"}),
				committee.AddOrder(tx, committee.Order{ID: "b", Number: "2", Dated: "2023-01-01", From: "2023-01-01"}),
				committee.AddSeat(tx, seat("a", "prefect", committee.Body, "chair")),
				committee.AddSeat(tx, seat("b", "prefect", committee.Body, "chair")),
				committee.AddSeat(tx, seat("b", "border", committee.Table, "invited")),
			)
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := change(func(tx *store.Tx) error { return committee.AddSeat(tx, seat("b", "border", committee.Table, "member")) }); !errors.Is(err, store.ErrExists) {
			t.Errorf("a second seat in one body: %v", err)
		}
		var overlap committee.Overlap
		if err := change(func(tx *store.Tx) error {
			return committee.AddOrder(tx, committee.Order{ID: "c", From: "2022-12-31", To: "2022-12-31"})
		}); !errors.As(err, &overlap) || overlap.Other.ID != "a" {
			t.Errorf("overlapping order: %v", err)
		}
		testkit.View(t, db, access.ReadCommittee, func(tx *store.Tx) error {
			for _, tt := range []struct {
				day, body string
				order     string
				seats     int
			}{
				{"2022-12-31", committee.Body, "a", 1}, {"2023-01-01", committee.Table, "b", 1},
				{"2030-01-01", committee.Joint, "b", 2}, {"2022-06-01", committee.Table, "a", 0},
			} {
				list, o, err := committee.SeatsOn(tx, tt.day, tt.body)
				if err != nil || o.ID != tt.order || len(list) != tt.seats {
					t.Errorf("%s %s: %v under %q, %v", tt.day, tt.body, list, o.ID, err)
				}
			}
			if _, _, err := committee.SeatsOn(tx, "2021-12-31", committee.Body); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("before the first order: %v", err)
			}
			return nil
		})
	})
}
