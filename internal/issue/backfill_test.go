package issue_test

import (
	"context"
	"testing"

	"tryeza/internal/issue"
	"tryeza/internal/store"
)

// A committee that has accepted returns when problems come to be kept finds them
// here: the same as if they had arrived one by one, but for tasks.
func TestReturnsAcceptedBefore(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.accept(t, "town22", "ngo22", "ngo23", "town23") // in the order in which they began
		raisings := []string{"t22-bus", "t23-room", "n22-staff", "n23-bus"}
		arrived := map[string]issue.Group{}
		for _, id := range raisings {
			arrived[id] = r.of(t, id)
		}
		r.Close()
		r.run(t, `DROP TABLE issue_event;
DROP TABLE issue_measure;
DROP TABLE issue_raised;
DROP TABLE issue;
DELETE FROM task_event;
DELETE FROM task;
DELETE FROM migration WHERE name LIKE '%issue.sql'`)
		db, err := store.Open(context.Background(), store.CommitteeRoom, r.url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		r.DB = db
		for _, id := range raisings {
			got, want := r.of(t, id), arrived[id]
			if got.Name() != want.Name() || got.Since != want.Since || got.Body != want.Body || got.ObjectiveID != want.ObjectiveID || got.ActivityID != want.ActivityID ||
				got.Resource != want.Resource || (got.Amount == nil) != (want.Amount == nil) || got.State != want.State || got.SolvedOn != want.SolvedOn || got.Solution != want.Solution {
				t.Errorf("%s:\n%+v\nwant %+v", id, got.Issue, want.Issue)
			}
			for i, m := range want.Measures {
				if got := got.Measures[i]; got.ID != m.ID || got.TakenOn != m.TakenOn || got.Body != m.Body || got.InstitutionID != m.InstitutionID {
					t.Errorf("measure %+v, want %+v", got, m)
				}
			}
			for i, w := range want.Raised {
				if got := got.Raised[i]; got.ID != w.ID || got.RaisedOn != w.RaisedOn || got.Body != w.Body || got.SourceID != w.SourceID {
					t.Errorf("raised %+v, want %+v", got, w)
				}
			}
		}
		if n := r.count(t, "issue"); n != len(raisings) {
			t.Errorf("%d problems", n)
		}
		if got := verbs(r.of(t, "t22-bus").Issue); got != "raised raised_again" {
			t.Errorf("history: %s", got)
		}
		r.accept(t, "town22", "town23") // reopened and accepted again
		if x := r.of(t, "t23-bus"); len(x.Raised) != 2 || r.count(t, "task") != 2 || r.count(t, "issue") != len(raisings) {
			t.Errorf("%+v", x)
		}
	})
}

// A return that was imported may not say when it was sent: what it says of
// problems has the day on which they began or, without one, its due day.
func TestReturnsThatDoNotSayWhen(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.run(t, `UPDATE reporting_return SET first_sent_at = '0001-01-01T00:00:00.000000Z', due_on = '2023-01-15' WHERE id = 'town22';
UPDATE reporting_problem SET since = '' WHERE id = 't22-bus'`)
		r.accept(t, "town22")
		want := r.of(t, "t22-bus")
		if want.Since != "2023-01-15" || want.Raised[0].RaisedOn != "2023-01-15" {
			t.Errorf("since %s, raised on %s", want.Since, want.Raised[0].RaisedOn)
		}
		r.Close()
		r.run(t, `DROP TABLE issue_event;
DROP TABLE issue_measure;
DROP TABLE issue_raised;
DROP TABLE issue;
DELETE FROM task_event;
DELETE FROM task;
DELETE FROM migration WHERE name LIKE '%issue.sql'`)
		db, err := store.Open(context.Background(), store.CommitteeRoom, r.url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		r.DB = db
		if got := r.of(t, "t22-bus"); got.Name() != want.Name() || got.Since != want.Since || got.Raised[0].RaisedOn != want.Raised[0].RaisedOn || len(got.Measures) != len(want.Measures) {
			t.Errorf("%+v\nwant %+v", got, want)
		}
	})
}
