// Package child keeps the files of children in street situations: who a child
// is, where it lives, what was found and what was done for it.
//
// A file belongs to one child protection unit. It is opened only through
// Files.Open and Files.Change, which ask Decide and record the look; nothing
// else in Tryeza can read what a file holds. What says who a child is stands
// sealed with a key of that child alone. A file has no place for an offence.
// The package does not plan protection, hand cases over or count: other
// packages of the room do, through it.
package child

import (
	"tryeza/internal/store"
)

// A Child is the head of a file: the codes that lists and figures need. Days
// are "2006-01-02", or "" while something has not happened.
type Child struct {
	ID         string
	Version    int64
	Committee  string // qark of the unit
	Code       string // how people name the file without naming the child
	Subject    string // the same for one child in all its files
	Key        string // the data key its items are sealed with
	State      State
	OpenedOn   string
	OpenedBy   string
	Worker     string // person responsible
	Sex        string // code.ChildSexes
	Residence  string // municipality code, "x-" and a country code, or "" while unknown
	Risk       string // code.RiskLevels
	AssessedOn string
	GroupOn    string // when the intersectoral group (GTN) met
	PlanOn     string // when the individual plan (PIM) was drawn
	ReviewOn   string // when the plan is next looked at
	ClosedOn   string
	Outcome    string // code.Outcomes of a child
	MergedInto string
	Received   string // the hand-over it came by
	Held       bool   // must not be erased
	TouchedOn  string
	tip        []byte
}

// A State of a file.
type State string

const (
	Opened State = "open"
	Closed State = "closed"
	Moved  State = "moved"  // another unit has taken the case over
	Merged State = "merged" // another file of the unit is the child's
	Erased State = "erased"
)

// States lists them all.
var States = []State{Opened, Closed, Moved, Merged, Erased}

const columns = `committee_id, code, subject_id, key_id, state, opened_on, opened_by, worker_id, sex, residence, risk, assessed_on, gtn_on, plan_on, review_on, closed_on, outcome, merged_into, received, held, touched_on, tip`

func (c *Child) fields() []any {
	return []any{&c.ID, &c.Version, &c.Committee, &c.Code, &c.Subject, &c.Key, &c.State, &c.OpenedOn, &c.OpenedBy, &c.Worker, &c.Sex, &c.Residence, &c.Risk,
		&c.AssessedOn, &c.GroupOn, &c.PlanOn, &c.ReviewOn, &c.ClosedOn, &c.Outcome, &c.MergedInto, &c.Received, &c.Held, &c.TouchedOn, &c.tip}
}

var children = store.NewUnitTable("child", columns, (*Child).fields)
