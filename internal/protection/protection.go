// Package protection plans what is done for a child: the initial assessment, the
// intersectoral group (GTN) with the institutions obliged to come, the individual
// protection plan (PIM) with its measures, the reviews of it, and closing.
//
// Everything it keeps is a piece of the child's file, sealed with it and opened
// only through it; a correction leaves what stood before. It counts days by the
// dated limits of the unit, invents none, and knows no committee.
package protection

import "tryeza/internal/child"

// What protection adds to a file. Ref is the same through all corrections of one
// thing. Days are "2006-01-02", hours "15:04".
type (
	// An Assessment of the child's situation. What was found about school and
	// health stands in pieces of their own, which others may read.
	Assessment struct {
		Ref, On, Place       string
		Present              []string // functions of those who took part: Functions
		Safety, Family, Work string   // findings
		Signs                string   // of trafficking: child.YesNo
		SignsNote            string
		ReferredOn           string   // to the Responsible Authority (PSV)
		Risk                 string   // child.RiskLevels
		RiskReasons          []string // child.RiskReasons
		RiskWhy              string
	}

	// A SchoolFinding is what an assessment found about school.
	SchoolFinding struct{ Ref, On, Text string }

	// A HealthFinding is what an assessment found about health.
	HealthFinding struct{ Ref, On, Text string }

	// A Group is one meeting of the intersectoral group: called, then held.
	Group struct {
		Ref, On, Hour, Place string
		ConvenedBy           string // Conveners
		Contact              string // of the unit, as the invitation says it
		Invited              []Invited
		Held                 bool
		Parents, Child       string // heard: child.YesNo
		Heard                string // what they said
		Decisions            string
	}

	// Invited is an institution called to the group. Came is child.YesNo, or ""
	// before the meeting.
	Invited struct{ Sector, Name, Came, Why string }

	// A Plan is one version of the individual protection plan.
	Plan struct {
		Ref        string
		Number     int // of the version, from 1
		On         string
		Agreed     string // Agreements
		AgreedNote string // which other measure, and why
		Goals      string
		ReviewOn   string
	}

	// A Measure of the plan, with who carries it out and by when.
	Measure struct {
		Ref, Kind, What string // Kind is one of MeasureKinds
		Owner           string // institution
		DueOn           string
		State           string // MeasureStates
		DoneOn, Why     string
		Evidence        []string // items of documents of the file
	}

	// A Review of the plan.
	Review struct{ Ref, On, Changed, Next, ReviewOn string }

	// A Closing of the file, which may be opened again.
	Closing struct {
		Ref, On, Reason, Note string // Reason is one of Reasons
		Outcome               string // child.Outcomes
		ReopenedOn            string
		ReopenedWhy           string
	}
)

var _ = []child.Kind{
	child.Register(child.Kind{Code: "assessment", Class: child.Protection, SQ: "Vlerësimi fillestar", EN: "Initial assessment", Purpose: "niveli i rrezikut dhe nevojat e fëmijës", Keep: child.KeepFile, Body: Assessment{}}),
	child.Register(child.Kind{Code: "school_finding", Class: child.Education, SQ: "Vlerësimi: shkolla", EN: "Assessment: school", Purpose: "kthimi në shkollë", Keep: child.KeepFile, Body: SchoolFinding{}}),
	child.Register(child.Kind{Code: "health_finding", Class: child.Health, SQ: "Vlerësimi: shëndeti", EN: "Assessment: health", Purpose: "ndihma mjekësore", Keep: child.KeepFile, Body: HealthFinding{}}),
	child.Register(child.Kind{Code: "group", Class: child.Protection, SQ: "Grupi Teknik Ndërsektorial", EN: "Intersectoral technical group", Purpose: "bashkërendimi i institucioneve", Keep: child.KeepFile, Body: Group{}}),
	child.Register(child.Kind{Code: "plan", Class: child.Protection, SQ: "Plani Individual i Mbrojtjes", EN: "Individual protection plan", Purpose: "mbrojtja e fëmijës", Keep: child.KeepFile, Body: Plan{}}),
	child.Register(child.Kind{Code: "measure", Class: child.Protection, SQ: "Masë mbrojtjeje", EN: "Protection measure", Purpose: "zbatimi i planit", Keep: child.KeepFile, Body: Measure{}}),
	child.Register(child.Kind{Code: "review", Class: child.Protection, SQ: "Rishikimi i planit", EN: "Review of the plan", Purpose: "ndjekja e planit", Keep: child.KeepFile, Body: Review{}}),
	child.Register(child.Kind{Code: "closing", Class: child.Protection, SQ: "Mbyllja e dosjes", EN: "Closing of the file", Purpose: "përfundimi i rastit", Keep: child.KeepFile, Body: Closing{}}),
}
