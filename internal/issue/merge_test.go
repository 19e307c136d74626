package issue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// model is what merging and parting mean: each problem may be said to be the same
// as another, and stands under the last of that chain.
type model struct {
	ids  []string // the oldest first
	with map[string]string
}

func (m model) root(id string) string {
	for m.with[id] != "" {
		id = m.with[id]
	}
	return id
}

// merge says that a, which stands for itself, is the same as b. The older stays,
// unless it is said which.
func (m model) merge(a, b, stays string) bool {
	b = m.root(b)
	if m.with[a] != "" || a == b {
		return false
	}
	if stays == theFirst || stays == theOlder && slices.Index(m.ids, a) < slices.Index(m.ids, b) {
		a, b = b, a
	}
	m.with[a] = b
	return true
}

func (m model) part(id string) bool {
	if m.with[id] == "" {
		return false
	}
	delete(m.with, id)
	return true
}

// into is where each problem is when the model is right.
func (m model) into() map[string]string {
	all := map[string]string{}
	for _, id := range m.ids {
		if all[id] = m.root(id); all[id] == id {
			all[id] = ""
		}
	}
	return all
}

// Whatever is merged and parted: no raising is lost, nothing is merged into what
// is itself merged, what is open is counted once, and parting undoes merging.
func TestMergeAndPart(t *testing.T) {
	inEach(t, func(t *testing.T, db *store.DB) {
		rapid.Check(t, func(rt *rapid.T) {
			m := model{ids: five(rt, db), with: map[string]string{}}
			for range rapid.IntRange(1, 12).Draw(rt, "steps") {
				a, b := rapid.SampledFrom(m.ids).Draw(rt, "a"), rapid.SampledFrom(m.ids).Draw(rt, "b")
				before := m.into()
				merging := rapid.Bool().Draw(rt, "merge")
				stays := rapid.SampledFrom([]string{theOlder, theFirst, theOther}).Draw(rt, "stays")
				ok := merging && m.merge(a, b, stays) || !merging && m.part(a)
				try(rt, db, ok, func(tx *store.Tx) error { return mergeOrPart(tx, merging, a, b, stays) })
				holds(rt, db, m)
				if ok && merging { // and back again
					younger := changed(before, m)
					m.part(younger)
					try(rt, db, true, func(tx *store.Tx) error { return mergeOrPart(tx, false, younger, "", "") })
					if now := holds(rt, db, m); !maps.Equal(now, before) {
						rt.Fatalf("parting gives %v, before merging it was %v", now, before)
					}
					m.merge(a, b, stays)
					try(rt, db, true, func(tx *store.Tx) error { return mergeOrPart(tx, true, a, b, stays) })
				}
			}
		})
	})
}

// inEach runs f on every kind of database, with a committee in it.
func inEach(t *testing.T, f func(t *testing.T, db *store.DB)) {
	for kind, url := range testkit.URLs(t) {
		t.Run(kind, func(t *testing.T) {
			db := testkit.Open(t, store.CommitteeRoom, url)
			raw, err := sql.Open(map[string]string{"sqlite": "sqlite", "postgres": "pgx"}[kind], url)
			if err != nil {
				t.Fatal(err)
			}
			defer raw.Close()
			_, err = raw.Exec(`INSERT INTO committee (committee_id, id, version, name, qark, sample, founded_on, letterhead, signature, place)
				VALUES ('durres', 'durres', 1, 'Komiteti', 'AL-02', TRUE, '2022-01-01', '', '', 'Durrës')`)
			if err != nil {
				t.Fatal(err)
			}
			f(t, db)
		})
	}
}

// changed is the problem that stood for itself before.
func changed(before map[string]string, m model) string {
	for id := range m.with {
		if before[id] == "" {
			return id
		}
	}
	return ""
}

func mergeOrPart(tx *store.Tx, merging bool, a, b, stays string) error {
	x, err := issues.Get(tx, a)
	if err != nil {
		return err
	}
	if merging {
		return merge(tx, a, x.Version, b, stays)
	}
	return Part(tx, a, x.Version)
}

// try runs f, which is refused unless ok.
func try(rt *rapid.T, db *store.DB, ok bool, f func(tx *store.Tx) error) {
	err := inCommittee(db, f)
	var refusal web.Refusal
	if ok && err != nil || !ok && !errors.As(err, &refusal) {
		rt.Fatalf("allowed %v, but: %v", ok, err)
	}
}

func inCommittee(db *store.DB, f func(tx *store.Tx) error) error {
	g, err := testkit.Actor(access.Operator).May(access.ManageIssues, access.Committee("durres"))
	if err != nil {
		return err
	}
	return db.Change(context.Background(), g, store.Subject{Kind: "test", ID: "x"}, f)
}

// holds compares the database with the model, and returns what is merged into what.
func holds(rt *rapid.T, db *store.DB, m model) map[string]string {
	now := map[string]string{}
	err := inCommittee(db, func(tx *store.Tx) error {
		rows, err := readRows(tx, "", true)
		p := listPage{base: base{Today: "2023-07-14"}}
		open, raised := 0, 0
		for _, x := range rows {
			if !slices.Contains(m.ids, x.ID) {
				continue
			}
			now[x.ID] = x.MergedInto
			if p.shows(x, "") {
				open++
				raised += x.Times
			}
		}
		if roots := len(m.ids) - len(m.with); open != roots || raised != len(m.ids) {
			rt.Fatalf("%d open, raised %d times; there are %d, raised %d times", open, raised, roots, len(m.ids))
		}
		return err
	})
	if err != nil {
		rt.Fatal(err)
	}
	if want := m.into(); !maps.Equal(now, want) {
		rt.Fatalf("merged %v, want %v (%v)", now, want, m.with)
	}
	return now
}

// five makes five problems, the oldest first.
func five(rt *rapid.T, db *store.DB) (ids []string) {
	err := inCommittee(db, func(tx *store.Tx) (err error) {
		ids, err = make5(tx)
		return err
	})
	if err != nil {
		rt.Fatal(err)
	}
	return ids
}

func make5(tx *store.Tx) (ids []string, err error) {
	for i := range 5 {
		on := fmt.Sprintf("2023-0%d-01", 1+i/2) // some began on the same day
		id, err := found(tx, Issue{Body: "x", Since: on}, Raised{ID: tx.NewID(), Source: Directly, RaisedOn: on, Body: "x"})
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// A merge is refused when one of the two is solved, and when somebody changed the
// problem meanwhile.
func TestMergeRefused(t *testing.T) {
	inEach(t, func(t *testing.T, db *store.DB) {
		var ids []string
		testkit.Change(t, db, access.ManageIssues, func(tx *store.Tx) error {
			for _, on := range []string{"2023-01-01", "2023-02-01", "2023-03-01"} {
				id, err := found(tx, Issue{Body: "x", Since: on}, Raised{ID: tx.NewID(), Source: Directly, RaisedOn: on, Body: "x"})
				if err != nil {
					return err
				}
				ids = append(ids, id)
			}
			return Solve(tx, ids[2], 1, "2023-04-01", "u gjet")
		})
		err := inCommittee(db, func(tx *store.Tx) error { return Merge(tx, ids[0], 1, ids[2]) })
		if err == nil || !strings.Contains(err.Error(), "vetëm problematika të hapura") {
			t.Errorf("merging with one that is solved: %v", err)
		}
		err = inCommittee(db, func(tx *store.Tx) error { return Merge(tx, ids[0], 7, ids[1]) })
		if !errors.Is(err, store.ErrConflict) {
			t.Errorf("another version: %v", err)
		}
		testkit.Change(t, db, access.ManageIssues, func(tx *store.Tx) error { return Merge(tx, ids[0], 1, ids[1]) })
		err = inCommittee(db, func(tx *store.Tx) error { return Solve(tx, ids[1], 2, "2023-04-01", "u gjet") })
		if err == nil || !strings.Contains(err.Error(), "Vazhdoni te ajo") {
			t.Errorf("solving what was merged: %v", err)
		}
	})
}
