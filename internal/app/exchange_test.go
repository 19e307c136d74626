package app_test

import (
	"bytes"
	"context"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/demo"
	"tryeza/internal/exchange"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// grantIn is the operator's grant in a committee.
func grantIn(t *testing.T, p access.Permission, committee string) access.Grant {
	t.Helper()
	g, err := account.Operator().May(p, access.Committee(committee))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// exported is the committee's year as JSON.
func exported(t *testing.T, db *store.DB, committee string, year int) []byte {
	t.Helper()
	var b []byte
	err := db.View(context.Background(), grantIn(t, access.ExportCommittee, committee), store.Subject{Kind: "exchange"}, func(tx *store.Tx) error {
		d, err := exchange.Load(tx, year)
		if err != nil {
			return err
		}
		b, err = d.JSON()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func imported(t *testing.T, db *store.DB, committee string, year int, from exchange.Source) (exchange.Additions, error) {
	t.Helper()
	return exchange.Import(context.Background(), db, grantIn(t, access.ImportCommittee, committee), app.Exchange, year, from)
}

func file(t *testing.T, b []byte) exchange.Source {
	t.Helper()
	s, err := exchange.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A year goes out, into an empty database, and out again without a byte changed;
// a second time there is nothing to add.
func TestExchangeRoundTrip(t *testing.T) {
	source := testkit.SQLite(t)
	if err := demo.Fill(t.Context(), source); err != nil {
		t.Fatal(err)
	}
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		for _, year := range []int{2022, 2023} {
			first := exported(t, source, "durres", year)
			if _, err := imported(t, db, "durres", year, file(t, first)); err != nil {
				t.Fatalf("%d: %v", year, err)
			}
			if second := exported(t, db, "durres", year); !bytes.Equal(first, second) {
				t.Errorf("%d: exported again it differs:\n%s", year, firstDifference(first, second))
			}
			again, err := imported(t, db, "durres", year, file(t, first))
			if err != nil || !again.Empty() {
				t.Errorf("%d: imported again it adds %+v, %v", year, again, err)
			}
		}
	})
}

func firstDifference(a, b []byte) string {
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range x {
		if i >= len(y) || !bytes.Equal(x[i], y[i]) {
			return string(bytes.Join(x[i:min(i+5, len(x))], []byte("\n"))) + "\n---\n" + string(bytes.Join(y[i:min(i+5, len(y))], []byte("\n")))
		}
	}
	return "only longer"
}

// The workbook says the same as the document: written and read again, not a
// byte of the document differs.
func TestWorkbookRoundTrip(t *testing.T) {
	source := testkit.SQLite(t)
	if err := demo.Fill(t.Context(), source); err != nil {
		t.Fatal(err)
	}
	for _, year := range []int{2022, 2023} {
		first := exported(t, source, "durres", year)
		d, err := file(t, first).Read(exchange.Head{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		book, err := d.Workbook()
		if err != nil {
			t.Fatal(err)
		}
		from := file(t, book)
		again, err := from.Read(from.Head(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if second, err := again.JSON(); err != nil || !bytes.Equal(first, second) {
			t.Errorf("%d: %v\n%s", year, err, firstDifference(first, second))
		}
	}
}
