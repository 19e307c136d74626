package child

import (
	"slices"

	"tryeza/internal/access"
)

// Facts are all that a decision about one file depends on.
type Facts struct {
	Role      access.Role // held in the unit: supervisor, worker, field_worker, dpo
	Own       bool        // the file is of that unit
	Team      bool        // works on this file today
	Conflict  bool        // has a conflict of interest with it today
	State     State
	Offered   bool // offered to another unit, answer awaited
	Purpose   Purpose
	Emergency bool // an emergency entry of this person is running
	Released  Set  // classes the owner lets this person read at this moment
}

// A Decision says what may be read and done.
type Decision struct {
	Read    Set
	Write   bool // add to the file, correct it, close it
	OwnOnly bool // only what the unit itself recorded
}

// No reports whether nothing may be read: to the person, the file is not there.
func (d Decision) No() bool { return d.Read == 0 }

// or is what two roles of the same person reach together.
func (d Decision) or(e Decision) Decision {
	switch {
	case d.No():
		return e
	case e.No():
		return d
	}
	return Decision{Read: d.Read | e.Read, Write: d.Write || e.Write, OwnOnly: d.OwnOnly && e.OwnOnly}
}

// What is read in an emergency: who the child is, whom to call, what a doctor
// has to know.
var inEmergency = SetOf(Existence, Coordination, Identity, Place, Health)

// supervised is what a supervisor reads of a file they do not work on.
var supervised = SetOf(Existence, Coordination, Identity, Protection)

// Decide is the policy of a child's file, and all of it. testdata/decide.golden
// lists every answer. Of a case that another unit took over, only what the unit
// itself recorded is read.
func Decide(f Facts) Decision {
	d := f.answer()
	d.OwnOnly = !d.No() && f.State == Moved
	return d
}

func (f Facts) answer() Decision {
	switch {
	case !f.Own || f.Conflict || f.State == Erased || !slices.Contains(States, f.State):
		return Decision{}
	case f.Purpose == Emergency:
		return f.emergency()
	case f.Purpose == Released:
		return f.released()
	case f.Role == access.DPO:
		return readIf(f.Purpose == Oversight, SetOf(Existence))
	case f.Role == access.Worker:
		return f.worker()
	case f.Role == access.Supervisor:
		return f.worker().or(f.supervisor())
	}
	return Decision{}
}

func readIf(ok bool, s Set) Decision {
	if !ok {
		return Decision{}
	}
	return Decision{Read: s}
}

// A case that another unit has taken over is that unit's emergency.
func (f Facts) emergency() Decision {
	inTheField := f.Role == access.Worker || f.Role == access.FieldWorker
	return readIf(f.Emergency && inTheField && f.State != Moved, inEmergency)
}

// What is released ends with the case's move: the new owner releases anew.
func (f Facts) released() Decision {
	ofTheUnit := f.Role == access.Worker || f.Role == access.FieldWorker || f.Role == access.Supervisor
	return readIf(ofTheUnit && f.State != Moved, f.Released)
}

// worker is what whoever works on the file reaches, and what the others of the
// unit do.
func (f Facts) worker() Decision {
	switch {
	case f.Purpose == Compare:
		return readIf(f.State != Moved, SetOf(Existence))
	case !f.Team:
		return Decision{}
	case f.Purpose == Care:
		return Decision{Read: whole, Write: f.State == Opened && !f.Offered}
	case f.Purpose == HandOver:
		return readIf(f.State == Opened, whole)
	}
	return Decision{}
}

func (f Facts) supervisor() Decision {
	switch f.Purpose {
	case Supervise:
		return Decision{Read: supervised}
	case HandOver:
		return readIf(f.State == Opened, whole)
	}
	return Decision{}
}
