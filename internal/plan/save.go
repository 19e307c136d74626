package plan

import (
	"fmt"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

var (
	addPartner       = store.Write(`INSERT INTO plan_partner (committee_id, activity_id, institution_id) VALUES ($1, $2, $3)`)
	dropPartners     = store.Write(`DELETE FROM plan_partner WHERE committee_id = $1 AND activity_id = $2`)
	addMunicipality  = store.Write(`INSERT INTO plan_municipality (committee_id, activity_id, municipality) VALUES ($1, $2, $3)`)
	dropMunicipality = store.Write(`DELETE FROM plan_municipality WHERE committee_id = $1 AND activity_id = $2`)
	lastObjective    = store.Read(`SELECT COALESCE(MAX(position), 0) FROM plan_objective WHERE committee_id = $1 AND plan_id = $2`)
	lastActivity     = store.Read(`SELECT COALESCE(MAX(position), 0) FROM plan_activity WHERE committee_id = $1 AND objective_id = $2`)
)

// An Amendment says from which day an approved plan is changed, and why. While
// the plan is a draft it is not asked for.
type Amendment struct {
	On     string // day; "" is today
	Reason string
}

// AddPlan adds a plan as a draft, with its objectives and their activities, and
// returns its ID. What has no ID is given one. A second plan for the same year
// is store.ErrExists.
func AddPlan(tx *store.Tx, p Plan) (string, error) {
	p.ID, p.State = orNew(tx, p.ID), Draft
	if p.Title == "" {
		p.Title = fmt.Sprintf("Plani i veprimit %d", p.Year)
	}
	if err := plans.Add(tx, p); err != nil {
		return "", err
	}
	for _, o := range p.Objectives {
		o.PlanID = p.ID
		if _, err := putObjective(tx, o); err != nil {
			return "", err
		}
	}
	return p.ID, Renumber(tx, p.ID)
}

func orNew(tx *store.Tx, id string) string {
	if id == "" {
		return tx.NewID()
	}
	return id
}

// AddObjective adds an objective, with its activities, at the end of the plan
// and returns its ID.
func AddObjective(tx *store.Tx, o Objective, am Amendment) (string, error) {
	err := editing(tx, o.PlanID, am, func() (changed []part, err error) {
		if o.ID, err = putObjective(tx, o); err != nil {
			return nil, err
		}
		changed = append(changed, part{partObjective, o.ID})
		return changed, nil
	})
	return o.ID, err
}

func putObjective(tx *store.Tx, o Objective) (string, error) {
	o.ID = orNew(tx, o.ID)
	if o.Position == 0 {
		last, err := store.Value[int64](tx, lastObjective, o.PlanID)
		if err != nil {
			return "", err
		}
		o.Position = last + 1
	}
	if err := objectives.Add(tx, o); err != nil {
		return "", err
	}
	for i, a := range o.Activities {
		a.PlanID, a.ObjectiveID, a.Position = o.PlanID, o.ID, int64(i+1)
		if _, err := putActivity(tx, a); err != nil {
			return "", err
		}
	}
	return o.ID, nil
}

// AddActivity adds an activity at the end of its objective and returns its ID.
// Without a number of its own it is given the next one.
func AddActivity(tx *store.Tx, a Activity, am Amendment) (string, error) {
	err := editing(tx, a.PlanID, am, func() (_ []part, err error) {
		if a, err = inSeason(tx, a); err != nil {
			return nil, err
		}
		a.ID, err = putActivity(tx, a)
		return []part{{partActivity, a.ID}}, err
	})
	return a.ID, err
}

func putActivity(tx *store.Tx, a Activity) (string, error) {
	a.ID = orNew(tx, a.ID)
	if a.State == "" {
		a.State = "planned"
	}
	if a.Position == 0 {
		last, err := store.Value[int64](tx, lastActivity, a.ObjectiveID)
		if err != nil {
			return "", err
		}
		a.Position = last + 1
	}
	if err := activities.Add(tx, a); err != nil {
		return "", err
	}
	a = a.tidy()
	return a.ID, putParts(tx, Activity{ID: a.ID}, a)
}

// tidy puts the parts of an activity in the order they are read in.
func (a Activity) tidy() Activity {
	a.Partners = slices.Compact(slices.Sorted(slices.Values(a.Partners)))
	a.Municipalities = slices.Compact(slices.Sorted(slices.Values(a.Municipalities)))
	a.Indicators = slices.Clone(a.Indicators)
	for i := range a.Indicators {
		a.Indicators[i].Position = int64(i + 1)
	}
	return a
}

// putParts saves the partners, municipalities and indicators of an activity,
// and keeps the identity of the indicators that were there before: what was
// reported on them stays theirs.
func putParts(tx *store.Tx, was, a Activity) error {
	if !slices.Equal(was.Partners, a.Partners) {
		if err := relink(tx, dropPartners, addPartner, a.ID, was.Partners, a.Partners); err != nil {
			return err
		}
	}
	if !slices.Equal(was.Municipalities, a.Municipalities) {
		if err := relink(tx, dropMunicipality, addMunicipality, a.ID, was.Municipalities, a.Municipalities); err != nil {
			return err
		}
	}
	return putIndicators(tx, was, a)
}

func relink(tx *store.Tx, drop, add store.Query, activity string, was, to []string) error {
	if len(was) > 0 {
		if _, err := tx.Exec(drop, activity); err != nil {
			return err
		}
	}
	for _, id := range to {
		if _, err := tx.Exec(add, activity, id); err != nil {
			return err
		}
	}
	return nil
}

func putIndicators(tx *store.Tx, was, a Activity) error {
	kept := map[string]bool{}
	for _, i := range a.Indicators {
		i.ActivityID = a.ID
		at := slices.IndexFunc(was.Indicators, func(old Indicator) bool { return i.ID != "" && old.ID == i.ID })
		if at < 0 {
			i.ID = orNew(tx, i.ID)
			if err := indicators.Add(tx, i); err != nil {
				return err
			}
			continue
		}
		kept[i.ID] = true
		err := indicators.Edit(tx, i.ID, was.Indicators[at].Version, func(old *Indicator) error {
			*old = i
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, old := range was.Indicators {
		if kept[old.ID] {
			continue
		}
		if err := indicators.Remove(tx, old.ID, old.Version); err != nil {
			return err
		}
	}
	return nil
}

// EditPlan saves the year, title and priorities of a plan. The year of an
// approved plan stays.
func EditPlan(tx *store.Tx, to Plan, am Amendment) error {
	return editing(tx, to.ID, am, func() ([]part, error) {
		err := plans.Edit(tx, to.ID, to.Version, func(p *Plan) error {
			p.Title, p.Priorities = to.Title, to.Priorities
			if !p.Approved() {
				p.Year = to.Year
			}
			return nil
		})
		return []part{{partPlan, to.ID}}, err
	})
}

// EditObjective saves the words of an objective.
func EditObjective(tx *store.Tx, to Objective, am Amendment) error {
	return editing(tx, to.PlanID, am, func() ([]part, error) {
		err := objectives.Edit(tx, to.ID, to.Version, func(o *Objective) error {
			if o.PlanID != to.PlanID {
				return store.ErrNotFound
			}
			o.Pillar, o.Goal, o.Code, o.Title = to.Pillar, to.Goal, to.Code, to.Title
			return nil
		})
		return []part{{partObjective, to.ID}}, err
	})
}

// EditActivity saves an activity with its partners, municipalities and
// indicators. What became of it, and where it was carried from, is not edited.
func EditActivity(tx *store.Tx, to Activity, am Amendment) error {
	to = to.tidy()
	return editing(tx, to.PlanID, am, func() ([]part, error) {
		was, err := GetActivity(tx, to.ID)
		if err != nil {
			return nil, err
		}
		if was.PlanID != to.PlanID {
			return nil, store.ErrNotFound
		}
		if to, err = placed(tx, was, to); err != nil {
			return nil, err
		}
		if to, err = inSeason(tx, to); err != nil {
			return nil, err
		}
		if err := activities.Edit(tx, to.ID, to.Version, func(a *Activity) error { *a = to; return nil }); err != nil {
			return nil, err
		}
		return []part{{partActivity, to.ID}}, putParts(tx, was, to)
	})
}

// placed keeps of an activity what an edit does not touch. Moved to another
// objective it comes last there; without a number it is numbered anew.
func placed(tx *store.Tx, was, to Activity) (Activity, error) {
	to.Position, to.Parts = was.Position, was.Parts
	to.State, to.StateOn, to.StateReason, to.CarriedFrom = was.State, was.StateOn, was.StateReason, was.CarriedFrom
	if !sameParts(was, to) {
		to.Parts++
	}
	if to.NumberTyped = to.Number != "" && (was.NumberTyped || to.Number != was.Number); !to.NumberTyped {
		to.Number = was.Number
	}
	if to.ObjectiveID == was.ObjectiveID {
		return to, nil
	}
	if !to.NumberTyped {
		to.Number = ""
	}
	last, err := store.Value[int64](tx, lastActivity, to.ObjectiveID)
	to.Position = last + 1
	return to, err
}

// editing runs f on a plan: freely while it is a draft, as an amendment once it
// is approved. f says which parts it changed.
func editing(tx *store.Tx, plan string, am Amendment, f func() ([]part, error)) error {
	p, err := plans.Get(tx, plan)
	if err != nil {
		return err
	}
	if p.Approved() && tx.Grant().Permission().String() == access.DraftPlan.String() {
		return web.Refuse("Plani është miratuar dhe tani ndryshohet vetëm me amendim. Hapeni sërish faqen e planit.")
	}
	changed, err := f()
	if err != nil {
		return err
	}
	if err := Renumber(tx, plan); err != nil || !p.Approved() {
		return err
	}
	return amend(tx, p, am, changed)
}
