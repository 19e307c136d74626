package employment_test

import (
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/employment"
	"tryeza/internal/plan"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// The activity of the plan that a project carries out is offered by its form also
// where nobody could choose it anew, so that saving does not lose it.
func TestTheActivityOfAProjectStays(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		testkit.Change(t, db, access.ImportCommittee, func(tx *store.Tx) error {
			a := plan.Activity{ID: "a21", PlanID: "p21", ObjectiveID: "o21", Position: 1, Number: "2.7", Title: "Punë sezonale në plazh", LeadID: "jobs", StartsOn: "2021-06-01", DueOn: "2021-08-31", State: "planned"}
			o := plan.Objective{ID: "o21", PlanID: "p21", Position: 1, Pillar: "prevention", Title: "Objektivi", Activities: []plan.Activity{a}}
			return plan.Import(tx, plan.Plan{ID: "p21", Year: 2021, Title: "Plani", State: "draft", Objectives: []plan.Objective{o}}, nil)
		})
		p := season()
		p.ActivityID = "a21"
		put(t, db, p)
		s.As(office).Get(base + "/season/edit").Want(200).Has("2.7 Punë sezonale në plazh")
	})
}

// An approved project stays one that is asked for what it lacks: nobody makes it one
// that is only known from a document.
func TestAnApprovedProjectGetsNoSource(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, season())
		at := base + "/season/edit"
		v := form("version", version(t, s.As(office), at), "title", "Sezoni", "institution", "jobs", "aim", "Punë", "sector", "I", "groups", "street_parent", "municipalities", "10",
			"starts-day", "1", "starts-month", "5", "starts-year", "2023", "ends-day", "30", "ends-month", "9", "ends-year", "2023")
		s.As(office).Post(at, with(v, "source", "një dokument")).Want(422).Has("Projekti është miratuar nga komiteti")
		s.As(office).Post(at, v).Want(303)
	})
}

// Who left before the day that is asked about was not kept on.
func TestWhoLeftWasNotKept(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		p := season()
		p.Placements = []employment.Placement{{ID: "x1", Code: "P-AAAAA", Target: "young", Age: "18-23", Sex: "f", Via: "fair", StartedOn: "2023-06-01", EndedOn: "2023-06-10", Contract: "yes", Insured: "yes"}}
		put(t, db, p)
		at := base + "/season/kept"
		s.As(office).Post(at, form("kept-30-x1", "yes")).Want(422).Has("E la punën më 10.06.2023")
		if kept := load(t, db, "season").Placements[0].Kept30; kept != "" {
			t.Errorf("kept %q", kept)
		}
		s.As(office).Post(at, form("kept-30-x1", "no")).Want(303)
	})
}

// Where two wrote different parts of the same total, the page of the conflict shows
// the parts.
func TestConflictOfABreakdown(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, season())
		at := base + "/season/numbers"
		stamp := s.As(office).Hidden(at, "stamp")
		s.As(office).Post(at, form("stamp", stamp, "n-jobs", "5", "n-jobs-sex-f", "2")).Want(303)
		page := s.As(secretary).Post(at, form("stamp", stamp, "n-jobs", "5", "n-jobs-sex-f", "3", "q-asked", "not_known")).Want(409)
		page.Has("Persona të punësuar: femra", "2 persona", "3 persona", "Persona me të cilët u punua", "nuk dihet")
	})
}

// Who answers what somebody else answered otherwise meanwhile is told so, and the
// first answer stays; the others are kept.
func TestAnAnswerMeanwhile(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		p := season()
		one := employment.Placement{ID: "x1", Code: "P-AAAAA", Target: "young", Age: "18-23", Sex: "f", Via: "fair", StartedOn: "2023-06-01", Contract: "yes", Insured: "yes"}
		two := one
		two.ID, two.Code = "x2", "P-BBBBB"
		p.Placements = []employment.Placement{one, two}
		put(t, db, p)
		at := base + "/season/kept"
		s.As(office).Post(at, form()).Want(422).Has("Asnjë përgjigje nuk u zgjodh")
		s.As(office).Post(at, form("kept-30-x1", "yes")).Want(303)
		s.As(office).Post(at, form("kept-30-x1", "no", "kept-30-x2", "no")).Want(422).Has("P-AAAAA: ndërkohë dikush tjetër u përgjigj «po»")
		s.As(office).Post(at, form("kept-30-x1", "yes", "kept-30-x2", "no")).Want(303)
		for i, want := range []string{"yes", "no"} {
			if kept := load(t, db, "season").Placements[i].Kept30; kept != want {
				t.Errorf("%d kept %q, want %q", i, kept, want)
			}
		}
	})
}

// How many persons a row stands for is not dropped where the rest of it was forgotten.
func TestARowWithOnlyItsNumber(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, season())
		v := form("via", "fair", "started", "10.6.2023", "count-0", "1", "target-0", "young", "age-0", "18-23", "sex-0", "f", "contract-0", "u", "insured-0", "u")
		s.As(office).Post(base+"/season/placement", with(v, "count-1", "4")).Want(422).Has("Zgjidhni grupin.")
		s.As(office).Post(base+"/season/placement", with(v, "count-1", "1")).Want(303)
		if n := len(load(t, db, "season").Placements); n != 1 {
			t.Errorf("%d placed", n)
		}
	})
}

// A visit that nobody planned, sent twice, is one visit and gives one task.
func TestAVisitSentTwiceIsOne(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *testkit.Site) {
		put(t, db, season())
		v := form("institution", "insp", "done-day", "10", "done-month", "7", "done-year", "2023", "finding", "serious", "found", "Pa kontratë", "measure", "Kontrata", "due-day", "20", "due-month", "7", "due-year", "2023")
		s.As(inspector).Post(base+"/season/visit/new", v).Want(303)
		s.As(inspector).Post(base+"/season/visit/new", v).Want(422).Has("është shënuar tashmë")
		if n := len(load(t, db, "season").Visits); n != 1 {
			t.Errorf("%d visits", n)
		}
	})
}
