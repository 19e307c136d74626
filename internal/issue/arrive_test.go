package issue_test

import (
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/issue"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// A problem that goes on for two half-years is one, raised twice: it keeps the day
// it began, and says what was last said of it.
func TestContinuingProblemIsOne(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22", "town23")
		x := r.of(t, "t22-bus")
		if x.ID != r.of(t, "t23-bus").ID || len(x.Raised) != 2 {
			t.Fatalf("raised %d times, in %d problems", len(x.Raised), r.count(t, "issue"))
		}
		if x.Since != "2022-11-20" || x.Name() != "1/2022" || x.Age("2023-07-14") != 236 {
			t.Errorf("%s since %s, %d days old", x.Name(), x.Since, x.Age("2023-07-14"))
		}
		if x.Body != "Transporti për daljet në terren mungon ende" || x.ObjectiveID != "ob1" || x.ActivityID != "a2" || x.Amount == nil || *x.Amount != figure.Whole(1_250_000) {
			t.Errorf("says %+v", x.Issue)
		}
		if got := x.Raised[0]; got.Body != "Mungon transporti për daljet në terren" || got.RaisedOn != "2023-01-09" || got.Source != issue.InReturn || got.SourceID != "town22" {
			t.Errorf("first raised %+v", got)
		}
		if got := verbs(x.Issue); got != "raised measure raised_again measure expected" {
			t.Errorf("history: %s", got)
		}
		if len(x.Measures) != 2 || x.Measures[0].TakenOn != "2023-01-09" || x.Measures[1].TakenOn != "2023-05-10" {
			t.Errorf("measures %+v", x.Measures)
		}
		if r.count(t, "issue_measure") != 2 {
			t.Error("a measure for no problem has come in")
		}
	})
}

// Which return is accepted first makes no difference.
func TestEarlierReturnAcceptedLater(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town23", "town22")
		x := r.of(t, "t22-bus")
		if x.ID != r.of(t, "t23-bus").ID || x.Body != "Transporti për daljet në terren mungon ende" || x.Since != "2022-11-20" {
			t.Errorf("%+v", x.Issue)
		}
	})
}

// Each expected measure is a task of the institution, once; one without a day is
// due at the next meeting of the committee.
func TestExpectedMeasuresAreTasksOnce(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22", "town23", "town23", "town23")
		for _, q := range []string{
			`task WHERE kind = 'measure' AND owner_id = 'town' AND body = 'Blerja e një mjeti' AND due_on = '2023-10-31' AND due_body = '' AND given_on = '2023-07-04'`,
			`task WHERE kind = 'measure' AND owner_id = 'town' AND body = 'Gjetja e një dhome' AND due_on = '' AND due_body = 'committee'`,
		} {
			if n := r.count(t, q); n != 1 {
				t.Errorf("%d rows of %s", n, q)
			}
		}
		if n := r.count(t, "task"); n != 2 {
			t.Errorf("%d tasks", n)
		}
		var source string
		r.query(t, `SELECT source_id FROM task WHERE body = 'Blerja e një mjeti'`, &source)
		if source != r.of(t, "t23-bus").ID {
			t.Error("the task is not of its problem")
		}
	})
}

// A promise of last half-year that is made again is the task it is already.
func TestPromiseMadeAgain(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.run(t, `INSERT INTO reporting_measure (committee_id, id, version, return_id, position, problem_id, status, body, due_on) VALUES ('durres', 'm22b', 1, 'town22', 3, 't22-bus', 'expected', 'Blerja e një mjeti.', '2022-12-31')`)
		r.accept(t, "town22", "town23")
		if n := r.count(t, "task WHERE kind = 'measure' AND owner_id = 'town' AND body LIKE 'Blerja%'"); n != 1 {
			t.Errorf("%d tasks of one promise", n)
		}
		if n := r.count(t, "task WHERE due_on = '2022-12-31' AND given_on = '2022-12-31'"); n != 1 {
			t.Error("a promise that was late when it was sent is not kept as it was made")
		}
	})
}

// A return that is reopened and accepted again changes nothing, but for what it
// now says otherwise.
func TestArrivingTwice(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22", "town23", "ngo22", "ngo23")
		before := []issue.Group{r.of(t, "t23-bus"), r.of(t, "t23-room"), r.of(t, "n23-staff"), r.of(t, "n23-bus")}
		r.accept(t, "town22", "town23", "ngo22", "ngo23", "town22")
		for _, b := range before {
			if a := r.get(t, b.ID); a.Version != b.Version || verbs(a.Issue) != verbs(b.Issue) || len(a.Raised) != len(b.Raised) || len(a.Measures) != len(b.Measures) {
				t.Errorf("%s changed: %+v\nbefore %+v", b.Name(), a, b)
			}
		}
		r.run(t, `UPDATE reporting_problem SET body = 'Nuk ka dhomë për bisedat', amount = 3000000000 WHERE id = 't23-room';
UPDATE reporting_measure SET body = 'U mor me qira një furgon' WHERE id = 'm23a'`)
		r.accept(t, "town23")
		x := r.of(t, "t23-room")
		if x.Body != "Nuk ka dhomë për bisedat" || x.Raised[0].Body != x.Body || x.Amount == nil || len(x.Raised) != 1 {
			t.Errorf("not corrected: %+v", x)
		}
		if m := r.of(t, "t23-bus").Measures; m[1].Body != "U mor me qira një furgon" {
			t.Errorf("measure not corrected: %+v", m)
		}
	})
}

// What was edited here stays; a return only fills what is blank.
func TestEditedHereStays(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22")
		x := r.of(t, "t22-bus")
		s := r.site(t).As(testkit.Actor(access.Secretary))
		s.Post(base+"/"+x.ID+"/edit", form(x.Version, "body", "Transporti i bashkisë", "resource", "funds")).Want(303)
		r.accept(t, "town23")
		if x := r.of(t, "t23-bus"); x.Body != "Transporti i bashkisë" || x.Resource != "funds" || x.Amount == nil || x.ActivityID != "a2" || len(x.Raised) != 2 {
			t.Errorf("%+v", x.Issue)
		}
	})
}

// Solved in a return is solved, unless somebody else still raises it; raised in a
// later one, it is open again.
func TestSolvedInAReturn(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "ngo22", "ngo23")
		x := r.of(t, "n23-staff")
		if x.State != issue.Solved || x.SolvedOn != "2023-07-05" || x.Solution == "" || x.Age("2024-01-01") != 216 || !strings.HasSuffix(verbs(x.Issue), "raised_again solved") {
			t.Errorf("%+v", x.Issue)
		}
		r.run(t, `UPDATE reporting_problem SET solved = FALSE WHERE id = 'n23-staff'`)
		r.accept(t, "ngo23")
		if x := r.of(t, "n23-staff"); x.State != issue.Open || x.SolvedOn != "" || !strings.HasSuffix(verbs(x.Issue), "reopened") {
			t.Errorf("still solved: %+v", x.Issue)
		}
		r.accept(t, "town22", "town23")
		bus, ngo := r.of(t, "t23-bus"), r.of(t, "n23-bus")
		if err := change(r, access.ManageIssues, func(tx *store.Tx) error { return issue.Merge(tx, ngo.ID, ngo.Version, bus.ID) }); err != nil {
			t.Fatal(err)
		}
		r.run(t, `UPDATE reporting_problem SET solved = TRUE WHERE id = 't23-bus'`)
		r.accept(t, "town23")
		if r.of(t, "t23-bus").State != issue.Open {
			t.Error("solved, though the organisation still raises it")
		}
		r.run(t, `UPDATE reporting_problem SET solved = TRUE WHERE id = 'n23-bus'`)
		r.accept(t, "ngo23")
		if r.of(t, "t23-bus").State != issue.Solved {
			t.Error("open, though all who raised it say that it is solved")
		}
	})
}

// A line of the minutes becomes a problem once, and an old return accepted late
// does not reopen what was solved since.
func TestRaisedAtAMeeting(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		for range 2 {
			testkit.Change(t, r.DB, access.CloseMeetings, func(tx *store.Tx) error {
				return issue.RaiseAt(tx, "line1", "meeting1", "police", "Mungon përkthyesi", "2023-06-27")
			})
		}
		x := r.of(t, "line1")
		if x.Name() != "1/2023" || x.Since != "2023-06-27" || x.Resource != "" || x.Raised[0].Source != issue.AtMeeting || x.Raised[0].SourceID != "meeting1" || r.count(t, "issue") != 1 {
			t.Errorf("%+v", x)
		}
		r.accept(t, "town22")
		bus := r.of(t, "t22-bus")
		err := change(r, access.ManageIssues, func(tx *store.Tx) error {
			return issue.Solve(tx, bus.ID, bus.Version, "2023-07-10", "U ble mjeti.")
		})
		if err != nil {
			t.Fatal(err)
		}
		r.accept(t, "town23") // sent before it was solved
		if r.of(t, "t23-bus").State != issue.Solved {
			t.Error("an older return reopened it")
		}
	})
}

// Numbers follow the years in which the problems began, without gaps.
func TestNumbers(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22", "ngo22", "town23", "ngo23")
		var names []string
		for _, id := range []string{"t22-bus", "n22-staff", "t23-room", "n23-bus"} {
			names = append(names, r.of(t, id).Name())
		}
		if want := []string{"1/2022", "2/2022", "1/2023", "2/2023"}; !slices.Equal(names, want) {
			t.Errorf("%v, want %v", names, want)
		}
	})
}

// A problem that another Tryeza had comes in as it was there.
func TestImport(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22", "town23")
		x := r.of(t, "t22-bus").Issue
		r.run(t, "DELETE FROM issue_event;\nDELETE FROM issue_measure;\nDELETE FROM issue_raised;\nDELETE FROM issue")
		testkit.Change(t, r.DB, access.ImportCommittee, func(tx *store.Tx) error { return issue.Import(tx, x) })
		if y := r.get(t, x.ID); verbs(y.Issue) != verbs(x) || y.Name() != x.Name() || len(y.Raised) != 2 || len(y.Measures) != 2 || *y.Amount != *x.Amount {
			t.Errorf("%+v\nwant %+v", y, x)
		}
		r.accept(t, "town22", "town23") // it knows what came of its returns
		if r.count(t, "task WHERE body = 'Blerja e një mjeti'") != 1 || r.count(t, "issue_raised WHERE issue_id = '"+x.ID+"'") != 2 {
			t.Error("an imported problem arrives once more")
		}
	})
}
