package demo

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/access"
	"tryeza/internal/app"
	"tryeza/internal/figure"
	"tryeza/internal/statistics"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// filledCasework is the whole sample in three fresh rooms.
func filledCasework(t *testing.T, r testkit.Rooms) *caseworker {
	t.Helper()
	if err := Fill(t.Context(), r.Committee); err != nil {
		t.Fatal(err)
	}
	w := newCaseworker(t.Context(), app.Config{Committee: r.Committee, Casework: r.Casework, KeyRoom: r.Keys, Root: testkit.Root()})
	if err := w.fill(); err != nil {
		t.Fatal(err)
	}
	return w
}

// rows is what a query of the casework room says, a row a line.
func rows(t *testing.T, r testkit.Rooms, query string) []string {
	t.Helper()
	list, err := r.Raw(t, store.CaseworkRoom).Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	var all []string
	for list.Next() {
		var line string
		if err := list.Scan(&line); err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// What the pages of the units can show, the sample has.
func TestCaseworkOfTheSample(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		filledCasework(t, r)
		for query, want := range map[string]string{
			`SELECT CAST(count(*) AS TEXT) FROM unit WHERE sample`:                          "2",
			`SELECT CAST(count(DISTINCT subject_id) AS TEXT) FROM child`:                    "66",
			`SELECT CAST(count(*) AS TEXT) FROM sighting WHERE child_id = ''`:               "160",
			`SELECT DISTINCT outcome FROM child WHERE state = 'closed' ORDER BY outcome`:    "less moved off same",
			`SELECT state FROM handover_offer ORDER BY state`:                               "accepted offered",
			`SELECT state FROM handover_parcel ORDER BY state`:                              "accepted offered",
			`SELECT CAST(count(*) AS TEXT) FROM child WHERE received <> ''`:                 "1",
			`SELECT CAST(count(*) AS TEXT) FROM child_person WHERE relation = 'conflict'`:   "1",
			`SELECT state FROM linkage_merge`:                                               "merged",
			`SELECT CAST(count(*) AS TEXT) FROM child WHERE state = 'merged'`:               "1",
			`SELECT kind FROM disclosure_right WHERE verdict = '' ORDER BY kind`:            "emergency release",
			`SELECT CAST(count(*) AS TEXT) FROM disclosure_notice WHERE kind = 'emergency'`: "3",
			`SELECT CAST(count(*) AS TEXT) FROM child_content`:                              "1",
		} {
			if got := strings.Join(rows(t, r, query), " "); got != want {
				t.Errorf("%s: %s, not %s", query, got, want)
			}
		}
		if n := len(rows(t, r, `SELECT id FROM sighting`)); n < 340 || n > 400 {
			t.Errorf("%d sightings", n)
		}
	})
}

// No child of the sample can be taken for one that there is.
func TestNamesOfTheSample(t *testing.T) {
	w := filledCasework(t, testkit.SQLiteRooms(t))
	n := 0
	for _, email := range []string{worker, worker2, workerElbasan} {
		g, err := w.grant(email, access.OpenFiles)
		if err != nil {
			t.Fatal(err)
		}
		list, err := w.files.Caseload(t.Context(), g)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			if !strings.HasPrefix(e.Name, "Shembull ") || !strings.HasPrefix(e.Known, "Shembull ") {
				t.Errorf("%s: a child called %q", email, e.Name)
			}
		}
		n += len(list)
	}
	if n < 60 {
		t.Errorf("%d files", n)
	}
}

// Filling again changes nothing, and two fresh rooms get the same identifiers,
// within the time somebody waits for a demo.
func TestCaseworkFillRepeats(t *testing.T) {
	const ids = `SELECT owner_id || ' ' || id || ' ' || code || ' ' || subject_id || ' ' || state FROM child ORDER BY owner_id, id`
	const all = `SELECT id FROM child_item UNION ALL SELECT id FROM sighting UNION ALL SELECT id FROM child_person UNION ALL SELECT id FROM unit_rule ORDER BY id`
	var first []string
	for range 2 {
		r := testkit.SQLiteRooms(t)
		begin := time.Now()
		w := filledCasework(t, r)
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("filling took %v", took)
		}
		before := append(rows(t, r, ids), rows(t, r, all)...)
		if err := FillCasework(t.Context(), w.conf); err != nil {
			t.Fatal(err)
		}
		after := append(rows(t, r, ids), rows(t, r, all)...)
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("filled again: %s", diff)
		}
		if first == nil {
			first = after
		}
		if diff := cmp.Diff(first, after); diff != "" {
			t.Errorf("another room: %s", diff)
		}
	}
}

// The half-year has flows that are published and flows that are withheld; which
// ones it is can be read from the page as well.
func TestFlowOfTheSample(t *testing.T) {
	r := testkit.SQLiteRooms(t)
	filledCasework(t, r)
	g, err := testkit.Actor(access.Secretary).May(access.CountChildren, access.Hatch(Committee))
	if err != nil {
		t.Fatal(err)
	}
	c, err := statistics.NewChapter(t.Context(), r.Casework, g, figure.Period("2023-H1"), statistics.Rules{}, statistics.Rules{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for i, from := range c.Published.Flow.Rows.Keys {
		cell := c.Published.Flow.RowTotals[i]
		got[from] = map[bool]string{false: fmt.Sprint(cell.N), true: "withheld"}[cell.Withheld]
	}
	want := map[string]string{durresTown: "6", elbasanTown: "8", "53": "6", "21": "5", "11": "withheld", "61": "withheld", "x-xk": "withheld", statistics.Unknown: "5"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := c.Published.Children().N; n != 40 {
		t.Errorf("%d children", n)
	}
}
