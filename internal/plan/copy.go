package plan

import (
	"time"

	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Open reports whether an activity is unfinished: a copy of the plan for the
// next year offers to carry it over.
func (a Activity) Open() bool {
	return a.State != "done" && a.State != "done_late" && a.State != "cancelled" && a.State != "carried_over"
}

// Overdue reports whether the activity is still open and its due date has passed.
func (a Activity) Overdue(today string) bool { return a.Open() && a.DueOn != "" && a.DueOn < today }

// CopyForward copies the objectives of an earlier plan into a draft, with those
// of their activities that chosen names. Dates move by the years between the
// two plans. What was unfinished is carried over: its copy knows where it comes
// from, and once the draft is approved the old one says so too.
func CopyForward(tx *store.Tx, from, to string, chosen map[string]bool) error {
	source, err := Load(tx, from)
	if err != nil {
		return err
	}
	target, err := plans.Get(tx, to)
	if err != nil {
		return err
	}
	if target.Approved() || source.Year >= target.Year {
		return web.Refuse("Kopjohet vetëm një plan i një viti të mëparshëm, në një projektplan.")
	}
	has, err := loadObjectives(tx, to)
	if err != nil {
		return err
	}
	if len(has) > 0 {
		return web.Refuse("Projekti ka tashmë objektiva. Plani i mëparshëm kopjohet vetëm në një projekt bosh.")
	}
	return editing(tx, to, Amendment{}, func() ([]part, error) {
		for _, o := range source.Objectives {
			o = o.copied(to, int(target.Year-source.Year), chosen)
			if len(o.Activities) == 0 {
				continue
			}
			if _, err := putObjective(tx, o); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
}

func (o Objective) copied(plan string, years int, chosen map[string]bool) Objective {
	list := o.Activities
	o.ID, o.PlanID, o.Position, o.Activities = "", plan, 0, nil
	for _, a := range list {
		if chosen[a.ID] {
			o.Activities = append(o.Activities, a.copied(years))
		}
	}
	return o
}

func (a Activity) copied(years int) Activity {
	carried := ""
	if a.Open() {
		carried = a.ID
	}
	a.ID, a.CarriedFrom, a.Parts = "", carried, 0
	a.State, a.StateOn, a.StateReason = "planned", "", ""
	a.StartsOn, a.DueOn = later(a.StartsOn, years), later(a.DueOn, years)
	if !a.NumberTyped {
		a.Number = ""
	}
	indicators := a.Indicators
	a.Indicators = nil
	for _, i := range indicators {
		i.ID = ""
		a.Indicators = append(a.Indicators, i)
	}
	return a
}

// later moves a day by years; the 29th of February becomes the 28th.
func later(day string, years int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	moved := t.AddDate(years, 0, 0)
	if moved.Day() != t.Day() {
		moved = moved.AddDate(0, 0, -moved.Day())
	}
	return moved.Format(time.DateOnly)
}

// yearEnds are the first and last day of the plan's year up to which it can be
// judged on a day: the last half-year that has ended by then, so that a plan
// page and an analysis of that half-year say the same. ok is false before that.
func yearEnds(year int64, today string) (from, to string, ok bool) {
	y := time.Date(int(year), 1, 1, 0, 0, 0, 0, time.UTC).Format("2006")
	from = y + "-01-01"
	switch {
	case today > y+"-12-31":
		return from, y + "-12-31", true
	case today > y+"-06-30":
		return from, y + "-06-30", true
	default:
		return from, "", false
	}
}

func today(tx *store.Tx) string { return text.DayOf(tx.Now().Time) }

// Merge adds the objectives of a table to a draft. Activities of an objective
// that the draft has already come under it, after those that are there.
func Merge(tx *store.Tx, plan string, list []Objective) error {
	return editing(tx, plan, Amendment{}, func() ([]part, error) {
		has, err := loadObjectives(tx, plan)
		if err != nil {
			return nil, err
		}
		known := map[string]string{}
		for _, o := range has {
			known[o.key()] = o.ID
		}
		for _, o := range list {
			if err := merge(tx, plan, known[o.key()], o); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
}

func merge(tx *store.Tx, plan, into string, o Objective) error {
	o.PlanID, o.Position = plan, 0
	list := o.Activities
	if into == "" {
		var err error
		o.Activities = nil
		if into, err = putObjective(tx, o); err != nil {
			return err
		}
	}
	for _, a := range list {
		a.PlanID, a.ObjectiveID = plan, into
		a, err := inSeason(tx, a)
		if err != nil {
			return err
		}
		if _, err := putActivity(tx, a); err != nil {
			return err
		}
	}
	return nil
}
