package analysis_test

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/figure"
	"tryeza/internal/issue"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
)

// on is an instant of a day.
func on(day string) store.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return store.At(t.Add(9 * time.Hour))
}

// loop adds to the sample a meeting of the table with a decision and what came
// of it, one that is only planned, and two problems of which one is merged.
func loop(t *testing.T, db *store.DB) {
	t.Helper()
	held := meeting.Meeting{ID: "m1", Version: 1, Body: "table", Kind: "ordinary", State: meeting.Closed, HeldOn: "2023-05-11", ClosedOn: "2023-05-12", Title: "Para sezonit",
		Attendance: []meeting.Attendance{{ID: "p1", InstitutionID: "policia", Kind: "member", Substitute: "shefi i komisariatit"}, {ID: "p2", InstitutionID: "arsimi", Kind: "member"}},
		Lines: []meeting.Line{
			{ID: "a1", Kind: meeting.Agenda, Body: "Ekipet e terrenit", Outcome: meeting.Decided},
			{ID: "s1", Kind: meeting.Statement, ItemID: "a1", Body: "Fjala e policisë në mbledhje.", InstitutionID: "policia"},
			{ID: "c1", Kind: meeting.Recusal, ItemID: "a1", Body: "Arsyeja e largimit nga pika.", InstitutionID: "punesimi"},
			{ID: "v1", Kind: meeting.Decision, ItemID: "a1", Number: "7/2023", Body: "Ekipet dalin me grafik të përbashkët."},
			{ID: "d1", Kind: meeting.Task, ItemID: "a1", Body: "Grafiku i përbashkët", InstitutionID: "policia", DueOn: "2023-06-10"},
		}}
	planned := meeting.Meeting{ID: "m2", Version: 1, Body: "table", Kind: "ordinary", State: meeting.Planned, HeldOn: "2023-06-20", Title: "Vetëm e planifikuar",
		Lines: []meeting.Line{{ID: "a2", Kind: meeting.Agenda, Body: "Pika e një mbledhjeje që nuk u mbajt"}}}
	owed := task.Task{ID: "t1", Version: 1, Year: 2023, Number: 41, Kind: task.FromDecision, Body: "Grafiku i përbashkët", OwnerID: "policia", Priority: "normal", SourceID: "d1", MeetingID: "m1",
		GivenOn: "2023-05-11", DueOn: "2023-06-10", State: task.Open, Events: []task.Event{{ID: "e1", Version: 1, Verb: "given", At: on("2023-05-12")}}}
	root := issue.Issue{ID: "i1", Version: 1, Year: 2023, Number: 41, Body: "Ekipet nuk kanë mjet natën.", Resource: "transport", Since: "2023-04-01", State: issue.Open,
		Raised: []issue.Raised{{ID: "r1", Version: 1, InstitutionID: "policia", Source: issue.Directly, RaisedOn: "2023-04-01", Body: "Ekipet nuk kanë mjet natën."}}}
	same := issue.Issue{ID: "i2", Version: 1, Year: 2023, Number: 42, Body: "Natën mungon mjeti.", MergedInto: "i1", Since: "2023-03-01", State: issue.Open,
		Raised: []issue.Raised{{ID: "r2", Version: 1, InstitutionID: "arsimi", Source: issue.Directly, RaisedOn: "2023-03-01", Body: "Natën mungon mjeti."}}}
	testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error {
		for _, m := range []meeting.Meeting{held, planned} {
			if err := meeting.Import(tx, m, meeting.Prepared{}); err != nil {
				return err
			}
		}
		for _, i := range []issue.Issue{root, same} {
			if err := issue.Import(tx, i); err != nil {
				return err
			}
		}
		return task.Import(tx, owed, nil)
	})
}

func composed(t *testing.T, db *store.DB) (r *analysis.Report) {
	t.Helper()
	testkit.View(t, db, access.ReadAnalysis, func(tx *store.Tx) error {
		a, err := analysis.Latest(tx, "2023-H1")
		if err != nil {
			return err
		}
		r, err = analysis.Read(tx, a)
		return err
	})
	return r
}

// From a decision in the analysis one click leads to the meeting, one to the
// task; what was only said, or only planned, is not in it.
func TestTheLoopInTheAnalysis(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := house(t, db)
		c, at := s.As(testkit.Actor(access.FocalPoint, "policia")), of(t, db, "2023-H1")
		before := composed(t, db)
		loop(t, db)
		page := c.Get(at).Want(200).Has("7/2023", "Ekipet dalin me grafik të përbashkët.", "41/2023: Grafiku i përbashkët", "me vonesë", "shefi i komisariatit", "Ekipet nuk kanë mjet natën.").
			HasNot("Fjala e policisë në mbledhje.", "Arsyeja e largimit nga pika.", "Pika e një mbledhjeje që nuk u mbajt", "page:")
		links := map[string]bool{}
		for _, href := range page.Attr("article td a", "href") {
			links[href] = true
		}
		for _, want := range []string{"/k/durres/meeting/m1#vendim-v1", "/k/durres/task/t1", "/k/durres/issue/i1"} {
			if !links[want] {
				t.Errorf("nothing leads to %s", want)
			}
		}
		after := composed(t, db)
		for key, rows := range map[string]int64{"K29": 1, "K07_given": 1, "K07_overdue": 1} {
			a, _ := before.Find(key)
			b, ok := after.Find(key)
			var had figure.Number
			if a.Value != nil {
				had = *a.Value
			}
			if !ok || b.Value == nil || *b.Value != had+figure.Whole(rows) {
				t.Errorf("%s was %v and is %v", key, a.Value, b.Value)
			}
		}
		c.Get(at+"/figure?key="+url.QueryEscape("K07[institution=policia]")).Want(200).Has("detyra të mbyllura deri ditën e fundit", "K07", ", ora ").HasNot("institution=policia")
		for _, format := range []string{"docx", "pdf", "xlsx", "html"} {
			var b bytes.Buffer
			if err := analysis.Write(&b, after, format); err != nil || format == "html" && strings.Contains(b.String(), "/k/durres") {
				t.Errorf("%s: %v, or a link that leads nowhere outside", format, err)
			}
		}
	})
}

// What was reviewed cannot be signed when tasks of the period have changed since;
// what happens to them after the period is no change.
func TestReviewedTasksChange(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := house(t, db)
		loop(t, db)
		secretary, chair := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.Chair))
		at := of(t, db, "2023-H1")
		review := func() { secretary.Post(at+"/review", url.Values{"reviewed": {"1"}}).Want(303) }
		review()
		testkit.Change(t, db, access.GiveTasks, func(tx *store.Tx) error {
			_, err := task.Give(tx, task.New{Kind: task.FromPlan, Body: "Lista e shërbimeve", OwnerID: "policia", Priority: "normal", GivenOn: "2023-06-15", DueOn: "2023-09-30"})
			return err
		})
		chair.Post(at+"/sign", nil).Want(422).Has("kanë ndryshuar")
		review()
		testkit.Change(t, db, access.AnswerTasks, func(tx *store.Tx) error {
			return task.Respond(tx, "t1", 1, task.Answer{What: "Grafiku u nënshkrua.", DoneOn: "2023-07-10"})
		})
		chair.Post(at+"/sign", nil).Want(303)
	})
}
