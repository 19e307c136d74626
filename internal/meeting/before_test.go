package meeting_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tryeza/internal/access"
	"tryeza/internal/issue"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// heard keeps what meetings told other features.
type heard struct {
	scheduled []string // "id body day"
	told      []meeting.Notice
}

// options are those of app as far as a meeting that is prepared needs them.
func (x *heard) options() meeting.Options {
	return meeting.Options{
		Scheduled: func(tx *store.Tx, id, body, day string) error {
			x.scheduled = append(x.scheduled, fmt.Sprintf("%s %s %s", id, body, day))
			return task.Scheduled(tx, id, body, day)
		},
		Tell: func(_ *store.Tx, n meeting.Notice) error {
			x.told = append(x.told, n)
			return nil
		},
	}
}

// words of what was told: "convened police,prefect 0".
func (x *heard) words() (list []string) {
	for _, n := range x.told {
		list = append(list, fmt.Sprint(n.Kind, " ", n.Institutions, " ", n.Entry.Day, " ", n.Entry.Sequence))
	}
	return list
}

func change(t *testing.T, db *store.DB, p access.Permission, f func(tx *store.Tx) error) error {
	t.Helper()
	return db.Change(context.Background(), testkit.Grant(t, p), store.Subject{Kind: "meeting"}, f)
}

func plan(t *testing.T, db *store.DB, x *heard, m meeting.Meeting) string {
	t.Helper()
	var id string
	testkit.Change(t, db, access.RecordMeetings, func(tx *store.Tx) (err error) {
		id, err = meeting.Plan(tx, x.options(), m)
		return err
	})
	return id
}

func read(t *testing.T, db *store.DB, id string) (m meeting.Meeting, abouts []meeting.About, calls []meeting.Call) {
	t.Helper()
	testkit.View(t, db, access.ReadMeetings, func(tx *store.Tx) (err error) {
		m, err = meeting.Get(tx, id)
		if err == nil {
			abouts, err = meeting.AboutsOf(tx, id)
		}
		if err == nil {
			calls, err = meeting.CallsOf(tx, id)
		}
		return err
	})
	return m, abouts, calls
}

// autumn is a meeting planned in July, the month of the tests, for September.
var autumn = meeting.Meeting{Body: "table", Kind: "ordinary", HeldOn: "2023-09-15", Time: "11:00", EndsAt: "12:30", Place: "Prefektura e Durrësit", Title: "Pas sezonit"}

func TestPlanMoveCancel(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		prepare(t, db)
		var x heard
		id := plan(t, db, &x, autumn)
		m, _, _ := read(t, db, id)
		if m.State != meeting.Planned || m.Recorded || m.HeldOn != "2023-09-15" || m.EndsAt != "12:30" {
			t.Errorf("%+v", m)
		}
		do := func(f func(tx *store.Tx) error) error { return change(t, db, access.ConveneMeetings, f) }
		m.HeldOn, m.Body = "2023-09-20", "joint"
		if err := do(func(tx *store.Tx) error { return meeting.Move(tx, x.options(), m) }); err != nil {
			t.Fatal(err)
		}
		if err := do(func(tx *store.Tx) error { return meeting.Move(tx, x.options(), m) }); !errors.Is(err, store.ErrConflict) {
			t.Errorf("a second move of version 1: %v", err)
		}
		if err := do(func(tx *store.Tx) error { return meeting.Cancel(tx, x.options(), id, 2, "mungon salla") }); err != nil {
			t.Fatal(err)
		}
		if m, _, _ = read(t, db, id); m.State != meeting.Cancelled || m.Reason != "mungon salla" {
			t.Errorf("%+v", m)
		}
		if err := do(func(tx *store.Tx) error { return meeting.Restore(tx, x.options(), id, m.Version) }); err != nil {
			t.Fatal(err)
		}
		want := []string{id + " table 2023-09-15", id + " table ", id + " joint 2023-09-20", id + " joint ", id + " joint 2023-09-20"}
		if diff := cmp.Diff(want, x.scheduled); diff != "" {
			t.Error(diff)
		}
		if len(x.told) != 0 {
			t.Errorf("nobody was called, and yet told: %q", x.words())
		}
		// A meeting whose day is past stays called off.
		m, _, _ = read(t, db, id)
		_ = do(func(tx *store.Tx) error { return meeting.Cancel(tx, x.options(), id, m.Version, "x") })
		db.Now = func() time.Time { return testkit.Now.AddDate(0, 3, 0) }
		var no web.Refusal
		if err := do(func(tx *store.Tx) error { return meeting.Restore(tx, x.options(), id, m.Version+1) }); !errors.As(err, &no) {
			t.Errorf("restored when its day is past: %v", err)
		}
	})
}

// The order of the day of the meeting says who is called, not that of today.
func TestConvene(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		prepare(t, db)
		db.Now = func() time.Time { return time.Date(2022, 12, 20, 9, 0, 0, 0, time.UTC) }
		var x heard
		m := autumn
		m.HeldOn = "2022-12-28" // order 11: only the police sits in the table
		id := plan(t, db, &x, m)
		do := func(f func(tx *store.Tx) error) error { return change(t, db, access.ConveneMeetings, f) }
		if err := do(func(tx *store.Tx) error { return meeting.Convene(tx, x.options(), id, 1, []string{"onac", "police"}) }); err != nil {
			t.Fatal(err)
		}
		if err := do(func(tx *store.Tx) error { return meeting.Convene(tx, x.options(), id, 1, nil) }); !errors.Is(err, store.ErrConflict) {
			t.Errorf("convened twice from the same page: %v", err)
		}
		m, _, calls := read(t, db, id)
		if m.State != meeting.Convened || m.OrderID != "a" || m.CalledOn != "2022-12-20" || len(calls) != 2 ||
			calls[0].InstitutionID != "police" || calls[0].Kind != "substitute" || calls[1].Kind != meeting.Guest {
			t.Errorf("%+v %+v", m, calls)
		}
		if err := do(func(tx *store.Tx) error {
			return meeting.Answer(tx, id, "police", 1, meeting.Substitute, "Përgjegjës sektori", "")
		}); err != nil {
			t.Fatal(err)
		}
		// On a day of the next year World Vision has a seat too: it is called, the others are told.
		m.HeldOn = "2023-01-10"
		if err := do(func(tx *store.Tx) error { return meeting.Move(tx, x.options(), m) }); err != nil {
			t.Fatal(err)
		}
		m, _, calls = read(t, db, id)
		if m.OrderID != "b" || m.Sequence != 1 || len(calls) != 3 || calls[0].Substitute != "Përgjegjës sektori" || calls[2].InstitutionID != "wv" || calls[2].Kind != "invited" {
			t.Errorf("%+v %+v", m, calls)
		}
		// Back again it has none, and is told so; a change of title is told to nobody.
		m.HeldOn, m.Title = "2022-12-29", "Titull tjetër"
		if err := do(func(tx *store.Tx) error { return meeting.Move(tx, x.options(), m) }); err != nil {
			t.Fatal(err)
		}
		m, _, calls = read(t, db, id)
		m.Title = "Titull i tretë"
		if err := do(func(tx *store.Tx) error { return meeting.Move(tx, x.options(), m) }); err != nil || len(calls) != 2 {
			t.Fatal(err, calls)
		}
		m, _, _ = read(t, db, id)
		if err := do(func(tx *store.Tx) error { return meeting.Cancel(tx, x.options(), id, m.Version, "moti") }); err != nil {
			t.Fatal(err)
		}
		if err := do(func(tx *store.Tx) error { return meeting.Restore(tx, x.options(), id, m.Version+1) }); err != nil {
			t.Fatal(err)
		}
		want := []string{"convened [police onac] 2022-12-28 0", "changed [police onac] 2023-01-10 1", "convened [wv] 2023-01-10 1",
			"changed [police onac] 2022-12-29 2", "cancelled [wv] 2022-12-29 2", "cancelled [police onac] 2022-12-29 3", "changed [police onac] 2022-12-29 4"}
		if diff := cmp.Diff(want, x.words()); diff != "" {
			t.Error(diff)
		}
		if e := x.told[0].Entry; e.UID != "mbledhja-"+id+"@tryeza" || e.Summary != "Mbledhje e zakonshme – Tryeza Teknike" || e.URL != "/k/durres/meeting/"+id || e.Time != "11:00" {
			t.Errorf("%+v", e)
		}
		if m, _, _ = read(t, db, id); m.State != meeting.Convened {
			t.Errorf("a meeting that was called is so again: %s", m.State)
		}
	})
}

func TestNobodyToCall(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		prepare(t, db)
		db.Now = func() time.Time { return time.Date(2021, 11, 1, 9, 0, 0, 0, time.UTC) }
		var x heard
		m := autumn
		m.HeldOn = "2021-12-01"
		id := plan(t, db, &x, m)
		var no web.Refusal
		err := change(t, db, access.ConveneMeetings, func(tx *store.Tx) error { return meeting.Convene(tx, x.options(), id, 1, nil) })
		if !errors.As(err, &no) || len(x.told) != 0 {
			t.Errorf("no order is in force: %v", err)
		}
		err = change(t, db, access.ConveneMeetings, func(tx *store.Tx) error { return meeting.Convene(tx, x.options(), id, 1, []string{"nobody"}) })
		if err == nil {
			t.Error("a guest who does not exist was called")
		}
	})
}

// give makes a task, or a problem raised on a day.
func give(t *testing.T, db *store.DB, n task.New) (id string) {
	t.Helper()
	n.Kind, n.OwnerID = "decision", "police"
	testkit.Change(t, db, access.GiveTasks, func(tx *store.Tx) (err error) {
		id, err = task.Give(tx, n)
		return err
	})
	return id
}

func raise(t *testing.T, db *store.DB, line, on string) {
	t.Helper()
	testkit.Change(t, db, access.ManageIssues, func(tx *store.Tx) error { return issue.RaiseAt(tx, line, "june", "police", "mungon transporti", on) })
}

// titlesOf lists the items of a meeting in their order.
func titlesOf(m meeting.Meeting) (list []string) {
	for _, l := range m.LinesOf(meeting.Agenda) {
		list = append(list, l.Body)
	}
	return list
}

func TestAgendaFillsItself(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		prepare(t, db)
		record(t, db, meeting.Meeting{ID: "june", Body: "table", Kind: "ordinary", HeldOn: "2023-06-02"})
		byDay := give(t, db, task.New{MeetingID: "june", Body: "raporton masat", GivenOn: "2023-06-02", DueOn: "2023-07-01"})
		next := give(t, db, task.New{MeetingID: "june", Body: "raporton sezonin", GivenOn: "2023-06-02", DueBody: "table"})
		give(t, db, task.New{MeetingID: "june", Body: "më vonë", GivenOn: "2023-06-02", DueOn: "2023-12-01"})
		late := give(t, db, task.New{Body: "nga plani", GivenOn: "2023-03-01", DueOn: "2023-05-01"})
		raise(t, db, "old", "2023-06-02")
		raise(t, db, "young", "2023-07-10")
		var x heard
		id := plan(t, db, &x, autumn)
		m, abouts, _ := read(t, db, id)
		want := []string{"Raportimi i detyrave të lëna në mbledhjet e mëparshme", "Detyra të tjera me afat para mbledhjes", "Problematika që presin zgjidhje"}
		if diff := cmp.Diff(want, titlesOf(m)); diff != "" {
			t.Fatal(diff)
		}
		var refs []string
		for _, a := range abouts[:3] {
			refs = append(refs, a.RefID)
		}
		if diff := cmp.Diff([]string{byDay, next, late}, refs); diff != "" || len(abouts) != 4 || abouts[3].Kind != meeting.AboutIssue {
			t.Errorf("%s %+v", diff, abouts)
		}
		// What the secretary wrote and ordered stays; what is done goes, what is new comes.
		items := m.LinesOf(meeting.Agenda)
		act := func(f func(tx *store.Tx) error) {
			t.Helper()
			if err := change(t, db, access.RecordMeetings, f); err != nil {
				t.Fatal(err)
			}
		}
		act(func(tx *store.Tx) error { return meeting.EditItem(tx, id, items[2].ID, 1, "Problemet e transportit") })
		act(func(tx *store.Tx) error { return meeting.MoveItem(tx, id, items[2].ID, true) })
		act(func(tx *store.Tx) error { _, err := meeting.AddItem(tx, id, "Të tjera"); return err })
		testkit.Change(t, db, access.ManageTasks, func(tx *store.Tx) error { return task.Cancel(tx, late, 1, "nuk duhet") })
		give(t, db, task.New{MeetingID: "june", Body: "e re", GivenOn: "2023-06-02", DueOn: "2023-07-05"})
		act(func(tx *store.Tx) error { return meeting.Refresh(tx, id) })
		m, abouts, _ = read(t, db, id)
		want = []string{"Raportimi i detyrave të lëna në mbledhjet e mëparshme", "Problemet e transportit", "Të tjera"}
		if diff := cmp.Diff(want, titlesOf(m)); diff != "" || len(abouts) != 4 {
			t.Error(diff, abouts)
		}
		// What was removed comes back at the end.
		act(func(tx *store.Tx) error { return meeting.RemoveItem(tx, id, items[0].ID, 1) })
		if m, abouts, _ = read(t, db, id); len(m.Lines) != 2 || len(abouts) != 1 {
			t.Errorf("%q %+v", titlesOf(m), abouts)
		}
		act(func(tx *store.Tx) error { return meeting.Refresh(tx, id) })
		if m, _, _ = read(t, db, id); !slices.Equal(titlesOf(m), []string{want[1], want[2], want[0]}) {
			t.Errorf("%q", titlesOf(m))
		}
	})
}

// Whatever was done to an agenda: refreshed once more it does not change,
// nothing stands in it twice, and every item of the secretary is still there.
func TestRefreshing(t *testing.T) {
	db := testkit.SQLite(t)
	prepare(t, db)
	record(t, db, meeting.Meeting{ID: "june", Body: "table", Kind: "ordinary", HeldOn: "2023-06-02"})
	var x heard
	rapid.Check(t, func(r *rapid.T) {
		id := plan(t, db, &x, autumn)
		own := map[string]bool{}
		act := func(f func(tx *store.Tx) error) {
			if err := change(t, db, access.RecordMeetings, f); err != nil {
				r.Fatal(err)
			}
		}
		for range rapid.IntRange(1, 6).Draw(r, "steps") {
			m, _, _ := read(t, db, id)
			items := m.LinesOf(meeting.Agenda)
			switch step := rapid.IntRange(0, 4).Draw(r, "step"); {
			case step == 0:
				give(t, db, task.New{MeetingID: rapid.SampledFrom([]string{"", "june"}).Draw(r, "by"), Body: "detyrë", GivenOn: "2023-06-02", DueOn: "2023-07-01"})
			case step == 1:
				title := fmt.Sprint("Pika ", len(own))
				act(func(tx *store.Tx) error { _, err := meeting.AddItem(tx, id, title); return err })
				own[title] = true
			case step == 2 && len(items) > 0:
				it := rapid.SampledFrom(items).Draw(r, "item")
				act(func(tx *store.Tx) error { return meeting.MoveItem(tx, id, it.ID, rapid.Bool().Draw(r, "up")) })
			case step == 3:
				raise(t, db, fmt.Sprint("line", rapid.Int().Draw(r, "line")), "2023-01-01")
			default:
				act(func(tx *store.Tx) error { return meeting.Refresh(tx, id) })
			}
		}
		act(func(tx *store.Tx) error { return meeting.Refresh(tx, id) })
		m, abouts, _ := read(t, db, id)
		act(func(tx *store.Tx) error { return meeting.Refresh(tx, id) })
		again, aboutsAgain, _ := read(t, db, id)
		if diff := cmp.Diff(m, again) + cmp.Diff(abouts, aboutsAgain); diff != "" {
			r.Error(diff)
		}
		seen := map[string]bool{}
		for _, a := range abouts {
			if seen[a.Kind+a.RefID] {
				r.Errorf("%s %s stands in it twice", a.Kind, a.RefID)
			}
			seen[a.Kind+a.RefID] = true
		}
		for title := range own {
			if !slices.Contains(titlesOf(m), title) {
				r.Errorf("%q is lost", title)
			}
		}
	})
}
