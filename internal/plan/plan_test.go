package plan_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/figure"
	"tryeza/internal/plan"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// found makes the committee of Durrës with three institutions.
func found(t testing.TB, db *store.DB) {
	t.Helper()
	durres, _ := code.FindQark("durres")
	if err := committee.Found(context.Background(), db, testkit.Actor(access.Operator), durres, true); err != nil {
		t.Fatal(err)
	}
	testkit.Change(t, db, access.ManageCommittee, func(tx *store.Tx) error {
		for i, name := range []string{"Bashkia Durrës", "Drejtoria Vendore e Policisë", "Shërbimi Social Shtetëror"} {
			inst := committee.Institution{ID: []string{"bashkia", "police", "social"}[i], Kind: "state", Sector: "police", Position: int64(i)}
			if err := committee.AddInstitution(tx, inst, committee.Name{Name: name}); err != nil {
				return err
			}
		}
		return nil
	})
}

func sample() plan.Plan {
	five, twenty := figure.Whole(5), figure.Whole(20)
	return plan.Plan{
		Year: 2023, Title: "Plani i veprimit 2023",
		Priorities: plan.Priorities{{Topic: "street_children", Text: "Fëmijët në situatë rruge"}},
		Objectives: []plan.Objective{
			{Pillar: "coordination", Goal: "Bashkërendim", Title: "Tryeza punon rregullisht", Activities: []plan.Activity{
				{Title: "Mbledhjet e tryezës teknike", LeadID: "police", Frequency: "quarterly"},
			}},
			{Pillar: "prevention", Goal: "Parandalim", Code: "C.1", Title: "Fëmijët në situatë rruge", Activities: []plan.Activity{
				{
					Title: "Dalje në terren", LeadID: "bashkia", StartsOn: "2023-05-15", DueOn: "2023-06-30", Partners: []string{"social", "police"},
					Municipalities: []string{"12", "10"}, Budget: &twenty, Funding: "donor",
					Indicators: []plan.Indicator{{Name: "Dalje", Unit: "visits", Baseline: &five, Target: &twenty}, {Name: "Fëmijë", Unit: "children"}},
				},
				{Title: "Program veror", LeadID: "bashkia", DueOn: "2023-09-15"},
			}},
		},
	}
}

func addSample(t testing.TB, db *store.DB) string {
	t.Helper()
	found(t, db)
	var id string
	testkit.Change(t, db, access.DraftPlan, func(tx *store.Tx) (err error) {
		id, err = plan.AddPlan(tx, sample())
		return err
	})
	return id
}

func load(t testing.TB, db *store.DB, id string) plan.Plan {
	t.Helper()
	var p plan.Plan
	testkit.View(t, db, access.ReadPlan, func(tx *store.Tx) (err error) {
		p, err = plan.Load(tx, id)
		return err
	})
	return p
}

func approve(t testing.TB, db *store.DB, id, on string) {
	t.Helper()
	testkit.Change(t, db, access.ApprovePlan, func(tx *store.Tx) error {
		p, err := plan.Get(tx, id)
		if err != nil {
			return err
		}
		return plan.Approve(tx, id, p.Version, on, "12/3")
	})
}

func change(db *store.DB, t testing.TB, p access.Permission, f func(tx *store.Tx) error) error {
	return db.Change(context.Background(), testkit.Grant(t, p), store.Subject{Kind: "test"}, f)
}

func TestPlanIsKeptWhole(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		p := load(t, db, addSample(t, db))
		var numbers []string
		for _, a := range p.Activities() {
			numbers = append(numbers, a.Number+" "+a.Title)
		}
		want := []string{"3.1.1 Dalje në terren", "3.1.2 Program veror", "4.1.1 Mbledhjet e tryezës teknike"}
		if diff := cmp.Diff(want, numbers); diff != "" {
			t.Error(diff)
		}
		ignore := cmpopts.IgnoreFields(plan.Activity{}, "ID", "Version", "PlanID", "ObjectiveID", "Position", "Number", "State")
		inIndicator := cmpopts.IgnoreFields(plan.Indicator{}, "ID", "Version", "ActivityID", "Position")
		sent := sample().Objectives[1].Activities[0]
		sent.Partners, sent.Municipalities = []string{"police", "social"}, []string{"10", "12"}
		if diff := cmp.Diff(sent, p.Activities()[0], ignore, inIndicator); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(sample().Priorities, p.Priorities); diff != "" {
			t.Error(diff)
		}
		err := change(db, t, access.DraftPlan, func(tx *store.Tx) error { _, err := plan.AddPlan(tx, sample()); return err })
		if !errors.Is(err, store.ErrExists) {
			t.Errorf("a second plan for 2023: %v", err)
		}
	})
}

// What one person changes of the partners, municipalities or indicators, another
// who looked before must not overwrite.
func TestPartsChangeTheVersion(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		a := load(t, db, addSample(t, db)).Activities()[0]
		edit := func(with func(*plan.Activity)) error {
			b := a
			b.Indicators = append([]plan.Indicator{}, a.Indicators...)
			with(&b)
			return change(db, t, access.DraftPlan, func(tx *store.Tx) error { return plan.EditActivity(tx, b, plan.Amendment{}) })
		}
		if err := edit(func(b *plan.Activity) { b.Indicators = b.Indicators[:1] }); err != nil {
			t.Fatal(err)
		}
		if err := edit(func(b *plan.Activity) { b.Partners = nil }); !errors.Is(err, store.ErrConflict) {
			t.Errorf("overwritten: %v", err)
		}
		now := load(t, db, a.PlanID).Activities()[0]
		if len(now.Indicators) != 1 || now.Indicators[0].ID != a.Indicators[0].ID || len(now.Partners) != 2 {
			t.Errorf("%+v", now)
		}
	})
}

func TestAmendments(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		id := addSample(t, db)
		approve(t, db, id, "2023-02-10")
		a := load(t, db, id).Activities()[1]
		a.DueOn = "2023-10-31"
		amend := func(am plan.Amendment) error {
			return change(db, t, access.AmendPlan, func(tx *store.Tx) error { return plan.EditActivity(tx, a, am) })
		}
		var refusal web.Refusal
		if err := amend(plan.Amendment{On: "2023-05-01"}); !errors.As(err, &refusal) {
			t.Errorf("without a reason: %v", err)
		}
		if err := amend(plan.Amendment{On: "2023-02-01", Reason: "kërkesë e bashkisë"}); !errors.As(err, &refusal) {
			t.Errorf("before the approval: %v", err)
		}
		if err := amend(plan.Amendment{On: "2023-05-01", Reason: "kërkesë e bashkisë"}); err != nil {
			t.Fatal(err)
		}
		err := change(db, t, access.DraftPlan, func(tx *store.Tx) error { return plan.EditActivity(tx, a, plan.Amendment{}) })
		if !errors.As(err, &refusal) {
			t.Errorf("an approved plan drafted: %v", err)
		}
		testkit.Change(t, db, access.AmendPlan, func(tx *store.Tx) error {
			b := load(t, db, id).Activities()[0]
			return plan.RemoveActivity(tx, b.ID, b.Version, plan.Amendment{On: "2023-06-01", Reason: "dyfishim"})
		})
		for day, want := range map[string]string{
			"2023-02-09": "none",
			"2023-02-10": "3 2023-09-15", "2023-04-30": "3 2023-09-15",
			"2023-05-01": "3 2023-10-31", "2023-06-01": "2 2023-10-31",
		} {
			if got := onDay(t, db, id, day, a.ID); got != want {
				t.Errorf("on %s: %s, want %s", day, got, want)
			}
		}
	})
}

// onDay is how many activities the plan had on a day, and when a was due.
func onDay(t *testing.T, db *store.DB, id, day, a string) string {
	t.Helper()
	got := "none"
	testkit.View(t, db, access.ReadPlan, func(tx *store.Tx) error {
		history, err := plan.History(tx, id)
		if err != nil {
			return err
		}
		p, ok, err := plan.OnDay(id, history, day)
		if !ok {
			return err
		}
		for _, x := range p.Activities() {
			if x.ID == a {
				got = fmt.Sprint(len(p.Activities()), " ", x.DueOn)
			}
		}
		return err
	})
	return got
}

// The version in force today is the plan itself.
func TestHistoryEndsInThePresent(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		id := addSample(t, db)
		approve(t, db, id, "2023-02-10")
		testkit.Change(t, db, access.AmendPlan, func(tx *store.Tx) error {
			p := load(t, db, id)
			o := p.Objectives[0]
			o.Title = "Fëmijët në rrugë dhe familjet e tyre"
			return plan.EditObjective(tx, o, plan.Amendment{Reason: "saktësim"})
		})
		testkit.View(t, db, access.ReadPlan, func(tx *store.Tx) error {
			history, err := plan.History(tx, id)
			if err != nil {
				return err
			}
			then, _, err := plan.OnDay(id, history, "2023-07-14")
			options := cmp.Options{
				cmpopts.IgnoreFields(plan.Plan{}, "Version"), cmpopts.IgnoreFields(plan.Objective{}, "Version"),
				cmpopts.IgnoreFields(plan.Activity{}, "Version", "Parts"), cmpopts.IgnoreFields(plan.Indicator{}, "Version"),
			}
			if diff := cmp.Diff(load(t, db, id), then, options); diff != "" {
				t.Error(diff)
			}
			return err
		})
	})
}

func TestCarriedOver(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		old := addSample(t, db)
		approve(t, db, old, "2023-02-10")
		all := load(t, db, old).Activities()
		setReported(t, db, all[0].ID, "done", "2023-07-02", "")
		setReported(t, db, all[1].ID, "partly_done", "2023-06-30", "mungesë fondesh")
		var next string
		testkit.Change(t, db, access.DraftPlan, func(tx *store.Tx) (err error) {
			if next, err = plan.AddPlan(tx, plan.Plan{Year: 2024}); err != nil {
				return err
			}
			return plan.CopyForward(tx, old, next, map[string]bool{all[0].ID: true, all[1].ID: true})
		})
		p := load(t, db, next)
		copies := p.Activities()
		if len(p.Objectives) != 1 || len(copies) != 2 || copies[0].CarriedFrom != "" || copies[1].CarriedFrom != all[1].ID || copies[1].DueOn != "2024-09-15" {
			t.Fatalf("copied: %+v", copies)
		}
		approve(t, db, next, "2023-07-14")
		if now := states(load(t, db, old)); now != "done_late carried_over planned " {
			t.Errorf("after approval of the next plan: %s", now)
		}
		setReported(t, db, all[1].ID, "not_done", "2023-12-31", "")
		if now := states(load(t, db, old)); now != "done_late carried_over planned " {
			t.Errorf("a late report undid the carrying over: %s", now)
		}
		setReported(t, db, all[1].ID, "done", "2023-09-01", "")
		if now := states(load(t, db, old)); now != "done_late done planned " {
			t.Errorf("done after all: %s", now)
		}
	})
}

func states(p plan.Plan) string {
	s := ""
	for _, a := range p.Activities() {
		s += a.State + " "
	}
	return s
}

func setReported(t *testing.T, db *store.DB, id, state, on, reason string) {
	t.Helper()
	testkit.Change(t, db, access.JudgeReturn, func(tx *store.Tx) error { return plan.SetReported(tx, id, state, on, reason) })
}

func TestCancelled(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		id := addSample(t, db)
		approve(t, db, id, "2023-02-10")
		a := load(t, db, id).Activities()[1]
		testkit.Change(t, db, access.CancelInPlan, func(tx *store.Tx) error {
			return plan.Cancel(tx, a.ID, a.Version, "2023-06-02", "Vendim nr. 4, pa financim")
		})
		setReported(t, db, a.ID, "done", "2023-06-20", "")
		a = load(t, db, id).Activities()[1]
		if a.State != "cancelled" || a.StateReason != "Vendim nr. 4, pa financim" {
			t.Errorf("a report undid a decision: %+v", a)
		}
		testkit.Change(t, db, access.CancelInPlan, func(tx *store.Tx) error {
			return plan.UndoCancel(tx, a.ID, a.Version, "u gjet donator")
		})
		if now := load(t, db, id).Activities()[1]; now.State != "planned" {
			t.Errorf("after undoing: %s", now.State)
		}
	})
}

func TestRemoveAndRestore(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		id := addSample(t, db)
		before := load(t, db, id)
		o := before.Objectives[1]
		var refusal web.Refusal
		err := change(db, t, access.DraftPlan, func(tx *store.Tx) error { return plan.RemoveObjective(tx, o.ID, o.Version, plan.Amendment{}) })
		if !errors.As(err, &refusal) {
			t.Errorf("an objective with activities: %v", err)
		}
		testkit.Change(t, db, access.DraftPlan, func(tx *store.Tx) error {
			if err := plan.RemoveActivity(tx, o.Activities[0].ID, o.Activities[0].Version, plan.Amendment{}); err != nil {
				return err
			}
			return plan.RemoveObjective(tx, o.ID, o.Version, plan.Amendment{})
		})
		testkit.Change(t, db, access.DraftPlan, func(tx *store.Tx) error {
			a := before.Activities()[0]
			return plan.RemoveActivity(tx, a.ID, a.Version, plan.Amendment{})
		})
		if now := load(t, db, id); len(now.Objectives) != 1 || now.Activities()[0].Number != "3.1.1" {
			t.Errorf("after removing: %+v", now)
		}
		var removed []plan.Version
		testkit.View(t, db, access.ReadPlan, func(tx *store.Tx) (err error) { removed, err = plan.Removed(tx, id); return err })
		byPart := map[string]string{}
		for _, v := range removed {
			byPart[v.PartID] = v.ID
		}
		err = change(db, t, access.DraftPlan, func(tx *store.Tx) error { return plan.Restore(tx, id, byPart[o.Activities[0].ID]) })
		if !errors.As(err, &refusal) {
			t.Errorf("an activity without its objective: %v", err)
		}
		for _, part := range []string{o.ID, o.Activities[0].ID, before.Activities()[0].ID} {
			testkit.Change(t, db, access.DraftPlan, func(tx *store.Tx) error { return plan.Restore(tx, id, byPart[part]) })
		}
		version := cmp.Options{
			cmpopts.IgnoreFields(plan.Activity{}, "Version"), cmpopts.IgnoreFields(plan.Indicator{}, "Version"),
		}
		if diff := cmp.Diff(before, load(t, db, id), version); diff != "" {
			t.Error(diff)
		}
	})
}

func TestMove(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		id := addSample(t, db)
		list := load(t, db, id).Activities()
		move := func(by int) string {
			testkit.Change(t, db, access.DraftPlan, func(tx *store.Tx) error { return plan.Move(tx, id, "activity", list[1].ID, by) })
			s := ""
			for _, a := range load(t, db, id).Objectives[0].Activities {
				s += a.Number + " " + a.Title + "; "
			}
			return s
		}
		up, down := "3.1.1 Program veror; 3.1.2 Dalje në terren; ", "3.1.1 Dalje në terren; 3.1.2 Program veror; "
		for _, step := range []struct {
			by   int
			want string
		}{{-1, up}, {-1, up}, {1, down}, {1, down}} {
			if got := move(step.by); got != step.want {
				t.Errorf("moved by %d: %s", step.by, got)
			}
		}
	})
}

func TestLacks(t *testing.T) {
	p := plan.Plan{Objectives: []plan.Objective{
		{Title: "Bosh"},
		{Title: "Plot", Activities: []plan.Activity{
			{Number: "1.1.1", Title: "pa afat", LeadID: "police"},
			{Number: "1.1.2", Title: "pa përgjegjës", DueOn: "2023-05-01"},
			{Number: "1.1.3", Title: "së prapthi", LeadID: "police", StartsOn: "2023-06-01", DueOn: "2023-05-01"},
			{Number: "1.1.4", Title: "në rregull", LeadID: "police", Frequency: "monthly"},
			{Number: "1.1.5", Title: "një herë, por kur", LeadID: "police", Frequency: "once"},
		}},
	}}
	var got []string
	for _, l := range plan.Lacks(p) {
		got = append(got, fmt.Sprintf(l.Words, l.Args...))
	}
	want := []string{
		"Objektivi «Bosh» nuk ka asnjë aktivitet: shtojini një ose hiqeni.",
		"Aktiviteti 1.1.1 «pa afat» nuk ka as afat, as shpeshtësi.",
		"Aktiviteti 1.1.2 «pa përgjegjës» nuk ka institucion përgjegjës.",
		"Aktiviteti 1.1.3 «së prapthi» fillon pas afatit të vet.",
		"Aktiviteti 1.1.5 «një herë, por kur» nuk ka as afat, as shpeshtësi.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(plan.Lacks(plan.Plan{})) != 1 || len(plan.Lacks(sample())) != 0 {
		t.Error("an empty plan lacks its activities, the sample nothing")
	}
}
