package programme_test

import (
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/plan"
	"tryeza/internal/programme"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// Saving the form without a word changes nothing: a municipality of another qark,
// and an activity of the plan that was cancelled since, stay with the programme.
func TestWhatCannotBeChosenAnewStays(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error {
			a := plan.Activity{ID: "a1", PlanID: "p1", ObjectiveID: "o1", Position: 1, Number: "1.1", Title: "Kampe verore", LeadID: "town", StartsOn: "2023-06-01", DueOn: "2023-08-31", State: "cancelled"}
			o := plan.Objective{ID: "o1", PlanID: "p1", Position: 1, Pillar: "prevention", Title: "Objektivi", Activities: []plan.Activity{a}}
			return plan.Import(tx, plan.Plan{ID: "p1", Year: 2023, Title: "Plani", State: "draft", Objectives: []plan.Objective{o}}, nil)
		})
		p := camp()
		p.Municipality, p.ActivityID, p.Source, p.Note = "1", "a1", "buletin.al", "Sipas burimit."
		put(t, db, p)
		at := base + "/camp/edit"
		s.As(town).Post(at, sent(t, s.As(town), at, "title", "Kampi i ri")).Want(303)
		if now := load(t, db, "camp"); now.Municipality != "1" || now.ActivityID != "a1" || now.Title != "Kampi i ri" {
			t.Errorf("%q in %q of %q", now.Title, now.Municipality, now.ActivityID)
		}
	})
}

// How surely the number of a service is known stays, though the form of services
// does not ask for it.
func TestServicesKeepHowSurelyTheyAreKnown(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		p := camp()
		about := figure.Quantity{Number: figure.Whole(12), Qualifier: figure.About}
		school := register.Key{What: "service", Part: "kind=school"}
		p.Services = []programme.Service{{Kind: "school"}}
		p.Numbers[register.Key{What: "service"}], p.Numbers[school] = figure.Quantity{Qualifier: figure.NotKnown}, about
		put(t, db, p)
		at := base + "/camp/services"
		s.As(town).Post(at, sent(t, s.As(town), at, "note-school", "Drejtoria e shkollës")).Want(303)
		n := load(t, db, "camp").Numbers
		if n[school] != about || n.Get("service").Qualifier != figure.NotKnown {
			t.Errorf("%v", n)
		}
	})
}

// A year without programmes is no empty register.
func TestAYearWithoutProgrammes(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		s.As(town).Get(base + "?year=2019").Want(200).Has("nuk ka ende asnjë program")
		put(t, db, camp())
		s.As(town).Get(base + "?year=2019").Want(200).Has("Asnjë program i këtij viti").HasNot("nuk ka ende asnjë program")
	})
}

// Only what was cancelled can be brought back: what took place stays so.
func TestOnlyACancelledProgrammeIsRestored(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		p := camp()
		p.State = programme.Held
		put(t, db, p)
		s.As(town).Post(base+"/camp/restore", form("version", "1")).Want(422)
		if now := load(t, db, "camp"); now.State != programme.Held {
			t.Errorf("it is %s", now.State)
		}
	})
}
