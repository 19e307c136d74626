package internal_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/app"
	"tryeza/internal/child"
	"tryeza/internal/demo"
	"tryeza/internal/statistics"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// What is erased takes nothing away from the figures: every count of the sample,
// of every half-year and of the whole time, is what it was, when all files of
// cases that have ended are erased.
func TestErasureChangesNoFigure(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	conf := app.Config{Committee: r.Committee, Casework: r.Casework, KeyRoom: r.Keys, Root: testkit.Root()}
	if err := demo.Fill(ctx, r.Committee); err != nil {
		t.Fatal(err)
	}
	if err := demo.FillCasework(ctx, conf); err != nil {
		t.Fatal(err)
	}
	before := counted(t, r)
	erased := eraseAll(t, r, conf)
	if erased < 5 || len(before) == 0 {
		t.Fatalf("only %d files were erased", erased)
	}
	if diff := cmp.Diff(before, counted(t, r), cmpopts.IgnoreUnexported(statistics.Answer{})); diff != "" {
		t.Errorf("%d files erased:\n%s", erased, diff)
	}
}

// counted are all figures of the committee.
func counted(t *testing.T, r testkit.Rooms) (list []statistics.Answer) {
	t.Helper()
	g := testkit.GrantTo(t, testkit.Actor(access.Operator), access.CountExactly)
	err := r.Casework.View(ctx, g, store.Subject{}, func(tx *store.Tx) error {
		for _, q := range []statistics.Question{{From: "2022-01-01", To: "2022-06-30"}, {From: "2022-07-01", To: "2022-12-31"}, {From: "2023-01-01", To: "2023-06-30"}, {From: "2020-01-01", To: "2023-12-31"}} {
			q.Rules.Threshold = 5
			a, err := statistics.Count(tx, q)
			if err != nil {
				return err
			}
			list = append(list, a)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// eraseAll erases every file that may be erased.
func eraseAll(t *testing.T, r testkit.Rooms, conf app.Config) (n int) {
	t.Helper()
	units, err := account.Units(ctx, conf.Committee)
	for _, u := range units {
		g, why := account.Operator().May(access.Retain, access.Institution(u.ID))
		if why != nil {
			t.Fatal(why)
		}
		erased, _, why := conf.Files().EraseAll(ctx, g, filesOf(t, r, u.ID), child.KeepFile)
		if why != nil {
			t.Fatal(why)
		}
		n += len(erased)
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func filesOf(t *testing.T, r testkit.Rooms, unit string) (ids []string) {
	t.Helper()
	rows, err := r.Raw(t, store.CaseworkRoom).Query(`SELECT id FROM child WHERE owner_id = $1 ORDER BY id`, unit)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}
